"""Bars to look at instead of figures to read: a word, a bar, how many; each is a button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QWidget
from typing_extensions import override

from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import Button, column, named
from sertidesk.ui.kit.theme import SPACE

_HEIGHT, _THICK = 26, 12
_LEAST = 60  # pixels of a bar's room


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``count`` of ``whole``; ``told`` stands behind it instead of the count."""

    key: str
    word: str
    count: int
    whole: int
    tone: str = "accent"  # accent, good, warn, bad, plain
    told: str = ""
    tip: str = ""

    @property
    def figure(self) -> str:
        """Return what stands behind the bar."""
        return self.told or str(self.count)


class BarChart(QWidget):
    """Bars one below the other on one scale; a click or Enter on one chooses it."""

    chosen = Signal(str)  # the bar's key

    def __init__(self, name: str, title: str, *, checkable: bool = False) -> None:
        super().__init__()
        named(self, name, title)
        self._checkable = checkable
        self.bars: dict[str, BarButton] = {}
        self._layout = column(spacing=0)
        self.setLayout(self._layout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars; kept as they are while only their figures change."""
        if list(self.bars) != [bar.key for bar in bars]:
            self._make(bars)
        words = max((self._width(bar.word) for bar in bars), default=0)
        figures = max((self._width(bar.figure) for bar in bars), default=0)
        for bar in bars:
            self.bars[bar.key].show_bar(bar, words, figures)

    def check(self, keys: Sequence[str]) -> None:
        """Mark bars as those that are looked at."""
        for key, made in self.bars.items():
            made.setChecked(key in keys)

    def _make(self, bars: Sequence[Bar]) -> None:
        for old in self.bars.values():
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.bars = {}
        for bar in bars:
            made = BarButton(f"{self.objectName()}_{bar.key}")
            made.setCheckable(self._checkable)
            made.clicked.connect(partial(self._on_clicked, bar.key))
            self.bars[bar.key] = made
            self._layout.addWidget(made)

    def _width(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words)

    def _on_clicked(self, key: str, _checked: bool = False) -> None:
        self.chosen.emit(key)


class BarButton(Button):
    """One bar with its word and figure."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.setFlat(True)
        self.bar = Bar("", "", 0, 0)
        self._words = self._figures = 0
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bar(self, bar: Bar, words: int, figures: int) -> None:
        """Show a bar; ``words`` and ``figures`` are the widest of the chart, in pixels."""
        self.bar, self._words, self._figures = bar, words, figures
        whole = f"{bar.word}: {bar.figure}"
        self.setAccessibleName(whole)
        self.setToolTip(bar.tip or whole)
        self.setMinimumWidth(words + figures + _LEAST + 8 * SPACE)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._words + self._figures + 200, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        pen = QPainter(self)
        pen.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.colours
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if self.isChecked() or hovered:
            pen.setPen(Qt.PenStyle.NoPen)
            pen.setBrush(QColor(colours.accent_soft))
            pen.drawRoundedRect(edge, 4, 4)
        if self.hasFocus():
            pen.setPen(QColor(colours.accent))
            pen.setBrush(Qt.BrushStyle.NoBrush)
            pen.drawRoundedRect(edge, 4, 4)
        left = SPACE
        middle = Qt.AlignmentFlag.AlignVCenter
        pen.setPen(QColor(colours.text))
        words = QRectF(left, 0, self._words + 1, self.height())
        pen.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, self.bar.word)
        start = left + self._words + 2 * SPACE
        room = self.width() - start - self._figures - 3 * SPACE
        self._paint_bar(pen, QRectF(start, (self.height() - _THICK) / 2, room, _THICK))
        figures = QRectF(start + room + 2 * SPACE, 0, self._figures + 1, self.height())
        pen.setPen(QColor(colours.text))
        pen.drawText(figures, middle | Qt.AlignmentFlag.AlignLeft, self.bar.figure)

    def _paint_bar(self, pen: QPainter, room: QRectF) -> None:
        pen.setPen(Qt.PenStyle.NoPen)
        pen.setBrush(QColor(theme.colours.line))
        pen.drawRoundedRect(room, 3, 3)
        if self.bar.count > 0 and self.bar.whole > 0:
            part = min(1.0, self.bar.count / self.bar.whole)
            filled = QRectF(room)
            filled.setWidth(max(4.0, room.width() * part))
            pen.setBrush(QColor(_tone(self.bar.tone)))
            pen.drawRoundedRect(filled, 3, 3)


def _tone(tone: str) -> str:
    return str(getattr(theme.colours, tone if tone != "plain" else "muted"))
