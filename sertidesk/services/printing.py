"""Every kind of paper an activity can print, by the name the command line knows it under."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sertidesk.domain import addresses
from sertidesk.domain import documents as document_rules
from sertidesk.domain.documents import CheckState
from sertidesk.domain.errors import UserError
from sertidesk.domain.phones import local
from sertidesk.domain.procedure import RequirementKind
from sertidesk.domain.work import IsCancelled, Report
from sertidesk.export.pdf import lists, receipts
from sertidesk.export.pdf.lists import Listed, ListHead
from sertidesk.export.pdf.page import WORD, Printed
from sertidesk.export.pdf.receipts import DocumentReceipt, HandedIn
from sertidesk.services import (
    assessment_papers,
    attendance_papers,
    certificate_papers,
    complaints_papers,
    decision_papers,
    documents,
    evaluation_papers,
    letter_papers,
    meetings_papers,
    official_record_papers,
    printing_letters,
    procedure_papers,
    readiness_papers,
    records,
    report_papers,
    schedule_files,
    selection_papers,
)
from sertidesk.services.activity import Activity
from sertidesk.services.printing_job import (
    Job,
    dated,
    head_of_office,
    letterhead,
    nothing,
)
from sertidesk.services.printing_job import job as start
from sertidesk.services.records import Row
from sertidesk.services.store import Store

__all__ = ["KINDS", "WORD", "Kind", "Printed", "write"]

_RECEIVED = frozenset({CheckState.PRESENT, CheckState.VALID, CheckState.NEEDS_FIX})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper: its title, who prints it, whether an empty activity has it too.

    What people edit before they sign has a Word form as well (``in_word``).
    """

    title: str
    printer: Callable[[Job], Printed]
    always: bool = False
    in_word: bool = False


def write(
    store: Store,
    activity: Activity,
    kind: str,
    out: Path,
    *,
    paper: str | None = None,
    report: Report = lambda done, total: None,
    is_cancelled: IsCancelled = lambda: False,
) -> Printed:
    """Print one kind of paper to a PDF; ``paper`` stands in for what the office has chosen.

    It is ``f4``, ``a4`` or ``custom``. A file with the suffix ``.docx`` is written for Word. Raises
    `UserError` with the code ``nothing_to_print`` when the activity has nothing for it,
    ``no_word_form`` when the kind is for paper alone.
    """
    made = KINDS[kind]
    if out.suffix.lower() == WORD and not made.in_word:
        raise UserError(
            "no_word_form",
            "{title} tidak disediakan sebagai Word. Simpan sebagai PDF: beri nama {name}.",
            title=made.title,
            name=out.with_suffix(".pdf").name,
        )
    return made.printer(start(store, activity, kind, out, report, is_cancelled, paper))


def _participants(job: Job) -> Printed:
    people = [
        Listed(
            name=str(row["full_name"] or ""),
            nik=str(row["nik"] or ""),
            sex=str(row["sex"] or ""),
            birth=str(row["birth_place_date"] or ""),
            # Regency and province go without saying in the office's own list.
            address=addresses.full(row | {"regency": None, "province": None}),
            phone=local(str(row["phone"])) if row["phone"] else "",
            occupation=str(row["occupation"] or ""),
        )
        for row in _people(job)
    ]
    head = ListHead(letterhead(job), ("Daftar peserta", job.title), footer=job.footer)
    return lists.write_participants(
        job.out,
        head,
        people,
        head_of_office(job),
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def _document_receipts(job: Job) -> Printed:
    asked = [
        item
        for item in job.activity.procedure.requirements
        if item.kind is RequirementKind.DOCUMENT
    ]
    made = []
    for row in documents.rows(job.store, job.activity):
        items = tuple(
            HandedIn(
                document_rules.short_title(item),
                row.cell(item.key).state in _RECEIVED,
                _remark(row.cell(item.key)),
            )
            for item in asked
        )
        if any(item.received for item in items):
            code = f"{job.activity.code}-{row.number:03}"
            made.append(DocumentReceipt(code, row.name, row.nik, row.village, items))
    if not made:
        raise nothing(
            "Belum ada berkas peserta yang diterima di kegiatan ini. Tandai berkas yang sudah ada "
            "di langkah Berkas lebih dahulu."
        )
    return receipts.write_document_receipts(
        job.out,
        letterhead(job),
        job.title,
        dated(job),
        made,
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def _remark(cell: documents.Cell) -> str:
    if cell.state is CheckState.NEEDS_FIX:
        return f"Perbaiki: {cell.note}" if cell.note else "Perbaiki"
    return "Tidak berlaku" if cell.state is CheckState.NOT_APPLICABLE else ""


def _people(job: Job) -> list[Row]:
    people = records.for_files(job.store, job.activity, wanted=()).participants
    if not people:
        raise nothing(
            "Belum ada peserta dalam kegiatan ini. Tambahkan atau impor peserta lebih dahulu."
        )
    return people


KINDS: dict[str, Kind] = {
    "final-report": Kind("Laporan akhir", report_papers.final_report, in_word=True),
    "sop": Kind(
        "SOP kegiatan: pelaksana dan mutu baku", procedure_papers.print_procedure, always=True
    ),
    "application-letter": Kind("Surat permohonan", letter_papers.print_application, in_word=True),
    "recruitment-letters": Kind(
        "Surat rekrutmen, semua penerima", letter_papers.print_recruitment, in_word=True
    ),
    "participants": Kind("Daftar peserta", _participants),
    "minutes": Kind(
        "Notulen rapat dengan daftar hadirnya", meetings_papers.print_minutes, in_word=True
    ),
    "meeting-attendance": Kind("Daftar hadir rapat", meetings_papers.print_attendance),
    "selection": Kind("Daftar peserta terpilih dan cadangan", selection_papers.print_list),
    "readiness": Kind("Form kesiapan sarana prasarana", readiness_papers.print_form),
    "attendance": Kind("Daftar hadir peserta, per sesi", attendance_papers.print_attendance),
    "assessor-attendance": Kind("Daftar hadir asesor dan panitia", attendance_papers.print_team),
    "cards": Kind("Kartu peserta dengan kode QR", attendance_papers.print_cards),
    "document-receipts": Kind("Tanda terima berkas, dua selembar", _document_receipts),
    "results": Kind("Daftar hasil asesmen", assessment_papers.print_results),
    "official-record": Kind(
        "Berita acara pelaksanaan uji", official_record_papers.print_records, in_word=True
    ),
    "decision-letter": Kind(
        "SK penetapan peserta kompeten dengan daftarnya", decision_papers.print_letter, in_word=True
    ),
    "evaluation": Kind("Evaluasi pelaksanaan", evaluation_papers.print_evaluation, in_word=True),
    "certificate-receipts": Kind(
        "Daftar tanda terima sertifikat", certificate_papers.print_receipts
    ),
    "schedule": Kind("Jadwal uji kompetensi", schedule_files.print_schedule),
    "complaints": Kind("Daftar pengaduan", complaints_papers.print_activity),
    "cover-letter": Kind(
        "Surat pengantar rekap ke LSP", printing_letters.cover_letter, in_word=True
    ),
    "clarification-letter": Kind(
        "Surat pengantar klarifikasi ke Disdukcapil",
        printing_letters.clarification_letter,
        in_word=True,
    ),
}
