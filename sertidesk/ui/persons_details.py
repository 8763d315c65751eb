"""One person at the side of the list: data, activities with their state, certificates, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from sertidesk.domain import addresses, clarification, npwp, phones
from sertidesk.domain.fields import Holder, keys_of
from sertidesk.domain.formatting import moment, short_date
from sertidesk.services import history_words, person_papers, person_years, persons
from sertidesk.services.history import FieldChange
from sertidesk.services.person_years import Mark, Tone, Years
from sertidesk.services.persons import Participation, PersonDetails
from sertidesk.services.preview import Order
from sertidesk.services.records import birth, full_name
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import scrolled
from sertidesk.ui.kit.parts import EmptyState, button, card, column, label, named, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.persons_years import activity_marks, certificates_card, files_card, joined
from sertidesk.ui.steps.participants_columns import CLARIFICATION_BADGES

_MOST_CHANGES = 100
_TONES = frozenset(Tone)
_UNTOLD = history_words.UNTOLD | {"person_id", "position", "area_code"}
SEX = {"L": "Laki-laki", "P": "Perempuan"}


class PersonPanel(QWidget):
    """Shows one person; nothing until one is chosen."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "person_panel", self.tr("Rincian orang"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self._person_id: str | None = None
        self.nobody = EmptyState(
            self.tr("Pilih satu orang"),
            self.tr("Data, kegiatan, sertifikat, dan riwayat perubahannya tampil di sini."),
        )
        self._shown: QWidget | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nobody)
        self.setLayout(column(self.stack))
        self.setMinimumWidth(360)

    def show_person(self, person_id: str) -> None:
        """Show everything known of one person."""
        self._person_id = person_id
        details = self._desk.do(persons.details, person_id)
        if details is None:
            self._person_id = None
            self.stack.setCurrentWidget(self.nobody)
            return
        years = person_years.load(self._desk.store, person_id)
        self._put(
            scrolled(
                self._identity(details),
                self._activities(details.activities, years),
                certificates_card(years, self._go_to),
                files_card(details, years, self._go_to),
                self._rows(details),
                self._history(persons.changes_of(self._desk.store, person_id)),
            )
        )

    def reload(self) -> None:
        """Show the same person anew."""
        if self._person_id is not None:
            self.show_person(self._person_id)

    def print_sheet(self) -> None:
        """Write everything kept of the person shown as a PDF, as they may ask to see it."""
        if self._person_id is not None:
            title = self.tr("Data orang")
            args = (self._person_id,)
            self._desk.preview(Order(title, title, person_papers.print_sheet, args))

    def _put(self, shown: QWidget) -> None:
        old, self._shown = self._shown, named(shown, "person_details", self.tr("Rincian orang"))
        self.stack.addWidget(shown)
        self.stack.setCurrentWidget(shown)
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()

    def _identity(self, details: PersonDetails) -> QFrame:
        values = details.values
        name = label(full_name(values) or self.tr("Tanpa nama"), "title", wrap=True)
        files = self.tr("{count} berkas").format(count=details.attachments)
        lines = [
            ("NIK", values.get("nik")),
            (self.tr("Lahir"), birth(values)),
            (self.tr("Jenis kelamin"), SEX.get(str(values.get("sex")), "")),
            (self.tr("Alamat"), addresses.full(values)),
            (self.tr("Nomor HP"), phones.show(values["phone"]) if values.get("phone") else ""),
            (self.tr("Surel"), values.get("email")),
            ("NPWP", npwp.show(values["npwp"]) if values.get("npwp") else ""),
            (self.tr("Pendidikan"), education(values)),
            (self.tr("Lampiran"), files if details.attachments else ""),
        ]
        sheet = button(
            "person_print", self.tr("Cetak data orang…"), self.print_sheet, icon="printer",
            tip=self.tr("Semua data yang disimpan tentang orang ini, untuk pemiliknya"),
        )  # fmt: skip
        return card(name, facts(lines), row(sheet, 1), name="person_identity")

    def _activities(self, taken: Sequence[Participation], years: Years) -> QFrame:
        contents: list[Any] = [label(self.tr("Kegiatan"), "heading")]
        if not taken:
            contents.append(label(self.tr("Tidak menjadi peserta kegiatan apa pun."), "muted"))
        for one in taken:
            words = self.tr("{name} ({year})").format(name=one.activity_name, year=one.year)
            link = button(
                f"person_activity_{one.activity_code}",
                words,
                partial(self._go, one),
                link=True,
            )
            link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            link.setToolTip(words)
            state, tone = CLARIFICATION_BADGES.get(
                one.clarification, (clarification.LABELS[clarification.OPEN], "plain")
            )
            level = self.tr("jenjang {level}").format(level=one.level) if one.level else ""
            work = " · ".join(filter(None, (one.activity_code, one.occupation, level)))
            told = self.tr("Klarifikasi: {state}").format(state=state.lower())
            marks = []
            if "clarification" in one.screens:
                tone = tone if tone in _TONES else "plain"
                marks.append(Mark("clarification", told, Tone(tone)))
            if one.documents_complete is not None:
                complete = one.documents_complete
                words = self.tr("Berkas lengkap") if complete else self.tr("Berkas belum lengkap")
                marks.append(Mark("documents", words, Tone.GOOD if complete else Tone.PLAIN))
            if one.withdrawn_reason:
                words = self.tr("Mundur: {reason}").format(reason=one.withdrawn_reason)
                marks.append(Mark("participants", words, Tone.WARN))
            marks += years.marks.get(one.participant_id, ())
            contents += [
                link,
                label(work, "muted", wrap=True),
                activity_marks(one, marks, self._go_to),
            ]
        return card(*contents, name="person_activities")

    def _rows(self, details: PersonDetails) -> QFrame:
        contents: list[Any] = []
        for title, kind, words in (
            (self.tr("Pengalaman kerja"), "experiences", _experience),
            (self.tr("Pelatihan"), "trainings", _training),
            (self.tr("Pendidikan sebelumnya"), "educations", education),
        ):
            found = details.rows.get(kind, ())
            if found:
                contents.append(label(title, "heading"))
                contents += [label(words(one), wrap=True) for one in found]
        if not contents:
            contents = [
                label(self.tr("Pengalaman dan pelatihan"), "heading"),
                label(self.tr("Belum ada yang tercatat."), "muted"),
            ]
        return card(*contents, name="person_rows")

    def _history(self, changes: Sequence[FieldChange]) -> QFrame:
        told = [pair for one in changes[: 4 * _MOST_CHANGES] if (pair := change_words(one))]
        contents: list[Any] = [label(self.tr("Riwayat perubahan"), "heading")]
        last = ""
        for head, line in told[:_MOST_CHANGES]:
            if head != last:
                contents.append(label(head, "muted", wrap=True))
                last = head
            contents.append(label(line, wrap=True))
        if len(told) > _MOST_CHANGES:
            more = self.tr("… dan {count} perubahan yang lebih lama.")
            contents.append(label(more.format(count=len(told) - _MOST_CHANGES), "muted"))
        made = card(*contents, name="person_history")
        layout = made.layout()
        if layout is not None:
            layout.setSpacing(SPACE)
        return made

    def _go(self, one: Participation) -> None:
        self._go_to(one.activity_code, "participants", one.participant_id)

    def _go_to(self, code: str, screen: str, participant_id: str) -> None:
        self._desk.go("activity", code=code, screen=screen, subjects=(participant_id,))


