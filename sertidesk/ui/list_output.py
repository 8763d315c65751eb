"""“Cetak daftar ini” and “Simpan ke Excel” of every table: what it shows, as it shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sertidesk.domain.shown_list import ShownColumn, ShownList
from sertidesk.ui.kit.table import Table
from sertidesk.ui.save_workbook import save_workbook

if TYPE_CHECKING:
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk


class ListOutput(QObject):
    """Prints and saves the tables of one window."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def print_list(self, table: Table) -> None:
        """Show what the table shows as it will be printed."""
        from sertidesk.services import shown_list

        self._desk.preview(shown_list.order(shown(table), _activity_of(table)))

    def save_list(self, table: Table) -> None:
        """Ask where to, and write what the table shows as a workbook."""
        from sertidesk.services import shown_list

        activity, made = _activity_of(table), shown(table)
        name = f"{made.title} {activity.name}" if activity else made.title
        save_workbook(
            self._desk, self.tr("Simpan daftar ke Excel"), name, shown_list.save, made, activity,
            doing=self.tr("Menulis {title}").format(title=made.title),
            told=self.tr("{count} baris disimpan ke {file}."),
        )  # fmt: skip


def shown(table: Table) -> ShownList:
    """Return what the table shows, from its first row to its last, column after column as seen."""
    model = table.table_model
    header = table.horizontalHeader()
    sections = [
        section
        for section in sorted(range(len(model.columns)), key=header.visualIndex)
        if not table.isColumnHidden(section) and model.columns[section].title.strip()
    ]
    columns = [model.columns[section] for section in sections]
    titles = {column.key: column.title for column in model.columns}
    rows = []
    for number in range(model.rowCount()):
        row = model.row(number)
        if row is not None:
            rows.append(
                tuple(
                    column.text(row[section + 1])
                    for section, column in zip(sections, columns, strict=True)
                )
            )
    return ShownList(
        table.accessibleName(),
        tuple(ShownColumn(column.title, column.align_right) for column in columns),
        rows,
        tuple((titles.get(key, key), typed) for key, typed in table.filters().items()),
    )


def _activity_of(widget: QWidget) -> Activity | None:
    """Return the activity of the screen that the table stands in, if it stands in one."""
    above: Any = widget.parentWidget()
    while above is not None:
        activity = getattr(above, "activity", None)
        if activity is not None and hasattr(activity, "procedure"):
            found: Activity = activity
            return found
        above = above.parentWidget()
    return None
