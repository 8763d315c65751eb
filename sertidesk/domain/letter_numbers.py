"""Numbers of letters: an office's pattern, the running number of a year in it, and gaps.

A pattern such as ``{kode}/{urut}/{unit}/{bulan_romawi}/{tahun}`` (naskah dinas, Permendagri 1/2023
and the districts' own rules) holds tokens in braces; everything else is printed as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import number as shown
from sertidesk.domain.formatting import roman_month

TOKENS = ("kode", "urut", "unit", "bulan", "bulan_romawi", "tahun")
USUAL = "{kode}/{urut}/{unit}/{tahun}"
MOST = 999_999  # running numbers end here; what is higher was mistyped
_LONGEST = 80
_PIECE = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")
_WIDTH = re.compile(r"0?([1-9])")
_READERS = {
    "kode": r"(?:[\w.\-]+)",
    "unit": r"(?:[^/]+?)",
    "bulan": r"(?:0?[1-9]|1[0-2])",
    "bulan_romawi": r"(?:[IVX]+)",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A token (with its least number of digits) or, where ``token`` is empty, plain text."""

    token: str
    text: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A number's pattern that was understood."""

    pieces: tuple[Piece, ...]

    def asks(self, token: str) -> bool:
        """Tell whether the pattern has this token."""
        return any(piece.token == token for piece in self.pieces)

    def write(self, sequence: int, day: date, code: str = "", unit: str = "") -> str:
        """Return the number of a letter of that day; `UserError` where something is not known."""
        if self.asks("kode") and not code.strip():
            raise UserError(
                "letter_code_missing",
                "Pola nomornya memuat kode klasifikasi. Isi kodenya dahulu, misalnya 600.1.",
            )
        if self.asks("unit") and not unit.strip():
            raise UserError(
                "letter_unit_missing",
                "Pola nomornya memuat unit. Isi unitnya di Pengaturan, Nomor surat.",
            )
        values = {
            "kode": code.strip(),
            "unit": unit.strip(),
            "bulan_romawi": roman_month(day),
        }
        numbers = {"urut": sequence, "bulan": day.month, "tahun": day.year}
        return "".join(
            values[piece.token]
            if piece.token in values
            else f"{numbers[piece.token]:0{piece.width}d}"
            if piece.token
            else piece.text
            for piece in self.pieces
        )

    def read(self, number: str, year: int, unit: str = "", code: str = "") -> int | None:
        """Return the running number in a number of that year; None where it fits not.

        A ``unit`` or ``code`` with a slash of its own is known only where it is given.
        """
        known = {"unit": key(unit), "kode": key(code)}
        parts = []
        for piece in self.pieces:
            if piece.token == "urut":
                parts.append(r"(?P<urut>\d{1,6})")
            elif piece.token == "tahun":
                parts.append(re.escape(str(year)))
            elif piece.token and known.get(piece.token):
                parts.append(f"(?:{re.escape(known[piece.token])}|{_READERS[piece.token]})")
            elif piece.token:
                parts.append(_READERS[piece.token])
            else:
                parts.append(re.escape(key(piece.text)))
        found = re.fullmatch("".join(parts), key(number), re.IGNORECASE)
        return int(found["urut"]) if found and int(found["urut"]) else None


def parse(text: str) -> Pattern:
    """Understand a pattern; `UserError` says what is wrong with it."""
    typed = " ".join(text.split())
    if not typed:
        raise UserError(
            "letter_pattern_empty", "Isi pola nomor surat, misalnya {usual}.", usual=USUAL
        )
    if len(typed) > _LONGEST:
        raise UserError(
            "letter_pattern_long",
            "Pola nomor surat terlalu panjang. Pendekkan sampai {most} huruf.",
            most=_LONGEST,
        )
    pieces = tuple(_piece(*found.groups()) for found in _PIECE.finditer(typed))
    count = sum(piece.token == "urut" for piece in pieces)
    if count != 1:
        raise UserError(
            "letter_pattern_sequence",
            "Pola nomor surat harus memuat {token} satu kali, misalnya {usual}.",
            token="{urut}",
            usual=USUAL,
        )
    _refuse_run_together(pieces)
    return Pattern(pieces)


def key(number: str) -> str:
    """Return a number as it is compared: without blanks, capitals alike."""
    return re.sub(r"\s+", "", number).casefold()


def _piece(token: str | None, plain: str | None, brace: str | None) -> Piece:
    if plain is not None:
        return Piece("", plain)
    if brace is not None:
        raise UserError(
            "letter_pattern_brace",
            "Kurung kurawal pada pola nomor surat tidak berpasangan. Tulis seperti {usual}.",
            usual=USUAL,
        )
    name, colon, format_ = (token or "").partition(":")
    name = name.strip().casefold()
    if name not in TOKENS:
        raise UserError(
            "letter_pattern_token",
            "Pola nomor surat memuat “{{{name}}}” yang tidak dikenal. Yang dapat dipakai: {known}.",
            name=token,
            known=", ".join(f"{{{one}}}" for one in TOKENS),
        )
    if not colon:
        return Piece(name)
    width = _WIDTH.fullmatch(format_.strip())
    if width is None or name not in ("urut", "bulan"):
        raise UserError(
            "letter_pattern_width",
            "“{{{name}}}” tidak terbaca. Banyaknya angka ditulis seperti {example}.",
            name=token,
            example="{urut:03}",
        )
    return Piece(name, width=int(width[1]))


def _refuse_run_together(pieces: tuple[Piece, ...]) -> None:
    """Raise where the running number could not be told from the digits beside it."""
    for left, right in pairwise(pieces):
        beside = right if left.token == "urut" else left if right.token == "urut" else None
        if beside is None:
            continue
        edge = beside.text[:1] if beside is right else beside.text[-1:]
        if beside.token or edge.isdigit():
            raise UserError(
                "letter_pattern_joined",
                "Beri pemisah di kiri dan kanan {token}, misalnya garis miring, supaya nomor "
                "urutnya tetap terbaca.",
                token="{urut}",
            )


@dataclass(frozen=True, slots=True)
class Gap:
    """Running numbers, from the first to the last, that no letter has."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """Return how many numbers are missing."""
        return self.last - self.first + 1

    @property
    def words(self) -> str:
        """Return "12" or "12–15"."""
        if self.first == self.last:
            return shown(self.first)
        return f"{shown(self.first)}–{shown(self.last)}"


def next_sequence(used: Iterable[int], last_before: int = 0) -> int:
    """Return the running number that follows; ``last_before`` was the last outside the register."""
    return max(max(used, default=0), last_before) + 1


def gaps(used: Collection[int], last_before: int = 0) -> tuple[Gap, ...]:
    """Return which running numbers were passed over, up to the highest that is used."""
    found, before = [], last_before
    for sequence in sorted(set(used)):
        if sequence <= before:
            continue
        if sequence > before + 1:
            found.append(Gap(before + 1, sequence - 1))
        before = sequence
    return tuple(found)


def unexplained(found: Iterable[Gap], explained: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return what is left of gaps when those with a reason are taken out."""
    left = list(found)
    for known in explained:
        left = [part for gap in left for part in _without(gap, known)]
    return tuple(left)


def _without(gap: Gap, known: Gap) -> list[Gap]:
    if known.last < gap.first or known.first > gap.last:
        return [gap]
    parts = []
    if gap.first < known.first:
        parts.append(Gap(gap.first, known.first - 1))
    if known.last < gap.last:
        parts.append(Gap(known.last + 1, gap.last))
    return parts
