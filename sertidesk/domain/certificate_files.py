"""Whose certificate a file is, by its name and by what stands in it; the link its QR code says.

Nothing here opens a file; what is found is a proposal that a person reviews.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from sertidesk.domain import document_files, names
from sertidesk.domain.document_files import Candidate, Match

_SHORTEST_NUMBER = 8  # letters and digits: shorter ones stand in any long row of digits
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_OFFICIAL = ("pu.go.id", "lpjk", "siki", "bnsp")  # whose pages say that a certificate is valid


class Why(StrEnum):
    """By what a file was recognised, the surest first."""

    NAME_NIK = "name_nik"
    NAME_NUMBER = "name_number"
    TEXT_NIK = "text_nik"
    TEXT_NUMBER = "text_number"
    NAME = "name"
    TEXT_NAME = "text_name"


WORDS: Mapping[str, str] = {
    Why.NAME_NIK: "NIK di nama berkas",
    Why.NAME_NUMBER: "Nomor di nama berkas",
    Why.TEXT_NIK: "NIK di isi berkas",
    Why.TEXT_NUMBER: "Nomor di isi berkas",
    Why.NAME: "Nama di nama berkas",
    Why.TEXT_NAME: "Nama di isi berkas",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """A participant whose certificate may be among the files, with the numbers known of it."""

    participant_id: str
    nik: str
    name: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a file: its path from the folder chosen, its text, what its codes say."""

    path: PurePath
    text: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """Whose a file is; ``candidates`` where it may be one of several, the likeliest first."""

    participant_id: str
    candidates: tuple[str, ...]
    why: Why | None


def link_of(codes: Sequence[str]) -> str:
    """Return the link among the texts of QR codes; those of the authorities come first."""
    links = [found[0] for code in codes if (found := _LINK.match(code.strip()))]
    official = [link for link in links if any(word in link.casefold() for word in _OFFICIAL)]
    return next(iter(official or links), "")


def recognise(files: Sequence[Told], holders: Sequence[Holder]) -> list[Recognised]:
    """Tell whose each file is: numbers decide before names, a file's name before what is in it."""
    by_nik = {one.nik: one.participant_id for one in holders if one.nik}
    by_number = {
        key: one.participant_id
        for one in holders
        for number in one.numbers
        if len(key := _bare(number)) >= _SHORTEST_NUMBER
    }
    by_name = {one.participant_id: f" {names.fold(one.name)} " for one in holders}
    people = [Candidate(one.participant_id, one.nik, one.name) for one in holders]
    matches = document_files.match_files([one.path for one in files], people, ())
    found = []
    for told, match in zip(files, matches, strict=True):
        inside = "\n".join((told.text, *told.codes))
        trials: Iterator[tuple[Why, Callable[[], list[str]]]] = iter((
            (Why.NAME_NIK, lambda m=match: list(m.candidates) if m.why == "NIK" else []),
            (Why.NAME_NUMBER, lambda t=told: _numbered(t.path.stem, by_number)),
            (Why.TEXT_NIK, lambda text=inside: _identified(text, by_nik)),
            (Why.TEXT_NUMBER, lambda text=inside: _numbered(text, by_number)),
            (Why.NAME, lambda m=match: _by_likeness(m)),
            (Why.TEXT_NAME, lambda text=told.text: _named(text, by_name)),
        ))  # fmt: skip
        found.append(_first(trials, match.candidates))
    return found


def _first(
    trials: Iterator[tuple[Why, Callable[[], list[str]]]], likely: tuple[str, ...]
) -> Recognised:
    for why, trial in trials:
        holders = trial()
        if len(holders) == 1:
            return Recognised(holders[0], tuple(holders), why)
        if holders:
            return Recognised("", tuple(holders), why)
    return Recognised("", likely, None)


def _by_likeness(match: document_files.FileMatch) -> list[str]:
    return [match.participant_id] if match.match is Match.MATCHED else []


def _numbered(text: str, by_number: Mapping[str, str]) -> list[str]:
    bare = _bare(text)
    return list(dict.fromkeys(key for number, key in by_number.items() if number in bare))


def _identified(text: str, by_nik: Mapping[str, str]) -> list[str]:
    niks = _NIK.findall(re.sub(r"(?<=\d)[ .](?=\d)", "", text))
    return list(dict.fromkeys(by_nik[nik] for nik in niks if nik in by_nik))


def _named(text: str, by_name: Mapping[str, str]) -> list[str]:
    """Return whose whole name of two words or more stands in the text; not those within another."""
    folded = f" {names.fold(' '.join(text.split()))} "
    inside = {key: name for key, name in by_name.items() if " " in name.strip() and name in folded}
    return [
        key
        for key, name in inside.items()
        if not any(name != other and name in other for other in inside.values())
    ]


def _bare(number: str) -> str:
    return "".join(letter for letter in number if letter.isalnum()).upper()
