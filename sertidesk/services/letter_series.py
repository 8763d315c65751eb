"""The office's series of letter numbers: their patterns, what follows, and gaps with reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import letter_numbers as numbers
from sertidesk.domain import letters as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import count
from sertidesk.domain.letter_numbers import Gap, Pattern
from sertidesk.domain.letters import Direction
from sertidesk.services.store import Store

_series, _letter, _gap = tables.letter_series, tables.letter, tables.letter_gap


@dataclass(frozen=True, slots=True)
class Series:
    """One series; ``kinds`` are the letters numbered in it (none: what no other series takes)."""

    id: str
    name: str
    pattern: str
    unit: str
    code: str
    kinds: tuple[str, ...]
    last_number: int | None
    last_year: int | None

    def before(self, year: int) -> int:
        """Return the last number of a year that was given outside the register."""
        return (self.last_number or 0) if self.last_year == year else 0

    @property
    def parsed(self) -> Pattern:
        """Return the pattern, understood."""
        return numbers.parse(self.pattern)


@dataclass(frozen=True, slots=True)
class OpenGap:
    """Numbers of a series that no letter has and nobody has explained."""

    series_id: str
    series: str
    year: int
    gap: Gap
    next_day: date | None  # of the letter with the number that follows


@dataclass(frozen=True, slots=True)
class Explained:
    """Numbers that were passed over, and why."""

    id: str
    series: str
    year: int
    gap: Gap
    reason: str


def listing(store: Store) -> list[Series]:
    """Return the series in their order."""
    with store.read() as connection:
        return series_in(connection)


def series_in(connection: Connection) -> list[Series]:
    """Return the series, within a transaction."""
    rows = connection.execute(
        select(_series)
        .where(_series.c.deleted_at.is_(None))
        .order_by(_series.c.list_order, _series.c.id)
    )
    return [
        Series(
            row.id, row.name, row.pattern, row.unit or "", row.code or "",
            tuple(row.kinds or ()), row.last_number, row.last_year,
        )
        for row in rows
    ]  # fmt: skip


def of_kind(found: Sequence[Series], kind: str) -> Series | None:
    """Return the series that numbers a kind of letter: one that names it, else the first open."""
    named = next((one for one in found if kind in one.kinds), None)
    return named or next((one for one in found if not one.kinds), None)


def add(store: Store, values: Mapping[str, str]) -> Changes:
    """Add a series at the end; ``values`` are typed texts, `kinds` parted by commas."""
    with store.write("Nomor surat ditambahkan") as tx:
        checked = _checked(tx.connection, store.today().year, values)
        tx.label = f"Nomor surat “{checked['name']}” ditambahkan"
        last = [row.list_order for row in tx.connection.execute(select(_series.c.list_order))]
        tx.subject = tx.insert(_series, checked | {"list_order": max(last, default=0) + 1})
        _adopt(tx, tx.subject)
    return tx.changes


def change(store: Store, series_id: str, values: Mapping[str, str]) -> Changes:
    """Change a series; numbers given before stay as they are."""
    with store.write("Nomor surat diubah") as tx:
        checked = _checked(tx.connection, store.today().year, values, series_id)
        tx.label = f"Nomor surat “{checked['name']}” diubah"
        tx.update(_series, series_id, checked)
        _adopt(tx, series_id)
    return tx.changes


def remove(store: Store, ids: Sequence[str]) -> Changes:
    """Take series out of the list; one that letters are numbered in stays."""
    with store.write(f"{count(len(ids), 'urutan nomor surat')} dihapus") as tx:
        for series_id in ids:
            _refuse_in_use(tx.connection, series_id)
            tx.delete(_series, series_id)
    return tx.changes


def next_told(store: Store, series: Series) -> str:
    """Return the number that follows in a series today; "…" stands for a code it lacks."""
    today = store.today()
    with store.read() as connection:
        taken = used(connection, series.id, today.year)
    sequence = numbers.next_sequence(taken, series.before(today.year))
    return series.parsed.write(sequence, today, series.code or "…", series.unit or "…")


def used(connection: Connection, series_id: str, year: int) -> dict[int, date | None]:
    """Return the running numbers of a series in a year, with the day of each letter."""
    rows = connection.execute(
        select(_letter.c.sequence, _letter.c.letter_date).where(
            _letter.c.letter_series_id == series_id,
            _letter.c.year == year,
            _letter.c.direction == Direction.OUT,
            _letter.c.sequence.is_not(None),
            _letter.c.deleted_at.is_(None),
        )
    )
    return {row.sequence: row.letter_date for row in rows}


def open_gaps(store: Store, year: int) -> list[OpenGap]:
    """Return the running numbers of a year that are missing without a reason."""
    found = []
    with store.read() as connection:
        explained = _explained(connection, year)
        for one in series_in(connection):
            days = used(connection, one.id, year)
            missing = numbers.gaps(days, one.before(year))
            told = [known.gap for series_id, known in explained if series_id == one.id]
            for gap in numbers.unexplained(missing, told):
                after = min((n for n in days if n > gap.last), default=0)
                found.append(OpenGap(one.id, one.name, year, gap, days.get(after)))
    return found


def explained(store: Store, year: int) -> list[Explained]:
    """Return the gaps of a year that have a reason."""
    with store.read() as connection:
        return [one for _, one in _explained(connection, year)]


def explain(store: Store, gap: OpenGap, reason: str) -> Changes:
    """Keep why numbers were passed over."""
    told = " ".join(reason.split())
    if not told:
        raise UserError("gap_without_reason", "Tulis alasan nomor itu tidak dipakai.")
    with store.write(f"Nomor {gap.gap.words} tidak dipakai: {told}") as tx:
        tx.subject = tx.insert(
            _gap,
            {
                "letter_series_id": gap.series_id,
                "year": gap.year,
                "first_number": gap.gap.first,
                "last_number": gap.gap.last,
                "reason": told,
            },
        )
    return tx.changes


def forget(store: Store, explained_id: str) -> Changes:
    """Take a reason back: the gap is open again."""
    with store.write("Alasan nomor yang tidak dipakai dihapus") as tx:
        tx.delete(_gap, explained_id)
    return tx.changes


def _adopt(tx: Transaction, series_id: str) -> None:
    """Take in numbers that were typed before the pattern was known and fit it."""
    series = next(one for one in series_in(tx.connection) if one.id == series_id)
    rows = tx.connection.execute(
        select(_letter.c.id, _letter.c.number, _letter.c.year, _letter.c.code)
        .where(
            _letter.c.direction == Direction.OUT,
            _letter.c.letter_series_id.is_(None),
            _letter.c.number.is_not(None),
            _letter.c.deleted_at.is_(None),
        )
        .order_by(_letter.c.id)
    ).all()
    taken: dict[int, set[int]] = {}
    for row in rows:
        sequence = series.parsed.read(row.number, row.year, series.unit, row.code or series.code)
        if row.year not in taken:
            taken[row.year] = set(used(tx.connection, series_id, row.year))
        if sequence is not None and sequence not in taken[row.year]:
            taken[row.year].add(sequence)
            tx.update(_letter, row.id, {"letter_series_id": series_id, "sequence": sequence})


def _refuse_in_use(connection: Connection, series_id: str) -> None:
    found = connection.execute(
        select(_series.c.name, func.count(_letter.c.id))
        .join(_letter, _letter.c.letter_series_id == _series.c.id)
        .where(_series.c.id == series_id, _letter.c.deleted_at.is_(None))
        .group_by(_series.c.name)
    ).first()
    if found is not None:
        raise UserError(
            "series_in_use",
            "“{name}” sudah dipakai {count} surat, jadi tidak dapat dihapus. Ubah polanya saja.",
            name=found[0],
            count=found[1],
        )


def _explained(connection: Connection, year: int) -> list[tuple[str, Explained]]:
    rows = connection.execute(
        select(_gap, _series.c.name)
        .join(_series, _series.c.id == _gap.c.letter_series_id)
        .where(_gap.c.year == year, _gap.c.deleted_at.is_(None))
        .order_by(_gap.c.first_number)
    )
    return [
        (
            row.letter_series_id,
            Explained(
                row.id, row.name, row.year, Gap(row.first_number, row.last_number), row.reason
            ),
        )
        for row in rows
    ]


def _checked(
    connection: Connection, year: int, values: Mapping[str, str], series_id: str | None = None
) -> dict[str, object]:
    text = {key: " ".join(value.split()) for key, value in values.items()}
    if not text.get("name"):
        raise UserError("series_without_name", "Isi nama urutan nomor, misalnya Surat keluar.")
    pattern = numbers.parse(text.get("pattern", ""))
    if pattern.asks("unit") and not text.get("unit"):
        raise UserError(
            "series_without_unit",
            "Polanya memuat {token}. Isi unit, misalnya PUPR.",
            token="{unit}",
        )
    every = series_in(connection)
    others = [one for one in every if one.id != series_id]
    twin = next((one for one in others if one.name.casefold() == text["name"].casefold()), None)
    if twin is not None:
        raise UserError(
            "series_twice", "“{name}” sudah ada. Ubah yang sudah ada, atau beri nama lain.",
            name=text["name"],
        )  # fmt: skip
    kinds = _kinds(text.get("kinds", ""))
    taken = next((one for one in others if set(one.kinds) & set(kinds)), None)
    if taken is not None:
        told = ", ".join(rules.KINDS[kind] for kind in kinds if kind in taken.kinds)
        raise UserError(
            "series_kind_taken", "{kinds} sudah bernomor menurut “{name}”. Hapus dahulu di sana.",
            kinds=told, name=taken.name,
        )  # fmt: skip
    last = text.get("last_number", "")
    if last and not (last.isdecimal() and int(last) <= numbers.MOST):
        raise UserError(
            "series_last_unreadable",
            "Nomor terakhir “{last}” bukan bilangan. Isi nomor urut surat terakhir sebelum memakai "
            "SertiDesk, atau kosongkan.",
            last=last,
        )
    former = next((one for one in every if one.id == series_id), None)
    if former is not None and str(former.last_number or "") == last and former.last_year:
        year = former.last_year  # the office changed something else in a later year
    return {
        "name": text["name"],
        "pattern": text["pattern"],
        "unit": text.get("unit") or None,
        "code": text.get("code") or None,
        "kinds": kinds or None,
        "last_number": int(last) if last else None,
        "last_year": year if last else None,
    }


def _kinds(typed: str) -> list[str]:
    """Return the kinds in words such as "Keputusan, Tugas"."""
    by_word = {word.casefold(): str(kind) for kind, word in rules.KINDS.items()}
    found = []
    for word in filter(None, (part.strip() for part in typed.split(","))):
        kind = by_word.get(word.casefold())
        if kind is None:
            raise UserError(
                "series_kind_unknown",
                "Jenis surat “{word}” tidak dikenal. Pilih dari: {known}.",
                word=word,
                known=", ".join(rules.KINDS.values()),
            )
        found.append(kind)
    return list(dict.fromkeys(found))
