"""Kegiatan: the list of activities, and the form that begins a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import short_date
from sertidesk.intake import procedure as procedures
from sertidesk.services import activity
from sertidesk.services.activity import ActivityDraft, ActivityLine
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import (
    DateField,
    FormField,
    choice_field,
    long_field,
    scrolled,
    section,
    text_field,
)
from sertidesk.ui.kit.parts import EmptyState, Page, button, column, row
from sertidesk.ui.kit.table import Table, TableColumn

_KINDS = frozenset(("activity", "participant"))
FUNDING = ("APBD Kabupaten/Kota", "APBD Provinsi", "APBN", "Program LSP", "Peserta")


class _Lines:
    """The activities as a table source: few, so they are filtered here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lines: list[ActivityLine] = []

    def count(self, filters: Mapping[str, str]) -> int:
        self._lines = [
            line
            for line in activity.listing(self._desk.store)
            if all(
                wanted.lower() in str(getattr(line, key) or "").lower()
                for key, wanted in filters.items()
            )
        ]
        return len(self._lines)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        lines = self._lines
        if sort:
            lines = sorted(
                lines,
                key=lambda line: (getattr(line, sort) is None, getattr(line, sort)),
                reverse=descending,
            )
        return [
            (
                line.code,
                line.code,
                line.name,
                line.sop_code,
                line.year,
                line.planned_start,
                line.participants,
            )
            for line in lines[offset : offset + limit]
        ]


class ActivitiesPage(QWidget):
    """The list of activities; the form for a new one takes its place while it is filled in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        names = {one.code: one.office.government or one.name for one in procedures.load_all()}
        self.list_page = Page(self.tr("Kegiatan"))
        self.new_button = button(
            "new_activity",
            self.tr("Kegiatan baru"),
            self.begin,
            icon="plus",
            primary=True,
            shortcut="Ctrl+N",
        )
        self.list_page.action_row.addWidget(self.new_button)
        self.table = Table(
            "activities_table",
            self.tr("Daftar kegiatan"),
            _Lines(desk),
            [
                TableColumn("code", self.tr("Kode"), 96),
                TableColumn("name", self.tr("Nama kegiatan"), 380),
                TableColumn("sop_code", "SOP", 210, show=lambda code: names.get(code, code)),
                TableColumn("year", self.tr("Tahun"), 72),
                TableColumn("planned_start", self.tr("Mulai"), 110, show=short_date),
                TableColumn("participants", self.tr("Peserta"), 90, align_right=True),
            ],
        )
        self.empty = EmptyState(
            self.tr("Belum ada kegiatan"),
            self.tr(
                "Kegiatan adalah satu kali menjalankan SOP: dari daftar nama desa sampai "
                "sertifikat diserahkan. Mulailah dengan membuat kegiatan pertama."
            ),
            button("first_activity", self.tr("Buat kegiatan"), self.begin, icon="plus"),
        )
        self._list_stack = QStackedWidget()
        self._list_stack.addWidget(self.table)
        self._list_stack.addWidget(self.empty)
        self.list_page.body.addWidget(self._list_stack)
        self.form = NewActivityForm(desk)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list_page)
        self._stack.addWidget(self.form)
        self.setLayout(column(self._stack))
        # Signals of this page, in one place.
        self.table.row_activated.connect(self._on_row_activated)
        self.form.cancel_button.clicked.connect(self._on_form_cancelled)

    def open(self, new: bool = False) -> None:
        """Show the list, or the form for a new activity."""
        self.reload(None)
        if new:
            self.begin()

    def begin(self) -> None:
        """Show an empty form for a new activity."""
        self.form.clear()
        self._stack.setCurrentWidget(self.form)
        self.form.fields["sop_code"].editor.setFocus()

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Read the list anew when activities or participants changed."""
        if kinds is not None and not kinds & _KINDS:
            return
        if kinds is None:
            self._stack.setCurrentWidget(self.list_page)
        self.table.reload()
        empty = not self.table.table_model.rowCount() and not self.table.filters()
        self._list_stack.setCurrentWidget(self.empty if empty else self.table)

    def _on_row_activated(self, code: str) -> None:
        self._desk.go("activity", code=code)

    def _on_form_cancelled(self) -> None:
        self._stack.setCurrentWidget(self.list_page)


