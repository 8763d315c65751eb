"""Pengaduan: the office's register of complaints, what waits for an answer first to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain.complaints import STATES, State
from sertidesk.domain.formatting import short_date
from sertidesk.services import complaints, complaints_papers, officials
from sertidesk.services.complaints import Complaint
from sertidesk.services.preview import Order
from sertidesk.ui.complaints_panel import ComplaintPanel
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import FormField, complete, is_choosing, text_field
from sertidesk.ui.kit.list_screen import Chip, ListPart, state_chips
from sertidesk.ui.kit.parts import EmptyState, Page, button, column, label, named, row, tool
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.save_workbook import save_workbook

_TONES = {State.NEW: "bad", State.PURSUED: "warn", State.RESOLVED: "good"}


class ComplaintsPage(QWidget):
    """The page: its title, the buttons that write files, the register."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.page = Page(self.tr("Pengaduan"))
        self.register = ComplaintsRegister(desk)
        for made in self.register.page_buttons:
            self.page.action_row.addWidget(made)
        self.page.body.addWidget(self.register, 1)
        self.setLayout(column(self.page))

    def open(self, id: str = "", activity: str = "") -> None:
        """Show one complaint, or those of one activity (its code)."""
        self.register.reload(None)
        self.register.choose_chip(None)
        self.register.table.clear_filters()
        if activity:
            self.register.table.set_filter("activity", activity)
        if id:
            self.register.table.go_to(id)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew when complaints changed."""
        self.register.reload(kinds)


class ComplaintsRegister(ListPart[Complaint]):
    """The complaints at the left, the one chosen at the right."""

    shown_kinds = frozenset({"complaint", "activity", "participant", "person", "official"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, "complaints", self.tr("Pengaduan"), self.tr("Daftar pengaduan"), _columns(self),
            _chips(), frozen=1,
        )  # fmt: skip
        self.panel = ComplaintPanel(
            desk.store.today(),
            partial(complaints.participant_choices, desk.store),
            pursue=self.pursue,
            resolve=self.resolve,
            remove=self.remove,
        )
        self.line = ComplaintLine()
        self._build()
        # Connected signals
        self.line.add_requested.connect(self._on_add_requested)
        self.line.closed.connect(self._on_line_closed)
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.left.connect(self.go_to_list)
        self.table.row_activated.connect(lambda _key: self.panel.begin("answer"))
        self.table.selection_changed.connect(lambda: self.panel.show_complaints(self.selected()))
        self.add_keys({
            "Ins": self.begin, "T": self.pursue, "S": self.resolve, "Del": self.remove,
            "Ctrl+C": self.copy,
        })  # fmt: skip
        self.reload(None)

    @override
    def listing(self) -> Sequence[Complaint]:
        return complaints.listing(self.desk.store)

    @override
    def cells(self, one: Complaint) -> tuple[Any, ...]:
        return (
            one.id, one.label, str(one.state), one.received_on, one.name or self.tr("Tanpa nama"),
            " ".join(one.what.split()), one.days, one.channel, one.activity, one.participant,
            one.answered_by, one.answered_on,
        )  # fmt: skip

    @override
    def total(self) -> str:
        found = self.entries.values()
        days = [one.days for one in found if one.state is State.RESOLVED]
        words = self.tr("{count} pengaduan").format(count=len(self.entries))
        if days:
            mean = max(1, round(sum(days) / len(days))) if any(days) else 0
            words += self.tr(" · rata-rata {days} hari").format(days=mean)
        return words

    @override
    def show_counts(self) -> None:
        super().show_counts()
        store = self.desk.store
        ways = complaints.channels(store)
        names = [one.name for one in officials.listing(store)]
        self.line.offer(ways)
        self.panel.offer(ways, complaints.activity_choices(store), names)

    def begin(self) -> None:
        """Show the line to enter a complaint."""
        self.body.setCurrentWidget(self.list_part)
        self.line.begin()

    def pursue(self) -> None:
        """Note the selected as being looked into."""
        self._mark(complaints.pursue, self.tr("{count} pengaduan ditindaklanjuti."))

    def resolve(self) -> None:
        """Note the selected as resolved; who has no answer yet gets one first."""
        unanswered = next((one for one in self.selected() if not one.answer), None)
        if unanswered is not None:
            self.desk.say(
                self.tr("Tulis dahulu jawaban untuk pengaduan {label}.").format(
                    label=unanswered.label
                ),
                "warn",
            )
            self.table.go_to(unanswered.id)
            self.panel.begin("answer")
            return
        self._mark(complaints.resolve, self.tr("{count} pengaduan selesai."))

    def remove(self) -> None:
        """Take the selected out of the register."""
        self._mark(complaints.remove, self.tr("{count} pengaduan dihapus."))

    def save_workbook(self) -> None:
        """Write what is shown as Excel."""
        self._write()

    def print_register(self) -> None:
        """Write what is shown as a PDF."""
        title = self.tr("Daftar pengaduan")
        args = (self.source.found(),)
        self.desk.preview(Order(title, title, complaints_papers.print_some, args))

    def _write(self) -> None:
        title = self.tr("Daftar pengaduan")
        save_workbook(
            self.desk, title, title, complaints_papers.write_some, self.source.found(),
            doing=self.tr("Menulis daftar pengaduan"),
            told=self.tr("{count} pengaduan disimpan ke {file}."),
        )  # fmt: skip

    def _build(self) -> None:
        self.copy_button = tool(
            "complaints_copy", self.tr("Salin daftar (Ctrl+C)"), self.copy, icon="copy"
        )
        self.workbook_button = tool(
            "complaints_workbook", self.tr("Simpan yang ditampilkan ke Excel"), self.save_workbook,
            icon="file-spreadsheet",
        )  # fmt: skip
        self.print_button = button(
            "complaints_print", self.tr("Cetak…"), self.print_register, icon="printer",
            tip=self.tr("Cetak yang ditampilkan"),
        )  # fmt: skip
        self.add_button = button(
            "complaints_add", self.tr("Catat pengaduan"), self.begin, icon="plus", primary=True,
            shortcut="Ctrl+N", tip=self.tr("Ins juga"),
        )  # fmt: skip
        self.page_buttons = (self.print_button, self.add_button)
        empty = EmptyState(
            self.tr("Belum ada pengaduan"),
            self.tr(
                "“Catat pengaduan” menuliskan apa yang diadukan dan lewat mana: saluran dalam SOP, "
                "datang langsung, telepon, WhatsApp, atau surat. Jawaban dan lamanya dicatat di "
                "sini juga."
            ),
        )
        self.lay_out(
            self.panel, empty, buttons=(self.copy_button, self.workbook_button), above=self.line
        )
        self.line.hide()

    def _mark(self, use_case: Any, words: str) -> None:
        ids = [one.id for one in self.selected()]
        if not ids:
            self.desk.say(self.tr("Pilih dahulu pengaduan di daftar."), "warn")
            return
        for one in ids:
            self.hold(one)  # stays in sight, though a chip would hide it now
        self.tell(self.desk.do(use_case, ids), words.format(count=len(ids)))

    def _on_add_requested(self, values: dict[str, Any]) -> None:
        # While the list shows one activity alone, what is entered is about it.
        looked_for = self.table.filters().get("activity", "").strip().casefold()
        choices = complaints.activity_choices(self.desk.store) if looked_for else []
        meant = [key for key, words in choices if looked_for in words.casefold()]
        if len(meant) == 1:
            values["activity_id"] = meant[0]
        changes = self.desk.do(complaints.add, values)
        if changes is not None:
            self.choose_chip(None)
            self.table.go_to(changes.subject)
            self.tell(changes, self.tr("Pengaduan dicatat. Lengkapi bila perlu, lalu jawab."))
            self.line.clear()
            self._on_line_closed()

    def _on_line_closed(self) -> None:
        self.line.hide()
        self.body.setCurrentWidget(self.list_part if self.entries else self.empty)
        self.go_to_list()

    def _on_edit_requested(self, values: dict[str, Any]) -> None:
        ids = [one.id for one in self.selected()]
        if "participant" in values:
            values = {"participant_id": values["participant"]}
        if ids and self.desk.do(complaints.edit, ids, values) is None:
            self.panel.show_complaints(self.selected())


class ComplaintLine(QFrame):
    """One line to enter a complaint while somebody stands at the desk: Enter keeps it."""

    add_requested = Signal(dict)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "complaint_line", self.tr("Catat pengaduan"))
        self.setProperty("card", True)
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                text_field("new_what", self.tr("Apa yang diadukan")),
                text_field("new_channel", self.tr("Lewat")),
                text_field("new_name", self.tr("Pengadu"), self.tr("boleh kosong")),
                text_field("new_contact", self.tr("Kontak")),
            )
        }
        self.keep_button = button("complaint_keep", self.tr("Catat"), self.keep, icon="plus")
        self.close_button = tool(
            "complaint_close", self.tr("Tutup (Esc)"), self.closed.emit, icon="x"
        )
        layout = row(*self.fields.values())
        for place, share in enumerate((9, 4, 4, 4)):
            layout.setStretch(place, share)
        for field in self.fields.values():
            layout.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        acts = row(self.keep_button, self.close_button, spacing=SPACE)
        layout.addLayout(column(label(" ", "label"), acts, 1, spacing=2))
        layout.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        # Connected signals
        for field in self.fields.values():
            field.editor.returnPressed.connect(self._on_return_pressed)

    def offer(self, channels: Sequence[str]) -> None:
        """Offer these ways while one is typed."""
        complete(self.fields["new_channel"], channels)

    def begin(self) -> None:
        """Show the line with the cursor in it."""
        self.show()
        self.fields["new_what"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Be empty for the next one; the channel stays."""
        for key in ("new_what", "new_name", "new_contact"):
            self.fields[key].set_text("")

    def keep(self) -> None:
        """Ask for what is typed to be kept."""
        if not self.fields["new_what"].text():
            self.fields["new_what"].say(self.tr("Tulis apa yang diadukan."), "error")
            self.begin()
            return
        self.fields["new_what"].say("")
        self.add_requested.emit(
            {key.removeprefix("new_"): field.text() for key, field in self.fields.items()}
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_return_pressed(self) -> None:
        editor = self.focusWidget()
        if isinstance(editor, QLineEdit) and not is_choosing(editor):
            self.keep()


def _chips() -> list[Chip[Complaint]]:
    return state_chips(_TONES, STATES, lambda one: one.state)


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {str(state): (STATES[state], tone) for state, tone in _TONES.items()}
    return [
        TableColumn("label", parent.tr("Nomor"), 76),
        TableColumn("state", parent.tr("Status"), 126, badges=badges),
        TableColumn("received_on", parent.tr("Diterima"), 92, show=short_date),
        TableColumn("name", parent.tr("Pengadu"), 140),
        TableColumn("what", parent.tr("Isi pengaduan"), 300),
        TableColumn("days", parent.tr("Hari"), 56, align_right=True),
        TableColumn("channel", parent.tr("Lewat"), 120),
        TableColumn("activity", parent.tr("Kegiatan"), 180),
        TableColumn("participant", parent.tr("Peserta"), 140),
        TableColumn("answered_by", parent.tr("Dijawab oleh"), 130),
        TableColumn("answered_on", parent.tr("Dijawab"), 92, show=short_date),
    ]
