"""Papers of meetings, records and decisions take their numbers from the register, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sertidesk.db.history import Changes
from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Kind
from sertidesk.services import (
    activity,
    decision,
    history,
    letter_series,
    letters,
    meetings,
    meetings_edits,
    official_record,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

Paper = tuple[Kind, Callable[[], Changes], Callable[[], str]]


@pytest.fixture
def made(store: Store) -> Activity:
    code = activity.create(store, ActivityDraft("sulawesi-barat", "Uji", 2026)).subject or ""
    letter_series.add(store, {"name": "Umum", "pattern": "{urut}/UJI/{tahun}"})
    return activity.by_code(store, code)


def papers(store: Store, one: Activity) -> list[Paper]:
    meeting = str(meetings_edits.add(store, one, {"title": "Rapat hasil"}).subject)
    record = str(official_record.add(store, one).subject)
    return [
        (
            Kind.MINUTES,
            lambda: meetings_edits.take_number(store, meeting),
            lambda: meetings.listing(store, one)[0].number,
        ),
        (
            Kind.RECORD,
            lambda: official_record.take_number(store, record),
            lambda: official_record.listing(store, one)[0].number,
        ),
        (
            Kind.DECISION,
            lambda: decision.take_number(store, one),
            lambda: decision.load(store, one).number,
        ),
    ]


def test_each_paper_takes_the_next_number_and_stands_in_the_register(
    store: Store, made: Activity
) -> None:
    for place, (_kind, take, number) in enumerate(papers(store, made), start=1):
        take()
        assert number() == f"{place}/UJI/2026"
    kinds = [one.kind for one in letters.of_activity(store, made.id)]
    assert kinds == [Kind.MINUTES, Kind.RECORD, Kind.DECISION]


def test_no_paper_takes_two_numbers(store: Store, made: Activity) -> None:
    for _kind, take, number in papers(store, made):
        take()
        before = number()
        with pytest.raises(UserError, match="sudah bernomor"):
            take()
        assert number() == before


def test_an_undo_frees_the_number_and_empties_the_paper(store: Store, made: Activity) -> None:
    (_kind, take, number), *_ = papers(store, made)
    changes = take()
    history.undo(store, changes.change_set)
    assert number() == ""
    assert letters.of_activity(store, made.id) == []
    take()
    assert number() == "1/UJI/2026"
