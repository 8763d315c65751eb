"""The checklist of facilities: one key for what is ready, a panel for counts and condition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QWidget
from typing_extensions import override

from sertidesk.domain.formatting import short_date
from sertidesk.domain.readiness import CONDITIONS, ITEM_DONE, ITEM_STATES, ItemState
from sertidesk.services import exports, readiness
from sertidesk.services.readiness import Item
from sertidesk.ui.kit.form import DateField, FormField, choice_field, scrolled, text_field
from sertidesk.ui.kit.list_screen import ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button, column, label, named, row
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.print_menu import print_paper
from sertidesk.ui.save_workbook import save_workbook

if TYPE_CHECKING:
    from datetime import date

    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_WIDTH = 308
_TONES = {
    ItemState.UNCHECKED: "warn",
    ItemState.READY: "good",
    ItemState.SHORT: "bad",
    ItemState.DEFECT: "bad",
    ItemState.NOT_NEEDED: "plain",
}
_NUMBERS = ("needed", "available")


class FacilitiesPart(ListScreen[Item]):
    """Items by test centre and scheme at the left, those chosen at the right."""

    shown_kinds = frozenset(("facility", "session", "organization", "activity"))

    def __init__(self, desk: Desk, activity: Activity) -> None:
        super().__init__(
            desk, activity, "facilities", self.tr("Sarana"), self.tr("Daftar sarana prasarana"),
            _columns(self),
            state_chips(_TONES, ITEM_STATES, lambda one: one.state,
                        maybe=(ItemState.SHORT, ItemState.DEFECT, ItemState.NOT_NEEDED)),
        )  # fmt: skip
        self.panel = FacilityPanel(desk.store.today())
        self._build()
        # Connected signals
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.left.connect(self.go_to_list)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.table.selection_changed.connect(self._on_selection_changed)
        self.add_keys({
            "S": self.mark_ready, "T": self.mark_needless, "B": self.mark_unchecked,
            "Del": self.remove,
        })  # fmt: skip
        self.reload(None)

    @override
    def listing(self) -> Sequence[Item]:
        return readiness.listing(self.desk.store, self.activity)

    @override
    def cells(self, one: Item) -> tuple[Any, ...]:
        return (
            one.id, one.name, str(one.state), _amount(one.needed, one.unit), one.available,
            CONDITIONS[one.condition] if one.condition else None, one.where,
            one.prepared_by, one.prepared_on, one.note,
        )  # fmt: skip

    @override
    def total(self) -> str:
        done, everything = self.progress()
        return self.tr("{done} dari {all} siap").format(done=done, all=everything)

    def progress(self) -> tuple[int, int]:
        """Return how many items need no more care, and how many there are."""
        done = sum(one.state in ITEM_DONE for one in self.entries.values())
        return done, len(self.entries)

    def mark_ready(self) -> None:
        """Note that those chosen are there in full and in order."""
        self._mark(ItemState.READY, self.tr("{count} sarana siap."))

    def mark_needless(self) -> None:
        """Note that those chosen are not needed here."""
        self._mark(ItemState.NOT_NEEDED, self.tr("{count} sarana tidak perlu."))

    def mark_unchecked(self) -> None:
        """Forget what was noted of those chosen."""
        self._mark(ItemState.UNCHECKED, self.tr("{count} sarana belum diperiksa."))

    def remove(self) -> None:
        """Take those chosen off the checklist."""
        ids = [one.id for one in self.selected()]
        if ids:
            changes = self.desk.do(readiness.remove, ids)
            self.tell(changes, self.tr("{count} sarana dihapus.").format(count=len(ids)))

    def fill(self) -> None:
        """Add the lists of all test centres and schemes that have none yet."""
        changes = self.desk.do(readiness.fill, self.activity)
        if changes is not None and not changes.kinds:
            self.desk.say(self.tr("Semua TUK dan skema di jadwal sudah ada daftarnya."), "plain")
        else:
            self.tell(changes, self.tr("Daftar sarana disiapkan. Sesuaikan dengan skema LSP."))

    def add(self) -> None:
        """Add an item where the cursor is, and let it be named."""
        near = next(iter(self.selected()), None) or next(iter(self.entries.values()), None)
        values: dict[str, object] = {"name": self.tr("Sarana baru")}
        if near is not None:
            values |= {"test_centre": near.test_centre, "scheme": near.scheme}
        elif places := readiness.places(self.desk.store, self.activity):
            values["test_centre"] = places[0].test_centre
        changes = self.desk.do(readiness.add, self.activity, values)
        if changes is not None:
            self.choose_chip(None)
            self.table.clear_filters()
            self.table.go_to(str(changes.subject))
            self.panel.begin("name")

    def keep_as_list(self) -> None:
        """Keep the list of the item chosen as the office's own."""
        one = next(iter(self.selected()), None)
        if one is None:
            self.desk.say(self.tr("Pilih dahulu salah satu sarana dari daftar itu."), "warn")
            return
        changes = self.desk.do(readiness.keep_as_list, self.activity, one.test_centre, one.scheme)
        words = self.tr("Daftar “{scheme}” dipakai sebagai daftar baku kantor.")
        self.tell(changes, words.format(scheme=one.scheme or self.tr("Umum")))

    def print_form(self) -> None:
        """Write the form of each test centre as a PDF."""
        print_paper(self.desk, self.activity, "readiness")

    def export(self) -> None:
        """Write all three parts as a workbook."""
        self._write(self.tr("Kesiapan uji"), "Kesiapan")

    def _build(self) -> None:
        self.add_button = button(
            "facilities_add", self.tr("Tambah"), self.add, icon="plus", shortcut="Ctrl+N"
        )
        self.more_button = button(
            "facilities_more", self.tr("Daftar…"), self._show_menu, icon="list-checks"
        )
        menu = named(QMenu(self.more_button), "facilities_menu", self.tr("Daftar sarana"))
        self.fill_action = menu.addAction(self.tr("Lengkapi menurut jadwal"), self.fill)
        self.keep_action = menu.addAction(
            self.tr("Simpan sebagai daftar baku kantor"), self.keep_as_list
        )
        menu.addSeparator()
        self.print_action = menu.addAction(self.tr("Cetak form kesiapan…"), self.print_form)
        self.export_action = menu.addAction(self.tr("Excel: semua kesiapan…"), self.export)
        self.more_button.setMenu(menu)
        self.fill_button = button(
            "facilities_fill", self.tr("Siapkan daftar"), self.fill, icon="list-checks",
        )  # fmt: skip
        empty = EmptyState(
            self.tr("Belum ada daftar sarana"),
            self.tr(
                "Daftar untuk setiap TUK dan skema di jadwal disiapkan dari daftar baku: ruang, "
                "alat, bahan, K3. Sesudahnya dapat ditambah dan diubah."
            ),
            self.fill_button,
        )
        self.lay_out(self.panel, empty, buttons=(self.more_button,), always=(self.add_button,))

    def _show_menu(self) -> None:
        self.more_button.showMenu()

    def _mark(self, state: ItemState, words: str) -> None:
        chosen = self.selected()
        if not chosen:
            return
        for one in chosen:
            self.hold(one.id)
        changes = self.desk.do(readiness.mark, [one.id for one in chosen], state)
        self.tell(changes, words.format(count=len(chosen)))

    def _write(self, title: str, name: str) -> None:
        save_workbook(
            self.desk, title, f"{name} {self.activity.name}", exports.write, self.activity,
            "readiness", told=self.tr("{file} ditulis."),
        )  # fmt: skip

    def _on_selection_changed(self) -> None:
        self.panel.show_items(self.selected())

    def _on_edit_requested(self, values: Mapping[str, Any]) -> None:
        ids = [one.id for one in self.selected()]
        for key in ids:
            self.hold(key)
        if ids and self.desk.do(readiness.edit, ids, values) is None:
            self.panel.show_items(self.selected())


