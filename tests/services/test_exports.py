"""Every kind of export: what it refuses, sheets and cell types, layouts and learnt forms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation

from sertidesk.db import tables
from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Direction
from sertidesk.export.form import FormMapping
from sertidesk.paths import resource
from sertidesk.services import (
    activity,
    complaints,
    exports,
    fees,
    forms,
    layouts,
    letters,
    meetings_edits,
    participants,
    recaps,
    records,
    schedule_edits,
    settings,
    submission,
    transfers,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

BNSP = (
    "No|NAMA ASESI|NIK|TEMPAT LAHIR|TANGGAL LAHIR (dd/mm/yyyy)|JENIS KELAMIN (L/P)|TEMPAT TINGGAL"
    "|KODE KOTA|KODE PROVINSI|TELP|EMAIL|KODE PENDIDIKAN|KODE PEKERJAAN|KODE JADWAL"
    "|TANGGAL UJI (hh/bb/yyyy)|NOMOR REGISTRASI ASESOR|KODE SUMBER ANGGARAN|KODE KEMENTERIAN|K/BK"
)
PERSON: dict[str, object] = {
    "nik": "6201011205900001",
    "name": "BUDI CONTOH",
    "title_before": "Ir.",
    "title_after": "M.T.",
    "birth_place": "Pangkalan Bun",
    "birth_date": date(1990, 5, 12),
    "sex": "L",
    "address": "Jl. Contoh 1",
    "rt": "001",
    "rw": "002",
    "village": "Baru",
    "district": "Arut Selatan",
    "regency": "Kotawaringin Barat",
    "province": "Kalimantan Tengah",
    "postcode": "74112",
    "phone": "+6281234567890",
    "npwp": "012345678901000",
    "education_level": "SMA",
    "occupation": "Tukang Bangunan Gedung",
    "subclassification": "Gedung",
}


@pytest.fixture
def made(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026, lsp="LSP Uji Coba")
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def enrolled(store: Store, made: Activity) -> str:
    session = {"date": date(2026, 3, 3), "starts": "8", "ends": "10"}
    schedule_edits.add(store, made, session)
    meeting = meetings_edits.add(store, made).subject or ""
    meetings_edits.agree(store, meeting, {"what": "Mengirim daftar"})
    letters.register(store, Direction.OUT, {"subject": "Undangan"}, activity_id=made.id)
    fees.add(store, made, {"amount": 1, "payer": "applicant"})
    complaints.add(store, {"what": "Jadwal berubah", "activity_id": made.id})
    return participants.add(store, made.id, PERSON).subject or ""


@pytest.fixture
def form_path(tmp_path: Path) -> Path:
    """Make an LSP's form: head, framed rows, a drop-down, a formula, a total, another sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Peserta"
    sheet["A1"] = "LSP UJI COBA"
    sheet["A1"].font = Font(bold=True, color="FF0000")
    headers = ("No", "Nama Lengkap", "NIK", "Tempat, Tanggal Lahir", "L/P", "No. HP", "Umur+1",
               "Keterangan")  # fmt: skip
    thin = Side(style="thin")
    for column, header in enumerate(headers, 1):
        sheet.cell(3, column).value = header
        for row in range(3, 7):
            sheet.cell(row, column).border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for row in range(4, 7):
        sheet.cell(row, 7).value = f"=LEN(B{row})"
    sheet["B7"], sheet["C7"] = "JUMLAH", "=COUNTA(C4:C6)"
    choices = DataValidation("list", formula1='"L,P"', sqref="E4:E6")
    sheet.data_validations.dataValidation.append(choices)
    book.create_sheet("Petunjuk")["A1"] = "Jangan diubah"
    path = tmp_path / "Formulir LSP.xlsx"
    book.save(path)
    return path


def cells(path: Path, sheet: str = "") -> dict[str, openpyxl.cell.cell.Cell]:
    """Return the cells of the first row below the header, by header."""
    book = openpyxl.load_workbook(path)
    found = book[sheet] if sheet else book.worksheets[0]
    for row in found.iter_rows():
        named = {cell.value: cell.column for cell in row if cell.value}
        if {"NIK", "nik"} & named.keys():
            below = row[0].row + 1
            return {str(name): found.cell(below, column) for name, column in named.items()}
    raise AssertionError("no header")


@pytest.mark.parametrize("kind", [kind for kind in exports.KINDS if kind != "template"])
def test_an_activity_without_participants_is_refused(
    store: Store, made: Activity, tmp_path: Path, kind: str
) -> None:
    with pytest.raises(UserError) as refused:
        exports.write(store, made, kind, tmp_path / "a.xlsx")
    assert refused.value.code == "nothing_to_export"
    assert not list(tmp_path.glob("*.xlsx"))


