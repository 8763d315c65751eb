"""What every page is handed: the store, the prompts, the way to other pages, and work to do."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from sertidesk.domain.errors import UserError
from sertidesk.ui.kit.prompts import Prompts
from sertidesk.ui.kit.work import Work

if TYPE_CHECKING:  # the shell is painted before storage is imported
    from sertidesk.db.history import Changes
    from sertidesk.services.preview import Order
    from sertidesk.services.store import Store

log = logging.getLogger(__name__)


class Desk(QObject):
    """Joins pages to services: pages call `do` and `run`, and reload when `changed` tells them."""

    changed = Signal(object)  # frozenset of the tables that changed
    go_requested = Signal(str, dict)  # page name, what to show in it
    said = Signal(str, str, str)  # text, tone, change set that can be undone (or "")
    offered = Signal(str, str, object)  # text, what a button says, what it does
    work_started = Signal(object)  # Work

    def __init__(self, store: Store, prompts: Prompts, *, synchronous: bool = False) -> None:
        super().__init__()
        self.store = store
        self.prompts = prompts
        self._synchronous = synchronous
        self._works: list[Work] = []

    def do(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Carry out a short use case now; return its answer, or None when it was refused.

        A refusal is shown, a bug is shown and logged; `changed` fires when data changed.
        """
        try:
            answer = use_case(self.store, *args, **kwargs)
        except Exception as error:  # every kind is told in its own way
            self.tell(error)
            return None
        self._announce(answer)
        return answer

    def run(
        self,
        title: str,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        stopped: Callable[[], None] | None = None,
        quiet: bool = False,
        **kwargs: Any,
    ) -> Work:
        """Carry out long work beside the window; ``done`` gets its answer on the main thread.

        ``function`` gets the store first and ``report`` and ``is_cancelled`` by name; ``stopped``
        is called when it failed (after that was told) or was cancelled. ``quiet`` work, which
        nobody asked for, shows no progress and tells a refusal in the strip, not in a box.
        """
        work = Work(title, function, self.store, *args, **kwargs)
        ending = _Ending(self, work, done, stopped, quiet)
        work.finished.connect(ending.on_finished)
        work.failed.connect(ending.on_failed)
        work.cancelled.connect(ending.on_cancelled)
        self._works.append(work)
        if not quiet:
            self.work_started.emit(work)
        if self._synchronous:
            work.run()
        else:
            work.start()
        return work

    def working(self) -> bool:
        """Tell whether long work is going on."""
        return bool(self._works)

    def tell(self, error: Exception) -> None:
        """Show an error in the way its kind deserves."""
        if isinstance(error, UserError):
            self.prompts.show_error(str(error))
            return
        details = "".join(traceback.format_exception(error))
        # The details may hold personal data: they are shown and copied, the log gets the kind.
        log.error("unexpected %s", type(error).__name__)
        self.prompts.show_bug(details)

    def say(self, text: str, tone: str = "good", undo: Changes | None = None) -> None:
        """Tell what was done, in the strip below the page, with "Urungkan" where it can be."""
        self.said.emit(text, tone, undo.change_set if undo else "")

    def offer(self, text: str, action: str, act: Callable[[], object]) -> None:
        """Tell what was done, in the strip, with a button for what can follow."""
        self.offered.emit(text, action, act)

    def go(self, page: str, **what: Any) -> None:
        """Show another page: home, activities, activity (code, step), persons (id), settings."""
        self.go_requested.emit(page, what)

    def preview(self, order: Order) -> None:
        """Show a paper as it will be printed, to be printed or saved."""
        self.go("preview", order=order)

    def undo(self, change_set: str | None = None) -> None:
        """Take back one change set, or the last one of this user."""
        from sertidesk.services import history

        latest = None if change_set else self.do(history.latest_undoable)
        target = change_set or (latest.id if latest else None)
        if target is None:
            self.say(self.tr("Tidak ada perubahan yang dapat diurungkan."), "warn")
        else:
            self._take_back(target, self.tr("Perubahan diurungkan"))

    def redo(self) -> None:
        """Take back the last undo."""
        from sertidesk.services import history

        latest = self.do(history.latest_redoable)
        if latest is None:
            self.say(self.tr("Tidak ada yang dapat diulangi."), "warn")
        else:
            self._take_back(latest.id, self.tr("Perubahan diulangi"))

    def _take_back(self, change_set: str, words: str) -> None:
        from sertidesk.services import history

        undone = self.do(history.undo, change_set)
        if undone is None:
            return
        if undone.kept:
            text = self.tr("{words}; {count} isian yang sudah diubah lagi dibiarkan.")
        else:
            text = self.tr("{words}.")
        self.say(text.format(words=words, count=len(undone.kept)), "good", undone.changes)

    def _announce(self, answer: Any) -> None:
        kinds = getattr(answer, "kinds", None) or getattr(
            getattr(answer, "changes", None), "kinds", None
        )
        if kinds:
            self.changed.emit(kinds)


class _Ending(QObject):
    """Receives the end of one work on the main thread."""

    def __init__(
        self,
        desk: Desk,
        work: Work,
        done: Callable[[Any], None] | None,
        stopped: Callable[[], None] | None,
        quiet: bool,
    ) -> None:
        super().__init__(desk)
        self._desk, self._work, self._done, self._stopped = desk, work, done, stopped
        self._quiet = quiet

    def on_finished(self, answer: Any) -> None:
        self._forget()
        self._desk._announce(answer)
        if self._done is not None:
            self._done(answer)

    def on_failed(self, error: Exception) -> None:
        self._forget()
        if self._quiet and isinstance(error, UserError):
            self._desk.say(str(error), "warn")
        else:
            self._desk.tell(error)
        if self._stopped is not None:
            self._stopped()

    def on_cancelled(self) -> None:
        self._forget()
        if self._stopped is not None:
            self._stopped()

    def _forget(self) -> None:
        self._desk._works.remove(self._work)
        self.deleteLater()
