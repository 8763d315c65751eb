"""A scan shown in the page: one page of it, fitted or enlarged, drawn when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from typing_extensions import override

from sertidesk.domain.errors import UserError
from sertidesk.services import attachments
from sertidesk.services.attachments import Attachment, Picture
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import button, column, label, named, row

_ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0)  # 1.0: the whole page fits
_PATIENCE = 120  # milliseconds that the cursor must rest before a page is drawn
_LONGEST_SIDE = 4_000


def to_image(picture: Picture) -> QImage:
    """Return the picture as Qt shows it."""
    stride = 4 * picture.width
    return QImage(
        picture.rgba, picture.width, picture.height, stride, QImage.Format.Format_RGBA8888
    ).copy()  # Qt does not keep the bytes alive


@dataclass(frozen=True, slots=True)
class _Source:
    key: str
    name: str
    draw: Callable[[int, int], Picture]  # page, longest side


class PreviewPane(QWidget):
    """Shows one attachment; pages are turned and enlarged by buttons and keys."""

    enlarge_requested = Signal()

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        named(self, name, self.tr("Pratinjau lampiran"))
        self._desk = desk
        self._shown: _Source | None = None
        self._page, self._pages, self._zoom = 0, 1, 0
        self._drawn: tuple[str, int, int, QSize] | None = None
        self.image_label = QLabel()
        named(self.image_label, f"{name}_image", self.tr("Gambar lampiran"))
        self.image_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.image_label.setWordWrap(True)
        self.area = QScrollArea()
        named(self.area, f"{name}_scroll", self.tr("Halaman lampiran"))
        self.area.setWidget(self.image_label)
        self.area.setWidgetResizable(True)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back_button = button(
            f"{name}_back",
            "",
            lambda: self.turn(-1),
            icon="chevron-left",
            tip=self.tr("Sebelumnya"),
        )
        self.on_button = button(
            f"{name}_on", "", lambda: self.turn(1), icon="chevron-right", tip=self.tr("Berikutnya")
        )
        self.page_label = label("", "muted")
        self.out_button = button(
            f"{name}_out", "", lambda: self.zoom(-1), icon="zoom-out", tip=self.tr("Perkecil")
        )
        self.in_button = button(
            f"{name}_in", "", lambda: self.zoom(1), icon="zoom-in", tip=self.tr("Perbesar")
        )
        for one in (self.back_button, self.on_button, self.out_button, self.in_button):
            one.setAccessibleName(one.toolTip())
            one.setProperty("tool", True)
            one.setFixedWidth(30)
        self._bar_layout = row(
            self.back_button, self.page_label, self.on_button, 1, self.out_button, self.in_button,
            spacing=4,
        )  # fmt: skip
        self.bar = QWidget()
        self.bar.setLayout(self._bar_layout)
        layout = column(self.area, self.bar, spacing=4)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._resting = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._resting.timeout.connect(self._draw)
        self.area.viewport().installEventFilter(self)
        self.show_attachment(None)

    def add_tools(self, buttons: Sequence[QPushButton]) -> None:
        """Put more buttons at the left of the bar below the picture."""
        for place, one in enumerate(buttons):
            self._bar_layout.insertWidget(place, one)

    def show_attachment(self, attachment: Attachment | None, empty: str = "") -> None:
        """Show an attachment from its first page, or the words for none."""
        if attachment is None:
            self._show(None, empty)
            return

        def draw(page: int, side: int) -> Picture:
            return attachments.picture(self._desk.store, attachment, page, side)

        self._show(_Source(attachment.id, attachment.file_name, draw))

    def show_file(self, path: Path) -> None:
        """Show a file on the disk."""

        def draw(page: int, side: int) -> Picture:
            return attachments.picture_of_file(path, page, side)

        self._show(_Source(str(path), path.name, draw))

    def show_source(self, key: str, name: str, draw: Callable[[int, int], Picture]) -> None:
        """Show whatever ``draw`` draws of a page (from 0) with this longest side."""
        self._show(_Source(key, name, draw))

    def _show(self, source: _Source | None, empty: str = "") -> None:
        if source is not None and self._shown is not None and source.key == self._shown.key:
            return
        self._shown = source
        self._page, self._pages, self._zoom = 0, 1, 0
        self._drawn = None
        self.image_label.setPixmap(QPixmap())
        self._say(empty if source is None else self.tr("Memuat…"))
        self._tell()
        if source is not None:
            self._resting.start()

    def turn(self, by: int) -> None:
        """Turn pages."""
        self._page = min(max(self._page + by, 0), self._pages - 1)
        self._draw()

    def zoom(self, by: int) -> None:
        """Enlarge or reduce by a step."""
        self._zoom = min(max(self._zoom + by, 0), len(_ZOOMS) - 1)
        self._draw()

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._shown is not None:
            self._resting.start()
        if event.type() == QEvent.Type.MouseButtonDblClick and self._shown is not None:
            self.enlarge_requested.emit()
        return False

    @override
    def showEvent(self, event: object) -> None:
        if self._shown is not None:
            self._resting.start()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    def _draw(self) -> None:
        if self._shown is None or not self.isVisible():
            return
        ratio = self.devicePixelRatioF()
        room = self.area.viewport().size()
        side = max(room.width(), room.height(), 160) * _ZOOMS[self._zoom] * ratio
        wanted = (self._shown.key, self._page, min(int(side), _LONGEST_SIDE), room)
        if wanted == self._drawn:
            return
        try:
            picture = self._shown.draw(self._page, wanted[2])
        except UserError as error:  # told in the place of the picture, not in a box
            self._say(str(error))
            return
        self._drawn = wanted
        self._pages = picture.pages
        pixmap = QPixmap.fromImage(to_image(picture))
        if self._zoom == 0:
            pixmap = pixmap.scaled(
                room * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        pixmap.setDevicePixelRatio(ratio)
        self.image_label.setMargin(0)
        self.image_label.setPixmap(pixmap)
        self._tell()

    def _say(self, words: str) -> None:
        self.image_label.setMargin(12)
        self.image_label.setText(words)

    def _tell(self) -> None:
        self.bar.setVisible(self._shown is not None)
        several = self._pages > 1
        for widget in (self.back_button, self.on_button, self.page_label):
            widget.setVisible(several)
        self.back_button.setEnabled(self._page > 0)
        self.on_button.setEnabled(self._page < self._pages - 1)
        self.page_label.setText(f"{self._page + 1}/{self._pages}")
        self.out_button.setEnabled(self._zoom > 0)
        self.in_button.setEnabled(self._zoom < len(_ZOOMS) - 1)
        if self._shown is not None:
            self.image_label.setAccessibleName(self._shown.name)
