"""What a NIK does in the form: proposes what it tells, finds whose it is, blocks a double."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from sertidesk.domain import nik
from sertidesk.domain.finding import Finding, Severity
from sertidesk.domain.formatting import short_date
from sertidesk.services import dossiers
from sertidesk.services.dossiers import Known

if TYPE_CHECKING:
    from sertidesk.ui.participant_form import ParticipantForm


class NikHelper(QObject):
    """Stands beside one form."""

    def __init__(self, form: ParticipantForm) -> None:
        super().__init__(form)
        self._form = form
        self._proposed: set[str] = set()  # fields that hold what the NIK told
        self._findings: tuple[Finding, ...] = ()
        self.known: Known | None = None

    def reset(self) -> None:
        """Forget everything of the participant before."""
        self._proposed, self._findings, self.known = set(), (), None

    def findings(self) -> tuple[Finding, ...]:
        """Return what stands against this NIK beside its own digits."""
        return self._findings

    def note_of(self, key: str) -> str:
        """Return the mark of a field that still holds what the NIK told."""
        return self.tr("dari NIK, boleh diubah") if key in self._proposed else ""

    def forget_note(self, key: str) -> None:
        """Take the mark away: somebody typed in the field."""
        if key in self._proposed:
            self._proposed.discard(key)
            self._form.fields[key].say("")

    def forget_notes(self, keys: Iterable[str] | None = None) -> None:
        """Take marks away."""
        for key in list(self._proposed if keys is None else keys):
            self.forget_note(key)

    def on_left(self) -> None:
        """Propose, look up, and refuse a double as soon as the NIK is left."""
        form = self._form
        digits = nik.read(form.fields["nik"].text()).digits
        self._findings, self.known = (), None
        form.banner.hide()
        if digits is None:
            return
        form.fields["nik"].set_text(digits)
        self._propose(digits)
        mine = form.dossier.person_id if form.dossier else None
        known = dossiers.known_by_nik(form.desk.store, form.activity.id, digits)
        if known is None or known.person_id == mine:
            return
        self.known = known
        if known.here:
            self._refuse_double(known)
        elif form.dossier is not None:
            message = self.tr(
                "NIK ini milik {name}. Periksa KTP keduanya; bila orangnya sama, gabungkan di "
                "halaman Orang › Kembar."
            ).format(name=known.name)
            self._findings = (Finding("nik_taken", "nik", Severity.ERROR, message),)
        else:
            self._offer(known)

    def history_lines(self) -> list[str]:
        """Return in which other activities the person of the form takes part."""
        form = self._form
        digits = form.fields["nik"].text()
        known = dossiers.known_by_nik(form.desk.store, form.activity.id, digits) if digits else None
        others = [name for name in known.activities if name != form.activity.name] if known else []
        if not others:
            return [self.tr("Belum pernah ikut kegiatan lain.")]
        return [self.tr("Kegiatan lain:"), *others]

    def _propose(self, digits: str) -> None:
        """Fill birth date, sex and area where nothing, or a former proposal, stands."""
        form = self._form
        told = nik.facts(digits, today=form.rules.today)
        if told is None:
            return
        book = form.rules.areas
        proposals: dict[str, Any] = {
            "birth_date": told.birth_date,
            "sex": told.sex,
            "province": book.province(told.province),
            "regency": book.regency(told.regency),
            "district": book.district(told.district),
        }
        free = {
            key: value
            for key, value in proposals.items()
            if value and (not form.fields[key].text() or key in self._proposed)
        }
        if any(form.fields[key].text() for key in ("province", "regency", "district", "village")):
            whole = {"province", "regency", "district"}
            if not whole <= free.keys() | self._proposed or form.fields["village"].text():
                free = {key: value for key, value in free.items() if key not in whole}
        self._proposed |= free.keys()
        form.fill(free)

    def _offer(self, known: Known) -> None:
        form = self._form
        born = f", lahir {short_date(known.birth_date)}" if known.birth_date else ""
        village = f", {known.village}" if known.village else ""
        took = "; ".join(known.activities[:3])
        history = self.tr(" Pernah ikut: {names}.").format(names=took) if took else ""
        form.banner.say(
            self.tr("NIK ini sudah dikenal: {who}.{history}").format(
                who=f"{known.name}{born}{village}", history=history
            ),
            "accent",
            self.tr("Pakai datanya"),
            lambda: form.adopt(known),
        )
        form.panel.show_about(
            [self.tr("Sudah dikenal: {name}").format(name=known.name), *known.activities]
        )

    def _refuse_double(self, known: Known) -> None:
        form = self._form
        message = self.tr("NIK ini sudah terdaftar dalam kegiatan ini atas nama {name}.").format(
            name=known.name
        )
        self._findings = (Finding("nik_in_activity", "nik", Severity.ERROR, message),)
        here = str(known.here)
        form.banner.say(
            message,
            "bad",
            self.tr("Buka peserta itu"),
            lambda: form.open_one(here) if form.leave() else None,
        )
