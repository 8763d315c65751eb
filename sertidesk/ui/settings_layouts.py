"""The layouts of recaps and the LSPs' forms: look, copy, change, take out, carry to another PC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sertidesk.domain.errors import UserError
from sertidesk.export import files, layout_toml
from sertidesk.services import forms, layouts
from sertidesk.services.layouts import OfficeLayout
from sertidesk.services.store import Store
from sertidesk.ui.bnsp_codes import CodesPage
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.layout_editor import KIND_WORDS, LayoutEditor

TOML = "Tata letak SertiDesk (*.toml)"
_SHIPPED, _OWN, _REPLACING, _BROKEN, _FORM = "bawaan", "kantor", "pengganti", "rusak", "formulir"
_FORM_KEY = "form:"
_PLACES = {"title": 1, "kind": 2, "origin": 3, "columns": 4, "name": 5}


class _Layouts:
    """The layouts and forms as a table source."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.layouts: Mapping[str, OfficeLayout] = {}
        self._found: list[tuple[Any, ...]] = []

    def count(self, filters: Mapping[str, str]) -> int:
        store = self._desk.store
        self.layouts = {one.name: one for one in layouts.available(store)}
        cells: list[tuple[Any, ...]] = [
            (
                one.name,
                one.title,
                KIND_WORDS.get(one.kind, ""),
                _origin(one),
                sum(len(sheet.columns) for sheet in one.layout.sheets) if one.layout else None,
                one.name,
            )
            for one in self.layouts.values()
        ]
        cells += [
            (f"{_FORM_KEY}{form.name}", form.name, KIND_WORDS["lsp"], _FORM,
             len(form.mapping.columns), form.file_name)
            for form in forms.listing(store)
        ]  # fmt: skip
        self._found = [
            one
            for one in sorted(cells, key=lambda one: str(one[1]).casefold())
            if all(
                wanted.strip().lower() in str(one[_PLACES[key]]).lower()
                for key, wanted in filters.items()
            )
        ]
        return len(self._found)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        found = self._found
        if sort:
            found = sorted(
                found,
                key=lambda one: (one[_PLACES[sort]] is None, one[_PLACES[sort]]),
                reverse=descending,
            )
        return found[offset : offset + limit]


