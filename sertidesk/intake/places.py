"""Villages that only the name of a sheet tells: one sheet per village."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sertidesk.domain.areas import AreaBook, compact
from sertidesk.intake.addresses import named_areas

_MOST_DISTRICTS = 60
_GENERAL = re.compile(
    r"\d|\b(?:sheet|lembar|data|daftar|peserta|rekap|tukang|mandor|operator|pelaksana|juru|gelombang"
    r"|angkatan|kelas|kelompok|contoh|template|form|format|isian|semua|gabungan|final|revisi|baru"
    r"|lama|copy|salinan|hasil|laki|perempuan|hadir|lulus|pelatihan|sertifikasi|kecamatan|kec"
    r"|kabupaten|kab|list|nama|tabel|tempelan)\b",
    re.IGNORECASE,
)


def of_sheets(names: Sequence[str], areas: AreaBook, office_regency: str | None) -> dict[str, str]:
    """Return the village of each sheet whose name tells one: a proposal, noted on every row.

    "Desa Sidorejo" always does. A bare name does where the office's regency has such a village,
    and among several sheets of bare names, as villages send them.
    """
    distinct = list(dict.fromkeys(names))
    bare = [name for name in distinct if not _GENERAL.search(name) and not named_areas(name)]
    found = {}
    for name in distinct:
        village = named_areas(name).get("village")
        if village:
            found[name] = village
        elif name in bare and (
            (len(bare) > 1 and len(bare) == len(distinct))
            or _is_village(name.strip(), areas, office_regency)
        ):
            found[name] = name.strip()
    return found


def _is_village(name: str, areas: AreaBook, office_regency: str | None) -> bool:
    if not office_regency:
        return False
    regency = compact(office_regency)[:4]
    districts = (f"{regency}{number:02d}" for number in range(1, _MOST_DISTRICTS))
    return any(areas.district(code) and areas.find(name, within=code) for code in districts)
