"""Which column holds which field: header names first, content where the names leave doubt.

The answer is data (`roles`: column → role) that the user may change; `fingerprint` names a layout
so that the change is remembered.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from sertidesk.domain import people
from sertidesk.domain.fields import FIELDS
from sertidesk.intake import cards, headers
from sertidesk.intake.headers import EXTRA, IGNORE, LIKELY, MAYBE, SURE
from sertidesk.intake.sheet import Cell, Row, is_blank, show

Roles = dict[int, str]
Header = tuple[str, ...]  # the texts of one column from the top header row to the lowest

CHOICES: tuple[tuple[str, str], ...] = (
    *((field.key, field.label) for field in FIELDS),
    (headers.BIRTH, "Tempat dan tanggal lahir (satu kolom)"),
    (headers.RT_RW, "RT/RW (satu kolom)"),
    (headers.SEX_MALE, "Laki-laki (kolom centang)"),
    (headers.SEX_FEMALE, "Perempuan (kolom centang)"),
    (headers.BIRTH_DAY, "Tanggal lahir: hari"),
    (headers.BIRTH_MONTH, "Tanggal lahir: bulan"),
    (headers.BIRTH_YEAR, "Tanggal lahir: tahun"),
    (headers.NUMBER, "Nomor urut"),
    (EXTRA, "Simpan sebagai catatan"),
    (IGNORE, "Abaikan"),
)
"""What a column may be mapped to, with its label for the screen."""

_SEVERAL = frozenset({EXTRA, IGNORE})
_SAMPLE = 60
_NIK = re.compile(r"^['’`]?\d{6}[\s.\-]?\d{6}[\s.\-]?\d{4}$|^\d{16}$")
_PHONE = re.compile(r"^['’`]?(?:\+?62|0)?[\s\-]?8\d[\d\s.\-]{6,13}$")
_DATE = re.compile(r"\d{1,2}\s*[-/. ]\s*(?:\d{1,2}|[A-Za-z]{3,9})\s*[-/. ]\s*(?:\d{4}|\d{2})\b")
_NAME = re.compile(r"^[^\W\d_][^\d;:/()]{2,59}$")
_RT_RW = re.compile(r"^\d{1,3}\s*/\s*\d{1,3}$")
_EMAIL = re.compile(r"^\S+@\S+\.\w+$")


def fingerprint(texts: Sequence[str]) -> str:
    """Return a key for a layout: the same headers in the same order, whatever their case."""
    folded = "|".join(headers.fold(text) for text in texts).strip("|")
    return hashlib.sha256(folded.encode()).hexdigest()[:16]


def label(header: Header) -> str:
    """Return the texts of a column's header as one: "Alamat Desa"."""
    return " ".join(part for part in header if part)


def recognise_header(header: Header) -> tuple[str, int] | None:
    """Return the role that a column's header, of one or more rows, names."""
    parts = [part for part in header if part]
    if not parts:
        return None
    if len(parts) == 1:
        return _flattened(parts[0]) or headers.recognise(parts[0])
    top, low = parts[0], parts[-1]
    for upper in reversed(parts[:-1]):
        under = _under(headers.recognise(upper), headers.fold(low))
        if under:
            return under, SURE
    joined = headers.recognise(" ".join(parts))
    if joined and joined[1] == SURE:
        return joined
    if headers.is_foreign(top):
        return None
    return headers.recognise(low) or joined or headers.recognise(top)


def _flattened(text: str) -> tuple[str, int] | None:
    """Return what a header of two rows means that stands in one cell, as rows are given back."""
    upper, _, low = text.rstrip().rpartition(" ")
    top = headers.recognise(upper)
    if top is None or top[1] < SURE:
        return None
    under = _under(top, headers.fold(low))
    return (under, SURE) if under else None


