"""Surat: the register of letters in and out over all activities, searched and narrowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from sertidesk.domain import letters as rules
from sertidesk.domain.formatting import number, short_date
from sertidesk.domain.letters import Direction
from sertidesk.services import letter_books, letter_lists, letter_series, letters
from sertidesk.services.letter_lists import DUE, UNNUMBERED, UNSENT, Query
from sertidesk.services.letters import Letter
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.clipboard import put_rows
from sertidesk.ui.kit.combo import QuietCombo
from sertidesk.ui.kit.flow import FlowLayout
from sertidesk.ui.kit.parts import EmptyState, Page, button, column, named, restyle, row, tool
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.letter_gaps import GapsPage
from sertidesk.ui.letter_panel import LetterPanel
from sertidesk.ui.letter_text import LetterTextPage
from sertidesk.ui.letter_words import BADGES, badge_of
from sertidesk.ui.save_workbook import save_workbook

_SHOWN = frozenset(
    {"evidence", "letter", "letter_series", "letter_gap", "recruitment", "activity", "setting"}
)
_CHIPS = (  # key, what it narrows to, its colour
    ("in", {"direction": "in"}, "plain"),
    ("out", {"direction": "out"}, "plain"),
    ("due", {"only": DUE}, "accent"),
    ("unsent", {"only": UNSENT}, "warn"),
    ("unnumbered", {"only": UNNUMBERED}, "plain"),
)


class _Lines:
    """The register as a table source."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.query = Query()

    def count(self, filters: Mapping[str, str]) -> int:
        return letter_lists.count(self._desk.store, self.query, filters)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        today = self._desk.store.today()
        found = letter_lists.page(
            self._desk.store, self.query, filters, sort, descending, offset, limit
        )
        return [
            (
                line.letter.id, line.letter.number or "–", badge_of(line.letter, today),
                line.letter.subject, line.letter.correspondent, line.letter.letter_date,
                line.letter.moved_on, line.letter.direction, line.letter.kind,
                line.letter.due_on, line.letter.instruction, line.activity, line.letter.note,
            )
            for line in found
        ]  # fmt: skip


