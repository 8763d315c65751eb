"""The decision letter on paper; a draft says that it is one."""

from __future__ import annotations

from sertidesk.domain import nip
from sertidesk.domain.decision import lines
from sertidesk.domain.formatting import long_date
from sertidesk.export.pdf.decision import DecisionPaper, write_decision
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.parts import Signer
from sertidesk.services import decision, settings
from sertidesk.services.decision import Letter
from sertidesk.services.printing_job import Job, letterhead, nothing


def print_letter(job: Job) -> Printed:
    """Print the letter with the list of those who stand in it."""
    one = decision.load(job.store, job.activity)
    if not one.listed:
        raise nothing(
            "Belum ada peserta yang kompeten di kegiatan ini. Catat keputusan asesmen dahulu di "
            "layar Asesmen."
        )
    return write_decision(
        job.out,
        letterhead(job),
        _paper(job, one),
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def _paper(job: Job, one: Letter) -> DecisionPaper:
    position = one.official.position if one.official else "Kepala Dinas"
    day = long_date(one.day) if one.day else ""
    dots = "." * 20
    place = str(settings.get(job.store, "office_place") or "") or dots
    return DecisionPaper(
        authority=position,
        number=one.number,
        subject=one.subject,
        considering=lines(one.considering),
        basis=lines(one.basis),
        decides=lines(one.decides),
        signer=Signer(
            f"Ditetapkan di {place}\npada tanggal {day or dots}",
            f"{position},",
            one.signer,
            one.official.rank if one.official else "",
            nip.show(one.official.nip) if one.official else "",
        ),
        date=day,
        rows=tuple(
            (entry.who.name, entry.who.nik, entry.trade, entry.who.village) for entry in one.listed
        ),
        draft=one.set_on is None,
    )
