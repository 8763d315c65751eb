"""The history as lists: every use case carried out, found by words or by person, and its details.

Taking one back belongs to `services/history.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from sertidesk.db import search, tables
from sertidesk.domain import interest, names, recruitment
from sertidesk.domain.fields import BY_KEY
from sertidesk.domain.formatting import moment, short_date
from sertidesk.services.store import Store

_sets, _change = tables.change_set, tables.change
_DETAILS = 200  # fields shown of one change set: an import has tens of thousands
_PERSONS = 50  # whose changes a search brings

TABLES = {
    "setting": "Pengaturan", "official": "Pejabat", "organization": "Mitra",
    "holiday": "Hari libur", "area": "Wilayah", "occupation": "Jabatan kerja",
    "layout": "Tata letak rekap", "form": "Formulir LSP", "column_mapping": "Pemetaan kolom",
    "status_word": "Kata jawaban", "activity": "Kegiatan", "activity_step": "Langkah",
    "person": "Orang", "education": "Pendidikan", "experience": "Pengalaman",
    "training": "Pelatihan", "duplicate_decision": "Keputusan kembar",
    "certificate": "Sertifikat", "import_batch": "Impor", "participant": "Peserta",
    "warning_reason": "Alasan peringatan", "document_check": "Pemeriksaan berkas",
    "attachment": "Lampiran", "clarification_round": "Putaran klarifikasi",
    "clarification_item": "Klarifikasi", "transfer": "Pengiriman data",
    "submission": "Pengiriman ke LSP", "submission_item": "Peserta terkirim",
    "recruitment": "Surat rekrutmen", "interest": "Minat",
}  # fmt: skip
_FIELDS = {
    "deleted_at": "Dihapus", "documents_complete": "Berkas lengkap", "clarification": "Klarifikasi",
    "withdrawn_reason": "Alasan mundur", "area_code": "Kode wilayah", "photo_sha256": "Pasfoto",
    "state": "Status", "note": "Catatan", "checked_by": "Diperiksa oleh",
    "checked_at": "Diperiksa pada", "value": "Nilai", "file_name": "Nama berkas",
    "started_on": "Mulai", "done_on": "Selesai", "done_by": "Dikerjakan oleh",
    "evidence": "Bukti", "inputs": "Kelengkapan", "outputs": "Output",
    "skip_reason": "Alasan dilewati", "override_reason": "Alasan diteruskan", "due_on": "Tenggat",
    "position": "Urutan/jabatan", "status": "Status", "remark": "Keterangan",
    "lsp": "LSP", "test_centre": "TUK", "funding_source": "Sumber dana", "year": "Tahun",
    "planned_start": "Rencana mulai", "planned_participants": "Rencana peserta",
    "closed_on": "Ditutup", "kind": "Jenis", "reason": "Alasan", "number": "Nomor",
    "mapping": "Pemetaan", "extra": "Kolom lain",
    "letter_number": "Nomor surat", "letter_date": "Tanggal surat", "sent_on": "Dikirim",
    "way": "Cara kirim", "received_by": "Diterima oleh", "answered_on": "Dijawab",
    "promised": "Calon dijanjikan", "channel": "Lewat", "noted_on": "Tanggal minat",
    "noted_by": "Dicatat oleh", "drop_reason": "Alasan batal",
}  # fmt: skip
_SETTINGS = {
    "office_name": "Nama instansi", "office_government": "Pemerintah daerah",
    "office_address": "Alamat", "office_phone": "Telepon", "office_email": "Surel",
    "office_website": "Laman", "office_place": "Tempat surat", "office_regency": "Kode wilayah",
    "civil_registry": "Disdukcapil", "time_zone": "Zona waktu", "six_day_week": "Enam hari kerja",
    "joint_leave_is_off": "Cuti bersama libur", "start_day_counts": "Hari mulai dihitung",
    "unstated_days_are": "Hari tanpa keterangan", "shrink_images": "Kecilkan gambar",
    "theme": "Tampilan", "bnsp_education_codes": "Kode pendidikan BNSP",
    "bnsp_job_code": "Kode pekerjaan BNSP", "bnsp_budget_code": "Kode sumber anggaran BNSP",
    "bnsp_ministry_code": "Kode kementerian BNSP",
}  # fmt: skip
_VALUES = {"way": recruitment.WAYS, "channel": interest.CHANNELS, "state": interest.STATES}
_DATES = frozenset(("birth_date", "planned_start", "letter_date"))
_UNTOLD = frozenset(("name_key", "participant_id"))  # derived, or told by the other row


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One use case in the list; ``state``: done, undone, undo (of another), event (no undo)."""

    id: str
    at: datetime
    actor: str
    label: str
    state: str
    changes: int


@dataclass(frozen=True, slots=True)
class Detail:
    """One field that a use case changed, in words; for an added row ``field`` is empty."""

    thing: str
    owner: str
    field: str
    before: str
    after: str


def count(store: Store, words: str = "") -> int:
    """Return how many use cases the search finds."""
    with store.read() as connection:
        return int(
            connection.execute(
                select(func.count()).select_from(_sets).where(*_found(connection, words))
            ).scalar_one()
        )


