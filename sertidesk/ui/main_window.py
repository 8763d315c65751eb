"""The shell: navigation at the left, search at the top, pages in the middle, work below.

It is painted before storage is imported; pages are imported when they are first shown.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore  # QtCore.Qt is looked up when needed: making it takes 10 ms
from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QProgressBar,
    QStackedWidget,
    QWidget,
)

from sertidesk.ui.kit import theme
from sertidesk.ui.kit.marks import override
from sertidesk.ui.kit.parts import Banner, button, column, label, named, row
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk
    from sertidesk.ui.kit.work import Work

_PAGES = {
    "home": ("sertidesk.ui.home", "HomePage"),
    "activities": ("sertidesk.ui.activities", "ActivitiesPage"),
    "activity": ("sertidesk.ui.activity", "ActivityPage"),
    "persons": ("sertidesk.ui.persons", "PersonsPage"),
    "letters": ("sertidesk.ui.letters", "LettersPage"),
    "complaints": ("sertidesk.ui.complaints", "ComplaintsPage"),
    "expiring": ("sertidesk.ui.expiring", "ExpiringCertificates"),
    "settings": ("sertidesk.ui.settings", "SettingsPage"),
    "preview": ("sertidesk.ui.preview", "PreviewPage"),
}
_NAVIGATION = (
    ("home", "Beranda", "home"),
    ("activities", "Kegiatan", "folder-kanban"),
    ("persons", "Orang", "users"),
    ("letters", "Surat", "mail"),
    ("complaints", "Pengaduan", "message-square-text"),
    ("settings", "Pengaturan", "settings"),
)
_TOLD, _LONG_TOLD = 8_000, 15_000  # ms; longer where there is something to do about it


class MainWindow(QMainWindow):
    """The one window of the program."""

    painted = Signal()  # the empty shell is on the screen: open the data
    closing = Signal()  # the window goes: close the store

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("SertiDesk")
        self.setWindowIcon(theme.icon("sertidesk"))
        theme.dress(self)
        self.setMinimumSize(960, 600)
        self.resize(1280, 720)
        self._desk: Desk | None = None
        self._is_painted = False
        self._way_back: tuple[str, QWidget | None] = ("home", None)
        self._changed_below: frozenset[str] = frozenset()  # while a preview lies over a page
        self.may_close: Callable[[], bool] = lambda: True  # asked before the window goes
        self._pages: dict[str, Any] = {}  # each has reload(kinds), some open(…)
        self.navigation = self._make_navigation()
        self.search_slot = row()
        self._strip_slot = row()
        self.pages = named(QStackedWidget(), "pages")
        self._foot = column()
        self._build()

    def _build(self) -> None:
        brand = named(QLabel("SertiDesk"), "brand")
        brand.setProperty("role", "heading")
        top = named(QFrame(), "topbar")
        # What was done is told in the bar, where it moves nothing that is about to be clicked.
        top_layout = row(brand, self._strip_slot, self.search_slot, spacing=4 * SPACE)
        top_layout.setStretch(1, 1)
        top_layout.setContentsMargins(4 * SPACE, 2, 4 * SPACE, 2)
        top.setLayout(top_layout)
        top.setFixedHeight(44)
        body = row(self.navigation, spacing=0)
        middle = column(self.pages, spacing=0)
        self._foot.setContentsMargins(4 * SPACE, 0, 4 * SPACE, SPACE)
        middle.addLayout(self._foot)
        body.addLayout(middle, 1)
        shell = named(QFrame(), "shell")
        layout = column(top, spacing=0)
        layout.addLayout(body, 1)
        shell.setLayout(layout)
        self.setCentralWidget(shell)

    def _make_navigation(self) -> QListWidget:
        made = named(QListWidget(), "navigation", self.tr("Halaman"))
        made.setFixedWidth(184)
        made.setIconSize(QSize(18, 18))
        for _key, title, icon in _NAVIGATION:
            item = QListWidgetItem(theme.icon(icon), self.tr(title))
            item.setSizeHint(QSize(160, 10 * SPACE))
            made.addItem(item)
        made.setCurrentRow(0)
        return made

    def attach(self, desk: Desk) -> None:
        """Join the painted shell to the desk and show the first page."""
        self._desk = desk
        # Signals of this window, in one place.
        self.navigation.currentRowChanged.connect(self._on_navigation_changed)
        desk.go_requested.connect(self._on_go_requested)
        desk.changed.connect(self._on_data_changed)
        desk.said.connect(self._on_said)
        desk.offered.connect(self._on_offered)
        desk.work_started.connect(self.work_bar.follow)
        self._act("undo", "Urungkan", QKeySequence.StandardKey.Undo, desk.undo)
        self._act("redo", "Ulangi", QKeySequence.StandardKey.Redo, desk.redo)
        self._act("find", "Cari", QKeySequence.StandardKey.Find, self._on_find_requested)
        search = import_module("sertidesk.ui.search").SearchBox(desk)
        self.search_slot.addWidget(search)
        self.show_page("home")

    @cached_property
    def strip(self) -> Banner:
        """Return where is told what was done; the shell is painted without it."""
        made = Banner("strip", snug=True)
        made.setMaximumHeight(40)
        self._strip_slot.addWidget(made)
        return made

    @cached_property
    def _strip_clock(self) -> QTimer:
        """Return what takes a good message away again; the newest alone counts."""
        made = QTimer(self, singleShot=True)
        made.timeout.connect(self.strip.hide)
        return made

    @cached_property
    def list_output(self) -> Any:
        """Return what prints and saves the lists of this window (`kit/list_keys.py`)."""
        assert self._desk is not None
        return import_module("sertidesk.ui.list_output").ListOutput(self._desk, self)

    @cached_property
    def work_bar(self) -> _WorkBar:
        """Return what shows the work going on; the shell is painted without it."""
        made = _WorkBar()
        self._foot.addWidget(made)
        return made

    def show_page(self, name: str, **what: Any) -> None:
        """Show a page, made when it is first asked for; ``what`` goes to its `open`."""
        assert self._desk is not None
        self._remember_way_back(name)
        self._leave_field()
        page = self._pages.get(name)
        if page is None:
            module, class_name = _PAGES[name]
            page = getattr(import_module(module), class_name)(self._desk)
            self._pages[name] = page
            self.pages.addWidget(page)
            if name == "preview":
                page.closed.connect(self._on_preview_closed)
        if name == "preview":  # which leaves by itself what cannot be made
            self.pages.setCurrentWidget(page)
            self._show_name_of(page, name)
        if what:
            page.open(**what)
        else:
            page.reload(None)
        if name != "preview":
            self.pages.setCurrentWidget(page)
            self._show_name_of(page, name)

    def _show_name_of(self, page: Any, name: str) -> None:
        self.navigation.setVisible(name not in ("activity", "preview"))
        self._mark_navigation(name)
        subject = getattr(page, "subject", "")
        self.setWindowTitle(f"SertiDesk – {subject}" if subject else "SertiDesk")

    def _act(
        self, name: str, text: str, keys: QKeySequence.StandardKey, act: Callable[[], object]
    ) -> None:
        action = QAction(self.tr(text), self)
        action.setObjectName(f"{name}_action")
        wanted = QKeySequence.keyBindings(keys)
        if keys is QKeySequence.StandardKey.Redo and QKeySequence("Ctrl+Y") not in wanted:
            wanted.append(QKeySequence("Ctrl+Y"))  # the hand knows it, whatever the platform says
        action.setShortcuts(wanted)
        action.triggered.connect(lambda _checked=False: act())
        self.addAction(action)

    def _leave_field(self) -> None:
        """Let the field that is typed in keep its text, as it does when the cursor leaves it."""
        field = self.focusWidget()
        if field is not None:
            field.clearFocus()

    def _remember_way_back(self, name: str) -> None:
        """Keep where a paper is asked for, with the field that has the cursor, until it is left."""
        current = self.pages.currentWidget()
        shown = next((key for key, page in self._pages.items() if page is current), "home")
        if name == "preview" and shown != "preview":
            self._way_back = (shown, self.focusWidget())
            self._changed_below = frozenset()
        elif shown == "preview" and name != "preview":
            self._pages["preview"].let_go()

    def _on_preview_closed(self) -> None:
        """Show again what was shown before, as it was."""
        name, field = self._way_back
        page = self._pages.get(name)
        if page is None or self.pages.currentWidget() is not self._pages["preview"]:
            return
        self.pages.setCurrentWidget(page)
        self._show_name_of(page, name)
        if self._changed_below:
            page.reload(self._changed_below)
        if field is not None:
            with suppress(RuntimeError):  # it may have gone with a reload
                field.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _mark_navigation(self, name: str) -> None:
        self.navigation.blockSignals(True)
        for number, (key, _title, _icon) in enumerate(_NAVIGATION):
            if key == ("home" if name == "expiring" else name):
                self.navigation.setCurrentRow(number)
        self.navigation.blockSignals(False)

    def _on_navigation_changed(self, number: int) -> None:
        if number >= 0:
            self.show_page(_NAVIGATION[number][0])

    def _on_go_requested(self, page: str, what: dict[str, Any]) -> None:
        self.show_page(page, **what)

    def _on_data_changed(self, kinds: frozenset[str]) -> None:
        self._changed_below |= kinds
        for page in self._pages.values():
            if page is self.pages.currentWidget():
                page.reload(kinds)

    def _on_said(self, text: str, tone: str, change_set: str) -> None:
        assert self._desk is not None
        desk = self._desk
        if change_set:
            self.strip.say(text, tone, self.tr("Urungkan"), lambda: desk.undo(change_set))
        else:
            self.strip.say(text, tone)
        self.strip.setToolTip(text)
        self._strip_clock.stop()
        if tone in ("good", "accent"):  # what warns stays until it is closed
            self._strip_clock.start(_LONG_TOLD if change_set else _TOLD)

    def _on_offered(self, text: str, action: str, act: Callable[[], object]) -> None:
        self.strip.say(text, "good", action, act)
        self.strip.setToolTip(text)
        self._strip_clock.start(_LONG_TOLD)

    def _on_find_requested(self) -> None:
        edit = self.findChild(QWidget, "search_edit")
        if edit is not None:
            edit.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # after the parts were painted too

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave_field()
        if self._desk is not None and self._desk.working():
            self.strip.say(
                self.tr("Pekerjaan masih berjalan. Tunggu sampai selesai atau batalkan."), "warn"
            )
            event.ignore()
            return
        if not self.may_close():
            self.strip.say(self.tr("Data dicadangkan dahulu, lalu jendela menutup sendiri."))
            event.ignore()
            return
        if "preview" in self._pages:
            self._pages["preview"].let_go()
        self.closing.emit()
        event.accept()


class _WorkBar(QFrame):
    """Progress of the long work going on, with Cancel."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("work_bar")
        self._work: Work | None = None
        self._title: QLabel = label("")
        self._progress = named(QProgressBar(), "work_progress", self.tr("Kemajuan"))
        self._cancel = button("work_cancel", self.tr("Batal"), self._on_cancel_clicked)
        layout = row(self._title, self._progress, self._cancel)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.hide()

    def follow(self, work: Work) -> None:
        """Show this work until it ends."""
        self._work = work
        self._title.setText(work.title)
        self._progress.setRange(0, 0)
        self._cancel.setEnabled(True)
        work.progressed.connect(self._on_progressed)
        work.ended.connect(self._on_ended)
        self.show()

    def _on_progressed(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _on_cancel_clicked(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._cancel.setEnabled(False)

    def _on_ended(self) -> None:
        self._work = None
        self.hide()
