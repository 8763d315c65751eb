"""The tables of the final report's chapters, made of what the activity holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sertidesk.domain import complaints as complaint_words
from sertidesk.domain import letters as letter_words
from sertidesk.domain import meetings as meeting_words
from sertidesk.domain import plan
from sertidesk.domain import reconciliation as stages
from sertidesk.domain import report as rules
from sertidesk.domain.education import EDUCATION_LEVELS
from sertidesk.domain.formatting import day_and_date, long_date, number, short_date
from sertidesk.domain.report import Chapter, Tabulation
from sertidesk.services import report_texts
from sertidesk.services.activity import Activity
from sertidesk.services.attendance import Roll
from sertidesk.services.complaints import Complaint
from sertidesk.services.evaluation import Item
from sertidesk.services.letters import Letter
from sertidesk.services.meetings import Meeting
from sertidesk.services.reconciliation import Reconciliation
from sertidesk.services.schedule import Schedule
from sertidesk.services.store import Store

if TYPE_CHECKING:
    from sertidesk.services.report import Material


def tables(
    store: Store, activity: Activity, material: Material
) -> Mapping[Chapter, tuple[Tabulation, ...]]:
    """Return the tables of each chapter that has any."""
    found: dict[Chapter, tuple[Tabulation, ...]] = {
        Chapter.TIMELINESS: (_timeliness(material.steps),),
    }
    if material.subjects:
        found[Chapter.PARTICIPANTS] = rules.participant_tables(material.subjects, EDUCATION_LEVELS)
        found[Chapter.RECONCILIATION] = (_funnel(material.found),)
    if material.meetings:
        found[Chapter.PREPARATION] = (_meetings(material.meetings),)
    if material.letters:
        found[Chapter.PREPARATION] = (
            *found.get(Chapter.PREPARATION, ()), _letters(material.letters),
        )  # fmt: skip
    hindered = [_obstacles(material.obstacles)] if material.obstacles else []
    if material.complaints:
        hindered.append(_complaints(material.complaints))
    if hindered:
        found[Chapter.OBSTACLES] = tuple(hindered)
    if material.schedule.sessions:
        found[Chapter.SCHEDULE] = (_sessions(material.schedule),)
    recorded = [roll for roll in material.rolls if roll.totals.all > roll.totals.open]
    if recorded:
        found[Chapter.ATTENDANCE] = (_attendance(recorded),)
    if any(one.competent is not None for one in material.subjects):
        found[Chapter.RESULTS] = (
            rules.by_group(
                "Kompeten menurut jabatan kerja", "Jabatan kerja", material.subjects,
                lambda one: one.occupation,
                drawn=lambda group: group.competent,
            ),
        )  # fmt: skip
    return found


def _funnel(found: Reconciliation) -> Tabulation:
    counts = [(stages.titled(stage), len(found.reached[stage])) for stage in found.stages]
    rows = []
    for place, (word, reached) in enumerate(counts):
        before = found.stages[place - 1] if place else None
        lost = len(found.between(before, found.stages[place])) if before else 0
        rows.append((word, number(reached), number(lost) if place else ""))
    return Tabulation(
        "Jumlah peserta per tahap",
        ("Tahap", "Peserta", "Kurang dari tahap sebelumnya"),
        tuple(rows),
        tuple(counts),
    )


def _timeliness(views: tuple[plan.StepView, ...]) -> Tabulation:
    rows = [
        (
            view.step.number,
            view.step.title,
            view.step.time.text or (view.phase.time.text if view.phase else "–"),
            long_date(view.due) if view.due else "–",
            long_date(view.record.done_on) if view.record.done_on else "–",
            report_texts.kept(view),
        )
        for view in views
    ]
    return Tabulation(
        "Tenggat setiap langkah",
        ("No", "Langkah", "Waktu baku", "Tenggat", "Selesai", "Keterangan"),
        tuple(rows),
        shares=(5, 33, 13, 17, 17, 15),
    )


def _sessions(found: Schedule) -> Tabulation:
    return Tabulation(
        "Sesi uji kompetensi",
        ("No", "Hari, tanggal", "TUK, ruang", "Jabatan kerja", "Asesor", "Peserta"),
        tuple(
            (
                str(place),
                day_and_date(one.day),
                ", ".join(filter(None, (one.test_centre, one.room))),
                one.scheme,
                one.assessor.name if one.assessor else "",
                number(len(one.members)),
            )
            for place, one in enumerate(found.sessions, start=1)
        ),
        shares=(5, 22, 24, 22, 19, 8),
    )


def _attendance(rolls: list[Roll]) -> Tabulation:
    return Tabulation(
        "Kehadiran per sesi",
        ("Sesi", "Peserta", "Hadir", "Tidak hadir", "Belum dicatat"),
        tuple(
            (
                roll.words,
                number(roll.totals.all),
                number(roll.totals.attended),
                number(roll.totals.all - roll.totals.attended - roll.totals.open),
                number(roll.totals.open),
            )
            for roll in rolls
        ),
        shares=(52, 12, 12, 12, 12),
    )


def _meetings(found: tuple[Meeting, ...]) -> Tabulation:
    return Tabulation(
        "Rapat",
        ("Hari, tanggal", "Rapat", "Hadir", "Kesimpulan"),
        tuple(
            (
                day_and_date(one.day) if one.day else "",
                meeting_words.name_of(one.kind, one.title),
                number(len(one.present)),
                one.conclusions,
            )
            for one in found
        ),
        shares=(20, 25, 8, 47),
    )


def _letters(found: tuple[Letter, ...]) -> Tabulation:
    return Tabulation(
        "Surat masuk dan keluar",
        ("Nomor", "Tanggal", "Jenis", "Dari/kepada", "Perihal"),
        tuple(
            (
                one.number,
                short_date(one.letter_date) if one.letter_date else "",
                letter_words.KINDS[one.kind],
                one.correspondent,
                one.subject,
            )
            for one in found
            if not one.cancel_reason
        ),
        shares=(22, 12, 16, 22, 28),
    )


def _obstacles(found: tuple[Item, ...]) -> Tabulation:
    return Tabulation(
        "Kendala dan usulan",
        ("Kendala", "Penyebab", "Usulan/tindak lanjut", "Penanggung jawab", "Selesai"),
        tuple(
            (
                one.obstacle, one.cause, one.proposal, one.who,
                short_date(one.done_on) if one.done_on else "–",
            )
            for one in found
        ),
        shares=(27, 22, 24, 15, 12),
    )  # fmt: skip


def _complaints(found: tuple[Complaint, ...]) -> Tabulation:
    return Tabulation(
        "Pengaduan",
        ("Tanggal", "Saluran", "Isi", "Jawaban", "Status"),
        tuple(
            (
                short_date(one.received_on), one.channel, one.what, one.answer,
                complaint_words.STATES[one.state],
            )
            for one in found
        ),
        shares=(12, 13, 33, 30, 12),
    )  # fmt: skip
