"""The register of complaints as a workbook and on paper: of an activity, or of the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sertidesk.domain import complaints as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import number, short_date
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.complaints import LAYOUT
from sertidesk.export.pdf.complaints import ComplaintRow, write_complaints
from sertidesk.export.pdf.lists import ListHead
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.parts import Letterhead
from sertidesk.export.pdf.sheet import Sheet
from sertidesk.export.workbook import Written, write
from sertidesk.services import complaints, page_setup
from sertidesk.services.activity import Activity
from sertidesk.services.complaints import Complaint
from sertidesk.services.printing_job import (
    Job,
    letterhead,
    nothing,
    office_head,
    office_letterhead,
)
from sertidesk.services.store import Store
from sertidesk.services.workbooks import titles


def write_activity(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the complaints of an activity as a workbook."""
    found = complaints.listing(store, activity.id)
    return _write(store, found, path, activity, report, is_cancelled)


def write_some(
    store: Store,
    ids: Sequence[str],
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write these complaints of the office's register as a workbook."""
    return _write(store, _chosen(store, ids), path, None, report, is_cancelled)


def print_activity(job: Job) -> Printed:
    """Print the complaints of an activity."""
    found = complaints.listing(job.store, job.activity.id)
    return _print(
        job.store, found, job.out, letterhead(job), job.title, job.footer, job.paper, job.report,
        job.is_cancelled,
    )  # fmt: skip


def print_some(
    store: Store,
    ids: Sequence[str],
    path: Path,
    *,
    paper: str | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Print these complaints of the office's register."""
    chosen = page_setup.sheet(store, "complaints", paper)
    head = office_letterhead(store, kind="complaints")
    return _print(
        store, _chosen(store, ids), path, head, "", "Daftar pengaduan", chosen, report, is_cancelled
    )


def _chosen(store: Store, ids: Sequence[str]) -> list[Complaint]:
    wanted = set(ids)
    return [one for one in complaints.listing(store) if one.id in wanted]


def _write(
    store: Store,
    found: list[Complaint],
    path: Path,
    activity: Activity | None,
    report: Report,
    is_cancelled: IsCancelled,
) -> Written:
    if not found:
        raise UserError(
            "nothing_to_export",
            "Belum ada pengaduan. Catat pengaduannya dahulu di halaman Pengaduan.",
        )
    return write(
        LAYOUT,
        [
            asdict(one) | {"label": one.label, "state": rules.STATES[one.state]}
            for one in reversed(found)
        ],
        path,
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )


def _print(
    store: Store,
    found: list[Complaint],
    path: Path,
    head: Letterhead,
    title: str,
    footer: str,
    paper: Sheet,
    report: Report,
    is_cancelled: IsCancelled,
) -> Printed:
    if not found:
        raise nothing("Belum ada pengaduan. Catat pengaduannya dahulu di halaman Pengaduan.")
    resolved = sum(one.state is rules.State.RESOLVED for one in found)
    told = f"{number(len(found))}, selesai {number(resolved)}"
    return write_complaints(
        path,
        ListHead(head, ("Daftar pengaduan", title), (("Jumlah pengaduan", told),), footer),
        [_row(one) for one in reversed(found)],
        office_head(store, "complaints"),
        paper=paper,
        report=report,
        is_cancelled=is_cancelled,
    )


def _row(one: Complaint) -> ComplaintRow:
    about = f"{one.what}\n(tentang {one.participant})" if one.participant else one.what
    day = short_date(one.answered_on) if one.answered_on else ""
    state = rules.STATES[one.state]
    return ComplaintRow(
        one.label,
        short_date(one.received_on),
        one.channel,
        "\n".join(filter(None, (one.name or "Tanpa nama", one.contact))),
        about,
        one.answer,
        "\n".join(filter(None, (one.answered_by, day))),
        f"{state}\n{one.days} hari" if one.state is rules.State.RESOLVED else state,
    )