class FacilityPanel(QFrame):
    """What is noted of the items chosen; each field is saved as it is left."""

    edit_requested = Signal(dict)
    left = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        named(self, "facility_panel", self.tr("Sarana yang dipilih"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._items: tuple[Item, ...] = ()
        self.heading = label("", "heading", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                text_field("name", self.tr("Sarana/peralatan")),
                text_field("needed", self.tr("Kebutuhan")),
                text_field("unit", self.tr("Satuan")),
                text_field("available", self.tr("Tersedia")),
                choice_field(
                    "condition",
                    self.tr("Kondisi"),
                    [("", "–"), *((str(key), word) for key, word in CONDITIONS.items())],
                ),
                text_field("prepared_by", self.tr("Disiapkan oleh")),
                DateField("prepared_on", self.tr("Tanggal"), today),
                text_field("note", self.tr("Catatan")),
            )
        }
        pairs = [("needed", "unit"), ("available", "condition"), ("prepared_by", "prepared_on")]
        lines: list[QWidget] = [self.fields["name"]]
        for pair in pairs:
            line = QWidget()
            line.setLayout(row(*(self.fields[key] for key in pair)))
            lines.append(line)
        lines.append(self.fields["note"])
        keys = label(self.tr("S siap · T tidak perlu · B belum · Del hapus"), "muted", wrap=True)
        layout = column(self.heading, self.about, scrolled(*lines), keys, spacing=SPACE)
        layout.setStretch(2, 1)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        self.show_items(())
        # Connected signals
        for field in self.fields.values():
            field.left.connect(self._on_left)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self.left)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show one item, or what several have in common; a field being typed in stays."""
        same = [one.id for one in items] == [one.id for one in self._items]
        self._items = tuple(items)
        one = items[0] if len(items) == 1 else None
        words = self.tr("Pilih sarana di daftar")
        if one is not None:
            words = one.name
        elif items:
            words = self.tr("{count} sarana dipilih").format(count=len(items))
        self.heading.setText(words)
        self.about.setText(one.where if one else "")
        self.about.setVisible(one is not None)
        for key, field in self.fields.items():
            field.setEnabled(bool(items) and (key != "name" or one is not None))
            if not (same and field.editor.hasFocus()):
                self._show(key, field)

    def begin(self, key: str = "available") -> None:
        """Put the cursor where what is there is counted, or into another field."""
        editor = self.fields[key].editor
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        editor.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, key: str, field: FormField) -> None:
        values = {getattr(one, key) for one in self._items}
        value = values.pop() if len(values) == 1 else None
        field.say("")
        if isinstance(field, DateField):
            field.set_value(value)
        else:
            field.set_text("" if value is None else str(value))

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        value: object
        if isinstance(field, DateField):
            value = field.value()
            if value is None and field.text():
                return  # the field has said that it cannot read this
        elif key in _NUMBERS:
            text = field.text()
            if text and not (text.isascii() and text.isdecimal() and len(text) < 7):
                field.say(self.tr("Isi dengan angka."), "error")
                return
            value = int(text) if text else None
            field.say("")
        else:
            value = field.text() or None
            if key == "name" and not value:
                field.say(self.tr("Tulis nama sarananya."), "error")
                return
            field.say("")
        if self._items:
            self.edit_requested.emit({key: value})


def _amount(needed: int, unit: str) -> str:
    return f"{needed} {unit}".strip() if needed else "–"


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {str(state): (ITEM_STATES[state], tone) for state, tone in _TONES.items()}
    return [
        TableColumn("name", parent.tr("Sarana/peralatan"), 250),
        TableColumn("state", parent.tr("Status"), 132, badges=badges),
        TableColumn("needed", parent.tr("Kebutuhan"), 96),
        TableColumn("available", parent.tr("Tersedia"), 76, align_right=True),
        TableColumn("condition", parent.tr("Kondisi"), 118),
        TableColumn("where", parent.tr("TUK · skema"), 230),
        TableColumn("prepared_by", parent.tr("Disiapkan oleh"), 130),
        TableColumn("prepared_on", parent.tr("Tanggal"), 92, show=short_date),
        TableColumn("note", parent.tr("Catatan"), 180),
    ]
