"""The tables of assessment: what was recommended and decided, and the appeals against it."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Text

from sertidesk.db.table_parts import ALIVE, entity, link

assessment = entity(
    "assessment",
    link("participant"),
    Column("assessor", Text),  # by name, as the papers print it
    Column("assessed_on", Date),
    Column("method", Text),  # observation, portfolio
    Column("recommendation", Text),  # of the assessor: competent, not_competent
    Column("decision", Text),  # of the LSP, the first one: competent, not_competent, absent
    Column("decided_on", Date),
    Column("score", Text),
    Column("note", Text),
)
Index(
    "assessment_participant",
    assessment.c.participant_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)

appeal = entity(
    "appeal",
    link("assessment"),
    Column("state", Text, nullable=False),  # filed, reviewed, granted, rejected
    Column("filed_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reviewed_on", Date),
    Column("closed_on", Date),
    Column("note", Text),  # what the LSP answered
)
Index(
    "appeal_assessment",
    appeal.c.assessment_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
