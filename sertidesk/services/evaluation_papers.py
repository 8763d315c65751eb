"""The evaluation on paper."""

from __future__ import annotations

from sertidesk.domain.formatting import long_date, number, short_date
from sertidesk.export.pdf.evaluation import Hindrance, write_evaluation
from sertidesk.export.pdf.lists import ListHead
from sertidesk.export.pdf.page import Printed
from sertidesk.services import evaluation
from sertidesk.services.printing_job import Job, head_of_office, letterhead, nothing


def print_evaluation(job: Job) -> Printed:
    """Print figures and obstacles of the activity."""
    one = evaluation.load(job.store, job.activity)
    if not one.tables and not one.items:
        raise nothing(
            "Belum ada yang dievaluasi di kegiatan ini. Tambahkan peserta, atau catat kendala "
            "dahulu di layar Evaluasi."
        )
    counts = one.figures
    pairs = (
        ("Terdaftar", f"{number(counts.registered)} orang"),
        ("Hadir", f"{number(counts.attended)} orang"),
        ("Kompeten", f"{number(counts.competent)} orang"),
        ("Belum kompeten", f"{number(counts.not_competent)} orang"),
        ("Belum diputus", f"{number(counts.undecided)} orang" if counts.undecided else ""),
        ("LSP", job.activity.lsp),
        ("Keadaan per", long_date(job.store.today())),
    )
    titles = ("Evaluasi hasil pelaksanaan sertifikasi", job.title)
    return write_evaluation(
        job.out,
        ListHead(letterhead(job), titles, pairs, footer=job.footer),
        one.tables,
        [
            Hindrance(
                item.obstacle, item.cause, item.proposal, item.who,
                f"Selesai {short_date(item.done_on)}" if item.done_on
                else short_date(item.due_on) if item.due_on else "",
            )
            for item in one.items
        ],
        head_of_office(job),
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )  # fmt: skip
