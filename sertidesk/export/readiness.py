"""The readiness as a workbook: facilities, assessors, candidates; the phone list alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.layouts import Column, Fill, Layout, Sheet
from sertidesk.export.workbook import Row, Written, write

ASSESSORS = "assessors"
CANDIDATES = "candidates"
_DATE = "dd-mm-yyyy"
_CANDIDATES = Sheet(
    "Peserta",
    (
        Column("NO", Fill.NUMBER, width=5),
        Column("NAMA", field="name", width=28),
        Column("NOMOR HP", field="phone", width=16, text=True),
        Column("DESA/KELURAHAN", field="village", width=20),
        Column("JABATAN KERJA", field="occupation", width=26),
        Column("JADWAL", field="schedule", width=40),
        Column("STATUS", field="reach", width=17),
        Column("DIHUBUNGI", field="at", width=18),
        Column("LEWAT", field="way", width=11),
        Column("OLEH", field="called_by", width=18),
        Column("KALI", field="attempts", width=6),
        Column("CATATAN", field="note", width=34),
    ),
    head=("{office}", "DAFTAR TELEPON CALON PESERTA", "{activity}", "{date}"),
    rows=CANDIDATES,
    totals=("count",),
)
READINESS = Layout(
    name="kesiapan",
    title="Kesiapan uji kompetensi",
    kind="other",
    sheets=(
        Sheet(
            "Sarana",
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("SARANA/PERALATAN", field="name", width=40),
                Column("TUK", field="test_centre", width=26),
                Column("SKEMA", field="scheme", width=28),
                Column("KEBUTUHAN", field="needed", width=12),
                Column("SATUAN", field="unit", width=10),
                Column("TERSEDIA", field="available", width=10),
                Column("KONDISI", field="condition", width=16),
                Column("STATUS", field="state", width=17),
                Column("DISIAPKAN OLEH", field="prepared_by", width=20),
                Column("TANGGAL", field="prepared_on", format=_DATE, width=13),
                Column("CATATAN", field="note", width=30),
            ),
            head=("{office}", "KESIAPAN SARANA PRASARANA", "{activity}", "{date}"),
        ),
        Sheet(
            "Asesor",
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("ASESOR", field="name", width=28),
                Column("NO. REGISTRASI", field="registration", width=24, text=True),
                Column("NOMOR HP", field="phone", width=16, text=True),
                Column("TANGGAL UJI", field="day", format=_DATE, width=13),
                Column("JAM", field="time", width=14, text=True),
                Column("TUK", field="test_centre", width=26),
                Column("SKEMA", field="scheme", width=28),
                Column("JAWABAN", field="answer", width=18),
                Column("DITANYA", field="asked_on", format=_DATE, width=13),
                Column("LEWAT", field="way", width=11),
                Column("OLEH", field="asked_by", width=18),
                Column("DIJAWAB", field="answered_on", format=_DATE, width=13),
                Column("CATATAN", field="note", width=30),
            ),
            head=("{office}", "KONFIRMASI ASESOR", "{activity}", "{date}"),
            rows=ASSESSORS,
        ),
        _CANDIDATES,
    ),
    freeze_columns=2,
)
PHONE_LIST = Layout(
    name="daftar-telepon",
    title="Daftar telepon calon peserta",
    kind="other",
    sheets=(replace(_CANDIDATES, rows="participants"),),
    freeze_columns=2,
)


def write_readiness(
    path: Path,
    items: Iterable[Row],
    assessors: Iterable[Row],
    candidates: Iterable[Row],
    *,
    title_values: Mapping[str, str] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the three parts; the rows have the keys of the layout's columns.

    ``rows`` of the answer counts those of all three.
    """
    facilities, confirmations, people = list(items), list(assessors), list(candidates)
    written = write(
        READINESS, facilities, path, title_values=title_values,
        more_rows={ASSESSORS: confirmations, CANDIDATES: people},
        report=report, is_cancelled=is_cancelled,
    )  # fmt: skip
    return replace(written, rows=len(facilities) + len(confirmations) + len(people))
