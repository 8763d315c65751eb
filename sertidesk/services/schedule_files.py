"""The schedule as files: a workbook, a calendar for telephones (.ics), a paper for the wall."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import day_and_date, day_name
from sertidesk.domain.schedule import minutes_of, show_time
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export import ics
from sertidesk.export.pdf.lists import ListHead
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.schedule import PrintedSession
from sertidesk.export.pdf.schedule import write_schedule as write_paper
from sertidesk.export.schedule import write_schedule
from sertidesk.export.workbook import Written
from sertidesk.services import schedule, settings
from sertidesk.services.activity import Activity
from sertidesk.services.printing_job import Job, head_of_office, letterhead, nothing
from sertidesk.services.schedule import Schedule, Session
from sertidesk.services.store import Store
from sertidesk.services.workbooks import titles

_OFFSETS = {"WIB": 7, "WITA": 8, "WIT": 9}  # hours ahead of UTC, all year


def write_file(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the schedule: as a calendar where the file's name ends in ``.ics``, else as Excel.

    ``rows`` of the answer counts sessions. Raises `UserError` where there are none.
    """
    found = schedule.load(store, activity)
    if not found.sessions:
        raise UserError(
            "nothing_to_export",
            "Belum ada sesi di jadwal kegiatan ini. Tambahkan sesi atau bagi peserta dahulu.",
        )
    if path.suffix.casefold() == ".ics":
        return _write_calendar(store, activity, found, path)
    return write_schedule(
        path,
        [_session_row(session) for session in found.sessions],
        [
            _session_row(session)
            | {"name": member.name, "village": member.village, "occupation": member.occupation}
            for session in found.sessions
            for member in session.members
        ],
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )


def print_schedule(job: Job) -> Printed:
    """Print the sessions by day, each with its people."""
    found = schedule.load(job.store, job.activity)
    if not found.sessions:
        raise nothing(
            "Belum ada sesi di jadwal kegiatan ini. Tambahkan sesi atau bagi peserta dahulu."
        )
    zone = str(settings.get(job.store, "time_zone"))
    return write_paper(
        job.out,
        ListHead(letterhead(job), ("Jadwal uji kompetensi", job.title), footer=job.footer),
        [
            PrintedSession(
                day_and_date(session.day),
                f"{show_time(session.starts)}–{show_time(session.ends)} {zone}",
                session.test_centre,
                session.room,
                session.scheme,
                session.assessor.name if session.assessor else "",
                tuple((member.name, member.village) for member in session.members),
            )
            for session in found.sessions
        ],
        head_of_office(job),
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def _write_calendar(store: Store, activity: Activity, found: Schedule, path: Path) -> Written:
    zone = str(settings.get(store, "time_zone"))
    offset = timezone(timedelta(hours=_OFFSETS[zone]), zone)
    checksum = ics.write_events(
        path,
        [_event(activity, session, offset) for session in found.sessions],
        name=activity.name,
        at=store.clock(),
    )
    return Written(path, checksum, len(found.sessions))


def _event(activity: Activity, session: Session, offset: timezone) -> ics.Event:
    midnight = datetime(session.day.year, session.day.month, session.day.day, tzinfo=offset)
    told = [activity.name]
    if session.assessor:
        told.append(f"Asesor: {session.assessor.name}")
    told.append(f"Peserta: {len(session.members)}")
    told += [f"{place}. {member.name}" for place, member in enumerate(session.members, start=1)]
    if session.note:
        told.append(session.note)
    return ics.Event(
        uid=f"{session.id}@sertidesk",
        starts=midnight + timedelta(minutes=minutes_of(session.starts)),
        ends=midnight + timedelta(minutes=minutes_of(session.ends)),
        summary=f"Uji kompetensi {session.scheme or activity.name}",
        location=", ".join(filter(None, (session.test_centre, session.room))),
        description="\n".join(told),
    )


def _session_row(session: Session) -> dict[str, object]:
    assessor = session.assessor
    return {
        "weekday": day_name(session.day),
        "date": session.day,
        "starts": show_time(session.starts),
        "ends": show_time(session.ends),
        "test_centre": session.test_centre,
        "room": session.room,
        "scheme": session.scheme,
        "assessor": assessor.name if assessor else "",
        "assessor_registration": assessor.registration if assessor else "",
        "count": len(session.members),
        "note": session.note,
    }
