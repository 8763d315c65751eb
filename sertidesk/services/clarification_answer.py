"""Reading an answer of Disdukcapil: whose rows, which status, what differs. Recorded, not applied.

Applying what the registry says is `clarification_decisions`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain import clarification as rules
from sertidesk.domain import clarification_words as words
from sertidesk.domain import names
from sertidesk.domain.clarification import AnswerRow, Difference, Status
from sertidesk.domain.clarification_match import Asked, Matcher
from sertidesk.domain.errors import Cancelled, UserError
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.intake import clarification as intake
from sertidesk.services import clarification_items as items
from sertidesk.services import clarification_rounds
from sertidesk.services.activity import Activity
from sertidesk.services.clarification_decisions import accept_inside, check_fields
from sertidesk.services.clarification_items import Item
from sertidesk.services.store import Store

Accept = Literal["none", "all"] | Sequence[str]

_round, _item = tables.clarification_round, tables.clarification_item
_GRAVITY = {status: place for place, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One participant who was answered; ``row`` is the deciding row as the sheet numbers it."""

    row: int
    participant_id: str
    nik: str
    status: Status
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """What an answer said; ``unmatched`` are rows of nobody, ``unanswered`` who still waits."""

    file: str
    round: int
    rows: tuple[ReportRow, ...]
    unmatched: tuple[int, ...]
    unanswered: tuple[str, ...]
    changes: Changes

    @property
    def counts(self) -> dict[str, int]:
        """Return how many participants have each status, in a fixed order, zeros included."""
        found = Counter(row.status for row in self.rows)
        return {status.value: found[status] for status in reversed(Status)}


@dataclass(frozen=True, slots=True)
class _Told:
    """What one row says of one participant."""

    row: AnswerRow
    status: Status
    theirs: Mapping[str, str | None]


