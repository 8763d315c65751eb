"""The matrix on the screen: badges in cells, names and totals that stay in sight, keys, drops."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QDropEvent, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from sertidesk.domain import documents as rules
from sertidesk.domain.documents import CheckState
from sertidesk.services.documents import CellKey
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import label, named, restyle
from sertidesk.ui.kit.table import tone_colours
from sertidesk.ui.kit.theme import ROW_HEIGHT
from sertidesk.ui.steps.documents_model import TONES, Index, MatrixModel

_NAME_WIDTH = 224
_HEADER_HEIGHT = 80
_NARROWEST = 82  # the longest word of a title

_KEYS: dict[int, CheckState] = {
    **{int(Qt.Key[f"Key_{letter}"]): state for state, letter in rules.LETTERS.items()},
    **{int(Qt.Key.Key_1) + place: state for place, state in enumerate(CheckState)},
    int(Qt.Key.Key_Delete): CheckState.MISSING,
}
_Text = Qt.AlignmentFlag


class _CellDelegate(QStyledItemDelegate):
    """Draws a check as a badge (its word, or its letter where the column is narrow)."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, MatrixModel)
        cell, rect = model.cell(index), option.rect
        painter.save()
        selected = QStyle.StateFlag.State_Selected in option.state
        if selected:
            painter.fillRect(rect, QColor(theme.colours.accent_soft))
        elif index.row() % 2:
            painter.fillRect(rect, QColor(theme.colours.window))
        room = rect.width() - (26 if cell.attachments else 8)
        metrics = painter.fontMetrics()
        word = rules.WORDS[cell.state]
        if metrics.horizontalAdvance(word) + 14 > room:
            word = rules.LETTERS[cell.state]
        fill, ink = tone_colours(TONES[cell.state])
        box = QRect(rect.left() + 4, rect.center().y() - 9, 0, 20)
        box.setWidth(min(metrics.horizontalAdvance(word) + 14, room))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(fill))
        # The untouched stay quiet: what was set is what one looks for.
        bare = cell.state in (CheckState.MISSING, CheckState.NOT_APPLICABLE)
        painter.setPen(Qt.PenStyle.NoPen)
        if bare or selected:  # the selection has a badge's colour
            painter.setPen(QColor(theme.colours.line if bare else ink))
        if bare:
            painter.setBrush(QColor(theme.colours.surface))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(ink))
        painter.drawText(box, _Text.AlignCenter, word)
        if cell.attachments:
            self._draw_files(painter, rect, cell.attachments)
        if QStyle.StateFlag.State_HasFocus in option.state:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.colours.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    @staticmethod
    def _draw_files(painter: QPainter, rect: QRect, count: int) -> None:
        place = QRect(rect.right() - 20, rect.center().y() - 7, 14, 14)
        theme.icon("paperclip").paint(painter, place)
        if count > 1:
            font = painter.font()
            font.setPixelSize(9)
            painter.setFont(font)
            painter.setPen(QColor(theme.colours.muted))
            painter.drawText(place.adjusted(4, 6, 6, 6), _Text.AlignRight, str(count))


