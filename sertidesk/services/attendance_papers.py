"""What is written of attendance: lists to be signed, participants' cards, the record as Excel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from sertidesk.domain import attendance as rules
from sertidesk.domain import cards, phones
from sertidesk.domain.attendance import State, Way
from sertidesk.domain.formatting import day_and_date, day_name, moment
from sertidesk.domain.schedule import show_time
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.attendance import write_attendance
from sertidesk.export.pdf import attendance as paper
from sertidesk.export.pdf.attendance import AttendanceSheet, Attendee, TeamMember, TeamSheet
from sertidesk.export.pdf.cards import Card, write_cards
from sertidesk.export.pdf.lists import ListHead
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.parts import Signer
from sertidesk.export.workbook import Written
from sertidesk.services import (
    attendance,
    attendance_scans,
    attendance_team,
    records,
    schedule,
    settings,
)
from sertidesk.services.activity import Activity
from sertidesk.services.attendance import Entry, Roll
from sertidesk.services.printing_job import Job, dated_on, letterhead, nothing
from sertidesk.services.records import Row
from sertidesk.services.schedule import Session
from sertidesk.services.store import Store
from sertidesk.services.workbooks import no_participants, titles

_DOTS = "." * 48
_SESSIONS = 2  # of one participant, on the card
_ALL_SCANS = 100_000


def print_attendance(job: Job) -> Printed:
    """Print a list to be signed for each session; without sessions one for everybody."""
    people = _people(job)
    by_village = sum(bool(row["village"]) for row in people)
    of_villages = by_village >= sum(bool(row["association"]) for row in people)
    origin = "village" if of_villages else "association"
    by_id = {row["id"]: row for row in people}
    rolls = [one for one in attendance.load(job.store, job.activity) if one.session_id]
    if rolls:
        sheets = [_sheet_of(job, one, by_id, origin) for one in rolls]
    else:
        sheets = [_sheet_of_all(job, people, origin)]
    return paper.write_attendance(
        job.out,
        ListHead(letterhead(job), ("Daftar hadir peserta", job.title), footer=job.footer),
        sheets,
        origin_header="DESA/KELURAHAN" if of_villages else "ORGANISASI/INSTANSI",
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def print_team(job: Job) -> Printed:
    """Print the list of organisers and assessors for each day; without days one to be dated."""
    rolls = attendance.load(job.store, job.activity)
    days = list(dict.fromkeys(one.day for one in rolls if one.session_id or _is_recorded(one)))
    sheets = [sheet for day in days if (sheet := _team_sheet(job, day)).people]
    if not sheets:
        sheets = [sheet for sheet in [_team_sheet(job, None)] if sheet.people]
    if not sheets:
        raise nothing(
            "Belum ada asesor atau panitia di kegiatan ini. Tambahkan di layar Daftar hadir, atau "
            "pilih asesor sesi di layar Jadwal."
        )
    return paper.write_team_attendance(
        job.out,
        ListHead(letterhead(job), ("Daftar hadir asesor dan panitia", job.title),
                 footer=job.footer),
        sheets,
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )  # fmt: skip


def print_cards(job: Job) -> Printed:
    """Print a card for each participant, with the sessions they are in and their portrait."""
    found = schedule.load(job.store, job.activity)
    sessions = {one.id: one for one in found.sessions}
    seats = {one.id: [sessions[key] for key in one.sessions] for one in found.members}
    zone = str(settings.get(job.store, "time_zone"))
    made = [_card(job, row, seats.get(row["id"], []), zone) for row in _people(job)]
    head = letterhead(job)
    return write_cards(
        job.out,
        head.office or head.government,
        job.activity.name,
        made,
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )


def write_workbook(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write who came to each session or day, the totals, who was at work, and every scan."""
    rolls = attendance.load(store, activity)
    people = [_entry_row(activity, roll, one) for roll in rolls for one in roll.entries]
    people += _unscheduled_rows(store, activity, rolls)
    if not people:
        raise no_participants()
    return write_attendance(
        path,
        people,
        [_roll_row(roll) for roll in rolls],
        _team_rows(store, activity, dict.fromkeys(roll.day for roll in rolls)),
        _scan_rows(store, activity),
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )  # fmt: skip


def _people(job: Job) -> list[Row]:
    people = records.for_files(job.store, job.activity, wanted=()).participants
    if not people:
        raise nothing(
            "Belum ada peserta dalam kegiatan ini. Tambahkan atau impor peserta lebih dahulu."
        )
    return people


def _sheet_of(job: Job, roll: Roll, by_id: dict[str, Row], origin: str) -> AttendanceSheet:
    people = []
    for one in roll.entries:
        row = by_id.get(one.participant_id or "")
        name = str(row["full_name"] or "") if row else one.name
        people.append(Attendee(name, str(row[origin] or "") if row else ""))
    zone = str(settings.get(job.store, "time_zone"))
    place = ", ".join(filter(None, (roll.test_centre or job.activity.test_centre, roll.room)))
    about = (
        ("Skema", roll.scheme),
        ("TUK", place or _DOTS),
        ("Hari, tanggal", day_and_date(roll.day)),
        ("Waktu", f"{show_time(roll.starts)}–{show_time(roll.ends)} {zone}"),
        ("Asesor", roll.assessor),
        ("Jumlah peserta", f"{len(people)} orang"),
    )
    return AttendanceSheet(about, tuple(people), (_organiser(job, roll.day),))


