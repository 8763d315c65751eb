"""Data for the portals (SIKI, SIPJAKI, BNSP): what each person lacks, the file, values to copy.

The program sends nothing to a portal: it lays the data ready to be uploaded or typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from sertidesk.domain.portal import target_of
from sertidesk.export.files import safe_file_name
from sertidesk.services import exports, recaps
from sertidesk.services.exports import Written
from sertidesk.services.recaps import Recap
from sertidesk.ui.kit.flow import FlowLayout
from sertidesk.ui.kit.parts import EmptyState, button, column, label, named, row
from sertidesk.ui.kit.prompts import WORKBOOK
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.portal_values import ValuesPanel
from sertidesk.ui.steps.recap_columns import ColumnsPage

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

KINDS = ("siki", "sipjaki", "bnsp")
_SHOWN = frozenset({
    "participant", "person", "education", "experience", "training", "certificate", "attachment",
    "layout", "activity",
})  # fmt: skip
_COMPLETE, _LACKING = "Lengkap", "Kurang"


class _People:
    """The participants with what each lacks, as a table source."""

    def __init__(self) -> None:
        self.cells: list[tuple[Any, ...]] = []
        self.only_lacking = False
        self.subjects: frozenset[str] = frozenset()
        self._found: list[tuple[Any, ...]] = []

    def count(self, filters: Mapping[str, str]) -> int:
        self._found = [
            cells
            for cells in self.cells
            if (not self.only_lacking or cells[_PLACES["state"]] == _LACKING)
            and (not self.subjects or cells[0] in self.subjects)
            and all(
                wanted.strip().lower() in str(cells[_PLACES[key]]).lower()
                for key, wanted in filters.items()
            )
        ]
        return len(self._found)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        found = self._found
        if sort:
            found = sorted(found, key=lambda cells: cells[_PLACES[sort]], reverse=descending)
        return found[offset : offset + limit]


_PLACES = {"number": 1, "name": 2, "nik": 3, "state": 4, "lacks": 5}


class Screen(QWidget):
    """Participants with what they lack at the left, one person's values at the right."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "portal_export_screen", self.tr("Data portal"))
        self.desk, self.activity = desk, activity
        self._target = target_of(step)
        self._offered: dict[str, tuple[str, Recap]] = {}
        self.source = _People()
        self.values_panel = ValuesPanel(desk)
        self.columns_page = ColumnsPage()
        self._build()
        # Connected signals
        self.recap_combo.activated.connect(self._on_recap_chosen)
        self.lacking_button.toggled.connect(self._on_lacking_toggled)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(self._on_row_activated)
        self.columns_page.left.connect(self._show_list)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & _SHOWN:
            return
        self._offer()
        recap = self.recap()
        rows = recaps.rows_for(self.desk.store, self.activity, recap)
        lacking = {one.participant_id: one.headers for one in recaps.missing(recap, rows)}
        self.source.cells = [
            (
                person["id"],
                person["number"],
                person["name"] or "",
                person["nik"] or "",
                _LACKING if person["id"] in lacking else _COMPLETE,
                ", ".join(lacking.get(person["id"], ())),
            )
            for person in rows.participants
        ]
        self.table.reload()
        self._show_counts(len(lacking))
        self._on_selection_changed()

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show only these participants, until the chip above the list is cleared."""
        self._show_list()
        self.source.subjects = frozenset(ids)
        self.lacking_button.setChecked(False)
        self.reload(None)

    def recap(self) -> Recap:
        """Return the layout chosen."""
        return self._offered[str(self.recap_combo.currentData())][1]

    def export(self) -> None:
        """Write the data of all participants by the layout chosen."""
        kind, recap = self._offered[str(self.recap_combo.currentData())]
        suggestion = f"{safe_file_name(f'{recap.name} {self.activity.name}')}.xlsx"
        path = self.desk.prompts.save_file(self.tr("Ekspor data portal"), suggestion, WORKBOOK)
        if path is not None:
            self.desk.run(
                self.tr("Menulis {name}").format(name=path.name),
                exports.write,
                self.activity,
                kind,
                path,
                layout=recap.name,
                done=self._on_written,
            )

    def _build(self) -> None:
        self.recap_combo: QComboBox = named(QComboBox(), "portal_layout", self.tr("Bentuk data"))
        self.recap_combo.setMinimumWidth(290)
        self.lacking_button = button(
            "portal_lacking", "", lambda: None, icon="list-filter",
            tip=self.tr("Tampilkan hanya peserta yang masih kurang data wajib"),
        )  # fmt: skip
        self.lacking_button.setCheckable(True)
        self.subjects_button = button(
            "portal_subjects", "", self._on_subjects_cleared, icon="x",
            tip=self.tr("Tampilkan semua peserta lagi"),
        )  # fmt: skip
        self.open_button = button(
            "portal_open_person", self.tr("Buka peserta"), self._on_open_clicked, icon="pencil",
            tip=self.tr("Lengkapi data peserta yang dipilih"),
        )  # fmt: skip
        self.export_button = button(
            "portal_export", self.tr("Ekspor data…"), self.export, icon="file-spreadsheet",
            primary=True, shortcut="Ctrl+E",
        )  # fmt: skip
        chosen = FlowLayout(2 * SPACE)
        for part in (
            self.recap_combo,
            button("portal_columns", self.tr("Lihat kolom"), self._on_columns_clicked, link=True),
            self.lacking_button,
            self.subjects_button,
        ):
            chosen.addWidget(part)
        top = row()
        top.addLayout(chosen, 1)
        for made in (self.open_button, self.export_button):
            top.addWidget(made)
            top.setAlignment(made, Qt.AlignmentFlag.AlignTop)
        self.note_label = label(
            self.tr(
                "Program ini tidak mengirim apa pun ke portal. Unggah berkasnya, atau pilih "
                "peserta dan salin isiannya satu per satu."
            ),
            "muted",
            wrap=True,
        )
        badges = {_COMPLETE: (_COMPLETE, "good"), _LACKING: (_LACKING, "warn")}
        self.table = Table(
            "portal_table",
            self.tr("Peserta dan data yang kurang"),
            self.source,
            [
                TableColumn("number", self.tr("No"), 48, align_right=True),
                TableColumn("name", self.tr("Nama"), 190),
                TableColumn("nik", "NIK", 138),
                TableColumn("state", self.tr("Data wajib"), 84, badges=badges),
                TableColumn("lacks", self.tr("Yang kurang"), 240),
            ],
        )
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        named(self.splitter, "portal_splitter")
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.values_panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([730, 350])
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(SPACE)
        self.empty = EmptyState(
            self.tr("Belum ada peserta"),
            self.tr(
                "Setelah peserta terdaftar, di sini tampil data mana yang masih kurang untuk "
                "portal. Tambahkan peserta atau impor daftar dari desa lebih dahulu."
            ),
        )
        self.body = QStackedWidget()
        self.body.addWidget(self.splitter)
        self.body.addWidget(self.empty)
        self.list_page = QWidget()
        page = column(top, self.note_label, self.body)
        page.setStretch(2, 1)
        self.list_page.setLayout(page)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list_page)
        self.stack.addWidget(self.columns_page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _offer(self) -> None:
        """List the layouts of the portals; the one chosen stays so, at first the step's own."""
        chosen = self.recap_combo.currentData()
        self._offered = {}
        for kind in KINDS:
            for recap in recaps.choices(self.desk.store, kind):
                self._offered.setdefault(recap.name, (kind, recap))
        self.recap_combo.clear()
        for name, (_kind, recap) in self._offered.items():
            self.recap_combo.addItem(recap.title, name)
        if chosen not in self._offered:
            of_step = (name for name, (kind, _) in self._offered.items() if kind == self._target)
            chosen = next(of_step, None)
        self.recap_combo.setCurrentIndex(max(self.recap_combo.findData(chosen), 0))

    def _show_counts(self, lacking: int) -> None:
        words = self.tr("Kurang data wajib  {count}").format(count=lacking)
        self.lacking_button.setText(words)
        self.lacking_button.setAccessibleName(words)
        subjects = len(self.source.subjects)
        self.subjects_button.setVisible(bool(subjects))
        self.subjects_button.setText(self.tr("{count} peserta terpilih").format(count=subjects))
        anybody = bool(self.source.cells)
        self.export_button.setEnabled(anybody)
        self.body.setCurrentWidget(self.splitter if anybody else self.empty)

    def _show_list(self) -> None:
        self.stack.setCurrentWidget(self.list_page)

    def _on_recap_chosen(self, _place: int) -> None:
        self.reload(None)

    def _on_lacking_toggled(self, checked: bool) -> None:
        self.source.only_lacking = checked
        self.table.reload()

    def _on_subjects_cleared(self) -> None:
        self.source.subjects = frozenset()
        self.reload(None)

    def _on_selection_changed(self) -> None:
        keys = self.table.selected_keys()
        self.open_button.setEnabled(bool(keys))
        if len(keys) != 1:
            self.values_panel.show_nobody()
            return
        recap = self.recap()
        rows = recaps.rows_for(self.desk.store, self.activity, recap, keys)
        if rows.participants:
            name = str(rows.participants[0]["name"] or "")
            self.values_panel.show_values(name, recaps.preview(recap, rows, 1))

    def _on_open_clicked(self) -> None:
        self._open(self.table.selected_keys())

    def _on_row_activated(self, key: str) -> None:
        self._open([key])

    def _open(self, keys: Sequence[str]) -> None:
        """Go to the participants' form; a step that has it lies before this one."""
        steps = [one for one in self.activity.procedure.steps if "participants" in one.screens]
        if steps and keys:
            self.desk.go(
                "activity", code=self.activity.code, step=steps[-1].number,
                screen="participants", subjects=tuple(keys),
            )  # fmt: skip

    def _on_columns_clicked(self) -> None:
        recap = self.recap()
        rows = recaps.rows_for(self.desk.store, self.activity, recap)
        self.columns_page.show_columns(recap.title, recaps.preview(recap, rows))
        self.stack.setCurrentWidget(self.columns_page)

    def _on_written(self, written: Written) -> None:
        told = self.tr("{count} peserta ditulis ke {file}.").format(
            count=written.rows, file=written.path.name
        )
        tone = "warn" if written.notes else "good"
        self.desk.say(" ".join((told, *written.notes)), tone)
