"""Entering into SIKI or SIPJAKI: whom, what the portal asks in its own order, one key for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox

from sertidesk.domain import portal as rules
from sertidesk.domain.formatting import short_date
from sertidesk.domain.portal import STATES, State, Target
from sertidesk.domain.procedure import Step
from sertidesk.export.files import safe_file_name
from sertidesk.services import portal, portal_pages, recaps
from sertidesk.services.activity import Activity
from sertidesk.services.portal_pages import Entry
from sertidesk.ui.kit.list_screen import Chip, ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button, named
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.steps.portal_panel import PortalPanel

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk

_TONES = {State.NONE: "plain", State.BEGUN: "warn", State.ENTERED: "good"}
_ZIP = "Bundel ZIP (*.zip)"


class Screen(ListScreen[Entry]):
    """The participants at the left, the chosen one's portal pages at the right."""

    shown_kinds = frozenset({
        "portal_entry", "participant", "person", "education", "experience", "training",
        "certificate", "attachment", "layout", "activity",
    })  # fmt: skip

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        self.target = rules.target_of(step)
        chips: list[Chip[Entry]] = [
            *state_chips(_TONES, STATES, lambda one: one.state, maybe=(State.BEGUN,)),
            Chip("lacking", "Kurang data", "warn", lambda one: bool(one.missing), always=False),
        ]
        super().__init__(
            desk, activity, "portal", self.tr("Input portal"),
            self.tr("Peserta dan input portal"), _columns(self.tr), chips,
        )  # fmt: skip
        self.layout_combo: QComboBox = named(
            QComboBox(), "portal_entry_layout", self.tr("Susunan isian portal")
        )
        self.layout_combo.setMaximumWidth(230)
        self.panel = PortalPanel(desk)
        self.bundle_button = button(
            "portal_bundle", self.tr("Bundel unggah…"), self.save_bundle, icon="archive",
            tip=self.tr("Berkas semua peserta, dinamai dan dikecilkan, satu zip per orang"),
        )  # fmt: skip
        self.files_button = button(
            "portal_files", self.tr("Berkas orang ini…"), self.save_files, icon="folder-open",
            tip=self.tr("Tulis berkas peserta yang dipilih ke folder, siap diunggah"),
        )  # fmt: skip
        self._offer_layouts()
        self.lay_out(
            self.panel,
            EmptyState(
                self.tr("Belum ada peserta"),
                self.tr(
                    "Setelah peserta terdaftar, isian portal setiap orang tampil di sini menurut "
                    "urutan portal, siap disalin satu per satu."
                ),
            ),
            buttons=(self.layout_combo, self.files_button, self.bundle_button),
        )
        # Connected signals
        self.layout_combo.activated.connect(lambda _place: self.reload(None))
        self.panel.edited.connect(self._on_edited)
        self.panel.entered_requested.connect(self.mark_entered)
        self.panel.next_person_requested.connect(self.next_person)
        self.panel.person_requested.connect(self.open_person)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.table.selection_changed.connect(self._show_chosen)
        self.add_keys(
            {
                "S": self.mark_entered,
                "B": lambda: self.mark(State.BEGUN),
                "Del": lambda: self.mark(State.NONE),
                "Ctrl+C": self.copy,
            }
        )
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & self.shown_kinds:
            return
        super().reload(kinds)
        if self.table.current_key() is None and self.entries:
            self.table.selectRow(0)  # which shows it
        else:
            self._show_chosen()

    def recap(self) -> recaps.Recap:
        """Return the layout that tells the portal's pages."""
        return portal_pages.recap_of(self.desk.store, self.target, self.layout_combo.currentData())

    def listing(self) -> Sequence[Entry]:
        """Return who takes part."""
        return portal_pages.listing(self.desk.store, self.activity, self.target, self.recap())

    def cells(self, one: Entry) -> tuple[Any, ...]:
        """Return a row of the table."""
        return (
            one.participant_id, one.name, str(one.state), len(one.missing) or None,
            one.portal_number, one.entered_on, one.entered_by, one.village, one.nik,
            ", ".join(one.missing), one.note,
        )  # fmt: skip

    def subject(self, one: Entry) -> str:
        """Return whom a row is about."""
        return one.participant_id

    def total(self) -> str:
        """Return how many are entered."""
        done = sum(one.state is State.ENTERED for one in self.entries.values())
        return self.tr("{done} dari {all} masuk {portal}").format(
            done=done, all=len(self.entries), portal=rules.TARGETS[self.target]
        )

    def mark_entered(self) -> None:
        """Note that the selected were entered, and go on to the next who was not."""
        if self.mark(State.ENTERED):
            self.next_person()

    def mark(self, state: State) -> bool:
        """Note how far the selected are; tell whether something changed."""
        keys = [one.participant_id for one in self.selected()]
        if not keys:
            return False
        for key in keys:
            self.hold(key)
        changes = self.desk.do(portal.mark, self.activity, self.target, keys, state)
        words = self.tr("{count} peserta: {state}.").format(count=len(keys), state=STATES[state])
        self.tell(changes, words)
        return changes is not None and bool(changes.kinds)

    def next_person(self) -> None:
        """Go to the next participant in sight who is not entered yet."""
        shown = self.source.found()
        here = self.table.current_key()
        start = shown.index(here) + 1 if here in shown else 0
        for key in (*shown[start:], *shown[:start]):
            if key != here and self.entries[key].state is not State.ENTERED:
                self.table.go_to(key)
                self.panel.begin()
                return
        self.desk.say(self.tr("Semua peserta di daftar ini sudah diinput."))

    def open_person(self) -> None:
        """Open the selected participants where what they lack is filled in."""
        keys = tuple(one.participant_id for one in self.selected())
        if keys:
            self.desk.go("activity", code=self.activity.code, screen="participants", subjects=keys)

    def save_bundle(self) -> None:
        """Write everyone's files, or those of the selected several, as one bundle."""
        chosen = [one.participant_id for one in self.selected()]
        ids = chosen if len(chosen) > 1 else None
        portal_name = rules.TARGETS[self.target]
        name = safe_file_name(f"Bundel {portal_name} {self.activity.name}") + ".zip"
        path = self.desk.prompts.save_file(self.tr("Bundel unggah"), name, _ZIP)
        if path is not None:
            self.desk.run(
                self.tr("Menyiapkan bundel unggah"), _write_bundle, self.activity, path,
                self.target, ids=ids, done=self._on_bundled,
            )  # fmt: skip

    def save_files(self) -> None:
        """Write the files of the one person chosen into a folder."""
        chosen = self.selected()
        if len(chosen) != 1:
            self.desk.say(self.tr("Pilih satu peserta dahulu."), "warn")
            return
        folder = self.desk.prompts.choose_folder(self.tr("Folder untuk berkas peserta"))
        if folder is not None:
            done = self.desk.do(_write_person, self.activity, chosen[0], folder)
            if done is not None:
                written, lacks = done
                words = self.tr("{count} berkas ditulis ke {folder}.")
                told = words.format(count=len(written), folder=folder.name)
                self.desk.say(" ".join((told, *lacks[:3])), "warn" if lacks else "good")

    def _offer_layouts(self) -> None:
        for recap in recaps.choices(self.desk.store, self.target):
            if recap.layout is not None:
                self.layout_combo.addItem(recap.title, recap.name)
        self.layout_combo.setVisible(self.layout_combo.count() > 1)

    def show_counts(self) -> None:
        """Write the totals; a single layout needs no choice."""
        super().show_counts()
        several = self.layout_combo.count() > 1
        self.layout_combo.setVisible(bool(self.entries) and several)

    def _show_chosen(self) -> None:
        chosen = self.selected()
        if len(chosen) == 1:
            pages = portal_pages.pages(
                self.desk.store, self.activity, self.recap(), chosen[0].participant_id
            )
            self.panel.show_person(chosen[0], pages)
        else:
            self.panel.show_several(chosen)
        self.files_button.setEnabled(len(chosen) == 1)

    def _on_edited(self, values: dict[str, Any]) -> None:
        keys = [one.participant_id for one in self.selected()]
        if keys:
            self.desk.do(portal.edit, self.activity, self.target, keys, values)

    def _on_bundled(self, made: Any) -> None:
        words = self.tr("{file}: {files} berkas dari {people} peserta.")
        told = words.format(file=made.path.name, files=made.files, people=made.people)
        self.desk.say(" ".join((told, *made.notes)), "warn" if made.notes else "good")


