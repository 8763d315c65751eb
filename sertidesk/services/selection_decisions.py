"""Deciding who takes part: verified, selected, in reserve, not; withdrawn, replaced, proposed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import selection as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.selection import STATES, State, Step
from sertidesk.services import selection
from sertidesk.services.activity import Activity
from sertidesk.services.selection import Board, Entry
from sertidesk.services.store import Store

_selection, _participant = tables.selection, tables.participant
_GONE = (State.REPLACED, State.WITHDRAWN)
_UNDECIDED: Mapping[str, object] = {
    "decided_on": None, "decided_by": None, "reason": None, "by_hand": 0,
}  # fmt: skip


def verify(
    store: Store, activity: Activity, ids: Sequence[str], *, meets: bool, note: str = ""
) -> Changes:
    """Note that candidates meet the requirements or do not; the latter owes a note."""
    note = " ".join(note.split())
    if not meets and not note:
        raise UserError(
            "note_missing", "Tulis apa yang tidak dipenuhi, supaya dapat dijelaskan ke calon."
        )
    state = State.ELIGIBLE if meets else State.INELIGIBLE
    with store.write(f"Verifikasi {len(ids)} calon: {STATES[state].casefold()}") as tx:
        if not meets:
            _free_places(tx, ids)
        for one in _chosen(tx, activity, store, ids):
            if meets and one.state not in (State.UNVERIFIED, State.INELIGIBLE):
                # Whoever has been decided on keeps the decision; only the day is noted.
                state_now: Mapping[str, object] = {}
            else:
                state_now = {"state": str(state), **_UNDECIDED}
            found = {"verified_on": store.today(), "verified_by": store.actor, "note": note or None}
            _write(tx, one, {**found, **state_now})
    return tx.changes


def decide(
    store: Store, activity: Activity, ids: Sequence[str], state: State, reason: str = ""
) -> Changes:
    """Select candidates, put them on the waiting list or leave them out, by hand.

    Refused without a reason (codes ``quota_exceeded``, ``better_ranked``, ``not_eligible``,
    ``reason_missing``) where it goes against the rules or someone is left out.
    """
    reason = " ".join(reason.split())
    with store.write(f"{len(ids)} calon: {STATES[state].casefold()}") as tx:
        board = selection.board(tx.connection, activity, store.today())
        chosen = [one for one in board.entries if one.participant_id in set(ids)]
        chosen = [one for one in chosen if one.state not in _GONE]
        if not reason and state is State.NOT_SELECTED:
            raise UserError("reason_missing", "Tulis alasan calon ini tidak terpilih.")
        if not reason and state is State.SELECTED:
            _refuse_against_rules(board, chosen)
        if state is not State.SELECTED:
            _free_places(tx, [one.participant_id for one in chosen])
        for one in chosen:
            why = reason
            if not why and one.rank is not None:
                why = f"peringkat {one.rank.rank} dari {one.rank.of}: {one.rank.reason}"
            _write(tx, one, _decision(store, state, why, by_hand=True))
    return tx.changes


def objection(store: Store, activity: Activity, ids: Sequence[str]) -> str:
    """Return why selecting these owes a reason; an empty text where the rules agree."""
    board = selection.load(store, activity)
    wanted = set(ids)
    try:
        _refuse_against_rules(board, [one for one in board.entries if one.participant_id in wanted])
    except UserError as error:
        return str(error)
    return ""


def withdraw(store: Store, activity: Activity, ids: Sequence[str], reason: str) -> Changes:
    """Note that participants withdrew; their places are free."""
    reason = _reason(reason)
    with store.write(f"{len(ids)} peserta mundur") as tx:
        for one in _chosen(tx, activity, store, ids):
            tx.update(_participant, one.participant_id, {"withdrawn_reason": reason})
    return tx.changes


def replace(
    store: Store, activity: Activity, gone_id: str, substitute_id: str, reason: str = ""
) -> Changes:
    """Give the place of one who withdrew to another: both show it.

    The other takes the seats in sessions that are still to come. ``reason`` may be empty where
    the withdrawal has one already.
    """
    with store.write("Peserta diganti") as tx:
        replace_within(tx, store, activity, gone_id, substitute_id, reason)
    return tx.changes


def replace_within(
    tx: Transaction,
    store: Store,
    activity: Activity,
    gone_id: str,
    substitute_id: str,
    reason: str = "",
) -> None:
    """Do what `replace` does, inside a use case."""
    board = selection.board(tx.connection, activity, store.today())
    gone, other = board.entry(gone_id), board.entry(substitute_id)
    if gone is None or other is None or gone_id == substitute_id or other.state in _GONE:
        raise UserError(
            "substitute_gone",
            "Pengganti itu tidak dapat dipilih lagi. Pilih calon lain dari daftar cadangan.",
        )
    if other.state is State.SELECTED:
        raise UserError(
            "substitute_selected",
            "{name} sudah terpilih, jadi tidak dapat menggantikan. Pilih dari cadangan.",
            name=other.name,
        )
    if gone.replacement:
        raise UserError(
            "substituted_already",
            "{name} sudah digantikan {substitute}. Batalkan dahulu keputusan tentang {substitute} "
            "bila penggantinya orang lain.",
            name=gone.name,
            substitute=gone.replacement,
        )
    why = _reason(reason or gone.withdrawn_reason)
    tx.label = f"{gone.name} diganti {other.name}"
    tx.update(_participant, gone_id, {"withdrawn_reason": why})
    link = {"state": str(State.REPLACED), "replacement_id": substitute_id}
    _write(tx, gone, link | {"decided_on": store.today(), "decided_by": store.actor})
    told = f"menggantikan {gone.name} ({why})"
    _write(tx, other, _decision(store, State.SELECTED, told, by_hand=True))
    _take_seats(tx, store, gone_id, substitute_id)


def select_within(
    tx: Transaction, store: Store, activity: Activity, participant_id: str, reason: str
) -> None:
    """Select one who waits in reserve or was left out, inside a use case, for a reason."""
    for one in _chosen(tx, activity, store, [participant_id]):
        _write(tx, one, _decision(store, State.SELECTED, reason, by_hand=True))


def take_back(store: Store, activity: Activity, ids: Sequence[str]) -> Changes:
    """Return candidates to before the decision: verified or not; who withdrew takes part again."""
    with store.write(f"Keputusan {len(ids)} calon dibatalkan") as tx:
        _free_places(tx, ids)
        for one in _chosen(tx, activity, store, ids):
            if one.withdrawn_reason:
                tx.update(_participant, one.participant_id, {"withdrawn_reason": None})
            if one.state is State.INELIGIBLE or not one.verified_on:
                cleared = {"verified_on": None, "verified_by": None, "note": None}
                state = State.UNVERIFIED
            else:
                cleared, state = {}, State.ELIGIBLE
            _write(tx, one, {"state": str(state), "replacement_id": None, **_UNDECIDED, **cleared})
    return tx.changes


def proposal(store: Store, activity: Activity) -> list[tuple[Entry, Step]]:
    """Return what filling the places by the rules would do, best ranked first; nothing is done."""
    board = selection.load(store, activity)
    entries = {one.participant_id: one for one in board.entries}
    steps = rules.propose(board.plan, board.candidates, store.today())
    return [(entries[step.id], step) for step in steps]


def apply(store: Store, activity: Activity, steps: Sequence[Step]) -> Changes:
    """Do what was proposed; whoever was decided on in the meantime stays as decided."""
    wanted = {step.id: step for step in steps}
    with store.write(f"Usulan seleksi untuk {len(steps)} calon diterapkan") as tx:
        for one in _chosen(tx, activity, store, list(wanted)):
            if one.state is State.SELECTED or one.state in _GONE or one.by_hand:
                continue
            step = wanted[one.participant_id]
            _write(tx, one, _decision(store, step.state, step.reason, by_hand=False))
    return tx.changes


def _refuse_against_rules(board: Board, chosen: Sequence[Entry]) -> None:
    wanted = {one.participant_id for one in chosen}
    unfit = [one for one in chosen if one.state is State.INELIGIBLE]
    if unfit:
        raise UserError(
            "not_eligible",
            "{name} tidak memenuhi persyaratan: {note}. Tulis alasan bila tetap dipilih.",
            name=unfit[0].name,
            note=unfit[0].note or "tanpa catatan",
        )
    after = [
        dataclasses.replace(one, state=State.SELECTED) if one.id in wanted else one
        for one in board.candidates
    ]
    before = {(one.kind, one.label): one.taken for one in board.gauges}
    over = [
        gauge
        for gauge in rules.exceeded(board.plan, after)
        if gauge.taken > before[gauge.kind, gauge.label]
    ]
    if over:
        raise UserError(
            "quota_exceeded",
            "Kuota {what} menjadi {taken} dari {quota}. Tulis alasan bila tetap dipilih.",
            what="kegiatan" if over[0].kind == "total" else over[0].label,
            taken=over[0].taken,
            quota=over[0].quota,
        )
    passed = rules.better(board.plan, board.candidates, wanted)
    if passed:
        first = board.entry(passed[0])
        raise UserError(
            "better_ranked",
            "{count} calon yang memenuhi berperingkat lebih tinggi, misalnya {name}. Tulis alasan "
            "bila urutan dilewati.",
            count=len(passed),
            name=first.name if first else "",
        )


def _decision(store: Store, state: State, reason: str, *, by_hand: bool) -> dict[str, object]:
    return {
        "state": str(state),
        "decided_on": store.today(),
        "decided_by": store.actor,
        "reason": reason or None,
        "by_hand": int(by_hand),
    }


def _reason(reason: str) -> str:
    tidy = " ".join(reason.split())
    if not tidy:
        raise UserError("reason_missing", "Tulis mengapa peserta mundur atau diganti.")
    return tidy


def _chosen(tx: Transaction, activity: Activity, store: Store, ids: Sequence[str]) -> list[Entry]:
    wanted = set(ids)
    board = selection.board(tx.connection, activity, store.today())
    return [one for one in board.entries if one.participant_id in wanted]


def _write(tx: Transaction, one: Entry, values: Mapping[str, Any]) -> None:
    row_id = tx.connection.execute(
        select(_selection.c.id).where(
            _selection.c.participant_id == one.participant_id, _selection.c.deleted_at.is_(None)
        )
    ).scalar_one_or_none()
    if row_id is not None:
        tx.update(_selection, row_id, values)
        return
    empty: dict[str, Any] = dict.fromkeys(
        ("verified_on", "verified_by", "note", "decided_on", "decided_by", "reason",
         "replacement_id")
    )  # fmt: skip
    state = str(State.UNVERIFIED if one.state in _GONE else one.state)
    tx.insert(
        _selection,
        {**empty, "participant_id": one.participant_id, "state": state, "by_hand": 0, **values},
    )


def _free_places(tx: Transaction, ids: Sequence[str]) -> None:
    """Forget that these took somebody's place: whoever went is replaced by nobody now."""
    for row_id in (
        tx.connection.execute(
            select(_selection.c.id).where(
                _selection.c.replacement_id.in_(ids), _selection.c.deleted_at.is_(None)
            )
        )
        .scalars()
        .all()
    ):
        tx.update(_selection, row_id, {"replacement_id": None})


def _take_seats(tx: Transaction, store: Store, gone_id: str, substitute_id: str) -> None:
    """Seat the substitute where the other sat, in sessions that are still to come."""
    seat, session = tables.session_participant, tables.session
    rows = tx.connection.execute(
        select(seat.c.id, seat.c.session_id, seat.c.participant_id)
        .join(session, session.c.id == seat.c.session_id)
        .where(
            seat.c.participant_id.in_((gone_id, substitute_id)),
            seat.c.deleted_at.is_(None),
            session.c.deleted_at.is_(None),
            session.c.date >= store.today(),
        )
    ).all()
    taken = {row.session_id for row in rows if row.participant_id == substitute_id}
    for row in rows:
        if row.participant_id == gone_id:
            tx.delete(seat, row.id)
            if row.session_id not in taken:
                tx.insert(seat, {"session_id": row.session_id, "participant_id": substitute_id})
