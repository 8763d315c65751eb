"""Change one SOP: what it is, its roles, steps, requirements, promised time, or its whole file."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from sertidesk.domain import digest
from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import Procedure
from sertidesk.export.procedure_toml import to_toml
from sertidesk.intake.procedure import load_text
from sertidesk.services import procedure_library
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import Banner, button, label, named, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.procedure_grids import RequirementsTab, RolesTab
from sertidesk.ui.procedure_head import HeadTab
from sertidesk.ui.procedure_phases import PhasesTab
from sertidesk.ui.procedure_steps import StepsTab


class EditorTab(Protocol):
    """A tab: shows a part of the procedure, and gives the whole back with that part changed."""

    def show_procedure(self, procedure: Procedure) -> None: ...

    def taken_over(self, procedure: Procedure) -> Procedure: ...

    def set_read_only(self, read_only: bool) -> None: ...


class ProcedureEditor(QWidget):
    """A page over one SOP; nothing is kept before it is saved."""

    saved = Signal(str)  # its code
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "procedure_editor", self.tr("Ubah SOP"))
        self._desk = desk
        self.procedure: Procedure | None = None  # as it stands; None: its text is damaged
        self._code = ""  # under which it was opened
        self._is_dirty = False
        self._read_only = False
        self._shown = 0
        self.banner = Banner()
        self.title_label = label("", "heading")
        self.head, self.roles, self.steps = HeadTab(), RolesTab(), StepsTab()
        self.requirements, self.phases = RequirementsTab(), PhasesTab()
        self._tabs: tuple[EditorTab, ...] = (
            self.steps, self.roles, self.requirements, self.phases, self.head,
        )  # fmt: skip
        self.text_edit: QPlainTextEdit = named(
            QPlainTextEdit(), "procedure_text", self.tr("Isi berkas SOP")
        )
        self.tabs = named(QTabWidget(), "procedure_tabs", self.tr("Bagian SOP"))
        self.save_button = button(
            "procedure_save", self.tr("Simpan"), self.save, icon="save", primary=True,
            shortcut="Ctrl+S",
        )  # fmt: skip
        self.check_button = button("procedure_check", self.tr("Periksa"), self.check, icon="check")
        self._build()
        # Connected signals
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.text_edit.textChanged.connect(self._on_edited)
        for tab in (self.head, self.roles, self.steps, self.requirements, self.phases):
            tab.edited.connect(self._on_edited)

    def open(self, procedure: Procedure, *, read_only: bool = False) -> None:
        """Show an SOP to be changed, or only to be read."""
        self._begin(procedure.code, read_only)
        self.procedure = procedure
        self.title_label.setText(procedure.name)
        self._bring_up(0)
        self._show_tab(0)
        self._is_dirty = False
        self.steps.setFocus()

    def open_text(self, text: str, code: str, problem: str) -> None:
        """Show the text of an SOP that cannot be read, to be mended."""
        self._begin(code, read_only=False)
        self.procedure = None
        self.title_label.setText(code)
        self._bring_up(self._text_place)
        self._set_text(text)
        self.banner.say(problem, "bad")
        self._is_dirty = False

    def check(self) -> bool:
        """Tell in the page whether the SOP can be used, and whether its promise can be kept."""
        try:
            self._take_over()
            assert self.procedure is not None
            load_text(to_toml(self.procedure), self.tr("SOP ini"))
        except UserError as error:
            self.banner.say(str(error), "bad")
            return False
        conflict = digest.conflict(self.procedure)
        words = self.tr("SOP ini dapat dipakai.")
        self.banner.say(f"{words} {conflict}".strip(), "warn" if conflict else "good")
        return True

    def save(self) -> None:
        """Keep the SOP, if it can be used."""
        if self._read_only or not self.check() or self.procedure is None:
            return
        changes = self._desk.do(procedure_library.save, self.procedure, former_code=self._code)
        if changes is not None:
            self.banner.hide()
            self._is_dirty = False
            self._desk.say(
                self.tr("SOP “{name}” disimpan. Kegiatan baru dapat memakainya.").format(
                    name=self.procedure.name
                ),
                undo=changes,
            )
            self.saved.emit(changes.subject)

    def leave(self) -> None:
        """Go back; what was changed and not saved is asked about."""
        if self._is_dirty and not self._desk.prompts.confirm(
            self.tr("Tinggalkan tanpa menyimpan?"),
            self.tr("Perubahan pada SOP ini belum disimpan."),
            self.tr("Tinggalkan"),
            danger=True,
        ):
            return
        self._is_dirty = False
        self.left.emit()

    def _build(self) -> None:
        for tab, title in zip(
            self._tabs,
            (
                self.tr("Langkah"), self.tr("Pelaksana"), self.tr("Persyaratan"),
                self.tr("Jangka waktu"), self.tr("Dokumen"),
            ),
            strict=True,
        ):  # fmt: skip
            assert isinstance(tab, QWidget)
            self.tabs.addTab(tab, title)
        self._text_place = self.tabs.addTab(self.text_edit, self.tr("Seluruh isi"))
        self.text_edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text_edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        back = button(
            "procedure_back", self.tr("Kembali"), self.leave, icon="arrow-left", shortcut="Esc"
        )
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(2 * SPACE)
        page.addLayout(row(back, self.title_label, 1, self.check_button, self.save_button))
        page.addWidget(self.banner)
        page.addWidget(self.tabs, 1)

    def _begin(self, code: str, read_only: bool) -> None:
        self._code, self._read_only = code, read_only
        self.banner.hide()
        self.save_button.setVisible(not read_only)
        self.check_button.setVisible(not read_only)
        self.text_edit.setReadOnly(read_only)
        for tab in self._tabs:
            tab.set_read_only(read_only)

    def _bring_up(self, place: int) -> None:
        """Bring a tab to the front without taking anything over."""
        self._shown = place
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)

    def _show_tab(self, place: int) -> None:
        assert self.procedure is not None
        self._shown = place
        dirty = self._is_dirty
        if place == self._text_place:
            self._set_text(to_toml(self.procedure))
        else:
            self._tabs[place].show_procedure(self.procedure)
        self._is_dirty = dirty

    def _set_text(self, text: str) -> None:
        self.text_edit.blockSignals(True)
        self.text_edit.setPlainText(text)
        self.text_edit.blockSignals(False)

    def _take_over(self) -> None:
        """Take what stands in the tab in sight over into the SOP; raise where it cannot be read."""
        if self._read_only:
            return
        if self._shown == self._text_place:
            name = self.tr("Seluruh isi")
            self.procedure = load_text(self.text_edit.toPlainText(), name)
        elif self.procedure is not None:
            changed = self._tabs[self._shown].taken_over(self.procedure)
            self.procedure = replace(changed, format=1)

    def _on_tab_changed(self, place: int) -> None:
        if place == self._shown:
            return
        try:
            self._take_over()
        except UserError as error:  # nothing is lost: what was typed stays in sight
            self.banner.say(str(error), "bad")
            self._bring_up(self._shown)
            return
        self.banner.hide()
        self._show_tab(place)

    def _on_edited(self) -> None:
        self._is_dirty = True
