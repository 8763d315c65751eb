"""The register of certificates: each participant of an activity with the SKK that came of it.

Reading the LSP's workbook is `certificate_import`'s work, handing certificates over `handover`'s,
what all persons hold over the years `expiring`'s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.db.slices import slices
from sertidesk.domain import assessment as assessments
from sertidesk.domain import certificates as rules
from sertidesk.domain import skk
from sertidesk.domain.certificate_files import link_of
from sertidesk.domain.certificates import NUMBERS, Numbered, State
from sertidesk.domain.errors import UserError
from sertidesk.domain.finding import Finding, Severity
from sertidesk.domain.occupations import LEVELS, QUALIFICATIONS
from sertidesk.export import files
from sertidesk.services import assessment, taking_part
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

if TYPE_CHECKING:  # whether one is lacking is asked for Beranda, which reads no scans
    from sertidesk.intake.scans import Scan

_certificate, _participant = tables.certificate, tables.participant
_person, _attachment = tables.person, tables.attachment
_OCCUPATION = ("occupation", "level", "qualification", "classification", "subclassification")
FIELDS = (*NUMBERS, *_OCCUPATION, "issued_on", "expires_on", "lsp", "qr_link")
FILED_AS = "sertifikat-terbit"  # what an attached certificate is filed as among the attachments


@dataclass(frozen=True, slots=True)
class Entry:
    """One participant in the register; ``certificate_id`` is empty where nothing is known yet."""

    participant_id: str
    person_id: str
    place: int  # in the activity's list
    name: str
    nik: str
    birth_date: date | None
    village: str
    phone: str  # E.164
    certificate_id: str
    number: str
    lsp_registration: str
    lpjk_number: str
    blank_number: str
    occupation: str
    level: int | None
    qualification: str
    classification: str
    subclassification: str
    issued_on: date | None
    expires_on: date | None
    lsp: str
    qr_link: str
    file_name: str
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    @property
    def state(self) -> State:
        """Return how complete the record is."""
        if not self.certificate_id:
            return State.NONE
        return rules.state_of(self.number, self.issued_on, self.expires_on)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Return what should be looked at."""
        return tuple(one for one in self.findings if one.severity is not Severity.INFO)


def listing(store: Store, activity: Activity) -> list[Entry]:
    """Return every participant who takes part, in the order of the list, with the findings."""
    with store.read() as connection:
        rows = connection.execute(_of_activity(activity)).all()
        findings = _findings(connection, rows, store.today())
    return [_entry(row, activity, findings.get(row.certificate_id, ())) for row in rows]


def save(
    store: Store, activity: Activity, participant_id: str, values: Mapping[str, object]
) -> Changes:
    """Note what is known of a participant's certificate; what is not given stays as it is.

    A new record takes occupation, level and LSP from the participant and the activity.
    """
    checked = checked_values(values)
    with store.write("Sertifikat dicatat") as tx:
        (row,) = _rows(tx.connection, activity, [participant_id])
        tx.label = f"Sertifikat {row.name} dicatat"
        tx.subject = write(tx, activity, row, checked)
    return tx.changes


def propose_expiry(store: Store, activity: Activity, participant_ids: Sequence[str]) -> Changes:
    """Fill the expiry of those that have a day of issue and none of expiry: five years on."""
    with store.write("Masa berlaku sertifikat diisi 5 tahun") as tx:
        for row in _rows(tx.connection, activity, participant_ids):
            if row.certificate_id and row.issued_on and not row.expires_on:
                until = rules.proposed_expiry(row.issued_on)
                tx.update(_certificate, row.certificate_id, {"expires_on": until})
    return tx.changes


def attach(store: Store, activity: Activity, participant_id: str, path: Path) -> Changes:
    """Keep the scan or e-certificate of a participant's certificate, by its content.

    Where it holds a QR code with a link and none is noted yet, that link is noted with it.
    """
    from sertidesk.intake import certificate_files, scans

    scan = scans.read(path, shrink=False)  # what is printed small on it must stay legible
    link = link_of(certificate_files.codes_in(scan))
    with store.write("Berkas sertifikat dilampirkan") as tx:
        (row,) = _rows(tx.connection, activity, [participant_id])
        tx.label = f"Berkas sertifikat {row.name} dilampirkan"
        attach_in(tx, store, activity, row, scan, link)
    return tx.changes


def attach_in(
    tx: Transaction, store: Store, activity: Activity, row: Row[Any], scan: Scan, link: str
) -> None:
    """Keep a file for one row of the register, in the place of the one it had."""
    if row.attachment_id:
        tx.delete(_attachment, row.attachment_id)
    attachment = {
        "person_id": row.person_id,
        "participant_id": row.participant_id,
        "requirement": FILED_AS,
        "sha256": store.attachments.put(scan.content),
        "file_name": scan.file_name,
        "media_type": scan.media_type,
        "size": len(scan.content),
        "added_at": tx.at,
    }
    values: dict[str, object] = {"attachment_id": tx.insert(_attachment, attachment)}
    if link and not row.qr_link:
        values["qr_link"] = link
    write(tx, activity, row, values)


