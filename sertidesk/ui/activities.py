"""Kegiatan: the list of activities, what can be done with one, and the form in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from sertidesk.domain.formatting import list_date
from sertidesk.services import activity
from sertidesk.services.activity import ActivityLine
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import EmptyState, Page, button, column, row
from sertidesk.ui.kit.table import Table, TableColumn

_KINDS = frozenset(("activity", "activity_step", "participant"))
_RUNNING, _CLOSED = "Berjalan", "Ditutup"


class _Lines:
    """The activities as a table source: an office has few, so they are filtered here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: list[tuple[Any, ...]] = []
        self._keys = ("code", "name", "office", "year", "start", "participants", "steps", "state")
        self.lines: dict[str, ActivityLine] = {}

    def count(self, filters: Mapping[str, str]) -> int:
        self.lines = {line.code: line for line in activity.listing(self._desk.store)}
        rows = (self._row(line) for line in self.lines.values())
        self._rows = [
            values
            for values in rows
            if all(self._meets(values, key, wanted) for key, wanted in filters.items())
        ]
        return len(self._rows)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        rows = self._rows
        if sort:
            place = self._keys.index(sort) + 1
            rows = sorted(rows, key=lambda values: _sortable(values[place]), reverse=descending)
        return rows[offset : offset + limit]

    @staticmethod
    def _row(line: ActivityLine) -> tuple[Any, ...]:
        return (
            line.code,
            line.code,
            line.name,
            line.office,
            line.year,
            line.planned_start,
            line.participants,
            (line.closed_steps, line.all_steps),
            _RUNNING if line.closed_on is None else _CLOSED,
        )

    def _meets(self, values: tuple[Any, ...], key: str, wanted: str) -> bool:
        value = values[self._keys.index(key) + 1]
        shown = {"start": _start, "steps": _steps}.get(key, str)(value)
        return wanted.strip().casefold() in shown.casefold()


def _sortable(value: Any) -> tuple[bool, Any]:
    return value is not None, value.casefold() if isinstance(value, str) else value


def _start(value: Any) -> str:
    return list_date(value) if value else ""


def _steps(value: tuple[int, int]) -> str:
    return f"{value[0]} dari {value[1]}"


