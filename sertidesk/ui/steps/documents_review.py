"""The review of matched files: whose each is and which paper, before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QSplitter,
    QTableView,
    QWidget,
)
from typing_extensions import override

from sertidesk.domain.document_files import FileMatch, Match
from sertidesk.services.attachments import Filing
from sertidesk.services.documents import MatrixRow
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.person_combo import PersonCombo
from sertidesk.ui.kit.table import tone_colours
from sertidesk.ui.kit.theme import ROW_HEIGHT, SPACE
from sertidesk.ui.steps.documents_model import MatrixModel
from sertidesk.ui.steps.documents_preview import PreviewPane

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY, _TIP, _INK, _FILL, _CHECK = 0, 3, 9, 8, 10
_FILE, _PERSON, _PAPER, _STATE = range(4)


@dataclass
class ReviewItem:
    """One file with what was matched, and what the person decided."""

    match: FileMatch
    participant_id: str
    requirement: str
    taken: bool = True
    person_chosen: bool = False

    @property
    def path(self) -> Path:
        """Return where the file lies."""
        return Path(self.match.path)

    @property
    def is_ready(self) -> bool:
        """Tell whether it is known whose file this is and which paper."""
        return self.taken and bool(self.participant_id and self.requirement)


class ReviewModel(QAbstractTableModel):
    """Files, whose they are, which paper, and what is still to be chosen."""

    def __init__(self, matrix: MatrixModel, items: Sequence[ReviewItem]) -> None:
        super().__init__()
        self._matrix = matrix
        self.items = list(items)
        self.shown = list(items)
        self._papers = dict(
            zip((item.key for item in matrix.requirements), matrix.titles, strict=True)
        )

    def show_open(self, only_open: bool) -> None:
        """Show all files, or those that still need a choice."""
        self.beginResetModel()
        self.shown = [
            item for item in self.items if not only_open or (item.taken and not item.is_ready)
        ]
        self.endResetModel()

    def tell_changed(self) -> None:
        """Draw the rows again after a choice."""
        if self.shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, _STATE))

    def state(self, item: ReviewItem) -> tuple[str, str]:
        """Return the word and the tone of what is to be done with a file."""
        if not item.taken:
            return self.tr("dilewati"), "plain"
        if not item.participant_id:
            if item.match.match is Match.AMBIGUOUS:
                return self.tr("beberapa calon"), "warn"
            return self.tr("tidak cocok"), "bad"
        if not item.requirement:
            return self.tr("pilih persyaratan"), "warn"
        if item.person_chosen:
            return self.tr("dipilih"), "good"
        words = {"NIK": self.tr("cocok NIK"), "nama": self.tr("cocok nama")}
        return words.get(item.match.why, self.tr("cocok")), "good"

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 4

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP, _INK, _FILL) or not index.isValid():
            return None
        item = self.shown[index.row()]
        word, tone = self.state(item)
        if role in (_INK, _FILL):
            if index.column() != _STATE:
                return None
            return QColor(tone_colours(tone)[1 if role == _INK else 0])
        if index.column() == _FILE:
            parent = item.path.parent.name
            return str(item.path) if role == _TIP else f"{parent}/{item.path.name}"
        if index.column() == _PERSON:
            found = self._matrix.row_of(item.participant_id)
            return f"{found.number}. {found.name}" if found else "–"
        if index.column() == _PAPER:
            return self._papers.get(item.requirement, "–")
        return word

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY:
            titles = ("Berkas", "Peserta", "Persyaratan", "Keadaan")
            return self.tr(titles[section])
        return None


class ReviewPage(QWidget):
    """Shows the matches; nothing is kept until the button says so."""

    filings_accepted = Signal(list)
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        matrix: MatrixModel,
        matches: Sequence[FileMatch],
        participant_id: str = "",
    ) -> None:
        super().__init__()
        named(self, "review_page", self.tr("Tinjau hasil pencocokan berkas"))
        self._matrix = matrix
        items = [
            ReviewItem(match, participant_id or match.participant_id, match.requirement)
            for match in matches
        ]
        # What needs a choice comes first: it must not hide below what is clear.
        items.sort(key=lambda item: (item.is_ready, bool(item.participant_id)))
        self.model = ReviewModel(matrix, items)
        self._build(desk)
        # Connected signals
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.person_combo.activated.connect(self._on_person_chosen)
        self.paper_combo.activated.connect(self._on_paper_chosen)
        self.open_button.toggled.connect(self.model.show_open)
        self._tell()
        if items:
            self.table.selectRow(0)

    def selected(self) -> list[ReviewItem]:
        """Return the files selected."""
        rows = self.table.selectionModel().selectedRows()
        return [self.model.shown[index.row()] for index in sorted(rows, key=lambda i: i.row())]

    def choose_person(self, participant_id: str) -> None:
        """Say whose the selected files are."""
        for item in self.selected():
            item.participant_id, item.person_chosen, item.taken = participant_id, True, True
        self._tell()

    def choose_paper(self, requirement: str) -> None:
        """Say which paper the selected files are."""
        for item in self.selected():
            item.requirement, item.taken = requirement, True
        self._tell()

    def toggle_taken(self) -> None:
        """Leave the selected files out, or take them in again."""
        chosen = self.selected()
        taken = not all(item.taken for item in chosen)
        for item in chosen:
            item.taken = taken
        self._tell()

    def accept(self) -> None:
        """Hand over the files that are ready."""
        self.filings_accepted.emit(
            [
                Filing(item.path, item.participant_id, item.requirement)
                for item in self.model.items
                if item.is_ready
            ]
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.toggle_taken()
        else:
            super().keyPressEvent(event)

    def _build(self, desk: Desk) -> None:
        self.count_label = label("", "muted")
        self.open_button = button(
            "review_open_only", self.tr("Perlu dipilih"), lambda: None, icon="list-filter"
        )
        self.open_button.setCheckable(True)
        self.accept_button = button("review_accept", "", self.accept, icon="save", primary=True)
        self.table = QTableView()
        named(self.table, "review_table", self.tr("Berkas yang ditemukan"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_FILE, QHeaderView.ResizeMode.Stretch)
        for section, width in ((_PERSON, 180), (_PAPER, 160), (_STATE, 120)):
            self.table.setColumnWidth(section, width)
        self.person_combo = PersonCombo("review_person", self.tr("Peserta"))
        self.paper_combo: QComboBox = named(QComboBox(), "review_paper", self.tr("Persyaratan"))
        self.paper_combo.addItem(self.tr("Pilih persyaratan…"), "")
        for item, title in zip(self._matrix.requirements, self._matrix.titles, strict=True):
            self.paper_combo.addItem(title, item.key)
        self.skip_button = button(
            "review_skip", self.tr("Lewati"), self.toggle_taken,
            tip=self.tr("Jangan simpan berkas ini (Delete)"),
        )  # fmt: skip
        self.paper_combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.paper_combo.setMinimumContentsLength(14)
        choice = row(
            label(self.tr("Peserta"), "label"), self.person_combo,
            label(self.tr("Persyaratan"), "label"), self.paper_combo, self.skip_button,
        )  # fmt: skip
        choice.setStretch(1, 3)
        choice.setStretch(3, 2)
        left = QWidget()
        listed = column(self.table, choice)
        listed.setStretch(0, 1)
        left.setLayout(listed)
        self.preview = PreviewPane(desk, "review_preview")
        self.preview.setMinimumWidth(260)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        named(splitter, "review_splitter")
        splitter.addWidget(left)
        splitter.addWidget(self.preview)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([780, 300])
        splitter.setHandleWidth(SPACE)
        splitter.setChildrenCollapsible(False)
        back = button("review_back", self.tr("Batal"), self.closed.emit, icon="arrow-left")
        heading = label(self.tr("Tinjau berkas"), "heading")
        layout = column(
            row(back, heading, self.count_label, 1, self.open_button, self.accept_button), splitter
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.table)

    def _tell(self) -> None:
        """Show what the choices came to."""
        self.model.tell_changed()
        ready = sum(item.is_ready for item in self.model.items)
        waiting = sum(item.taken and not item.is_ready for item in self.model.items)
        words = self.tr("{total} berkas · {ready} siap · {waiting} perlu dipilih")
        self.count_label.setText(
            words.format(total=len(self.model.items), ready=ready, waiting=waiting)
        )
        self.accept_button.setText(self.tr("Simpan {count} lampiran").format(count=ready))
        self.accept_button.setAccessibleName(self.accept_button.text())
        self.accept_button.setEnabled(ready > 0)
        self._show_choice()

    def _show_choice(self) -> None:
        chosen = self.selected()
        for widget in (self.person_combo, self.paper_combo, self.skip_button):
            widget.setEnabled(bool(chosen))
        if not chosen:
            return
        first = chosen[0]
        self._list_people(first)
        self.paper_combo.setCurrentIndex(max(self.paper_combo.findData(first.requirement), 0))
        everyone = all(item.taken for item in chosen)
        self.skip_button.setText(self.tr("Lewati") if everyone else self.tr("Sertakan"))

    def _list_people(self, item: ReviewItem) -> None:
        """Offer the candidates first, then everybody."""
        rows = [self._matrix.row_of(key) for key in item.match.candidates]
        likely = [row for row in rows if row is not None]
        rest = [row for row in self._matrix.everybody() if row not in likely]
        self.person_combo.offer(map(_offered, likely), map(_offered, rest), item.participant_id)

    def _on_selected(self, *_: object) -> None:
        self._show_choice()
        chosen = self.selected()
        if chosen:
            self.preview.show_file(chosen[0].path)

    def _on_person_chosen(self, place: int) -> None:
        participant_id = self.person_combo.itemData(place)
        if participant_id:
            self.choose_person(participant_id)

    def _on_paper_chosen(self, place: int) -> None:
        self.choose_paper(self.paper_combo.itemData(place) or "")


def _offered(found: MatrixRow) -> tuple[str, str]:
    village = f" – {found.village}" if found.village else ""
    return found.participant_id, f"{found.number}. {found.name}{village}"
