"""What was agreed in a meeting: what, who, until when, done or not; and what is open on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem
from typing_extensions import override

from sertidesk.domain.formatting import due_date, short_date
from sertidesk.domain.meetings import FOLLOW_UP_STATES, FollowUpState
from sertidesk.services import meetings_edits
from sertidesk.services.meetings import FollowUp, Meeting
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.form import DateField, complete, text_field
from sertidesk.ui.kit.parts import button, column, named, row
from sertidesk.ui.kit.sides import RowsSide
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk

_TONES = {
    FollowUpState.OVERDUE: "bad",
    FollowUpState.OPEN: "accent",
    FollowUpState.DONE: "good",
}
_LINES = 2
_KEY = Qt.ItemDataRole.UserRole


class FollowUpsSide(RowsSide):
    """A line to note what was agreed, the list, and the fields of what is chosen."""

    def __init__(self, desk: Desk) -> None:
        today = desk.store.today()
        badges = {str(key): (FOLLOW_UP_STATES[key], tone) for key, tone in _TONES.items()}
        super().__init__(
            desk,
            "follow_ups",
            self.tr("Tindak lanjut rapat"),
            [
                TableColumn("what", self.tr("Uraian"), 270),
                TableColumn("state", self.tr("Status"), 112, badges=badges),
                TableColumn("who", self.tr("Penanggung jawab"), 140),
                TableColumn("due_on", self.tr("Tenggat"), 88, show=short_date),
                TableColumn("done_on", self.tr("Selesai"), 88, show=short_date),
            ],
            [
                text_field("what", self.tr("Uraian")),
                text_field("who", self.tr("Penanggung jawab")),
                DateField("due_on", self.tr("Tenggat"), today),
                DateField("done_on", self.tr("Selesai pada"), today),
                text_field("note", self.tr("Catatan")),
            ],
            "who",
        )
        self.new_edit: QLineEdit = named(QLineEdit(), "follow_up_new", self.tr("Tindak lanjut"))
        self.new_edit.setPlaceholderText(
            self.tr("Apa yang akan dikerjakan – Enter mencatat, lalu isi siapa dan kapan")
        )
        self.add_button = button("follow_up_add", self.tr("Catat"), self.add, icon="plus")
        self.done_button = button(
            "follow_up_done", self.tr("Selesai hari ini"), self.toggle_done, icon="check",
            tip=self.tr("Yang dipilih sudah dikerjakan; ditekan lagi membukanya (S)"),
        )  # fmt: skip
        self.remove_button = button(
            "follow_up_remove", "", self.remove, icon="trash-2",
            tip=self.tr("Hapus yang dipilih (Del)"),
        )  # fmt: skip
        self.remove_button.setAccessibleName(self.tr("Hapus tindak lanjut"))
        self.remove_button.setProperty("tool", True)
        self._build()
        # Connected signals
        self.new_edit.returnPressed.connect(self.add)
        self.connect_parts({"S": self.toggle_done, "Del": self.remove, "Ins": self.begin})

    def offer(self, names: Sequence[str]) -> None:
        """Offer these while somebody is named."""
        complete(self.fields["who"], names)

    @override
    def rows_of(self, meeting: Meeting) -> Sequence[FollowUp]:
        return meeting.follow_ups

    @override
    def cells(self, place: int, one: FollowUp) -> tuple[Any, ...]:
        return one.id, one.what, str(one.state), one.who, one.due_on, one.done_on

    @override
    def save(self, ids: Sequence[str], values: Mapping[str, Any]) -> Any:
        return self.desk.do(meetings_edits.edit_follow_ups, ids, values)

    @override
    def show_chosen(self) -> None:
        super().show_chosen()
        rows = self.chosen()
        done = bool(rows) and all(one.done_on is not None for one in rows)
        words = self.tr("Buka lagi") if done else self.tr("Selesai hari ini")
        self.done_button.setText(words)
        self.done_button.setAccessibleName(words)
        for one in (self.done_button, self.remove_button):
            one.setEnabled(bool(rows))

    @override
    def begin(self) -> None:
        self.new_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add(self) -> None:
        """Note what is typed, and go on to who does it."""
        if self.entry is None:
            return
        values = {"what": self.new_edit.text()}
        changes = self.desk.do(meetings_edits.agree, self.entry.id, values)
        if changes is not None:
            self.new_edit.clear()
            self.table.go_to(changes.subject)
            self.tell(changes, self.tr("Tindak lanjut dicatat. Isi penanggung jawab dan tenggat."))
            self._enter()

    def toggle_done(self) -> None:
        """Note the selected as done today; when all of them are done, open them again."""
        rows = self.chosen()
        if not rows:
            return
        done = all(one.done_on is not None for one in rows)
        ids = [one.id for one in rows if done or one.done_on is None]
        day = None if done else self.desk.store.today()
        words = self.tr("{count} tindak lanjut selesai.")
        if done:
            words = self.tr("{count} tindak lanjut dibuka lagi.")
        changes = self.desk.do(meetings_edits.set_done, ids, day)
        self.tell(changes, words.format(count=len(ids)))

    def remove(self) -> None:
        """Take the selected off the list."""
        ids = self.chosen_ids()
        if ids:
            words = self.tr("{count} tindak lanjut dihapus.").format(count=len(ids))
            self.tell(self.desk.do(meetings_edits.remove_follow_ups, ids), words)

    def _build(self) -> None:
        top = row(self.new_edit, self.add_button, self.done_button, self.remove_button)
        top.setStretch(0, 1)
        first = row(self.fields["what"], self.fields["who"])
        first.setStretch(0, 3)
        first.setStretch(1, 2)
        second = row(self.fields["due_on"], self.fields["done_on"], self.fields["note"])
        for place, share in enumerate((2, 2, 5)):
            second.setStretch(place, share)
        layout = column(top, self.table, first, second, spacing=SPACE)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        self.setLayout(layout)


class OpenFollowUps(QListWidget):
    """What waits to be done in the activity, the overdue first; a line leads to it."""

    opened = Signal(str, str)  # meeting, follow-up

    def __init__(self) -> None:
        super().__init__()
        named(self, "open_follow_ups", self.tr("Tindak lanjut yang belum selesai"))
        self._lines = _LINES
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Connected signals
        self.itemActivated.connect(self._on_chosen)
        self.itemClicked.connect(self._on_chosen)

    def show_follow_ups(self, found: Sequence[FollowUp]) -> None:
        """Show these; with none there is nothing to be seen."""
        self.clear()
        for one in found:
            item = QListWidgetItem(self._line(one))
            item.setData(_KEY, (one.meeting_id, one.id))
            item.setToolTip(item.text())
            if one.state is FollowUpState.OVERDUE:
                item.setForeground(QColor(theme.colours.bad))
            self.addItem(item)
        self.setVisible(bool(found))
        self.fit(self._lines)

    def fit(self, lines: int) -> None:
        """Be as high as so many lines, or as there are."""
        self._lines = lines
        shown = min(self.count(), lines)
        line = self.sizeHintForRow(0) if shown else 0
        self.setFixedHeight(shown * line + 2 * self.frameWidth())

    def _line(self, one: FollowUp) -> str:
        when = ""
        if one.days_late:
            when = self.tr("lewat {count} hari").format(count=one.days_late)
        elif one.due_on is not None:
            when = self.tr("tenggat {day}").format(day=due_date(one.due_on))
        return " · ".join(filter(None, (when, one.what, one.who)))

    def _on_chosen(self, item: QListWidgetItem) -> None:
        meeting, follow_up = item.data(_KEY)
        self.opened.emit(meeting, follow_up)
