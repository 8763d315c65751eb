"""Education: spellings of its levels, and what each occupation level asks for."""

from __future__ import annotations

import pytest

from sertidesk.domain.education import EDUCATION_LEVELS, EducationTable, LevelRule, read_education


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("SD", "SD"),
        ("sd/sederajat", "SD"),
        ("SDN 1 Kumai", "SD"),
        ("SR", "SD"),
        ("Tamat SD", "SD"),
        ("Paket A", "SD"),
        ("MI", "SD"),
        ("SMP", "SMP"),
        ("SLTP", "SMP"),
        ("MTs", "SMP"),
        ("Kejar Paket B", "SMP"),
        ("SLTA", "SMA"),
        ("SMU", "SMA"),
        ("SMA / sederajat", "SMA"),
        ("SMAN 2", "SMA"),
        ("Aliyah", "SMA"),
        ("Paket C", "SMA"),
        ("SMA/SMK", "SMA"),
        ("STM", "SMK"),
        ("STM Listrik", "SMK"),
        ("SMK sederajat", "SMK"),
        ("SMKN 1", "SMK"),
        ("SMEA", "SMK"),
        ("D1", "D1"),
        ("Diploma I", "D1"),
        ("D-II", "D2"),
        ("D III", "D3"),
        ("D.3", "D3"),
        ("DIII Teknik Sipil", "D3"),
        ("Diploma 3", "D3"),
        ("D-IV", "D4"),
        ("Sarjana Terapan", "D4"),
        ("S-1", "S1"),
        ("S.1", "S1"),
        ("s1 teknik", "S1"),
        ("Strata 1", "S1"),
        ("Sarjana", "S1"),
        ("Profesi Insinyur", "Profesi"),
        ("S-2", "S2"),
        ("Magister", "S2"),
        ("Doktor", "S3"),
        ("Tidak sekolah", "Tidak sekolah"),
        ("tidak tamat SD", "Tidak sekolah"),
        ("Belum Tamat SD/Sederajat", "Tidak sekolah"),
        ("", None),
        ("-", None),
        ("lainnya", None),
        ("Tukang", None),
    ],
)
def test_read_education(text: str, level: str | None) -> None:
    assert read_education(text) == level


@pytest.mark.parametrize("level", EDUCATION_LEVELS)
def test_every_level_reads_as_itself(level: str) -> None:
    assert read_education(level) == level
    assert read_education(level.upper()) == level


def test_least_years_between_above_and_below_the_named_ones() -> None:
    table = EducationTable({5: LevelRule(5, {"SMA": (12,), "D1": (8,), "D3": (0,)})})
    assert table.least_years(5, "SMA") == (12,)
    assert table.least_years(5, "SMK") == (12,)
    assert table.least_years(5, "D2") == (8,)
    assert table.least_years(5, "S2") == (0,)
    assert table.least_years(5, "D4") == (0,)
    assert table.least_years(5, "SMP") is None
    assert table.lowest(5) == "SMA"
