"""A folder of e-certificates: looked into, matched, filed in one go, links noted, undone."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import qrcode
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.intake import certificate_files as intake
from sertidesk.intake import scans
from sertidesk.services import activity, certificate_files, certificates, history, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.certificate_files import Filing
from sertidesk.services.store import Store

PEOPLE = (("Wayan Contoh", "5103010203900001"), ("Made Misal", "5103014105920002"))
LINK = "https://siki.pu.go.id/cek/17"


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026, lsp="LSP Contoh")
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for name, nik in PEOPLE:
        participants.add(store, made.id, {"name": name, "nik": nik})
    return made


def qr_picture(text: str) -> Image.Image:
    return qrcode.make(text, box_size=6).get_image().convert("RGB")


def e_certificate(text: str = "", link: str = "") -> bytes:
    """Return a PDF of two pages with text on the first and a small code on the second."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(842, 595))
    canvas.drawString(100, 300, text)
    canvas.showPage()
    if link:
        canvas.drawImage(ImageReader(qr_picture(link)), 700, 40, 70, 70)
    canvas.rect(20, 20, 800, 550)
    canvas.save()
    return made.getvalue()


def entries(store: Store, work: Activity) -> list[certificates.Entry]:
    return certificates.listing(store, work)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "dari LSP"
    made.mkdir()
    (made / "a.pdf").write_bytes(e_certificate("NIK 5103010203900001", LINK))
    (made / "Made Misal.pdf").write_bytes(e_certificate("tanpa nomor"))
    (made / "entah.pdf").write_bytes(e_certificate("nihil"))
    (made / "rusak.pdf").write_bytes(b"%PDF-1.4 terpotong")
    return made


def test_codes_are_read_from_pages_and_from_turned_photos() -> None:
    pdf = scans.judge(e_certificate("Nomor 12", LINK), "x.pdf", shrink=False)
    assert intake.look(pdf) == intake.Contents(intake.look(pdf).text, (LINK,))
    assert "Nomor 12" in intake.look(pdf).text
    photo = Image.new("RGB", (1600, 1200), "white")
    photo.paste(qr_picture(LINK).resize((190, 190)).rotate(8, expand=True, fillcolor="white"))
    made = io.BytesIO()
    photo.save(made, "JPEG", quality=70)
    picture = scans.judge(made.getvalue(), "x.jpg", shrink=False)
    assert intake.look(picture) == intake.Contents("", (LINK,))


def test_a_folder_is_matched_and_nothing_is_stored(
    store: Store, work: Activity, folder: Path
) -> None:
    found = {one.path.name: one for one in certificate_files.look(store, work, [folder])}
    wayan, made = (one.participant_id for one in entries(store, work))
    assert found["a.pdf"].participant_id == wayan
    assert found["a.pdf"].why == "NIK di isi berkas"
    assert found["a.pdf"].link == LINK
    assert found["Made Misal.pdf"].participant_id == made
    assert not found["entah.pdf"].participant_id
    assert "rusak" in found["rusak.pdf"].fault
    assert all(not one.file_name for one in entries(store, work))
    empty = folder / "kosong"
    empty.mkdir()
    with pytest.raises(UserError, match="tidak berisi"):
        certificate_files.look(store, work, [empty])


def test_files_are_filed_in_one_go_and_one_undo_takes_them_back(
    store: Store, work: Activity, folder: Path
) -> None:
    wayan, made = (one.participant_id for one in entries(store, work))
    certificates.save(store, work, made, {"qr_link": "https://lama.example"})
    filings = [
        Filing(folder / "a.pdf", wayan, LINK),
        Filing(folder / "Made Misal.pdf", made, LINK),
        Filing(folder / "rusak.pdf", "x"),
    ]
    filed = certificate_files.file(store, work, filings)
    assert (filed.filed, filed.replaced, filed.links, len(filed.refused)) == (2, 0, 1, 1)
    assert [one.file_name for one in entries(store, work)] == ["a.pdf", "Made Misal.pdf"]
    assert [one.qr_link for one in entries(store, work)] == [LINK, "https://lama.example"]
    assert certificate_files.file(store, work, filings[:1]).replaced == 1
    history.undo(store, filed.changes.change_set)
    assert not entries(store, work)[1].file_name


def test_a_cancelled_filing_leaves_nothing(store: Store, work: Activity, folder: Path) -> None:
    wayan = entries(store, work)[0].participant_id
    asked = iter((False, True))
    with pytest.raises(Cancelled):
        certificate_files.file(
            store, work, [Filing(folder / "a.pdf", wayan)], is_cancelled=lambda: next(asked)
        )
    assert not entries(store, work)[0].file_name


def test_one_attached_by_hand_notes_its_link(store: Store, work: Activity, folder: Path) -> None:
    wayan = entries(store, work)[0].participant_id
    certificates.attach(store, work, wayan, folder / "a.pdf")
    assert entries(store, work)[0].qr_link == LINK
