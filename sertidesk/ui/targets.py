"""The small grid of target occupations: occupation from the catalogue, level, quota."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QPushButton, QWidget

from sertidesk.domain.errors import UserError
from sertidesk.domain.occupations import LEVELS, Catalogue
from sertidesk.ui.kit.parts import button, label, named
from sertidesk.ui.kit.theme import SPACE

MOST = 10_000  # persons a quota may ask for


class TargetsEditor(QWidget):
    """Rows to type in; there is always an empty one at the end, and empty ones count as none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("targets")
        self._catalogue: Catalogue | None = None
        self._labels = QStringListModel(self)
        self.rows: list[_Row] = []
        self._before: QWidget | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * SPACE)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(0, 1)
        for place, title in enumerate(
            (self.tr("Jabatan kerja"), self.tr("Jenjang"), self.tr("Kuota"))
        ):
            self._grid.addWidget(label(title, "label"), 0, place)

    def follow(self, before: QWidget) -> None:
        """Let Tab come to the rows from this widget."""
        self._before = before

    def set_catalogue(self, catalogue: Catalogue) -> None:
        """Complete from the current occupations of this catalogue."""
        self._catalogue = catalogue
        self._labels.setStringList(
            [occupation.label for occupation in catalogue.occupations if occupation.current]
        )

    def set_targets(self, targets: Sequence[Mapping[str, object]]) -> None:
        """Show these targets."""
        for row in list(self.rows):
            self._drop(row)
        for target in targets:
            self._add().show_target(target)
        self._add()

    def targets(self) -> list[dict[str, object]]:
        """Return what is typed; a `UserError` names the row that is not right."""
        return [
            found
            for number, row in enumerate(self.rows, start=1)
            if (found := row.target(number)) is not None
        ]

    def _add(self) -> _Row:
        row = _Row(self, self._labels, len(self.rows) + 1)
        place = self._grid.rowCount()
        before: QWidget | None = self.rows[-1].remove_button if self.rows else self._before
        for at, widget in enumerate(row.widgets()):
            self._grid.addWidget(widget, place, at)
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
        row.typed.connect(self._on_typed)
        row.named.connect(self._on_named)
        row.remove_requested.connect(self._on_remove_requested)
        self.rows.append(row)
        self._show_remove_buttons()
        return row

    def _drop(self, row: _Row) -> None:
        self.rows.remove(row)
        for widget in row.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        row.deleteLater()

    def _show_remove_buttons(self) -> None:
        for row in self.rows:
            row.remove_button.setEnabled(row is not self.rows[-1])

    def _on_typed(self) -> None:
        if not self.rows[-1].is_empty():
            self._add()

    def _on_named(self, row: _Row) -> None:
        """Take the level that a name chosen or typed tells."""
        if self._catalogue is None:
            return
        text = row.name_edit.text().strip()
        known = next((one for one in self._catalogue.occupations if one.label == text), None)
        if known is not None:
            row.show_name(known.name, known.level)
            return
        found = [one for one in self._catalogue.by_name(text) if one.current]
        if row.level() is None and len({one.level for one in found}) == 1:
            row.show_name(text, found[0].level)

    def _on_remove_requested(self, row: _Row) -> None:
        after = self.rows[self.rows.index(row) + 1]
        self._drop(row)
        self._show_remove_buttons()
        after.name_edit.setFocus()


class _Row(QObject):
    """One occupation."""

    typed = Signal()
    named = Signal(object)  # the row whose name is complete
    remove_requested = Signal(object)

    def __init__(self, parent: TargetsEditor, labels: QStringListModel, number: int) -> None:
        super().__init__(parent)
        self.name_edit = named(
            QLineEdit(), f"target_{number}_name", self.tr("Jabatan kerja {n}").format(n=number)
        )
        self.name_edit.setPlaceholderText(self.tr("ketik sebagian nama…"))
        completer = QCompleter(labels, self.name_edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(10)
        self.name_edit.setCompleter(completer)
        self.level_box = named(
            QComboBox(), f"target_{number}_level", self.tr("Jenjang {n}").format(n=number)
        )
        self.level_box.addItem("–", None)
        for level in LEVELS:
            self.level_box.addItem(str(level), level)
        self.quota_edit = named(
            QLineEdit(), f"target_{number}_quota", self.tr("Kuota {n}").format(n=number)
        )
        self.quota_edit.setPlaceholderText(self.tr("orang"))
        self.quota_edit.setMaximumWidth(88)
        self.remove_button: QPushButton = button(
            f"target_{number}_remove",
            "",
            lambda: self.remove_requested.emit(self),
            icon="x",
            tip=self.tr("Hapus baris ini"),
        )
        self.remove_button.setProperty("tool", True)
        self.remove_button.setAccessibleName(self.tr("Hapus jabatan {n}").format(n=number))
        self.name_edit.textEdited.connect(self._on_typed)
        self.quota_edit.textEdited.connect(self._on_typed)
        self.name_edit.editingFinished.connect(self._on_named)
        # Queued: the completer writes its text into the edit after it has told of it.
        completer.activated.connect(self._on_named, Qt.ConnectionType.QueuedConnection)

    def widgets(self) -> tuple[QWidget, ...]:
        """Return the row's widgets from left to right."""
        return self.name_edit, self.level_box, self.quota_edit, self.remove_button

    def is_empty(self) -> bool:
        """Tell whether nothing is typed."""
        return not self.name_edit.text().strip() and not self.quota_edit.text().strip()

    def level(self) -> int | None:
        """Return the level chosen."""
        chosen: int | None = self.level_box.currentData()
        return chosen

    def show_name(self, name: str, level: int | None) -> None:
        """Show an occupation with its level."""
        self.name_edit.setText(name)
        self.level_box.setCurrentIndex(self.level_box.findData(level))

    def show_target(self, target: Mapping[str, object]) -> None:
        """Show what is kept of one target."""
        level, quota = target.get("level"), target.get("quota")
        self.show_name(str(target["occupation"]), level if isinstance(level, int) else None)
        self.quota_edit.setText("" if quota is None else str(quota))

    def target(self, number: int) -> dict[str, object] | None:
        """Return what is typed, None for an empty row."""
        if self.is_empty():
            return None
        name, quota = self.name_edit.text().strip(), self.quota_edit.text().strip()
        if not name:
            raise UserError(
                "target_without_name",
                "Baris {number} sasaran belum berisi jabatan kerja. Isi atau hapus barisnya.",
                number=number,
            )
        if quota and not (quota.isdecimal() and 0 < int(quota) <= MOST):
            raise UserError(
                "quota_unreadable",
                "Kuota “{name}” harus angka antara 1 dan 10.000. Perbaiki atau kosongkan.",
                name=name,
            )
        return {
            "occupation": name,
            "level": self.level(),
            "quota": int(quota) if quota else None,
        }

    def _on_typed(self, _text: str) -> None:
        self.typed.emit()

    def _on_named(self, *_: object) -> None:
        self.named.emit(self)
