"""The fields of a participant: one key for a thing from the foreign list to the LSP's recap.

Intake maps columns to these keys, storage names its columns so, export layouts name them in
TOML. A new field of a person or participant begins here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Holder(StrEnum):
    """Which record keeps the field."""

    PERSON = "person"
    EDUCATION = "education"
    PARTICIPANT = "participant"
    NOBODY = "nobody"  # read for a check, never stored (data minimisation, UU 27/2022)


class Kind(StrEnum):
    """How a field is written and read."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DIGITS = "digits"  # digits that are no number: always a text cell
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``key`` in code and storage, ``label`` on screen and in our own workbooks."""

    key: str
    label: str
    holder: Holder = Holder.PERSON
    kind: Kind = Kind.TEXT


FIELDS: tuple[Field, ...] = (
    Field("nik", "NIK", kind=Kind.DIGITS),
    Field("name", "Nama sesuai KTP"),
    Field("title_before", "Gelar depan"),
    Field("title_after", "Gelar belakang"),
    Field("birth_place", "Tempat lahir"),
    Field("birth_date", "Tanggal lahir", kind=Kind.DATE),
    Field("sex", "Jenis kelamin", kind=Kind.CHOICE),  # "L" or "P"
    Field("address", "Alamat", kind=Kind.LONG_TEXT),
    Field("rt", "RT", kind=Kind.DIGITS),
    Field("rw", "RW", kind=Kind.DIGITS),
    Field("village", "Desa/Kelurahan"),
    Field("district", "Kecamatan"),
    Field("regency", "Kabupaten/Kota"),
    Field("province", "Provinsi"),
    Field("postcode", "Kode pos", kind=Kind.DIGITS),
    Field("phone", "Nomor HP", kind=Kind.DIGITS),  # stored +62…, shown 08…
    Field("email", "Surel"),
    Field("npwp", "NPWP", kind=Kind.DIGITS),
    Field("nationality", "Kewarganegaraan", kind=Kind.CHOICE),  # "WNI" or "WNA"
    Field("education_level", "Pendidikan terakhir", Holder.EDUCATION, Kind.CHOICE),
    Field("school", "Sekolah/Perguruan tinggi", Holder.EDUCATION),
    Field("study", "Jurusan/Program studi", Holder.EDUCATION),
    Field("diploma_number", "Nomor ijazah", Holder.EDUCATION),
    Field("graduation_year", "Tahun lulus", Holder.EDUCATION, Kind.YEAR),
    Field("occupation", "Jabatan kerja", Holder.PARTICIPANT, Kind.CHOICE),
    Field("occupation_code", "Kode jabatan kerja", Holder.PARTICIPANT),
    Field("level", "Jenjang", Holder.PARTICIPANT, Kind.NUMBER),  # 1 to 9
    Field("qualification", "Kualifikasi", Holder.PARTICIPANT, Kind.CHOICE),
    Field("classification", "Klasifikasi", Holder.PARTICIPANT, Kind.CHOICE),
    Field("subclassification", "Subklasifikasi", Holder.PARTICIPANT, Kind.CHOICE),
    Field("application_kind", "Jenis permohonan", Holder.PARTICIPANT, Kind.CHOICE),
    Field("experience_years", "Pengalaman kerja (tahun)", Holder.PARTICIPANT, Kind.NUMBER),
    Field("association", "Asosiasi", Holder.PARTICIPANT),
    Field("association_card", "Nomor KTA", Holder.PARTICIPANT),
    Field("notes", "Catatan", Holder.PARTICIPANT, Kind.LONG_TEXT),
    Field("family_card", "Nomor KK", Holder.NOBODY, Kind.DIGITS),
)

BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}


def keys_of(holder: Holder) -> tuple[str, ...]:
    """Return the keys of the fields that this record keeps, in their order."""
    return tuple(field.key for field in FIELDS if field.holder is holder)
