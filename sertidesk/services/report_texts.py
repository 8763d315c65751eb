"""What the chapters of the final report say until the office writes its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sertidesk.domain import plan
from sertidesk.domain.complaints import State
from sertidesk.domain.formatting import date_range, long_date, number, percent
from sertidesk.domain.letters import Direction
from sertidesk.domain.reconciliation import Stage
from sertidesk.domain.report import Chapter
from sertidesk.services import settings
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

if TYPE_CHECKING:
    from sertidesk.services.report import Material


def propose(store: Store, activity: Activity, material: Material) -> Mapping[Chapter, str]:
    """Return a text for each chapter; empty where there is nothing to tell."""
    return {
        Chapter.INTRODUCTION: _introduction(store, activity, material),
        Chapter.PROCEDURE: _procedure(activity),
        Chapter.PREPARATION: _preparation(material),
        Chapter.PARTICIPANTS: _participants(material),
        Chapter.SCHEDULE: _schedule(material),
        Chapter.ATTENDANCE: _attendance(material),
        Chapter.RESULTS: _results(material),
        Chapter.CERTIFICATES: _certificates(material),
        Chapter.RECONCILIATION: " ".join(one.sentence for one in material.found.strays),
        Chapter.TIMELINESS: _timeliness(material.steps),
        Chapter.OBSTACLES: _obstacles(material),
        Chapter.CLOSING: _closing(),
    }


def kept(view: plan.StepView) -> str:
    """Say whether a step kept its due date."""
    record = view.record
    if record.skip_reason:
        return "Dilewati"
    if record.done_on is None:
        return "Terlambat, belum selesai" if view.state is plan.State.OVERDUE else "Belum selesai"
    if view.due is None:
        return "Tanpa tenggat"
    late = (record.done_on - view.due).days
    return f"Lewat {late} hari" if late > 0 else "Tepat waktu"


def _introduction(store: Store, activity: Activity, material: Material) -> str:
    office = settings.office_name(store, activity.procedure.office)
    told = [
        f"{office} melaksanakan kegiatan {activity.name} tahun {activity.year} untuk membantu "
        f"{number(len(material.subjects))} tenaga kerja konstruksi memperoleh sertifikat "
        "kompetensi kerja (SKK Konstruksi)."
    ]
    if activity.funding_source:
        told.append(f"Kegiatan dibiayai dari {activity.funding_source}.")
    if activity.lsp:
        told.append(f"Uji kompetensi dilaksanakan oleh {activity.lsp}.")
    return " ".join(told)


def _procedure(activity: Activity) -> str:
    rules = activity.procedure
    document = " ".join(filter(None, (rules.kind, rules.number)))
    told = [f"Kegiatan mengikuti {document or 'SOP'} “{rules.title}” ({rules.name})."]
    if rules.promise.time.text:
        told.append(f"Jangka waktu yang dijanjikan {rules.promise.time.text}.")
    if rules.fee:
        told.append(f"Biaya pelayanan: {rules.fee}.")
    basis = [line for line in rules.legal_basis if line]
    if basis:
        told.append("Dasar hukumnya: " + "; ".join(basis) + ".")
    return " ".join(told)


def _preparation(material: Material) -> str:
    told = []
    if material.meetings:
        told.append(f"{number(len(material.meetings))} rapat diadakan")
    sent = sum(one.direction is Direction.OUT and not one.cancel_reason for one in material.letters)
    if sent:
        told.append(f"{number(sent)} surat keluar dibuat")
    return f"Untuk persiapan dan koordinasi, {' dan '.join(told)}." if told else ""


def _obstacles(material: Material) -> str:
    told = []
    if material.obstacles:
        told.append(f"{number(len(material.obstacles))} kendala dicatat dalam evaluasi.")
    if found := material.complaints:
        done = sum(one.state is State.RESOLVED for one in found)
        told.append(
            f"{number(len(found))} pengaduan diterima, {number(done)} di antaranya selesai."
        )
    return " ".join(told)


def _participants(material: Material) -> str:
    people = material.subjects
    if not people:
        return ""
    women = sum(one.sex == "P" for one in people)
    villages = {one.village for one in people if one.village}
    told = [f"Peserta berjumlah {number(len(people))} orang"]
    if villages:
        told[0] += f" dari {number(len(villages))} desa/kelurahan"
    told[0] += f", {number(women)} di antaranya perempuan ({percent(women, len(people))})."
    if material.found.withdrawn:
        others = "mengundurkan diri, menjadi cadangan, atau tidak terpilih"
        told.append(f"{number(material.found.withdrawn)} orang lainnya {others}.")
    return " ".join(told)


def _schedule(material: Material) -> str:
    sessions = material.schedule.sessions
    if not sessions:
        return ""
    days = date_range(sessions[0].day, sessions[-1].day)
    seated = {member.id for one in sessions for member in one.members}
    return (
        f"Uji kompetensi dijadwalkan dalam {number(len(sessions))} sesi pada {days} untuk "
        f"{number(len(seated))} peserta."
    )


def _attendance(material: Material) -> str:
    came = sum(one.attended for one in material.subjects)
    if not came:
        return ""
    whole = len(material.subjects)
    return f"{number(came)} dari {number(whole)} peserta hadir ({percent(came, whole)})."


def _results(material: Material) -> str:
    decided = [one for one in material.subjects if one.competent is not None]
    if not decided:
        return ""
    good = sum(one.competent is True for one in decided)
    return (
        f"Dari {number(len(decided))} peserta yang dinilai, {number(good)} dinyatakan kompeten "
        f"({percent(good, len(decided))}) dan {number(len(decided) - good)} belum kompeten."
    )


def _certificates(material: Material) -> str:
    found = material.found
    if Stage.RECEIVED not in found.stages or not found.reached[Stage.RECEIVED]:
        return ""
    told = f"{number(len(found.reached[Stage.RECEIVED]))} sertifikat telah diterima kantor"
    if Stage.HANDED in found.stages:
        told += f", {number(len(found.reached[Stage.HANDED]))} di antaranya telah diserahkan"
    return told + "."


def _timeliness(views: tuple[plan.StepView, ...]) -> str:
    timed = [
        (view.due, view.record.done_on)
        for view in views
        if view.due is not None and view.record.done_on is not None
    ]
    if not timed:
        return ""
    good = sum(done <= due for due, done in timed)
    first, last = min(done for _, done in timed), max(done for _, done in timed)
    return (
        f"{number(good)} dari {number(len(timed))} langkah bertenggat selesai tepat waktu, antara "
        f"{long_date(first)} dan {long_date(last)}."
    )


def _closing() -> str:
    return (
        "Demikian laporan akhir ini disusun untuk menjadi bahan pertanggungjawaban dan perbaikan "
        "kegiatan berikutnya."
    )
