"""Forms: labels above, two columns, a finding beside its field as soon as the field is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from sertidesk.domain.dates import DateReading
from sertidesk.domain.dates import read as read_date
from sertidesk.domain.formatting import short_date
from sertidesk.ui.kit.parts import column, label, named, restyle
from sertidesk.ui.kit.theme import SPACE


class LongEdit(QPlainTextEdit):
    """Several lines of text that tell when the cursor leaves them; Tab leaves."""

    editing_finished = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 5 * SPACE)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.editing_finished.emit()


class FormField(QWidget):
    """A label, a way to type, and room for what a rule says of it.

    ``left`` fires when the cursor leaves the field and its text is not what it was.
    """

    left = Signal(str)  # the field's key
    edited = Signal(str)

    def __init__(self, key: str, title: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.key = key
        self.title = title
        self.editor: Any = named(editor, f"{key}_edit", title)
        self.label = label(title, "label")
        self.label.setBuddy(editor)
        self.finding_label = label("", wrap=True)
        self.finding_label.setObjectName(f"{key}_finding")
        self.finding_label.setProperty("remark", True)
        # A badge from the start: Qt gives the room around the words only at the first polish.
        self.finding_label.setProperty("badge", "plain")
        self.finding_label.hide()
        if hint and isinstance(editor, QLineEdit):
            editor.setPlaceholderText(hint)
        self.setLayout(column(self.label, editor, self.finding_label, spacing=2))
        self._known = ""
        self._connect(editor)

    def _connect(self, editor: QWidget) -> None:
        if isinstance(editor, QLineEdit):
            editor.editingFinished.connect(self._on_left)
            editor.textEdited.connect(self._on_edited)
        elif isinstance(editor, QComboBox):
            editor.activated.connect(self._on_chosen)
            typed = editor.lineEdit()
            if typed is not None:
                typed.editingFinished.connect(self._on_left)
                typed.textEdited.connect(self._on_edited)
        elif isinstance(editor, LongEdit):
            editor.textChanged.connect(self._on_edited)
            editor.editing_finished.connect(self._on_left)

    def text(self) -> str:
        """Return what is typed or chosen, without blanks around it."""
        if isinstance(self.editor, QComboBox):
            if self.editor.isEditable():
                return self.editor.currentText().strip()
            return str(self.editor.currentData() or "")
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.toPlainText().strip()
        return self.editor.text().strip()

    def set_text(self, text: str) -> None:
        """Show a value as known: leaving the field without a change tells nobody."""
        if isinstance(self.editor, QComboBox):
            number = self.editor.findData(text)
            if number < 0 and self.editor.isEditable():
                self.editor.setEditText(text)
            else:
                self.editor.setCurrentIndex(number)
        elif isinstance(self.editor, QPlainTextEdit):
            self.editor.blockSignals(True)
            self.editor.setPlainText(text)
            self.editor.blockSignals(False)
        else:
            self.editor.setText(text)
            if not self.editor.hasFocus():
                self.editor.setCursorPosition(0)  # a long text shows its beginning
        self._known = self.text()

    def say(self, text: str, severity: str = "") -> None:
        """Show a rule's sentence below the field; an empty one clears it."""
        self.finding_label.setText(text.replace("KTP-el", "KTP\u2011el"))  # never broken in two
        self.finding_label.setVisible(bool(text))
        tone = {"error": "bad", "warning": "warn", "info": "accent"}.get(severity, "plain")
        restyle(self.finding_label, "badge", tone)
        restyle(self.editor, "finding", severity)
        self.editor.setAccessibleDescription(text)

    def _on_edited(self, *_: object) -> None:
        self.edited.emit(self.key)

    def _on_chosen(self, *_: object) -> None:
        self.edited.emit(self.key)
        self._on_left()

    def _on_left(self) -> None:
        if self.text() != self._known:
            self._known = self.text()
            self.left.emit(self.key)