class _NameHeader(QHeaderView):
    """The sticky column: number, name and "4/6" of each participant; takes dropped files."""

    dropped = Signal(int, list)  # row, paths

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        named(self, "matrix_names", self.tr("Nama peserta"))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(ROW_HEIGHT)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setFixedWidth(_NAME_WIDTH)
        self.setAcceptDrops(True)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        model = self.model()
        if not isinstance(model, MatrixModel) or not rect.isValid():
            return
        row = model.shown[logical]
        colours = theme.colours
        table = self.parent()
        assert isinstance(table, QTableView)
        current = table.currentIndex().row() == logical
        painter.save()
        plain = colours.window if logical % 2 else colours.surface
        painter.fillRect(rect, QColor(colours.accent_soft if current else plain))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(QColor(colours.muted))
        number = QRect(rect.left() + 2, rect.top(), 30, rect.height())
        painter.drawText(number, _Text.AlignRight | _Text.AlignVCenter, str(row.number))
        total = QRect(rect.right() - 44, rect.top(), 38, rect.height())
        painter.setPen(QColor(colours.muted if model.lacks(row) else colours.good))
        painter.drawText(total, _Text.AlignRight | _Text.AlignVCenter, model.closed_text(row))
        name = QRect(rect.left() + 40, rect.top(), rect.width() - 88, rect.height())
        painter.setPen(QColor(colours.text))
        elided = painter.fontMetrics().elidedText(
            row.name, Qt.TextElideMode.ElideRight, name.width()
        )
        painter.drawText(name, _Text.AlignLeft | _Text.AlignVCenter, elided)
        painter.restore()

    @override
    def dragEnterEvent(self, event: Any) -> None:
        _take_files(event)

    @override
    def dragMoveEvent(self, event: Any) -> None:
        _take_files(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        place = self.logicalIndexAt(event.position().toPoint())
        if place >= 0:
            self.dropped.emit(place, paths_of(event))
            event.acceptProposedAction()


class _RequirementHeader(QHeaderView):
    """The titles of the requirements with how many participants each asks no more of."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        named(self, "matrix_requirements", self.tr("Persyaratan"))
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(_NARROWEST)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEADER_HEIGHT)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        model = self.model()
        if not isinstance(model, MatrixModel) or not rect.isValid():
            return
        colours = theme.colours
        closed, total = model.closed_of(logical), model.total
        painter.save()
        painter.fillRect(rect, QColor(colours.sunken))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = rect.adjusted(5, 4, -2, -20)
        # What another step asks for is there too, but steps back.
        painter.setPen(QColor(colours.text if model.is_of_step(logical) else colours.muted))
        font = painter.font()
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.Medium if model.is_of_step(logical) else QFont.Weight.Normal)
        painter.setFont(font)
        flags = int(_Text.AlignLeft | _Text.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(text, flags, model.titles[logical])
        count = QRect(rect.left() + 5, rect.bottom() - 20, rect.width() - 10, 16)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.good if closed == total and total else colours.muted))
        painter.drawText(count, int(_Text.AlignLeft | _Text.AlignVCenter), f"{closed}/{total}")
        painter.restore()


class MatrixView(QTableView):
    """The matrix; keys and drops ask, the screen acts."""

    state_requested = Signal(list, object)  # cells, state
    cycle_requested = Signal(list)
    row_valid_requested = Signal(list)  # participants
    detail_requested = Signal()
    files_dropped = Signal(str, str, list)  # participant, requirement or "", paths
    looked_at = Signal()  # another cell or other cells are selected

    def __init__(self, model: MatrixModel) -> None:
        super().__init__()
        named(self, "documents_matrix", self.tr("Pemeriksaan berkas: peserta dan persyaratan"))
        self.matrix = model
        self._corner: QLabel = label(self.tr("Peserta"), "label")
        self._corner.setParent(self)
        self._corner.setContentsMargins(40, 0, 0, 4)
        self._corner.setAlignment(_Text.AlignLeft | _Text.AlignBottom)
        restyle(self._corner, "sunken", True)
        names_header, titles = _NameHeader(self), _RequirementHeader(self)
        self.setVerticalHeader(names_header)
        self.setHorizontalHeader(titles)
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        # Connected signals
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.doubleClicked.connect(lambda _index: self.detail_requested.emit())
        names_header.dropped.connect(self._on_row_dropped)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def selected_cells(self) -> list[CellKey]:
        """Return the cells selected, or the current one."""
        found = self.selectionModel().selectedIndexes()
        indexes = sorted(found, key=lambda index: (index.row(), index.column()))
        current = self.currentIndex()
        if not indexes and current.isValid():
            indexes = [current]
        return [self.matrix.cell_key(index) for index in indexes]

    def current_cell(self) -> CellKey | None:
        """Return the cell the cursor is in."""
        index = self.currentIndex()
        return self.matrix.cell_key(index) if index.isValid() else None

    def go_to(self, participant_id: str, requirement: str = "") -> None:
        """Put the cursor into a participant's cell, if it is shown."""
        place = self.matrix.place_of(participant_id)
        if place is None or not self.matrix.requirements:
            return
        keys = [item.key for item in self.matrix.requirements]
        column = keys.index(requirement) if requirement in keys else 0
        index = self.matrix.index(place, column)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
        self.scrollTo(index)

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        frame = self.frameWidth()
        height = self.horizontalHeader().height()
        self._corner.setGeometry(frame, frame, self.verticalHeader().width(), height)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        cells = self.selected_cells()
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if cells and plain and key in _KEYS:
            self.state_requested.emit(cells, _KEYS[key])
        elif cells and key == Qt.Key.Key_S and held == Qt.KeyboardModifier.ShiftModifier:
            self.row_valid_requested.emit(_people(cells))
        elif cells and plain and key == Qt.Key.Key_Space:
            self.cycle_requested.emit(cells)
        elif cells and plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.detail_requested.emit()
        elif plain and event.text().isalnum():
            event.accept()  # a letter without a meaning here must not jump through the rows
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: Any) -> None:
        _take_files(event)

    @override
    def dragMoveEvent(self, event: Any) -> None:
        _take_files(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        participant_id, requirement = self.matrix.cell_key(index) if index.isValid() else ("", "")
        self.files_dropped.emit(participant_id, requirement, paths_of(event))
        event.acceptProposedAction()

    def _on_row_dropped(self, row: int, paths: list[Path]) -> None:
        self.files_dropped.emit(self.matrix.shown[row].participant_id, "", paths)

    def _on_selection_changed(self, *_: object) -> None:
        self.looked_at.emit()

    def _on_current_changed(self, *_: object) -> None:
        self.verticalHeader().viewport().update()  # the current name is marked

    def _on_menu_requested(self, place: QPoint) -> None:
        cells = self.selected_cells()
        if not cells:
            return
        menu = QMenu(self)
        for state in CheckState:
            title = f"{rules.WORDS[state].capitalize()}\t{rules.LETTERS[state]}"
            action = QAction(title, menu)
            action.triggered.connect(
                lambda _checked=False, chosen=state: self.state_requested.emit(cells, chosen)
            )
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(
            self.tr("Semua sah untuk baris ini\tShift+S"),
            lambda: self.row_valid_requested.emit(_people(cells)),
        )
        menu.addAction(self.tr("Buka rincian\tEnter"), self.detail_requested.emit)
        menu.popup(self.viewport().mapToGlobal(place))


def paths_of(event: QDropEvent) -> list[Path]:
    """Return the files and folders that are dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _take_files(event: Any) -> None:
    if event.mimeData().hasUrls():
        event.acceptProposedAction()


def _people(cells: list[CellKey]) -> list[str]:
    return list(dict.fromkeys(participant_id for participant_id, _ in cells))
