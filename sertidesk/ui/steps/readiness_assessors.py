"""The assessors' word on each session: asked, coming or not, with one key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.formatting import due_date, short_date
from sertidesk.domain.readiness import ANSWERS, WAYS, Answer, Way
from sertidesk.domain.schedule import show_time
from sertidesk.services import readiness_assessors as assessors
from sertidesk.services.readiness_assessors import Line
from sertidesk.ui.kit.form import FormField, choice_field, text_field
from sertidesk.ui.kit.list_screen import ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button, column, label, named
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_WIDTH = 280
_TONES = {
    Answer.NOT_ASKED: "plain",
    Answer.ASKED: "warn",
    Answer.COMING: "good",
    Answer.NOT_COMING: "bad",
}


class AssessorsPart(ListScreen[Line]):
    """Sessions with their assessors at the left, the word of those chosen at the right."""

    shown_kinds = frozenset(("confirmation", "session", "assessor", "organization"))

    def __init__(self, desk: Desk, activity: Activity) -> None:
        super().__init__(
            desk, activity, "confirmations", self.tr("Konfirmasi asesor"),
            self.tr("Asesor per sesi"), _columns(self),
            state_chips(_TONES, ANSWERS, lambda one: one.answer, maybe=(Answer.NOT_COMING,)),
        )  # fmt: skip
        self.panel = WordPanel()
        empty = EmptyState(
            self.tr("Belum ada asesor di jadwal"),
            self.tr("Tetapkan asesor pada sesi di layar Jadwal; kesediaannya dicatat di sini."),
        )
        self.lay_out(self.panel, empty)
        # Connected signals
        self.panel.answer_given.connect(self.record)
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.left.connect(self.go_to_list)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.table.selection_changed.connect(self._on_selection_changed)
        self.add_keys({
            "H": lambda: self.record(Answer.ASKED), "Y": lambda: self.record(Answer.COMING),
            "T": lambda: self.record(Answer.NOT_COMING),
            "Del": lambda: self.record(Answer.NOT_ASKED),
        })  # fmt: skip
        self.reload(None)

    @override
    def listing(self) -> Sequence[Line]:
        return assessors.listing(self.desk.store, self.activity)

    @override
    def cells(self, one: Line) -> tuple[Any, ...]:
        return (
            one.session_id, one.name, str(one.answer), one.day, _time(one), one.test_centre,
            one.room, one.scheme, one.phone or None, one.asked_on,
            WAYS[one.way] if one.way else None, one.answered_on, one.note, one.registration,
        )  # fmt: skip

    @override
    def total(self) -> str:
        done, everything = self.progress()
        return self.tr("{done} dari {all} bersedia").format(done=done, all=everything)

    def progress(self) -> tuple[int, int]:
        """Return in how many sessions the assessor comes, and how many have one."""
        coming = sum(one.answer is Answer.COMING for one in self.entries.values())
        return coming, len(self.entries)

    def record(self, answer: Answer) -> None:
        """Note the word of those chosen."""
        chosen = self.selected()
        if not chosen:
            return
        for one in chosen:
            self.hold(one.session_id)
        way = self.panel.way()
        changes = self.desk.do(
            assessors.record, self.activity, [one.session_id for one in chosen], answer, way=way
        )
        words = self.tr("{count} sesi: {answer}.")
        self.tell(changes, words.format(count=len(chosen), answer=ANSWERS[answer].casefold()))

    def _on_selection_changed(self) -> None:
        self.panel.show_lines(self.selected())

    def _on_edit_requested(self, values: dict[str, Any]) -> None:
        ids = [one.session_id for one in self.selected()]
        self.desk.do(assessors.edit, self.activity, ids, values)


class WordPanel(QFrame):
    """Whom to call, and buttons for what they say."""

    answer_given = Signal(object)  # Answer
    edit_requested = Signal(dict)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "confirmation_panel", self.tr("Asesor yang dipilih"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._lines: tuple[Line, ...] = ()
        self.heading = label("", "heading", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.answer_buttons = {
            answer: button(
                f"confirmation_{answer}", f"{words} ({key})",
                partial(self.answer_given.emit, answer), icon=icon,
            )
            for answer, words, key, icon in (
                (Answer.COMING, self.tr("Bersedia"), "Y", "check"),
                (Answer.NOT_COMING, self.tr("Tidak bersedia"), "T", "x"),
                (Answer.ASKED, self.tr("Sudah ditanya"), "H", "phone"),
                (Answer.NOT_ASKED, self.tr("Hapus catatan"), "Del", "rotate-ccw"),
            )
        }  # fmt: skip
        self.way_field = choice_field(
            "confirmation_way", self.tr("Lewat"), [(str(key), word) for key, word in WAYS.items()]
        )
        self.way_field.set_text(str(Way.CALL))
        self.note_field: FormField = text_field("confirmation_note", self.tr("Catatan"))
        layout = column(
            self.heading, self.about, *self.answer_buttons.values(), self.way_field,
            self.note_field, 1, spacing=SPACE,
        )  # fmt: skip
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        self.show_lines(())
        # Connected signals
        self.note_field.left.connect(self._on_note_left)
        if isinstance(self.note_field.editor, QLineEdit):
            self.note_field.editor.returnPressed.connect(self.left)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show one session's assessor, or how many are chosen."""
        same = [one.session_id for one in lines] == [one.session_id for one in self._lines]
        self._lines = tuple(lines)
        one = lines[0] if len(lines) == 1 else None
        words = self.tr("Pilih sesi di daftar")
        if one is not None:
            words = one.name
        elif lines:
            words = self.tr("{count} sesi dipilih").format(count=len(lines))
        self.heading.setText(words)
        parts: tuple[str, ...] = ()
        if one is not None:
            phone = phones.show(one.phone) if one.phone else self.tr("nomor HP belum diisi")
            parts = (phone, f"{due_date(one.day)} {_time(one)}", one.test_centre, one.scheme)
        self.about.setText("\n".join(filter(None, parts)))
        for made in self.answer_buttons.values():
            made.setEnabled(bool(lines))
        asked = one is not None and one.answer is not Answer.NOT_ASKED
        self.answer_buttons[Answer.NOT_ASKED].setEnabled(
            any(line.answer is not Answer.NOT_ASKED for line in lines)
        )
        self.note_field.setEnabled(asked)
        if not (same and self.note_field.editor.hasFocus()):
            self.note_field.set_text(one.note if one is not None else "")

    def begin(self) -> None:
        """Put the cursor where a note is typed."""
        self.note_field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def way(self) -> Way:
        """Return how the assessor was reached."""
        return Way(self.way_field.text() or Way.CALL)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_note_left(self, _key: str) -> None:
        if len(self._lines) == 1:
            self.edit_requested.emit({"note": self.note_field.text() or None})


def _time(one: Line) -> str:
    return f"{show_time(one.starts)}–{show_time(one.ends)}"


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {str(answer): (ANSWERS[answer], tone) for answer, tone in _TONES.items()}
    return [
        TableColumn("name", parent.tr("Asesor"), 190),
        TableColumn("answer", parent.tr("Jawaban"), 142, badges=badges),
        TableColumn("day", parent.tr("Tanggal uji"), 92, show=short_date),
        TableColumn("time", parent.tr("Jam"), 96),
        TableColumn("test_centre", parent.tr("TUK"), 160),
        TableColumn("room", parent.tr("Ruang"), 100),
        TableColumn("scheme", parent.tr("Skema"), 180),
        TableColumn("phone", parent.tr("Nomor HP"), 118, show=phones.local),
        TableColumn("asked_on", parent.tr("Ditanya"), 92, show=short_date),
        TableColumn("way", parent.tr("Lewat"), 90),
        TableColumn("answered_on", parent.tr("Dijawab"), 92, show=short_date),
        TableColumn("note", parent.tr("Catatan"), 180),
        TableColumn("registration", parent.tr("Nomor registrasi"), 160),
    ]
