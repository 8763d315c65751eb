"""Send a paper to a printer: every page as a picture, in its own size, nothing scaled."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.work import IsCancelled, Report
from sertidesk.services import preview
from sertidesk.services.preview import Made
from sertidesk.ui.steps.documents_preview import to_image

_DOTS = 300  # pixels an inch at most: finer ones no office printer shows on text


def page_layout(width: float, height: float) -> QPageLayout:
    """Return the layout of a sheet of exactly this size in millimetres, without margins."""
    lies = width > height
    size = QPageSize(
        QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Millimeter, "",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )  # fmt: skip
    orientation = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def new_printer(title: str, width: float, height: float) -> QPrinter:
    """Return a printer set to this sheet, to be chosen in the system's dialog."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(width, height))
    return printer


def print_pages(
    store: Any, printer: QPrinter, made: Made, *, report: Report, is_cancelled: IsCancelled
) -> int:
    """Print the pages that were asked for in the dialog and return how many."""
    count = len(made.sizes)
    chosen = printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage() > 0
    first = printer.fromPage() if chosen else 1
    last = min(printer.toPage() or count, count) if chosen else count
    printer.setPageLayout(page_layout(*made.sizes[first - 1]))
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(
            "printer_refused",
            "Pencetak {name} tidak menerima cetakan. Periksa apakah menyala dan tersambung, "
            "lalu cetak lagi; atau simpan sebagai PDF.",
            name=printer.printerName() or "yang dipilih",
        )
    try:
        for done, number in enumerate(range(first, last + 1)):
            if is_cancelled():
                printer.abort()
                raise Cancelled
            size = made.sizes[number - 1]
            if done:
                printer.setPageLayout(page_layout(*size))
                printer.newPage()
            dots = min(printer.resolution(), _DOTS)
            picture = preview.draw(store, made, number - 1, dots / 72)
            inch = printer.resolution() / 25.4
            room = QRectF(0, 0, size[0] * inch, size[1] * inch)
            painter.drawImage(room, to_image(picture))
            report(done + 1, last - first + 1)
    finally:
        painter.end()
    return last - first + 1
