"""Handovers: who took which certificate, when, from whom; and who has not come yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain import handover as rules
from sertidesk.domain import handover_scan, names
from sertidesk.domain.certificates import NUMBERS
from sertidesk.domain.errors import UserError
from sertidesk.domain.handover import State, Terms, Waiting
from sertidesk.domain.handover_scan import Holder, Scanned
from sertidesk.services import settings
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_handover, _certificate = tables.handover, tables.certificate
_copy = tables.certificate_copy
_participant, _person = tables.participant, tables.person
FIELDS = ("received_on", "handed_by", "proxy", "proxy_identity", "proxy_letter", "note")
EVIDENCE = "handover"  # the topic of what was signed
_CODES = (*NUMBERS, "qr_link")
NO_VILLAGE = "Tanpa desa/kelurahan"


@dataclass(frozen=True, slots=True)
class Entry:
    """One participant who has a certificate in the register, and what became of it."""

    certificate_id: str
    participant_id: str
    place: int  # in the activity's list
    name: str
    nik: str
    village: str
    phone: str  # E.164
    occupation: str
    level: int | None
    number: str
    received_on: date | None
    handed_by: str
    proxy: str
    proxy_identity: str
    proxy_letter: str
    note: str
    copied_on: date | None = None  # when the office filed its copy
    codes: tuple[str, ...] = ()  # numbers and QR link, by which a scan finds it

    @property
    def lacks_copy(self) -> bool:
        """Tell whether it was handed over before a copy was filed."""
        return self.received_on is not None and self.copied_on is None

    @property
    def state(self) -> State:
        """Return where the certificate is."""
        return rules.state_of(self.number, self.received_on, self.proxy)

    @property
    def trade(self) -> str:
        """Return occupation and level as the receipt list prints them."""
        level = f"jenjang {self.level}" if self.level else ""
        return " / ".join(filter(None, (self.occupation, level)))


@dataclass(frozen=True, slots=True)
class VillageWaiting:
    """Those of one village whose certificate waits; spellings of a village are taken together."""

    village: str
    entries: tuple[Entry, ...]


def listing(store: Store, activity: Activity) -> list[Entry]:
    """Return who has a certificate, in the order of the list."""
    with store.read() as connection:
        rows = connection.execute(_of_activity(activity.id)).all()
    return [_entry(row) for row in rows]


def waiting_ids(connection: Connection, activity_id: str) -> tuple[str, ...]:
    """Return whose certificate has a number and was not handed over, in the order of the list."""
    waiting = (
        _of_activity(activity_id)
        .with_only_columns(_participant.c.id)
        .where(_certificate.c.number != "", _handover.c.id.is_(None))
    )
    return tuple(connection.execute(waiting).scalars())


def hand_over(
    store: Store,
    activity: Activity,
    certificate_ids: Sequence[str],
    values: Mapping[str, object] | None = None,
) -> Changes:
    """Note these certificates as handed over, today and by who works here unless told otherwise.

    One that was handed over before keeps its note; one without a number is refused, for nobody
    could say later which certificate it was.
    """
    given = _checked(values or {})
    with store.write("Serah terima sertifikat") as tx:
        rows = [
            row for row in _rows(tx.connection, activity, certificate_ids) if not row.handover_id
        ]
        for row in rows:
            if not row.number:
                raise UserError(
                    "certificate_without_number",
                    "Nomor sertifikat {name} belum diisi. Isi dahulu di layar Sertifikat.",
                    name=row.name,
                )
        tx.label = f"{len(rows)} sertifikat diserahkan"
        tx.insert_many(
            _handover,
            [
                {
                    **dict.fromkeys(FIELDS),
                    "received_on": store.today(),
                    "handed_by": store.actor,
                    **given,
                    "certificate_id": row.certificate_id,
                }
                for row in rows
            ],
        )
    return tx.changes


def edit(
    store: Store,
    activity: Activity,
    certificate_ids: Sequence[str],
    values: Mapping[str, object],
) -> Changes:
    """Change what is noted of handovers; of a certificate that still waits nothing is noted."""
    given = _checked(values)
    with store.write("Serah terima sertifikat diubah") as tx:
        for row in _rows(tx.connection, activity, certificate_ids):
            if row.handover_id:
                tx.update(_handover, row.handover_id, given)
    return tx.changes


def take_back(store: Store, activity: Activity, certificate_ids: Sequence[str]) -> Changes:
    """Note that certificates were not handed over after all; an undo restores the notes."""
    with store.write("Serah terima dibatalkan") as tx:
        rows = [row for row in _rows(tx.connection, activity, certificate_ids) if row.handover_id]
        tx.label = f"Serah terima {len(rows)} sertifikat dibatalkan"
        for row in rows:
            tx.delete(_handover, row.handover_id)
    return tx.changes


def file_copies(
    store: Store, activity: Activity, certificate_ids: Sequence[str], *, filed: bool = True
) -> Changes:
    """Note that the office filed its copy of these certificates, or that it has none after all."""
    with store.write("Salinan sertifikat") as tx:
        rows = [
            row
            for row in _rows(tx.connection, activity, certificate_ids)
            if bool(row.copy_id) is not filed
        ]
        what = "diarsipkan" if filed else "tidak jadi diarsipkan"
        tx.label = f"Salinan {len(rows)} sertifikat {what}"
        if filed:
            new = {"archived_on": store.today(), "archived_by": store.actor, "place": None}
            tx.insert_many(_copy, [{**new, "certificate_id": row.certificate_id} for row in rows])
        else:
            for row in rows:
                tx.delete(_copy, row.copy_id)
    return tx.changes


def find(text: str, activity: Activity, entries: Collection[Entry]) -> Scanned:
    """Tell whose certificate a scan or a typed number asks for."""
    holders = [Holder(one.certificate_id, one.place, one.nik, one.codes) for one in entries]
    return handover_scan.find(text, activity.code, holders)


def waiting(entries: Collection[Entry]) -> list[VillageWaiting]:
    """Return per village whose certificate waits, by the village's name; without one comes last."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        if one.state is State.WAITING:
            groups[names.fold(one.village)].append(one)
    return [
        VillageWaiting(group[0].village or NO_VILLAGE, tuple(group))
        for _, group in sorted(groups.items(), key=lambda item: (not item[0], item[0]))
    ]


