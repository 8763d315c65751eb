"""The text of letters that prepare an activity: written from its data, then edited by people.

A text is paragraphs with an empty line between them; lines that begin with "1." and so on are a
numbered list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sertidesk.domain.formatting import long_date, terbilang
from sertidesk.domain.recruitment import Announcement
from sertidesk.domain.recruitment import Kind as Recipient

Block = str | tuple[str, ...]
"""A paragraph, or the items of a numbered list."""

APPLICATION_SUBJECT = "Permohonan pelaksanaan sertifikasi kompetensi kerja konstruksi"
NOTICE_SUBJECT = "Informasi proses dan skema sertifikasi kompetensi kerja konstruksi"
CLOSING = "Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima kasih."
_ITEM = re.compile(r"\s*\d{1,2}[.)]\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class Plan:
    """What of an activity its letters tell; empty parts are left out."""

    activity: str
    year: int
    office: str = ""
    lsp: str = ""
    participants: int | None = None
    occupations: tuple[str, ...] = ()  # "Tukang Batu jenjang 2 (30 orang)"
    start: date | None = None
    place: str = ""
    funding: str = ""
    requirements: tuple[str, ...] = ()
    answered: str = ""  # "Menindaklanjuti disposisi …", from a letter that came


def target(values: Mapping[str, object]) -> str:
    """Return a target of an activity in words: occupation, level, how many are wanted."""
    words = str(values.get("occupation") or "").strip()
    if not words:
        return ""
    level, quota = values.get("level"), values.get("quota")
    words += f" jenjang {level}" if level else ""
    return words + (f" ({quota} orang)" if quota else "")


def application_text(plan: Plan) -> str:
    """Return the application letter: who asks for what, when, for whom."""
    office = plan.office or "Kami"
    facts = _facts(plan)
    opening = (
        f"{plan.answered}{office} akan menyelenggarakan kegiatan {plan.activity} tahun {plan.year} "
        "untuk meningkatkan kompetensi tenaga kerja konstruksi."
    )
    request = (
        "Sehubungan dengan hal tersebut, kami mohon kesediaan Saudara untuk melaksanakan "
        "sertifikasi kompetensi kerja bagi peserta kegiatan ini"
    )
    request += ", dengan rencana sebagai berikut:" if facts else "."
    return _joined(
        opening,
        request,
        _numbered(facts),
        "Mohon kiranya Saudara dapat menyampaikan persyaratan, jadwal, dan hal lain yang perlu "
        "kami siapkan.",
        CLOSING,
    )


def notice_text(plan: Plan) -> str:
    """Return a letter that tells other offices of the process and scheme of certification."""
    return _joined(
        f"Dalam rangka kegiatan {plan.activity} tahun {plan.year}, bersama ini kami sampaikan "
        "informasi mengenai proses dan skema sertifikasi kompetensi kerja konstruksi:",
        _numbered(_facts(plan)),
        "Syarat yang perlu disiapkan calon peserta:" if plan.requirements else "",
        _numbered(plan.requirements),
        "Mohon informasi ini diteruskan kepada yang berkepentingan.",
        CLOSING,
    )


def invitation_text(plan: Plan) -> str:
    """Return an invitation whose day, time and place are to be filled in."""
    return _joined(
        f"Sehubungan dengan kegiatan {plan.activity} tahun {plan.year}, kami mengundang Saudara "
        "untuk hadir pada:",
        _numbered(("Hari/tanggal: …", "Waktu: …", f"Tempat: {plan.place or '…'}", "Acara: …")),
        "Mengingat pentingnya acara tersebut, mohon hadir tepat waktu.",
        CLOSING,
    )


def plain_text(plan: Plan) -> str:
    """Return the frame of any other letter: opening, a list to be filled in, closing."""
    return _joined(
        f"Sehubungan dengan kegiatan {plan.activity} tahun {plan.year}, bersama ini kami sampaikan "
        "hal-hal sebagai berikut:",
        _numbered(("…",)),
        CLOSING,
    )


def recruitment_text(recipient: Recipient, what: Announcement) -> str:
    """Return the recruitment letter to a village or a person."""
    facts = []
    if what.occupations:
        facts.append(f"Jabatan kerja: {', '.join(what.occupations)}")
    if what.participants:
        facts.append(f"Tempat tersedia: {what.participants} ({terbilang(what.participants)}) orang")
    if what.fee:
        facts.append(f"Biaya: {what.fee[:1].lower()}{what.fee[1:]}")
    until = f" paling lambat tanggal {long_date(what.deadline)}" if what.deadline else ""
    if recipient is Recipient.PERSON:
        request = f"Bila Saudara berminat, mohon menyampaikan nama, NIK, dan nomor HP{until}"
    else:
        request = (
            "Mohon Saudara menyampaikan informasi ini kepada warga yang bekerja di bidang "
            f"konstruksi, dan mengirimkan nama, NIK, serta nomor HP yang berminat{until}"
        )
    request += f" kepada {what.contact}." if what.contact else " kepada kami."
    office = what.office or "kami"
    return _joined(
        f"Dalam rangka kegiatan {what.activity}, {office} membuka pendaftaran peserta sertifikasi "
        "kompetensi kerja (SKK) bagi tenaga kerja konstruksi.",
        _numbered(facts),
        "Syarat yang perlu disiapkan calon peserta:" if what.requirements else "",
        _numbered(what.requirements),
        request,
        CLOSING,
    )


def blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs and numbered lists of a text, in their order."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        lines: list[str] = []
        items: list[str] = []
        for line in filter(None, (line.strip() for line in part.splitlines())):
            item = _ITEM.fullmatch(line)
            if item:
                if lines:
                    found.append("\n".join(lines))
                    lines = []
                items.append(item[1])
                continue
            if items:
                found.append(tuple(items))
                items = []
            lines.append(line)
        if items:
            found.append(tuple(items))
        if lines:
            found.append("\n".join(lines))
    return tuple(found)


def _facts(plan: Plan) -> tuple[str, ...]:
    found = []
    if plan.participants:
        words = terbilang(plan.participants)
        found.append(f"Jumlah peserta: {plan.participants} ({words}) orang")
    if plan.occupations:
        found.append(f"Jabatan kerja: {', '.join(plan.occupations)}")
    if plan.start:
        found.append(f"Rencana mulai: {long_date(plan.start)}")
    if plan.place:
        found.append(f"Tempat uji: {plan.place}")
    if plan.funding:
        found.append(f"Sumber dana: {plan.funding}")
    return tuple(found)


def _numbered(items: Sequence[str]) -> str:
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))


def _joined(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))
