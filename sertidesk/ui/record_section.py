"""A section of the settings with a short list, and below it the fields of one record.

What the records are, their columns and fields, each such section says itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from sertidesk.domain.errors import UserError
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.form import FormField, section
from sertidesk.ui.kit.parts import Banner, EmptyState, button, column, label, row
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE


class RecordSection(QWidget):
    """The list with its keys, and the form that adds or changes one record.

    ``service`` has ``listing(store)``, ``add(store, values)``, ``change(store, id, values)`` and
    ``remove(store, ids)``; ``name`` is the table whose changes are shown, and leads object names.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        service: Any,
        title: str,
        columns: Sequence[TableColumn],
        fields: Sequence[FormField],
        empty: EmptyState,
        *,
        filters: bool = True,
    ) -> None:
        super().__init__()
        self.desk, self._name, self._service = desk, name, service
        self.changing: str | None = None  # the record in the fields; None for a new one
        self.records: dict[str, Any] = {}  # each has an id
        self.fields = {field.key: field for field in fields}
        self.banner = Banner(f"{name}_banner")
        self.source = RowList(columns)
        self.table = Table(f"{name}_table", title, self.source, columns, filters=filters)
        # The list has an order of its own until a column is chosen.
        header = self.table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.empty = empty
        self.save_button = button(
            f"{name}_save", self.tr("Tambah"), self.save, icon="plus", primary=True
        )
        self.cancel_button = button(f"{name}_cancel", self.tr("Batal ubah"), self.leave)
        self.change_button = button(
            f"{name}_change", self.tr("Ubah"), self._on_change_clicked, icon="pencil",
            tip=self.tr("Ubah yang terpilih (Enter)"),
        )  # fmt: skip
        self.remove_button = button(
            f"{name}_remove", self.tr("Hapus"), self.remove, icon="trash-2",
            tip=self.tr("Hapus yang terpilih (Del)"),
        )  # fmt: skip
        self.head_actions = row()  # for what a section adds
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self._form = self._make_form()
        head = row(
            label(title, "heading"), 1, self.head_actions, self.change_button, self.remove_button
        )
        layout = column(head)
        layout.addWidget(self.body, 1)
        layout.addWidget(self.banner)  # a refusal speaks of the fields below it
        layout.addWidget(self._form)
        self.setLayout(layout)
        self.clear()
        # Signals of this section, in one place.
        self.table.row_activated.connect(self.change)
        self.table.selection_changed.connect(self.on_selection_changed)
        for field in fields:
            field.left.connect(self.judge)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self.save)
        self.on_key("Ins", self.begin)
        self.on_key("Del", self.remove)
        leave = QShortcut(QKeySequence("Esc"), self._form, self.leave)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What a section says itself.

    def cells(self, record: Any) -> tuple[Any, ...]:
        """Return one value for each column."""
        raise NotImplementedError

    def texts(self, record: Any) -> dict[str, str]:
        """Return the text of each field."""
        return {key: str(getattr(record, key) or "") for key in self.fields}

    def places(self) -> list[QWidget]:
        """Return what stands in the form, row by row."""
        return list(self.fields.values())

    def judge(self, key: str) -> None:
        """Tell what a rule notices about the field that was left."""

    # What all have in common.

    def on_key(self, keys: str, act: Any) -> None:
        """Give the list a key."""
        shortcut = QShortcut(QKeySequence(keys), self.table, act)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the records anew; what is being typed stays."""
        if kinds is not None and self._name not in kinds:
            return
        self.records = {one.id: one for one in self._service.listing(self.desk.store)}
        self.source.rows_held = [(one.id, *self.cells(one)) for one in self.records.values()]
        self.table.reload()
        self.body.setCurrentWidget(self.table if self.records else self.empty)
        for made in (self.change_button, self.remove_button):
            made.setVisible(bool(self.records))
        if self.changing is not None and self.changing not in self.records:
            self.clear()  # taken back or deleted meanwhile

    def begin(self) -> None:
        """Begin a new record."""
        self.clear()
        self._first().setFocus()

    def change(self, record_id: str) -> None:
        """Put one record into the fields, to be changed."""
        self.clear()
        self.changing = record_id
        for key, text in self.texts(self.records[record_id]).items():
            self.fields[key].set_text(text)
            self.judge(key)
        self.save_button.setText(self.tr("Simpan perubahan"))
        self._draw_on_save("save")
        self.cancel_button.show()
        self._first().setFocus()

    def clear(self) -> None:
        """Empty the fields for a new record."""
        self.changing = None
        for field in self.fields.values():
            field.set_text("")
            field.say("")
        self.save_button.setText(self.tr("Tambah"))
        self._draw_on_save("plus")
        self.cancel_button.hide()
        self.banner.hide()

    def leave(self) -> None:
        """Give up what is in the fields and go back to the list."""
        self.clear()
        (self.table if self.records else self._first()).setFocus()

    def save(self) -> None:
        """Add or change what is typed; a refusal stays in the page with everything typed."""
        texts = {key: field.text() for key, field in self.fields.items()}
        changing = self.changing
        try:
            if changing is None:
                changes = self._service.add(self.desk.store, texts)
            else:
                changes = self._service.change(self.desk.store, changing, texts)
        except UserError as error:
            self.banner.say(str(error), "bad")
            return
        self.clear()
        self.desk.changed.emit(changes.kinds)
        self.table.go_to(changing or str(changes.subject))
        if changes.kinds:
            self.desk.say(self.tr("{name} disimpan.").format(name=texts["name"]), "good", changes)
        (self._first() if changing is None else self.table).setFocus()

    def remove(self) -> None:
        """Take the selected records out; the strip offers to bring them back."""
        chosen = self.table.selected_keys()
        if not chosen:
            return
        here = self.table.currentIndex().row()
        told = [self.records[key].name for key in chosen]
        changes = self.desk.do(self._service.remove, chosen)
        if changes is None:
            return
        self.table.selectRow(min(here, self.table.table_model.rowCount() - 1))
        self.desk.say(self.tr("{names} dihapus.").format(names=", ".join(told)), "good", changes)

    def on_selection_changed(self) -> None:
        """Offer what can be done with the selected records."""
        chosen = len(self.table.selected_keys())
        self.change_button.setEnabled(chosen == 1)
        self.remove_button.setEnabled(chosen > 0)

    def _make_form(self) -> QWidget:
        form = section(self.tr("Tambah atau ubah"), self.places(), columns=3)
        layout = form.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(row(1, self.cancel_button, self.save_button))
        layout.setSpacing(SPACE)
        return form

    def _draw_on_save(self, icon: str) -> None:
        self.save_button.setIcon(theme.icon(icon, theme.colours.accent_text))

    def _first(self) -> Any:
        return next(iter(self.fields.values())).editor

    def _on_change_clicked(self) -> None:
        self.change(self.table.selected_keys()[0])
