"""The figures of an activity: how many came how far; each figure opens its list."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)
from typing_extensions import override

from sertidesk.domain import reconciliation
from sertidesk.services.board import Stage
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import Button, button, row
from sertidesk.ui.kit.theme import SPACE

Open = Callable[[str, tuple[str, ...]], object]  # screen, participants concerned
_NEAR = 4  # figures in a step's head
_TALL, _BARS, _LEAST = 92, 30, 62  # pixels: a column, its bar, its width
_SMALL = 12  # pixels: the type of a column's word


class Funnel(QWidget):
    """Figures side by side as words; ``near`` says which stand nearest to what is worked on."""

    def __init__(self, name: str, opens: Open) -> None:
        super().__init__()
        self.setObjectName(name)
        self._open = opens
        self._stages: dict[str, Stage] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._row = row(spacing=SPACE)
        self._row.setContentsMargins(0, 0, 0, SPACE)
        self.setLayout(self._row)

    def show_stages(self, stages: tuple[Stage, ...], screens: Collection[str] = ()) -> None:
        """Show the whole, and the figures nearest to these screens."""
        everyone = stages[0].count if stages else 0
        near = nearest(stages, screens)
        if list(self.buttons) != [stage.key for stage in near]:
            self._make_buttons(near)
        self._stages = {stage.key: stage for stage in near}
        for stage in near:
            made = self.buttons[stage.key]
            text = figure(stage, everyone)
            made.setText(text)
            made.setAccessibleName(text)
            made.setToolTip(tip(stage))

    def _make_buttons(self, stages: tuple[Stage, ...]) -> None:
        for old in self.buttons.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {}
        for stage in stages:
            name = f"{self.objectName()}_{stage.key}"
            made = button(name, "", partial(self._on_clicked, stage.key), link=True)
            self.buttons[stage.key] = made
            self._row.addWidget(made)

    def _on_clicked(self, key: str) -> None:
        stage = self._stages[key]
        self._open(stage.screen, stage.missing)


class FunnelChart(QWidget):
    """A column for each stage, as high as its share of all participants; in two rows if narrow."""

    def __init__(self, name: str, stages: tuple[Stage, ...], opens: Open) -> None:
        super().__init__()
        self.setObjectName(name)
        everyone = stages[0].count if stages else 0
        self._columns: list[_Column] = []
        self._across = len(stages)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE)
        for place, stage in enumerate(stages):
            made = _Column(f"{name}_{stage.key}", stage, everyone)
            made.clicked.connect(partial(_opened, opens, stage))
            self._columns.append(made)
            self._grid.addWidget(made, 0, place)
        self.setLayout(self._grid)
        self.setMinimumWidth(_LEAST * (-(-len(stages) // 2)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        count = len(self._columns)
        in_one = self.width() >= count * (_LEAST + SPACE)
        across = count if in_one else -(-count // 2)
        self.setMinimumHeight(_TALL if in_one else 2 * _TALL + SPACE)
        if across == self._across:
            return
        self._across = across
        for place, made in enumerate(self._columns):
            self._grid.addWidget(made, place // across, place % across)


class _Column(Button):
    """One stage: its figure, its column, its word."""

    def __init__(self, name: str, stage: Stage, everyone: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.setFlat(True)
        self._stage, self._everyone = stage, everyone
        self.setAccessibleName(figure(stage, everyone))
        self.setToolTip(f"{figure(stage, everyone)}. {tip(stage)}")
        self.setFixedHeight(_TALL)
        self.setMinimumWidth(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(96, _TALL)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        pen = QPainter(self)
        pen.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.colours
        option = QStyleOptionButton()
        self.initStyleOption(option)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if option.state & QStyle.StateFlag.State_MouseOver:
            pen.setPen(Qt.PenStyle.NoPen)
            pen.setBrush(QColor(colours.accent_soft))
            pen.drawRoundedRect(edge, 4, 4)
        if self.hasFocus():
            pen.setPen(QColor(colours.accent))
            pen.setBrush(Qt.BrushStyle.NoBrush)
            pen.drawRoundedRect(edge, 4, 4)
        width = self.width()
        bold = QFont(self.font())
        bold.setBold(True)
        pen.setFont(bold)
        pen.setPen(QColor(colours.text))
        centre = Qt.AlignmentFlag.AlignHCenter
        pen.drawText(
            QRectF(0, 2, width, 20), centre | Qt.AlignmentFlag.AlignVCenter, str(self._stage.count)
        )
        self._paint_bar(pen, QRectF(SPACE, 24, width - 2 * SPACE, _BARS))
        pen.setFont(self.font())
        pen.setPen(QColor(colours.muted))
        words = QRectF(2, 26 + _BARS, width - 4, _TALL - 28 - _BARS)
        flags = centre | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        small = QFont(self.font())
        small.setPixelSize(_SMALL)
        pen.setFont(small)
        pen.drawText(words, flags, _word(self._stage.key))

    def _paint_bar(self, pen: QPainter, room: QRectF) -> None:
        pen.setPen(Qt.PenStyle.NoPen)
        pen.setBrush(QColor(theme.colours.sunken))
        pen.drawRoundedRect(room, 3, 3)
        count = self._stage.count
        if not count or not self._everyone:
            return
        part = min(1.0, count / self._everyone)
        high = max(3.0, room.height() * part)
        tone = theme.colours.good if not self._stage.missing else theme.colours.accent
        pen.setBrush(QColor(tone))
        pen.drawRoundedRect(QRectF(room.x(), room.bottom() - high, room.width(), high), 3, 3)


def nearest(stages: tuple[Stage, ...], screens: Collection[str]) -> tuple[Stage, ...]:
    """Return the whole and the few stages around the last one these screens bring people to."""
    if len(stages) <= _NEAR:
        return stages
    here = [place for place, stage in enumerate(stages) if stage.screen in screens]
    if not here:  # a step about something else: as far as anybody has come
        here = [place for place, stage in enumerate(stages) if stage.count]
    last = min(max(_NEAR - 1, (here[-1] if here else 0) + 1), len(stages) - 1)
    return (stages[0], *stages[last - _NEAR + 2 : last + 1])


def figure(stage: Stage, everyone: int) -> str:
    """Return "57/60 berkas lengkap"; the whole stands alone."""
    words = _word(stage.key)
    if stage.key == reconciliation.Stage.REGISTERED or not everyone:
        return f"{stage.count} {words}"
    return f"{stage.count}/{everyone} {words}"


def tip(stage: Stage) -> str:
    """Return what a click on the figure shows."""
    if not stage.missing:
        return QCoreApplication.translate("funnel", "Buka daftarnya")
    words = QCoreApplication.translate("funnel", "Buka daftar {count} peserta yang belum")
    return words.format(count=len(stage.missing))


def _word(key: str) -> str:
    stage = reconciliation.Stage(key)
    if stage is reconciliation.Stage.REGISTERED:
        return QCoreApplication.translate("funnel", "peserta")
    return reconciliation.WORDS[stage]


def _opened(opens: Open, stage: Stage, _checked: bool = False) -> None:
    opens(stage.screen, stage.missing)