class LettersPage(QWidget):
    """The register at the left, the letter chosen or entered at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.page = Page(self.tr("Surat"))
        self.source = _Lines(desk)
        self.chip = ""
        self.table = Table(
            "letters_table", self.tr("Buku surat"), self.source, _columns(self), frozen=1
        )
        self.panel = LetterPanel(desk)
        self.gaps_page = GapsPage(desk)
        self.text_page = LetterTextPage(desk)
        self._typing = QTimer(self, singleShot=True, interval=80)
        self._build()
        # Connected signals
        self.gaps_page.closed.connect(self._show_register)
        self.kind_combo.activated.connect(self._narrow)
        self.panel.left.connect(self._go_to_list)
        self.panel.registered.connect(self._on_registered)
        self.panel.text_requested.connect(self.open_text)
        self.search_edit.returnPressed.connect(self._go_to_list)
        self.search_edit.textEdited.connect(lambda _text: self._typing.start())
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.table.selection_changed.connect(self._on_selection_changed)
        self.text_page.closed.connect(self._show_register)
        self.year_combo.activated.connect(self._narrow)
        self._typing.timeout.connect(self._narrow)
        for keys, act in (
            ("Ins", self.begin_out),
            ("B", self.panel.reply),
            ("N", self.panel.take_number),
            ("K", self.panel.mark_moved),
            ("J", self.panel.mark_done),
            ("Del", self.panel.remove),
            ("Ctrl+C", self.copy),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def open(self, id: str = "", text: str = "", chip: str = "") -> None:
        """Show one letter, what a search finds, or what a chip narrows to."""
        self._fill_years()
        self.chip = chip
        self.search_edit.setText(text)
        one = letters.get(self._desk.store, id) if id else None
        self._choose(self.year_combo, one.year if one is not None else None if text else "")
        self._choose(self.kind_combo, "")
        self.reload(None)
        if one is not None:
            self.table.go_to(one.id)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew when letters changed."""
        if kinds is not None and not kinds & _SHOWN:
            return
        self._fill_years()
        self.panel.form.refresh()
        self._narrow()
        if self.stack.currentWidget() is self.gaps_page:
            self.gaps_page.reload()
        self.text_page.refresh()

    def begin_in(self) -> None:
        """Enter a letter that came."""
        self._begin(Direction.IN)

    def begin_out(self) -> None:
        """Enter a letter that goes, with the next number."""
        self._begin(Direction.OUT)

    def copy(self) -> None:
        """Copy the selected rows, or all that are shown."""
        chosen = set(self.table.selected_keys())
        columns = self.table.table_model.columns
        found = self.source.rows(self.table.filters(), "", False, 0, -1)
        rows = [
            [column.text(value) for column, value in zip(columns, cells[1:], strict=True)]
            for cells in found
            if not chosen or cells[0] in chosen
        ]
        put_rows(rows)
        self._desk.say(self.tr("{count} baris disalin.").format(count=len(rows)))

    def save_workbook(self) -> None:
        """Write the register as it is narrowed."""
        year = self.source.query.year
        save_workbook(
            self._desk, self.tr("Simpan buku surat"), f"Buku surat {year or ''}".strip(),
            letter_books.write_register, self.source.query,
            about=self.tr("Tahun {year}").format(year=year) if year else "",
            doing=self.tr("Menulis buku surat"), told=self.tr("{count} surat disimpan ke {file}."),
        )  # fmt: skip

    def open_text(self, letter_id: str) -> None:
        """Show a letter's addressee and text, to be edited and printed."""
        self.text_page.open(letter_id)
        self.stack.setCurrentWidget(self.text_page)

    def open_gaps(self) -> None:
        """Show the numbers that were passed over in the year shown."""
        self.gaps_page.open(self.source.query.year or self._desk.store.today().year)
        self.stack.setCurrentWidget(self.gaps_page)

    def _build(self) -> None:
        self.in_button = button(
            "letters_in", self.tr("Surat masuk"), self.begin_in, icon="download", shortcut="Ctrl+M",
            tip=self.tr("Catat surat yang datang"),
        )  # fmt: skip
        self.out_button = button(
            "letters_out", self.tr("Surat keluar"), self.begin_out, icon="plus", primary=True,
            shortcut="Ctrl+N", tip=self.tr("Catat surat dan ambil nomornya"),
        )  # fmt: skip
        for one in (self.in_button, self.out_button):
            self.page.action_row.addWidget(one)
        self.chip_buttons = {
            key: button(f"letters_chip_{key}", "", partial(self._on_chip, key))
            for key, _narrowed, _tone in _CHIPS
        }
        self.gaps_button = button("letters_gaps", "", self.open_gaps)
        restyle(self.gaps_button, "chip", "warn")
        flow = FlowLayout(SPACE)
        for made in (*self.chip_buttons.values(), self.gaps_button):
            flow.addWidget(made)
        for made in self.chip_buttons.values():
            made.setCheckable(True)
        chips = QWidget()
        chips.setLayout(flow)
        self.year_combo: QuietCombo = named(QuietCombo(self.tr("Tahun")), "letters_year")
        self.kind_combo: QuietCombo = named(QuietCombo(self.tr("Jenis surat")), "letters_kind")
        self.kind_combo.addItem(self.tr("Semua jenis"), "")
        for kind, words in rules.KINDS.items():
            self.kind_combo.addItem(words, str(kind))
        self.search_edit: QLineEdit = named(QLineEdit(), "letters_search", self.tr("Cari surat"))
        self.search_edit.setPlaceholderText(self.tr("Cari nomor, hal, dari/kepada…"))
        self.search_edit.setClearButtonEnabled(True)
        self.search_edit.setMinimumWidth(200)
        copy_button = tool("letters_copy", self.tr("Salin daftar (Ctrl+C)"), self.copy, icon="copy")
        self.workbook_button = tool(
            "letters_workbook", self.tr("Simpan buku surat ke Excel"), self.save_workbook,
            icon="file-spreadsheet",
        )  # fmt: skip
        bar = row(
            self.search_edit, self.year_combo, self.kind_combo, copy_button, self.workbook_button
        )
        bar.setStretch(0, 1)
        self.empty = EmptyState(
            self.tr("Belum ada surat"),
            self.tr(
                "Catat surat masuk beserta disposisinya, atau surat keluar: nomornya diambil dari "
                "pola di Pengaturan, Nomor surat."
            ),
            button("letters_set_up", self.tr("Atur nomor surat"), self._on_set_up),
        )
        self.nothing = EmptyState(
            self.tr("Tidak ditemukan"), self.tr("Ubah kata yang dicari, tahun, atau jenisnya.")
        )
        self.body = QStackedWidget()
        for part in (self.table, self.empty, self.nothing):
            self.body.addWidget(part)
        both = row(self.body, self.panel, spacing=3 * SPACE)
        both.setStretch(0, 1)
        register = QWidget()
        layout = column(bar, chips)
        layout.addLayout(both, 1)
        register.setLayout(layout)
        self.register = register
        self.stack = QStackedWidget()
        self.stack.addWidget(register)
        self.stack.addWidget(self.gaps_page)
        self.stack.addWidget(self.text_page)
        self.page.body.addWidget(self.stack, 1)
        self.setLayout(column(self.page))

    def _begin(self, direction: Direction) -> None:
        self._show_register()
        self.table.clearSelection()
        self.panel.show()
        self.panel.begin_new(direction)

    def _fill_years(self) -> None:
        years = letter_lists.years(self._desk.store)
        shown = [self.year_combo.itemData(place) for place in range(self.year_combo.count())]
        if shown == [*years, None]:
            return
        kept = self.year_combo.currentData() if shown else self._desk.store.today().year
        self.year_combo.clear()
        for year in years:
            self.year_combo.addItem(str(year), year)
        self.year_combo.addItem(self.tr("Semua tahun"), None)
        self._choose(self.year_combo, kept)

    def _choose(self, combo: QuietCombo, value: Any) -> None:
        """Choose a value; an empty one chooses the first."""
        place = 0 if value == "" else combo.findData(value)
        combo.setCurrentIndex(max(place, 0))

    def _narrow(self, *_: object) -> None:
        """Read the register as it is narrowed now."""
        self._typing.stop()
        narrowed: dict[str, str] = next((dict(n) for key, n, _ in _CHIPS if key == self.chip), {})
        self.source.query = Query(
            year=self.year_combo.currentData(),
            kind=self.kind_combo.currentData() or "",
            text=self.search_edit.text(),
            **narrowed,
        )
        self.table.reload()
        self._show_counts()

    def _show_counts(self) -> None:
        store, query = self._desk.store, self.source.query
        counted = letter_lists.counts(store, query.year)
        late = self.tr(" ({late} terlambat)").format(late=counted.late) if counted.late else ""
        words = {
            "in": self.tr("Masuk  {n}").format(n=number(counted.letters_in)),
            "out": self.tr("Keluar  {n}").format(n=number(counted.letters_out)),
            "due": self.tr("Disposisi  {n}{late}").format(n=counted.due, late=late),
            "unsent": self.tr("Belum dikirim  {n}").format(n=counted.unsent),
            "unnumbered": self.tr("Belum bernomor  {n}").format(n=counted.unnumbered),
        }
        numbers = {
            "due": counted.due, "unsent": counted.unsent, "unnumbered": counted.unnumbered
        }  # fmt: skip
        for key, _narrowed, tone in _CHIPS:
            made = self.chip_buttons[key]
            made.setText(words[key])
            made.setAccessibleName(words[key])
            made.setChecked(self.chip == key)
            made.setVisible(bool(numbers.get(key, 1)) or self.chip == key)
            restyle(made, "chip", "bad" if key == "due" and counted.late else tone)
        gaps = letter_series.open_gaps(store, query.year or store.today().year)
        missing = sum(gap.gap.count for gap in gaps)
        self.gaps_button.setText(self.tr("Nomor terlewat  {n}").format(n=number(missing)))
        self.gaps_button.setAccessibleName(self.gaps_button.text())
        self.gaps_button.setVisible(bool(gaps))
        if self.table.table_model.rowCount() or self.table.filters():
            self.body.setCurrentWidget(self.table)
        else:
            all_of_them = query == Query(year=query.year)
            self.body.setCurrentWidget(self.empty if all_of_them else self.nothing)
        shown = self.body.currentWidget() is not self.empty or self.panel.new is not None
        self.panel.setVisible(shown)

    def _show_register(self) -> None:
        self.stack.setCurrentWidget(self.register)
        self._go_to_list()

    def _go_to_list(self) -> None:
        if self._typing.isActive():
            self._narrow()
        self._show_counts()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.current_key() is None:
            self.table.selectRow(0)

    def _selected(self) -> list[Letter]:
        return letters.several(self._desk.store, self.table.selected_keys())

    def _on_chip(self, key: str) -> None:
        self.chip = "" if self.chip == key else key
        self._narrow()

    def _on_selection_changed(self) -> None:
        self.panel.show_letters(self._selected())

    def _on_registered(self, letter_id: str) -> None:
        one = letters.get(self._desk.store, letter_id)
        if one is not None and self.source.query.year not in (None, one.year):
            self._choose(self.year_combo, one.year)
        self.chip = ""
        self._narrow()
        self.table.go_to(letter_id)
        self._go_to_list()

    def _on_set_up(self) -> None:
        self._desk.go("settings", section="letters")


def _columns(parent: QWidget) -> list[TableColumn]:
    return [
        TableColumn("number", parent.tr("Nomor surat"), 190),
        TableColumn("state", parent.tr("Status"), 128, badges=BADGES),
        TableColumn("subject", parent.tr("Hal"), 210),
        TableColumn("correspondent", parent.tr("Dari/kepada"), 150),
        TableColumn("letter_date", parent.tr("Tanggal"), 92, show=short_date),
        TableColumn("moved_on", parent.tr("Kirim/terima"), 98, show=short_date),
        TableColumn("direction", parent.tr("Arah"), 66, show=_direction),
        TableColumn("kind", parent.tr("Jenis"), 106, show=lambda key: rules.KINDS.get(key, key)),
        TableColumn("due_on", parent.tr("Tindak lanjut"), 100, show=short_date),
        TableColumn("instruction", parent.tr("Instruksi"), 180),
        TableColumn("activity", parent.tr("Kegiatan"), 180),
        TableColumn("note", parent.tr("Catatan"), 180),
    ]


def _direction(key: str) -> str:
    return rules.DIRECTIONS.get(key, key)