def text_field(key: str, title: str, hint: str = "", choices: Sequence[str] = ()) -> FormField:
    """Make a one-line field; ``choices`` are offered while typing, not imposed."""
    field = FormField(key, title, QLineEdit(), hint)
    if choices:
        complete(field, choices)
    return field


def complete(field: FormField, choices: Sequence[str]) -> None:
    """Offer these while a one-line field is typed in, from now on."""
    completer = QCompleter(list(choices), field.editor)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.editor.setCompleter(completer)


def is_choosing(editor: object) -> bool:
    """Tell whether Enter would take over what a field's completer has marked, and no more."""
    completer = editor.completer() if isinstance(editor, QLineEdit) else None
    popup = completer.popup() if completer is not None else None
    return popup is not None and popup.isVisible() and popup.currentIndex().isValid()


def long_field(key: str, title: str, lines: int = 3) -> FormField:
    """Make a field of several lines; Tab leaves it."""
    return FormField(key, title, LongEdit(lines))


def choice_field(
    key: str, title: str, choices: Sequence[tuple[str, str]], *, free: bool = False
) -> FormField:
    """Make a field with a list of (value, words); ``free`` lets other words be typed."""
    box = QComboBox()
    for value, words in choices:
        box.addItem(words, value)
    box.setEditable(free)
    box.setCurrentIndex(-1)
    return FormField(key, title, box)


class DateField(FormField):
    """A date typed as people write it: 12-5-1990, 12 Mei 1990; shown as 12-05-1990."""

    def __init__(self, key: str, title: str, today: date) -> None:
        super().__init__(key, title, QLineEdit(), "tgl-bln-tahun")
        self._today = today
        self.left.connect(self._on_date_left)

    def value(self) -> date | None:
        """Return the date, or None where nothing (or nothing readable) is typed."""
        reading = self._reading()
        return reading.value if reading else None

    def set_value(self, value: date | None) -> None:
        """Show a date as known."""
        self.set_text(short_date(value) if value else "")
        self.say("")

    def _reading(self) -> DateReading | None:
        if not self.text():
            return None
        # Only a birth date must lie in the past.
        birth = self.key == "birth_date"
        return read_date(self.text(), today=self._today, birth=birth, field=self.key)

    def _on_date_left(self, _key: str) -> None:
        reading = self._reading()
        if reading is None:
            self.say("")
        elif reading.value is None:
            told = reading.findings[0].message if reading.findings else ""
            self.say(told or self.tr("Tanggal tidak terbaca. Contoh: 12-05-1990."), "error")
        else:
            self.set_text(short_date(reading.value))
            self.say("")


def section(title: str, fields: Sequence[QWidget], columns: int = 2) -> QFrame:
    """Lay fields under a heading, in columns; the tab key goes row by row."""
    frame = QFrame()
    frame.setProperty("card", True)
    grid = QGridLayout()
    grid.setHorizontalSpacing(4 * SPACE)
    grid.setVerticalSpacing(2 * SPACE)
    for number, field in enumerate(fields):
        grid.addWidget(field, number // columns, number % columns, Qt.AlignmentFlag.AlignTop)
    for number in range(columns):
        grid.setColumnStretch(number, 1)
    heading: QLabel = label(title, "heading")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
    layout.setSpacing(2 * SPACE)
    layout.addWidget(heading)
    layout.addLayout(grid)
    return frame


def scrolled(*contents: QWidget, fill: bool = False) -> QScrollArea:
    """Put widgets one below the other in an area that scrolls when they are too many.

    Where they are few the room is left empty, or is the last one's (``fill``).
    """
    inner = QWidget()
    inner.setProperty("clear", True)
    layout = column(*contents, spacing=3 * SPACE)
    if fill:
        layout.setStretch(len(contents) - 1, 1)
    else:
        layout.addStretch(1)
    inner.setLayout(layout)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area
