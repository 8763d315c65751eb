"""The table of letterheads: what stands at the top of papers, besides the office's own."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Text

from sertidesk.db.table_parts import entity

letterhead = entity(
    "letterhead",
    Column("name", Text, nullable=False),  # as it is chosen: "Sekretariat"
    # What is empty comes from the office's settings.
    Column("government", Text),
    Column("office", Text),
    Column("address", Text),
    Column("phone", Text),
    Column("email", Text),
    Column("website", Text),
    Column("emblem_sha256", String(64)),  # a picture in the attachment folder
    Column("list_order", Integer, nullable=False, default=0),  # the first is the usual one
)
