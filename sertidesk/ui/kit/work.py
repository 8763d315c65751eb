"""Long work beside the window: exactly one of finished, failed, cancelled fires, always."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from sertidesk.domain.errors import Cancelled


class Work(QObject):
    """One piece of long work: a function that takes ``report`` and ``is_cancelled`` by name.

    Made on the main thread and connected to bound methods of QObjects, so that what it tells
    arrives on the main thread.
    """

    progressed = Signal(int, int)  # done, total
    finished = Signal(object)  # the function's answer
    failed = Signal(object)  # the exception
    cancelled = Signal()
    ended = Signal()  # after any of the three

    def __init__(self, title: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        super().__init__()
        self.title = title
        self._function = function
        self._args = args
        self._kwargs = kwargs
        self._stop = threading.Event()
        self._told = 0.0

    def start(self) -> None:
        """Run in a thread of the pool."""
        QThreadPool.globalInstance().start(_Runner(self))

    def cancel(self) -> None:
        """Ask the function to stop; it answers at its next look at ``is_cancelled``."""
        self._stop.set()

    @Slot()
    def run(self) -> None:
        """Run here and now (tests, and the thread)."""
        try:
            answer = self._function(
                *self._args, report=self._report, is_cancelled=self._stop.is_set, **self._kwargs
            )
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # told to the main thread, which decides
            self.failed.emit(error)
        else:
            self.finished.emit(answer)
        self.ended.emit()

    def _report(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total or now - self._told > 0.05:  # twenty times a second is plenty
            self._told = now
            self.progressed.emit(done, total)


class _Runner(QRunnable):
    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work.run()
