"""The panel beside the matrix: one check with its state, who looked, its files and a preview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QSizePolicy
from typing_extensions import override

from sertidesk.domain import documents as rules
from sertidesk.domain.documents import CheckState
from sertidesk.domain.formatting import file_size
from sertidesk.domain.procedure import Requirement
from sertidesk.services.attachments import Attachment
from sertidesk.services.documents import MatrixRow
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import badge, button, column, label, named, row, set_badge
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.documents_matrix import paths_of
from sertidesk.ui.steps.documents_model import TONES, checked_text
from sertidesk.ui.steps.documents_preview import PreviewPane


class DetailPanel(QFrame):
    """Shows one cell of the matrix; its buttons ask, the screen acts."""

    state_requested = Signal(object)  # state, for the cells selected
    add_requested = Signal()
    files_dropped = Signal(list)
    copy_requested = Signal(object)  # Attachment
    open_requested = Signal(object)
    remove_requested = Signal(object)
    crop_requested = Signal(object)
    enlarge_requested = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "document_detail", self.tr("Rincian berkas"))
        self.setProperty("card", True)
        self.setAcceptDrops(True)
        self.setMinimumWidth(300)
        self._files: list[Attachment] = []
        self.name_label = label("", "heading", wrap=True)
        self.about_label = label("", "muted", wrap=True)
        self.state_badge = badge("")
        self.checked_label = label("", "muted", wrap=True)
        self.note_label = label("", wrap=True)
        self.state_buttons = {state: self._state_button(state) for state in CheckState}
        self.files_label = label(self.tr("Lampiran"), "label")
        self.add_button = button(
            "attachment_add", self.tr("Tambah…"), self.add_requested.emit, icon="paperclip"
        )
        self.files_combo: QComboBox = named(
            QComboBox(), "attachment_list", self.tr("Lampiran berkas ini")
        )
        self.files_combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.preview = PreviewPane(desk, "attachment_preview")
        self.preview.add_tools(
            (
                self._tool("crop", "crop", self.tr("Potong pas foto 3 × 4"), self.crop_requested),
                self._tool("open", "external-link", self.tr("Buka"), self.open_requested),
                self._tool("copy", "download", self.tr("Simpan salinan…"), self.copy_requested),
                self._tool("enlarge", "eye", self.tr("Lihat besar"), self.enlarge_requested),
                self._tool("remove", "trash-2", self.tr("Hapus lampiran"), self.remove_requested),
            )
        )
        first = [CheckState.MISSING, CheckState.PRESENT, CheckState.VALID]
        second = [CheckState.NEEDS_FIX, CheckState.NOT_APPLICABLE]
        self.state_row = row(self.state_badge, self.checked_label)
        self.state_row.setStretch(1, 1)
        files_row = row(self.files_label, self.files_combo, self.add_button)
        files_row.setStretch(0, 1)
        files_row.setStretch(1, 1000)  # all the room, where there are files
        layout = column(
            column(self.name_label, self.about_label, spacing=2),
            self.state_row,
            self.note_label,
            row(*(self.state_buttons[state] for state in first), spacing=SPACE),
            row(*(self.state_buttons[state] for state in second), spacing=SPACE),
            files_row,
            self.preview,
            spacing=6,
        )
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.setStretch(layout.count() - 1, 1)
        self.setLayout(layout)
        # Connected signals
        self.files_combo.currentIndexChanged.connect(self._on_file_chosen)
        self.preview.enlarge_requested.connect(self._on_preview_activated)

    def current_file(self) -> Attachment | None:
        """Return the attachment chosen in the list."""
        place = self.files_combo.currentIndex()
        return self._files[place] if 0 <= place < len(self._files) else None

    def show_nothing(self, text: str) -> None:
        """Show that no cell is chosen."""
        self._show_head(text, "")
        self._show_files([], "")
        self._enable(False)

    def show_many(self, cells: int, people: int) -> None:
        """Show that several cells are chosen: the state buttons serve them all."""
        self._show_head(
            self.tr("{cells} sel dipilih").format(cells=cells),
            self.tr("{people} peserta. Tombol di bawah berlaku untuk semuanya.").format(
                people=people
            ),
        )
        self._show_files([], self.tr("Pilih satu sel untuk melihat lampirannya."))
        self._enable(True)
        self.add_button.setEnabled(False)

    def show_cell(
        self, matrix_row: MatrixRow, requirement: Requirement, files: Sequence[Attachment]
    ) -> None:
        """Show one check with its files."""
        cell = matrix_row.cell(requirement.key)
        note = f" ({requirement.note})" if requirement.note else ""
        self._show_head(matrix_row.name or self.tr("Tanpa nama"), f"{requirement.title}{note}")
        set_badge(self.state_badge, rules.WORDS[cell.state], TONES[cell.state])
        self.state_badge.show()
        self.checked_label.setText(checked_text(cell) or self.tr("belum diperiksa"))
        self.note_label.setText(cell.note)
        self.note_label.setVisible(bool(cell.note))
        for state, one in self.state_buttons.items():
            one.setChecked(state is cell.state)
        self._show_files(
            files, self.tr("Belum ada lampiran. Seret berkas ke sini atau tekan Tambah.")
        )
        self._enable(True)

    @override
    def dragEnterEvent(self, event: Any) -> None:
        if event.mimeData().hasUrls() and self.add_button.isEnabled():
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: Any) -> None:
        self.dragEnterEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.files_dropped.emit(paths_of(event))
        event.acceptProposedAction()

    def _state_button(self, state: CheckState) -> QPushButton:
        word, letter = rules.WORDS[state], rules.LETTERS[state]
        made = button(
            f"state_{state}",
            word.capitalize(),
            lambda: self.state_requested.emit(state),
            tip=self.tr("Tandai “{word}” (tombol {letter})").format(word=word, letter=letter),
        )
        made.setCheckable(True)
        return made

    def _tool(self, name: str, icon: str, tip: str, signal: Any) -> QPushButton:
        made = button(f"attachment_{name}", "", lambda: self._ask(signal), icon=icon, tip=tip)
        made.setAccessibleName(tip)
        made.setProperty("tool", True)
        made.setFixedWidth(30)
        return made

    def _ask(self, signal: Any) -> None:
        file = self.current_file()
        if file is not None:
            signal.emit(file)

    def _show_head(self, name: str, about: str) -> None:
        self.name_label.setText(name)
        self.about_label.setText(about)
        self.about_label.setVisible(bool(about))
        self.state_badge.hide()
        self.checked_label.setText("")
        self.note_label.hide()
        for one in self.state_buttons.values():
            one.setChecked(False)

    def _show_files(self, files: Sequence[Attachment], empty: str) -> None:
        chosen = self.current_file()
        self._files = list(files)
        self.files_combo.blockSignals(True)
        self.files_combo.clear()
        for place, file in enumerate(files, start=1):
            which = f"{place}/{len(files)} · " if len(files) > 1 else ""
            self.files_combo.addItem(f"{which}{file.file_name} · {file_size(file.size)}")
        ids = [file.id for file in files]
        keep = ids.index(chosen.id) if chosen is not None and chosen.id in ids else 0
        self.files_combo.setCurrentIndex(keep if files else -1)
        self.files_combo.blockSignals(False)
        self.files_combo.setVisible(bool(files))
        self.files_label.setVisible(not files)
        self.preview.show_attachment(self.current_file(), empty)

    def _enable(self, on: bool) -> None:
        for one in (*self.state_buttons.values(), self.add_button):
            one.setEnabled(on)

    def _on_file_chosen(self, _place: int) -> None:
        self.preview.show_attachment(self.current_file())

    def _on_preview_activated(self) -> None:
        self._ask(self.enlarge_requested)


def focus_first(panel: DetailPanel) -> None:
    """Put the keyboard into the panel: its files, or the button that adds one."""
    target = panel.files_combo if panel.files_combo.isVisible() else panel.add_button
    target.setFocus(Qt.FocusReason.OtherFocusReason)
