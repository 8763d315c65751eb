"""What an answer leaves for a person to say: words nobody knows, and rows that are nobody's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import clarification as rules
from sertidesk.domain import clarification_words as words
from sertidesk.domain.clarification import AnswerRow, Status
from sertidesk.domain.errors import UserError
from sertidesk.services import clarification_items as items
from sertidesk.services.activity import Activity
from sertidesk.services.clarification_answer import tell
from sertidesk.services.clarification_items import Item
from sertidesk.services.store import Store

_round, _item = tables.clarification_round, tables.clarification_item
_participant, _word = tables.participant, tables.status_word


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of the registry to explain; ``persons`` are the participants who wait for it."""

    word: str
    shown: str
    persons: int


@dataclass(frozen=True, slots=True)
class NobodysRow:
    """A row of an answer that is no participant's."""

    round_id: str
    round: int
    key: str
    sheet: str
    row: int
    nik: str
    name: str
    birth_date: str
    result: str
    remark: str


def unknown_words(store: Store, activity: Activity) -> list[UnknownWord]:
    """Return the words that left participants unclear, the most frequent first."""
    with store.read() as connection:
        known = items.learnt(connection)
        waiting = items.newest(connection, activity.id, states=(Status.UNCLEAR,)).values()
    persons: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for item in waiting:
        reply = words.read(item.result, item.remark, known)
        word = reply.unknown or words.fold(item.result or item.remark)
        persons[word] += 1
        shown.setdefault(word, _shown(item, word))
    return [UnknownWord(word, shown[word], count) for word, count in persons.most_common()]


def remember_word(store: Store, word: str, status: Status | str) -> Changes:
    """Keep what a word means, and read every unclear answer again with it, in all activities."""
    folded = words.fold(word)
    if not folded:
        raise UserError("word_empty", "Kata jawaban kosong. Pilih kata yang akan diartikan.")
    meaning = Status(status)
    with store.write(f"Jawaban “{word}” berarti {rules.LABELS[meaning].lower()}") as tx:
        row_id = tx.connection.execute(
            select(_word.c.id).where(_word.c.word == folded, _word.c.deleted_at.is_(None))
        ).scalar_one_or_none()
        if row_id is None:
            tx.insert(_word, {"word": folded, "status": meaning.value})
        else:
            tx.update(_word, row_id, {"status": meaning.value})
        _read_again(tx, store)
    return tx.changes


def nobodys_rows(store: Store, activity: Activity) -> list[NobodysRow]:
    """Return the rows of all answers that are no participant's, the newest round first."""
    with store.read() as connection:
        rounds = connection.execute(
            select(_round.c.id, _round.c.number, _round.c.answer_report)
            .where(_round.c.activity_id == activity.id, _round.c.deleted_at.is_(None))
            .order_by(_round.c.number.desc())
        ).all()
    return [
        NobodysRow(
            found.id,
            found.number,
            row["key"],
            row["sheet"],
            row["row"],
            row["nik_text"],
            row["name"],
            row["theirs"].get("birth_date") or "",
            row["result"],
            row["remark"],
        )
        for found in rounds
        for row in (found.answer_report or {}).get("unmatched", ())
    ]


def assign(
    store: Store, activity: Activity, round_id: str, row_key: str, participant_id: str
) -> Changes:
    """Say whose a row is; it is recorded like one that was found, and found the next time."""
    with store.write("Baris jawaban Disdukcapil dipasangkan") as tx:
        found = tx.connection.execute(select(_round).where(_round.c.id == round_id)).one()
        kept = dict(found.answer_report or {})
        row = next((row for row in kept.get("unmatched", ()) if row["key"] == row_key), None)
        if row is None:
            raise UserError(
                "row_gone", "Baris itu sudah dipasangkan. Muat ulang daftar lalu pilih baris lain."
            )
        tx.label = f"Baris {row['row']} jawaban Disdukcapil putaran {found.number} dipasangkan"
        present = tx.connection.execute(
            items.items_of(activity.id).where(
                _item.c.round_id == found.id, _item.c.participant_id == participant_id
            )
        ).one_or_none()
        item = items.shaped(present) if present else items.add(tx, found, participant_id)
        ours = items.participants(tx.connection, activity.id, [participant_id])[participant_id]
        status, theirs = tell(
            store.today(), _row_of(row), ours, item.sent, items.learnt(tx.connection)
        )
        values: dict[str, Any] = {
            "status": (status or Status.UNCLEAR).value,
            "result": row["result"],
            "remark": row["remark"],
            "row": row["row"],
            "theirs": theirs,
        }
        tx.update(_item, item.id, values)
        # A later round may have been answered already: it keeps its say.
        newest = items.newest(tx.connection, activity.id, participant_ids=[participant_id])
        state = newest[participant_id].state(ours)
        tx.update(_participant, participant_id, {"clarification": state})
        kept["unmatched"] = [one for one in kept["unmatched"] if one["key"] != row_key]
        kept["assigned"] = {**kept.get("assigned", {}), row_key: participant_id}
        tx.update(_round, found.id, {"answer_report": kept})
    return tx.changes


def dismiss(store: Store, activity: Activity, round_id: str, row_key: str) -> Changes:
    """Strike a row that is nobody's from the list, and the personal data in it."""
    with store.write("Baris jawaban tanpa peserta diabaikan") as tx:
        found = tx.connection.execute(
            select(_round).where(_round.c.id == round_id, _round.c.activity_id == activity.id)
        ).one()
        kept = dict(found.answer_report or {})
        kept["unmatched"] = [one for one in kept.get("unmatched", ()) if one["key"] != row_key]
        tx.update(_round, found.id, {"answer_report": kept})
    return tx.changes


def _shown(item: Item, word: str) -> str:
    return item.result if words.fold(item.result) == word else item.remark or item.result


def _read_again(tx: Transaction, store: Store) -> None:
    """Judge every unclear answer anew."""
    known = items.learnt(tx.connection)
    activities = tx.connection.execute(
        select(_round.c.activity_id)
        .join(_item, _item.c.round_id == _round.c.id)
        .where(_item.c.status == Status.UNCLEAR.value, _item.c.deleted_at.is_(None))
        .distinct()
    ).scalars()
    for activity_id in list(activities):
        ours = items.participants(tx.connection, activity_id)
        for key, item in items.newest(tx.connection, activity_id).items():
            if item.status is not Status.UNCLEAR or key not in ours:
                continue
            row = AnswerRow("", item.row or 0, theirs=item.theirs, result=item.result,
                            remark=item.remark)  # fmt: skip
            status, _ = tell(store.today(), row, ours[key], item.sent, known)
            if status is None or status is Status.UNCLEAR:
                continue
            tx.update(_item, item.id, {"status": status.value})
            fresh = items.shaped_with(item, {"status": status})
            tx.update(_participant, key, {"clarification": fresh.state(ours[key])})


def _row_of(stored: Mapping[str, Any]) -> AnswerRow:
    return AnswerRow(
        stored["sheet"],
        stored["row"],
        stored["number"],
        stored["nik"],
        stored["nik_text"],
        stored["name"],
        stored["theirs"],
        frozenset(stored["confirmed"]),
        stored["result"],
        stored["remark"],
    )
