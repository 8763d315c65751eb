"""The tables of the letter register: series of numbers, letters in and out, explained gaps."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, String, Text, text

from sertidesk.db.table_parts import entity, link

letter_series = entity(
    "letter_series",  # numbers that run together; they begin at 1 in each year
    Column("name", Text, nullable=False),
    Column("pattern", Text, nullable=False),
    Column("unit", Text),
    Column("code", Text),  # of the classification, where a letter names none
    Column("kinds", JSON),  # kinds of letters numbered in it; the first series takes the rest
    Column("last_number", Integer),  # given outside the register, in last_year
    Column("last_year", Integer),
    Column("list_order", Integer, nullable=False, default=0),
)

letter = entity(
    "letter",
    link("activity", nullable=True),
    Column("step", Text),  # number of the activity's step
    Column("owner_id", String(36)),  # the recruitment letter, submission, meeting … it belongs to
    Column("direction", Text, nullable=False),  # in, out
    Column("kind", Text, nullable=False),
    Column("year", Integer, nullable=False),  # of the register
    link("letter_series", nullable=True),
    Column("sequence", Integer),  # running number: in the series, of letters in by arrival
    Column("number", Text),  # as it is printed
    Column("number_key", Text),  # without blanks, folded: no two letters out of a year share it
    Column("code", Text),
    Column("letter_date", Date),
    Column("moved_on", Date),  # received, sent
    Column("way", Text),
    Column("correspondent", Text),  # who wrote, to whom it goes
    Column("place", Text),  # where the addressee is
    Column("subject", Text, nullable=False),
    Column("nature", Text),
    Column("enclosed", Text),
    Column("body", Text),  # of a letter written here
    Column("copies", Text),  # carbon copies, one a line
    Column("disposed_by", Text),
    Column("disposed_to", Text),
    Column("instruction", Text),
    Column("due_on", Date),
    Column("done_on", Date),
    Column("answers_id", ForeignKey("letter.id")),
    Column("cancel_reason", Text),  # the number is used up, without a letter
    Column("note", Text),
)
_OUT = text("deleted_at IS NULL AND direction = 'out'")
Index("letter_activity", letter.c.activity_id)
Index("letter_owner", letter.c.owner_id)
Index("letter_register", letter.c.year, letter.c.direction)
Index(
    "letter_number",
    letter.c.year,
    letter.c.number_key,
    unique=True,
    sqlite_where=_OUT,
    postgresql_where=_OUT,
)
Index(
    "letter_sequence",
    letter.c.letter_series_id,
    letter.c.year,
    letter.c.sequence,
    unique=True,
    sqlite_where=_OUT,
    postgresql_where=_OUT,
)

letter_gap = entity(
    "letter_gap",  # running numbers that were passed over, and why
    link("letter_series"),
    Column("year", Integer, nullable=False),
    Column("first_number", Integer, nullable=False),
    Column("last_number", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)
Index("letter_gap_series", letter_gap.c.letter_series_id, letter_gap.c.year)
