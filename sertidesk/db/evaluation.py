"""The table of evaluations: what hindered an activity, why, and what is proposed."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Text

from sertidesk.db.table_parts import entity, link

evaluation_item = entity(
    "evaluation_item",
    link("activity"),
    Column("list_order", Integer, nullable=False),
    Column("obstacle", Text, nullable=False),
    Column("cause", Text),
    Column("proposal", Text),
    Column("who", Text),
    Column("due_on", Date),
    Column("done_on", Date),
)
Index("evaluation_item_activity", evaluation_item.c.activity_id)
