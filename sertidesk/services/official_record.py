"""Official records of an activity: what each covers, its review by the roles, its archive."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import official_record as rules
from sertidesk.domain.assessment import Decision
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import day_and_date
from sertidesk.domain.letters import Kind as LetterKind
from sertidesk.domain.official_record import PAPERS, ReviewState
from sertidesk.services import assessment, letter_owned, schedule
from sertidesk.services.activity import Activity
from sertidesk.services.assessment import Entry
from sertidesk.services.schedule import Session
from sertidesk.services.store import Store

_record, _review, _filing = tables.official_record, tables.record_review, tables.record_filing
EVIDENCE = "record"  # the topic of its files
FIELDS = (
    "number", "date", "place", "lsp", "scheme", "standard", "test_centre", "closing", "witness",
    "witness_position",
)  # fmt: skip
REVIEW_FIELDS = ("state", "reviewed_on", "who", "note")
WHOLE = "Seluruh kegiatan"


@dataclass(frozen=True, slots=True)
class Review:
    """What a role found; ``id`` is the role's title."""

    id: str
    state: ReviewState = ReviewState.OPEN
    reviewed_on: date | None = None
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One official record; ``covers`` is empty (all), a day in ISO form, or a session's key."""

    id: str
    covers: str
    covered: str  # in words
    number: str
    day: date | None
    place: str
    lsp: str
    scheme: str
    standard: str
    test_centre: str
    closing: str
    witness: str
    witness_position: str
    reviews: tuple[Review, ...]
    filed: Mapping[str, date]
    entries: tuple[Entry, ...]
    assessors: tuple[tuple[str, str], ...]  # name and registration number

    @property
    def counts(self) -> Mapping[Decision | None, int]:
        """Return how many were decided how; None: not decided yet."""
        return Counter(one.decision for one in self.entries)

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """Return the roles that have not found it in order."""
        return tuple(one.id for one in self.reviews if one.state is not ReviewState.CHECKED)

    @property
    def unfiled(self) -> tuple[str, ...]:
        """Return what the archive lacks, in words."""
        return tuple(word for key, word in PAPERS.items() if key not in self.filed)


def listing(store: Store, activity: Activity) -> list[Record]:
    """Return the records in the order they were begun."""
    with store.read() as connection:
        rows = connection.execute(_alive(activity.id)).all()
        if not rows:
            return []
        found_reviews = _reviews(connection, activity.id)
        filings = _filings(connection, activity.id)
        entries = assessment.entries(connection, activity.id)
    sessions = schedule.load(store, activity).sessions
    words = dict(_choices(sessions))
    roles = rules.reviewers(activity.procedure)
    return [
        Record(
            id=row.id,
            covers=row.covers,
            covered=words.get(row.covers, row.covers and "Sesi yang dihapus"),
            day=row.date,
            **{key: getattr(row, key) or "" for key in FIELDS if key != "date"},
            reviews=tuple(found_reviews[row.id].get(role, Review(role)) for role in roles),
            filed=filings[row.id],
            entries=tuple(_covered(row.covers, entries, sessions)),
            assessors=_assessors(row.covers, sessions, entries),
        )
        for row in rows
    ]


def choices(store: Store, activity: Activity) -> list[tuple[str, str]]:
    """Return what a record may cover, with its words: all, each day, each session."""
    return _choices(schedule.load(store, activity).sessions)


def add(store: Store, activity: Activity, covers: str = "") -> Changes:
    """Begin a record with what the activity and its schedule say; its key is ``subject``."""
    sessions = _of(covers, schedule.load(store, activity).sessions)
    centres = list(dict.fromkeys(one.test_centre for one in sessions if one.test_centre))
    schemes = list(dict.fromkeys(one.scheme for one in sessions if one.scheme))
    if not schemes:
        with store.read() as connection:
            every = assessment.entries(connection, activity.id)
        schemes = list(dict.fromkeys(one.occupation for one in every if one.occupation))
    centre = ", ".join(centres) or activity.test_centre
    values = {
        "activity_id": activity.id,
        "covers": covers,
        "number": None,
        "date": sessions[-1].day if sessions else store.today(),
        "place": centre or None,
        "lsp": activity.lsp or None,
        "scheme": ", ".join(schemes) or None,
        "standard": None,
        "test_centre": centre or None,
        "closing": rules.CLOSING,
        "witness": None,
        "witness_position": None,
    }
    with store.write("Berita acara dibuat") as tx:
        taken = [row.covers for row in tx.connection.execute(_alive(activity.id))]
        if covers in taken:
            raise UserError(
                "record_exists",
                "Berita acara untuk cakupan ini sudah ada. Pilih di daftar, atau pilih hari atau "
                "sesi lain.",
            )
        tx.subject = tx.insert(_record, values)
    return tx.changes


def edit(store: Store, record_id: str, values: Mapping[str, object]) -> Changes:
    """Change fields of a record; only those given are touched."""
    checked = {key: _clean(value) for key, value in values.items() if key in FIELDS}
    with store.write("Berita acara diubah") as tx:
        tx.update(_record, record_id, checked)
    return tx.changes


def take_number(store: Store, record_id: str) -> Changes:
    """Give a record the next number of the office's register."""
    with store.write("Nomor berita acara diambil") as tx:
        row = tx.connection.execute(
            select(_record.c.activity_id, _record.c.date, _record.c.scheme).where(
                _record.c.id == record_id
            )
        ).one()
        subject = f"Berita acara uji kompetensi {row.scheme or ''}".strip()
        number = letter_owned.take(
            tx, store, row.activity_id, record_id, LetterKind.RECORD, subject, row.date
        )
        tx.update(_record, record_id, {"number": number})
    return tx.changes


