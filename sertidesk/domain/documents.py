"""The document checklist: the states of a check, when a participant is complete, who lacks what.

How file names are matched to participants is in `document_files`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sertidesk.domain.formatting import day_and_date
from sertidesk.domain.procedure import Procedure, Requirement, RequirementKind

LONGEST_NOTE = 300


class CheckState(StrEnum):
    """What was found when a requirement of a participant was looked at."""

    MISSING = "missing"
    PRESENT = "present"  # handed in, not yet judged
    NEEDS_FIX = "needs_fix"
    VALID = "valid"
    NOT_APPLICABLE = "not_applicable"


WORDS: Mapping[CheckState, str] = {
    CheckState.MISSING: "belum",
    CheckState.PRESENT: "ada",
    CheckState.NEEDS_FIX: "perlu perbaikan",
    CheckState.VALID: "sah",
    CheckState.NOT_APPLICABLE: "tidak berlaku",
}
LETTERS: Mapping[CheckState, str] = {
    CheckState.MISSING: "B",
    CheckState.PRESENT: "A",
    CheckState.NEEDS_FIX: "P",
    CheckState.VALID: "S",
    CheckState.NOT_APPLICABLE: "T",
}
CLOSED = frozenset({CheckState.VALID, CheckState.NOT_APPLICABLE})  # ask for no more

# A cycle leaves out what needs a note: no key pressed in passing should ask for one.
_NEXT = {
    CheckState.MISSING: CheckState.PRESENT,
    CheckState.PRESENT: CheckState.VALID,
    CheckState.NEEDS_FIX: CheckState.PRESENT,
    CheckState.VALID: CheckState.NOT_APPLICABLE,
    CheckState.NOT_APPLICABLE: CheckState.MISSING,
}

_FILLERS = re.compile(
    r"^(?:form(?:ulir)?|foto\s*/\s*fotokopi|foto\s*/\s*photocopy|fotokopi|photocopy|berwarna|"
    r"salinan|scan|asli|dan|atau|/)\s+",
    re.IGNORECASE,
)


def next_state(state: CheckState) -> CheckState:
    """Return the state that follows when one key runs through them."""
    return _NEXT[state]


def short_title(requirement: Requirement) -> str:
    """Return the title without what every paper is (form, photocopy, coloured)."""
    title = requirement.title.strip()
    while (shorter := _FILLERS.sub("", title, count=1)) != title:
        title = shorter
    return title[:1].upper() + title[1:]


def mandatory_documents(procedure: Procedure) -> tuple[str, ...]:
    """Return the keys of what a participant is not complete without.

    These are the mandatory papers; where a procedure asks for none (Badung), its conditions.
    """
    asked = [item for item in procedure.requirements if item.mandatory]
    papers = [item.key for item in asked if item.kind is RequirementKind.DOCUMENT]
    return tuple(papers or (item.key for item in asked))


def are_asked(procedure: Procedure) -> bool:
    """Tell whether there is anything to be complete with; Tangerang's SOP names nothing."""
    return bool(mandatory_documents(procedure))


def is_complete(states: Mapping[str, CheckState], asked: Iterable[str]) -> bool:
    """Tell whether every requirement asked for is closed; one that was never looked at is not."""
    return all(states.get(key, CheckState.MISSING) in CLOSED for key in asked)


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing a participant has to bring or mend."""

    title: str
    state: CheckState
    note: str = ""

    def __str__(self) -> str:
        if self.state is CheckState.NEEDS_FIX:
            return (
                f"{self.title}: perbaiki – {self.note}" if self.note else f"{self.title}: perbaiki"
            )
        return self.title


@dataclass(frozen=True, slots=True)
class Reminded:
    """One participant who lacks something; ``phone`` as it is dialled (08…)."""

    participant_id: str
    number: int
    name: str
    phone: str
    nik: str
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class ReminderTerms:
    """What a reminder says besides who lacks what; empty parts are left out."""

    activity: str
    office: str = ""
    deadline: date | None = None
    contact: str = ""


def lacks_of(
    requirements: Sequence[Requirement], checks: Mapping[str, tuple[CheckState, str]]
) -> tuple[Lack, ...]:
    """Return what one participant has to bring: mandatory papers, and whatever was found wanting.

    A paper that is there but not judged yet is the office's turn and is not named.
    """
    found = []
    for requirement in requirements:
        state, note = checks.get(requirement.key, (CheckState.MISSING, ""))
        asked = requirement.mandatory and requirement.kind is RequirementKind.DOCUMENT
        if state is CheckState.NEEDS_FIX or (state is CheckState.MISSING and asked):
            found.append(Lack(short_title(requirement), state, note))
    return tuple(found)


def reminder_text(village: str, people: Sequence[Reminded], terms: ReminderTerms) -> str:
    """Return a reminder to paste into WhatsApp: names and papers only, never a NIK or a phone.

    ``*…*`` is bold there; such marks inside names are taken out.
    """
    whom = f"Bapak/Ibu di *{_plain(village)}*" if village else "Bapak/Ibu"
    activity = f" kegiatan *{_plain(terms.activity)}*" if terms.activity else ""
    lines = [
        f"Yth. {whom},",
        "",
        f"Berkas {len(people)} calon peserta{activity} belum lengkap. Mohon dilengkapi:",
    ]
    for place, person in enumerate(people, start=1):
        lines += ["", f"{place}. *{_plain(person.name)}*"]
        lines += [f"- {_plain(str(lack))}" for lack in person.lacks]
    lines.append("")
    where = f" ke {_plain(terms.office)}" if terms.office else ""
    if terms.deadline:
        lines.append(f"Berkas diserahkan{where} paling lambat *{day_and_date(terms.deadline)}*.")
    elif where:
        lines.append(f"Berkas diserahkan{where}.")
    if terms.contact:
        lines.append(f"Pertanyaan: {_plain(terms.contact)}.")
    lines.append("Terima kasih.")
    return "\n".join(lines)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_~`]", " ", text).split()).rstrip(".")
