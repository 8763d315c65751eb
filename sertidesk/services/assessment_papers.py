"""What is written of the assessment: the results as Excel, and as a list to print."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path

from sertidesk.domain.assessment import APPEALS, DECISIONS, METHODS, Appeal
from sertidesk.domain.attendance import STATES
from sertidesk.domain.formatting import long_date
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.assessment import RESULTS
from sertidesk.export.pdf import assessment as paper
from sertidesk.export.pdf.assessment import Result
from sertidesk.export.pdf.lists import ListHead
from sertidesk.export.pdf.page import Printed
from sertidesk.export.workbook import Written, write
from sertidesk.services import assessment
from sertidesk.services.activity import Activity
from sertidesk.services.assessment import Entry
from sertidesk.services.printing_job import Job, head_of_office, letterhead, nothing
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
    """Write the results of everyone who takes part, with appeals and attendance."""
    entries = assessment.listing(store, activity)
    if not entries:
        raise no_participants()
    return write(
        RESULTS,
        [_row(one) for one in entries],
        path,
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )


def print_results(job: Job) -> Printed:
    """Print the list of results with what it comes to."""
    entries = assessment.listing(job.store, job.activity)
    if not any(one.first or one.recommendation for one in entries):
        raise nothing(
            "Belum ada hasil asesmen di kegiatan ini. Catat atau impor dahulu di layar Asesmen."
        )
    counts = Counter(one.decision for one in entries)
    told = [f"{word} {counts[key]}" for key, word in DECISIONS.items()]
    if counts[None]:
        told.append(f"Belum diputus {counts[None]}")
    days = sorted({one.assessed_on for one in entries if one.first and one.assessed_on})
    facts = [
        ("Jumlah peserta", f"{len(entries)} orang"),
        ("Hasil", ", ".join(told)),
    ]
    if days:
        when = long_date(days[0])
        if len(days) > 1:
            when += f" sampai {long_date(days[-1])}"
        facts.insert(0, ("Tanggal asesmen", when))
    return paper.write_results(
        job.out,
        ListHead(letterhead(job), ("Daftar hasil asesmen", job.title), tuple(facts), job.footer),
        [
            Result(
                one.name,
                one.nik,
                one.trade,
                one.assessor,
                DECISIONS[one.recommendation] if one.recommendation else "",
                _decision(one),
            )
            for one in entries
        ],
        head_of_office(job),
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def _row(one: Entry) -> dict[str, object]:
    appeal = one.appeal
    return asdict(one) | {
        "attendance": STATES[one.attendance],
        "method": METHODS[one.method] if one.method else "",
        "recommendation": DECISIONS[one.recommendation] if one.recommendation else "",
        "first": DECISIONS[one.first] if one.first else "",
        "decision": DECISIONS[one.decision] if one.decision else "",
        "appeal": APPEALS[appeal.state] if appeal else "",
        "appeal_on": appeal.since if appeal else None,
    }


def _decision(one: Entry) -> str:
    if one.decision is None:
        return ""
    granted = one.appeal is not None and one.appeal.state is Appeal.GRANTED
    return f"{DECISIONS[one.decision]} (banding)" if granted else DECISIONS[one.decision]