class NewActivityForm(Page):
    """What an activity begins with; one Enter in the last field begins it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.title_label.setText(self.tr("Kegiatan baru"))
        self._desk = desk
        self.cancel_button = button("cancel_new_activity", self.tr("Batal"), lambda: None)
        self.save_button = button(
            "save_new_activity",
            self.tr("Mulai kegiatan"),
            self._on_save_clicked,
            primary=True,
            shortcut="Ctrl+S",
        )
        fields: list[FormField] = [
            choice_field(
                "sop_code",
                self.tr("SOP"),
                [
                    (one.code, f"{one.office.government} – {one.name}")
                    for one in procedures.load_all()
                ],
            ),
            text_field("name", self.tr("Nama kegiatan"), self.tr("mis. Sertifikasi Tukang 2026")),
            text_field("year", self.tr("Tahun anggaran")),
            text_field("funding_source", self.tr("Sumber dana"), choices=FUNDING),
            text_field("lsp", self.tr("LSP pelaksana")),
            text_field("test_centre", self.tr("Tempat uji (TUK)")),
            DateField("planned_start", self.tr("Rencana mulai"), desk.store.today()),
            text_field("planned_participants", self.tr("Jumlah peserta")),
        ]
        targets = long_field("target_occupations", self.tr("Jabatan kerja yang dituju"), 4)
        targets.say(
            self.tr("Satu baris satu jabatan, boleh dengan kuota: Tukang Besi Beton; 20"), "info"
        )
        self.fields = {field.key: field for field in [*fields, targets]}
        self.body.addWidget(
            scrolled(
                section(self.tr("Pokok kegiatan"), fields),
                section(self.tr("Sasaran"), [targets], columns=1),
            ),
            1,
        )
        self.body.addLayout(row(1, self.cancel_button, self.save_button))

    def clear(self) -> None:
        """Empty the form; the year is this one."""
        for field in self.fields.values():
            field.set_text("")
        self.fields["year"].set_text(str(self._desk.store.today().year))
        self.banner.hide()

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
            year=_number(text["year"], "Tahun anggaran", 2000, 2100),
            funding_source=text["funding_source"],
            lsp=text["lsp"],
            test_centre=text["test_centre"],
            planned_start=self._start(),
            planned_participants=(
                _number(text["planned_participants"], "Jumlah peserta", 1, 100_000)
                if text["planned_participants"]
                else None
            ),
            target_occupations=read_targets(text["target_occupations"]),
        )

    def _start(self) -> date | None:
        field = self.fields["planned_start"]
        assert isinstance(field, DateField)
        value = field.value()
        if field.text() and value is None:
            raise UserError(
                "start_unreadable", "Rencana mulai tidak terbaca. Tulis seperti 12-05-2026."
            )
        return value

    def _on_save_clicked(self) -> None:
        try:
            draft = self.draft()
        except UserError as error:
            self.banner.say(str(error), "bad")
            return
        changes = self._desk.do(activity.create, draft)
        if changes is not None:
            self._desk.go("activity", code=changes.subject)
            self._desk.say(
                self.tr("Kegiatan dimulai dengan kode {code}.").format(code=changes.subject)
            )


def _number(text: str, what: str, least: int, most: int) -> int:
    if not text.isdigit() or not least <= int(text) <= most:
        raise UserError(
            "number_unreadable",
            "{what} harus angka antara {least} dan {most}.",
            what=what,
            least=least,
            most=most,
        )
    return int(text)


def read_targets(text: str) -> list[dict[str, object]]:
    """Read lines of occupation and quota ("Tukang Besi Beton; 20"); a quota may be absent."""
    targets: list[dict[str, object]] = []
    for line in text.splitlines():
        name, _, quota = (part.strip() for part in line.rpartition(";"))
        if not name and not quota:
            continue
        if name and quota.isdigit():
            targets.append({"occupation": name, "quota": int(quota)})
        else:
            targets.append({"occupation": line.strip(), "quota": None})
    return targets
