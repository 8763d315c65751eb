"""One person's portal pages: each field with one key to copy it; a strip to keep over a browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from sertidesk.domain.portal import Field, Page, State
from sertidesk.services.portal_pages import Entry
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import DateField, FormField, text_field
from sertidesk.ui.kit.parts import badge, button, column, label, named, row, set_badge
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE

_WIDTH = 400


class _Fields:
    """The fields of the page in sight as a table source."""

    def __init__(self) -> None:
        self.fields: Sequence[Field] = ()

    def count(self, filters: Mapping[str, str]) -> int:
        return len(self.fields)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        return [
            (
                str(place),
                f"{one.label} *" if one.required else one.label,
                one.value or ("kurang" if one.required else ""),
            )
            for place, one in enumerate(self.fields)
        ][offset : offset + limit]


class PortalPanel(QFrame):
    """Enter copies a field and goes on: to the next field, the next page, the next person."""

    edited = Signal(dict)  # number, day, note
    entered_requested = Signal()
    next_person_requested = Signal()
    person_requested = Signal()  # what lacks is to be filled in

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "portal_panel", self.tr("Isian portal peserta"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._desk = desk
        self._entry: Entry | None = None
        self.pages: tuple[Page, ...] = ()
        self._page = 0
        self._source = _Fields()
        self.heading = label("", "heading", wrap=True)
        self.missing_badge = badge("")
        self.page_combo: QComboBox = named(QComboBox(), "portal_page", self.tr("Halaman portal"))
        self.table = Table(
            "portal_fields", self.tr("Isian halaman ini"), self._source,
            [
                TableColumn("label", self.tr("Isian (* wajib)"), 150),
                TableColumn("value", self.tr("Nilai"), 200),
            ],
            filters=False,
        )  # fmt: skip
        self.table.setSortingEnabled(False)
        self.copy_button = button(
            "portal_copy_field", self.tr("Salin"), self.copy_and_go_on, icon="copy",
            tip=self.tr("Salin isian ini, lalu turun ke isian berikutnya (Enter)"),
        )  # fmt: skip
        self.strip_button = button(
            "portal_strip", self.tr("Mode ringkas"), self.show_strip, icon="layers",
            tip=self.tr("Jendela kecil yang tetap di atas peramban"),
        )  # fmt: skip
        self.person_button = button(
            "portal_fill_in", self.tr("Lengkapi data"), self.person_requested.emit, link=True
        )
        self.entered_button = button(
            "portal_entered", self.tr("Sudah diinput"), self.entered_requested.emit,
            icon="check", primary=True, tip=self.tr("Catat, lalu ke peserta berikutnya (S)"),
        )  # fmt: skip
        today = desk.store.today()
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                text_field("portal_number", self.tr("Nomor dari portal")),
                DateField("entered_on", self.tr("Tanggal input"), today),
                text_field("note", self.tr("Catatan")),
            )
        }
        self.strip = PortalStrip(self)
        self._build()
        # Connected signals
        self.page_combo.activated.connect(self.show_page)
        self.table.row_activated.connect(lambda _key: self.copy_and_go_on())
        for field in self.fields.values():
            field.left.connect(self._on_left)
        for keys, act in (
            ("Ctrl+C", self.copy),
            ("PgDown", lambda: self.turn(1)),
            ("PgUp", lambda: self.turn(-1)),
            ("N", self.next_person_requested.emit),
            ("S", self.entered_requested.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_person(self, entry: Entry, pages: tuple[Page, ...]) -> None:
        """Show one person; the page and field in sight stay while it is the same person."""
        same = self._entry is not None and self._entry.participant_id == entry.participant_id
        self._entry, self.pages = entry, pages
        self.heading.setText(entry.name or self.tr("Tanpa nama"))
        lacks = len(entry.missing)
        words = self.tr("{count} isian wajib kurang").format(count=lacks)
        set_badge(self.missing_badge, words if lacks else self.tr("Lengkap"),
                  "warn" if lacks else "good")  # fmt: skip
        self.missing_badge.setToolTip(", ".join(entry.missing))
        self.person_button.setVisible(bool(lacks))
        self.page_combo.clear()
        for page in pages:
            self.page_combo.addItem(page.heading)
        self._show_fields(entry)
        keep = (self._page, self.place()) if same else (0, 0)
        self.show_page(min(keep[0], len(pages) - 1), keep[1])

    def show_several(self, entries: Sequence[Entry]) -> None:
        """Say how many are chosen; fields are copied of one person at a time."""
        self._entry, self.pages = None, ()
        words = self.tr("Pilih satu peserta")
        if len(entries) > 1:
            words = self.tr("{count} peserta dipilih").format(count=len(entries))
        self.heading.setText(words)
        set_badge(self.missing_badge, "", "plain")
        self.person_button.hide()
        self.page_combo.clear()
        self._source.fields = ()
        self.table.reload()
        self.entered_button.setEnabled(bool(entries))
        self.copy_button.setEnabled(False)
        self.strip_button.setEnabled(False)
        self.strip.refresh()
        for field in self.fields.values():
            field.set_text("")
            field.setEnabled(False)

    def begin(self) -> None:
        """Put the keys on the first field."""
        if self.pages:
            self.show_page(0)
            self.table.setFocus()

    def place(self) -> int:
        """Return the number of the field that is copied next."""
        key = self.table.current_key()
        return int(key) if key is not None else 0

    def field(self) -> Field | None:
        """Return the field that is copied next."""
        fields = self._source.fields
        return fields[self.place()] if self.place() < len(fields) else None

    def page(self) -> Page | None:
        """Return the page in sight."""
        return self.pages[self._page] if self._page < len(self.pages) else None

    def show_page(self, number: int, place: int = 0) -> None:
        """Show a page, at a field of it."""
        if not self.pages:
            return
        self._page = max(0, number)
        self.page_combo.setCurrentIndex(self._page)
        self._source.fields = self.pages[self._page].fields
        self.table.reload()
        self.table.selectRow(min(place, len(self._source.fields) - 1))
        self.copy_button.setEnabled(True)
        self.strip_button.setEnabled(True)
        self.strip.refresh()

    def turn(self, by: int) -> None:
        """Go to the next or the previous page."""
        target = self._page + by
        if 0 <= target < len(self.pages):
            self.show_page(target)

    def step(self, by: int) -> None:
        """Go to the next or the previous field, over the pages."""
        target = self.place() + by
        if 0 <= target < len(self._source.fields):
            self.table.selectRow(target)
        elif by > 0 and self._page + 1 < len(self.pages):
            self.show_page(self._page + 1)
        elif by < 0 and self._page:
            self.show_page(self._page - 1, len(self.pages[self._page - 1].fields) - 1)
        self.strip.refresh()

    def copy(self) -> bool:
        """Copy the field in sight; tell whether there was anything to copy."""
        one = self.field()
        if one is None:
            return False
        QGuiApplication.clipboard().setText(one.value)
        if one.value:
            words = self.tr("{label} disalin: {value}")
            self._desk.say(words.format(label=one.label, value=one.value))
        else:
            self._desk.say(self.tr("{label} kosong.").format(label=one.label), "warn")
        return bool(one.value)

    def copy_and_go_on(self) -> None:
        """Copy the field in sight and go on to the next one."""
        self.copy()
        self.step(1)

    def show_strip(self) -> None:
        """Show the small window that stays over the browser."""
        self.strip.open()

    def _build(self) -> None:
        head = row(self.heading, self.missing_badge)
        head.setStretch(0, 1)
        back = button(
            "portal_page_back", "", lambda: self.turn(-1), icon="chevron-left",
            tip=self.tr("Halaman sebelumnya (PgUp)"),
        )  # fmt: skip
        on = button(
            "portal_page_on", "", lambda: self.turn(1), icon="chevron-right",
            tip=self.tr("Halaman berikutnya (PgDn)"),
        )  # fmt: skip
        back.setAccessibleName(self.tr("Halaman sebelumnya"))
        on.setAccessibleName(self.tr("Halaman berikutnya"))
        pages = row(back, self.page_combo, on, spacing=SPACE)
        pages.setStretch(1, 1)
        notes = row(*self.fields.values())
        for place in range(3):
            notes.setStretch(place, 1)
        layout = column(
            head, row(self.person_button, 1), pages, self.table,
            row(self.copy_button, self.strip_button, 1, self.entered_button), notes,
        )  # fmt: skip
        layout.setStretch(3, 1)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)

    def _show_fields(self, entry: Entry) -> None:
        self.entered_button.setEnabled(entry.state is not State.ENTERED)
        for key, field in self.fields.items():
            field.setEnabled(True)
            if field.editor.hasFocus():
                continue
            if isinstance(field, DateField):
                field.set_value(entry.entered_on)
            else:
                field.set_text(str(getattr(entry, key) or ""))

    def _on_left(self, key: str) -> None:
        field = self.fields[key]
        value: str | date | None = field.text()
        if isinstance(field, DateField):
            value = field.value()
            if field.text() and value is None:
                return  # the field says what is wrong with it
        self.edited.emit({key: value or None})


class PortalStrip(QWidget):
    """A small window over all others: person, field, value; Enter copies and goes on."""

    def __init__(self, panel: PortalPanel) -> None:
        super().__init__(panel, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        named(self, "portal_strip_window", self.tr("Isian portal, mode ringkas"))
        self.setWindowTitle(self.tr("Isian portal"))
        self._panel = panel
        self.person_label: QLabel = label("", "muted")
        self.field_label: QLabel = label("", "label")
        self.value_edit = named(QLineEdit(), "portal_strip_value", self.tr("Nilai isian"))
        self.value_edit.setReadOnly(True)
        self.copy_button = button(
            "portal_strip_copy", self.tr("Salin, lalu lanjut"), self.copy, icon="copy",
            primary=True,
        )  # fmt: skip
        back = button("portal_strip_back", self.tr("Mundur"), lambda: panel.step(-1))
        done = button(
            "portal_strip_done", self.tr("Sudah diinput"), panel.entered_requested.emit,
            icon="check",
        )  # fmt: skip
        layout = column(
            self.person_label, self.field_label, self.value_edit,
            row(back, self.copy_button, 1, done), spacing=SPACE,
        )  # fmt: skip
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        self.setMinimumWidth(420)

    def open(self) -> None:
        """Show the strip with the field that is copied next."""
        self.refresh()
        self.show()
        self.copy_button.setFocus()

    def refresh(self) -> None:
        """Show the person, page, field and value anew."""
        page, one = self._panel.page(), self._panel.field()
        place = f"{page.heading} · {self._panel.place() + 1}/{len(page.fields)}" if page else ""
        self.person_label.setText(" · ".join(filter(None, (self._panel.heading.text(), place))))
        self.field_label.setText(one.label if one else "")
        self.value_edit.setText(one.value if one else "")
        self.value_edit.setCursorPosition(0)

    def copy(self) -> None:
        """Copy the value and show the next field."""
        self._panel.copy_and_go_on()
        self.refresh()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chosen = self.focusWidget()
            if isinstance(chosen, QPushButton):
                chosen.click()
            else:
                self.copy()
        elif event.key() == Qt.Key.Key_S:
            self._panel.entered_requested.emit()
        elif event.key() == Qt.Key.Key_N:
            self._panel.next_person_requested.emit()
        elif event.key() == Qt.Key.Key_Down:
            self._panel.step(1)
        elif event.key() == Qt.Key.Key_Up:
            self._panel.step(-1)
        else:
            super().keyPressEvent(event)
