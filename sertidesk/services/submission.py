"""Submissions to the LSP: who was in which recap, as which file, and what changed since.

The same recap of the same participants with the same values is no second submission: the file
that was sent is given again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import submission as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.submission import Rules, State
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export import files
from sertidesk.export.keys import LABELS
from sertidesk.services import recaps, supplements, transfers
from sertidesk.services.activity import Activity
from sertidesk.services.recaps import Recap
from sertidesk.services.store import Store
from sertidesk.services.submission_lists import (
    EVERYONE,
    Line,
    SentPerson,
    SubmissionLine,
    changed_since,
    lines,
    listing,
    persons,
)

__all__ = [
    "FULL",
    "KIND_WORDS",
    "SUPPLEMENT",
    "Line",
    "Sent",
    "SentPerson",
    "SubmissionLine",
    "changed_since",
    "lines",
    "listing",
    "persons",
    "remove",
    "rewrite",
    "send",
]

PURPOSE = "Rekap peserta ke LSP"
FULL, SUPPLEMENT = "full", "supplement"
KIND_WORDS = {FULL: "Rekap", SUPPLEMENT: "Susulan"}

_submission, _item = tables.submission, tables.submission_item


@dataclass(frozen=True, slots=True)
class Sent:
    """A recap that was written and recorded; ``is_new`` False: the earlier file was given again.

    ``held`` are those kept back, ``doubtful`` those sent although something spoke against it.
    """

    path: Path
    number: int
    is_new: bool
    kind: str
    rows: int
    sha256: str
    recipient: str
    held: tuple[Line, ...]
    doubtful: tuple[Line, ...]
    notes: tuple[str, ...]
    changes: Changes


def send(
    store: Store,
    activity: Activity,
    path: Path,
    layout: str | None = None,
    recipient: str | None = None,
    *,
    supplement: bool = False,
    chosen: Rules = EVERYONE,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Sent:
    """Write the recap to the LSP and record it; a supplement holds only the new and the changed.

    The record is written once the file is whole. Raises `UserError` with the code
    ``nothing_to_export`` when nobody is left to send.
    """
    recap = recaps.resolve(store, "lsp", layout)
    to_whom = (recipient or "").strip() or activity.lsp.strip() or "LSP"
    people = lines(store, activity, chosen)
    taken = [line for line in people if _is_taken(line, supplement=supplement)]
    held = tuple(line for line in people if line.obstacles)
    if not taken or (supplement and not any(line.sent_in for line in people)):
        raise _nothing(people, supplement=supplement)
    rows = recaps.rows_for(store, activity, recap, [line.participant_id for line in taken])
    kind = SUPPLEMENT if supplement else FULL
    sent = {row["id"]: _sent(recap, row) for row in rows.participants}
    fingerprint = _fingerprint(recap, kind, to_whom, sent)
    again = _unchanged(store, activity, fingerprint)
    if again is not None and _can_repeat(store, again, path):
        return _repeat(store, activity, again, path, recap, held, taken)
    if supplement:
        remarks = {line.participant_id: rules.note(line.changes, LABELS) for line in taken}
        recap, rows = supplements.with_remarks(recap, rows, remarks)
    written = recaps.write(
        store, activity, recap, rows, path,
        recipient=to_whom, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip
    store.attachments.put(path.read_bytes())
    with store.write("Rekap ke LSP dicatat") as tx:
        number = _next_number(tx.connection, activity.id)
        tx.label = f"{KIND_WORDS[kind]} ke LSP nomor {number} ({len(sent)} peserta)"
        submission_id = tx.insert(
            _submission,
            {
                "activity_id": activity.id,
                "number": number,
                "kind": kind,
                "layout": recap.name,
                "recipient": to_whom,
                "at": tx.at,
                "file_name": path.name,
                "sha256": written.sha256,
                "fingerprint": fingerprint,
            },
        )
        tx.insert_many(
            _item,
            [
                {"submission_id": submission_id, "participant_id": key, "sent": values}
                for key, values in sent.items()
            ],
        )
        _log(tx, activity, to_whom, recap, len(sent), path, written.sha256, submission_id)
        tx.subject = submission_id
    return Sent(
        path, number, True, kind, written.rows, written.sha256, to_whom, held,
        tuple(line for line in taken if line.doubts), written.notes, tx.changes,
    )  # fmt: skip


def rewrite(store: Store, line: SubmissionLine, path: Path) -> Path:
    """Write the file of a submission again, byte for byte as it was sent."""
    files.write_bytes(path, store.attachments.get(line.sha256))
    return path


def remove(store: Store, submission_id: str) -> Changes:
    """Take back the record of a submission that was never sent; the log of transfers stays."""
    with store.write("Catatan pengiriman ke LSP dihapus") as tx:
        tx.delete(_submission, submission_id)
    return tx.changes


def _is_taken(line: Line, *, supplement: bool) -> bool:
    if line.obstacles or line.state is State.GONE:
        return False
    return not supplement or line.state in (State.READY, State.CHANGED)


def _sent(recap: Recap, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row that the recap discloses, as they are kept."""
    return {key: rules.plain(row.get(key)) for key in recap.fields if key in row}


