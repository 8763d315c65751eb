"""Birth dates as lists write them: real dates, serials, words, place and date in one cell.

The day stands first, always (domain-facts 9.2): a date that only makes sense with the month first
is reported with a proposal, never swapped in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sertidesk.domain.finding import Finding, Severity
from sertidesk.domain.formatting import MONTHS, short_date

OLDEST_AGE = 100
YOUNGEST_AGE = 14  # a two-digit year is read so that its owner is at least this old

# Old spellings, abbreviations and English names; longer spellings are found by their beginning.
_MONTH_WORDS: dict[str, int] = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    **{"january": 1, "february": 2, "pebruari": 2, "peb": 2, "febuari": 2, "pebuari": 2},
    **{"march": 3, "mrt": 3, "mart": 3, "apl": 4, "may": 5, "june": 6, "juny": 6, "july": 7},
    **{"august": 8, "aug": 8, "agt": 8, "agst": 8, "agust": 8, "agts": 8, "ags": 8},
    **{"sept": 9, "spt": 9, "septem": 9, "october": 10, "oct": 10, "oktbr": 10},
    **{"nopember": 11, "nop": 11, "nov": 11, "nofember": 11, "nof": 11, "novem": 11},
    **{"december": 12, "dec": 12, "desem": 12, "dess": 12, "des": 12},
}

_EXCEL_EPOCH = date(1899, 12, 30)
_DAYS_BETWEEN_EPOCHS = 1462  # 1900 and 1904 date systems
_EMPTY = frozenset({"", "-", "--", "—", "–", ".", "0", "null", "none", "nihil", "n/a", "#n/a"})

# Most cells: an optional place, day, month and a full year. What is rarer goes the long way.
_USUAL = re.compile(
    r"(?:(?P<place>[^\W\d][^\d,:;()'’`]*?)[\s,/\-]+)?(?P<day>\d{1,2})(?P<mark>[-/. ])"
    r"(?P<month>\d{1,2}|[A-Za-z]{3,9})(?P=mark)(?P<year>\d{4})",
    re.ASCII,
)
_USUAL_NOISE = re.compile(
    r"\b(?:tgl|tanggal|lahir|senin|selasa|rabu|kamis|jumat|sabtu|minggu|ahad)\b", re.IGNORECASE
)
_FOUR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)")
_NUMBERS = re.compile(
    r"(?<!\d)(\d{1,2})\s*[-–/.,\\\s]\s*(\d{1,2})\s*[-–/.,\\\s]\s*['’`]?\s*(\d{4}|\d{2})(?!\d)"
)
_WORDS = re.compile(
    r"(?<!\d)(\d{1,2})\s*[-–/.,\s]*\s*([A-Za-z]{3,})\.?\s*[-–/.,\s]*['’`]?\s*(\d{4}|\d{2})(?!\d)"
)
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})(?!\d)")
_JOINED = re.compile(r"(?<!\d)(\d{8})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_TIME = re.compile(
    r"[T\s]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:\s*(?:AM|PM|Z|WIB|WITA|WIT))?$"
)
_LEAD = re.compile(r"^(?:tanggal|tgl|lahir)\b[.:,\s]*", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\u00a0\u200b\u202f\ufeff]+")
_DOUBLED = re.compile(r"(?<=\d)\s*([-–/.,])(?:\s*\1)+(?=\s*\w)")
_SERIAL = re.compile(r"[1-5]\d{4}(?:[.,]0+)?")  # 1927 to 2064: what a .csv makes of a real date
_PLACE_EDGE = " ,./\\-–:;'’`()|"


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a cell says: the date, the place that stood before it, and what was noticed."""

    value: date | None = None
    place: str | None = None
    findings: tuple[Finding, ...] = ()


NOTHING = DateReading()
show = short_date


def read(
    value: object,
    *,
    today: date,
    nik_digits: str | None = None,
    field: str = "birth_date",
    birth: bool = True,
    date_1904: bool = False,
) -> DateReading:
    """Read a date from a cell: text, number (Excel serial), date or nothing.

    ``nik_digits`` (16 digits) settles the century of a two-digit year and offers the date of the
    NIK where the cell's own is impossible. ``birth`` adds the checks of a birth date; without it
    a two-digit year lies within fifty years of today. ``date_1904`` tells the workbook's system.
    """
    reader = _Reader(today, nik_digits if birth else None, field, birth)
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        return reader.finish(value.date(), None)
    if isinstance(value, date):
        return reader.finish(value, None)
    if isinstance(value, bool):
        return reader.unreadable(str(value), None)
    if isinstance(value, (int, float)):
        return reader.number(float(value), date_1904)
    if isinstance(value, str):
        return reader.text(value, date_1904)
    return reader.unreadable(str(value), None)


