"""Lists that once cost a person, a village or a sex: each read as it was meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sertidesk.intake import report, sheet
from sertidesk.intake.report import ListReport
from sertidesk.intake.rows import RowReport
from tests.builders import lists, xlsb


def read(source: Any) -> ListReport:
    return report.read_list(source, areas=lists.Areas(), today=lists.TODAY, office_regency="6201")


def codes(row: RowReport) -> set[str]:
    return {finding.code for finding in row.findings}


def test_an_xlsb_is_read_like_any_workbook(tmp_path: Path) -> None:
    first, second, third, fourth = lists.people(4)
    rows: list[list[object]] = [["DAFTAR PESERTA DESA SIDOREJO"], [], list(lists.HEADERS)]
    rows += [p.row(number) for number, p in enumerate((first, second, third, fourth), 1)]
    rows[4][1] = float(second.nik)
    rows[5][1] = float(third.nik[:15] + "0")
    rows[6][1] = xlsb.ERROR_NA
    found = read(xlsb.write(tmp_path / "a.xlsb", ("Data", rows)))
    assert [(row.row, row.status.value) for row in found.rows] == [
        (4, "accepted"), (5, "accepted"), (6, "rejected"), (7, "rejected")
    ]  # fmt: skip
    assert "nik_numeric" in codes(found.rows[1])
    assert "nik_rounded" in codes(found.rows[2])
    assert found.rows[0].values["birth_date"] == first.born
    assert found.rows[0].values["village"] == "Sidorejo"


@pytest.mark.parametrize("mark", [sheet.ERROR, sheet.UNCOMPUTED])
def test_a_nik_lost_in_a_formula_lets_nobody_through(mark: str) -> None:
    p = lists.person(1)
    listed = sheet.Sheet("Data", [["NIK", "NAMA"], ["", p.name]], marks={(1, 0): mark})
    row = read([listed]).rows[0]
    assert row.status.value == "rejected"
    assert {"nik_missing"} < codes(row)


def test_a_list_below_the_signatures_of_another_keeps_its_own_village(tmp_path: Path) -> None:
    one, two, three, four = (p.row(number) for number, p in enumerate(lists.people(4), 1))
    rows = [
        ["DESA SIDOREJO"], lists.HEADERS, one, two, [], ["Mengetahui"], ["Kepala Desa Sidorejo"],
        ["SUPRIYADI"], [], ["II. DESA MADUREJO"], lists.HEADERS, three, four,
    ]  # fmt: skip
    found = read(lists.xlsx(tmp_path / "a.xlsx", ("Data", rows)))
    assert [(row.row, row.values["village"]) for row in found.rows] == [
        (3, "Sidorejo"), (4, "Sidorejo"), (12, "Madurejo"), (13, "Madurejo")
    ]  # fmt: skip


def test_pria_and_wanita_in_one_column(tmp_path: Path) -> None:
    rows = [["NIK", "NAMA", "L/P"]]
    rows += [[p.nik, p.name, "P" if p.sex == "L" else "W"] for p in lists.people(5)]
    found = read(lists.xlsx(tmp_path / "a.xlsx", ("Data", rows)))
    assert [row.values["sex"] for row in found.rows] == [p.sex for p in lists.people(5)]
    typed = found.recheck(found.rows[0], {"sex": "P"})  # as a person of today writes it
    assert typed.values["sex"] == "P"
