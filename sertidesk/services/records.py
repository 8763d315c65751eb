"""Rows for files: an activity's participants with everything a layout may name.

The keys are those of `domain/fields.py` and `export/keys.py`; what is not known is left out and
stays a blank cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, select

from sertidesk.db import tables
from sertidesk.domain import addresses, areas, dates, documents
from sertidesk.domain import clarification as clarification_words
from sertidesk.domain.areas import AreaBook
from sertidesk.domain.fields import Holder, keys_of
from sertidesk.domain.formatting import long_date
from sertidesk.domain.occupations import Catalogue, read_code
from sertidesk.services import clarification_items, occupations, settings, taking_part
from sertidesk.services.activity import Activity
from sertidesk.services.areas import office_areas
from sertidesk.services.participant_lists import ParticipantQuery
from sertidesk.services.participant_lists import records as participant_records
from sertidesk.services.store import Store

Row = dict[str, Any]

_AREA_KEYS = frozenset({"province_code", "regency_code", "district_code", "village_code"})
_NIK_KEYS = frozenset({"nik_province", "nik_regency"})
_CLARIFICATION_KEYS = frozenset({"clarification_note"})
_CERTIFICATE_KEYS = frozenset({
    "certificate_name", "certificate_number", "certificate_count", "issued_on", "valid_until",
    "certificate_state",
})  # fmt: skip
_PAPERS = {1: "Lengkap", 0: "Belum lengkap", None: None}
_LEVEL_LENGTHS = {"province_code": 2, "regency_code": 4, "district_code": 6, "village_code": 10}

# Which key names the scan of a requirement, by what the SOPs call the requirement.
_FILE_KEYS: Mapping[str, str] = {
    "ktp": "file_ktp",
    "pernyataan-kebenaran": "file_statement",
    "npwp": "file_npwp",
    "pas-foto": "file_photo",
    "ijazah": "file_diploma",
    "ijazah-legalisir": "file_diploma",
    "keterangan-sekolah": "file_school_statement",
    "keterangan-pengalaman": "file_reference",
    "surat-referensi": "file_reference",
    "sertifikat-pelatihan": "file_training",
    "sertifikat-lain": "file_other_certificate",
    "surat-permohonan": "file_application",
    "sertifikat-skk": "file_certificate",
}


@dataclass(frozen=True, slots=True)
class FileRows:
    """The participants, and the rows of each other source that a sheet may name.

    Every row has the participant's key under ``id``.
    """

    participants: list[Row]
    more: Mapping[str, list[Row]] = field(default_factory=dict)

    def of(self, source: str) -> list[Row]:
        """Return the rows of a source."""
        return self.participants if source == "participants" else self.more.get(source, [])


def for_files(
    store: Store,
    activity: Activity,
    *,
    wanted: Collection[str] | None = None,
    ids: Sequence[str] | None = None,
    sources: Collection[str] = (),
) -> FileRows:
    """Return the participants in the order of the list, without those who do not take part.

    ``wanted`` are the keys that will be written (None: all), ``ids`` restricts the persons,
    ``sources`` names the other sources that are needed.
    """
    with store.read() as connection:
        only = taking_part.ids(connection, activity.id)
    query = ParticipantQuery(activity.id, ids=ids)
    rows = [row for row in participant_records(store, query) if row["id"] in only]
    with store.read() as connection:
        _compute(store, connection, activity, rows, wanted)
        more = {source: _more(connection, source, rows, activity.id) for source in sources}
    return FileRows(rows, more)


def _compute(
    store: Store,
    connection: Connection,
    activity: Activity,
    rows: Sequence[Row],
    wanted: Collection[str] | None,
) -> None:
    """Add to each row what is computed; what costs is computed only where it is wanted."""

    def asked(keys: Iterable[str]) -> bool:
        return wanted is None or any(key in wanted for key in keys)

    catalogue = occupations.catalogue(store)
    today = store.today()
    papers = documents.are_asked(activity.procedure)
    for row in rows:
        if not papers:
            row["documents_complete"] = None  # neither complete nor incomplete
        row |= {
            "full_name": full_name(row),
            "birth_place_date": birth(row),
            "age": dates.age(row["birth_date"], today) if row["birth_date"] else None,
            "full_address": addresses.full(row),
            "activity": activity.name,
            "activity_year": activity.year,
            "participant_code": f"{activity.code}-{row['number']:03}",
            "lsp": activity.lsp,
            "test_centre": activity.test_centre,
            "document_state": _PAPERS[row["documents_complete"]],
            "clarification_state": clarification_words.LABELS[row["clarification"]],
            "subclassification_code": _subclassification_code(row, catalogue),
        }
        if row["province"] or row["regency"] or row["area_code"]:
            row["country"] = "Indonesia"
    if asked(_AREA_KEYS | _NIK_KEYS):
        _add_areas(store, rows)
    if asked(_CLARIFICATION_KEYS):
        _add_clarification_notes(connection, activity, rows)
    if asked(_FILE_KEYS.values()):
        _add_file_names(connection, rows)
    if asked(_CERTIFICATE_KEYS):
        _add_certificates(store, connection, activity, rows)
    if asked(_CODE_SETTINGS):
        _add_codes(store, rows)


def full_name(row: Mapping[str, Any]) -> str | None:
    """Return the name with the titles before and after it; None where there is none."""
    before = " ".join(filter(None, (row["title_before"], row["name"])))
    return ", ".join(filter(None, (before, row["title_after"]))) or None


def birth(row: Mapping[str, Any]) -> str | None:
    """Return "Pangkalan Bun, 12 Mei 1990"; what is not known is left out."""
    told = long_date(row["birth_date"]) if row["birth_date"] else ""
    return ", ".join(filter(None, (row["birth_place"], told))) or None


def _subclassification_code(row: Row, catalogue: Catalogue) -> str | None:
    """Return the code of the subclassification, by its name or out of the occupation's code."""
    found = catalogue.subclassification(str(row["subclassification"] or ""))
    if found is not None and found[1].number:
        return f"{found[0].code}{found[1].number}"
    parts = read_code(str(row["occupation_code"] or ""))
    return f"{parts.classification}{parts.subclassification}" if parts else None


