"""The office's assessors: registration number, schemes, validity; typed once, used every year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.formatting import short_date
from sertidesk.domain.schedule import Assessor
from sertidesk.services import assessors
from sertidesk.ui.kit.form import DateField, FormField, long_field, text_field
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk

_WIDTH = 320


class AssessorsPage(QWidget):
    """A list, and the assessor chosen in it; each field is saved when it is left."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "assessors_page", self.tr("Asesor"))
        self._desk = desk
        self._known: dict[str, Assessor] = {}
        self._shown = ""
        columns = [
            TableColumn("name", self.tr("Nama"), 190),
            TableColumn(
                "state",
                self.tr("Status"),
                96,
                badges={"valid": (self.tr("Berlaku"), "good"), "late": (self.tr("Habis"), "bad")},
            ),
            TableColumn("registration", self.tr("Nomor registrasi"), 170),
            TableColumn("valid_until", self.tr("Berlaku s.d."), 96, show=short_date),
            TableColumn("schemes", self.tr("Skema"), 260),
        ]
        self.source = RowList(columns)
        self.table = Table(
            "assessors_table", self.tr("Daftar asesor"), self.source, columns, frozen=1
        )
        self.back_button = button(
            "assessors_back", self.tr("Kembali ke jadwal"), self.closed.emit, icon="arrow-left",
            tip=self.tr("Esc"),
        )  # fmt: skip
        self.name_edit: QLineEdit = named(QLineEdit(), "assessor_new", self.tr("Nama asesor baru"))
        self.name_edit.setPlaceholderText(self.tr("Nama asesor baru"))
        self.name_edit.setFixedWidth(240)
        self.add_button = button("assessor_add", self.tr("Tambah"), self.add, icon="plus")
        self.remove_button = button(
            "assessor_remove", "", self.remove, icon="trash-2",
            tip=self.tr("Hapus asesor yang terpilih (Del)"),
        )  # fmt: skip
        self.remove_button.setAccessibleName(self.tr("Hapus asesor"))
        self.remove_button.setProperty("tool", True)
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                text_field("name", self.tr("Nama")),
                text_field("registration", self.tr("Nomor registrasi")),
                DateField("valid_until", self.tr("Berlaku s.d."), desk.store.today()),
                text_field("phone", self.tr("Nomor HP")),
                long_field("schemes", self.tr("Skema (jabatan kerja), satu per baris"), 6),
            )
        }
        self._build()
        # Connected signals
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(lambda _key: self.begin())
        self.name_edit.returnPressed.connect(self.add)
        for field in self.fields.values():
            field.left.connect(self._on_left)
        shortcut = QShortcut(QKeySequence("Del"), self.table, self.remove)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def reload(self) -> None:
        """Show the assessors anew."""
        listed = assessors.listing(self._desk.store)
        today = self._desk.store.today()
        self._known = {one.id: one for one in listed}
        self.source.rows_held = [
            (
                one.id,
                one.name,
                "valid" if one.is_valid_on(today) else "late",
                one.registration,
                one.valid_until,
                "; ".join(one.schemes),
            )
            for one in listed
        ]
        self.table.reload()

    def open(self) -> None:
        """Show the page, with the cursor in the list or in the name of the first one."""
        first = next(iter(self._known), None)
        if first is None:
            self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.table.selected_keys():
            self.table.go_to(self.source.found()[0])
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Put the cursor into the number, which comes after the name."""
        self.fields["registration"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add(self) -> None:
        """Add the name that is typed, and go on with the rest of it."""
        changes = self._desk.do(assessors.add, {"name": self.name_edit.text()})
        if changes is not None:
            self.name_edit.clear()
            self.table.go_to(changes.subject)
            self._desk.say(self.tr("Asesor ditambahkan. Isi datanya."), "good", changes)
            self.begin()

    def remove(self) -> None:
        """Take the selected assessor off the list."""
        if self._shown:
            changes = self._desk.do(assessors.remove, self._shown)
            if changes is not None:
                self._desk.say(self.tr("Asesor dihapus dari daftar."), "good", changes)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        bar = row(self.back_button, 1, self.name_edit, self.add_button)
        self.panel = QFrame()
        named(self.panel, "assessor_panel", self.tr("Asesor yang dipilih"))
        self.panel.setProperty("card", True)
        self.panel.setFixedWidth(_WIDTH)
        self.heading = label("", "heading")
        head = row(self.heading, self.remove_button)
        head.setStretch(0, 1)
        layout = column(head, *self.fields.values(), 1, spacing=SPACE)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.panel.setLayout(layout)
        body = row(self.table, spacing=3 * SPACE)
        body.setStretch(0, 1)
        body.addWidget(self.panel)
        page = column(bar)
        page.addLayout(body, 1)
        self.setLayout(page)

    def _on_selection_changed(self) -> None:
        keys = self.table.selected_keys()
        one = self._known.get(keys[0]) if len(keys) == 1 else None
        same = one is not None and one.id == self._shown
        self._shown = one.id if one else ""
        self.heading.setText(self.tr("Data asesor") if one else self.tr("Pilih asesor di daftar"))
        self.remove_button.setEnabled(one is not None)
        for key, field in self.fields.items():
            field.setEnabled(one is not None)
            if same and field.editor.hasFocus():
                continue
            field.say("")
            if isinstance(field, DateField):
                field.set_value(one.valid_until if one else None)
            elif key == "schemes":
                field.set_text("\n".join(one.schemes) if one else "")
            elif key == "phone":
                field.set_text(phones.local(one.phone) if one and one.phone else "")
            else:
                field.set_text(str(getattr(one, key)) if one else "")

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        if not self._shown:
            return
        value: object = field.text()
        if isinstance(field, DateField):
            value = field.value()
            if value is None and field.text():
                return  # the field has said that it cannot read this
        if self._desk.do(assessors.edit, self._shown, {key: value}) is None:
            self._on_selection_changed()
