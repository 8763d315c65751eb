"""The register of certificates: typed from the paper or imported from the LSP's workbook."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sertidesk.domain.certificates import STATES, State
from sertidesk.domain.formatting import short_date
from sertidesk.export.files import safe_file_name
from sertidesk.export.workbook import Written
from sertidesk.services import certificate_import, certificate_papers, certificates
from sertidesk.services.certificate_import import Imported, Preview
from sertidesk.services.certificates import Entry
from sertidesk.ui.kit.parts import EmptyState, badge, button, column, named, restyle, row, set_badge
from sertidesk.ui.kit.prompts import SPREADSHEETS, WORKBOOK
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.certificates_expiring import ExpiringPage
from sertidesk.ui.steps.certificates_import import ImportReport
from sertidesk.ui.steps.certificates_panel import CertificatePanel

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_SHOWN = frozenset({"certificate", "participant", "person", "attachment", "activity"})
_TONES = {State.NONE: "plain", State.PARTIAL: "warn", State.RECORDED: "good"}
_SCANS = "PDF atau gambar (*.pdf *.jpg *.jpeg *.png *.webp *.tif *.tiff);;Semua berkas (*)"
_TO_CHECK = "check"  # the state shown where a rule remarks something


class Screen(QWidget):
    """Everyone at the left, the certificate of the one chosen at the right."""

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__()
        named(self, "certificates_screen", self.tr("Sertifikat"))
        self.desk, self.activity, self._step = desk, activity, step
        self.entries: dict[str, Entry] = {}
        self.state: State | str | None = None  # only these, when a chip is down
        self.subjects: frozenset[str] = frozenset()  # only these, when a block names them
        self._typed: set[str] = set()  # stay in sight, though a chip would hide them by now
        columns = _columns(self)
        self.source = RowList(columns)
        self.source.keep = self._is_kept
        self.table = Table(
            "certificates_table", self.tr("Daftar sertifikat"), self.source, columns, frozen=1
        )
        self.panel = CertificatePanel(desk.store.today())
        self.report_page = ImportReport()
        self.expiring_page = ExpiringPage(desk)
        self.chips: dict[State | str, QPushButton] = {}
        self._build()
        # Connected signals
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.attach_requested.connect(self.attach)
        self.panel.save_file_requested.connect(self.save_file)
        self.panel.next_requested.connect(self.go_on)
        self.panel.left.connect(self._go_to_list)
        self.report_page.save_requested.connect(self._on_import_requested)
        self.report_page.closed.connect(self.show_list)
        self.expiring_page.closed.connect(self.show_list)
        for keys, act in (("Del", self.remove), ("B", self.propose_expiry)):
            shortcut = QShortcut(QKeySequence(keys), self.table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.reload(None)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is not None and not kinds & _SHOWN:
            return
        listed = certificates.listing(self.desk.store, self.activity)
        self.entries = {one.participant_id: one for one in listed}
        self.source.rows_held = [_cells(one) for one in listed]
        self.table.reload()
        self._show_counts()
        self.body.setCurrentWidget(self.list_part if listed else self.empty)

    def show_subjects(self, ids: Sequence[str]) -> None:
        """Show these participants alone, until a chip is pressed."""
        self.subjects = frozenset(ids)
        self._choose(None)
        self.show_list()

    def show_list(self) -> None:
        """Show the register again."""
        self.stack.setCurrentWidget(self.list_page)
        self._go_to_list()

    def selected(self) -> list[Entry]:
        """Return the selected rows, from the top."""
        return [self.entries[key] for key in self.table.selected_keys() if key in self.entries]

    def go_on(self) -> None:
        """Go to the next person of the list, the cursor in the first empty field."""
        found = self.source.found()
        current = self.table.current_key()
        place = found.index(current) + 1 if current in found else 0
        if place < len(found):
            self.table.go_to(found[place])
            self.panel.begin()
        else:
            self._go_to_list()
            self.desk.say(self.tr("Itu peserta terakhir di daftar."))

    def choose_workbook(self) -> None:
        """Read the LSP's workbook and show what it would do."""
        chosen = self.desk.prompts.open_files(self.tr("Daftar sertifikat dari LSP"), SPREADSHEETS)
        if chosen:
            self.desk.run(
                self.tr("Membaca daftar sertifikat"),
                certificate_import.preview,
                self.activity,
                chosen[0],
                done=self._on_previewed,
            )

    def attach(self) -> None:
        """Attach the scan or e-certificate of the person chosen."""
        chosen = self.selected()
        if len(chosen) != 1:
            self.desk.say(self.tr("Pilih satu peserta di daftar."), "warn")
            return
        paths = self.desk.prompts.open_files(self.tr("Berkas sertifikat"), _SCANS)
        if not paths:
            return
        key = chosen[0].participant_id
        changes = self.desk.do(certificates.attach, self.activity, key, paths[0])
        if changes is not None:
            words = self.tr("{file} dilampirkan pada {name}.")
            told = words.format(file=paths[0].name, name=chosen[0].name)
            self.desk.say(told, "good", changes)

    def save_file(self) -> None:
        """Write a copy of the attached file."""
        chosen = self.selected()
        if len(chosen) == 1 and chosen[0].file_name:
            one = chosen[0]
            path = self.desk.prompts.save_file(self.tr("Simpan salinan"), one.file_name, _SCANS)
            if path is not None:
                self.desk.do(certificates.save_file, one.certificate_id, path)

    def propose_expiry(self) -> None:
        """Fill the expiry of the selected five years after their issue, where it is empty."""
        keys = [one.participant_id for one in self.selected()]
        changes = self.desk.do(certificates.propose_expiry, self.activity, keys)
        if changes is not None and changes.kinds:
            words = self.tr("Masa berlaku diisi 5 tahun. Cocokkan dengan tanggal yang tercetak.")
            self.desk.say(words, "good", changes)
        elif changes is not None:
            words = self.tr("Tidak ada yang bertanggal terbit tanpa tanggal akhir.")
            self.desk.say(words, "warn")

    def remove(self) -> None:
        """Take the selected certificates out of the register."""
        chosen = [one for one in self.selected() if one.certificate_id]
        if not chosen:
            return
        keys = [one.participant_id for one in chosen]
        changes = self.desk.do(certificates.remove, self.activity, keys)
        if changes is not None:
            words = self.tr("{count} sertifikat dihapus dari daftar.").format(count=len(keys))
            self.desk.say(words, "good", changes)

    def save_workbook(self) -> None:
        """Write the register as a workbook."""
        name = safe_file_name(f"Daftar sertifikat {self.activity.name}") + ".xlsx"
        path = self.desk.prompts.save_file(self.tr("Simpan daftar sertifikat"), name, WORKBOOK)
        if path is not None:
            self.desk.run(
                self.tr("Menulis daftar sertifikat"),
                certificate_papers.write_workbook,
                self.activity,
                path,
                done=self._on_written,
            )

    def open_expiring(self) -> None:
        """Show what runs out soon."""
        self.stack.setCurrentWidget(self.expiring_page)
        self.expiring_page.begin()

    def _build(self) -> None:
        self.total_badge = badge("")
        self.total_badge.setObjectName("certificates_total")
        chips = row(spacing=SPACE)
        for key in (*State, _TO_CHECK):
            chip = button(f"certificates_{key}", "", partial(self._on_chip, key))
            chip.setCheckable(True)
            self.chips[key] = chip
            chips.addWidget(chip)
        self.expiry_button = button(
            "certificates_expiry", self.tr("+5 tahun"), self.propose_expiry,
            tip=self.tr("Isi tanggal akhir yang kosong pada yang terpilih: terbit + 5 tahun (B)"),
        )  # fmt: skip
        self.workbook_button = button(
            "certificates_workbook", "", self.save_workbook, icon="file-spreadsheet",
            tip=self.tr("Simpan daftar sertifikat ke Excel"),
        )  # fmt: skip
        self.workbook_button.setAccessibleName(self.workbook_button.toolTip())
        self.workbook_button.setProperty("tool", True)
        self.expiring_button = button(
            "certificates_expiring", self.tr("Akan berakhir…"), self.open_expiring,
            icon="calendar-clock", tip=self.tr("Sertifikat semua tahun yang akan berakhir"),
        )  # fmt: skip
        self.import_button = button(
            "certificates_import", self.tr("Impor dari LSP…"), self.choose_workbook,
            icon="inbox", tip=self.tr("Buku kerja berisi nomor sertifikat"),
        )  # fmt: skip
        bar = row(
            self.total_badge, chips, 1, self.expiry_button, self.workbook_button,
            self.expiring_button, self.import_button,
        )  # fmt: skip
        self.empty = EmptyState(
            self.tr("Belum ada peserta"),
            self.tr("Sertifikat dicatat per peserta. Tambahkan atau impor peserta lebih dahulu."),
        )
        self.list_part = QWidget()
        both = row(self.table, self.panel, spacing=3 * SPACE)
        both.setStretch(0, 1)
        self.list_part.setLayout(both)
        self.body = QStackedWidget()
        self.body.addWidget(self.list_part)
        self.body.addWidget(self.empty)
        self.list_page = QWidget()
        page = column(bar, self.body)
        page.setStretch(1, 1)
        self.list_page.setLayout(page)
        self.stack = QStackedWidget()
        for one in (self.list_page, self.report_page, self.expiring_page):
            self.stack.addWidget(one)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _show_counts(self) -> None:
        listed = self.entries.values()
        recorded = sum(one.state is State.RECORDED for one in listed)
        words = self.tr("{recorded} dari {all} tercatat").format(recorded=recorded, all=len(listed))
        set_badge(self.total_badge, words, "plain")
        for key, chip in self.chips.items():
            if key == _TO_CHECK:
                count = sum(bool(one.warnings) for one in listed)
                word, tone = self.tr("Periksa"), "warn"
                chip.setVisible(count > 0 or self.state == key)
            else:
                count = sum(one.state is key for one in listed)
                word, tone = STATES[State(key)], _TONES[State(key)]
                chip.setVisible(bool(self.entries))
            chip.setText(f"{word}  {count}")
            chip.setAccessibleName(chip.text())
            chip.setChecked(self.state == key)
            restyle(chip, "chip", tone)
        for one in (self.total_badge, self.expiry_button, self.workbook_button):
            one.setVisible(bool(self.entries))
        self.import_button.setEnabled(bool(self.entries))

    def _is_kept(self, key: str) -> bool:
        if self.subjects and key not in self.subjects:
            return False
        if key in self._typed:
            return True
        one = self.entries[key]
        if self.state == _TO_CHECK:
            return bool(one.warnings)
        return self.state is None or one.state is self.state

    def _choose(self, state: State | str | None) -> None:
        self.state = state
        self._typed.clear()
        self.table.reload()
        self._show_counts()

    def _go_to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chip(self, key: State | str) -> None:
        self.subjects = frozenset()
        self._choose(None if self.state == key else key)

    def _on_selection_changed(self) -> None:
        self.panel.show_entry(self.selected())

    def _on_edit_requested(self, values: dict[str, Any]) -> None:
        chosen = self.selected()
        if len(chosen) == 1:
            key = chosen[0].participant_id
            self._typed.add(key)
            if self.desk.do(certificates.save, self.activity, key, values) is None:
                self.panel.show_entry(self.selected())

    def _on_previewed(self, preview: Preview) -> None:
        self.stack.setCurrentWidget(self.report_page)
        self.report_page.show_preview(preview)

    def _on_import_requested(self, preview: Preview) -> None:
        done: Imported | None = self.desk.do(certificate_import.apply, self.activity, preview)
        if done is not None:
            self.show_list()
            words = self.tr("{new} sertifikat baru, {changed} diperbarui dari {file}.")
            told = words.format(new=done.new, changed=done.changed, file=preview.file)
            self.desk.say(told, "good", done.changes)

    def _on_written(self, written: Written) -> None:
        words = self.tr("{count} sertifikat disimpan ke {file}.")
        self.desk.say(words.format(count=written.rows, file=written.path.name))


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {str(state): (STATES[state], tone) for state, tone in _TONES.items()}
    badges[_TO_CHECK] = (parent.tr("Periksa"), "warn")
    return [
        TableColumn("name", parent.tr("Nama"), 180),
        TableColumn("state", parent.tr("Status"), 112, badges=badges),
        TableColumn("number", parent.tr("Nomor sertifikat"), 206),
        TableColumn("issued_on", parent.tr("Terbit"), 88, show=short_date),
        TableColumn("expires_on", parent.tr("Berlaku s.d."), 94, show=short_date),
        TableColumn("occupation", parent.tr("Jabatan kerja"), 170),
        TableColumn("level", parent.tr("Jenjang"), 66, align_right=True),
        TableColumn("blank_number", parent.tr("Blanko"), 110),
        TableColumn("lsp_registration", parent.tr("Registrasi LSP"), 160),
        TableColumn("lpjk_number", parent.tr("Pencatatan LPJK"), 220),
        TableColumn("file_name", parent.tr("Berkas"), 150),
        TableColumn("village", parent.tr("Desa/kelurahan"), 130),
        TableColumn("nik", parent.tr("NIK"), 140),
    ]


def _cells(one: Entry) -> tuple[Any, ...]:
    return (
        one.participant_id, one.name, _TO_CHECK if one.warnings else str(one.state), one.number,
        one.issued_on, one.expires_on, one.occupation, one.level, one.blank_number,
        one.lsp_registration, one.lpjk_number, one.file_name, one.village, one.nik,
    )  # fmt: skip