def terms(store: Store, activity: Activity, deadline: date | None = None) -> Terms:
    """Return what the reminders of an activity say besides who has not come."""
    chosen = {key: str(value or "") for key, value in settings.get_all(store).items()}
    office = activity.procedure.office
    name = chosen["office_name"] or office.name
    phone = chosen["office_phone"]
    return Terms(
        activity=activity.name,
        office=name,
        address=" ".join(chosen["office_address"].split()) or office.address,
        deadline=deadline,
        contact=f"{name} {phone}".strip() if phone else "",
    )


def text_for(group: VillageWaiting, what: Terms) -> str:
    """Return the reminder for one village."""
    village = "" if group.village == NO_VILLAGE else group.village
    people = [Waiting(one.name, one.trade) for one in group.entries]
    return rules.reminder_text(village, people, what)


def _checked(values: Mapping[str, object]) -> dict[str, object]:
    checked = {
        key: (" ".join(value.split()) or None) if isinstance(value, str) else value
        for key, value in values.items()
        if key in FIELDS
    }
    if "received_on" in checked and checked["received_on"] is None:
        raise UserError(
            "handover_without_day",
            "Isi tanggal terimanya, atau batalkan serah terima bila sertifikat belum diambil.",
        )
    return checked


def _of_activity(activity_id: str) -> Select[Any]:
    return (
        select(
            _certificate.c.id.label("certificate_id"),
            _participant.c.id.label("participant_id"),
            _participant.c.number.label("place"),
            _person.c.name,
            _person.c.nik,
            _person.c.village,
            _person.c.phone,
            _certificate.c.occupation,
            _certificate.c.level,
            *(_certificate.c[key] for key in _CODES),
            _copy.c.id.label("copy_id"),
            _copy.c.archived_on,
            _handover.c.id.label("handover_id"),
            *(_handover.c[key] for key in FIELDS),
        )
        .select_from(_certificate)
        .join(_participant, _participant.c.id == _certificate.c.participant_id)
        .join(_person, _person.c.id == _participant.c.person_id)
        .outerjoin(
            _handover,
            and_(_handover.c.certificate_id == _certificate.c.id, _handover.c.deleted_at.is_(None)),
        )
        .outerjoin(
            _copy, and_(_copy.c.certificate_id == _certificate.c.id, _copy.c.deleted_at.is_(None))
        )
        .where(
            _participant.c.activity_id == activity_id,
            _participant.c.deleted_at.is_(None),
            _certificate.c.deleted_at.is_(None),
        )
        .order_by(_participant.c.number)
    )


def _rows(
    connection: Connection, activity: Activity, certificate_ids: Collection[str]
) -> Sequence[Row[Any]]:
    wanted = _of_activity(activity.id).where(_certificate.c.id.in_(certificate_ids))
    return connection.execute(wanted).all()


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        certificate_id=row.certificate_id,
        participant_id=row.participant_id,
        place=row.place,
        name=row.name or "",
        nik=row.nik or "",
        village=row.village or "",
        phone=row.phone or "",
        occupation=row.occupation or "",
        level=row.level,
        number=row.number or "",
        received_on=row.received_on,
        handed_by=row.handed_by or "",
        proxy=row.proxy or "",
        proxy_identity=row.proxy_identity or "",
        proxy_letter=row.proxy_letter or "",
        note=row.note or "",
        copied_on=row.archived_on,
        codes=tuple(filter(None, (getattr(row, key) for key in _CODES))),
    )
