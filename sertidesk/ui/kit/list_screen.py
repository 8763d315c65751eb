"""The skeleton of a working screen: counts that filter, a list, what is chosen beside it.

A screen of a step derives from `ListScreen`, a page of the office from `ListPart`; it says what it
lists and how a row looks, and lays out its own panel, buttons and side pages. What happens to a row
is the screen's own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sertidesk.ui.kit.clipboard import put_rows
from sertidesk.ui.kit.flow import FlowLayout
from sertidesk.ui.kit.parts import badge, button, column, named, restyle, row, set_badge
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Chip(Generic[Entry]):
    """A count over the list that shows its rows alone when pressed.

    ``key`` ends its object name and is what `ListScreen.chip` holds while it is down; one that is
    not ``always`` shown is hidden at zero.
    """

    key: str
    word: str
    tone: str
    holds: Callable[[Entry], bool]
    always: bool = True


def state_chips(
    tones: Mapping[Any, str],
    words: Mapping[Any, str],
    state_of: Callable[[Entry], str],
    *,
    maybe: Collection[str] = (),
) -> list[Chip[Entry]]:
    """Make a chip for each state, in the order of ``tones``; ``maybe`` are hidden at zero."""

    def holds(state: str) -> Callable[[Entry], bool]:
        return lambda one: state_of(one) == state

    return [
        Chip(str(state), words[state], tone, holds(state), always=state not in maybe)
        for state, tone in tones.items()
    ]


class ListPart(QWidget, Generic[Entry]):
    """A list with what is chosen beside it; derive, then `lay_out`, connect and `reload(None)`."""

    shown_kinds: ClassVar[frozenset[str]]  # the tables whose change makes it read anew

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        list_title: str,
        columns: Sequence[TableColumn],
        chips: Iterable[Chip[Entry]] = (),
        *,
        frozen: int = 1,
    ) -> None:
        super().__init__()
        named(self, f"{name}_screen", title)
        self.desk = desk
        self.entries: dict[str, Entry] = {}  # by the key of their row
        self.chip: str | None = None  # only these, when a chip is down
        self.subjects: frozenset[str] = frozenset()  # only these, when a block names them
        self._held: set[str] = set()  # stay in sight, though a chip would hide them by now
        self.source = RowList(columns)
        self.source.keep = self._is_kept
        self.table = Table(f"{name}_table", list_title, self.source, columns, frozen=frozen)
        self.total_badge = named(badge(""), f"{name}_total")
        self.chips = {one.key: one for one in chips}
        self.chip_buttons: dict[str, QPushButton] = {
            key: button(f"{name}_{key}", one.word, partial(self._on_chip_clicked, key))
            for key, one in self.chips.items()
        }
        for made in self.chip_buttons.values():
            made.setCheckable(True)

    # What a screen says of itself

    def listing(self) -> Sequence[Entry]:
        """Return what is listed, in the list's own order."""
        raise NotImplementedError

    def cells(self, one: Entry) -> tuple[Any, ...]:
        """Return a row: its key, then one value for each column."""
        raise NotImplementedError

    def total(self) -> str:
        """Return the words of the badge before the chips."""
        raise NotImplementedError

    def subject(self, one: Entry) -> str:
        """Return the participant a row is about; empty where a block names none here."""
        return ""

    def show_counts(self) -> None:
        """Write the totals and chips; a screen adds what else depends on what is listed."""
        set_badge(self.total_badge, self.total(), "plain")
        for key, one in self.chips.items():
            made = self.chip_buttons[key]
            count = sum(one.holds(entry) for entry in self.entries.values())
            made.setText(f"{one.word}  {count}")
            made.setAccessibleName(made.text())
            made.setChecked(self.chip == key)
            shown = one.always or count > 0 or self.chip == key
            made.setVisible(bool(self.entries) and shown)
            restyle(made, "chip", one.tone)
        for hidden in (self.total_badge, *self._buttons):
            hidden.setVisible(bool(self.entries))

    # How it is put together

    def lay_out(
        self,
        panel: QWidget | None,
        empty: QWidget,
        *,
        buttons: Iterable[QWidget] = (),
        always: Iterable[QWidget] = (),
        top: QWidget | None = None,
        above: QWidget | None = None,
        view: QWidget | None = None,
        below: QWidget | None = None,
        pages: Iterable[QWidget] = (),
    ) -> None:
        """Put the parts together.

        ``buttons`` are hidden while the list is empty, those ``always`` shown stand after them.
        ``top`` stands over all of it, ``above`` between the bar and the body, ``below`` under
        the table; ``view`` holds the table among other ways to see the list. ``pages`` take the
        place of the whole while they are open, until `show_list`.
        """
        self._buttons = tuple(buttons)
        self.empty = empty
        bar = QWidget()
        flow = FlowLayout(SPACE)
        for one in (self.total_badge, *self.chip_buttons.values()):
            flow.addWidget(one)
        flow.part()
        for one in (*self._buttons, *always):
            flow.addWidget(one)
        bar.setLayout(flow)
        left = column(view or self.table, spacing=SPACE)
        left.setStretch(0, 1)
        if below is not None:
            left.addWidget(below)
        both = row(left, spacing=3 * SPACE)
        both.setStretch(0, 1)
        if panel is not None:
            both.addWidget(panel)
        self.list_part = QWidget()
        self.list_part.setLayout(both)
        self.body = QStackedWidget()
        self.body.addWidget(self.list_part)
        self.body.addWidget(self.empty)
        page = column(bar)
        if top is not None:
            page.insertWidget(0, top)
        if above is not None:
            page.addWidget(above)
        page.addWidget(self.body, 1)
        self.list_page = QWidget()
        self.list_page.setLayout(page)
        self.stack = QStackedWidget()
        for side in (self.list_page, *pages):
            self.stack.addWidget(side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def add_keys(self, keys: Mapping[str, Callable[[], object]]) -> None:
        """Let keys act while the cursor is in the rows; typed over a column they are text."""
        for sequence, act in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self.table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    # What every such screen does

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & self.shown_kinds:
            return
        rows = [(one, self.cells(one)) for one in self.listing()]
        self.entries = {str(cells[0]): one for one, cells in rows}
        self.source.rows_held = [cells for _, cells in rows]
        self.table.reload()
        self.show_counts()
        self.body.setCurrentWidget(self.list_part if rows else self.empty)

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show these participants alone, until a chip is pressed."""
        named_here = {self.subject(one) for one in self.entries.values()}
        self.subjects = frozenset(ids) & named_here
        self.table.clear_filters()
        self.choose_chip(None)
        self.show_list()

    def show_list(self) -> None:
        """Show the list again, with the cursor in it."""
        self.stack.setCurrentWidget(self.list_page)
        self.go_to_list()

    def go_to_list(self) -> None:
        """Put the keys into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def selected(self) -> list[Entry]:
        """Return the selected rows, from the top."""
        return [self.entries[key] for key in self.table.selected_keys() if key in self.entries]

    def choose_chip(self, key: str | None) -> None:
        """Press this chip, or let the one that is down go."""
        self.chip = key
        self._held.clear()
        self.table.reload()
        self.show_counts()

    def hold(self, key: str) -> None:
        """Keep a row in sight while it is worked on, until a chip is pressed."""
        self._held.add(key)

    def copy(self) -> None:
        """Copy the selected rows, or all that are shown, to paste into a sheet or a message."""
        keys = set(self.table.selected_keys() or self.source.found())
        columns = self.table.table_model.columns
        rows = [
            [column.text(value) for column, value in zip(columns, cells[1:], strict=True)]
            for cells in self.source.rows_held
            if str(cells[0]) in keys
        ]
        put_rows(rows)
        self.desk.say(self.tr("{count} baris disalin.").format(count=len(rows)))

    def tell(self, changes: Any, words: str) -> None:
        """Say what was done and offer to undo it; silent when nothing changed."""
        if changes is not None and changes.kinds:
            self.desk.say(words, "good", changes)

    def _is_kept(self, key: str) -> bool:
        one = self.entries[key]
        if self.subjects and self.subject(one) not in self.subjects:
            return False
        return self.chip is None or key in self._held or self.chips[self.chip].holds(one)

    def _on_chip_clicked(self, key: str) -> None:
        self.subjects = frozenset()
        self.choose_chip(None if self.chip == key else key)


class ListScreen(ListPart[Entry]):
    """The same as the working screen of a step: it knows its activity."""

    def __init__(
        self,
        desk: Desk,
        activity: Activity,
        name: str,
        title: str,
        list_title: str,
        columns: Sequence[TableColumn],
        chips: Iterable[Chip[Entry]] = (),
        *,
        frozen: int = 1,
    ) -> None:
        super().__init__(desk, name, title, list_title, columns, chips, frozen=frozen)
        self.activity = activity
