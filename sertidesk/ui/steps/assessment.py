"""Assessment: decided one or many by key, imported from the LSP's workbook, appealed, printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from sertidesk.domain.assessment import APPEALS, DECISIONS, Appeal, Decision
from sertidesk.domain.attendance import STATES
from sertidesk.services import (
    assessment,
    assessment_edits,
    assessment_import,
    assessment_papers,
    assessors,
)
from sertidesk.services.assessment import Entry
from sertidesk.services.person_import import Imported, Preview
from sertidesk.ui.import_report import ImportReport
from sertidesk.ui.kit.combo import QuietCombo
from sertidesk.ui.kit.list_screen import ListScreen
from sertidesk.ui.kit.parts import EmptyState, button, named, tool
from sertidesk.ui.kit.prompts import SPREADSHEETS
from sertidesk.ui.print_menu import print_paper
from sertidesk.ui.save_workbook import save_workbook
from sertidesk.ui.steps.assessment_columns import UNDECIDED, chips, columns, report_words
from sertidesk.ui.steps.assessment_panel import AssessmentPanel
from sertidesk.ui.steps.assessment_photos import PhotosPage

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_KEYS = {"K": Decision.COMPETENT, "B": Decision.NOT_COMPETENT, "T": Decision.ABSENT}
_NARROW = 800


class Screen(ListScreen[Entry]):
    """Everyone at the left, what came of the assessment of those chosen at the right."""

    shown_kinds = frozenset({
        "assessment", "appeal", "participant", "person", "session", "session_participant",
        "assessor", "attendance", "application_event", "activity", "evidence",
    })  # fmt: skip

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__(
            desk, activity, "assessment", self.tr("Asesmen"), self.tr("Hasil asesmen"),
            columns(self), chips(self),
        )  # fmt: skip
        self.panel = AssessmentPanel(desk.store.today())
        self.report_page = ImportReport("assessment_import", report_words(self))
        self.photos_page = PhotosPage(desk, activity)
        self._build()
        # Connected signals
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.panel.decide_requested.connect(self.decide)
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.follow_requested.connect(self.follow)
        self.panel.left.connect(self.go_to_list)
        self.panel.appeal.requested.connect(self._on_appeal_requested)
        self.panel.appeal.withdraw_requested.connect(self._on_withdraw_requested)
        self.report_page.save_requested.connect(self._on_import_requested)
        self.report_page.closed.connect(self.show_list)
        self.photos_page.closed.connect(self.show_list)
        self.session_box.currentIndexChanged.connect(self._on_session_chosen)
        self.add_keys(
            {key: partial(self.decide, decision) for key, decision in _KEYS.items()}
            | {"R": self.follow, "Del": self.clear}
        )
        self.reload(None)

    @override
    def listing(self) -> Sequence[Entry]:
        return assessment.listing(self.desk.store, self.activity)

    @override
    def cells(self, one: Entry) -> tuple[Any, ...]:
        return (
            one.participant_id, one.name, str(one.decision or UNDECIDED),
            "check" if one.warnings else None, str(one.recommendation or "") or None,
            STATES[one.attendance], one.assessor, one.assessed_on, one.session, one.occupation,
            one.level, one.score, str(one.appeal.state) if one.appeal else None, one.note,
            one.village, one.nik,
        )  # fmt: skip

    @override
    def subject(self, one: Entry) -> str:
        return one.participant_id

    @override
    def total(self) -> str:
        done = sum(one.decision is not None for one in self.entries.values())
        words = self.tr("{done} dari {all} diputus")
        return words.format(done=done, all=len(self.entries))

    @override
    def reload(self, kinds: frozenset[str] | None = None) -> None:
        super().reload(kinds)
        if kinds is None or kinds & self.shown_kinds:
            self._show_sessions()
            if self.stack.currentWidget() is self.photos_page:
                self.photos_page.reload()
            self.panel.suggest_assessors([one.name for one in assessors.listing(self.desk.store)])

    @override
    def show_counts(self) -> None:
        super().show_counts()
        self.import_button.setEnabled(bool(self.entries))
        waiting = sum(
            one.recommendation is not None and one.first is None for one in self.entries.values()
        )
        self.panel.show_waiting(waiting)
        self._fit()

    def decide(self, decision: Decision) -> None:
        """Record this decision for the selected; of one the cursor goes on to the next."""
        chosen = self.selected()
        keys = [one.participant_id for one in chosen if one.first is not decision]
        if not chosen:
            self.desk.say(self.tr("Pilih dahulu pesertanya di daftar."), "warn")
        if not keys:
            self._go_on()
            return
        for key in keys:
            self.hold(key)
        changes = self.desk.do(assessment_edits.decide, self.activity, keys, decision)
        if changes is None:
            self.panel.show_entries(self.selected())
            return
        names = chosen[0].name if len(keys) == 1 else f"{len(keys)} peserta"
        self.tell(changes, f"{names}: {DECISIONS[decision].lower()}.")
        self._go_on()

    def follow(self) -> None:
        """Decide as the assessors recommended: the selected, or of one all that wait."""
        chosen = self.selected()
        if len(chosen) < 2:
            chosen = [self.entries[key] for key in self.source.found()]
        keys = [one.participant_id for one in chosen if one.recommendation and one.first is None]
        if not keys:
            self.desk.say(self.tr("Tidak ada rekomendasi yang belum diputus."), "warn")
            return
        changes = self.desk.do(assessment_edits.follow_recommendations, self.activity, keys)
        words = self.tr("{count} peserta diputuskan sesuai rekomendasi asesor.")
        self.tell(changes, words.format(count=len(keys)))

    def clear(self) -> None:
        """Take away what is recorded of the selected."""
        keys = [one.participant_id for one in self.selected() if one.assessment_id]
        if keys:
            changes = self.desk.do(assessment_edits.clear, self.activity, keys)
            words = self.tr("Hasil asesmen {count} peserta dihapus.")
            self.tell(changes, words.format(count=len(keys)))

    def choose_workbook(self) -> None:
        """Read the LSP's workbook and show what it would do."""
        chosen = self.desk.prompts.open_files(self.tr("Hasil asesmen dari LSP"), SPREADSHEETS)
        if chosen:
            self.desk.run(
                self.tr("Membaca hasil asesmen"),
                assessment_import.preview,
                self.activity,
                chosen[0],
                done=self._on_previewed,
            )

    def save_workbook(self) -> None:
        """Write the results as a workbook."""
        save_workbook(
            self.desk, self.tr("Simpan hasil asesmen"), f"Hasil asesmen {self.activity.name}",
            assessment_papers.write_workbook, self.activity,
            doing=self.tr("Menulis hasil asesmen"),
            told=self.tr("{count} peserta disimpan ke {file}."),
        )  # fmt: skip

    def print_results(self) -> None:
        """Write the list of results as a PDF."""
        print_paper(self.desk, self.activity, "results")

    def open_photos(self) -> None:
        """Show what documents the assessment: of the session looked at, or of all."""
        self.stack.setCurrentWidget(self.photos_page)
        self.photos_page.open(self._sessions(), self.session_box.currentData() or "")

    def _build(self) -> None:
        self.session_box = named(QuietCombo(self.tr("Sesi")), "assessment_session")
        self.session_box.setFixedWidth(150)
        self.session_box.view().setMinimumWidth(260)
        self.photos_button = tool(
            "assessment_photos", self.tr("Foto dan dokumentasi asesmen"), self.open_photos,
            icon="paperclip",
        )  # fmt: skip
        self.workbook_button = tool(
            "assessment_workbook", self.tr("Simpan hasil asesmen ke Excel"), self.save_workbook,
            icon="file-spreadsheet",
        )  # fmt: skip
        self.print_button = tool(
            "assessment_print", self.tr("Cetak daftar hasil asesmen"), self.print_results,
            icon="printer",
        )  # fmt: skip
        self.import_button = button(
            "assessment_import_open", self.tr("Impor dari LSP…"), self.choose_workbook,
            icon="inbox", tip=self.tr("Buku kerja berisi hasil: K, BK, Tidak hadir"),
        )  # fmt: skip
        empty = EmptyState(
            self.tr("Belum ada peserta"),
            self.tr(
                "Hasil asesmen dicatat per peserta. Tambahkan atau impor peserta lebih dahulu."
            ),
        )
        self.lay_out(
            self.panel, empty,
            buttons=(
                self.session_box, self.photos_button, self.workbook_button, self.print_button,
            ),
            always=(self.import_button,),
            pages=(self.report_page, self.photos_page),
        )  # fmt: skip

    def _sessions(self) -> dict[str, str]:
        """Return the words of each session of those listed, in the order they were made."""
        found = {one.session_id: one.session for one in self.entries.values() if one.session_id}
        return dict(sorted(found.items()))

    def _show_sessions(self) -> None:
        chosen = self.session_box.currentData()
        self.session_box.blockSignals(True)
        self.session_box.clear()
        self.session_box.addItem(self.tr("Semua sesi"), "")
        for key, words in self._sessions().items():
            self.session_box.addItem(words, key)
        self.session_box.setCurrentIndex(max(0, self.session_box.findData(chosen or "")))
        self.session_box.blockSignals(False)
        self.show_counts()

    def _fit(self) -> None:
        """Show the sessions where there are several and room; the column's filter is there too."""
        several = bool(self.entries) and self.session_box.count() > 2
        self.session_box.setVisible(several and self.width() > _NARROW)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def _is_kept(self, key: str) -> bool:
        session = self.session_box.currentData()
        return super()._is_kept(key) and (not session or self.entries[key].session_id == session)

    def _go_on(self) -> None:
        """Go to the next row after one was decided in the list, as results are read out."""
        found = self.source.found()
        current = self.table.current_key()
        if len(self.selected()) == 1 and self.table.hasFocus() and current in found:
            place = found.index(current) + 1
            if place < len(found):
                self.table.go_to(found[place])

    def _on_session_chosen(self, _index: int) -> None:
        self.choose_chip(self.chip)

    def _on_selection_changed(self) -> None:
        self.panel.show_entries(self.selected())

    def _on_edit_requested(self, values: dict[str, Any]) -> None:
        keys = [one.participant_id for one in self.selected()]
        for key in keys:
            self.hold(key)
        changes = self.desk.do(assessment_edits.edit, self.activity, keys, values)
        if changes is None:
            self.panel.show_entries(self.selected())
        elif len(keys) > 1:
            words = self.tr("Asesmen {count} peserta diubah.")
            self.tell(changes, words.format(count=len(keys)))

    def _on_appeal_requested(self, state: Appeal, values: dict[str, Any]) -> None:
        chosen = self.selected()
        if len(chosen) == 1:
            key = chosen[0].participant_id
            self.hold(key)
            changes = self.desk.do(assessment_edits.appeal, self.activity, key, state, values)
            words = self.tr("Banding {name} {state}.")
            self.tell(changes, words.format(name=chosen[0].name, state=APPEALS[state].lower()))

    def _on_withdraw_requested(self) -> None:
        chosen = self.selected()
        if len(chosen) == 1:
            key = chosen[0].participant_id
            changes = self.desk.do(assessment_edits.withdraw_appeal, self.activity, key)
            self.tell(changes, self.tr("Banding {name} dicoret.").format(name=chosen[0].name))

    def _on_previewed(self, preview: Preview) -> None:
        self.stack.setCurrentWidget(self.report_page)
        self.report_page.show_preview(preview)

    def _on_import_requested(self, preview: Preview) -> None:
        done: Imported | None = self.desk.do(assessment_import.apply, self.activity, preview)
        if done is not None:
            self.show_list()
            words = self.tr("{new} hasil baru, {changed} diperbarui dari {file}.")
            told = words.format(new=done.new, changed=done.changed, file=preview.file)
            self.desk.say(told, "good", done.changes)
