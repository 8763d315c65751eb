"""What the clarification's screen carries out: asks for reasons, acts, says what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sertidesk.domain.formatting import count
from sertidesk.services import clarification
from sertidesk.services.activity import Activity
from sertidesk.ui.desk import Desk
from sertidesk.ui.steps.clarification_marks import EMPTY

if TYPE_CHECKING:
    from sertidesk.db.history import Changes

_NAMED = 8  # names that a question about many names


class Decisions(QObject):
    """Each method answers the changes it made; None when it was refused or not wanted."""

    def __init__(self, desk: Desk, activity: Activity, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._activity = desk, activity

    def accept(self, keys: Sequence[str], fields: Sequence[str]) -> Changes | None:
        """Accept these fields (none named: all) of these participants."""
        ids = self._item_ids(keys)
        if not ids:
            return None
        changes = self._desk.do(clarification.accept, self._activity, ids, fields or None)
        return self._said(
            changes,
            self.tr("Data Disdukcapil diterima untuk {who}.").format(
                who=count(len(ids), "peserta")
            ),
        )

    def keep(self, keys: Sequence[str], fields: Sequence[str]) -> Changes | None:
        """Keep ours, with a reason."""
        ids = self._item_ids(keys)
        if not ids:
            return None
        reason = self._desk.prompts.ask_reason(
            self.tr("Pertahankan data kita"),
            self.tr("Alasan data kita yang benar (misalnya “sesuai KTP-el asli”):"),
        )
        if reason is None:
            return None
        changes = self._desk.do(clarification.keep, self._activity, ids, reason, fields or None)
        return self._said(
            changes,
            self.tr("Data kita dipertahankan untuk {who}.").format(who=count(len(ids), "peserta")),
        )

    def excuse(self, keys: Sequence[str]) -> Changes | None:
        """Take participants along unmatched, with a reason."""
        if not keys:
            return None
        who = count(len(keys), "peserta")
        reason = self._desk.prompts.ask_reason(
            self.tr("Ikutkan dengan alasan"),
            self.tr("Alasan mengikutkan {who} yang belum sesuai:").format(who=who),
        )
        if reason is None:
            return None
        changes = self._desk.do(clarification.excuse, keys, reason)
        return self._said(changes, self.tr("{who} diikutkan dengan alasan.").format(who=who))

    def withdraw_excuse(self, keys: Sequence[str]) -> Changes | None:
        """Wait for these participants again."""
        changes = self._desk.do(clarification.withdraw_excuse, keys)
        return self._said(changes, self.tr("Alasan dicabut; peserta ditunggu lagi."))

    def accept_spelling(self) -> Changes | None:
        """Accept every name that differs but in spelling, after showing which."""
        found = clarification.spelling_only(self._desk.store, self._activity)
        pairs = [f"{one.ours or EMPTY} → {one.theirs}" for _, one in found]
        shown = "\n".join(pairs[:_NAMED])
        if len(pairs) > _NAMED:
            shown += "\n" + self.tr("… dan {n} lagi").format(n=len(pairs) - _NAMED)
        agreed = self._desk.prompts.confirm(
            self.tr("Terima ejaan nama"),
            self.tr("Pakai ejaan nama Disdukcapil untuk {who}?\n\n{names}").format(
                who=count(len(found), "peserta"), names=shown
            ),
            self.tr("Terima {n} nama").format(n=len(found)),
        )
        if not agreed:
            return None
        ids = [item for item, _ in found]
        changes = self._desk.do(clarification.accept, self._activity, ids, ["name"])
        return self._said(
            changes, self.tr("{n} nama diperbaiki sesuai Disdukcapil.").format(n=len(found))
        )

    def explain(self, word: str, status: str) -> Changes | None:
        """Remember what a word means."""
        changes = self._desk.do(clarification.remember_word, word, status)
        return self._said(changes, self.tr("Arti “{word}” diingat.").format(word=word))

    def assign(self, round_id: str, key: str, participant_id: str) -> Changes | None:
        """Give a row to a participant."""
        changes = self._desk.do(clarification.assign, self._activity, round_id, key, participant_id)
        return self._said(changes, self.tr("Baris dipasangkan dengan peserta."))

    def dismiss(self, round_id: str, key: str) -> Changes | None:
        """Strike a row that is nobody's."""
        changes = self._desk.do(clarification.dismiss, self._activity, round_id, key)
        return self._said(changes, self.tr("Baris diabaikan."))

    def _item_ids(self, keys: Sequence[str]) -> list[str]:
        found = clarification.lines(self._desk.store, self._activity, {}, keys, limit=len(keys))
        return [line.item_id for line in found if line.item_id]

    def _said(self, changes: Changes | None, text: str) -> Changes | None:
        if changes is not None:
            self._desk.say(text, "good", changes)
        return changes
