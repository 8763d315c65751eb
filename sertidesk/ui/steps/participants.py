"""The participants of an activity: the grid, what is done to its rows, and the form behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from sertidesk.domain.formatting import number
from sertidesk.services import judgement, participant_files, participants, unsaved
from sertidesk.services.participant_lists import ParticipantQuery
from sertidesk.services.participant_lists import count as count_participants
from sertidesk.services.unsaved import UnsavedForm
from sertidesk.ui.kit.clipboard import put_rows
from sertidesk.ui.kit.parts import Banner, EmptyState, badge, button, column, label, named, row
from sertidesk.ui.kit.table import Table
from sertidesk.ui.participant_form import ParticipantForm
from sertidesk.ui.save_workbook import save_workbook
from sertidesk.ui.steps.participants_batch import BatchPanel
from sertidesk.ui.steps.participants_columns import (
    DEFAULT,
    ParticipantSource,
    columns,
    needless,
)

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_SHOWN = frozenset(
    {"participant", "person", "education", "certificate", "warning_reason", "activity", "setting",
     "occupation", "area"}
)  # fmt: skip
_NARROW = 860  # pixels, below which buttons show their sign alone
_RULES = frozenset({"setting", "occupation", "area", "activity"})


class Screen(QWidget):
    """The step's participants; the form takes the grid's place while one is open."""

    shown: ClassVar[list[str]] = list(DEFAULT)  # the columns chosen, as long as the program runs

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "participants_screen", self.tr("Peserta"))
        self.desk, self.activity = desk, activity
        self.rules = judgement.rulebook(desk.store, activity)
        self.source = ParticipantSource(desk.store, activity.id, self.rules)
        self.table = Table(
            "participants_table", self.tr("Daftar peserta"), self.source, columns(), frozen=1
        )
        self.needless = needless(activity.procedure)
        self._show_columns()
        self.batch = BatchPanel(desk, activity, self.rules)
        self.form: ParticipantForm | None = None
        self.stack = QStackedWidget()
        self._total = 0
        self._build()
        # Signals of this screen, in one place.
        self.table.row_activated.connect(self.open_one)
        self.table.selection_changed.connect(self._show_totals)
        self.table.counted.connect(self._on_counted)
        self.batch.apply_requested.connect(self._on_batch_applied)
        self.batch.closed.connect(self._on_batch_closed)
        for keys, act in (("Ctrl+C", self.copy), ("Del", self.remove)):
            shortcut = QShortcut(QKeySequence(keys), self.table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        insert = QShortcut(QKeySequence("Ins"), self.grid_page, self.add)
        insert.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.reload(None)
        self._offer_kept()

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & _SHOWN:
            return
        if kinds is not None and kinds & _RULES:
            self._renew_rules()
        self._total = count_participants(self.desk.store, ParticipantQuery(self.activity.id))
        self.table.reload()
        self._show_empty()
        if self.form is not None and self.stack.currentWidget() is self.form:
            self.form.refresh()

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show only these participants, until the chip above the grid is cleared."""
        self.show_grid()
        self.source.subjects = tuple(ids)
        self.table.clear_filters()
        if len(ids) == 1:
            self.table.go_to(ids[0])  # Enter opens the form
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_grid(self) -> None:
        """Show the grid again."""
        self.stack.setCurrentWidget(self.grid_page)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        """Show an empty form in the grid's place."""
        form = self._form()
        self.stack.setCurrentWidget(form)
        form.open_new()

    def open_one(self, participant_id: str) -> None:
        """Show one participant in the form; next and previous walk along the grid."""
        form = self._form()
        if form.open_one(participant_id, self.found()):
            self.stack.setCurrentWidget(form)
            form.show_field("nik")

    def found(self) -> list[str]:
        """Return the keys of all participants that the grid shows, in its order."""
        model = self.table.table_model
        query = self.source.query(model.filters, model.sort_key, model.descending)
        return self.source.grid.ids(query)

    def selected(self) -> list[str]:
        """Return the keys of the selected participants."""
        return self.found() if self.table.all_selected() else self.table.selected_keys()

    def remove(self) -> None:
        """Take the selected participants out of the activity; the strip below offers undo."""
        chosen = self.selected()
        if not chosen:
            self.desk.say(self.tr("Pilih dahulu peserta yang dikeluarkan."), "warn")
            return
        changes = self.desk.do(participants.remove, chosen)
        if changes is not None:
            words = self.tr("{count} peserta dikeluarkan dari kegiatan.")
            self.desk.say(words.format(count=len(chosen)), "good", changes)

    def copy(self) -> None:
        """Copy the selected rows, as the grid shows them, to paste into a sheet or a message."""
        sections = [
            place
            for place, one in enumerate(self.table.table_model.columns)
            if one.key in self.shown and one.key not in self.needless
        ]
        numbers = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        model = self.table.table_model
        rows = [
            [str(model.data(model.index(place, section))) for section in sections]
            for place in numbers
        ]
        if not rows:
            self.desk.say(self.tr("Pilih dahulu baris yang disalin."), "warn")
            return
        put_rows(rows)
        self.desk.say(self.tr("{count} baris disalin.").format(count=len(rows)))

    def save_workbook(self) -> None:
        """Save the list as the grid shows it, selected rows alone where several are."""
        chosen = self.selected()
        ids = chosen if len(chosen) > 1 else self.found()
        save_workbook(
            self.desk, self.tr("Simpan daftar peserta"), f"Daftar peserta {self.activity.code}",
            participant_files.write_list, self.activity, ids,
            doing=self.tr("Menulis daftar peserta"),
            told=self.tr("{count} peserta disimpan ke {file}."),
        )  # fmt: skip

    def begin_batch(self) -> None:
        """Open the row where one value for many is chosen."""
        if not self.selected():
            self.table.selectAll()
        self.batch.begin()
        self._show_totals()

    def set_shown(self, key: str, shown: bool) -> None:
        """Show or hide one column."""
        if shown and key not in self.shown:
            self.shown.append(key)
        elif not shown and key in self.shown:
            self.shown.remove(key)
        self._show_columns()

    def _show_columns(self) -> None:
        self.table.show_columns([key for key in self.shown if key not in self.needless])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self.batch_button.setText("" if narrow else self.tr("Ubah sekaligus…"))
        self.remove_button.setText("" if narrow else self.tr("Keluarkan"))

    def _form(self) -> ParticipantForm:
        if self.form is None:
            self.form = ParticipantForm(self.desk, self.activity)
            self.stack.addWidget(self.form)
            self.form.closed.connect(self._on_form_closed)
        return self.form

    def _build(self) -> None:
        self.total_badge = badge("", "plain")
        self.total_badge.setObjectName("participants_total")
        self.shown_label = label("", "muted")
        self.clear_button = button(
            "participants_clear_filters", self.tr("Bersihkan saringan"),
            self._on_filters_cleared, icon="x",
        )  # fmt: skip
        self.subjects_button = button(
            "participants_subjects", "", self._on_subjects_cleared, icon="x",
            tip=self.tr("Tampilkan semua peserta lagi"),
        )  # fmt: skip
        self.add_button = button(
            "participants_add", self.tr("Tambah peserta"), self.add, icon="user-plus",
            shortcut="Ctrl+N", tip=self.tr("Ins juga"),
        )  # fmt: skip
        self.batch_button = button(
            "participants_batch", self.tr("Ubah sekaligus…"), self.begin_batch, icon="pencil",
            tip=self.tr("Beri nilai yang sama kepada semua yang terpilih"),
        )  # fmt: skip
        self.remove_button = button(
            "participants_remove", self.tr("Keluarkan"), self.remove, icon="trash-2",
            tip=self.tr("Keluarkan yang terpilih dari kegiatan (Del)"),
        )  # fmt: skip
        self.copy_button = button(
            "participants_copy", "", self.copy, icon="copy",
            tip=self.tr("Salin baris terpilih (Ctrl+C)"),
        )  # fmt: skip
        self.copy_button.setAccessibleName(self.tr("Salin baris terpilih"))
        self.workbook_button = button(
            "participants_workbook", "", self.save_workbook, icon="file-spreadsheet",
            tip=self.tr("Simpan daftar ini ke Excel"),
        )  # fmt: skip
        self.workbook_button.setAccessibleName(self.tr("Simpan daftar ini ke Excel"))
        self.columns_button = self._columns_button()
        bar = row(
            self.total_badge, self.shown_label, self.subjects_button, self.clear_button, 1,
            self.batch_button, self.remove_button, self.copy_button, self.workbook_button,
            self.columns_button, self.add_button,
        )  # fmt: skip
        self.empty = EmptyState(
            self.tr("Belum ada peserta"),
            self.tr(
                "Impor daftar dari desa (Excel, CSV, atau tempelan), atau tambahkan peserta satu "
                "per satu dari KTP."
            ),
            button(
                "participants_import", self.tr("Impor daftar…"), self._on_import_requested,
                icon="file-spreadsheet",
            ),
            button(
                "participants_first", self.tr("Tambah peserta"), self.add, icon="user-plus"
            ),
        )  # fmt: skip
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self.grid_page = QWidget()
        self.banner = Banner("participants_banner")
        page = column(bar, self.banner, self.batch)
        page.addWidget(self.body, 1)
        self.grid_page.setLayout(page)
        self.stack.addWidget(self.grid_page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _offer_kept(self) -> None:
        """Offer to go on with a form that was left unsaved."""
        kept = unsaved.of(self.desk.store, self.activity.id)
        if kept is not None:
            name = kept.name or self.tr("peserta baru")
            self.banner.say(
                self.tr("Isian {name} belum disimpan.").format(name=name),
                "warn",
                self.tr("Lanjutkan"),
                lambda: self._resume(kept),
            )

    def _resume(self, kept: UnsavedForm) -> None:
        form = self._form()
        self.stack.setCurrentWidget(form)
        form.resume(kept)

    def _columns_button(self) -> QPushButton:
        made = button(
            "participants_columns", "", lambda: None, icon="columns-3",
            tip=self.tr("Pilih kolom yang tampil"),
        )  # fmt: skip
        made.setAccessibleName(self.tr("Pilih kolom yang tampil"))
        menu = QMenu(made)
        for one in self.table.table_model.columns[1:]:
            if one.key in self.needless:
                continue
            action = QAction(one.title, menu)
            action.setCheckable(True)
            action.setChecked(one.key in self.shown)
            action.toggled.connect(lambda on, key=one.key: self.set_shown(key, on))
            menu.addAction(action)
        made.setMenu(menu)
        return made

    def _renew_rules(self) -> None:
        self.rules = judgement.rulebook(self.desk.store, self.activity)
        subjects = self.source.subjects
        self.source = ParticipantSource(self.desk.store, self.activity.id, self.rules)
        self.source.subjects = subjects
        self.table.table_model.source = self.source

    def _show_totals(self) -> None:
        found = self.table.table_model.rowCount()
        selected = len(self.table.selectionModel().selectedRows())
        words = [self.tr("{count} peserta").format(count=number(self._total))]
        if self.activity.planned_participants:
            plan = number(self.activity.planned_participants)
            words.append(self.tr("rencana {count}").format(count=plan))
        self.total_badge.setText(" · ".join(words))
        told = []
        if found != self._total:
            told.append(self.tr("tampil {count}").format(count=number(found)))
        if selected > 1:
            told.append(self.tr("{count} terpilih").format(count=number(selected)))
        self.shown_label.setText(" · ".join(told))
        self.clear_button.setVisible(bool(self.table.filters()))
        subjects = self.source.subjects
        self.subjects_button.setVisible(subjects is not None)
        self.subjects_button.setText(
            self.tr("{count} yang ditunjuk").format(count=len(subjects or ()))
        )
        self.remove_button.setEnabled(selected > 0)
        self.copy_button.setEnabled(selected > 0)
        self.batch.show_count(selected)

    def _show_empty(self) -> None:
        self.body.setCurrentWidget(self.table if self._total else self.empty)
        for one in (
            self.batch_button, self.remove_button, self.copy_button, self.workbook_button,
            self.columns_button,
        ):  # fmt: skip
            one.setVisible(bool(self._total))
        self._show_totals()

    def _on_counted(self, _count: int) -> None:
        self._show_totals()

    def _on_filters_cleared(self) -> None:
        self.table.clear_filters()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_subjects_cleared(self) -> None:
        self.source.subjects = None
        self.table.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_batch_applied(self, values: Mapping[str, Any]) -> None:
        chosen = self.selected()
        changes = self.desk.do(participants.edit_many, chosen, values)
        if changes is not None:
            self._on_batch_closed()
            words = self.tr("{count} peserta diubah.").format(count=len(chosen))
            self.desk.say(words, "good", changes)

    def _on_batch_closed(self) -> None:
        self.batch.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_import_requested(self) -> None:
        self.desk.go("activity", code=self.activity.code, screen="intake")

    def _on_form_closed(self) -> None:
        """Go back to the grid, with the cursor on the one that was open."""
        last = self.form.dossier.participant_id if self.form and self.form.dossier else None
        self.show_grid()
        if last is not None:
            self.table.go_to(last)
