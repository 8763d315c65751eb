"""Recruitment letters: to whom, which are sent and answered, and the announcement to paste."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain import recruitment as rules
from sertidesk.domain.formatting import short_date
from sertidesk.domain.recruitment import Kind, State, Way
from sertidesk.services import (
    letter_recruitment,
    procedure,
    recruitment,
    recruitment_papers,
    villages,
)
from sertidesk.services.recruitment import Letter
from sertidesk.ui.kit.list_screen import Chip, ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button, restyle, tool
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.print_menu import print_paper
from sertidesk.ui.save_workbook import save_workbook
from sertidesk.ui.steps.recruitment_add import AddBar
from sertidesk.ui.steps.recruitment_panel import LetterPanel
from sertidesk.ui.steps.recruitment_text import AnnouncementPage

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_TONES = {State.UNSENT: "plain", State.SENT: "accent", State.ANSWERED: "good"}
_URGENT = {"near": "warn", "late": "bad"}


class Screen(ListScreen[Letter]):
    """The recipients at the left, the letter of the one chosen at the right."""

    shown_kinds = frozenset({"recruitment", "activity", "activity_step", "holiday", "setting"})

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__(
            desk, activity, "recruitment", self.tr("Surat rekrutmen"),
            self.tr("Penerima surat rekrutmen"), _columns(self), _chips(),
        )  # fmt: skip
        self._step = step
        self._days_left: int | None = None  # of the step
        self.book = villages.book(desk.store, activity)
        self.panel = LetterPanel(desk.store.today())
        self.add_bar = AddBar(self.book)
        self.text_page = AnnouncementPage(desk, activity)
        self._build()
        # Connected signals
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.sent_requested.connect(self.mark_sent)
        self.panel.answered_requested.connect(self.mark_answered)
        self.panel.remove_requested.connect(self.remove)
        self.panel.left.connect(self.go_to_list)
        self.add_bar.add_requested.connect(self._on_add_requested)
        self.add_bar.district_requested.connect(self._on_district_requested)
        self.add_bar.closed.connect(self._on_add_closed)
        self.text_page.closed.connect(self.show_list)
        self.text_page.sent_requested.connect(self._on_text_sent)
        self.add_keys(
            {
                "Ins": self.add_bar.begin,
                "N": self.take_numbers,
                "K": self.mark_sent,
                "J": self.mark_answered,
                "Del": self.remove,
                "Ctrl+C": self.copy,
            }
        )
        self.reload(None)

    @override
    def listing(self) -> Sequence[Letter]:
        views = procedure.steps(self.desk.store, self.activity)
        own = (view.days_left for view in views if view.step.number == self._step.number)
        self._days_left = next(own, None)
        return recruitment.listing(self.desk.store, self.activity.id)

    @override
    def cells(self, one: Letter) -> tuple[Any, ...]:
        return _cells(one, self._days_left)

    @override
    def total(self) -> str:
        counted = recruitment.counts(list(self.entries.values()))
        words = self.tr("{all} penerima · {sent} terkirim").format(
            all=counted.recipients, sent=counted.sent
        )
        if counted.promised:
            words += self.tr(" · {count} calon").format(count=counted.promised)
        return words

    @override
    def show_counts(self) -> None:
        super().show_counts()
        unsent = any(one.state is State.UNSENT for one in self.entries.values())
        urgent = rules.urgency(State.UNSENT, self._days_left) if unsent else ""
        if urgent:
            restyle(self.chip_buttons[State.UNSENT], "chip", _URGENT[urgent])
        if not self.entries:
            self.add_bar.show()

    def take_numbers(self) -> None:
        """Give the selected letters that have none the next numbers of the register."""
        chosen = [letter.id for letter in self.selected()]
        if not chosen:
            self.desk.say(self.tr("Pilih dahulu penerima di daftar."), "warn")
            return
        changes = self.desk.do(letter_recruitment.take_numbers, self.activity.id, chosen)
        numbered = sum(bool(one.letter_number) for one in self.selected())
        self.tell(changes, self.tr("{count} surat bernomor.").format(count=numbered))

    def print_letters(self) -> None:
        """Print the letters to everyone on the list."""
        print_paper(self.desk, self.activity, "recruitment-letters")

    def mark_sent(self) -> None:
        """Note the selected letters as sent today."""
        self._mark(recruitment.mark_sent, self.tr("{count} surat ditandai terkirim hari ini."))

    def mark_answered(self) -> None:
        """Note the selected letters as answered today."""
        self._mark(recruitment.mark_answered, self.tr("{count} surat ditandai dijawab hari ini."))

    def remove(self) -> None:
        """Take the selected recipients off the list."""
        self._mark(recruitment.remove, self.tr("{count} penerima dihapus dari daftar."))

    def save_workbook(self) -> None:
        """Write the list as it is shown."""
        save_workbook(
            self.desk, self.tr("Simpan daftar surat"), f"Surat rekrutmen {self.activity.name}",
            recruitment_papers.write_workbook, self.activity,
            [self.entries[key] for key in self.source.found()],
            doing=self.tr("Menulis daftar surat"),
            told=self.tr("{count} penerima disimpan ke {file}."),
        )  # fmt: skip

    def open_texts(self) -> None:
        """Show the announcement for the selected recipients, or for all that are shown."""
        chosen = self.selected()
        if len(chosen) < 2:
            shown = [self.entries[key] for key in self.source.found()]
            chosen = chosen + [letter for letter in shown if letter not in chosen]
        self.text_page.open(chosen)
        self.stack.setCurrentWidget(self.text_page)

    def _build(self) -> None:
        self.copy_button = tool(
            "recruitment_copy", self.tr("Salin daftar (Ctrl+C)"), self.copy, icon="copy"
        )
        self.workbook_button = tool(
            "recruitment_workbook", self.tr("Simpan daftar ini ke Excel"), self.save_workbook,
            icon="file-spreadsheet",
        )  # fmt: skip
        self.number_button = tool(
            "recruitment_numbers", self.tr("Ambil nomor surat bagi yang terpilih (N)"),
            self.take_numbers, icon="stamp",
        )  # fmt: skip
        self.print_button = tool(
            "recruitment_print", self.tr("Cetak surat untuk semua penerima"),
            self.print_letters, icon="printer",
        )  # fmt: skip
        self.text_button = button(
            "recruitment_texts", self.tr("Teks WhatsApp…"), self.open_texts,
            icon="message-square-text",
        )  # fmt: skip
        self.add_button = button(
            "recruitment_add", self.tr("Tambah penerima"), self.add_bar.begin, icon="plus",
            shortcut="Ctrl+N", tip=self.tr("Ins juga"),
        )  # fmt: skip
        empty = EmptyState(
            self.tr("Belum ada penerima surat"),
            self.tr(
                "Tambahkan kelurahan/desa atau orang yang dikirimi surat rekrutmen di baris atas; "
                "seluruh kelurahan/desa sebuah kecamatan dapat ditambahkan sekaligus."
            ),
        )
        self.lay_out(
            self.panel, empty,
            buttons=(
                self.copy_button, self.workbook_button, self.number_button, self.print_button,
                self.text_button,
            ),
            always=[self.add_button], above=self.add_bar, pages=[self.text_page],
        )  # fmt: skip
        self.add_bar.hide()

    def _mark(self, use_case: Any, words: str) -> None:
        chosen = [letter.id for letter in self.selected()]
        if not chosen:
            self.desk.say(self.tr("Pilih dahulu penerima di daftar."), "warn")
            return
        self.tell(self.desk.do(use_case, chosen), words.format(count=len(chosen)))

    def _on_selection_changed(self) -> None:
        self.panel.show_letters(self.selected())

    def _on_edit_requested(self, values: dict[str, Any]) -> None:
        ids = [letter.id for letter in self.selected()]
        if ids and self.desk.do(recruitment.edit, ids, values) is None:
            self.panel.show_letters(self.selected())

    def _on_add_requested(self, kind: str, values: dict[str, Any]) -> None:
        changes = self.desk.do(recruitment.add, self.activity.id, Kind(kind), values)
        if changes is not None:
            self.add_bar.clear()
            self.table.go_to(changes.subject)
            words = self.tr("{name} ditambahkan.").format(name=values["name"])
            self.desk.say(words, "good", changes)

    def _on_district_requested(self, code: str, name: str) -> None:
        found = self.book.of_district(code)
        added = self.desk.do(recruitment.add_villages, self.activity, found, name)
        if added is not None:
            words = self.tr("{count} kelurahan/desa di {district} ditambahkan.").format(
                count=added.count, district=name
            )
            if added.present:
                words += self.tr(" {count} sudah ada.").format(count=added.present)
            self.desk.say(words, "good", added.changes)

    def _on_add_closed(self) -> None:
        self.add_bar.setVisible(not self.entries)
        self.go_to_list()

    def _on_text_sent(self, key: str) -> None:
        self.desk.do(recruitment.mark_sent, [key], Way.WHATSAPP)


def _chips() -> list[Chip[Letter]]:
    return state_chips(_TONES, rules.STATES, lambda one: one.state)


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {state: (rules.STATES[state], tone) for state, tone in _TONES.items()}
    urgent = {f"unsent_{how}": (rules.STATES[State.UNSENT], _URGENT[how]) for how in _URGENT}
    return [
        TableColumn("name", parent.tr("Penerima"), 196),
        TableColumn("state", parent.tr("Status"), 146, badges={**badges, **urgent}),
        TableColumn("district", parent.tr("Kecamatan"), 118),
        TableColumn("letter_number", parent.tr("Nomor surat"), 124),
        TableColumn("sent_on", parent.tr("Dikirim"), 92, show=short_date),
        TableColumn("way", parent.tr("Cara"), 84, show=lambda way: rules.WAYS.get(way, way)),
        TableColumn("received_by", parent.tr("Diterima oleh"), 130),
        TableColumn("answered_on", parent.tr("Dijawab"), 92, show=short_date),
        TableColumn("promised", parent.tr("Calon"), 62, align_right=True),
        TableColumn("letter_date", parent.tr("Tanggal surat"), 104, show=short_date),
        TableColumn("phone", parent.tr("Nomor HP"), 118, show=phones.local),
        TableColumn("note", parent.tr("Catatan"), 200),
    ]


def _cells(letter: Letter, left: int | None) -> tuple[Any, ...]:
    urgent = rules.urgency(letter.state, left)
    return (
        letter.id,
        letter.name,
        f"unsent_{urgent}" if urgent else letter.state,
        letter.district,
        letter.letter_number,
        letter.sent_on,
        letter.way,
        letter.received_by,
        letter.answered_on,
        letter.promised,
        letter.letter_date,
        letter.phone,
        letter.note,
    )
