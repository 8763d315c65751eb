"""Every kind of paper an activity can print, by the name the command line knows it under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.domain import addresses
from sertidesk.domain import documents as document_rules
from sertidesk.domain.documents import CheckState
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import long_date, terbilang
from sertidesk.domain.phones import local
from sertidesk.domain.procedure import RequirementKind
from sertidesk.export.layouts import Paper
from sertidesk.export.pdf import letters, lists, receipts
from sertidesk.export.pdf.letters import Annex, Letter
from sertidesk.export.pdf.lists import Attendee, Listed, ListHead
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.parts import Letterhead, PaperColumn, Signer
from sertidesk.export.pdf.receipts import DocumentReceipt, HandedIn
from sertidesk.services import (
    clarification_rounds,
    documents,
    records,
    settings,
    submission,
)
from sertidesk.services.activity import Activity
from sertidesk.services.records import Row
from sertidesk.services.store import Store

Report = Callable[[int, int], None]
IsCancelled = Callable[[], bool]

__all__ = ["KINDS", "Kind", "Printed", "write"]

_RECEIVED = frozenset({CheckState.PRESENT, CheckState.VALID, CheckState.NEEDS_FIX})


@dataclass(frozen=True, slots=True)
class Job:
    """One printing: what a kind's printer is handed, with what every paper needs."""

    store: Store
    activity: Activity
    out: Path
    paper: Paper
    report: Report
    is_cancelled: IsCancelled

    @property
    def title(self) -> str:
        """Return the activity's name with its year."""
        return f"{self.activity.name} ({self.activity.year})"

    @property
    def footer(self) -> str:
        """Return what stands in the footer of lists."""
        return f"{self.activity.code} · {self.title}"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper: its title and who prints it."""

    title: str
    printer: Callable[[Job], Printed]


def write(
    store: Store,
    activity: Activity,
    kind: str,
    out: Path,
    *,
    paper: str = "f4",
    report: Report = lambda done, total: None,
    is_cancelled: IsCancelled = lambda: False,
) -> Printed:
    """Print one kind of paper to a PDF; ``paper`` is ``f4`` (215 × 330 mm) or ``a4``.

    Raises `UserError` with the code ``nothing_to_print`` when the activity has nothing for it.
    """
    job = Job(store, activity, out, Paper(paper), report, is_cancelled)
    return KINDS[kind].printer(job)


def _attendance(job: Job) -> Printed:
    people = _people(job)
    by_village = sum(bool(row["village"]) for row in people)
    by_association = sum(bool(row["association"]) for row in people)
    of_villages = by_village >= by_association
    attendees = [
        Attendee(
            str(row["full_name"] or ""),
            str(row["village"] if of_villages else row["association"] or ""),
        )
        for row in people
    ]
    occupations = list(dict.fromkeys(str(row["occupation"]) for row in people if row["occupation"]))
    head = ListHead(
        _letterhead(job),
        ("Daftar hadir peserta", job.title),
        (
            ("Jabatan kerja", _several(occupations)),
            ("TUK", job.activity.test_centre or _DOTS),
            ("Hari, tanggal", _DOTS),
            ("Jumlah peserta", f"{len(people)} orang"),
        ),
        job.footer,
    )
    return lists.write_attendance(
        job.out,
        head,
        attendees,
        Signer(_dated(job, day=False), "Panitia Penyelenggara,"),
        origin_header="DESA/KELURAHAN" if of_villages else "ORGANISASI/INSTANSI",
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


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
    head = ListHead(_letterhead(job), ("Daftar peserta", job.title), footer=job.footer)
    return lists.write_participants(
        job.out,
        head,
        people,
        _head_of_office(job),
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
        raise _nothing(
            "Belum ada berkas peserta yang diterima di kegiatan ini. Tandai berkas yang sudah ada "
            "di langkah Berkas lebih dahulu."
        )
    return receipts.write_document_receipts(
        job.out,
        _letterhead(job),
        job.title,
        _dated(job),
        made,
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def _remark(cell: documents.Cell) -> str:
    if cell.state is CheckState.NEEDS_FIX:
        return f"Perbaiki: {cell.note}" if cell.note else "Perbaiki"
    return "Tidak berlaku" if cell.state is CheckState.NOT_APPLICABLE else ""


def _cover_letter(job: Job) -> Printed:
    sent = submission.listing(job.store, job.activity)
    if sent:
        ids = [person.participant_id for person in submission.persons(job.store, sent[0].id)]
        recipient = sent[0].recipient
    else:
        ids = [
            line.participant_id
            for line in submission.lines(job.store, job.activity)
            if not line.obstacles
        ]
        recipient = job.activity.lsp
    people = records.for_files(job.store, job.activity, wanted=(), ids=ids).participants
    if not people:
        raise _nothing(
            "Belum ada peserta yang dapat dikirim ke LSP. Tambahkan atau impor peserta lebih "
            "dahulu."
        )
    papers = tuple(
        document_rules.short_title(item)
        for item in job.activity.procedure.requirements
        if item.kind is RequirementKind.DOCUMENT
    )
    supplement = bool(sent) and sent[0].kind == submission.SUPPLEMENT
    matter = (
        f"Penyampaian {'susulan ' if supplement else ''}rekapitulasi peserta sertifikasi "
        "kompetensi kerja konstruksi"
    )
    letter = Letter(
        head=_letterhead(job),
        dated=_dated(job),
        matter=matter,
        addressee=("Ketua Panitia Sertifikasi", recipient or "Lembaga Sertifikasi Profesi"),
        opening=(
            f"Sehubungan dengan kegiatan {job.title}, bersama ini kami sampaikan rekapitulasi data "
            f"{_persons(len(people))} calon peserta sertifikasi kompetensi kerja konstruksi, "
            "dengan lampiran:"
        ),
        items=(
            f"Rekapitulasi peserta ({len(people)} orang)"
            + (f", berkas {sent[0].file_name}" if sent else ""),
            *((f"Berkas persyaratan peserta: {_listed(papers)}",) if papers else ()),
        ),
        closing=(
            "Mohon data tersebut dapat diproses sesuai ketentuan yang berlaku. Apabila terdapat "
            "data yang perlu diperbaiki, mohon disampaikan kepada kami.",
            "Demikian disampaikan, atas perhatian dan kerja samanya diucapkan terima kasih.",
        ),
        signer=_head_of_office(job),
        enclosed="1 (satu) berkas",
        annex=_annex_by_village(people),
    )
    return letters.write_letter(
        job.out, letter, paper=job.paper, report=job.report, is_cancelled=job.is_cancelled
    )


def _clarification_letter(job: Job) -> Printed:
    rounds = clarification_rounds.rounds(job.store, job.activity)
    if rounds:
        count, told = rounds[0].persons, f" (putaran {rounds[0].number})"
        recipient = rounds[0].recipient
    else:
        planned = clarification_rounds.plan(job.store, job.activity)
        if planned is None:
            raise _nothing(
                "Belum ada peserta yang perlu diklarifikasi ke Disdukcapil. Tambahkan atau impor "
                "peserta lebih dahulu."
            )
        count, told = len(planned.participant_ids), ""
        recipient = ""
    letter = Letter(
        head=_letterhead(job),
        dated=_dated(job),
        matter="Permohonan klarifikasi data kependudukan",
        addressee=(f"Kepala {recipient or settings.get(job.store, 'civil_registry')}",),
        opening=(
            f"Dalam rangka kegiatan {job.title}, bersama ini kami sampaikan data "
            f"{_persons(count)} calon peserta sertifikasi kompetensi kerja konstruksi{told}. Kami "
            "mohon kesediaan Saudara untuk mencocokkan nama dan NIK sebagaimana daftar terlampir "
            "dengan data kependudukan."
        ),
        items=(),
        closing=(
            "Mohon hasilnya diisikan pada kolom HASIL dan KETERANGAN dalam berkas Excel yang kami "
            "sertakan, tanpa mengubah kolom NIK, lalu dikirim kembali kepada kami.",
            "Data tersebut hanya digunakan untuk keperluan kegiatan ini dan dijaga "
            "kerahasiaannya sesuai Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data "
            "Pribadi.",
            "Demikian disampaikan, atas bantuan dan kerja samanya diucapkan terima kasih.",
        ),
        signer=_head_of_office(job),
        enclosed="1 (satu) berkas",
    )
    return letters.write_letter(
        job.out, letter, paper=job.paper, report=job.report, is_cancelled=job.is_cancelled
    )


def _people(job: Job) -> list[Row]:
    people = records.for_files(job.store, job.activity, wanted=()).participants
    if not people:
        raise _nothing(
            "Belum ada peserta dalam kegiatan ini. Tambahkan atau impor peserta lebih dahulu."
        )
    return people


def _nothing(sentence: str) -> UserError:
    return UserError("nothing_to_print", sentence)


def _letterhead(job: Job) -> Letterhead:
    """Return the office's letterhead; what it has not set comes from the SOP's document."""
    chosen = {key: str(value or "") for key, value in settings.get_all(job.store).items()}
    office = job.activity.procedure.office
    contact = (
        f"Telepon {chosen['office_phone']}" if chosen["office_phone"] else "",
        f"Pos-el {chosen['office_email']}" if chosen["office_email"] else "",
        f"Laman {chosen['office_website']}" if chosen["office_website"] else "",
    )
    return Letterhead(
        chosen["office_government"] or office.government,
        chosen["office_name"] or office.name,
        " ".join(chosen["office_address"].split())
        or " ".join(filter(None, (office.address, office.postcode))),
        " · ".join(filter(None, contact)),
    )


def _dated(job: Job, *, day: bool = True) -> str:
    """Return place and date of a signature; without ``day`` the day is left to be written."""
    place = str(settings.get(job.store, "office_place") or "") or "." * 16
    today = job.store.today()
    told = long_date(today) if day else f"........ {long_date(today).split(' ', 1)[1]}"
    return f"{place}, {told}"


def _head_of_office(job: Job) -> Signer:
    """Return who signs for the office: its head among the officials, else a line to write on."""
    official = tables.official
    with job.store.read() as connection:
        rows = connection.execute(
            select(official).where(official.c.deleted_at.is_(None)).order_by(official.c.id)
        ).all()
    heads = [row for row in rows if "kepala dinas" in row.position.casefold()]
    if not heads:
        return Signer(_dated(job), "Kepala Dinas,")
    head = heads[0]
    position = head.position.rstrip(",")
    return Signer(_dated(job), f"{position},", head.name, head.rank or "", head.nip or "")


def _annex_by_village(people: Sequence[Row]) -> Annex:
    """Return the count of participants per village, by sex."""
    men: Counter[tuple[str, str]] = Counter()
    women: Counter[tuple[str, str]] = Counter()
    for row in people:
        place = (str(row["district"] or ""), str(row["village"] or "Tanpa desa/kelurahan"))
        men[place] += row["sex"] == "L"
        women[place] += row["sex"] == "P"
    counts = Counter(
        (str(row["district"] or ""), str(row["village"] or "Tanpa desa/kelurahan"))
        for row in people
    )
    rows = [
        (str(number), village, district, str(men[place]), str(women[place]), str(counts[place]))
        for number, (place, (district, village)) in enumerate(
            ((place, place) for place in sorted(counts)), 1
        )
    ]
    total = ("", "Jumlah", "", str(men.total()), str(women.total()), str(counts.total()))
    return Annex(
        "Jumlah peserta per desa/kelurahan",
        (
            PaperColumn("NO", 6, "center"),
            PaperColumn("DESA/KELURAHAN", 38),
            PaperColumn("KECAMATAN", 32),
            PaperColumn("L", 8, "center"),
            PaperColumn("P", 8, "center"),
            PaperColumn("JUMLAH", 12, "center"),
        ),
        (*rows, total),
    )


def _persons(count: int) -> str:
    return f"{count} ({terbilang(count)}) orang"


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def _several(words: Sequence[str]) -> str:
    """Return the first few and how many more there are."""
    if len(words) <= 3:
        return ", ".join(words)
    return f"{', '.join(words[:3])}, dan {len(words) - 3} lainnya"


_DOTS = "." * 48

KINDS: dict[str, Kind] = {
    "participants": Kind("Daftar peserta", _participants),
    "attendance": Kind("Daftar hadir peserta", _attendance),
    "document-receipts": Kind("Tanda terima berkas, dua selembar", _document_receipts),
    "cover-letter": Kind("Surat pengantar rekap ke LSP", _cover_letter),
    "clarification-letter": Kind(
        "Surat pengantar klarifikasi ke Disdukcapil", _clarification_letter
    ),
}
