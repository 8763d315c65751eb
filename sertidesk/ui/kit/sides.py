"""The sides of what is chosen in a list (a meeting, a record): self-saving fields, or rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QTabWidget,
    QWidget,
)
from typing_extensions import override

from sertidesk.ui.kit.form import DateField, FormField, is_choosing
from sertidesk.ui.kit.list_screen import Entry, ListScreen
from sertidesk.ui.kit.number_field import NumberField
from sertidesk.ui.kit.parts import named
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk


def is_at_work(field: FormField) -> bool:
    """Tell whether a field is being typed in, or holds what could not be read and is kept so."""
    return bool(field.editor.hasFocus() or field.editor.property("finding") == "error")


class Side(QWidget):
    """One side."""

    left = Signal()  # Esc: back to the list

    def __init__(self, desk: Desk, name: str, title: str) -> None:
        super().__init__()
        named(self, name, title)
        self.desk = desk
        self.entry: Any = None  # what is shown, with its ``id``

    def show_entry(self, entry: Any) -> None:
        """Show another one, or the same read anew."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the keys where the work on this side begins."""
        raise NotImplementedError

    def tell(self, changes: Any, words: str) -> None:
        """Say what was done and offer to undo it; silent when nothing changed."""
        if changes is not None and changes.kinds:
            self.desk.say(words, "good", changes)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SidesScreen(ListScreen[Entry]):
    """A list at the left, the sides of the one that is chosen at the right, as tabs."""

    first_side: ClassVar[int] = 0  # what a clerk comes for
    remove_button: QAbstractButton

    def make_tabs(self, name: str, title: str, sides: Mapping[str, Side]) -> QTabWidget:
        """Make the tabs of these sides, by their titles, and connect them with the list."""
        self.sides = tuple(sides.values())
        self.tabs = QTabWidget()
        named(self.tabs, name, title)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for place, (words, side) in enumerate(sides.items()):
            self.tabs.addTab(side, words)
            self.tabs.setTabToolTip(place, f"Alt+{place + 1}")
            side.left.connect(self.go_to_list)
            QShortcut(QKeySequence(f"Alt+{place + 1}"), self, partial(self.open_side, place))
        self.tabs.setCurrentIndex(self.first_side)
        self.table.row_activated.connect(lambda _key: self.begin())
        self.table.selection_changed.connect(self._on_selection_changed)
        return self.tabs

    def give_room(self) -> None:
        """Give the sides more room than the list: it is short, what was said is long."""
        both = self.list_part.layout()
        assert isinstance(both, QHBoxLayout)
        both.setStretch(0, 2)
        both.setStretch(1, 5)

    def open_side(self, place: int) -> None:
        """Show a side of what is chosen, with the keys in it."""
        self.tabs.setCurrentIndex(place)
        self.begin()

    def begin(self) -> None:
        """Put the keys into the side that is shown."""
        if self.selected():
            self.sides[self.tabs.currentIndex()].begin()

    def _on_selection_changed(self) -> None:
        chosen = self.selected()
        one = chosen[0] if len(chosen) == 1 else None
        for side in self.sides:
            side.show_entry(one)
        self.tabs.setEnabled(one is not None)
        self.remove_button.setEnabled(bool(chosen))


class FieldsSide(Side):
    """A side of fields, each saved when it is left; one is named by the attribute it shows."""

    first = ""  # the field that the work begins in

    # What a side says of itself

    def value(self, entry: Any, key: str) -> Any:
        """Return what a field shows."""
        return getattr(entry, key)

    def read(self, key: str, text: str) -> Any:
        """Return a text as it is kept; raise `ValueError` with a sentence where it is none."""
        return text or None

    def save(self, entry_id: str, values: Mapping[str, Any]) -> Any:
        """Keep values; None where it was refused."""
        raise NotImplementedError

    def take_number(self) -> None:
        """Take the next number of the register for what is shown."""

    # What every such side does

    def make_grid(
        self, fields: Sequence[FormField], places: Mapping[str, tuple[int, int, int]]
    ) -> QWidget:
        """Put fields into a grid by their line, place and width, and connect them."""
        self.fields = {field.key: field for field in fields}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        for key, (line, place, wide) in places.items():
            grid.addWidget(self.fields[key], line, place, 1, wide, Qt.AlignmentFlag.AlignTop)
        for place in range(grid.columnCount()):
            grid.setColumnStretch(place, 1)
        for field in fields:
            field.left.connect(self._on_left)
            if isinstance(field, NumberField):
                field.take_requested.connect(self.take_number)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self._on_return_pressed)
        made = QWidget()
        made.setProperty("clear", True)
        made.setLayout(grid)
        return made

    @override
    def show_entry(self, entry: Any) -> None:
        """Show another one, or the same read anew; a field being typed in stays."""
        same = entry is not None and self.entry is not None and entry.id == self.entry.id
        self.entry = entry
        for key, field in self.fields.items():
            field.setEnabled(entry is not None)
            if same and is_at_work(field):
                continue
            field.say("")
            value = self.value(entry, key) if entry is not None else None
            if isinstance(field, DateField):
                field.set_value(value)
            else:
                field.set_text(value or "")

    @override
    def begin(self) -> None:
        editor = self.fields[self.first].editor
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        if isinstance(field, DateField):
            value: Any = field.value()
            if value is None and field.text():
                return  # the field has said that it cannot read this
        else:
            try:
                value = self.read(key, field.text())
            except ValueError as error:
                field.say(str(error), "error")
                return
        field.say("")
        if self.entry is not None and self.save(self.entry.id, {key: value}) is None:
            self.show_entry(self.entry)

    def _on_return_pressed(self) -> None:
        if not is_choosing(self.focusWidget()):
            self.focusNextChild()


