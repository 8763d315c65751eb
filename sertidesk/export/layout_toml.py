"""Layouts as TOML files: read and checked with errors that name file and key, and written."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NoReturn, TypeVar

from sertidesk.domain.errors import UserError
from sertidesk.export.keys import KINDS as KEYS
from sertidesk.export.layouts import (
    KINDS,
    PARTICIPANTS,
    SOURCES,
    TOTALS,
    Column,
    Fill,
    Layout,
    Orientation,
    Paper,
    Sheet,
)
from sertidesk.export.procedure_toml import quoted
from sertidesk.export.values import FORMATS
from sertidesk.paths import resource

_Choice = TypeVar("_Choice", bound=StrEnum)

_LAYOUT_KEYS = {
    "name",
    "title",
    "kind",
    "note",
    "paper",
    "orientation",
    "freeze_header",
    "freeze_columns",
    "sheets",
}
_SHEET_KEYS = {"name", "rows", "head", "totals", "columns"}
_COLUMN_KEYS = {
    "header",
    "field",
    "constant",
    "number",
    "blank",
    "format",
    "width",
    "text",
    "choices",
    "required",
}
_BAD_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load(path: Path) -> Layout:
    """Read and check one layout file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            "layout_unreadable",
            "Tata letak {file} tidak dapat dibaca. Periksa berkas itu, atau salin kembali "
            "tata letak bawaan.",
            file=path.name,
        ) from error
    return parse(text, path.name)