def _under(top: tuple[str, int] | None, low: str) -> str | None:
    """Return what a lower header means only because of the one above it."""
    role = top[0] if top else None
    if role in (headers.BIRTH, "birth_date"):
        if re.fullmatch(r"(?:bulan|bln)(?: lahir)?", low):
            return headers.BIRTH_MONTH
        if re.fullmatch(r"(?:tahun|thn|th)(?: lahir)?", low):
            return headers.BIRTH_YEAR
        if re.match(r"(?:tempat|tmpt?|tpt|kota|kab)\b", low):
            return "birth_place"
        if re.match(r"(?:tanggal|tgl|tggl|hari)\b", low):
            return "birth_date"
    if role == "education_level":
        if re.match(r"(?:jenjang|tingkat|level|terakhir|strata|ijazah$)", low):
            return "education_level"
        if re.match(r"(?:tahun|thn|th|lulus)\b", low):
            return "graduation_year"
        if re.match(r"(?:nama|sekolah|asal|tempat|instansi|lembaga)\b", low):
            return "school"
    if role == "address" and re.match(r"(?:jalan|jln|jl|dusun|lengkap|nama jalan)\b", low):
        return "address"
    if role == "sex":
        return {"l": headers.SEX_MALE, "lk": headers.SEX_MALE, "laki laki": headers.SEX_MALE,
                "p": headers.SEX_FEMALE, "pr": headers.SEX_FEMALE,
                "perempuan": headers.SEX_FEMALE}.get(low)  # fmt: skip
    return None


def recognise(header: Sequence[Header], sample: Sequence[Row]) -> Roles:
    """Return the role of every column that has a header or any content."""
    width = max(len(header), max(map(len, sample), default=0))
    named: dict[int, tuple[str, int]] = {}
    for column, texts in enumerate(header):
        found = recognise_header(texts)
        if found:
            named[column] = found
    roles = _settle(named, header, sample)
    columns = [_column(sample, column) for column in range(width)]
    _by_content(roles, columns, header)
    _tell_cards(roles, columns, header, sample)
    for column in range(width):
        if column not in roles:
            has_header = column < len(header) and any(header[column])
            if has_header or columns[column]:
                roles[column] = EXTRA
    return roles


def _settle(
    named: Mapping[int, tuple[str, int]], header: Sequence[Header], sample: Sequence[Row]
) -> Roles:
    """Give every role to one column: the surest name, then the better content, then the first."""
    claims: dict[str, list[int]] = {}
    for column, (role, _) in named.items():
        claims.setdefault(role, []).append(column)
    roles: Roles = {}
    for role, columns in claims.items():
        if role in _SEVERAL:
            roles.update(dict.fromkeys(columns, role))
            continue
        ranked = sorted(
            columns,
            key=lambda column: (
                -named[column][1],
                -_fitness(role, _column(sample, column)),
                "ktp" not in headers.fold(label(header[column])),
                column,
            ),
        )
        roles[ranked[0]] = role
        roles.update(dict.fromkeys(ranked[1:], EXTRA))
    if {headers.BIRTH_MONTH, headers.BIRTH_YEAR} <= set(roles.values()):
        day = _holder(roles, "birth_date")
        if day is not None:
            roles[day] = headers.BIRTH_DAY
    ticks = set(roles.values()) & {headers.SEX_MALE, headers.SEX_FEMALE}
    if len(ticks) == 1 or (ticks and "sex" in roles.values()):
        for column, role in list(roles.items()):
            if role in ticks:
                roles[column] = EXTRA
    return roles


def _by_content(roles: Roles, columns: Sequence[list[Cell]], header: Sequence[Header]) -> None:
    """Fill what no header named: the NIK above all, then what is needed to judge it."""
    nik = _holder(roles, "nik")
    free = [
        column
        for column, cells in enumerate(columns)
        if cells and roles.get(column, EXTRA) == EXTRA and not _foreign(header, column)
    ]
    if nik is None or (columns[nik] and _share(columns[nik], looks_like_nik) < 0.2):
        best = _best_nik(free, columns)
        if best is not None:
            if nik is not None:
                roles[nik] = EXTRA
            roles[best] = "nik"
            free.remove(best)
    free = [column for column in free if not (column < len(header) and any(header[column]))]
    if "family_card" not in roles.values():
        # A second column of 16 digits is a family card's: compared, never kept as a note.
        card = next((c for c in free if _share(columns[c], looks_like_nik) >= 0.6), None)
        if card is not None:
            roles[card] = "family_card"
            free.remove(card)
    if headers.NUMBER not in roles.values():
        counted = next((column for column in free if _counts(columns[column])), None)
        if counted is not None:
            roles[counted] = headers.NUMBER
            free.remove(counted)
    for role, test, least in _CONTENT:
        if role in roles.values() or (role == "birth_date" and headers.BIRTH in roles.values()):
            continue
        scores = [(_share(columns[column], test), -column) for column in free]
        if scores and max(scores)[0] >= least:
            column = -max(scores)[1]
            roles[column] = role
            free.remove(column)


