"""Clarification with Disdukcapil, the whole column: rounds out, answers in, decisions.

The rooms behind this door: `clarification_rounds`, `clarification_answer`,
`clarification_decisions`, `clarification_questions`, `clarification_lists`.
"""

from sertidesk.services.clarification_answer import (
    AnswerReport,
    ReportRow,
    read_answer,
    report_json,
)
from sertidesk.services.clarification_decisions import accept, excuse, keep, withdraw_excuse
from sertidesk.services.clarification_lists import (
    Detail,
    FieldLine,
    Line,
    Overview,
    count,
    detail,
    lines,
    overview,
    spelling_only,
)
from sertidesk.services.clarification_questions import (
    NobodysRow,
    UnknownWord,
    assign,
    dismiss,
    nobodys_rows,
    remember_word,
    unknown_words,
)
from sertidesk.services.clarification_rounds import (
    Plan,
    RecapWritten,
    RoundLine,
    export_recap,
    plan,
    rounds,
)

__all__ = [
    "AnswerReport",
    "Detail",
    "FieldLine",
    "Line",
    "NobodysRow",
    "Overview",
    "Plan",
    "RecapWritten",
    "ReportRow",
    "RoundLine",
    "UnknownWord",
    "accept",
    "assign",
    "count",
    "detail",
    "dismiss",
    "excuse",
    "export_recap",
    "keep",
    "lines",
    "nobodys_rows",
    "overview",
    "plan",
    "read_answer",
    "remember_word",
    "report_json",
    "rounds",
    "spelling_only",
    "unknown_words",
    "withdraw_excuse",
]