def _add_areas(store: Store, rows: Sequence[Row]) -> None:
    book = office_areas(store)
    known: dict[tuple[str, ...], str] = {}
    for row in rows:
        place = tuple(
            str(row[key] or "")
            for key in ("area_code", "province", "regency", "district", "village")
        )
        if place not in known:
            known[place] = _area_digits(book, areas.compact(place[0]), place[1:])
        digits = known[place]
        for key, length in _LEVEL_LENGTHS.items():
            row[key] = digits[:length] if len(digits) >= length else None
        nik = str(row["nik"] or "")
        row["nik_province"], row["nik_regency"] = _area_of_nik(book, nik) if nik else (None, None)


def _area_digits(book: AreaBook, digits: str, names: Sequence[str]) -> str:
    """Return the address's code as deep as its code and its names tell."""
    for length, name in zip((2, 4, 6, 10), names, strict=True):
        if len(digits) >= length or not name:
            continue
        found = book.find(name, digits or None)
        # Without a province a regency's name may still be the only one in the country.
        if len(found) == 1 and found[0].startswith(digits):
            digits = found[0]
    return digits


def _area_of_nik(book: AreaBook, nik: str) -> tuple[str | None, str | None]:
    """Return province and regency of the NIK's first digits, by today's names where they moved."""
    old = areas.LEGACY.get(nik[:4])
    if old is None:
        return book.province(nik[:2]), book.regency(nik[:4])
    regency = book.regency(old.now) if len(old.now) == 4 else None
    return book.province(old.now[:2]), regency or old.name


def _add_clarification_notes(
    connection: Connection, activity: Activity, rows: Sequence[Row]
) -> None:
    newest = clarification_items.newest(connection, activity.id)
    excused = clarification_items.excused(connection, activity.id)
    for row in rows:
        item = newest.get(row["id"])
        told = [item.result, item.remark] if item else []
        if row["id"] in excused:
            told.append(f"Diikutkan: {excused[row['id']]}")
        row["clarification_note"] = "; ".join(filter(None, told)) or None


