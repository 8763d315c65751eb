"""An SOP told to people: in brief beside a form, and chapter by chapter as "Tentang SOP".

Only what the document prints, and what was inferred is called so; nothing blank is filled in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sertidesk.domain.formatting import long_date
from sertidesk.domain.procedure import (
    Duration,
    Part,
    Phase,
    Procedure,
    Requirement,
    RequirementKind,
    Step,
)
from sertidesk.domain.promise import promise_conflict

NOT_PRINTED = "tidak dicetak"
FIELD_WORDS = {
    "actors": "pelaksana",
    "inputs": "kelengkapan",
    "mandatory": "wajib atau tidaknya",
    "note": "keterangan",
    "outputs": "output",
    "printed": "kalimat aslinya",
    "requirements": "persyaratan yang diperiksa",
    "scope": "ruang lingkup",
    "state_after": "keadaan sesudahnya",
    "steps": "langkah yang dicakup",
    "time": "waktu",
    "title": "judul",
}
"""What the fields that an SOP file may call inferred are called on the screen."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it is about (may be empty) and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Entries under one heading."""

    title: str
    entries: tuple[Entry, ...]


def brief(procedure: Procedure) -> tuple[Entry, ...]:
    """Return what one looks at before choosing an SOP."""
    asked = len(procedure.requirements)
    return (
        Entry("Instansi", _joined(procedure.office.name, procedure.office.government)),
        Entry("Dokumen", _joined(procedure.kind, procedure.number) or NOT_PRINTED),
        Entry("Isi", f"{len(procedure.steps)} langkah, {asked} persyaratan"),
        Entry("Jangka waktu", promised(procedure)),
        Entry("Biaya", procedure.fee or NOT_PRINTED),
    )


def promised(procedure: Procedure) -> str:
    """Return the promised total as printed, with its remark."""
    time = procedure.promise.time.text
    if not time:
        return NOT_PRINTED
    remark = procedure.promise.remark
    return f"{time} ({remark})" if remark else time


def conflict(procedure: Procedure) -> str:
    """Return why the promised total cannot be kept; an empty text when it can."""
    found = promise_conflict(procedure)
    return found.sentence if found else ""


def chapters(procedure: Procedure) -> tuple[Chapter, ...]:
    """Return the whole document, chapter by chapter; chapters without content are left out."""
    made = (
        Chapter("Dokumen", _document(procedure)),
        Chapter("Dasar hukum", _plain(procedure.legal_basis)),
        Chapter("Mengingat dan menimbang", _plain(procedure.preamble)),
        Chapter("Maksud dan tujuan", _plain(procedure.purpose)),
        Chapter("Ruang lingkup", _plain(procedure.scope)),
        Chapter("Gambaran umum", _plain((*procedure.overview, *procedure.summary))),
        Chapter("Pelaksana", _plain(actor.title for actor in procedure.actors)),
        Chapter("Langkah", tuple(_step(procedure, step) for step in procedure.steps)),
        Chapter("Persyaratan", _requirements(procedure)),
        Chapter("Jangka waktu", _promise(procedure)),
        Chapter("Biaya dan produk", _fee(procedure)),
        Chapter("Ketentuan", _plain(procedure.provisions)),
        Chapter("Batas kepemilikan SKK", _limits(procedure)),
        Chapter("Kualifikasi pelaksana", _plain(procedure.qualifications)),
        Chapter("Keterkaitan", _plain(procedure.related)),
        Chapter("Peralatan dan perlengkapan", _plain(procedure.equipment)),
        Chapter("Peringatan", _plain(procedure.warnings)),
        Chapter("Pencatatan dan pendataan", _plain(procedure.recording)),
        Chapter("Istilah", tuple(Entry(one.term, one.meaning) for one in procedure.terms)),
        Chapter("Pengaduan", _complaints(procedure)),
        Chapter("Catatan tentang dokumen", _plain(procedure.notes)),
        Chapter("Yang disimpulkan, tidak dicetak", _inferred(procedure)),
    )
    return tuple(chapter for chapter in made if chapter.entries)


def inferred_words(fields: Iterable[str]) -> str:
    """Return "pelaksana, output" for the fields that a part of an SOP calls inferred."""
    return ", ".join(FIELD_WORDS.get(field, field) for field in fields)


