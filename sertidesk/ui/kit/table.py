"""The one table: rows come page by page from a source, drawn from tuples, filtered by typing.

A list never loads more than it shows: the source counts, sorts, filters and pages in SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from sertidesk.ui.kit import theme
from sertidesk.ui.kit.filters import FilterHeader
from sertidesk.ui.kit.list_keys import ListKeys
from sertidesk.ui.kit.theme import ROW_HEIGHT

PAGE = 200
_DISPLAY, _TIP, _ALIGN = 0, 3, 7  # item roles as plain numbers: comparing Qt's enums is slow
_ACCESSIBLE = 11
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its key for the source, what it is called, how a value is written.

    ``badges`` maps a value to (word, tone) and is drawn as a badge.
    """

    key: str
    title: str
    width: int = 120
    show: Callable[[Any], str] | None = None
    badges: Mapping[Any, tuple[str, str]] | None = None
    align_right: bool = False

    def text(self, value: Any) -> str:
        """Return the value as the cell shows it."""
        if self.badges is not None and value in self.badges:
            return self.badges[value][0]
        if value is None:
            return ""
        return self.show(value) if self.show else str(value)


class TableSource(Protocol):
    """Where rows come from. A row is a tuple: its key, then one value for each column."""

    def count(self, filters: Mapping[str, str]) -> int: ...

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]: ...


class TableModel(QAbstractTableModel):
    """Shows a source through pages that are read when they are looked at."""

    def __init__(self, source: TableSource, columns: Sequence[TableColumn]) -> None:
        super().__init__()
        self.source = source
        self.columns = tuple(columns)
        self.filters: dict[str, str] = {}
        self.sort_key = ""
        self.descending = False
        self._pages: dict[int, Sequence[tuple[Any, ...]]] = {}
        self._count = 0

    def reload(self) -> None:
        """Count and read anew."""
        self.beginResetModel()
        self._pages.clear()
        self._count = self.source.count(self.filters)
        self.endResetModel()

    def row(self, number: int) -> tuple[Any, ...] | None:
        """Return one row's tuple; None where the data shrank meanwhile."""
        page, place = divmod(number, PAGE)
        if page not in self._pages:
            if len(self._pages) > 50:
                self._pages.clear()
            self._pages[page] = self.source.rows(
                self.filters, self.sort_key, self.descending, page * PAGE, PAGE
            )
        rows = self._pages[page]
        return rows[place] if place < len(rows) else None

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._count

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP, _ALIGN, _ACCESSIBLE) or not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == _ALIGN:
            return _RIGHT if column.align_right else _LEFT
        row = self.row(index.row())
        return column.text(row[index.column() + 1]) if row else ""

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY:
            return self.columns[section].title
        if orientation == Qt.Orientation.Vertical and role == _DISPLAY:
            return str(section + 1)
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sort_key = self.columns[column].key if column >= 0 else ""
        self.descending = order == Qt.SortOrder.DescendingOrder
        self.reload()


