"""Covering letters take their number from the register, and are printed with it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Kind
from sertidesk.services import (
    activity,
    clarification,
    letter_covers,
    letter_series,
    letters,
    participants,
    printing,
    settings,
    submission,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store


@pytest.fixture
def work(store: Store) -> Activity:
    letter_series.add(store, {"name": "Keluar", "pattern": "600.1/{urut}/{tahun}"})
    settings.put(store, {"office_place": "Pangkalan Bun"})
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026, lsp="LSP Uji Coba")
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    participants.add(store, made.id, {"name": "BUDI CONTOH", "nik": "6201011205900001"})
    return made


def first_page(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()


def test_the_letter_to_the_lsp_is_numbered_once(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="Belum ada pengiriman"):
        letter_covers.for_submission(store, work)
    submission.send(store, work, tmp_path / "rekap.xlsx")
    printing.write(store, work, "cover-letter", tmp_path / "surat.pdf")
    assert "600.1" not in first_page(tmp_path / "surat.pdf")
    letter_covers.for_submission(store, work)
    with pytest.raises(UserError, match=r"sudah bernomor 600\.1/1/2026"):
        letter_covers.for_submission(store, work)
    (one,) = letters.of_activity(store, work.id)
    assert (one.kind, one.correspondent) == (
        Kind.COVER, "Ketua Panitia Sertifikasi LSP Uji Coba",
    )  # fmt: skip
    printing.write(store, work, "cover-letter", tmp_path / "surat.pdf")
    printed = first_page(tmp_path / "surat.pdf")
    assert "600.1/1/2026" in printed and "Pangkalan Bun, 2 Maret 2026" in printed
    letters.cancel(store, one.id, "Salah alamat")
    letter_covers.for_submission(store, work)
    assert letters.of_activity(store, work.id)[-1].number == "600.1/2/2026"


def test_the_letter_to_disdukcapil_is_numbered_too(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="Belum ada rekap ke Disdukcapil"):
        letter_covers.for_round(store, work)
    clarification.export_recap(store, work, tmp_path / "klarifikasi.xlsx")
    letter_covers.for_round(store, work)
    printing.write(store, work, "clarification-letter", tmp_path / "surat.pdf")
    assert "600.1/1/2026" in first_page(tmp_path / "surat.pdf")
