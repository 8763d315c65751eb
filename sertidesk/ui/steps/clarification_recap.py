"""The page that makes a recap: which fields leave the office, to whom, and the rounds so far."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from sertidesk.domain.clarification import DISCLOSABLE
from sertidesk.domain.clarification import label as field_label
from sertidesk.services.clarification import Plan, RoundLine
from sertidesk.ui.kit.parts import button, card, label, named, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.clarification_rounds import RoundList


class RecapPage(QWidget):
    """Asks what a recap discloses; the file is asked for by the screen."""

    save_requested = Signal(list, str)  # fields, recipient
    closed = Signal()
    number_requested = Signal()  # for the covering letter of the newest round

    def __init__(self) -> None:
        super().__init__()
        named(self, "clarification_recap", self.tr("Buat rekap untuk Disdukcapil"))
        self.title_label = label("", "heading", wrap=True)
        self.text_label = label("", "muted", wrap=True)
        self.boxes: dict[str, QCheckBox] = {}
        for key in DISCLOSABLE:
            box = QCheckBox(field_label(key))
            named(box, f"disclose_{key}", field_label(key))
            box.setChecked(True)
            self.boxes[key] = box
        self.boxes["nik"].setEnabled(False)
        self.boxes["nik"].setToolTip(self.tr("Tanpa NIK, jawaban tidak dapat dicocokkan."))
        self.recipient_edit: QLineEdit = named(
            QLineEdit(), "recap_recipient", self.tr("Dikirim kepada")
        )
        self.save_button = button(
            "recap_save", self.tr("Simpan rekap…"), self._on_save_clicked, icon="save", primary=True
        )
        self.cancel_button = button("recap_cancel", self.tr("Batal"), self.closed.emit)
        self.number_button = button(
            "recap_letter_number", self.tr("Ambil nomor surat"), self.number_requested.emit,
            icon="stamp", link=True,
            tip=self.tr("Catat surat pengantar putaran terakhir di buku surat"),
        )  # fmt: skip
        self.round_list = RoundList()
        self._build()

    def _build(self) -> None:
        form = card(
            self.title_label,
            self.text_label,
            label(self.tr("Isian yang dikirim (hanya yang diperlukan, UU 27/2022)"), "label"),
            self._boxes(),
            label(self.tr("Dikirim kepada"), "label"),
            self.recipient_edit,
            label(
                self.tr("Kolom HASIL dan KETERANGAN diisi Disdukcapil. Pengiriman dicatat."),
                "muted",
                wrap=True,
            ),
            1,
            row(1, self.cancel_button, self.save_button),
            name="recap_card",
        )
        heading = row(label(self.tr("Putaran sejauh ini"), "heading"), 1, self.number_button)
        side = card(heading, self.round_list, name="rounds")
        layout = row(form, side, spacing=3 * SPACE)
        layout.setStretch(0, 3)
        layout.setStretch(1, 2)
        self.setLayout(layout)

    def _boxes(self) -> QWidget:
        holder = QWidget()
        columns = QVBoxLayout(holder)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(SPACE)
        keys = list(self.boxes)
        for start in range(0, len(keys), 3):
            line = row(*(self.boxes[key] for key in keys[start : start + 3]), spacing=4 * SPACE)
            for place in range(3):
                line.setStretch(place, 1)
            columns.addLayout(line)
        return holder

    def show_plan(self, plan: Plan, recipient: str, rounds: list[RoundLine]) -> None:
        """Show what the recap will hold."""
        count = len(plan.participant_ids)
        if plan.is_new:
            self.title_label.setText(self.tr("Rekap putaran {n}").format(n=plan.round))
            text = self.tr("{count} peserta yang belum sesuai akan ditanyakan ke Disdukcapil.")
        else:
            self.title_label.setText(self.tr("Tulis ulang rekap putaran {n}").format(n=plan.round))
            text = self.tr("{count} peserta putaran ini masih menunggu jawaban.")
        self.text_label.setText(text.format(count=count))
        self.recipient_edit.setText(recipient)
        before = next((one for one in rounds if one.number == plan.round), None)
        if before is not None and before.fields:
            for key, box in self.boxes.items():
                box.setChecked(key in before.fields)
        self.round_list.show_rounds(rounds)

    def _on_save_clicked(self) -> None:
        fields = [key for key, box in self.boxes.items() if box.isChecked()]
        self.save_requested.emit(fields, self.recipient_edit.text().strip())
