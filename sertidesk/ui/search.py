"""The one search over everything, at the top of the window: a line, and what it finds below it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from sertidesk.services import search
from sertidesk.services.search import Hits
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import named
from sertidesk.ui.kit.theme import SPACE

_WIDTH, _POPUP_WIDTH = 320, 460
_MOST_ROWS = 9
_LINE = 44
_ROLE = int(Qt.ItemDataRole.UserRole)
_TARGET, _TITLE, _BELOW = _ROLE, _ROLE + 1, _ROLE + 2


class _HitDelegate(QStyledItemDelegate):
    """Draws what was found in two lines: the name, and below it what tells it from others."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        return QSize(_POPUP_WIDTH, _LINE if index.data(_TITLE) else _LINE - 16)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        painter.save()
        if QStyle.StateFlag.State_Selected in option.state:
            painter.fillRect(option.rect, QColor(theme.colours.accent_soft))
        inner = option.rect.adjusted(3 * SPACE, SPACE, -3 * SPACE, -SPACE)
        metrics = QFontMetrics(option.font)
        line = metrics.lineSpacing()
        title, below = index.data(_TITLE), index.data(_BELOW)
        if title:
            painter.setPen(QPen(QColor(theme.colours.text)))
            self._draw(painter, metrics, inner, title)
            inner = QRect(inner.topLeft() + QPoint(0, line), QSize(inner.width(), line))
        painter.setPen(QPen(QColor(theme.colours.muted)))
        self._draw(painter, metrics, inner, below)
        painter.restore()

    @staticmethod
    def _draw(painter: QPainter, metrics: QFontMetrics, place: QRect, text: str) -> None:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)


class SearchBox(QLineEdit):
    """Where names, NIK, phones and villages are typed; arrows and Enter open what is found."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        named(self, "search_edit", self.tr("Cari orang, kegiatan, dan surat"))
        self.setPlaceholderText(self.tr("Cari nama, NIK, HP, desa, surat… (Ctrl+F)"))
        self.setFixedWidth(_WIDTH)
        self.setClearButtonEnabled(True)
        self.results: QListWidget = named(QListWidget(), "search_results", self.tr("Hasil cari"))
        self.results.setItemDelegate(_HitDelegate(self.results))
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setFrameShape(QFrame.Shape.StyledPanel)
        self.results.hide()
        self._typing = QTimer(self, singleShot=True, interval=60)
        # Signals of the search, in one place.
        self.textEdited.connect(self._on_text_edited)
        self._typing.timeout.connect(self.look)
        self.results.itemClicked.connect(self._on_item_chosen)

    def look(self) -> None:
        """Search for what is typed, now."""
        self._typing.stop()
        text = self.text()
        if not text.strip():
            self.results.hide()
            return
        hits = self._desk.do(search.find, text)
        if hits is not None:
            self._show(hits)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.results.isVisible():
                self.results.hide()
            else:
                self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._typing.isActive() or not self.results.isVisible():
                self.look()
            self._on_item_chosen(self.results.currentItem())
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.results.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.results.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _show(self, hits: Hits) -> None:
        self.results.clear()
        for one in hits.activities:
            below = self.tr("Kegiatan {code}").format(code=one.code)
            self._add(("activity", {"code": one.code}), one.name, below)
        for person in hits.persons:
            facts = [person.masked_nik or self.tr("tanpa NIK"), person.village]
            facts.append(", ".join(person.activities))
            target = ("persons", {"id": person.id})
            name = person.name or self.tr("Tanpa nama")
            self._add(target, name, " · ".join(filter(None, facts)))
        for letter in hits.letters:
            below = self.tr("Surat {number}").format(number=letter.number or self.tr("tanpa nomor"))
            below = " · ".join(filter(None, (below, letter.correspondent)))
            self._add(("letters", {"id": letter.id}), letter.subject, below)
        if hits.more:
            text = self.tr("Ada lagi. Ketik lebih banyak, atau Enter di sini untuk semuanya.")
            self._add(("persons", {"text": self.text()}), "", text)
        if not self.results.count():
            self._add(None, "", self.tr("Tidak ditemukan. Periksa ejaan atau sebagian NIK saja."))
        self.results.setCurrentRow(0)
        self._place()
        self.results.show()
        self.results.raise_()

    def _add(self, target: tuple[str, dict[str, str]] | None, title: str, below: str) -> None:
        item = QListWidgetItem()
        item.setData(_TARGET, target)
        item.setData(_TITLE, title)
        item.setData(_BELOW, below)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (title, below))))
        self.results.addItem(item)

    def _place(self) -> None:
        """Lay the list over the window, below the line and right-aligned with it."""
        window = self.window()
        if self.results.parent() is not window:
            self.results.setParent(window)
            window.installEventFilter(self)
        count = min(self.results.count(), _MOST_ROWS)
        heights = sum(self.results.sizeHintForRow(row) for row in range(count))
        corner = self.mapTo(window, QPoint(self.width(), self.height() + SPACE))
        width = min(_POPUP_WIDTH, window.width())
        left = max(corner.x() - width, 0)
        height = min(heights + 2 * self.results.frameWidth() + 4, window.height() - corner.y())
        self.results.setGeometry(left, corner.y(), width, height)

    def _move(self, by: int) -> None:
        if not self.results.isVisible():
            self.look()
            return
        place = self.results.currentRow() + by
        self.results.setCurrentRow(max(0, min(place, self.results.count() - 1)))

    def _on_text_edited(self, text: str) -> None:
        if text.strip():
            self._typing.start()
        else:
            self._typing.stop()
            self.results.hide()

    def _on_item_chosen(self, item: QListWidgetItem | None) -> None:
        target = item.data(_TARGET) if item is not None else None
        if not target:
            return
        self.results.hide()
        self.clear()
        page, what = target
        self._desk.go(page, **what)
