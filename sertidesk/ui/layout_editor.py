"""Edit one layout: its name and paper, and each sheet's head, columns and totals."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from sertidesk.domain.errors import UserError
from sertidesk.export import layout_toml
from sertidesk.export.layouts import KINDS, Layout, Orientation, Paper, Sheet
from sertidesk.services import layouts
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import Banner, button, column, label, named, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.layout_grid import ColumnGrid

KIND_WORDS = {
    "participants": "Daftar peserta",
    "disdukcapil": "Disdukcapil",
    "lsp": "LSP",
    "bnsp": "BNSP",
    "siki": "SIKI",
    "sipjaki": "SIPJAKI",
    "other": "Lainnya",
}
_ORIENTATIONS = {Orientation.LANDSCAPE: "Mendatar", Orientation.PORTRAIT: "Tegak"}


class LayoutEditor(QWidget):
    """A page that changes a layout; nothing is kept before it is saved."""

    saved = Signal(str)  # the layout's name
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "layout_editor", self.tr("Ubah tata letak"))
        self._desk = desk
        self._layout: Layout | None = None
        self._sheets: list[Sheet] = []
        self._sheet = 0
        self._is_dirty = False
        self.banner = Banner("layout_banner")
        self.grid = ColumnGrid()
        self.title_edit = self._line("layout_title", self.tr("Judul"))
        self.name_edit = self._line("layout_name", self.tr("Nama (huruf kecil)"))
        self.kind_combo = self._choice("layout_kind", self.tr("Untuk"))
        self.paper_combo = self._choice("layout_paper", self.tr("Kertas"))
        self.orientation_combo = self._choice("layout_orientation", self.tr("Arah"))
        self.sheet_combo = self._choice("layout_sheet", self.tr("Lembar"))
        self.head_edit: QPlainTextEdit = named(
            QPlainTextEdit(), "layout_head", self.tr("Baris di atas tabel")
        )
        self.count_check: QCheckBox = named(
            QCheckBox(self.tr("Jumlah peserta")), "layout_total_count"
        )
        self.sex_check: QCheckBox = named(QCheckBox(self.tr("Jumlah L dan P")), "layout_total_sex")
        self.save_button = button(
            "layout_save", self.tr("Simpan"), self.save, icon="save", primary=True,
            shortcut="Ctrl+S",
        )  # fmt: skip
        self._build()
        # Connected signals
        self.sheet_combo.activated.connect(self._on_sheet_chosen)
        self.grid.edited.connect(self._on_edited)
        self.head_edit.textChanged.connect(self._on_edited)
        for check in (self.count_check, self.sex_check):
            check.toggled.connect(self._on_edited)
        for edit in (self.title_edit, self.name_edit):
            edit.textEdited.connect(self._on_edited)
        for combo in (self.kind_combo, self.paper_combo, self.orientation_combo):
            combo.activated.connect(self._on_edited)

    def open(self, layout: Layout) -> None:
        """Show a layout to be changed."""
        self._layout = layout
        self._sheets = list(layout.sheets)
        self.title_edit.setText(layout.title)
        self.name_edit.setText(layout.name)
        self.kind_combo.setCurrentIndex(self.kind_combo.findData(layout.kind))
        self.paper_combo.setCurrentIndex(self.paper_combo.findData(layout.paper.value))
        self.orientation_combo.setCurrentIndex(
            self.orientation_combo.findData(layout.orientation.value)
        )
        self.sheet_combo.clear()
        self.sheet_combo.addItems([sheet.name for sheet in layout.sheets])
        several = len(layout.sheets) > 1
        self.sheet_combo.setVisible(several)
        self.sheet_label.setVisible(several)
        self._show_sheet(0)
        self.banner.hide()
        self._is_dirty = False

    def layout_now(self) -> Layout:
        """Return the layout as it stands on the page."""
        assert self._layout is not None
        self._keep_sheet()
        return replace(
            self._layout,
            name=self.name_edit.text().strip(),
            title=self.title_edit.text().strip(),
            kind=str(self.kind_combo.currentData()),
            paper=Paper(self.paper_combo.currentData()),
            orientation=Orientation(self.orientation_combo.currentData()),
            sheets=tuple(self._sheets),
        )

    def check(self) -> bool:
        """Tell in the page whether the layout can be used."""
        try:
            layout_toml.parse(layout_toml.to_toml(self.layout_now()), self.tr("ini"))
        except UserError as error:
            self.banner.say(str(error), "bad")
            return False
        self.banner.say(self.tr("Tata letak ini dapat dipakai."), "good")
        return True

    def save(self) -> None:
        """Keep the layout, if it can be used."""
        if self._layout is None or not self.check():
            return
        self.banner.hide()
        changes = self._desk.do(
            layouts.save,
            layout_toml.to_toml(self.layout_now()),
            former_name=self._layout.name,
        )
        if changes is not None:
            self._is_dirty = False
            title = self.title_edit.text().strip()
            self._desk.say(
                self.tr("Tata letak “{title}” disimpan.").format(title=title), undo=changes
            )
            self.saved.emit(changes.subject)

    def leave(self) -> None:
        """Go back; what was changed and not saved is asked about."""
        if self._is_dirty and not self._desk.prompts.confirm(
            self.tr("Tinggalkan tanpa menyimpan?"),
            self.tr("Perubahan pada tata letak ini belum disimpan."),
            self.tr("Tinggalkan"),
            danger=True,
        ):
            return
        self._is_dirty = False
        self.left.emit()

    def _build(self) -> None:
        for kind in KINDS:
            self.kind_combo.addItem(KIND_WORDS[kind], kind)
        for paper, words in ((Paper.F4, "F4"), (Paper.A4, "A4")):
            self.paper_combo.addItem(words, paper.value)
        for orientation, words in _ORIENTATIONS.items():
            self.orientation_combo.addItem(words, orientation.value)
        self.head_edit.setTabChangesFocus(True)
        self.head_edit.setFixedHeight(72)
        self.head_edit.setPlaceholderText(
            self.tr("Satu baris satu judul. {office} {activity} {lsp} {date} diisi program.")
        )
        self.sheet_label = label(self.tr("Lembar"), "label")
        back = button("layout_back", self.tr("Kembali"), self.leave, icon="arrow-left")
        check = button("layout_check", self.tr("Periksa"), self.check, icon="check")
        fields = row(
            self._labelled(self.title_edit), self._labelled(self.name_edit),
            self._labelled(self.kind_combo), self._labelled(self.paper_combo),
            self._labelled(self.orientation_combo),
        )  # fmt: skip
        fields.setStretch(0, 3)
        fields.setStretch(1, 2)
        totals = column(
            label(self.tr("Di bawah tabel"), "label"), self.count_check, self.sex_check, 1,
            spacing=SPACE,
        )  # fmt: skip
        head = row(
            column(self.sheet_label, self.sheet_combo, 1, spacing=2),
            self._labelled(self.head_edit), totals,
        )  # fmt: skip
        head.setStretch(1, 1)
        actions: QHBoxLayout = row(
            button("layout_add", self.tr("Tambah kolom"), self.grid.add, icon="plus"),
            button("layout_remove", self.tr("Hapus kolom"), self.grid.remove, icon="trash-2"),
            button("layout_up", self.tr("Naik"), partial(self.grid.move_column, -1),
                   icon="chevron-up", shortcut="Alt+Up"),
            button("layout_down", self.tr("Turun"), partial(self.grid.move_column, 1),
                   icon="chevron-down", shortcut="Alt+Down"),
            1,
        )  # fmt: skip
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(2 * SPACE)
        page.addLayout(row(back, 1, check, self.save_button))
        page.addWidget(self.banner)
        page.addLayout(fields)
        page.addLayout(head)
        page.addWidget(self.grid, 1)
        page.addLayout(actions)

    def _line(self, name: str, title: str) -> QLineEdit:
        edit: QLineEdit = named(QLineEdit(), name, title)
        return edit

    def _choice(self, name: str, title: str) -> QComboBox:
        combo: QComboBox = named(QComboBox(), name, title)
        return combo

    def _labelled(self, widget: QWidget) -> QVBoxLayout:
        words: QLabel = label(widget.accessibleName(), "label")
        words.setBuddy(widget)
        made: QVBoxLayout = column(words, widget, spacing=2)
        return made

    def _show_sheet(self, place: int) -> None:
        self._sheet = place
        sheet = self._sheets[place]
        self.head_edit.blockSignals(True)
        self.head_edit.setPlainText("\n".join(sheet.head))
        self.head_edit.blockSignals(False)
        for check, total in ((self.count_check, "count"), (self.sex_check, "sex")):
            check.blockSignals(True)
            check.setChecked(total in sheet.totals)
            check.blockSignals(False)
        self.grid.show_columns(sheet.columns)

    def _keep_sheet(self) -> None:
        """Take the sheet in sight over into the layout."""
        lines = (line.strip() for line in self.head_edit.toPlainText().splitlines())
        checks = (("count", self.count_check), ("sex", self.sex_check))
        self._sheets[self._sheet] = replace(
            self._sheets[self._sheet],
            head=tuple(line for line in lines if line),
            totals=tuple(total for total, check in checks if check.isChecked()),
            columns=self.grid.columns(),
        )

    def _on_sheet_chosen(self, place: int) -> None:
        self._keep_sheet()
        self._show_sheet(place)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self, *_: object) -> None:
        self._is_dirty = True
