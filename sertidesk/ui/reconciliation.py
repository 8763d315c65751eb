"""The reconciliation of an activity: a bar for each stage, and who is missing between two."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from sertidesk.domain import reconciliation as rules
from sertidesk.domain.formatting import count as counted
from sertidesk.domain.reconciliation import SCREENS, WORDS, Stage
from sertidesk.services import reconciliation
from sertidesk.services.activity import Activity
from sertidesk.services.reconciliation import Line, Reconciliation
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.bars import Bar, BarChart
from sertidesk.ui.kit.parts import Page, button, column, label, row, set_badge
from sertidesk.ui.kit.parts import badge as make_badge
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.save_workbook import save_workbook


class ReconciliationPage(Page):
    """Shown inside the wizard, in the place of a step."""

    back_requested = Signal()
    screen_requested = Signal(str, tuple)  # screen, participants concerned

    def __init__(self, desk: Desk) -> None:
        super().__init__("", " ")
        self.title_label.setText(self.tr("Rekonsiliasi"))
        self._desk = desk
        self._activity: Activity | None = None
        self.found: Reconciliation | None = None
        self._lines: dict[str, Line] = {}
        self.chart = BarChart("reconciliation_chart", self.tr("Peserta per tahap"), checkable=True)
        self.earlier = self._choice("reconciliation_earlier", self.tr("Sudah"))
        self.later = self._choice("reconciliation_later", self.tr("Belum"))
        self.count_badge = make_badge("")
        columns = [
            TableColumn("name", self.tr("Nama"), 220),
            TableColumn("nik", self.tr("NIK"), 150),
            TableColumn("village", self.tr("Desa/kelurahan"), 150),
            TableColumn("occupation", self.tr("Jabatan kerja"), 200),
            TableColumn("furthest", self.tr("Tahap terakhir"), 160),
        ]
        self.source = RowList(columns)
        self.table = Table(
            "reconciliation_table", self.tr("Peserta di antara dua tahap"), self.source, columns,
            frozen=1,
        )  # fmt: skip
        self.open_button = button(
            "reconciliation_open", self.tr("Bereskan di layarnya"), self.open_screen,
            icon="external-link", primary=True,
        )  # fmt: skip
        self.export_button = button(
            "reconciliation_export", self.tr("Simpan ke Excel…"), self.export,
            icon="file-spreadsheet",
        )  # fmt: skip
        self._build()
        # Connected signals
        self.chart.chosen.connect(self._on_bar_chosen)
        self.earlier.activated.connect(self._on_choice_changed)
        self.later.activated.connect(self._on_choice_changed)
        self.table.row_activated.connect(lambda _key: self.open_screen())

    def show_activity(self, activity: Activity) -> None:
        """Show an activity from its widest gap, else from its first two stages."""
        self._activity = activity
        self._read()
        assert self.found is not None
        found = self.found
        stages = found.stages
        for box in (self.earlier, self.later):
            box.clear()
            for stage in stages:
                box.addItem(WORDS[stage], stage)
        pairs = list(pairwise(stages))
        widest = max(pairs, key=lambda two: len(found.between(*two)), default=None)
        if widest is not None:
            self._choose(*widest)
        self.chart.setFocus()

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the figures anew, with the two stages that are compared."""
        if self._activity is not None:
            self._read()
            self._show_list()

    def open_screen(self) -> None:
        """Go to the screen on which those shown come to the later stage."""
        keys = tuple(self.table.selected_keys()) or tuple(self.source.found())
        later = self.later.currentData()
        if later is not None:
            self.screen_requested.emit(SCREENS[Stage(later)], keys)

    def export(self) -> None:
        """Write the reconciliation as a workbook."""
        assert self._activity is not None
        save_workbook(
            self._desk, self.tr("Rekonsiliasi"), f"Rekonsiliasi {self._activity.name}", _write,
            self._activity, doing=self.tr("Menulis rekonsiliasi"),
            told=self.tr("{file} ditulis, {count} peserta."),
        )  # fmt: skip

    def _build(self) -> None:
        back = button(
            "reconciliation_back", self.tr("Kembali ke langkah"), self.back_requested.emit,
            icon="arrow-left", shortcut="Esc",
        )  # fmt: skip
        self.action_row.addWidget(self.export_button)
        self.action_row.addWidget(back)
        self.strays_label = label("", wrap=True)
        self.strays_label.setProperty("badge", "warn")
        chooser = row(
            label(self.tr("Sudah"), "label"), self.earlier, label(self.tr("tetapi belum"), "label"),
            self.later, self.count_badge, 1, self.open_button,
        )  # fmt: skip
        body: QVBoxLayout = column(
            self.chart, self.strays_label, chooser, self.table, spacing=2 * SPACE
        )
        body.setStretch(3, 1)
        self.body.addLayout(body, 1)

    def _choice(self, name: str, title: str) -> QComboBox:
        made = QComboBox()
        made.setObjectName(name)
        made.setAccessibleName(title)
        return made

    def _read(self) -> None:
        assert self._activity is not None
        self.found = reconciliation.load(self._desk.store, self._activity)
        self._lines = {line.id: line for line in self.found.lines}
        everyone = len(self.found.lines)
        told = [counted(everyone, "peserta")]
        if self.found.withdrawn:
            told.append(self.tr("{count} tidak ikut").format(count=self.found.withdrawn))
        self.subtitle_label.setText(f"{self._activity.name} · {', '.join(told)}")
        self.chart.show_bars(
            [
                Bar(
                    str(stage), rules.titled(stage), len(self.found.reached[stage]),
                    everyone,
                    "good" if len(self.found.reached[stage]) == everyone else "accent",
                    f"{len(self.found.reached[stage])}/{everyone}",
                )
                for stage in self.found.stages
            ]
        )  # fmt: skip
        self.strays_label.setText(" ".join(one.sentence for one in self.found.strays))
        self.strays_label.setVisible(bool(self.found.strays))

    def _choose(self, earlier: Stage, later: Stage) -> None:
        self.earlier.setCurrentIndex(self.earlier.findData(earlier))
        self.later.setCurrentIndex(self.later.findData(later))
        self._show_list()

    def _show_list(self) -> None:
        assert self.found is not None
        earlier, later = self.earlier.currentData(), self.later.currentData()
        if earlier is None or later is None:
            return
        self.chart.check((str(earlier), str(later)))
        missing = self.found.between(Stage(earlier), Stage(later))
        self.source.rows_held = [_cells(self._lines[key]) for key in missing]
        self.table.reload()
        tone = "warn" if missing else "good"
        words = counted(len(missing), "peserta") if missing else self.tr("tidak ada yang kurang")
        set_badge(self.count_badge, words, tone)
        self.open_button.setEnabled(bool(missing))

    def _on_bar_chosen(self, key: str) -> None:
        """Compare the stage of this bar with the one before it."""
        assert self.found is not None
        place = max(1, self.found.stages.index(Stage(key)))
        if len(self.found.stages) > 1:
            self._choose(self.found.stages[place - 1], self.found.stages[place])

    def _on_choice_changed(self, _place: int) -> None:
        self._show_list()


def _write(store: Any, activity: Activity, path: Any, report: Any, is_cancelled: Any) -> Any:
    from sertidesk.services import reconciliation_papers  # the workbook library is slow to import

    return reconciliation_papers.write_workbook(
        store, activity, path, report=report, is_cancelled=is_cancelled
    )


def _cells(line: Line) -> tuple[Any, ...]:
    return (
        line.id, line.name, line.nik, line.village, line.occupation, WORDS[line.furthest],
    )  # fmt: skip