class RowsSide(Side):
    """A side with a list, and the fields of what is chosen in it below."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        columns: Sequence[TableColumn],
        fields: Sequence[FormField],
        first: str,
    ) -> None:
        super().__init__(desk, f"{name}_part", title)
        self.entries: dict[str, Any] = {}
        self._first = first  # the field that Enter in the list leads to
        self._shown: list[str] = []
        self.source = RowList(columns)
        self.table = Table(f"{name}_table", title, self.source, columns, filters=False)
        self.fields = {field.key: field for field in fields}

    # What a side says of itself

    def rows_of(self, entry: Any) -> Sequence[Any]:
        """Return what is listed; each has an ``id``."""
        raise NotImplementedError

    def cells(self, place: int, one: Any) -> tuple[Any, ...]:
        """Return a row: its key, then one value for each column."""
        raise NotImplementedError

    def save(self, ids: Sequence[str], values: Mapping[str, Any]) -> Any:
        """Keep values for these rows."""
        raise NotImplementedError

    # What every such side does

    def connect_parts(self, keys: Mapping[str, Callable[[], object]]) -> None:
        """Connect list and fields; ``keys`` act while the cursor is in the rows."""
        self.table.selection_changed.connect(self.show_chosen)
        self.table.row_activated.connect(lambda _key: self._enter())
        for field in self.fields.values():
            field.left.connect(self._on_left)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self._on_return_pressed)
        for sequence, act in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self.table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    @override
    def show_entry(self, entry: Any) -> None:
        another = entry is None or self.entry is None or entry.id != self.entry.id
        self.entry = entry
        listed = self.rows_of(entry) if entry else ()
        self.entries = {one.id: one for one in listed}
        self.source.rows_held = [self.cells(place, one) for place, one in enumerate(listed, 1)]
        if another:
            self.table.clearSelection()
        self.table.reload()

    def chosen(self) -> list[Any]:
        """Return what is selected in the list, from the top."""
        return [self.entries[key] for key in self.table.selected_keys() if key in self.entries]

    def chosen_ids(self) -> list[str]:
        """Return the keys of what is selected; say so when nothing is."""
        ids = [one.id for one in self.chosen()]
        if not ids:
            self.desk.say(self.tr("Pilih dahulu barisnya di daftar."), "warn")
        return ids

    def show_chosen(self) -> None:
        """Show one row, or what several have in common; a field being typed in stays."""
        rows = self.chosen()
        ids = [one.id for one in rows]
        same, self._shown = ids == self._shown, ids
        for key, field in self.fields.items():
            field.setEnabled(bool(rows))
            if same and is_at_work(field):
                continue
            values = {getattr(one, key) for one in rows}
            value = values.pop() if len(values) == 1 else None
            field.say("")
            if isinstance(field, DateField):
                field.set_value(value)
            else:
                field.set_text(self.shown(key, value) if value else "")

    def shown(self, key: str, value: Any) -> str:
        """Return a value as its field shows it."""
        return str(value)

    def read(self, key: str, text: str) -> Any:
        """Return a text as it is kept."""
        return text or None

    def _enter(self) -> None:
        editor = self.fields[self._first].editor
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def _on_return_pressed(self) -> None:
        if not is_choosing(self.focusWidget()):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self, key: str) -> None:
        field, ids = self.fields[key], list(self._shown)
        if isinstance(field, DateField):
            value: Any = field.value()
            if value is None and field.text():
                return  # the field has said that it cannot read this
        else:
            value = self.read(key, field.text())
        if ids and self.save(ids, {key: value}) is None:
            self.show_chosen()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        in_list = self.table.hasFocus() or self.focusWidget() is None
        if event.key() == Qt.Key.Key_Escape and not in_list:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
