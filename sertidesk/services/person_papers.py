"""The sheet of everything kept of one person, and to whom it was passed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, or_, select

from sertidesk.db import tables
from sertidesk.domain import addresses, npwp, phones
from sertidesk.domain.errors import UserError
from sertidesk.domain.fields import BY_KEY, Holder, keys_of
from sertidesk.domain.formatting import number, short_date
from sertidesk.domain.procedure import Office
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.parts import PaperColumn
from sertidesk.export.pdf.person import Section, write_person_sheet
from sertidesk.services import activity as activities
from sertidesk.services import history_words, page_setup, person_years, persons
from sertidesk.services.person_years import Years
from sertidesk.services.persons import PersonDetails
from sertidesk.services.printing_job import office_head, office_letterhead
from sertidesk.services.records import birth, full_name
from sertidesk.services.store import Store

_ADDRESS = frozenset(
    ("address", "rt", "rw", "village", "district", "regency", "province", "postcode")
)
_TOLD_APART = _ADDRESS | {"name", "title_before", "title_after", "birth_place", "birth_date"}


def by_nik(store: Store, nik: str) -> str:
    """Return the key of the person with this NIK; a `UserError` when nobody has it."""
    digits = "".join(letter for letter in nik if letter.isdigit())
    person = tables.person
    with store.read() as connection:
        found = connection.execute(
            select(person.c.id).where(person.c.nik == digits, person.c.deleted_at.is_(None))
        ).scalar_one_or_none()
    if found is None:
        raise UserError(
            "person_unknown", "Tidak ada orang dengan NIK {nik}. Periksa angkanya.", nik=nik
        )
    return str(found)


def print_sheet(
    store: Store,
    person_id: str,
    out: Path,
    *,
    paper: str | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Print everything kept of one person."""
    details = persons.details(store, person_id)
    years = person_years.load(store, person_id)
    with store.read() as connection:
        passed_on = _passed_on(connection, person_id)
    return write_person_sheet(
        out,
        office_letterhead(store, _office(store, details), page_setup.PERSON),
        _known(details.values),
        [
            _activities(details, years),
            _certificates(years),
            _files(details, years),
            _experiences(details),
            _trainings(details),
            Section(
                "Penerima data",
                (
                    PaperColumn("TANGGAL", 14, "center"),
                    PaperColumn("PENERIMA", 30),
                    PaperColumn("KEPERLUAN", 36),
                    PaperColumn("BERKAS", 30),
                ),
                tuple(passed_on),
                "Data belum pernah dikirim ke luar kantor.",
            ),
        ],
        office_head(store, page_setup.PERSON),
        paper=page_setup.sheet(store, page_setup.PERSON, paper),
        report=report,
        is_cancelled=is_cancelled,
    )


def _office(store: Store, details: PersonDetails) -> Office | None:
    """Return the office that the SOP of the person's newest activity names."""
    if not details.activities:
        return None
    return activities.by_code(store, details.activities[0].activity_code).procedure.office


