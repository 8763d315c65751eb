"""The tables of official records: what each covers, who reviewed it, which papers were filed."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Text

from sertidesk.db.table_parts import ALIVE, entity, link

official_record = entity(
    "official_record",
    link("activity"),
    Column("covers", Text, nullable=False),  # "": the whole activity; a day; a session's key
    Column("number", Text),
    Column("date", Date),
    Column("place", Text),
    Column("lsp", Text),
    Column("scheme", Text),
    Column("standard", Text),  # SKKNI
    Column("test_centre", Text),
    Column("closing", Text),
    Column("witness", Text),  # the second signer, who vouches for compliance
    Column("witness_position", Text),
)
Index("official_record_activity", official_record.c.activity_id)

record_review = entity(
    "record_review",
    link("official_record"),
    Column("role", Text, nullable=False),  # as the SOP titles its actor
    Column("state", Text, nullable=False),  # checked, repair
    Column("reviewed_on", Date),
    Column("who", Text),
    Column("note", Text),
)
Index(
    "record_review_role",
    record_review.c.official_record_id,
    record_review.c.role,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)

record_filing = entity(
    "record_filing",  # a paper that lies in the archive
    link("official_record"),
    Column("paper", Text, nullable=False),  # domain/official_record.py Paper
    Column("archived_on", Date, nullable=False),
)
Index(
    "record_filing_paper",
    record_filing.c.official_record_id,
    record_filing.c.paper,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
