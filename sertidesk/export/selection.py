"""The selection as a workbook: every candidate with rank, state and reason; the quotas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.layouts import Column, Fill, Layout, Sheet
from sertidesk.export.workbook import Row, Written, write

QUOTAS = "quotas"
_DATE = "dd-mm-yyyy"
_HEAD = ("{office}", "SELEKSI PESERTA", "{activity}", "{date}")
LAYOUT = Layout(
    name="seleksi",
    title="Seleksi peserta",
    kind="other",
    sheets=(
        Sheet(
            "Seleksi",
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("NAMA", field="name", width=28),
                Column("NIK", field="nik", width=19, text=True),
                Column("L/P", field="sex", width=5),
                Column("DESA/KELURAHAN", field="village", width=20),
                Column("JABATAN KERJA", field="occupation", width=28),
                Column("JENJANG", field="level", width=9),
                Column("NOMOR HP", field="phone", width=15),
                Column("PENDAFTAR KE", field="place", width=10),
                Column("PERINGKAT", field="rank", width=10),
                Column("DASAR PERINGKAT", field="basis", width=44),
                Column("STATUS", field="state", width=18),
                Column("ALASAN", field="why", width=48),
                Column("DIVERIFIKASI", field="verified_on", format=_DATE, width=13),
                Column("VERIFIKATOR", field="verified_by", width=18),
                Column("CATATAN VERIFIKASI", field="note", width=30),
                Column("DIPUTUSKAN", field="decided_on", format=_DATE, width=13),
                Column("OLEH", field="decided_by", width=18),
                Column("MENGGANTIKAN", field="replaces", width=24),
                Column("DIGANTI OLEH", field="replacement", width=24),
            ),
            head=_HEAD,
            totals=("count",),
        ),
        Sheet(
            "Kuota",
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("KUOTA UNTUK", field="kind", width=18),
                Column("NAMA", field="label", width=40),
                Column("TERPILIH", field="taken", width=10),
                Column("KUOTA", field="quota", width=10),
            ),
            head=_HEAD,
            rows=QUOTAS,
        ),
    ),
    freeze_columns=2,
)


def write_selection(
    path: Path,
    candidates: Iterable[Row],
    quotas: Iterable[Row],
    *,
    title_values: Mapping[str, str] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write candidates and quotas; the rows have the keys of the layout's columns."""
    return write(
        LAYOUT, candidates, path, title_values=title_values, more_rows={QUOTAS: quotas},
        report=report, is_cancelled=is_cancelled,
    )  # fmt: skip
