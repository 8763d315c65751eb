"""The table of portal entries: who was entered into which portal, when, by whom, its number."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Text

from sertidesk.db.table_parts import ALIVE, entity, link

portal_entry = entity(
    "portal_entry",
    link("participant"),
    Column("portal", Text, nullable=False),  # siki, sipjaki
    Column("entry_state", Text, nullable=False),  # begun, entered
    Column("entered_on", Date),
    Column("entered_by", Text),
    Column("portal_number", Text),
    Column("note", Text),
)
Index(
    "portal_entry_participant",
    portal_entry.c.participant_id,
    portal_entry.c.portal,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
