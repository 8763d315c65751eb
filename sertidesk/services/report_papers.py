"""The final report on paper, with every list of the activity as an annex."""

from __future__ import annotations

from sertidesk.domain.assessment import DECISIONS
from sertidesk.domain.attendance import STATES
from sertidesk.domain.certificates import STATES as CERTIFICATE_STATES
from sertidesk.domain.formatting import short_date
from sertidesk.domain.report import Tabulation
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.report import FinalReport, Section, write_report
from sertidesk.services import (
    assessment,
    attendance,
    certificates,
    handover,
    records,
    report,
    settings,
)
from sertidesk.services.printing_job import Job, head_of_office, letterhead, nothing


def final_report(job: Job) -> Printed:
    """Print the report; an activity without participants has nothing to tell."""
    if not records.for_files(job.store, job.activity, wanted=()).participants:
        raise nothing(
            "Belum ada peserta dalam kegiatan ini. Tambahkan atau impor peserta lebih dahulu."
        )
    one = job.activity
    place = str(settings.get(job.store, "office_place") or "")
    return write_report(
        job.out,
        FinalReport(
            letterhead(job),
            "Laporan akhir",
            one.name,
            tuple(
                pair
                for pair in (
                    ("Tahun anggaran", str(one.year)),
                    ("Sumber dana", one.funding_source),
                    ("SOP", one.procedure.name),
                    ("LSP", one.lsp),
                    ("TUK", one.test_centre),
                )
                if pair[1]
            ),
            ", ".join(filter(None, (place, str(one.year)))),
            tuple(
                Section(
                    section.title,
                    tuple(line for line in section.text.split("\n") if line.strip()),
                    section.tables,
                )
                for section in report.load(job.store, one)
            ),
            _annexes(job),
            (head_of_office(job),),
            job.footer,
        ),
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def _annexes(job: Job) -> tuple[Tabulation, ...]:
    made = (_people(job), _attendance(job), _results(job), _certificates(job))
    return tuple(one for one in made if one is not None and one.rows)


def _people(job: Job) -> Tabulation:
    rows = records.for_files(job.store, job.activity, wanted=()).participants
    return Tabulation(
        "Daftar peserta",
        ("No", "Nama", "NIK", "L/P", "Desa/kelurahan", "Jabatan kerja"),
        tuple(
            (
                str(place), str(row["full_name"] or ""), str(row["nik"] or ""),
                str(row["sex"] or ""), str(row["village"] or ""), str(row["occupation"] or ""),
            )
            for place, row in enumerate(rows, start=1)
        ),
        shares=(6, 32, 22, 6, 16, 18),
    )  # fmt: skip


def _attendance(job: Job) -> Tabulation | None:
    rolls = attendance.load(job.store, job.activity)
    lines = [
        (roll.words, entry.name, STATES[entry.state], entry.arrived, entry.note)
        for roll in rolls
        if roll.totals.all > roll.totals.open
        for entry in roll.entries
    ]
    if not lines:
        return None
    return Tabulation(
        "Daftar hadir peserta",
        ("No", "Sesi", "Nama", "Kehadiran", "Jam", "Catatan"),
        tuple((str(place), *line) for place, line in enumerate(lines, start=1)),
        shares=(6, 27, 30, 14, 8, 15),
    )


def _results(job: Job) -> Tabulation | None:
    decided = [one for one in assessment.listing(job.store, job.activity) if one.decision]
    return Tabulation(
        "Hasil uji kompetensi",
        ("No", "Nama", "Jabatan kerja / jenjang", "Asesor", "Keputusan"),
        tuple(
            (
                str(place), one.name, one.trade, one.assessor,
                DECISIONS[one.decision] if one.decision else "",
            )
            for place, one in enumerate(decided, start=1)
        ),
        shares=(6, 32, 28, 20, 14),
    )  # fmt: skip


def _certificates(job: Job) -> Tabulation | None:
    handed = {one.certificate_id: one for one in handover.listing(job.store, job.activity)}
    known = [one for one in certificates.listing(job.store, job.activity) if one.certificate_id]
    rows = []
    for place, one in enumerate(known, start=1):
        given = handed.get(one.certificate_id)
        received = short_date(given.received_on) if given and given.received_on else ""
        rows.append(
            (
                str(place), one.name, one.number or CERTIFICATE_STATES[one.state],
                short_date(one.issued_on) if one.issued_on else "",
                short_date(one.expires_on) if one.expires_on else "", received,
            )
        )  # fmt: skip
    return Tabulation(
        "Sertifikat dan tanda terimanya",
        ("No", "Nama", "Nomor sertifikat", "Terbit", "Berlaku s.d.", "Diserahkan"),
        tuple(rows),
        shares=(6, 32, 26, 12, 12, 12),
    )
