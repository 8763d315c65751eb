"""How long a list of 10,000 rows × 30 columns takes, against calamine reading the bare file.

Run: python tests/benchmarks/bench_intake.py [rows] [rounds]
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

HEADERS = (
    "NO", "NIK", "NO KK", "NAMA LENGKAP", "TEMPAT LAHIR", "TGL LAHIR", "JENIS KELAMIN", "ALAMAT",
    "RT", "RW", "DESA/KELURAHAN", "KECAMATAN", "KABUPATEN/KOTA", "PROVINSI", "KODE POS", "NO HP",
    "EMAIL", "NPWP", "KEWARGANEGARAAN", "PENDIDIKAN TERAKHIR", "NAMA SEKOLAH", "JURUSAN",
    "NO IJAZAH", "TAHUN LULUS", "JABATAN KERJA", "JENJANG", "PENGALAMAN KERJA", "KETERANGAN",
    "UKURAN BAJU", "AGAMA",
)  # fmt: skip
FIRST = ("BUDI", "SITI", "AGUS", "SRI", "EKO", "DEWI", "JOKO", "RINA", "HENDRA", "YULI", "MADE")
LAST = ("SANTOSO", "WIJAYA", "KUSUMA", "LESTARI", "PRATAMA", "HIDAYAT", "SAPUTRA", "RAHAYU")
TODAY = date(2026, 11, 21)


def write_list(path: Path, count: int) -> None:
    """Write a list of made-up persons as villages send it: text NIKs, real dates, repeats."""
    import xlsxwriter

    chance = random.Random(7)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Peserta")
    day_format = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["DAFTAR CALON PESERTA SERTIFIKASI TENAGA KERJA KONSTRUKSI"])
    sheet.write_row(2, 0, HEADERS)
    for number in range(count):
        born = date(1960, 1, 1) + timedelta(days=chance.randrange(16_000))
        woman = chance.random() < 0.3
        day = born.day + (40 if woman else 0)
        nik = f"6201{chance.randint(1, 6):02d}{day:02d}{born:%m%y}{number % 9999 + 1:04d}"
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)}"
        row = (
            number + 1, nik, f"6201010101{number // 3:06d}", name, "Pangkalan Bun", born,
            "P" if woman else "L", f"Jl. Melati No. {number % 700}", f"{number % 20 + 1:03d}",
            f"{number % 7 + 1:03d}", f"Desa {number % 40}", "Arut Selatan", "Kotawaringin Barat",
            "Kalimantan Tengah", "74112", f"08{chance.randrange(10**9, 10**10)}",
            f"peserta{number}@contoh.id", "", "WNI", chance.choice(("SD", "SMP", "SMA", "SMK")),
            f"SMKN {number % 9}", "Bangunan", f"DN-{number:07d}", 1990 + number % 30,
            "Tukang Besi Beton", 1, number % 12, "", chance.choice("SML"), "Islam",
        )  # fmt: skip
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number + 3, column, value, day_format)
            elif value != "":
                sheet.write(number + 3, column, value)
    book.close()


def write_messy(path: Path, count: int) -> None:
    """Write the worst of it: damaged and numeric NIKs, titles, dates in words, whole addresses."""
    import xlsxwriter

    from sertidesk.domain.formatting import MONTHS

    chance = random.Random(5)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Data")
    header = ["NO", "NIK (sesuai KTP)", "NO KK", "Nama Lengkap", "Tempat, Tgl Lahir", "L/P"]
    header += ["Alamat", "No HP", "Pendidikan", "Pengalaman", "Keterangan"]
    sheet.write_row(4, 0, [*header, *(f"Lain {number}" for number in range(19))])
    for number in range(count):
        born = date(1960, 1, 1) + timedelta(days=chance.randrange(16_000))
        nik = f"620102{born:%d%m%y}{number % 9999 + 1:04d}"
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        row = [
            number + 1,
            (nik, "'" + nik, f"{nik[:6]} {nik[6:]}", float(nik), nik[:15])[number % 5],
            f"6201010101{number // 3:06d}",
            (f"{name}, S.T.", f"{name.title()}  {LAST[number % 8].title()}", f"H. {name}")[
                number % 3
            ],
            (
                f"Pangkalan Bun, {born.day} {MONTHS[born.month - 1]} {born.year}",
                f"P. Bun/{born:%d-%m-%Y}",
                f"Sampit, {born.day}/{born.month}/{born:%y}",
            )[number % 3],
            "Laki-laki",
            f"Jl. Melati No. {number} RT {number % 9 + 1:02d} RW 01 Desa Contoh Kec. Arut Selatan",
            (
                f"0812-3456-{number % 9999:04d}",
                81234560000.0 + number,
                f"+62 812 3456 {number:04d}",
            )[number % 3],
            chance.choice(("SLTA", "SMA sederajat", "SD")),
            f"{number % 9} tahun",
            f"catatan {number}",
            *(f"isi {number} {place}" for place in range(19)),
        ]
        sheet.write_row(number + 5, 0, row)
    book.close()


def bare(path: Path) -> float:
    """Return the seconds that calamine alone needs."""
    from python_calamine import load_workbook

    begin = time.perf_counter()
    load_workbook(str(path)).get_sheet_by_index(0).to_python()
    return time.perf_counter() - begin


def whole(path: Path) -> tuple[float, int, int]:
    """Return the seconds from file to report, and the rows accepted and rejected."""
    from sertidesk.intake import report
    from sertidesk.services.areas import office_areas

    areas = office_areas()
    begin = time.perf_counter()
    read = report.read_list(path, areas=areas, today=TODAY, office_regency="6201")
    seconds = time.perf_counter() - begin
    return seconds, read.accepted, read.rejected


def measure(path: Path, rounds: int) -> None:
    """Measure both in turns, so that a busy machine slows both alike."""
    from sertidesk.intake import report  # noqa: F401 - imported before the clock runs

    pairs = []
    for _ in range(rounds):
        plain = bare(path)
        seconds, accepted, rejected = whole(path)
        pairs.append((plain, seconds))
        print(f"  calamine {plain:.3f} s · laporan {seconds:.3f} s · {seconds / plain:.2f} ×")
    print(f"diterima {accepted}, ditolak {rejected}")
    ratio = statistics.median(seconds / plain for plain, seconds in pairs)
    print(f"median {ratio:.2f} × (sasaran paling banyak 4 ×)")


def peak(path: Path) -> None:
    """Print the peak memory of a process that only reads this list."""
    code = (
        "import resource, sys; sys.path.insert(0, sys.argv[2]);"
        "sys.path.insert(0, sys.argv[3]); from bench_intake import whole; from pathlib import Path;"
        "whole(Path(sys.argv[1]));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    here = Path(__file__).resolve()
    answer = subprocess.run(
        [sys.executable, "-c", code, str(path), str(here.parents[2]), str(here.parent)],
        capture_output=True,
        text=True,
        check=True,
    )
    print(f"memori puncak {answer.stdout.strip()} MB (sasaran di bawah 300 MB)")


if __name__ == "__main__":
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for kind, write in (("rapi", write_list), ("berantakan", write_messy)):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "daftar.xlsx"
            write(file, rows)
            print(f"daftar {kind}: {rows} baris × 30 kolom, {file.stat().st_size // 1024} kB")
            measure(file, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
            if sys.platform != "win32":
                peak(file)
