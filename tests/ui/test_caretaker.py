"""The backups nobody has to think of: on closing, once a day; and a rescue when data is lost."""

from __future__ import annotations

import errno

import pytest
from PySide6.QtGui import QCloseEvent
from pytestqt.qtbot import QtBot

from sertidesk.db import backup_file
from sertidesk.domain.errors import UserError
from sertidesk.services import safekeeping, settings
from sertidesk.services.store import Store, locate_store, open_store
from sertidesk.ui.caretaker import Caretaker, offer_rescue
from sertidesk.ui.desk import Desk
from sertidesk.ui.main_window import MainWindow


def reasons(store: Store) -> list[str]:
    return [info.why for info in safekeeping.list_backups(store)]


def test_closing_backs_up_what_changed_and_nothing_twice(desk: Desk, store: Store) -> None:
    settings.put(store, {"office_name": "Dinas"})
    assert Caretaker(desk).may_close()
    assert reasons(store) == ["closing"]
    assert Caretaker(desk).may_close()
    assert reasons(store) == ["closing"]


def test_the_window_waits_for_the_backup_and_then_closes_itself(
    qtbot: QtBot, store: Store, prompts
) -> None:
    settings.put(store, {"office_name": "Dinas"})
    desk = Desk(store, prompts)  # work runs beside the window, as in earnest
    caretaker = Caretaker(desk)
    window = MainWindow()
    qtbot.addWidget(window)
    closed: list[bool] = []
    window.closing.connect(lambda: closed.append(True))
    window.may_close = caretaker.may_close
    caretaker.may_close_now.connect(window.close)
    window.show()
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert window.strip.isVisible()
    qtbot.waitUntil(lambda: bool(closed), timeout=5000)
    assert reasons(store) == ["closing"]
    assert closed == [True]


def test_a_full_disk_is_told_and_keeps_nobody_at_the_desk(
    qtbot: QtBot, desk: Desk, store: Store, prompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup_file, "write", full)
    settings.put(store, {"office_name": "Dinas"})
    assert Caretaker(desk).may_close()
    assert "penuh" in prompts.errors[0]


def test_a_backup_that_takes_too_long_is_given_up(
    qtbot: QtBot, store: Store, prompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    from sertidesk.domain.errors import Cancelled

    def endless(_store, _why, report, is_cancelled):
        while not is_cancelled():
            time.sleep(0.005)
        raise Cancelled

    monkeypatch.setattr(safekeeping, "back_up_if_changed", endless)
    desk = Desk(store, prompts)
    caretaker = Caretaker(desk)
    caretaker._limit.setInterval(20)
    with qtbot.waitSignal(caretaker.may_close_now, timeout=5000):
        assert not caretaker.may_close()
    assert caretaker.may_close()


def test_the_day_begins_with_a_quiet_backup(desk: Desk, store: Store) -> None:
    started: list[object] = []
    desk.work_started.connect(started.append)
    settings.put(store, {"office_name": "Dinas"})
    Caretaker(desk)._daily.timeout.emit()
    assert reasons(store) == ["daily"]
    assert started == []


def test_quiet_work_tells_a_refusal_in_the_strip(desk: Desk, prompts) -> None:
    heard: list[str] = []
    desk.said.connect(lambda text, _tone, _undo: heard.append(text))

    def refuse(_store, report, is_cancelled):
        raise UserError("x", "Diska penuh.")

    desk.run("Diam", refuse, quiet=True)
    assert heard == ["Diska penuh."]
    assert prompts.errors == []


def test_lost_data_is_rescued_from_the_newest_backup(qtbot: QtBot, store: Store, prompts) -> None:
    settings.put(store, {"office_name": "Dinas"})
    safekeeping.back_up(store)
    store.close()
    store.database.path.unlink()
    with pytest.raises(UserError) as refused:
        open_store(store.folder)
    place = locate_store(store.folder)
    prompts.confirms = [False]
    assert not offer_rescue(place, prompts, refused.value)
    prompts.confirms = [True]
    assert offer_rescue(place, prompts, refused.value)
    place.close()
    again = open_store(store.folder)
    assert settings.get(again, "office_name") == "Dinas"
    again.close()


def test_other_refusals_offer_no_rescue(qtbot: QtBot, store: Store, prompts) -> None:
    safekeeping.back_up(store)
    assert not offer_rescue(store, prompts, UserError("database_newer", "Lebih baru."))
    assert prompts.asked == []
