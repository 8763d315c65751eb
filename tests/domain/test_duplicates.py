"""Near-duplicates: which pairs are shown, which are not, and that many persons are no trouble."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sertidesk.domain import duplicates
from sertidesk.domain.duplicates import Candidate, Reason

BORN = date(1990, 5, 12)


def person(key: str, name: str, nik: str | None = None, born: date | None = BORN) -> Candidate:
    return Candidate(key, name, nik, born)


def reasons(*people: Candidate) -> list[tuple[str, str, tuple[Reason, ...]]]:
    return [(pair.first, pair.second, pair.reasons) for pair in duplicates.near(people)]


def test_a_like_name_of_the_same_birth_date_is_shown() -> None:
    found = reasons(person("a", "Ahmad Fauzi"), person("b", "H. Achmad Fauzy, ST"))
    assert found == [("a", "b", (Reason.BIRTH_AND_NAME,))]


def test_a_like_name_of_another_birth_date_is_not_shown() -> None:
    later = BORN + timedelta(days=1)
    assert reasons(person("a", "Ahmad Fauzi"), person("b", "Ahmad Fauzi", born=later)) == []
    assert reasons(person("a", "Budi", born=None), person("b", "Budi", born=None)) == []


def test_unlike_names_of_the_same_birth_date_are_not_shown() -> None:
    assert reasons(person("a", "Siti Aminah"), person("b", "Siti Aisyah")) == []


def test_one_digit_apart_is_shown_whatever_the_birth_date() -> None:
    found = reasons(
        person("a", "Budi Santoso", "6201021205900001"),
        person("b", "Budi Santosa", "6201021705900001", born=date(1990, 5, 17)),
    )
    assert found == [("a", "b", (Reason.NIK_ONE_DIGIT,))]


def test_one_digit_apart_with_unlike_names_is_two_persons_of_one_district() -> None:
    for nik in ("6201031205900001", "6201021205900002", "6201021305900001"):
        assert (
            reasons(
                person("a", "Budi Santoso", "6201021205900001", None),
                person("b", "Joko Susilo", nik, None),
            )
            == []
        )


def test_one_digit_apart_with_a_missing_name_is_shown() -> None:
    found = reasons(
        person("a", "Budi Santoso", "6201021205900001", None),
        person("b", "", "6201031205900001", None),
    )
    assert found == [("a", "b", (Reason.NIK_ONE_DIGIT,))]


def test_swapped_neighbours_are_shown_once() -> None:
    found = reasons(
        person("a", "Budi Santoso", "6201021205900012", None),
        person("b", "Budi Santoso", "6201021205900021", None),
    )
    assert found == [("a", "b", (Reason.NIK_SWAPPED,))]


def test_several_reasons_raise_the_score_and_come_first() -> None:
    pairs = duplicates.near(
        [
            person("a", "Suparman", "6201021205900001"),
            person("b", "Supaman", "6201021205900002"),
            person("c", "Suparmin", "6201021205770009"),
        ]
    )
    assert (pairs[0].first, pairs[0].second) == ("a", "b")
    assert pairs[0].reasons == (Reason.BIRTH_AND_NAME, Reason.NIK_ONE_DIGIT)
    assert pairs[0].score > pairs[1].score


def test_equal_niks_are_no_matter_of_likeness() -> None:
    twice = person("a", "Budi", "6201021205900001"), person("b", "Budi", "6201021205900001")
    assert reasons(*twice) == []
    assert duplicates.near_to(twice[0], twice) == []


def test_near_to_finds_what_near_finds() -> None:
    people = [
        person("a", "Ahmad Fauzi", "6201021205900001"),
        person("b", "Achmad Fauzy", "6201021205900013"),
        person("c", "Ahmad Fausi", "6201021205900003", born=None),
        person("d", "Joko Susilo", "6201031205900001", born=None),
        person("e", "Budi Santoso", "6201021205900010", born=None),
        person("f", "Ahmad Fauzi", "2601021205900001", born=None),
    ]
    for one in people:
        alone = {
            (frozenset((pair.first, pair.second)), pair.reasons)
            for pair in duplicates.near_to(one, people)
        }
        together = {
            (frozenset((pair.first, pair.second)), pair.reasons)
            for pair in duplicates.near(people)
            if one.key in (pair.first, pair.second)
        }
        assert alone == together


def test_every_reason_has_its_words() -> None:
    assert set(duplicates.REASON_TEXTS) == set(Reason)


def test_twenty_thousand_persons_find_the_planted_pair() -> None:
    chance = random.Random(7)
    syllables = ["su", "bu", "di", "har", "jo", "ko", "wi", "ra", "ti", "man", "to", "na"]
    people = []
    for place in range(20_000):
        born = date(1960, 1, 1) + timedelta(days=chance.randrange(15_000))
        name = " ".join("".join(chance.choices(syllables, k=3)) for _ in range(2))
        people.append(
            Candidate(str(place), name, f"62{chance.randrange(10**10):010d}{place:04d}"[:16], born)
        )
    planted = Candidate("planted", people[0].name + "h", "9" * 16, people[0].birth_date)
    pairs = duplicates.near([*people, planted])
    assert ("0", "planted") in {(pair.first, pair.second) for pair in pairs}
    assert len(pairs) < 500