def _known(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return every field of the person that is filled, the address in one line."""
    told = [
        ("Nama", full_name(values)),
        ("Tempat, tanggal lahir", birth(values)),
        ("Alamat", addresses.full(values)),
    ]
    for key in (*keys_of(Holder.PERSON), *keys_of(Holder.EDUCATION)):
        value = values.get(key)
        if key in _TOLD_APART or value in (None, ""):
            continue
        told.append((BY_KEY[key].label, _shown(key, value)))
    return [(title, value) for title, value in told if value]


def _shown(key: str, value: Any) -> str:
    if key == "npwp":
        return npwp.show(value)
    if key in ("phone", "emergency_phone"):
        return phones.show(value)
    if key == "sex":
        return {"L": "Laki-laki", "P": "Perempuan"}.get(str(value), str(value))
    return history_words.value(key, value)


def _activities(details: PersonDetails, years: Years) -> Section:
    rows = []
    for one in details.activities:
        marks = [mark.words for mark in years.marks.get(one.participant_id, ())]
        if one.withdrawn_reason:
            marks.append(f"Mundur: {one.withdrawn_reason}")
        level = f" / jenjang {one.level}" if one.level else ""
        rows.append(
            (
                str(one.year),
                one.activity_name,
                f"{one.occupation}{level}",
                "; ".join(marks) or "Terdaftar",
            )
        )
    return Section(
        "Kegiatan",
        (
            PaperColumn("TAHUN", 9, "center"),
            PaperColumn("KEGIATAN", 32),
            PaperColumn("JABATAN KERJA / JENJANG", 28),
            PaperColumn("TERCATAT", 38),
        ),
        tuple(rows),
        "Tidak menjadi peserta kegiatan apa pun.",
    )


def _certificates(years: Years) -> Section:
    rows = [
        (
            str(one.values["number"] or ""),
            str(one.values["occupation"] or ""),
            str(one.values["level"] or ""),
            _day(one.values["issued_on"]),
            _day(one.values["expires_on"]),
            "Berlaku" if one.is_valid else "Tidak berlaku lagi",
        )
        for one in years.certificates
    ]
    return Section(
        "Sertifikat SKK",
        (
            PaperColumn("NOMOR", 30),
            PaperColumn("JABATAN KERJA", 28),
            PaperColumn("JENJANG", 13, "center"),
            PaperColumn("TERBIT", 13, "center"),
            PaperColumn("BERLAKU S.D.", 14, "center"),
            PaperColumn("KEADAAN", 15, "center"),
        ),
        tuple(rows),
        "Belum ada yang tercatat.",
    )


def _files(details: PersonDetails, years: Years) -> Section:
    titles = {one.participant_id: one.titles for one in details.activities}
    rows = [
        (
            titles.get(one.participant_id, {}).get(one.requirement, ""),
            one.file_name,
            one.activity_code,
        )
        for one in years.files
    ]
    return Section(
        "Berkas yang disimpan",
        (PaperColumn("JENIS", 40), PaperColumn("NAMA BERKAS", 45), PaperColumn("KEGIATAN", 15)),
        tuple(rows),
        "Belum ada berkas yang dilampirkan.",
    )


def _experiences(details: PersonDetails) -> Section:
    rows = [
        (
            str(one["project"] or ""),
            str(one["position"] or ""),
            str(one["employer"] or ""),
            " – ".join(filter(None, (_day(one["started_on"]), _day(one["ended_on"])))),
            f"Rp{number(one['value'])}" if one["value"] else "",
        )
        for one in details.rows.get("experiences", ())
    ]
    return Section(
        "Pengalaman kerja",
        (
            PaperColumn("PEKERJAAN", 32),
            PaperColumn("JABATAN", 20),
            PaperColumn("PEMBERI KERJA", 22),
            PaperColumn("WAKTU", 22, "center"),
            PaperColumn("NILAI", 16),
        ),
        tuple(rows),
        "Belum ada yang tercatat.",
    )


def _trainings(details: PersonDetails) -> Section:
    rows = [
        (
            str(one["title"] or ""),
            str(one["organiser"] or ""),
            _day(one["started_on"]),
            f"{one['hours']} JP" if one["hours"] else "",
        )
        for one in details.rows.get("trainings", ())
    ]
    return Section(
        "Pelatihan",
        (
            PaperColumn("PELATIHAN", 40),
            PaperColumn("PENYELENGGARA", 34),
            PaperColumn("MULAI", 14, "center"),
            PaperColumn("LAMA", 10, "center"),
        ),
        tuple(rows),
        "Belum ada yang tercatat.",
    )


def _passed_on(connection: Connection, person_id: str) -> list[tuple[str, str, str, str]]:
    """Return who received the person's data, the newest first.

    A file to Disdukcapil or the LSP names its persons; of one to a portal only the activity is
    known, so that everyone of it is taken to be in it.
    """
    transfer, participant = tables.transfer, tables.participant
    mine = select(participant.c.id).where(participant.c.person_id == person_id)
    asked, sent = tables.clarification_item, tables.submission_item
    named = select(asked.c.round_id).where(asked.c.participant_id.in_(mine))
    submitted = select(sent.c.submission_id).where(sent.c.participant_id.in_(mine))
    theirs = select(participant.c.activity_id).where(
        participant.c.person_id == person_id, participant.c.deleted_at.is_(None)
    )
    rows: Sequence[Any] = connection.execute(
        select(transfer)
        .where(
            transfer.c.deleted_at.is_(None),
            or_(
                transfer.c.subject_id.in_(named),
                transfer.c.subject_id.in_(submitted),
                transfer.c.subject_id.is_(None) & transfer.c.activity_id.in_(theirs),
            ),
        )
        .order_by(transfer.c.at.desc())
    ).all()
    return [
        (
            short_date(datetime.fromisoformat(row.at).date()),
            row.recipient,
            row.purpose,
            row.file_name,
        )
        for row in rows
    ]


def _day(day: Any) -> str:
    return short_date(day) if day else ""