def _document(procedure: Procedure) -> tuple[Entry, ...]:
    office, approver = procedure.office, procedure.approver
    entries = [
        Entry("Judul", procedure.title),
        Entry("", procedure.subtitle),
        Entry("Jenis", procedure.kind),
        Entry(procedure.number_label or "Nomor", procedure.number or NOT_PRINTED),
        *(
            Entry(date.label, date.printed or (long_date(date.day) if date.day else NOT_PRINTED))
            for date in procedure.dates
        ),
        Entry("Disahkan oleh", _joined(approver.position, approver.name, approver.rank)),
        Entry("NIP", approver.nip),
        Entry("Penandatanganan", approver.signing),
        Entry("Instansi", _joined(office.name, office.unit, office.government)),
        Entry("Alamat", _joined(office.address, office.postcode)),
        Entry("Telepon", ", ".join(office.phones)),
        Entry("Faksimile", office.fax),
        Entry("Situs", office.website),
        Entry("Kepada", "; ".join(procedure.addressees)),
        Entry("Tembusan", "; ".join(procedure.carbon_copies)),
    ]
    return tuple(entry for entry in entries if entry.text)


def _step(procedure: Procedure, step: Step) -> Entry:
    lines = [
        step.title,
        _joined(", ".join(procedure.actor_titles(step)), _time(step.time)),
        *(f"{part.number}  {part.title}" + _of(procedure, part) for part in step.parts),
        *step.notes,
    ]
    return Entry(step.number, "\n".join(line for line in lines if line))


def _of(procedure: Procedure, part: Part) -> str:
    actors = ", ".join(procedure.actor_titles(part))
    return f" · {actors}" if actors else ""


def _time(time: Duration) -> str:
    return f"waktu baku {time.text}" if time.text else "waktu tidak dicetak"


def _requirements(procedure: Procedure) -> tuple[Entry, ...]:
    conditions = procedure.conditions
    age = f"di atas {conditions.age_over} tahun" if conditions.age_over is not None else ""
    asked = _joined(conditions.nationality, age, conditions.skill)
    entries = [Entry("Syarat orang", asked)] if asked else []
    entries += [
        Entry(str(number), _requirement(one))
        for number, one in enumerate(procedure.requirements, start=1)
    ]
    return (*entries, *_plain(procedure.competence_requirements))


def _requirement(one: Requirement) -> str:
    said = [
        one.title,
        "syarat" if one.kind is RequirementKind.CONDITION else "",
        "" if one.mandatory else "tidak wajib",
        f"{one.copies} rangkap" if one.copies else "",
        one.owner,
        one.note,
    ]
    return " · ".join(text for text in said if text)


def _promise(procedure: Procedure) -> tuple[Entry, ...]:
    promise = procedure.promise
    entries = [Entry("Dijanjikan", promised(procedure))]
    if promise.steps:
        entries.append(Entry("Mencakup", f"langkah {', '.join(promise.steps)}"))
    entries += [Entry(phase.time.text, _phase(phase)) for phase in promise.phases]
    entries += [
        Entry(limit.title, _joined(limit.time.text, limit.consequence))
        for limit in procedure.deadlines
    ]
    found = conflict(procedure)
    return (*entries, Entry("Perhatian", found)) if found else tuple(entries)


def _phase(phase: Phase) -> str:
    covered = f"langkah {', '.join(phase.steps)}" if phase.steps else ""
    return _joined(phase.title, covered, phase.note)


def _fee(procedure: Procedure) -> tuple[Entry, ...]:
    return (
        Entry("Biaya", procedure.fee or NOT_PRINTED),
        *(Entry("Produk", product) for product in procedure.products),
        *(Entry("Jenis permohonan", kind) for kind in procedure.application_kinds),
    )


def _limits(procedure: Procedure) -> tuple[Entry, ...]:
    return tuple(Entry(limit.qualification, " ".join(limit.printed)) for limit in procedure.limits)


def _complaints(procedure: Procedure) -> tuple[Entry, ...]:
    return tuple(
        Entry(one.channel, _joined(one.contact or NOT_PRINTED, one.note))
        for one in procedure.complaints
    )


def _inferred(procedure: Procedure) -> tuple[Entry, ...]:
    """Name every part of the SOP with the fields that its file marks as inferred."""
    parts = [
        ("Dokumen", procedure.inferred),
        *((f"Langkah {step.number}", step.inferred) for step in procedure.steps),
        *(
            (f"Langkah {part.number}", part.inferred)
            for step in procedure.steps
            for part in step.parts
        ),
        *((one.title, one.inferred) for one in procedure.requirements),
        ("Jangka waktu", procedure.promise.inferred),
        *((phase.title, phase.inferred) for phase in procedure.promise.phases),
    ]
    return tuple(Entry(name, inferred_words(fields)) for name, fields in parts if fields)


def _plain(lines: Iterable[str]) -> tuple[Entry, ...]:
    return tuple(Entry("", line) for line in lines if line)


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)
