"""The tables of decision letters: the letter, and the list of people frozen when it was set."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Text

from sertidesk.db.table_parts import ALIVE, entity, link

decision_letter = entity(
    "decision_letter",
    link("activity"),
    Column("number", Text),
    Column("date", Date),
    Column("subject", Text),  # this and the next three: None is what is proposed
    Column("considering", Text),  # one a line
    Column("basis", Text),  # one a line
    Column("decides", Text),  # one a line
    Column("signer", Text),
    Column("set_on", Date),  # None: still a draft
)
Index(
    "decision_letter_activity",
    decision_letter.c.activity_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)

decision_participant = entity(
    "decision_participant",
    link("decision_letter"),
    link("participant"),
    Column("list_order", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("nik", Text),
    Column("village", Text),
    Column("occupation", Text),
    Column("level", Integer),
)
Index("decision_participant_letter", decision_participant.c.decision_letter_id)
