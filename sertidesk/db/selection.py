"""The tables of the selection: rules and quotas, what was decided of whom."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, Text

from sertidesk.db.table_parts import ALIVE, entity, link

selection_plan = entity(
    "selection_plan",
    link("activity"),
    Column("total", Integer),  # places in all; None: that of the activity
    Column("reserves", Integer),  # for each occupation; None: whoever finds no place
    Column("verified_only", Integer, nullable=False),
    Column("rules", JSON, nullable=False),  # keys of domain/selection.py, the weightiest first
    Column("villages", JSON, nullable=False),  # {village: places}
)
Index(
    "selection_plan_activity",
    selection_plan.c.activity_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)

selection = entity(
    "selection",
    link("participant"),
    Column("state", Text, nullable=False),
    Column("verified_on", Date),
    Column("verified_by", Text),
    Column("note", Text),  # what the verification found
    Column("decided_on", Date),
    Column("decided_by", Text),
    Column("reason", Text),
    Column("by_hand", Integer, nullable=False, default=0),
    Column("replacement_id", ForeignKey("participant.id")),  # who took the place
)
Index(
    "selection_participant",
    selection.c.participant_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
