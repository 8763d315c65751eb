"""The minutes of a meeting: the points of its agenda, what was said of each, the conclusions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem
from typing_extensions import override

from sertidesk.domain.meetings import read_points
from sertidesk.services import meetings_edits
from sertidesk.services.meetings import Meeting, Point
from sertidesk.ui.kit.form import FormField, long_field, text_field
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.sides import Side
from sertidesk.ui.kit.theme import ROW_HEIGHT, SPACE

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk

_KEY = Qt.ItemDataRole.UserRole
_KEEP_AFTER = 20_000  # ms of writing: a power cut costs no more than this
_TALL = 10_000


class CourseSide(Side):
    """The agenda at the left; at the right the discussion of the point chosen; below, conclusions.

    A text is kept when it is left, and while it is being written.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "meeting_course", self.tr("Acara dan pembahasan rapat"))
        self._point = ""
        self.new_edit: QLineEdit = named(QLineEdit(), "point_new", self.tr("Tambah acara rapat"))
        self.new_edit.setPlaceholderText(self.tr("Acara baru, Enter"))
        self.new_edit.setToolTip(self.tr("Beberapa baris dapat ditempel sekaligus"))
        self.points: QListWidget = named(QListWidget(), "points", self.tr("Acara rapat"))
        self.remove_button = button(
            "point_remove", "", self.remove, icon="trash-2", tip=self.tr("Hapus acara ini (Del)")
        )
        self.up_button = button(
            "point_up", "", lambda: self.shift(-1), icon="chevron-up",
            tip=self.tr("Naikkan (Ctrl+panah atas)"),
        )  # fmt: skip
        self.down_button = button(
            "point_down", "", lambda: self.shift(1), icon="chevron-down",
            tip=self.tr("Turunkan (Ctrl+panah bawah)"),
        )  # fmt: skip
        for one in (self.remove_button, self.up_button, self.down_button):
            one.setAccessibleName(one.toolTip())
            one.setProperty("tool", True)
        self.title_field = text_field("title", self.tr("Acara"))
        self.discussion_field = long_field("discussion", self.tr("Pembahasan"))
        self.conclusions_field = long_field(
            "conclusions", self.tr("Kesimpulan rapat, satu per baris")
        )
        self._writing = QTimer(self, singleShot=True, interval=_KEEP_AFTER)
        self._build()
        # Connected signals
        self._writing.timeout.connect(self.keep)
        self.conclusions_field.edited.connect(self._on_written)
        self.conclusions_field.left.connect(self._on_conclusions_left)
        self.discussion_field.edited.connect(self._on_written)
        self.discussion_field.left.connect(self._on_left)
        self.new_edit.returnPressed.connect(self.add)
        self.points.currentItemChanged.connect(self._on_point_chosen)
        self.points.itemActivated.connect(lambda _item: self._to_discussion())
        self.title_field.editor.returnPressed.connect(self._to_discussion)
        self.title_field.left.connect(self._on_left)
        for keys, act in (
            ("Del", self.remove),
            ("Ins", self.new_edit.setFocus),
            ("Ctrl+Up", lambda: self.shift(-1)),
            ("Ctrl+Down", lambda: self.shift(1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.points, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    @override
    def show_entry(self, meeting: Meeting | None) -> None:
        same = meeting is not None and self.entry is not None and meeting.id == self.entry.id
        self.entry = meeting
        self.setEnabled(meeting is not None)
        points = meeting.points if meeting else ()
        wanted = self._point if same else ""
        if wanted not in {one.id for one in points}:
            wanted = points[0].id if points else ""
        self.points.blockSignals(True)
        self.points.clear()
        for number, one in enumerate(points, 1):
            item = QListWidgetItem(f"{number}. {one.title}")
            item.setData(_KEY, one.id)
            item.setToolTip(one.title)
            self.points.addItem(item)
            if one.id == wanted:
                self.points.setCurrentItem(item)
        self.points.blockSignals(False)
        self._show_point(wanted)
        if not (same and self.conclusions_field.editor.hasFocus()):
            self.conclusions_field.set_text(meeting.conclusions if meeting else "")

    @override
    def begin(self) -> None:
        if self._point:
            self._to_discussion()
        else:
            self.new_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add(self) -> None:
        """Add what is typed or pasted to the agenda."""
        if self.entry is None:
            return
        titles = read_points(self.new_edit.text())
        changes = self.desk.do(meetings_edits.add_points, self.entry.id, titles)
        if changes is not None:
            self.new_edit.clear()
            self._choose(changes.subject)
            words = self.tr("{count} acara ditambahkan.").format(count=len(titles))
            self.tell(changes, words)

    def remove(self) -> None:
        """Take the point chosen off the agenda."""
        if self._point:
            changes = self.desk.do(meetings_edits.remove_points, [self._point])
            self.tell(changes, self.tr("Acara dihapus beserta pembahasannya."))

    def shift(self, by: int) -> None:
        """Move the point chosen up or down."""
        if self._point:
            self.desk.do(meetings_edits.move_point, self._point, by)

    def keep(self) -> None:
        """Keep what is being written without leaving it."""
        for field in (self.discussion_field, self.conclusions_field):
            if field.editor.hasFocus():
                field.editor.editing_finished.emit()

    def _build(self) -> None:
        self.points.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.points.setMinimumHeight(2 * ROW_HEIGHT)
        for field in (self.discussion_field, self.conclusions_field):
            field.editor.setMinimumHeight(48)
            field.editor.setMaximumHeight(_TALL)
        agenda = column(
            row(label(self.tr("Acara"), "label"), 1, self.up_button, self.down_button,
                self.remove_button, spacing=SPACE),
            self.points, self.new_edit, spacing=SPACE,
        )  # fmt: skip
        agenda.setStretch(1, 1)
        text = column(self.title_field, self.discussion_field)
        text.setStretch(1, 1)
        upper = row(spacing=3 * SPACE)
        upper.addLayout(agenda, 2)
        upper.addLayout(text, 5)
        layout = column(upper, self.conclusions_field)
        layout.setStretch(0, 3)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        self.setLayout(layout)

    def _choose(self, point_id: str) -> None:
        for place in range(self.points.count()):
            if self.points.item(place).data(_KEY) == point_id:
                self.points.setCurrentRow(place)

    def _show_point(self, point_id: str) -> None:
        same = point_id == self._point
        self._point = point_id
        found: Point | None = None
        if self.entry is not None:
            found = next((one for one in self.entry.points if one.id == point_id), None)
        for field, value in (
            (self.title_field, found.title if found else ""),
            (self.discussion_field, found.discussion if found else ""),
        ):
            field.setEnabled(found is not None)
            if not (same and field.editor.hasFocus()):
                field.say("")
                field.set_text(value)
        for one in (self.remove_button, self.up_button, self.down_button):
            one.setEnabled(found is not None)

    def _to_discussion(self) -> None:
        self.discussion_field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_point_chosen(self, item: QListWidgetItem | None) -> None:
        self._show_point(str(item.data(_KEY)) if item else "")

    def _on_written(self) -> None:
        if not self._writing.isActive():
            self._writing.start()

    def _on_left(self, key: str) -> None:
        field: FormField = self.title_field if key == "title" else self.discussion_field
        if self._point:
            values = {key: field.text()}
            if self.desk.do(meetings_edits.edit_point, self._point, values) is None:
                self._show_point(self._point)

    def _on_conclusions_left(self) -> None:
        if self.entry is not None:
            values = {"conclusions": self.conclusions_field.text()}
            self.desk.do(meetings_edits.edit, self.entry.id, values)
