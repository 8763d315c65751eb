"""The register of certificates: typed from the paper or imported from the LSP's workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain.certificates import STATES, State
from sertidesk.domain.formatting import short_date
from sertidesk.services import (
    certificate_files,
    certificate_import,
    certificate_papers,
    certificates,
)
from sertidesk.services.certificate_files import Filed, Filing, Found
from sertidesk.services.certificates import Entry
from sertidesk.services.person_import import Imported, Preview
from sertidesk.ui.import_report import ImportReport, ReportWords
from sertidesk.ui.kit.list_screen import Chip, ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button, tool
from sertidesk.ui.kit.prompts import SPREADSHEETS
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.save_workbook import save_workbook
from sertidesk.ui.steps.certificates_expiring import ExpiringPage
from sertidesk.ui.steps.certificates_files import FilesPage
from sertidesk.ui.steps.certificates_letters import LettersPage
from sertidesk.ui.steps.certificates_panel import CertificatePanel

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_TONES = {State.NONE: "plain", State.PARTIAL: "warn", State.RECORDED: "good"}
_SCANS = "PDF atau gambar (*.pdf *.jpg *.jpeg *.png *.webp *.tif *.tiff);;Semua berkas (*)"
_TO_CHECK = "check"  # the state shown where a rule remarks something


class Screen(ListScreen[Entry]):
    """Everyone at the left, the certificate of the one chosen at the right."""

    shown_kinds = frozenset({"certificate", "participant", "person", "attachment", "activity"})

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__(
            desk, activity, "certificates", self.tr("Sertifikat"), self.tr("Daftar sertifikat"),
            _columns(self), _chips(self),
        )  # fmt: skip
        self.panel = CertificatePanel(desk.store.today())
        self.report_page = ImportReport("certificate_import", _report_words(self))
        self.files_page = FilesPage(desk)
        self.expiring_page = ExpiringPage(desk)
        self.letters_page = LettersPage(desk, activity, step.number)
        self._build()
        # Connected signals
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.attach_requested.connect(self.attach)
        self.panel.save_file_requested.connect(self.save_file)
        self.panel.next_requested.connect(self.go_on)
        self.panel.left.connect(self.go_to_list)
        self.report_page.save_requested.connect(self._on_import_requested)
        self.report_page.closed.connect(self.show_list)
        self.files_page.file_requested.connect(self._on_files_accepted)
        self.files_page.closed.connect(self.show_list)
        self.expiring_page.closed.connect(self.show_list)
        self.letters_page.closed.connect(self.show_list)
        self.add_keys({"Del": self.remove, "B": self.propose_expiry})
        self.reload(None)

    @override
    def listing(self) -> Sequence[Entry]:
        return certificates.listing(self.desk.store, self.activity)

    @override
    def cells(self, one: Entry) -> tuple[Any, ...]:
        return (
            one.participant_id, one.name, _TO_CHECK if one.warnings else str(one.state),
            one.number, one.issued_on, one.expires_on, one.occupation, one.level,
            one.blank_number, one.lsp_registration, one.lpjk_number, one.file_name, one.village,
            one.nik,
        )  # fmt: skip

    @override
    def subject(self, one: Entry) -> str:
        return one.participant_id

    @override
    def total(self) -> str:
        recorded = sum(one.state is State.RECORDED for one in self.entries.values())
        words = self.tr("{recorded} dari {all} tercatat")
        return words.format(recorded=recorded, all=len(self.entries))

    @override
    def reload(self, kinds: frozenset[str] | None = None) -> None:
        super().reload(kinds)
        self.letters_page.reload(kinds)
        words = self.tr("Surat LSP  {count}").format(count=len(self.letters_page.letters))
        self.letters_button.setText(words)
        self.letters_button.setAccessibleName(words)

    @override
    def show_counts(self) -> None:
        super().show_counts()
        for one in (self.folder_button, self.import_button):
            one.setEnabled(bool(self.entries))

    def go_on(self) -> None:
        """Go to the next person of the list, the cursor in the first empty field."""
        found = self.source.found()
        current = self.table.current_key()
        place = found.index(current) + 1 if current in found else 0
        if place < len(found):
            self.table.go_to(found[place])
            self.panel.begin()
        else:
            self.go_to_list()
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

    def choose_folder(self) -> None:
        """Match the files of a folder to the participants and show whose each seems to be."""
        folder = self.desk.prompts.choose_folder(self.tr("Folder e-sertifikat dari LSP"))
        if folder is not None:
            self.desk.run(
                self.tr("Mencocokkan berkas sertifikat"),
                certificate_files.look,
                self.activity,
                [folder],
                done=self._on_files_found,
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
        words = self.tr("{count} sertifikat dihapus dari daftar.")
        self.tell(changes, words.format(count=len(keys)))

    def save_workbook(self) -> None:
        """Write the register as a workbook."""
        save_workbook(
            self.desk, self.tr("Simpan daftar sertifikat"),
            f"Daftar sertifikat {self.activity.name}",
            certificate_papers.write_workbook, self.activity,
            doing=self.tr("Menulis daftar sertifikat"),
            told=self.tr("{count} sertifikat disimpan ke {file}."),
        )  # fmt: skip

    def open_expiring(self) -> None:
        """Show what runs out soon."""
        self.stack.setCurrentWidget(self.expiring_page)
        self.expiring_page.begin()

    def open_letters(self) -> None:
        """Show the LSP's covering letters."""
        self.stack.setCurrentWidget(self.letters_page)
        self.letters_page.open()

    def _build(self) -> None:
        self.expiry_button = button(
            "certificates_expiry", self.tr("+5 tahun"), self.propose_expiry,
            tip=self.tr("Isi tanggal akhir yang kosong pada yang terpilih: terbit + 5 tahun (B)"),
        )  # fmt: skip
        self.workbook_button = tool(
            "certificates_workbook", self.tr("Simpan daftar sertifikat ke Excel"),
            self.save_workbook, icon="file-spreadsheet",
        )  # fmt: skip
        self.expiring_button = button(
            "certificates_expiring", self.tr("Akan berakhir…"), self.open_expiring,
            icon="calendar-clock", tip=self.tr("Sertifikat semua tahun yang akan berakhir"),
        )  # fmt: skip
        self.letters_button = button(
            "certificates_letters", "", self.open_letters, icon="mail",
            tip=self.tr("Surat pengantar LSP: nomor, tanggal, diterima, berkasnya"),
        )  # fmt: skip
        self.folder_button = button(
            "certificates_folder", self.tr("Folder PDF…"), self.choose_folder, icon="folder-open",
            tip=self.tr("Lampirkan berkas sertifikat satu folder sekaligus"),
        )  # fmt: skip
        self.import_button = button(
            "certificates_import", self.tr("Impor dari LSP…"), self.choose_workbook,
            icon="inbox", tip=self.tr("Buku kerja berisi nomor sertifikat"),
        )  # fmt: skip
        empty = EmptyState(
            self.tr("Belum ada peserta"),
            self.tr("Sertifikat dicatat per peserta. Tambahkan atau impor peserta lebih dahulu."),
        )
        self.lay_out(
            self.panel, empty,
            buttons=(self.expiry_button, self.workbook_button),
            always=(
                self.letters_button, self.expiring_button, self.folder_button, self.import_button,
            ),
            pages=(
                self.report_page, self.files_page, self.expiring_page, self.letters_page,
            ),
        )  # fmt: skip

    def _on_selection_changed(self) -> None:
        self.panel.show_entry(self.selected())

    def _on_edit_requested(self, values: dict[str, Any]) -> None:
        chosen = self.selected()
        if len(chosen) == 1:
            key = chosen[0].participant_id
            self.hold(key)
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

    def _on_files_found(self, found: list[Found]) -> None:
        self.stack.setCurrentWidget(self.files_page)
        self.files_page.open(found, list(self.entries.values()))

    def _on_files_accepted(self, filings: list[Filing]) -> None:
        self.show_list()
        self.desk.run(
            self.tr("Melampirkan berkas sertifikat"), certificate_files.file, self.activity,
            filings, done=self._on_filed,
        )  # fmt: skip

    def _on_filed(self, filed: Filed) -> None:
        words = self.tr("{count} berkas sertifikat dilampirkan, {links} tautan QR terbaca.")
        told = words.format(count=filed.filed, links=filed.links)
        if filed.replaced:
            told += self.tr(" {count} berkas lama diganti.").format(count=filed.replaced)
        if filed.refused:
            self.desk.prompts.show_error("\n\n".join(filed.refused[:5]))
        self.desk.say(told, "warn" if filed.refused else "good", filed.changes)


def _report_words(parent: QWidget) -> ReportWords:
    return ReportWords(
        title=parent.tr("Impor sertifikat dari LSP"),
        told_title=parent.tr("Nomor sertifikat"),
        told=lambda line: str(line.row.values.get("number") or ""),
        save=parent.tr("Simpan {count} sertifikat"),
        missing=parent.tr("{count} peserta tanpa sertifikat tidak ada di berkas ini: {names}."),
    )


def _chips(parent: QWidget) -> list[Chip[Entry]]:
    chips: list[Chip[Entry]] = state_chips(_TONES, STATES, lambda one: one.state)
    words = parent.tr("Periksa")
    return [*chips, Chip(_TO_CHECK, words, "warn", lambda one: bool(one.warnings), always=False)]


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