def _sheet_of_all(job: Job, people: Sequence[Row], origin: str) -> AttendanceSheet:
    occupations = dict.fromkeys(str(row["occupation"]) for row in people if row["occupation"])
    about = (
        ("Jabatan kerja", _several(list(occupations))),
        ("TUK", job.activity.test_centre or _DOTS),
        ("Hari, tanggal", _DOTS),
        ("Jumlah peserta", f"{len(people)} orang"),
    )
    listed = (Attendee(str(row["full_name"] or ""), str(row[origin] or "")) for row in people)
    return AttendanceSheet(about, tuple(listed), (_organiser(job, None),))


def _organiser(job: Job, day: date | None) -> Signer:
    """Return who signs a list, on the day it is for; one without a day is dated by hand."""
    return Signer(dated_on(job, day), "Panitia Penyelenggara,")


def _several(words: Sequence[str]) -> str:
    """Return the first few and how many more there are."""
    if len(words) <= 3:
        return ", ".join(words)
    return f"{', '.join(words[:3])}, dan {len(words) - 3} lainnya"


def _is_recorded(roll: Roll) -> bool:
    return roll.totals.open < roll.totals.all


def _team_sheet(job: Job, day: date | None) -> TeamSheet:
    lines = attendance_team.listing(job.store, job.activity, day)
    about = (
        ("TUK", job.activity.test_centre or _DOTS),
        ("Hari, tanggal", day_and_date(day) if day else _DOTS),
    )
    people = (TeamMember(one.name, one.position, _phone(one.phone)) for one in lines)
    lsp = job.activity.lsp
    director = Signer("Mengetahui,", f"Direktur {lsp}," if lsp else "Direktur LSP,")
    return TeamSheet(about, tuple(people), (director, _organiser(job, day)))


def _card(job: Job, row: Row, sessions: Sequence[Session], zone: str) -> Card:
    when = [
        f"{day_and_date(one.day)}, {show_time(one.starts)}–{show_time(one.ends)} {zone}"
        for one in sessions
    ]
    if len(when) > _SESSIONS:
        when = [*when[: _SESSIONS - 1], f"dan {len(when) - _SESSIONS + 1} sesi lain"]
    centre, room = (sessions[0].test_centre, sessions[0].room) if sessions else ("", "")
    place = "\n".join(filter(None, (centre or job.activity.test_centre, room)))
    sha256 = row["photo_sha256"]
    photo = job.store.attachments.path_of(str(sha256)) if sha256 else None
    return Card(
        name=str(row["full_name"] or ""),
        number=cards.shown_number(job.activity.code, row["number"]),
        code=cards.card_text(job.activity.code, row["number"]),
        occupation=str(row["occupation"] or ""),
        when=tuple(when),
        place=place,
        photo=photo if photo is not None and photo.exists() else None,
    )


def _unscheduled_rows(
    store: Store, activity: Activity, rolls: Sequence[Roll]
) -> list[dict[str, object]]:
    """Return the participants who are on no roll at all."""
    listed = {one.participant_id for roll in rolls for one in roll.entries}
    with store.read() as connection:
        members = schedule.members(connection, activity.id)
    return [
        {
            "number": cards.shown_number(activity.code, one.number),
            "name": one.name,
            "village": one.village,
            "occupation": one.occupation,
            "state": rules.STATES[State.NONE],
            "told": "belum dijadwalkan",
        }
        for one in members
        if one.id not in listed
    ]


def _entry_row(activity: Activity, roll: Roll, one: Entry) -> dict[str, object]:
    told = ""
    if one.substitute_for:
        told = f"menggantikan {one.substitute_for}"
    elif one.elsewhere:
        told = f"hadir di {one.elsewhere}"
    elif one.participant_id is None:
        told = "tamu, bukan peserta"
    elif one.walk_in:
        told = "di luar jadwal"
    return _when(roll.day) | {
        "number": cards.shown_number(activity.code, one.number) if one.number else "",
        "name": one.name,
        "nik": one.nik,
        "village": one.village,
        "occupation": one.occupation,
        "starts": show_time(roll.starts),
        "room": roll.room,
        "state": rules.STATES[one.state],
        "arrived": show_time(one.arrived),
        "note": one.note,
        "told": told,
        "way": rules.WAYS[Way(one.way)] if one.way else "",
    }


def _roll_row(roll: Roll) -> dict[str, object]:
    totals = roll.totals
    return (
        _when(roll.day)
        | {state.value: count for state, count in totals.counts.items()}
        | {
            "starts": show_time(roll.starts),
            "room": roll.room,
            "test_centre": roll.test_centre,
            "scheme": roll.scheme,
            "assessor": roll.assessor,
            "all": totals.all,
            "attended": totals.attended,
            "missing": totals.missing,
        }
    )


def _team_rows(store: Store, activity: Activity, days: Iterable[date]) -> list[dict[str, object]]:
    return [
        _when(day)
        | {
            "name": one.name,
            "role": rules.ROLES[one.role],
            "position": one.position,
            "phone": _phone(one.phone),
            "state": rules.STATES[one.state],
            "arrived": show_time(one.arrived),
            "note": one.note,
        }
        for day in days
        for one in attendance_team.listing(store, activity, day)
    ]


def _scan_rows(store: Store, activity: Activity) -> list[dict[str, object]]:
    return [
        {
            "at": moment(line.at),
            "text": line.text,
            "outcome": rules.OUTCOMES[line.outcome],
            "name": line.name,
            "actor": line.actor,
        }
        for line in reversed(attendance_scans.recent(store, activity, _ALL_SCANS))
    ]


def _when(day: date) -> dict[str, object]:
    return {"weekday": day_name(day), "date": day}


def _phone(phone: str) -> str:
    return phones.local(phone) if phone.startswith("+") else phone
