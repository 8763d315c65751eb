"""Files of certificates before they are filed: whose each is, chosen where it is not clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.services.certificate_files import Filing, Found
from sertidesk.services.certificates import Entry
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import badge, button, column, label, named, row, set_badge
from sertidesk.ui.kit.person_combo import PersonCombo
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.documents_preview import PreviewPane

_BESIDE = 320  # pixels


class Fate(StrEnum):
    """What will become of a file."""

    OPEN = "open"  # it is not known whose it is
    DOUBLE = "double"  # another file is the same person's
    FAULT = "fault"  # cannot be read
    REPLACES = "replaces"  # the person has a file, which this one takes the place of
    READY = "ready"
    SKIPPED = "skipped"


_FATES = {
    Fate.OPEN: ("Pilih peserta", "warn"),
    Fate.DOUBLE: ("Dua berkas", "warn"),
    Fate.FAULT: ("Rusak", "bad"),
    Fate.REPLACES: ("Mengganti", "accent"),
    Fate.READY: ("Siap", "good"),
    Fate.SKIPPED: ("Dilewati", "plain"),
}
_TAKEN = frozenset((Fate.READY, Fate.REPLACES))


@dataclass
class _Item:
    found: Found
    participant_id: str
    chosen: bool = False  # by a person
    taken: bool = True


class FilesPage(QWidget):
    """Enter chooses whose a file is, Del leaves it out; nothing is filed until it is asked for."""

    file_requested = Signal(list)  # Filing
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "certificate_files", self.tr("Berkas sertifikat dari folder"))
        self._items: dict[str, _Item] = {}
        self._people: dict[str, Entry] = {}
        columns = _columns(self)
        self.source = RowList(columns)
        self.table = Table(
            "certificate_files_table", self.tr("Berkas yang ditemukan"), self.source, columns,
            frozen=1,
        )  # fmt: skip
        self.badges = {fate: badge("", tone) for fate, (_, tone) in _FATES.items()}
        self.person_combo = PersonCombo("certificate_files_person", self.tr("Milik siapa"))
        self.skip_button = button(
            "certificate_files_skip", self.tr("Lewati"), self.toggle_taken,
            tip=self.tr("Jangan lampirkan berkas ini (Del)"),
        )  # fmt: skip
        self.fault_label = label("", "muted", wrap=True)
        self.preview = PreviewPane(desk, "certificate_files_preview")
        self.back_button = button(
            "certificate_files_back", self.tr("Batal"), self.closed.emit, icon="arrow-left"
        )
        self.save_button = button(
            "certificate_files_save", "", self.accept, icon="check", primary=True,
            shortcut="Ctrl+S",
        )  # fmt: skip
        self._build()
        # Connected signals
        self.person_combo.activated.connect(self._on_person_activated)
        self.table.row_activated.connect(self._on_row_activated)
        self.table.selection_changed.connect(self._show_chosen)
        skip = QShortcut(QKeySequence("Del"), self.table, self.toggle_taken)
        skip.setContext(Qt.ShortcutContext.WidgetShortcut)

    def open(self, found: Sequence[Found], people: Sequence[Entry]) -> None:
        """Show these files; those that need a choice come first."""
        self._people = {one.participant_id: one for one in people}
        ordered = sorted(found, key=lambda one: (bool(one.participant_id), bool(one.fault)))
        self._items = {
            str(number): _Item(one, one.participant_id) for number, one in enumerate(ordered)
        }
        self.table.clear_filters()
        self._show()
        self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def selected(self) -> list[str]:
        """Return the keys of the selected files."""
        return [key for key in self.table.selected_keys() if key in self._items]

    def choose(self, participant_id: str) -> None:
        """Say whose the selected files are."""
        for key in self.selected():
            item = self._items[key]
            item.participant_id, item.chosen, item.taken = participant_id, True, True
        self._show()

    def toggle_taken(self) -> None:
        """Leave the selected files out, or take them in again."""
        chosen = [self._items[key] for key in self.selected()]
        taken = not all(one.taken for one in chosen)
        for one in chosen:
            one.taken = taken
        self._show()

    def accept(self) -> None:
        """Hand over the files that are ready."""
        fates = self._fates()
        self.file_requested.emit([
            Filing(one.found.path, one.participant_id, one.found.link)
            for key, one in self._items.items()
            if fates[key] in _TAKEN
        ])  # fmt: skip

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        caption = label(self.tr("Milik"), "label")
        caption.setBuddy(self.person_combo)
        choice = row(caption, self.person_combo, self.skip_button)
        choice.setStretch(1, 1)
        beside = QWidget()
        beside.setFixedWidth(_BESIDE)
        shown = column(choice, self.fault_label, self.preview)
        shown.setStretch(2, 1)
        beside.setLayout(shown)
        both = row(self.table, beside, spacing=3 * SPACE)
        both.setStretch(0, 1)
        layout = column(row(self.back_button, *self.badges.values(), 1, self.save_button))
        layout.addLayout(both, 1)
        self.setLayout(layout)

    def _fates(self) -> dict[str, Fate]:
        owners = [one.participant_id for one in self._items.values() if one.taken]
        return {
            key: self._fate(one, owners.count(one.participant_id) > 1)
            for key, one in self._items.items()
        }

    def _fate(self, one: _Item, shares: bool) -> Fate:
        if one.found.fault:
            return Fate.FAULT
        if not one.taken:
            return Fate.SKIPPED
        if not one.participant_id:
            return Fate.OPEN
        if shares:
            return Fate.DOUBLE
        return Fate.REPLACES if self._people[one.participant_id].file_name else Fate.READY

    def _show(self) -> None:
        fates = self._fates()
        for fate, shown in self.badges.items():
            count = sum(one is fate for one in fates.values())
            word, tone = _FATES[fate]
            set_badge(shown, f"{word}  {count}", tone)
            shown.setVisible(count > 0)
        ready = sum(one in _TAKEN for one in fates.values())
        words = self.tr("Lampirkan {count} berkas").format(count=ready)
        self.save_button.setText(words)
        self.save_button.setAccessibleName(words)
        self.save_button.setEnabled(ready > 0)
        self.source.rows_held = [
            (
                key, one.found.path.name, str(fates[key]), self._name(one.participant_id),
                self.tr("Dipilih") if one.chosen else one.found.why, one.found.link,
                str(one.found.path.parent),
            )
            for key, one in self._items.items()
        ]  # fmt: skip
        self.table.reload()

    def _show_chosen(self) -> None:
        chosen = [self._items[key] for key in self.selected()]
        for one in (self.person_combo, self.skip_button):
            one.setEnabled(bool(chosen))
        if not chosen:
            return
        first = chosen[0]
        likely = [key for key in first.found.candidates if key in self._people]
        rest = [key for key in self._people if key not in likely]
        words = {key: f"{one.place}. {one.name}" for key, one in self._people.items()}
        self.person_combo.offer(
            [(key, words[key]) for key in likely],
            [(key, words[key]) for key in rest],
            first.participant_id,
        )
        taken = all(one.taken for one in chosen)
        self.skip_button.setText(self.tr("Lewati") if taken else self.tr("Sertakan"))
        self.fault_label.setText(first.found.fault)
        self.fault_label.setVisible(bool(first.found.fault))
        if not first.found.fault:
            self.preview.show_file(first.found.path)

    def _name(self, participant_id: str) -> str:
        one = self._people.get(participant_id)
        return one.name if one else ""

    def _on_row_activated(self, _key: str) -> None:
        line = self.person_combo.lineEdit()
        if line is not None:
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            line.selectAll()

    def _on_person_activated(self, place: int) -> None:
        participant_id = self.person_combo.itemData(place)
        if participant_id:
            self.choose(participant_id)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _columns(parent: QWidget) -> list[TableColumn]:
    badges: dict[Any, tuple[str, str]] = {
        str(fate): (parent.tr(word), tone) for fate, (word, tone) in _FATES.items()
    }
    return [
        TableColumn("file", parent.tr("Berkas"), 210),
        TableColumn("fate", parent.tr("Status"), 108, badges=badges),
        TableColumn("person", parent.tr("Peserta"), 170),
        TableColumn("why", parent.tr("Dikenali dari"), 150),
        TableColumn("link", parent.tr("Tautan QR"), 200),
        TableColumn("folder", parent.tr("Folder"), 240),
    ]
