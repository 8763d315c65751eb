"""Looks after the data while the window is open: the daily backup, the one on closing, a rescue."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from sertidesk.domain import formatting
from sertidesk.domain.errors import UserError
from sertidesk.services import restoring, safekeeping
from sertidesk.services.safekeeping import BackupInfo, Why
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.prompts import Prompts
from sertidesk.ui.kit.work import Work

FIRST_LOOK = 5_000  # milliseconds after the window opened
NEXT_LOOK = 3_600_000  # for a program that stays open over night
LONGEST_CLOSING = 20_000  # then the window closes without a backup
_LOST = frozenset(("database_missing", "database_damaged"))


class Caretaker(QObject):
    """Makes the backups nobody has to think of; ``may_close_now`` asks the window to close."""

    may_close_now = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._closing: Work | None = None
        self._free = False
        self._daily = QTimer(self, singleShot=True, interval=FIRST_LOOK)
        self._limit = QTimer(self, singleShot=True, interval=LONGEST_CLOSING)
        # Signals, in one place.
        self._daily.timeout.connect(self._on_daily_due)
        self._limit.timeout.connect(self._on_too_long)

    def begin(self) -> None:
        """Begin to look after the data."""
        self._daily.start()

    def may_close(self) -> bool:
        """Tell whether the window may close; if not, a backup is begun and `may_close_now` fires.

        A backup that fails or takes too long does not keep anyone at the desk.
        """
        if self._free or self._closing is not None:
            return self._free
        try:
            changed = safekeeping.changed_since_backup(self._desk.store)
        except UserError:  # damaged data cannot be backed up; opening it will tell
            changed = False
        if not changed:
            self._free = True
            return True
        self._limit.start()
        self._closing = self._desk.run(
            self.tr("Mencadangkan data sebelum menutup"),
            safekeeping.back_up_if_changed,
            Why.CLOSING,
            done=self._on_backed_up,
            stopped=self._on_released,
        )
        return self._free

    def _on_daily_due(self) -> None:
        self._daily.start(NEXT_LOOK)
        if not self._desk.working():
            self._desk.run(self.tr("Mencadangkan data"), safekeeping.back_up_daily, quiet=True)

    def _on_backed_up(self, _info: BackupInfo | None) -> None:
        self._on_released()

    def _on_released(self) -> None:
        self._limit.stop()
        self._free = True
        # After the work has left the desk and this slot has returned.
        QTimer.singleShot(0, self, self.may_close_now.emit)

    def _on_too_long(self) -> None:
        if self._closing is not None:
            self._closing.cancel()


def offer_rescue(store: Store, prompts: Prompts, error: UserError) -> bool:
    """Offer the newest backup where the database is lost or damaged; tell whether it was taken."""
    newest = safekeeping.newest_backup(store) if error.code in _LOST else None
    if newest is None:
        return False
    text = QApplication.translate(
        "Caretaker",
        "Berkas data hilang atau rusak. Cadangan terakhir dari {moment} memuat {activities} "
        "kegiatan dan {participants} peserta.\n\nPulihkan cadangan itu? Berkas yang rusak tetap "
        "disimpan.",
    ).format(
        moment=formatting.moment(newest.created),
        activities=formatting.number(newest.activities),
        participants=formatting.number(newest.participants),
    )
    title = QApplication.translate("Caretaker", "Data tidak dapat dibuka")
    action = QApplication.translate("Caretaker", "Pulihkan cadangan")
    if not prompts.confirm(title, text, action, danger=True):
        return False
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        restoring.restore(store, newest.path)
    finally:
        QApplication.restoreOverrideCursor()
    return True
