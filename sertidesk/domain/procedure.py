"""The SOP as data: what an office's procedure says, step by step.

Plain frozen records and their way to and from JSON, so that an activity can keep its own copy.
How a TOML file becomes one is the intake floor's affair; when a step is due is in `plan`, what
blocks it in `gates`.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any, TypeVar

T = TypeVar("T")


class Unit(StrEnum):
    """The unit in which a time is printed."""

    MINUTE = "menit"
    HOUR = "jam"
    DAY = "hari"
    WEEK = "minggu"


class CalendarKind(StrEnum):
    """Which days a time counts; most SOPs do not say."""

    WORKING = "kerja"
    CALENDAR = "kalender"
    UNSTATED = "tidak disebut"


@dataclass(frozen=True, slots=True)
class Duration:
    """A standard time: the text as printed, and what it means where it means anything.

    A blank cell has an empty ``text``, a dash keeps its ``"-"``; both have neither numbers nor
    unit.
    """

    text: str = ""
    min: int | None = None
    max: int | None = None
    unit: Unit | None = None
    calendar: CalendarKind = CalendarKind.UNSTATED

    @property
    def is_stated(self) -> bool:
        """Tell whether the source gives a time at all."""
        return self.unit is not None and self.max is not None


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date of the document: its label, the text as printed and, where there is one, the day."""

    label: str
    printed: str = ""
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """Who issued the document."""

    name: str
    government: str = ""
    unit: str = ""
    address: str = ""
    postcode: str = ""
    phones: tuple[str, ...] = ()
    fax: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Approver:
    """The official who approved the document, as printed."""

    position: str = ""
    name: str = ""
    rank: str = ""
    nip: str = ""
    signing: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the document defines."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """One way to complain."""

    channel: str
    contact: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts in steps; ``key`` is what steps name."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of a step (Tangerang's 2.1, 2.2 …)."""

    number: str
    title: str
    printed: str = ""
    actors: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who does it, with what, how long, and what comes out.

    ``title`` is short, ``printed`` the source's own words, ``remark`` its column Ket.;
    ``screens`` are the work screens that serve it; ``requirements`` the keys of those it is
    about (none named: all); ``inferred`` names the fields that the source does not print.
    """

    number: str
    title: str
    printed: str = ""
    actors: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    time: Duration = Duration()
    screens: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    remark: str = ""
    state_after: str = ""
    inferred: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class RequirementKind(StrEnum):
    """What is asked of a participant: a paper to hand in, or a condition to meet."""

    DOCUMENT = "berkas"
    CONDITION = "syarat"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement; ``owner`` is whose form it is, ``copies`` how many, where printed."""

    key: str
    title: str
    owner: str = ""
    note: str = ""
    mandatory: bool = True
    copies: int | None = None
    kind: RequirementKind = RequirementKind.DOCUMENT
    printed: str = ""
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the procedure asks of a person, in a form that rules can check."""

    nationality: str = ""
    age_over: int | None = None
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the promised total; ``steps`` are the numbers of the steps it covers."""

    title: str
    printed: str = ""
    time: Duration = Duration()
    steps: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """The promised total: its time, the printed remark, and the steps it is counted over."""

    time: Duration = Duration()
    remark: str = ""
    steps: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """How many certificates one person may hold in a qualification (SE LPJK 16/2021, Bab I)."""

    qualification: str
    certificates: int
    classifications: int
    subclassifications: int
    required_classification: str = ""
    required_subclassifications: int | None = None
    printed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalField:
    """A field of the portal's form; ``required`` is a mark seen, ``unclear`` one hard to read."""

    label: str
    required: bool = False
    kind: str = ""
    note: str = ""
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class PortalPage:
    """A page of the portal's application form."""

    title: str
    repeatable: bool = False
    fields: tuple[PortalField, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit outside the standard times, and what happens after it."""

    title: str
    step: str
    time: Duration
    consequence: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure, complete as its document has it; what the source leaves blank is blank."""

    code: str
    name: str
    title: str
    office: Office
    steps: tuple[Step, ...]
    requirements: tuple[Requirement, ...] = ()
    format: int = 1
    kind: str = ""
    number: str = ""
    number_label: str = ""
    subtitle: str = ""
    dates: tuple[PrintedDate, ...] = ()
    approver: Approver = Approver()
    addressees: tuple[str, ...] = ()
    carbon_copies: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    preamble: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    qualifications: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    recording: tuple[str, ...] = ()
    overview: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    conditions: Conditions = Conditions()
    promise: Promise = Promise()
    fee: str = ""
    products: tuple[str, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    application_kinds: tuple[str, ...] = ()
    covered_application_kinds: tuple[str, ...] = ()
    competence_requirements: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    portal_pages: tuple[PortalPage, ...] = ()
    inferred: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def step(self, number: str) -> Step:
        """Return the step with this number; KeyError when there is none."""
        for step in self.steps:
            if step.number == number:
                return step
        raise KeyError(number)

    def requirement(self, key: str) -> Requirement:
        """Return the requirement with this key; KeyError when there is none."""
        for requirement in self.requirements:
            if requirement.key == key:
                return requirement
        raise KeyError(key)

    def actor_titles(self, step: Step | Part) -> tuple[str, ...]:
        """Return the titles of those who act in a step or a part of one, in its order."""
        titles = {actor.key: actor.title for actor in self.actors}
        return tuple(titles.get(key, key) for key in step.actors)

    def requirements_of(self, step: Step) -> tuple[Requirement, ...]:
        """Return the requirements that a step is about: those it names, else all."""
        if not step.requirements:
            return self.requirements
        return tuple(self.requirement(key) for key in step.requirements)

    def phase_of(self, number: str) -> Phase | None:
        """Return the phase of the promised total that covers a step, if one does."""
        return next((phase for phase in self.promise.phases if number in phase.steps), None)


def to_dict(record: object) -> dict[str, Any]:
    """Return a procedure (or a part of one) as plain values that JSON knows."""
    return {field.name: _plain(getattr(record, field.name)) for field in fields(_instance(record))}


def from_dict(values: Mapping[str, Any]) -> Procedure:
    """Return the procedure that `to_dict` or a checked TOML file gave.

    Unknown keys are passed over and absent ones take their default, so that a copy kept by an
    older or newer program still opens.
    """
    return _record(Procedure, values)


def _instance(record: object) -> Any:
    if not is_dataclass(record) or isinstance(record, type):
        raise TypeError(f"not a record: {record!r}")
    return record


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return to_dict(value) if is_dataclass(value) else value


_hints: dict[type, Mapping[str, Any]] = {}  # a procedure has hundreds of records of a few kinds


def _record(cls: type[T], values: Mapping[str, Any]) -> T:
    if cls not in _hints:
        _hints[cls] = typing.get_type_hints(cls)
    hints = _hints[cls]
    known = {name: _typed(hints[name], values[name]) for name in hints if name in values}
    return cls(**known)


def _typed(hint: Any, value: Any) -> Any:
    """Return a plain value as the type that a field declares."""
    if isinstance(hint, types.UnionType):  # only ever X | None
        chosen = next(part for part in typing.get_args(hint) if part is not types.NoneType)
        return None if value is None else _typed(chosen, value)
    if typing.get_origin(hint) is tuple:
        return tuple(_typed(typing.get_args(hint)[0], item) for item in value)
    if is_dataclass(hint):
        return _record(typing.cast(type, hint), value)
    if hint is dt.date:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    return value
