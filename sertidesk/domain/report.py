"""The final report: its chapters in order, the text each begins with, figures by group.

A chapter's text is a proposal made of what the activity holds; the office may write its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from sertidesk.domain import names
from sertidesk.domain.formatting import number


class Chapter(StrEnum):
    """The chapters, in the order of the report."""

    INTRODUCTION = "introduction"
    PROCEDURE = "procedure"
    PREPARATION = "preparation"
    PARTICIPANTS = "participants"
    SCHEDULE = "schedule"
    ATTENDANCE = "attendance"
    RESULTS = "results"
    CERTIFICATES = "certificates"
    RECONCILIATION = "reconciliation"
    TIMELINESS = "timeliness"
    OBSTACLES = "obstacles"
    CLOSING = "closing"


TITLES: Mapping[Chapter, str] = {
    Chapter.INTRODUCTION: "Pendahuluan",
    Chapter.PROCEDURE: "Dasar dan tata cara",
    Chapter.PREPARATION: "Persiapan dan koordinasi",
    Chapter.PARTICIPANTS: "Peserta",
    Chapter.SCHEDULE: "Jadwal dan tempat uji",
    Chapter.ATTENDANCE: "Kehadiran",
    Chapter.RESULTS: "Hasil uji kompetensi",
    Chapter.CERTIFICATES: "Sertifikat dan penyerahannya",
    Chapter.RECONCILIATION: "Rekonsiliasi peserta",
    Chapter.TIMELINESS: "Ketepatan waktu",
    Chapter.OBSTACLES: "Kendala, pengaduan, dan usulan",
    Chapter.CLOSING: "Penutup",
}

UNKNOWN = "Tidak diketahui"
_AGES = ((0, 17, "di bawah 18"), (18, 24, "18–24"), (25, 34, "25–34"), (35, 44, "35–44"),
         (45, 54, "45–54"), (55, 200, "55 ke atas"))  # fmt: skip
_SEXES = {"L": "Laki-laki", "P": "Perempuan"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What the figures ask of a participant; ``age`` in whole years at the activity's start."""

    village: str
    sex: str  # "L", "P" or empty
    age: int | None
    occupation: str
    level: int | None
    education: str
    attended: bool
    competent: bool | None  # None: no result
    certified: bool
    handed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of the participants that have something in common."""

    name: str
    people: int
    attended: int
    competent: int
    not_competent: int
    certified: int

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the row as it is printed."""
        figures = (
            self.people, self.attended, self.competent, self.not_competent, self.certified,
        )  # fmt: skip
        return (self.name, *(number(figure) for figure in figures))


@dataclass(frozen=True, slots=True)
class Tabulation:
    """A table of a chapter; where it has bars they are drawn above it as a chart."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[tuple[str, int], ...] = ()
    shares: tuple[float, ...] = ()  # of the width, by column; none: the first is wide


GROUP_HEADERS = ("", "Peserta", "Hadir", "Kompeten", "Belum kompeten", "Sertifikat")


def by_group(
    title: str,
    header: str,
    subjects: Sequence[Subject],
    key: Callable[[Subject], str],
    order: Sequence[str] = (),
    drawn: Callable[[Group], int] = lambda group: group.people,
) -> Tabulation:
    """Count the participants by what ``key`` says; without ``order`` by name, unknown last.

    Names that differ in case and blanks alone are one; the total stands in the last row.
    ``drawn`` says which figure of a group its bar shows.
    """
    told: dict[str, str] = {}
    for one in subjects:
        name = key(one) or UNKNOWN
        told.setdefault(names.fold(name), name)

    def place(folded: str) -> tuple[bool, int, str]:
        ranked = order.index(told[folded]) if told[folded] in order else len(order)
        return (told[folded] == UNKNOWN, ranked, folded)

    keyed = sorted(
        ((names.fold(key(one) or UNKNOWN), one) for one in subjects),
        key=lambda pair: place(pair[0]),
    )
    groups = [
        group_of(told[folded], [one for _, one in some])
        for folded, some in groupby(keyed, key=lambda pair: pair[0])
    ]
    total = group_of("Jumlah", subjects)
    return Tabulation(
        title,
        (header, *GROUP_HEADERS[1:]),
        (*(group.cells for group in groups), total.cells),
        tuple((group.name, drawn(group)) for group in groups),
    )


def group_of(name: str, subjects: Sequence[Subject]) -> Group:
    """Return the figures of these participants."""
    return Group(
        name,
        len(subjects),
        sum(one.attended for one in subjects),
        sum(one.competent is True for one in subjects),
        sum(one.competent is False for one in subjects),
        sum(one.certified for one in subjects),
    )


def participant_tables(
    subjects: Sequence[Subject], education_order: Sequence[str] = ()
) -> tuple[Tabulation, ...]:
    """Return the tables by village, sex, age, occupation, level and education."""
    ages = [words for _, _, words in _AGES]
    levels = [f"Jenjang {level}" for level in range(1, 10)]
    return (
        by_group("Menurut desa/kelurahan", "Desa/kelurahan", subjects, lambda one: one.village),
        by_group(
            "Menurut jenis kelamin", "Jenis kelamin", subjects,
            lambda one: _SEXES.get(one.sex, ""), tuple(_SEXES.values()),
        ),
        by_group("Menurut usia", "Usia (tahun)", subjects, lambda one: age_group(one.age), ages),
        by_group("Menurut jabatan kerja", "Jabatan kerja", subjects, lambda one: one.occupation),
        by_group(
            "Menurut jenjang", "Jenjang", subjects,
            lambda one: f"Jenjang {one.level}" if one.level else "", levels,
        ),
        by_group(
            "Menurut pendidikan terakhir", "Pendidikan", subjects,
            lambda one: one.education, education_order,
        ),
    )  # fmt: skip


def age_group(age: int | None) -> str:
    """Return the group an age falls in; empty where it is not known."""
    if age is None:
        return ""
    return next((words for least, most, words in _AGES if least <= age <= most), "")
