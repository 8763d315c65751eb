"""The schema of an SOP file; the keys are the fields of `sertidesk.domain.procedure`."""

from __future__ import annotations

from sertidesk.domain.procedure import CalendarKind, RequirementKind, Unit
from sertidesk.intake.schema import Day, Flag, Keys, Many, Text, Whole

SCREENS = (
    "participants",
    "intake",
    "documents",
    "clarification",
    "submission",
    "portal_export",
    "recruitment",
    "preparation",
    "coordination",
    "interest",
    "selection",
    "schedule",
    "readiness",
    "attendance",
    "assessment",
    "record",
    "minutes",
    "decision",
    "evaluation",
    "tracker",
    "portal",
    "fees",
    "certificates",
    "handover",
    "report",
)

_TEXT = Text()
_FILLED = Text(filled=True)
_TEXTS = Many(_TEXT)
_NAMES = Many(_FILLED)

_TIME = Keys(
    {
        "text": _TEXT,
        "min": Whole(),
        "max": Whole(),
        "unit": Text(tuple(Unit)),
        "calendar": Text(tuple(CalendarKind)),
    },
    frozenset({"text"}),
)
PART = Keys(
    {
        "number": _FILLED,
        "title": _FILLED,
        "printed": _TEXT,
        "actors": _NAMES,
        "inferred": _NAMES,
        "notes": _TEXTS,
    },
    frozenset({"number", "title"}),
)
STEP = Keys(
    {
        **PART.rules,
        "inputs": _TEXTS,
        "outputs": _TEXTS,
        "time": _TIME,
        "screens": Many(Text(SCREENS)),
        "requirements": _NAMES,
        "parts": Many(PART),
        "remark": _TEXT,
        "state_after": _TEXT,
    },
    frozenset({"number", "title"}),
)
_REQUIREMENT = Keys(
    {
        "key": _FILLED,
        "title": _FILLED,
        "owner": _TEXT,
        "note": _TEXT,
        "mandatory": Flag(),
        "copies": Whole(1),
        "kind": Text(tuple(RequirementKind)),
        "printed": _TEXT,
        "inferred": _NAMES,
    },
    frozenset({"key", "title", "owner", "note", "mandatory"}),
)
_OFFICE = Keys(
    {
        "name": _FILLED,
        "government": _TEXT,
        "unit": _TEXT,
        "address": _TEXT,
        "postcode": _TEXT,
        "phones": _TEXTS,
        "fax": _TEXT,
        "website": _TEXT,
    },
    frozenset({"name"}),
)
_PHASE = Keys(
    {
        "title": _FILLED,
        "printed": _TEXT,
        "time": _TIME,
        "steps": _NAMES,
        "inferred": _NAMES,
        "note": _TEXT,
    },
    frozenset({"title", "time"}),
)
_PROMISE = Keys(
    {
        "time": _TIME,
        "remark": _TEXT,
        "steps": _NAMES,
        "phases": Many(_PHASE),
        "inferred": _NAMES,
    },
    frozenset({"time"}),
)
_LIMIT = Keys(
    {
        "qualification": _FILLED,
        "certificates": Whole(1),
        "classifications": Whole(1),
        "subclassifications": Whole(1),
        "required_classification": _TEXT,
        "required_subclassifications": Whole(1),
        "printed": _TEXTS,
        "notes": _TEXTS,
    },
    frozenset({"qualification", "certificates", "classifications", "subclassifications"}),
)
_PORTAL_FIELD = Keys(
    {"label": _FILLED, "required": Flag(), "kind": _TEXT, "note": _TEXT, "unclear": Flag()},
    frozenset({"label"}),
)

SCHEMA = Keys(
    {
        "format": Whole(1),
        "code": _FILLED,
        "name": _FILLED,
        "title": _FILLED,
        "subtitle": _TEXT,
        "kind": _TEXT,
        "number": _TEXT,
        "number_label": _TEXT,
        "office": _OFFICE,
        "dates": Many(
            Keys(
                {"label": _FILLED, "printed": _TEXT, "day": Day()},
                frozenset({"label", "printed"}),
            )
        ),
        "approver": Keys(
            {"position": _TEXT, "name": _TEXT, "rank": _TEXT, "nip": _TEXT, "signing": _TEXT}
        ),
        "addressees": _TEXTS,
        "carbon_copies": _TEXTS,
        "legal_basis": _TEXTS,
        "preamble": _TEXTS,
        "purpose": _TEXTS,
        "scope": _TEXTS,
        "summary": _TEXTS,
        "provisions": _TEXTS,
        "terms": Many(Keys({"term": _FILLED, "meaning": _TEXT}, frozenset({"term", "meaning"}))),
        "qualifications": _TEXTS,
        "related": _TEXTS,
        "equipment": _TEXTS,
        "warnings": _TEXTS,
        "recording": _TEXTS,
        "overview": _TEXTS,
        "actors": Many(Keys({"key": _FILLED, "title": _FILLED}, frozenset({"key", "title"}))),
        "steps": Many(STEP, least=1),
        "requirements": Many(_REQUIREMENT),
        "conditions": Keys({"nationality": _TEXT, "age_over": Whole(), "skill": _TEXT}),
        "promise": _PROMISE,
        "fee": _TEXT,
        "products": _TEXTS,
        "complaints": Many(
            Keys({"channel": _FILLED, "contact": _TEXT, "note": _TEXT}, frozenset({"channel"}))
        ),
        "application_kinds": _TEXTS,
        "covered_application_kinds": _TEXTS,
        "competence_requirements": _TEXTS,
        "limits": Many(_LIMIT),
        "deadlines": Many(
            Keys(
                {"title": _FILLED, "step": _FILLED, "time": _TIME, "consequence": _TEXT},
                frozenset({"title", "step", "time"}),
            )
        ),
        "portal_pages": Many(
            Keys(
                {"title": _FILLED, "repeatable": Flag(), "fields": Many(_PORTAL_FIELD, least=1)},
                frozenset({"title", "fields"}),
            )
        ),
        "inferred": _NAMES,
        "notes": _TEXTS,
    },
    frozenset({"format", "code", "name", "title", "office", "steps", "requirements"}),
)
