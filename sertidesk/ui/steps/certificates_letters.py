"""The LSP's covering letters: number, date, when received, how many certificates, the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain.formatting import short_date
from sertidesk.services import certificate_letters, letters
from sertidesk.services.letters import Letter
from sertidesk.ui.evidence_list import EvidenceList
from sertidesk.ui.kit.form import DateField, FormField, scrolled, text_field
from sertidesk.ui.kit.parts import button, column, label, named, row, tool
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_WIDTH = 372
_WIDE = frozenset(("subject", "note"))  # fields that take a line of their own


class LettersPage(QWidget):
    """A list, and the letter chosen in it; each field is saved when it is left."""

    closed = Signal()

    def __init__(self, desk: Desk, activity: Activity, step: str) -> None:
        super().__init__()
        named(self, "certificate_letters", self.tr("Surat pengantar sertifikat dari LSP"))
        self._desk, self._activity, self._step = desk, activity, step
        self.letters: dict[str, Letter] = {}
        self._shown = ""
        columns = [
            TableColumn("number", self.tr("Nomor surat"), 200),
            TableColumn("letter_date", self.tr("Tanggal surat"), 104, show=short_date),
            TableColumn("moved_on", self.tr("Diterima"), 96, show=short_date),
            TableColumn("correspondent", self.tr("Dari"), 150),
            TableColumn("enclosed", self.tr("Lampiran"), 140),
        ]
        self.source = RowList(columns)
        self.table = Table(
            "certificate_letters_table", self.tr("Surat pengantar"), self.source, columns,
            filters=False,
        )  # fmt: skip
        self.back_button = button(
            "certificate_letters_back", self.tr("Kembali ke sertifikat"), self.closed.emit,
            icon="arrow-left", tip=self.tr("Esc"),
        )  # fmt: skip
        self.add_button = button(
            "certificate_letter_add", self.tr("Catat surat"), self.add, icon="plus",
            tip=self.tr("Surat pengantar yang baru diterima (Ins)"),
        )  # fmt: skip
        self.remove_button = tool(
            "certificate_letter_remove", self.tr("Hapus surat yang terpilih (Del)"), self.remove,
            icon="trash-2",
        )  # fmt: skip
        today = desk.store.today()
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                text_field("number", self.tr("Nomor surat")),
                DateField("letter_date", self.tr("Tanggal surat"), today),
                DateField("moved_on", self.tr("Diterima tanggal"), today),
                text_field("correspondent", self.tr("Dari")),
                text_field("subject", self.tr("Hal")),
                text_field("enclosed", self.tr("Lampiran"), self.tr("mis. 30 sertifikat")),
                text_field("way", self.tr("Diterima lewat")),
                text_field("note", self.tr("Catatan")),
            )
        }
        self.evidence = EvidenceList(desk, "certificate_letter_file", self.tr("Berkas surat"))
        self._build()
        # Connected signals
        self.table.row_activated.connect(lambda _key: self.begin())
        self.table.selection_changed.connect(self._on_selection_changed)
        for field in self.fields.values():
            field.left.connect(self._on_left)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self._go_to_list)
        for keys, act in (("Ins", self.add), ("Del", self.remove)):
            shortcut = QShortcut(QKeySequence(keys), self.table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the letters anew; ``kinds`` are the tables that changed (None: all may have)."""
        if kinds is None or "letter" in kinds:
            listed = certificate_letters.listing(self._desk.store, self._activity, self._step)
            self.letters = {one.id: one for one in listed}
            self.source.rows_held = [
                (
                    one.id, one.number or self.tr("(tanpa nomor)"), one.letter_date,
                    one.moved_on, one.correspondent, one.enclosed,
                )
                for one in listed
            ]  # fmt: skip
            self.table.reload()
            self.hint_label.setVisible(not listed)
        self.evidence.reload(kinds)

    def open(self) -> None:
        """Show the page, with the newest letter chosen."""
        if self.letters and not self.table.selected_keys():
            self.table.go_to(list(self.letters)[-1])
        self._go_to_list()

    def begin(self) -> None:
        """Put the cursor into the number."""
        self.fields["number"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add(self) -> None:
        """Enter a letter that came today, and go on with its number."""
        changes = self._desk.do(certificate_letters.add, self._activity, self._step)
        if changes is not None:
            self.table.go_to(changes.subject)
            words = self.tr("Surat pengantar dicatat. Isi nomor dan tanggalnya.")
            self._desk.say(words, "good", changes)
            self.begin()

    def remove(self) -> None:
        """Take the chosen letter out of the register; an undo brings it back."""
        if self._shown:
            changes = self._desk.do(letters.remove, [self._shown])
            if changes is not None:
                self._desk.say(self.tr("Surat pengantar dihapus."), "good", changes)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.hint_label = label(
            self.tr(
                "Belum ada surat pengantar. “Catat surat” mencatat surat LSP yang menyertai "
                "sertifikat; surat itu juga masuk register surat."
            ),
            "muted",
            wrap=True,
        )
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        place = 0
        for key, field in self.fields.items():
            span = 2 if key in _WIDE else 1
            place += place % 2 if span == 2 else 0
            grid.addWidget(field, place // 2, place % 2, 1, span, Qt.AlignmentFlag.AlignTop)
            place += span
        for half in (0, 1):
            grid.setColumnStretch(half, 1)
        fields = QWidget()
        fields.setLayout(grid)
        self.heading = label("", "heading")
        head = row(self.heading, self.remove_button)
        head.setStretch(0, 1)
        self.panel: QFrame = named(QFrame(), "certificate_letter_panel", self.tr("Surat terpilih"))
        self.panel.setProperty("card", True)
        self.panel.setFixedWidth(_WIDTH)
        layout = column(head)
        layout.addWidget(scrolled(fields, self.evidence, fill=True), 1)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.panel.setLayout(layout)
        left = column(self.hint_label, self.table)
        left.setStretch(1, 1)
        body = row(left, self.panel, spacing=3 * SPACE)
        body.setStretch(0, 1)
        page = column(row(self.back_button, 1, self.add_button))
        page.addLayout(body, 1)
        self.setLayout(page)

    def _go_to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_selection_changed(self) -> None:
        keys = self.table.selected_keys()
        one = self.letters.get(keys[0]) if len(keys) == 1 else None
        same = one is not None and one.id == self._shown
        self._shown = one.id if one else ""
        words = self.tr("Surat pengantar") if one else self.tr("Pilih surat di daftar")
        self.heading.setText(words)
        self.remove_button.setEnabled(one is not None)
        for key, field in self.fields.items():
            field.setEnabled(one is not None)
            if same and field.editor.hasFocus():
                continue
            field.say("")
            value = getattr(one, key) if one else None
            if isinstance(field, DateField):
                field.set_value(value)
            else:
                field.set_text(value or "")
        if one is None:
            self.evidence.show_nothing()
        elif not same:
            self.evidence.show_owner(self._activity.id, letters.EVIDENCE, one.id)

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        if not self._shown:
            return
        value: object = field.text()
        if isinstance(field, DateField):
            value = field.value()
            if value is None and field.text():
                return  # the field has said that it cannot read this
        if self._desk.do(letters.edit, [self._shown], {key: value}) is None:
            self._on_selection_changed()
