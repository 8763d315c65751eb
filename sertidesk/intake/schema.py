"""What a checked TOML file may hold: a small schema, and a check that names file, line and key."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from sertidesk.domain.errors import UserError
from sertidesk.intake.toml_source import KeyPath, TomlSource, show


@dataclass(frozen=True, slots=True)
class Text:
    """A text; one of ``choices`` where there are any, not blank where ``filled``."""

    choices: tuple[str, ...] = ()
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, not below ``least``."""

    least: int = 0


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""


@dataclass(frozen=True, slots=True)
class Many:
    """An array whose elements all follow one rule."""

    of: Rule
    least: int = 0


@dataclass(frozen=True, slots=True)
class Keys:
    """A table: the keys it may have, and which of them it must have."""

    rules: Mapping[str, Rule]
    required: frozenset[str] = field(default_factory=frozenset)


Rule = Text | Whole | Flag | Day | Many | Keys


def check(source: TomlSource, rule: Rule) -> None:
    """Raise UserError at the first place where the source breaks the rule."""
    _check(source, rule, source.values, ())


def refuse(
    source: TomlSource, path: KeyPath, code: str, sentence: str, **values: object
) -> UserError:
    """Return the refusal of a value, with its file, line and key in front."""
    return UserError(
        code,
        "{file}, baris {line}, kunci “{key}”: " + sentence,
        file=source.name,
        line=source.line_of(path),
        key=show(path),
        **values,
    )


def _check(source: TomlSource, rule: Rule, value: object, path: KeyPath) -> None:
    match rule:
        case Text():
            _check_text(source, rule, value, path)
        case Whole():
            if isinstance(value, bool) or not isinstance(value, int) or value < rule.least:
                raise _wrong(source, path, f"bilangan bulat mulai dari {rule.least}")
        case Flag():
            if not isinstance(value, bool):
                raise _wrong(source, path, "true atau false")
        case Day():
            if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
                raise _wrong(source, path, "tanggal tanpa kutip, misalnya 2026-11-21")
        case Many():
            if not isinstance(value, list):
                raise _wrong(source, path, "daftar dalam kurung siku")
            if len(value) < rule.least:
                raise _wrong(source, path, f"daftar dengan sedikitnya {rule.least} isi")
            for index, item in enumerate(value):
                _check(source, rule.of, item, (*path, index))
        case Keys():
            _check_keys(source, rule, value, path)


def _check_text(source: TomlSource, rule: Text, value: object, path: KeyPath) -> None:
    if not isinstance(value, str):
        raise _wrong(source, path, "teks dalam tanda kutip")
    if rule.filled and not value.strip():
        raise _wrong(source, path, "teks yang tidak kosong")
    if rule.choices and value not in rule.choices:
        raise refuse(
            source,
            path,
            "toml_choice",
            "“{value}” tidak dikenal{hint}. Pilihannya: {choices}.",
            value=value,
            hint=_hint(value, rule.choices),
            choices=", ".join(f"“{choice}”" for choice in rule.choices),
        )


def _check_keys(source: TomlSource, rule: Keys, value: object, path: KeyPath) -> None:
    if not isinstance(value, dict):
        raise _wrong(source, path, "tabel (kelompok kunci = nilai)")
    for key, item in value.items():
        if key not in rule.rules:
            raise refuse(
                source,
                (*path, key),
                "toml_unknown_key",
                "kunci ini tidak dikenal{hint}. Perbaiki ejaannya atau hapus barisnya.",
                hint=_hint(key, tuple(rule.rules)),
            )
        _check(source, rule.rules[key], item, (*path, key))
    for key in rule.rules:
        if key in rule.required and key not in value:
            raise refuse(
                source,
                (*path, key),
                "toml_missing_key",
                "kunci ini wajib ada tetapi tidak ditemukan. Tambahkan di bagian itu.",
            )


def _wrong(source: TomlSource, path: KeyPath, expected: str) -> UserError:
    return refuse(
        source, path, "toml_type", "isinya harus {expected}. Perbaiki isinya.", expected=expected
    )


def _hint(word: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; mungkin maksudnya “{close[0]}”" if close else ""
