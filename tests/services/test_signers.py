"""Who signs a kind of paper: the head unless another is chosen, and who stands beside."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from sertidesk.domain import signing
from sertidesk.services import activity, officials, page_setup, participants, printing
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.page_setup import KindSetup
from sertidesk.services.store import Store


@pytest.fixture
def made(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026)
    one = activity.by_code(store, activity.create(store, draft).subject or "")
    participants.add(store, one.id, {"name": "Sari Contoh", "nik": "6201014101900001"})
    return one


@pytest.fixture
def keys(store: Store) -> list[str]:
    return [
        officials.add(store, values).subject or ""
        for values in (
            {"name": "Ir. Satria Contoh, M.T.", "position": "Kepala Dinas"},
            {"name": "Dewi Contoh, S.Sos.", "position": "Sekretaris Dinas"},
            {
                "name": "Gede Contoh, S.T.",
                "position": "Kepala Bidang",
                "rank": "Pembina (IV/a)",
                "nip": "196906101995031012",
            },
        )
    ]


def page(store: Store, made: Activity, tmp_path: Path, kind: str) -> str:
    document = pdfium.PdfDocument(printing.write(store, made, kind, tmp_path / "a.pdf").path)
    said = "\n".join(one.get_textpage().get_text_range() for one in document)
    document.close()
    return said


@pytest.mark.parametrize("kind", ["participants", "cover-letter", "clarification-letter"])
def test_another_official_signs_in_the_heads_name(
    store: Store, made: Activity, keys: list[str], tmp_path: Path, kind: str
) -> None:
    assert "Satria" in page(store, made, tmp_path, kind)
    page_setup.set_kind(store, kind, KindSetup(signer=keys[2], signs_as=signing.FOR_DEPUTY))
    said = page(store, made, tmp_path, kind)
    for words in (
        "a.n. Kepala Dinas", "Sekretaris Dinas", "u.b.", "Kepala Bidang,", "Gede Contoh, S.T.",
        "Pembina (IV/a)", "NIP. 19690610 199503 1 012",
    ):  # fmt: skip
        assert words in said
    assert "Satria" not in said


def test_the_superior_signs_beside(
    store: Store, made: Activity, keys: list[str], tmp_path: Path
) -> None:
    page_setup.set_kind(store, "participants", KindSetup(signer=keys[2], knower=keys[0]))
    said = page(store, made, tmp_path, "participants")
    for words in ("Mengetahui,", "Ir. Satria Contoh, M.T.", "Gede Contoh, S.T."):
        assert words in said
    assert "a.n." not in said


def test_the_names_stand_on_one_line_however_long_the_positions(
    store: Store, made: Activity, keys: list[str], tmp_path: Path
) -> None:
    chosen = KindSetup(signer=keys[2], signs_as=signing.FOR_DEPUTY, knower=keys[0])
    page_setup.set_kind(store, "participants", chosen)
    printed = printing.write(store, made, "participants", tmp_path / "a.pdf")
    document = pdfium.PdfDocument(printed.path)
    words = document[len(document) - 1].get_textpage()
    heights = []
    for name in ("Ir. Satria", "Gede Contoh"):
        place = words.search(name).get_next()
        assert place is not None
        heights.append(words.get_charbox(place[0])[3])
    document.close()
    assert heights[0] == pytest.approx(heights[1], abs=1)


def test_who_left_the_list_signs_no_more(
    store: Store, made: Activity, keys: list[str], tmp_path: Path
) -> None:
    page_setup.set_kind(
        store, "participants", KindSetup(signer=keys[2], signs_as=signing.ACTING, knower=keys[1])
    )
    assert "Plt. Kepala Dinas," in page(store, made, tmp_path, "participants")
    officials.remove(store, [keys[1], keys[2]])
    said = page(store, made, tmp_path, "participants")
    assert "Satria" in said
    assert "Plt." not in said
    assert "Mengetahui" not in said
