"""What is chosen in a list, beside it: fields that save themselves, one value for several rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.ui.kit.form import DateField, FormField, is_choosing, scrolled
from sertidesk.ui.kit.parts import column, label, named, show_cut
from sertidesk.ui.kit.theme import SPACE

_HINT = "hint"


class EntryPanel(QFrame):
    """Derive, make the fields, `lay_out`; Enter and Esc lead back to the list.

    A field is named by the attribute of the entries that it shows.
    """

    edit_requested = Signal(dict)  # field → value, for the entries shown
    left = Signal()

    def __init__(self, name: str, title: str, width: int) -> None:
        super().__init__()
        named(self, name, title)
        self.setProperty("card", True)
        self.setFixedWidth(width)
        self.entries: tuple[Any, ...] = ()
        self.fields: dict[str, FormField] = {}
        self.heading = label("", "heading")
        self.about = label("", "muted", wrap=True)

    # What a panel says of itself

    def shown(self, key: str, value: Any) -> str:
        """Return a value as its field shows it."""
        return str(value)

    def read(self, key: str, text: str) -> Any:
        """Return a text as it is kept; raise `ValueError` with a sentence where it is none."""
        return text or None

    def own(self, key: str) -> bool:
        """Tell whether a field is one entry's own, and not to be set for several."""
        return False

    # What every panel does

    def lay_out(
        self,
        fields: Sequence[FormField],
        lines: Sequence[Sequence[str]],
        *,
        acts: QBoxLayout,
        below: Sequence[QWidget] = (),
    ) -> None:
        """Put heading, buttons, fields and what is ``below`` them together, and connect."""
        self.fields = {field.key: field for field in fields}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        for number, line in enumerate(lines):
            for place, key in enumerate(line):
                wide = 2 if len(line) == 1 else 1
                grid.addWidget(self.fields[key], number, place, 1, wide, Qt.AlignmentFlag.AlignTop)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        part = QWidget()
        part.setProperty("clear", True)
        part.setLayout(grid)
        layout = column(self.heading, self.about, acts, scrolled(part, *below))
        layout.setStretch(3, 1)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        for field in fields:
            editor = field.editor
            field.left.connect(self._on_left)
            if isinstance(editor, QLineEdit):
                field.setProperty(_HINT, editor.placeholderText())
                editor.returnPressed.connect(self._on_return_pressed)
            elif isinstance(editor, QComboBox):
                editor.setSizeAdjustPolicy(
                    QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
                )
                editor.setMinimumContentsLength(6)

    def show_entries(self, entries: Sequence[Any], heading: str, about: str = "") -> None:
        """Show one entry, or what several have in common; a field being typed in stays."""
        same = [one.id for one in entries] == [one.id for one in self.entries]
        self.entries = tuple(entries)
        show_cut(self.heading, heading, self.width() - 8 * SPACE)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        for key, field in self.fields.items():
            field.setEnabled(bool(entries) and not (len(entries) > 1 and self.own(key)))
            busy = field.editor.hasFocus() or field.editor.property("finding") == "error"
            if not (same and busy):
                self.show_field(key)

    def show_field(self, key: str) -> None:
        """Show what the entries have in common in one field."""
        field = self.fields[key]
        values = {getattr(one, key) for one in self.entries}
        value = values.pop() if len(values) == 1 else None
        field.say("")
        if isinstance(field, DateField):
            field.set_value(value)
        else:
            field.set_text(self.shown(key, value) if value not in (None, "") else "")
        if isinstance(field.editor, QLineEdit):
            hint = str(field.property(_HINT) or "")
            field.editor.setPlaceholderText(self.tr("beragam") if values else hint)

    def begin(self, key: str) -> None:
        """Put the cursor into a field."""
        editor = self.fields[key].editor
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

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
        if self.entries:
            self.edit_requested.emit({key: value})

    def _on_return_pressed(self) -> None:
        if not is_choosing(self.focusWidget()):
            self.left.emit()
