"""The count that must reconcile at each stage: who came how far, and who is missing between two.

Registered → complete → matched → sent → attended → competent → received → handed over → in the
portal; an SOP has those for which it has a step, in the order of its steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sertidesk.domain import documents
from sertidesk.domain.procedure import Procedure


class Stage(StrEnum):
    """How far a participant has come; the order here is the usual one."""

    REGISTERED = "registered"
    COMPLETE = "complete"
    MATCHED = "matched"
    SENT = "sent"
    ATTENDED = "attended"
    COMPETENT = "competent"
    RECEIVED = "received"
    HANDED = "handed"
    IN_PORTAL = "in_portal"


WORDS: Mapping[Stage, str] = {
    Stage.REGISTERED: "terdaftar",
    Stage.COMPLETE: "berkas lengkap",
    Stage.MATCHED: "NIK sesuai",
    Stage.SENT: "terkirim ke LSP",
    Stage.ATTENDED: "hadir uji",
    Stage.COMPETENT: "kompeten",
    Stage.RECEIVED: "sertifikat diterima",
    Stage.HANDED: "sertifikat diserahkan",
    Stage.IN_PORTAL: "masuk portal",
}
"""The one word of each stage, as the screen and the paper have it."""

SCREENS: Mapping[Stage, str] = {
    Stage.REGISTERED: "participants",
    Stage.COMPLETE: "documents",
    Stage.MATCHED: "clarification",
    Stage.SENT: "submission",
    Stage.ATTENDED: "attendance",
    Stage.COMPETENT: "assessment",
    Stage.RECEIVED: "certificates",
    Stage.HANDED: "handover",
    Stage.IN_PORTAL: "portal",
}
"""The work screen on which a participant comes to a stage."""

# What follows from being tested: a person who left the road before is not missing here.
_AFTER = {
    Stage.COMPETENT: Stage.ATTENDED,
    Stage.RECEIVED: Stage.COMPETENT,
    Stage.HANDED: Stage.RECEIVED,
}

Reached = Mapping[Stage, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Stray:
    """Participants who came to ``stage`` without an earlier one that it rests on."""

    stage: Stage
    without: Stage
    participants: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Say what does not fit."""
        return (
            f"{len(self.participants)} peserta {WORDS[self.stage]} padahal belum tercatat "
            f"{WORDS[self.without]}."
        )


def titled(stage: Stage) -> str:
    """Return a stage's word with a capital: "NIK sesuai", "Terkirim ke LSP"."""
    return WORDS[stage][0].upper() + WORDS[stage][1:]


def stages_of(procedure: Procedure) -> tuple[Stage, ...]:
    """Return the stages that an SOP has, in the order in which its steps come to them."""
    first: dict[str, int] = {}
    for place, step in enumerate(procedure.steps):
        for screen in step.screens:
            first.setdefault(screen, place)
    usual = list(Stage)
    found = [
        stage
        for stage in usual[1:]
        if SCREENS[stage] in first and (stage != Stage.COMPLETE or documents.are_asked(procedure))
    ]
    found.sort(key=lambda stage: (first[SCREENS[stage]], usual.index(stage)))
    return (Stage.REGISTERED, *found)


def missing(
    stages: Sequence[Stage], reached: Reached, stage: Stage, everyone: Sequence[str]
) -> tuple[str, ...]:
    """Return who should have come to a stage and has not, in the order of ``everyone``.

    For most stages that is everyone; nobody waits for the result of a test that a person did not
    attend, nor for the certificate of one who was not found competent.
    """
    due = set(everyone)
    basis = _AFTER.get(stage)
    if stage is Stage.IN_PORTAL and Stage.RECEIVED in stages[: stages.index(stage)]:
        basis = Stage.RECEIVED  # it is the certificate that is entered there
    if basis is not None and basis in stages:
        due &= reached[basis]
    return tuple(one for one in everyone if one in due and one not in reached[stage])


def between(
    reached: Reached, earlier: Stage, later: Stage, everyone: Sequence[str]
) -> tuple[str, ...]:
    """Return who came to the earlier of two stages and not to the later."""
    gone = reached[earlier] - reached[later]
    return tuple(one for one in everyone if one in gone)


def strays(stages: Sequence[Stage], reached: Reached, everyone: Sequence[str]) -> tuple[Stray, ...]:
    """Return what does not add up: a later stage without the one it rests on."""
    found = []
    for stage, basis in _AFTER.items():
        if stage in stages and basis in stages:
            odd = reached[stage] - reached[basis]
            if odd:
                found.append(Stray(stage, basis, tuple(one for one in everyone if one in odd)))
    return tuple(found)


def furthest(stages: Sequence[Stage], reached: Reached, participant: str) -> Stage:
    """Return the last stage that a participant came to."""
    return [stage for stage in stages if participant in reached[stage]][-1]
