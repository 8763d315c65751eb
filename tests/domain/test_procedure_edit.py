"""Changing a procedure: times as printed, steps moved with all that names them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import procedure_edit as edit
from sertidesk.domain.procedure import (
    Actor,
    CalendarKind,
    Deadline,
    Duration,
    Office,
    Part,
    Phase,
    Procedure,
    Promise,
    Requirement,
    Step,
    Unit,
)

DAY = Duration("1 hari", 1, 1, Unit.DAY)


def made(count: int = 4) -> Procedure:
    steps = tuple(
        Step(str(n), f"Langkah {n}", actors=("kasi", "staf")) for n in range(1, count + 1)
    )
    return Procedure(
        "contoh", "Contoh", "SOP Contoh", Office("Dinas"), steps,
        actors=(Actor("kasi", "Kasi"), Actor("staf", "Staf")),
        promise=Promise(DAY, steps=("2", "3"), phases=(Phase("Awal", time=DAY, steps=("1", "2")),)),
        deadlines=(Deadline("Bayar", "3", DAY),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "least", "most", "unit", "calendar"),
    [
        ("1-3 hari", 1, 3, Unit.DAY, CalendarKind.UNSTATED),
        ("1 – 2 Hari", 1, 2, Unit.DAY, CalendarKind.UNSTATED),
        ("7 Hari Kerja", 7, 7, Unit.DAY, CalendarKind.WORKING),
        ("7 (tujuh) hari kerja", 7, 7, Unit.DAY, CalendarKind.WORKING),
        ("14 hari kalender", 14, 14, Unit.DAY, CalendarKind.CALENDAR),
        ("satu minggu", 1, 1, Unit.WEEK, CalendarKind.UNSTATED),
        ("15 menit", 15, 15, Unit.MINUTE, CalendarKind.UNSTATED),
        ("2 s.d. 4 jam", 2, 4, Unit.HOUR, CalendarKind.UNSTATED),
    ],
)
def test_a_time_is_read_as_printed(
    text: str, least: int, most: int, unit: Unit, calendar: CalendarKind
) -> None:
    assert edit.read_time(text) == Duration(text, least, most, unit, calendar)


@pytest.mark.parametrize("text", ["", "-", " – "])
def test_a_blank_or_a_dash_says_nothing(text: str) -> None:
    read = edit.read_time(text)
    assert read is not None
    assert not read.is_stated


@pytest.mark.parametrize("text", ["segera", "3-1 hari", "hari", "1 tahun"])
def test_what_cannot_be_read_is_left_to_a_person(text: str) -> None:
    assert edit.read_time(text) is None


def test_moving_a_step_takes_along_what_names_it() -> None:
    moved = edit.move_step(made(), "3", 0)
    assert [step.title for step in moved.steps] == [
        "Langkah 3", "Langkah 1", "Langkah 2", "Langkah 4",
    ]  # fmt: skip
    assert [step.number for step in moved.steps] == ["1", "2", "3", "4"]
    assert moved.promise.steps == ("3", "1")
    assert moved.promise.phases[0].steps == ("2", "3")
    assert moved.deadlines[0].step == "1"


def test_a_dropped_step_is_named_nowhere() -> None:
    left = edit.remove_step(made(), "3")
    assert [step.number for step in left.steps] == ["1", "2", "3"]
    assert left.promise.steps == ("2",)
    assert left.deadlines == ()


def test_a_new_step_pushes_the_later_ones_on() -> None:
    more = edit.insert_step(made(), 1, Step("", "Baru"))
    assert [step.title for step in more.steps[:3]] == ["Langkah 1", "Baru", "Langkah 2"]
    assert more.promise.steps == ("3", "4")


def test_parts_follow_the_number_of_their_step() -> None:
    step = Step("2", "Dua", parts=(Part("2.1", "a"), Part("2.2", "b")))
    moved = edit.move_step(edit.put_step(made(), "2", step), "2", 3)
    assert [part.number for part in moved.steps[3].parts] == ["4.1", "4.2"]


def test_a_role_that_goes_leaves_the_steps() -> None:
    left = edit.put_actors(made(), (Actor("staf", "Staf Administrasi"),))
    assert {step.actors for step in left.steps} == {("staf",)}


def test_a_requirement_that_goes_leaves_the_steps() -> None:
    asked = edit.put_requirements(made(), (Requirement("ktp", "KTP"), Requirement("foto", "Foto")))
    asked = edit.put_step(asked, "1", Step("1", "Satu", requirements=("foto", "ktp")))
    left = edit.put_requirements(asked, (Requirement("ktp", "KTP"),))
    assert left.steps[0].requirements == ("ktp",)


def test_keys_are_made_of_titles_and_are_new() -> None:
    assert edit.free_key("Kasi Jasa Konstruksi", ()) == "kasi-jasa-konstruksi"
    assert edit.free_key("Kasi", ("kasi", "kasi-2")) == "kasi-3"
    assert edit.free_key("…", ()) == "baru"


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 6)), max_size=8))
def test_no_order_of_moves_loses_a_step(moves: list[tuple[int, int]]) -> None:
    one = made(6)
    for number, place in moves:
        one = edit.move_step(one, str(number), place)
    assert sorted(step.title for step in one.steps) == [f"Langkah {n}" for n in range(1, 7)]
    assert [step.number for step in one.steps] == [str(n) for n in range(1, 7)]
    assert one.step(one.deadlines[0].step).title == "Langkah 3"
