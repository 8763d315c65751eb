"""Pratinjau: the pages of a paper before it is printed or saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from sertidesk.domain.errors import Cancelled
from sertidesk.export.pdf.page import Printed, Setup, write
from sertidesk.export.pdf.parts import PaperColumn, table
from sertidesk.services import page_setup, preview
from sertidesk.services.preview import Made, Order
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.main_window import MainWindow
from sertidesk.ui.preview import PreviewPage
from sertidesk.ui.preview_print import new_printer

if TYPE_CHECKING:
    from tests.ui.conftest import ScriptedPrompts

MM = 25.4 / 72


def make(
    store: Store, rows: int, out: Path, *, paper: str | None, report: object, is_cancelled: object
) -> Printed:
    """Write a long list, as every paper is written."""
    setup = Setup("Daftar", page_setup.sheet(store, "sop", paper), footer="Uji")
    columns = (PaperColumn("NO", 1), PaperColumn("NAMA", 5))
    story = [table(setup.width, columns, [(str(n), f"Peserta {n}") for n in range(1, rows + 1)])]
    return write(setup, story, out, report=report, is_cancelled=is_cancelled)  # type: ignore[arg-type]


def order(rows: int) -> Order:
    return Order("Daftar: uji/coba", "Daftar: uji/coba", make, (rows,))


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    made.attach(desk)
    yield made
    made._desk = None


def page_of(window: MainWindow) -> PreviewPage:
    page = window.pages.currentWidget()
    assert isinstance(page, PreviewPage)
    return page


def copies(store: Store) -> list[Path]:
    return list(store.folder.glob(".~sertidesk-*.pdf"))


def test_pages_are_turned_enlarged_and_left_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, store: Store
) -> None:
    desk.go("persons")
    desk.preview(order(300))
    page = page_of(window)
    pages = len(page._made.sizes) if page._made else 0
    assert pages > 3
    assert page.count_label.text() == f"dari {pages}"
    assert not page.sheet.image_label.pixmap().isNull()
    qtbot.keyClick(page.print_button, Qt.Key.Key_End)
    assert page.number_box.value() == pages
    assert page.thumbnails.currentIndex().row() == pages - 1
    qtbot.keyClick(page.print_button, Qt.Key.Key_Home)
    before = page.sheet.image_label.pixmap().width()
    qtbot.keyClick(page.print_button, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert page.sheet.image_label.pixmap().width() > before
    page.sheet.fit_page()
    assert page.sheet.verticalScrollBar().maximum() == 0
    page.sheet.step(1)  # nothing to scroll: the page is turned
    assert page.number_box.value() == 2
    assert len(copies(store)) == 1
    qtbot.keyClick(page.print_button, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window._pages["persons"]
    assert copies(store) == []


def test_a_thumbnail_chosen_is_shown_large(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    desk.preview(order(300))
    page = page_of(window)
    qtbot.waitUntil(lambda: 0 in page.thumbnails.pages.kept)
    page.thumbnails.setFocus()
    qtbot.keyClick(page.thumbnails, Qt.Key.Key_Down)
    assert page.sheet.page == 1
    assert page.number_box.value() == 2


def test_the_paper_can_be_changed_before_it_is_saved(
    window: MainWindow, desk: Desk, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    desk.preview(order(3))
    page = page_of(window)
    assert page.paper_box.currentData() == "f4"
    page.paper_box.setCurrentIndex(page.paper_box.findData("a4"))
    page.paper_box.activated.emit(page.paper_box.currentIndex())
    prompts.targets = [tmp_path / "daftar.pdf"]
    page.save()
    document = pdfium.PdfDocument(tmp_path / "daftar.pdf")
    width, height = document[0].get_size()
    document.close()
    assert (round(width * MM), round(height * MM)) == (210, 297)
    assert "daftar.pdf (1 halaman)" in window.strip.text_label.text()


def test_it_is_printed_page_by_page_in_its_own_size(
    window: MainWindow, desk: Desk, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    target = tmp_path / "tercetak.pdf"
    desk.preview(order(100))
    page = page_of(window)
    assert page._made is not None
    printer = new_printer("Daftar", *page._made.sizes[0])
    printer.setOutputFileName(str(target))
    printer.setResolution(100)
    prompts.printers = [printer]
    page.print_out()
    document = pdfium.PdfDocument(target)
    sizes = [document.get_page_size(number) for number in range(len(document))]
    ink = document[0].render(scale=1).to_pil().convert("L").getextrema()
    document.close()
    assert len(sizes) == len(page._made.sizes)
    for width, height in sizes:
        assert width * MM == pytest.approx(215, abs=0.6)
        assert height * MM == pytest.approx(330, abs=0.6)
    assert ink[0] < 100 < ink[1]
    assert "dikirim ke pencetak" in window.strip.text_label.text()


def test_only_the_pages_asked_for_are_printed(
    window: MainWindow, desk: Desk, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    desk.preview(order(200))
    page = page_of(window)
    assert page._made is not None
    printer = new_printer("Daftar", *page._made.sizes[0])
    printer.setOutputFileName(str(tmp_path / "dua.pdf"))
    printer.setResolution(72)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    prompts.printers = [printer]
    page.print_out()
    document = pdfium.PdfDocument(tmp_path / "dua.pdf")
    assert len(document) == 2
    document.close()


def test_without_a_printer_chosen_nothing_happens(
    window: MainWindow, desk: Desk, prompts: ScriptedPrompts
) -> None:
    desk.preview(order(3))
    prompts.printers = [None]
    page_of(window).print_out()
    assert prompts.errors == []


def test_the_first_pages_are_seen_while_the_rest_is_made(store: Store) -> None:
    seen: list[tuple[Made, str]] = []

    def first(made: Made) -> None:
        document = pdfium.PdfDocument(made.path)
        seen.append((made, document[1].get_textpage().get_text_bounded()))
        document.close()

    made = preview.make(store, order(1_000), first=first)
    (beginning, words), *more = seen
    assert not more
    assert not beginning.whole
    assert len(beginning.sizes) == 3 < len(made.sizes)
    assert "NAMA" in words  # the header is repeated
    assert "Halaman 2 dari …" in words


def test_cancel_stops_the_making_and_leaves_nothing(store: Store) -> None:
    stop = False

    def first(made: Made) -> None:
        nonlocal stop
        stop = True

    with pytest.raises(Cancelled):
        preview.make(store, order(1_000), first=first, is_cancelled=lambda: stop)
    assert copies(store) == []


def test_the_window_shows_first_pages_from_the_thread_that_makes_the_rest(
    qtbot: QtBot, store: Store, prompts: ScriptedPrompts
) -> None:
    desk = Desk(store, prompts)
    page = PreviewPage(desk)
    qtbot.addWidget(page)
    shown: list[tuple[bool, bool]] = []
    page.sheet.turned.connect(
        lambda _n: shown.append((page._made is not None and page._made.whole,
                                 page.print_button.isEnabled()))
    )  # fmt: skip
    page.open(order(2_000))
    qtbot.waitUntil(lambda: page.print_button.isEnabled() and not desk.working(), timeout=20_000)
    assert shown[0] == (False, False)  # pages to look at, nothing to print yet
    assert shown[-1][0]
    page.leave()
    assert copies(store) == []


def test_what_is_left_while_it_is_made_is_cancelled(
    qtbot: QtBot, store: Store, prompts: ScriptedPrompts
) -> None:
    desk = Desk(store, prompts)
    page = PreviewPage(desk)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.closed):
        page.open(order(5_000))
        page.leave()
    qtbot.waitUntil(lambda: not desk.working(), timeout=20_000)
    assert page._made is None
    assert copies(store) == []
