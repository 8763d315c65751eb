"""What openpyxl leaves behind when it opens a workbook: drop-downs to bring back, losses to tell.

Excel keeps a drop-down whose list lies on another sheet in an extension that openpyxl drops;
here it is read from the file itself and added again in the plain form, which Excel reads too.
"""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"

# Parts of the package that openpyxl does not write back, in the user's words.
_LOST_PARTS = (
    ("xl/ctrlProps/", "kotak centang atau tombol"),
    ("xl/activeX/", "kendali ActiveX"),
    ("xl/slicers/", "pemotong data (slicer)"),
    ("xl/threadedComments/", "utas komentar (menjadi komentar biasa)"),
    ("xl/diagrams/", "diagram SmartArt"),
    ("xl/embeddings/", "objek tertanam"),
)


def restore_extended_validations(path: Path, book: Workbook) -> int:
    """Add the drop-downs that Excel kept in its extension; return how many there were."""
    count = 0
    with zipfile.ZipFile(path) as package:
        parts = _sheet_parts(package)
        for sheet in book.worksheets:
            part = parts.get(sheet.title)
            if part is None:
                continue
            data = package.read(part)
            if b"dataValidations" not in data:
                continue
            for element in ElementTree.fromstring(data).iter(f"{_X14}dataValidation"):
                validation = _validation(element)
                if validation is not None:
                    sheet.add_data_validation(validation)
                    count += 1
    return count


def losses(path: Path) -> tuple[str, ...]:
    """Return what in the form cannot be kept when it is filled, in the user's words."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        found = [told for part, told in _LOST_PARTS if any(n.startswith(part) for n in names)]
        drawings = [n for n in names if n.startswith("xl/drawings/drawing") and n.endswith(".xml")]
        if any(_has_shapes(package.read(name)) for name in drawings):
            found.append("kotak teks atau bentuk gambar")
        sheets = [n for n in names if n.startswith("xl/worksheets/sheet") and n.endswith(".xml")]
        contents = [package.read(name) for name in sheets]
        if any(b"<legacyDrawingHF" in content for content in contents):
            found.append("gambar di kepala atau kaki halaman")
        if any(b"x14:conditionalFormatting " in content for content in contents):
            found.append("sebagian pemformatan bersyarat jenis baru")
        if any(b"x14:sparklineGroup" in content for content in contents):
            found.append("grafik mini (sparkline)")
    return tuple(found)


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the part that holds each sheet, by the sheet's name."""
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {
        relation.get("Id", ""): posixpath.normpath(
            posixpath.join("/xl", relation.get("Target", ""))
        ).lstrip("/")
        for relation in relations.iter(f"{_PACKAGE}Relationship")
    }
    found = {
        sheet.get("name", ""): targets.get(sheet.get(_RELATION, ""), "")
        for sheet in book.iter(f"{_MAIN}sheet")
    }
    names = set(package.namelist())
    return {name: part for name, part in found.items() if part in names}


def _validation(element: ElementTree.Element) -> DataValidation | None:
    """Return the extension's validation as a plain one."""
    cells = element.findtext(f"{_XM}sqref")
    if not cells:
        return None
    texts = ("type", "operator", "errorStyle", "errorTitle", "error", "promptTitle", "prompt")
    flags = ("allowBlank", "showErrorMessage", "showInputMessage", "showDropDown")
    given: dict[str, Any] = {name: element.get(name) for name in texts}
    given |= {name: element.get(name) in {"1", "true"} for name in flags}
    return DataValidation(
        formula1=element.findtext(f"{_X14}formula1/{_XM}f"),
        formula2=element.findtext(f"{_X14}formula2/{_XM}f"),
        sqref=cells,
        **given,
    )


def _has_shapes(drawing: bytes) -> bool:
    """Tell whether a drawing holds anything but pictures and charts."""
    shapes = {f"{_DRAWING}sp", f"{_DRAWING}cxnSp", f"{_DRAWING}grpSp"}
    return any(element.tag in shapes for element in ElementTree.fromstring(drawing).iter())
