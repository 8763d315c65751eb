"""What a file is, told by its content and never by its ending, and the sentences that refuse it."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from sertidesk.domain.errors import UserError

LARGEST_FILE = 100 * 1024 * 1024
LARGEST_UNPACKED = 600 * 1024 * 1024

DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,  # a member that asks for a password, or a method that is not there
    NotImplementedError,
)
"""What the standard library raises for an archive that is damaged."""


class Format(StrEnum):
    """The formats that a list comes in."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    TEXT = "text"


_SAVE_AGAIN = "Mintalah daftar dalam bentuk Excel (.xlsx), lalu pilih berkas itu."
_PICTURE = "Berkas {file} adalah gambar, bukan daftar. " + _SAVE_AGAIN
_DOCUMENT = (
    "Berkas {file} adalah dokumen Word. Salin tabelnya ke lembar Excel, simpan sebagai .xlsx, "
    "lalu pilih berkas itu; atau tempel tabelnya langsung di sini."
)
_ARCHIVE = "Berkas {file} adalah arsip terkompresi. Ekstrak dahulu, lalu pilih daftar di dalamnya."

_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "file_picture", _PICTURE),
    (b"\xff\xd8\xff", "file_picture", _PICTURE),
    (b"GIF8", "file_picture", _PICTURE),
    (b"BM", "file_picture", _PICTURE),
    (b"II*\x00", "file_picture", _PICTURE),
    (b"MM\x00*", "file_picture", _PICTURE),
    (b"RIFF", "file_picture", _PICTURE),
    (
        b"%PDF",
        "file_pdf",
        "Berkas {file} adalah PDF, bukan daftar Excel. " + _SAVE_AGAIN,
    ),
    (b"{\\rtf", "file_word", _DOCUMENT),
    (b"Rar!", "file_archive", _ARCHIVE),
    (b"7z\xbc\xaf", "file_archive", _ARCHIVE),
    (b"\x1f\x8b", "file_archive", _ARCHIVE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_HTML_SIGNS = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<head", b"<body", b"<tr")


def load(path: Path) -> bytes:
    """Return the content of a file, or tell why it cannot be opened."""
    name = path.name
    if name.startswith("~$"):
        raise UserError(
            "file_is_lock",
            "Berkas {file} hanya penanda bahwa daftar sedang dibuka di Excel. Tutup Excel, lalu "
            "pilih daftar yang namanya tanpa “~$”.",
            file=name,
        )
    try:
        if path.is_dir():
            raise UserError(
                "file_is_folder",
                "{file} adalah folder. Buka folder itu, lalu pilih satu berkas daftar.",
                file=name,
            )
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise too_large(name)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError(
            "file_not_found",
            "Berkas {file} tidak ditemukan. Periksa letaknya, lalu pilih kembali.",
            file=name,
        ) from error
    except PermissionError as error:
        raise UserError(
            "file_in_use",
            "Berkas {file} tidak dapat dibuka. Tutup dahulu di Excel atau periksa izin berkasnya, "
            "lalu coba lagi.",
            file=name,
        ) from error
    except OSError as error:
        raise UserError(
            "file_unreadable",
            "Berkas {file} tidak dapat dibaca dari penyimpanannya. Salin ke komputer ini, lalu "
            "coba lagi.",
            file=name,
        ) from error


def recognise(content: bytes, name: str) -> Format:
    """Return the format of a list, or refuse what is none."""
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise UserError(
            "file_empty",
            "Berkas {file} kosong. Periksa apakah salinannya lengkap, lalu pilih kembali.",
            file=name,
        )
    if len(content) > LARGEST_FILE:
        raise too_large(name)
    if content.startswith(b"PK"):
        return _zipped(content, name)
    if content.startswith(_OLE):
        return _compound(content, name)
    for beginning, code, sentence in _BEGINNINGS:
        if content.startswith(beginning):
            raise UserError(code, sentence, file=name)
    if content[4:8] == b"ftyp":
        raise UserError("file_picture", _PICTURE, file=name)
    if content.startswith(_OLD_EXCEL):
        raise UserError(
            "file_old_excel",
            "Berkas {file} dibuat dengan Excel yang sangat lama. Buka di Excel atau LibreOffice, "
            "simpan sebagai .xlsx, lalu pilih berkas itu.",
            file=name,
        )
    if content[:4] in (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00"):
        return Format.XLS  # a bare BIFF stream, without the container around it
    head = content[:4096].lower().replace(b"\x00", b"")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise UserError(
            "file_old_excel",
            "Berkas {file} disimpan sebagai “XML Spreadsheet 2003”. Buka di Excel, simpan sebagai "
            ".xlsx, lalu pilih berkas itu.",
            file=name,
        )
    if any(sign in head for sign in _HTML_SIGNS):
        return Format.HTML
    if _is_binary(content):
        raise broken(name)
    return Format.TEXT


def _zipped(content: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {info.filename for info in archive.infolist()}
            if sum(info.file_size for info in archive.infolist()) > LARGEST_UNPACKED:
                raise too_large(name)
            if "xl/workbook.bin" in members:
                return Format.XLSB
            if any(member.lower().startswith("xl/") for member in members):
                return Format.XLSX
            if "mimetype" in members:
                kind = archive.read("mimetype")[:120]
                if b"spreadsheet" in kind:
                    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                        raise locked(name)
                    return Format.ODS
                if b"opendocument.text" in kind:
                    raise UserError("file_word", _DOCUMENT, file=name)
    except DAMAGE as error:
        raise broken(name) from error
    if any(member.startswith("word/") for member in members):
        raise UserError("file_word", _DOCUMENT, file=name)
    if any(member.startswith("ppt/") for member in members):
        raise UserError("file_word", "Berkas {file} adalah presentasi. " + _SAVE_AGAIN, file=name)
    raise UserError("file_archive", _ARCHIVE, file=name)


def _compound(content: bytes, name: str) -> Format:
    """Tell an old workbook, a locked workbook and a Word document apart."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked(name)
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return Format.XLS
    if "WordDocument".encode("utf-16-le") in content:
        raise UserError("file_word", _DOCUMENT, file=name)
    raise broken(name)


def _is_binary(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    sample = content[:8192]
    zeros = sample.count(0)
    if zeros:
        # UTF-16 without its mark: every other byte of plain letters is zero.
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        return max(even, odd) < 0.6 * (len(sample) // 2) or min(even, odd) > 0.05 * len(sample)
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return controls > len(sample) // 50


def broken(name: str) -> UserError:
    """Return the refusal of a file that is cut off or damaged."""
    return UserError(
        "file_broken",
        "Berkas {file} rusak atau terpotong dan tidak dapat dibaca. Mintalah salinan yang utuh, "
        "atau buka di Excel dan simpan ulang sebagai .xlsx.",
        file=name,
    )


def locked(name: str) -> UserError:
    """Return the refusal of a file that asks for a password."""
    return UserError(
        "file_locked",
        "Berkas {file} terkunci kata sandi. Buka di Excel, hapus kata sandinya (Simpan Sebagai > "
        "Alat > Opsi Umum), lalu pilih kembali.",
        file=name,
    )


def too_large(name: str) -> UserError:
    """Return the refusal of a file that no list of persons fills."""
    return UserError(
        "file_too_large",
        "Berkas {file} terlalu besar untuk sebuah daftar orang. Pindahkan daftarnya saja ke "
        "berkas baru, lalu pilih berkas itu.",
        file=name,
    )


def far_cell(name: str) -> UserError:
    """Return the refusal of a workbook with something written at the far end of a sheet."""
    return UserError(
        "file_far_cell",
        "Di berkas {file} ada isian yang sangat jauh dari daftarnya. Salin daftarnya saja ke "
        "lembar baru, simpan sebagai .xlsx, lalu pilih berkas itu.",
        file=name,
    )
