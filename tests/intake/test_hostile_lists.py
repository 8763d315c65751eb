"""Lists that once cost a person, a village or a sex: each read as it was meant."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sertidesk.domain.errors import UserError
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


@pytest.mark.parametrize("column", [16_000, 2**31])
def test_a_damaged_position_in_an_xlsb_asks_for_no_memory(tmp_path: Path, column: int) -> None:
    rows = [["NIK", "NAMA"], *[[p.nik, p.name] for p in lists.people(450)]]
    whole = xlsb.write(tmp_path / "a.xlsb", ("Data", rows))
    assert len(read(whole).rows) == 450
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(tmp_path / "b.xlsb", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if "sheet1" in name:  # the second cell of the last row
                place = content.rfind(struct.pack("<II", 1, 0))
                content = content[:place] + struct.pack("<I", column) + content[place + 4 :]
            target.writestr(name, content)
    with pytest.raises(UserError) as caught:
        read(tmp_path / "b.xlsb")
    assert caught.value.code == "file_far_cell"


def test_an_xlsx_in_an_encoding_nobody_knows_is_one_refusal(tmp_path: Path) -> None:
    whole = lists.plain(tmp_path / "a.xlsx")
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/workbook.xml":
                content = content.replace(b"UTF-8", b"ITF-8", 1)
            target.writestr(name, content)
    try:
        assert len(read(tmp_path / "b.xlsx").rows) == 3
    except UserError as error:
        assert error.code == "file_broken"
