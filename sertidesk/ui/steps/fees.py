"""Fees: what the published standard says, what the LSP asks, who pays, what is paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain import fees as rules
from sertidesk.domain.fees import PAYEES, PAYERS, STATES, State
from sertidesk.domain.formatting import money, short_date
from sertidesk.services import fees, fees_papers
from sertidesk.services.fees import Fee
from sertidesk.ui.kit.list_screen import Chip, ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, badge, button, label, row, set_badge, tool
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.save_workbook import save_workbook
from sertidesk.ui.steps.fees_panel import EVERYONE, FeeBar, FeePanel

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_TONES = {State.CHECK: "bad", State.UNPAID: "warn", State.PAID: "good"}


class Screen(ListScreen[Fee]):
    """The published fee on top, the fees noted at the left, the one chosen at the right."""

    shown_kinds = frozenset({"fee", "participant", "person", "activity"})

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__(
            desk, activity, "fees", self.tr("Biaya"), self.tr("Biaya peserta dan kegiatan"),
            _columns(self), _chips(),
        )  # fmt: skip
        self.published = activity.procedure.fee
        self.panel = FeePanel(desk, activity.id, self.toggle_paid, self.remove)
        self.bar = FeeBar()
        self.bar.warns_of_office = rules.is_free(self.published)
        self._build()
        # Connected signals
        self.bar.add_requested.connect(self._on_add_requested)
        self.bar.closed.connect(self._on_bar_closed)
        self.panel.edit_requested.connect(self._on_edit_requested)
        self.panel.left.connect(self.go_to_list)
        self.table.row_activated.connect(lambda _key: self.panel.begin("paid_on"))
        self.table.selection_changed.connect(lambda: self.panel.show_fees(self.selected()))
        self.add_keys({
            "Ins": self.begin, "L": self.toggle_paid, "Del": self.remove, "Ctrl+C": self.copy,
        })  # fmt: skip
        self.reload(None)

    @override
    def listing(self) -> Sequence[Fee]:
        return fees.listing(self.desk.store, self.activity)

    @override
    def cells(self, one: Fee) -> tuple[Any, ...]:
        return (
            one.id, one.name or self.tr("Seluruh kegiatan"), str(one.state), one.amount,
            PAYERS[one.payer], PAYEES[one.payee], one.paid_on, one.proof_number, one.what,
            one.village, one.note,
        )  # fmt: skip

    @override
    def subject(self, one: Fee) -> str:
        return one.participant_id

    @override
    def total(self) -> str:
        sums = rules.total((one.payer, one.amount, one.paid_on) for one in self.entries.values())
        words = self.tr("{charged} · belum dibayar {open}")
        return words.format(charged=money(sums.charged), open=money(sums.open))

    @override
    def show_counts(self) -> None:
        super().show_counts()
        wrong = sum(one.state is State.CHECK for one in self.entries.values())
        self.warning_badge.setVisible(wrong > 0)
        self.told_label.setVisible(not wrong)
        words = self.tr("{count} catatan menyebut uang untuk dinas. Periksa dan perbaiki.")
        set_badge(self.warning_badge, words.format(count=wrong), "bad")

    @override
    def reload(self, kinds: frozenset[str] | None = None) -> None:
        super().reload(kinds)
        self.panel.files.reload(kinds)

    def begin(self) -> None:
        """Show the line to note fees."""
        self.bar.begin(len(fees.without_fee(self.desk.store, self.activity)))

    def toggle_paid(self) -> None:
        """Note the selected as paid today; when all of them are, take the note back."""
        chosen = self.selected()
        if not chosen:
            self.desk.say(self.tr("Pilih dahulu biaya di daftar."), "warn")
            return
        paid = all(one.paid_on is not None for one in chosen)
        ids = [one.id for one in chosen if paid or one.paid_on is None]
        day = None if paid else self.desk.store.today()
        words = self.tr("{count} biaya ditandai lunas hari ini.")
        if paid:
            words = self.tr("{count} biaya ditandai belum dibayar.")
        self.tell(self.desk.do(fees.mark_paid, ids, day), words.format(count=len(ids)))

    def remove(self) -> None:
        """Take the selected off the list."""
        ids = [one.id for one in self.selected()]
        if ids:
            words = self.tr("{count} biaya dihapus.").format(count=len(ids))
            self.tell(self.desk.do(fees.remove, ids), words)

    def save_workbook(self) -> None:
        """Write every fee as Excel."""
        save_workbook(
            self.desk, self.tr("Simpan daftar biaya"), f"Biaya {self.activity.name}",
            fees_papers.write_workbook, self.activity, doing=self.tr("Menulis daftar biaya"),
            told=self.tr("{count} biaya disimpan ke {file}."),
        )  # fmt: skip

    def _build(self) -> None:
        free = rules.is_free(self.published)
        self.published_badge = badge(rules.told(self.published), "good" if free else "plain")
        self.published_badge.setObjectName("fees_published")
        self.warning_badge = badge("", "bad")
        self.warning_badge.setObjectName("fees_warning")
        told = self.tr("Dinas tidak boleh memungut apa pun; biaya LSP dicatat di sini.")
        if not free:
            told = self.tr("Biaya yang ditagih LSP dan pembayarnya dicatat di sini.")
        self.told_label = label(told, "muted")
        top = QWidget()
        top.setLayout(
            row(
                label(self.tr("Biaya layanan menurut SOP:")), self.published_badge,
                self.told_label, self.warning_badge, 1,
            )
        )  # fmt: skip
        self.copy_button = tool(
            "fees_copy", self.tr("Salin daftar (Ctrl+C)"), self.copy, icon="copy"
        )
        self.workbook_button = tool(
            "fees_workbook", self.tr("Simpan daftar biaya ke Excel"), self.save_workbook,
            icon="file-spreadsheet",
        )  # fmt: skip
        self.add_button = button(
            "fees_begin", self.tr("Catat biaya"), self.begin, icon="plus", shortcut="Ctrl+N",
            tip=self.tr("Ins juga"),
        )  # fmt: skip
        empty = EmptyState(
            self.tr("Belum ada biaya yang dicatat"),
            self.tr(
                "Bila LSP memungut biaya, “Catat biaya” menuliskannya untuk setiap peserta "
                "sekaligus atau untuk seluruh kegiatan, beserta siapa yang membayarnya. Tanpa "
                "biaya tidak ada yang perlu diisi."
            ),
        )
        self.lay_out(
            self.panel, empty, buttons=(self.copy_button, self.workbook_button),
            always=(self.add_button,), top=top, above=self.bar,
        )  # fmt: skip
        self.bar.hide()

    def _on_add_requested(self, scope: str, values: dict[str, Any]) -> None:
        store, people = self.desk.store, None
        if scope == EVERYONE:
            people = fees.without_fee(store, self.activity)
        changes = self.desk.do(fees.add, self.activity, values, people)
        if changes is not None:
            self.table.go_to(changes.subject)
            words = self.tr("Biaya seluruh kegiatan dicatat.")
            if people is not None:
                words = self.tr("Biaya {count} peserta dicatat.").format(count=len(people))
            self.tell(changes, words)
            self._on_bar_closed()

    def _on_bar_closed(self) -> None:
        self.bar.hide()
        self.go_to_list()

    def _on_edit_requested(self, values: dict[str, Any]) -> None:
        ids = [one.id for one in self.selected()]
        if ids and self.desk.do(fees.edit, ids, values) is None:
            self.panel.show_fees(self.selected())


def _chips() -> list[Chip[Fee]]:
    return state_chips(_TONES, STATES, lambda one: one.state, maybe=[State.CHECK])


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {str(state): (STATES[state], tone) for state, tone in _TONES.items()}
    return [
        TableColumn("name", parent.tr("Untuk"), 190),
        TableColumn("state", parent.tr("Status"), 112, badges=badges),
        TableColumn("amount", parent.tr("Jumlah"), 104, show=money, align_right=True),
        TableColumn("payer", parent.tr("Pembayar"), 126),
        TableColumn("payee", parent.tr("Penerima"), 88),
        TableColumn("paid_on", parent.tr("Dibayar"), 92, show=short_date),
        TableColumn("proof_number", parent.tr("Nomor bukti"), 120),
        TableColumn("what", parent.tr("Biaya"), 150),
        TableColumn("village", parent.tr("Desa/kelurahan"), 120),
        TableColumn("note", parent.tr("Catatan"), 160),
    ]
