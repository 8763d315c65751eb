"""Impor daftar: choose the file → columns → every row with its findings → what was written.

The four pages stand beside it (`intake_choose`, `intake_columns`, `intake_rows`, `intake_done`);
this module leads from one to the next. Nothing is written before the last page.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget
from typing_extensions import override

from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import Step
from sertidesk.intake import reader
from sertidesk.intake.columns import Roles
from sertidesk.intake.report import ListReport
from sertidesk.intake.sheet import Sheet
from sertidesk.services import intake, intake_files
from sertidesk.services.activity import Activity
from sertidesk.services.intake import ImportOutcome
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import Banner, button, column, label, row
from sertidesk.ui.kit.prompts import SPREADSHEETS, WORKBOOK
from sertidesk.ui.steps.intake_choose import ChoosePage
from sertidesk.ui.steps.intake_columns import ColumnsPage
from sertidesk.ui.steps.intake_done import DonePage
from sertidesk.ui.steps.intake_rows import RowsPage


class Screen(QWidget):
    """The import of one list into one activity."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        self.setObjectName("intake_screen")
        self.setAcceptDrops(True)
        self._desk = desk
        self._activity = activity
        self._name = ""
        self._sheets: Sequence[Sheet] = ()
        self._listed: ListReport | None = None
        self._outcome: ImportOutcome | None = None
        self.banner = Banner("intake_banner")
        self.choose_page = ChoosePage()
        self.columns_page = ColumnsPage()
        self.rows_page = RowsPage(desk)
        self.done_page = DonePage()
        self.stack = QStackedWidget()
        for page in (self.choose_page, self.columns_page, self.rows_page, self.done_page):
            self.stack.addWidget(page)
        self.where_label = label("", "heading")
        self.back_button = button("intake_back", self.tr("Ubah kolom"), self._on_back_clicked)
        self.cancel_button = button("intake_cancel", self.tr("Tutup daftar ini"), self.restart)
        self.next_button = button(
            "intake_next", self.tr("Periksa baris"), self._on_next_clicked, primary=True
        )
        self.setLayout(
            column(
                self.banner,
                row(self.where_label, 1, self.cancel_button, self.back_button, self.next_button),
                self.stack,
            )
        )
        self._connect()
        self.restart()

    def _connect(self) -> None:
        """Connect the signals of the pages, in one place."""
        self.choose_page.file_requested.connect(self._on_file_requested)
        self.choose_page.paste_requested.connect(self.paste)
        self.choose_page.template_requested.connect(self._on_template_requested)
        self.choose_page.undo_requested.connect(self._on_undo_requested)
        self.columns_page.mapping_edited.connect(self._on_mapping_edited)
        self.rows_page.counted.connect(self._on_rows_counted)
        self.done_page.undo_requested.connect(self._on_undo_outcome_requested)
        self.done_page.failed_rows_requested.connect(self._on_failed_rows_requested)
        self.done_page.restart_requested.connect(self.restart)
        self.done_page.participants_requested.connect(self._on_participants_requested)
        QShortcut(QKeySequence.StandardKey.Paste, self.choose_page, self.paste)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the imports of the past anew; a list that is being checked is left alone."""
        if kinds is None or "import_batch" in kinds:
            self.choose_page.show_batches(intake.batches(self._desk.store, self._activity))

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Have nothing to show of single participants: they are on the tab beside."""

    def restart(self) -> None:
        """Forget the list and begin at the first page."""
        self._sheets, self._listed, self._outcome = (), None, None
        self.banner.hide()
        self.choose_page.show_batches(intake.batches(self._desk.store, self._activity))
        self._go(self.choose_page)

    def open_file(self, path: Path) -> None:
        """Read a file beside the window and go to its columns."""
        self.banner.hide()
        self._desk.run(
            self.tr("Membaca {name}…").format(name=path.name),
            intake_files.read_file,
            self._activity,
            path,
            done=self._on_read,
        )

    def paste(self) -> None:
        """Take rows from the clipboard, as copied from a spreadsheet or a table."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.banner.say(
                self.tr("Papan klip kosong. Salin dahulu baris-baris dari Excel."), "warn"
            )
            return
        try:
            sheets = reader.read_pasted(text)
        except UserError as error:
            self.banner.say(str(error), "bad")
            return
        self._read_sheets(sheets, self.tr("tempelan"))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if len(files) > 1:
            self.banner.say(self.tr("Lepaskan satu berkas saja setiap kali."), "warn")
        elif files:
            event.acceptProposedAction()
            self.open_file(files[0])

    def _read_sheets(
        self, sheets: Sequence[Sheet], name: str, mapping: dict[str, Roles] | None = None
    ) -> None:
        chosen = self.columns_page.chosen_sheets() if mapping is not None else None
        self._desk.run(
            self.tr("Memeriksa baris…"),
            intake_files.check_sheets,
            self._activity,
            sheets,
            name,
            chosen,
            mapping,
            done=self._on_read if mapping is None else self._on_reread,
        )

    def _on_read(self, answer: tuple[Sequence[Sheet], ListReport]) -> None:
        self._sheets, self._listed = answer
        self._name = self._listed.file
        self.columns_page.show_list(self._listed, self._sheets)
        self._go(self.columns_page)

    def _on_reread(self, answer: tuple[Sequence[Sheet], ListReport]) -> None:
        self._sheets, self._listed = answer
        self.columns_page.settle()
        for sheet in self._listed.sheets:
            if sheet.chosen and sheet.fingerprint and self.columns_page.is_changed(sheet.name):
                self._desk.do(intake.remember_mapping, sheet.fingerprint, sheet.roles)
        self._show_rows()

    def _show_rows(self) -> None:
        assert self._listed is not None
        self.rows_page.show_rows(self._activity, self._listed)
        self._go(self.rows_page)

    def _on_mapping_edited(self) -> None:
        self.next_button.setEnabled(bool(self.columns_page.chosen_sheets()))

    def _on_rows_counted(self) -> None:
        if self.stack.currentWidget() is self.rows_page and self._listed is not None:
            count = self._listed.accepted
            self.next_button.setText(self.tr("Impor {count} peserta").format(count=count))
            self.next_button.setEnabled(count > 0)

    def _on_next_clicked(self) -> None:
        page = self.stack.currentWidget()
        if page is self.columns_page:
            if self.columns_page.is_edited():
                self._read_sheets(self._sheets, self._name, self.columns_page.mapping())
            else:
                self._show_rows()
        elif page is self.rows_page and self._listed is not None:
            self._desk.run(
                self.tr("Menulis peserta…"),
                intake.commit,
                self._activity,
                self._listed,
                done=self._on_committed,
            )

    def _on_back_clicked(self) -> None:
        self._go(self.columns_page)

    def _on_committed(self, outcome: ImportOutcome) -> None:
        assert self._listed is not None
        self._outcome = outcome
        self.done_page.show_outcome(outcome, self._listed)
        self._go(self.done_page)

    def _on_file_requested(self) -> None:
        files = self._desk.prompts.open_files(self.tr("Pilih daftar peserta"), SPREADSHEETS)
        if files:
            self.open_file(files[0])

    def _on_template_requested(self) -> None:
        path = self._desk.prompts.save_file(
            self.tr("Simpan formulir kosong"), "Daftar calon peserta.xlsx", WORKBOOK
        )
        if path and self._desk.do(intake_files.write_template, self._activity, path):
            self._desk.say(
                self.tr("Formulir kosong disimpan: {name}. Bagikan ke desa.").format(name=path.name)
            )

    def _on_failed_rows_requested(self) -> None:
        assert self._listed is not None
        path = self._desk.prompts.save_file(
            self.tr("Simpan baris yang belum diterima"), "Perlu diperbaiki.xlsx", WORKBOOK
        )
        if path:
            written = self._desk.do(intake_files.write_failed_rows, self._listed, path)
            if written:
                self._desk.say(
                    self.tr("{count} baris disimpan. Perbaiki, lalu impor lagi berkas itu.").format(
                        count=written.rows
                    )
                )

    def _on_undo_outcome_requested(self) -> None:
        assert self._outcome is not None
        self._on_undo_requested(self._outcome.batch)
        self.restart()

    def _on_undo_requested(self, batch: str) -> None:
        count = self._desk.do(intake.undo, batch)
        if count is not None:
            self._desk.changed.emit(frozenset(("participant", "person", "import_batch")))
            self._desk.say(
                self.tr("Impor dibatalkan: {count} peserta dikeluarkan lagi.").format(count=count)
            )

    def _on_participants_requested(self) -> None:
        self._desk.go("activity", code=self._activity.code, screen="participants")

    def _go(self, page: QWidget) -> None:
        focused = QApplication.focusWidget()
        elsewhere = isinstance(focused, QLineEdit) and not self.isAncestorOf(focused)
        self.stack.setCurrentWidget(page)
        first, last = page is self.choose_page, page is self.done_page
        places = {
            self.choose_page: self.tr("1 dari 4 · Pilih daftar"),
            self.columns_page: self.tr("2 dari 4 · Kolom"),
            self.rows_page: self.tr("3 dari 4 · Periksa baris"),
            self.done_page: self.tr("4 dari 4 · Selesai"),
        }
        name = f" · {self._name}" if self._name and not first else ""
        self.where_label.setText(places[page] + name)
        # From the columns, back and away are the same: one button for it.
        self.back_button.setVisible(page is self.rows_page)
        self.cancel_button.setVisible(not first and not last)
        self.next_button.setVisible(not first and not last)
        # Not "Lanjut": that is what leads to the next step of the SOP.
        self.next_button.setText(self.tr("Periksa baris"))
        self.next_button.setEnabled(True)
        self._on_rows_counted()
        if self.isVisible() and not elsewhere:  # not from someone who types in the search
            self._first_widget(page).setFocus()

    def _first_widget(self, page: QWidget) -> QWidget:
        """Return where the keys go on a page: the way on, or the rows to look at."""
        return {
            self.choose_page: self.choose_page.file_button,
            self.columns_page: self.next_button,
            self.rows_page: self.rows_page.table,
            self.done_page: self.done_page.participants_button,
        }[page]
