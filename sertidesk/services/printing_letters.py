"""The letters that go with the recaps: to the LSP and to Disdukcapil."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sertidesk.domain import documents as document_rules
from sertidesk.domain.formatting import terbilang
from sertidesk.domain.procedure import RequirementKind
from sertidesk.export.pdf import letters
from sertidesk.export.pdf.letters import Annex, Letter
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.parts import PaperColumn, Signer
from sertidesk.services import clarification_rounds, letter_covers, records, settings, submission
from sertidesk.services.printing_job import (
    Job,
    dated,
    dated_on,
    head_of_office,
    letterhead,
    nothing,
)
from sertidesk.services.records import Row


def cover_letter(job: Job) -> Printed:
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
        raise nothing(
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
    number, day = _registered(job, sent[0].id if sent else "")
    letter = Letter(
        head=letterhead(job),
        dated=day,
        number=number,
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
        signer=_signer(job),
        enclosed="1 (satu) berkas",
        annex=_annex_by_village(people),
    )
    return letters.write_letter(
        job.out, letter, paper=job.paper, report=job.report, is_cancelled=job.is_cancelled
    )


def clarification_letter(job: Job) -> Printed:
    rounds = clarification_rounds.rounds(job.store, job.activity)
    if rounds:
        count, told = rounds[0].persons, f" (putaran {rounds[0].number})"
        recipient = rounds[0].recipient
    else:
        planned = clarification_rounds.plan(job.store, job.activity)
        if planned is None:
            raise nothing(
                "Belum ada peserta yang perlu diklarifikasi ke Disdukcapil. Tambahkan atau impor "
                "peserta lebih dahulu."
            )
        count, told = len(planned.participant_ids), ""
        recipient = ""
    number, day = _registered(job, rounds[0].id if rounds else "")
    letter = Letter(
        head=letterhead(job),
        dated=day,
        number=number,
        matter=letter_covers.TO_REGISTRY,
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
        signer=_signer(job),
        enclosed="1 (satu) berkas",
    )
    return letters.write_letter(
        job.out, letter, paper=job.paper, report=job.report, is_cancelled=job.is_cancelled
    )


def _registered(job: Job, owner_id: str) -> tuple[str, str]:
    """Return number and dated place as the register has them; today without a number else."""
    one = letter_covers.of(job.store, owner_id) if owner_id else None
    return (one.number, dated_on(job, one.letter_date)) if one else ("", dated(job))


def _signer(job: Job) -> Signer:
    """Return who signs a letter: its date stands above already."""
    return replace(head_of_office(job), lead="")


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
