"""Handing certificates over: by key or scan, proxies, copies, who has not come, the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.formatting import short_date
from sertidesk.domain.handover import STATES, State
from sertidesk.domain.handover_scan import Outcome
from sertidesk.services import handover, settings
from sertidesk.services.handover import Entry
from sertidesk.ui.kit.list_screen import Chip, ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.print_menu import print_paper
from sertidesk.ui.steps.attendance_scan import ScanBar
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
_ANSWERS = {
    Outcome.SEVERAL: "Lebih dari satu peserta cocok. Pilih di daftar.",
    Outcome.NO_CERTIFICATE: "Orang ini tidak punya sertifikat di daftar kegiatan ini.",
    Outcome.OTHER_ACTIVITY: "Kartu dari kegiatan lain ({activity}).",
    Outcome.UNKNOWN: "Tidak dikenal. Pindai lagi, atau ketik NIK atau nomor sertifikat.",
}
_KEYS = "SA"  # what the rows themselves understand; no card, NIK, number or link begins so
_SHIFT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class Screen(ListScreen[Entry]):
    """The certificates at the left, the handover of those chosen at the right."""

    shown_kinds = frozenset({
        "certificate", "handover", "certificate_copy", "participant", "person", "activity",
    })  # fmt: skip

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__(
            desk, activity, "handover", self.tr("Serah terima"),
            self.tr("Serah terima sertifikat"), _columns(self), _chips(self),
        )  # fmt: skip
        self.panel = HandoverPanel(desk, activity.id)
        self.at_once_button = button(
            "handover_at_once", self.tr("Langsung serahkan"), self._on_mode_clicked,
            tip=self.tr("Pindaian langsung mencatat serah terima; bila mati, hanya menampilkan"),
        )  # fmt: skip
        self.scan_bar = ScanBar(sound=bool(settings.get(desk.store, "scan_sound")))
        self.text_page = WaitingPage(desk, activity)
        self._build()
        # Connected signals
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.panel.hand_requested.connect(self._on_hand_requested)
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.back_requested.connect(self.take_back)
        self.panel.copy_requested.connect(self.file_copies)
        self.panel.left.connect(self.go_to_list)
        self.scan_bar.action_requested.connect(self._on_scan_confirmed)
        self.scan_bar.scanned.connect(self.scan)
        self.scan_bar.sound_changed.connect(self._on_sound_changed)
        self.text_page.closed.connect(self.show_list)
        self.add_keys(
            {
                "S": self.panel.hand,
                "A": self.panel.copy_button.click,
                "Del": self.take_back,
            }
        )
        scan = QShortcut(QKeySequence("F2"), self.table, self.scan_bar.begin)
        scan.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.installEventFilter(self)
        self.reload(None)

    @override
    def listing(self) -> Sequence[Entry]:
        return handover.listing(self.desk.store, self.activity)

    @override
    def cells(self, one: Entry) -> tuple[Any, ...]:
        return (
            one.certificate_id, one.name, str(one.state), one.number, one.village,
            one.received_on, one.proxy, one.handed_by, one.phone or None, one.occupation,
            one.level, one.nik, one.note, one.copied_on,
        )  # fmt: skip

    @override
    def subject(self, one: Entry) -> str:
        return one.participant_id

    @override
    def total(self) -> str:
        done = sum(one.state in (State.HANDED, State.PROXY) for one in self.entries.values())
        words = self.tr("{done} dari {all} diserahkan")
        return words.format(done=done, all=len(self.entries))

    @override
    def reload(self, kinds: frozenset[str] | None = None) -> None:
        super().reload(kinds)
        self.panel.evidence.reload(kinds)

    @override
    def show_counts(self) -> None:
        super().show_counts()
        self.scan_bar.setVisible(bool(self.entries))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead a scanner that types into the rows to the line where scans belong."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            text = event.text()
            held = event.modifiers() & ~_SHIFT
            begins = len(text) == 1 and text.isalnum() and text.upper() not in _KEYS
            if watched is self.table and begins and not held:
                self.scan_bar.begin(text)
                return True
        return super().eventFilter(watched, event)

    def scan(self, text: str) -> None:
        """Show whose certificate a scan asks for, and hand it over where that is wanted."""
        found = handover.find(text, self.activity, list(self.entries.values()))
        one = self.entries.get(found.key)
        if one is None:
            told = _ANSWERS[found.outcome].format(activity=found.activity)
            self.scan_bar.show_answer(told, "bad")
            return
        if found.key not in self.source.found():
            self.table.clear_filters()
            self.subjects = frozenset()
            self.choose_chip(None)
        self.table.go_to(found.key)
        if one.state is State.ABSENT:
            words = self.tr("{name}: nomor sertifikat belum diisi di layar Sertifikat.")
            self.scan_bar.show_answer(words.format(name=one.name), "bad")
        elif one.received_on is not None:
            words = self.tr("{name}: sudah diserahkan {day}.")
            told = words.format(name=one.name, day=short_date(one.received_on))
            if one.proxy:
                told = self.tr("{told} Diambil {proxy}.").format(told=told, proxy=one.proxy)
            self.scan_bar.show_answer(told, "accent")
        elif self.at_once_button.isChecked():
            self._on_scan_confirmed()
        else:
            words = self.tr("{name}: belum diambil.").format(name=one.name)
            self.scan_bar.show_answer(words, "good", self.tr("Serahkan"))

    def file_copies(self, filed: bool) -> None:
        """Note that the office filed its copy of the selected certificates, or that it did not."""
        keys = [one.certificate_id for one in self.selected()]
        words = self.tr("Salinan {count} sertifikat diarsipkan.")
        if not filed:
            words = self.tr("Catatan salinan {count} sertifikat dihapus.")
        changes = self.desk.do(handover.file_copies, self.activity, keys, filed=filed)
        self.tell(changes, words.format(count=len(keys)))

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
        print_paper(self.desk, self.activity, "certificate-receipts")

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
        buttons = (self.at_once_button, self.text_button, self.print_button)
        self.at_once_button.setCheckable(True)
        self.scan_bar.edit.setPlaceholderText(self.tr("Pindai kartu atau sertifikat, atau ketik"))
        self.scan_bar.edit.setAccessibleName(self.tr("Pindai kartu, sertifikat, atau ketik NIK"))
        self.lay_out(
            self.panel, empty, buttons=buttons, above=self.scan_bar, pages=[self.text_page]
        )

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

    def _on_scan_confirmed(self) -> None:
        """Hand over to the one scanned, in person, and wait for the next scan."""
        waiting = [one for one in self.selected() if one.state is State.WAITING]
        if len(waiting) == 1:
            (one,) = waiting
            changes = self.desk.do(handover.hand_over, self.activity, [one.certificate_id])
            if changes is not None:
                words = self.tr("{name}: diserahkan, nomor {number}.")
                told = words.format(name=one.name, number=one.number)
                self.scan_bar.show_answer(told, "good")
                self.desk.say(told, "good", changes)
        self.scan_bar.begin()

    def _on_mode_clicked(self) -> None:
        self.scan_bar.begin()

    def _on_sound_changed(self, on: bool) -> None:
        self.desk.do(settings.put, {"scan_sound": on})

    def _on_edit_requested(self, values: dict[str, Any]) -> None:
        keys = [one.certificate_id for one in self.selected()]
        if keys and self.desk.do(handover.edit, self.activity, keys, values) is None:
            self.panel.show_entries(self.selected())


def _chips(parent: QWidget) -> list[Chip[Entry]]:
    # Of the state before its number is known there is nothing to say once all have one.
    states: list[Chip[Entry]] = state_chips(
        _TONES, STATES, lambda one: one.state, maybe=[State.ABSENT]
    )
    words = parent.tr("Tanpa salinan")
    return [*states, Chip("uncopied", words, "warn", lambda one: one.lacks_copy, always=False)]


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
        TableColumn("copied_on", parent.tr("Salinan"), 92, show=short_date),
    ]
