"""The tables of handovers: who took which certificate, when, from whom; whose copy is filed."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Text

from sertidesk.db.table_parts import ALIVE, entity, link

handover = entity(
    "handover",
    link("certificate"),
    Column("received_on", Date, nullable=False),
    Column("handed_by", Text),  # of the office
    Column("proxy", Text),  # who took it for its owner; None: the owner in person
    Column("proxy_identity", Text),  # NIK or another identity shown
    Column("proxy_letter", Text),  # number or date of the letter of authority
    Column("note", Text),
)
Index(
    "handover_certificate",
    handover.c.certificate_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)

certificate_copy = entity(
    "certificate_copy",  # the office's own, on paper or as a file
    link("certificate"),
    Column("archived_on", Date, nullable=False),
    Column("archived_by", Text),
    Column("place", Text),  # where it lies
)
Index(
    "certificate_copy_certificate",
    certificate_copy.c.certificate_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
