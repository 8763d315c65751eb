"""What is written of the selection: all as Excel, the selected and the reserve as PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from sertidesk.domain.phones import local
from sertidesk.domain.selection import STATES, State
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export import selection as workbook
from sertidesk.export.pdf import selection as pdf
from sertidesk.export.pdf.lists import ListHead
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.selection import Chosen
from sertidesk.export.workbook import Written
from sertidesk.services import selection
from sertidesk.services.activity import Activity
from sertidesk.services.printing_job import Job, head_of_office, letterhead, nothing
from sertidesk.services.selection import Entry
from sertidesk.services.store import Store
from sertidesk.services.workbooks import no_participants, titles

_KINDS = {"total": "Kegiatan", "occupation": "Jabatan kerja", "village": "Desa/kelurahan"}
_ORDER = {state: place for place, state in enumerate((State.SELECTED, State.RESERVE))}


def write_workbook(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write every candidate, the selected first, and the quotas."""
    board = selection.load(store, activity)
    if not board.entries:
        raise no_participants()
    entries = sorted(board.entries, key=lambda one: _ORDER.get(one.state, len(_ORDER)))
    return workbook.write_selection(
        path,
        [_row(one) for one in entries],
        [asdict(one) | {"kind": _KINDS[one.kind]} for one in board.gauges],
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )


def print_list(job: Job) -> Printed:
    """Print who takes part and who waits, by occupation and rank."""
    board = selection.load(job.store, job.activity)
    selected = [one for one in board.entries if one.state is State.SELECTED]
    if not selected:
        raise nothing(
            "Belum ada peserta terpilih di kegiatan ini. Pilih dahulu di layar Seleksi, atau "
            "gunakan tombol Usulkan pilihan."
        )
    reserve = [one for one in board.entries if one.state is State.RESERVE]
    counts = (
        ("Peserta terpilih", f"{len(selected)} orang"),
        ("Cadangan", f"{len(reserve)} orang" if reserve else ""),
    )
    return pdf.write_selection(
        job.out,
        ListHead(
            letterhead(job),
            ("Daftar peserta terpilih" + (" dan cadangan" if reserve else ""), job.title),
            counts,
            job.footer,
        ),
        [_chosen(one) for one in sorted(selected, key=_by_occupation)],
        _in_turn(sorted(reserve, key=_by_occupation)),
        head_of_office(job),
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def _row(one: Entry) -> dict[str, object]:
    return asdict(one) | {
        "phone": local(one.phone) if one.phone else "",
        "state": STATES[one.state],
        "rank": one.rank.rank if one.rank else None,
        "basis": one.rank.reason if one.rank else "",
        "why": one.why,
    }


def _by_occupation(one: Entry) -> tuple[str, int, int]:
    return one.occupation.casefold(), one.level or 0, one.rank.rank if one.rank else 0


def _in_turn(reserve: Sequence[Entry]) -> list[Chosen]:
    """Return the waiting list with each one's turn within the occupation."""
    turns: Counter[tuple[str, int | None]] = Counter()
    made = []
    for one in reserve:
        turns[one.occupation, one.level] += 1
        turn = f"Cadangan ke-{turns[one.occupation, one.level]}"
        made.append(replace(_chosen(one), remark=turn))
    return made


def _chosen(one: Entry) -> Chosen:
    level = f" jenjang {one.level}" if one.level and one.occupation else ""
    remark = f"Menggantikan {one.replaces}" if one.replaces else ""
    return Chosen(one.name, one.sex, one.village, f"{one.occupation}{level}", remark)
