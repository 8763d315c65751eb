"""Which column of an answer holds what: our fields, the registry's own values, result, remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sertidesk.domain import clarification_words as words
from sertidesk.domain.clarification import COMPARED
from sertidesk.intake import headers, tables
from sertidesk.intake.columns import looks_like_nik
from sertidesk.intake.sheet import Row, Sheet, is_blank, show

RESULT, REMARK, VERDICT = "result", "remark", "verdict"
_FIELDS = frozenset({*COMPARED, headers.BIRTH, headers.RT_RW})

_RESULT = re.compile(
    r"^(?:kode )?(?:hasil|status|jawaban|respons?e?|respon|tanggapan|verifikasi|validasi"
    r"|kesesuaian|pemadanan|padanan|cek|pengecekan|klarifikasi|result|konfirmasi|feedback"
    r"|sesuai(?: tidak(?: sesuai)?)?|padan(?: tidak(?: padan)?)?)\b"
)
_REMARK = re.compile(r"^(?:keterangan|ket|catatan|alasan|penjelasan|remarks?|uraian|notes?)\b")
_NO_RESULT = re.compile(
    r"\b(?:kawin|perkawinan|nikah|pernikahan|hubungan|hub|pekerjaan|keluarga|pendidikan|rumah"
    r"|pegawai|tempat tinggal)\b"
)
_THEIRS = re.compile(
    r"\b(?:disdukcapil|dukcapil|capil|siak|koreksi|perbaikan|pembetulan|seharusnya|sebenarnya"
    r"|(?:yang |yg )?benar|revisi|database|server|pusat|baru|menurut|hasil|kependudukan|jawaban"
    r"|respon|data kk|versi)\b"
)
_OURS = re.compile(r"\b(?:pemohon|pupr|dinas pu|diajukan|usulan|kami|peserta|awal|lama|asal)\b")
_OF_ONE_FIELD = re.compile(r"^(?:kesesuaian|hasil|status|cek|verifikasi|validasi|padan)\b")


@dataclass(slots=True)
class Columns:
    """The columns of one table: first those with our copy, then those with their own values."""

    ours: dict[str, int] = field(default_factory=dict)
    theirs: dict[str, int] = field(default_factory=dict)
    verdicts: dict[str, int] = field(default_factory=dict)
    results: list[int] = field(default_factory=list)
    remarks: list[int] = field(default_factory=list)
    number: int | None = None

    @property
    def tells_persons(self) -> bool:
        """Tell whether a person can be found by them."""
        return "nik" in self.ours or "name" in self.ours


@dataclass(slots=True)
class AnswerTable:
    """One table of a sheet: its columns and the rows below it, counted from 0."""

    columns: Columns
    first: int
    end: int


def find(sheet: Sheet) -> Iterator[AnswerTable]:
    """Yield every table of the sheet; a header repeated further down begins a new one."""
    found: list[tuple[Columns, int, int]] = []  # columns, top of the header, first row below
    index = 0
    while index < len(sheet.rows):
        header = _header_at(sheet, index)
        if header is None:
            index += 1
            continue
        columns, below = header
        found.append((columns, index, below))
        index = below
    if not found:
        bare = _without_header(sheet)
        if bare is not None:
            found.append((bare, 0, 0))
    for place, (columns, _, below) in enumerate(found):
        end = found[place + 1][1] if place + 1 < len(found) else len(sheet.rows)
        _by_content(columns, sheet.rows[below:end])
        yield AnswerTable(columns, below, end)


def _header_at(sheet: Sheet, index: int) -> tuple[Columns, int] | None:
    """Return the columns of a header that begins in this row, and the first row below it."""
    if not _may_be_header(sheet.rows[index]):
        return None
    single = _columns([(text,) for text in _texts(sheet.rows[index])])
    if index + 1 < len(sheet.rows) and _may_be_header(sheet.rows[index + 1]):
        double = _columns(_joined(sheet, index))
        alone = _columns([(text,) for text in _texts(sheet.rows[index + 1])])
        # Two rows are one header where neither says more alone ("DATA DISDUKCAPIL" over "NAMA").
        least = max(_weight(single), _weight(alone))
        if double.tells_persons and _weight(alone) and _weight(double) >= least:
            return double, index + 2
    if single.tells_persons and _weight(single) > 1:
        return single, index + 1
    return None


def _may_be_header(row: Row) -> bool:
    filled = [cell for cell in row if not is_blank(cell)]
    return (
        len(filled) > 1
        and all(isinstance(cell, str) and len(cell) <= headers.LONGEST for cell in filled)
        and not any(looks_like_nik(cell) for cell in filled)
        and not tables.is_number_row(row)
        and sum(_names_something(show(cell)) for cell in filled) * 2 >= len(filled)
    )


def _names_something(text: str) -> bool:
    folded = headers.fold(text)
    return bool(
        headers.recognise(text)
        or _RESULT.match(folded)
        or _REMARK.match(folded)
        or _THEIRS.search(folded)
        or _OURS.search(folded)
    )


def _texts(row: Row) -> list[str]:
    return [show(cell) if isinstance(cell, str) else "" for cell in row]


def _joined(sheet: Sheet, index: int) -> list[tuple[str, ...]]:
    """Return the two header rows by column; a title that spans columns counts for each."""
    top, low = _texts(sheet.rows[index]), _texts(sheet.rows[index + 1])
    width = max(len(top), len(low))
    top += [""] * (width - len(top))
    low += [""] * (width - len(low))
    for upper, left, lower, right in sheet.merged:
        if upper == lower == index and right > left:
            top[left : right + 1] = [top[left]] * (min(right + 1, width) - left)
    if not any(upper == index for upper, _, _, _ in sheet.merged):
        for column in range(1, width):
            if not top[column] and low[column] and low[column - 1]:
                top[column] = top[column - 1]
    return [tuple(filter(None, pair)) for pair in zip(top, low, strict=True)]


def _columns(header: Sequence[tuple[str, ...]]) -> Columns:
    """Give every column its part; of two for one field, the registry's is told or the later."""
    columns = Columns()
    claims: dict[str, list[tuple[int, str]]] = {}
    for place, texts in enumerate(header):
        folded = headers.fold(" ".join(texts))
        lowest = headers.fold(texts[-1]) if texts else ""
        role = _role(texts, folded, lowest)
        if role == RESULT:
            columns.results.append(place)
        elif role == REMARK:
            columns.remarks.append(place)
        elif role == headers.NUMBER and columns.number is None:
            columns.number = place
        elif role is not None and role.startswith(VERDICT):
            columns.verdicts.setdefault(role.removeprefix(f"{VERDICT} "), place)
        elif role is not None:
            claims.setdefault(role, []).append((place, folded))
    for role, places in claims.items():
        _settle(columns, role, places)
    return columns


