"""The door for foreign lists: a file, its bytes or pasted text become sheets of typed cells."""

from __future__ import annotations

from pathlib import Path

from sertidesk.domain.errors import UserError
from sertidesk.domain.work import IsCancelled, never
from sertidesk.intake import refusals, texts
from sertidesk.intake.refusals import Format
from sertidesk.intake.sheet import Sheet, is_blank


def read_workbook(
    source: str | Path | bytes,
    *,
    name: str | None = None,
    is_cancelled: IsCancelled = never,
) -> tuple[Sheet, ...]:
    """Read every sheet of a list, whatever its format; the ending of the name counts nothing.

    ``source`` is a path or the bytes of a file (then ``name`` serves the sentences). Raises
    `UserError` with what to do when there is nothing to read.
    """
    if isinstance(source, bytes):
        content, name = source, name or "ini"
    else:
        path = Path(source)
        content, name = refusals.load(path), name or path.name
    kind = refusals.recognise(content, name)
    stem = Path(name).stem[:31] or "Daftar"
    if kind is Format.HTML:
        sheets = texts.read_html(texts.decode(content), stem)
    elif kind is Format.TEXT:
        sheets = (texts.read_delimited(texts.decode(content), stem),)
    else:
        from sertidesk.intake import workbooks

        sheets = workbooks.read(content, kind, name, is_cancelled)
    return _filled(sheets, name)


def read_pasted(text: str) -> tuple[Sheet, ...]:
    """Read rows pasted from the clipboard (tab separated, or any delimiter of a .csv)."""
    if not text.strip():
        raise UserError(
            "paste_empty",
            "Papan klip kosong. Salin dahulu barisnya di Excel, lalu tempel kembali.",
        )
    if "\t" in text.split("\n", 1)[0]:
        text = "sep=\t\n" + text
        sheet = texts.read_delimited(text, "Tempelan")
        del sheet.rows[0]
        return (sheet,)
    return (texts.read_delimited(text, "Tempelan"),)


def _filled(sheets: tuple[Sheet, ...], name: str) -> tuple[Sheet, ...]:
    if not any(not is_blank(cell) for sheet in sheets for row in sheet.rows for cell in row):
        raise UserError(
            "file_without_cells",
            "Berkas {file} tidak berisi apa pun. Periksa apakah ini berkas yang benar, lalu pilih "
            "kembali.",
            file=name,
        )
    return sheets
