"""What a file is, told by its content; and what is said when it is no list."""

from __future__ import annotations

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain.errors import UserError
from sertidesk.intake import reader
from sertidesk.intake.refusals import LARGEST_FILE
from tests.builders import lists


def refusal(source: Path | bytes) -> UserError:
    with pytest.raises(UserError) as caught:
        reader.read_workbook(source)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "{" not in sentence
    return caught.value


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf \r\n", "file_empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "file_picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "file_picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(50), "file_picture"),
        (b"%PDF-1.7\n...", "file_pdf"),
        (b"{\\rtf1 daftar}", "file_word"),
        (zipped("word/document.xml"), "file_word"),
        (zipped("ppt/presentation.xml"), "file_word"),
        (zipped("foto.jpg"), "file_archive"),
        (b"Rar!\x1a\x07\x00", "file_archive"),
        (b"PK\x03\x04 terpotong", "file_broken"),
        (OLE, "file_broken"),
        (OLE + "WordDocument".encode("utf-16-le"), "file_word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "file_locked"),
        (OLE + "Workbook".encode("utf-16-le"), "file_broken"),
        (b"\x09\x04\x06\x00" + bytes(20), "file_old_excel"),
        (b"MZ" + bytes(range(256)) * 8, "file_broken"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_the_ending_of_the_name_counts_nothing(tmp_path: Path) -> None:
    path = lists.plain(tmp_path / "daftar.csv")
    assert reader.read_workbook(path)[0].name == "Peserta"
    text = tmp_path / "daftar.xlsx"
    text.write_text(lists.delimited(2), encoding="utf-8")
    assert reader.read_workbook(text)[0].rows[0][1] == "NIK"


@pytest.mark.parametrize("kept", [0.05, 0.3, 0.6, 0.95])
def test_a_cut_off_workbook(tmp_path: Path, kept: float) -> None:
    content = lists.plain(tmp_path / "a.xlsx", 40).read_bytes()
    assert refusal(content[: int(len(content) * kept)]).code == "file_broken"


def test_a_locked_workbook(tmp_path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    lists.plain(tmp_path / "a.xlsx")
    with (tmp_path / "a.xlsx").open("rb") as source, (tmp_path / "b.xlsx").open("wb") as target:
        OOXMLFile(source).encrypt("rahasia", target)
    assert refusal(tmp_path / "b.xlsx").code == "file_locked"


def test_places_that_hold_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "tidak ada.xlsx").code == "file_not_found"
    assert refusal(tmp_path).code == "file_is_folder"
    lock = tmp_path / "~$daftar.xlsx"
    lock.write_bytes(b"x" * 165)
    assert refusal(lock).code == "file_is_lock"


def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lists.plain(tmp_path / "daftar.xlsx")

    def held(self: Path) -> bytes:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "read_bytes", held)
    answer = refusal(path)
    assert answer.code == "file_in_use"
    assert "daftar.xlsx" in str(answer)


def test_a_file_too_large_is_not_even_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "besar.csv"
    with path.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    assert refusal(path).code == "file_too_large"


def test_an_empty_workbook(tmp_path: Path) -> None:
    assert refusal(lists.xlsx(tmp_path / "a.xlsx", ("Data", []))).code == "file_without_cells"


def test_pasting_nothing() -> None:
    with pytest.raises(UserError) as caught:
        reader.read_pasted(" \n")
    assert caught.value.code == "paste_empty"


def test_a_stray_quotation_mark_does_not_swallow_the_list() -> None:
    people = lists.people(40)
    lines = ["NIK;NAMA", *(f'{p.nik};"{p.name}' if n == 3 else f"{p.nik};{p.name}"
                           for n, p in enumerate(people))]  # fmt: skip
    sheet = reader.read_pasted("\n".join(lines))[0]
    assert len(sheet.rows) == 41


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        reader.read_workbook(content)
    except UserError as error:
        assert str(error)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(_sample(kind))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    try:
        reader.read_workbook(bytes(content))
    except UserError as error:
        assert str(error)


@cache
def _sample(kind: str) -> bytes:
    write = {"xlsx": lists.plain, "xls": lists.xls, "ods": lists.ods}[kind]
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder) / f"a.{kind}").read_bytes()


def test_a_size_that_an_old_workbook_only_claims(tmp_path: Path) -> None:
    content = bytearray(lists.xls(tmp_path / "a.xls").read_bytes())
    assert reader.read_workbook(bytes(content))
    size = content.index(b"\x00\x02\x0e\x00") + 4  # the DIMENSIONS record of the sheet
    content[size + 1] = 0xC3  # the first row now lies far behind the last
    assert refusal(bytes(content)).code == "file_broken"


@pytest.mark.parametrize(
    "address", ['"Jl. Buntu', 'Jl. 5" lebar', '"Jl. Satu" RT 2', '"Jl. Dua\nGang Tiga"']
)
def test_a_stray_quotation_mark_swallows_nobody(address: str) -> None:
    lines = ["NIK;NAMA;ALAMAT;HP", f"1;ANI;{address};081", '2;BUDI;"Jl; Raya";082', "3;CICI;x;083"]
    (sheet,) = reader.read_workbook("\r\n".join(lines).encode(), name="a.csv")
    assert [row[:2] for row in sheet.rows[1:]] == [["1", "ANI"], ["2", "BUDI"], ["3", "CICI"]]
    assert sheet.rows[2][2:] == ["Jl; Raya", "082"]
    assert sheet.rows[1][3] == "081"
