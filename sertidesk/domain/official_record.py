"""Official records of an assessment: who reviews them, which papers belong to the archive."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sertidesk.domain.procedure import Procedure, Step

SCREEN = "record"
CLOSING = (
    "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
)
_NO_REVIEWERS = ("peserta", "administrasi")  # who is assessed, and who only files


class ReviewState(StrEnum):
    """What a role found when it looked at a record."""

    OPEN = "open"  # not looked at yet; never stored
    CHECKED = "checked"
    REPAIR = "repair"


REVIEW_STATES: Mapping[str, str] = {
    ReviewState.OPEN: "Belum diperiksa",
    ReviewState.CHECKED: "Diperiksa",
    ReviewState.REPAIR: "Perlu perbaikan",
}


class FiledPaper(StrEnum):
    """A paper that the archive keeps of an assessment (SOP Tangerang, 7.2)."""

    PARTICIPANTS = "participants"
    ASSESSORS = "assessors"
    RECORD = "record"
    MINUTES = "minutes"
    RESULTS = "results"


PAPERS: Mapping[str, str] = {
    FiledPaper.PARTICIPANTS: "Daftar hadir peserta",
    FiledPaper.ASSESSORS: "Daftar hadir asesor",
    FiledPaper.RECORD: "Berita acara bertanda tangan",
    FiledPaper.MINUTES: "Notulen (minutes of meeting)",
    FiledPaper.RESULTS: "Berkas hasil uji kompetensi",
}


def reviewers_of(procedure: Procedure, step: Step) -> tuple[str, ...]:
    """Return the roles that review the record in a step, as the SOP titles them."""
    if SCREEN not in step.screens:
        return ()
    return tuple(
        title
        for title in procedure.actor_titles(step)
        if not any(word in title.casefold() for word in _NO_REVIEWERS)
    )


def reviewers(procedure: Procedure) -> tuple[str, ...]:
    """Return every role that reviews a record, in the order of the steps."""
    found = (title for step in procedure.steps for title in reviewers_of(procedure, step))
    return tuple(dict.fromkeys(found))


def files_here(procedure: Procedure, step: Step) -> bool:
    """Tell whether the archive must be complete in this step: the last one about the record."""
    last = [one.number for one in procedure.steps if SCREEN in one.screens][-1:]
    return last == [step.number]
