"""What differs between the registry's values and ours, and what a row then says."""

from __future__ import annotations

from datetime import date

import pytest

from sertidesk.domain.clarification import (
    AnswerRow,
    Difference,
    Reply,
    Status,
    counted,
    differences,
    judge,
)

OURS = {
    "nik": "6201021205900001",
    "name": "Budi Santosa",
    "birth_place": "Kab. Kotawaringin Barat",
    "birth_date": date(1990, 5, 12),
    "sex": "L",
    "address": "Jl. Pasir Panjang",
    "rt": "001",
    "rw": "002",
    "village": "Sidorejo",
    "full_address": "Jl. Pasir Panjang RT 001/RW 002, Sidorejo, Kec. Arut Selatan",
}


@pytest.mark.parametrize(
    ("field", "theirs"),
    [
        ("name", "BUDI SANTOSA"),
        ("name", "H. Budi  Santosa, S.T."),
        ("name", "BUDISANTOSA"),
        ("birth_place", "KOTAWARINGIN BARAT"),
        ("birth_date", "1990-05-12"),
        ("rt", "1"),
        ("village", "DESA SIDOREJO"),
        ("address", "JALAN PASIR PANJANG RT.01 RW.02 DESA SIDOREJO KEC. ARUT SELATAN"),
        ("address", "JL PASIR PANJANG"),
        ("name", ""),
    ],
)
def test_spelling_that_means_the_same_is_no_difference(field: str, theirs: str) -> None:
    assert differences(OURS, {field: theirs}) == ()


@pytest.mark.parametrize(
    ("field", "theirs", "ours"),
    [
        ("nik", "6201021205900002", "6201021205900001"),
        ("name", "BUDI SANTOSO", "Budi Santosa"),
        ("birth_date", "1990-05-13", "1990-05-12"),
        ("sex", "P", "L"),
        ("village", "KARANG MULYA", "Sidorejo"),
        ("address", "JL. MELATI RT 5", OURS["full_address"]),
        ("district", "ARUT SELATAN", None),
    ],
)
def test_another_value_is_a_difference_with_both(field: str, theirs: str, ours: str) -> None:
    assert differences(OURS, {field: theirs}) == (Difference(field, ours, theirs),)


def test_a_verdict_without_a_value_is_a_difference_without_theirs() -> None:
    assert differences(OURS, {"name": None}) == (Difference("name", "Budi Santosa", None),)


def test_names_one_letter_apart_are_one_name_in_two_spellings() -> None:
    assert Difference("name", "Budi Santosa", "BUDI SANTOSO").is_spelling
    assert not Difference("name", "Budi Santosa", "SITI AMINAH").is_spelling
    assert not Difference("birth_place", "Sampit", "SAMPIT").is_spelling


def row(theirs: dict[str, str | None], confirmed: tuple[str, ...] = ()) -> AnswerRow:
    return AnswerRow("Rekap", 2, theirs=theirs, confirmed=frozenset(confirmed))


SAME_NAME = {"name": "BUDI SANTOSA"}
OTHER_NAME = {"name": "BUDI SANTOSO"}
MATCHED, FOUND = Reply(Status.MATCHED), Reply(Status.MATCHED, exists_only=True)


@pytest.mark.parametrize(
    ("reply", "theirs", "changed", "status"),
    [
        (MATCHED, SAME_NAME, False, Status.MATCHED),
        (MATCHED, {}, False, Status.MATCHED),
        (MATCHED, OTHER_NAME, True, Status.DIFFERENT),
        (MATCHED, {"district": "ARUT SELATAN"}, True, Status.MATCHED),
        (MATCHED, {"name": None}, False, Status.DIFFERENT),
        (FOUND, SAME_NAME, False, Status.MATCHED),
        (FOUND, OTHER_NAME, True, Status.DIFFERENT),
        (FOUND, {}, False, Status.UNCLEAR),
        (Reply(Status.DECEASED), OTHER_NAME, True, Status.DECEASED),
        (Reply(None), SAME_NAME, False, None),
        (Reply(None), OTHER_NAME, True, Status.DIFFERENT),
        (Reply(None), OTHER_NAME, False, None),
        (Reply(None), {"name": None}, False, Status.DIFFERENT),
    ],
)
def test_words_and_values_make_the_status(
    reply: Reply, theirs: dict[str, str | None], changed: bool, status: Status | None
) -> None:
    assert judge(reply, differences(OURS, theirs), row(theirs), changed=changed) is status


def test_verdicts_on_the_fields_alone_are_an_answer() -> None:
    assert judge(Reply(None), (), row({}, ("name",)), changed=False) is Status.MATCHED
    assert judge(FOUND, (), row({}, ("name",)), changed=False) is Status.MATCHED


def test_states_are_counted_in_words_and_empty_ones_left_out() -> None:
    assert counted({"matched": 65, "different": 6, "moved": 0}) == "65 sesuai, 6 beda"
