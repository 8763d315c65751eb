"""What is written of the readiness: all of it and the phone list as Excel, the form as PDF."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from itertools import groupby
from pathlib import Path

from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import date_range, moment
from sertidesk.domain.phones import local
from sertidesk.domain.readiness import ANSWERS, CONDITIONS, ITEM_STATES, REACHES, WAYS, ItemState
from sertidesk.domain.schedule import show_time
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export import readiness as workbook
from sertidesk.export.pdf import readiness as pdf
from sertidesk.export.pdf.lists import ListHead
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.parts import Signer
from sertidesk.export.pdf.readiness import Form, PrintedItem
from sertidesk.export.workbook import Written, write
from sertidesk.services import readiness, readiness_assessors, readiness_calls
from sertidesk.services.activity import Activity
from sertidesk.services.printing_job import Job, dated, letterhead, nothing
from sertidesk.services.readiness import Item
from sertidesk.services.readiness_assessors import Line
from sertidesk.services.readiness_calls import Candidate
from sertidesk.services.store import Store
from sertidesk.services.workbooks import no_participants, titles


def write_workbook(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write facilities, assessors and candidates, one sheet each."""
    items = readiness.listing(store, activity)
    lines = readiness_assessors.listing(store, activity)
    people = readiness_calls.listing(store, activity)
    if not (items or lines or people):
        raise UserError(
            "nothing_to_export",
            "Belum ada sarana, asesor, atau peserta dalam kegiatan ini. Isi dahulu peserta atau "
            "jadwalnya.",
        )
    return workbook.write_readiness(
        path,
        [_item(one) for one in items],
        [_assessor(one) for one in lines],
        [_candidate(one) for one in people],
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )


def write_phone_list(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write whom to call, by the day they come."""
    people = readiness_calls.listing(store, activity)
    if not people:
        raise no_participants()
    return write(
        workbook.PHONE_LIST,
        [_candidate(one) for one in people],
        path,
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )


def print_form(job: Job) -> Printed:
    """Print the form of each test centre; what is not looked at yet is left to be written."""
    items = readiness.listing(job.store, job.activity)
    if not items:
        raise nothing(
            "Belum ada sarana dalam daftar kegiatan ini. Isi dahulu di layar Kesiapan, bagian "
            "Sarana."
        )
    days: dict[str, list[date]] = {}
    for line in readiness_assessors.listing(job.store, job.activity):
        days.setdefault(line.test_centre, []).append(line.day)
    forms = []
    for centre, some in groupby(items, key=lambda one: one.test_centre):
        parts = [
            (scheme or "Umum", tuple(_printed(one) for one in group))
            for scheme, group in groupby(some, key=lambda one: one.scheme)
        ]
        held = days.get(centre, [])
        when = date_range(min(held), max(held)) if held else ""
        about = (("TUK", centre or "." * 48), ("Tanggal uji", when or "." * 48))
        forms.append(Form(about, tuple(parts)))
    return pdf.write_form(
        job.out,
        ListHead(
            letterhead(job),
            ("Form kesiapan sarana prasarana uji kompetensi", job.title),
            footer=job.footer,
        ),
        forms,
        (
            Signer("Mengetahui,", "Kepala TUK,"),
            Signer(dated(job, day=False), "Penanggung jawab sarana,"),
        ),
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def _printed(one: Item) -> PrintedItem:
    if one.state is ItemState.NOT_NEEDED:
        return PrintedItem(one.name, "tidak perlu", note=one.note)
    return PrintedItem(
        one.name,
        f"{one.needed} {one.unit}".strip(),
        "" if one.available is None else str(one.available),
        CONDITIONS[one.condition] if one.condition else "",
        one.note,
    )


def _item(one: Item) -> dict[str, object]:
    return asdict(one) | {
        "scheme": one.scheme or "Umum",
        "condition": CONDITIONS[one.condition] if one.condition else "",
        "state": ITEM_STATES[one.state],
    }


def _assessor(one: Line) -> dict[str, object]:
    return asdict(one) | {
        "phone": local(one.phone) if one.phone else "",
        "time": f"{show_time(one.starts)}–{show_time(one.ends)}",
        "answer": ANSWERS[one.answer],
        "way": WAYS[one.way] if one.way else "",
    }


def _candidate(one: Candidate) -> dict[str, object]:
    return {
        "name": one.name,
        "phone": local(one.phone) if one.phone else "",
        "village": one.village,
        "occupation": one.occupation,
        "schedule": one.schedule,
        "reach": REACHES[one.reach],
        "at": moment(one.at) if one.at else "",
        "way": WAYS[one.way] if one.way else "",
        "called_by": one.called_by,
        "attempts": one.attempts or None,
        "note": one.note,
    }
