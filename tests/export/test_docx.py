"""Papers for Word: sheet, footer, whole rows, repeated headers, what stays together, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from PIL import Image
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer

from sertidesk.domain.errors import Cancelled
from sertidesk.export.pdf.page import (
    Flowable,
    Setup,
    heading,
    style,
    table_of_contents,
    text,
    write,
)
from sertidesk.export.pdf.parts import (
    Letterhead,
    PaperColumn,
    Signer,
    letterhead,
    signatures,
    table,
)
from sertidesk.export.pdf.sheet import A4, F4, LETTER, Sheet

COLUMNS = (PaperColumn("NO", 10, "center"), PaperColumn("NAMA", 60), PaperColumn("KET", 30))
LONG = "RADEN MAS ARYA WIRANATAKUSUMA SASTRODIHARDJO KUSUMANINGRAT BINTI ABDURRAHMAN"


def made(path: Path, story: Sequence[Flowable], setup: Setup | None = None) -> Any:
    assert write(setup or Setup("Uji"), story, path).pages == 0
    return Document(str(path))


def listed(setup: Setup, count: int) -> Flowable:
    rows = [(str(n), LONG if n % 7 == 3 else f"Budi {n}", "") for n in range(1, count + 1)]
    return table(setup.width, COLUMNS, rows, row_height=20)


def found(part: Any, tag: str) -> list[Any]:
    return list(part.iter(f"{{{part.nsmap['w']}}}{tag}"))


def value(node: Any, key: str = "val") -> str:
    return str(node.get(f"{{{node.nsmap['w']}}}{key}"))


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "a.docx"
    assert not list(tmp_path.glob(".*"))  # no temporary file is left


@pytest.mark.parametrize(
    ("paper", "is_landscape", "size"),
    [
        (F4, False, (215, 330)),
        (A4, False, (210, 297)),
        (F4, True, (330, 215)),
        (A4, True, (297, 210)),
    ],
)
def test_the_sheet_has_its_size_and_margins(
    out: Path, paper: Sheet, is_landscape: bool, size: tuple[int, int]
) -> None:
    setup = Setup("Uji", paper, is_landscape=is_landscape, margins=LETTER)
    section = made(out, [text("Halo")], setup).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (30, 25)


@pytest.mark.parametrize("is_duplex", [True, False])
def test_inner_margins_are_mirrored_where_both_sides_are_printed(
    out: Path, is_duplex: bool
) -> None:
    document = made(out, [text("Halo")], Setup("Uji", replace(F4, is_duplex=is_duplex)))
    assert bool(found(document.settings.element, "mirrorMargins")) is is_duplex


def test_the_footer_tells_the_page_in_fields(out: Path) -> None:
    section = made(out, [text("Halo")], Setup("Uji", footer="2026-001 · Uji")).sections[0]
    footer = section.footer.paragraphs[0]
    assert footer.text == "2026-001 · Uji\tHalaman 1 dari 1"
    fields = [node.text.strip() for node in found(footer._p, "instrText")]
    assert fields == ["PAGE", "NUMPAGES"]
    assert not section.different_first_page_header_footer


def test_a_letter_has_its_footer_from_the_second_page_on(out: Path) -> None:
    section = made(out, [text("Halo")], Setup("Uji", footer="Hal", footer_from=2)).sections[0]
    assert section.different_first_page_header_footer
    assert "Halaman" in section.footer.paragraphs[0].text
    assert section.first_page_footer.paragraphs[0].text == ""


@pytest.mark.parametrize("count", [0, 1, 300])
def test_no_row_is_broken_and_the_header_is_repeated(out: Path, count: int) -> None:
    setup = Setup("Uji")
    (shown,) = made(out, [listed(setup, count)], setup).tables
    assert len(shown.rows) == count + 1
    assert [cell.text for cell in shown.rows[0].cells] == ["NO", "NAMA", "KET"]
    assert len(found(shown._tbl, "cantSplit")) == count + 1
    assert len(found(shown._tbl, "tblHeader")) == 1
    assert found(shown.rows[0]._tr, "tblHeader")
    assert len(found(shown._tbl, "trHeight")) == count
    widths = [int(value(node, "w")) for node in found(shown._tbl, "gridCol")]
    assert sum(widths) == pytest.approx(setup.width * 20, abs=3)
    if count > 2:
        assert shown.rows[3].cells[1].text == LONG


def test_two_tables_in_a_row_stay_two(out: Path) -> None:
    setup = Setup("Uji")
    document = made(out, [listed(setup, 2), listed(setup, 3)], setup)
    assert [len(shown.rows) for shown in document.tables] == [3, 4]
    assert [node.tag.rsplit("}")[-1] for node in document.element.body] == [
        "tbl", "p", "tbl", "p", "sectPr",
    ]  # fmt: skip


def test_words_are_shown_as_they_are(out: Path) -> None:
    said = "a < b & <b>c</b> Ḥāṣēṇ ĕ é ŋ\nbaris dua\x0b\x01"
    document = made(out, [text(said), text("tebal", style(12, "center", bold=True))])
    first, second = document.paragraphs
    assert first.text == "a < b & <b>c</b> Ḥāṣēṇ ĕ é ŋ\nbaris dua"
    assert not any(run.bold for run in first.runs)
    assert second.runs[0].bold and second.runs[0].font.size.pt == 12
    assert second.alignment == 1


def test_signatures_stand_side_by_side_and_stay_with_what_is_signed(out: Path) -> None:
    setup = Setup("Uji")
    signers = (Signer("Mengetahui,", "Kepala,", LONG, "Pembina", "1970"), Signer("", "Notulis,"))
    story = [KeepTogether([text("Demikian."), signatures(setup, *signers)])]
    document = made(out, story, setup)
    assert document.paragraphs[0].paragraph_format.keep_with_next
    (shown,) = document.tables
    told = ["\n".join(cell.text for cell in column.cells).split("\n") for column in shown.columns]
    left, right = ([line for line in lines if line.strip()] for lines in told)
    assert left == ["Mengetahui,", "Kepala,", LONG, "Pembina", "NIP. 1970"]
    assert right[0] == "Notulis,"
    assert "....." in right[-1]  # a line to write on


def test_what_is_kept_together_is_kept_row_by_row(out: Path) -> None:
    setup = Setup("Uji")
    document = made(out, [KeepTogether([text("A. Judul"), listed(setup, 2)])], setup)
    (shown,) = document.tables
    kept = [bool(found(row._tr, "keepNext")) for row in shown.rows]
    assert kept == [True, True, False]


def test_breaks_gaps_and_rules(out: Path) -> None:
    head = letterhead(Letterhead("Pemerintah", "Dinas", "Jalan 1", ""))
    story = [*head, text("Satu"), CondPageBreak(100), text("Judul"), Spacer(0, 30),
             text("Dua"), PageBreak(), text("Tiga")]  # fmt: skip
    document = made(out, story)
    by_text = {one.text: one for one in document.paragraphs}
    (rule,) = found(by_text["Jalan 1"]._p, "bottom")
    assert value(rule) == "thickThinSmallGap"
    assert by_text["Judul"].paragraph_format.keep_with_next
    assert not by_text["Judul"].paragraph_format.space_before  # no gap of a page's height
    assert by_text["Dua"].paragraph_format.space_before.pt == 30
    assert by_text["Tiga"].paragraph_format.page_break_before
    assert not by_text["Dua"].paragraph_format.page_break_before


def test_a_letterhead_with_its_emblem_is_a_table_above_the_rules(out: Path) -> None:
    emblem = out.with_name("lambang.png")
    Image.new("RGB", (20, 24), "navy").save(emblem)
    head = letterhead(Letterhead("Pemerintah", "Dinas", "Jalan 1", "", emblem))
    setup = Setup("Uji", margins=LETTER)
    document = made(out, [*head, text("Halo")], setup)
    (shown,) = document.tables
    assert "DINAS" in "".join(cell.text for cell in shown.rows[0].cells)
    assert found(shown._tbl, "drawing") or len(document.inline_shapes) == 1
    widths = [int(value(node, "w")) for node in found(shown._tbl, "gridCol")]
    assert sum(widths) == pytest.approx(setup.width * 20, abs=3)
    assert found(document.element.body, "pBdr")


def test_headings_stand_in_the_contents_and_lead_to_their_place(out: Path) -> None:
    bold = style(13, bold=True)
    story = [table_of_contents(), PageBreak(), heading("1. Awal", bold), text("Isi"),
             KeepTogether([heading("2. Akhir", bold), text("Isi")])]  # fmt: skip
    document = made(out, story)
    named = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert named == ["1. Awal", "2. Akhir"]
    marks = [value(node, "name") for node in found(document.element.body, "bookmarkStart")]
    links = [value(node, "anchor") for node in found(document.element.body, "hyperlink")]
    assert marks == links
    codes = [node.text.split()[0] for node in found(document.element.body, "instrText")]
    assert codes == ["TOC", "PAGEREF", "PAGEREF"]
    kinds = [value(node, "fldCharType") for node in found(document.element.body, "fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 3


def test_a_drawing_becomes_a_picture_of_its_size(out: Path) -> None:
    drawing = Drawing(144, 72)
    drawing.add(Rect(0, 0, 144, 72))
    (shape,) = made(out, [drawing]).inline_shapes
    assert shape.width.pt == pytest.approx(144, abs=0.5)
    assert shape.height.pt == pytest.approx(72, abs=1)
    assert {shape._inline.get(side) for side in ("distL", "distR", "distT", "distB")} == {"0"}


def test_it_tells_what_it_holds_and_in_which_language(out: Path) -> None:
    write(Setup("Surat tugas"), [text("Halo")], out, author="Dinas Contoh")
    document = Document(str(out))
    about = document.core_properties
    assert (about.title, about.author) == ("Surat tugas", "Dinas Contoh")
    assert "data pribadi" in about.subject
    assert {"id-ID"} <= {value(node) for node in found(document.styles.element, "lang")}


def test_cancel_leaves_the_file_as_it_was(out: Path) -> None:
    out.write_bytes(b"lama")
    asked: list[int] = []
    with pytest.raises(Cancelled):
        write(
            Setup("Uji"), [text("a"), text("b"), text("c")], out,
            report=lambda done, total: asked.append(done), is_cancelled=lambda: len(asked) == 2,
        )  # fmt: skip
    assert asked == [1, 2]
    assert out.read_bytes() == b"lama"
