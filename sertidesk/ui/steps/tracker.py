"""Where each application is, on whom it waits, and how long it may: a board by state and a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from sertidesk.domain import tracker as rules
from sertidesk.domain.formatting import short_date
from sertidesk.domain.tracker import NUMBERS, PARTIES, STATES, Party, State
from sertidesk.export.files import safe_file_name
from sertidesk.services import exports, tracker, tracker_edits
from sertidesk.services.exports import Written
from sertidesk.services.tracker import Applicant
from sertidesk.ui.kit.parts import EmptyState, badge, button, column, named, row, set_badge
from sertidesk.ui.kit.prompts import WORKBOOK
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps import tracker_words
from sertidesk.ui.steps.tracker_board import Board
from sertidesk.ui.steps.tracker_panel import TrackerPanel

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_SHOWN = frozenset({
    "application", "application_event", "participant", "person", "holiday", "setting",
})  # fmt: skip
_NAMED = 5  # of those who lapse, in the question before it


class Screen(QWidget):
    """Filters and the two views on top, board or list below, the chosen ones at the right."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "tracker_screen", self.tr("Pelacak permohonan"))
        self.desk, self.activity = desk, activity
        self.applicants: dict[str, Applicant] = {}
        self.board = Board()
        columns = _columns(self)
        self.source = RowList(columns)
        self.source.keep = self._is_kept
        self.table = Table(
            "tracker_table", self.tr("Daftar permohonan"), self.source, columns, frozen=2
        )
        self.panel = TrackerPanel(desk.store.today(), rules.state_meant(step.state_after))
        self._build()
        # Connected signals
        self.party_combo.activated.connect(self._on_filter_changed)
        self.overdue_button.toggled.connect(self._on_filter_changed)
        self.board.selection_changed.connect(self._on_selection_changed)
        self.board.activated.connect(self.panel.begin)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(self._on_row_activated)
        self.panel.record_requested.connect(self.record)
        self.panel.retract_requested.connect(self.retract)
        self.panel.numbers_requested.connect(self._on_numbers_left)
        self.panel.left.connect(self._go_to_view)
        on_cards = Qt.ShortcutContext.WidgetWithChildrenShortcut
        in_rows = Qt.ShortcutContext.WidgetShortcut  # what is typed in its filters is text
        for keys, act in (("B", self.void_overdue), ("K", self.panel.begin)):
            for view, context in ((self.board, on_cards), (self.table, in_rows)):
                QShortcut(QKeySequence(keys), view, act).setContext(context)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & _SHOWN:
            return
        listed = tracker.listing(self.desk.store, self.activity)
        self.applicants = {one.id: one for one in listed}
        self.source.rows_held = [_cells(one) for one in listed]
        self.body.setCurrentWidget(self.views if listed else self.empty)
        self._show_counts()
        self._show_views()

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Choose these participants on the list."""
        self.party_combo.setCurrentIndex(0)
        self.overdue_button.setChecked(False)
        self.show_list()
        self.table.clear_filters()
        if ids:
            self.table.go_to(ids[0])

    def show_board(self) -> None:
        """Show the cards by state; who was chosen on the list stays chosen."""
        chosen = self.selected_keys()
        self._turn(self.board)
        self.board.select(chosen)
        self.board.take_focus()

    def show_list(self) -> None:
        """Show the list; who was chosen on the board stays chosen."""
        chosen = self.selected_keys()
        self._turn(self.table)
        if chosen:
            self.table.go_to(chosen[0])
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def selected_keys(self) -> list[str]:
        """Return the keys of those chosen in the view that is shown."""
        view = self.board if self.views.currentWidget() is self.board else self.table
        return [key for key in view.selected_keys() if key in self.applicants]

    def record(self, state: State, day: date, note: str) -> None:
        """Record the new state of all chosen."""
        chosen = self.selected_keys()
        changes = self.desk.do(tracker_edits.record, self.activity, chosen, state, day, note)
        words = self.tr("{count} permohonan sekarang “{state}”.")
        self._tell(changes, words.format(count=len(chosen), state=STATES[state]))

    def retract(self) -> None:
        """Strike the last state of those chosen, recorded by mistake."""
        chosen = [
            key for key in self.selected_keys() if self.applicants[key].state is not State.NONE
        ]
        if chosen:
            changes = self.desk.do(tracker_edits.retract, self.activity, chosen)
            words = self.tr("Keadaan terakhir {count} permohonan dicoret.")
            self._tell(changes, words.format(count=len(chosen)))

    def void_overdue(self) -> None:
        """Void those chosen whose limit has passed, or all of them where none is chosen."""
        overdue = [one for one in self.applicants.values() if one.is_overdue]
        chosen = set(self.selected_keys())
        lapsed = [one for one in overdue if one.id in chosen] or overdue
        if not lapsed:
            self.desk.say(self.tr("Tidak ada yang lewat batas pembayaran."), "warn")
            return
        told = ", ".join(one.name for one in lapsed[:_NAMED])
        if len(lapsed) > _NAMED:
            told = self.tr("{names}, dan {count} lagi").format(
                names=told, count=len(lapsed) - _NAMED
            )
        question = self.tr("{rule}: {count} permohonan dianggap batal. {names}.").format(
            rule=rules.VOID_RULE, count=len(lapsed), names=told
        )
        title, action = self.tr("Lewat batas pembayaran"), self.tr("Batalkan permohonan")
        if self.desk.prompts.confirm(title, question, action, danger=True):
            keys = [one.id for one in lapsed]
            changes = self.desk.do(tracker_edits.void_overdue, self.activity, keys)
            words = self.tr("{count} permohonan batal karena lewat batas pembayaran.")
            self._tell(changes, words.format(count=len(lapsed)))

    def export(self) -> None:
        """Write everyone's state as a workbook."""
        suggestion = f"{safe_file_name(f'Pelacak permohonan {self.activity.name}')}.xlsx"
        path = self.desk.prompts.save_file(self.tr("Ekspor pelacak"), suggestion, WORKBOOK)
        if path is not None:
            self.desk.run(
                self.tr("Menulis {name}").format(name=path.name),
                exports.write,
                self.activity,
                "tracker",
                path,
                done=self._on_written,
            )

    def _build(self) -> None:
        self.total_badge = badge("")
        self.total_badge.setObjectName("tracker_total")
        self.party_combo: QComboBox = named(QComboBox(), "tracker_party", self.tr("Menunggu siapa"))
        self.party_combo.addItem(self.tr("Menunggu siapa: semua"), "")
        for party in Party:
            words = self.tr("Menunggu {who}").format(who=PARTIES[party])
            ended = self.tr("Tidak menunggu (selesai)")
            self.party_combo.addItem(ended if party is Party.NOBODY else words, str(party))
        self.overdue_button = button(
            "tracker_overdue", "", lambda: None,
            tip=self.tr("Tampilkan hanya yang lewat batas pembayaran"),
        )  # fmt: skip
        self.overdue_button.setCheckable(True)
        self.overdue_button.setProperty("chip", "bad")
        self.void_button = button(
            "tracker_void", self.tr("Batalkan yang lewat batas…"), self.void_overdue, icon="ban",
            tip=self.tr("Batalkan permohonan yang tidak dibayar sampai batasnya (B)"),
        )  # fmt: skip
        self.board_button = button(
            "tracker_show_board", self.tr("Papan"), self.show_board, icon="columns-3"
        )
        self.list_button = button(
            "tracker_show_list", self.tr("Daftar"), self.show_list, icon="clipboard-list"
        )
        for one in (self.board_button, self.list_button):
            one.setCheckable(True)
        self.board_button.setChecked(True)
        self.export_button = button(
            "tracker_export", self.tr("Ekspor…"), self.export, icon="file-spreadsheet",
            shortcut="Ctrl+E",
        )  # fmt: skip
        bar = row(
            self.total_badge, self.party_combo, self.overdue_button, self.void_button, 1,
            row(self.board_button, self.list_button, spacing=0), self.export_button,
        )  # fmt: skip
        self.views = QStackedWidget()
        self.views.addWidget(self.board)
        self.views.addWidget(self.table)
        self.empty = EmptyState(
            self.tr("Belum ada pemohon"),
            self.tr(
                "Setelah peserta terdaftar, di sini tampil sampai di mana permohonan masing-masing "
                "dan siapa yang ditunggu. Tambahkan peserta atau impor daftar lebih dahulu."
            ),
        )
        self.body = QStackedWidget()
        self.body.addWidget(self.views)
        self.body.addWidget(self.empty)
        lower = row(self.body, self.panel, spacing=2 * SPACE)
        lower.setStretch(0, 1)
        outer: QVBoxLayout = column(bar, lower)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    def _show_views(self) -> None:
        self.board.show_applicants([one for one in self.applicants.values() if self._keeps(one)])
        self.table.reload()
        self._on_selection_changed()

    def _show_counts(self) -> None:
        everyone = self.applicants.values()
        finished = sum(one.state is State.FINISHED for one in everyone)
        words = self.tr("{all} pemohon · {finished} selesai")
        set_badge(
            self.total_badge, words.format(all=len(self.applicants), finished=finished), "plain"
        )
        overdue = sum(one.is_overdue for one in everyone)
        self.overdue_button.setText(self.tr("Lewat batas bayar  {count}").format(count=overdue))
        self.overdue_button.setAccessibleName(self.overdue_button.text())
        if not overdue:
            self.overdue_button.setChecked(False)
        for one in (self.overdue_button, self.void_button):
            one.setVisible(overdue > 0)
        for widget in (
            self.total_badge, self.party_combo, self.board_button, self.list_button,
            self.export_button, self.panel,
        ):  # fmt: skip
            widget.setVisible(bool(self.applicants))

    def _keeps(self, one: Applicant) -> bool:
        party = self.party_combo.currentData()
        return (not party or one.waits_on == party) and (
            not self.overdue_button.isChecked() or one.is_overdue
        )

    def _is_kept(self, key: str) -> bool:
        return self._keeps(self.applicants[key])

    def _turn(self, view: QWidget) -> None:
        self.views.setCurrentWidget(view)
        self.board_button.setChecked(view is self.board)
        self.list_button.setChecked(view is self.table)
        self._on_selection_changed()

    def _go_to_view(self) -> None:
        if self.views.currentWidget() is self.board:
            self.board.take_focus()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, changes: Any, words: str) -> None:
        if changes is not None and changes.kinds:
            self.desk.say(words, "good", changes)

    def _on_filter_changed(self, *_: object) -> None:
        self._show_views()

    def _on_selection_changed(self) -> None:
        chosen = [self.applicants[key] for key in self.selected_keys()]
        events = tracker.timeline(self.desk.store, chosen[0].id) if len(chosen) == 1 else ()
        self.panel.show_applicants(chosen, events)

    def _on_row_activated(self, _key: str) -> None:
        self.panel.begin()

    def _on_numbers_left(self, values: dict[str, str]) -> None:
        chosen = self.selected_keys()
        if len(chosen) == 1:
            changes = self.desk.do(tracker_edits.save_numbers, self.activity, chosen[0], values)
            if changes is None:
                self._on_selection_changed()  # what is kept stands in the field again

    def _on_written(self, written: Written) -> None:
        words = self.tr("{count} permohonan ditulis ke {file}.")
        self.desk.say(words.format(count=written.rows, file=written.path.name))