def _role(texts: Sequence[str], folded: str, lowest: str) -> str | None:
    if not lowest or _NO_RESULT.search(lowest):
        return None
    found = headers.recognise(texts[-1])
    named = found[0] if found else None
    if _REMARK.match(lowest):
        return REMARK
    if _OF_ONE_FIELD.match(lowest):
        of = headers.recognise(_OF_ONE_FIELD.sub("", lowest).strip())
        if of and of[0] in COMPARED and of[0] != "nik":
            return f"{VERDICT} {of[0]}"
    if _RESULT.match(lowest):
        return RESULT
    if named == "notes":
        return REMARK
    if named in _FIELDS or named == headers.NUMBER:
        return named
    bare = " ".join(_OURS.sub(" ", _THEIRS.sub(" ", lowest)).split())
    of = headers.recognise(bare) if bare != lowest else None
    return of[0] if of and of[0] in _FIELDS else None


def _settle(columns: Columns, role: str, places: Sequence[tuple[int, str]]) -> None:
    """Part the columns of one field into our copy and the registry's own."""
    if len(places) == 1:
        columns.ours[role] = places[0][0]
        return
    told = [place for place, folded in places if _THEIRS.search(folded)]
    mine = [place for place, folded in places if place not in told or _OURS.search(folded)]
    columns.ours[role] = mine[0] if mine else places[0][0]
    others = [place for place in told if place != columns.ours[role]] or [
        place for place, _ in places if place != columns.ours[role]
    ]
    columns.theirs[role] = others[-1]


def _weight(columns: Columns) -> int:
    """Return how much the columns tell."""
    return (
        len(columns.ours)
        + len(columns.theirs)
        + len(columns.verdicts)
        + bool(columns.results)
        + bool(columns.remarks)
    )


def _without_header(sheet: Sheet) -> Columns | None:
    """Take the columns by content where a list came back without its header."""
    rows = [row for row in sheet.rows if any(looks_like_nik(cell) for cell in row)]
    if not rows:
        return None
    nik = next(place for place, cell in enumerate(rows[0]) if looks_like_nik(cell))
    columns = Columns(ours={"nik": nik})
    following = nik + 1
    told = [show(row[following]) for row in rows if len(row) > following]
    if told and all(text and not any(map(str.isdigit, text)) for text in told):
        known = sum(words.is_known(text) for text in told)
        if known * 2 < len(told):
            columns.ours["name"] = following
    return columns


def _by_content(columns: Columns, rows: Sequence[Row]) -> None:
    """Find a result column that no header names: most of what stands in it reads as a result."""
    if columns.results:
        return
    taken = {*columns.ours.values(), *columns.theirs.values(), *columns.verdicts.values()}
    taken |= {*columns.remarks, columns.number if columns.number is not None else -1}
    best, best_share = -1, 0.5
    for place in range(max(map(len, rows), default=0)):
        if place in taken:
            continue
        told = [show(row[place]) for row in rows if place < len(row) and not is_blank(row[place])]
        share = sum(map(words.is_known, told)) / len(told) if told else 0.0
        if share > best_share:
            best, best_share = place, share
    if best >= 0:
        columns.results.append(best)
