"""The evaluation: obstacles with causes and proposals, the LSP's results, the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from sertidesk.domain.formatting import short_date
from sertidesk.services import evaluation, officials
from sertidesk.services.evaluation import EVIDENCE, Evaluation, Item
from sertidesk.ui.evidence_list import EvidenceList
from sertidesk.ui.kit.form import DateField, complete, scrolled, text_field
from sertidesk.ui.kit.parts import badge, button, column, label, named, row, set_badge, swap, tool
from sertidesk.ui.kit.sides import RowsSide
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.print_menu import print_paper
from sertidesk.ui.steps.report import figures

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_KINDS = frozenset((
    "evaluation_item", "participant", "person", "assessment", "appeal", "attendance", "official",
    "session", "session_participant",
))  # fmt: skip


class ItemsSide(RowsSide):
    """A line to note an obstacle, the list, and the fields of what is chosen."""

    def __init__(self, desk: Desk, activity: Activity) -> None:
        today = desk.store.today()
        super().__init__(
            desk,
            "evaluation_items",
            self.tr("Kendala dan usulan"),
            [
                TableColumn("obstacle", self.tr("Kendala"), 260),
                TableColumn("cause", self.tr("Penyebab"), 200),
                TableColumn("proposal", self.tr("Usulan/tindak lanjut"), 220),
                TableColumn("who", self.tr("Penanggung jawab"), 142),
                TableColumn("due_on", self.tr("Tenggat"), 88, show=short_date),
                TableColumn("done_on", self.tr("Selesai"), 88, show=short_date),
            ],
            [
                text_field("obstacle", self.tr("Kendala")),
                text_field("cause", self.tr("Penyebab")),
                text_field("proposal", self.tr("Usulan/tindak lanjut")),
                text_field("who", self.tr("Penanggung jawab")),
                DateField("due_on", self.tr("Tenggat"), today),
                DateField("done_on", self.tr("Selesai pada"), today),
            ],
            "cause",
        )
        self._activity = activity
        self.new_edit: QLineEdit = named(QLineEdit(), "evaluation_new", self.tr("Kendala baru"))
        self.new_edit.setPlaceholderText(
            self.tr("Kendala apa yang terjadi? Enter mencatat, lalu isi penyebab dan usulannya")
        )
        self.add_button = button("evaluation_add", self.tr("Catat"), self.add, icon="plus")
        self.remove_button = tool(
            "evaluation_remove", self.tr("Hapus kendala yang dipilih (Del)"), self.remove,
            icon="trash-2",
        )  # fmt: skip
        top = row(self.new_edit, self.add_button, self.remove_button)
        top.setStretch(0, 1)
        keys = list(self.fields)
        first = row(*(self.fields[key] for key in keys[:3]))
        second = row(*(self.fields[key] for key in keys[3:]))
        layout = column(top, self.table, first, second, spacing=SPACE)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        # Connected signals
        self.new_edit.returnPressed.connect(self.add)
        self.connect_parts({"Del": self.remove, "Ins": self.begin})

    @override
    def rows_of(self, meeting: Any) -> Sequence[Item]:
        items: Sequence[Item] = meeting.items
        return items

    @override
    def cells(self, place: int, one: Item) -> tuple[Any, ...]:
        return (
            one.id, one.obstacle, one.cause, one.proposal, one.who, one.due_on, one.done_on,
        )  # fmt: skip

    @override
    def save(self, ids: Sequence[str], values: Mapping[str, Any]) -> Any:
        return self.desk.do(evaluation.edit, ids, values)

    @override
    def begin(self) -> None:
        self.new_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add(self) -> None:
        """Note what is typed, and go on to its cause."""
        values = {"obstacle": self.new_edit.text()}
        changes = self.desk.do(evaluation.add, self._activity, values)
        if changes is not None:
            self.new_edit.clear()
            self.table.go_to(changes.subject)
            self.tell(changes, self.tr("Kendala dicatat. Isi penyebab dan usulannya."))
            self._enter()

    def remove(self) -> None:
        """Delete the selected rows."""
        ids = self.chosen_ids()
        if ids:
            words = self.tr("{count} kendala dihapus.").format(count=len(ids))
            self.tell(self.desk.do(evaluation.remove, ids), words)


class Screen(QWidget):
    """Figures follow the data; obstacles are the office's."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "evaluation_screen", self.tr("Evaluasi"))
        self.desk, self.activity = desk, activity
        self.counts_badge = named(badge(""), "evaluation_counts")
        self.print_button = button(
            "evaluation_print", self.tr("Cetak…"), self.print_out, icon="printer", shortcut="Ctrl+P"
        )
        self.items = ItemsSide(desk, activity)
        self.files = EvidenceList(desk, "evaluation_files", self.tr("Salinan hasil dari LSP"))
        self.files.show_owner(activity.id, EVIDENCE)
        self._shown: QWidget | None = None
        self._tables: object = None
        self._holder = column()
        self.tabs = named(QTabWidget(), "evaluation_sides")
        self._build()
        # Connected signals
        self.items.left.connect(self.items.begin)
        for place in range(self.tabs.count()):
            shown = partial(self.tabs.setCurrentIndex, place)
            QShortcut(QKeySequence(f"Alt+{place + 1}"), self, shown)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        self.files.reload(kinds)
        if kinds is not None and not kinds & _KINDS:
            return
        one = evaluation.load(self.desk.store, self.activity)
        set_badge(self.counts_badge, self._words(one), "plain")
        complete(
            self.items.fields["who"], [who.name for who in officials.listing(self.desk.store)]
        )  # fmt: skip
        self.items.show_entry(one)
        if one.tables != self._tables:
            self._tables = one.tables
            parts = [figures(place, made) for place, made in enumerate(one.tables)]
            if not parts:
                words = self.tr(
                    "Belum ada peserta. Angkanya muncul setelah peserta, kehadiran, dan hasil "
                    "asesmen dicatat."
                )
                parts = [label(words, "muted", wrap=True)]
            self._shown = swap(self._holder, self._shown, scrolled(*parts))

    def show_subjects(self, ids: Sequence[str]) -> None:
        """An evaluation names nobody in particular."""

    def print_out(self) -> None:
        """Write the evaluation as a PDF."""
        print_paper(self.desk, self.activity, "evaluation")

    def _build(self) -> None:
        self.tabs.setAccessibleName(self.tr("Isi evaluasi"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        sides = (
            (column(self.items), self.tr("Kendala dan usulan")),
            (self._holder, self.tr("Angka")),
            (column(self.files), self.tr("Hasil dari LSP")),
        )
        for place, (side, title) in enumerate(sides):
            inside = QWidget()
            inside.setProperty("clear", True)
            inside.setLayout(side)
            side.setContentsMargins(0, 2 * SPACE, 0, 0)
            self.tabs.addTab(inside, title)
            self.tabs.setTabToolTip(place, f"Alt+{place + 1}")
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addLayout(row(self.counts_badge, 1, self.print_button))
        page.addWidget(self.tabs, 1)

    def _words(self, one: Evaluation) -> str:
        counts = one.figures
        words = self.tr(
            "{registered} terdaftar · {attended} hadir · {competent} kompeten · {not_yet} belum"
        ).format(
            registered=counts.registered, attended=counts.attended, competent=counts.competent,
            not_yet=counts.not_competent,
        )  # fmt: skip
        if counts.undecided:
            words += self.tr(" · {count} belum diputus").format(count=counts.undecided)
        return words
