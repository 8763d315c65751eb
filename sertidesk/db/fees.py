"""The table of fees: what a participant or an activity costs, who pays whom, the proof of it."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Text

from sertidesk.db.table_parts import entity, link

fee = entity(
    "fee",
    link("activity"),
    link("participant", nullable=True),  # None: of the activity as a whole
    Column("what", Text, nullable=False),
    Column("amount", Integer, nullable=False),  # rupiah
    Column("payer", Text, nullable=False),  # domain/fees.py Payer
    Column("payee", Text, nullable=False),  # domain/fees.py Payee
    Column("paid_on", Date),
    Column("proof_number", Text),
    Column("note", Text),
)
Index("fee_activity", fee.c.activity_id)
Index("fee_participant", fee.c.participant_id)
