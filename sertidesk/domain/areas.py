"""Areas by Kemendagri codes: what an area book answers, the provinces, the codes of former days.

Codes are compact digits ("62", "6201", "620102", "6201021001"); `show` writes the dots. The
statistics office (BPS) numbers Papua otherwise: never mix the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

LENGTHS = (2, 4, 6, 10)  # province, regency, district, village

PROVINCES: dict[str, str] = {
    "11": "Aceh",
    "12": "Sumatera Utara",
    "13": "Sumatera Barat",
    "14": "Riau",
    "15": "Jambi",
    "16": "Sumatera Selatan",
    "17": "Bengkulu",
    "18": "Lampung",
    "19": "Kepulauan Bangka Belitung",
    "21": "Kepulauan Riau",
    "31": "DKI Jakarta",
    "32": "Jawa Barat",
    "33": "Jawa Tengah",
    "34": "DI Yogyakarta",
    "35": "Jawa Timur",
    "36": "Banten",
    "51": "Bali",
    "52": "Nusa Tenggara Barat",
    "53": "Nusa Tenggara Timur",
    "61": "Kalimantan Barat",
    "62": "Kalimantan Tengah",
    "63": "Kalimantan Selatan",
    "64": "Kalimantan Timur",
    "65": "Kalimantan Utara",
    "71": "Sulawesi Utara",
    "72": "Sulawesi Tengah",
    "73": "Sulawesi Selatan",
    "74": "Sulawesi Tenggara",
    "75": "Gorontalo",
    "76": "Sulawesi Barat",
    "81": "Maluku",
    "82": "Maluku Utara",
    "91": "Papua",
    "92": "Papua Barat",
    "93": "Papua Selatan",
    "94": "Papua Tengah",
    "95": "Papua Pegunungan",
    "96": "Papua Barat Daya",
}

BPS_ONLY = "97"
"""Exists in the statistics office's coding only; a NIK that begins so was built from it."""


_EARLIER = ("1", "2", "3", "61", "62")  # Sumatra, Jawa, Kalimantan Barat and Tengah
_LATER = ("8", "9")  # Maluku and Papua


def time_zone(code: str) -> str:
    """Return WIB, WITA or WIT for an area's code, dotted or not (Keppres 41/1987); WIB for none."""
    if not code or code.startswith(_EARLIER):
        return "WIB"
    return "WIT" if code.startswith(_LATER) else "WITA"


@dataclass(frozen=True, slots=True)
class LegacyArea:
    """A regency code of former days that living NIKs still carry, and where it is now.

    Where the regency is known, `now` is its code of four digits, else its province's of two.
    """

    name: str | None
    now: str


LEGACY: dict[str, LegacyArea] = {
    # Papua, 2022: to Papua Selatan.
    "9101": LegacyArea("Merauke", "9301"),
    "9116": LegacyArea("Boven Digoel", "9302"),
    "9117": LegacyArea("Mappi", "9303"),
    "9118": LegacyArea("Asmat", "9304"),
    # To Papua Tengah.
    "9104": LegacyArea("Nabire", "9401"),
    "9107": LegacyArea("Puncak Jaya", "9402"),
    "9108": LegacyArea("Paniai", "9403"),
    "9109": LegacyArea("Mimika", "9404"),
    "9125": LegacyArea("Puncak", "9405"),
    "9126": LegacyArea("Dogiyai", "9406"),
    "9127": LegacyArea("Intan Jaya", "9407"),
    "9128": LegacyArea("Deiyai", "9408"),
    # To Papua Pegunungan.
    "9102": LegacyArea("Jayawijaya", "9501"),
    "9112": LegacyArea("Pegunungan Bintang", "9502"),
    "9113": LegacyArea("Yahukimo", "9503"),
    "9114": LegacyArea("Tolikara", "9504"),
    "9121": LegacyArea("Mamberamo Tengah", "9505"),
    "9122": LegacyArea("Yalimo", "9506"),
    "9123": LegacyArea("Lanny Jaya", "9507"),
    "9124": LegacyArea("Nduga", "9508"),
    # To Papua Barat Daya.
    "9201": LegacyArea("Kabupaten Sorong", "9601"),
    "9204": LegacyArea("Sorong Selatan", "9602"),
    "9205": LegacyArea("Raja Ampat", "9603"),
    "9209": LegacyArea("Tambrauw", "9604"),
    "9210": LegacyArea("Maybrat", "9605"),
    "9271": LegacyArea("Kota Sorong", "9671"),
    # Kalimantan Timur to Kalimantan Utara, 2012: which regency had which code is not attested.
    "6404": LegacyArea(None, "65"),
    "6405": LegacyArea(None, "65"),
    "6406": LegacyArea(None, "65"),
    "6410": LegacyArea(None, "65"),
    "6473": LegacyArea(None, "65"),
    # Sulawesi Selatan to Sulawesi Barat, 2004: likewise.
    "7319": LegacyArea(None, "76"),
    "7320": LegacyArea(None, "76"),
    "7321": LegacyArea(None, "76"),
    "7323": LegacyArea(None, "76"),
    "7325": LegacyArea(None, "76"),
}


