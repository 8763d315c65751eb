"""Certificates out of the LSP's workbook: first a report, row by row; then all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Row
from typing_extensions import override

from sertidesk.domain import certificates as rules
from sertidesk.domain.certificates import NUMBERS
from sertidesk.domain.errors import UserError
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.intake import certificates as intake
from sertidesk.intake.person_tables import PersonRow
from sertidesk.services import certificates
from sertidesk.services.activity import Activity
from sertidesk.services.certificates import checked_values
from sertidesk.services.person_import import Imported, Judge, Preview
from sertidesk.services.store import Store


def preview(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Preview:
    """Read the workbook and find whose each row is: by NIK, else by name and birth date."""
    rows = intake.read(path, today=store.today(), is_cancelled=is_cancelled)
    report(len(rows), len(rows))
    with store.read() as connection:
        register = certificates.rows_of(connection, activity)
    return _Certificates().preview(path.name, rows, register)


def apply(store: Store, activity: Activity, looked_at: Preview) -> Imported:
    """Write what the report said, in one transaction that one undo takes back."""
    wanted = looked_at.wanted
    if not wanted:
        raise UserError(
            "certificates_nothing_new",
            "Tidak ada baris di {file} yang menambah atau mengubah daftar sertifikat. Periksa "
            "laporan tiap barisnya.",
            file=looked_at.file,
        )
    new = 0
    with store.write(f"{len(wanted)} sertifikat diimpor dari {looked_at.file}") as tx:
        register = {
            row.participant_id: row for row in certificates.rows_of(tx.connection, activity)
        }
        for line in wanted:
            row = register.get(line.participant_id)
            if row is None:
                raise UserError(
                    "certificates_stale",
                    "{name} sudah dikeluarkan dari kegiatan. Baca ulang berkasnya.",
                    name=line.person,
                )
            new += not row.certificate_id
            certificates.write(tx, activity, row, line.values)
    return Imported(tx.changes, new, len(wanted) - new)


class _Certificates(Judge[Row[Any]]):
    @override
    def values(self, row: PersonRow) -> Mapping[str, object]:
        return checked_values(row.values)

    @override
    def is_known(self, ours: Row[Any]) -> bool:
        return bool(ours.certificate_id)

    @override
    def is_equal(self, key: str, one: object, other: object) -> bool:
        if key in NUMBERS:
            return rules.comparable(str(one or "")) == rules.comparable(str(other or ""))
        return one == other

    @override
    def remarks(self, row: PersonRow, ours: Row[Any], values: Mapping[str, object]) -> list[str]:
        lacks = values.get("issued_on") and not values.get("expires_on") and not ours.expires_on
        return ["Tanggal akhir masa berlaku tidak ada."] if lacks else []
