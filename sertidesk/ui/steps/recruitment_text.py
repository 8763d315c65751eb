"""A page with the announcement per recipient, to copy and paste into WhatsApp."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.services import recruitment_papers
from sertidesk.services.activity import Activity
from sertidesk.services.recruitment import Letter
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.theme import ROW_HEIGHT

_DAYS_AHEAD = 7


class AnnouncementPage(QWidget):
    """The recipients at the left, the text of the one chosen at the right."""

    closed = Signal()
    sent_requested = Signal(str)  # a letter's key: its text was copied to be sent

    def __init__(self, desk: Desk, activity: Activity) -> None:
        super().__init__()
        named(self, "announcement_page", self.tr("Teks pengumuman"))
        self._desk, self._activity = desk, activity
        self._letters: list[Letter] = []
        self._build()
        # Connected signals
        self.letter_list.currentRowChanged.connect(self._show_text)
        self.deadline_check.toggled.connect(self._show_text)
        self.deadline_edit.dateChanged.connect(self._show_text)
        self.contact_edit.textChanged.connect(self._show_text)

    def open(self, letters: Sequence[Letter]) -> None:
        """Show the texts for these recipients."""
        self._letters = list(letters)
        self.letter_list.clear()
        for letter in self._letters:
            phone = f" – {phones.local(letter.phone)}" if letter.phone else ""
            item = QListWidgetItem(f"{letter.name}{phone}")
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            item.setToolTip(item.text())
            self.letter_list.addItem(item)
        store, today = self._desk.store, self._desk.store.today()
        due = recruitment_papers.deadline(store, self._activity)
        due = due or today + timedelta(days=_DAYS_AHEAD)
        self.deadline_edit.setDate(QDate(due.year, due.month, due.day))
        what = recruitment_papers.announcement(store, self._activity)
        self.contact_edit.setText(what.contact)
        self.letter_list.setCurrentRow(0 if self._letters else -1)
        self._show_text()
        self.letter_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put the text into the clipboard."""
        letter = self._chosen()
        if letter is not None:
            QGuiApplication.clipboard().setText(self.text_edit.toPlainText())
            words = self.tr("Teks untuk {name} disalin. Tempelkan di WhatsApp.")
            self._desk.say(words.format(name=letter.name))

    def copy_and_mark(self) -> None:
        """Copy the text, note the letter as sent, and go on to the next recipient."""
        letter = self._chosen()
        if letter is not None:
            self.copy()
            self.sent_requested.emit(letter.id)
            place = self.letter_list.currentRow() + 1
            if place < len(self._letters):
                self.letter_list.setCurrentRow(place)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        back = button("announcement_back", self.tr("Kembali"), self.closed.emit, icon="arrow-left")
        heading = label(self.tr("Teks pengumuman"), "heading")
        about = label(self.tr("Teks dapat diubah sebelum disalin."), "muted")
        self.copy_button = button(
            "announcement_copy", self.tr("Salin teks"), self.copy, icon="copy"
        )
        self.mark_button = button(
            "announcement_copy_sent", self.tr("Salin, tandai terkirim"), self.copy_and_mark,
            icon="send", tip=self.tr("Dicatat terkirim hari ini lewat WhatsApp"),
        )  # fmt: skip
        self.letter_list: QListWidget = named(
            QListWidget(), "announcement_recipients", self.tr("Penerima")
        )
        self.letter_list.setFixedWidth(270)
        self.text_edit: QPlainTextEdit = named(
            QPlainTextEdit(), "announcement_text", self.tr("Teks pengumuman")
        )
        self.text_edit.setTabChangesFocus(True)
        self.deadline_check: QCheckBox = named(
            QCheckBox(self.tr("Paling lambat")), "announcement_deadline_on",
            self.tr("Pakai tenggat"),
        )  # fmt: skip
        self.deadline_check.setChecked(True)
        self.deadline_edit: QDateEdit = named(
            QDateEdit(), "announcement_deadline", self.tr("Tenggat menyatakan minat")
        )
        self.deadline_edit.setCalendarPopup(True)
        self.deadline_edit.setDisplayFormat("dd-MM-yyyy")
        self.contact_edit: QLineEdit = named(
            QLineEdit(), "announcement_contact", self.tr("Kontak untuk pertanyaan")
        )
        self.contact_edit.setPlaceholderText(self.tr("Kontak: nama dan nomor HP"))
        terms = row(
            self.deadline_check, self.deadline_edit, label(self.tr("Kontak"), "label"),
            self.contact_edit,
        )  # fmt: skip
        terms.setStretch(3, 1)
        right = column(terms, self.text_edit)
        right.setStretch(1, 1)
        both = row(self.letter_list)
        both.addLayout(right, 1)
        layout = column(row(back, heading, about, 1, self.copy_button, self.mark_button))
        layout.addLayout(both, 1)
        self.setLayout(layout)

    def _deadline(self) -> date | None:
        if not self.deadline_check.isChecked():
            return None
        chosen = self.deadline_edit.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def _chosen(self) -> Letter | None:
        place = self.letter_list.currentRow()
        return self._letters[place] if 0 <= place < len(self._letters) else None

    def _show_text(self, *_: object) -> None:
        self.deadline_edit.setEnabled(self.deadline_check.isChecked())
        letter = self._chosen()
        for act in (self.copy_button, self.mark_button):
            act.setEnabled(letter is not None)
        if letter is None:
            self.text_edit.clear()
            return
        what = recruitment_papers.announcement(
            self._desk.store, self._activity, self._deadline(), self.contact_edit.text()
        )
        self.text_edit.setPlainText(recruitment_papers.text_for(letter, what))
