"""The shipped program tests itself: what must work on any PC, tried in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sertidesk.services.store import open_store


@dataclass(frozen=True, slots=True)
class Trial:
    """One part that was tried; ``fault`` is empty where it worked."""

    name: str
    fault: str

    @property
    def ok(self) -> bool:
        """Tell whether the part works."""
        return not self.fault


def run(folder: Path) -> Iterator[Trial]:
    """Try each part; a part that fails does not keep the others from being tried."""
    trials: dict[str, Callable[[Path], object]] = {
        "basis data": _storage,
        "SOP": _procedures,
        "wilayah": _areas,
        "buku kerja": _workbook,
        "PDF": _paper,
    }
    for name, trial in trials.items():
        try:
            trial(folder)
        except Exception as error:  # whatever it is, it is the answer
            yield Trial(name, f"{type(error).__name__}: {error}")
        else:
            yield Trial(name, "")


def _storage(folder: Path) -> None:
    from sertidesk.services import activity

    store = open_store(folder / "data")
    try:
        made = activity.create(
            store, activity.ActivityDraft("kotawaringin-barat", "Uji diri", store.today().year)
        )
        activity.by_code(store, made.subject or "")
    finally:
        store.close()


def _procedures(_folder: Path) -> None:
    from sertidesk.intake import procedure

    if len(procedure.load_all()) < 5:
        raise FileNotFoundError("resources/sop")


def _areas(_folder: Path) -> None:
    from sertidesk.services.areas import office_areas

    if office_areas().regency("6201") is None:
        raise LookupError("62.01")


def _workbook(folder: Path) -> None:
    import xlsxwriter
    from openpyxl import load_workbook

    path = folder / "uji.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write_string(0, 0, "6201024101900001")
    if load_workbook(path).worksheets[0]["A1"].value != "6201024101900001":
        raise ValueError("A1")


def _paper(folder: Path) -> None:
    from pypdfium2 import PdfDocument
    from reportlab.pdfgen.canvas import Canvas

    path = folder / "uji.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 72, "SertiDesk")
    canvas.save()
    with PdfDocument(path) as document:
        if len(document) != 1:
            raise ValueError("halaman")
