"""Rows on the clipboard: tabs for any program, and a table in which Excel keeps a NIK whole."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel

_TEXT_CELL = "mso-number-format:'\\@'"  # else Excel rounds sixteen digits when they are pasted


def put_rows(rows: Sequence[Sequence[str]]) -> None:
    """Copy cells, as tab-separated text and as a table of text cells."""
    lines = (
        "".join(f'<td style="{_TEXT_CELL}">{html.escape(cell)}</td>' for cell in cells)
        for cells in rows
    )
    data = _empty()
    data.setText("\n".join("\t".join(" ".join(cell.split()) for cell in cells) for cells in rows))
    data.setHtml("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
    QGuiApplication.clipboard().setMimeData(data)


def _empty() -> QMimeData:
    """Return an empty `QMimeData` that Qt itself made.

    The clipboard outlives Python: one made by Python would call back into it when the process
    ends, and crash.
    """
    model = QStandardItemModel()
    model.appendRow(QStandardItem())
    data = model.mimeData([model.index(0, 0)])
    for kind in data.formats():
        data.removeFormat(kind)
    return data
