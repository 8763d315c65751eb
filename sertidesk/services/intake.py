"""A foreign list into an activity: read, look who is known, write all or nothing, undo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.db.slices import slices
from sertidesk.domain import names
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.finding import Finding, Severity
from sertidesk.domain.ids import new_id
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.intake import reader
from sertidesk.intake.columns import Roles
from sertidesk.intake.report import ListReport, Mappings, read_list
from sertidesk.intake.rows import RowReport, Status
from sertidesk.intake.sheet import Sheet
from sertidesk.services import history, occupations, participants, safekeeping, settings
from sertidesk.services.activity import Activity
from sertidesk.services.areas import office_areas
from sertidesk.services.store import Store

_person, _participant, _batch = tables.person, tables.participant, tables.import_batch
_ALIKE = 0.85  # names of persons born on one day that may be one person


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import wrote; ``batch`` is what `undo` takes back."""

    batch: str
    accepted: int
    rejected: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class BatchLine:
    """An import of the past."""

    id: str
    file_name: str
    at: str
    accepted: int
    rejected: int
    undone: bool


def open_file(path: Path, is_cancelled: IsCancelled = never) -> Sequence[Sheet]:
    """Read the sheets of a list once, so that another mapping needs no second reading."""
    return reader.read_workbook(path, is_cancelled=is_cancelled)


