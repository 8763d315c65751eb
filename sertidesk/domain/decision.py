"""Decision letters: what they propose to say, and what has changed since one was set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sertidesk.domain.formatting import terbilang

ORDINALS = (
    "KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN",
    "KESEMBILAN", "KESEPULUH",
)  # fmt: skip
TEXTS = ("subject", "considering", "basis", "decides")
_LAW = "Undang-Undang Nomor 2 Tahun 2017 tentang Jasa Konstruksi"


class Mark(StrEnum):
    """How somebody on the list stands to the letter."""

    LISTED = "listed"
    CHANGED = "changed"  # name, NIK or occupation differ since
    FALLEN = "fallen"  # listed, and not competent any more
    MISSING = "missing"  # competent, and not listed


MARKS: Mapping[str, str] = {
    Mark.LISTED: "Tercantum",
    Mark.CHANGED: "Data berubah",
    Mark.FALLEN: "Tidak lagi kompeten",
    Mark.MISSING: "Belum tercantum",
}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody on the list, as it is printed."""

    id: str
    name: str
    nik: str = ""
    village: str = ""
    occupation: str = ""
    level: int | None = None


def compare(
    listed: Sequence[Named], competent: Sequence[Named]
) -> tuple[tuple[Named, Mark, str], ...]:
    """Return everyone of either list, as listed, with a mark and what is different now."""
    now = {one.id: one for one in competent}
    known = {one.id for one in listed}
    found = []
    for one in listed:
        other = now.get(one.id)
        if other is None:
            found.append((one, Mark.FALLEN, "Hasilnya berubah atau pesertanya keluar."))
        elif told := _differences(one, other):
            found.append((one, Mark.CHANGED, f"Sekarang: {told}"))
        else:
            found.append((one, Mark.LISTED, ""))
    found += [(one, Mark.MISSING, "Kompeten setelah SK ditetapkan.") for one in competent
              if one.id not in known]  # fmt: skip
    return tuple(found)


def proposals(
    activity: str, year: int, lsp: str, legal_basis: Sequence[str], competent: int
) -> Mapping[str, str]:
    """Return the texts of a letter; those of several points have one a line."""
    by = f" oleh {lsp}" if lsp else ""
    count = f"{competent} ({terbilang(competent)})"
    return {
        "subject": f"Penetapan Peserta Kompeten pada {activity} Tahun {year}",
        "considering": "\n".join((
            f"bahwa uji kompetensi kerja pada kegiatan {activity} tahun {year} telah "
            f"dilaksanakan{by};",
            f"bahwa berdasarkan hasil uji dan rekomendasi asesor, {count} orang peserta "
            "dinyatakan kompeten;",
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud di atas, perlu menetapkan "
            "peserta yang kompeten dengan keputusan;",
        )),
        "basis": "\n".join(f"{line.rstrip(' ;.')};" for line in legal_basis or (_LAW,) if line),
        "decides": "\n".join((
            f"Menetapkan {count} orang yang namanya tercantum dalam Lampiran keputusan ini sebagai "
            f"peserta kompeten pada kegiatan {activity} tahun {year}.",
            "Penetapan sebagaimana dimaksud pada diktum KESATU menjadi dasar penerbitan sertifikat "
            "kompetensi kerja sesuai dengan ketentuan peraturan perundang-undangan.",
            "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
        )),
    }  # fmt: skip


def lines(text: str) -> tuple[str, ...]:
    """Return the points of a text, one a line."""
    return tuple(line for line in (" ".join(one.split()) for one in text.splitlines()) if line)


def _differences(before: Named, now: Named) -> str:
    told = []
    if before.name != now.name:
        told.append(now.name)
    if before.nik != now.nik:
        told.append(f"NIK {now.nik or 'kosong'}")
    if (before.occupation, before.level) != (now.occupation, now.level):
        level = f" jenjang {now.level}" if now.level else ""
        told.append(f"{now.occupation or 'tanpa jabatan kerja'}{level}")
    return ", ".join(told)
