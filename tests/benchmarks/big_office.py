"""A big office for benchmarks: 50 running activities, 20,000 persons, one of each SOP kept full.

The rows are written by the table, not by the use cases: it is made in half a minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from typing import Any

from sertidesk.db import tables
from sertidesk.db.history import Transaction
from sertidesk.domain.names import fold
from sertidesk.services import activity, procedure_library
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

NOW = datetime(2026, 3, 11, 9, 0).astimezone()
TODAY = NOW.date()
PERSONS, OTHERS, FULL = 20_000, 400, 500  # persons, participants of an activity, of a full one
EACH = 10  # activities of each SOP
_AT = NOW.isoformat(timespec="seconds")
_SHA = "0" * 64
_FIRST = ("AGUS", "SITI", "BAYU", "DEWI", "EKO", "RATNA", "JOKO", "NI LUH", "MADE", "YULIANA")
_LAST = ("SANTOSO", "WIJAYA", "KUSUMA", "LESTARI", "PRATAMA", "HIDAYAT", "SAPUTRA", "MAHENDRA",
         "NUSANTARA", "SAMUDRA", "ANGGRAINI", "WICAKSONO", "GUNAWAN")  # fmt: skip
_VILLAGES = tuple(f"Desa Contoh {number}" for number in range(1, 41))
_TRADES = ("Tukang Bangunan Gedung", "Tukang Besi Beton", "Tukang Pasang Bata", "Juru Las",
           "Tukang Kayu Konstruksi")  # fmt: skip
_WORD = "Catatan yang cukup panjang untuk satu kolom"


def fill(store: Store) -> dict[str, str]:
    """Make the office; return the code of the full activity of each SOP."""
    full = {}
    with store.write("Orang kantor besar") as tx:
        persons = tx.insert_many(tables.person, _persons())
        tx.insert_many(tables.education, _educations(persons))
        centre = tx.insert(tables.organization, {"kind": "test_centre", "name": "TUK Balai Latihan",
                                                 "capacity": 40})  # fmt: skip
        assessors = tx.insert_many(tables.assessor, _assessors())
    supply = cycle(persons)
    for sop in procedure_library.usable(store):
        for number in range(EACH):
            made = activity.create(store, _draft(sop.code, number))
            one = activity.by_code(store, made.subject or "")
            size = OTHERS if number else FULL
            with store.write("Isi kegiatan") as tx:
                people = list(islice(supply, size))
                ids = tx.insert_many(tables.participant, _participants(one.id, people))
                if not number:
                    full[sop.code] = one.code
                    _Filling(tx, one, people, ids).everything(centre, assessors)
                else:
                    _some(tx, one, ids)
    return full


def _draft(sop_code: str, number: int) -> ActivityDraft:
    return ActivityDraft(
        sop_code=sop_code,
        name=f"Sertifikasi Tenaga Kerja Konstruksi {sop_code} Angkatan {number + 1}",
        year=2026,
        funding_source="APBD",
        lsp="LSP Contoh Konstruksi Nusantara",
        test_centre="TUK Balai Latihan",
        planned_start=date(2026, 1, 5) + timedelta(days=number),
        planned_participants=OTHERS,
        target_occupations=[
            {"occupation": trade, "level": 2, "quota": FULL // len(_TRADES)} for trade in _TRADES
        ],
    )


def _persons() -> Iterator[dict[str, Any]]:
    for number in range(PERSONS):
        name = f"{_FIRST[number % 10]} {_LAST[number % 13]} {_LAST[number // 13 % 13]}"
        born = date(1970, 1, 1) + timedelta(days=number * 7 % 11_000)
        village = _VILLAGES[number % 40]
        yield {
            "nik": f"6201{number % 6 + 1:02}{born:%d%m%y}{number % 9999 + 1:04}", "name": name,
            "name_key": fold(name), "birth_place": "PANGKALAN BUN",
            "birth_date": born, "sex": "LP"[number % 2], "address": f"Jl. Melati No. {number}",
            "rt": "003", "rw": "001", "village": village, "district": "Arut Selatan",
            "regency": "Kotawaringin Barat", "province": "Kalimantan Tengah",
            "phone": f"0812{number:08}", "email": f"orang{number}@contoh.id",
        }  # fmt: skip


def _educations(persons: list[str]) -> Iterator[dict[str, Any]]:
    for number, key in enumerate(persons):
        yield {
            "person_id": key, "education_level": ("SD", "SMP", "SMA", "SMK")[number % 4],
            "school": f"Sekolah {number % 90}", "diploma_number": f"DN-{number:07}",
            "graduation_year": 1990 + number % 30, "position": 0,
        }  # fmt: skip


def _assessors() -> Iterator[dict[str, Any]]:
    for number in range(10):
        yield {
            "name": f"Ir. Asesor {number} {_LAST[number]}", "registration": f"MET.000.{number:06}",
            "schemes": list(_TRADES), "valid_until": date(2028, 1, 1), "phone": "081234567890",
        }  # fmt: skip


def _participants(activity_id: str, persons: list[str]) -> Iterator[dict[str, Any]]:
    for number, person in enumerate(persons):
        yield {
            "activity_id": activity_id, "person_id": person, "number": number + 1,
            "occupation": _TRADES[number % 5], "level": 2, "qualification": "operator",
            "application_kind": "new", "experience_years": number % 20,
            "clarification": ("matched", "matched", "different", "open")[number % 4],
            "documents_complete": int(number % 3 > 0), "notes": _WORD,
        }  # fmt: skip


def _some(tx: Transaction, one: Activity, ids: list[str]) -> None:
    """Give what Beranda counts to an activity that is none of the full ones."""
    _assessments(tx, ids)
    tx.insert(
        tables.letter,
        {"activity_id": one.id, "direction": "in", "kind": "disposition", "year": 2026,
         "subject": "Disposisi pelaksanaan", "instruction": "Tindak lanjuti",
         "due_on": TODAY + timedelta(days=2), "moved_on": TODAY},
    )  # fmt: skip


def _assessments(tx: Transaction, ids: list[str]) -> list[str]:
    return tx.insert_many(
        tables.assessment,
        (
            {"participant_id": key, "assessor": f"Ir. Asesor {number % 10}", "method": "portfolio",
             "assessed_on": TODAY, "recommendation": "competent", "decided_on": TODAY,
             "decision": "not_competent" if number % 10 == 9 else "competent", "note": _WORD}
            for number, key in enumerate(ids)
        ),
    )  # fmt: skip


class _Filling:
    """Writes rows of every column of one activity."""

    def __init__(self, tx: Transaction, one: Activity, persons: list[str], ids: list[str]) -> None:
        self._tx, self._one, self._persons, self._ids = tx, one, persons, ids

    def everything(self, centre: str, assessors: list[str]) -> None:
        """Write all of it."""
        self._before()
        self._papers()
        self._registry()
        self._sessions(centre, assessors)
        self._results()
        self._afterwards()

    def _each(self, table: Any, **values: Any) -> list[str]:
        """Write a row for each participant."""
        rows = ({"participant_id": key, **values} for key in self._ids)
        return self._tx.insert_many(table, rows)

    def _before(self) -> None:
        tx, one = self._tx, self._one
        tx.insert_many(
            tables.recruitment,
            (
                {"activity_id": one.id, "kind": "village", "name": name, "sent_on": TODAY,
                 "district": "Arut Selatan", "way": "whatsapp", "promised": 12, "note": _WORD}
                for name in _VILLAGES
            ),
        )  # fmt: skip
        tx.insert_many(
            tables.interest,
            (
                {"activity_id": one.id, "name": f"Peminat {number} {_LAST[number % 13]}",
                 "phone": f"0813{number:08}", "village": _VILLAGES[number % 40],
                 "occupation": _TRADES[number % 5], "channel": "whatsapp", "noted_on": TODAY,
                 "state": ("new", "contacted")[number % 2], "note": _WORD}
                for number in range(FULL)
            ),
        )  # fmt: skip
        tx.insert_many(
            tables.letter,
            (
                {"activity_id": one.id, "direction": "out", "kind": "notice", "year": 2026,
                 "sequence": None, "letter_date": TODAY, "subject": f"Pemberitahuan {number}",
                 "correspondent": "LSP Contoh", "moved_on": TODAY, "body": _WORD}
                for number in range(100)
            ),
        )  # fmt: skip
        for kind in ("coordination", "plenary", "evaluation"):
            meeting = tx.insert(
                tables.meeting,
                {"activity_id": one.id, "kind": kind, "date": TODAY, "starts": "09:00",
                 "place": "Aula", "conclusions": _WORD},
            )  # fmt: skip
            tx.insert_many(
                tables.meeting_guest,
                (
                    {"meeting_id": meeting, "list_order": number, "name": f"Tamu {number}",
                     "position": "Kepala Desa", "attendance": "present"}
                    for number in range(60)
                ),
            )  # fmt: skip
            tx.insert_many(
                tables.meeting_point,
                (
                    {"meeting_id": meeting, "list_order": number, "title": f"Pokok {number}",
                     "discussion": _WORD}
                    for number in range(10)
                ),
            )  # fmt: skip
            tx.insert_many(
                tables.follow_up,
                (
                    {"meeting_id": meeting, "what": f"Tindak lanjut {number}", "who": "Bidang Jasa",
                     "due_on": TODAY + timedelta(days=number)}
                    for number in range(10)
                ),
            )  # fmt: skip

    def _papers(self) -> None:
        for place, requirement in enumerate(self._one.procedure.requirements):
            self._tx.insert_many(
                tables.document_check,
                (
                    {"participant_id": key, "requirement": requirement.key,
                     "state": ("valid", "valid", "needs_fix", "present")[(number + place) % 4],
                     "note": _WORD, "checked_by": "Petugas", "checked_at": _AT}
                    for number, key in enumerate(self._ids)
                ),
            )  # fmt: skip
            self._tx.insert_many(
                tables.attachment,
                (
                    {"person_id": person, "participant_id": key, "requirement": requirement.key,
                     "sha256": _SHA, "file_name": f"berkas {number}.pdf", "size": 200_000,
                     "media_type": "application/pdf", "added_at": _AT}
                    for number, (person, key) in enumerate(
                        zip(self._persons, self._ids, strict=True)
                    )
                ),
            )  # fmt: skip
        self._each(
            tables.fee, activity_id=self._one.id, what="Biaya sertifikasi", amount=350_000,
            payer="regional_budget", payee="lsp", paid_on=TODAY, proof_number="SP2D-1",
        )  # fmt: skip
        self._tx.insert_many(
            tables.selection,
            (
                {"participant_id": key, "state": "reserve" if number % 25 == 24 else "selected",
                 "verified_on": TODAY, "verified_by": "Petugas", "note": _WORD,
                 "decided_on": TODAY, "decided_by": "Petugas", "reason": _WORD}
                for number, key in enumerate(self._ids)
            ),
        )  # fmt: skip

    def _registry(self) -> None:
        fields = ["nik", "name", "birth_place", "birth_date", "sex", "address", "village"]
        sent = {"no": 1, "nik": "6201010101700001", "name": "AGUS SANTOSO", "birth_place": "P. BUN",
                "birth_date": "1970-01-01", "address": "Jl. Melati No. 1"}  # fmt: skip
        for number in (1, 2):
            rounded = self._tx.insert(
                tables.clarification_round,
                {"activity_id": self._one.id, "number": number, "opened_at": _AT,
                 "recipient": "Disdukcapil", "fields": fields, "answered_at": _AT},
            )  # fmt: skip
            self._tx.insert_many(
                tables.clarification_item,
                (
                    {"round_id": rounded, "participant_id": key, "sent": sent,
                     "status": "different" if row % 4 == 2 else "matched", "result": "SESUAI",
                     "row": row + 2, "theirs": sent}
                    for row, key in enumerate(self._ids)
                ),
            )  # fmt: skip
        submission = self._tx.insert(
            tables.submission,
            {"activity_id": self._one.id, "number": 1, "kind": "full", "layout": "lsp",
             "recipient": "LSP", "at": _AT, "file_name": "rekap.xlsx", "sha256": _SHA,
             "fingerprint": _SHA},
        )  # fmt: skip
        self._each(tables.submission_item, submission_id=submission, sent=sent)

    def _sessions(self, centre: str, assessors: list[str]) -> None:
        tx, one = self._tx, self._one
        team = tx.insert_many(
            tables.team_member,
            (
                {"activity_id": one.id, "role": "committee", "name": f"Panitia {number}",
                 "position": "Anggota"}
                for number in range(8)
            ),
        )  # fmt: skip
        for place in range(25):
            day = TODAY + timedelta(days=place // 5)
            session = tx.insert(
                tables.session,
                {"activity_id": one.id, "date": day, "starts": "08:00", "ends": "12:00",
                 "test_centre_id": centre, "room": f"Ruang {place % 5}", "capacity": 40,
                 "scheme": _TRADES[place % 5], "assessor_id": assessors[place % 5]},
            )  # fmt: skip
            seated = self._ids[place * 20 : place * 20 + 20]
            tx.insert_many(
                tables.session_participant,
                ({"session_id": session, "participant_id": key} for key in seated),
            )
            tx.insert(
                tables.confirmation,
                {"session_id": session, "assessor_id": assessors[place % 5], "answer": "coming",
                 "asked_on": TODAY, "way": "call"},
            )  # fmt: skip
            here = {"activity_id": one.id, "session_id": session, "date": day}
            tx.insert_many(
                tables.attendance,
                (
                    here | {"participant_id": key, "presence": "present", "arrived": "07:50",
                            "recorded_way": "scan"}
                    for key in seated
                ),
            )  # fmt: skip
            if place % 5 == 0:  # the team is noted once a day
                tx.insert_many(
                    tables.attendance,
                    (
                        {"activity_id": one.id, "date": day, "team_member_id": key,
                         "presence": "present", "recorded_way": "key"}
                        for key in team
                    ),
                )  # fmt: skip
        self._each(tables.reminder, at=_AT, called_by="Petugas", way="call", reach="will_come")
        tx.insert_many(
            tables.facility,
            (
                {"activity_id": one.id, "test_centre": "TUK Balai Latihan", "scheme": trade,
                 "name": f"Alat {number}", "needed": 5, "unit": "buah", "available": 5,
                 "condition": "good", "prepared_by": "Petugas", "list_order": number}
                for trade in _TRADES
                for number in range(30)
            ),
        )  # fmt: skip

    def _results(self) -> None:
        tx, one = self._tx, self._one
        made = _assessments(tx, self._ids)
        tx.insert_many(
            tables.appeal,
            (
                {"assessment_id": key, "state": "filed", "filed_on": TODAY, "reason": _WORD}
                for key in made[9::50]
            ),
        )
        record = tx.insert(
            tables.official_record,
            {"activity_id": one.id, "covers": "", "number": "1/BA/2026", "date": TODAY,
             "place": "Aula"},
        )  # fmt: skip
        tx.insert_many(
            tables.record_filing,
            (
                {"official_record_id": record, "paper": paper, "archived_on": TODAY}
                for paper in ("participants", "assessors", "record")
            ),
        )
        letter = tx.insert(
            tables.decision_letter, {"activity_id": one.id, "number": "1/SK", "date": TODAY}
        )
        self._each(
            tables.decision_participant, decision_letter_id=letter, list_order=1, name="AGUS",
            nik="6201010101700001", occupation=_TRADES[0], level=2,
        )  # fmt: skip
        tx.insert_many(
            tables.evaluation_item,
            (
                {"activity_id": one.id, "list_order": number, "obstacle": _WORD, "proposal": _WORD}
                for number in range(20)
            ),
        )
        tx.insert_many(
            tables.evidence,
            (
                {"activity_id": one.id, "topic": topic, "sha256": _SHA, "size": 100_000,
                 "file_name": f"foto {number}.jpg", "media_type": "image/jpeg", "added_at": _AT}
                for topic in ("assessment", "record", "evaluation", "handover", "decision")
                for number in range(20)
            ),
        )  # fmt: skip

    def _afterwards(self) -> None:
        tx = self._tx
        for came_from, state in (
            ("none", "registered"), ("registered", "active"), ("active", "submitted"),
            ("submitted", "at_lsp"), ("at_lsp", "accepted"), ("accepted", "paid"),
        ):  # fmt: skip
            tx.insert_many(
                tables.application_event,
                (
                    {"participant_id": key, "came_from": came_from, "state": state,
                     "reached_on": TODAY - timedelta(days=4), "recorded_by": "Petugas",
                     "recorded_at": _AT}
                    for number, key in enumerate(self._ids)
                    if state != "paid" or number % 2
                ),
            )  # fmt: skip
        tx.insert_many(
            tables.application,
            (
                {"participant_id": key, "skk_number": f"{self._one.code}-{number}",
                 "registration_number": f"F.{self._one.code}.{number:05}"}
                for number, key in enumerate(self._ids)
            ),
        )  # fmt: skip
        for target in ("siki", "sipjaki"):
            self._each(
                tables.portal_entry, portal=target, entry_state="entered", entered_on=TODAY,
                entered_by="Petugas", portal_number="P-1",
            )  # fmt: skip
        certificates = tx.insert_many(
            tables.certificate,
            (
                {"person_id": person, "participant_id": key, "number": f"{self._one.code}/{number}",
                 "lsp_registration": f"REG {self._one.code} {number}", "occupation": _TRADES[0],
                 "level": 2, "issued_on": TODAY, "lsp": "LSP Contoh",
                 "expires_on": TODAY + timedelta(days=1820 if number % 5 else number)}
                for number, (person, key) in enumerate(zip(self._persons, self._ids, strict=True))
            ),
        )  # fmt: skip
        tx.insert_many(
            tables.certificate_copy,
            ({"certificate_id": key, "archived_on": TODAY} for key in certificates[:400]),
        )
        tx.insert_many(
            tables.handover,
            (
                {"certificate_id": key, "received_on": TODAY, "handed_by": "Petugas"}
                for key in certificates[:350]
            ),
        )
        first = int(self._one.code.rpartition("-")[2]) * 100  # no number twice in the year
        tx.insert_many(
            tables.complaint,
            (
                {"activity_id": self._one.id, "year": 2026, "number": first + number,
                 "received_on": TODAY, "channel": "whatsapp", "what": _WORD, "state": "new"}
                for number in range(20)
            ),
        )  # fmt: skip
