"""Certificates that run out soon, over all activities and years, for their renewal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, exists, func, select

from sertidesk.db import tables
from sertidesk.domain.certificates import WINDOWS, add_months, window_of
from sertidesk.services.store import Store


@dataclass(frozen=True, slots=True)
class Expiring:
    """One certificate near its end; ``window``: within how many months, 0 where it is over."""

    certificate_id: str
    person_id: str
    name: str
    nik: str
    phone: str  # E.164
    village: str
    occupation: str
    level: int | None
    number: str
    lsp: str
    expires_on: date
    window: int


def listing(store: Store, months: int = WINDOWS[-1], *, over: bool = True) -> list[Expiring]:
    """Return what runs out within so many months, the earliest first.

    ``over``: with those that ran out already, as far as a year back. One that the same person
    has anew, for the same occupation and with a later end, needs no renewal and is left out.
    """
    today = store.today()
    certificate, person = tables.certificate, tables.person
    newer = certificate.alias("newer")
    renewed = exists().where(
        newer.c.person_id == certificate.c.person_id,
        newer.c.deleted_at.is_(None),
        func.lower(newer.c.occupation) == func.lower(certificate.c.occupation),
        newer.c.expires_on > certificate.c.expires_on,
    )
    first = add_months(today, -WINDOWS[-1]) if over else today
    statement = (
        select(certificate, person.c.name, person.c.nik, person.c.phone, person.c.village)
        .join(person, and_(person.c.id == certificate.c.person_id, person.c.deleted_at.is_(None)))
        .where(
            certificate.c.deleted_at.is_(None),
            certificate.c.expires_on.between(first, add_months(today, months)),
            ~renewed,
        )
        .order_by(certificate.c.expires_on, person.c.name_key)
    )
    with store.read() as connection:
        rows = connection.execute(statement).all()
    return [
        Expiring(
            row.id,
            row.person_id,
            row.name or "",
            row.nik or "",
            row.phone or "",
            row.village or "",
            row.occupation or "",
            row.level,
            row.number or "",
            row.lsp or "",
            row.expires_on,
            window_of(row.expires_on, today) or 0,
        )
        for row in rows
    ]
