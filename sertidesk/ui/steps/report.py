"""The final report: its chapters at the left, the chosen one's text and figures at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sertidesk.domain.report import Chapter, Tabulation
from sertidesk.services import report
from sertidesk.services.report import Section
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.bars import Bar, BarChart
from sertidesk.ui.kit.form import long_field, scrolled
from sertidesk.ui.kit.parts import badge, button, column, label, named, row, set_badge, swap
from sertidesk.ui.kit.theme import ROW_HEIGHT, SPACE
from sertidesk.ui.print_menu import print_paper

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity

_LIST_WIDTH = 236
_TEXT_LINES = 6
_MOST_ROWS = 12  # of a table on the screen; the paper has all
_OFFICE = frozenset(("layout", "form", "column_mapping", "status_word", "area"))


class Screen(QWidget):
    """What is typed here is printed in the place of what the program proposes."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "report_screen", self.tr("Laporan akhir"))
        self.desk, self.activity, self._step = desk, activity, step
        self.sections: dict[Chapter, Section] = {}
        self.list = named(QListWidget(), "report_chapters", self.tr("Bab laporan"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.text = long_field("report_text", self.tr("Teks bab"), _TEXT_LINES)
        self.own_badge = badge("")
        self.back_button = button(
            "report_proposal", self.tr("Pakai usulan lagi"), self.use_proposal, icon="rotate-ccw"
        )
        self.print_button = button(
            "report_print", self.tr("Cetak laporan…"), self.print_out, icon="printer", primary=True
        )
        self._figures: QWidget | None = None
        self._build()
        # Connected signals
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.text.left.connect(self._on_text_left)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the chapters anew; nearly every change is a change of the report."""
        if kinds is not None and not kinds - _OFFICE:
            return
        chosen = self.chapter()
        found = report.load(self.desk.store, self.activity)
        self.sections = {one.chapter: one for one in found}
        self.list.blockSignals(True)
        self.list.clear()
        for place, one in enumerate(found, start=1):
            item = QListWidgetItem(f"{place}. {one.title}")
            item.setData(Qt.ItemDataRole.UserRole, str(one.chapter))
            self.list.addItem(item)
        chapters = list(self.sections)
        self.list.setCurrentRow(chapters.index(chosen) if chosen in chapters else 0)
        self.list.blockSignals(False)
        if not self.text.editor.hasFocus():
            self._show_chapter()

    def show_subjects(self, ids: Sequence[str]) -> None:
        """A report names nobody in particular."""

    def chapter(self) -> Chapter | None:
        """Return the chapter that is open."""
        item = self.list.currentItem()
        return Chapter(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None

    def use_proposal(self) -> None:
        """Let the program's text stand again."""
        self._keep(None)
        self._show_chapter()

    def print_out(self) -> None:
        """Write the report as a PDF."""
        print_paper(self.desk, self.activity, "final-report")

    def _build(self) -> None:
        left = column(self.list, self.print_button)
        left.setStretch(0, 1)
        self._holder = column()
        inside = QWidget()
        inside.setProperty("clear", True)
        inside.setLayout(self._holder)
        head = row(self.own_badge, 1, self.back_button)
        right = column(self.text, head, inside)
        right.setStretch(2, 1)
        body = row(left, right, spacing=3 * SPACE)
        body.setStretch(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(body)

    def _show_chapter(self) -> None:
        chapter = self.chapter()
        if chapter is None:
            return
        one = self.sections[chapter]
        self.text.set_text(one.text)
        self.text.label.setText(one.title)
        own = self.tr("ditulis kantor") if one.is_own else self.tr("usulan program")
        set_badge(self.own_badge, own, "accent" if one.is_own else "plain")
        self.back_button.setEnabled(one.is_own)
        shown = scrolled(*(figures(place, made) for place, made in enumerate(one.tables)))
        self._figures = swap(self._holder, self._figures, shown)

    def _keep(self, text: str | None) -> None:
        chapter = self.chapter()
        if chapter is not None:
            self.desk.do(report.set_text, self.activity, chapter, text)

    def _on_row_changed(self, _place: int) -> None:
        self._show_chapter()

    def _on_text_left(self, _key: str) -> None:
        self._keep(self.text.text())
        self._show_chapter()


def figures(place: int, made: Tabulation) -> QWidget:
    """Return a table with its chart, as the paper has them."""
    shown = QWidget()
    shown.setProperty("clear", True)
    parts: list[QWidget] = [label(made.title, "heading")]
    most = max((figure for _, figure in made.bars), default=0)
    if len(made.bars) > 1 and most:
        chart = BarChart(f"report_chart_{place}", made.title)
        chart.show_bars(
            [
                Bar(str(number), word, figure, most)
                for number, (word, figure) in enumerate(made.bars[:_MOST_ROWS])
            ]
        )
        parts.append(chart)
    parts.append(_table(place, made))
    if len(made.rows) > _MOST_ROWS:
        more = f"… dan {len(made.rows) - _MOST_ROWS} baris lagi di kertas."
        parts.append(label(more, "muted"))
    shown.setLayout(column(*parts, spacing=SPACE))
    return shown


def _table(place: int, made: Tabulation) -> QTableWidget:
    rows = made.rows[:_MOST_ROWS]
    table = named(QTableWidget(len(rows), len(made.headers)), f"report_table_{place}", made.title)
    table.setHorizontalHeaderLabels(list(made.headers))
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.verticalHeader().setVisible(False)
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT - 2)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    widest = max(range(len(made.headers)), key=lambda at: _longest(made, at))
    table.horizontalHeader().setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for number, cells in enumerate(rows):
        for at, words in enumerate(cells):
            table.setItem(number, at, QTableWidgetItem(words))
    table.setFixedHeight((len(rows) + 1) * (ROW_HEIGHT - 2) + 3 * SPACE)
    return table


def _longest(made: Tabulation, at: int) -> int:
    return max((len(row[at]) for row in made.rows), default=0)
