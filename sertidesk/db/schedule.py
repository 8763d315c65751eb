"""The tables of the schedule: the office's assessors, an activity's sessions, who sits there."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, Text

from sertidesk.db.table_parts import ALIVE, entity, link

assessor = entity(
    "assessor",
    Column("name", Text, nullable=False),
    Column("registration", Text),  # number given by BNSP or LPJK
    Column("schemes", JSON, nullable=False),  # occupations they may assess
    Column("valid_until", Date),
    Column("phone", Text),
)

session = entity(
    "session",  # one group, one assessor, one room, one time
    link("activity"),
    Column("date", Date, nullable=False),
    Column("starts", Text, nullable=False),  # the office's clock, HH:MM
    Column("ends", Text, nullable=False),
    Column("test_centre_id", ForeignKey("organization.id")),
    Column("room", Text),
    Column("capacity", Integer),  # of the room; without it that of the test centre
    Column("scheme", Text),  # the occupation that is tested
    link("assessor", nullable=True),
    Column("note", Text),
)
Index("session_activity", session.c.activity_id)
Index("session_date", session.c.date)

session_participant = entity(
    "session_participant",
    link("session"),
    link("participant"),
)
Index(
    "session_participant_pair",
    session_participant.c.session_id,
    session_participant.c.participant_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
Index("session_participant_participant", session_participant.c.participant_id)
