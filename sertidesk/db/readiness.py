"""The tables of the readiness: the office's own lists, the checklist, confirmations, reminders."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, String, Text

from sertidesk.db.table_parts import ALIVE, entity, link

facility_template = entity(
    "facility_template",  # an item of the office's own list, which takes the place of the shipped
    Column("scheme", Text, nullable=False),  # the occupation; empty: every test centre
    Column("name", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit", Text),
    Column("for_each", Integer, nullable=False),  # for each participant at once
    Column("list_order", Integer, nullable=False),
)
Index("facility_template_scheme", facility_template.c.scheme)

facility = entity(
    "facility",  # an item of an activity's checklist
    link("activity"),
    Column("test_centre", Text, nullable=False),  # its name; empty where none is known
    Column("scheme", Text, nullable=False),  # the occupation; empty: general
    Column("name", Text, nullable=False),
    Column("needed", Integer, nullable=False),  # 0: not needed here
    Column("unit", Text),
    Column("available", Integer),  # None: not looked at yet
    Column("condition", Text),  # good, repair, broken
    Column("prepared_by", Text),
    Column("prepared_on", Date),
    Column("note", Text),
    Column("list_order", Integer, nullable=False),
)
Index("facility_activity", facility.c.activity_id)

confirmation = entity(
    "confirmation",  # an assessor's word on a session
    link("session"),
    link("assessor"),
    Column("asked_on", Date),
    Column("asked_by", Text),
    Column("way", Text),  # call, whatsapp, sms, in_person
    Column("answer", Text, nullable=False),  # asked, coming, not_coming
    Column("answered_on", Date),
    Column("note", Text),
)
Index(
    "confirmation_session",
    confirmation.c.session_id,
    confirmation.c.assessor_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)

reminder = entity(
    "reminder",  # one attempt to reach a candidate; the newest counts
    link("participant"),
    Column("at", String(32), nullable=False),
    Column("called_by", Text),
    Column("way", Text, nullable=False),
    Column("reach", Text, nullable=False),
    Column("note", Text),
)
Index("reminder_participant", reminder.c.participant_id)
