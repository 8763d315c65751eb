"""Entering data into a portal by hand: its pages and fields, how far a person is, file names.

The portal's pages are the sheets of a layout of its kind (docs/layout-format.md), so that an
office can put fields in another order without code. The program never calls a portal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sertidesk.domain.procedure import Procedure, Step


class Target(StrEnum):
    """A portal; the value is the kind of the layouts that tell its fields."""

    SIKI = "siki"
    SIPJAKI = "sipjaki"


TARGETS: Mapping[Target, str] = {Target.SIKI: "SIKI", Target.SIPJAKI: "SIPJAKI"}


class State(StrEnum):
    """How far a person's entry is."""

    NONE = "not_entered"
    BEGUN = "begun"
    ENTERED = "entered"


STATES: Mapping[State, str] = {
    State.NONE: "Belum diinput",
    State.BEGUN: "Sebagian",
    State.ENTERED: "Sudah diinput",
}

FILE_PATTERN = "{nik}_{jenis}"
PLACES = ("nik", "nama", "jenis", "nomor")
_PLACE = re.compile(r"\{(\w*)\}")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 100  # letters; portals refuse long file names


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the portal with a person's value, in the portal's format."""

    label: str
    value: str
    required: bool
    is_file: bool = False

    @property
    def is_missing(self) -> bool:
        """Tell whether the portal asks for it and there is nothing."""
        return self.required and not self.value


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the portal; one that can be repeated has a number for each entry."""

    title: str
    fields: tuple[Field, ...]
    number: int = 0  # 0: the page stands once

    @property
    def heading(self) -> str:
        """Return the title, with its number where it is repeated."""
        return f"{self.title} ({self.number})" if self.number else self.title


def target_of(step: Step) -> Target:
    """Return which portal a step is about: SIPJAKI where it says so, else SIKI.

    Badung enters into SIPJAKI, Kotawaringin Barat into SIKI (their SOPs, step 8).
    """
    said = " ".join((step.title, step.printed, *step.outputs)).casefold()
    return Target.SIPJAKI if "sipjaki" in said else Target.SIKI


def target_of_procedure(procedure: Procedure) -> Target:
    """Return the portal that counts for an SOP: that of its first step with the screen."""
    for step in procedure.steps:
        if "portal" in step.screens:
            return target_of(step)
    return Target.SIKI


def refuse_pattern(pattern: str) -> str:
    """Return what is wrong with a pattern of file names; empty where it can be used."""
    named = _PLACE.findall(pattern)
    unknown = [one for one in named if one not in PLACES]
    if unknown:
        known = ", ".join(f"{{{place}}}" for place in PLACES)
        return f"“{{{unknown[0]}}}” tidak dikenal. Yang dapat dipakai: {known}."
    if "jenis" not in named:
        return "Pola harus memuat {jenis}, agar berkas seorang peserta tidak bernama sama."
    if "nik" not in named and "nama" not in named:
        return "Pola harus memuat {nik} atau {nama}, agar berkas tidak tertukar."
    return ""


def file_name(pattern: str, values: Mapping[str, str], suffix: str) -> str:
    """Return a file's name by the office's pattern, of letters that every portal takes."""
    filled = _PLACE.sub(lambda match: values.get(match[1], ""), pattern)
    safe = _UNSAFE.sub("_", filled).strip("_.")
    return f"{safe[:_LONGEST_NAME]}{suffix}"


def missing_labels(pages: Sequence[Page]) -> tuple[str, ...]:
    """Return the labels of required fields without a value, each once, in the portal's order."""
    return tuple(
        dict.fromkeys(field.label for page in pages for field in page.fields if field.is_missing)
    )
