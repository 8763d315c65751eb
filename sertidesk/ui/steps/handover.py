"""Handing certificates over: one key for several, proxies, who has not come, the receipt list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.formatting import short_date
from sertidesk.domain.handover import STATES, State
from sertidesk.export.files import safe_file_name
from sertidesk.export.pdf.page import Printed
from sertidesk.services import handover, printing
from sertidesk.services.handover import Entry
from sertidesk.ui.kit.list_screen import Chip, ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.steps.handover_panel import HandoverPanel
from sertidesk.ui.steps.handover_text import WaitingPage

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_TONES = {
    State.ABSENT: "plain",
    State.WAITING: "warn",
    State.HANDED: "good",
    State.PROXY: "accent",
}
_PDF = "Dokumen PDF (*.pdf)"


class Screen(ListScreen[Entry]):
    """The certificates at the left, the handover of those chosen at the right."""

    shown_kinds = frozenset({"certificate", "handover", "participant", "person", "activity"})

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__(
            desk, activity, "handover", self.tr("Serah terima"),
            self.tr("Serah terima sertifikat"), _columns(self), _chips(),
        )  # fmt: skip
        self.panel = HandoverPanel(desk.store.today(), desk.store.actor)
        self.text_page = WaitingPage(desk, activity)
        self._build()
        # Connected signals
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.panel.hand_requested.connect(self._on_hand_requested)
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.back_requested.connect(self.take_back)
        self.panel.left.connect(self.go_to_list)
        self.text_page.closed.connect(self.show_list)
        self.add_keys({"S": self.panel.hand, "Del": self.take_back})
        self.reload(None)

    @override
    def listing(self) -> Sequence[Entry]:
        return handover.listing(self.desk.store, self.activity)

    @override
    def cells(self, one: Entry) -> tuple[Any, ...]:
        return (
            one.certificate_id, one.name, str(one.state), one.number, one.village,
            one.received_on, one.proxy, one.handed_by, one.phone or None, one.occupation,
            one.level, one.nik, one.note,
        )  # fmt: skip

    @override
    def subject(self, one: Entry) -> str:
        return one.participant_id

    @override
    def total(self) -> str:
        done = sum(one.state in (State.HANDED, State.PROXY) for one in self.entries.values())
        words = self.tr("{done} dari {all} diserahkan")
        return words.format(done=done, all=len(self.entries))

    def take_back(self) -> None:
        """Note that the selected were not handed over after all."""
        keys = [one.certificate_id for one in self.selected() if one.received_on is not None]
        if not keys:
            return
        changes = self.desk.do(handover.take_back, self.activity, keys)
        words = self.tr("Serah terima {count} sertifikat dibatalkan.")
        self.tell(changes, words.format(count=len(keys)))

    def open_texts(self) -> None:
        """Show the reminders per village."""
        self.stack.setCurrentWidget(self.text_page)
        self.text_page.open()

    def print_receipts(self) -> None:
        """Write the list on which everyone signs as a PDF."""
        name = safe_file_name(f"Tanda terima sertifikat {self.activity.name}") + ".pdf"
        path = self.desk.prompts.save_file(self.tr("Daftar tanda terima sertifikat"), name, _PDF)
        if path is not None:
            self.desk.run(
                self.tr("Menulis daftar tanda terima"),
                printing.write,
                self.activity,
                "certificate-receipts",
                path,
                done=self._on_printed,
            )

    def _build(self) -> None:
        self.text_button = button(
            "handover_texts", self.tr("Teks pengingat…"), self.open_texts,
            icon="message-square-text",
        )  # fmt: skip
        self.print_button = button(
            "handover_print", self.tr("Cetak tanda terima…"), self.print_receipts, icon="printer"
        )
        empty = EmptyState(
            self.tr("Belum ada sertifikat"),
            self.tr(
                "Catat atau impor sertifikat di layar Sertifikat. Setelah bernomor, serah "
                "terimanya dicatat di sini."
            ),
        )
        buttons = (self.text_button, self.print_button)
        self.lay_out(self.panel, empty, buttons=buttons, pages=[self.text_page])

    def _on_selection_changed(self) -> None:
        self.panel.show_entries(self.selected())

    def _on_hand_requested(self, values: dict[str, Any]) -> None:
        waiting = [one for one in self.selected() if one.received_on is None]
        keys = [one.certificate_id for one in waiting]
        if not keys:
            self.desk.say(self.tr("Pilih dahulu sertifikat yang belum diambil."), "warn")
            return
        changes = self.desk.do(handover.hand_over, self.activity, keys, values)
        if changes is not None:
            words = self.tr("{count} sertifikat diserahkan.").format(count=len(keys))
            self.desk.say(words, "good", changes)
            self.go_to_list()

    def _on_edit_requested(self, values: dict[str, Any]) -> None:
        keys = [one.certificate_id for one in self.selected()]
        if keys and self.desk.do(handover.edit, self.activity, keys, values) is None:
            self.panel.show_entries(self.selected())

    def _on_printed(self, printed: Printed) -> None:
        words = self.tr("{file} siap dicetak, {pages} halaman.")
        self.desk.say(words.format(file=printed.path.name, pages=printed.pages))


def _chips() -> list[Chip[Entry]]:
    # Of the state before its number is known there is nothing to say once all have one.
    return state_chips(_TONES, STATES, lambda one: one.state, maybe=[State.ABSENT])


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {str(state): (STATES[state], tone) for state, tone in _TONES.items()}
    return [
        TableColumn("name", parent.tr("Nama"), 190),
        TableColumn("state", parent.tr("Status"), 112, badges=badges),
        TableColumn("number", parent.tr("Nomor sertifikat"), 206),
        TableColumn("village", parent.tr("Desa/kelurahan"), 120),
        TableColumn("received_on", parent.tr("Diterima"), 92, show=short_date),
        TableColumn("proxy", parent.tr("Diwakilkan kepada"), 150),
        TableColumn("handed_by", parent.tr("Diserahkan oleh"), 130),
        TableColumn("phone", parent.tr("Nomor HP"), 118, show=phones.local),
        TableColumn("occupation", parent.tr("Jabatan kerja"), 170),
        TableColumn("level", parent.tr("Jenjang"), 66, align_right=True),
        TableColumn("nik", parent.tr("NIK"), 140),
        TableColumn("note", parent.tr("Catatan"), 160),
    ]
