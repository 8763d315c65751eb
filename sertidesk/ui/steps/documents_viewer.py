"""A page that shows the files of one check as large as the screen allows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.services.attachments import Attachment
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.steps.documents_preview import PreviewPane


class ViewerPage(QWidget):
    """One file at a time; the arrows go to the next file, Page keys turn pages, Esc goes back."""

    closed = Signal()

    def __init__(
        self, desk: Desk, person: str, files: Sequence[Attachment], first: Attachment
    ) -> None:
        super().__init__()
        named(self, "document_viewer", self.tr("Lampiran diperbesar"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._files = list(files) or [first]
        ids = [file.id for file in self._files]
        self._place = ids.index(first.id) if first.id in ids else 0
        self._person = person
        self.title_label = label("", "heading")
        self.preview = PreviewPane(desk, "viewer_preview")
        back = button("viewer_back", self.tr("Kembali"), self.closed.emit, icon="arrow-left")
        self.previous_button = button(
            "viewer_previous", self.tr("Berkas sebelumnya"), lambda: self.go(-1)
        )
        self.next_button = button("viewer_next", self.tr("Berkas berikutnya"), lambda: self.go(1))
        layout = column(
            row(back, self.title_label, 1, self.previous_button, self.next_button), self.preview
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)
        for one in (self.previous_button, self.next_button):
            one.setVisible(len(self._files) > 1)
        self.go(0)

    def go(self, by: int) -> None:
        """Show another file of the same check."""
        self._place = min(max(self._place + by, 0), len(self._files) - 1)
        file = self._files[self._place]
        self.title_label.setText(" – ".join(filter(None, (self._person, file.file_name))))
        self.previous_button.setEnabled(self._place > 0)
        self.next_button.setEnabled(self._place < len(self._files) - 1)
        self.preview.show_attachment(file)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {
            Qt.Key.Key_Escape: self.closed.emit,
            Qt.Key.Key_Left: lambda: self.go(-1),
            Qt.Key.Key_Right: lambda: self.go(1),
            Qt.Key.Key_PageUp: lambda: self.preview.turn(-1),
            Qt.Key.Key_PageDown: lambda: self.preview.turn(1),
            Qt.Key.Key_Plus: lambda: self.preview.zoom(1),
            Qt.Key.Key_Minus: lambda: self.preview.zoom(-1),
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()