def save_file(store: Store, certificate_id: str, target: Path) -> None:
    """Write a copy of the attached file where the user wants it."""
    with store.read() as connection:
        sha256 = connection.execute(
            select(_attachment.c.sha256)
            .join(_certificate, _certificate.c.attachment_id == _attachment.c.id)
            .where(_certificate.c.id == certificate_id)
        ).scalar_one()
    files.write_bytes(target, store.attachments.get(sha256))


def remove(store: Store, activity: Activity, participant_ids: Sequence[str]) -> Changes:
    """Take certificates out of the register, with their files; an undo brings them back.

    One that is handed over stays: its handover is taken back first.
    """
    with store.write("Sertifikat dihapus dari daftar") as tx:
        rows = [
            row for row in _rows(tx.connection, activity, participant_ids) if row.certificate_id
        ]
        tx.label = f"{len(rows)} sertifikat dihapus dari daftar"
        handed = _handed(tx.connection, [row.certificate_id for row in rows])
        for row in rows:
            if row.certificate_id in handed:
                raise UserError(
                    "certificate_handed_over",
                    "Sertifikat {name} sudah diserahkan. Batalkan dahulu serah terimanya.",
                    name=row.name,
                )
            tx.delete(_certificate, row.certificate_id)
            if row.attachment_id:
                tx.delete(_attachment, row.attachment_id)
    return tx.changes


