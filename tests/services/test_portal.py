"""Entering into a portal: pages in its order, what lacks, who was entered, the upload bundle."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.portal import State, Target
from sertidesk.export import portal_files
from sertidesk.services import (
    activity,
    attachments,
    certificates,
    exports,
    history,
    participants,
    portal,
    portal_bundle,
    portal_pages,
    procedure,
    reconciliation,
    settings,
    transfers,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.attachments import Filing
from sertidesk.services.portal_pages import Entry
from sertidesk.services.store import Store


@pytest.fixture
def made(store: Store) -> Activity:
    code = activity.create(store, ActivityDraft("kotawaringin-barat", "Uji", 2026)).subject or ""
    one = activity.by_code(store, code)
    for number, name in enumerate(("Agus Contoh", "Budi Contoh", "Citra Contoh"), start=1):
        participants.add(
            store,
            one.id,
            {
                "nik": f"620101020390000{number}", "name": name, "sex": "LPL"[number - 1],
                "birth_place": "Pangkalan Bun", "phone": f"+62812000000{number}",
            },
        )  # fmt: skip
    return one


def listed(store: Store, one: Activity, target: Target = Target.SIKI) -> list[Entry]:
    return portal_pages.listing(store, one, target, portal_pages.recap_of(store, target))


def file(store: Store, one: Activity, person: str, key: str, path: Path) -> None:
    attachments.add(store, one, [Filing(path, person, key)])


def noise(path: Path, side: int) -> Path:
    Image.effect_noise((side, side), 90).convert("RGB").save(path, quality=95)
    return path


def test_the_pages_stand_in_the_portals_order_and_format(store: Store, made: Activity) -> None:
    first = listed(store, made)[0]
    recap = portal_pages.recap_of(store, Target.SIKI)
    pages = portal_pages.pages(store, made, recap, first.participant_id)
    assert pages[0].title == "Personalia"
    values = {field.label: field.value for field in pages[0].fields}
    assert (values["NIK"], values["Jenis Kelamin"]) == ("6201010203900001", "Pria")
    assert "No" not in values
    repeated = [page for page in pages if page.number]
    assert repeated
    assert not any(field.label == "NIK" for page in repeated for field in page.fields)


def test_what_the_portal_asks_and_nobody_has_is_listed(store: Store, made: Activity) -> None:
    first = listed(store, made)[0]
    assert "Email" in first.missing
    assert "NIK" not in first.missing


def test_who_was_entered_is_noted_by_whom_and_when(store: Store, made: Activity) -> None:
    ids = [one.participant_id for one in listed(store, made)]
    changes = portal.mark(store, made, Target.SIKI, ids[:2], State.ENTERED)
    first = listed(store, made)[0]
    assert (first.state, first.entered_on, first.entered_by) == (
        State.ENTERED, store.today(), store.actor,
    )  # fmt: skip
    portal.edit(store, made, Target.SIKI, ids[:1], {"portal_number": "P-77"})
    portal.mark(store, made, Target.SIKI, ids[:1], State.ENTERED)
    assert listed(store, made)[0].portal_number == "P-77"
    history.undo(store, changes.change_set)
    assert [one.state for one in listed(store, made)][1] is State.NONE


def test_a_number_of_the_portal_means_entered(store: Store, made: Activity) -> None:
    first, second, _ = (one.participant_id for one in listed(store, made))
    portal.edit(store, made, Target.SIKI, [first], {"portal_number": "P-1"})
    portal.edit(store, made, Target.SIKI, [second], {"note": "menunggu surel"})
    assert [one.state for one in listed(store, made)][:2] == [State.ENTERED, State.BEGUN]
    with pytest.raises(UserError, match="satu orang"):
        portal.edit(store, made, Target.SIKI, [first, second], {"portal_number": "P-2"})


def test_the_two_portals_are_apart(store: Store, made: Activity) -> None:
    ids = [one.participant_id for one in listed(store, made)]
    portal.mark(store, made, Target.SIPJAKI, ids, State.ENTERED)
    assert {one.state for one in listed(store, made)} == {State.NONE}


def test_the_step_waits_for_everyone_and_the_count_follows(store: Store, made: Activity) -> None:
    step = made.procedure.step("8")
    (block,) = [one for one in procedure.blocks(store, made, step) if one.screen == "portal"]
    assert len(block.subjects) == 3
    ids = [one.participant_id for one in listed(store, made)]
    portal.mark(store, made, Target.SIKI, ids, State.ENTERED)
    assert not [one for one in procedure.blocks(store, made, step) if one.screen == "portal"]
    assert len(reconciliation.load(store, made).reached["in_portal"]) == 3  # type: ignore[index]


def test_sipjaki_waits_for_nobody_without_a_certificate(store: Store) -> None:
    code = activity.create(store, ActivityDraft("badung", "Uji", 2026)).subject or ""
    one = activity.by_code(store, code)
    for number in (1, 2):
        participants.add(
            store, one.id, {"nik": f"510301020390000{number}", "name": f"Contoh {number}"}
        )
    step = one.procedure.step("8")
    assert not [b for b in procedure.blocks(store, one, step) if b.screen == "portal"]
    first = listed(store, one, Target.SIPJAKI)[0].participant_id
    certificates.save(store, one, first, {"number": "41 1"})
    (block,) = [b for b in procedure.blocks(store, one, step) if b.screen == "portal"]
    assert block.subjects == (first,)


def test_the_bundle_has_a_zip_for_each_person_and_a_list_of_what_lacks(
    store: Store, made: Activity, tmp_path: Path
) -> None:
    first, second, _ = (one.participant_id for one in listed(store, made))
    large = noise(tmp_path / "IMG_0001.png", 1_500)
    file(store, made, first, "ktp", large)
    file(store, made, first, "ktp", noise(tmp_path / "b.png", 200))
    file(store, made, second, "pas-foto", noise(tmp_path / "c.png", 100))
    settings.put(store, {"portal_file_limit": 200})
    written = exports.write(store, made, "portal-bundle", tmp_path / "bundel.zip")
    assert written.rows == 2
    with zipfile.ZipFile(written.path) as bundle:
        names = bundle.namelist()
        assert names == [
            "6201010203900001 Agus Contoh.zip", "6201010203900002 Budi Contoh.zip",
            "Kekurangan.xlsx",
        ]  # fmt: skip
        with zipfile.ZipFile(io.BytesIO(bundle.read(names[0]))) as inner:
            assert inner.namelist() == ["6201010203900001_KTP.jpg", "6201010203900001_KTP-2.jpg"]
            assert all(info.file_size <= 200_000 for info in inner.infolist())
            Image.open(io.BytesIO(inner.read(inner.namelist()[0]))).verify()
        rows = list(load_workbook(io.BytesIO(bundle.read(names[2]))).active.values)
    told = {row[1]: row[6] for row in rows if row[1]}
    assert "Berkas KTP" not in told["Agus Contoh"]
    assert "Isian Email" in told["Citra Contoh"]
    assert transfers.of_activity(store, made.id)[0].recipient == "SIKI"


def test_a_pdf_that_is_too_large_is_drawn_anew(
    store: Store, made: Activity, tmp_path: Path
) -> None:
    first = listed(store, made)[0]
    scan = tmp_path / "ijazah.pdf"
    Image.effect_noise((1_600, 2_200), 90).convert("RGB").save(scan, "PDF", quality=95)
    file(store, made, first.participant_id, "ijazah", scan)
    settings.put(store, {"portal_file_limit": 400})
    written, _lacks = portal_bundle.write_person(store, made, first, tmp_path)
    (made_file,) = written
    assert made_file.suffix == ".pdf"
    assert made_file.stat().st_size <= 400_000


def test_what_cannot_be_made_small_enough_is_told(
    store: Store, made: Activity, tmp_path: Path
) -> None:
    first = listed(store, made)[0]
    pages = [Image.effect_noise((1_000, 1_400), 90).convert("RGB") for _ in range(4)]
    scan = tmp_path / "tebal.pdf"
    pages[0].save(scan, "PDF", save_all=True, append_images=pages[1:], quality=95)
    file(store, made, first.participant_id, "ijazah", scan)
    settings.put(store, {"portal_file_limit": 50})
    written, told = portal_bundle.write_person(store, made, first, tmp_path / "keluar")
    assert written == []
    assert "tebal.pdf tidak dapat diperkecil" in told[0]


def test_a_broken_file_is_told_and_holds_up_nobody(
    store: Store, made: Activity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, _third = listed(store, made)
    for key, one in (("ktp", first), ("ktp", second)):
        file(store, made, one.participant_id, key, noise(tmp_path / f"{one.nik}.png", 50))
    whole = store.attachments.get
    broken: list[str] = []

    def get(checksum: str) -> bytes:
        broken.append(checksum)
        return whole(checksum)[:40] if len(broken) == 1 else whole(checksum)

    monkeypatch.setattr(store.attachments, "get", get)
    done = portal_bundle.write(store, made, tmp_path / "b.zip")
    assert (done.people, done.files) == (1, 1)
    assert f"{first.nik}.png: Gambar tidak dapat dibaca" in done.notes[0]


@pytest.mark.parametrize("content", [b"%PDF-1.7 rusak", b""])
def test_a_broken_pdf_is_a_clear_sentence(content: bytes) -> None:
    with pytest.raises(UserError, match="terkunci kata sandi"):
        portal_files.fit(content, "application/pdf", -1)


def test_without_files_there_is_no_bundle_and_a_cancelled_one_leaves_none(
    store: Store, made: Activity, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="lampiran"):
        portal_bundle.write(store, made, tmp_path / "b.zip")
    first = listed(store, made)[0]
    file(store, made, first.participant_id, "ktp", noise(tmp_path / "a.png", 50))
    with pytest.raises(Cancelled):
        portal_bundle.write(store, made, tmp_path / "b.zip", is_cancelled=lambda: True)
    assert not (tmp_path / "b.zip").exists()


def test_the_list_of_what_lacks_is_a_workbook(store: Store, made: Activity, tmp_path: Path) -> None:
    written = exports.write(store, made, "portal-missing", tmp_path / "k.xlsx")
    assert written.rows == 3
    words = [row[6] for row in load_workbook(written.path).active.values]
    assert any(word and "Email" in word for word in words)
