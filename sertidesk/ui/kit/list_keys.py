"""What every table offers by its menu and by keys: “Cetak daftar ini”, “Simpan ke Excel”.

The window that holds the table carries it out: it has a ``list_output`` with `print_list` and
`save_list`. Elsewhere (a table in no window of the program) nothing is offered.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QTableView, QWidget
from typing_extensions import override

from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import named

PRINT, SAVE = "Ctrl+P", "Ctrl+Shift+S"


class ListKeys(QObject):
    """Watches one table; ``also`` are views laid over it."""

    def __init__(self, table: QTableView, *also: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.menu: QMenu | None = None
        for watched in (table, *(view.viewport() for view in (table, *also))):
            watched.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return self._on_key(event)
        if kind == QEvent.Type.ContextMenu and self._output() is not None:
            at: Any = event
            self._open_menu(at.globalPos())
            return True
        return False

    def _on_key(self, event: Any) -> bool:
        """Take the keys while the cursor is in the table, before the page's own shortcuts."""
        keys = QKeySequence(event.keyCombination()).toString(
            QKeySequence.SequenceFormat.PortableText
        )
        if keys not in (PRINT, SAVE) or self._output() is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._act(keys)
        return True

    def _open_menu(self, at: QPoint) -> None:
        menu = named(QMenu(self._table), "list_menu", self.tr("Daftar ini"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, words, icon, keys in (
            ("list_print", self.tr("Cetak daftar ini…"), "printer", PRINT),
            ("list_save", self.tr("Simpan ke Excel…"), "file-spreadsheet", SAVE),
        ):
            action = menu.addAction(theme.icon(icon), f"{words}\t{keys}")
            action.setObjectName(name)
            action.setData(keys)
            action.setEnabled(self._table.model().rowCount() > 0)
        menu.triggered.connect(lambda action: self._act(str(action.data())))
        self.menu = menu
        menu.popup(at)

    def _act(self, keys: str) -> None:
        output = self._output()
        if output is not None and self._table.model().rowCount() > 0:
            (output.print_list if keys == PRINT else output.save_list)(self._table)

    def _output(self) -> Any:
        window: QWidget = self._table.window()
        return getattr(window, "list_output", None)
