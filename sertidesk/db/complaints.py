"""The register of complaints: when, how, who, about what, what was answered."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Text

from sertidesk.db.table_parts import ALIVE, entity, link

complaint = entity(
    "complaint",
    link("activity", nullable=True),  # None: about the office's service as such
    link("participant", nullable=True),  # whom it is about
    Column("year", Integer, nullable=False),  # of the register
    Column("number", Integer, nullable=False),  # in that year
    Column("received_on", Date, nullable=False),
    Column("channel", Text),
    Column("name", Text),  # who complains; None: nameless
    Column("contact", Text),
    Column("what", Text, nullable=False),
    Column("answer", Text),
    Column("answered_by", Text),
    Column("answered_on", Date),
    Column("state", Text, nullable=False),  # domain/complaints.py State
)
Index("complaint_activity", complaint.c.activity_id)
Index("complaint_participant", complaint.c.participant_id)
Index(
    "complaint_number",
    complaint.c.year,
    complaint.c.number,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
