"""The table of report texts: what the office wrote in the place of a proposed chapter text."""

from __future__ import annotations

from sqlalchemy import Column, Index, Text

from sertidesk.db.table_parts import ALIVE, entity, link

report_text = entity(
    "report_text",
    link("activity"),
    Column("chapter", Text, nullable=False),
    Column("body", Text, nullable=False),
)
Index(
    "report_text_chapter",
    report_text.c.activity_id,
    report_text.c.chapter,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
