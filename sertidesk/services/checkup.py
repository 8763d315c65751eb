"""Examine the data: storage, attachments, search, counters, backups; mend what can be derived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select, update

from sertidesk.db import migrations, safekeeping, search, tables
from sertidesk.domain import documents as document_rules
from sertidesk.domain import formatting
from sertidesk.domain.documents import CheckState
from sertidesk.domain.errors import Cancelled
from sertidesk.domain.procedure import from_dict
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.services.safekeeping import newest_backup, part_of, pool_of
from sertidesk.services.store import Store

_NAMED = 5  # persons and faults named in a sentence before "and n more"


class Outcome(StrEnum):
    """How one thing was found."""

    GOOD = "good"
    MENDED = "mended"  # it was wrong and is right now
    NOTE = "note"  # nothing is wrong, but someone should know
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing examined: how it was found, told in a sentence."""

    topic: str
    outcome: Outcome
    text: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything examined; ``ok`` unless something is wrong and could not be mended."""

    lines: tuple[CheckLine, ...]

    @property
    def ok(self) -> bool:
        """Tell whether nothing is left that is wrong."""
        return all(line.outcome is not Outcome.BAD for line in self.lines)


def check(store: Store, report: Report = silent, is_cancelled: IsCancelled = never) -> CheckReport:
    """Examine everything, mend search, counters and attachments where that loses nothing."""
    lines = [_database(store, is_cancelled)]
    report(200, 1000)
    if lines[0].outcome is Outcome.BAD:  # what reads a damaged file says nothing of worth
        lines.append(_backups(store))
        return CheckReport(tuple(lines))
    lines += _attachments(store, part_of(report, 200, 900), is_cancelled)
    lines += [_search(store), _counters(store), _backups(store)]
    report(1000, 1000)
    return CheckReport(tuple(lines))


def _database(store: Store, is_cancelled: IsCancelled) -> CheckLine:
    topic = "Berkas data"
    found = safekeeping.faults(store.database.path, is_cancelled)
    if found:
        named = "; ".join(found[:_NAMED])
        return CheckLine(
            topic,
            Outcome.BAD,
            f"Berkas data rusak ({named}). Pulihkan cadangan terakhir.",
        )
    counts = safekeeping.counts_of(store.database.path)
    return CheckLine(
        topic,
        Outcome.GOOD,
        "Berkas data utuh: "
        f"{formatting.count(counts['activity'], 'kegiatan')}, "
        f"{formatting.count(counts['person'], 'orang')}, "
        f"{formatting.count(counts['participant'], 'peserta')} "
        f"(versi data {migrations.NEWEST}).",
    )


def _attachments(store: Store, report: Report, is_cancelled: IsCancelled) -> Iterator[CheckLine]:
    topic = "Lampiran"
    named = sorted(safekeeping.contents_named_in(store.database.path))
    pool = pool_of(store.backups)
    lost, mended = [], 0
    for number, sha256 in enumerate(named, start=1):
        if is_cancelled():
            raise Cancelled
        if store.attachments.damaged(sha256):
            if pool.damaged(sha256):
                lost.append(sha256)
            else:
                store.attachments.mend(pool.get(sha256))
                mended += 1
        report(number, len(named))
    sound = len(named) - len(lost)
    if lost:
        yield CheckLine(
            topic,
            Outcome.BAD,
            f"{formatting.count(len(lost), 'berkas lampiran')} hilang atau rusak: "
            f"{_owners(store, lost)}. Pulihkan dari cadangan di USB, atau lampirkan ulang.",
        )
    elif mended:
        yield CheckLine(
            topic,
            Outcome.MENDED,
            f"{formatting.count(mended, 'berkas lampiran')} yang hilang atau rusak diganti dari "
            "cadangan.",
        )
    if sound:
        yield CheckLine(
            topic, Outcome.GOOD, f"{formatting.count(sound, 'berkas lampiran')} ada dan utuh."
        )
    unused = set(store.attachments.digests()) - set(named)
    if unused:
        yield CheckLine(
            topic,
            Outcome.NOTE,
            f"{formatting.count(len(unused), 'berkas')} di folder lampiran tidak dipakai data mana "
            "pun; dibiarkan.",
        )


def _owners(store: Store, digests: list[str]) -> str:
    attachment, person = tables.attachment, tables.person
    with store.read() as connection:
        rows = connection.execute(
            select(person.c.name, attachment.c.file_name)
            .join(person, person.c.id == attachment.c.person_id)
            .where(attachment.c.sha256.in_(digests[: 20 * _NAMED]))
            .order_by(person.c.name_key, attachment.c.id)
        ).all()
        photos = connection.execute(
            select(person.c.name)
            .where(person.c.photo_sha256.in_(digests[: 20 * _NAMED]))
            .order_by(person.c.name_key)
        ).scalars()
        forms = connection.execute(
            select(tables.form.c.name).where(tables.form.c.sha256.in_(digests[: 20 * _NAMED]))
        ).scalars()
        submission = tables.submission
        sent = connection.execute(
            select(submission.c.file_name).where(submission.c.sha256.in_(digests[: 20 * _NAMED]))
        ).scalars()
        evidence = tables.evidence
        proofs = connection.execute(
            select(evidence.c.file_name).where(evidence.c.sha256.in_(digests[: 20 * _NAMED]))
        ).scalars()
        owners = [f"{row.file_name} ({row.name or 'tanpa nama'})" for row in rows]
        owners += [f"pasfoto {name or 'tanpa nama'}" for name in photos]
        owners += [f"formulir {name}" for name in forms]
        owners += [f"rekap ke LSP {name}" for name in sent]
        owners += [f"bukti {name}" for name in proofs]
    owners = list(dict.fromkeys(owners))
    more = f", dan {len(owners) - _NAMED} lagi" if len(owners) > _NAMED else ""
    return ", ".join(owners[:_NAMED]) + more


def _search(store: Store) -> CheckLine:
    topic = "Pencarian"
    with store.database.write() as connection:
        agrees = search.agrees(connection)
    if agrees:
        return CheckLine(topic, Outcome.GOOD, "Indeks pencarian cocok dengan data.")
    with store.database.write() as connection:
        search.rebuild(connection)
        mended = search.agrees(connection)
    if mended:
        return CheckLine(
            topic, Outcome.MENDED, "Indeks pencarian tidak cocok dengan data dan dibuat ulang."
        )
    return CheckLine(
        topic,
        Outcome.BAD,
        "Indeks pencarian tidak dapat dibuat ulang. Pulihkan cadangan terakhir.",
    )


def _counters(store: Store) -> CheckLine:
    """Bring ``documents_complete`` in line; derived data, so no history is written."""
    participant, cell = tables.participant, tables.document_check
    wrong: list[tuple[str, bool]] = []
    with store.database.write() as connection:
        for activity in connection.execute(
            select(tables.activity.c.id, tables.activity.c.procedure)
        ).all():
            asked = document_rules.mandatory_documents(from_dict(activity.procedure))
            if not asked:
                continue
            states: dict[str, dict[str, CheckState]] = {}
            for row in connection.execute(
                select(cell.c.participant_id, cell.c.requirement, cell.c.state)
                .join(participant, participant.c.id == cell.c.participant_id)
                .where(participant.c.activity_id == activity.id, cell.c.deleted_at.is_(None))
            ):
                states.setdefault(row.participant_id, {})[row.requirement] = CheckState(row.state)
            for one in connection.execute(
                select(participant.c.id, participant.c.documents_complete).where(
                    participant.c.activity_id == activity.id, participant.c.deleted_at.is_(None)
                )
            ):
                complete = document_rules.is_complete(states.get(one.id, {}), asked)
                if bool(one.documents_complete) != complete:
                    wrong.append((one.id, complete))
        for participant_id, complete in wrong:
            connection.execute(
                update(participant)
                .where(participant.c.id == participant_id)
                .values(documents_complete=int(complete))
            )
    if wrong:
        return CheckLine(
            "Hitungan",
            Outcome.MENDED,
            f"Tanda kelengkapan berkas {formatting.count(len(wrong), 'peserta')} tidak cocok "
            "dengan pemeriksaannya dan dibetulkan.",
        )
    return CheckLine("Hitungan", Outcome.GOOD, "Hitungan kelengkapan berkas cocok.")


def _backups(store: Store) -> CheckLine:
    newest = newest_backup(store)
    if newest is None:
        return CheckLine("Cadangan", Outcome.NOTE, "Belum ada cadangan. Buat satu, juga ke USB.")
    days = (store.today() - newest.created.date()).days
    age = "hari ini" if days <= 0 else f"{formatting.count(days, 'hari')} yang lalu"
    return CheckLine(
        "Cadangan",
        Outcome.GOOD if days < 7 else Outcome.NOTE,
        f"Cadangan terakhir {formatting.moment(newest.created)} ({age}).",
    )