def read(
    store: Store,
    activity: Activity,
    source: Path | Sequence[Sheet],
    *,
    name: str | None = None,
    sheets: Collection[str] | None = None,
    mapping: Mappings | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> ListReport:
    """Read and check every row; columns mapped before by the office are mapped so again.

    Nothing is written. Raises `UserError` when there is no list of persons to read.
    """
    if isinstance(source, Path):
        name = name or source.name
        source = open_file(source, is_cancelled)
    if sheets is not None:
        missing = [one for one in sheets if one not in {sheet.name for sheet in source}]
        if missing:
            raise UserError(
                "sheet_unknown",
                "Lembar “{missing}” tidak ada. Lembar yang ada: {known}.",
                missing=missing[0],
                known=", ".join(sheet.name for sheet in source),
            )
    regency = str(settings.get(store, "office_regency") or "") or None

    def read_with(chosen: Mappings | None) -> ListReport:
        return read_list(
            source,
            areas=office_areas(store),
            today=store.today(),
            sheets=sheets,
            mapping=chosen,
            catalogue=occupations.catalogue(store),
            office_regency=regency,
            name=name,
            report=report,
            is_cancelled=is_cancelled,
        )

    listed = read_with(mapping)
    remembered = _remembered(store, listed) if mapping is None else {}
    if remembered:
        listed = read_with(remembered)
    look_up(store, activity, listed)
    return listed


def look_up(store: Store, activity: Activity, listed: ListReport) -> None:
    """Note on each row who is in the activity already, known from before, or much alike."""
    rows = [row for row in listed.rows if row.values.get("nik")]
    niks = [str(row.values["nik"]) for row in rows]
    with store.read() as connection:
        known = _known(connection, niks)
        present = set(
            connection.execute(
                select(_participant.c.person_id).where(
                    _participant.c.activity_id == activity.id, _participant.c.deleted_at.is_(None)
                )
            ).scalars()
        )
        alike = _born_on(connection, [row.values.get("birth_date") for row in rows])
    for row, nik in zip(rows, niks, strict=True):
        row.added = tuple(_notes(row, nik, known.get(nik), present, alike))


def commit(
    store: Store,
    activity: Activity,
    listed: ListReport,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> ImportOutcome:
    """Write every row that is not rejected, in one transaction; Cancel leaves all as it was."""
    look_up(store, activity, listed)  # somebody may have enrolled one meanwhile
    taken = [row for row in listed.rows if row.status is not Status.REJECTED]
    if not taken:
        raise UserError(
            "nothing_to_import",
            "Tidak ada baris yang dapat diterima dari {file}. Perbaiki baris yang ditolak, lalu "
            "coba lagi.",
            file=listed.file or "daftar ini",
        )
    safekeeping.back_up_if_changed(store, safekeeping.Why.IMPORT, is_cancelled=is_cancelled)
    with store.write(f"Impor {len(taken)} peserta dari {listed.file or 'tempelan'}") as tx:
        batch = new_id()
        tx.insert(
            _batch,
            {
                "id": batch,
                "activity_id": activity.id,
                "file_name": listed.file or "tempelan",
                "at": tx.at,
                "accepted": len(taken),
                "rejected": listed.rejected,
                "change_set_id": tx.change_set,
            },
        )
        done = 0
        for some in slices(taken):
            if is_cancelled():
                raise Cancelled
            participants.enrol(tx, activity.id, [_values(row) for row in some], batch)
            done += len(some)
            report(done, len(taken))
        if is_cancelled():
            raise Cancelled
    return ImportOutcome(batch, len(taken), listed.rejected, tx.changes)


def undo(store: Store, batch: str) -> int:
    """Take a whole import back; return how many participants left the activity again."""
    with store.read() as connection:
        found = connection.execute(select(_batch).where(_batch.c.id == batch)).one_or_none()
    if found is None:
        raise UserError(
            "batch_unknown",
            "Impor “{batch}” tidak ditemukan. Kode batch dicetak saat impor.",
            batch=batch,
        )
    history.undo(store, found.change_set_id)
    return int(found.accepted)


def batches(store: Store, activity: Activity) -> list[BatchLine]:
    """Return the imports of an activity, the newest first."""
    with store.read() as connection:
        rows = connection.execute(
            select(_batch).where(_batch.c.activity_id == activity.id).order_by(_batch.c.id.desc())
        ).all()
    return [
        BatchLine(
            row.id, row.file_name, row.at, row.accepted, row.rejected, row.deleted_at is not None
        )
        for row in rows
    ]


def remember_mapping(store: Store, fingerprint: str, roles: Roles) -> Changes:
    """Keep how the columns of a layout were mapped, for the next list that looks like it."""
    mapping = {str(column): role for column, role in roles.items()}
    table = tables.column_mapping
    with store.write("Pemetaan kolom diingat") as tx:
        row_id = tx.connection.execute(
            select(table.c.id).where(
                table.c.fingerprint == fingerprint, table.c.deleted_at.is_(None)
            )
        ).scalar_one_or_none()
        if row_id is None:
            tx.insert(table, {"fingerprint": fingerprint, "mapping": mapping})
        else:
            tx.update(table, row_id, {"mapping": mapping})
    return tx.changes


def report_json(listed: ListReport, batch: str | None) -> dict[str, Any]:
    """Return the import report in the shape that the command line promises."""
    return listed.as_json(batch)


def _remembered(store: Store, listed: ListReport) -> dict[str, Roles]:
    wanted = {sheet.fingerprint: sheet.name for sheet in listed.sheets if sheet.fingerprint}
    table = tables.column_mapping
    with store.read() as connection:
        rows = connection.execute(
            select(table.c.fingerprint, table.c.mapping).where(
                table.c.fingerprint.in_(wanted), table.c.deleted_at.is_(None)
            )
        ).all()
    mapped = {row.fingerprint: {int(c): role for c, role in row.mapping.items()} for row in rows}
    return {
        sheet.name: mapped[sheet.fingerprint]
        for sheet in listed.sheets
        if sheet.fingerprint in mapped
    }


def _known(connection: Connection, niks: Sequence[str]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for some in slices(niks):
        rows = connection.execute(
            select(_person.c.nik, _person.c.id, _person.c.name).where(
                _person.c.nik.in_(some), _person.c.deleted_at.is_(None)
            )
        )
        known.update((row.nik, row) for row in rows)
    return known


def _born_on(connection: Connection, days: Sequence[object]) -> Mapping[object, list[Any]]:
    """Return who is known of those born on these days."""
    wanted = sorted({day for day in days if day is not None}, key=str)
    born: dict[object, list[Any]] = defaultdict(list)
    for some in slices(wanted):
        rows = connection.execute(
            select(_person.c.birth_date, _person.c.nik, _person.c.name, _person.c.name_key).where(
                _person.c.birth_date.in_(some),
                _person.c.deleted_at.is_(None),
            )
        )
        for row in rows:
            born[row.birth_date].append(row)
    return born


def _notes(
    row: RowReport,
    nik: str,
    known: Any,
    present: set[str],
    alike: Mapping[object, list[Any]],
) -> list[Finding]:
    if known is not None and known.id in present:
        return [
            Finding(
                "nik_in_activity",
                "nik",
                Severity.ERROR,
                f"Sudah terdaftar dalam kegiatan ini sebagai {known.name}.",
            )
        ]
    name = names.fold(str(row.values.get("name") or ""))
    if known is not None:
        same = names.fold(known.name or "") == name
        words = f"Orang ini sudah dikenal sebagai {known.name}; datanya dipakai lagi."
        severity = Severity.INFO if same else Severity.WARNING
        return [
            Finding("person_known" if same else "person_known_otherwise", "nik", severity, words)
        ]
    return [
        Finding(
            "possible_duplicate",
            "name",
            Severity.WARNING,
            f"Mirip {other.name} (NIK {other.nik or 'kosong'}) yang lahir pada hari yang sama. "
            "Periksa apakah orangnya sama.",
        )
        for other in alike.get(row.values.get("birth_date"), ())
        if names.similarity(other.name_key, name) >= _ALIKE
    ][:1]


def _values(row: RowReport) -> dict[str, object]:
    return {**row.values, "extra": row.extra or None}
