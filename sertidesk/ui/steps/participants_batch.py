"""One value for many participants: a row above the grid where the field and value are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QStackedWidget
from typing_extensions import override

from sertidesk.domain.finding import Severity
from sertidesk.services import area_paths
from sertidesk.services.activity import Activity
from sertidesk.services.judgement import Rulebook
from sertidesk.ui import participant_fields as fields
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import Banner, button, column, label, named, row
from sertidesk.ui.kit.theme import SPACE

FIELDS = (
    "occupation", "village", "district", "regency", "province", "postcode", "birth_place",
    "nationality", "education_level", "experience_years", "application_kind", "association",
    "notes",
)  # fmt: skip
_AREAS = frozenset(area_paths.KEYS)


class BatchPanel(QFrame):
    """Shown while several participants are to get the same value."""

    apply_requested = Signal(object)  # field key → value
    closed = Signal()

    def __init__(self, desk: Desk, activity: Activity, rules: Rulebook) -> None:
        super().__init__()
        named(self, "batch_panel", self.tr("Ubah sekaligus"))
        self.setProperty("card", True)
        self._desk, self._rules = desk, rules
        self._more: Mapping[str, Any] = {}  # what follows from a proposal that was chosen
        made = fields.make(
            rules, desk.store.today(), self._propose_area, activity.procedure.application_kinds
        )
        self.fields = {key: made[key] for key in FIELDS}
        self.field_combo: QComboBox = named(QComboBox(), "batch_field", self.tr("Isian"))
        self.values = QStackedWidget()
        for key, field in self.fields.items():
            self.field_combo.addItem(field.title, key)
            field.label.hide()
            self.values.addWidget(field)
            field.edited.connect(self._on_edited)
            if isinstance(field, fields.ProposalField):
                field.chosen.connect(self._on_chosen)
        self.values.setMaximumHeight(9 * SPACE + 8)
        self.apply_button = button("batch_apply", "", self.apply, icon="check")
        self.close_button = button("batch_close", self.tr("Batal"), self.closed.emit)
        self.banner = Banner("batch_banner")
        line = row(
            label(self.tr("Isian")),
            self.field_combo,
            label(self.tr("menjadi")),
            self.values,
            self.apply_button,
            self.close_button,
        )
        line.setStretch(3, 1)
        layout = column(self.banner, line, spacing=SPACE)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        self.field_combo.currentIndexChanged.connect(self._on_field_chosen)
        self.hide()

    def begin(self) -> None:
        """Show the panel, empty, with the cursor in it."""
        self.banner.hide()
        for field in self.fields.values():
            fields.show(field, None)
        self._more = {}
        self.show()
        self.field_combo.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_count(self, count: int) -> None:
        """Show how many participants are meant."""
        self.apply_button.setText(self.tr("Terapkan ke {count} peserta").format(count=count))
        self.apply_button.setAccessibleName(self.apply_button.text())
        self.apply_button.setEnabled(count > 0)

    def apply(self) -> None:
        """Ask for the change; an empty value empties the field."""
        key = str(self.field_combo.currentData())
        field = self.fields[key]
        value, findings = fields.read(field, self._rules)
        wrong = [one for one in findings if one.severity is not Severity.INFO]
        if wrong:
            self.banner.say(wrong[0].message, "bad")
            return
        values = {key: value, **self._more}
        if key in _AREAS:
            values.setdefault("area_code", None)  # the old code no longer fits the names
        if key == "occupation":
            values.setdefault("occupation_code", None)
        self.apply_requested.emit(values)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # The first Enter only leads to the button: this changes many at a time.
            self.apply_button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _propose_area(self, key: str, text: str) -> fields.Proposals:
        return [
            (one.label, one.values[key], one.values)
            for one in area_paths.propose(
                self._rules.areas, key, text, {}, self._rules.office_regency
            )
        ]

    def _on_field_chosen(self, place: int) -> None:
        self.values.setCurrentIndex(place)
        self._more = {}

    def _on_edited(self, _key: str) -> None:
        self._more = {}

    def _on_chosen(self, _key: str, values: Mapping[str, Any]) -> None:
        self._more = values