class AreaBook(Protocol):
    """Names of areas by compact code; None where the book has no such area."""

    def province(self, code: str) -> str | None:
        """Return the province's name for two digits."""
        ...

    def regency(self, code: str) -> str | None:
        """Return the regency's or city's name for four digits, with its kind ("Kabupaten …")."""
        ...

    def district(self, code: str) -> str | None:
        """Return the kecamatan's name for six digits."""
        ...

    def village(self, code: str) -> str | None:
        """Return the desa's or kelurahan's name for ten digits."""
        ...

    def find(self, name: str, within: str | None = None) -> Sequence[str]:
        """Return the codes of the areas of exactly this name, one level below `within`.

        Without `within` a province, and when there is none a regency. Kind words and case do
        not count. Several codes mean the name is ambiguous.
        """
        ...


def compact(code: str) -> str:
    """Return the code as digits alone, whether it came as "62.01" or "6201"."""
    return re.sub(r"[.\s]", "", code)


def show(code: str) -> str:
    """Return the code as it is printed: "62.01.02.1001"."""
    digits = compact(code)
    parts = (digits[0:2], digits[2:4], digits[4:6], digits[6:])
    return ".".join(part for part in parts if part)


def parent(code: str) -> str | None:
    """Return the code one level up, None for a province."""
    digits = compact(code)
    shorter = [length for length in LENGTHS if length < len(digits)]
    return digits[: shorter[-1]] if shorter else None


_KIND = re.compile(
    r"(?:provinsi|prov|propinsi|kabupaten|kab|kota administrasi|kota adm|kotamadya|kodya|kota|"
    r"kecamatan|kec|distrik|kelurahan|kel|desa|ds|gampong|nagari)\b[.\s]*(?=\w)"
)


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """Return a key for comparing names of areas: no kind word, no case, no punctuation.

    "Kab. Kotawaringin Barat" and "KOTAWARINGIN BARAT" fold alike; so do "Palangka Raya" and
    "Palangkaraya".
    """
    text = name.strip().casefold()
    kind = _KIND.match(text)
    key = "".join(filter(str.isalnum, text[kind.end() :] if kind else text))
    return _SAME_PROVINCE.get(key, key)


_SAME_PROVINCE = {
    "daerahkhususibukotajakarta": "dkijakarta",
    "daerahkhususjakarta": "dkijakarta",
    "dkj": "dkijakarta",
    "jakarta": "dkijakarta",
    "daerahistimewayogyakarta": "diyogyakarta",
    "diy": "diyogyakarta",
    "nangroeacehdarussalam": "aceh",
    "nanggroeacehdarussalam": "aceh",
    "bangkabelitung": "kepulauanbangkabelitung",
    "kepbangkabelitung": "kepulauanbangkabelitung",
    "kepriau": "kepulauanriau",
    "ntb": "nusatenggarabarat",
    "ntt": "nusatenggaratimur",
    "kalteng": "kalimantantengah",
    "kalbar": "kalimantanbarat",
    "kalsel": "kalimantanselatan",
    "kaltim": "kalimantantimur",
    "kaltara": "kalimantanutara",
    "jabar": "jawabarat",
    "jateng": "jawatengah",
    "jatim": "jawatimur",
    "sulbar": "sulawesibarat",
    "sulsel": "sulawesiselatan",
    "sulteng": "sulawesitengah",
    "sultra": "sulawesitenggara",
    "sulut": "sulawesiutara",
}


def is_city(code: str) -> bool:
    """Tell whether a regency's code is a city's: kota are numbered from 71 (kabupaten to 69)."""
    digits = compact(code)
    return len(digits) >= 4 and int(digits[2:4]) >= 71
