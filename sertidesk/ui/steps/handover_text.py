"""Reminders to those whose certificate waits: a text per village to paste into WhatsApp."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget
from typing_extensions import override

from sertidesk.services import handover
from sertidesk.services.activity import Activity
from sertidesk.services.handover import VillageWaiting
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import DateField
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.theme import ROW_HEIGHT


class WaitingPage(QWidget):
    """The villages at the left, the text of the one chosen at the right."""

    closed = Signal()

    def __init__(self, desk: Desk, activity: Activity) -> None:
        super().__init__()
        named(self, "waiting_page", self.tr("Pengingat pengambilan sertifikat"))
        self._desk, self._activity = desk, activity
        self._groups: list[VillageWaiting] = []
        self.village_list: QListWidget = named(
            QListWidget(), "waiting_villages", self.tr("Desa/kelurahan")
        )
        self.village_list.setFixedWidth(270)
        self.text_edit: QPlainTextEdit = named(
            QPlainTextEdit(), "waiting_text", self.tr("Teks pengingat")
        )
        self.text_edit.setTabChangesFocus(True)
        self.deadline = DateField("deadline", self.tr("Paling lambat"), desk.store.today())
        self.copy_button = button(
            "waiting_copy", self.tr("Salin teks"), self.copy, icon="copy", primary=True
        )
        back = button("waiting_back", self.tr("Kembali"), self.closed.emit, icon="arrow-left")
        heading = label(self.tr("Pengingat pengambilan sertifikat"), "heading")
        about = label(self.tr("Teks dapat diubah sebelum disalin."), "muted")
        self.deadline.setFixedWidth(200)
        right = column(self.deadline, self.text_edit)
        right.setStretch(1, 1)
        both = row(self.village_list)
        both.addLayout(right, 1)
        layout = column(row(back, heading, about, 1, self.copy_button))
        layout.addLayout(both, 1)
        self.setLayout(layout)
        # Connected signals
        self.village_list.currentRowChanged.connect(self._show_text)
        self.deadline.left.connect(self._show_text)

    def open(self) -> None:
        """Show whose certificates wait now."""
        self._groups = handover.waiting(handover.listing(self._desk.store, self._activity))
        self.village_list.clear()
        for group in self._groups:
            item = QListWidgetItem(f"{group.village} ({len(group.entries)})")
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            self.village_list.addItem(item)
        self.village_list.setCurrentRow(0 if self._groups else -1)
        self._show_text()
        self.village_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put the text into the clipboard."""
        group = self._chosen()
        if group is not None:
            QGuiApplication.clipboard().setText(self.text_edit.toPlainText())
            words = self.tr("Teks untuk {village} disalin. Tempelkan di WhatsApp.")
            self._desk.say(words.format(village=group.village))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> VillageWaiting | None:
        place = self.village_list.currentRow()
        return self._groups[place] if 0 <= place < len(self._groups) else None

    def _show_text(self, *_: object) -> None:
        group = self._chosen()
        self.copy_button.setEnabled(group is not None)
        if group is None:
            self.text_edit.setPlainText(self.tr("Semua sertifikat bernomor sudah diambil."))
            return
        what = handover.terms(self._desk.store, self._activity, self.deadline.value())
        self.text_edit.setPlainText(handover.text_for(group, what))
