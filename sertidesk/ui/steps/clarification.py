"""Clarification with Disdukcapil: the recap out, the answer in, each difference decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from sertidesk.domain.clarification import LABELS
from sertidesk.domain.formatting import count
from sertidesk.services import clarification, letter_covers, letters, settings
from sertidesk.services.clarification import AnswerReport, RecapWritten
from sertidesk.services.clarification_lists import UNSETTLED
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import EmptyState, button, column, label, named, restyle, row
from sertidesk.ui.kit.prompts import SPREADSHEETS, WORKBOOK
from sertidesk.ui.kit.table import Table
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.clarification_actions import Decisions
from sertidesk.ui.steps.clarification_detail import DetailPanel
from sertidesk.ui.steps.clarification_list import Chips, ParticipantSource, columns
from sertidesk.ui.steps.clarification_questions import QuestionsPage
from sertidesk.ui.steps.clarification_recap import RecapPage

if TYPE_CHECKING:
    from sertidesk.db.history import Changes
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_SHOWN = frozenset(
    {"participant", "person", "clarification_round", "clarification_item", "status_word",
     "warning_reason"}
)  # fmt: skip


class Screen(QWidget):
    """The working screen of the clarification step."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "clarification_screen", self.tr("Klarifikasi dengan Disdukcapil"))
        self.setAcceptDrops(True)
        self.desk, self.activity = desk, activity
        self.source = ParticipantSource(desk.store, activity)
        self.decisions = Decisions(desk, activity, self)
        self.chips = Chips()
        self.table = Table(
            "clarification_table", self.tr("Peserta dan jawaban"), self.source, columns()
        )
        self.detail = DetailPanel()
        self.recap_page = RecapPage()
        self.questions_page = QuestionsPage()
        self.empty_page = EmptyState(
            self.tr("Belum ada peserta"),
            self.tr("Tambahkan atau impor peserta lebih dahulu, lalu kembali ke langkah ini."),
        )
        self.stack = QStackedWidget()
        self._waiting = False
        self._reloads = 0
        self._build()
        # Connected signals
        self.chips.chosen.connect(self._on_chip_chosen)
        self.detail.accept_requested.connect(self._on_accept_requested)
        self.detail.excuse_requested.connect(self._on_excuse_requested)
        self.detail.excuse_withdrawn.connect(self._on_excuse_withdrawn)
        self.detail.keep_requested.connect(self._on_keep_requested)
        self.questions_page.closed.connect(self.show_list)
        self.questions_page.row_assigned.connect(partial(self._carry_out, self.decisions.assign))
        self.questions_page.row_dismissed.connect(partial(self._carry_out, self.decisions.dismiss))
        self.questions_page.word_explained.connect(partial(self._carry_out, self.decisions.explain))
        self.recap_page.closed.connect(self.show_list)
        self.recap_page.number_requested.connect(self._on_number_requested)
        self.recap_page.save_requested.connect(self._on_recap_save_requested)
        self.stack.currentChanged.connect(self._tone_actions)
        self.table.selection_changed.connect(self._show_detail)
        self.reload(None)

    def _build(self) -> None:
        self.round_label = label("", "muted")
        self.round_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.questions_button = button(
            "clarification_open_questions", "", self.show_questions, link=True
        )
        self.spelling_button = button(
            "clarification_spelling",
            "",
            partial(self._carry_out, self.decisions.accept_spelling),
            tip=self.tr("Terima nama yang hanya beda ejaan, sekaligus"),
        )
        self.subjects_button = button(
            "clarification_all", self.tr("Tampilkan semua"), self._on_all_clicked, link=True
        )
        self.recap_button = button(
            "clarification_make_recap", self.tr("Buat rekap…"), self.show_recap, icon="send"
        )
        self.answer_button = button(
            "clarification_read_answer",
            self.tr("Baca jawaban…"),
            self._on_answer_clicked,
            icon="inbox",
            tip=self.tr("Pilih berkas jawaban Disdukcapil, atau seret berkasnya ke sini"),
        )
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([650, 450])
        split.setChildrenCollapsible(False)
        self.list_page = QWidget()
        self.list_page.setLayout(column(split, spacing=0))
        for page in (self.list_page, self.recap_page, self.questions_page, self.empty_page):
            self.stack.addWidget(page)
        actions = row(
            self.round_label,
            self.questions_button,
            self.spelling_button,
            self.recap_button,
            self.answer_button,
        )
        actions.setStretch(0, 1)
        filters = row(self.chips, self.subjects_button)
        filters.setStretch(0, 1)
        self.head = QWidget()
        self.head.setLayout(column(actions, filters, spacing=SPACE))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self.head)
        layout.addWidget(self.stack, 1)
        self._keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_A: lambda: self._on_accept_requested([]),
            Qt.Key.Key_K: lambda: self._on_keep_requested([]),
            Qt.Key.Key_I: self._on_excuse_requested,
            Qt.Key.Key_J: lambda: self._move(1),
        }
        self.table.installEventFilter(self)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & _SHOWN:
            return
        self._reloads += 1
        overview = clarification.overview(self.desk.store, self.activity)
        self._show_actions(overview.persons)
        self._show_questions_link(overview.unknown_words, overview.nobodys_rows)
        self._show_spelling()
        self.chips.show_counts(overview)
        if not overview.persons:
            self.stack.setCurrentWidget(self.empty_page)
        elif self.stack.currentWidget() is self.empty_page:
            self.stack.setCurrentWidget(self.list_page)
        if self.stack.currentWidget() is self.questions_page:
            self._fill_questions()
        self.table.reload()
        if self.table.current_key() is None and self.table.table_model.rowCount():
            self._go_to(0)
        self._show_detail()

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show only these participants, until "Tampilkan semua"."""
        self.source.subjects = tuple(ids)
        self.subjects_button.show()
        self.chips.choose("")
        self.table.clear_filters()
        self.show_list()

    def show_list(self) -> None:
        """Show the list of participants."""
        self.stack.setCurrentWidget(self.list_page)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.current_key() is None and self.table.table_model.rowCount():
            self._go_to(0)

    def show_recap(self) -> None:
        """Ask what the next recap discloses."""
        plan = clarification.plan(self.desk.store, self.activity)
        if plan is None:
            return
        rounds = clarification.rounds(self.desk.store, self.activity)
        recipient = next((one.recipient for one in rounds if one.recipient), "")
        recipient = recipient or str(settings.get(self.desk.store, "civil_registry"))
        self.recap_page.show_plan(plan, recipient, rounds)
        self.stack.setCurrentWidget(self.recap_page)
        self.recap_page.recipient_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_questions(self) -> None:
        """Ask what the answer left open."""
        self._fill_questions()
        self.stack.setCurrentWidget(self.questions_page)

    def read(self, path: Path) -> None:
        """Read an answer and show what is to be decided."""
        self.desk.run(
            self.tr("Membaca jawaban"),
            clarification.read_answer,
            self.activity,
            path,
            done=self._on_answer_read,
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the letters typed in the list, before it searches by them."""
        if watched is self.table and isinstance(event, QKeyEvent) and _is_plain_press(event):
            act = self._keys.get(event.key())
            if act is not None:
                act()
                return True
        return super().eventFilter(watched, event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        for path in paths:
            self.read(path)

    def _show_actions(self, persons: int) -> None:
        plan = clarification.plan(self.desk.store, self.activity)
        rounds = clarification.rounds(self.desk.store, self.activity)
        self.recap_button.setEnabled(plan is not None)
        text = self.tr("Buat rekap…")
        if plan is not None and not plan.is_new:
            text = self.tr("Tulis ulang rekap…")
        elif plan is not None and rounds:
            text = self.tr("Buat rekap putaran {n}…").format(n=plan.round)
        self.recap_button.setText(text)
        self.recap_button.setAccessibleName(text)
        self.answer_button.setEnabled(persons > 0)
        self._waiting = bool(rounds) and rounds[0].answered < rounds[0].persons
        self.round_label.setText(
            self.recap_page.round_list.summary(rounds[0])
            + " · "
            + self.tr("{done} dari {all} dijawab").format(
                done=rounds[0].answered, all=rounds[0].persons
            )
            if rounds
            else self.tr("Belum ada rekap yang dikirim ke Disdukcapil.")
        )
        self._tone_actions()

    def _tone_actions(self) -> None:
        """Keep one primary button a page: what comes next."""
        for one, name, primary in (
            (self.answer_button, "inbox", self._waiting),
            (self.recap_button, "send", not self._waiting and self.recap_button.isEnabled()),
        ):
            restyle(one, "primary", primary)
            one.setIcon(theme.icon(name, theme.colours.accent_text if primary else None))
        page = self.stack.currentWidget()
        self.head.setVisible(page in (self.list_page, self.empty_page))

    def _show_questions_link(self, words: int, rows: int) -> None:
        parts = []
        if words:
            parts.append(self.tr("{n} kata").format(n=words))
        if rows:
            parts.append(self.tr("{n} baris").format(n=rows))
        text = self.tr("{what} perlu dijawab").format(what=", ".join(parts))
        self.questions_button.setText(text)
        self.questions_button.setAccessibleName(text)
        self.questions_button.setToolTip(
            self.tr("Kata yang belum dikenal dan baris yang tidak cocok dengan peserta")
        )
        self.questions_button.setVisible(bool(parts))
        self.subjects_button.setVisible(self.source.subjects is not None)

    def _show_spelling(self) -> None:
        found = clarification.spelling_only(self.desk.store, self.activity)
        text = self.tr("Terima semua ejaan nama ({n})").format(n=len(found))
        self.spelling_button.setText(text)
        self.spelling_button.setAccessibleName(text)
        self.spelling_button.setVisible(bool(found))

    def _show_detail(self) -> None:
        key = self.table.current_key()
        self.detail.show_detail(
            clarification.detail(self.desk.store, self.activity, key) if key else None
        )

    def _fill_questions(self) -> None:
        store, activity = self.desk.store, self.activity
        rows = clarification.nobodys_rows(store, activity)
        waiting = (
            clarification.lines(store, activity, {"state": UNSETTLED}, sort="name", limit=5000)
            if rows
            else []
        )
        self.questions_page.show_questions(
            clarification.unknown_words(store, activity), rows, waiting
        )

    def _chosen(self) -> list[str]:
        return self.table.selected_keys() or [key for key in [self.table.current_key()] if key]

    def _move(self, step: int) -> None:
        self._go_to(self.table.currentIndex().row() + step)

    def _go_to(self, number: int) -> None:
        if 0 <= number < self.table.table_model.rowCount():
            flags = QItemSelectionModel.SelectionFlag
            index = self.table.table_model.index(number, 0)
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)

    def _carry_out(self, act: Callable[..., Changes | None], *what: Any) -> Changes | None:
        """Act, and show the outcome unless the wizard had it shown already."""
        before = self._reloads
        changes = act(*what)
        if changes is not None and self._reloads == before:
            self.reload(changes.kinds)
        return changes

    def _go_on(self, changes: Changes | None, keys: Sequence[str]) -> None:
        """After one row was decided whole, look at the next; of several stay where they were."""
        if changes is None or len(keys) != 1:
            return
        place = self.table.currentIndex().row()
        current = self.table.table_model.row(place) if place >= 0 else None
        if current is not None and str(current[0]) == keys[0]:
            self._move(1)

    def _on_accept_requested(self, fields: list[str]) -> None:
        keys = self._chosen()
        changes = self._carry_out(self.decisions.accept, keys, fields)
        if not fields:
            self._go_on(changes, keys)

    def _on_keep_requested(self, fields: list[str]) -> None:
        keys = self._chosen()
        changes = self._carry_out(self.decisions.keep, keys, fields)
        if not fields:
            self._go_on(changes, keys)

    def _on_excuse_requested(self) -> None:
        keys = self._chosen()
        self._go_on(self._carry_out(self.decisions.excuse, keys), keys)

    def _on_excuse_withdrawn(self) -> None:
        self._carry_out(self.decisions.withdraw_excuse, self._chosen())

    def _on_chip_chosen(self, state: str) -> None:
        self.source.state = state
        self.table.reload()
        self._go_to(0)
        self._show_detail()

    def _on_all_clicked(self) -> None:
        self.source.subjects = None
        self.reload(None)

    def _on_number_requested(self) -> None:
        changes = self.desk.do(letter_covers.for_round, self.activity)
        if changes is not None:
            one = letters.get(self.desk.store, changes.subject or "")
            words = self.tr("Surat ke Disdukcapil bernomor {number}.")
            self.desk.say(words.format(number=one.number if one else ""), "good", changes)

    def _on_recap_save_requested(self, fields: list[str], recipient: str) -> None:
        plan = clarification.plan(self.desk.store, self.activity)
        number = plan.round if plan else 1
        path = self.desk.prompts.save_file(
            self.tr("Simpan rekap"),
            f"klarifikasi-{self.activity.code}-putaran-{number}.xlsx",
            WORKBOOK,
        )
        if path is not None:
            self.desk.run(
                self.tr("Menulis rekap"),
                clarification.export_recap,
                self.activity,
                path,
                fields=fields,
                recipient=recipient,
                done=self._on_recap_written,
            )

    def _on_recap_written(self, written: RecapWritten) -> None:
        self.show_list()
        self.desk.say(
            self.tr("Rekap putaran {n} ({who}) disimpan di {path}.").format(
                n=written.round, who=count(written.persons, "peserta"), path=written.path
            ),
            "good",
            written.changes,
        )
        self.reload(written.changes.kinds)

    def _on_answer_clicked(self) -> None:
        for path in self.desk.prompts.open_files(self.tr("Jawaban Disdukcapil"), SPREADSHEETS):
            self.read(path)

    def _on_answer_read(self, report: AnswerReport) -> None:
        parts = [f"{n} {LABELS[state].lower()}" for state, n in report.counts.items() if n]
        if report.unanswered:
            parts.append(self.tr("{n} belum dijawab").format(n=len(report.unanswered)))
        if report.unmatched:
            parts.append(self.tr("{n} baris tanpa peserta").format(n=len(report.unmatched)))
        self.desk.say(
            self.tr("Jawaban putaran {round}: {what}. Belum ada data yang diubah.").format(
                round=report.round, what=", ".join(parts) or self.tr("tidak ada yang baru")
            ),
            "good",
            report.changes if report.changes.kinds else None,
        )
        self.show_list()
        self.reload(None)
        self.chips.choose("different" if report.counts["different"] else "")


def _is_plain_press(event: QKeyEvent) -> bool:
    return (
        event.type() == QEvent.Type.KeyPress and event.modifiers() == Qt.KeyboardModifier.NoModifier
    )
