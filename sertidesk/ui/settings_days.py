"""Hari kerja: how the office counts days, and the list of its days off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from sertidesk.domain.formatting import day_name, short_date
from sertidesk.domain.procedure import CalendarKind
from sertidesk.intake.reader import read_workbook
from sertidesk.services import holidays, settings
from sertidesk.services.holidays import HolidayImport, HolidayRow
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import DateField, choice_field, text_field
from sertidesk.ui.kit.parts import button, card, column, label, named, row
from sertidesk.ui.kit.prompts import SPREADSHEETS
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE

_YEARS_BACK, _YEARS_AHEAD = 5, 5  # offered around this year
_KINDS = frozenset(("holiday", "setting"))
_BADGES = {
    "national": ("libur nasional", "accent"),
    "estimated": ("perkiraan", "warn"),
    "joint_leave": ("cuti bersama", "plain"),
    "office": ("ditambah instansi", "good"),
    "struck": ("dihapus: hari kerja", "bad"),
}


class _Days:
    """The days off of one year as a table source: few, so they are filtered here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.year = desk.store.today().year
        self._rows: list[tuple[Any, ...]] = []

    def count(self, filters: Mapping[str, str]) -> int:
        found = holidays.list_holidays(self._desk.store, self.year)
        self._rows = [self._line(one) for one in found]
        return len(self._rows)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        place = {"day": 0, "weekday": 2, "name": 3, "kind": 4}.get(sort, 0)
        ordered = sorted(self._rows, key=lambda line: str(line[place]), reverse=descending)
        return ordered[offset : offset + limit]

    @staticmethod
    def _line(one: HolidayRow) -> tuple[Any, ...]:
        kind = "struck" if one.struck else "office" if one.added else str(one.holiday.kind)
        if one.holiday.estimated and not one.struck:
            kind = "estimated"
        day = one.holiday.day
        return (day.isoformat(), short_date(day), day_name(day), one.holiday.name, kind)


