"""Attendance as a workbook: who came to what, totals by session, who was at work, every scan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sertidesk.domain.attendance import STATES
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.layouts import Column, Fill, Layout, Sheet
from sertidesk.export.workbook import Row, Written, write

ROLLS, TEAM, SCANS = "rolls", "team", "scans"
_DATE = "dd-mm-yyyy"
_HEAD = ("{office}", "DAFTAR HADIR", "{activity}", "{date}")
_NUMBER = Column("NO", Fill.NUMBER, width=5)
_WHEN = (
    Column("HARI", field="weekday", width=10),
    Column("TANGGAL", field="date", format=_DATE, width=13),
)
_SESSION = (
    *_WHEN,
    Column("MULAI", field="starts", width=8, text=True),
    Column("RUANG", field="room", width=16),
)
_STATE = (
    Column("KEHADIRAN", field="state", width=18),
    Column("JAM DATANG", field="arrived", width=12, text=True),
    Column("CATATAN", field="note", width=28),
)
LAYOUT = Layout(
    name="daftar-hadir",
    title="Daftar hadir",
    kind="other",
    sheets=(
        Sheet(
            "Peserta",
            (
                _NUMBER,
                Column("NOMOR PESERTA", field="number", width=16, text=True),
                Column("NAMA", field="name", width=30),
                Column("NIK", field="nik", width=19, text=True),
                Column("DESA/KELURAHAN", field="village", width=20),
                Column("JABATAN KERJA", field="occupation", width=28),
                *_SESSION,
                *_STATE,
                Column("KETERANGAN", field="told", width=30),
                Column("CARA", field="way", width=11),
            ),
            head=_HEAD,
        ),
        Sheet(
            "Jumlah per sesi",
            (
                _NUMBER,
                *_SESSION,
                Column("TUK", field="test_centre", width=28),
                Column("SKEMA", field="scheme", width=28),
                Column("ASESOR", field="assessor", width=26),
                Column("PESERTA", field="all", width=10),
                *(
                    Column(word.upper(), field=state.value, width=len(word) + 4)
                    for state, word in STATES.items()
                ),
                Column("JUMLAH HADIR", field="attended", width=15),
                Column("JUMLAH TIDAK HADIR", field="missing", width=21),
            ),
            head=_HEAD,
            rows=ROLLS,
        ),
        Sheet(
            "Asesor dan panitia",
            (
                _NUMBER,
                Column("NAMA", field="name", width=30),
                Column("PERAN", field="role", width=12),
                Column("JABATAN DALAM TIM", field="position", width=28),
                Column("NOMOR HP", field="phone", width=16),
                *_WHEN,
                *_STATE,
            ),
            head=_HEAD,
            rows=TEAM,
        ),
        Sheet(
            "Pindaian",
            (
                _NUMBER,
                Column("WAKTU", field="at", width=20, text=True),
                Column("TEKS", field="text", width=24, text=True),
                Column("HASIL", field="outcome", width=20),
                Column("NAMA", field="name", width=30),
                Column("PETUGAS", field="actor", width=16),
            ),
            head=_HEAD,
            rows=SCANS,
        ),
    ),
    freeze_columns=3,
)


def write_attendance(
    path: Path,
    people: Iterable[Row],
    rolls: Iterable[Row],
    team: Iterable[Row],
    scans: Iterable[Row],
    *,
    title_values: Mapping[str, str] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the four sheets; the rows have the keys of the layout's columns."""
    return write(
        LAYOUT, people, path, title_values=title_values,
        more_rows={ROLLS: rolls, TEAM: team, SCANS: scans},
        report=report, is_cancelled=is_cancelled,
    )  # fmt: skip
