"""How full the quotas are: one small bar for each, which filters the list when pressed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget
from typing_extensions import override

from sertidesk.domain.selection import Gauge
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.flow import FlowLayout
from sertidesk.ui.kit.parts import column, named, restyle
from sertidesk.ui.kit.table import tone_colours
from sertidesk.ui.kit.theme import SPACE

_LINES = 2  # in sight, one in a low window; more quotas scroll
_LOW = 700  # pixels
Key = tuple[str, str]  # kind and label of a gauge


class QuotaBar(QPushButton):
    """A chip with a bar at its foot."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName(f"selection_quota_{number}")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self._gauge: Gauge | None = None

    def show_gauge(self, gauge: Gauge, chosen: bool) -> None:
        """Show how full a quota is."""
        self._gauge = gauge
        of = self.tr("{taken} / {quota}") if gauge.quota is not None else self.tr("{taken}")
        figures = of.format(taken=gauge.taken, quota=gauge.quota)
        self.setText(f"{gauge.label}  {figures}")
        self.setAccessibleName(self.text())
        self.setChecked(chosen)
        self.setEnabled(gauge.kind != "total")
        tip = self.tr("Kuota terlampaui") if gauge.is_exceeded else self.tr("Tampilkan calonnya")
        self.setToolTip("" if gauge.kind == "total" and not gauge.is_exceeded else tip)
        restyle(self, "chip", _tone(gauge))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gauge is None or not self._gauge.quota:
            return
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        room = self.rect().adjusted(10, self.height() - 4, -10, -1)
        painter.setBrush(QColor(theme.colours.line))
        painter.drawRoundedRect(room, 1.5, 1.5)
        part = min(self._gauge.taken / self._gauge.quota, 1.0)
        painter.setBrush(QColor(tone_colours(_tone(self._gauge))[1]))
        filled = QRect(room.x(), room.y(), round(room.width() * part), room.height())
        painter.drawRoundedRect(filled, 1.5, 1.5)


class QuotaStrip(QScrollArea):
    """All quotas, two lines of them in sight."""

    filter_changed = Signal(object)  # Key, or None for all

    def __init__(self) -> None:
        super().__init__()
        named(self, "selection_quotas", self.tr("Terpilih dan kuota"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bars: list[QuotaBar] = []
        self.chosen: Key | None = None
        self._gauges: tuple[Gauge, ...] = ()
        inner = QWidget()
        inner.setProperty("clear", True)
        self._flow = FlowLayout(SPACE)
        holder = QWidget()
        holder.setProperty("clear", True)
        holder.setLayout(self._flow)
        inner.setLayout(column(holder, 1))
        self._holder = holder
        self.setWidget(inner)

    def show_gauges(self, gauges: Sequence[Gauge]) -> None:
        """Show the quotas; those of which nothing is known but the count are left out."""
        self._gauges = tuple(one for one in gauges if one.kind == "total" or one.quota is not None)
        while len(self.bars) < len(self._gauges):
            made = QuotaBar(len(self.bars) + 1)
            made.clicked.connect(partial(self._on_clicked, len(self.bars)))
            self.bars.append(made)
            self._flow.addWidget(made)
        for place, bar in enumerate(self.bars):
            bar.setVisible(place < len(self._gauges))
            if place < len(self._gauges):
                gauge = self._gauges[place]
                bar.show_gauge(gauge, (gauge.kind, gauge.label) == self.chosen)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = _LINES if self.window().height() >= _LOW else 1
        line = self.bars[0].sizeHint().height() if self.bars else 0
        highest = lines * (line + SPACE) - SPACE
        needed = self._flow.heightForWidth(self.viewport().width())
        self.setFixedHeight(max(min(needed, highest), 0))

    def _on_clicked(self, place: int, _checked: bool = False) -> None:
        gauge = self._gauges[place]
        key = (gauge.kind, gauge.label)
        self.chosen = None if self.chosen == key else key
        self.show_gauges(self._gauges)
        self.filter_changed.emit(self.chosen)


def _tone(gauge: Gauge) -> str:
    if gauge.is_exceeded:
        return "bad"
    if gauge.quota is not None and gauge.taken == gauge.quota:
        return "good"
    return "accent" if gauge.taken else "plain"
