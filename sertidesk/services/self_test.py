"""The shipped program tests itself: what must work on any PC, tried in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
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
        "tata letak": _layouts,
        "wilayah": _areas,
        "hari libur": _holidays,
        "daftar masuk": _list,
        "buku kerja": _workbook,
        "gambar": _picture,
        "kode QR": _code,
        "PDF": _paper,
        "cadangan": _backup,
    }
    for name, trial in trials.items():
        yield attempt(name, partial(trial, folder))


def attempt(name: str, trial: Callable[[], object]) -> Trial:
    """Try one part."""
    try:
        trial()
    except Exception as error:  # whatever it is, it is the answer
        return Trial(name, f"{type(error).__name__}: {error}")
    return Trial(name, "")


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


def _layouts(_folder: Path) -> None:
    from sertidesk.export import layout_toml

    if not layout_toml.shipped():
        raise FileNotFoundError("resources/layouts")


def _holidays(_folder: Path) -> None:
    from sertidesk.services import holidays

    if date(2026, 8, 17) not in holidays.national(2026):
        raise LookupError("2026-08-17")


def _list(folder: Path) -> None:
    from sertidesk.services import activity, intake

    path = folder / "daftar.csv"
    path.write_text("NIK;NAMA;TGL LAHIR\n6201021205909001;CONTOH NAMA;12-05-1990\n", "utf-8")
    store = open_store(folder / "data daftar")
    try:
        made = activity.create(
            store, activity.ActivityDraft("kotawaringin-barat", "Uji diri", store.today().year)
        )
        one = activity.by_code(store, made.subject or "")
        if intake.commit(store, one, intake.read(store, one, path)).accepted != 1:
            raise ValueError("6201021205909001")
    finally:
        store.close()


def _picture(folder: Path) -> None:
    from PIL import Image

    from sertidesk.intake import scans

    path = folder / "uji.jpg"
    Image.new("RGB", (60, 80), "white").save(path)
    scans.read(path, shrink=True)


def _code(_folder: Path) -> None:
    import io

    from sertidesk.export.qr import qr_picture
    from sertidesk.intake import certificate_files, scans

    made = io.BytesIO()
    qr_picture("SertiDesk").save(made, "PNG")
    scan = scans.judge(made.getvalue(), "uji.png", shrink=False)
    if certificate_files.codes_in(scan) != ("SertiDesk",):
        raise ValueError("SertiDesk")


def _backup(folder: Path) -> None:
    from sertidesk.services import safekeeping

    store = open_store(folder / "data cadangan")
    try:
        safekeeping.inspect(safekeeping.back_up(store).path)
    finally:
        store.close()


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