def _tell_cards(
    roles: Roles, columns: Sequence[list[Cell]], header: Sequence[Header], sample: Sequence[Row]
) -> None:
    """Exchange the columns of NIK and family card where their contents say so."""
    held = _holder(roles, "nik")
    if held is None:
        return
    rivals = [
        column
        for column, cells in enumerate(columns)
        if roles.get(column, EXTRA) in (EXTRA, "family_card")
        and _share(cells, looks_like_nik) >= 0.6
        and not _foreign(header, column)
    ]
    name = label(header[held]) if held < len(header) else ""
    better = cards.better_nik(held, rivals, roles, sample, name) if rivals else None
    if better is not None:
        card = _holder(roles, "family_card")
        roles[held] = "family_card" if card in (None, better) else EXTRA
        roles[better] = "nik"


def _foreign(header: Sequence[Header], column: int) -> bool:
    return column < len(header) and headers.is_foreign(label(header[column]))


def _best_nik(free: Sequence[int], columns: Sequence[list[Cell]]) -> int | None:
    """Choose among unnamed 16-digit columns: a No. KK repeats, and never holds a woman's day."""
    scored = []
    for column in free:
        cells = columns[column]
        if _share(cells, looks_like_nik) < 0.6:
            continue
        digits = [re.sub(r"\D", "", show(cell)) for cell in cells]
        women = sum("41" <= text[6:8] <= "71" for text in digits) / len(digits)
        unique = len(set(digits)) / len(digits)
        scored.append((unique + women, -column))
    return -max(scored)[1] if scored else None


def looks_like_nik(cell: Cell) -> bool:
    """Tell whether a cell may be a NIK: 16 digits, as text or as a number."""
    if isinstance(cell, str):
        return bool(_NIK.match(cell.strip()))
    return isinstance(cell, float) and 1e15 <= cell < 1e16


def _is_date(cell: Cell) -> bool:
    if isinstance(cell, (date, datetime)):
        return True
    return isinstance(cell, str) and bool(_DATE.fullmatch(cell.strip()))


def _is_birth(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_DATE.search(cell)) and cell.strip()[:1].isalpha()


def _text(pattern: re.Pattern[str]) -> Callable[[Cell], bool]:
    return lambda cell: isinstance(cell, str) and bool(pattern.match(cell.strip()))


def _is_phone(cell: Cell) -> bool:
    if isinstance(cell, str):
        return bool(_PHONE.match(cell.strip()))
    return isinstance(cell, float) and (8e8 <= cell < 9e12 or 6.28e10 <= cell < 6.29e14)


def _is_sex(cell: Cell) -> bool:
    return isinstance(cell, str) and people.read_sex(cell) is not None


def _is_name(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_NAME.match(cell.strip())) and " " in cell.strip()


_CONTENT: tuple[tuple[str, Callable[[Cell], bool], float], ...] = (
    ("birth_date", _is_date, 0.7),
    (headers.BIRTH, _is_birth, 0.7),
    ("sex", _is_sex, 0.9),
    ("phone", _is_phone, 0.7),
    ("email", _text(_EMAIL), 0.7),
    (headers.RT_RW, _text(_RT_RW), 0.8),
    ("name", _is_name, 0.6),
)
_FITNESS: dict[str, Callable[[Cell], bool]] = {
    "nik": looks_like_nik,
    "family_card": looks_like_nik,
    "birth_date": _is_date,
    headers.BIRTH: _is_birth,
    "sex": _is_sex,
    "phone": _is_phone,
    "name": _is_name,
}


def _fitness(role: str, cells: list[Cell]) -> float:
    test = _FITNESS.get(role)
    return round(_share(cells, test), 1) if test else float(bool(cells))


def _counts(cells: Sequence[Cell]) -> bool:
    """Tell whether a column only counts its rows."""
    numbers = [int(text) for text in map(show, cells) if text.isdecimal() and len(text) < 6]
    return len(numbers) == len(cells) > 1 and all(b - a == 1 for a, b in pairwise(numbers))


def _share(cells: Sequence[Cell], test: Callable[[Cell], bool]) -> float:
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def _column(sample: Sequence[Row], column: int) -> list[Cell]:
    cells = [row[column] for row in sample[:_SAMPLE] if column < len(row)]
    return [cell for cell in cells if not is_blank(cell)]


def _holder(roles: Roles, role: str) -> int | None:
    return next((column for column, held in roles.items() if held == role), None)


def is_list(roles: Roles) -> bool:
    """Tell whether the columns are those of a list of persons."""
    held = set(roles.values())
    return "nik" in held or "name" in held


__all__ = ["CHOICES", "LIKELY", "MAYBE", "Header", "Roles", "fingerprint", "recognise"]
