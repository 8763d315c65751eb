"""Recommendations, decisions and appeals recorded, one or many at once.

Each is one transaction; where the activity's applications are followed, they move along in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import assessment as rules
from sertidesk.domain import tracker as steps
from sertidesk.domain.assessment import Appeal, Decision
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import short_date
from sertidesk.services import assessment_tracker
from sertidesk.services.activity import Activity
from sertidesk.services.assessment import FIELDS, Entry, entries, state_meant
from sertidesk.services.store import Store

_assessment, _appeal = tables.assessment, tables.appeal
_APPEAL_STATES: Mapping[Appeal, steps.State] = {
    Appeal.FILED: steps.State.APPEAL,
    Appeal.REVIEWED: steps.State.APPEAL,
    Appeal.GRANTED: steps.State.COMPETENT,
    Appeal.REJECTED: steps.State.NOT_COMPETENT,
}


def decide(
    store: Store,
    activity: Activity,
    participant_ids: Sequence[str],
    decision: Decision,
    values: Mapping[str, object] | None = None,
) -> Changes:
    """Record what was decided of these, today unless told otherwise; all of them, or none."""
    given = {"decided_on": store.today(), **(values or {}), "decision": decision}
    with store.write("Keputusan asesmen") as tx:
        chosen = _chosen(tx.connection, activity, participant_ids)
        tx.label = f"{len(chosen)} peserta: {rules.DECISIONS[decision]}"
        # What is decided already keeps its day.
        write_many(
            tx, activity, [(one, given) for one in chosen if one.first is not decision], store
        )
    return tx.changes


def follow_recommendations(
    store: Store, activity: Activity, participant_ids: Sequence[str]
) -> Changes:
    """Decide as the assessors recommended, for those of these who have no decision yet."""
    with store.write("Keputusan menurut rekomendasi asesor") as tx:
        chosen = [
            one
            for one in _chosen(tx.connection, activity, participant_ids)
            if one.recommendation and one.first is None
        ]
        tx.label = f"{len(chosen)} peserta diputuskan menurut rekomendasi asesor"
        write_many(
            tx,
            activity,
            [
                (one, {"decision": one.recommendation, "decided_on": store.today()})
                for one in chosen
            ],
            store,
        )
    return tx.changes


def edit(
    store: Store,
    activity: Activity,
    participant_ids: Sequence[str],
    values: Mapping[str, object],
) -> Changes:
    """Change what is recorded of these; only the keys given are touched."""
    with store.write("Asesmen diubah") as tx:
        chosen = _chosen(tx.connection, activity, participant_ids)
        write_many(tx, activity, [(one, values) for one in chosen], store)
    return tx.changes


def clear(store: Store, activity: Activity, participant_ids: Sequence[str]) -> Changes:
    """Take away what is recorded of these, an appeal too; an undo brings it back."""
    with store.write("Hasil asesmen dihapus") as tx:
        chosen = [
            one for one in _chosen(tx.connection, activity, participant_ids) if one.assessment_id
        ]
        tx.label = f"Hasil asesmen {len(chosen)} peserta dihapus"
        decided = [one.participant_id for one in chosen if one.first]
        for one in chosen:
            _refuse_appealed(one)
        assessment_tracker.strike(tx, activity, decided, _names(chosen))
        for one in chosen:
            tx.delete(_assessment, one.assessment_id)
    return tx.changes


def appeal(
    store: Store,
    activity: Activity,
    participant_id: str,
    state: Appeal,
    values: Mapping[str, object] | None = None,
) -> Changes:
    """Bring an appeal to a state, on the day and with the reason or answer that ``values`` give.

    Filed it needs its reason. Granted it changes the decision in force; the first one stays.
    """
    given = dict(values or {})
    with store.write(f"Banding {rules.APPEALS[state].lower()}") as tx:
        (one,) = _chosen(tx.connection, activity, [participant_id])
        tx.label = f"Banding {one.name} {rules.APPEALS[state].lower()}"
        day = _day(given.get("on"), store, one)
        now = one.appeal
        if state not in rules.next_appeals(now.state if now else None):
            told = rules.APPEALS[now.state].lower() if now else "belum diajukan"
            raise UserError(
                "appeal_not_next",
                "Banding {name} {now}, jadi tidak dapat menjadi “{wanted}”. Pilih keadaan "
                "berikutnya.",
                name=one.name,
                now=told,
                wanted=rules.APPEALS[state],
            )
        note = " ".join(str(given.get("note") or "").split())
        if now is None:
            reason = " ".join(str(given.get("reason") or "").split())
            _refuse_without_ground(one, reason)
            tx.insert(
                _appeal,
                {
                    "assessment_id": one.assessment_id,
                    "state": state,
                    "filed_on": day,
                    "reason": reason,
                    "reviewed_on": None,
                    "closed_on": None,
                    "note": note or None,
                },
            )
        else:
            changed: dict[str, Any] = {"state": state, rules.APPEAL_DAYS[state]: day}
            tx.update(_appeal, now.id, changed | ({"note": note} if note else {}))
        assessment_tracker.follow(
            tx, activity, {participant_id: _APPEAL_STATES[state]}, day, note, _names([one])
        )
        tx.subject = participant_id
    return tx.changes


def withdraw_appeal(store: Store, activity: Activity, participant_id: str) -> Changes:
    """Strike an appeal that was recorded by mistake; the first decision holds again."""
    with store.write("Banding dicoret") as tx:
        (one,) = _chosen(tx.connection, activity, [participant_id])
        if one.appeal is not None:
            tx.label = f"Banding {one.name} dicoret"
            assessment_tracker.take_back_appeal(tx, activity, participant_id, one.name)
            tx.delete(_appeal, one.appeal.id)
    return tx.changes


def write_many(
    tx: Transaction,
    activity: Activity,
    wanted: Sequence[tuple[Entry, Mapping[str, object]]],
    store: Store,
) -> None:
    """Add or change the assessments of these entries, and move their applications along."""
    decided: dict[steps.State, dict[date, list[str]]] = {}
    struck = []
    for one, values in wanted:
        kept = _checked(values, store.today())
        if "decision" in kept and kept["decision"] != one.first:
            _refuse_appealed(one)
            state = state_meant(kept["decision"])
            if state is None:
                struck.append(one.participant_id)
            else:
                day = kept.get("decided_on") or one.decided_on or store.today()
                decided.setdefault(state, {}).setdefault(day, []).append(one.participant_id)
        if one.assessment_id:
            tx.update(_assessment, one.assessment_id, kept)
        elif any(value is not None for value in kept.values()):
            tx.insert(_assessment, added(one, kept))
    names = _names([one for one, _ in wanted])
    for state, days in decided.items():
        for day, keys in days.items():
            assessment_tracker.follow(tx, activity, dict.fromkeys(keys, state), day, "", names)
    if struck:
        assessment_tracker.strike(tx, activity, struck, names)


def added(one: Entry, kept: Mapping[str, object]) -> dict[str, object]:
    """Return the row that begins a participant's assessment, with what the schedule says."""
    return {
        **dict.fromkeys(FIELDS),
        "assessor": one.assessor or None,
        "assessed_on": one.assessed_on,
        **kept,
        "participant_id": one.participant_id,
    }


