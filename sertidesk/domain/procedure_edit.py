"""Changing a procedure: steps added, moved and dropped, with all that names them following.

Pure functions from one frozen procedure to the next; whether the result is sound is checked where
it is kept, as a file would be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sertidesk.domain.procedure import (
    Actor,
    CalendarKind,
    Duration,
    Phase,
    Procedure,
    Requirement,
    Step,
    Unit,
)

_TIME = re.compile(
    r"(?P<min>\d{1,4})\s*(?:(?:-|–|s\.?\s?/?d\.?|sampai|hingga)\s*(?P<max>\d{1,4}))?\s*"
    r"(?P<unit>menit|jam|hari|minggu)(?:\s+(?P<calendar>kerja|kalender))?",
    re.IGNORECASE,
)
_WORDS = {"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7}


def read_time(text: str) -> Duration | None:
    """Return what a printed time means; None where it cannot be read, so that a person says it.

    "1-3 hari", "7 Hari Kerja" and "satu minggu" are understood; a blank cell or a dash is a
    time that says nothing.
    """
    printed = " ".join(text.split())
    if printed.strip("-– ") == "":
        return Duration(printed)
    told = " ".join(re.sub(r"\(\D*\)", " ", printed).split())  # "7 (tujuh) hari"
    for word, number in _WORDS.items():
        told = re.sub(rf"\b{word}\b", str(number), told, flags=re.IGNORECASE)
    found = _TIME.fullmatch(told)
    if found is None:
        return None
    least = int(found["min"])
    most = int(found["max"] or least)
    if most < least:
        return None
    calendar = (found["calendar"] or "").lower()
    kind = CalendarKind(calendar) if calendar else CalendarKind.UNSTATED
    return Duration(printed, least, most, Unit(found["unit"].lower()), kind)


def put_step(procedure: Procedure, number: str, step: Step) -> Procedure:
    """Put a step in the place of the one with this number; what named it names the new number."""
    steps = tuple(step if one.number == number else one for one in procedure.steps)
    return _renamed(replace(procedure, steps=steps), {number: step.number})


def insert_step(procedure: Procedure, place: int, step: Step) -> Procedure:
    """Insert a step so that it stands at this place (0 is the first); all are numbered anew."""
    steps = (*procedure.steps[:place], step, *procedure.steps[place:])
    return _numbered(procedure, steps)


def remove_step(procedure: Procedure, number: str) -> Procedure:
    """Drop a step; promise, phases and time limits no longer name it; the others close up."""
    steps = tuple(one for one in procedure.steps if one.number != number)
    return _numbered(procedure, steps)


def move_step(procedure: Procedure, number: str, place: int) -> Procedure:
    """Move a step to a place (0 is the first); all are numbered anew."""
    moved = procedure.step(number)
    others = [one for one in procedure.steps if one.number != number]
    others.insert(max(0, min(place, len(others))), moved)
    return _numbered(procedure, tuple(others))


def put_actors(procedure: Procedure, actors: Sequence[Actor]) -> Procedure:
    """Put the roles; steps keep those that are still there, by their keys."""
    known = {actor.key for actor in actors}
    return replace(
        procedure,
        actors=tuple(actors),
        steps=tuple(
            replace(
                step,
                actors=_kept(step.actors, known),
                parts=tuple(replace(p, actors=_kept(p.actors, known)) for p in step.parts),
            )
            for step in procedure.steps
        ),
    )


def put_requirements(procedure: Procedure, requirements: Sequence[Requirement]) -> Procedure:
    """Put the requirements; steps keep those that are still there, by their keys."""
    known = {one.key for one in requirements}
    steps = tuple(
        replace(step, requirements=_kept(step.requirements, known)) for step in procedure.steps
    )
    return replace(procedure, requirements=tuple(requirements), steps=steps)


def free_key(title: str, taken: Sequence[str]) -> str:
    """Return a short key for a title ("Kasi Jasa Konstruksi" → ``kasi-jasa-konstruksi``)."""
    base = "-".join(re.findall(r"[a-z0-9]+", title.casefold())[:4]) or "baru"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def _kept(keys: Sequence[str], known: set[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key in known)


def _numbered(procedure: Procedure, steps: Sequence[Step]) -> Procedure:
    """Number steps from 1 in their order, their parts with them ("3.2" under step 3)."""
    counted = tuple(
        replace(
            step,
            number=str(place),
            parts=tuple(
                replace(part, number=_below(part.number, step.number, place)) for part in step.parts
            ),
        )
        for place, step in enumerate(steps, start=1)
    )
    # A step that is new has no number yet that anything could name.
    new = {step.number: str(place) for place, step in enumerate(steps, start=1) if step.number}
    gone = {step.number: None for step in procedure.steps if step.number not in new}
    return _renamed(replace(procedure, steps=counted), {**new, **gone})


def _below(part: str, step: str, place: int) -> str:
    return f"{place}{part.removeprefix(step)}" if step and part.startswith(step) else part


def _renamed(procedure: Procedure, numbers: Mapping[str, str | None]) -> Procedure:
    """Let whatever names steps name them by their new numbers, and none that is gone."""

    def named(old: Sequence[str]) -> tuple[str, ...]:
        found = (numbers.get(one, one) for one in old)
        return tuple(one for one in found if one is not None)

    promise = procedure.promise
    phases = tuple(_phase(phase, named) for phase in promise.phases)
    limits = tuple(
        replace(one, step=kept[0]) for one in procedure.deadlines if (kept := named((one.step,)))
    )
    return replace(
        procedure,
        promise=replace(promise, steps=named(promise.steps), phases=phases),
        deadlines=limits,
    )


def _phase(phase: Phase, named: Callable[[Sequence[str]], tuple[str, ...]]) -> Phase:
    return replace(phase, steps=named(phase.steps))
