"""The tables of attendance: who came where and when, who works there, and every scan."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from sertidesk.db.table_parts import ALIVE, entity, link, metadata

team_member = entity(
    "team_member",  # who is at work in an activity: assessors and organisers
    link("activity"),
    Column("role", Text, nullable=False),  # assessor, committee
    link("assessor", nullable=True),  # one of the office's list
    Column("name", Text, nullable=False),
    Column("position", Text),  # in the team: Penanggung Jawab
    Column("phone", Text),
)
Index("team_member_activity", team_member.c.activity_id)

attendance = entity(
    "attendance",
    link("activity"),
    link("session", nullable=True),  # None: the day as a whole
    Column("date", Date, nullable=False),
    link("participant", nullable=True),
    link("team_member", nullable=True),
    Column("visitor", Text),  # a walk-in who is no participant yet: name
    Column("nik", Text),  # and NIK of the visitor
    Column("presence", Text, nullable=False),  # present, late, excused, sick, absent
    Column("arrived", Text),  # the office's clock, HH:MM
    Column("walk_in", Integer, nullable=False, default=0),  # 1: was not expected here
    Column("substitute_for_id", ForeignKey("participant.id")),
    Column("recorded_way", Text),  # key, scan
    Column("note", Text),
)
Index("attendance_activity", attendance.c.activity_id)
Index("attendance_participant", attendance.c.participant_id)
Index("attendance_session", attendance.c.session_id)
Index(
    "attendance_of_session",  # each once a session …
    attendance.c.session_id,
    attendance.c.participant_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
_OF_DAY = text("deleted_at IS NULL AND session_id IS NULL")
Index(
    "attendance_of_day",  # … or once a day without sessions
    attendance.c.date,
    attendance.c.participant_id,
    unique=True,
    sqlite_where=_OF_DAY,
    postgresql_where=_OF_DAY,
)
Index(
    "attendance_of_team",  # who is at work: once a day
    attendance.c.date,
    attendance.c.team_member_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)

# A ledger: a scan is written in the moment it is made, and an undo leaves it alone.
attendance_scan = Table(
    "attendance_scan",
    metadata,
    Column("id", String(36), primary_key=True),
    link("activity"),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    link("session", nullable=True),  # where it was scanned; None: the day as a whole
    Column("date", Date, nullable=False),
    Column("text", Text, nullable=False),  # as the scanner typed it
    Column("outcome", Text, nullable=False),
    link("participant", nullable=True),
    Column("name", Text),  # of whom it was, as it was shown
)
Index("attendance_scan_activity", attendance_scan.c.activity_id, attendance_scan.c.id)
