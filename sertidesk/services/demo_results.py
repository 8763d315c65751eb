"""The demo's chapters of what came of the test: results, appeals, the record, the decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sertidesk.domain import assessment as rules
from sertidesk.domain.assessment import Appeal, Decision
from sertidesk.domain.attendance import attended
from sertidesk.domain.official_record import PAPERS, ReviewState, files_here, reviewers_of
from sertidesk.domain.procedure import Step
from sertidesk.services import (
    assessment,
    assessment_edits,
    assessment_import,
    evaluation,
    evidence,
    official_record,
)
from sertidesk.services import decision as decision_letter
from sertidesk.services.demo_story import Made, Story, json_of
from sertidesk.services.person_import import report_json

_OBSTACLES = (
    (
        "Pindaian KTP dari dua desa kurang jelas", "Dipotret di tempat gelap",
        "Kirim contoh pindaian yang baik bersama daftar kosong", "Staf administrasi",
    ),
    (
        "Jawaban LSP atas jadwal terlambat dua hari", "Asesor bertugas di kegiatan lain",
        "Tetapkan tanggal cadangan dalam rapat koordinasi", "Kepala Seksi Jasa Konstruksi",
    ),
)  # fmt: skip
_FAILS = 9  # every so many-th is not competent yet
_NOT_YET = "Belum mampu membaca gambar kerja"


def assess(story: Story, step: Step) -> Iterator[Made]:
    """Take over the LSP's workbook, decide on those who did not come; hear two appeals."""
    store, one = story.store, story.activity
    waiting = [entry for entry in assessment.listing(store, one) if entry.decision is None]
    if waiting:
        yield from _results(story, step, waiting)
    elif not any(entry.appeal for entry in assessment.listing(store, one)):
        yield from _appeals(story, step)
    if sum("assessment" in other.screens for other in one.procedure.steps) == 1:
        yield from _appeals(story, step)


def _results(story: Story, step: Step, waiting: list[assessment.Entry]) -> Iterator[Made]:
    store, one = story.store, story.activity
    folder = story.folder(step, "asesmen")
    came = [entry for entry in waiting if attended(entry.attendance)]
    missed = [entry.participant_id for entry in waiting if not attended(entry.attendance)]
    book = folder / "hasil dari LSP.xlsx"
    _write_results(book, came)
    yield Made(book, "hasil uji, seperti yang dikirim LSP")
    looked_at = assessment_import.preview(store, one, book)
    done = assessment_import.apply(store, one, looked_at)
    told = f"{done.new} hasil diimpor"
    yield json_of(book, "laporan", report_json(looked_at, done), told)
    if missed:
        assessment_edits.decide(store, one, missed, Decision.ABSENT)


def _write_results(path: Path, came: list[assessment.Entry]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Rekap Hasil")
        page.write_string(0, 0, "REKAPITULASI HASIL UJI KOMPETENSI – LSP CONTOH KONSTRUKSI")
        head = ("NO", "NAMA PESERTA", "NIK", "SKEMA", "REKOMENDASI ASESOR", "HASIL", "CATATAN")
        page.write_row(2, 0, head)
        for number, entry in enumerate(came, 1):
            fails = number % _FAILS == 0
            word = "BK" if fails else "K"
            cells: list[Any] = [number, entry.name, entry.nik, entry.occupation, word]
            page.write_row(2 + number, 0, [*cells, rules.DECISIONS[_decided(fails)]])
            if fails:
                page.write_string(2 + number, 6, _NOT_YET)


def _decided(fails: bool) -> Decision:
    return Decision.NOT_COMPETENT if fails else Decision.COMPETENT


def _appeals(story: Story, step: Step) -> Iterator[Made]:
    """Two who were not competent appeal: one is granted, the other rejected."""
    store, one = story.store, story.activity
    failed = [
        entry.participant_id
        for entry in assessment.listing(store, one)
        if entry.decision is Decision.NOT_COMPETENT
    ]
    reason = {"reason": "Hasil praktik dinilai sebelum pekerjaan selesai."}
    for key in failed[:2]:
        assessment_edits.appeal(store, one, key, Appeal.FILED, reason)
    story.clock.sleep()
    for key in failed[:2]:
        assessment_edits.appeal(store, one, key, Appeal.REVIEWED)
    answers = (
        (Appeal.GRANTED, "Dinilai ulang oleh asesor lain: kompeten."),
        (Appeal.REJECTED, "Bukti penilaian sudah lengkap dan benar."),
    )
    for key, (state, note) in zip(failed, answers, strict=False):
        assessment_edits.appeal(store, one, key, state, {"note": note})
    folder = story.folder(step, "asesmen")
    told = "hasil asesmen dengan banding dan kehadirannya"
    yield story.export("results", folder / "hasil asesmen.xlsx", told)
    yield story.print("results", folder / "hasil asesmen.pdf", "daftar hasil asesmen")


def record(story: Story, step: Step) -> Iterator[Made]:
    """Make the official record, have the step's roles review it, file it where it is the last."""
    store, one = story.store, story.activity
    if not official_record.listing(store, one):
        key = official_record.add(store, one).subject or ""
        values = {"number": "600/045/BA/CONTOH", "witness": "Yusuf Contoh"}
        values["witness_position"] = "Kepala TUK Contoh"
        official_record.edit(store, key, values)
    [kept] = official_record.listing(store, one)
    roles = reviewers_of(one.procedure, step)
    if roles:
        note = {"state": ReviewState.REPAIR, "note": "Jumlah peserta belum sama dengan daftar."}
        official_record.review(store, kept.id, roles[:1], note)
        story.clock.sleep()
        official_record.review(store, kept.id, roles, {"state": ReviewState.CHECKED})
    if files_here(one.procedure, step):
        official_record.file(store, kept.id, PAPERS)
    folder = story.folder(step, "berita acara")
    yield story.print("official-record", folder / "berita acara.pdf", "berita acara pelaksanaan")


def decide(story: Story, step: Step) -> Iterator[Made]:
    """Set the decision letter with the list of those who are competent."""
    store, one = story.store, story.activity
    if decision_letter.load(store, one).set_on is None:
        values = {"number": "600/071/SK/CONTOH", "date": story.today}
        decision_letter.edit(store, one, values)
        decision_letter.settle(store, one)
    folder = story.folder(step, "penetapan")
    told = "SK penetapan dengan daftar yang kompeten"
    yield story.print("decision-letter", folder / "SK penetapan.pdf", told)


def evaluate(story: Story, step: Step) -> Iterator[Made]:
    """Note what hindered the activity and what is proposed, keep the LSP's results beside it."""
    store, one = story.store, story.activity
    due = story.clock.working_day(20)
    for obstacle, cause, proposal, who in _OBSTACLES:
        values = {"obstacle": obstacle, "cause": cause, "proposal": proposal, "who": who}
        evaluation.add(store, one, values | {"due_on": due})
    sent = sorted(story.out.glob("langkah */hasil dari LSP.xlsx"))
    evidence.add(store, one.id, evaluation.EVIDENCE, sent)
    folder = story.folder(step, "evaluasi")
    told = "evaluasi: angka per jabatan dan desa, kendala, usul"
    yield story.print("evaluation", folder / "evaluasi.pdf", told)