def _columns(parent: QWidget) -> list[TableColumn]:
    return [
        TableColumn("number", parent.tr("No"), 44, align_right=True),
        TableColumn("name", parent.tr("Nama"), 176),
        TableColumn("state", parent.tr("Status"), 112, badges=tracker_words.BADGES),
        TableColumn("since", parent.tr("Sejak"), 88, show=short_date),
        TableColumn("party", parent.tr("Menunggu"), 88),
        TableColumn("days_left", parent.tr("Sisa waktu"), 124, show=tracker_words.left),
        TableColumn("attention", parent.tr("Perhatian"), 240),
        TableColumn("due", parent.tr("Batas bayar"), 92, show=short_date),
        TableColumn("act", parent.tr("Untuk"), 200),
        TableColumn("occupation", parent.tr("Jabatan kerja"), 180),
        TableColumn("village", parent.tr("Desa/Kelurahan"), 128),
        TableColumn("nik", "NIK", 138),
        *(TableColumn(key, title, 168) for key, title in NUMBERS.items()),
    ]


def _cells(one: Applicant) -> tuple[Any, ...]:
    return (
        one.id, one.number, one.name, one.state, one.since, PARTIES[one.waits_on],
        one.days_left, tracker_words.attention(one), one.due, rules.act_of(one.state),
        one.occupation, one.village, one.nik, *(one.numbers[key] for key in NUMBERS),
    )  # fmt: skip
