"""A page that cuts a 3 × 4 portrait out of a photo: a frame moved and sized by mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.services import attachments
from sertidesk.services.activity import Activity
from sertidesk.services.attachments import Attachment
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.steps.documents_preview import to_image

_RATIO = 3 / 4  # width to height
_SMALLEST = 0.1  # of the picture's height
_GRIP = 14  # pixels around a corner that take hold of it


class CropFrame(QWidget):
    """The picture with the frame; the frame is kept in parts (0 to 1) of the picture."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        named(self, "crop_frame", self.tr("Bingkai pas foto 3 × 4"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._image = image
        self._scaled = QImage()
        self._grabbed: QPointF | None = None
        self._sizing = False
        self._aspect = image.width() / max(image.height(), 1)
        height = min(1.0, self._aspect / _RATIO)
        width = height * _RATIO / self._aspect
        self.frame = QRectF((1 - width) / 2, (1 - height) / 4, width, height)

    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, width and height of the frame."""
        frame = self.frame
        return frame.left(), frame.top(), frame.width(), frame.height()

    def move_by(self, right: float, down: float) -> None:
        """Move the frame by parts of the picture, as far as it goes."""
        left = min(max(self.frame.left() + right, 0.0), 1.0 - self.frame.width())
        top = min(max(self.frame.top() + down, 0.0), 1.0 - self.frame.height())
        self.frame.moveTo(left, top)
        self.update()

    def resize_to(self, height: float) -> None:
        """Give the frame a height, about its middle, within the picture."""
        highest = min(1.0, self._aspect / _RATIO)
        height = min(max(height, _SMALLEST), highest)
        width = height * _RATIO / self._aspect
        centre = self.frame.center()
        self.frame = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
        self.move_by(0, 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(500, 380)

    @override
    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        place = self._place()
        ratio = self.devicePixelRatioF()
        wanted = (place.size() * ratio).toSize()
        if self._scaled.size() != wanted:
            self._scaled = self._image.scaled(
                wanted,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        painter.drawImage(place, self._scaled)
        frame = self.frame_on_screen()
        shade = QColor(0, 0, 0, 120)
        painter.fillRect(QRectF(place.topLeft(), QPointF(place.right(), frame.top())), shade)
        painter.fillRect(QRectF(QPointF(place.left(), frame.bottom()), place.bottomRight()), shade)
        painter.fillRect(
            QRectF(QPointF(place.left(), frame.top()), QPointF(frame.left(), frame.bottom())), shade
        )
        painter.fillRect(
            QRectF(QPointF(frame.right(), frame.top()), QPointF(place.right(), frame.bottom())),
            shade,
        )
        accent = QColor(theme.colours.accent)
        painter.setPen(QPen(QColor("white"), 3))
        painter.drawRect(frame)
        painter.setPen(QPen(accent, 1.5))
        painter.drawRect(frame)
        painter.setBrush(accent)
        for corner in self._corners():
            painter.drawRect(QRectF(corner.x() - 4, corner.y() - 4, 8, 8))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 0.002 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 0.02
        larger = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            larger |= {Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1}
            larger |= {Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1}
        moves = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step),
            Qt.Key.Key_Down: (0.0, step),
        }
        key = Qt.Key(event.key())
        if key in larger:
            self.resize_to(self.frame.height() + larger[key] * step)
        elif key in moves:
            self.move_by(*moves[key])
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        self._sizing = self._on_corner(point)
        if self._sizing or self.frame_on_screen().contains(point):
            self._grabbed = point

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._grabbed is None:
            over = self.frame_on_screen().contains(point)
            shape = Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.ArrowCursor
            corner = self._on_corner(point)
            self.setCursor(Qt.CursorShape.SizeFDiagCursor if corner else shape)
            return
        place = self._place()
        if self._sizing:
            middle = self.frame_on_screen().center()
            self.resize_to(2 * abs(point.y() - middle.y()) / max(place.height(), 1))
        else:
            moved = point - self._grabbed
            self.move_by(moved.x() / max(place.width(), 1), moved.y() / max(place.height(), 1))
            self._grabbed = point

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.resize_to(self.frame.height() + event.angleDelta().y() / 120 * 0.03)

    def _place(self) -> QRectF:
        """Return where the picture lies: fitted and in the middle."""
        room = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        width = min(room.width(), room.height() * self._aspect)
        height = width / self._aspect
        left = room.left() + (room.width() - width) / 2
        return QRectF(left, room.top() + (room.height() - height) / 2, width, height)

    def frame_on_screen(self) -> QRectF:
        """Return where the frame lies in this widget, in pixels."""
        place, frame = self._place(), self.frame
        return QRectF(
            place.left() + frame.left() * place.width(),
            place.top() + frame.top() * place.height(),
            frame.width() * place.width(),
            frame.height() * place.height(),
        )

    def _corners(self) -> tuple[QPointF, ...]:
        frame = self.frame_on_screen()
        return frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight()

    def _on_corner(self, point: QPointF) -> bool:
        return any((corner - point).manhattanLength() <= _GRIP for corner in self._corners())


class CropPage(QWidget):
    """The frame with what to do; Enter saves, Esc goes back."""

    cropped = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, activity: Activity, file: Attachment) -> None:
        super().__init__()
        named(self, "crop_page", self.tr("Potong pas foto 3 × 4"))
        self._desk, self._activity, self._file = desk, activity, file
        picture = desk.do(attachments.picture, file, 0, 1_600)
        self.frame = CropFrame(to_image(picture) if picture else QImage())
        self.setFocusProxy(self.frame)
        self.save_button = button(
            "crop_save", self.tr("Simpan pas foto"), self.save, icon="crop", primary=True
        )
        self.save_button.setEnabled(picture is not None)
        back = button("crop_back", self.tr("Kembali"), self.closed.emit, icon="arrow-left")
        heading = label(self.tr("Potong pas foto 3 × 4"), "heading")
        help_label = label(
            self.tr(
                "Geser bingkai dengan tetikus atau tombol panah; ubah ukurannya di sudut, dengan "
                "roda, atau dengan + dan -. Ctrl menggeser halus. Enter menyimpan, Esc kembali."
            ),
            "muted",
            wrap=True,
        )
        layout = column(row(back, heading, 1, self.save_button), self.frame, help_label)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def save(self) -> None:
        """Store the portrait and go back."""
        changes = self._desk.do(
            attachments.crop_portrait, self._activity, self._file, self.frame.box()
        )
        if changes is None:
            return
        self._desk.say(self.tr("Pas foto 3 × 4 disimpan."), "good", changes)
        self.cropped.emit()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.save_button.isEnabled():
            self.save()
        else:
            super().keyPressEvent(event)