def _columns(tr: Any) -> list[TableColumn]:
    badges = {str(state): (STATES[state], tone) for state, tone in _TONES.items()}
    return [
        TableColumn("name", tr("Nama"), 180),
        TableColumn("state", tr("Status"), 108, badges=badges),
        TableColumn("missing", tr("Kurang"), 60, align_right=True),
        TableColumn("portal_number", tr("Nomor portal"), 116),
        TableColumn("entered_on", tr("Diinput"), 92, show=short_date),
        TableColumn("entered_by", tr("Oleh"), 96),
        TableColumn("village", tr("Desa/kelurahan"), 120),
        TableColumn("nik", "NIK", 140),
        TableColumn("lacks", tr("Yang kurang"), 240),
        TableColumn("note", tr("Catatan"), 160),
    ]


def _write_bundle(
    store: Any, activity: Activity, path: Path, target: Target, *, ids: Any, report: Any,
    is_cancelled: Any,
) -> Any:  # fmt: skip
    from sertidesk.services import portal_bundle  # pictures and PDFs are slow to import

    return portal_bundle.write(
        store, activity, path, target, ids=ids, report=report, is_cancelled=is_cancelled
    )


def _write_person(store: Any, activity: Activity, entry: Entry, folder: Path) -> Any:
    from sertidesk.services import portal_bundle

    return portal_bundle.write_person(store, activity, entry, folder)
