"""Evidence: kept by content, told of what could not be taken, looked at, removed and restored."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.services import activity, checkup, evidence, history
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store


@pytest.fixture
def made(store: Store) -> Activity:
    code = activity.create(store, ActivityDraft("badung", "Uji", 2026)).subject or ""
    return activity.by_code(store, code)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "foto rapat.jpg"
    Image.new("RGB", (640, 480), (40, 80, 120)).save(path)
    return path


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "notulen.docx"
    path.write_bytes(b"PK\x03\x04 made up")
    return path


def test_pictures_and_office_files_are_kept_under_their_owner(
    store: Store, made: Activity, photo: Path, minutes: Path
) -> None:
    added = evidence.add(store, made.id, "meeting", [photo, minutes], owner_id="a" * 36)
    assert (added.added, added.known, added.refused) == (2, 0, ())
    found = evidence.listing(store, made.id, "meeting", "a" * 36)
    assert [(one.file_name, one.is_drawn) for one in found] == [
        ("foto rapat.jpg", True), ("notulen.docx", False),
    ]  # fmt: skip
    assert evidence.listing(store, made.id, "letter") == []
    with store.read() as connection:
        assert evidence.counts(connection, made.id) == {("meeting", "a" * 36): 2}
    assert evidence.picture(store, found[0]).width == 640


def test_the_same_content_is_not_kept_twice_under_one_owner(
    store: Store, made: Activity, photo: Path
) -> None:
    evidence.add(store, made.id, "record", [photo])
    again = evidence.add(store, made.id, "record", [photo, photo])
    assert (again.added, again.known) == (0, 2)
    assert evidence.add(store, made.id, "letter", [photo]).added == 1


def test_what_is_broken_is_told_and_the_rest_kept(
    store: Store, made: Activity, photo: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "rusak.jpg"
    broken.write_bytes(b"\xff\xd8\xff nothing")
    added = evidence.add(store, made.id, "record", [broken, photo])
    assert added.added == 1
    assert "rusak.jpg" in added.refused[0]
    with pytest.raises(UserError, match=r"rusak\.jpg"):
        evidence.add(store, made.id, "record", [broken])
    (tmp_path / "kosong.docx").write_bytes(b"")
    with pytest.raises(UserError, match="kosong"):
        evidence.add(store, made.id, "record", [tmp_path / "kosong.docx"])


def test_a_cancelled_adding_leaves_no_content_behind(
    store: Store, made: Activity, photo: Path
) -> None:
    answers = iter([False, True])
    with pytest.raises(Cancelled):
        evidence.add(store, made.id, "record", [photo], is_cancelled=lambda: next(answers))
    assert list(store.attachments.digests()) == []


def test_what_it_shows_is_told_and_a_removed_one_comes_back(
    store: Store, made: Activity, photo: Path, tmp_path: Path
) -> None:
    evidence.add(store, made.id, "record", [photo])
    (one,) = evidence.listing(store, made.id)
    evidence.set_caption(store, one.id, "  Pembukaan uji ")
    (told,) = evidence.listing(store, made.id)
    assert told.title == "Pembukaan uji"
    changes = evidence.remove(store, [one.id])
    assert evidence.listing(store, made.id) == []
    history.undo(store, changes.change_set)
    assert evidence.listing(store, made.id) == [told]
    evidence.save_copy(store, told, tmp_path / "salinan.jpg")
    assert (tmp_path / "salinan.jpg").stat().st_size == told.size


def test_a_lost_content_is_named_by_the_check(store: Store, made: Activity, photo: Path) -> None:
    evidence.add(store, made.id, "record", [photo])
    (one,) = evidence.listing(store, made.id)
    store.attachments.path_of(one.sha256).unlink()
    report = checkup.check(store)
    assert not report.ok
    assert any("foto rapat.jpg" in line.text for line in report.lines)


def test_files_of_no_activity_are_apart(store: Store, made: Activity, photo: Path) -> None:
    evidence.add(store, None, "letter", [photo])
    assert len(evidence.listing(store, None, "letter")) == 1
    assert evidence.listing(store, made.id) == []