class ActivitiesPage(QWidget):
    """The list of activities; the form takes its place while it is filled in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._opened_from = ""  # the activity whose wizard asked for the form
        self._form: Any = None  # made when it is first asked for: it reads every SOP
        self.list_page = Page(self.tr("Kegiatan"))
        self.new_button = button(
            "new_activity",
            self.tr("Kegiatan baru"),
            self.begin,
            icon="plus",
            primary=True,
            shortcut="Ctrl+N",
        )
        self.list_page.action_row.addWidget(self.new_button)
        self._source = _Lines(desk)
        self.table = Table(
            "activities_table",
            self.tr("Daftar kegiatan"),
            self._source,
            [
                TableColumn("code", self.tr("Kode"), 92),
                TableColumn("name", self.tr("Nama kegiatan"), 340),
                TableColumn("office", "SOP", 226),
                TableColumn("year", self.tr("Tahun"), 68),
                TableColumn("start", self.tr("Rencana mulai"), 118, show=_start),
                TableColumn("participants", self.tr("Peserta"), 84),
                TableColumn("steps", self.tr("Langkah selesai"), 122, show=_steps),
                TableColumn(
                    "state",
                    self.tr("Status"),
                    96,
                    badges={
                        _RUNNING: (self.tr("Berjalan"), "accent"),
                        _CLOSED: (self.tr("Ditutup"), "plain"),
                    },
                ),
            ],
        )
        self.open_button = button("open_activity", self.tr("Buka"), self._on_open_clicked)
        self.edit_button = button(
            "edit_activity", self.tr("Ubah data…"), self._on_edit_clicked, icon="pencil"
        )
        self.close_button = button(
            "close_activity", self.tr("Tutup kegiatan"), self._on_close_clicked
        )
        self.delete_button = button(
            "delete_activity", self.tr("Hapus…"), self._on_delete_clicked, icon="trash-2"
        )
        self.empty = EmptyState(
            self.tr("Belum ada kegiatan"),
            self.tr(
                "Kegiatan adalah satu kali menjalankan SOP: dari daftar nama desa sampai "
                "sertifikat diserahkan. Mulailah dengan membuat kegiatan pertama."
            ),
            button("first_activity", self.tr("Buat kegiatan"), self.begin, icon="plus"),
        )
        self._build()
        # Signals of this page, in one place.
        self.table.row_activated.connect(self._on_row_activated)
        self.table.selection_changed.connect(self._on_selection_changed)
        for keys, act in (("Delete", self._on_delete_clicked), ("F2", self._on_edit_clicked)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _build(self) -> None:
        filled = QWidget()
        actions = row(self.open_button, self.edit_button, self.close_button, self.delete_button, 1)
        filled.setLayout(column(self.table, actions))
        self._list_stack = QStackedWidget()
        self._list_stack.addWidget(filled)
        self._list_stack.addWidget(self.empty)
        self._filled = filled
        self.list_page.body.addWidget(self._list_stack)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list_page)
        self.setLayout(column(self._stack))

    @property
    def form(self) -> Any:
        """Return the form for an activity's head."""
        if self._form is None:
            from sertidesk.ui.activity_form import ActivityForm

            self._form = ActivityForm(self._desk)
            self._form.saved.connect(self._on_form_saved)
            self._form.cancelled.connect(self._on_form_cancelled)
            self._stack.addWidget(self._form)
        return self._form

    def open(self, new: bool = False, edit: str = "") -> None:
        """Show the list, the form for a new activity, or that of the one with code ``edit``."""
        self.reload(None)
        self._opened_from = edit
        if new:
            self.begin()
        elif edit:
            self.edit(edit)

    def begin(self) -> None:
        """Show an empty form for a new activity."""
        self._stack.setCurrentWidget(self.form)
        self.form.begin()

    def edit(self, code: str) -> None:
        """Show the form of an activity's head."""
        found = self._desk.do(activity.by_code, code)
        if found is not None:
            self._stack.setCurrentWidget(self.form)
            self.form.edit(found)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Read the list anew when activities, their steps or participants changed.

        A form that is being filled in stays where it is.
        """
        if kinds is not None and not kinds & _KINDS:
            return
        self.table.reload()
        empty = not self.table.table_model.rowCount() and not self.table.filters()
        self._list_stack.setCurrentWidget(self.empty if empty else self._filled)
        if not self.table.selected_keys():
            self.table.selectRow(0)
        self._on_selection_changed()

    def _line(self) -> ActivityLine | None:
        keys = self.table.selected_keys()
        return self._source.lines.get(keys[0]) if len(keys) == 1 else None

    def _on_selection_changed(self) -> None:
        line = self._line()
        for one in (self.open_button, self.edit_button, self.close_button, self.delete_button):
            one.setEnabled(line is not None)
        closed = line is not None and line.closed_on is not None
        text = self.tr("Buka kembali") if closed else self.tr("Tutup kegiatan")
        self.close_button.setText(text)
        self.close_button.setAccessibleName(text)

    def _on_row_activated(self, code: str) -> None:
        self._desk.go("activity", code=code)

    def _on_open_clicked(self) -> None:
        line = self._line()
        if line is not None:
            self._desk.go("activity", code=line.code)

    def _on_edit_clicked(self) -> None:
        line = self._line()
        if line is not None:
            self.edit(line.code)

    def _on_close_clicked(self) -> None:
        line = self._line()
        if line is None:
            return
        if line.closed_on is not None:
            changes = self._desk.do(activity.reopen, line.id)
            text = self.tr("Kegiatan {code} berjalan kembali.")
        else:
            changes = self._desk.do(activity.close, line.id)
            text = self.tr("Kegiatan {code} ditutup; isinya tetap dapat dibuka.")
        if changes is not None:
            self._desk.say(text.format(code=line.code), undo=changes)

    def _on_delete_clicked(self) -> None:
        line = self._line()
        if line is None:
            return
        text = self.tr(
            "Kegiatan “{name}” dengan {count} peserta akan hilang dari semua daftar. "
            "Penghapusan dapat diurungkan."
        ).format(name=line.name, count=line.participants)
        title = self.tr("Hapus kegiatan")
        if not self._desk.prompts.confirm(title, text, self.tr("Hapus"), danger=True):
            return
        changes = self._desk.do(activity.remove, line.id)
        if changes is not None:
            self._desk.say(self.tr("Kegiatan {code} dihapus.").format(code=line.code), undo=changes)

    def _on_form_saved(self, code: str) -> None:
        self._stack.setCurrentWidget(self.list_page)
        self._desk.go("activity", code=code)

    def _on_form_cancelled(self) -> None:
        self._stack.setCurrentWidget(self.list_page)
        code, self._opened_from = self._opened_from, ""
        if code:
            self._desk.go("activity", code=code)
        else:
            self.table.setFocus()
