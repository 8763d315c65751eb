"""The SOPs an activity can begin with: look, copy, change, print, carry to another PC."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sertidesk.domain.errors import UserError
from sertidesk.services import procedure_library
from sertidesk.services.preview import Order
from sertidesk.services.procedure_library import Listed
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.procedure_editor import ProcedureEditor

_TOML = "SOP SertiDesk (*.toml)"
_SHIPPED, _OWN, _BROKEN = "bawaan", "kantor", "rusak"


class Section(QWidget):
    """The list of SOPs, and the page that shows or changes one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "procedures_section", self.tr("SOP"))
        self._desk = desk
        self._listed: dict[str, Listed] = {}
        self.editor = ProcedureEditor(desk)
        badges = {_SHIPPED: (_SHIPPED, "plain"), _OWN: (_OWN, "accent"), _BROKEN: (_BROKEN, "bad")}
        columns = [
            TableColumn("name", self.tr("Nama"), 190),
            TableColumn("title", self.tr("Judul"), 300),
            TableColumn("origin", self.tr("Asal"), 84, badges=badges),
            TableColumn("steps", self.tr("Langkah"), 70, align_right=True),
            TableColumn("activities", self.tr("Kegiatan"), 74, align_right=True),
            TableColumn("code", self.tr("Kode"), 160),
        ]
        self.source = RowList(columns)
        self.table = Table("procedures_table", self.tr("SOP"), self.source, columns)
        self._build()
        # Connected signals
        self.editor.left.connect(self._show_list)
        self.editor.saved.connect(self._on_saved)
        self.table.row_activated.connect(lambda _key: self.open())
        self.table.selection_changed.connect(self._show_buttons)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is None or kinds & {"office_procedure", "activity"}:
            listed = procedure_library.listing(self._desk.store)
            self._listed = {one.code: one for one in listed}
            self.source.rows_held = [_cells(one) for one in listed]
            self.table.reload()
            if self.table.current_key() is None:
                self.table.selectRow(0)
            self._show_buttons()

    def open(self) -> None:
        """Show the chosen SOP: one of the office to be changed, a shipped one to be read."""
        one = self._chosen()
        if one is None:
            return
        if one.procedure is None:
            text = procedure_library.text_of(self._desk.store, one.code)
            self.editor.open_text(text, one.code, one.problem)
        else:
            self.editor.open(one.procedure, read_only=not one.own)
        self.stack.setCurrentWidget(self.editor)

    def copy(self) -> None:
        """Make a copy of the chosen SOP and change it."""
        one = self._chosen()
        changes = self._desk.do(procedure_library.copy, one.code) if one is not None else None
        if changes is not None:
            code = changes.subject or ""
            self.editor.open(procedure_library.get(self._desk.store, code))
            self.stack.setCurrentWidget(self.editor)

    def remove(self) -> None:
        """Take out the chosen SOP of the office; activities keep their copy of it."""
        one = self._chosen()
        changes = self._desk.do(procedure_library.remove, one.code) if one is not None else None
        if changes is not None and one is not None:
            self._desk.say(self.tr("“{name}” dihapus.").format(name=one.name), undo=changes)

    def take_in(self) -> None:
        """Keep an SOP from a file."""
        chosen = self._desk.prompts.open_files(self.tr("Impor SOP"), _TOML)
        changes = self._desk.do(procedure_library.import_file, chosen[0]) if chosen else None
        if changes is not None:
            words = self.tr("SOP disimpan dengan kode “{code}”.")
            self._desk.say(words.format(code=changes.subject), undo=changes)
            self.table.go_to(changes.subject or "")

    def give_out(self) -> None:
        """Write the chosen SOP as a file, to be carried to another PC."""
        one = self._chosen()
        path = self._target(self.tr("Ekspor SOP"), f"{one.code}.toml", _TOML) if one else None
        if one is None or path is None:
            return
        try:
            procedure_library.export_file(self._desk.store, one.code, path)
        except UserError as error:
            self._desk.tell(error)
        else:
            self._desk.say(self.tr("Ditulis ke {file}.").format(file=path.name))

    def print_out(self) -> None:
        """Write the chosen SOP as a PDF, in the official shape."""
        from sertidesk.services import procedure_papers  # the PDF library is slow to import

        one = self._chosen()
        if one is not None:
            make = procedure_papers.print_from_library
            self._desk.preview(Order(self.tr("SOP"), f"SOP {one.name}", make, (one.code,)))

    def _build(self) -> None:
        self.open_button = button("procedures_open", self.tr("Ubah"), self.open, icon="pencil")
        self.copy_button = button(
            "procedures_copy", self.tr("Salin dan ubah"), self.copy, icon="copy", primary=True
        )
        self.remove_button = button(
            "procedures_remove", self.tr("Hapus"), self.remove, icon="trash-2"
        )
        self.give_button = button(
            "procedures_export", self.tr("Ekspor…"), self.give_out, icon="upload"
        )
        self.print_button = button(
            "procedures_print", self.tr("Cetak…"), self.print_out, icon="printer"
        )
        take = button("procedures_import", self.tr("Impor…"), self.take_in, icon="download")
        told = label(
            self.tr(
                "SOP bawaan tetap seperti dokumen aslinya; salin untuk menyesuaikannya dengan "
                "kantor. Kegiatan yang sudah dimulai memakai salinan SOP saat itu."
            ),
            "muted",
            wrap=True,
        )
        self.problem_label = label("", wrap=True)
        self.problem_label.setProperty("badge", "bad")
        self.list_page = QWidget()
        page = column(
            label(self.tr("SOP"), "heading"), told, self.table, self.problem_label,
            row(self.open_button, self.remove_button, self.print_button, self.give_button, take,
                1, self.copy_button),
        )  # fmt: skip
        page.setStretch(2, 1)
        self.list_page.setLayout(page)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list_page)
        self.stack.addWidget(self.editor)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _chosen(self) -> Listed | None:
        return self._listed.get(self.table.current_key() or "")

    def _target(self, title: str, name: str, kinds: str) -> Path | None:
        return self._desk.prompts.save_file(title, name, kinds)

    def _show_buttons(self) -> None:
        one = self._chosen()
        usable = one is not None and one.procedure is not None
        for widget in (self.copy_button, self.print_button):
            widget.setEnabled(usable)
        for widget in (self.open_button, self.give_button):
            widget.setEnabled(one is not None)
        own = one is not None and one.own
        self.remove_button.setEnabled(own)
        self.open_button.setText(self.tr("Ubah") if own else self.tr("Lihat"))
        self.problem_label.setText(one.problem if one is not None else "")
        self.problem_label.setVisible(one is not None and bool(one.problem))

    def _show_list(self) -> None:
        self.stack.setCurrentWidget(self.list_page)
        self.table.setFocus()

    def _on_saved(self, code: str) -> None:
        self._show_list()
        self.reload(None)
        self.table.go_to(code)


def _cells(one: Listed) -> tuple[Any, ...]:
    rules = one.procedure
    origin = _BROKEN if rules is None else _OWN if one.own else _SHIPPED
    return (
        one.code, one.name, rules.title if rules else "", origin,
        len(rules.steps) if rules else None, one.activities or None, one.code,
    )  # fmt: skip
