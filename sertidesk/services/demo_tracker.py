"""The demo's chapter of the applications: on, step by step, as LPJK's circular has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sertidesk.domain.procedure import Step
from sertidesk.domain.tracker import State, next_states, state_meant
from sertidesk.services import selection_decisions, tracker, tracker_edits
from sertidesk.services.demo_story import Made, Story
from sertidesk.services.tracker import Applicant

_RETURNED = 3  # applications that come back
_LATE = "Bukti bayar diterima LSP sesudah batas, proses dilanjutkan"
_ELSEWHERE = frozenset((State.SCHEDULED, State.ISSUED, State.FINISHED))
_WORKING_DAYS_TO_PAY = 7
_NUMBERED: Mapping[State, Mapping[str, str]] = {
    State.NUMBERED: {
        "skk_number": "41001 7121 2 {number:07} {year}",
        "registration_number": "F.410.{number:05}.{year}",
    },
    State.RECORDED: {"record_number": "LPJK-{year}-{number:06}"},
}


def follow(story: Story, step: Step) -> Iterator[Made]:
    """Bring the applications to the state that the step leads to."""
    state = state_meant(step.state_after)
    folder = story.folder(step, "pelacak permohonan")
    if state is State.RETURNED:
        _return(story)
    elif state is State.PAID:
        late = _pay(story)
        told = "dua permohonan lewat batas bayar"
        yield story.export("tracker", folder / "lewat batas bayar.xlsx", told)
        _settle(story, late)
    elif state is not None:
        _bring(story, state)
    told = "keadaan setiap permohonan, dan siapa yang ditunggu"
    yield story.export("tracker", folder / "pelacak permohonan.xlsx", told)


def keep_up(story: Story, step: Step) -> None:
    """Bring the applications along where a step leads to a state on another screen."""
    state = state_meant(step.state_after)
    tracked = any("tracker" in other.screens for other in story.activity.procedure.steps)
    if tracked and "tracker" not in step.screens and state in _ELSEWHERE:
        _bring(story, state)


def _bring(story: Story, state: State, note: str = "") -> None:
    """Record a state of all that can come to it, with the numbers that are given there."""
    store, one = story.store, story.activity
    found = [line for line in _applicants(story) if state in next_states(line.state)]
    if state is State.ACCEPTED:
        found = found[_RETURNED:]  # the others lack something
    if not found:
        return
    for line in found:
        values = {
            key: text.format(number=line.number, year=story.today.year)
            for key, text in _NUMBERED.get(state, {}).items()
        }
        if values:
            tracker_edits.save_numbers(store, one, line.id, values)
    keys = [line.id for line in found]
    tracker_edits.record(store, one, keys, state, story.today, note)


def _return(story: Story) -> None:
    """Some come back with a reason, are repaired and accepted."""
    store, one = story.store, story.activity
    keys = [line.id for line in _applicants(story) if line.state is State.AT_LSP][:_RETURNED]
    why = "APL-02 belum ditandatangani"
    record = tracker_edits.record
    record(store, one, keys, State.RETURNED, story.today, why)
    story.clock.sleep()
    record(store, one, keys, State.AT_LSP, story.today, "Sudah diperbaiki")
    record(store, one, keys, State.ACCEPTED, story.today)


def _pay(story: Story) -> list[str]:
    """Let all but two pay in time; return those two, when their time is over."""
    store, one = story.store, story.activity
    due = [line.id for line in _applicants(story) if line.state is State.ACCEPTED]
    tracker_edits.record(store, one, due[2:], State.PAID, story.today)
    for _ in range(_WORKING_DAYS_TO_PAY + 2):
        story.clock.sleep()
    return due[:2]


def _settle(story: Story, late: list[str]) -> None:
    """One pays all the same, the other's application lapses."""
    store, one = story.store, story.activity
    tracker_edits.record(store, one, late[:1], State.PAID, story.today, _LATE)
    tracker_edits.void_overdue(store, one, late[1:])
    selection_decisions.withdraw(store, one, late[1:], "Tidak membayar sampai batas waktunya")


def _applicants(story: Story) -> list[Applicant]:
    return tracker.listing(story.store, story.activity)