def _add_file_names(connection: Connection, rows: Sequence[Row]) -> None:
    attachment = tables.attachment
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for found in connection.execute(
        select(attachment.c.participant_id, attachment.c.requirement, attachment.c.file_name)
        .where(
            attachment.c.participant_id.in_([row["id"] for row in rows]),
            attachment.c.requirement.in_(_FILE_KEYS),
            attachment.c.deleted_at.is_(None),
        )
        .order_by(attachment.c.id)
    ):
        names[found.participant_id, _FILE_KEYS[found.requirement]].append(found.file_name)
    for row in rows:
        for key in set(_FILE_KEYS.values()):
            row[key] = "; ".join(names.get((row["id"], key), ())) or None


def _add_certificates(
    store: Store, connection: Connection, activity: Activity, rows: Sequence[Row]
) -> None:
    held: dict[str, list[Any]] = defaultdict(list)
    certificate = tables.certificate
    for found in connection.execute(_of_persons(certificate, activity.id)):
        held[found.person_id].append(found)
    today = store.today()
    for row in rows:
        mine = held.get(row["person_id"], [])
        row["certificate_count"] = len(mine)
        if not mine:
            continue
        last = max(mine, key=lambda one: (one.issued_on is not None, one.issued_on, one.id))
        row |= {
            "certificate_name": last.occupation,
            "certificate_number": last.number,
            "issued_on": last.issued_on,
            "valid_until": last.expires_on,
        }
        if last.expires_on:
            row["certificate_state"] = "Berlaku" if last.expires_on >= today else "Kedaluwarsa"


# Codes of the BNSP sheet that every row of an activity shares: a setting for each.
_CODE_SETTINGS = {"job_code": "bnsp_job_code", "budget_code": "bnsp_budget_code",
                  "ministry_code": "bnsp_ministry_code"}  # fmt: skip


def _add_codes(store: Store, rows: Sequence[Row]) -> None:
    chosen = settings.get_all(store)
    codes = {key: str(chosen.get(name) or "") for key, name in _CODE_SETTINGS.items()}
    by_level = chosen.get("bnsp_education_codes")
    levels: Mapping[str, object] = by_level if isinstance(by_level, dict) else {}
    for row in rows:
        row |= {key: code for key, code in codes.items() if code}
        row["education_code"] = levels.get(str(row["education_level"] or ""))


def _more(connection: Connection, source: str, rows: Sequence[Row], activity_id: str) -> list[Row]:
    """Return the rows of another source: each diploma, project, training or certificate."""
    table, shape = _SOURCES[source]
    found: dict[str, list[Any]] = defaultdict(list)
    for one in connection.execute(_of_persons(table, activity_id)):
        found[one.person_id].append(one)
    return [row | shape(one) for row in rows for one in found.get(row["person_id"], ())]


def _of_persons(table: Any, activity_id: str) -> Select[Any]:
    participant = tables.participant
    return (
        select(table)
        .join(participant, participant.c.person_id == table.c.person_id)
        .where(
            participant.c.activity_id == activity_id,
            participant.c.deleted_at.is_(None),
            table.c.deleted_at.is_(None),
        )
        .order_by(table.c.id)
    )


def _diploma(found: Any) -> Row:
    return {key: getattr(found, key) for key in keys_of(Holder.EDUCATION)}


def _project(found: Any) -> Row:
    return {
        "project_kind": found.kind,
        "project_name": found.project,
        "project_place": found.place,
        "project_start": found.started_on,
        "project_end": found.ended_on,
        "project_position": found.position,
        "project_value": found.value,
        "project_employer": found.employer,
    }


def _training(found: Any) -> Row:
    ended = found.ended_on or found.started_on
    return {
        "training_name": found.title,
        "training_organiser": found.organiser,
        "training_start": found.started_on,
        "training_end": found.ended_on,
        "training_hours": found.hours,
        "training_days": found.days,
        "training_year": ended.year if ended else None,
    }


def _certificate(found: Any) -> Row:
    return {
        "other_certificate": " ".join(filter(None, ("SKK", found.occupation, found.number))),
        "other_certificate_issuer": found.lsp,
        "other_certificate_start": found.issued_on,
        "other_certificate_end": found.expires_on,
    }


_SOURCES: Mapping[str, tuple[Any, Any]] = {
    "education": (tables.education, _diploma),
    "projects": (tables.experience, _project),
    "trainings": (tables.training, _training),
    "other_certificates": (tables.certificate, _certificate),
}