def parse(text: str, source: str) -> Layout:
    """Check a layout's TOML text; ``source`` names it in errors."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"baris {place[1]}, kolom {place[2]}" if place else "akhir berkas"
        _refuse(source, where, "penulisannya bukan TOML yang benar")
    return _Reader(source).layout(data)


@cache
def shipped() -> tuple[Layout, ...]:
    """Return the layouts that come with the program, by name."""
    paths = resource("layouts").glob("*.toml")
    return tuple(load(path) for path in sorted(paths, key=lambda path: path.stem))


def find(layouts: Iterable[Layout], name: str) -> Layout:
    """Return the layout of this name, or refuse with the names there are."""
    known = {layout.name: layout for layout in layouts}
    if name in known:
        return known[name]
    raise UserError(
        "layout_unknown",
        "Tata letak {name} tidak ada. Pilih salah satu: {names}.",
        name=name,
        names=", ".join(sorted(known)),
    )


def to_toml(layout: Layout) -> str:
    """Return the layout as TOML that `parse` reads back to an equal layout."""
    return "\n".join(_lines(layout)) + "\n"


class _Reader:
    """Reads one file's tables; every error names the file and where in it."""

    def __init__(self, source: str) -> None:
        self._source = source

    def layout(self, data: Mapping[str, object]) -> Layout:
        self._known(data, _LAYOUT_KEYS, "")
        name = self._text(data, "name", "")
        if not _SLUG.fullmatch(name):
            self._fail("name", "hanya boleh berisi huruf kecil, angka, dan tanda hubung")
        kind = self._text(data, "kind", "")
        if kind not in KINDS:
            self._fail("kind", f"harus salah satu dari {', '.join(KINDS)}")
        tables = self._tables(data, "sheets", "")
        sheets = tuple(self._sheet(table, f"sheets[{n}]") for n, table in enumerate(tables, 1))
        names = [sheet.name.casefold() for sheet in sheets]
        if len(set(names)) < len(names):
            self._fail("sheets", "dua lembar memakai nama yang sama")
        frozen = data.get("freeze_columns", 0)
        if not isinstance(frozen, int) or isinstance(frozen, bool) or not 0 <= frozen <= 20:
            self._fail("freeze_columns", "harus bilangan 0 sampai 20")
        return Layout(
            name=name,
            title=self._text(data, "title", ""),
            kind=kind,
            sheets=sheets,
            paper=self._choice(data, "paper", Paper.F4),
            orientation=self._choice(data, "orientation", Orientation.LANDSCAPE),
            freeze_header=self._flag(data, "freeze_header", "", default=True),
            freeze_columns=frozen,
            note=self._text(data, "note", "", default=""),
        )

    def _sheet(self, table: Mapping[str, object], where: str) -> Sheet:
        self._known(table, _SHEET_KEYS, where)
        name = self._text(table, "name", where)
        if len(name) > 31 or _BAD_SHEET_NAME.search(name):
            self._fail(
                f"{where}.name", r"paling panjang 31 huruf, tanpa tanda [ ] : * ? / \ atau petik"
            )
        rows = self._text(table, "rows", where, default=PARTICIPANTS)
        if rows not in SOURCES:
            self._fail(f"{where}.rows", f"harus salah satu dari {', '.join(SOURCES)}")
        totals = self._texts(table, "totals", where)
        if any(total not in TOTALS for total in totals):
            self._fail(f"{where}.totals", f"hanya boleh berisi {', '.join(TOTALS)}")
        tables = self._tables(table, "columns", where)
        columns = tuple(
            self._column(column, f"{where}.columns[{n}]") for n, column in enumerate(tables, 1)
        )
        if "sex" in totals and not any(column.field == "sex" for column in columns):
            self._fail(f"{where}.totals", "jumlah menurut jenis kelamin perlu kolom sex")
        head = self._texts(table, "head", where)
        return Sheet(name=name, columns=columns, head=head, rows=rows, totals=totals)

    def _column(self, table: Mapping[str, object], where: str) -> Column:
        self._known(table, _COLUMN_KEYS, where)
        fills = [fill for fill in Fill if fill.value in table]
        if len(fills) != 1:
            self._fail(where, "harus memuat tepat satu dari field, constant, number, blank")
        fill = fills[0]
        field = self._text(table, "field", where) if fill is Fill.FIELD else ""
        if field and field not in KEYS:
            near = difflib.get_close_matches(field, KEYS, n=1)
            hint = f"; mungkin maksudnya {near[0]}" if near else ""
            self._fail(f"{where}.field", f"{field} tidak dikenal{hint}")
        if fill in (Fill.NUMBER, Fill.BLANK) and table[fill.value] is not True:
            self._fail(f"{where}.{fill.value}", "harus true")
        format = self._text(table, "format", where, default="")
        if format and format not in FORMATS:
            self._fail(f"{where}.format", f"harus salah satu dari {', '.join(FORMATS)}")
        width = table.get("width", 14)
        if not isinstance(width, int | float) or isinstance(width, bool) or not 1 <= width <= 200:
            self._fail(f"{where}.width", "harus bilangan 1 sampai 200")
        return Column(
            header=self._text(table, "header", where),
            fill=fill,
            field=field,
            constant=self._text(table, "constant", where) if fill is Fill.CONSTANT else "",
            format=format,
            width=width,
            text=self._flag(table, "text", where, default=False),
            choices=self._texts(table, "choices", where),
            required=self._flag(table, "required", where, default=False),
        )

    def _known(self, table: Mapping[str, object], known: set[str], where: str) -> None:
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"; mungkin maksudnya {near[0]}" if near else ""
                self._fail(_join(where, key), f"kunci ini tidak dikenal{hint}")

    def _text(
        self, table: Mapping[str, object], key: str, where: str, default: str | None = None
    ) -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self._fail(_join(where, key), "harus diisi teks")
        return value

    def _texts(self, table: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._fail(_join(where, key), "harus berupa daftar teks")
        return tuple(value)

    def _flag(self, table: Mapping[str, object], key: str, where: str, *, default: bool) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            self._fail(_join(where, key), "harus true atau false")
        return value

    def _tables(
        self, table: Mapping[str, object], key: str, where: str
    ) -> list[Mapping[str, object]]:
        value = table.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            self._fail(_join(where, key), "harus ada paling sedikit satu")
        return value

    def _choice(self, table: Mapping[str, object], key: str, default: _Choice) -> _Choice:
        value = table.get(key, default.value)
        members = {member.value: member for member in type(default)}
        if value not in members:
            self._fail(key, f"harus salah satu dari {', '.join(members)}")
        return members[value]

    def _fail(self, where: str, problem: str) -> NoReturn:
        _refuse(self._source, where, problem)


def _refuse(source: str, where: str, problem: str) -> NoReturn:
    raise UserError(
        "layout_invalid",
        "Tata letak {file} tidak dapat dipakai: pada {where}, {problem}. "
        "Perbaiki bagian itu, lalu ulangi.",
        file=source,
        where=where,
        problem=problem,
    )


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _lines(layout: Layout) -> Iterator[str]:
    yield f"name = {quoted(layout.name)}"
    yield f"title = {quoted(layout.title)}"
    yield f"kind = {quoted(layout.kind)}"
    if layout.note:
        yield f"note = {quoted(layout.note)}"
    yield f"paper = {quoted(layout.paper.value)}"
    yield f"orientation = {quoted(layout.orientation.value)}"
    yield f"freeze_header = {_flagged(layout.freeze_header)}"
    if layout.freeze_columns:
        yield f"freeze_columns = {layout.freeze_columns}"
    for sheet in layout.sheets:
        yield ""
        yield "[[sheets]]"
        yield f"name = {quoted(sheet.name)}"
        if sheet.rows != PARTICIPANTS:
            yield f"rows = {quoted(sheet.rows)}"
        if sheet.head:
            yield f"head = {_listed(sheet.head)}"
        if sheet.totals:
            yield f"totals = {_listed(sheet.totals)}"
        for column in sheet.columns:
            yield ""
            yield from _column_lines(column)


def _column_lines(column: Column) -> Iterator[str]:
    yield "[[sheets.columns]]"
    yield f"header = {quoted(column.header)}"
    if column.fill is Fill.FIELD:
        yield f"field = {quoted(column.field)}"
    elif column.fill is Fill.CONSTANT:
        yield f"constant = {quoted(column.constant)}"
    else:
        yield f"{column.fill.value} = true"
    if column.format:
        yield f"format = {quoted(column.format)}"
    yield f"width = {column.width:g}"
    if column.text:
        yield "text = true"
    if column.choices:
        yield f"choices = {_listed(column.choices)}"
    if column.required:
        yield "required = true"


def _listed(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(quoted, texts)) + "]"


def _flagged(value: bool) -> str:
    return "true" if value else "false"
