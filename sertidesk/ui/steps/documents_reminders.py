"""A page of reminders: per village who lacks what, as text to paste and as a workbook."""

from __future__ import annotations

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
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from sertidesk.export.files import safe_file_name
from sertidesk.services import reminders
from sertidesk.services.activity import Activity
from sertidesk.services.reminders import VillageReminder
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import EmptyState, button, column, label, named, row
from sertidesk.ui.kit.prompts import WORKBOOK
from sertidesk.ui.kit.theme import ROW_HEIGHT

_DAYS_AHEAD = 7


class RemindersPage(QWidget):
    """The villages at the left, the text of the one chosen at the right."""

    closed = Signal()

    def __init__(self, desk: Desk, activity: Activity) -> None:
        super().__init__()
        named(self, "reminders_page", self.tr("Pengingat kekurangan berkas"))
        self._desk, self._activity = desk, activity
        self._listing: list[VillageReminder] = desk.do(reminders.listing, activity) or []
        self._build()
        # Connected signals
        self.village_list.currentRowChanged.connect(self._show_text)
        self.deadline_check.toggled.connect(self._show_text)
        self.deadline_edit.dateChanged.connect(self._show_text)
        self.contact_edit.textChanged.connect(self._show_text)
        self.village_list.setCurrentRow(0 if self._listing else -1)
        self._show_text()

    def deadline(self) -> date | None:
        """Return the day until which papers are to be brought, if one is told."""
        if not self.deadline_check.isChecked():
            return None
        chosen = self.deadline_edit.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def copy_text(self) -> None:
        """Put the text into the clipboard."""
        QGuiApplication.clipboard().setText(self.text_edit.toPlainText())
        chosen = self._chosen()
        if chosen is not None:
            self._desk.say(
                self.tr("Teks untuk {village} disalin. Tempelkan di WhatsApp.").format(
                    village=chosen.village
                )
            )

    def save_workbook(self) -> None:
        """Write the workbook of all villages where the user wants it."""
        name = safe_file_name(f"Pengingat berkas {self._activity.name}")
        target = self._desk.prompts.save_file(
            self.tr("Simpan daftar pengingat"), f"{name}.xlsx", WORKBOOK
        )
        if target is None:
            return

        def told(_written: object) -> None:
            self._desk.say(self.tr("Daftar pengingat disimpan: {name}").format(name=target.name))

        self._desk.run(
            self.tr("Menulis daftar pengingat"),
            reminders.write_workbook,
            self._activity,
            target,
            done=told,
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        back = button("reminders_back", self.tr("Kembali"), self.closed.emit, icon="arrow-left")
        people = sum(len(reminder.people) for reminder in self._listing)
        heading = label(self.tr("Pengingat kekurangan berkas"), "heading")
        words = self.tr("{people} peserta di {villages} desa/kelurahan")
        about = label(words.format(people=people, villages=len(self._listing)), "muted")
        self.save_button = button(
            "reminders_save", self.tr("Simpan Excel…"), self.save_workbook, icon="file-spreadsheet"
        )
        self.copy_button = button(
            "reminders_copy", self.tr("Salin teks"), self.copy_text, icon="copy", primary=True
        )
        self.village_list: QListWidget = named(
            QListWidget(), "reminders_villages", self.tr("Desa/kelurahan")
        )
        self.village_list.setFixedWidth(250)
        for reminder in self._listing:
            item = QListWidgetItem(f"{reminder.village} ({len(reminder.people)})")
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            self.village_list.addItem(item)
        self.text_edit: QPlainTextEdit = named(
            QPlainTextEdit(), "reminders_text", self.tr("Teks pengingat")
        )
        self.deadline_check: QCheckBox = named(
            QCheckBox(self.tr("Paling lambat")), "reminders_deadline_on", self.tr("Pakai tenggat")
        )
        self.deadline_check.setChecked(True)
        self.deadline_edit: QDateEdit = named(
            QDateEdit(), "reminders_deadline", self.tr("Tenggat penyerahan berkas")
        )
        self.deadline_edit.setCalendarPopup(True)
        self.deadline_edit.setDisplayFormat("dd-MM-yyyy")
        ahead = reminders.deadline(self._desk.store, self._activity)
        ahead = ahead or self._desk.store.today() + timedelta(days=_DAYS_AHEAD)
        self.deadline_edit.setDate(QDate(ahead.year, ahead.month, ahead.day))
        self.contact_edit: QLineEdit = named(
            QLineEdit(), "reminders_contact", self.tr("Kontak untuk pertanyaan")
        )
        self.contact_edit.setPlaceholderText(self.tr("Kontak: nama dan nomor HP"))
        self.contact_edit.setText(reminders.terms(self._desk.store, self._activity).contact)
        terms = row(
            self.deadline_check, self.deadline_edit, label(self.tr("Kontak"), "label"),
            self.contact_edit, self.copy_button,
        )  # fmt: skip
        terms.setStretch(3, 1)
        right = QWidget()
        text = column(terms, self.text_edit)
        text.setStretch(1, 1)
        right.setLayout(text)
        body = QWidget()
        both = row(self.village_list, right)
        both.setStretch(1, 1)
        body.setLayout(both)
        nothing = EmptyState(
            self.tr("Tidak ada yang kurang"),
            self.tr("Semua peserta sudah menyerahkan berkas wajib, dan tidak ada yang perlu "
                    "diperbaiki."),
        )  # fmt: skip
        stack = QStackedWidget()
        stack.addWidget(body)
        stack.addWidget(nothing)
        stack.setCurrentWidget(body if self._listing else nothing)
        self.save_button.setEnabled(bool(self._listing))
        layout = column(row(back, heading, about, 1, self.save_button), stack)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.village_list)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _chosen(self) -> VillageReminder | None:
        place = self.village_list.currentRow()
        return self._listing[place] if 0 <= place < len(self._listing) else None

    def _show_text(self, *_: object) -> None:
        self.deadline_edit.setEnabled(self.deadline_check.isChecked())
        chosen = self._chosen()
        self.copy_button.setEnabled(chosen is not None)
        if chosen is None:
            self.text_edit.clear()
            return
        what = reminders.terms(
            self._desk.store, self._activity, self.deadline(), self.contact_edit.text()
        )
        self.text_edit.setPlainText(reminders.text_for(chosen, what))