def facts(lines: Sequence[tuple[str, object]]) -> QWidget:
    """Lay what is known in two columns: what it is, and the value; empty ones are left out."""
    made = QWidget()
    layout = QFormLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(3 * SPACE)
    layout.setVerticalSpacing(SPACE)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for title, value in lines:
        if value not in (None, ""):
            text = label(str(value), wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addRow(label(title, "label"), text)
    return made


def education(values: Mapping[str, Any]) -> str:
    """Return a diploma in one line."""
    parts = [values.get(key) for key in keys_of(Holder.EDUCATION)]
    return ", ".join(str(part) for part in parts if part)


def change_words(change: FieldChange) -> tuple[str, str] | None:
    """Return who changed what when, and the field with before and after; None for what is inner."""
    if change.field in _UNTOLD:
        return None
    head = f"{moment(datetime.fromisoformat(change.at))} · {change.actor} · {change.label}"
    thing = history_words.TABLES.get(change.table, change.table)
    if change.field is None:
        return head, f"{thing} ditambahkan"
    if change.field == "deleted_at":
        return head, f"{thing} dihapus" if change.after else f"{thing} dipulihkan"
    before, after = (
        history_words.value(change.field, one) for one in (change.before, change.after)
    )
    return head, f"{history_words.field(change.field)}: {before or 'kosong'} → {after or 'kosong'}"


def _experience(one: Mapping[str, Any]) -> str:
    days = [short_date(one[key]) for key in ("started_on", "ended_on") if one[key]]
    return joined(one["project"], one["position"], one["employer"], one["place"], "–".join(days))


def _training(one: Mapping[str, Any]) -> str:
    hours = f"{one['hours']} JP" if one["hours"] else ""
    day = short_date(one["started_on"]) if one["started_on"] else ""
    return joined(one["title"], one["organiser"], day, hours)