class _Reader:
    """One reading: keeps what the caller knows beside the cell."""

    def __init__(self, today: date, nik: str | None, field: str, birth: bool) -> None:
        self.today = today
        self.nik = nik
        self.field = field
        self.birth = birth

    def finding(
        self, code: str, severity: Severity, message: str, proposal: str | None = None
    ) -> Finding:
        return Finding(code, self.field, severity, message, proposal)

    def finish(self, value: date, place: str | None, *notes: Finding) -> DateReading:
        """Check that a real calendar date can be a birth date."""
        if not self.birth:
            return DateReading(value, place, notes)
        if value > self.today:
            return DateReading(
                None,
                place,
                (
                    *notes,
                    self.finding(
                        "date_future",
                        Severity.WARNING,
                        f"Tanggal lahir {short_date(value)} belum terjadi. Periksa tahunnya.",
                        self.from_nik(),
                    ),
                ),
            )
        if age(value, self.today) > OLDEST_AGE:
            note = self.finding(
                "date_old",
                Severity.WARNING,
                f"Menurut tanggal lahir {short_date(value)} usianya lebih dari {OLDEST_AGE} tahun. "
                "Periksa tahunnya.",
                self.from_nik(),
            )
            return DateReading(value, place, (*notes, note))
        return DateReading(value, place, notes)

    def number(self, value: float, date_1904: bool) -> DateReading:
        """Read a number: a serial, a lone year, or digits that lost their leading zero."""
        whole = int(value) if abs(value) < 1e9 else 0
        if whole == 0 and abs(value) < 1:
            return NOTHING
        if 1900 <= whole <= self.today.year + 1 and whole == value:
            return self.year_only(whole, None)
        if 0 < whole < 100_000:
            start = _EXCEL_EPOCH + timedelta(days=_DAYS_BETWEEN_EPOCHS if date_1904 else 0)
            return self.serial(start + timedelta(days=whole), date_1904)
        if whole == value and 1_000_000 <= whole <= 99_999_999:
            return self.text(f"{whole:08d}", date_1904)
        if whole == value and 100_000 <= whole <= 999_999:
            digits = f"{whole:06d}"
            return self.parts(int(digits[:2]), int(digits[2:4]), digits[4:], digits, None)
        return self.unreadable(f"{value:g}", None)

    def serial(self, value: date, date_1904: bool) -> DateReading:
        note = self.finding(
            "date_serial",
            Severity.INFO,
            f"Angka seri Excel dibaca sebagai {short_date(value)}.",
        )
        later = value + timedelta(days=_DAYS_BETWEEN_EPOCHS)
        if not date_1904 and self.nik and _nik_parts(self.nik) == _short(later):
            note = self.finding(
                "date_1904",
                Severity.WARNING,
                f"Angka seri Excel dibaca sebagai {short_date(value)}, sedangkan menurut NIK "
                f"{short_date(later)}: berkas ini mungkin memakai sistem tanggal 1904.",
                short_date(later),
            )
        return self.finish(value, None, note)

    def text(self, text: str, date_1904: bool) -> DateReading:
        usual = _USUAL.fullmatch(text)
        if usual:
            place, word = usual["place"], usual["month"]
            month = int(word) if word[0].isdigit() else month_number(word)
            value = _real(int(usual["year"]), month or 0, int(usual["day"]))
            if value and not (place and ("." in place[-1:] or _USUAL_NOISE.search(place))):
                return self.finish(value, " ".join(place.split()) if place else None)
        text = _BLANKS.sub(" ", text).strip().lstrip("'’`").strip()
        if text.lower() in _EMPTY:
            return NOTHING
        if _SERIAL.fullmatch(text):
            return self.number(float(text[:5]), date_1904)
        text = _DOUBLED.sub(r"\1", text)
        text = _TIME.sub("", text).strip()
        for pattern, read_match in (
            (_FOUR_FIRST, self.four_first),
            (_NUMBERS, self.day_first),
            (_WORDS, self.words),
            (_MONTH_FIRST, self.month_first),
            (_JOINED, self.joined),
        ):
            matches = list(pattern.finditer(text))
            if matches:
                match = matches[-1]
                reading = read_match(match, text, _place(text, match))
                if reading is not None:
                    return reading
        years = list(_YEAR.finditer(text))
        if years:
            return self.year_only(int(years[-1].group(1)), _place(text, years[-1]))
        if not any(char.isdigit() for char in text):
            return self.unreadable(text, text)
        return self.unreadable(text, None)

    def four_first(self, match: re.Match[str], text: str, place: str | None) -> DateReading:
        year, month, day = match.groups()
        return self.parts(int(day), int(month), year, text, place)

    def day_first(self, match: re.Match[str], text: str, place: str | None) -> DateReading:
        day, month, year = match.groups()
        return self.parts(int(day), int(month), year, text, place)

    def words(self, match: re.Match[str], text: str, place: str | None) -> DateReading | None:
        day, word, year = match.groups()
        month = month_number(word)
        return None if month is None else self.parts(int(day), month, year, text, place)

    def month_first(self, match: re.Match[str], text: str, place: str | None) -> DateReading | None:
        word, day, year = match.groups()
        month = month_number(word)
        return None if month is None else self.parts(int(day), month, year, text, place)

    def joined(self, match: re.Match[str], text: str, place: str | None) -> DateReading:
        digits = match.group(1)
        if int(digits[4:]) > self.today.year or int(digits[4:]) < 1900:
            year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
            if 1900 <= year <= self.today.year and _real(year, month, day):
                return self.parts(day, month, digits[:4], text, place)
        return self.parts(int(digits[:2]), int(digits[2:4]), digits[4:], text, place)

    def parts(self, day: int, month: int, year: str, text: str, place: str | None) -> DateReading:
        """Build the date from day, month and a year of two or four digits."""
        full, note = (int(year), None) if len(year) == 4 else self.century(day, month, int(year))
        if day == 0 or month == 0:
            return self.year_only(full, place)
        value = _real(full, month, day)
        if value is not None:
            return self.finish(value, place, *([note] if note else []))
        swapped = _real(full, day, month)
        if month > 12 and swapped is not None:
            return self.refuse(
                "date_month_first",
                f"Tanggal “{text}” tidak ada bila dibaca hari dahulu. "
                f"Mungkin maksudnya {short_date(swapped)}.",
                place,
                short_date(swapped),
            )
        return self.refuse(
            "date_impossible",
            f"Tanggal “{text}” tidak ada di kalender. "
            + ("Perbaiki sesuai KTP-el." if self.birth else "Perbaiki tanggalnya."),
            place,
            self.from_nik(),
        )

    def century(self, day: int, month: int, year: int) -> tuple[int, Finding | None]:
        """Choose the century of a two-digit year: by a possible age, assured by the NIK."""
        recent = self.today.year - self.today.year % 100 + year
        if not self.birth:
            full = min((recent - 100, recent, recent + 100), key=lambda y: abs(y - self.today.year))
            return full, None
        possible = recent <= self.today.year - YOUNGEST_AGE
        # An infant and someone past a hundred are equally rare in a list of workers: the NIK of
        # the same day tells nothing about the century, so the infant is taken and mentioned.
        full = recent if possible or recent <= self.today.year else recent - 100
        if self.nik and _nik_parts(self.nik) == (day, month, year):
            return full, None
        return full, self.finding(
            "date_short_year", Severity.INFO, f"Tahun dua angka “{year:02d}” dibaca {full}."
        )

    def year_only(self, year: int, place: str | None) -> DateReading:
        return self.refuse(
            "date_year_only",
            f"Hanya tahun {year} yang tertulis. Lengkapi tanggal dan bulannya"
            + (" sesuai KTP-el." if self.birth else "."),
            place,
            self.from_nik(),
        )

    def unreadable(self, text: str, place: str | None) -> DateReading:
        return self.refuse(
            "date_unreadable",
            f"Tanggal “{text}” tidak dapat dibaca. Tulis seperti 12-05-1990.",
            place,
            self.from_nik(),
        )

    def refuse(
        self, code: str, message: str, place: str | None, proposal: str | None
    ) -> DateReading:
        """Take no date, only the place, and tell why; the row itself stays good."""
        return DateReading(None, place, (self.finding(code, Severity.WARNING, message, proposal),))

    def from_nik(self) -> str | None:
        """Return the birth date that the NIK tells, as a proposal."""
        if not self.nik:
            return None
        day, month, year = _nik_parts(self.nik)
        value = _real(self.century(day, month, year)[0], month, day)
        return short_date(value) if value else None


