"""What the tabs of the SOP editor share: lists as lines of text, fields that are only read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from sertidesk.ui.kit.form import FormField


def lines_of(text: str, former: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the entries of a list that was typed one a line.

    Blank lines are no entries; but the ``former`` ones stay as they were, blanks too, where
    nothing was changed.
    """
    if text.strip() == "\n".join(former).strip():
        return tuple(former)
    return tuple(line for part in text.splitlines() if (line := part.strip()))


def set_fields_read_only(fields: Iterable[FormField], read_only: bool) -> None:
    """Let fields be read, or be changed again."""
    for field in fields:
        if isinstance(field.editor, QLineEdit | QPlainTextEdit):
            field.editor.setReadOnly(read_only)
        else:
            field.editor.setEnabled(not read_only)
