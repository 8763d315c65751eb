"""Who takes part: candidates by rank with reasons, quotas, the proposal, replaced persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from sertidesk.domain import selection as rules
from sertidesk.domain.phones import local
from sertidesk.domain.selection import STATES, Plan, State, Step
from sertidesk.services import exports, selection
from sertidesk.services import selection_decisions as decisions
from sertidesk.services.selection import Board, Entry
from sertidesk.ui.kit.list_screen import Chip, ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button, named
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.print_menu import print_paper
from sertidesk.ui.save_workbook import save_workbook
from sertidesk.ui.steps.selection_pages import ProposalPage, ReplacePage
from sertidesk.ui.steps.selection_panel import TONES, SelectionPanel
from sertidesk.ui.steps.selection_quota import QuotaStrip
from sertidesk.ui.steps.selection_rules import RulesPage

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step as ProcedureStep
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_MAYBE = tuple(state for state in State if state not in (State.SELECTED, State.RESERVE))


class Screen(ListScreen[Entry]):
    """Quotas on top, the candidates by occupation and rank, one of them at the right."""

    shown_kinds = frozenset((
        "selection", "selection_plan", "participant", "person", "activity", "certificate",
    ))  # fmt: skip

    def __init__(self, desk: Desk, activity: Activity, step: ProcedureStep) -> None:
        super().__init__(
            desk, activity, "selection", self.tr("Seleksi"), self.tr("Calon peserta"),
            _columns(self), _chips(),
        )  # fmt: skip
        self.board = Board(Plan(), (), ())
        self.quotas = QuotaStrip()
        self.panel = SelectionPanel(desk.store.today())
        self.proposal_page, self.replace_page = ProposalPage(), ReplacePage()
        self.rules_page = RulesPage()
        self._build()
        # Connected signals
        self.panel.back_requested.connect(self.take_back)
        self.panel.fails_requested.connect(self.note_failing)
        self.panel.leave_out_requested.connect(self.leave_out)
        self.panel.meets_requested.connect(self.note_meeting)
        self.panel.replace_requested.connect(self.open_replacement)
        self.panel.reserve_requested.connect(self.put_in_reserve)
        self.panel.select_requested.connect(self.select)
        self.proposal_page.apply_requested.connect(self._on_apply_requested)
        self.proposal_page.closed.connect(self.show_list)
        self.quotas.filter_changed.connect(self._on_quota_changed)
        self.replace_page.closed.connect(self.show_list)
        self.replace_page.replace_requested.connect(self._on_replace_requested)
        self.replace_page.withdraw_requested.connect(self._on_withdraw_requested)
        self.rules_page.closed.connect(self.show_list)
        self.rules_page.save_requested.connect(self._on_rules_saved)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.add_keys({
            "P": self.select, "C": self.put_in_reserve, "X": self.leave_out,
            "G": self.open_replacement, "M": self.note_meeting, "T": self.note_failing,
            "Del": self.take_back,
        })  # fmt: skip
        self.reload(None)

    @override
    def listing(self) -> Sequence[Entry]:
        self.board = selection.load(self.desk.store, self.activity)
        return self.board.entries

    @override
    def cells(self, one: Entry) -> tuple[Any, ...]:
        born = rules.age(one.born, self.desk.store.today()) if one.born else None
        return (
            one.participant_id, one.name, str(one.state), one.rank.rank if one.rank else None,
            one.occupation, one.village, one.why, _yes(one.has_documents),
            _yes(one.has_certificate), born, one.phone or None, one.note, one.nik,
        )  # fmt: skip

    @override
    def subject(self, one: Entry) -> str:
        return one.participant_id

    @override
    def total(self) -> str:
        count = sum(one.state is State.SELECTED for one in self.entries.values())
        words = self.tr("{count} terpilih dari {all} calon")
        return words.format(count=count, all=len(self.entries))

    @override
    def show_counts(self) -> None:
        super().show_counts()
        self.quotas.show_gauges(self.board.gauges)
        self.quotas.setVisible(
            bool(self.entries) and any(one.quota is not None for one in self.board.gauges)
        )

    def select(self) -> None:
        """Select those chosen in the list; what goes against the rules asks for a reason."""
        ids = self._ids()
        if not ids:
            return
        told = decisions.objection(self.desk.store, self.activity, ids)
        reason = self.desk.prompts.ask_reason(self.tr("Pilih calon"), told) if told else ""
        if reason is not None and (reason.strip() or not told):
            self._decide(ids, State.SELECTED, reason)

    def put_in_reserve(self) -> None:
        """Put those chosen in the list on the waiting list."""
        if ids := self._ids():
            self._decide(ids, State.RESERVE, "")

    def leave_out(self) -> None:
        """Leave those chosen in the list out, with a reason."""
        if not (ids := self._ids()):
            return
        reason = self.desk.prompts.ask_reason(
            self.tr("Tidak dipilih"),
            self.tr("Mengapa {count} calon ini tidak dipilih?").format(count=len(ids)),
        )
        if reason is not None:
            self._decide(ids, State.NOT_SELECTED, reason)

    def note_meeting(self) -> None:
        """Note that those chosen in the list meet the requirements."""
        if ids := self._ids():
            self._hold(ids)
            changes = self.desk.do(decisions.verify, self.activity, ids, meets=True)
            self.tell(changes, self.tr("{count} calon memenuhi.").format(count=len(ids)))

    def note_failing(self) -> None:
        """Note what those chosen in the list do not meet."""
        if not (ids := self._ids()):
            return
        note = self.desk.prompts.ask_reason(
            self.tr("Tidak memenuhi"), self.tr("Persyaratan apa yang tidak dipenuhi?")
        )
        if note is not None:
            self._hold(ids)
            changes = self.desk.do(decisions.verify, self.activity, ids, meets=False, note=note)
            self.tell(changes, self.tr("{count} calon tidak memenuhi.").format(count=len(ids)))

    def take_back(self) -> None:
        """Return those chosen in the list to before the decision."""
        ids = [one.participant_id for one in self.selected() if one.state is not State.UNVERIFIED]
        if ids:
            self._hold(ids)
            changes = self.desk.do(decisions.take_back, self.activity, ids)
            words = self.tr("Keputusan {count} calon dibatalkan.")
            self.tell(changes, words.format(count=len(ids)))

    def open_replacement(self) -> None:
        """Show who could take the place of the one chosen in the list."""
        chosen = self.selected()
        if len(chosen) != 1 or chosen[0].state is State.REPLACED:
            self.desk.say(self.tr("Pilih satu peserta yang akan diganti."), "warn")
            return
        self.stack.setCurrentWidget(self.replace_page)
        self.replace_page.open(chosen[0], self.board)

    def open_proposal(self) -> None:
        """Show what filling the places by the rules would do."""
        proposed = decisions.proposal(self.desk.store, self.activity)
        if proposed:
            self.stack.setCurrentWidget(self.proposal_page)
            self.proposal_page.open(proposed)
            return
        unverified = any(one.state is State.UNVERIFIED for one in self.entries.values())
        if unverified and self.board.plan.verified_only:
            self.desk.say(
                self.tr("Verifikasi dahulu calon yang memenuhi (M), lalu usulkan lagi."), "warn"
            )
        else:
            self.desk.say(self.tr("Tidak ada yang perlu diubah menurut aturan."), "plain")

    def open_rules(self) -> None:
        """Show the office's rules and quotas."""
        self.stack.setCurrentWidget(self.rules_page)
        self.rules_page.open(self.board.plan, selection.villages(self.board.entries))

    def export(self) -> None:
        """Write all candidates as a workbook."""
        self._write(self.tr("Daftar seleksi"), f"Seleksi {self.activity.name}")

    def print_list(self) -> None:
        """Write the list of the selected and the reserve as a PDF."""
        print_paper(self.desk, self.activity, "selection")

    def _build(self) -> None:
        self.propose_button = button(
            "selection_propose", self.tr("Usulkan pilihan"), self.open_proposal,
            icon="list-checks", tip=self.tr("Isi kuota menurut aturan; ditunjukkan dahulu"),
        )  # fmt: skip
        self.rules_button = button(
            "selection_open_rules", self.tr("Aturan…"), self.open_rules, icon="scale",
            tip=self.tr("Urutan seleksi, kuota desa, cadangan"),
        )  # fmt: skip
        self.files_button = button("selection_files", self.tr("Daftar…"), lambda: None,
                                   icon="printer")  # fmt: skip
        menu = named(QMenu(self.files_button), "selection_files_menu", self.tr("Daftar"))
        self.print_action = menu.addAction(self.tr("Cetak terpilih dan cadangan…"), self.print_list)
        self.export_action = menu.addAction(self.tr("Excel: semua calon…"), self.export)
        self.files_button.setMenu(menu)
        empty = EmptyState(
            self.tr("Belum ada calon"),
            self.tr(
                "Tambahkan atau impor peserta dahulu. Di sini mereka diverifikasi dan dipilih "
                "menurut kuota dan aturan kantor."
            ),
        )
        buttons = (self.propose_button, self.rules_button, self.files_button)
        pages = (self.proposal_page, self.replace_page, self.rules_page)
        self.lay_out(self.panel, empty, buttons=buttons, above=self.quotas, pages=pages)

    @override
    def _is_kept(self, key: str) -> bool:
        return super()._is_kept(key) and self._is_of_quota(self.entries[key])

    def _is_of_quota(self, one: Entry) -> bool:
        if self.quotas.chosen is None:
            return True
        kind, name = self.quotas.chosen
        if kind == "village":
            return rules.village_key(one.village) == rules.village_key(name)
        target = self.board.plan.target_of(one.candidate)
        return target is not None and target.label == name

    def _ids(self) -> list[str]:
        gone = (State.REPLACED, State.WITHDRAWN)
        return [one.participant_id for one in self.selected() if one.state not in gone]

    def _hold(self, ids: Sequence[str]) -> None:
        for key in ids:
            self.hold(key)

    def _decide(self, ids: Sequence[str], state: State, reason: str) -> None:
        self._hold(ids)
        changes = self.desk.do(decisions.decide, self.activity, ids, state, reason)
        words = self.tr("{count} calon: {state}.")
        self.tell(changes, words.format(count=len(ids), state=STATES[state].casefold()))

    def _write(self, title: str, name: str) -> None:
        save_workbook(
            self.desk, title, name, exports.write, self.activity, "selection",
            told=self.tr("{file} ditulis."),
        )  # fmt: skip

    def _on_selection_changed(self) -> None:
        self.panel.show_entries(self.selected())

    def _on_quota_changed(self, _key: object) -> None:
        self.table.reload()

    def _on_apply_requested(self, steps: list[Step]) -> None:
        changes = self.desk.do(decisions.apply, self.activity, steps)
        if changes is not None:
            self.show_list()
            words = self.tr("Usulan untuk {count} calon diterapkan.")
            self.tell(changes, words.format(count=len(steps)))

    def _on_replace_requested(self, gone: str, substitute: str, reason: str) -> None:
        changes = self.desk.do(decisions.replace, self.activity, gone, substitute, reason)
        if changes is not None:
            self.show_list()
            self.table.go_to(substitute)
            one, other = self.entries.get(gone), self.entries.get(substitute)
            if one is not None and other is not None:
                words = self.tr("{gone} digantikan {other}.")
                self.tell(changes, words.format(gone=one.name, other=other.name))

    def _on_withdraw_requested(self, gone: str, reason: str) -> None:
        changes = self.desk.do(decisions.withdraw, self.activity, [gone], reason)
        if changes is not None:
            self.show_list()
            self.tell(changes, self.tr("Peserta mundur; tempatnya kosong."))

    def _on_rules_saved(self, plan: Plan) -> None:
        changes = self.desk.do(selection.save_plan, self.activity, plan)
        if changes is not None:
            self.show_list()
            self.tell(changes, self.tr("Aturan seleksi disimpan. Peringkat dihitung lagi."))


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _chips() -> list[Chip[Entry]]:
    return state_chips(TONES, STATES, lambda one: one.state, maybe=_MAYBE)


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {str(state): (STATES[state], tone) for state, tone in TONES.items()}
    documents = {
        "yes": (parent.tr("Lengkap"), "good"), "no": (parent.tr("Belum"), "warn"),
    }  # fmt: skip
    held = {"yes": (parent.tr("Pernah"), "warn"), "no": (parent.tr("Belum"), "plain")}
    return [
        TableColumn("name", parent.tr("Nama"), 180),
        TableColumn("state", parent.tr("Status"), 134, badges=badges),
        TableColumn("rank", parent.tr("Peringkat"), 82, align_right=True),
        TableColumn("occupation", parent.tr("Jabatan kerja"), 150),
        TableColumn("village", parent.tr("Desa/kelurahan"), 120),
        TableColumn("why", parent.tr("Alasan"), 320),
        TableColumn("documents", parent.tr("Berkas"), 84, badges=documents),
        TableColumn("certificate", parent.tr("SKK"), 80, badges=held),
        TableColumn("age", parent.tr("Usia"), 56, align_right=True),
        TableColumn("phone", parent.tr("Nomor HP"), 118, show=local),
        TableColumn("note", parent.tr("Catatan verifikasi"), 180),
        TableColumn("nik", parent.tr("NIK"), 140),
    ]
