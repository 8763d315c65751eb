"""Findings about the list itself: rounded columns, hidden rows, lost cells, areas from titles."""

from __future__ import annotations

from sertidesk.domain.fields import BY_KEY
from sertidesk.domain.finding import Finding, Severity
from sertidesk.intake import headers
from sertidesk.intake.sheet import ERROR


def rounded_column(digits: str) -> Finding:
    return Finding(
        "nik_rounded",
        "nik",
        Severity.ERROR,
        "Semua NIK di kolom ini berakhir 0: angka terakhirnya hilang dibulatkan Excel. Minta "
        "daftar dengan kolom NIK berformat teks, atau cocokkan dengan KTP-el dan pastikan.",
        proposal=digits,
        overridable=True,
    )


def from_title(key: str, name: str) -> Finding:
    label = BY_KEY[key].label
    return Finding(
        f"{key}_from_title", key, Severity.INFO, f"{label} {name} diambil dari judul daftar."
    )


def lost(mark: str, role: str, header: str) -> Finding:
    key = {headers.BIRTH: "birth_date", headers.RT_RW: "rt"}.get(role, role)
    key = key if key in BY_KEY else "notes"
    if mark == ERROR:
        message = f"Sel “{header}” berisi kesalahan rumus Excel. Isi nilainya di sini."
        return Finding("cell_error", key, Severity.WARNING, message)
    message = (
        f"Sel “{header}” berisi rumus yang hasilnya tidak tersimpan. Buka daftar di Excel, simpan "
        "ulang, atau isi nilainya di sini."
    )
    return Finding("cell_formula", key, Severity.WARNING, message)


ROW_HIDDEN = Finding(
    "row_hidden", "notes", Severity.INFO, "Baris ini tersembunyi di lembar aslinya; tetap dibaca."
)
