"""The office's settings: one key, one value, with a default for each."""

from __future__ import annotations

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import areas
from sertidesk.domain.procedure import Office
from sertidesk.services.store import Store

DEFAULTS: dict[str, object] = {
    "office_name": "",
    "office_government": "",
    "office_address": "",
    "office_phone": "",
    "office_email": "",
    "office_website": "",
    "office_place": "",  # where letters are dated
    "office_regency": "",  # Kemendagri code, "62.01"
    "civil_registry": "Dinas Kependudukan dan Pencatatan Sipil",
    "time_zone": "WIB",  # of the office's regency, until the office chooses
    "six_day_week": False,
    "joint_leave_is_off": True,
    "start_day_counts": False,
    "unstated_days_are": "kerja",
    "shrink_images": True,
    "bnsp_education_codes": {},  # education level → code of the BNSP sheet
    "bnsp_job_code": "",
    "bnsp_budget_code": "",
    "bnsp_ministry_code": "",
    "portal_file_pattern": "{nik}_{jenis}",  # names of files to be uploaded (domain/portal.py)
    "portal_file_limit": 2_000,  # kilobytes that a portal takes
    "letter_codes": [],  # classification codes with their meaning: "600.1 Jasa konstruksi"
    "scan_sound": True,  # a scan is answered by beeps too
    "theme": "light",
    "paper": "f4",  # what the office prints on: f4, a4 or custom
    "paper_size": "",  # of the custom paper, millimetres: "216 × 330"
    "shift_right": "",  # millimetres by which a printer draws too far left
    "shift_down": "",
    "duplex_margins": False,  # left and right margin change places on the backs
    "paper_kinds": {},  # kind of paper → what it has of its own (services/page_setup.py)
}


def get(store: Store, key: str) -> object:
    """Return the value of one setting, or its default; an unknown key is a bug."""
    with store.read() as connection:
        found = connection.execute(
            select(tables.setting.c.value).where(
                tables.setting.c.key == key, tables.setting.c.deleted_at.is_(None)
            )
        ).scalar_one_or_none()
    if found is not None:
        return found
    if key == "time_zone":
        return areas.time_zone(str(get(store, "office_regency") or ""))
    return DEFAULTS[key]


def get_all(store: Store) -> dict[str, object]:
    """Return every setting with its default where the office has not chosen."""
    with store.read() as connection:
        rows = connection.execute(
            select(tables.setting.c.key, tables.setting.c.value).where(
                tables.setting.c.deleted_at.is_(None)
            )
        ).all()
    chosen = {row.key: row.value for row in rows}
    zone = areas.time_zone(str(chosen.get("office_regency") or ""))
    return DEFAULTS | {"time_zone": zone} | chosen


def office_name(store: Store, of_sop: Office | None = None) -> str:
    """Return the office's name; one that is not set yet is the one of an SOP's document."""
    return str(get(store, "office_name")) or (of_sop.name if of_sop else "")


def letter_codes(store: Store) -> list[str]:
    """Return the office's classification codes, each with its meaning after a blank."""
    found = get(store, "letter_codes")
    return [str(line) for line in found] if isinstance(found, list) else []


def put(store: Store, values: dict[str, object]) -> Changes:
    """Save settings; keys must be known."""
    unknown = values.keys() - DEFAULTS.keys()
    if unknown:
        raise KeyError(*unknown)
    with store.write("Pengaturan disimpan") as tx:
        for key, value in values.items():
            _put(tx, key, value)
    return tx.changes


def _put(tx: Transaction, key: str, value: object) -> None:
    row_id = tx.connection.execute(
        select(tables.setting.c.id).where(tables.setting.c.key == key)
    ).scalar_one_or_none()
    if row_id is None:
        tx.insert(tables.setting, {"key": key, "value": value})
    else:
        # An undo may have marked the row deleted; its key stays unique.
        tx.update(tables.setting, row_id, {"value": value, "deleted_at": None})