class Section(QWidget):
    """The list of layouts, and the page that changes one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "layouts_section", self.tr("Tata letak"))
        self._desk = desk
        self.source = _Layouts(desk)
        self.editor = LayoutEditor(desk)
        self.codes_page = CodesPage(desk)
        badges = {
            _SHIPPED: (_SHIPPED, "plain"),
            _OWN: (_OWN, "accent"),
            _REPLACING: (self.tr("pengganti bawaan"), "accent"),
            _BROKEN: (_BROKEN, "bad"),
            _FORM: (self.tr("formulir LSP"), "good"),
        }
        self.table = Table(
            "layouts_table",
            self.tr("Tata letak dan formulir"),
            self.source,
            [
                TableColumn("title", self.tr("Judul"), 330),
                TableColumn("kind", self.tr("Untuk"), 120),
                TableColumn("origin", self.tr("Asal"), 136, badges=badges),
                TableColumn("columns", self.tr("Kolom"), 70, align_right=True),
                TableColumn("name", self.tr("Nama"), 180),
            ],
        )
        self._build()
        # Connected signals
        self.table.selection_changed.connect(self._show_buttons)
        self.table.row_activated.connect(lambda _key: self.edit())
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self._show_list)
        self.codes_page.left.connect(self._show_list)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is None or kinds & {"layout", "form"}:
            self.table.reload()
            self._show_buttons()

    def edit(self) -> None:
        """Change the chosen layout; a shipped one is replaced by what is saved."""
        one = self._chosen()
        if one is not None and one.layout is not None:
            self.editor.open(one.layout)
            self.stack.setCurrentWidget(self.editor)

    def copy(self) -> None:
        """Make a copy of the chosen layout and change it."""
        one = self._chosen()
        changes = self._desk.do(layouts.copy, one.name) if one is not None else None
        if changes is not None:
            self.editor.open(layouts.get(self._desk.store, changes.subject or ""))
            self.stack.setCurrentWidget(self.editor)

    def remove(self) -> None:
        """Take out the chosen layout or form of the office."""
        key = self.table.current_key() or ""
        use_case, name = layouts.remove, key
        if key.startswith(_FORM_KEY):
            use_case, name = forms.remove, key.removeprefix(_FORM_KEY)
        changes = self._desk.do(use_case, name)
        if changes is not None:
            self._desk.say(self.tr("“{name}” dihapus.").format(name=name), undo=changes)

    def take_in(self) -> None:
        """Keep a layout from a TOML file."""
        chosen = self._desk.prompts.open_files(self.tr("Impor tata letak"), TOML)
        if not chosen:
            return

        def keep(store: Store) -> Any:
            layout = layout_toml.load(chosen[0])
            return layouts.save(store, layout_toml.to_toml(layout))

        changes = self._desk.do(keep)
        if changes is not None:
            self._desk.say(
                self.tr("Tata letak “{name}” disimpan.").format(name=changes.subject), undo=changes
            )

    def give_out(self) -> None:
        """Write the chosen layout as a TOML file, to be carried to another PC."""
        one = self._chosen()
        if one is None or one.layout is None:
            return
        path = self._desk.prompts.save_file(self.tr("Ekspor tata letak"), f"{one.name}.toml", TOML)
        if path is None:
            return
        try:
            files.write_text(path, layout_toml.to_toml(one.layout))
        except UserError as error:
            self._desk.tell(error)
        else:
            self._desk.say(self.tr("Ditulis ke {file}.").format(file=path.name))

    def show_codes(self) -> None:
        """Show the codes of the BNSP sheet."""
        self.codes_page.reload()
        self.stack.setCurrentWidget(self.codes_page)

    def _build(self) -> None:
        self.edit_button = button(
            "layouts_edit", self.tr("Ubah"), self.edit, icon="pencil",
            tip=self.tr("Ubah tata letak ini; yang bawaan digantikan oleh hasil ubahan"),
        )  # fmt: skip
        self.copy_button = button(
            "layouts_copy", self.tr("Salin dan ubah"), self.copy, icon="copy", primary=True
        )
        self.remove_button = button("layouts_remove", self.tr("Hapus"), self.remove, icon="trash-2")
        self.give_button = button(
            "layouts_export", self.tr("Ekspor…"), self.give_out, icon="upload"
        )
        codes = button(
            "layouts_codes", self.tr("Kode BNSP…"), self.show_codes,
            tip=self.tr("Kode pendidikan, pekerjaan, anggaran, dan kementerian di lembar BNSP"),
        )  # fmt: skip
        take = button("layouts_import", self.tr("Impor…"), self.take_in, icon="download")
        told = label(
            self.tr(
                "Tata letak menentukan kolom setiap rekap. Yang bawaan tetap ada; salin atau ubah "
                "bila LSP atau portal meminta bentuk lain. Formulir LSP dikenalkan di langkah "
                "Rekap ke LSP."
            ),
            "muted",
            wrap=True,
        )
        self.problem_label = label("", wrap=True)
        self.problem_label.setProperty("badge", "bad")
        self.problem_label.hide()
        self.list_page = QWidget()
        page = column(
            label(self.tr("Tata letak rekap"), "heading"), told, self.table, self.problem_label,
            row(self.edit_button, self.remove_button, self.give_button, take, codes, 1,
                self.copy_button),
        )  # fmt: skip
        page.setStretch(2, 1)
        self.list_page.setLayout(page)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list_page)
        self.stack.addWidget(self.editor)
        self.stack.addWidget(self.codes_page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _chosen(self) -> OfficeLayout | None:
        return self.source.layouts.get(self.table.current_key() or "")

    def _show_buttons(self) -> None:
        key, one = self.table.current_key() or "", self._chosen()
        usable = one is not None and one.layout is not None
        for widget in (self.edit_button, self.copy_button, self.give_button):
            widget.setEnabled(usable)
        is_own = (one is not None and one.own) or key.startswith(_FORM_KEY)
        self.remove_button.setEnabled(is_own)
        restores = one is not None and one.replaces
        self.remove_button.setText(self.tr("Kembalikan bawaan") if restores else self.tr("Hapus"))
        self.problem_label.setText(one.problem if one is not None else "")
        self.problem_label.setVisible(one is not None and bool(one.problem))

    def _show_list(self) -> None:
        self.stack.setCurrentWidget(self.list_page)

    def _on_saved(self, _name: str) -> None:
        self._show_list()
        self.reload(None)


def _origin(one: OfficeLayout) -> str:
    if one.layout is None:
        return _BROKEN
    if one.replaces:
        return _REPLACING
    return _OWN if one.own else _SHIPPED
