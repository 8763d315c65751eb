"""The checklist of documents: the matrix with its panel, and the pages behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sertidesk.domain import documents as rules
from sertidesk.domain.documents import CheckState
from sertidesk.services import attachments, documents
from sertidesk.services.documents import CellKey
from sertidesk.ui.kit.flow import FlowLayout
from sertidesk.ui.kit.parts import EmptyState, badge, button, column, label, named, row, set_badge
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.documents_detail import DetailPanel, focus_first
from sertidesk.ui.steps.documents_files import FileActions
from sertidesk.ui.steps.documents_matrix import MatrixView
from sertidesk.ui.steps.documents_model import ALL_VILLAGES, MatrixModel
from sertidesk.ui.steps.documents_note import NoteBar

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_SHOWN = frozenset({"participant", "person", "document_check", "attachment", "activity"})


class Screen(QWidget):
    """Participants × requirements of an activity."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "documents_screen", self.tr("Berkas peserta"))
        self.desk, self.activity = desk, activity
        self._acting = False
        self.model = MatrixModel(activity.procedure, step)
        self.view = MatrixView(self.model)
        self.detail = DetailPanel(desk)
        self.note_bar = NoteBar()
        self.files = FileActions(self)
        self.stack = QStackedWidget()
        self._build()
        # Connected signals
        self.search_edit.textEdited.connect(self._on_filter_changed)
        self.search_edit.returnPressed.connect(self._on_search_done)
        self.village_combo.activated.connect(self._on_filter_changed)
        self.open_button.toggled.connect(self._on_filter_changed)
        self.view.looked_at.connect(self._show_detail)
        self.view.state_requested.connect(self.mark)
        self.view.cycle_requested.connect(self._on_cycle_requested)
        self.view.row_valid_requested.connect(self._on_row_valid_requested)
        self.view.detail_requested.connect(self._on_detail_requested)
        self.view.files_dropped.connect(self.files.take_dropped)
        self.detail.state_requested.connect(self._on_state_requested)
        self.detail.add_requested.connect(self.files.add)
        self.detail.files_dropped.connect(self.files.take_dropped_here)
        self.detail.copy_requested.connect(self.files.save_copy)
        self.detail.open_requested.connect(self.files.open_outside)
        self.detail.remove_requested.connect(self.files.remove)
        self.detail.crop_requested.connect(self.files.crop)
        self.detail.enlarge_requested.connect(self.files.enlarge)
        self.note_bar.note_given.connect(self._on_note_given)
        self.note_bar.closed.connect(self.view.setFocus)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & _SHOWN:
            return
        if self._acting:  # its own change: only the rows concerned are read again
            return
        cell = self.view.current_cell()
        self.model.take_rows(documents.rows(self.desk.store, self.activity))
        self._list_villages()
        if cell is not None and self.view.current_cell() != cell:
            self.view.go_to(*cell)
        if self.view.current_cell() is None and self.model.shown:
            self.view.go_to(self.model.shown[0].participant_id)
        self._show_totals()
        self._show_detail()

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show only these participants, until the chip above the matrix is cleared."""
        self.show_matrix()
        self.model.subjects = frozenset(ids)
        self.search_edit.clear()
        self.model.text = ""
        self.village_combo.setCurrentIndex(0)
        self.model.village = ALL_VILLAGES
        self.open_button.setChecked(False)
        self._refilter()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_page(self, page: QWidget) -> None:
        """Show another page in the place of the matrix."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_matrix(self) -> None:
        """Show the matrix again."""
        self.stack.setCurrentWidget(self.matrix_page)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, cells: Sequence[CellKey], state: CheckState) -> None:
        """Set cells to a state; what is to be mended is asked for first."""
        if state is CheckState.NEEDS_FIX:
            self._ask_note(cells)
            return
        self._set_state(cells, state)

    def _build(self) -> None:
        self.search_edit: QLineEdit = named(
            QLineEdit(), "documents_search", self.tr("Cari nama atau NIK")
        )
        self.search_edit.setPlaceholderText(self.tr("Cari nama atau NIK…"))
        self.search_edit.setClearButtonEnabled(True)
        self.search_edit.textChanged.connect(
            lambda text: None if text else self._on_filter_changed()
        )
        self.search_edit.setMinimumWidth(120)
        self.search_edit.setMaximumWidth(190)
        self.village_combo: QComboBox = named(
            QComboBox(), "documents_village", self.tr("Desa/kelurahan")
        )
        self.village_combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.village_combo.setMinimumContentsLength(16)
        self.open_button: QPushButton = button(
            "documents_open_only", self.tr("Belum lengkap"), lambda: None, icon="list-filter"
        )
        self.open_button.setCheckable(True)
        self.subjects_button = button(
            "documents_subjects", "", self._on_subjects_cleared, icon="x",
            tip=self.tr("Tampilkan semua peserta lagi"),
        )  # fmt: skip
        self.total_badge = badge("", "plain")
        self.shown_label = label("", "muted")
        filters = QWidget()  # goes on in a second line where the window is narrow
        flow = FlowLayout(2 * SPACE)
        for one in (
            self.search_edit, self.village_combo, self.open_button, self.subjects_button,
            self.total_badge, self.shown_label,
        ):  # fmt: skip
            flow.addWidget(one)
        filters.setLayout(flow)
        actions = [
            button("documents_folder", self.tr("Folder pindaian…"), self.files.choose_folder,
                   icon="folder-open"),
            button("documents_reminders", self.tr("Pengingat…"), self.files.show_reminders,
                   icon="message-square-text"),
        ]  # fmt: skip
        for action in actions:
            action.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        tools = row(filters, *actions)
        tools.setStretch(0, 1)
        for action in actions:
            tools.setAlignment(action, Qt.AlignmentFlag.AlignTop)
        keys = label(
            self.tr(
                "Tombol:  B belum · A ada · P perlu perbaikan · S sah · T tidak berlaku · "
                "Spasi bergilir · Shift+S semua sah sebaris · Enter rincian"
            ),
            "muted",
        )
        named(keys, "documents_keys")
        keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        keys.setToolTip(keys.text())  # it gives way where there is no room
        left = QWidget()
        left.setLayout(column(self.view, self.note_bar, keys, spacing=SPACE))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        named(self.splitter, "documents_splitter")
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([760, 330])
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(SPACE)
        self.empty = self._empty_state()
        self.body = QStackedWidget()
        self.body.addWidget(self.splitter)
        self.body.addWidget(self.empty)
        self.top_bar = QWidget()
        self.top_bar.setLayout(tools)
        self.matrix_page = QWidget()
        page = column(self.top_bar, self.body, spacing=2 * SPACE)
        page.setStretch(1, 1)
        self.matrix_page.setLayout(page)
        self.stack.addWidget(self.matrix_page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.setFocusProxy(self.view)

    def _empty_state(self) -> EmptyState:
        if not self.model.requirements:
            return EmptyState(
                self.tr("Tidak ada persyaratan peserta"),
                self.tr(
                    "SOP kegiatan ini tidak mencantumkan berkas atau syarat peserta, jadi tidak "
                    "ada yang diperiksa di sini. Bila LSP meminta berkas, tulis di catatan langkah."
                ),
            )
        return EmptyState(
            self.tr("Belum ada peserta"),
            self.tr(
                "Setelah peserta terdaftar, di sini tampil berkas tiap peserta. Tambahkan peserta "
                "atau impor daftar dari desa lebih dahulu."
            ),
        )

    def _set_state(self, cells: Sequence[CellKey], state: CheckState, note: str = "") -> None:
        self._acting = True
        try:
            changes = self.desk.do(documents.set_state, self.activity, list(cells), state, note)
        finally:
            self._acting = False
        if changes is None or not changes.kinds:
            return
        if len(cells) > 1:
            text = self.tr("{count} sel ditandai “{word}”.").format(
                count=len(cells), word=rules.WORDS[state]
            )
            self.desk.say(text, "good", changes)
        self.refresh(list(dict.fromkeys(participant_id for participant_id, _ in cells)))

    def refresh(self, participant_ids: Sequence[str]) -> None:
        """Show some participants anew, in their places."""
        self.model.update_rows(
            documents.rows(self.desk.store, self.activity, list(participant_ids))
        )
        self._show_totals()
        self._show_detail()

    def _ask_note(self, cells: Sequence[CellKey]) -> None:
        first = self.model.row_of(cells[0][0])
        if first is None:
            return
        requirement = self.activity.procedure.requirement(cells[0][1])
        about = self.tr("{count} sel").format(count=len(cells))
        if len(cells) == 1:
            about = f"{rules.short_title(requirement)}, {first.name}"
        used = documents.notes_used(self.desk.store, self.activity)
        self.note_bar.ask(cells, about, first.cell(requirement.key).note, used)

    def _show_detail(self) -> None:
        cells = self.view.selected_cells()
        if len(cells) > 1:
            self.detail.show_many(len(cells), len({participant for participant, _ in cells}))
            return
        matrix_row = self.model.row_of(cells[0][0]) if cells else None
        if matrix_row is None:
            self.detail.show_nothing(self.tr("Pilih sel untuk melihat rinciannya"))
            return
        participant_id, requirement = cells[0]
        files = []
        if matrix_row.cell(requirement).attachments:
            files = attachments.of_participant(self.desk.store, participant_id, requirement)
        self.detail.show_cell(matrix_row, self.activity.procedure.requirement(requirement), files)

    def _show_totals(self) -> None:
        total, complete = self.model.total, self.model.complete()
        tone = "good" if total and complete == total else "plain"
        words = self.tr("{complete} dari {total} lengkap")
        set_badge(self.total_badge, words.format(complete=complete, total=total), tone)
        shown = len(self.model.shown)
        words = self.tr("tampil {shown}")
        self.shown_label.setText("" if shown == total else words.format(shown=shown))
        subjects = len(self.model.subjects)
        self.subjects_button.setVisible(bool(subjects))
        self.subjects_button.setText(self.tr("{count} peserta terpilih").format(count=subjects))
        there = bool(total and self.model.requirements)
        self.body.setCurrentWidget(self.splitter if there else self.empty)
        self.top_bar.setVisible(there)

    def _list_villages(self) -> None:
        self.village_combo.clear()
        self.village_combo.addItem(self.tr("Semua desa/kelurahan"), ALL_VILLAGES)
        for key, name, count in self.model.villages():
            words = name or self.tr("Tanpa desa/kelurahan")
            self.village_combo.addItem(f"{words} ({count})", key)
        place = self.village_combo.findData(self.model.village)
        self.village_combo.setCurrentIndex(max(place, 0))

    def _refilter(self) -> None:
        cell = self.view.current_cell()
        self.model.filter()
        if cell is not None and self.model.place_of(cell[0]) is not None:
            self.view.go_to(*cell)
        elif self.model.shown:
            self.view.go_to(self.model.shown[0].participant_id)
        self._show_totals()
        self._show_detail()

    def _on_filter_changed(self, *_: object) -> None:
        self.model.text = self.search_edit.text()
        self.model.village = self.village_combo.currentData() or ALL_VILLAGES
        self.model.only_open = self.open_button.isChecked()
        self._refilter()

    def _on_subjects_cleared(self) -> None:
        self.model.subjects = frozenset()
        self._refilter()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_search_done(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_cycle_requested(self, cells: Sequence[CellKey]) -> None:
        first = self.model.row_of(cells[0][0])
        if first is not None:
            self._set_state(cells, rules.next_state(first.cell(cells[0][1]).state))

    def _on_row_valid_requested(self, people: Sequence[str]) -> None:
        cells = [
            (key, item.key)
            for key in people
            for item in self.activity.procedure.requirements
            if (found := self.model.row_of(key)) is not None
            and found.cell(item.key).state is not CheckState.NOT_APPLICABLE
        ]
        self._set_state(cells, CheckState.VALID)

    def _on_state_requested(self, state: CheckState) -> None:
        cells = self.view.selected_cells()
        if cells:
            self.mark(cells, state)
            self._show_detail()
            if not self.note_bar.isVisible():
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_note_given(self, cells: Sequence[CellKey], note: str) -> None:
        self._set_state(cells, CheckState.NEEDS_FIX, note)

    def _on_detail_requested(self) -> None:
        focus_first(self.detail)
