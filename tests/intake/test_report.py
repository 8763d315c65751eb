"""From a file to a report: the layouts that villages send, and the count that must be true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.occupations import Catalogue, Occupation
from sertidesk.intake import reader, report
from sertidesk.intake.report import ListReport
from sertidesk.intake.rows import RowReport
from tests.builders import lists


def read(source: object, **options: Any) -> ListReport:
    options = {"areas": lists.Areas(), "today": lists.TODAY, "office_regency": "6201", **options}
    return report.read_list(source, **options)  # type: ignore[arg-type]


def codes(row: RowReport) -> set[str]:
    return {finding.code for finding in row.findings}


def people_of(found: ListReport) -> list[tuple[object, object]]:
    return [(row.values["nik"], row.values["name"]) for row in found.rows]


def expected(count: int, start: int = 0) -> list[tuple[str, str]]:
    return [(p.nik, p.name) for p in lists.people(count, start)]


def test_a_plain_list_is_read_whole(tmp_path: Path) -> None:
    found = read(lists.plain(tmp_path / "a.xlsx"))
    assert people_of(found) == expected(3)
    assert [row.row for row in found.rows] == [2, 3, 4]
    assert found.accepted == 3
    assert [row.findings for row in found.rows] == [(), (), ()]
    first, person = found.rows[0].values, lists.person(0)
    assert first["birth_date"] == person.born
    assert first["sex"] == "L"
    assert first["phone"] == "+62" + person.phone[1:]
    assert first["address"] == person.address


def test_a_village_letter_with_two_row_header_numbers_total_and_signature(tmp_path: Path) -> None:
    found = read(lists.village_letter(tmp_path / "surat.xlsx"))
    assert people_of(found) == expected(5)
    sheet = found.sheets[0]
    assert sheet.header_row == 9
    assert sheet.columns["birth_place"] == "TEMPAT, TANGGAL LAHIR TEMPAT"
    assert [reason for _, reason in sheet.skipped] == [
        "nomor kolom", "jumlah", "penutup daftar", "penutup daftar", "penutup daftar",
    ]  # fmt: skip
    row = found.rows[1]
    assert (row.row, row.values["sex"], row.values["rt"], row.values["rw"]) == (
        12,
        "P",
        "003",
        "001",
    )
    assert row.values["birth_date"] == lists.person(1).born
    assert row.extra == {"UKURAN BAJU": "XL"}
    assert row.values["village"] == "Sidorejo"
    assert "village_from_title" in codes(row)


def test_merged_villages_run_down(tmp_path: Path) -> None:
    found = read(lists.merged_villages(tmp_path / "a.xlsx"))
    assert [row.values["village"] for row in found.rows] == ["Sidorejo"] * 3 + ["Madurejo"] * 3


def test_group_rows_name_the_village_of_those_below(tmp_path: Path) -> None:
    found = read(lists.grouped(tmp_path / "a.xlsx"))
    assert [row.values["village"] for row in found.rows] == ["Sidorejo"] * 2 + ["Madurejo"] * 2
    assert [reason for _, reason in found.sheets[0].skipped] == ["judul kelompok", "jumlah"] * 2


def test_one_sheet_per_village_and_an_instruction_sheet(tmp_path: Path) -> None:
    found = read(lists.villages_on_sheets(tmp_path / "a.xlsx"))
    assert people_of(found) == expected(6)
    assert {row.sheet: row.values["village"] for row in found.rows} == {
        "Sidorejo": "Sidorejo",
        "Madurejo": "Madurejo",
    }
    assert [(s.name, s.chosen, s.has_list) for s in found.sheets] == [
        ("Petunjuk", False, False), ("Sidorejo", True, True), ("Madurejo", True, True),
        ("Kosong", False, False), ("Acuan", False, True),
    ]  # fmt: skip
    chosen = read(tmp_path / "a.xlsx", sheets=["Acuan"])
    assert people_of(chosen) == expected(1, 90)


def test_old_excel_keeps_merges_dates_and_damaged_numbers(tmp_path: Path) -> None:
    found = read(lists.xls(tmp_path / "a.xls"))
    assert [row.values["village"] for row in found.rows] == ["Sidorejo"] * 3
    assert [row.status.value for row in found.rows] == ["accepted", "accepted", "rejected"]
    assert "nik_rounded" in codes(found.rows[2])


def test_open_document_fills_areas_down(tmp_path: Path) -> None:
    found = read(lists.ods(tmp_path / "a.ods"))
    assert people_of(found) == expected(4)
    assert [row.values["village"] for row in found.rows] == ["Sidorejo"] * 4
    assert found.rows[2].values["birth_date"] == lists.person(2).born


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_lists_in_every_delimiter_and_encoding(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    text = lists.delimited(3, delimiter).replace("JOKO", "JOKÓ")
    path = tmp_path / "daftar.csv"
    path.write_bytes(text.encode(encoding))
    found = read(path)
    assert people_of(found) == expected(3)
    assert 'Gang "Buntu"' in str(found.rows[0].values["address"])


def test_a_declared_separator_counts_as_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=|\n" + lists.delimited(2, "|"), encoding="utf-8", newline="")
    found = read(path)
    assert [row.row for row in found.rows] == [3, 4]


def test_an_html_table_under_the_name_of_an_xls(tmp_path: Path) -> None:
    found = read(lists.html(tmp_path / "portal.xls"))
    assert people_of(found) == expected(3)


def test_pasted_rows() -> None:
    found = read(reader.read_pasted(lists.delimited(2, "\t")), name="Tempelan")
    assert people_of(found) == expected(2)
    assert found.file == "Tempelan"
    assert [row.row for row in found.rows] == [2, 3]


def test_several_lists_on_one_sheet(tmp_path: Path) -> None:
    rows = [["DESA SIDOREJO"], ["NO", "NIK", "NAMA"]]
    rows += [[n, p.nik, p.name] for n, p in enumerate(lists.people(2), 1)]
    rows += [[], ["DESA MADUREJO"], ["NAMA", "NIK", "NO HP"]]
    rows += [[p.name, p.nik, p.phone] for p in lists.people(2, 2)]
    found = read(lists.xlsx(tmp_path / "a.xlsx", ("Data", rows)))
    assert people_of(found) == expected(4)
    assert found.rows[3].values["phone"] == "+62" + lists.person(3).phone[1:]


def test_a_list_without_header_is_known_by_its_content(tmp_path: Path) -> None:
    rows = [[n, p.name, p.nik, p.born, p.sex] for n, p in enumerate(lists.people(6), 1)]
    found = read(lists.xlsx(tmp_path / "a.xlsx", ("Data", rows)))
    assert people_of(found) == expected(6)
    assert found.sheets[0].header_row == 0
    assert found.sheets[0].roles[0] == "number"
    assert found.rows[0].values["birth_date"] == lists.person(0).born


def test_numbered_empty_rows_are_no_persons(tmp_path: Path) -> None:
    rows: list[list[object]] = [list(lists.HEADERS), lists.person(0).row(1)]
    rows += [[number] for number in range(2, 6)]
    found = read(lists.xlsx(tmp_path / "a.xlsx", ("Data", rows)))
    assert len(found.rows) == 1
    assert [row for row, _ in found.sheets[0].skipped] == [3, 4, 5, 6]


def test_rows_without_nik_or_name_are_rejected_with_the_reason(tmp_path: Path) -> None:
    rows = [["NO", "NIK", "NAMA", "ALAMAT"], [1, "", "TANPA NIK", "Jl. A"],
            [2, lists.person(1).nik, "", "Jl. B"]]  # fmt: skip
    found = read(lists.xlsx(tmp_path / "a.xlsx", ("Data", rows)))
    assert [codes(row) & {"nik_missing", "name_missing"} for row in found.rows] == [
        {"nik_missing"},
        {"name_missing"},
    ]
    assert (found.accepted, found.rejected) == (0, 2)


def test_hidden_rows_are_read_and_marked(tmp_path: Path) -> None:
    rows = [list(lists.HEADERS), *(p.row(n) for n, p in enumerate(lists.people(3), 1))]
    path = lists.xlsx(
        tmp_path / "a.xlsx", ("Data", rows),
        draw=lambda book, page: page.set_row(2, None, None, {"hidden": True}),
    )  # fmt: skip
    found = read(path)
    assert [codes(row) for row in found.rows] == [set(), {"row_hidden"}, set()]
    assert found.accepted == 3


def test_formulas_without_result_and_error_cells_are_told(tmp_path: Path) -> None:
    def draw(book: Any, page: Any) -> None:
        page.write_formula(1, 2, '=UPPER("a")', None, "HASIL RUMUS")
        page.write_formula(1, 6, '="x"', None, "")
        page.write_formula(2, 6, "=1/0", None, "#DIV/0!")

    rows = [list(lists.HEADERS), *(p.row(n) for n, p in enumerate(lists.people(2), 1))]
    found = read(lists.xlsx(tmp_path / "a.xlsx", ("Data", rows), draw=draw))
    assert found.rows[0].values["name"] == "HASIL RUMUS"
    assert "cell_formula" in codes(found.rows[0])
    assert "cell_error" in codes(found.rows[1])


def test_a_stray_cell_in_the_last_corner_does_not_ask_for_all_memory(tmp_path: Path) -> None:
    rows = [list(lists.HEADERS), *(p.row(n) for n, p in enumerate(lists.people(2), 1))]
    path = lists.xlsx(
        tmp_path / "a.xlsx", ("Data", rows),
        draw=lambda book, page: page.write_string(1048575, 16383, "x"),
    )  # fmt: skip
    found = read(path)
    assert people_of(found)[:2] == expected(2)


def test_the_json_report_has_the_promised_shape(tmp_path: Path) -> None:
    rows = [["NIK", "NAMA"], ["123", "BUDI SANTOSO"], [lists.person(1).nik, lists.person(1).name]]
    found = read(lists.xlsx(tmp_path / "a.xlsx", ("Data", rows)))
    answer = json.loads(found.write_json("b-1"))
    assert list(answer) == ["file", "batch", "accepted", "rejected", "sheets", "rows"]
    assert (answer["file"], answer["batch"]) == ("a.xlsx", "b-1")
    assert answer["sheets"] == [
        {"name": "Data", "header_row": 1, "columns": {"nik": "NIK", "name": "NAMA"}}
    ]
    bad, good = answer["rows"]
    assert (bad["row"], bad["status"], bad["nik"]) == (2, "rejected", "123")
    assert bad["issues"][0]["code"] == "nik_length"
    assert set(bad["issues"][0]) == {"code", "field", "message"}
    assert (good["status"], good["nik"]) == ("accepted", lists.person(1).nik)


def test_cancel_and_progress(tmp_path: Path) -> None:
    path = lists.plain(tmp_path / "a.xlsx", 5)
    seen: list[tuple[int, int]] = []
    read(path, report=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (5, 5)
    with pytest.raises(Cancelled):
        read(path, is_cancelled=lambda: True)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["LAPORAN KEUANGAN"], ["Uraian", "Jumlah"], ["Semen", 12]], "no_list"),
        ([["NO", "NIK", "NAMA"]], "list_without_rows"),
        ([["Nama : Budi"], ["Alamat : Jl. A"]], "no_list"),
    ],
)
def test_a_workbook_without_persons_is_refused(
    tmp_path: Path, rows: list[list[object]], code: str
) -> None:
    with pytest.raises(UserError) as refusal:
        read(lists.xlsx(tmp_path / "a.xlsx", ("Data", rows)))
    assert refusal.value.code == code


def table(tmp_path: Path, rows: list[list[object]], draw: Any = None) -> ListReport:
    return read(lists.xlsx(tmp_path / "a.xlsx", ("Data", rows), draw=draw))


def test_a_header_repeated_on_each_page_keeps_the_village(tmp_path: Path) -> None:
    header: list[object] = ["NO", "NIK", "NAMA"]
    listed = [[n, p.nik, p.name] for n, p in enumerate(lists.people(4), 1)]
    found = table(
        tmp_path, [header, ["DESA SIDOREJO"], *listed[:2], header, [1, 2, 3], *listed[2:]]
    )
    assert people_of(found) == expected(4)
    assert [row.values["village"] for row in found.rows] == ["Sidorejo"] * 4
    assert found.sheets[0].skipped == [
        (2, "judul kelompok"),
        (5, "judul kolom"),
        (6, "nomor kolom"),
    ]


def test_group_titles_above_the_names_of_columns(tmp_path: Path) -> None:
    p = lists.person(0)
    rows: list[list[object]] = [
        ["DATA DIRI", "", "", "ALAMAT", ""],
        ["NO", "NIK", "NAMA", "RT", "DESA"],
        [1, p.nik, p.name, "003", "Sidorejo"],
    ]

    def merge(book: Any, page: Any) -> None:
        page.merge_range(0, 0, 0, 2, "DATA DIRI")
        page.merge_range(0, 3, 0, 4, "ALAMAT")

    found = table(tmp_path, rows, merge)
    assert people_of(found) == expected(1)
    assert (found.rows[0].values["rt"], found.rows[0].values["village"]) == ("003", "Sidorejo")


def test_two_header_rows_without_merges_in_a_text_list() -> None:
    p = lists.person(0)
    text = (
        "NO;NAMA;NIK;TEMPAT, TANGGAL LAHIR;;JENIS KELAMIN;\n;;;TEMPAT;TANGGAL;L;P\n"
        f"1;{p.name};{p.nik};{p.place};{p.born:%d/%m/%Y};v;\n"
    )
    found = read(reader.read_pasted(text))
    values = found.rows[0].values
    assert (values["birth_place"], values["birth_date"], values["sex"]) == (p.place, p.born, "L")


def test_sections_of_trades_are_kept_as_a_note(tmp_path: Path) -> None:
    first, second = lists.people(2)
    rows = [["NO", "NAMA", "NIK"], ["I", "TUKANG BATU"], [1, first.name, first.nik],
            ["II", "TUKANG KAYU"], [1, second.name, second.nik]]  # fmt: skip
    found = table(tmp_path, rows)
    assert people_of(found) == expected(2)
    assert [row.extra for row in found.rows] == [
        {"Kelompok": "TUKANG BATU"},
        {"Kelompok": "TUKANG KAYU"},
    ]


def test_the_name_of_a_sheet_tells_the_village(tmp_path: Path) -> None:
    def rows(start: int) -> list[list[object]]:
        return [list(lists.HEADERS), lists.person(start).row(1)]

    path = lists.xlsx(tmp_path / "a.xlsx", ("Sidorejo", rows(0)), ("Pasir Putih", rows(1)))
    found = read(path)
    assert [row.values["village"] for row in found.rows] == ["Sidorejo", "Pasir Putih"]
    path = lists.xlsx(tmp_path / "b.xlsx", ("Ds. Sidorejo", rows(0)), ("Tukang 2", rows(1)))
    found = read(path)
    assert [row.values.get("village") for row in found.rows] == ["Sidorejo", None]


def test_occupations_are_written_as_the_catalogue_does(tmp_path: Path) -> None:
    trade = Occupation("SI013070", "Tukang Besi Beton", 1, "Operator", "Sipil", "Gedung", "SK")
    other = Occupation("SI013067", "Tukang Pasang Perancah", 1, "Operator", "Sipil", "Gedung", "SK")
    higher = Occupation(
        "SI013066", "Tukang Pasang Perancah", 2, "Operator", "Sipil", "Gedung", "SK"
    )
    people = lists.people(4)
    names = ["tukang besi  beton", "Tukang Pasang Perancah", "Juru Masak", ""]
    rows = [["NIK", "NAMA", "Jabatan Kerja", "Jenjang"]]
    rows += [[p.nik, p.name, name, ""] for p, name in zip(people, names, strict=True)]
    path = lists.xlsx(tmp_path / "a.xlsx", ("Data", rows))
    found = read(path, catalogue=Catalogue((trade, other, higher)))
    one, two, three, four = found.rows
    assert one.values["occupation"] == "Tukang Besi Beton"
    assert (one.values["level"], one.values["occupation_code"]) == (1, "SI013070")
    assert "occupation_ambiguous" in codes(two)
    assert two.values["occupation"] == "Tukang Pasang Perancah"
    assert "occupation_unknown" in codes(three)
    assert three.values["occupation"] == "Juru Masak"
    assert not any(code.startswith("occupation") for code in codes(four))


def test_an_ods_that_reaches_the_end_of_the_sheet_is_refused(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    def filled(text: str) -> Any:
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=text))
        return cell

    def write(name: str, *, far: bool) -> Path:
        book, page = OpenDocumentSpreadsheet(), Table(name="A")
        for cells in (("NIK", "NAMA"), (lists.person(0).nik, lists.person(0).name)):
            row = TableRow()
            for text in cells:
                row.addElement(filled(text))
            page.addElement(row)
        blank = TableRow(numberrowsrepeated=1_000_000)
        blank.addElement(TableCell(numbercolumnsrepeated=1024))
        page.addElement(blank)
        if far:
            row = TableRow()
            row.addElement(TableCell(numbercolumnsrepeated=16_000))
            row.addElement(filled("x"))
            page.addElement(row)
        book.spreadsheet.addElement(page)
        book.save(str(tmp_path / name))
        return tmp_path / name

    assert people_of(read(write("biasa.ods", far=False))) == expected(1)
    with pytest.raises(UserError) as refusal:
        read(write("jauh.ods", far=True))
    assert refusal.value.code == "file_far_cell"


def test_a_sheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refusal:
        read(lists.plain(tmp_path / "a.xlsx"), sheets=["Madurejo"])
    assert refusal.value.code == "sheet_not_found"
    assert "Peserta" in str(refusal.value)


def test_marks_for_as_above_are_filled(tmp_path: Path) -> None:
    marks = ["Sidorejo", '"', "sda", "Madurejo", "idem"]
    rows: list[list[object]] = [["NIK", "NAMA", "DESA"]]
    rows += [[p.nik, p.name, mark] for p, mark in zip(lists.people(5), marks, strict=True)]
    found = table(tmp_path, rows)
    assert [row.values["village"] for row in found.rows] == ["Sidorejo"] * 3 + ["Madurejo"] * 2


def test_day_month_and_year_in_columns_of_their_own(tmp_path: Path) -> None:
    p, q = lists.people(2)
    rows: list[list[object]] = [
        ["NO", "NIK", "NAMA", "TANGGAL LAHIR", "", ""],
        ["", "", "", "TGL", "BLN", "THN"],
        [1, p.nik, p.name, p.born.day, p.born.month, p.born.year],
        [2, q.nik, q.name, str(q.born.day), "Juli", str(q.born.year)],
    ]
    found = table(tmp_path, rows)
    assert [row.values["birth_date"] for row in found.rows] == [p.born, q.born]


def test_a_row_that_shows_how_to_fill_in_is_no_person(tmp_path: Path) -> None:
    p = lists.person(0)
    rows = [["NO", "NIK", "NAMA"], ["Contoh", lists.person(5).nik, "BUDI CONTOH"],
            ["", "(16 angka)", "(sesuai KTP)"], [1, p.nik, p.name]]  # fmt: skip
    found = table(tmp_path, rows)
    assert people_of(found) == expected(1)
    assert [reason for _, reason in found.sheets[0].skipped] == [
        "contoh pengisian",
        "keterangan kolom",
    ]


def test_spaced_out_and_broken_headers(tmp_path: Path) -> None:
    p = lists.person(0)
    header = ["N O", "N I K", "N A M A", "TEMPAT/\nTGL LAHIR", "JENIS\nKELAMIN\n(L/P)"]
    rows = [header, [1, p.nik, p.name, f"P. Bun/ {p.born:%d-%m-%Y}", p.sex]]
    found = table(tmp_path, rows)
    assert found.rows[0].values["birth_date"] == p.born
    assert found.rows[0].findings == ()