class Section(QWidget):
    """The ways of counting at the top, the days off of a year below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.checks: dict[str, QCheckBox] = {
            key: named(QCheckBox(text), key, text)
            for key, text in (
                ("six_day_week", self.tr("Enam hari kerja (Senin–Sabtu)")),
                ("joint_leave_is_off", self.tr("Cuti bersama adalah hari libur")),
                ("start_day_counts", self.tr("Hari mulai ikut dihitung")),
            )
        }
        self.unstated_field = choice_field(
            "unstated_days_are",
            self.tr("“Hari” tanpa keterangan dalam SOP dihitung sebagai"),
            [
                (str(CalendarKind.WORKING), self.tr("hari kerja")),
                (str(CalendarKind.CALENDAR), self.tr("hari kalender")),
            ],
        )
        self.source = _Days(desk)
        self.year_box = named(QComboBox(), "holiday_year", self.tr("Tahun"))
        for year in range(self.source.year - _YEARS_BACK, self.source.year + _YEARS_AHEAD + 1):
            self.year_box.addItem(str(year), year)
        self.year_box.setCurrentIndex(_YEARS_BACK)
        self.table = Table(
            "holidays_table",
            self.tr("Daftar hari libur"),
            self.source,
            [
                TableColumn("day", self.tr("Tanggal"), 100),
                TableColumn("weekday", self.tr("Hari"), 80),
                TableColumn("name", self.tr("Nama"), 330),
                TableColumn("kind", self.tr("Jenis"), 150, badges=_BADGES),
            ],
            filters=False,
        )
        self.date_field = DateField("holiday_date", self.tr("Tanggal"), desk.store.today())
        self.name_field = text_field(
            "holiday_name", self.tr("Nama hari libur"), self.tr("misalnya Pilkada")
        )
        self.add_button = button(
            "holiday_add", self.tr("Tambah"), self.add, icon="plus", primary=True
        )
        self.strike_button = button(
            "holiday_strike", self.tr("Hapus"), self.strike_or_restore, icon="trash-2"
        )
        self.import_button = button(
            "holiday_import", self.tr("Impor daftar…"), self.bring_in, icon="upload",
            tip=self.tr("Daftar xlsx atau csv dengan kolom tanggal dan nama"),
        )  # fmt: skip
        self._build()
        # Signals of this section, in one place.
        for check in self.checks.values():
            check.clicked.connect(self._on_way_chosen)
        self.unstated_field.left.connect(self._on_way_chosen)
        self.year_box.currentIndexChanged.connect(self._on_year_changed)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(self._on_row_activated)
        self.name_field.editor.returnPressed.connect(self.add)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the ways of counting and the days of the year anew."""
        if kinds is not None and not kinds & _KINDS:
            return
        values = settings.get_all(self._desk.store)
        for key, check in self.checks.items():
            check.setChecked(bool(values[key]))
        self.unstated_field.set_text(str(values["unstated_days_are"]))
        self.table.reload()

    def add(self) -> None:
        """Add the day that is typed."""
        day = self.date_field.value()
        if day is None:
            self.date_field.say(self.tr("Isi tanggal libur, misalnya 27-11-2026."), "error")
            self.date_field.editor.setFocus()
            return
        changes = self._desk.do(holidays.add_holiday, day, self.name_field.text())
        if changes is None:
            return
        self._desk.say(
            self.tr("{day} ditambahkan sebagai hari libur.").format(day=short_date(day)),
            "good",
            changes,
        )
        self.date_field.set_value(None)
        self.name_field.set_text("")
        self.year_box.setCurrentIndex(max(self.year_box.findData(day.year), 0))
        self.date_field.editor.setFocus()

    def strike_or_restore(self) -> None:
        """Make the chosen day a working day, or a struck one a day off again."""
        chosen = self._chosen()
        if chosen is None:
            return
        day = chosen.holiday.day
        if chosen.struck:
            changes = self._desk.do(
                holidays.add_holiday, day, chosen.holiday.name, chosen.holiday.kind
            )
            words = self.tr("{day} menjadi hari libur lagi.")
        else:
            changes = self._desk.do(holidays.remove_holiday, day)
            words = self.tr("{day} menjadi hari kerja.")
        if changes is not None:
            self._desk.say(words.format(day=short_date(day)), "good", changes)

    def bring_in(self) -> None:
        """Import a list of days off from a file."""
        files = self._desk.prompts.open_files(self.tr("Daftar hari libur"), SPREADSHEETS)
        if not files:
            return
        sheets = self._desk.do(lambda _store: read_workbook(files[0]))
        if sheets is None:
            return
        rows = [line for sheet in sheets for line in sheet.rows]
        done: HolidayImport | None = self._desk.do(holidays.import_holidays, rows)
        if done is not None:
            self._desk.say(
                self.tr("{added} hari libur ditambahkan, {known} sudah tercatat.").format(
                    added=done.added, known=done.known
                ),
                "good",
                done.changes if done.added else None,
            )

    def _build(self) -> None:
        ways = card(label(self.tr("Cara menghitung hari"), "heading"), name="day_ways")
        left = column(*self.checks.values(), spacing=SPACE)
        right = column(self.unstated_field, 1)
        both = row(spacing=6 * SPACE)
        both.addLayout(left)
        both.addLayout(right)
        both.addStretch(1)
        ways.layout().addLayout(both)  # type: ignore[union-attr]
        head = row(
            label(self.tr("Hari libur"), "heading"), self.year_box, 1, self.import_button,
            self.strike_button,
        )  # fmt: skip
        self.date_field.setFixedWidth(150)
        entry = row(self.date_field, self.name_field, self.add_button)
        entry.setStretch(1, 1)
        entry.setAlignment(self.add_button, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(ways)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(entry)
        self._on_selection_changed()

    def _chosen(self) -> HolidayRow | None:
        key = self.table.current_key()
        if key is None:
            return None
        found = holidays.list_holidays(self._desk.store, date.fromisoformat(key).year)
        return next((one for one in found if one.holiday.day.isoformat() == key), None)

    def _on_way_chosen(self, *_: object) -> None:
        values: dict[str, object] = {key: box.isChecked() for key, box in self.checks.items()}
        values["unstated_days_are"] = self.unstated_field.text()
        changes = self._desk.do(settings.put, values)
        if changes is not None and changes.kinds:
            self._desk.say(
                self.tr("Cara menghitung hari disimpan; tenggat dihitung ulang."), "good", changes
            )

    def _on_year_changed(self, _index: int) -> None:
        self.source.year = int(self.year_box.currentData())
        self.table.reload()

    def _on_row_activated(self, _key: str) -> None:
        self.strike_or_restore()

    def _on_selection_changed(self) -> None:
        chosen = self._chosen()
        self.strike_button.setEnabled(chosen is not None)
        struck = chosen is not None and chosen.struck
        text = self.tr("Jadikan libur lagi") if struck else self.tr("Jadikan hari kerja")
        self.strike_button.setText(text)
        self.strike_button.setAccessibleName(text)
