"""The pages of a paper, small, one below the other; only those in sight are drawn."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QListView
from typing_extensions import override

from sertidesk.intake.scans import Picture
from sertidesk.services import preview
from sertidesk.services.preview import Made
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import named
from sertidesk.ui.steps.documents_preview import to_image

_SIDE = 124  # pixels of a thumbnail's longest side
_MOST = 300  # thumbnails kept
_POINTS = 72 / 25.4
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractListModel):
    """Hands out thumbnails, and asks for those it has not."""

    missing = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.kept: dict[int, QPixmap] = {}
        self.blank = QPixmap()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self.count

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        page = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return str(page + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Halaman {number}").format(number=page + 1)
        if role == Qt.ItemDataRole.DecorationRole:
            if page not in self.kept:
                self.missing.emit(page)
            return self.kept.get(page, self.blank)
        return None


class Thumbnails(QListView):
    """A list of pages: the one chosen is shown large."""

    chosen = Signal(int)  # page, from 0

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "preview_thumbnails", self.tr("Semua halaman"))
        self._desk = desk
        self._made: Made | None = None
        self._is_drawing = False
        self._wanted: list[int] = []
        self.pages = _Model()
        self.setModel(self.pages)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setGridSize(QSize(_SIDE + 12, _SIDE + 28))
        self.setMinimumWidth(_SIDE + 36)
        self.setMaximumWidth(_SIDE + 36)
        self._soon = QTimer(self, singleShot=True, interval=0)
        # Connected signals
        self.pages.missing.connect(self._on_missing)
        self._soon.timeout.connect(self._draw_next)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_pages(self, made: Made, page: int) -> None:
        """Show these pages; thumbnails of the same pages stay until they are drawn anew."""
        self.pages.beginResetModel()
        self._made, self._wanted = made, []
        self.pages.count = len(made.sizes)
        self.pages.kept.clear()
        width, height = made.sizes[0]
        scale = _SIDE / max(width, height)
        self.pages.blank = QPixmap(max(int(width * scale), 1), max(int(height * scale), 1))
        self.pages.blank.fill(QColor("white"))
        self.pages.endResetModel()
        self.mark(page)

    def forget(self) -> None:
        """Show nothing."""
        self.pages.beginResetModel()
        self._made, self._wanted, self.pages.count = None, [], 0
        self.pages.kept.clear()
        self.pages.endResetModel()

    def mark(self, page: int) -> None:
        """Mark the page that is shown."""
        if self.currentIndex().row() != page:
            selection = self.selectionModel()
            selection.blockSignals(True)
            self.setCurrentIndex(self.pages.index(page))
            selection.blockSignals(False)
            self.viewport().update()

    def _draw_next(self) -> None:
        if self._made is None or self._is_drawing or not self._wanted:
            return
        page = self._wanted.pop()  # the newest asked for is what is in sight
        if page in self.pages.kept or page >= len(self._made.sizes):
            self._soon.start()
            return
        self._is_drawing = True
        made = self._made
        scale = _SIDE * self.devicePixelRatioF() / (max(made.sizes[page]) * _POINTS)
        self._desk.run(
            self.tr("Menggambar halaman"), preview.draw, made, page, scale,
            done=lambda picture: self._on_drawn(made, page, picture),
            stopped=self._on_stopped, quiet=True,
        )  # fmt: skip

    def _on_missing(self, page: int) -> None:
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        self._soon.start()

    def _on_drawn(self, made: Made, page: int, picture: Picture) -> None:
        self._is_drawing = False
        if made is self._made:
            if len(self.pages.kept) > _MOST:
                self.pages.kept.pop(next(iter(self.pages.kept)))
            pixmap = QPixmap.fromImage(to_image(picture))
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            self.pages.kept[page] = pixmap
            index = self.pages.index(page)
            self.pages.dataChanged.emit(index, index)
        self._soon.start()

    def _on_stopped(self) -> None:
        self._is_drawing = False

    def _on_current_changed(self, now: Index, _before: Index) -> None:
        if now.isValid():
            self.chosen.emit(now.row())
