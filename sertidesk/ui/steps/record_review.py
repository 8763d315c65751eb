"""The review of an official record: each role of the SOP, what it found, when, who, remark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from typing_extensions import override

from sertidesk.domain.formatting import short_date
from sertidesk.domain.official_record import REVIEW_STATES, ReviewState
from sertidesk.services import official_record
from sertidesk.services.official_record import Review
from sertidesk.ui.kit.form import DateField, complete, text_field
from sertidesk.ui.kit.parts import button, column, row
from sertidesk.ui.kit.sides import RowsSide
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk

_TONES = {ReviewState.OPEN: "plain", ReviewState.CHECKED: "good", ReviewState.REPAIR: "bad"}
_KEYS = {ReviewState.CHECKED: "D", ReviewState.REPAIR: "P", ReviewState.OPEN: "B"}


class ReviewSide(RowsSide):
    """The roles, marked with keys, and the fields of those chosen."""

    def __init__(self, desk: Desk) -> None:
        today = desk.store.today()
        badges = {str(key): (REVIEW_STATES[key], tone) for key, tone in _TONES.items()}
        super().__init__(
            desk,
            "record_reviews",
            self.tr("Pemeriksaan berita acara"),
            [
                TableColumn("role", self.tr("Pemeriksa menurut SOP"), 220),
                TableColumn("state", self.tr("Status"), 124, badges=badges),
                TableColumn("reviewed_on", self.tr("Tanggal"), 88, show=short_date),
                TableColumn("who", self.tr("Oleh"), 150),
                TableColumn("note", self.tr("Catatan"), 200),
            ],
            [
                text_field("who", self.tr("Diperiksa oleh")),
                DateField("reviewed_on", self.tr("Tanggal"), today),
                text_field("note", self.tr("Catatan")),
            ],
            "who",
        )
        words = {
            ReviewState.CHECKED: (self.tr("Diperiksa"), "check"),
            ReviewState.REPAIR: (self.tr("Perlu perbaikan"), "triangle-alert"),
            ReviewState.OPEN: (self.tr("Belum"), "rotate-ccw"),
        }
        self.mark_buttons = {
            state: button(
                f"record_review_{state}", word, partial(self.mark, state), icon=icon,
                tip=self.tr("Untuk yang dipilih ({key})").format(key=_KEYS[state]),
            )
            for state, (word, icon) in words.items()
        }  # fmt: skip
        fields = row(*self.fields.values())
        for place, share in enumerate((3, 2, 5)):
            fields.setStretch(place, share)
        layout = column(
            row(*self.mark_buttons.values(), 1, spacing=SPACE), self.table, fields, spacing=SPACE
        )
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        self.setLayout(layout)
        # Connected signals
        self.connect_parts({key: partial(self.mark, state) for state, key in _KEYS.items()})

    def offer(self, names: Sequence[str]) -> None:
        """Offer these while somebody is named."""
        complete(self.fields["who"], names)

    @override
    def rows_of(self, meeting: Any) -> Sequence[Review]:
        reviews: Sequence[Review] = meeting.reviews
        return reviews

    @override
    def cells(self, place: int, one: Review) -> tuple[Any, ...]:
        return one.id, one.id, str(one.state), one.reviewed_on, one.who, one.note

    @override
    def save(self, ids: Sequence[str], values: Mapping[str, Any]) -> Any:
        return self.desk.do(official_record.review, self.entry.id, ids, values)

    @override
    def begin(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.selected_keys() and self.entry is not None and self.entry.reviews:
            waiting = self.entry.unreviewed or (self.entry.reviews[0].id,)
            self.table.go_to(waiting[0])

    def mark(self, state: ReviewState) -> None:
        """Note what the chosen roles found."""
        ids = self.chosen_ids()
        if ids:
            words = self.tr("{count} pemeriksa: {state}.").format(
                count=len(ids), state=REVIEW_STATES[state].lower()
            )
            self.tell(self.save(ids, {"state": state}), words)
