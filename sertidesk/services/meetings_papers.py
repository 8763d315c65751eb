"""What is written of meetings: minutes, lists to be signed, and what follows as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from sertidesk.domain import meetings as rules
from sertidesk.domain import names, nip
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import day_and_date, short_date
from sertidesk.domain.schedule import show_time
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.meetings import LAYOUT
from sertidesk.export.pdf import meetings as paper
from sertidesk.export.pdf.meetings import Agreed, MeetingPaper, Signing, Talk
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.parts import Signer
from sertidesk.export.workbook import Written, write
from sertidesk.services import meetings, officials, settings
from sertidesk.services.activity import Activity
from sertidesk.services.meetings import Meeting
from sertidesk.services.officials import Official
from sertidesk.services.printing_job import Job, letterhead, nothing
from sertidesk.services.printing_job import job as start
from sertidesk.services.store import Store
from sertidesk.services.workbooks import titles


def print_minutes(job: Job) -> Printed:
    """Print the minutes of every meeting, each from a new page on."""
    return _print_minutes(job, meetings.listing(job.store, job.activity))


def print_attendance(job: Job) -> Printed:
    """Print a list to be signed for every meeting."""
    return _print_attendance(job, meetings.listing(job.store, job.activity))


def write_some(
    store: Store,
    activity: Activity,
    kind: str,
    meeting_ids: Sequence[str],
    out: Path,
    *,
    paper: str | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Print ``minutes`` or ``meeting-attendance`` of these meetings alone."""
    job = start(store, activity, kind, out, report, is_cancelled, paper)
    chosen = [one for one in meetings.listing(store, activity) if one.id in set(meeting_ids)]
    printers: dict[str, Callable[[Job, list[Meeting]], Printed]] = {
        "minutes": _print_minutes,
        "meeting-attendance": _print_attendance,
    }
    return printers[kind](job, chosen)


def write_workbook(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write what was agreed in the meetings of an activity."""
    found = meetings.follow_ups(store, activity)
    if not found:
        raise UserError(
            "nothing_to_export",
            "Belum ada tindak lanjut rapat di kegiatan ini. Catat dahulu di layar Notulen.",
        )
    return write(
        LAYOUT,
        [asdict(one) | {"state": rules.FOLLOW_UP_STATES[one.state]} for one in found],
        path,
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )


def _print_minutes(job: Job, found: list[Meeting]) -> Printed:
    people = _officials(job, found)
    return paper.write_minutes(
        job.out,
        letterhead(job),
        [_paper(job, one, people, came=True) for one in found],
        footer=job.footer,
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def _print_attendance(job: Job, found: list[Meeting]) -> Printed:
    people = _officials(job, found)
    return paper.write_attendance(
        job.out,
        letterhead(job),
        [_paper(job, one, people, came=False) for one in found],
        footer=job.footer,
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def _officials(job: Job, found: list[Meeting]) -> dict[str, Official]:
    if not found:
        raise nothing(
            "Belum ada rapat di kegiatan ini. Catat rapatnya dahulu di layar Koordinasi atau "
            "Notulen."
        )
    return {names.fold(one.name): one for one in officials.listing(job.store)}


def _paper(job: Job, one: Meeting, known: dict[str, Official], *, came: bool) -> MeetingPaper:
    """Return a meeting as it is printed; with ``came`` only who was there is on its list."""
    listed = one.present if came else one.guests
    return MeetingPaper(
        kind=rules.KINDS[one.kind],
        title=one.title,
        number=one.number,
        day=day_and_date(one.day) if one.day else "",
        time=_time(job, one),
        place=one.place,
        chair=_signer("Pimpinan Rapat,", one.chair, known),
        note_taker=_signer("Notulis,", one.note_taker, known),
        people=tuple(Signing(guest.name, guest.position) for guest in listed),
        talks=tuple(
            Talk(point.title, tuple(filter(None, map(str.strip, point.discussion.splitlines()))))
            for point in one.points
        ),
        conclusions=tuple(rules.read_points(one.conclusions)),
        agreed=tuple(
            Agreed(
                follow.what,
                follow.who,
                short_date(follow.due_on) if follow.due_on else "",
                rules.FOLLOW_UP_STATES[follow.state]
                + (f" {short_date(follow.done_on)}" if follow.done_on else ""),
            )
            for follow in one.follow_ups
        ),
    )


def _time(job: Job, one: Meeting) -> str:
    """Return "pukul 09.00–11.30 WITA"; a meeting without an end lasts "sampai selesai"."""
    if not one.starts:
        return ""
    zone = str(settings.get(job.store, "time_zone") or "")
    end = f"–{show_time(one.ends)} {zone}".rstrip() if one.ends else f" {zone} sampai selesai"
    return f"pukul {show_time(one.starts)}{end}"


def _signer(role: str, name: str, known: dict[str, Official]) -> Signer:
    """Return who signs; of an official rank and NIP are known."""
    official = known.get(names.fold(name)) if name else None
    if official is None:
        return Signer("", role, name)
    return Signer("", role, official.name, official.rank, nip.show(official.nip))
