"""The same person twice in one file, on one sheet or on two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sertidesk.domain import names
from sertidesk.domain.finding import Finding, Severity
from sertidesk.intake.rows import RowReport


def mark(rows: Sequence[RowReport]) -> None:
    """Set the `cross` findings of every row anew."""
    by_nik: dict[object, list[RowReport]] = {}
    by_name: dict[tuple[object, object], list[RowReport]] = {}
    for row in rows:
        if row.cross:
            row.cross = ()
        values = row.values
        digits = values.get("nik")
        if digits is not None:
            by_nik.setdefault(digits, []).append(row)
        born, name = values.get("birth_date"), values.get("name")
        if born is not None and name is not None:
            by_name.setdefault((name, born), []).append(row)
    for same in by_nik.values():
        if len(same) > 1:
            _same_nik(same)
    _same_names(by_name)


def _same_nik(rows: Sequence[RowReport]) -> None:
    """Keep the first of equal persons; where the names differ, no one knows whose NIK it is."""
    sound = [row for row in rows if not _rejected(row)]
    alike = len({names.fold(row.text("name")) for row in rows}) == 1
    kept = sound[0] if alike and sound else None
    for row in rows:
        if row is kept:
            continue
        others = _listed(other for other in rows if other is not row)
        if alike:
            message = f"Orang ini sudah ada di {others}. Baris ini tidak diambil lagi."
        else:
            message = f"NIK ini juga dipakai di {others} dengan nama lain. Periksa KTP-el keduanya."
        row.cross += (Finding("nik_duplicate", "nik", Severity.ERROR, message),)


def _same_names(groups: dict[tuple[object, object], list[RowReport]]) -> None:
    folded: dict[tuple[str, object], list[RowReport]] = {}
    births: dict[object, int] = {}
    for _, born in groups:
        births[born] = births.get(born, 0) + 1
    for (name, born), rows in groups.items():
        if births[born] > 1 or len(rows) > 1:  # only who shares the birth date needs comparing
            folded.setdefault((names.fold(str(name)), born), []).extend(rows)
    for rows in folded.values():
        if len({row.values.get("nik") for row in rows} - {None}) < 2:
            continue
        for row in rows:
            others = [other for other in rows if other.values.get("nik") != row.values.get("nik")]
            message = (
                f"Nama dan tanggal lahir sama dengan {_listed(others)}, tetapi NIK-nya lain. "
                "Mungkin orang yang sama; periksa KTP-el."
            )
            row.cross += (Finding("person_double", "name", Severity.WARNING, message),)


def _rejected(row: RowReport) -> bool:
    return any(finding.severity is Severity.ERROR for finding in row.findings)


def _listed(rows: Iterable[RowReport]) -> str:
    places = [f"lembar {row.sheet} baris {row.row}" for row in rows]
    more = f" dan {len(places) - 3} baris lain" if len(places) > 3 else ""
    return ", ".join(places[:3]) + more
