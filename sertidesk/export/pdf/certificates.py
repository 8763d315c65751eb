"""The list on which everyone signs for the certificate received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.lists import ListHead, list_head, list_setup
from sertidesk.export.pdf.page import Printed, write
from sertidesk.export.pdf.parts import PaperColumn, Signer, signatures, table
from sertidesk.export.pdf.sheet import F4, Sheet

_SIGNING_HEIGHT = 12 * mm


@dataclass(frozen=True, slots=True)
class CertificateReceipt:
    """One row, every value as it is printed; ``proxy`` is who came for the owner."""

    name: str
    nik: str
    trade: str
    number: str
    received: str = ""
    proxy: str = ""


def write_certificate_receipts(
    path: Path,
    head: ListHead,
    receipts: Sequence[CertificateReceipt],
    signer: Signer,
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the list, lying; each number stands again in its signature cell, with the proxy."""
    setup = list_setup("Daftar tanda terima sertifikat", head, paper)
    columns = (
        PaperColumn("NO", 4, "center"),
        PaperColumn("NAMA", 20),
        PaperColumn("NIK", 13, "center"),
        PaperColumn("JABATAN KERJA / JENJANG", 20),
        PaperColumn("NO. SERTIFIKAT", 19),
        PaperColumn("TANGGAL TERIMA", 9, "center"),
        PaperColumn("TANDA TANGAN", 15),
    )
    rows = [
        (
            str(place), one.name, one.nik, one.trade, one.number, one.received,
            f"{place}. Diwakili {one.proxy}" if one.proxy else f"{place}.",
        )
        for place, one in enumerate(receipts, 1)
    ]  # fmt: skip
    story = [
        *list_head(setup, head),
        table(setup.width, columns, rows, size=9, row_height=_SIGNING_HEIGHT),
        signatures(setup, signer),
    ]
    return write(
        setup, story, path,
        author=head.letterhead.office, report=report, is_cancelled=is_cancelled,
    )  # fmt: skip
