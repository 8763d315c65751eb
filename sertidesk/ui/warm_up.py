"""Import, while nothing else is asked for, what the first visit of a screen would wait for."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from sertidesk.ui import steps

# In the order in which a day's work asks for them; heavy libraries get a turn of their own.
_MODULES = (
    "sertidesk.ui.activity",
    "xlsxwriter.workbook",
    "sertidesk.ui.steps.participants",
    "sertidesk.ui.persons",
    "pypdfium2",
    "reportlab.platypus",
    "sertidesk.ui.preview",
    "openpyxl",
    *(f"{steps.__name__}.{name}" for name in steps.names()),
    "sertidesk.ui.activities",
    "sertidesk.ui.letters",
    "sertidesk.ui.settings",
)
_AFTER = 400  # ms; the first page is on the screen and answers by then


class WarmUp(QObject):
    """Imports one module whenever the window has nothing to do, until all are there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(_MODULES)
        self._timer = QTimer(self, interval=_AFTER)
        self._timer.timeout.connect(self._on_idle)
        self._timer.start()

    def _on_idle(self) -> None:
        self._timer.setInterval(0)  # a timer of 0 waits until no key or click is waiting
        with suppress(ImportError):  # told when the screen itself is asked for
            import_module(self._left.pop(0))
        if not self._left:
            self._timer.stop()
            self.deleteLater()
