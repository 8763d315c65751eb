"""The reconciliation as a workbook: counts, everyone's way, who is missing where, what is odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.layouts import Column, Fill, Layout, Orientation, Sheet
from sertidesk.export.workbook import Row, Written, write

_COUNTS, _WAYS, _GAPS, _ODD = "Rekonsiliasi", "Peserta", "Yang kurang", "Ganjil"


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage: how many reached it, and how many of them did not reach each later one."""

    word: str
    count: int
    missing: Mapping[str, int]


def write_reconciliation(
    path: Path,
    stages: Sequence[tuple[str, str]],
    counts: Sequence[StageRow],
    ways: Sequence[Row],
    gaps: Sequence[Row],
    odd: Sequence[Row],
    *,
    title_values: Mapping[str, str] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the workbook; ``stages`` are (key, word), ``ways`` have those keys as fields.

    The sheet of what is odd is left out where nothing is.
    """
    written = write(
        _layout(stages, with_odd=bool(odd)),
        (),
        path,
        title_values=title_values,
        more_rows={
            _COUNTS: [{"stage": one.word, "count": one.count, **one.missing} for one in counts],
            _WAYS: ways,
            _GAPS: gaps,
            _ODD: odd,
        },
        report=report,
        is_cancelled=is_cancelled,
    )
    return replace(written, rows=len(ways))


def _layout(stages: Sequence[tuple[str, str]], *, with_odd: bool) -> Layout:
    sheets = [
        Sheet(
            _COUNTS,
            (
                Column("TAHAP", field="stage", width=24),
                Column("JUMLAH", field="count", width=9),
                *(Column(f"BELUM {word.upper()}", field=key, width=13) for key, word in stages[1:]),
            ),
            head=("{office}", "REKONSILIASI PESERTA", "{activity}", "{date}"),
            rows=_COUNTS,
        ),
        Sheet(
            _WAYS,
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("NAMA", field="name", width=28),
                Column("NIK", field="nik", width=19, text=True),
                Column("DESA/KELURAHAN", field="village", width=18),
                Column("JABATAN KERJA", field="occupation", width=24),
                Column("TAHAP TERAKHIR", field="furthest", width=20),
                *(Column(word.upper(), field=key, width=12) for key, word in stages),
            ),
            head=("{office}", "PERJALANAN SETIAP PESERTA", "{activity}", "{date}"),
            rows=_WAYS,
            totals=("count",),
        ),
        Sheet(
            _GAPS,
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("SUDAH", field="earlier", width=22),
                Column("BELUM", field="later", width=22),
                Column("NAMA", field="name", width=28),
                Column("NIK", field="nik", width=19, text=True),
                Column("DESA/KELURAHAN", field="village", width=18),
            ),
            head=("{office}", "PESERTA YANG KURANG DI ANTARA DUA TAHAP", "{activity}", "{date}"),
            rows=_GAPS,
            totals=("count",),
        ),
    ]
    if with_odd:
        sheets.append(
            Sheet(
                _ODD,
                (Column("YANG TIDAK COCOK", field="remark", width=90),),
                head=("{office}", "YANG PERLU DIPERIKSA", "{activity}", "{date}"),
                rows=_ODD,
            )
        )
    return Layout(
        name="rekonsiliasi",
        title="Rekonsiliasi peserta",
        kind="other",
        sheets=tuple(sheets),
        orientation=Orientation.LANDSCAPE,
        freeze_columns=2,
    )
