"""The reminder list: one sheet per village, and a summary that agrees with them."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from sertidesk.export.documents import Reminder, VillageReminders, write_reminders

REQUIREMENTS = ("Surat permohonan", "KTP", "Ijazah")
BUDI = Reminder("BUDI", "6201021205900001", "+6281250001234", {"KTP": "Belum ada"})
SITI = Reminder("SITI", "6201025505950002", "", {"KTP": "Belum ada", "Ijazah": "Perbaiki: buram"})


def rows_of(path: Path, sheet: str) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


def test_villages_and_summary_agree(tmp_path: Path) -> None:
    path = tmp_path / "pengingat.xlsx"
    villages = (
        VillageReminders("Karang Mulya/1", "Pangkalan Banteng", (BUDI, SITI)),
        VillageReminders("Lengkap", "Kumai", ()),
        VillageReminders("", "", (SITI,)),
    )
    values = {"activity": "Sertifikasi 2026"}
    written = write_reminders(path, REQUIREMENTS, villages, title_values=values)
    assert written.rows == 3
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Ringkasan", "Karang Mulya 1", "Tanpa desa"]

    summary = rows_of(path, "Ringkasan")
    header = next(row for row in summary if row[0] == "NO")
    assert header[4:6] == ["KTP", "Ijazah"]  # nobody lacks the application letter
    first, second = summary[summary.index(header) + 1 :]
    assert first[:6] == [1, "Karang Mulya/1", "Pangkalan Banteng", 2, 2, 1]
    assert second[3:6] == [1, 1, 1]

    village = rows_of(path, "Karang Mulya 1")
    assert [row[0] for row in village if str(row[0]).startswith("Desa")] == [
        "Desa/Kelurahan Karang Mulya/1, Kecamatan Pangkalan Banteng"
    ]
    start = next(n for n, row in enumerate(village) if row[0] == "NO")
    assert village[start + 1] == [1, "BUDI", BUDI.nik, "081250001234", "Belum ada", None]
    assert village[start + 2] == [2, "SITI", SITI.nik, None, "Belum ada", "Perbaiki: buram"]
    assert village[start + 3][:3] == ["Jumlah", None, 2]


def test_nobody_lacking_makes_an_empty_summary(tmp_path: Path) -> None:
    path = tmp_path / "pengingat.xlsx"
    assert write_reminders(path, REQUIREMENTS, ()).rows == 0
    assert openpyxl.load_workbook(path).sheetnames == ["Ringkasan"]
