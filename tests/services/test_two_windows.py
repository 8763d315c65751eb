"""Two windows at once: what the other wrote in between is neither written over nor done twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sertidesk.domain.assessment import Decision
from sertidesk.domain.attendance import State
from sertidesk.domain.errors import UserError
from sertidesk.services import (
    activity,
    assessment,
    assessment_edits,
    attendance,
    attendance_marks,
    decision,
    letter_series,
    participants,
    selection,
    selection_decisions,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

Meanwhile = Callable[[Callable[[], object]], None]
DAY = "2026-03-02"
SERIES = {"name": "Surat keluar", "pattern": "{urut}/{tahun}", "kinds": "Keputusan"}


@pytest.fixture
def work(store: Store) -> Activity:
    made = activity.by_code(
        store, activity.create(store, ActivityDraft("badung", "Uji Tukang", 2026)).subject or ""
    )
    for place, name in enumerate(("Wayan Contoh", "Made Contoh", "Nyoman Contoh"), 1):
        values = {"name": name, "nik": f"510301020390000{place}"}
        participants.add(store, made.id, values)
    return made


@pytest.fixture
def ids(store: Store, work: Activity) -> list[str]:
    return [one.participant_id for one in assessment.listing(store, work)]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Give a way to let the other window act just before the next use case may write."""

    def let(act: Callable[[], object]) -> None:
        write = Store.write

        def late(self: Store, *args: object, **kwargs: object) -> object:
            monkeypatch.setattr(Store, "write", write)
            act()
            return write(self, *args, **kwargs)  # type: ignore[arg-type]

        monkeypatch.setattr(Store, "write", late)

    return let


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as refused:
        act()
    return refused.value.code


def test_who_is_scanned_while_the_rest_is_marked_absent_stays_present(
    store: Store, work: Activity, ids: list[str], meanwhile: Meanwhile
) -> None:
    meanwhile(lambda: attendance_marks.mark(store, work, DAY, ids[:1], State.PRESENT))
    attendance_marks.mark_rest(store, work, DAY, State.ABSENT)
    roll = attendance.roll(store, work, DAY)
    assert roll is not None
    assert [one.state for one in roll.entries] == [State.PRESENT, State.ABSENT, State.ABSENT]


def test_a_decision_letter_is_set_once_and_lists_nobody_twice(
    store: Store, work: Activity, ids: list[str], meanwhile: Meanwhile
) -> None:
    assessment_edits.decide(store, work, ids[:2], Decision.COMPETENT)
    decision.edit(store, work, {"number": "188/12/2026", "date": date(2026, 3, 2)})
    meanwhile(lambda: decision.settle(store, work))
    assert refusal(lambda: decision.settle(store, work)) == "decision_is_set"
    assert len(decision.load(store, work).listed) == 2


def test_a_decision_letter_gets_one_number(
    store: Store, work: Activity, meanwhile: Meanwhile
) -> None:
    letter_series.add(store, SERIES)
    meanwhile(lambda: decision.take_number(store, work))
    assert refusal(lambda: decision.take_number(store, work)) == "paper_numbered"


def test_a_place_is_given_to_one_substitute(
    store: Store, work: Activity, ids: list[str], meanwhile: Meanwhile
) -> None:
    gone, first, second = ids
    meanwhile(lambda: selection_decisions.replace(store, work, gone, first, "sakit"))
    code = refusal(lambda: selection_decisions.replace(store, work, gone, second, "sakit"))
    found = selection.load(store, work).entry(gone)
    assert code == "substituted_already"
    assert found is not None and found.replacement_id == first


def test_a_kind_of_letter_is_numbered_in_one_series(store: Store, meanwhile: Meanwhile) -> None:
    meanwhile(lambda: letter_series.add(store, SERIES))
    other = SERIES | {"name": "SK"}
    assert refusal(lambda: letter_series.add(store, other)) == "series_kind_taken"
