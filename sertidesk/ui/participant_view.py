"""What the participant's form looks like: its head, the sections of fields, the side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from sertidesk.services.judgement import Rulebook
from sertidesk.ui import participant_fields as fields
from sertidesk.ui import participant_grids
from sertidesk.ui.kit.form import FormField, scrolled, section
from sertidesk.ui.kit.parts import Banner, button, column, label, named, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.participant_findings import WIDTH, FindingsPanel
from sertidesk.ui.participant_rows import RowsEditor

_NARROW = 860  # pixels; a window on a screen at 200 % is narrower


def _nothing() -> None:
    """What a button does before the form connects it."""


class FormView(QWidget):
    """The widgets of the form and their places; what they do is the form's affair."""

    def __init__(
        self,
        rules: Rulebook,
        today: Callable[[], date],
        areas: Callable[[str, str], fields.Proposals],
        kinds: Sequence[str],
    ) -> None:
        super().__init__()
        named(self, "participant_form", self.tr("Formulir peserta"))
        self.fields: dict[str, FormField] = fields.make(rules, today(), areas, kinds)
        self.rows: dict[str, RowsEditor] = participant_grids.make(rules.catalogue, today)
        self.panel = FindingsPanel()
        self._build()

    def _build(self) -> None:
        self.back_button = button(
            "form_back", self.tr("Daftar peserta"), _nothing, icon="arrow-left", link=True
        )
        self.title_label = label("", "heading")
        self.place_label = label("", "muted")
        self.previous_button = button(
            "form_previous", "", _nothing, icon="chevron-left",
            shortcut="Alt+Left", tip=self.tr("Peserta sebelumnya"),
        )  # fmt: skip
        self.next_button = button(
            "form_next", "", _nothing, icon="chevron-right",
            shortcut="Alt+Right", tip=self.tr("Peserta berikutnya"),
        )  # fmt: skip
        self.previous_button.setAccessibleName(self.tr("Peserta sebelumnya"))
        self.next_button.setAccessibleName(self.tr("Peserta berikutnya"))
        self.save_button = button(
            "form_save", self.tr("Simpan"), _nothing, icon="save", shortcut="Ctrl+S"
        )
        self.another_button = button(
            "form_save_another", self.tr("Simpan && tambah lagi"), _nothing,
            icon="user-plus", shortcut="Ctrl+Shift+S",
        )  # fmt: skip
        self.banner = Banner("form_banner")
        head = row(
            self.back_button, self.title_label, 1, self.place_label, self.previous_button,
            self.next_button, self.another_button, self.save_button,
        )  # fmt: skip
        cards: list[QWidget] = []
        for title, keys in fields.SECTIONS:
            cards.append(section(fields.tr(title), self._cells(keys)))
            if "education_level" in keys:
                cards += [self.rows[kind] for kind in ("educations", "experiences", "trainings")]
                cards.append(self.rows["certificates"])
        self.area: QScrollArea = scrolled(*cards)
        named(self.area, "form_fields", self.tr("Isian peserta"))
        self.side = scrolled(self.panel)
        self.side.setFixedWidth(WIDTH)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        body = row(spacing=3 * SPACE)
        body.addWidget(self.area, 1)
        body.addWidget(self.side)
        layout = column(head, self.banner)
        layout.addLayout(body, 1)
        self.setLayout(layout)
        self._order_tabs()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_narrow(event.size().width() < _NARROW)

    def _set_narrow(self, narrow: bool) -> None:
        """Put what is beside the fields below them where the window has no room for both."""
        if narrow == self.side.isHidden():
            return
        self.side.setHidden(narrow)
        holder: Any = (self.area if narrow else self.side).widget()
        layout = holder.layout()
        layout.insertWidget(layout.count() - 1, self.panel)

    def _order_tabs(self) -> None:
        """Have the tab key go as the eye does: section by section, and then to the buttons."""
        stops: list[QWidget] = []
        for _, keys in fields.SECTIONS:
            stops += [self.fields[key].editor for key in keys]
            if "education_level" in keys:
                for one in self.rows.values():
                    stops += [one.remove_button, one.add_button, one.table]
        stops += [self.another_button, self.save_button]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _cells(self, keys: Sequence[str]) -> list[QWidget]:
        """Return the cells of a section: its fields, two narrow ones in one cell."""
        cells: list[QWidget] = []
        for key in keys:
            if key in fields.PAIRS:
                both = QWidget()
                sides = row()
                for side in (key, fields.PAIRS[key]):
                    sides.addWidget(self.fields[side], 1, Qt.AlignmentFlag.AlignTop)
                both.setLayout(sides)
                cells.append(both)
            elif key not in fields.PAIRS.values():
                cells.append(self.fields[key])
        return cells
