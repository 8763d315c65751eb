"""Receipts for the documents that participants handed in: two on a sheet, to be cut apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import FrameBreak, KeepInFrame, Spacer

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.page import Flowable, Printed, Setup, write
from sertidesk.export.pdf.parts import (
    Letterhead,
    PaperColumn,
    Signer,
    facts,
    letterhead,
    signature_row,
    table,
    titles,
)
from sertidesk.export.pdf.sheet import F4, Margins, Sheet


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One requirement on a receipt."""

    title: str
    received: bool
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DocumentReceipt:
    """What one participant handed in."""

    code: str
    name: str
    nik: str
    village: str
    items: tuple[HandedIn, ...]


def write_document_receipts(
    path: Path,
    head: Letterhead,
    activity: str,
    dated: str,
    receipts: Sequence[DocumentReceipt],
    *,
    paper: Sheet = F4,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write a receipt for each participant, two on a sheet with a cutting line between."""
    setup = Setup(
        "Tanda terima berkas", paper,
        margins=Margins(top=8, bottom=9, left=18, right=15), footer=activity, per_sheet=2,
    )  # fmt: skip
    story: list[Flowable] = []
    for number, receipt in enumerate(receipts):
        if number:
            story.append(FrameBreak())
        # A very long list is made smaller rather than cut off.
        story.append(
            KeepInFrame(
                setup.width, setup.part_height - 1, _receipt(setup, head, activity, dated, receipt),
                mode="shrink",
            )
        )  # fmt: skip
    return write(setup, story, path, author=head.office, report=report, is_cancelled=is_cancelled)


def _receipt(
    setup: Setup, head: Letterhead, activity: str, dated: str, receipt: DocumentReceipt
) -> list[Flowable]:
    columns = (
        PaperColumn("NO", 5, "center"),
        PaperColumn("BERKAS", 52),
        PaperColumn("DITERIMA", 11, "center"),
        PaperColumn("KETERANGAN", 32),
    )
    rows = [
        (str(number), item.title, "√" if item.received else "–", item.remark)
        for number, item in enumerate(receipt.items, 1)
    ]
    return [
        *letterhead(Letterhead(head.government, head.office)),
        *titles("Tanda terima berkas"),
        *facts(
            setup,
            (
                ("Nomor", receipt.code),
                ("Nama", receipt.name),
                ("NIK", receipt.nik),
                ("Desa/Kelurahan", receipt.village),
                ("Kegiatan", activity),
            ),
            size=9,
        ),
        table(setup.width, columns, rows, size=8.5, row_height=5 * mm),
        Spacer(0, 3 * mm),
        signature_row(
            setup,
            Signer("", "Yang menyerahkan,", receipt.name),
            Signer(dated, "Yang menerima,"),
            room=12,
        ),
    ]