def checked_values(values: Mapping[str, object]) -> dict[str, object]:
    """Return values as they are stored: numbers tidy, a qualification to its level."""
    checked: dict[str, object] = {}
    for key, value in values.items():
        if key in NUMBERS:
            checked[key] = rules.tidy(str(value or "")) or None
        elif key in FIELDS:
            checked[key] = (" ".join(value.split()) or None) if isinstance(value, str) else value
    level = checked.get("level")
    if level is not None:
        if not isinstance(level, int) or level not in LEVELS:
            raise UserError(
                "certificate_level", "Jenjang “{level}” tidak ada. Isi 1 sampai 9.", level=level
            )
        checked.setdefault("qualification", QUALIFICATIONS[(level - 1) // 3])
    return checked


def write(tx: Transaction, activity: Activity, row: Row[Any], values: Mapping[str, object]) -> str:
    """Add or change the certificate of one row of the register; return its key."""
    if row.certificate_id:
        tx.update(_certificate, row.certificate_id, dict(values))
        return str(row.certificate_id)
    return tx.insert(
        _certificate,
        {
            **dict.fromkeys((*FIELDS, "attachment_id")),
            **{key: getattr(row, f"applied_{key}") for key in _OCCUPATION},
            "lsp": activity.lsp,
            "person_id": row.person_id,
            "participant_id": row.participant_id,
            **values,
        },
    )


def lacking_ids(
    connection: Connection,
    activity_id: str,
    decided: Mapping[str, assessments.Decision] | None = None,
) -> tuple[str, ...]:
    """Return who is competent and has no certificate with a number, in the order of the list.

    Where no decision at all is recorded, everyone who takes part counts. ``decided`` are the
    decisions, where whoever asks has them already.
    """
    if decided is None:
        decided = assessment.decisions(connection, activity_id)
    rows = connection.execute(
        select(_participant.c.id)
        .outerjoin(
            _certificate,
            and_(
                _certificate.c.participant_id == _participant.c.id,
                _certificate.c.deleted_at.is_(None),
            ),
        )
        .where(*taking_part.taking_part(activity_id), _certificate.c.number.is_(None))
        .order_by(_participant.c.number)
    ).scalars()
    return tuple(
        key for key in rows if not decided or decided.get(key) is assessments.Decision.COMPETENT
    )


def rows_of(connection: Connection, activity: Activity) -> Sequence[Row[Any]]:
    """Return the register's rows inside a use case, as `write` takes them."""
    return connection.execute(_of_activity(activity)).all()


def _of_activity(activity: Activity) -> Select[Any]:
    return (
        select(
            _participant.c.id.label("participant_id"),
            _participant.c.person_id,
            _participant.c.number.label("place"),
            *(_participant.c[key].label(f"applied_{key}") for key in _OCCUPATION),
            _person.c.name,
            _person.c.nik,
            _person.c.birth_date,
            _person.c.village,
            _person.c.phone,
            _certificate.c.id.label("certificate_id"),
            *(_certificate.c[key] for key in FIELDS),
            _certificate.c.attachment_id,
            _attachment.c.file_name,
        )
        .select_from(_participant)
        .join(_person, _person.c.id == _participant.c.person_id)
        .outerjoin(
            _certificate,
            and_(
                _certificate.c.participant_id == _participant.c.id,
                _certificate.c.deleted_at.is_(None),
            ),
        )
        .outerjoin(
            _attachment,
            and_(
                _attachment.c.id == _certificate.c.attachment_id,
                _attachment.c.deleted_at.is_(None),
            ),
        )
        .where(
            _participant.c.activity_id == activity.id,
            _participant.c.deleted_at.is_(None),
            or_(and_(*taking_part.present()), _certificate.c.id.is_not(None)),
        )
        .order_by(_participant.c.number)
    )


def _rows(
    connection: Connection, activity: Activity, participant_ids: Collection[str]
) -> Sequence[Row[Any]]:
    wanted = _of_activity(activity).where(_participant.c.id.in_(participant_ids))
    return connection.execute(wanted).all()


def _entry(row: Row[Any], activity: Activity, findings: Iterable[Finding]) -> Entry:
    known = bool(row.certificate_id)
    told = {key: getattr(row, key if known else f"applied_{key}") for key in _OCCUPATION}
    return Entry(
        participant_id=row.participant_id,
        person_id=row.person_id,
        place=row.place,
        name=row.name or "",
        nik=row.nik or "",
        birth_date=row.birth_date,
        village=row.village or "",
        phone=row.phone or "",
        certificate_id=row.certificate_id or "",
        number=row.number or "",
        lsp_registration=row.lsp_registration or "",
        lpjk_number=row.lpjk_number or "",
        blank_number=row.blank_number or "",
        occupation=told["occupation"] or "",
        level=told["level"],
        qualification=told["qualification"] or "",
        classification=told["classification"] or "",
        subclassification=told["subclassification"] or "",
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        lsp=(row.lsp if known else activity.lsp) or "",
        qr_link=row.qr_link or "",
        file_name=row.file_name or "",
        findings=tuple(findings),
    )


def _handed(connection: Connection, certificate_ids: Collection[str]) -> set[str]:
    handover = tables.handover
    return set(
        connection.execute(
            select(handover.c.certificate_id).where(
                handover.c.certificate_id.in_(certificate_ids), handover.c.deleted_at.is_(None)
            )
        ).scalars()
    )


def _findings(
    connection: Connection, rows: Sequence[Row[Any]], today: date
) -> dict[str, tuple[Finding, ...]]:
    """Return by certificate what the rules remark: shared numbers, days, limits of the person."""
    mine = [row for row in rows if row.certificate_id]
    found: dict[str, list[Finding]] = defaultdict(list)
    for key, sentences in rules.twins(_rivals(connection, mine)).items():
        found[key] += [_warning("number_twice", "number", sentence) for sentence in sentences]
    held = _held(connection, {row.person_id for row in mine})
    for row in mine:
        if row.issued_on and row.expires_on and row.expires_on <= row.issued_on:
            sentence = (
                "Tanggal akhir masa berlaku tidak sesudah tanggal terbit. Periksa cetakannya."
            )
            found[row.certificate_id].append(_warning("expiry_early", "expires_on", sentence))
        if row.issued_on and row.issued_on > today:
            sentence = "Tanggal terbit belum tiba. Periksa cetakannya."
            found[row.certificate_id].append(_warning("issue_ahead", "issued_on", sentence))
        found[row.certificate_id] += skk.limit_findings(held[row.person_id], today)
    return {key: tuple(findings) for key, findings in found.items()}


def _rivals(connection: Connection, mine: Sequence[Row[Any]]) -> list[Numbered]:
    """Return these certificates, and all others of any year that share a number with them."""
    found = {row.certificate_id: _numbered(row.certificate_id, row) for row in mine}
    for kind in NUMBERS:
        keys = sorted({rules.comparable(getattr(row, kind) or "") for row in mine} - {""})
        column = func.upper(func.replace(_certificate.c[kind], " ", ""))
        for some in slices(keys):
            statement = (
                select(_certificate, _person.c.name)
                .join(_person, _person.c.id == _certificate.c.person_id)
                .where(
                    column.in_(some),
                    _certificate.c.deleted_at.is_(None),
                    _person.c.deleted_at.is_(None),
                )
            )
            for row in connection.execute(statement):
                found.setdefault(row.id, _numbered(row.id, row))
    return list(found.values())


def _numbered(key: str, row: Row[Any]) -> Numbered:
    return Numbered(key, row.name or "", {kind: getattr(row, kind) or "" for kind in NUMBERS})


def _held(connection: Connection, person_ids: Collection[str]) -> dict[str, list[skk.Certificate]]:
    held: dict[str, list[skk.Certificate]] = defaultdict(list)
    keys = sorted(person_ids)
    for some in slices(keys):
        for row in connection.execute(
            select(_certificate).where(
                _certificate.c.person_id.in_(some),
                _certificate.c.deleted_at.is_(None),
                _certificate.c.qualification.in_(QUALIFICATIONS),
            )
        ):
            held[row.person_id].append(
                skk.Certificate(
                    row.qualification,
                    row.classification or "",
                    row.subclassification or "",
                    row.expires_on,
                )
            )
    return held


def _warning(code: str, key: str, message: str) -> Finding:
    return Finding(code, key, Severity.WARNING, message)
