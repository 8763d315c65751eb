"""The form of an activity's head: to begin one, and to change it afterwards (but for its SOP)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import number as number_words
from sertidesk.domain.procedure import Procedure
from sertidesk.services import activity as activities
from sertidesk.services import occupations, organizations, procedure_library
from sertidesk.services.activity import MOST_PARTICIPANTS, YEARS, Activity, ActivityDraft
from sertidesk.services.organizations import Kind
from sertidesk.ui.about_sop import brief_card
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import (
    DateField,
    FormField,
    choice_field,
    complete,
    scrolled,
    section,
    text_field,
)
from sertidesk.ui.kit.parts import Page, button, card, label, row, swap
from sertidesk.ui.targets import TargetsEditor

FUNDING = (
    "APBD Kabupaten/Kota",
    "APBD Provinsi",
    "APBN",
    "Program LSP",
    "Swadaya peserta",
)
_BRIEF_WIDTH = 344
_FIELD_OF = {  # where a refusal is shown
    "sop_missing": "sop_code",
    "activity_without_name": "name",
    "year_unlikely": "year",
    "start_unreadable": "planned_start",
    "participants_unlikely": "planned_participants",
}


def _words(procedure: Procedure) -> str:
    return f"{procedure.office.government} – {procedure.title}"


class ActivityForm(Page):
    """What an activity begins with, and at the right what its SOP says in brief."""

    saved = Signal(str)  # the activity's code
    cancelled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self._desk = desk
        self._activity: Activity | None = None
        self._procedures: dict[str, Procedure] = {}
        self.cancel_button = button(
            "cancel_activity", self.tr("Batal"), self.cancelled.emit, shortcut="Esc"
        )
        self.save_button = button(
            "save_activity", "", self._on_save_clicked, primary=True, shortcut="Ctrl+S"
        )
        self.planned_start = DateField(
            "planned_start", self.tr("Rencana mulai"), desk.store.today()
        )
        head = [
            text_field("name", self.tr("Nama kegiatan"), self.tr("mis. Sertifikasi Tukang 2026")),
            text_field("year", self.tr("Tahun anggaran")),
            text_field("funding_source", self.tr("Sumber dana"), choices=FUNDING),
            self.planned_start,
            text_field("lsp", self.tr("LSP pelaksana"), self.tr("nama baru akan diingat")),
            text_field(
                "test_centre", self.tr("Tempat uji (TUK)"), self.tr("nama baru akan diingat")
            ),
            text_field("planned_participants", self.tr("Jumlah peserta yang direncanakan")),
        ]
        sop = choice_field("sop_code", "SOP", ())
        sop.editor.setPlaceholderText(self.tr("pilih SOP yang dijalankan…"))
        sop.editor.setSizeAdjustPolicy(
            sop.editor.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.fields: dict[str, FormField] = {field.key: field for field in [sop, *head]}
        self.targets = TargetsEditor()
        self.targets.follow(self.fields["planned_participants"].editor)
        self._brief: QWidget | None = None
        self._brief_holder = QVBoxLayout()
        self._build(sop, head)
        # Signals of this form, in one place.
        for field in self.fields.values():
            field.left.connect(self._on_field_left)
        sop.left.connect(self._on_sop_chosen)

    def _build(self, sop: FormField, head: list[FormField]) -> None:
        targets: QFrame = card(
            label(self.tr("Sasaran jabatan kerja"), "heading"), self.targets, name="targets_card"
        )
        left = scrolled(
            section("SOP", [sop], columns=1),
            section(self.tr("Pokok kegiatan"), head),
            targets,
        )
        self._brief_holder.setContentsMargins(0, 0, 0, 0)
        right = QWidget()
        right.setLayout(self._brief_holder)
        right.setFixedWidth(_BRIEF_WIDTH)
        body = row(left, right)
        body.setStretch(0, 1)
        self.body.addLayout(body, 1)
        self.body.addLayout(row(1, self.cancel_button, self.save_button))

    def begin(self) -> None:
        """Show an empty form for a new activity; the year is this one."""
        self._activity = None
        self._offer(procedure_library.usable(self._desk.store))
        self._prepare(self.tr("Kegiatan baru"), self.tr("Mulai kegiatan"))
        for field in self.fields.values():
            field.set_text("")
        self.fields["year"].set_text(str(self._desk.store.today().year))
        self.fields["sop_code"].editor.setEnabled(True)
        self.targets.set_targets(())
        self._show_brief(None)
        self.fields["sop_code"].editor.setFocus()

    def edit(self, activity: Activity) -> None:
        """Show an activity's head to be changed; its SOP is fixed."""
        self._activity = activity
        self._offer([replace(activity.procedure, code=activity.sop_code)])
        self._prepare(
            self.tr("Ubah data kegiatan {code}").format(code=activity.code), self.tr("Simpan")
        )
        planned = activity.planned_participants
        for key, text in (
            ("sop_code", activity.sop_code),
            ("name", activity.name),
            ("year", str(activity.year)),
            ("funding_source", activity.funding_source),
            ("lsp", activity.lsp),
            ("test_centre", activity.test_centre),
            ("planned_participants", "" if planned is None else str(planned)),
        ):
            self.fields[key].set_text(text)
        self.planned_start.set_value(activity.planned_start)
        self.fields["sop_code"].editor.setEnabled(False)
        self.fields["sop_code"].say(
            self.tr("SOP tidak dapat diganti setelah kegiatan dimulai."), "info"
        )
        self.targets.set_targets(activity.target_occupations)
        self._show_brief(activity.procedure)
        self.fields["name"].editor.setFocus()

    def draft(self) -> ActivityDraft:
        """Return what is typed; a `UserError` names the first field that is not right."""
        text = {key: field.text() for key, field in self.fields.items()}
        if not text["sop_code"]:
            raise UserError("sop_missing", "Pilih dahulu SOP yang dijalankan.")
        if not text["name"]:
            raise UserError("activity_without_name", "Isi nama kegiatan.")
        return ActivityDraft(
            sop_code=text["sop_code"],
            name=text["name"],
            year=self._year(text["year"]),
            funding_source=text["funding_source"],
            lsp=text["lsp"],
            test_centre=text["test_centre"],
            planned_start=self._start(),
            planned_participants=self._participants(text["planned_participants"]),
            target_occupations=self.targets.targets(),
        )

    def _offer(self, procedures: Sequence[Procedure]) -> None:
        """Offer these SOPs; those of the same document are told apart by their names."""
        self._procedures = {one.code: one for one in procedures}
        titles = Counter(_words(one) for one in procedures)
        editor = self.fields["sop_code"].editor
        editor.clear()
        for one in procedures:
            words = _words(one)
            editor.addItem(f"{words} – {one.name}" if titles[words] > 1 else words, one.code)
        editor.setCurrentIndex(-1)

    def _prepare(self, title: str, action: str) -> None:
        self.title_label.setText(title)
        self.save_button.setText(action)
        self.save_button.setAccessibleName(action)
        self.banner.hide()
        for field in self.fields.values():
            field.say("")
        store = self._desk.store
        self.targets.set_catalogue(occupations.catalogue(store))
        complete(self.fields["lsp"], organizations.names(store, Kind.LSP))
        complete(self.fields["test_centre"], organizations.names(store, Kind.TEST_CENTRE))

    def _show_brief(self, procedure: Procedure | None) -> None:
        shown: QWidget
        if procedure is None:
            hint = self.tr("Pilih SOP untuk melihat ringkasannya di sini.")
            shown = scrolled(card(label(hint, "muted", wrap=True), name="sop_brief"))
        else:
            shown = scrolled(brief_card(procedure, "sop_brief"))
        self._brief = swap(self._brief_holder, self._brief, shown)

    def _year(self, text: str) -> int:
        if not text.isdecimal() or int(text) not in YEARS:
            raise UserError(
                "year_unlikely",
                "Tahun anggaran harus angka antara {first} dan {last}.",
                first=YEARS[0],
                last=YEARS[-1],
            )
        return int(text)

    def _participants(self, text: str) -> int | None:
        if not text:
            return None
        if not text.isdecimal() or not 0 < int(text) <= MOST_PARTICIPANTS:
            raise UserError(
                "participants_unlikely",
                "Jumlah peserta harus angka antara 1 dan {most}.",
                most=number_words(MOST_PARTICIPANTS),
            )
        return int(text)

    def _start(self) -> date | None:
        value = self.planned_start.value()
        if self.planned_start.text() and value is None:
            raise UserError(
                "start_unreadable", "Rencana mulai tidak terbaca. Tulis seperti 12-05-2026."
            )
        return value

    def _on_field_left(self, key: str) -> None:
        """Say what is wrong with the field just left, and nothing once it is right."""
        if not isinstance(self.fields[key], DateField):  # it reads its date by itself
            self.fields[key].say("")
        checks: dict[str, Callable[[str], int | None]] = {
            "year": self._year,
            "planned_participants": self._participants,
        }
        if key not in checks:
            return
        try:
            checks[key](self.fields[key].text())
        except UserError as error:
            self.fields[key].say(str(error), "error")

    def _on_sop_chosen(self, _key: str) -> None:
        self._show_brief(self._procedures.get(self.fields["sop_code"].text()))

    def _on_save_clicked(self) -> None:
        self.banner.hide()
        for field in self.fields.values():
            field.say("")
        try:
            draft = self.draft()
        except UserError as error:
            self._refuse(error)
            return
        if self._activity is None:
            changes = self._desk.do(activities.create, draft)
            if changes is not None:
                self.saved.emit(changes.subject)
                self._desk.say(
                    self.tr("Kegiatan dimulai dengan kode {code}.").format(code=changes.subject),
                    undo=changes,
                )
        else:
            changes = self._desk.do(activities.save, self._activity.id, draft)
            if changes is not None:
                self.saved.emit(self._activity.code)
                self._desk.say(
                    self.tr("Data kegiatan disimpan."), undo=changes if changes.kinds else None
                )

    def _refuse(self, error: UserError) -> None:
        field = self.fields.get(_FIELD_OF.get(error.code, ""))
        if field is None:
            self.banner.say(str(error), "bad")
            return
        field.say(str(error), "error")
        field.editor.setFocus()