def remove(store: Store, record_ids: Sequence[str]) -> Changes:
    """Delete records with their reviews; an undo brings everything back."""
    with store.write(f"{len(record_ids)} berita acara dihapus") as tx:
        for record_id in record_ids:
            tx.delete(_record, record_id)
    return tx.changes


def review(
    store: Store, record_id: str, roles: Sequence[str], values: Mapping[str, object]
) -> Changes:
    """Note what roles found; a state without a day is of today, open takes it back.

    A remark alone leaves the state: of a role that has none, it asks for repair.
    """
    given = {key: _clean(value) for key, value in values.items() if key in REVIEW_FIELDS}
    if given.get("state") in (ReviewState.CHECKED, ReviewState.REPAIR):
        given.setdefault("reviewed_on", store.today())
    with store.write("Pemeriksaan berita acara dicatat") as tx:
        present = _keys(tx, _review, "role", record_id)
        for role in roles:
            if given.get("state") == ReviewState.OPEN:
                if role in present:
                    tx.delete(_review, present[role])
            elif role in present:
                tx.update(_review, present[role], given)
            elif any(given.values()):
                row = dict.fromkeys(REVIEW_FIELDS) | {"state": ReviewState.REPAIR} | given
                row |= {"official_record_id": record_id, "role": role}
                tx.insert(_review, row | {"reviewed_on": row["reviewed_on"] or store.today()})
    return tx.changes


def file(store: Store, record_id: str, papers: Iterable[str]) -> Changes:
    """Note that exactly these papers lie in the archive."""
    wanted = [key for key in PAPERS if key in set(papers)]
    with store.write("Arsip berita acara dicatat") as tx:
        present = _keys(tx, _filing, "paper", record_id)
        for key, row_id in present.items():
            if key not in wanted:
                tx.delete(_filing, row_id)
        for key in wanted:
            if key not in present:
                row = {"official_record_id": record_id, "paper": key, "archived_on": store.today()}
                tx.insert(_filing, row)
    return tx.changes


def gate_facts(
    connection: Connection, activity: Activity
) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Return how many records there are, the roles still to review, the papers not filed."""
    ids = [row.id for row in connection.execute(_alive(activity.id))]
    found_reviews = _reviews(connection, activity.id)
    filings = _filings(connection, activity.id)
    checked = {
        role
        for role in rules.reviewers(activity.procedure)
        if all(
            found_reviews[one].get(role, Review(role)).state is ReviewState.CHECKED for one in ids
        )
    }
    unreviewed = [one for one in rules.reviewers(activity.procedure) if one not in checked]
    unfiled = [word for key, word in PAPERS.items() if any(key not in filings[one] for one in ids)]
    return len(ids), tuple(unreviewed), tuple(unfiled)


def _alive(activity_id: str) -> Any:
    return (
        select(_record)
        .where(_record.c.activity_id == activity_id, _record.c.deleted_at.is_(None))
        .order_by(_record.c.id)
    )


def _reviews(connection: Connection, activity_id: str) -> dict[str, dict[str, Review]]:
    found: dict[str, dict[str, Review]] = defaultdict(dict)
    for row in connection.execute(
        select(_review)
        .join(_record, _record.c.id == _review.c.official_record_id)
        .where(_record.c.activity_id == activity_id, _review.c.deleted_at.is_(None))
    ):
        found[row.official_record_id][row.role] = Review(
            row.role, ReviewState(row.state), row.reviewed_on, row.who or "", row.note or ""
        )
    return found


def _filings(connection: Connection, activity_id: str) -> dict[str, dict[str, date]]:
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for row in connection.execute(
        select(_filing)
        .join(_record, _record.c.id == _filing.c.official_record_id)
        .where(_record.c.activity_id == activity_id, _filing.c.deleted_at.is_(None))
    ):
        found[row.official_record_id][row.paper] = row.archived_on
    return found


def _keys(tx: Transaction, table: Any, column: str, record_id: str) -> dict[str, str]:
    rows = tx.connection.execute(
        select(table.c[column], table.c.id).where(
            table.c.official_record_id == record_id, table.c.deleted_at.is_(None)
        )
    )
    return {row[0]: row[1] for row in rows}


def _choices(sessions: Sequence[Session]) -> list[tuple[str, str]]:
    days = dict.fromkeys(one.day for one in sessions)
    return [
        ("", WHOLE),
        *((day.isoformat(), day_and_date(day)) for day in days),
        *((one.id, one.words) for one in sessions),
    ]


def _of(covers: str, sessions: Sequence[Session]) -> list[Session]:
    return [one for one in sessions if covers in ("", one.id, one.day.isoformat())]


def _covered(covers: str, entries: Sequence[Entry], sessions: Sequence[Session]) -> list[Entry]:
    if not covers:
        return list(entries)
    seated = {member.id for one in _of(covers, sessions) for member in one.members}
    return [one for one in entries if one.participant_id in seated]


def _assessors(
    covers: str, sessions: Sequence[Session], entries: Sequence[Entry]
) -> tuple[tuple[str, str], ...]:
    """Return the assessors of the sessions; without a schedule, those who are recorded."""
    seated = [one.assessor for one in _of(covers, sessions) if one.assessor]
    if seated:
        return tuple(dict.fromkeys((one.name, one.registration) for one in seated))
    told = _covered(covers, entries, sessions)
    return tuple(dict.fromkeys((one.assessor, "") for one in told if one.assessor))


def _clean(value: object) -> object:
    return (value.strip() or None) if isinstance(value, str) else value
