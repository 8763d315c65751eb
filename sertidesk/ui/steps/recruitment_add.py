"""One line to add recipients: a kelurahan/desa, a person, or all villages of a district at once."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCompleter, QFrame, QLineEdit
from typing_extensions import override

from sertidesk.domain import areas as codes
from sertidesk.domain import phones
from sertidesk.domain.recruitment import KINDS, Kind
from sertidesk.services.villages import VillageBook
from sertidesk.ui.kit.combo import QuietCombo
from sertidesk.ui.kit.form import is_choosing
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.theme import SPACE

_NARROW = 840  # pixels


class AddBar(QFrame):
    """Enter adds and the cursor goes back to the name; Esc closes."""

    add_requested = Signal(str, dict)  # kind, values
    district_requested = Signal(str, str)  # code, name
    closed = Signal()

    def __init__(self, book: VillageBook) -> None:
        super().__init__()
        named(self, "recruitment_add_bar", self.tr("Tambah penerima surat"))
        self.setProperty("card", True)
        self._book = book
        self.kind_combo: QuietCombo = named(
            QuietCombo(self.tr("Jenis penerima")), "recruitment_kind"
        )
        for kind, words in KINDS.items():
            self.kind_combo.addItem(words, str(kind))
        self.name_edit: QLineEdit = named(
            QLineEdit(), "recruitment_name", self.tr("Nama kelurahan/desa atau orang")
        )
        self.phone_edit: QLineEdit = named(
            QLineEdit(), "recruitment_phone", self.tr("Nomor HP penerima")
        )
        self.phone_edit.setMaximumWidth(130)
        self.add_button = button("recruitment_add_one", self.tr("Tambah"), self.add, icon="plus")
        self.district_combo: QuietCombo = named(
            QuietCombo(self.tr("Kecamatan")), "recruitment_district"
        )
        for code, name in book.districts:
            self.district_combo.addItem(name, code)
        self.district_button = button(
            "recruitment_add_district", self.tr("Tambahkan semua kelurahan/desa"),
            self._on_district_clicked, icon="layers",
        )  # fmt: skip
        self.close_button = button(
            "recruitment_add_close", "", self.closed.emit, icon="x", tip=self.tr("Tutup (Esc)")
        )
        self.close_button.setAccessibleName(self.tr("Tutup baris tambah"))
        self._offers = QStringListModel(self)
        completer = QCompleter(self._offers, self.name_edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name_edit.setCompleter(completer)
        self._build()
        self._on_kind_changed()
        # Connected signals
        self.kind_combo.currentIndexChanged.connect(self._on_kind_changed)
        self.name_edit.returnPressed.connect(self._on_name_entered)
        self.phone_edit.returnPressed.connect(self.add)

    def begin(self) -> None:
        """Show the line with the cursor in the name."""
        self.show()
        self.name_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add(self) -> None:
        """Ask for what is typed to be added."""
        name = " ".join(self.name_edit.text().split())
        if not name:
            self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        kind = self.kind()
        values: dict[str, object] = {"name": name}
        typed = self.phone_edit.text().strip()
        if typed:
            values["phone"] = phones.read(typed).e164 or typed
        village = self._book.find(name) if kind is Kind.VILLAGE else None
        if village is not None:
            values |= {
                "name": village.full_name,
                "district": village.district,
                "area_code": codes.show(village.code),
            }
        self.add_requested.emit(str(kind), values)

    def clear(self) -> None:
        """Be ready for the next one."""
        self.name_edit.clear()
        self.phone_edit.clear()
        self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def kind(self) -> Kind:
        """Return whether a village or a person is added."""
        return Kind(str(self.kind_combo.currentData()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Below each other where nothing could be read side by side.
        way = QBoxLayout.Direction
        self.ways.setDirection(way.TopToBottom if self.width() < _NARROW else way.LeftToRight)
        self.ways.setSpacing(SPACE if self.width() < _NARROW else 5 * SPACE)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        one = row(self.kind_combo, self.name_edit, self.phone_edit, self.add_button)
        one.setStretch(1, 1)
        many = row(self.district_combo, self.district_button)
        self.single_label = label(self.tr("Satu penerima"), "label")
        self.single_label.setBuddy(self.name_edit)
        self.many_label = label(self.tr("Sekaligus satu kecamatan"), "label")
        self.ways: QBoxLayout = row(
            column(self.single_label, one, spacing=2),
            column(self.many_label, many, spacing=2),
            spacing=5 * SPACE,
        )
        self.ways.setStretch(0, 1)
        layout = row(self.ways, self.close_button, spacing=5 * SPACE)
        layout.setStretch(0, 1)
        layout.setAlignment(self.close_button, Qt.AlignmentFlag.AlignBottom)
        layout.setContentsMargins(3 * SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        for part in (self.many_label, self.district_combo, self.district_button):
            part.setVisible(bool(self._book.districts))

    def _on_kind_changed(self, *_: object) -> None:
        village = self.kind() is Kind.VILLAGE
        names = [one.label for one in self._book.villages] if village else []
        self._offers.setStringList(names)
        self.name_edit.setPlaceholderText(
            self.tr("Nama kelurahan/desa") if village else self.tr("Nama orang")
        )
        self.phone_edit.setPlaceholderText(self.tr("HP (bila ada)"))

    def _on_name_entered(self) -> None:
        if not is_choosing(self.name_edit):
            self.add()

    def _on_district_clicked(self) -> None:
        self.district_requested.emit(
            str(self.district_combo.currentData()), self.district_combo.currentText()
        )
