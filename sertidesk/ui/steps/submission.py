"""The recap to the LSP: who is ready, who was sent, what changed since, and the sending itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sertidesk.domain import documents
from sertidesk.domain import submission as rules
from sertidesk.domain.submission import State
from sertidesk.export.files import safe_file_name
from sertidesk.services import letter_covers, letters, recaps, records, submission
from sertidesk.services.recaps import Recap
from sertidesk.services.submission import Sent
from sertidesk.ui.kit.flow import FlowLayout
from sertidesk.ui.kit.parts import Banner, EmptyState, button, column, named, row
from sertidesk.ui.kit.prompts import WORKBOOK
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.print_menu import print_paper
from sertidesk.ui.steps.recap_columns import ColumnsPage
from sertidesk.ui.steps.submission_form import FormPage
from sertidesk.ui.steps.submission_list import ChangesStrip, Lines, make_table
from sertidesk.ui.steps.submission_panel import SendPanel
from sertidesk.ui.steps.submission_past import PastPage

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_SHOWN = frozenset({
    "participant", "person", "education", "document_check", "submission", "submission_item",
    "layout", "form", "warning_reason", "activity", "clarification_item",
})  # fmt: skip
_MACRO_WORKBOOK = "Buku kerja Excel dengan makro (*.xlsm)"
_FORMS = "Formulir Excel (*.xlsx *.xlsm *.xltx *.xltm)"


class Screen(QWidget):
    """Participants at the left, the sending at the right."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "submission_screen", self.tr("Rekap ke LSP"))
        self.desk, self.activity = desk, activity
        self.source = Lines()
        self.table = make_table(self, self.source)
        self.changes_strip = ChangesStrip()
        self.panel = SendPanel()
        self.panel.complete_check.setVisible(documents.are_asked(activity.procedure))
        self.banner = Banner("submission_banner")
        self.columns_page, self.past_page = ColumnsPage(), PastPage()
        self.form_page = FormPage(desk)
        self.state_buttons: dict[State, QPushButton] = {}
        self._recap_name = ""  # none chosen yet: as it was sent last
        self._recap: Recap | None = None
        self._build()
        self.panel.recipient_edit.setText(activity.lsp)
        # Connected signals
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(self._on_row_activated)
        self.panel.recap_changed.connect(self._on_recap_changed)
        self.panel.rules_changed.connect(self.reload)
        self.panel.export_requested.connect(self.export)
        self.panel.supplement_requested.connect(self.export_supplement)
        self.panel.columns_requested.connect(self._on_columns_requested)
        self.panel.learn_requested.connect(self._on_learn_requested)
        self.panel.past_requested.connect(self._on_past_requested)
        self.panel.rewrite_requested.connect(self._on_rewrite_requested)
        self.panel.letter_requested.connect(self.print_letter)
        self.panel.number_requested.connect(self.take_number)
        self.form_page.saved.connect(self._on_form_saved)
        for page in (self.columns_page, self.past_page, self.form_page):
            page.left.connect(self.show_list)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & _SHOWN:
            return
        store = self.desk.store
        offered = recaps.choices(store, "lsp")
        names = {recap.name: recap for recap in offered}
        past = submission.listing(store, self.activity)
        newest = max(past, key=lambda one: one.number).layout if past else ""
        wanted = (self._recap_name, newest, recaps.DEFAULTS["lsp"], *names)
        self._recap = next((names[name] for name in wanted if name in names), None)
        self.panel.show_recaps(offered, self._recap.name if self._recap else "")
        self.panel.show_past(past)
        self.source.lines = submission.lines(store, self.activity, self.panel.rules())
        self._read_missing()
        self.table.reload()
        self._show_counts()
        self._on_selection_changed()

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show only these participants, until the chip above the list is cleared."""
        self.show_list()
        self.source.subjects = frozenset(ids)
        self.source.state = None
        self.table.reload()
        self._show_counts()

    def show_list(self) -> None:
        """Show the list again."""
        self.stack.setCurrentWidget(self.list_page)

    def export(self) -> None:
        """Write the whole recap and record it."""
        self._send(supplement=False)

    def export_supplement(self) -> None:
        """Write the supplement and record it."""
        self._send(supplement=True)

    def print_letter(self) -> None:
        """Write the covering letter as a PDF on F4."""
        print_paper(self.desk, self.activity, "cover-letter")

    def take_number(self) -> None:
        """Give the covering letter of the last submission a number of the register."""
        changes = self.desk.do(letter_covers.for_submission, self.activity)
        if changes is not None:
            one = letters.get(self.desk.store, changes.subject or "")
            words = self.tr("Surat pengantar bernomor {number}.")
            self.desk.say(words.format(number=one.number if one else ""), "good", changes)

    def _build(self) -> None:
        chips = FlowLayout(SPACE)
        for state in State:
            chip = button(f"submission_{state}", "", partial(self._on_chip, state))
            chip.setCheckable(True)
            chip.setToolTip(rules.MEANINGS[state])
            self.state_buttons[state] = chip
            chips.addWidget(chip)
        self.subjects_button = button(
            "submission_subjects", "", self._on_subjects_cleared, icon="x",
            tip=self.tr("Tampilkan semua peserta lagi"),
        )  # fmt: skip
        chips.addWidget(self.subjects_button)
        self.open_button = button(
            "submission_open_person", self.tr("Buka peserta"), self._on_open_clicked,
            icon="pencil", tip=self.tr("Lengkapi data peserta yang dipilih"),
        )  # fmt: skip
        above = row()
        above.addLayout(chips, 1)
        above.addWidget(self.open_button)
        above.setAlignment(self.open_button, Qt.AlignmentFlag.AlignTop)
        self.empty = EmptyState(
            self.tr("Belum ada peserta untuk dikirim"),
            self.tr(
                "Setelah peserta terdaftar, di sini tampil siapa yang siap dikirim ke LSP. "
                "Tambahkan peserta atau impor daftar dari desa lebih dahulu."
            ),
        )
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        left = column(above, self.banner, self.body, self.changes_strip, spacing=2 * SPACE)
        left.setStretch(2, 1)
        self.list_page = QWidget()
        page = row(spacing=4 * SPACE)
        page.addLayout(left, 1)
        page.addWidget(self.panel)
        self.list_page.setLayout(page)
        self.stack = QStackedWidget()
        for widget in (self.list_page, self.columns_page, self.past_page, self.form_page):
            self.stack.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _read_missing(self) -> None:
        self.source.lacking = {}
        if self._recap is not None:
            rows = recaps.rows_for(self.desk.store, self.activity, self._recap)
            self.source.lacking = {
                one.participant_id: one.headers for one in recaps.missing(self._recap, rows)
            }

    def _show_counts(self) -> None:
        lines = self.source.lines
        counts = {state: sum(line.state is state for line in lines) for state in State}
        for state, chip in self.state_buttons.items():
            chip.setText(f"{rules.WORDS[state]}  {counts[state]}")
            chip.setAccessibleName(f"{rules.WORDS[state]} {counts[state]}")
            chip.setChecked(self.source.state is state)
            chip.setVisible(counts[state] > 0 or state in (State.READY, State.SENT))
        subjects = len(self.source.subjects)
        self.subjects_button.setVisible(bool(subjects))
        self.subjects_button.setText(self.tr("{count} peserta terpilih").format(count=subjects))
        sendable = counts[State.READY] + counts[State.SENT] + counts[State.CHANGED]
        late = counts[State.READY] + counts[State.CHANGED]
        was_sent = any(line.sent_in for line in lines)
        self.panel.export_button.setEnabled(sendable > 0)
        self.panel.supplement_button.setEnabled(was_sent and late > 0)
        self.panel.letter_button.setEnabled(sendable > 0)
        self.body.setCurrentWidget(self.table if lines else self.empty)
        self._tell_late(counts, was_sent)

    def _tell_late(self, counts: dict[State, int], was_sent: bool) -> None:
        told = []
        if counts[State.CHANGED]:
            told.append(self.tr("{count} peserta berubah").format(count=counts[State.CHANGED]))
        if counts[State.READY]:
            told.append(self.tr("{count} peserta baru").format(count=counts[State.READY]))
        if not was_sent or not told:
            self.banner.hide()
            return
        words = self.tr("Sejak pengiriman terakhir: {what}.").format(what=", ".join(told))
        self.banner.say(words, "warn", self.tr("Ekspor susulan…"), self.export_supplement)

    def _send(self, *, supplement: bool) -> None:
        if self._recap is None:
            return
        what = self.tr("Susulan LSP") if supplement else self.tr("Rekap LSP")
        suggestion = safe_file_name(f"{what} {self.activity.name}") + self._recap.suffix
        kinds = _MACRO_WORKBOOK if self._recap.suffix == ".xlsm" else WORKBOOK
        path = self.desk.prompts.save_file(what, suggestion, kinds)
        if path is None:
            return
        self.desk.run(
            self.tr("Menulis {name}").format(name=path.name),
            submission.send,
            self.activity,
            path,
            self._recap.name,
            self.panel.recipient(),
            supplement=supplement,
            chosen=self.panel.rules(),
            done=self._on_sent,
        )

    def _on_sent(self, sent: Sent) -> None:
        if sent.is_new:
            words = self.tr("{count} peserta ditulis ke {file} dan dicatat sebagai nomor {number}.")
        else:
            words = self.tr("Tidak ada perubahan: {file} sama dengan pengiriman nomor {number}.")
        told = [words.format(count=sent.rows, file=sent.path.name, number=sent.number)]
        if sent.doubtful:
            told.append(
                self.tr("{count} ikut dengan catatan (lihat kolom Keterangan).").format(
                    count=len(sent.doubtful)
                )
            )
        if sent.held:
            told.append(self.tr("{count} tidak ikut.").format(count=len(sent.held)))
        told += sent.notes
        tone = "warn" if sent.notes else "good"
        self.desk.say(" ".join(told), tone, sent.changes if sent.is_new else None)

    def _on_chip(self, state: State) -> None:
        self.source.state = None if self.source.state is state else state
        self.table.reload()
        self._show_counts()

    def _on_subjects_cleared(self) -> None:
        self.source.subjects = frozenset()
        self.table.reload()
        self._show_counts()

    def _on_selection_changed(self) -> None:
        keys = self.table.selected_keys()
        line = self.source.line(keys[0]) if len(keys) == 1 else None
        self.changes_strip.show_line(line, self.source.remark(line) if line else "")
        self.open_button.setEnabled(bool(keys))

    def _on_open_clicked(self) -> None:
        self._open(self.table.selected_keys())

    def _on_row_activated(self, key: str) -> None:
        self._open([key])

    def _open(self, keys: Sequence[str]) -> None:
        """Go to the participants' form; a step that has it lies before this one."""
        steps = [one for one in self.activity.procedure.steps if "participants" in one.screens]
        if steps and keys:
            self.desk.go(
                "activity", code=self.activity.code, step=steps[-1].number,
                screen="participants", subjects=tuple(keys),
            )  # fmt: skip

    def _on_recap_changed(self, name: str) -> None:
        self._recap_name = name
        self.reload(None)

    def _on_columns_requested(self) -> None:
        if self._recap is not None:
            rows = recaps.rows_for(self.desk.store, self.activity, self._recap)
            self.columns_page.show_columns(self._recap.title, recaps.preview(self._recap, rows))
            self.stack.setCurrentWidget(self.columns_page)

    def _on_learn_requested(self) -> None:
        chosen: list[Path] = self.desk.prompts.open_files(self.tr("Formulir LSP"), _FORMS)
        if not chosen:
            return
        people = records.for_files(self.desk.store, self.activity).participants
        if self.form_page.open(chosen[0], people, self.panel.recipient()):
            self.stack.setCurrentWidget(self.form_page)

    def _on_form_saved(self, name: str) -> None:
        self.show_list()
        self._on_recap_changed(name)

    def _on_past_requested(self, key: str) -> None:
        for line in submission.listing(self.desk.store, self.activity):
            if line.id == key:
                self.past_page.show_submission(line, submission.persons(self.desk.store, key))
                self.stack.setCurrentWidget(self.past_page)

    def _on_rewrite_requested(self, key: str) -> None:
        for line in submission.listing(self.desk.store, self.activity):
            if line.id != key:
                continue
            path = self.desk.prompts.save_file(self.tr("Tulis lagi"), line.file_name, WORKBOOK)
            if path and self.desk.do(submission.rewrite, line, path):
                self.desk.say(self.tr("{file} ditulis lagi.").format(file=path.name))
