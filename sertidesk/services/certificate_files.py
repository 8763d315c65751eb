"""A folder of e-certificates: whose each is, reviewed by a person, then filed in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sertidesk.db.history import Changes
from sertidesk.domain import certificate_files as rules
from sertidesk.domain.certificate_files import Holder, Told
from sertidesk.domain.certificates import NUMBERS
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.intake import certificate_files as intake
from sertidesk.intake import scans
from sertidesk.services import attachments, certificates
from sertidesk.services.activity import Activity
from sertidesk.services.contents import nothing_taken, unless_used
from sertidesk.services.store import Store


@dataclass(frozen=True, slots=True)
class Found:
    """A file and whose it seems to be; ``fault`` says why it cannot be taken."""

    path: Path
    participant_id: str = ""
    candidates: tuple[str, ...] = ()
    why: str = ""
    link: str = ""  # of its QR code
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """A file that a person has said to be somebody's certificate."""

    path: Path
    participant_id: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """What was filed; ``replaced`` had a file before, ``links`` got the QR code's link."""

    changes: Changes
    filed: int
    replaced: int
    links: int
    refused: tuple[str, ...]


def look(
    store: Store,
    activity: Activity,
    paths: Sequence[Path],
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> list[Found]:
    """Look into files and whole folders; nothing is stored."""
    told: list[Told] = []
    places: list[Path] = []
    faults: dict[Path, str] = {}
    every = attachments.scans_of(paths, is_cancelled)
    for number, (base, path) in enumerate(every):
        if is_cancelled():
            raise Cancelled
        report(number, len(every))
        name = path.relative_to(base)
        try:
            contents = intake.look(scans.read(path, shrink=False))
        except UserError as error:
            faults[path] = str(error)
            contents = intake.Contents("", ())
        told.append(Told(name, contents.text, contents.codes))
        places.append(path)
    holders = [
        Holder(
            one.participant_id,
            one.nik,
            one.name,
            tuple(filter(None, (getattr(one, key) for key in NUMBERS))),
        )
        for one in certificates.listing(store, activity)
    ]
    recognised = rules.recognise(told, holders)
    report(len(every), len(every))
    return [
        Found(
            path,
            one.participant_id,
            one.candidates,
            rules.WORDS[one.why] if one.why else "",
            rules.link_of(file.codes),
            faults.get(path, ""),
        )
        for path, file, one in zip(places, told, recognised, strict=True)
    ]


def sure(found: Sequence[Found]) -> list[Filing]:
    """Return what can be filed without asking: whole files of one person each, one for each."""
    owners = Counter(one.participant_id for one in found)
    return [
        Filing(one.path, one.participant_id, one.link)
        for one in found
        if one.participant_id and not one.fault and owners[one.participant_id] == 1
    ]


def report_json(
    store: Store, activity: Activity, found: Sequence[Found], filed: Filed | None
) -> dict[str, Any]:
    """Return what was found as JSON shows it; ``filed`` is None where nothing was written."""
    people = {one.participant_id: one for one in certificates.listing(store, activity)}
    taken = {one.path for one in sure(found)}
    return {
        "written": filed is not None,
        "filed": filed.filed if filed else 0,
        "files": [
            {
                "file": one.path.name,
                "filed": filed is not None and one.path in taken,
                "nik": people[one.participant_id].nik if one.participant_id else None,
                "name": people[one.participant_id].name if one.participant_id else None,
                "recognised_by": one.why or None,
                "qr_link": one.link or None,
                "fault": one.fault or None,
            }
            for one in found
        ],
    }


def file(
    store: Store,
    activity: Activity,
    filings: Sequence[Filing],
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Filed:
    """File all in one transaction that one undo takes back; of one person the last one stays."""
    wanted = {one.participant_id: one for one in filings}
    taken: list[tuple[Filing, scans.Scan]] = []
    refused: list[str] = []
    with unless_used(store) as put:
        for number, one in enumerate(wanted.values()):
            if is_cancelled():
                raise Cancelled
            report(number, len(wanted))
            try:
                scan = scans.read(one.path, shrink=False)
            except UserError as error:
                refused.append(str(error))
                continue
            put(scan.content)
            taken.append((one, scan))
        if is_cancelled():
            raise Cancelled
        if refused and not taken:
            raise nothing_taken(refused)
        with store.write(f"{len(taken)} berkas sertifikat dilampirkan") as tx:
            register = {
                row.participant_id: row for row in certificates.rows_of(tx.connection, activity)
            }
            filed = replaced = links = 0
            for one, scan in taken:
                row = register.get(one.participant_id)
                if row is None:
                    words = "{file}: pesertanya sudah dikeluarkan dari kegiatan."
                    refused.append(words.format(file=one.path.name))
                    continue
                filed += 1
                replaced += bool(row.attachment_id)
                links += bool(one.link and not row.qr_link)
                certificates.attach_in(tx, store, activity, row, scan, one.link)
    report(len(wanted), len(wanted))
    return Filed(tx.changes, filed, replaced, links, tuple(refused))
