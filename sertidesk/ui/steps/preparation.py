"""Preparation: the disposition that came, the application and information that go out.

Above the list stands what the step needs, whether it is there, and the one thing to do about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain import letters as rules
from sertidesk.domain.formatting import short_date
from sertidesk.domain.letters import Direction, Kind, State
from sertidesk.services import letters, preparation
from sertidesk.services.letters import Letter
from sertidesk.ui.kit.list_screen import Chip, ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.letter_panel import LetterPanel
from sertidesk.ui.letter_text import LetterTextPage
from sertidesk.ui.letter_words import BADGES, TONES, badge_of
from sertidesk.ui.steps.preparation_cards import NeedsBar

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk


class Screen(ListScreen[Letter]):
    """What the step needs above, the activity's letters below, the chosen one at the right."""

    shown_kinds = frozenset(
        {"activity", "evidence", "letter", "letter_series", "recruitment", "setting"}
    )

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__(
            desk, activity, "preparation", self.tr("Surat persiapan"),
            self.tr("Surat kegiatan ini"), _columns(self), _chips(),
        )  # fmt: skip
        self._step = step
        self.needs_bar = NeedsBar()
        self.panel = LetterPanel(desk, activity.id, step.number)
        self.text_page = LetterTextPage(desk)
        self._build()
        # Connected signals
        self.needs_bar.begin_requested.connect(self.begin_item)
        self.needs_bar.open_requested.connect(self.table.go_to)
        self.panel.left.connect(self._on_panel_left)
        self.panel.registered.connect(self._on_registered)
        self.panel.text_requested.connect(self.open_text)
        self.table.row_activated.connect(self._on_row_activated)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.text_page.closed.connect(self.show_list)
        self.add_keys(
            {
                "Ins": self.begin_out,
                "B": self.panel.reply,
                "N": self.panel.take_number,
                "K": self.panel.mark_moved,
                "J": self.panel.mark_done,
                "Del": self.panel.remove,
                "Ctrl+C": self.copy,
            }
        )
        self.reload(None)

    @override
    def listing(self) -> Sequence[Letter]:
        return letters.of_activity(self.desk.store, self.activity.id)

    @override
    def cells(self, one: Letter) -> tuple[Any, ...]:
        return (
            one.id, one.subject, badge_of(one, self.desk.store.today()), one.number or None,
            one.kind, one.correspondent, one.letter_date, one.moved_on, one.direction, one.note,
        )  # fmt: skip

    @override
    def total(self) -> str:
        came = sum(one.direction is Direction.IN for one in self.entries.values())
        return self.tr("{count} masuk · {out} keluar").format(
            count=came, out=len(self.entries) - came
        )

    @override
    def show_counts(self) -> None:
        super().show_counts()
        self.needs_bar.show_items(preparation.items(self._step, list(self.entries.values())))

    @override
    def reload(self, kinds: frozenset[str] | None = None) -> None:
        super().reload(kinds)
        if kinds is None or kinds & self.shown_kinds:
            self._show_body()
            self.text_page.refresh()

    def begin_item(self, kind: str) -> None:
        """Begin what the step needs: the letter that came, or a letter written from the data."""
        if kind == Kind.DISPOSITION:
            self._begin(Direction.IN, kind=Kind.DISPOSITION)
            return
        changes = self.desk.do(preparation.draft, self.activity, Kind(kind), self._step.number)
        if changes is not None:
            self.table.go_to(changes.subject)
            self.open_text(changes.subject)
            words = self.tr("Konsep surat dibuat dari data kegiatan.")
            self.desk.say(words, "good", changes)

    def begin_in(self) -> None:
        """Enter a letter that came."""
        self._begin(Direction.IN)

    def begin_out(self) -> None:
        """Enter a letter that goes."""
        self._begin(Direction.OUT)

    def open_text(self, letter_id: str) -> None:
        """Show a letter's addressee and text, to be edited and printed."""
        self.text_page.open(letter_id)
        self.stack.setCurrentWidget(self.text_page)

    def _build(self) -> None:
        self.in_button = button(
            "preparation_in", self.tr("Surat masuk"), self.begin_in, icon="download"
        )
        self.out_button = button(
            "preparation_out", self.tr("Surat keluar"), self.begin_out, icon="plus",
            shortcut="Ctrl+N", tip=self.tr("Ins juga"),
        )  # fmt: skip
        empty = EmptyState(
            self.tr("Belum ada surat di kegiatan ini"),
            self.tr(
                "Mulai dari kotak di atas: catat disposisi yang masuk, lalu buat surat permohonan; "
                "isinya ditulis dari data kegiatan dan dapat diubah."
            ),
        )
        self.lay_out(
            self.panel, empty, always=[self.in_button, self.out_button], above=self.needs_bar,
            pages=[self.text_page],
        )  # fmt: skip

    def _begin(self, direction: Direction, **preset: Any) -> None:
        self.table.clearSelection()
        self.panel.begin_new(direction, **preset)
        self._show_body()

    def _show_body(self) -> None:
        """Show the list part where there are letters, or one is being entered."""
        shown = bool(self.entries) or self.panel.new is not None
        self.body.setCurrentWidget(self.list_part if shown else self.empty)

    def _on_selection_changed(self) -> None:
        self.panel.show_letters(self.selected())

    def _on_row_activated(self, key: str) -> None:
        one = self.entries[key]
        if one.body and one.state is State.DRAFT:
            self.open_text(key)
        else:
            self.panel.begin()

    def _on_registered(self, key: str) -> None:
        self.choose_chip(None)
        self.table.go_to(key)
        self.go_to_list()

    def _on_panel_left(self) -> None:
        self._show_body()
        self.go_to_list()


def _chips() -> list[Chip[Letter]]:
    return state_chips(TONES, rules.STATES, lambda one: one.state, maybe=set(rules.STATES))


def _columns(parent: QWidget) -> list[TableColumn]:
    return [
        TableColumn("subject", parent.tr("Hal"), 250),
        TableColumn("state", parent.tr("Status"), 128, badges=BADGES),
        TableColumn("number", parent.tr("Nomor surat"), 180),
        TableColumn("kind", parent.tr("Jenis"), 106, show=lambda key: rules.KINDS.get(key, key)),
        TableColumn("correspondent", parent.tr("Dari/kepada"), 170),
        TableColumn("letter_date", parent.tr("Tanggal"), 92, show=short_date),
        TableColumn("moved_on", parent.tr("Kirim/terima"), 98, show=short_date),
        TableColumn(
            "direction", parent.tr("Arah"), 66, show=lambda key: rules.DIRECTIONS.get(key, key)
        ),
        TableColumn("note", parent.tr("Catatan"), 160),
    ]
