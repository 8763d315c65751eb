"""Cadangan: the backups there are, making one, taking one along, putting one back, examining."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sertidesk.domain import formatting
from sertidesk.services import checkup, restoring, safekeeping
from sertidesk.services.checkup import CheckReport
from sertidesk.services.restoring import Prepared
from sertidesk.services.safekeeping import BackupInfo
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import EmptyState, badge, button, card, column, label, row, set_badge
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.settings_backup_cards import CheckCard, RestoreCard

BACKUPS = "Cadangan SertiDesk (*.sertidesk);;Semua berkas (*)"
_STATES = {"good": ("utuh", "good"), "bad": ("rusak", "bad")}


class _Backups:
    """The backups in the backup folder as a table source: few, so all are held."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.found: list[BackupInfo] = []

    def count(self, filters: Mapping[str, str]) -> int:
        self.found = safekeeping.list_backups(self._desk.store)
        return len(self.found)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        return [
            (
                info.path.name,
                formatting.moment(info.created),
                info.reason,
                info.actor,
                formatting.number(info.participants) if not info.problem else "",
                formatting.number(info.attachments) if not info.problem else "",
                formatting.file_size(info.size),
                "bad" if info.problem else "good",
            )
            for info in self.found[offset : offset + limit]
        ]


class Section(QWidget):
    """The state of the backups at the top, the list below, what was asked for at the bottom."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.state_label = label("", "heading")
        self.state_badge = badge("")
        self.note_label = label(
            self.tr(
                "Program membuat cadangan sendiri: saat ditutup, setiap hari, dan sebelum impor "
                "atau pemulihan. Bila diska rusak, semuanya hilang: simpan juga ke USB setiap "
                "minggu."
            ),
            "muted",
            wrap=True,
        )
        self.now_button = button(
            "backup_now", self.tr("Cadangkan sekarang"), self.back_up, icon="database-backup",
            primary=True,
        )  # fmt: skip
        self.usb_button = button(
            "backup_to", self.tr("Simpan ke USB/folder…"), self.back_up_to, icon="save"
        )
        self.check_button = button(
            "check_data", self.tr("Periksa data"), self.check, icon="shield-check"
        )
        self.restore_button = button(
            "restore_chosen", self.tr("Pulihkan…"), self.look_at_chosen, icon="archive-restore"
        )
        self.file_button = button(
            "restore_file", self.tr("Pulihkan dari berkas…"), self.look_at_file, icon="folder-open"
        )
        self.source = _Backups(desk)
        self.table = Table(
            "backups_table",
            self.tr("Daftar cadangan"),
            self.source,
            [
                TableColumn("created", self.tr("Dibuat"), 130),
                TableColumn("why", self.tr("Alasan"), 170),
                TableColumn("actor", self.tr("Petugas"), 110),
                TableColumn("participants", self.tr("Peserta"), 80, align_right=True),
                TableColumn("attachments", self.tr("Lampiran"), 80, align_right=True),
                TableColumn("size", self.tr("Ukuran"), 80, align_right=True),
                TableColumn("state", self.tr("Keadaan"), 90, badges=_STATES),
            ],
            filters=False,
        )
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.setSortingEnabled(False)  # the newest first
        self.restore_card = RestoreCard(self.restore, self.close_cards)
        self.check_card = CheckCard(self.close_cards)
        self._stack = QStackedWidget()
        self._build()
        # Signals of this section, in one place.
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(self._on_row_activated)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Read the backup folder anew."""
        self.table.reload()
        self._stack.setCurrentIndex(0 if self.source.found else 1)
        newest = next((info for info in self.source.found if not info.problem), None)
        if newest is None:
            self.state_label.setText(self.tr("Belum ada cadangan"))
            set_badge(self.state_badge, self.tr("perlu dicadangkan"), "warn")
        else:
            self.state_label.setText(
                self.tr("Cadangan terakhir {moment}").format(
                    moment=formatting.moment(newest.created)
                )
            )
            changed = self._desk.do(safekeeping.changed_since_backup)
            words = self.tr("ada perubahan sesudahnya") if changed else self.tr("memuat semua data")
            set_badge(self.state_badge, words, "warn" if changed else "good")
        self._on_selection_changed()

    def back_up(self) -> None:
        """Make a backup in the data folder."""
        self._desk.run(self.tr("Mencadangkan data"), safekeeping.back_up, done=self._on_backed_up)

    def back_up_to(self) -> None:
        """Make a backup that holds everything, on a stick or in another folder."""
        folder = self._desk.prompts.choose_folder(self.tr("Simpan cadangan ke"))
        if folder is not None:
            self._desk.run(
                self.tr("Mencadangkan ke {folder}").format(folder=folder),
                safekeeping.back_up,
                to=folder,
                done=self._on_taken_along,
            )

    def check(self) -> None:
        """Examine the data."""
        self.close_cards()
        self._desk.run(self.tr("Memeriksa data"), checkup.check, done=self._on_checked)

    def look_at_chosen(self) -> None:
        """Show what is inside the chosen backup, beside what is there now."""
        info = self._chosen()
        if info is not None:
            self._look_at(info.path)

    def look_at_file(self) -> None:
        """Show what is inside a backup from elsewhere."""
        files = self._desk.prompts.open_files(self.tr("Pilih cadangan"), BACKUPS)
        if files:
            self._look_at(files[0])

    def restore(self, info: BackupInfo) -> None:
        """Put a backup back, when the user is sure."""
        if self._desk.working():
            self._desk.say(self.tr("Tunggu sampai pekerjaan lain selesai, lalu pulihkan."), "warn")
            return
        sure = self._desk.prompts.confirm(
            self.tr("Pulihkan cadangan"),
            self.tr(
                "Semua data diganti dengan isi cadangan {moment}. Data sekarang dicadangkan dahulu "
                "sehingga dapat dikembalikan."
            ).format(moment=formatting.moment(info.created)),
            self.tr("Pulihkan"),
            danger=True,
        )
        if sure:
            self._desk.run(
                self.tr("Menyiapkan pemulihan"),
                restoring.prepare,
                info.path,
                done=self._on_prepared,
            )

    def close_cards(self) -> None:
        """Show the list alone."""
        self.restore_card.hide()
        self.check_card.hide()

    def _build(self) -> None:
        head = card(name="backup_head")
        state = column(self.state_label, self.state_badge, spacing=SPACE)
        top = row(state, 1, self.usb_button, self.now_button)
        inside = head.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addLayout(top)
        inside.addWidget(self.note_label)
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(
                self.tr("Belum ada cadangan"),
                self.tr("Tekan “Cadangkan sekarang” untuk membuat yang pertama."),
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(head)
        list_head = row(label(self.tr("Cadangan di komputer ini"), "heading"), 1)
        for one in (self.check_button, self.file_button, self.restore_button):
            list_head.addWidget(one)
        layout.addLayout(list_head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.restore_card)
        layout.addWidget(self.check_card)
        self.close_cards()

    def _chosen(self) -> BackupInfo | None:
        key = self.table.current_key()
        return next((info for info in self.source.found if info.path.name == key), None)

    def _look_at(self, path: Path) -> None:
        self.close_cards()
        info = self._desk.do(lambda _store: safekeeping.inspect(path))
        now = self._desk.do(restoring.present) if info is not None else None
        if info is not None and now is not None:
            self.restore_card.show_inside(now, info)

    def _on_backed_up(self, info: BackupInfo) -> None:
        self.reload(None)
        self._desk.say(
            self.tr("Cadangan dibuat dan diperiksa: {name}.").format(name=info.path.name)
        )

    def _on_taken_along(self, info: BackupInfo) -> None:
        words = self.tr("Cadangan lengkap ({size}) disimpan dan diperiksa: {path}.").format(
            size=formatting.file_size(info.size), path=info.path
        )
        if info.missing:
            words += " " + self.tr(
                "{count} lampiran tidak ikut karena berkasnya hilang; tekan “Periksa data”."
            ).format(count=formatting.number(info.missing))
        self._desk.say(words, "warn" if info.missing else "good")

    def _on_checked(self, report: CheckReport) -> None:
        self.check_card.show_report(report)

    def _on_prepared(self, prepared: Prepared) -> None:
        if self._desk.working():  # something began meanwhile: it must not write into other data
            restoring.discard(prepared)
            self._desk.say(self.tr("Pekerjaan lain sedang berjalan. Pulihkan lagi nanti."), "warn")
            return
        self.close_cards()
        self._desk.go("home")
        restored = self._desk.do(restoring.finish, prepared)
        if restored is not None:
            tone = "warn" if restored.missing or restored.set_aside else "good"
            self._desk.say(" ".join(restoring.sentences(restored)), tone)

    def _on_row_activated(self, _key: str) -> None:
        self.look_at_chosen()

    def _on_selection_changed(self) -> None:
        info = self._chosen()
        self.restore_button.setEnabled(info is not None and not info.problem)
        self.restore_button.setToolTip(info.problem if info is not None else "")
