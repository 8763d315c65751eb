"""The demo's chapters of the test itself: its schedule, whether all is ready, who came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sertidesk.domain.attendance import Role, State
from sertidesk.domain.cards import card_text
from sertidesk.domain.procedure import Step
from sertidesk.domain.readiness import Answer, ItemState, Part, Reach, Way, parts_of
from sertidesk.domain.schedule_plan import Terms
from sertidesk.services import (
    assessors,
    attendance,
    attendance_marks,
    attendance_scans,
    attendance_team,
    meetings,
    meetings_edits,
    readiness,
    readiness_assessors,
    readiness_calls,
    schedule_edits,
)
from sertidesk.services.attendance import Roll
from sertidesk.services.demo_people import TRADES
from sertidesk.services.demo_story import Made, Story

_ASSESSORS = (
    ("Ir. Wahyudi Contoh", "MET.000.001001", 0),
    ("Sri Lestari Contoh, S.T.", "MET.000.001002", 0),
    ("Gede Arta Contoh", "MET.000.001003", 1),
    ("M. Ridwan Contoh, A.Md.", "MET.000.001004", 1),
)
"""Name, registration, and which half of the trades each assesses."""
_COMMITTEE = (
    ("Ni Wayan Contoh, S.T.", "Ketua panitia"),
    ("Rina Contoh, S.Kom.", "Meja pendaftaran"),
)
_VALID_YEARS = 2
_GROUP, _MINUTES = 8, 180
_VISITOR = "KETUT CONTOH TAMU"


def plan_days(story: Story, step: Step) -> Iterator[Made]:
    """Enter the assessors, lay everyone into groups with one button, write the schedule."""
    store, one = story.store, story.activity
    until = story.today.replace(year=story.today.year + _VALID_YEARS, day=1)
    for number, (name, registration, half) in enumerate(_ASSESSORS):
        assessors.add(
            store,
            {
                "name": name, "registration": registration, "valid_until": until,
                "schemes": ";".join(TRADES[half::2]), "phone": f"08120000300{number}",
            },
        )  # fmt: skip
    schedule_edits.distribute(
        store,
        one,
        Terms(
            size=_GROUP, first_day=story.clock.working_day(3), starts="08:00", ends="15:30",
            minutes=_MINUTES, centre=one.test_centre, rooms=("Ruang A", "Ruang B"),
        ),
    )  # fmt: skip
    folder = story.folder(step, "jadwal")
    yield story.export("schedule", folder / "jadwal.xlsx", "jadwal uji, sesi demi sesi")
    told = "jadwal untuk dimasukkan ke kalender"
    yield story.export("schedule", folder / "jadwal.ics", told)
    yield story.print("schedule", folder / "jadwal.pdf", "jadwal uji untuk ditempel")


def make_ready(story: Story, step: Step) -> Iterator[Made]:
    """Prepare what the step is about: facilities, the assessors' word, the candidates' word."""
    folder = story.folder(step, "kesiapan")
    parts = parts_of(step)
    if Part.FACILITIES in parts:
        yield from _facilities(story, step)
    if Part.ASSESSORS in parts:
        _ask_assessors(story)
    if Part.CANDIDATES in parts:
        told = "siapa dihubungi, urut harinya"
        yield story.export("phone-list", folder / "daftar telepon.xlsx", told)
        _call(story)
    told = "kesiapan sarana, asesor, dan peserta"
    yield story.export("readiness", folder / "kesiapan.xlsx", told)


def _facilities(story: Story, step: Step) -> Iterator[Made]:
    store, one = story.store, story.activity
    readiness.fill(store, one)
    keys = [item.id for item in readiness.listing(store, one)]
    readiness.mark(store, keys[:-2], ItemState.READY)
    folder = story.folder(step, "kesiapan")
    told = "form kesiapan; dua sarana masih kurang"
    yield story.print("readiness", folder / "form kesiapan.pdf", told)
    story.clock.sleep()
    readiness.mark(store, keys[-2:], ItemState.READY)


def _ask_assessors(story: Story) -> None:
    store, one = story.store, story.activity
    sessions = [line.session_id for line in readiness_assessors.listing(store, one)]
    if sessions:
        record = readiness_assessors.record
        record(store, one, sessions, Answer.ASKED, way=Way.WHATSAPP)
        record(store, one, sessions, Answer.COMING)


def _call(story: Story) -> None:
    """Reach everyone, some at the second attempt; one will not come."""
    store, one = story.store, story.activity
    waiting = [
        line.participant_id
        for line in readiness_calls.listing(store, one)
        if line.reach is Reach.NOT_CALLED
    ]
    if not waiting:  # reached in an earlier step
        return
    hard, easy = waiting[::9], [key for key in waiting if key not in waiting[::9]]
    readiness_calls.record(store, hard, Reach.NO_ANSWER)
    readiness_calls.record(store, easy, Reach.COMING, way=Way.WHATSAPP)
    story.clock.sleep()
    readiness_calls.record(store, hard[1:], Reach.COMING)
    readiness_calls.record(store, hard[:1], Reach.NOT_COMING, note="Sedang sakit")


def attend(story: Story, step: Step) -> Iterator[Made]:
    """Scan the cards at the door, mark who came late or not at all; what was agreed is done."""
    store, one = story.store, story.activity
    folder = story.folder(step, "kehadiran")
    yield story.print("cards", folder / "kartu peserta.pdf", "kartu peserta dengan kode QR")
    told = "daftar hadir untuk ditandatangani, per sesi"
    yield story.print("attendance", folder / "daftar hadir kosong.pdf", told)
    for name, position in _COMMITTEE:
        attendance_team.add(store, one, Role.COMMITTEE, {"name": name, "position": position})
    rolls = attendance.load(store, one)
    for place, roll in enumerate(rolls):
        story.clock.sleep_until(roll.day, int(roll.starts[:2] or 8) - 1, 50)
        _one_session(story, rolls, place)
    for day in sorted({roll.day for roll in rolls}):
        for role in Role:
            attendance_team.mark_rest(store, one, day, role, State.PRESENT)
    agreed = [what.id for what in meetings.open_follow_ups(store, one.id)]
    meetings_edits.set_done(store, agreed, story.today)
    told = "siapa hadir, terlambat, sakit, tidak hadir; setiap pindaian kartu"
    yield story.export("attendance", folder / "daftar hadir.xlsx", told)
    told = "daftar hadir asesor dan panitia"
    yield story.print("assessor-attendance", folder / "daftar hadir asesor.pdf", told)


def _one_session(story: Story, rolls: Sequence[Roll], place: int) -> None:
    """Take one roll: cards are scanned, the rest is marked by key."""
    store, one = story.store, story.activity
    roll = rolls[place]
    mark = attendance_marks.mark
    people = [entry for entry in roll.entries if entry.number is not None]
    for entry in people[: len(people) // 2]:
        text = card_text(one.code, entry.number or 0)
        attendance_scans.scan(store, one, roll.key, text)
    rest = [entry.key for entry in people[len(people) // 2 :]]
    if place == 0 and people:  # a card twice, one of another session, one of nobody
        attendance_scans.scan(store, one, roll.key, card_text(one.code, people[0].number or 0))
        others = [entry for entry in rolls[-1].entries if entry.number is not None]
        if others and len(rolls) > 1:
            text = card_text(one.code, others[0].number or 0)
            attendance_scans.scan(store, one, roll.key, text)
        attendance_scans.scan(store, one, roll.key, "8991234567890")
        attendance_marks.add_visitor(store, one, roll.key, _VISITOR)
    odd = {1: State.SICK, 2: State.ABSENT, 3: State.EXCUSED}.get(place)
    if rest and odd is not None:
        mark(store, one, roll.key, rest[-1:], odd)
        rest = rest[:-1]
    if rest and place % 3 == 0:
        late = f"{roll.starts[:2] or '08'}.40"
        mark(store, one, roll.key, rest[-1:], State.LATE)
        attendance_marks.edit(store, one, roll.key, rest[-1:], {"arrived": late})
        rest = rest[:-1]
    if rest:
        mark(store, one, roll.key, rest, State.PRESENT)
