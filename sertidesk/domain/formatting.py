"""The one formatter: dates, numbers, money and counts as Indonesian papers write them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
SHORT_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
SHORT_DAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_UNITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima",
    "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


def long_date(day: date) -> str:
    """Return "21 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Return "21-11-2026"."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def list_date(day: date) -> str:
    """Return "21 Nov 2026", for narrow lists."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def due_date(day: date) -> str:
    """Return "Kam 12 Nov", for a deadline near at hand."""
    return f"{SHORT_DAYS[day.weekday()]} {day.day} {SHORT_MONTHS[day.month - 1]}"


def day_name(day: date) -> str:
    """Return "Sabtu"."""
    return DAYS[day.weekday()]


def day_and_date(day: date) -> str:
    """Return "Sabtu, 21 November 2026"."""
    return f"{day_name(day)}, {long_date(day)}"


def date_range(first: date, last: date) -> str:
    """Return "3–5 November 2026", repeating only what differs."""
    if first == last:
        return long_date(first)
    if first.year != last.year:
        return f"{long_date(first)} – {long_date(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {long_date(last)}"
    return f"{first.day}–{long_date(last)}"


def clock(moment: time | datetime, zone: str = "") -> str:
    """Return "pukul 09.00 WITA": a full stop between hours and minutes."""
    return f"pukul {moment.hour:02}.{moment.minute:02} {zone}".rstrip()


def moment(when: datetime) -> str:
    """Return "21-11-2026 09.00", for histories and logs."""
    return f"{short_date(when.date())} {when.hour:02}.{when.minute:02}"


def date_in_words(day: date) -> str:
    """Return the opening of a berita acara, with day, date, month and year in words."""
    return (
        f"Pada hari ini {day_name(day)} tanggal {terbilang(day.day)} bulan "
        f"{MONTHS[day.month - 1]} tahun {terbilang(day.year)} ({short_date(day)})"
    )


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """Return "1.234.567" or, with decimals, "1.234,50"; without a count as many as there are."""
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    plain = f"{exact:,f}"
    if decimals is None and "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.translate(str.maketrans(",.", ".,"))


def money(rupiah: int | Decimal, *, cents: bool = False) -> str:
    """Return "Rp10.000", or "Rp10.000,00" where the paper wants it."""
    sign = "-" if rupiah < 0 else ""
    return f"{sign}Rp{number(abs(Decimal(rupiah)), 2 if cents else 0)}"


def count(value: int, noun: str) -> str:
    """Return "1.250 peserta"; Indonesian nouns do not change with the number."""
    return f"{number(value)} {noun}"


def percent(part: int, whole: int) -> str:
    """Return "57 %" of a whole; of nothing "0 %"."""
    return f"{round(100 * part / whole) if whole else 0} %"


def file_size(size: int) -> str:
    """Return a file's size in the largest unit that keeps it at least 1: "1,5 MB"."""
    value = float(size)
    for unit in ("B", "KB", "MB"):
        if value < 1000:
            return f"{number(value, 0 if unit == 'B' or value >= 100 else None)} {unit}"
        value = round(value / 1000, 1)
    return f"{number(value)} GB"


def roman_month(month: int | date) -> str:
    """Return "XI" for November, as in the numbers of letters."""
    return _ROMAN[(month if isinstance(month, int) else month.month) - 1]


def terbilang(value: int) -> str:
    """Return a whole number in words; 1000 is "seribu", a million "satu juta", no "dan"."""
    if value < 0:
        return f"minus {terbilang(-value)}"
    if value < 12:
        return _UNITS[value]
    if value < 20:
        return f"{_UNITS[value - 10]} belas"
    if value < 100:
        return _joined(f"{_UNITS[value // 10]} puluh", value % 10)
    if value < 200:
        return _joined("seratus", value - 100)
    if value < 1000:
        return _joined(f"{_UNITS[value // 100]} ratus", value % 100)
    if value < 2000:
        return _joined("seribu", value - 1000)
    for scale, word in _SCALES:
        if value >= scale:
            return _joined(f"{terbilang(value // scale)} {word}", value % scale)
    raise AssertionError(value)


def _joined(head: str, rest: int) -> str:
    return f"{head} {terbilang(rest)}" if rest else head
