"""The tables of meetings: when and where, the points of the agenda, who came, what follows."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Text

from sertidesk.db.table_parts import entity, link

meeting = entity(
    "meeting",
    link("activity"),
    Column("kind", Text, nullable=False),  # domain/meetings.py Kind
    Column("title", Text),  # None: its kind says it
    Column("number", Text),  # of the minutes
    Column("date", Date),
    Column("starts", Text),  # the office's clock, HH:MM
    Column("ends", Text),  # None: until it was over
    Column("place", Text),
    Column("chair", Text),
    Column("note_taker", Text),
    Column("conclusions", Text),  # one a line
)
Index("meeting_activity", meeting.c.activity_id)

meeting_point = entity(
    "meeting_point",  # a point of the agenda and what was said of it
    link("meeting"),
    Column("list_order", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("discussion", Text),
)
Index("meeting_point_meeting", meeting_point.c.meeting_id)

meeting_guest = entity(
    "meeting_guest",
    link("meeting"),
    Column("list_order", Integer, nullable=False),
    Column("name", Text, nullable=False),  # with titles, as it is printed
    Column("position", Text),  # and institution
    Column("phone", Text),
    Column("attendance", Text, nullable=False),  # invited, present, absent
)
Index("meeting_guest_meeting", meeting_guest.c.meeting_id)

follow_up = entity(
    "follow_up",  # what was agreed to be done
    link("meeting"),
    Column("what", Text, nullable=False),
    Column("who", Text),
    Column("due_on", Date),
    Column("done_on", Date),
    Column("note", Text),
)
Index("follow_up_meeting", follow_up.c.meeting_id)
