"""The decision letter: its texts at the right, the people found competent at the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain.decision import MARKS, TEXTS, Mark
from sertidesk.domain.formatting import short_date
from sertidesk.services import decision, officials
from sertidesk.services.decision import EVIDENCE, Entry, Letter
from sertidesk.ui.evidence_list import EvidenceList
from sertidesk.ui.kit.form import (
    DateField,
    FormField,
    complete,
    is_choosing,
    long_field,
    scrolled,
    text_field,
)
from sertidesk.ui.kit.list_screen import ListScreen, state_chips
from sertidesk.ui.kit.number_field import NumberField
from sertidesk.ui.kit.parts import EmptyState, badge, button, named, row, set_badge, set_primary
from sertidesk.ui.kit.sides import is_at_work
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.print_menu import print_paper

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_FILES_HEIGHT = 96  # pixels
_TONES = {Mark.LISTED: "good", Mark.CHANGED: "warn", Mark.FALLEN: "bad", Mark.MISSING: "accent"}


class Screen(ListScreen[Entry]):
    """A draft follows the assessment; once it is set, what changes is marked."""

    shown_kinds = frozenset({
        "decision_letter", "decision_participant", "assessment", "appeal", "participant", "person",
        "official", "activity",
    })  # fmt: skip

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        self.letter: Letter = decision.load(desk.store, activity)
        super().__init__(
            desk, activity, "decision", self.tr("SK penetapan"),
            self.tr("Peserta yang ditetapkan kompeten"), _columns(self),
            state_chips(_TONES, MARKS, lambda one: one.mark, maybe=list(Mark)), frozen=0,
        )  # fmt: skip
        fields = (
            NumberField("number", self.tr("Nomor SK"), self.tr("misalnya 188/12/DPUPR/2026")),
            DateField("date", self.tr("Tanggal"), desk.store.today()),
            text_field("signer", self.tr("Ditandatangani oleh")),
            long_field("subject", self.tr("Tentang"), 2),
            long_field("considering", self.tr("Menimbang – satu baris satu butir"), 5),
            long_field("basis", self.tr("Mengingat – satu baris satu butir"), 5),
            long_field("decides", self.tr("Memutuskan – satu baris satu diktum"), 5),
        )
        self.fields: dict[str, FormField] = {field.key: field for field in fields}
        self.state_badge = named(badge(""), "decision_state")
        self.files = EvidenceList(desk, "decision_files", self.tr("SK bertanda tangan"))
        self.files.list.setMaximumHeight(_FILES_HEIGHT)
        self.files.show_owner(activity.id, EVIDENCE)
        self._build()
        # Connected signals
        for field in fields:
            field.left.connect(self._on_left)
            if isinstance(field, NumberField):
                field.take_requested.connect(self._on_take_requested)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self._on_return_pressed)
        self.add_keys({"Ctrl+C": self.copy})
        self.reload(None)

    @override
    def listing(self) -> Sequence[Entry]:
        self.letter = decision.load(self.desk.store, self.activity)
        return self.letter.entries

    @override
    def cells(self, one: Entry) -> tuple[Any, ...]:
        return one.who.id, one.who.name, str(one.mark), one.trade, one.who.village, one.told

    @override
    def subject(self, one: Entry) -> str:
        return one.who.id

    @override
    def total(self) -> str:
        return self.tr("{count} orang").format(count=len(self.letter.listed))

    @override
    def reload(self, kinds: frozenset[str] | None = None) -> None:
        super().reload(kinds)
        self.files.reload(kinds)

    @override
    def show_counts(self) -> None:
        super().show_counts()
        one = self.letter
        is_set = one.set_on is not None
        words = self.tr("Konsep – daftarnya mengikuti asesmen")
        if one.set_on is not None:
            words = self.tr("Ditetapkan {day}").format(day=short_date(one.set_on))
            if one.is_outdated:
                words += self.tr(" – ada yang berubah")
        set_badge(self.state_badge, words, _state_tone(one))
        self.settle_button.setVisible(bool(one.entries) and not is_set)
        self.reopen_button.setVisible(is_set)
        set_primary(self.print_button, is_set, "printer")
        complete(self.fields["signer"], [who.name for who in officials.listing(self.desk.store)])
        for key, field in self.fields.items():
            field.setEnabled(not is_set or key == "number")
            if is_at_work(field):
                continue
            field.say("")
            if isinstance(field, DateField):
                field.set_value(one.day)
            else:
                field.set_text(getattr(one, key))

    def settle(self) -> None:
        """Set the letter with the list as it is now."""
        self._leave_field()
        changes = self.desk.do(decision.settle, self.activity)
        if changes is not None:
            words = self.tr(
                "SK ditetapkan dengan {count} orang. Cetak, lalu mintakan tanda tangan."
            )
            self.tell(changes, words.format(count=len(self.letter.listed)))

    def reopen(self) -> None:
        """Make it a draft again."""
        changes = self.desk.do(decision.reopen, self.activity)
        self.tell(changes, self.tr("SK dibuka lagi: daftarnya mengikuti asesmen sekarang."))

    def print_out(self) -> None:
        """Write the letter with its list as a PDF."""
        self._leave_field()
        print_paper(self.desk, self.activity, "decision-letter")

    def _build(self) -> None:
        self.settle_button = button(
            "decision_settle", self.tr("Tetapkan"), self.settle, icon="check", primary=True,
            tip=self.tr("Isi dan daftarnya tetap sejak saat ini; perubahan sesudahnya ditandai"),
        )  # fmt: skip
        self.reopen_button = button(
            "decision_reopen", self.tr("Buka SK lagi"), self.reopen, icon="rotate-ccw"
        )
        self.print_button = button(
            "decision_print", self.tr("Cetak…"), self.print_out, icon="printer", shortcut="Ctrl+P"
        )
        head = row(*(self.fields[key] for key in ("number", "date", "signer")))
        for place, share in enumerate((4, 3, 5)):
            head.setStretch(place, share)
        first = QWidget()
        first.setProperty("clear", True)
        first.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        panel = scrolled(
            self.state_badge, first, *(self.fields[key] for key in TEXTS), self.files
        )  # fmt: skip
        panel.setMinimumWidth(400)
        empty = EmptyState(
            self.tr("Belum ada peserta yang kompeten"),
            self.tr(
                "SK penetapan memuat semua yang diputuskan kompeten. Catat keputusannya dahulu di "
                "layar Asesmen; isi SK diusulkan dari data kegiatan."
            ),
        )
        self.lay_out(
            panel, empty, buttons=(self.print_button, self.reopen_button, self.settle_button)
        )
        both = self.list_part.layout()
        assert isinstance(both, QHBoxLayout)
        both.setStretch(0, 1)
        both.setStretch(1, 1)

    def _leave_field(self) -> None:
        """Keep what is being typed before something is done with the whole."""
        if any(field.editor.hasFocus() for field in self.fields.values()):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        value: Any = field.text() or None
        if isinstance(field, DateField):
            value = field.value()
            if value is None and field.text():
                return  # the field has said that it cannot read this
        self.desk.do(decision.edit, self.activity, {key: value})
        if not is_at_work(field):
            self.show_counts()

    def _on_take_requested(self) -> None:
        changes = self.desk.do(decision.take_number, self.activity)
        self.tell(changes, self.tr("SK bernomor dari register."))
        self.show_counts()

    def _on_return_pressed(self) -> None:
        if not is_choosing(self.focusWidget()):
            self.focusNextChild()


def _state_tone(one: Letter) -> str:
    if one.set_on is None:
        return "plain"
    return "warn" if one.is_outdated else "good"


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {str(key): (MARKS[key], tone) for key, tone in _TONES.items()}
    return [
        TableColumn("name", parent.tr("Nama"), 170),
        TableColumn("mark", parent.tr("Status"), 152, badges=badges),
        TableColumn("trade", parent.tr("Jabatan kerja / jenjang"), 170),
        TableColumn("village", parent.tr("Desa/kelurahan"), 110),
        TableColumn("told", parent.tr("Perubahan"), 220),
    ]