def lines(store: Store, words: str = "", offset: int = 0, limit: int = 200) -> list[HistoryLine]:
    """Return use cases, the newest first; ``words``: of the label, the actor, a name or a NIK."""
    with store.read() as connection:
        rows = connection.execute(
            select(_sets)
            .where(*_found(connection, words))
            .order_by(_sets.c.id.desc())
            .offset(offset)
            .limit(limit)
        ).all()
        counted: dict[str, int] = {
            row.change_set_id: row.changes
            for row in connection.execute(
                select(_change.c.change_set_id, func.count().label("changes"))
                .where(_change.c.change_set_id.in_([row.id for row in rows]))
                .group_by(_change.c.change_set_id)
            )
        }
    return [
        HistoryLine(
            row.id,
            datetime.fromisoformat(row.at),
            row.actor,
            row.label,
            _state(row.id, row.undoes, row.undone_by),
            counted.get(row.id, 0),
        )
        for row in rows
    ]


def details(store: Store, change_set: str) -> list[Detail]:
    """Return what a use case changed, at most the first two hundred fields."""
    with store.read() as connection:
        rows = connection.execute(
            select(_change)
            .where(
                _change.c.change_set_id == change_set,
                or_(_change.c.field.is_(None), _change.c.field.not_in(_UNTOLD)),
            )
            .order_by(_change.c.position)
            .limit(_DETAILS)
        ).all()
        owners = _owners(connection, rows)
    return [
        Detail(
            TABLES.get(row.table_name, row.table_name),
            _SETTINGS.get(owners.get(row.row_id, ""), owners.get(row.row_id, "")),
            _field_words(row.field),
            _value_words(row.field, row.before),
            _value_words(row.field, row.after),
        )
        for row in rows
    ]


def _state(change_set: str, undoes: str | None, undone_by: str | None) -> str:
    if undoes == change_set:
        return "event"
    if undone_by:
        return "undone"
    return "undo" if undoes else "done"


def _found(connection: Connection, words: str) -> list[ColumnElement[bool]]:
    """Return the conditions that every word of a search asks for."""
    conditions: list[ColumnElement[bool]] = []
    for word in words.split():
        like = f"%{word}%"
        either: list[ColumnElement[bool]] = [_sets.c.label.ilike(like), _sets.c.actor.ilike(like)]
        persons = search.find_persons(connection, names.fold(word).split(), _PERSONS)
        if persons:
            rows = [*persons, *_belongings(connection, persons)]
            either.append(
                _sets.c.id.in_(
                    select(_change.c.change_set_id).where(_change.c.row_id.in_(rows[:900]))
                )
            )
        conditions.append(or_(*either))
    return conditions


def _belongings(connection: Connection, persons: list[str]) -> list[str]:
    """Return the keys of the participants, checks and files of these persons."""
    participant, check, attachment = tables.participant, tables.document_check, tables.attachment
    mine = select(participant.c.id).where(participant.c.person_id.in_(persons))
    found: list[str] = []
    for statement in (
        mine,
        select(check.c.id).where(check.c.participant_id.in_(mine)),
        select(attachment.c.id).where(attachment.c.person_id.in_(persons)),
    ):
        found += connection.execute(statement.limit(400)).scalars()
    return found


def _owners(connection: Connection, rows: Iterable[Row[Any]]) -> dict[str, str]:
    """Return for the changed rows whose they are: a person's name, or the row's own."""
    keys: dict[str, list[str]] = {}
    for row in rows:
        keys.setdefault(row.table_name, []).append(row.row_id)
    owners: dict[str, str] = {}
    statement: Select[Any]
    for name, ids in keys.items():
        table = tables.metadata.tables[name]
        columns = table.c
        wanted = columns.id.in_(list(dict.fromkeys(ids)))
        if "participant_id" in columns and name not in ("attachment", "interest"):
            statement = (
                select(columns.id, tables.person.c.name)
                .join(tables.participant, tables.participant.c.id == columns.participant_id)
                .join(tables.person, tables.person.c.id == tables.participant.c.person_id)
            )
        elif "person_id" in columns:
            statement = select(columns.id, tables.person.c.name).join(
                tables.person, tables.person.c.id == columns.person_id
            )
        else:
            own = next((key for key in ("name", "key", "file_name") if key in columns), None)
            if own is None:
                continue
            statement = select(columns.id, columns[own])
        owners |= {row[0]: row[1] or "" for row in connection.execute(statement.where(wanted))}
    return owners


def _field_words(field: str | None) -> str:
    if field is None:
        return ""
    return BY_KEY[field].label if field in BY_KEY else _FIELDS.get(field, field)


def _value_words(field: str | None, value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool) or field == "documents_complete":
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {part}" for key, part in value.items())
    text = str(value)
    if field in ("deleted_at", "checked_at"):
        return moment(datetime.fromisoformat(text))
    if field in _VALUES:
        return _VALUES[field].get(text, text)
    if field and (field.endswith("_on") or field in _DATES):
        return short_date(datetime.fromisoformat(text).date())
    return f"{text[:12]}…" if field and field.endswith("sha256") else text