def _chosen(
    connection: Connection, activity: Activity, participant_ids: Sequence[str]
) -> list[Entry]:
    wanted = set(participant_ids)
    found = [one for one in entries(connection, activity.id) if one.participant_id in wanted]
    if not found:
        raise UserError("nobody_chosen", "Pilih dahulu pesertanya di daftar.")
    return found


def _checked(values: Mapping[str, object], today: date) -> dict[str, Any]:
    """Return values as they are stored; a day that has not come is refused."""
    checked: dict[str, Any] = {
        key: (" ".join(value.split()) or None) if isinstance(value, str) else value
        for key, value in values.items()
        if key in FIELDS
    }
    if "decision" in checked and checked["decision"] is None:
        checked["decided_on"] = None
    for key in ("assessed_on", "decided_on"):
        day = checked.get(key)
        if isinstance(day, date) and day > today:
            raise UserError(
                "assessment_in_future",
                "Tanggal {day} belum tiba. Isi tanggal hari ini atau sebelumnya.",
                day=short_date(day),
            )
    return checked


def _day(given: object, store: Store, one: Entry) -> date:
    day = given if isinstance(given, date) else store.today()
    earliest = one.appeal.since if one.appeal else one.decided_on
    if day > store.today():
        raise UserError(
            "appeal_in_future",
            "Tanggal {day} belum tiba. Isi tanggal hari ini atau sebelumnya.",
            day=short_date(day),
        )
    if earliest is not None and day < earliest:
        raise UserError(
            "appeal_before",
            "Tanggal {day} sebelum {earliest}. Isi tanggal yang sama atau sesudahnya.",
            day=short_date(day),
            earliest=short_date(earliest),
        )
    return day


def _refuse_without_ground(one: Entry, reason: str) -> None:
    if one.first is not Decision.NOT_COMPETENT:
        raise UserError(
            "appeal_without_decision",
            "Banding hanya untuk peserta yang diputus belum kompeten; {name} tidak. Catat dahulu "
            "keputusannya.",
            name=one.name,
        )
    if not reason:
        raise UserError("appeal_without_reason", "Tulis alasan banding {name}.", name=one.name)


def _refuse_appealed(one: Entry) -> None:
    if one.appeal is not None:
        raise UserError(
            "decision_appealed",
            "Keputusan {name} sudah dibanding ({state}). Putuskan atau coret bandingnya dahulu.",
            name=one.name,
            state=rules.APPEALS[one.appeal.state].lower(),
        )


def _names(chosen: Sequence[Entry]) -> dict[str, str]:
    return {one.participant_id: one.name for one in chosen}
