"""Twins in one file, rows repaired and confirmed in place, columns mapped by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sertidesk.intake import reader, report
from sertidesk.intake.report import ListReport
from sertidesk.intake.rows import RowReport
from tests.builders import lists


def read(source: object, **options: Any) -> ListReport:
    options = {"areas": lists.Areas(), "today": lists.TODAY, "office_regency": "6201", **options}
    return report.read_list(source, **options)  # type: ignore[arg-type]


def codes(row: RowReport) -> set[str]:
    return {finding.code for finding in row.findings}


def test_duplicates_within_the_file(tmp_path: Path) -> None:
    first, second = lists.person(0), lists.person(1)
    one = [["NIK", "NAMA", "TGL LAHIR"], [first.nik, first.name, first.born],
           [second.nik, second.name, second.born]]  # fmt: skip
    other_nik = first.nik[:15] + ("5" if first.nik[15] != "5" else "6")
    two = [["NIK", "NAMA", "TGL LAHIR"], [first.nik, first.name.title(), first.born],
           [second.nik, "NAMA LAIN", second.born], [other_nik, first.name, first.born]]  # fmt: skip
    found = read(lists.xlsx(tmp_path / "a.xlsx", ("Satu", one), ("Dua", two)))
    status = [(row.sheet, row.row, row.status.value) for row in found.rows]
    assert status == [
        ("Satu", 2, "warning"),  # kept; its name and date stand beside another NIK too
        ("Satu", 3, "rejected"),  # one NIK, two names: no one knows whose it is
        ("Dua", 2, "rejected"),
        ("Dua", 3, "rejected"),
        ("Dua", 4, "warning"),
    ]
    assert "lembar Satu baris 2" in found.rows[2].findings[-2].message
    assert "person_double" in codes(found.rows[4])


def test_a_row_is_repaired_in_place_and_frees_its_twin(tmp_path: Path) -> None:
    p = lists.person(0)
    rows = [
        ["NIK", "NAMA", "TGL LAHIR"],
        [p.nik, "ORANG SATU", p.born],
        [p.nik, "ORANG DUA", p.born],
    ]
    found = read(lists.xlsx(tmp_path / "a.xlsx", ("Data", rows)))
    assert found.rejected == 2
    again = found.recheck(found.rows[1], {"nik": lists.person(9).nik})
    assert again.values["nik"] == lists.person(9).nik
    assert again.raw["nik"] == lists.person(9).nik
    assert found.rejected == 0
    assert found.find("Data", 3) is again


def test_a_rounded_number_stays_damage_until_it_is_confirmed(tmp_path: Path) -> None:
    p = lists.person(0)
    damaged = int(p.nik[:15] + "0")
    rows = [["NIK", "NAMA"], [damaged, p.name], [lists.person(1).nik, "ORANG LAIN"]]
    path = lists.xlsx(tmp_path / "a.xlsx", ("Data", rows))
    found = read(path)
    assert found.rows[0].values["nik"] is None
    assert found.rows[0].status.value == "rejected"
    again = found.recheck(found.rows[0], confirmed=["nik_rounded"])
    assert again.values["nik"] == str(damaged)
    assert again.status.value == "warning"
    at_once = read(path, confirmed={("Data", 2, "nik_rounded")})
    assert at_once.rows[0].values["nik"] == str(damaged)


def test_a_column_of_rounded_texts_is_damage_as_a_whole(tmp_path: Path) -> None:
    rows: list[list[object]] = [["NIK", "NAMA"]]
    rows += [[p.nik[:15] + "0", p.name] for p in lists.people(8)]
    found = read(lists.xlsx(tmp_path / "a.xlsx", ("Data", rows)))
    assert found.accepted == 0
    assert all("nik_rounded" in codes(row) and row.values["nik"] is None for row in found.rows)
    typed = found.recheck(found.rows[0], {"nik": lists.person(0).nik})
    assert typed.status.value == "accepted"


def test_the_mapping_can_be_changed(tmp_path: Path) -> None:
    rows = [["NIK", "NAMA", "ANU"], [lists.person(0).nik, "BUDI SANTOSO", "08123456789"]]
    path = lists.xlsx(tmp_path / "a.xlsx", ("Data", rows))
    sheets = reader.read_workbook(path)
    assert read(sheets).rows[0].extra == {"ANU": "08123456789"}
    mapped = read(sheets, mapping={"Data": {0: "nik", 1: "name", 2: "phone"}})
    assert mapped.rows[0].values["phone"] == "+628123456789"
    assert mapped.sheets[0].fingerprint == read(sheets).sheets[0].fingerprint
