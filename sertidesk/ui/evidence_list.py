"""A short list of files that prove something: added, dropped in, looked at, told what they show."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import file_size, moment
from sertidesk.services import evidence
from sertidesk.services.attachments import Picture
from sertidesk.services.evidence import Added, Evidence
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.documents_preview import PreviewPane, to_image

_THUMB = 40  # pixels
_DRAWN = 24  # pictures in a list that are drawn small; more would take time
_ID = Qt.ItemDataRole.UserRole


class EvidenceList(QWidget):
    """Shows the files of one owner; `show_owner` says whose, an empty owner shows nothing."""

    changed = Signal()  # files were added or removed here

    def __init__(self, desk: Desk, name: str, title: str) -> None:
        super().__init__()
        named(self, name, title)
        self._desk = desk
        self._owner: tuple[str | None, str, str | None] | None = None
        self.files: dict[str, Evidence] = {}
        self._thumbs: dict[str, QIcon] = {}
        self._viewer: PreviewPane | None = None
        self.title_label = label(title, "label", wrap=True)
        self.list = _Files(f"{name}_files", title)
        self.add_button = button(f"{name}_add", self.tr("Tambah…"), self.choose, icon="paperclip")
        self.open_button = button(f"{name}_open", self.tr("Lihat"), self.open, icon="eye")
        self.remove_button = button(
            f"{name}_remove", "", self.remove, icon="trash-2", tip=self.tr("Hapus berkas (Del)")
        )
        self.remove_button.setAccessibleName(self.tr("Hapus berkas"))
        layout = column(
            self.title_label, self.list,
            row(self.add_button, self.open_button, self.remove_button, 1, spacing=SPACE),
            spacing=SPACE,
        )  # fmt: skip
        layout.setStretch(1, 1)
        self.setLayout(layout)
        # Connected signals
        self.list.dropped.connect(self.take)
        self.list.itemActivated.connect(lambda _item: self.open())
        self.list.itemChanged.connect(self._on_item_changed)
        self.list.itemSelectionChanged.connect(self._show_buttons)
        self.list.remove_requested.connect(self.remove)
        self._show_buttons()

    def show_owner(self, activity_id: str | None, topic: str, owner_id: str | None = None) -> None:
        """Show the files of a topic, or of one row of it."""
        self._owner = (activity_id, topic, owner_id)
        self.reload()

    def show_nothing(self) -> None:
        """Show that there is no owner to add files to."""
        self._owner = None
        self.reload()

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the files anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and "evidence" not in kinds:
            return
        found = evidence.listing(self._desk.store, *self._owner) if self._owner else []
        self.files = {one.id: one for one in found}
        chosen = {item.data(_ID) for item in self.list.selectedItems()}
        self.list.blockSignals(True)
        self.list.clear()
        for place, one in enumerate(found):
            item = QListWidgetItem(self._icon(one, place), one.title)
            item.setData(_ID, one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            when = moment(datetime.fromisoformat(one.added_at))
            about = f"{one.file_name} · {file_size(one.size)} · {when}"
            item.setToolTip(f"{about}\n{self.tr('F2: tulis keterangannya')}")
            self.list.addItem(item)
            item.setSelected(one.id in chosen)
        self.list.blockSignals(False)
        self.list.setAcceptDrops(self._owner is not None)
        self.list.setAccessibleDescription(self.list.empty_words())
        self.list.viewport().update()
        self._show_buttons()

    def set_title(self, title: str) -> None:
        """Say whose files these are, to the eye and to a screen reader."""
        self.title_label.setText(title)
        self.list.setAccessibleName(title)

    def choose(self) -> None:
        """Ask for files and take them."""
        endings = " ".join(f"*{ending}" for ending in evidence.ENDINGS)
        kinds = self.tr("Berkas bukti ({endings})").format(endings=endings)
        chosen = self._desk.prompts.open_files(self.tr("Tambah berkas bukti"), kinds, many=True)
        if chosen:
            self.take(chosen)

    def take(self, paths: list[Path]) -> None:
        """Keep these files."""
        if self._owner is None:
            return
        activity_id, topic, owner_id = self._owner
        self._desk.run(
            self.tr("Menyimpan berkas bukti"),
            evidence.add,
            activity_id,
            topic,
            paths,
            owner_id=owner_id,
            done=self._on_added,
        )

    def open(self) -> None:
        """Look at the chosen file; one that cannot be drawn is saved where the user wants it."""
        one = self._chosen()
        if one is None:
            return
        if not one.is_drawn:
            self.save_copy(one)
            return
        if self._viewer is None:
            self._viewer = _Viewer(self._desk, f"{self.objectName()}_viewer")
            self._viewer.setParent(self, Qt.WindowType.Window)
        self._viewer.setWindowTitle(one.title)
        self._viewer.resize(900, 700)

        def draw(page: int, side: int) -> Picture:
            return evidence.picture(self._desk.store, one, page, side)

        self._viewer.show_source(one.id, one.file_name, draw)
        self._viewer.show()
        self._viewer.activateWindow()

    def save_copy(self, one: Evidence) -> None:
        """Write a copy of a file where the user wants it."""
        title = self.tr("Simpan salinan")
        target = self._desk.prompts.save_file(title, one.file_name, self.tr("Semua berkas (*)"))
        if target is None:
            return
        try:
            evidence.save_copy(self._desk.store, one, target)
        except UserError as error:
            self._desk.tell(error)
        else:
            self._desk.say(self.tr("Disimpan sebagai {file}.").format(file=target.name))

    def remove(self) -> None:
        """Remove the chosen files; an undo brings them back."""
        ids = [item.data(_ID) for item in self.list.selectedItems()]
        changes = self._desk.do(evidence.remove, ids) if ids else None
        if changes is not None:
            words = self.tr("{count} berkas bukti dihapus.").format(count=len(ids))
            self._desk.say(words, undo=changes)
            self.reload()
            self.changed.emit()

    def _chosen(self) -> Evidence | None:
        item = self.list.currentItem()
        return None if item is None else self.files.get(item.data(_ID))

    def _icon(self, one: Evidence, place: int) -> QIcon:
        if one.sha256 not in self._thumbs:
            self._thumbs[one.sha256] = self._made_icon(one, place)
        return self._thumbs[one.sha256]

    def _made_icon(self, one: Evidence, place: int) -> QIcon:
        if one.is_drawn and place < _DRAWN:
            try:
                drawn = evidence.picture(self._desk.store, one, 0, 2 * _THUMB)
            except UserError:  # lost or damaged: `check` tells; the list still shows its name
                return theme.icon("circle-alert")
            return QIcon(QPixmap.fromImage(to_image(drawn)))
        return theme.icon("file-text")

    def _show_buttons(self) -> None:
        chosen = bool(self.list.selectedItems())
        self.add_button.setEnabled(self._owner is not None)
        self.open_button.setEnabled(chosen)
        self.remove_button.setEnabled(chosen)

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        one = self.files.get(item.data(_ID))
        if one is None or item.text() == one.title:
            return
        self._desk.do(evidence.set_caption, one.id, item.text())
        self.reload()

    def _on_added(self, added: Added) -> None:
        self.reload()
        self.changed.emit()
        words = self.tr("{count} berkas bukti disimpan.").format(count=added.added)
        if added.known:
            words += " " + self.tr("{count} sudah ada.").format(count=added.known)
        words = " ".join((words, *added.refused[:2]))
        self._desk.say(words, "warn" if added.refused else "good", added.changes)


class _Files(QListWidget):
    """The list itself: files may be dropped on it, Del asks for removal."""

    dropped = Signal(list)  # paths
    remove_requested = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        named(self, name, title)
        self.setIconSize(QSize(_THUMB, _THUMB))
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed)
        self.setMinimumHeight(64)
        self.setAcceptDrops(True)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        words = self.empty_words()
        if words:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.colours.muted))
            room = self.viewport().rect().adjusted(2 * SPACE, SPACE, -2 * SPACE, -SPACE)
            flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
            painter.drawText(room, flags, words)

    def empty_words(self) -> str:
        """Return what to do first, told where the list is empty and files may come."""
        if self.count() or not self.acceptDrops():
            return ""
        return self.tr("Belum ada berkas. Seret berkas ke sini atau tekan Tambah.")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_requested.emit()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event):
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _paths(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = _paths(event)
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)


class _Viewer(PreviewPane):
    """A window of its own for one file; Esc closes it, Page keys turn pages."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {
            Qt.Key.Key_Escape: self.close,
            Qt.Key.Key_PageUp: lambda: self.turn(-1),
            Qt.Key.Key_PageDown: lambda: self.turn(1),
            Qt.Key.Key_Plus: lambda: self.zoom(1),
            Qt.Key.Key_Minus: lambda: self.zoom(-1),
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()


def _paths(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
