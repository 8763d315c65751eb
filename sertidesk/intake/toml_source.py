"""A TOML text with the line of every value in it, so that an error can point at its place.

`tomllib` reads the values; the scanner here only finds where each key stands, and trusts that
the text is valid.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from sertidesk.domain.errors import UserError

KeyPath = tuple[str | int, ...]

_LINE = re.compile(r"at line (\d+)")
_LAST_LINE = re.compile(r"at end of document")
_KEY_OF_LINE = re.compile(r"\s*\[*\s*([\w.\-\"']+)")


@dataclass(frozen=True, slots=True)
class TomlSource:
    """The values of a TOML text, and the lines (from 1) on which they stand."""

    name: str
    values: dict[str, Any]
    lines: dict[KeyPath, int]

    def line_of(self, path: KeyPath) -> int:
        """Return the line of a value; for one that is missing, that of the table around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(text: str, name: str) -> TomlSource:
    """Return a TOML text's values and lines; UserError with the line when it is not TOML."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(text, name, str(error)) from error
    return TomlSource(name, values, _Scanner(text.replace("\r\n", "\n")).scan())


def show(path: KeyPath) -> str:
    """Return a path as a person reads it: ``steps[3].time.unit``, counted from 1."""
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part + 1}]"
        else:
            shown += f".{part}" if shown else part
    return shown


def _syntax_error(text: str, name: str, detail: str) -> UserError:
    lines = text.splitlines() or [""]
    found = _LINE.search(detail)
    number = min(int(found[1]), len(lines)) if found else len(lines)
    key = _KEY_OF_LINE.match(lines[number - 1])
    return UserError(
        "toml_syntax",
        "{file}, baris {line}, kunci “{key}”: penulisan TOML keliru ({detail}). "
        "Periksa tanda kutip, koma, dan kurung di sekitar baris itu.",
        file=name,
        line=number,
        key=key[1].strip("\"'") if key else "?",
        detail=_LAST_LINE.sub("di akhir berkas", detail),
    )


class _Scanner:
    """Walk through a valid TOML text and note the line of every key and array element."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self.counts: dict[KeyPath, int] = {}  # how many tables an array of tables has so far

    def scan(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while True:
            self._skip_blank()
            if self.at >= len(self.text):
                return self.lines
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> KeyPath:
        line = self._line()
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        parts = self._key()
        self.at = self.text.index("]" * brackets, self.at) + brackets
        parent = self._resolve(parts[:-1])
        path: KeyPath = (*parent, parts[-1])
        if brackets == 2:
            self.lines.setdefault(path, line)
            index = self.counts.get(path, 0)
            self.counts[path] = index + 1
            path = (*path, index)
        self.lines[path] = line
        return path

    def _resolve(self, parts: list[str]) -> KeyPath:
        """Return the path that a header's names mean: an array of tables means its last one."""
        path: KeyPath = ()
        for part in parts:
            path = (*path, part)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        path: KeyPath = (*table, *self._key())
        self.at = self.text.index("=", self.at) + 1
        for length in range(len(table) + 1, len(path) + 1):
            self.lines.setdefault(path[:length], line)
        self._value(path)

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip_blank()
            if self.text[self.at] in "\"'":
                parts.append(self._string())
            else:
                found = re.compile(r"[A-Za-z0-9_-]+").match(self.text, self.at)
                assert found is not None
                parts.append(found[0])
                self.at = found.end()
            self._skip_blank()
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def _value(self, path: KeyPath) -> None:
        self._skip_blank()
        self.lines.setdefault(path, self._line())
        opening = self.text[self.at]
        if opening in "\"'":
            self._string()
        elif opening in "[{":
            self._group(path, "]" if opening == "[" else "}")
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}\n#":
                self.at += 1

    def _group(self, path: KeyPath, closing: str) -> None:
        self.at += 1
        index = 0
        while True:
            self._skip_blank()
            if self.text[self.at] == closing:
                self.at += 1
                return
            if self.text[self.at] == ",":
                self.at += 1
            elif closing == "]":
                self._value((*path, index))
                index += 1
            else:
                self._pair(path)

    def _string(self) -> str:
        quote = self.text[self.at]
        mark = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        begin = self.at = self.at + len(mark)
        while not self.text.startswith(mark, self.at):
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        end = self.at
        self.at += len(mark)
        while len(mark) == 3 and self.text.startswith(quote, self.at):  # up to two more belong
            self.at += 1
        return self.text[begin:end]

    def _skip_blank(self) -> None:
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                newline = self.text.find("\n", self.at)
                self.at = len(self.text) if newline < 0 else newline
            elif self.text[self.at] in " \t\r\n":
                self.at += 1
            else:
                return

    def _line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1