def month_number(word: str) -> int | None:
    """Return 1 to 12 for a month's name in Indonesian or English, abbreviated or misspelt."""
    word = word.lower()
    return _MONTH_WORDS.get(word) or (
        _MONTH_WORDS.get(word[:3]) if len(word) > 3 and word[:3] in _BEGINNINGS else None
    )


# Beginnings that no word of a place or day shares ("mar", "mei" and "des" would: Desa, Marga).
_BEGINNINGS = frozenset(
    {"jan", "feb", "peb", "apr", "agu", "aug", "sep", "okt", "oct", "nov", "nop"}
)


def age(born: date, today: date) -> int:
    """Return the completed years of someone born on ``born``."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _place(text: str, match: re.Match[str]) -> str | None:
    """Return what stands before the date, or after it when nothing stands before."""
    before = _LEAD.sub("", text[: match.start()].strip(_PLACE_EDGE)).strip(_PLACE_EDGE)
    before = re.sub(r"[\s,]*\b(?:tanggal|tgl|lahir)\b[.:\s]*$", "", before, flags=re.IGNORECASE)
    before = re.sub(_DAY_NAME, "", before).strip(_PLACE_EDGE)
    after = text[match.end() :].strip(_PLACE_EDGE)
    place = before or after
    return place if place and any(char.isalpha() for char in place) else None


_DAY_NAME = re.compile(
    r"[\s,]*\b(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad)\s*$", re.IGNORECASE
)


def _nik_parts(nik: str) -> tuple[int, int, int]:
    """Return day, month and two-digit year as a NIK writes them, without the women's 40."""
    if len(nik) != 16 or not nik.isdecimal():
        return (0, 0, 0)
    day = int(nik[6:8])
    return (day - 40 if day > 40 else day, int(nik[8:10]), int(nik[10:12]))


def _short(value: date) -> tuple[int, int, int]:
    return (value.day, value.month, value.year % 100)