class _Delegate(QStyledItemDelegate):
    """Draws a cell straight from the row tuple; a state as a badge."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        column = model.columns[index.column()] if isinstance(model, TableModel) else None
        if not isinstance(model, TableModel) or column is None or column.badges is None:
            super().paint(painter, option, index)
            return
        row = model.row(index.row())
        value = row[index.column() + 1] if row else None
        painter.save()
        if QStyle.StateFlag.State_Selected in option.state:
            painter.fillRect(option.rect, QColor(theme.colours.accent_soft))
        if value in column.badges:
            word, tone = column.badges[value]
            self._draw_badge(painter, option.rect, word, tone)
        painter.restore()

    @staticmethod
    def _draw_badge(painter: QPainter, cell: QRect, word: str, tone: str) -> None:
        fill, ink = tone_colours(tone)
        width = min(painter.fontMetrics().horizontalAdvance(word) + 16, cell.width() - 6)
        box = QRect(cell.left() + 3, cell.center().y() - 9, width, 20)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)


def tone_colours(tone: str) -> tuple[str, str]:
    """Return the background and the ink of a tone (good, warn, bad, accent, plain)."""
    c = theme.colours
    return {
        "good": (c.good_soft, c.good),
        "warn": (c.warn_soft, c.warn),
        "bad": (c.bad_soft, c.bad),
        "accent": (c.accent_soft, c.accent),
    }.get(tone, (c.sunken, c.muted))


class Table(QTableView):
    """A table over a `TableSource`, with its first columns held in sight while scrolling."""

    row_activated = Signal(str)  # the row's key: Enter or double click
    selection_changed = Signal()
    counted = Signal(int)  # rows found, after each reading

    def __init__(
        self,
        name: str,
        accessible: str,
        source: TableSource,
        columns: Sequence[TableColumn],
        *,
        filters: bool = True,
        frozen: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.table_model = TableModel(source, columns)
        self._typing = QTimer(self, singleShot=True, interval=120)
        header = FilterHeader(self)
        self.setHorizontalHeader(header)
        self.setModel(self.table_model)
        self._dress(self, columns)
        if filters:
            header.build(columns, lambda section: section < frozen)
        self._filter_headers = [header]
        self._frozen_count = frozen
        self._frozen = self._freeze(frozen, filters) if frozen else None
        self.list_keys = ListKeys(self, *self.views()[1:])
        for one in self._filter_headers:
            one.filter_edited.connect(self._on_filter_edited)
            one.left_downwards.connect(self._on_filter_left)
        self._typing.timeout.connect(self.reload)
        self.doubleClicked.connect(self._on_activated)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.setSortingEnabled(True)

    def reload(self) -> None:
        """Read anew, keeping the rows that were selected where they still are."""
        keys, current = set(self.selected_keys()), self.current_key()
        self.table_model.reload()
        if keys:
            self._select(keys, current)
        self.counted.emit(self.table_model.rowCount())
        self.selection_changed.emit()

    def selected_keys(self) -> list[str]:
        """Return the keys of the selected rows, from the top."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = (self.table_model.row(number) for number in numbers)
        return [str(row[0]) for row in rows if row]

    def current_key(self) -> str | None:
        """Return the key of the row the cursor is in."""
        index = self.currentIndex()
        row = self.table_model.row(index.row()) if index.isValid() else None
        return str(row[0]) if row else None

    def go_to(self, key: str) -> None:
        """Put the cursor on this row alone, if it is among the first thousand."""
        self.clearSelection()
        self._select({key}, key)
        self.scrollTo(self.currentIndex())

    def show_columns(self, keys: Collection[str]) -> None:
        """Show these columns alone; those that are frozen always stay."""
        for section, column in enumerate(self.table_model.columns):
            if section >= self._frozen_count:
                self.setColumnHidden(section, column.key not in keys)

    def views(self) -> list[QTableView]:
        """Return the views that show the rows: this one, and the one of the held columns."""
        return [self] if self._frozen is None else [self, self._frozen]

    def all_selected(self) -> bool:
        """Tell whether every row found is selected."""
        count = self.table_model.rowCount()
        return count > 0 and len(self.selectionModel().selectedRows()) == count

    def filters(self) -> dict[str, str]:
        """Return what is typed over the columns: key → text."""
        return dict(self.table_model.filters)

    def set_filter(self, key: str, text: str) -> None:
        """Filter one column as if it had been typed."""
        for header in self._filter_headers:
            edit = header.findChild(QLineEdit, f"filter_{key}")
            if edit is not None:
                edit.setText(text)
        self._on_filter_edited(key, text)

    def clear_filters(self) -> None:
        """Show everything again."""
        for header in self._filter_headers:
            header.clear()
        self.table_model.filters.clear()
        self.reload()

    @override
    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key():
            self.row_activated.emit(self.current_key())
            return
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            section = max(self.currentIndex().column(), 0)
            for header in self._filter_headers:
                header.enter(section)
            return
        super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab leave the table at once; the filters are above its first row (arrow up)."""
        edits = [edit for header in self._filter_headers if (edit := header.last_edit())]
        if forward and edits:
            edits[-1].setFocus()  # Qt goes on from where the cursor is
        return super().focusNextPrevChild(forward)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.table_model.filters and self.table_model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.colours.muted))
            words = self.tr("Tidak ada yang cocok. Kosongkan saringan di atas.")
            box = self.viewport().rect().adjusted(12, 12, -12, -12)
            flags = Qt.AlignmentFlag.AlignHCenter.value | Qt.TextFlag.TextWordWrap.value
            painter.drawText(box, flags, words)
            painter.end()

    @override
    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place_frozen()

    def _dress(self, view: QTableView, columns: Sequence[TableColumn]) -> None:
        view.setItemDelegate(_Delegate(view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        vertical = view.verticalHeader()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        vertical.hide()
        for section, column in enumerate(columns):
            view.setColumnWidth(section, column.width)

    def _freeze(self, frozen: int, filters: bool) -> QTableView:
        """Lay a second view of the first columns over the left edge."""
        view = QTableView(self)
        view.setObjectName(f"{self.objectName()}_frozen")
        header = FilterHeader(view)
        header.setStretchLastSection(False)
        view.setHorizontalHeader(header)
        view.setModel(self.table_model)
        view.setSelectionModel(self.selectionModel())
        self._dress(view, self.table_model.columns)
        for section in range(len(self.table_model.columns)):
            view.setColumnHidden(section, section >= frozen)
        if filters:
            header.build(self.table_model.columns, lambda section: section >= frozen)
        self._filter_headers.append(header)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setStyleSheet("QTableView { border: none; border-radius: 0; }")
        view.setSortingEnabled(True)
        self.verticalScrollBar().valueChanged.connect(view.verticalScrollBar().setValue)
        view.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        header.sectionResized.connect(self._on_frozen_resized)
        view.doubleClicked.connect(self._on_activated)
        return view

    def _on_frozen_resized(self, section: int, _before: int, width: int) -> None:
        self.setColumnWidth(section, width)
        self._place_frozen()

    def _place_frozen(self) -> None:
        if self._frozen is None:
            return
        width = sum(
            self._frozen.columnWidth(section)
            for section in range(len(self.table_model.columns))
            if not self._frozen.isColumnHidden(section)
        )
        height = self.viewport().height() + self.horizontalHeader().height()
        self._frozen.setGeometry(self.frameWidth(), self.frameWidth(), width, height)
        self._frozen.show()

    def _select(self, keys: set[str], current: str | None) -> None:
        rows = self.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        for number in range(min(self.table_model.rowCount(), 5 * PAGE)):
            row = self.table_model.row(number)
            if row is None or str(row[0]) not in keys:
                continue
            index = self.table_model.index(number, 0)
            rows.select(index, flags.Select | flags.Rows)
            if str(row[0]) == current:
                rows.setCurrentIndex(index, flags.NoUpdate)

    def _on_filter_edited(self, key: str, text: str) -> None:
        if text.strip():
            self.table_model.filters[key] = text
        else:
            self.table_model.filters.pop(key, None)
        self._typing.start()

    def _on_filter_left(self) -> None:
        """Go from a filter to the rows it found."""
        if self._typing.isActive():
            self._typing.stop()
            self.reload()
        if self.current_key() is None and self.table_model.rowCount():
            self.selectRow(0)
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_activated(self, index: QModelIndex) -> None:
        row = self.table_model.row(index.row())
        if row:
            self.row_activated.emit(str(row[0]))

    def _on_selection_changed(self, *_: object) -> None:
        self.selection_changed.emit()
