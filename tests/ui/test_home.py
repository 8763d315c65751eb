"""Beranda: welcome, running activities with figures that open their lists, the last backup."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from sertidesk.services import (
    activity,
    certificates,
    overview,
    participants,
    procedure,
    safekeeping,
    schedule_edits,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.home import HomePage


def begin(store: Store, sop: str = "kotawaringin-barat", days_ago: int = 0) -> Activity:
    start = store.today() - timedelta(days=days_ago)
    draft = ActivityDraft(sop_code=sop, name=f"Uji {sop}", year=2026, planned_start=start)
    return activity.by_code(store, str(activity.create(store, draft).subject))


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> HomePage:
    made = HomePage(desk)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    made.show()
    desk.changed.connect(made.reload)
    return made


def press(page: QWidget, name: str) -> None:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    found.click()


def said(page: QWidget, card: str) -> str:
    found = page.findChildren(QWidget, card)[-1]  # an old one may not be gone yet
    return "\n".join(label.text() for label in found.findChildren(QLabel))


def test_a_first_start_welcomes_and_leads_to_a_new_activity(
    qtbot: QtBot, desk: Desk, page: HomePage
) -> None:
    page.reload()
    assert page.findChild(QPushButton, "home_all_activities") is None
    assert not page.new_button.isVisible()  # one primary button is enough
    with qtbot.waitSignal(desk.go_requested) as went:
        press(page, "home_first_activity")
    assert went.args == ["activities", {"new": True}]


def test_where_all_are_closed_the_list_is_one_click_away(
    qtbot: QtBot, store: Store, desk: Desk, page: HomePage
) -> None:
    activity.close(store, begin(store).id)
    page.reload()
    with qtbot.waitSignal(desk.go_requested) as went:
        press(page, "home_all_activities")
    assert went.args == ["activities", {}]


def test_every_figure_opens_its_list_with_those_who_are_missing(
    qtbot: QtBot, store: Store, desk: Desk, page: HomePage
) -> None:
    one = begin(store)
    added = participants.add(store, one.id, {"nik": "6201010101800001", "name": "Agus Contoh"})
    page.reload()
    key = str(added.subject)
    for stage, screen, subjects in (
        ("registered", "participants", ()),
        ("complete", "documents", (key,)),
        ("matched", "clarification", (key,)),
        ("sent", "submission", (key,)),
    ):
        with qtbot.waitSignal(desk.go_requested) as went:
            press(page, f"figures_{one.code}_{stage}")
        assert went.args == [
            "activity",
            {"code": one.code, "screen": screen, "subjects": subjects},
        ]
    figure = page.findChild(QPushButton, f"figures_{one.code}_complete")
    assert figure is not None
    assert figure.accessibleName() == "0/1 berkas lengkap"


def test_late_steps_and_the_next_deadline_are_told_and_open_their_step(
    qtbot: QtBot, store: Store, desk: Desk, page: HomePage
) -> None:
    one = begin(store, "badung", days_ago=30)
    page.reload()
    assert "Terlambat" in said(page, f"card_{one.code}")
    assert "lewat" in said(page, f"card_{one.code}")
    with qtbot.waitSignal(desk.go_requested) as went:
        press(page, f"step_{one.code}_1")
    assert went.args == ["activity", {"code": one.code, "step": "1"}]
    procedure.finish(store, one, "1", "Permohonan lewat SRIKANDI")
    desk.changed.emit(frozenset(("activity_step",)))
    assert "tenggat Sen 2 Mar, hari ini" in said(page, f"card_{one.code}")
    assert "1 dari 10 langkah selesai" in said(page, f"card_{one.code}")
    with qtbot.waitSignal(desk.go_requested) as went:
        press(page, f"open_{one.code}")
    assert went.args == ["activity", {"code": one.code}]


def test_an_activity_with_nothing_left_to_do_says_so(store: Store, page: HomePage) -> None:
    one = begin(store)
    for step in one.procedure.steps:
        procedure.skip(store, one, step.number, "contoh")
    page.reload()
    assert "Semua langkah selesai" in said(page, f"card_{one.code}")


def test_the_last_backup_is_told_and_its_absence_is_a_warning(
    qtbot: QtBot, store: Store, desk: Desk, page: HomePage
) -> None:
    page.reload()
    assert page.side.backup_badge.text() == "Belum ada cadangan"
    safekeeping.back_up(store)
    page.reload()
    assert "02-03-2026 09.00" in page.side.backup_label.text()
    with qtbot.waitSignal(desk.go_requested) as went:
        page.side.backup_button.click()
    assert went.args == ["settings", {"section": "backup"}]


def test_a_change_that_concerns_nothing_here_reads_nothing(
    store: Store, page: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.reload()
    monkeypatch.setattr("sertidesk.services.overview.running", lambda _store, **_what: 1 / 0)
    page.reload(frozenset(("layout",)))
    with pytest.raises(ZeroDivisionError):
        page.reload(frozenset(("participant",)))


def test_a_long_name_does_not_make_the_page_scroll_sideways(
    qtbot: QtBot, store: Store, desk: Desk
) -> None:
    name = "Pelatihan dan Sertifikasi Tenaga Kerja Konstruksi " * 3
    activity.create(store, ActivityDraft("kotawaringin-barat", name.strip(), 2026))
    page = HomePage(desk)
    qtbot.addWidget(page)
    page.resize(760, 500)
    page.reload(None)
    page.show()
    qtbot.waitExposed(page)
    for area in page.findChildren(QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0


def test_what_has_a_day_soon_leads_to_its_place(
    qtbot: QtBot, store: Store, desk: Desk, page: HomePage
) -> None:
    one = begin(store)
    values = {"date": store.today(), "starts": "09:00", "ends": "12:00", "scheme": "Tukang Kayu"}
    key = schedule_edits.add(store, one, values).subject
    page.reload()
    assert "Uji Tukang Kayu" in "\n".join(b.text() for b in page.side.findChildren(QPushButton))
    with qtbot.waitSignal(desk.go_requested) as went:
        press(page, f"task_session_{key}")
    assert went.args == ["activity", {"code": one.code, "screen": "attendance"}]


def test_a_late_step_says_on_whom_it_waits(store: Store, page: HomePage) -> None:
    one = begin(store, "badung", days_ago=30)
    page.reload()
    assert "menunggu Kabid, Kasi Jasa Konstruksi, Staf Adm." in said(page, f"card_{one.code}")


def test_certificates_near_their_end_open_their_list(
    qtbot: QtBot, store: Store, desk: Desk, page: HomePage
) -> None:
    one = begin(store, "badung")
    key = str(participants.add(store, one.id, {"nik": "6201010101800001", "name": "Agus"}).subject)
    values = {"number": "41 1", "expires_on": store.today() + timedelta(days=40)}
    certificates.save(store, one, key, values)
    page.reload()
    assert page.side.expiring_card.isVisible()
    with qtbot.waitSignal(desk.go_requested) as went:
        page.side.expiring_chart.bars["3"].click()
    assert went.args == ["expiring", {"months": 3}]


def test_of_many_activities_only_the_most_urgent_are_shown_at_first(
    store: Store, page: HomePage
) -> None:
    for _ in range(overview.DETAILED + 2):
        begin(store)
    page.reload()
    press(page, "home_more")
    cards = {
        one.objectName()
        for one in page.findChildren(QWidget)
        if one.objectName().startswith("card_")
    }
    assert len(cards) == overview.DETAILED + 2
