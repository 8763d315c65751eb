"""Every kind of workbook an activity can write, by the name the command line knows it under.

What leaves the office is logged: to Disdukcapil and the LSP with their round or submission, to
the portals as a bare entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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
        raise UserError(
            "nothing_to_export",
            "Belum ada peserta dalam kegiatan ini. Tambahkan atau impor peserta lebih dahulu.",
        )
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


def _reminders(job: Job) -> Written:
    done = reminders.write_workbook(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _follow_ups(job: Job) -> Written:
    done = meetings_papers.write_workbook(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _selection(job: Job) -> Written:
    done = selection_papers.write_workbook(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _fees(job: Job) -> Written:
    done = fees_papers.write_workbook(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _readiness(job: Job) -> Written:
    done = readiness_papers.write_workbook(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _complaints(job: Job) -> Written:
    done = complaints_papers.write_activity(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _phone_list(job: Job) -> Written:
    done = readiness_papers.write_phone_list(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _schedule(job: Job) -> Written:
    done = schedule_files.write_file(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _attendance(job: Job) -> Written:
    done = attendance_papers.write_workbook(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _portal_bundle(job: Job) -> Written:
    done = portal_bundle.write(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.people, done.sha256, done.notes)


def _portal_missing(job: Job) -> Written:
    done = portal_papers.write_missing_list(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _results(job: Job) -> Written:
    done = assessment_papers.write_workbook(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _certificates(job: Job) -> Written:
    done = certificate_papers.write_workbook(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _letters(job: Job) -> Written:
    done = letter_books.write_activity(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _tracker(job: Job) -> Written:
    done = tracker_papers.write_workbook(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _reconciliation(job: Job) -> Written:
    done = reconciliation_papers.write_workbook(
        job.store, job.activity, job.out, report=job.report, is_cancelled=job.is_cancelled
    )
    return Written(done.path, done.rows, done.sha256)


def _template(job: Job) -> Written:
    done = intake_files.write_template(job.store, job.activity, job.out)
    return Written(done.path, done.rows, done.sha256)


KINDS: dict[str, Kind] = {
    "participants": Kind("Daftar peserta", _recap),
    "disdukcapil": Kind("Rekap klarifikasi NIK ke Disdukcapil", _disdukcapil),
    "lsp": Kind("Rekap peserta ke LSP", _lsp),
    "bnsp": Kind("Data asesmen BNSP (19 kolom)", _recap, recipient="LSP"),
    "siki": Kind("Data permohonan SIKI", _recap, recipient="SIKI"),
    "sipjaki": Kind("Daftar untuk SIPJAKI", _recap, recipient="SIPJAKI"),
    "portal-missing": Kind("Kekurangan isian portal", _portal_missing, takes_layout=False),
    "portal-bundle": Kind(
        "Bundel berkas untuk diunggah (.zip)", _portal_bundle, takes_layout=False
    ),
    "letters": Kind("Buku surat kegiatan", _letters, takes_layout=False),
    "reminders": Kind("Pengingat kekurangan berkas per desa", _reminders, takes_layout=False),
    "follow-ups": Kind("Tindak lanjut rapat", _follow_ups, takes_layout=False),
    "selection": Kind("Seleksi peserta dengan kuota", _selection, takes_layout=False),
    "schedule": Kind("Jadwal uji; kalender bila berkasnya .ics", _schedule, takes_layout=False),
    "readiness": Kind("Kesiapan sarana, asesor, dan peserta", _readiness, takes_layout=False),
    "phone-list": Kind("Daftar telepon calon peserta", _phone_list, takes_layout=False),
    "attendance": Kind("Daftar hadir dengan jumlahnya", _attendance, takes_layout=False),
    "results": Kind("Hasil asesmen", _results, takes_layout=False),
    "fees": Kind("Biaya sertifikasi", _fees, takes_layout=False),
    "complaints": Kind("Daftar pengaduan", _complaints, takes_layout=False),
    "certificates": Kind("Daftar sertifikat", _certificates, takes_layout=False),
    "tracker": Kind("Pelacak permohonan SKK", _tracker, takes_layout=False),
    "reconciliation": Kind("Rekonsiliasi peserta", _reconciliation, takes_layout=False),
    "template": Kind("Daftar kosong untuk desa", _template, takes_layout=False),
}
