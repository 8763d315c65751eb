"""One page of a paper at the size it is looked at, drawn beside the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea
from typing_extensions import override

from sertidesk.intake.scans import Picture
from sertidesk.services import preview
from sertidesk.services.preview import Made
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import named
from sertidesk.ui.steps.documents_preview import to_image

_ZOOMS = (0.25, 0.35, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_WIDTH, _PAGE = "width", "page"
_MARGIN = 12  # pixels around the sheet
_DOTS = 96 / 25.4  # pixels to a millimetre at 100 %
_POINTS = 72 / 25.4


class SheetArea(QScrollArea):
    """Shows a page; scrolling past its end turns to the next one."""

    turned = Signal(int)  # the page shown, from 0
    zoomed = Signal(int)  # percent

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "preview_sheet", self.tr("Halaman cetakan"))
        self._desk = desk
        self._made: Made | None = None
        self.page = 0
        self._zoom: float | str = _WIDTH
        self._is_drawing = False
        self._drawn: tuple[Made, int, float] | None = None
        self.image_label: QLabel = named(QLabel(), "preview_image", self.tr("Gambar halaman"))
        self.image_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self.image_label)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._resting = QTimer(self, singleShot=True, interval=60)
        # Connected signals
        self._resting.timeout.connect(self._draw)

    def show_made(self, made: Made, page: int) -> None:
        """Show a paper, at this page."""
        self._made, self.page = made, page
        self._draw()
        self.turned.emit(page)

    def forget(self) -> None:
        """Show nothing."""
        self._made, self._drawn, self.page = None, None, 0
        self.image_label.setPixmap(QPixmap())
        self.image_label.setText(self.tr("Halaman sedang disiapkan…"))
        self.image_label.adjustSize()

    def show_page(self, page: int) -> None:
        """Show another page of it, from its top."""
        if page == self.page:
            return
        self.page = page
        self.verticalScrollBar().setValue(0)
        self._draw()
        self.turned.emit(page)

    def step(self, by: int) -> None:
        """Scroll by a screen; past the end of the page turn to the next, or to the one before."""
        bar = self.verticalScrollBar()
        if (bar.value() < bar.maximum()) if by > 0 else (bar.value() > bar.minimum()):
            bar.setValue(bar.value() + by * (bar.pageStep() - 40))
            return
        target = self.page + by
        if self._made is not None and 0 <= target < len(self._made.sizes):
            self.show_page(target)
            if by < 0:
                bar.setValue(bar.maximum())

    def zoom(self, by: int) -> None:
        """Enlarge or reduce to the next size."""
        now = self._factor()
        sizes = [one for one in _ZOOMS if (one > now + 0.01 if by > 0 else one < now - 0.01)]
        if sizes:
            self._set_zoom(sizes[0] if by > 0 else sizes[-1])

    def fit_width(self) -> None:
        """Show the page as wide as there is room."""
        self._set_zoom(_WIDTH)

    def fit_page(self) -> None:
        """Show the whole page."""
        self._set_zoom(_PAGE)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if isinstance(self._zoom, str):
            self._resting.start()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        down = event.angleDelta().y() < 0
        bar = self.verticalScrollBar()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(-1 if down else 1)
        elif bar.value() == (bar.maximum() if down else bar.minimum()):
            self.step(1 if down else -1)
        else:
            super().wheelEvent(event)
            return
        event.accept()

    def _set_zoom(self, zoom: float | str) -> None:
        self._zoom = zoom
        self._draw()

    def _factor(self) -> float:
        """Return how many times its size at 100 % the page is shown."""
        if not isinstance(self._zoom, str) or self._made is None:
            return self._zoom if not isinstance(self._zoom, str) else 1.0
        width, height = self._made.sizes[self.page]
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.size().shrunkBy(self.contentsMargins())
        across = (room.width() - bar - 2 * _MARGIN) / (width * _DOTS)
        if self._zoom == _WIDTH:
            return max(min(across, 2.0), 0.1)
        return max(min(across, (room.height() - 2 * _MARGIN) / (height * _DOTS)), 0.1)

    def _draw(self) -> None:
        """Ask for the picture that is wanted now; one is drawn at a time."""
        if self._made is None or self._is_drawing:
            return
        factor = self._factor()
        self.zoomed.emit(round(factor * 100))
        wanted = (self._made, self.page, factor)
        if wanted == self._drawn:
            return
        self._is_drawing = True
        scale = factor * _DOTS / _POINTS * self.devicePixelRatioF()
        self._desk.run(
            self.tr("Menggambar halaman"), preview.draw, self._made, self.page, scale,
            done=lambda picture: self._on_drawn(wanted, picture), stopped=self._on_stopped,
            quiet=True,
        )  # fmt: skip

    def _on_drawn(self, asked: tuple[Made, int, float], picture: Picture) -> None:
        self._is_drawing = False
        if self._made is None:
            return
        if asked == (self._made, self.page, self._factor()):
            pixmap = QPixmap.fromImage(to_image(picture))
            width, _height = self._made.sizes[self.page]
            pixmap.setDevicePixelRatio(picture.width / (width * _DOTS * asked[2]))
            self.image_label.setPixmap(pixmap)
            self.image_label.adjustSize()
            self._drawn = asked
            words = self.tr("Halaman {number} dari {count}")
            self.image_label.setAccessibleName(
                words.format(number=self.page + 1, count=len(self._made.sizes))
            )
        else:
            self._draw()

    def _on_stopped(self) -> None:
        self._is_drawing = False