def _fingerprint(
    recap: Recap, kind: str, recipient: str, sent: Mapping[str, Mapping[str, Any]]
) -> str:
    text = json.dumps([recap.digest, kind, recipient, list(sent.items())], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _unchanged(store: Store, activity: Activity, fingerprint: str) -> SubmissionLine | None:
    """Return the newest submission when it holds exactly this."""
    with store.read() as connection:
        last = connection.execute(
            select(_submission.c.fingerprint)
            .where(_submission.c.activity_id == activity.id, _submission.c.deleted_at.is_(None))
            .order_by(_submission.c.number.desc())
            .limit(1)
        ).scalar_one_or_none()
    return listing(store, activity)[0] if last == fingerprint else None


def _can_repeat(store: Store, line: SubmissionLine, path: Path) -> bool:
    same_suffix = Path(line.file_name).suffix.lower() == path.suffix.lower()
    return same_suffix and not store.attachments.damaged(line.sha256)


def _repeat(
    store: Store,
    activity: Activity,
    line: SubmissionLine,
    path: Path,
    recap: Recap,
    held: tuple[Line, ...],
    taken: Sequence[Line],
) -> Sent:
    rewrite(store, line, path)
    with store.write(f"Rekap ke LSP nomor {line.number} ditulis lagi") as tx:
        _log(tx, activity, line.recipient, recap, line.persons, path, line.sha256, line.id)
        tx.subject = line.id
    return Sent(
        path, line.number, False, line.kind, line.persons, line.sha256, line.recipient, held,
        tuple(one for one in taken if one.doubts), (), tx.changes,
    )  # fmt: skip


def _log(
    tx: Transaction,
    activity: Activity,
    recipient: str,
    recap: Recap,
    count: int,
    path: Path,
    sha256: str,
    submission_id: str,
) -> None:
    transfers.log(
        tx,
        activity_id=activity.id,
        recipient=recipient,
        purpose=PURPOSE,
        persons=count,
        fields=recap.fields,
        file_name=path.name,
        sha256=sha256,
        subject_id=submission_id,
    )


def _next_number(connection: Connection, activity_id: str) -> int:
    """Return the number of the next submission; one that was taken back leaves a gap."""
    last = connection.execute(
        select(func.max(_submission.c.number)).where(_submission.c.activity_id == activity_id)
    ).scalar_one()
    return int(last or 0) + 1


def _nothing(people: Sequence[Line], *, supplement: bool) -> UserError:
    code = "nothing_to_export"
    present = [line for line in people if line.state is not State.GONE]
    if not present:
        return UserError(
            code,
            "Belum ada peserta dalam kegiatan ini. Tambahkan atau impor peserta lebih dahulu.",
        )
    if supplement and not any(line.sent_in for line in people):
        return UserError(
            code, "Belum ada rekap yang dikirim, jadi belum ada susulannya. Ekspor rekap dahulu."
        )
    if supplement and not any(line.obstacles for line in present):
        return UserError(
            code, "Tidak ada peserta baru atau data yang berubah sejak pengiriman terakhir."
        )
    first = next(line for line in present if line.obstacles)
    return UserError(
        code,
        "Tidak ada peserta yang dapat dikirim. {name}: {why}. Lengkapi datanya lebih dahulu.",
        name=first.name or f"Peserta nomor {first.number}",
        why=", ".join(first.obstacles),
    )
