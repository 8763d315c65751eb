"""One fee beside the list, and the line that notes fees: for everyone, or for the activity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit
from typing_extensions import override

from sertidesk.domain.fees import PAYEES, PAYERS, State, read_amount
from sertidesk.domain.formatting import number
from sertidesk.services.fees import TOPIC, Fee
from sertidesk.ui.evidence_list import EvidenceList
from sertidesk.ui.kit.entry_panel import EntryPanel
from sertidesk.ui.kit.form import DateField, FormField, choice_field, text_field
from sertidesk.ui.kit.parts import button, column, label, named, row, tool
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk

_WIDTH = 316
_FILES_HEIGHT = 64
EVERYONE, ACTIVITY = "everyone", "activity"


class FeePanel(EntryPanel):
    """Saves each field as soon as it is left."""

    def __init__(
        self, desk: Desk, activity_id: str, pay: Callable[[], None], remove: Callable[[], None]
    ) -> None:
        super().__init__("fee_panel", self.tr("Biaya yang dipilih"), _WIDTH)
        self._activity_id = activity_id
        self.pay_button = button(
            "fee_pay", "", pay, icon="check", tip=self.tr("Untuk semua yang dipilih (L)")
        )
        self.remove_button = tool(
            "fee_remove", self.tr("Hapus biaya yang dipilih (Del)"), remove, icon="trash-2"
        )
        self.files = EvidenceList(desk, "fee_files", self.tr("Bukti pembayaran"))
        self.files.list.setMaximumHeight(_FILES_HEIGHT)
        self.lay_out(
            (
                text_field("what", self.tr("Biaya")),
                text_field("amount", self.tr("Jumlah (Rp)")),
                choice_field(
                    "payer", self.tr("Pembayar"), [(str(k), w) for k, w in PAYERS.items()]
                ),
                choice_field(
                    "payee", self.tr("Penerima"), [(str(k), w) for k, w in PAYEES.items()]
                ),
                DateField("paid_on", self.tr("Dibayar pada"), desk.store.today()),
                text_field("proof_number", self.tr("Nomor bukti")),
                text_field("note", self.tr("Catatan")),
            ),
            (("what",), ("amount", "paid_on"), ("payer", "payee"), ("proof_number", "note")),
            acts=row(self.pay_button, 1, self.remove_button),
            below=(self.files,),
        )

    def show_fees(self, fees: Sequence[Fee]) -> None:
        """Show one fee, or what several have in common."""
        one = fees[0] if len(fees) == 1 else None
        words = self.tr("Pilih biaya di daftar")
        if one is not None:
            words = one.name or self.tr("Seluruh kegiatan")
        elif fees:
            words = self.tr("{count} biaya dipilih").format(count=len(fees))
        about = ""
        if any(fee.state is State.CHECK for fee in fees):
            about = self.tr("Layanan dinas ini tidak dipungut biaya. Periksa catatan ini.")
        self.show_entries(fees, words, about)
        paid = bool(fees) and all(fee.paid_on is not None for fee in fees)
        words = self.tr("Belum dibayar") if paid else self.tr("Lunas hari ini")
        self.pay_button.setText(words)
        self.pay_button.setAccessibleName(words)
        for act in (self.pay_button, self.remove_button):
            act.setEnabled(bool(fees))
        if one is not None:
            self.files.show_owner(self._activity_id, TOPIC, one.id)
        else:
            self.files.show_nothing()

    @override
    def shown(self, key: str, value: Any) -> str:
        return number(value) if key == "amount" else str(value)

    @override
    def read(self, key: str, text: str) -> Any:
        if key != "amount":
            return text or None
        amount = read_amount(text)
        if amount is None:
            raise ValueError(self.tr("Isi rupiah, misalnya 350.000."))
        return amount


class FeeBar(QFrame):
    """Enter notes what is typed; Esc closes. Payer and amount stay for the next time."""

    add_requested = Signal(str, dict)  # for whom, values
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "fee_bar", self.tr("Catat biaya"))
        self.setProperty("card", True)
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                choice_field("fee_scope", self.tr("Untuk"), [(EVERYONE, ""), (ACTIVITY, "")]),
                text_field("fee_what", self.tr("Biaya")),
                text_field("fee_amount", self.tr("Jumlah (Rp)")),
                choice_field(
                    "fee_payer", self.tr("Pembayar"), [(str(k), w) for k, w in PAYERS.items()]
                ),
                choice_field(
                    "fee_payee", self.tr("Penerima"), [(str(k), w) for k, w in PAYEES.items()]
                ),
            )
        }
        self.fields["fee_what"].set_text(self.tr("Biaya sertifikasi"))
        self.fields["fee_payee"].set_text("lsp")
        self.add_button = button("fee_add", self.tr("Catat"), self.add, icon="plus")
        self.close_button = tool("fee_close", self.tr("Tutup (Esc)"), self.closed.emit, icon="x")
        layout = row(*self.fields.values())
        for place, share in enumerate((5, 4, 3, 4, 3)):
            layout.setStretch(place, share)
        for field in self.fields.values():
            layout.setAlignment(field, Qt.AlignmentFlag.AlignTop)
            if isinstance(field.editor, QComboBox):
                field.editor.setMinimumContentsLength(5)
                field.editor.setSizeAdjustPolicy(
                    QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
                )
        acts = row(self.add_button, self.close_button, spacing=SPACE)
        layout.addLayout(column(label(" ", "label"), acts, 1, spacing=2))
        layout.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        # Connected signals
        for field in self.fields.values():
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self.add)
        self.fields["fee_payee"].edited.connect(self._on_payee_edited)
        self.warns_of_office = False

    def begin(self, waiting: int) -> None:
        """Show the line; ``waiting`` participants have no fee yet."""
        scope = self.fields["fee_scope"].editor
        words = self.tr("Setiap peserta tanpa biaya ({count})").format(count=waiting)
        scope.setItemText(0, words)
        scope.setItemText(1, self.tr("Seluruh kegiatan"))
        if scope.currentIndex() < 0 or not waiting:
            scope.setCurrentIndex(0 if waiting else 1)
        self.show()
        self.fields["fee_amount"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.fields["fee_amount"].editor.selectAll()

    def add(self) -> None:
        """Ask for the fees; the first field that is wrong gets the cursor."""
        amount = read_amount(self.fields["fee_amount"].text())
        if amount is None:
            self._wrong("fee_amount", self.tr("Isi rupiah, misalnya 350.000."))
            return
        self.fields["fee_amount"].say("")
        if not self.fields["fee_payer"].text():
            self._wrong("fee_payer", self.tr("Pilih pembayarnya."))
            return
        self.fields["fee_payer"].say("")
        values = {
            "what": self.fields["fee_what"].text(),
            "amount": amount,
            "payer": self.fields["fee_payer"].text(),
            "payee": self.fields["fee_payee"].text(),
        }
        self.add_requested.emit(self.fields["fee_scope"].text(), values)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif enter and isinstance(self.focusWidget(), QComboBox):
            self.add()  # a field of text tells of Enter by itself
        else:
            super().keyPressEvent(event)

    def _wrong(self, key: str, words: str) -> None:
        self.fields[key].say(words, "error")
        self.fields[key].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_payee_edited(self, _key: str) -> None:
        field = self.fields["fee_payee"]
        warned = self.warns_of_office and field.text() == "office"
        field.say(self.tr("Layanan dinas tidak dipungut biaya.") if warned else "", "warning")
