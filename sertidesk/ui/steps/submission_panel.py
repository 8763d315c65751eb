"""How the recap is sent: to whom, by which layout or form, who stays behind, and what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sertidesk.domain.formatting import list_date
from sertidesk.domain.submission import Rules
from sertidesk.services.recaps import Recap
from sertidesk.services.submission import KIND_WORDS, SubmissionLine
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.theme import SPACE

WIDTH = 304


class SendPanel(QWidget):
    """The right side of the screen: what is chosen here shapes the next recap."""

    recap_changed = Signal(str)  # the layout's or form's name
    rules_changed = Signal()
    export_requested = Signal()
    supplement_requested = Signal()
    columns_requested = Signal()
    learn_requested = Signal()
    past_requested = Signal(str)  # the submission's key
    rewrite_requested = Signal(str)
    letter_requested = Signal()
    number_requested = Signal()  # for the covering letter

    def __init__(self) -> None:
        super().__init__()
        named(self, "send_panel", self.tr("Kirim ke LSP"))
        self.setFixedWidth(WIDTH)
        self.recipient_edit: QLineEdit = named(
            QLineEdit(), "submission_recipient", self.tr("Penerima")
        )
        self.recipient_edit.setPlaceholderText(self.tr("nama LSP"))
        self.recap_combo: QComboBox = named(
            QComboBox(), "submission_layout", self.tr("Bentuk rekap")
        )
        self.recap_combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.matched_check: QCheckBox = named(
            QCheckBox(self.tr("Hanya yang sesuai Disdukcapil")), "submission_only_matched"
        )
        self.complete_check: QCheckBox = named(
            QCheckBox(self.tr("Hanya yang berkasnya lengkap")), "submission_only_complete"
        )
        self.export_button = button(
            "submission_export", self.tr("Ekspor rekap…"), self.export_requested.emit,
            icon="send", primary=True, shortcut="Ctrl+E",
            tip=self.tr("Tulis semua peserta yang dapat dikirim dan catat pengirimannya"),
        )  # fmt: skip
        self.supplement_button = button(
            "submission_supplement", self.tr("Ekspor susulan…"), self.supplement_requested.emit,
            tip=self.tr("Hanya peserta baru dan yang datanya berubah sesudah dikirim"),
        )  # fmt: skip
        self.letter_button = button(
            "submission_letter", self.tr("Surat pengantar (PDF)…"), self.letter_requested.emit,
            icon="printer", link=True,
            tip=self.tr("Surat ke LSP dengan jumlah peserta pengiriman terakhir"),
        )  # fmt: skip
        self.number_button = button(
            "submission_letter_number", self.tr("Ambil nomornya"), self.number_requested.emit,
            icon="stamp", link=True,
            tip=self.tr("Catat surat pengantar pengiriman terakhir di buku surat"),
        )  # fmt: skip
        self.past_list: QListWidget = named(
            QListWidget(), "submission_past", self.tr("Pengiriman yang tercatat")
        )
        self.past_button = button(
            "submission_past_open", self.tr("Lihat isinya"), self._on_past_clicked, icon="users"
        )
        self.rewrite_button = button(
            "submission_rewrite", self.tr("Tulis lagi…"), self._on_rewrite_clicked,
            icon="download", tip=self.tr("Simpan lagi berkas yang sama dengan yang dikirim"),
        )  # fmt: skip
        self._build()
        # Connected signals
        self.recap_combo.activated.connect(self._on_recap_chosen)
        self.matched_check.toggled.connect(self.rules_changed)
        self.complete_check.toggled.connect(self.rules_changed)
        self.past_list.itemActivated.connect(self._on_past_clicked)
        self.past_list.itemSelectionChanged.connect(self._show_buttons)

    def recipient(self) -> str:
        """Return to whom the recap goes."""
        return self.recipient_edit.text().strip()

    def recap(self) -> str:
        """Return the name of the layout or form chosen."""
        return str(self.recap_combo.currentData() or "")

    def rules(self) -> Rules:
        """Return who stays behind."""
        return Rules(self.matched_check.isChecked(), self.complete_check.isChecked())

    def show_recaps(self, recaps: Sequence[Recap], chosen: str) -> None:
        """Offer layouts and forms; the one chosen stays so where it still exists."""
        self.recap_combo.clear()
        for recap in recaps:
            self.recap_combo.addItem(recap.title, recap.name)
            self.recap_combo.setItemData(
                self.recap_combo.count() - 1, recap.title, Qt.ItemDataRole.ToolTipRole
            )
        self.recap_combo.setCurrentIndex(max(self.recap_combo.findData(chosen), 0))

    def show_past(self, past: Sequence[SubmissionLine]) -> None:
        """List what was sent, the newest first."""
        current = self._past_key()
        self.past_list.clear()
        for line in past:
            day = list_date(datetime.fromisoformat(line.at).date())
            words = self.tr("{number}. {kind} · {day} · {count} peserta").format(
                number=line.number, kind=KIND_WORDS[line.kind], day=day, count=line.persons
            )
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, line.id)
            item.setToolTip(f"{line.recipient}\n{line.file_name}")
            self.past_list.addItem(item)
            if line.id == current:
                self.past_list.setCurrentItem(item)
        if past and self.past_list.currentItem() is None:
            self.past_list.setCurrentRow(0)
        self.past_label.setText(
            self.tr("Pengiriman yang tercatat") if past else self.tr("Belum ada pengiriman")
        )
        self.past_list.setVisible(bool(past))
        self.number_button.setEnabled(bool(past))
        self._show_buttons()

    def _build(self) -> None:
        self.past_label = label("", "label")
        choose = row(
            button("submission_columns", self.tr("Lihat kolom"), self.columns_requested.emit,
                   link=True),
            button("submission_learn", self.tr("Formulir LSP…"), self.learn_requested.emit,
                   link=True, tip=self.tr("Kenalkan formulir Excel milik LSP")),
            1,
        )  # fmt: skip
        actions = row(self.export_button, self.supplement_button)
        body = column(
            column(label(self.tr("Penerima"), "label"), self.recipient_edit, spacing=2),
            column(label(self.tr("Bentuk rekap"), "label"), self.recap_combo, choose, spacing=2),
            column(self.matched_check, self.complete_check, spacing=SPACE),
            column(actions, row(self.letter_button, self.number_button, 1), spacing=SPACE),
            self.past_label,
            self.past_list,
            row(self.past_button, self.rewrite_button, 1),
            spacing=2 * SPACE,
        )
        body.setStretch(body.indexOf(self.past_list), 1)
        body.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(body)

    def _past_key(self) -> str:
        item = self.past_list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _show_buttons(self) -> None:
        for one in (self.past_button, self.rewrite_button):
            one.setVisible(self.past_list.count() > 0)
            one.setEnabled(bool(self._past_key()))

    def _on_recap_chosen(self, _place: int) -> None:
        self.recap_changed.emit(self.recap())

    def _on_past_clicked(self, *_: object) -> None:
        if self._past_key():
            self.past_requested.emit(self._past_key())

    def _on_rewrite_clicked(self) -> None:
        if self._past_key():
            self.rewrite_requested.emit(self._past_key())
