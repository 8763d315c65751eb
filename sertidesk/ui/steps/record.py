"""Official records of the assessment: made per activity, day or session, reviewed, archived."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from sertidesk.domain.formatting import list_date
from sertidesk.domain.gates import GateCode
from sertidesk.domain.official_record import PAPERS, ReviewState
from sertidesk.services import official_record, officials, organizations
from sertidesk.services.official_record import Record
from sertidesk.services.preview import Order
from sertidesk.ui.kit.parts import EmptyState, button, named, tool
from sertidesk.ui.kit.sides import SidesScreen
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.steps.record_archive import ArchiveSide
from sertidesk.ui.steps.record_facts import FactsSide
from sertidesk.ui.steps.record_review import ReviewSide

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

FACTS, REVIEW, ARCHIVE = range(3)
_SIDE_OF: dict[str, int] = {GateCode.RECORD_UNREVIEWED: REVIEW, GateCode.RECORD_UNFILED: ARCHIVE}


class Screen(SidesScreen[Record]):
    """The records at the left, the sides of the one chosen at the right."""

    shown_kinds = frozenset({
        "official_record", "record_review", "record_filing", "participant", "person", "session",
        "session_participant", "assessor", "assessment", "appeal", "attendance", "official",
        "organization", "activity",
    })  # fmt: skip

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__(
            desk, activity, "record", self.tr("Berita acara"), self.tr("Berita acara kegiatan ini"),
            _columns(self), frozen=0,
        )  # fmt: skip
        self.facts = FactsSide(desk)
        self.review = ReviewSide(desk)
        self.archive = ArchiveSide(desk, activity.id)
        self.covers_box = named(QComboBox(), "record_covers", self.tr("Cakupan berita acara baru"))
        self.covers_box.setMinimumWidth(190)
        self._build()
        # Connected signals
        self.add_keys({"Ins": self.add, "Del": self.remove, "Ctrl+C": self.copy})
        self.reload(None)
        if self.entries:
            self.table.go_to(self.source.found()[-1])

    @override
    def listing(self) -> Sequence[Record]:
        return official_record.listing(self.desk.store, self.activity)

    @override
    def reload(self, kinds: frozenset[str] | None = None) -> None:
        super().reload(kinds)
        self.archive.files.reload(kinds)

    @override
    def cells(self, one: Record) -> tuple[Any, ...]:
        reviewed = len(one.reviews) - len(one.unreviewed)
        return (
            one.id, one.covered, one.day, _state(one), one.number,
            f"{reviewed}/{len(one.reviews)}", f"{len(one.filed)}/{len(PAPERS)}",
        )  # fmt: skip

    @override
    def total(self) -> str:
        return self.tr("{count} berita acara").format(count=len(self.entries))

    @override
    def show_counts(self) -> None:
        super().show_counts()
        store = self.desk.store
        taken = {one.covers for one in self.entries.values()}
        chosen = self.covers_box.currentData()
        self.covers_box.clear()
        for key, words in official_record.choices(store, self.activity):
            if key not in taken:
                self.covers_box.addItem(words, key)
        self.covers_box.setCurrentIndex(max(self.covers_box.findData(chosen), 0))
        self.add_button.setEnabled(self.covers_box.count() > 0)
        names = [one.name for one in officials.listing(store)]
        centres = organizations.names(store, organizations.Kind.TEST_CENTRE)
        bodies = organizations.names(store, organizations.Kind.LSP)
        self.facts.offer(names, centres, bodies)
        self.review.offer(names)

    def add(self) -> None:
        """Make a record that covers what is chosen beside the button."""
        covers = str(self.covers_box.currentData() or "")
        if not self.covers_box.count():
            self.desk.say(self.tr("Semua cakupan sudah mempunyai berita acara."), "warn")
            return
        changes = self.desk.do(official_record.add, self.activity, covers)
        if changes is not None:
            self.table.go_to(changes.subject)
            self.tell(changes, self.tr("Berita acara dibuat. Isi nomor dan periksa isinya."))
            self.open_side(FACTS)

    def remove(self) -> None:
        """Delete the selected records."""
        ids = [one.id for one in self.selected()]
        if ids:
            words = self.tr("{count} berita acara dihapus.").format(count=len(ids))
            self.tell(self.desk.do(official_record.remove, ids), words)

    def show_block(self, code: str) -> None:
        """Open the side where this block is mended."""
        if code in _SIDE_OF:
            self.open_side(_SIDE_OF[code])

    def print_out(self) -> None:
        """Write the selected records, or all, as a PDF."""
        from sertidesk.services import official_record_papers  # the PDF library is slow to import

        chosen = self.selected() or list(self.entries.values())
        title = self.tr("Berita acara")
        told = chosen[0].number or chosen[0].covered if len(chosen) == 1 else self.activity.name
        args = (self.activity, [one.id for one in chosen])
        make = official_record_papers.write_some
        self.desk.preview(Order(title, f"{title} {told}", make, args, in_word=True))

    def _build(self) -> None:
        sides = {
            self.tr("Isi"): self.facts,
            self.tr("Pemeriksaan"): self.review,
            self.tr("Arsip dan bukti"): self.archive,
        }
        self.make_tabs("record_sides", self.tr("Isi berita acara"), sides)
        self.remove_button = tool(
            "record_remove", self.tr("Hapus berita acara yang dipilih (Del)"), self.remove,
            icon="trash-2",
        )  # fmt: skip
        self.print_button = button(
            "record_print", self.tr("Cetak…"), self.print_out, icon="printer",
            tip=self.tr("Cetak berita acara yang dipilih"), shortcut="Ctrl+P",
        )  # fmt: skip
        self.add_button = button(
            "record_add", self.tr("Buat berita acara"), self.add, icon="plus", shortcut="Ctrl+N",
            tip=self.tr("Untuk cakupan di sebelahnya; Ins juga"),
        )  # fmt: skip
        empty = EmptyState(
            self.tr("Belum ada berita acara"),
            self.tr(
                "Pilih cakupannya – seluruh kegiatan, satu hari, atau satu sesi – lalu “Buat "
                "berita acara”. Peserta, hasil, dan asesor diambil dari jadwal dan asesmen; "
                "pemeriksaan tiap peran dan arsipnya dicatat di sini."
            ),
        )
        self.lay_out(
            self.tabs,
            empty,
            buttons=(self.remove_button, self.print_button),
            always=(self.covers_box, self.add_button),
        )
        self.give_room()


def _state(one: Record) -> str:
    if any(review.state is ReviewState.REPAIR for review in one.reviews):
        return "repair"
    if one.unreviewed:
        return "open"
    return "filing" if one.unfiled else "done"


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {
        "repair": (parent.tr("Perbaiki"), "bad"),
        "open": (parent.tr("Draf"), "accent"),
        "filing": (parent.tr("Arsipkan"), "warn"),
        "done": (parent.tr("Lengkap"), "good"),
    }
    return [
        TableColumn("covered", parent.tr("Cakupan"), 130),
        TableColumn("day", parent.tr("Tanggal"), 84, show=list_date),
        TableColumn("state", parent.tr("Status"), 84, badges=badges),
        TableColumn("number", parent.tr("Nomor"), 120),
        TableColumn("reviewed", parent.tr("Periksa"), 64),
        TableColumn("filed", parent.tr("Arsip"), 54),
    ]