@pytest.mark.parametrize("kind", [kind for kind in exports.KINDS if kind != "portal-bundle"])
def test_every_kind_writes_a_workbook(
    store: Store, made: Activity, enrolled: str, tmp_path: Path, kind: str
) -> None:
    written = exports.write(store, made, kind, tmp_path / f"{kind}.xlsx")
    assert written.rows == (0 if kind == "template" else 1)
    openpyxl.load_workbook(written.path).close()


def test_bnsp_sheet_is_exact(store: Store, made: Activity, enrolled: str, tmp_path: Path) -> None:
    exports.write(store, made, "bnsp", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Data Asesmen"]
    header, first = list(book["Data Asesmen"].iter_rows(values_only=True))
    assert "|".join(header) == BNSP
    told = dict(zip(header, first, strict=True))
    assert told["NIK"] == "6201011205900001"
    assert told["KODE KOTA"] == "6201"
    assert told["KODE PROVINSI"] == "62"
    assert told["TELP"] == "081234567890"
    assert told["TANGGAL LAHIR (dd/mm/yyyy)"].date() == date(1990, 5, 12)


def test_digits_are_text_cells(store: Store, made: Activity, enrolled: str, tmp_path: Path) -> None:
    exports.write(store, made, "lsp", tmp_path / "a.xlsx")
    row = cells(tmp_path / "a.xlsx")
    told = {
        "NIK": "6201011205900001",
        "NOMOR HP": "081234567890",
        "KODE POS": "74112",
        "NPWP": "012345678901000",
        "RT": "001",
    }
    for header, value in told.items():
        assert (row[header].value, row[header].data_type) == (value, "s")
        assert row[header].number_format == "@"


def test_bnsp_codes_come_from_the_settings(
    store: Store, made: Activity, enrolled: str, tmp_path: Path
) -> None:
    settings.put(store, {"bnsp_education_codes": {"SMA": "3"}, "bnsp_budget_code": "01"})
    exports.write(store, made, "bnsp", tmp_path / "a.xlsx")
    row = cells(tmp_path / "a.xlsx")
    assert (row["KODE PENDIDIKAN"].value, row["KODE SUMBER ANGGARAN"].value) == ("3", "01")
    assert row["KODE KEMENTERIAN"].value is None


def test_siki_fills_each_sheet_from_its_own_rows(
    store: Store, made: Activity, enrolled: str, tmp_path: Path
) -> None:
    with store.write("uji") as tx:
        person_id = participants.person_of(tx, enrolled)
        for title in ("Gedung A", "Gedung B"):
            tx.insert(
                tables.experience,
                {"person_id": person_id, "project": title, "started_on": date(2020, 1, 1)},
            )
    written = exports.write(store, made, "siki", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", read_only=True)
    projects = [str(row) for row in book["Proyek"].iter_rows(values_only=True)]
    assert sum("Gedung" in row for row in projects) == 2
    assert cells(tmp_path / "a.xlsx", "Personalia")["NIK"].value == "6201011205900001"
    assert "1 peserta masih kurang data yang diwajibkan" in written.notes[0]
    book.close()


def test_what_goes_to_a_portal_is_logged_and_our_own_list_is_not(
    store: Store, made: Activity, enrolled: str, tmp_path: Path
) -> None:
    exports.write(store, made, "participants", tmp_path / "a.xlsx")
    assert transfers.of_activity(store, made.id) == []
    exports.write(store, made, "siki", tmp_path / "b.xlsx")
    exports.write(store, made, "bnsp", tmp_path / "c.xlsx")
    logged = transfers.of_activity(store, made.id)
    assert [one.recipient for one in logged] == ["LSP Uji Coba", "SIKI"]


def test_an_unknown_layout_is_refused_with_the_names_there_are(
    store: Store, made: Activity, enrolled: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="sipjaki-pemohon-skk") as refused:
        exports.write(store, made, "sipjaki", tmp_path / "a.xlsx", layout="tidak-ada")
    assert refused.value.code == "layout_unknown"
    with pytest.raises(UserError):
        exports.write(store, made, "siki", tmp_path / "a.xlsx", layout="peserta")
    exports.write(store, made, "sipjaki", tmp_path / "a.xlsx", layout="sipjaki-pemohon-skk")


def test_an_office_layout_can_be_chosen_and_stands_in_for_a_shipped_one(
    store: Store, made: Activity, enrolled: str, tmp_path: Path
) -> None:
    name = layouts.copy(store, "peserta").subject or ""
    text = resource("layouts", "peserta.toml").read_text("utf-8")
    layouts.save(store, text.replace('"peserta"', f'"{name}"').replace('"NAMA"', '"NAMA LENGKAP"'))
    exports.write(store, made, "participants", tmp_path / "a.xlsx", layout=name)
    assert cells(tmp_path / "a.xlsx")["NAMA LENGKAP"].value == "Ir. BUDI CONTOH, M.T."
    layouts.save(store, text.replace('"NAMA"', '"NAMA WARGA"'))
    exports.write(store, made, "participants", tmp_path / "b.xlsx")
    assert "NAMA WARGA" in cells(tmp_path / "b.xlsx")
    layouts.remove(store, "peserta")
    exports.write(store, made, "participants", tmp_path / "b.xlsx")
    assert "NAMA" in cells(tmp_path / "b.xlsx")


def test_a_damaged_office_layout_stops_nobody_elses_work(
    store: Store, made: Activity, enrolled: str, tmp_path: Path
) -> None:
    with store.write("uji") as tx:
        tx.insert(tables.layout, {"name": "rusak", "toml": "name = 1"})
    exports.write(store, made, "lsp", tmp_path / "a.xlsx")
    with pytest.raises(UserError, match=r"rusak\.toml"):
        exports.write(store, made, "lsp", tmp_path / "b.xlsx", layout="rusak")


def test_shipped_layouts_can_be_copied_but_not_removed(store: Store) -> None:
    assert layouts.copy(store, "siki").subject == "siki-salinan"
    assert layouts.copy(store, "siki").subject == "siki-salinan-2"
    with pytest.raises(UserError) as refused:
        layouts.remove(store, "siki")
    assert refused.value.code == "layout_shipped"


def test_a_broken_layout_is_not_saved(store: Store) -> None:
    with pytest.raises(UserError) as refused:
        layouts.save(store, 'name = "x"\ntitle = "X"\nkind = "lsp"\n')
    assert refused.value.code == "layout_invalid"


def test_a_form_is_learnt_and_filled_keeping_what_is_theirs(
    store: Store, made: Activity, enrolled: str, tmp_path: Path, form_path: Path
) -> None:
    learnt = forms.learn(store, form_path, "LSP Uji")
    assert (learnt.sheet, learnt.header_row) == ("Peserta", 3)
    assert [(column.letter, column.label) for column in learnt.columns] == [
        ("A", "Nomor urut"),
        ("B", "Nama sesuai KTP"),
        ("C", "NIK"),
        ("D", "Tempat, tanggal lahir"),
        ("E", "Jenis kelamin"),
        ("F", "Nomor HP"),
        ("G", "(tidak diisi)"),
        ("H", "Catatan"),
    ]
    form_path.unlink()  # it is kept by content
    for number in range(2, 6):
        participants.add(store, made.id, PERSON | {"nik": f"620101120590000{number}"})
    exports.write(store, made, "lsp", tmp_path / "isi.xlsx", layout="LSP Uji")
    book = openpyxl.load_workbook(tmp_path / "isi.xlsx")
    sheet = book["Peserta"]
    assert book.sheetnames == ["Peserta", "Petunjuk"]
    assert sheet["A1"].font.color.rgb == "00FF0000"
    assert [sheet.cell(row, 3).value for row in range(4, 9)] == [
        f"620101120590000{number}" for number in range(1, 6)
    ]
    assert (sheet["C4"].data_type, sheet["C4"].number_format) == ("s", "@")
    assert sheet["D4"].value == "Pangkalan Bun, 12 Mei 1990"
    assert sheet["G8"].value == "=LEN(B8)"
    assert sheet["C9"].value == "=COUNTA(C4:C8)"
    assert "E4:E8" in str(sheet.data_validations.dataValidation[0].sqref)
    (sent,) = submission.listing(store, made)
    assert (sent.layout, sent.persons) == ("LSP Uji", 5)


def test_learning_the_same_name_again_replaces_it(store: Store, form_path: Path) -> None:
    forms.learn(store, form_path, "LSP Uji")
    book = openpyxl.load_workbook(form_path)
    book["Peserta"]["F3"] = "Surel"
    book.save(form_path)
    forms.learn(store, form_path, "  LSP  Uji ")
    (form,) = forms.listing(store)
    assert "email" in form.mapping.fields
    assert "phone" not in form.mapping.fields


def test_a_form_may_not_take_a_layouts_name(store: Store, form_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        forms.learn(store, form_path, "lsp-sertidesk")
    assert refused.value.code == "form_name_taken"
    with pytest.raises(UserError) as refused:
        forms.learn(store, form_path, " ")
    assert refused.value.code == "form_without_name"


def test_a_mapping_can_be_corrected(store: Store, form_path: Path) -> None:
    learnt = forms.learn(store, form_path, "LSP Uji")
    data = learnt.mapping.to_dict()
    columns = data["columns"]
    assert isinstance(columns, list)
    columns[1]["field"] = "full_name"
    forms.change_mapping(store, "LSP Uji", FormMapping.from_dict(data))
    (form,) = forms.listing(store)
    assert form.mapping.fields[0] == "full_name"
    (first,) = forms.preview(form.mapping, [{"full_name": "Ir. ANI", "sex": "P"}])
    assert first[:2] == (1, "Ir. ANI")


def test_a_supplement_fills_the_forms_own_remarks(
    store: Store, made: Activity, enrolled: str, tmp_path: Path, form_path: Path
) -> None:
    forms.learn(store, form_path, "LSP Uji")
    submission.send(store, made, tmp_path / "a.xlsx", "LSP Uji")
    participants.save(store, enrolled, {"phone": "+62811111111"})
    submission.send(store, made, tmp_path / "s.xlsx", "LSP Uji", supplement=True)
    row = cells(tmp_path / "s.xlsx")
    assert row["Keterangan"].value == "Perubahan: Nomor HP (semula 081234567890)"


def test_missing_required_values_are_told_by_person(
    store: Store, made: Activity, enrolled: str
) -> None:
    participants.add(store, made.id, {"name": "TANPA DATA"})
    recap = recaps.resolve(store, "lsp")
    rows = recaps.rows_for(store, made, recap)
    (lacking,) = recaps.missing(recap, rows)
    assert lacking.name == "TANPA DATA"
    assert "NIK" in lacking.headers
    assert "NOMOR HP" in lacking.headers


def test_rows_have_what_is_computed(store: Store, made: Activity, enrolled: str) -> None:
    (row,) = records.for_files(store, made).participants
    assert row["full_name"] == "Ir. BUDI CONTOH, M.T."
    assert row["birth_place_date"] == "Pangkalan Bun, 12 Mei 1990"
    assert row["age"] == 35
    assert row["village_code"].startswith("620102")
    assert row["nik_regency"] == "Kabupaten Kotawaringin Barat"
    assert row["subclassification_code"] == "SI01"
    assert row["clarification_state"] == "Belum dikirim"
    assert row["document_state"] == "Belum lengkap"


def test_a_nik_of_a_former_regency_tells_where_it_is_now(store: Store, made: Activity) -> None:
    participants.add(store, made.id, {"nik": "9101011205900001", "name": "ANI"})
    (row,) = records.for_files(store, made).participants
    assert row["nik_province"] == "Papua Selatan"
    assert "Merauke" in row["nik_regency"]


def test_file_names_come_from_the_attachments(store: Store, made: Activity, enrolled: str) -> None:
    with store.write("uji") as tx:
        tx.insert(
            tables.attachment,
            {
                "person_id": participants.person_of(tx, enrolled),
                "participant_id": enrolled,
                "requirement": "ktp",
                "sha256": "0" * 64,
                "file_name": "ktp budi.jpg",
                "media_type": "image/jpeg",
                "size": 1,
                "added_at": tx.at,
            },
        )
    (row,) = records.for_files(store, made, wanted={"file_ktp"}).participants
    assert row["file_ktp"] == "ktp budi.jpg"
    assert row["file_photo"] is None


def test_disdukcapils_recap_takes_another_layout_of_its_kind(
    store: Store, made: Activity, enrolled: str, tmp_path: Path
) -> None:
    text = resource("layouts", "disdukcapil.toml").read_text("utf-8")
    own = text.replace('name = "disdukcapil"', 'name = "dukcapil-singkat"')
    layouts.save(store, own.replace('"NAMA LENGKAP"', '"NAMA WARGA"'))
    exports.write(store, made, "disdukcapil", tmp_path / "a.xlsx", layout="dukcapil-singkat")
    assert cells(tmp_path / "a.xlsx")["NAMA WARGA"].value == "BUDI CONTOH"
    with pytest.raises(UserError, match="dukcapil-singkat"):
        exports.write(store, made, "disdukcapil", tmp_path / "b.xlsx", layout="siki")
