"""The table of evidence: files that prove a piece of an activity's work and belong to no person."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Text

from sertidesk.db.table_parts import entity, link

evidence = entity(
    "evidence",
    link("activity", nullable=True),  # None: the office's own, outside every activity
    Column("topic", Text, nullable=False),  # whose files: letter, meeting, record, assessment, …
    Column("owner_id", String(36)),  # the row of that topic; None: the activity as a whole
    Column("sha256", String(64), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),  # bytes
    Column("caption", Text),
    Column("added_at", String(32), nullable=False),
)
Index("evidence_activity", evidence.c.activity_id, evidence.c.topic)
Index("evidence_owner", evidence.c.owner_id)