def read_answer(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    accept: Accept = "none",
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> AnswerReport:
    """Read an answer and record it at the round it belongs to; apply only what ``accept`` says.

    The round is the one that read this very file before, else the one the file names, else the
    newest. All in one transaction; reading a file again changes nothing.
    """
    if not isinstance(accept, str):
        check_fields(accept)
    answer = intake.read(path, today=store.today(), is_cancelled=is_cancelled)
    with store.write("Jawaban Disdukcapil dibaca") as tx:
        if items.newest_round(tx.connection, activity.id) is None:
            clarification_rounds.open_unsent(tx, activity.id)
        reader = _Reader(tx, store, activity.id, answer)
        tx.label = f"Jawaban Disdukcapil putaran {reader.number} dibaca"
        rows = reader.record(report, is_cancelled)
        if accept != "none":
            fields = None if accept == "all" else tuple(accept)
            accepted = accept_inside(tx, activity.id, [row.id for row in reader.recorded], fields)
            if accepted:
                tx.label = (
                    f"Jawaban Disdukcapil putaran {reader.number} dibaca, {accepted} isian diterima"
                )
        unanswered = reader.unanswered()
    return AnswerReport(
        path.name, reader.number, rows, reader.unmatched_rows, unanswered, tx.changes
    )


def report_json(report: AnswerReport) -> dict[str, Any]:
    """Return the report as the command line writes it."""
    return {
        "file": report.file,
        "round": report.round,
        "counts": report.counts,
        "rows": [
            {
                "row": row.row,
                "nik": row.nik,
                "status": row.status.value,
                "differences": [
                    {"field": one.field, "ours": one.ours, "theirs": one.theirs}
                    for one in row.differences
                ],
            }
            for row in report.rows
        ],
        "unmatched": list(report.unmatched),
        "unanswered": list(report.unanswered),
    }


def tell(
    today: date,
    row: AnswerRow,
    ours: Mapping[str, Any],
    sent: Mapping[str, Any],
    learnt: Mapping[str, Status],
) -> tuple[Status | None, dict[str, str | None]]:
    """Return the status of a row that is this participant's, and the registry's values."""
    theirs = dict(row.theirs)
    told = words.corrections(
        f"{row.result}; {row.remark}", name=str(ours.get("name") or ""), today=today
    )
    for key, value in told.items():
        given = theirs.get(key)
        if given is None or rules.same(key, rules.as_text(ours.get(key)), given):
            theirs[key] = value
    found = rules.differences(ours, theirs)
    changed = any(
        one.theirs is not None and not rules.same(one.field, _sent(sent, one.field), one.theirs)
        for one in found
    )
    reply = words.read(row.result, row.remark, learnt)
    if reply.unknown and told and changed:
        return Status.DIFFERENT, theirs  # "nama di KTP: …" says it without a word we know
    return rules.judge(reply, found, row, changed=changed), theirs


def _sent(sent: Mapping[str, Any], key: str) -> str:
    return str(sent.get(key) or "")


class _Reader:
    """Records one answer inside its transaction."""

    def __init__(
        self, tx: Transaction, store: Store, activity_id: str, answer: intake.Answer
    ) -> None:
        self._tx = tx
        self._today = store.today()
        self._answer = answer
        self._round = self._choose_round(activity_id)
        self.number: int = self._round.number
        self._kept: dict[str, Any] = dict(self._round.answer_report or {})
        self._ours = items.participants(tx.connection, activity_id, withdrawn=True)
        latest = items.newest(tx.connection, activity_id)
        asked = items.newest(tx.connection, activity_id, until=self.number)
        self._items = {key: item for key, item in asked.items() if key in self._ours}
        # Who was asked only in a later round has no part in this answer.
        self._later = latest.keys() - asked.keys()
        self._is_latest = {
            key
            for key in self._ours.keys() - self._later
            if key not in latest or latest[key].id == asked[key].id
        }
        self._learnt = items.learnt(tx.connection)
        self.recorded: list[Item] = []
        self.unmatched_rows: tuple[int, ...] = ()

    def _choose_round(self, activity_id: str) -> Any:
        rounds = self._tx.connection.execute(
            select(_round)
            .where(_round.c.activity_id == activity_id, _round.c.deleted_at.is_(None))
            .order_by(_round.c.number.desc())
        ).all()
        for row in rounds:
            if any(
                file["sha256"] == self._answer.sha256
                for file in (row.answer_report or {}).get("files", ())
            ):
                return row
        return next((row for row in rounds if row.number == self._answer.round), rounds[0])

    def record(self, report: Report, is_cancelled: IsCancelled) -> tuple[ReportRow, ...]:
        """Write what every row says; return who was answered, in the order of the rows."""
        matched, unmatched = self._match()
        told = self._judge(matched, report, is_cancelled)
        if not told and not any(row.result or row.remark for row in unmatched):
            raise UserError(
                "answer_empty",
                "Kolom HASIL pada berkas {file} masih kosong semua, jadi belum ada jawaban yang "
                "dapat dicatat. Pilih berkas yang sudah diisi Disdukcapil.",
                file=self._answer.file,
            )
        rows = []
        for key, answers in told.items():
            item = self._record_one(key, answers)
            ours = self._ours[key]
            rows.append(
                ReportRow(
                    item.row or 0,
                    key,
                    str(ours.get("nik") or ""),
                    item.status or Status.UNCLEAR,
                    rules.differences(ours, item.theirs),
                )
            )
        self._close_round(unmatched)
        return tuple(sorted(rows, key=lambda row: row.row))

    def unanswered(self) -> tuple[str, ...]:
        """Return the NIK of everyone in this round of whom no answer was read yet."""
        waiting = self._tx.connection.execute(
            select(_item.c.participant_id).where(
                _item.c.round_id == self._round.id,
                _item.c.status.is_(None),
                _item.c.deleted_at.is_(None),
            )
        ).scalars()
        keys = set(waiting)
        return tuple(str(record["nik"] or "") for key, record in self._ours.items() if key in keys)

    def _match(self) -> tuple[dict[str, list[AnswerRow]], list[AnswerRow]]:
        assigned = self._kept.get("assigned", {})
        # Who was asked comes first; then the others, of whom an answer may speak as well.
        asked = Matcher([self._asked(key) for key in self._items], assigned)
        known = self._items.keys() | self._later
        unasked = Matcher(
            [self._asked(key) for key in self._ours if key not in known],
            assigned,
        )
        matched: dict[str, list[AnswerRow]] = defaultdict(list)
        unmatched = []
        for row in self._answer.rows:
            key = asked.find(row) or unasked.find(row)
            if key is None:
                unmatched.append(row)
            else:
                matched[key].append(row)
        return matched, unmatched

    def _asked(self, key: str) -> Asked:
        """Return what a row may be recognised by; who was never asked is found by today's data."""
        ours, item = self._ours[key], self._items.get(key)
        sent = item.sent if item else {}
        return Asked(
            key=key,
            number=sent.get("no") if item and item.round_id == self._round.id else None,
            niks=_niks(ours, sent),
            name=str(ours["name"] or sent.get("name") or ""),
            birth_date=rules.as_text(ours["birth_date"]),
        )

    def _judge(
        self,
        matched: Mapping[str, Sequence[AnswerRow]],
        report: Report,
        is_cancelled: IsCancelled,
    ) -> dict[str, list[_Told]]:
        told: dict[str, list[_Told]] = {}
        for done, (key, rows) in enumerate(matched.items(), start=1):
            if is_cancelled():
                raise Cancelled
            report(done, len(matched))
            answers = []
            item = self._items.get(key)
            sent = item.sent if item else {}
            for row in rows:
                status, theirs = tell(self._today, row, self._ours[key], sent, self._learnt)
                if status is not None:
                    answers.append(_Told(row, status, theirs))
            if answers:
                told[key] = answers
        report(len(matched), len(matched))
        return told

    def _record_one(self, key: str, answers: Sequence[_Told]) -> Item:
        """Write one participant's answer; of several rows the gravest decides."""
        graver = min(answers, key=lambda told: (_GRAVITY[told.status], told.row.row))
        remarks = dict.fromkeys(told.row.remark for told in answers if told.row.remark)
        item = self._items.get(key) or items.add(self._tx, self._round, key)
        values = {
            "status": graver.status.value,
            "result": graver.row.result,
            "remark": "; ".join(remarks),
            "row": graver.row.row,
            "theirs": dict(graver.theirs),
        }
        if item.kept.get(items.WHOLE) and (item.status, item.result, item.remark) != (
            graver.status,
            values["result"],
            values["remark"],
        ):
            # The registry says something else now: what was decided of its former words is over.
            values["kept"] = {k: v for k, v in item.kept.items() if k != items.WHOLE}
        self._tx.update(_item, item.id, values)
        fresh = items.shaped_with(item, values)
        self.recorded.append(fresh)
        if key in self._is_latest:
            state = fresh.state(self._ours[key])
            self._tx.update(tables.participant, key, {"clarification": state})
        return fresh

    def _close_round(self, unmatched: Sequence[AnswerRow]) -> None:
        """Note which file was read and the rows that are nobody's."""
        files = [
            file for file in self._kept.get("files", []) if file["sha256"] != self._answer.sha256
        ]
        before = next(
            (file for file in self._kept.get("files", []) if file["sha256"] == self._answer.sha256),
            None,
        )
        mine = before or {
            "file": self._answer.file,
            "sha256": self._answer.sha256,
            "at": self._tx.at,
        }
        others = [
            row for row in self._kept.get("unmatched", []) if row["sha256"] != self._answer.sha256
        ]
        nobodys = [_stored(row, self._answer.sha256) for row in unmatched]
        self.unmatched_rows = tuple(row.row for row in unmatched)
        self._kept |= {"files": [*files, mine], "unmatched": [*others, *nobodys]}
        values: dict[str, Any] = {"answer_report": self._kept, "answer_file": self._answer.file}
        if self._round.answered_at is None:
            values["answered_at"] = self._tx.at
        self._tx.update(_round, self._round.id, values)


def _niks(ours: Mapping[str, Any], sent: Mapping[str, Any]) -> tuple[str, ...]:
    found = (str(value) for value in (ours.get("nik"), sent.get("nik")) if value)
    return tuple(dict.fromkeys(found))


def _stored(row: AnswerRow, sha256: str) -> dict[str, Any]:
    """Return a row as it is kept until somebody says whose it is."""
    return {
        "key": row.key,
        "sha256": sha256,
        "sheet": row.sheet,
        "row": row.row,
        "number": row.number,
        "nik": row.nik,
        "nik_text": row.nik_text,
        "name": names.tidy(row.name),
        "theirs": dict(row.theirs),
        "confirmed": sorted(row.confirmed),
        "result": row.result,
        "remark": row.remark,
    }
