"""Recruitment letters: to whom, which are sent and answered, and the announcement to paste."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sertidesk.domain import phones
from sertidesk.domain import recruitment as rules
from sertidesk.domain.formatting import short_date
from sertidesk.domain.recruitment import Kind, State, Way
from sertidesk.export.files import safe_file_name
from sertidesk.export.workbook import Written
from sertidesk.services import procedure, recruitment, recruitment_papers, villages
from sertidesk.services.recruitment import Letter
from sertidesk.ui.kit.clipboard import put_rows
from sertidesk.ui.kit.parts import EmptyState, badge, button, column, named, restyle, row, set_badge
from sertidesk.ui.kit.prompts import WORKBOOK
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.recruitment_add import AddBar
from sertidesk.ui.steps.recruitment_panel import LetterPanel
from sertidesk.ui.steps.recruitment_text import AnnouncementPage

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_SHOWN = frozenset({"recruitment", "activity", "activity_step", "holiday", "setting"})
_TONES = {State.UNSENT: "plain", State.SENT: "accent", State.ANSWERED: "good"}
_URGENT = {"near": "warn", "late": "bad"}


class Screen(QWidget):
    """The recipients at the left, the letter of the one chosen at the right."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "recruitment_screen", self.tr("Surat rekrutmen"))
        self.desk, self.activity, self._step = desk, activity, step
        self.book = villages.book(desk.store, activity)
        self.letters: dict[str, Letter] = {}
        self.state: State | None = None  # only these, when a chip is down
        columns = _columns(self)
        self.source = RowList(columns)
        self.source.keep = self._is_kept
        self.table = Table(
            "recruitment_table", self.tr("Penerima surat rekrutmen"), self.source, columns, frozen=1
        )
        self.panel = LetterPanel(desk.store.today())
        self.add_bar = AddBar(self.book)
        self.text_page = AnnouncementPage(desk, activity)
        self.state_buttons: dict[State, QPushButton] = {}
        self._build()
        # Connected signals
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.sent_requested.connect(self.mark_sent)
        self.panel.answered_requested.connect(self.mark_answered)
        self.panel.remove_requested.connect(self.remove)
        self.panel.left.connect(self._go_to_list)
        self.add_bar.add_requested.connect(self._on_add_requested)
        self.add_bar.district_requested.connect(self._on_district_requested)
        self.add_bar.closed.connect(self._on_add_closed)
        self.text_page.closed.connect(self.show_list)
        self.text_page.sent_requested.connect(self._on_text_sent)
        for keys, act in (
            ("Ins", self.add_bar.begin),
            ("K", self.mark_sent),
            ("J", self.mark_answered),
            ("Del", self.remove),
            ("Ctrl+C", self.copy),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & _SHOWN:
            return
        listed = recruitment.listing(self.desk.store, self.activity.id)
        left = self._days_left()
        self.letters = {letter.id: letter for letter in listed}
        self.source.rows_held = [_cells(letter, left) for letter in listed]
        self.table.reload()
        self._show_counts(left)
        self.body.setCurrentWidget(self.list_part if listed else self.empty)
        if not listed:
            self.add_bar.show()

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show the list; a block names no participants here."""
        self.show_list()

    def show_list(self) -> None:
        """Show the list again."""
        self.stack.setCurrentWidget(self.list_page)
        self._go_to_list()

    def selected(self) -> list[Letter]:
        """Return the letters of the selected rows, from the top."""
        return [self.letters[key] for key in self.table.selected_keys() if key in self.letters]

    def mark_sent(self) -> None:
        """Note the selected letters as sent today."""
        self._mark(recruitment.mark_sent, self.tr("{count} surat ditandai terkirim hari ini."))

    def mark_answered(self) -> None:
        """Note the selected letters as answered today."""
        self._mark(recruitment.mark_answered, self.tr("{count} surat ditandai dijawab hari ini."))

    def remove(self) -> None:
        """Take the selected recipients off the list."""
        self._mark(recruitment.remove, self.tr("{count} penerima dihapus dari daftar."))

    def copy(self) -> None:
        """Copy the selected rows, or all that are shown, to paste into a sheet or a message."""
        keys = self.table.selected_keys() or self.source.found()
        columns = self.table.table_model.columns
        rows = [
            [column.text(value) for column, value in zip(columns, cells[1:], strict=True)]
            for cells in self.source.rows_held
            if cells[0] in set(keys)
        ]
        put_rows(rows)
        self.desk.say(self.tr("{count} baris disalin.").format(count=len(rows)))

    def save_workbook(self) -> None:
        """Write the list as it is shown."""
        name = safe_file_name(f"Surat rekrutmen {self.activity.name}") + ".xlsx"
        path = self.desk.prompts.save_file(self.tr("Simpan daftar surat"), name, WORKBOOK)
        if path is not None:
            self.desk.run(
                self.tr("Menulis daftar surat"),
                recruitment_papers.write_workbook,
                self.activity,
                [self.letters[key] for key in self.source.found()],
                path,
                done=self._on_written,
            )

    def open_texts(self) -> None:
        """Show the announcement for the selected recipients, or for all that are shown."""
        chosen = self.selected()
        if len(chosen) < 2:
            shown = [self.letters[key] for key in self.source.found()]
            chosen = chosen + [letter for letter in shown if letter not in chosen]
        self.text_page.open(chosen)
        self.stack.setCurrentWidget(self.text_page)

    def _build(self) -> None:
        self.total_badge = badge("")
        self.total_badge.setObjectName("recruitment_total")
        chips = row(spacing=SPACE)
        for state, words in rules.STATES.items():
            key = State(state)
            chip = button(f"recruitment_{key}", words, partial(self._on_chip, key))
            chip.setCheckable(True)
            chip.setToolTip(self.tr("Tampilkan hanya: {state}").format(state=words))
            self.state_buttons[key] = chip
            chips.addWidget(chip)
        self.copy_button = button(
            "recruitment_copy", "", self.copy, icon="copy", tip=self.tr("Salin daftar (Ctrl+C)")
        )
        self.workbook_button = button(
            "recruitment_workbook", "", self.save_workbook, icon="file-spreadsheet",
            tip=self.tr("Simpan daftar ini ke Excel"),
        )  # fmt: skip
        for one in (self.copy_button, self.workbook_button):
            one.setAccessibleName(one.toolTip())
            one.setProperty("tool", True)
        self.text_button = button(
            "recruitment_texts", self.tr("Teks WhatsApp…"), self.open_texts,
            icon="message-square-text",
        )  # fmt: skip
        self.add_button = button(
            "recruitment_add", self.tr("Tambah penerima"), self.add_bar.begin, icon="plus",
            shortcut="Ctrl+N", tip=self.tr("Ins juga"),
        )  # fmt: skip
        bar = row(
            self.total_badge, chips, 1, self.copy_button, self.workbook_button, self.text_button,
            self.add_button,
        )  # fmt: skip
        self.empty = EmptyState(
            self.tr("Belum ada penerima surat"),
            self.tr(
                "Tambahkan kelurahan/desa atau orang yang dikirimi surat rekrutmen di baris atas; "
                "seluruh kelurahan/desa sebuah kecamatan dapat ditambahkan sekaligus."
            ),
        )
        self.list_part = QWidget()
        both = row(self.table, spacing=3 * SPACE)
        both.setStretch(0, 1)
        both.addWidget(self.panel)
        self.list_part.setLayout(both)
        self.body = QStackedWidget()
        self.body.addWidget(self.list_part)
        self.body.addWidget(self.empty)
        self.list_page = QWidget()
        page = column(bar, self.add_bar)
        page.addWidget(self.body, 1)
        self.list_page.setLayout(page)
        self.add_bar.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list_page)
        self.stack.addWidget(self.text_page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _days_left(self) -> int | None:
        views = procedure.steps(self.desk.store, self.activity)
        return next(
            (view.days_left for view in views if view.step.number == self._step.number), None
        )

    def _show_counts(self, left: int | None) -> None:
        counted = recruitment.counts(list(self.letters.values()))
        words = self.tr("{all} penerima · {sent} terkirim").format(
            all=counted.recipients, sent=counted.sent
        )
        if counted.promised:
            words += self.tr(" · {count} calon").format(count=counted.promised)
        set_badge(self.total_badge, words, "plain")
        urgent = rules.urgency(State.UNSENT, left) if counted.unsent else ""
        numbers = {
            State.UNSENT: counted.unsent,
            State.SENT: counted.sent - counted.answered,
            State.ANSWERED: counted.answered,
        }
        for state, chip in self.state_buttons.items():
            chip.setText(f"{rules.STATES[state]}  {numbers[state]}")
            chip.setAccessibleName(chip.text())
            chip.setChecked(self.state is state)
            chip.setVisible(bool(self.letters))
            urgent_now = state is State.UNSENT and bool(urgent)
            restyle(chip, "chip", _URGENT[urgent] if urgent_now else _TONES[state])
        for one in (self.copy_button, self.workbook_button, self.text_button, self.total_badge):
            one.setVisible(bool(self.letters))

    def _is_kept(self, key: str) -> bool:
        return self.state is None or self.letters[key].state is self.state

    def _choose_state(self, state: State | None) -> None:
        self.state = state
        self.table.reload()
        self._show_counts(self._days_left())

    def _mark(self, use_case: Any, words: str) -> None:
        chosen = [letter.id for letter in self.selected()]
        if not chosen:
            self.desk.say(self.tr("Pilih dahulu penerima di daftar."), "warn")
            return
        changes = self.desk.do(use_case, chosen)
        if changes is not None and changes.kinds:
            self.desk.say(words.format(count=len(chosen)), "good", changes)

    def _go_to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chip(self, state: State) -> None:
        self._choose_state(None if self.state is state else state)

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
        self.add_bar.setVisible(not self.letters)
        self._go_to_list()

    def _on_text_sent(self, key: str) -> None:
        self.desk.do(recruitment.mark_sent, [key], Way.WHATSAPP)

    def _on_written(self, written: Written) -> None:
        words = self.tr("{count} penerima disimpan ke {file}.")
        self.desk.say(words.format(count=written.rows, file=written.path.name))


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
