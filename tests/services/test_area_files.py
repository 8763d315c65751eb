"""Areas from the office's own file: taken, corrected, refused with the place, undone."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sertidesk.domain.errors import UserError
from sertidesk.services import area_files, area_paths, history
from sertidesk.services.areas import office_areas
from sertidesk.services.store import Store


def csv_file(folder: Path, text: str) -> Path:
    path = folder / "wilayah.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_new_village_is_known_everywhere_after_its_import(store: Store, tmp_path: Path) -> None:
    text = "Daftar desa baru\n\nKode;Nama;Kode Pos\n62.01.02.9001;Desa Uji Baru;74119\n"
    done = area_files.bring_in(store, csv_file(tmp_path, text))
    assert (done.taken, done.skipped) == (1, ())
    book = office_areas(store)
    assert book.village("6201029001") == "Desa Uji Baru"
    (first, *_) = area_paths.propose(book, "village", "uji baru", {}, "62.01")
    assert first.values["postcode"] == "74119"
    assert first.values["district"] == "Arut Selatan"
    history.undo(store, done.changes.change_set)
    assert office_areas(store).village("6201029001") is None


def test_a_known_code_gets_its_new_name(store: Store, tmp_path: Path) -> None:
    for name in ("Mendawai Lama", "Mendawai Indah"):
        text = f"kode,nama\n6201021003,{name}\n"
        area_files.bring_in(store, csv_file(tmp_path, text))
    assert [line.name for line in area_files.own(store)] == ["Mendawai Indah"]
    assert office_areas(store).village("6201021003") == "Mendawai Indah"
    area_files.remove(store, [area_files.own(store)[0].id])
    assert office_areas(store).village("6201021003") == "Mendawai"


def test_every_row_not_taken_is_named_with_its_reason(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["KODE", "NAMA WILAYAH", "KODE POS"],
        ["62.01.02.9001", "Desa Uji", "74119"],
        [62.01, "Kabupaten", None],
        ["62.01.02.9002", None, None],
        ["62.01.02.9003", "Pos Salah", "7411"],
        ["62.99.01", "Tanpa Induk", None],
        ["62.01.99", "Kecamatan Baru", None],
        ["62.01.99.2001", "Desa di Kecamatan Baru", None],
    ):
        book.active.append(row)
    path = tmp_path / "wilayah.xlsx"
    book.save(path)
    done = area_files.bring_in(store, path)
    assert done.taken == 3
    assert [one.row for one in done.skipped] == [3, 4, 5, 6]
    assert "teks" in done.skipped[0].reason
    assert "62.99" in done.skipped[3].reason


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nama,nik\nBudi,1\n", "Kode"),
        ("kode,nama\nabc,Desa\n", "Tidak ada wilayah"),
        ("kode,nama\n", "Tidak ada wilayah"),
    ],
)
def test_a_file_without_areas_changes_nothing(
    store: Store, tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(UserError, match=told):
        area_files.bring_in(store, csv_file(tmp_path, text))
    assert area_files.own(store) == []
