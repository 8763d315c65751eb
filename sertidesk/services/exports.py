"""Every kind of workbook an activity can write, by the name the command line knows it under.

What leaves the office is logged: to Disdukcapil and the LSP with their round or submission, to
the portals as a bare entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sertidesk.domain.errors import UserError
from sertidesk.services import (
    assessment_papers,
    attendance_papers,
    certificate_papers,
    clarification_rounds,
    complaints_papers,
    fees_papers,
    intake_files,
    letter_books,
    meetings_papers,
    portal_bundle,
    portal_papers,
    readiness_papers,
    recaps,
    reconciliation_papers,
    reminders,
    schedule_files,
    selection_papers,
    submission,
    tracker_papers,
    transfers,
)
from sertidesk.services.activity import Activity
from sertidesk.services.records import FileRows
from sertidesk.services.store import Store
from sertidesk.services.workbooks import no_participants

Report = Callable[[int, int], None]
IsCancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Written:
    """A workbook that was written whole: where, how many rows, and what to know about it."""

    path: Path
    rows: int
    sha256: str
    notes: tuple[str, ...] = ()


Writer = Callable[["Job"], Written]


@dataclass(frozen=True, slots=True)
class Job:
    """One export: what a kind's writer is handed."""

    store: Store
    activity: Activity
    kind: str
    out: Path
    layout: str | None
    report: Report
    is_cancelled: IsCancelled


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its title, who writes it, whether a layout may be chosen, whom it goes to."""

    title: str
    writer: Writer
    takes_layout: bool = True
    recipient: str = ""  # of what leaves the office and is logged here


def write(
    store: Store,
    activity: Activity,
    kind: str,
    out: Path,
    *,
    layout: str | None = None,
    report: Report = lambda done, total: None,
    is_cancelled: IsCancelled = lambda: False,
) -> Written:
    """Write one kind of workbook.

    ``layout`` names a layout of that kind, one of the office's, or (kind ``lsp``) a learnt form.
    Raises `UserError` when the activity has nothing for it or the layout is unknown.
    """
    chosen = KINDS[kind]
    if layout and not chosen.takes_layout:
        raise UserError(
            "layout_not_taken",
            "“{title}” selalu ditulis dalam satu bentuk. Ulangi tanpa memilih tata letak.",
            title=chosen.title,
        )
    return chosen.writer(Job(store, activity, kind, out, layout, report, is_cancelled))


def _recap(job: Job) -> Written:
    recap = recaps.resolve(job.store, job.kind, job.layout)
    rows = recaps.rows_for(job.store, job.activity, recap)
    if not rows.participants:
        raise no_participants()
    done = recaps.write(
        job.store, job.activity, recap, rows, job.out,
        report=job.report, is_cancelled=job.is_cancelled,
    )  # fmt: skip
    recipient = KINDS[job.kind].recipient
    if recipient:
        with job.store.write(f"{KINDS[job.kind].title} diekspor") as tx:
            transfers.log(
                tx,
                activity_id=job.activity.id,
                recipient=job.activity.lsp or recipient if job.kind == "bnsp" else recipient,
                purpose=KINDS[job.kind].title,
                persons=done.rows,
                fields=recap.fields,
                file_name=job.out.name,
                sha256=done.sha256,
            )
    return Written(done.path, done.rows, done.sha256, done.notes + _gaps(recap, rows))


def _gaps(recap: recaps.Recap, rows: FileRows) -> tuple[str, ...]:
    lacking = recaps.missing(recap, rows)
    if not lacking:
        return ()
    first = lacking[0]
    told = f"{first.name or f'peserta nomor {first.number}'}: {', '.join(first.headers[:4])}"
    return (f"{len(lacking)} peserta masih kurang data yang diwajibkan, misalnya {told}.",)


def _disdukcapil(job: Job) -> Written:
    recap = recaps.resolve(job.store, job.kind, job.layout)
    done = clarification_rounds.export_recap(
        job.store, job.activity, job.out, layout=recap.layout,
        report=job.report, is_cancelled=job.is_cancelled,
    )  # fmt: skip
    return Written(done.path, done.persons, done.sha256)


def _lsp(job: Job) -> Written:
    sent = submission.send(
        job.store, job.activity, job.out, job.layout,
        report=job.report, is_cancelled=job.is_cancelled,
    )  # fmt: skip
    notes = []
    if not sent.is_new:
        notes.append(f"Tidak ada perubahan: berkas pengiriman nomor {sent.number} ditulis lagi.")
    if sent.held:
        first = sent.held[0]
        notes.append(
            f"{len(sent.held)} peserta tidak ikut, misalnya {first.name or first.number}: "
            f"{', '.join(first.obstacles)}."
        )
    if sent.doubtful:
        first = sent.doubtful[0]
        notes.append(
            f"{len(sent.doubtful)} peserta ikut dengan catatan, misalnya {first.name}: "
            f"{', '.join(first.doubts)}."
        )
    return Written(sent.path, sent.rows, sent.sha256, (*notes, *sent.notes))


def _portal_bundle(job: Job) -> Written:
    done = portal_bundle.write(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.people, done.sha256, done.notes)


def _template(job: Job) -> Written:
    done = intake_files.write_template(job.store, job.activity, job.out)
    return Written(done.path, done.rows, done.sha256)


class _Done(Protocol):
    """What is known of a workbook that was written."""

    @property
    def path(self) -> Path: ...
    @property
    def rows(self) -> int: ...
    @property
    def sha256(self) -> str: ...


class _WritesActivity(Protocol):
    def __call__(
        self,
        store: Store,
        activity: Activity,
        path: Path,
        /,
        *,
        report: Report,
        is_cancelled: IsCancelled,
    ) -> _Done: ...


def _fixed(title: str, write_workbook: _WritesActivity) -> Kind:
    """Return a kind that has one shape, wants nothing but the activity and is not logged."""

    def writer(job: Job) -> Written:
        done = write_workbook(
            job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
        )
        return Written(done.path, done.rows, done.sha256)

    return Kind(title, writer, takes_layout=False)


KINDS: dict[str, Kind] = {
    "participants": Kind("Daftar peserta", _recap),
    "disdukcapil": Kind("Rekap klarifikasi NIK ke Disdukcapil", _disdukcapil),
    "lsp": Kind("Rekap peserta ke LSP", _lsp),
    "bnsp": Kind("Data asesmen BNSP (19 kolom)", _recap, recipient="LSP"),
    "siki": Kind("Data permohonan SIKI", _recap, recipient="SIKI"),
    "sipjaki": Kind("Daftar untuk SIPJAKI", _recap, recipient="SIPJAKI"),
    "portal-missing": _fixed("Kekurangan isian portal", portal_papers.write_missing_list),
    "portal-bundle": Kind(
        "Bundel berkas untuk diunggah (.zip)", _portal_bundle, takes_layout=False
    ),
    "letters": _fixed("Buku surat kegiatan", letter_books.write_activity),
    "reminders": _fixed("Pengingat kekurangan berkas per desa", reminders.write_workbook),
    "follow-ups": _fixed("Tindak lanjut rapat", meetings_papers.write_workbook),
    "selection": _fixed("Seleksi peserta dengan kuota", selection_papers.write_workbook),
    "schedule": _fixed("Jadwal uji; kalender bila berkasnya .ics", schedule_files.write_file),
    "readiness": _fixed("Kesiapan sarana, asesor, dan peserta", readiness_papers.write_workbook),
    "phone-list": _fixed("Daftar telepon calon peserta", readiness_papers.write_phone_list),
    "attendance": _fixed("Daftar hadir dengan jumlahnya", attendance_papers.write_workbook),
    "results": _fixed("Hasil asesmen", assessment_papers.write_workbook),
    "fees": _fixed("Biaya sertifikasi", fees_papers.write_workbook),
    "complaints": _fixed("Daftar pengaduan", complaints_papers.write_activity),
    "certificates": _fixed("Daftar sertifikat", certificate_papers.write_workbook),
    "tracker": _fixed("Pelacak permohonan SKK", tracker_papers.write_workbook),
    "reconciliation": _fixed("Rekonsiliasi peserta", reconciliation_papers.write_workbook),
    "template": Kind("Daftar kosong untuk desa", _template, takes_layout=False),
}
