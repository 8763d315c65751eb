"""The office's rules of the selection: their order, how many wait in reserve, the quotas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)
from typing_extensions import override

from sertidesk.domain.selection import RULES, Plan, Rule, village_key
from sertidesk.ui.kit.form import FormField, scrolled, text_field
from sertidesk.ui.kit.parts import button, column, label, named, row, tool
from sertidesk.ui.kit.theme import ROW_HEIGHT, SPACE

_RULE = Qt.ItemDataRole.UserRole


class RulesPage(QWidget):
    """Rules at the left, weightiest on top; quotas at the right."""

    closed = Signal()
    save_requested = Signal(object)  # Plan

    def __init__(self) -> None:
        super().__init__()
        named(self, "selection_rules", self.tr("Aturan dan kuota seleksi"))
        self._plan = Plan()
        self.rule_list: QListWidget = named(
            QListWidget(), "selection_rule_list", self.tr("Urutan aturan")
        )
        self.up_button = tool(
            "selection_rule_up", self.tr("Lebih menentukan (Ctrl+panah atas)"), self.move_up,
            icon="chevron-up",
        )  # fmt: skip
        self.down_button = tool(
            "selection_rule_down", self.tr("Kurang menentukan (Ctrl+panah bawah)"),
            self.move_down, icon="chevron-down",
        )  # fmt: skip
        self.verified_box: QCheckBox = named(
            QCheckBox(self.tr("Hanya calon yang sudah diverifikasi yang diusulkan")),
            "selection_verified_only",
        )
        self.total_field = text_field(
            "selection_total", self.tr("Kuota kegiatan (orang)"), self.tr("kosong: rencana peserta")
        )
        self.reserves_field = text_field(
            "selection_reserves", self.tr("Cadangan per jabatan (orang)"),
            self.tr("kosong: semua yang tidak kebagian"),
        )  # fmt: skip
        self.occupations_label = label("", "muted", wrap=True)
        self.village_edits: dict[str, QLineEdit] = {}
        self._villages = QGridLayout()
        self._villages.setContentsMargins(0, 0, 0, 0)
        self._villages.setVerticalSpacing(SPACE)
        self._villages.setColumnStretch(0, 1)
        self.save_button = button(
            "selection_save_rules", self.tr("Simpan"), self.save, icon="save", primary=True,
            shortcut="Ctrl+S",
        )  # fmt: skip
        self._build()
        # Connected signals
        for keys, act in (("Ctrl+Up", self.move_up), ("Ctrl+Down", self.move_down)):
            shortcut = QShortcut(QKeySequence(keys), self.rule_list, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def open(self, plan: Plan, villages: Sequence[str]) -> None:
        """Show what the office has set."""
        self._plan = plan
        self.rule_list.clear()
        others = [rule for rule in Rule if rule not in plan.rules]
        for rule in (*plan.rules, *others):
            item = QListWidgetItem(RULES[rule])
            item.setData(_RULE, str(rule))
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = rule in plan.rules
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.rule_list.addItem(item)
        self.rule_list.setCurrentRow(0)
        self.verified_box.setChecked(plan.verified_only)
        for field, value in ((self.total_field, plan.total), (self.reserves_field, plan.reserves)):
            field.set_text("" if value is None else str(value))
            field.say("")
        told = [
            f"{target.label}: {target.quota if target.quota is not None else self.tr('bebas')}"
            for target in plan.targets
        ]
        self.occupations_label.setText(
            self.tr("Kuota jabatan kerja: {what}. Diubah di data kegiatan.").format(
                what="; ".join(told)
            )
            if told
            else self.tr("Jabatan kerja sasaran dan kuotanya diisi di data kegiatan.")
        )
        self._show_villages(villages)
        self.rule_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_up(self) -> None:
        """Let the rule weigh more."""
        self._move(-1)

    def move_down(self) -> None:
        """Let the rule weigh less."""
        self._move(1)

    def save(self) -> None:
        """Ask for what is typed to be kept, or say at the field what cannot be read."""
        numbers = {}
        for field in (self.total_field, self.reserves_field):
            read = self._number(field)
            if read is False:
                return
            numbers[field.key] = read
        villages = {}
        for name, edit in self.village_edits.items():
            text = edit.text().strip()
            if text and not (text.isascii() and text.isdecimal() and len(text) < 6):
                edit.setProperty("finding", "error")
                edit.style().polish(edit)
                edit.setFocus(Qt.FocusReason.OtherFocusReason)
                told = self.tr("Kuota {village} diisi angka.").format(village=name)
                self.finding_label.setText(told)
                self.finding_label.show()
                return
            if text:
                villages[name] = int(text)
        self.finding_label.hide()
        items = [self.rule_list.item(place) for place in range(self.rule_list.count())]
        chosen = tuple(
            Rule(item.data(_RULE)) for item in items if item.checkState() is Qt.CheckState.Checked
        )
        plan = replace(
            self._plan,
            total=numbers["selection_total"],
            reserves=numbers["selection_reserves"],
            rules=chosen,
            villages=villages,
            verified_only=self.verified_box.isChecked(),
        )
        self.save_requested.emit(plan)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        back = button("selection_rules_back", self.tr("Kembali"), self.closed.emit,
                      icon="arrow-left")  # fmt: skip
        title = label(self.tr("Aturan dan kuota"), "heading")
        head = label(self.tr("Urutan seleksi: yang di atas lebih menentukan"), "label")
        head.setBuddy(self.rule_list)
        left = column(
            row(head, 1, self.up_button, self.down_button), self.rule_list, self.verified_box
        )
        left.setStretch(1, 1)
        grid = QWidget()
        grid.setLayout(self._villages)
        self.finding_label = label("", wrap=True)
        self.finding_label.setProperty("badge", "bad")
        self.finding_label.hide()
        right = column(
            row(self.total_field, self.reserves_field),
            self.occupations_label,
            label(self.tr("Kuota per desa/kelurahan (kosong: bebas)"), "label"),
            self.finding_label,
        )
        right.addWidget(scrolled(grid), 1)
        both = row(spacing=4 * SPACE)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        layout = column(row(back, title, 1, self.save_button))
        layout.addLayout(both, 1)
        self.setLayout(layout)

    def _show_villages(self, villages: Sequence[str]) -> None:
        while (item := self._villages.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.village_edits = {}
        quotas = {village_key(name): quota for name, quota in self._plan.villages.items()}
        known = {village_key(name) for name in villages}
        others = [name for name in self._plan.villages if village_key(name) not in known]
        for place, name in enumerate((*villages, *others), 1):
            edit: QLineEdit = named(
                QLineEdit(), f"selection_village_{place}", self.tr("Kuota {name}").format(name=name)
            )
            edit.setFixedWidth(72)
            quota = quotas.get(village_key(name))
            edit.setText("" if quota is None else str(quota))
            told = label(name)
            told.setBuddy(edit)
            self._villages.addWidget(told, place, 0)
            self._villages.addWidget(edit, place, 1)
            self.village_edits[name] = edit

    def _move(self, by: int) -> None:
        place = self.rule_list.currentRow()
        if not 0 <= place + by < self.rule_list.count():
            return
        item = self.rule_list.takeItem(place)
        self.rule_list.insertItem(place + by, item)
        self.rule_list.setCurrentRow(place + by)

    def _number(self, field: FormField) -> int | bool | None:
        """Return the number, None where the field is empty, False where it cannot be read."""
        text = field.text()
        if not text:
            field.say("")
            return None
        if not (text.isascii() and text.isdecimal() and len(text) < 6):
            field.say(self.tr("Isi dengan angka, atau kosongkan."), "error")
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        field.say("")
        return int(text)
