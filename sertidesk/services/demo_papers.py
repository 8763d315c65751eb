"""The demo's papers: scans and photos to attach, and a form as an LSP would send it.

Every picture says that it is an example.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sertidesk.domain.formatting import long_date
from sertidesk.paths import resource
from sertidesk.services.demo_people import Person

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_WATERMARK = "CONTOH – BUKAN DOKUMEN RESMI"
_INK, _PAPER, _SHADE = (38, 50, 64), (226, 236, 244), (150, 168, 186)


def write_scans(folder: Path, people: Sequence[Person]) -> list[Path]:
    """Write scans as they come in from phones: named by NIK, by name, by folder, or by nobody."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number, one in enumerate(people):
        name = one.name.title()
        if number % 3 == 2:
            (folder / name).mkdir(exist_ok=True)
            card, diploma = folder / name / "KTP.jpg", folder / name / "ijazah terakhir.pdf"
        else:
            card, diploma = folder / f"{one.nik}_KTP.jpg", folder / f"Ijazah {name}.pdf"
        portrait = folder / f"pas foto {name}.jpg"
        _write_card(card, one)
        _write_diploma(diploma, one)
        _write_portrait(portrait, number)
        made += [card, diploma, portrait]
    unknown = folder / "IMG-20260112-WA0007.jpg"
    _write_portrait(unknown, len(people))
    return [*made, unknown]


def _write_card(path: Path, one: Person) -> None:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (856, 540), _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((12, 12, 843, 527), outline=_SHADE, width=4)
    lines = (
        _WATERMARK,
        "",
        f"NIK            : {one.nik}",
        f"Nama           : {one.name}",
        f"Tempat/Tgl lahir : {one.place}, {one.born:%d-%m-%Y}",
        f"Jenis kelamin  : {'LAKI-LAKI' if one.sex == 'L' else 'PEREMPUAN'}",
        f"Alamat         : {one.address.upper()}",
        f"RT/RW          : {one.rt}/{one.rw}",
        f"Kel/Desa       : {one.village.name.upper()}",
        f"Kecamatan      : {one.village.district.upper()}",
    )
    for number, text in enumerate(lines):
        _say(pen, (44, 44 + number * 46), text, 26)
    image.save(path, quality=80)


def _write_portrait(path: Path, number: int) -> None:
    from PIL import Image, ImageDraw

    backdrop = ((176, 58, 46), (40, 84, 140))[number % 2]
    image = Image.new("RGB", (900, 1200), backdrop)
    pen = ImageDraw.Draw(image)
    pen.ellipse((270, 260, 630, 720), fill=(214, 178, 148))
    pen.rounded_rectangle((130, 760, 770, 1400), 160, fill=(236, 238, 240))
    pen.polygon(((450, 760), (390, 860), (450, 980), (510, 860)), fill=_SHADE)
    _say(pen, (60, 60), "CONTOH", 64)
    image.save(path, quality=80)


def _say(pen: ImageDraw, place: tuple[int, int], text: str, size: int) -> None:
    from PIL import ImageFont

    face = ImageFont.truetype(str(resource("fonts", "NotoSans-Regular.ttf")), size)
    pen.text(place, text, fill=_INK, font=face)


def _write_diploma(path: Path, one: Person) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    width, height = A4
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFont("Times-Bold", 22)
    canvas.drawCentredString(width / 2, height - 150, "IJAZAH")
    canvas.setFont("Times-Roman", 14)
    lines = ("diberikan kepada", one.name, f"lahir di {one.place.title()}, {long_date(one.born)}",
             f"lulus dari {one.school} Contoh")  # fmt: skip
    for number, text in enumerate(lines):
        canvas.drawCentredString(width / 2, height - 210 - number * 26, text)
    canvas.setFont("Times-Italic", 12)
    canvas.drawCentredString(width / 2, 90, "Contoh – bukan dokumen resmi")
    canvas.save()


def write_lsp_form(path: Path, rows: int) -> None:
    """Write a form of an LSP: its own header, drop-downs, a formula, sheets that must stay."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("FR.APL 01")
        title = book.add_format({"bold": True, "font_size": 14, "font_color": "#1F4E79"})
        header = book.add_format(
            {"bold": True, "bg_color": "#BDD7EE", "border": 1, "text_wrap": True, "align": "center"}
        )
        cell = book.add_format({"border": 1})
        text = book.add_format({"border": 1, "num_format": "@"})
        page.write_string(0, 0, "LSP CONTOH KONSTRUKSI – PERMOHONAN SERTIFIKASI", title)
        page.write_string(1, 0, "Diisi oleh dinas, jangan mengubah susunan kolom")
        columns = ("No", "Nama Lengkap (dengan gelar)", "NIK", "Tempat Lahir",
                   "Tanggal Lahir (dd/mm/yyyy)", "L/P", "Alamat Lengkap", "No. HP", "Pendidikan",
                   "Jabatan Kerja", "Jenjang", "Usia")  # fmt: skip
        page.write_row(3, 0, columns, header)
        for row in range(4, 4 + rows):
            for column in range(len(columns) - 1):
                page.write_blank(row, column, None, text if column in (2, 7) else cell)
            born = f"E{row + 1}"
            page.write_formula(row, 11, f'=IF({born}="","",DATEDIF({born},TODAY(),"Y"))', cell, "")
        page.data_validation(4, 5, 3 + rows, 5, {"validate": "list", "source": ["L", "P"]})
        page.write_string(5 + rows, 0, "Jumlah pemohon")
        page.write_formula(5 + rows, 2, f"=COUNTA(C5:C{4 + rows})")
        page.set_column(0, 0, 5)
        page.set_column(1, 11, 18)
        page.freeze_panes(4, 2)
        guide = book.add_worksheet("Petunjuk")
        guide.write_column(0, 0, ("Kirim kembali berkas ini dalam bentuk Excel.", "Contoh saja."))
