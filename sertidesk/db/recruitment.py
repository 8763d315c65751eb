"""The tables of recruitment and interest: before a person is a participant."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Text

from sertidesk.db.table_parts import entity, link

recruitment = entity(
    "recruitment",  # a recruitment letter: to whom, when, how, and what came back
    link("activity"),
    Column("kind", Text, nullable=False),  # village, person
    Column("name", Text, nullable=False),  # as it is addressed: Kelurahan Mendawai
    Column("district", Text),
    Column("area_code", Text),  # of the village, dotted Kemendagri code
    Column("phone", Text),
    Column("letter_number", Text),
    Column("letter_date", Date),
    Column("sent_on", Date),
    Column("way", Text),  # hand, whatsapp, email, post
    Column("received_by", Text),
    Column("answered_on", Date),
    Column("promised", Integer),  # candidates
    Column("note", Text),
)
Index("recruitment_activity", recruitment.c.activity_id)

interest = entity(
    "interest",  # someone would like to take part; a person only once they are a participant
    link("activity"),
    Column("name", Text, nullable=False),
    Column("phone", Text),
    Column("village", Text),
    Column("area_code", Text),  # of the village, where it is known without a doubt
    Column("nik", Text),
    Column("occupation", Text),
    Column("channel", Text),  # village, walk_in, phone, whatsapp
    Column("noted_on", Date, nullable=False),
    Column("noted_by", Text),
    Column("note", Text),
    Column("state", Text, nullable=False),  # new, contacted, dropped
    Column("drop_reason", Text),
    link("participant", nullable=True),  # what became of it
)
Index("interest_activity", interest.c.activity_id)
Index("interest_participant", interest.c.participant_id)
