"""The table of certificates: SKK that persons hold, those of an activity linked to it."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Text

from sertidesk.db.table_parts import ALIVE, entity, link

certificate = entity(
    "certificate",
    link("person"),
    link("participant", nullable=True),  # None: held before, or from another office
    Column("number", Text),
    Column("lsp_registration", Text),
    Column("lpjk_number", Text),
    Column("blank_number", Text),
    Column("occupation", Text),
    Column("level", Integer),
    Column("qualification", Text),
    Column("classification", Text),
    Column("subclassification", Text),
    Column("issued_on", Date),
    Column("expires_on", Date),  # as printed
    Column("lsp", Text),
    Column("qr_link", Text),
    link("attachment", nullable=True),  # the scan or e-certificate
)
Index("certificate_person", certificate.c.person_id)
Index(
    "certificate_participant",  # an activity leads a participant to one certificate
    certificate.c.participant_id,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
Index("certificate_expiry", certificate.c.expires_on)
