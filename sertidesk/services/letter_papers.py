"""Letters of the register on paper: the application, any letter written here, recruitment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sertidesk.domain import recruitment as recruitment_rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.preparation import blocks, recruitment_text
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf import letters as pdf
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.parts import Signer
from sertidesk.services import (
    letter_recruitment,
    letters,
    preparation,
    recruitment,
    recruitment_papers,
)
from sertidesk.services.activity import Activity
from sertidesk.services.letters import Letter
from sertidesk.services.page_setup import LETTERS
from sertidesk.services.printing_job import Job, dated_on, head_of_office, letterhead, nothing
from sertidesk.services.printing_job import job as start
from sertidesk.services.store import Store


def print_application(job: Job) -> Printed:
    """Print the activity's application letter; without a number a line is left to write it on."""
    one = preparation.application(job.store, job.activity.id)
    if one is None or not one.body:
        raise nothing(
            "Belum ada surat permohonan di kegiatan ini. Buat dahulu di langkah persiapan."
        )
    return _print(job, [_paper(job, one)])


def print_letter(
    store: Store,
    activity: Activity,
    letter_id: str,
    out: Path,
    *,
    paper: str | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Print one letter that was written here."""
    one = letters.get(store, letter_id)
    if one is None or not one.body:
        raise UserError("letter_without_text", "Surat ini belum ada isinya. Tulis isinya dahulu.")
    job = start(store, activity, LETTERS, out, report, is_cancelled, paper)
    return _print(job, [_paper(job, one)])


def print_recruitment(job: Job) -> Printed:
    """Print the recruitment letters to everyone on the list, each from a page of its own."""
    listed = recruitment.listing(job.store, job.activity.id)
    if not listed:
        raise nothing(
            "Belum ada penerima surat rekrutmen di kegiatan ini. Tambahkan penerimanya dahulu."
        )
    deadline = recruitment_papers.deadline(job.store, job.activity)
    what = recruitment_papers.announcement(job.store, job.activity, deadline)
    head, signer = letterhead(job), _signer(job)
    made = [
        pdf.Letter(
            head=head,
            dated=dated_on(job, one.letter_date),
            matter=letter_recruitment.SUBJECT,
            addressee=(recruitment_rules.salutation(one.kind, one.name),),
            blocks=blocks(recruitment_text(one.kind, what)),
            signer=signer,
            number=one.letter_number,
        )
        for one in listed
    ]
    return _print(job, made)


def _paper(job: Job, one: Letter) -> pdf.Letter:
    return pdf.Letter(
        head=letterhead(job),
        dated=dated_on(job, one.letter_date),
        matter=one.subject,
        addressee=(one.correspondent or "." * 48,),
        place=one.place or "Tempat",
        blocks=blocks(one.body),
        signer=_signer(job),
        enclosed=one.enclosed,
        number=one.number,
        nature=one.nature or "Biasa",
        copies=tuple(filter(None, (line.strip() for line in one.copies.splitlines()))),
    )


def _print(job: Job, made: list[pdf.Letter]) -> Printed:
    return pdf.write_letters(
        job.out, made, paper=job.paper, report=job.report, is_cancelled=job.is_cancelled
    )


def _signer(job: Job) -> Signer:
    """Return who signs: the date stands above already."""
    return replace(head_of_office(job), lead="")
