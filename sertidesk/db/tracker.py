"""The tables of the tracker: an applicant's numbers, and each state with the day it was reached."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, String, Text

from sertidesk.db.table_parts import ALIVE, entity, link

application = entity(
    "application",  # a participant's numbers; the state is that of the last event
    link("participant"),
    Column("skk_number", Text),  # from BNSP
    Column("registration_number", Text),  # from BNSP
    Column("record_number", Text),  # from LPJK
)
Index(
    "application_participant",
    application.c.participant_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)

application_event = entity(
    "application_event",
    link("participant"),
    Column("came_from", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reached_on", Date, nullable=False),
    Column("note", Text),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", String(32), nullable=False),
)
Index("application_event_participant", application_event.c.participant_id)
