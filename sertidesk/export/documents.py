"""The reminder list: per village, who lacks which document, as a workbook to print or send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.layouts import Column, Fill, Layout, Sheet
from sertidesk.export.sheets import distinct_sheet_names
from sertidesk.export.workbook import Written, write

SUMMARY = "Ringkasan"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One participant whose documents are incomplete.

    ``lacks`` says per requirement what is the matter: "Belum ada", "Perbaiki: foto buram".
    """

    name: str
    nik: str = ""
    phone: str = ""
    lacks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VillageReminders:
    """The participants of one village who lack something."""

    village: str
    district: str
    people: tuple[Reminder, ...]


def write_reminders(
    path: Path,
    requirements: tuple[str, ...],
    villages: tuple[VillageReminders, ...],
    *,
    title_values: Mapping[str, str] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write a summary and one sheet per village; villages without anybody are left out."""
    lacking = [village for village in villages if village.people]
    names = distinct_sheet_names([SUMMARY, *(v.village or "Tanpa desa" for v in lacking)])[1:]
    # Only the requirements that anybody lacks: the sheet has to fit the paper.
    open_ones = tuple(
        requirement
        for requirement in requirements
        if any(person.lacks.get(requirement) for v in lacking for person in v.people)
    )
    rows: dict[str, list[dict[str, object]]] = {
        SUMMARY: [_summary(village, open_ones) for village in lacking],
        **{
            name: [_person(person, open_ones) for person in village.people]
            for name, village in zip(names, lacking, strict=True)
        },
    }
    layout = Layout(
        name="pengingat",
        title="Daftar kekurangan berkas",
        kind="other",
        sheets=(
            _summary_sheet(open_ones),
            *(
                _village_sheet(name, village, open_ones)
                for name, village in zip(names, lacking, strict=True)
            ),
        ),
        freeze_columns=2,
    )
    written = write(
        layout,
        (),
        path,
        title_values=title_values,
        more_rows=rows,
        report=report,
        is_cancelled=is_cancelled,
    )
    return replace(written, rows=sum(len(village.people) for village in lacking))


def _summary_sheet(requirements: tuple[str, ...]) -> Sheet:
    counts = (
        Column(requirement, field=_key(number), width=14)
        for number, requirement in enumerate(requirements)
    )
    return Sheet(
        SUMMARY,
        (
            Column("NO", Fill.NUMBER, width=5),
            Column("DESA/KELURAHAN", field="village", width=26),
            Column("KECAMATAN", field="district", width=22),
            Column("PESERTA BELUM LENGKAP", field="people", width=14),
            *counts,
        ),
        head=("{office}", "RINGKASAN KEKURANGAN BERKAS PESERTA", "{activity}", "{date}"),
        rows=SUMMARY,
    )


def _village_sheet(name: str, village: VillageReminders, requirements: tuple[str, ...]) -> Sheet:
    lacks = (
        Column(requirement, field=_key(number), width=20)
        for number, requirement in enumerate(requirements)
    )
    place = ", ".join(
        f"{word} {value}"
        for word, value in (
            ("Desa/Kelurahan", village.village),
            ("Kecamatan", village.district),
        )
        if value
    )
    return Sheet(
        name,
        (
            Column("NO", Fill.NUMBER, width=5),
            Column("NAMA", field="name", width=28),
            Column("NIK", field="nik", width=19),
            Column("NOMOR HP", field="phone", width=15),
            *lacks,
        ),
        head=("{office}", "DAFTAR KEKURANGAN BERKAS PESERTA", place, "{activity}", "{date}"),
        rows=name,
        totals=("count",),
    )


def _summary(village: VillageReminders, requirements: tuple[str, ...]) -> dict[str, object]:
    counts: dict[str, object] = {
        _key(number): sum(bool(person.lacks.get(requirement)) for person in village.people)
        for number, requirement in enumerate(requirements)
    }
    return {
        **counts,
        "village": village.village,
        "district": village.district,
        "people": len(village.people),
    }


def _person(person: Reminder, requirements: tuple[str, ...]) -> dict[str, object]:
    lacks: dict[str, object] = {
        _key(number): person.lacks.get(requirement)
        for number, requirement in enumerate(requirements)
    }
    return {**lacks, "name": person.name, "nik": person.nik, "phone": person.phone}


def _key(number: int) -> str:
    return f"requirement_{number}"
