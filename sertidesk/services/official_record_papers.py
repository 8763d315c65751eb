"""The official record on paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sertidesk.domain.assessment import DECISIONS, SHORT, Decision
from sertidesk.domain.formatting import date_in_words, long_date, number
from sertidesk.domain.official_record import CLOSING
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf import official_record as paper
from sertidesk.export.pdf.official_record import Assessed, RecordPaper
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.parts import Signer
from sertidesk.services import official_record, settings
from sertidesk.services.activity import Activity
from sertidesk.services.assessment import Entry
from sertidesk.services.official_record import Record
from sertidesk.services.printing_job import Job, letterhead, nothing
from sertidesk.services.printing_job import job as start
from sertidesk.services.store import Store

_MOST_SIGNING = 5  # assessors with a block of their own; more sign on the list of attendance


def print_records(job: Job) -> Printed:
    """Print every official record of the activity, each from a new page on."""
    return _print(job, official_record.listing(job.store, job.activity))


def write_some(
    store: Store,
    activity: Activity,
    record_ids: Sequence[str],
    out: Path,
    *,
    paper: str | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Print these records alone."""
    job = start(store, activity, "official-record", out, report, is_cancelled, paper)
    found = official_record.listing(store, activity)
    return _print(job, [one for one in found if one.id in set(record_ids)])


def _print(job: Job, found: Sequence[Record]) -> Printed:
    if not found:
        raise nothing(
            "Belum ada berita acara di kegiatan ini. Buat dahulu di layar Berita acara."
        )  # fmt: skip
    return paper.write_records(
        job.out,
        letterhead(job),
        [_paper(job, one) for one in found],
        footer=job.footer,
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def _paper(job: Job, one: Record) -> RecordPaper:
    day = date_in_words(one.day) if one.day else "Pada hari ini ................ tanggal ........"
    place = one.place or "." * 30
    return RecordPaper(
        number=one.number,
        opening=(
            f"{day}, bertempat di {place}, telah dilaksanakan uji kompetensi kerja konstruksi "
            f"kegiatan {job.activity.name} tahun {job.activity.year}, dengan keterangan:"
        ),
        facts=(
            ("LSP", one.lsp),
            ("Skema/jabatan kerja", one.scheme),
            ("SKKNI/standar", one.standard),
            ("TUK", one.test_centre),
            ("Cakupan", one.covered if one.covers else ""),
            ("Jumlah peserta", f"{number(len(one.entries))} orang"),
        ),
        assessors=one.assessors,
        rows=tuple(_row(entry) for entry in one.entries),
        totals=_totals(one),
        closing=one.closing or CLOSING,
        signers=_signers(job, one),
    )


def _row(entry: Entry) -> Assessed:
    decision = entry.decision or entry.recommendation
    return Assessed(
        entry.name,
        entry.village,
        SHORT[decision] if decision else "",
        entry.note or (DECISIONS[Decision.ABSENT] if decision is Decision.ABSENT else ""),
    )


def _totals(one: Record) -> str:
    counts = one.counts
    told = [
        f"{number(counts.get(key, 0))} orang {DECISIONS[key].lower()} ({SHORT[key]})"
        for key in DECISIONS
    ]
    words = f"Dari {number(len(one.entries))} peserta: " + ", ".join(told)
    waiting = counts.get(None, 0)
    return f"{words}, dan {number(waiting)} orang belum diputus." if waiting else f"{words}."


def _signers(job: Job, one: Record) -> tuple[Signer, ...]:
    """Return who vouches for compliance at the left, the assessors after it, dated at the last."""
    place = str(settings.get(job.store, "office_place") or "") or "." * 16
    dated = f"{place}, {long_date(one.day)}" if one.day else f"{place}, ...................."
    names = [name for name, _ in one.assessors[:_MOST_SIGNING]] or [""]
    witness = Signer("Mengetahui,", f"{one.witness_position or 'Kepala TUK'},", one.witness)
    # The date stands above the block at the right of the first row.
    last = min(len(names), 2) - 1
    return (
        witness,
        *(Signer(dated if at == last else "", "Asesor,", name) for at, name in enumerate(names)),
    )
