"""The code of a page: what goes in comes out, and damage is noticed."""

from __future__ import annotations

import pytest

from sertidesk.domain.page_identity import PageIdentity, decode, document_key, encode

PAGE = PageIdentity("attendance", "2026-001", document_key("a", "b"), 3, 12)


def test_what_goes_in_comes_out() -> None:
    assert decode(encode(PAGE)) == PAGE
    office = PageIdentity("person", "", document_key("x"), 1, 1)
    assert decode(encode(office)) == office


def test_a_code_of_an_activity_that_a_qr_code_holds_loosely_is_made_plain() -> None:
    said = encode(PageIdentity("sop", "Kegiatan é:1", document_key("x"), 1, 1))
    assert decode(said) == PageIdentity("sop", "KEGIATAN---1", document_key("x"), 1, 1)


@pytest.mark.parametrize("damage", [("3/12", "4/12"), ("2026-001", "2026-002"), ("SD1", "SD2")])
def test_damage_is_noticed(damage: tuple[str, str]) -> None:
    assert decode(encode(PAGE).replace(*damage)) is None


@pytest.mark.parametrize("other", ["", "https://contoh.go.id", "SD1:A:B:C", "2026-001-003"])
def test_another_text_is_no_page(other: str) -> None:
    assert decode(other) is None


def test_each_printing_has_a_key_of_its_own() -> None:
    assert document_key("attendance", "09.00") != document_key("attendance", "09.01")
