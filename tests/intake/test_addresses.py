"""Addresses in one cell, and areas in titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.intake import addresses


@pytest.mark.parametrize(
    ("text", "street", "parts"),
    [
        (
            "Jl. Mawar No 3 RT 02 RW 01 Desa Sidorejo Kec. Arut Selatan",
            "Jl. Mawar No 3",
            {"rt": "002", "rw": "001", "village": "Sidorejo", "district": "Arut Selatan"},
        ),
        (
            "Jl. Antasari RT.001/RW.002, Kel. Madurejo, Kec. Arut Selatan, "
            "Kab. Kotawaringin Barat, Prov. Kalimantan Tengah 74112",
            "Jl. Antasari",
            {
                "rt": "001", "rw": "002", "village": "Madurejo", "district": "Arut Selatan",
                "regency": "Kotawaringin Barat", "province": "Kalimantan Tengah",
                "postcode": "74112",
            },
        ),
        ("Dusun Suka Maju RT 5", "Dusun Suka Maju", {"rt": "005"}),
        ("Sidorejo RT/RW 003/001", "Sidorejo", {"rt": "003", "rw": "001"}),
        ("Desa Kumpai Batu Atas", "", {"village": "Kumpai Batu Atas"}),
        ("RT 01 RW 02 Ds. Pasir Putih", "", {"rt": "001", "rw": "002", "village": "Pasir Putih"}),
        ("Jl. Melati No. 7, Kota Palangka Raya", "Jl. Melati No. 7",
         {"regency": "Kota Palangka Raya"}),
        ("Jl. Kota Waringin No 4", "Jl. Kota Waringin No 4", {}),
        ("Jl. Pasar Desa No. 2", "Jl. Pasar Desa No. 2", {}),
        ("Jl. Kelapa Gading No. 12", "Jl. Kelapa Gading No. 12", {}),
        ("Gg. Desember 5", "Gg. Desember 5", {}),
    ],
)  # fmt: skip
def test_what_an_address_clearly_names(text: str, street: str, parts: dict[str, str]) -> None:
    assert addresses.split(text) == (street, parts)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("DESA : SIDOREJO", {"village": "SIDOREJO"}),
        ("Kelurahan: Madurejo", {"village": "Madurejo"}),
        (
            "DAFTAR PESERTA DESA SIDOREJO KECAMATAN ARUT SELATAN TAHUN 2026",
            {"village": "SIDOREJO", "district": "ARUT SELATAN"},
        ),
        ("PEMERINTAH KABUPATEN KOTAWARINGIN BARAT", {"regency": "KOTAWARINGIN BARAT"}),
        ("DAFTAR CALON PESERTA PELATIHAN", {}),
    ],
)
def test_areas_in_titles(text: str, areas: dict[str, str]) -> None:
    assert addresses.named_areas(text) == areas


@given(st.text(max_size=80))
def test_nothing_breaks_it(text: str) -> None:
    street, parts = addresses.split(text)
    assert all(part.strip() for part in parts.values())
    assert len(street) <= len(text) + 2
