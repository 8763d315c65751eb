"""The register of letters as a workbook (Buku Surat): a sheet for letters in, one for those out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.layouts import Column, Fill, Layout, Orientation, Sheet
from sertidesk.export.workbook import Row, Written, write

_DATE = "dd-mm-yyyy"
_OUT = "letters_out"  # the second sheet's rows


def layout() -> Layout:
    """Make the layout of both sheets."""
    letters_in = (
        Column("NO", Fill.NUMBER, width=5),
        Column("NOMOR AGENDA", field="sequence", width=9),
        Column("DITERIMA", field="moved_on", format=_DATE, width=12),
        Column("NOMOR SURAT", field="number", width=28, text=True),
        Column("TANGGAL SURAT", field="letter_date", format=_DATE, width=12),
        Column("DARI", field="correspondent", width=28),
        Column("HAL", field="subject", width=38),
        Column("JENIS", field="kind", width=14),
        Column("LAMPIRAN", field="enclosed", width=14),
        Column("DISPOSISI DARI", field="disposed_by", width=16),
        Column("KEPADA", field="disposed_to", width=16),
        Column("INSTRUKSI", field="instruction", width=28),
        Column("PALING LAMBAT", field="due_on", format=_DATE, width=12),
        Column("SELESAI", field="done_on", format=_DATE, width=12),
        *_closing(),
    )
    letters_out = (
        Column("NO", Fill.NUMBER, width=5),
        Column("NOMOR URUT", field="sequence", width=9),
        Column("NOMOR SURAT", field="number", width=28, text=True),
        Column("TANGGAL SURAT", field="letter_date", format=_DATE, width=12),
        Column("KEPADA", field="correspondent", width=28),
        Column("HAL", field="subject", width=38),
        Column("JENIS", field="kind", width=14),
        Column("SIFAT", field="nature", width=10),
        Column("LAMPIRAN", field="enclosed", width=14),
        Column("DIKIRIM", field="moved_on", format=_DATE, width=12),
        Column("CARA", field="way", width=12),
        *_closing(),
    )
    head = ("{office}", "BUKU SURAT {which}", "{activity}", "{date}")
    return Layout(
        name="buku-surat",
        title="Buku surat",
        kind="other",
        sheets=(
            Sheet("Surat masuk", letters_in, _headed(head, "MASUK"), totals=("count",)),
            Sheet("Surat keluar", letters_out, _headed(head, "KELUAR"), _OUT, totals=("count",)),
        ),
        orientation=Orientation.LANDSCAPE,
        freeze_columns=3,
    )


def write_book(
    path: Path,
    letters_in: Sequence[Row],
    letters_out: Sequence[Row],
    *,
    title_values: Mapping[str, str] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the register; rows have the keys of the sheets' columns."""
    done = write(
        layout(),
        letters_in,
        path,
        title_values=title_values,
        more_rows={_OUT: letters_out},
        report=report,
        is_cancelled=is_cancelled,
    )
    return replace(done, rows=len(letters_in) + len(letters_out))


def _closing() -> tuple[Column, ...]:
    return (
        Column("STATUS", field="state", width=15),
        Column("KEGIATAN", field="activity", width=26),
        Column("KETERANGAN", field="note", width=30),
    )


def _headed(head: tuple[str, ...], which: str) -> tuple[str, ...]:
    return tuple(line.replace("{which}", which) for line in head)
