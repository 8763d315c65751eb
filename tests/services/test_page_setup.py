"""Page set-up of the office: every kind of paper obeys it, nothing lies outside its margins."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from sertidesk.domain.errors import UserError
from sertidesk.services import activity, page_setup, printing, settings
from sertidesk.services.activity import Activity
from sertidesk.services.demo import Made
from sertidesk.services.page_setup import KindSetup
from sertidesk.services.store import Store, open_store

MM = 72 / 25.4
# What the demo's SOP has no step for.
ELSEWHERE = frozenset(
    {
        "application-letter", "minutes", "meeting-attendance", "selection", "readiness",
        "official-record",
    }
)  # fmt: skip
PRINTED = sorted(printing.KINDS.keys() - ELSEWHERE - page_setup.FIXED)
HANGS = 5  # the footer may hang into the lower margin by so much, in millimetres


@pytest.fixture(scope="module")
def shown(
    told: list[Made], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Activity]]:
    """Give a copy of the demo's activity, which has something for every kind of paper."""
    folder = tmp_path_factory.mktemp("setup") / "data"
    shutil.copytree(told[-1].path.parent / "data", folder)
    store = open_store(folder, actor="Penguji")
    yield store, activity.by_code(store, activity.listing(store)[0].code)
    store.close()


@pytest.fixture(autouse=True)
def as_at_first(shown: tuple[Store, Activity]) -> None:
    keys = ("paper", "paper_size", "shift_right", "shift_down", "duplex_margins", "paper_kinds")
    settings.put(shown[0], {key: settings.DEFAULTS[key] for key in keys})


def size(path: Path) -> tuple[int, int]:
    document = pdfium.PdfDocument(path)
    width, height = document[0].get_size()
    document.close()
    return round(width / MM), round(height / MM)


def edges(path: Path) -> list[tuple[float, float, float, float]]:
    """Return for each page how far its text stays from left, bottom, right, top, in mm."""
    document = pdfium.PdfDocument(path)
    found = []
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        width, height = page.get_size()
        found.append(
            (
                min(box[0] for box in boxes) / MM,
                min(box[1] for box in boxes) / MM,
                (width - max(box[2] for box in boxes)) / MM,
                (height - max(box[3] for box in boxes)) / MM,
            )
        )
    document.close()
    return found


@pytest.mark.parametrize("kind", PRINTED)
def test_every_kind_obeys_its_margins_on_a_size_of_the_offices_own(
    shown: tuple[Store, Activity], tmp_path: Path, kind: str
) -> None:
    store, made = shown
    page_setup.put(store, "paper_size", "216 x 356")
    page_setup.put(store, "paper", "custom")
    page_setup.set_kind(store, kind, KindSetup(margins="40 35 30 45"))
    printed = printing.write(store, made, kind, tmp_path / "a.pdf")
    width, height = size(printed.path)
    assert {width, height} == {216, 356}
    for left, bottom, right, top in edges(printed.path):
        assert left >= 44.5
        assert right >= 34.5
        assert top >= 39.5
        assert bottom >= 30 - HANGS


@pytest.mark.parametrize("kind", sorted(page_setup.TURNABLE - ELSEWHERE))
def test_a_list_lies_as_the_office_wants(
    shown: tuple[Store, Activity], tmp_path: Path, kind: str
) -> None:
    store, made = shown
    for orientation, expected in (("portrait", (210, 297)), ("landscape", (297, 210))):
        page_setup.set_kind(store, kind, KindSetup(orientation=orientation))
        printed = printing.write(store, made, kind, tmp_path / "a.pdf", paper="a4")
        assert size(printed.path) == expected
        for left, _, right, _ in edges(printed.path):
            assert left >= 10
            assert right >= 10


def test_a_letter_is_never_turned(shown: tuple[Store, Activity], tmp_path: Path) -> None:
    store, made = shown
    page_setup.set_kind(store, "cover-letter", KindSetup(orientation="landscape"))
    printed = printing.write(store, made, "cover-letter", tmp_path / "a.pdf")
    assert size(printed.path) == (215, 330)


def test_the_backs_have_the_inner_margin_at_the_other_side(
    shown: tuple[Store, Activity], tmp_path: Path
) -> None:
    store, made = shown
    settings.put(store, {"duplex_margins": True})
    page_setup.set_kind(store, "participants", KindSetup(margins="15 10 15 40"))
    front, back, *_ = edges(printing.write(store, made, "participants", tmp_path / "a.pdf").path)
    assert front[0] == pytest.approx(back[2], abs=12)
    assert front[0] >= 40
    assert back[2] >= 40
    assert back[0] < 25


def test_a_printer_that_draws_off_its_place_is_set_right(
    shown: tuple[Store, Activity], tmp_path: Path
) -> None:
    store, made = shown
    before = edges(printing.write(store, made, "attendance", tmp_path / "a.pdf").path)[0]
    page_setup.put(store, "shift_right", "3")
    page_setup.put(store, "shift_down", "-2")
    after = edges(printing.write(store, made, "attendance", tmp_path / "b.pdf").path)[0]
    assert after[0] - before[0] == pytest.approx(3, abs=0.05)
    assert after[3] - before[3] == pytest.approx(-2, abs=0.05)
    assert after[1] - before[1] == pytest.approx(2, abs=0.05)


def test_the_other_size_is_asked_for_before_it_is_chosen(shown: tuple[Store, Activity]) -> None:
    with pytest.raises(UserError) as refused:
        page_setup.put(shown[0], "paper", "custom")
    assert refused.value.code == "paper_size_missing"


def test_what_is_emptied_is_as_it_was_made(shown: tuple[Store, Activity]) -> None:
    store, _ = shown
    page_setup.set_kind(store, "results", KindSetup(margins="20,5 20 20 20"))
    assert page_setup.of_kind(store, "results").margins == "20,5 20 20 20"
    page_setup.set_kind(store, "results", KindSetup())
    assert settings.get(store, "paper_kinds") == {}
