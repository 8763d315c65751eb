"""A person's years in the panel: what came of each activity, certificates held, files kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from sertidesk.domain.finding import Severity
from sertidesk.domain.formatting import short_date
from sertidesk.services import certificates
from sertidesk.services.person_years import Mark, Years
from sertidesk.services.persons import Participation, PersonDetails
from sertidesk.ui.kit.flow import FlowLayout
from sertidesk.ui.kit.parts import badge, button, card, label, restyle, row
from sertidesk.ui.kit.theme import SPACE

_MOST_FILES = 30
Go = Callable[[str, str, str], object]
"""Opens a screen of an activity at a participant: its code, the screen, the participant."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("persons_years", text)


def activity_marks(one: Participation, marks: Sequence[Mark], go: Go) -> QWidget:
    """Show what is recorded of an activity; each leads to its screen."""
    made = QWidget()
    flow = FlowLayout(SPACE)
    for place, mark in enumerate(marks):
        screen = mark.screen if mark.screen in one.screens else "participants"
        chip = button(
            f"person_mark_{one.activity_code}_{place}",
            mark.words,
            partial(go, one.activity_code, screen, one.participant_id),
        )
        restyle(chip, "chip", str(mark.tone))
        flow.addWidget(chip)
    made.setLayout(flow)
    return made


def certificates_card(years: Years, go: Go) -> QFrame:
    contents: list[Any] = [label(_tr("Sertifikat SKK"), "heading")]
    if not years.certificates:
        contents.append(label(_tr("Belum ada yang tercatat."), "muted"))
    contents += [label(words) for words in years.counts]
    for finding in years.limits:
        told = label(finding.message, wrap=True)
        grave = finding.severity is not Severity.INFO
        told.setProperty("badge", "warn" if grave else "plain")
        contents.append(told)
    for one in years.certificates:
        valid = _tr("Berlaku") if one.is_valid else _tr("Tidak berlaku lagi")
        state = badge(valid, "good" if one.is_valid else "plain")
        contents.append(label(certificate_words(one.values), wrap=True))
        line = row(state)
        if one.activity_code:
            line.addWidget(
                button(
                    f"person_certificate_{one.id}",
                    _tr("Kegiatan {code}").format(code=one.activity_code),
                    partial(go, one.activity_code, "certificates", one.participant_id),
                    link=True,
                )
            )
        line.addStretch(1)
        contents.append(line)
    return card(*contents, name="person_certificates")


def files_card(details: PersonDetails, years: Years, go: Go) -> QFrame:
    contents: list[Any] = [label(_tr("Berkas"), "heading")]
    if not years.files:
        contents.append(label(_tr("Belum ada berkas yang dilampirkan."), "muted"))
    titles = {one.participant_id: one.titles for one in details.activities}
    for one in years.files[:_MOST_FILES]:
        title = titles.get(one.participant_id, {}).get(one.requirement, "")
        words = joined(title, one.file_name, one.activity_code)
        if not one.activity_code:
            contents.append(label(words, wrap=True))
            continue
        of_certificate = one.requirement == certificates.FILED_AS
        screen = "certificates" if of_certificate else "documents"
        link = button(
            f"person_file_{one.id}",
            words,
            partial(go, one.activity_code, screen, one.participant_id),
            link=True,
        )
        link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        link.setToolTip(words)
        contents.append(link)
    if len(years.files) > _MOST_FILES:
        more = _tr("… dan {count} berkas lain.")
        contents.append(label(more.format(count=len(years.files) - _MOST_FILES), "muted"))
    made = card(*contents, name="person_files")
    layout = made.layout()
    if layout is not None:
        layout.setSpacing(SPACE)
    return made


def certificate_words(one: Mapping[str, Any]) -> str:
    """Return a certificate in one line."""
    level = f"jenjang {one['level']}" if one["level"] else ""
    until = f"berlaku s.d. {short_date(one['expires_on'])}" if one["expires_on"] else ""
    return joined(one["occupation"], level, one["subclassification"], one["number"], until)


def joined(*parts: object) -> str:
    """Return what is known, in one line."""
    return " · ".join(str(part) for part in parts if part) or "–"
