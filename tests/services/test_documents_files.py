"""Attachments: filed by content, told apart, undone, matched from a folder, cropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.domain.document_files import Match
from sertidesk.domain.documents import CheckState
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.services import activity as activities
from sertidesk.services import attachments, documents, history, participants, settings
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.attachments import Filing
from sertidesk.services.store import Store


@pytest.fixture
def kobar(store: Store) -> Activity:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name="Pelatihan Tukang", year=2026)
    return activities.by_code(store, str(activities.create(store, draft).subject))


@pytest.fixture
def budi(store: Store, kobar: Activity) -> str:
    values = {"name": "Budi Santoso", "nik": "6201010101900001", "village": "Mendawai"}
    return str(participants.add(store, kobar.id, values).subject)


@pytest.fixture
def siti(store: Store, kobar: Activity) -> str:
    values = {"name": "Siti Aminah", "nik": "6201014101900002", "village": "Raja"}
    return str(participants.add(store, kobar.id, values).subject)


def _photo(path: Path, shade: int = 120, size: tuple[int, int] = (300, 400)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (shade, 80, 60)).save(path)
    return path


def _cell(store: Store, activity: Activity, participant_id: str) -> documents.Cell:
    (row,) = documents.rows(store, activity, [participant_id])
    return row.cell("ktp")


def test_a_filed_scan_is_kept_and_the_paper_is_there(
    store: Store, kobar: Activity, budi: str, tmp_path: Path
) -> None:
    path = _photo(tmp_path / "ktp.jpg")
    filed = attachments.add(store, kobar, [Filing(path, budi, "ktp")])
    assert (filed.added, filed.known, filed.refused) == (1, 0, ())
    (file,) = attachments.of_participant(store, budi, "ktp")
    assert (file.file_name, file.media_type) == ("ktp.jpg", "image/jpeg")
    assert store.attachments.get(file.sha256) == path.read_bytes()
    cell = _cell(store, kobar, budi)
    assert (cell.state, cell.attachments) == (CheckState.PRESENT, 1)


def test_a_judged_paper_keeps_its_state(
    store: Store, kobar: Activity, budi: str, tmp_path: Path
) -> None:
    documents.set_state(store, kobar, [(budi, "ktp")], CheckState.VALID)
    attachments.add(store, kobar, [Filing(_photo(tmp_path / "ktp.jpg"), budi, "ktp")])
    assert _cell(store, kobar, budi).state is CheckState.VALID


def test_the_same_scan_twice_is_one(
    store: Store, kobar: Activity, budi: str, siti: str, tmp_path: Path
) -> None:
    path = _photo(tmp_path / "ktp.jpg")
    again = _photo(tmp_path / "salinan.jpg")
    filings = [Filing(path, budi, "ktp"), Filing(again, budi, "ktp"), Filing(path, siti, "ktp")]
    filed = attachments.add(store, kobar, filings)
    assert (filed.added, filed.known) == (2, 1)
    assert len(list(store.attachments.digests())) == 1
    assert attachments.add(store, kobar, filings[:1]).added == 0


def test_one_undo_takes_a_whole_filing_back(
    store: Store, kobar: Activity, budi: str, siti: str, tmp_path: Path
) -> None:
    filed = attachments.add(
        store,
        kobar,
        [
            Filing(_photo(tmp_path / "a.jpg", 1), budi, "ktp"),
            Filing(_photo(tmp_path / "b.jpg", 2), siti, "ktp"),
        ],
    )
    history.undo(store, filed.changes.change_set)
    for participant_id in (budi, siti):
        assert attachments.of_participant(store, participant_id) == []
        assert _cell(store, kobar, participant_id) == documents.Cell()


def test_broken_files_are_told_and_the_others_kept(
    store: Store, kobar: Activity, budi: str, tmp_path: Path
) -> None:
    broken = tmp_path / "rusak.jpg"
    broken.write_bytes(b"bukan gambar")
    good = _photo(tmp_path / "ktp.jpg")
    filed = attachments.add(store, kobar, [Filing(broken, budi, "ktp"), Filing(good, budi, "ktp")])
    assert filed.added == 1
    assert len(filed.refused) == 1
    assert "rusak.jpg" in filed.refused[0]


def test_nothing_but_broken_files_is_a_refusal(
    store: Store, kobar: Activity, budi: str, tmp_path: Path
) -> None:
    broken = tmp_path / "rusak.jpg"
    broken.write_bytes(b"bukan gambar")
    with pytest.raises(UserError, match=r"rusak\.jpg"):
        attachments.add(store, kobar, [Filing(broken, budi, "ktp")])
    assert _cell(store, kobar, budi).state is CheckState.MISSING


def test_a_cancelled_filing_leaves_nothing_behind(
    store: Store, kobar: Activity, budi: str, tmp_path: Path
) -> None:
    earlier = attachments.add(store, kobar, [Filing(_photo(tmp_path / "0.jpg", 9), budi, "ktp")])
    filings = [
        Filing(_photo(tmp_path / f"{n}.jpg", n), budi, "ijazah") for n in (9, 10, 20, 30, 40)
    ]
    seen: list[int] = []

    def report(done: int, _total: int) -> None:
        seen.append(done)

    with pytest.raises(Cancelled):
        attachments.add(store, kobar, filings, report=report, is_cancelled=lambda: len(seen) >= 3)
    assert earlier.added == 1
    assert len(attachments.of_participant(store, budi)) == 1
    # The content that was there before, and is referred to, stays.
    assert len(list(store.attachments.digests())) == 1


def test_large_photos_are_shrunk_only_when_the_office_wants_it(
    store: Store, kobar: Activity, budi: str, tmp_path: Path
) -> None:
    path = _photo(tmp_path / "besar.bmp", size=(2400, 1200))
    settings.put(store, {"shrink_images": False})
    attachments.add(store, kobar, [Filing(path, budi, "ktp")])
    settings.put(store, {"shrink_images": True})
    attachments.add(store, kobar, [Filing(path, budi, "ktp")])
    shrunk, whole = attachments.of_participant(store, budi)
    assert whole.size == path.stat().st_size
    assert shrunk.size < whole.size / 20
    assert (shrunk.file_name, shrunk.media_type) == ("besar.jpg", "image/jpeg")


def test_a_removed_file_goes_and_comes_back(
    store: Store, kobar: Activity, budi: str, tmp_path: Path
) -> None:
    attachments.add(store, kobar, [Filing(_photo(tmp_path / "ktp.jpg"), budi, "ktp")])
    (file,) = attachments.of_participant(store, budi)
    changes = attachments.remove(store, [file.id])
    assert attachments.of_participant(store, budi) == []
    assert _cell(store, kobar, budi).state is CheckState.PRESENT
    history.undo(store, changes.change_set)
    assert attachments.of_participant(store, budi) == [file]


def test_a_copy_has_the_same_bytes(
    store: Store, kobar: Activity, budi: str, tmp_path: Path
) -> None:
    path = _photo(tmp_path / "ktp.jpg")
    attachments.add(store, kobar, [Filing(path, budi, "ktp")])
    (file,) = attachments.of_participant(store, budi)
    attachments.save_copy(store, file, tmp_path / "salinan.jpg")
    assert (tmp_path / "salinan.jpg").read_bytes() == path.read_bytes()


def test_a_page_of_a_filed_pdf_is_drawn(
    store: Store, kobar: Activity, budi: str, tmp_path: Path
) -> None:
    canvas = Canvas(str(tmp_path / "ijazah.pdf"))
    for _ in range(2):
        canvas.drawString(100, 700, "Ijazah")
        canvas.showPage()
    canvas.save()
    attachments.add(store, kobar, [Filing(tmp_path / "ijazah.pdf", budi, "ijazah")])
    (file,) = attachments.of_participant(store, budi)
    picture = attachments.picture(store, file, 1, 500)
    assert picture.pages == 2
    assert max(picture.width, picture.height) == 500


def test_a_portrait_becomes_the_persons_photo(
    store: Store, kobar: Activity, budi: str, tmp_path: Path
) -> None:
    path = _photo(tmp_path / "foto.jpg", size=(1200, 900))
    attachments.add(store, kobar, [Filing(path, budi, "ktp")])
    (file,) = attachments.of_participant(store, budi)
    changes = attachments.crop_portrait(store, kobar, file, (0.25, 0.0, 0.5625, 1.0))
    (portrait,) = attachments.of_participant(store, budi, "pas-foto")
    (row,) = documents.rows(store, kobar, [budi])
    assert row.photo_sha256 == portrait.sha256
    assert row.cell("pas-foto").state is CheckState.PRESENT
    drawn = attachments.portrait(store, row.photo_sha256, 400)
    assert drawn.width / drawn.height == pytest.approx(3 / 4, abs=0.01)
    history.undo(store, changes.change_set)
    assert documents.rows(store, kobar, [budi])[0].photo_sha256 == ""


def test_a_folder_is_matched_and_nothing_is_stored(
    store: Store, kobar: Activity, budi: str, siti: str, tmp_path: Path
) -> None:
    folder = tmp_path / "Pindaian"
    _photo(folder / "KTP" / "6201010101900001.jpg")
    _photo(folder / "Siti Aminah" / "ijazah.png")
    _photo(folder / "IMG_1.jpg")
    _photo(folder / ".thumbnails" / "siti aminah.jpg")
    (folder / "catatan.txt").write_text("bukan pindaian")
    found = attachments.match_paths(store, kobar, [folder])
    told = {match.path.name: (match.participant_id, match.requirement) for match in found}
    assert told == {
        "6201010101900001.jpg": (budi, "ktp"),
        "ijazah.png": (siti, "ijazah"),
        "IMG_1.jpg": ("", ""),
    }
    assert [m.match for m in found if not m.participant_id] == [Match.UNMATCHED]
    assert all(Path(match.path).is_file() for match in found)
    with store.read() as connection:
        assert connection.execute(select(tables.attachment)).all() == []


def test_the_folders_own_name_counts(
    store: Store, kobar: Activity, budi: str, tmp_path: Path
) -> None:
    folder = tmp_path / "Budi Santoso"
    _photo(folder / "ktp.jpg")
    (match,) = attachments.match_paths(store, kobar, [folder])
    assert (match.participant_id, match.requirement) == (budi, "ktp")


def test_a_folder_without_scans_is_told(store: Store, kobar: Activity, tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    with pytest.raises(UserError) as caught:
        attachments.match_paths(store, kobar, [tmp_path / "kosong"])
    assert caught.value.code == "folder_without_scans"
