"""Orang: everyone the office knows, each once; the one chosen at the right; the twins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QTabWidget, QWidget

from sertidesk.domain import phones
from sertidesk.domain.formatting import number, short_date
from sertidesk.services import persons, search
from sertidesk.services.persons import PersonLine
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import EmptyState, Page, button, column, label, named, row
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.persons_details import PersonPanel
from sertidesk.ui.persons_twins import TwinsPanel

_SHOWN = frozenset(
    {"person", "participant", "education", "experience", "training", "certificate", "attachment",
     "activity", "duplicate_decision", "attendance", "assessment", "appeal", "handover",
     "application_event", "session", "session_participant", "submission"}
)  # fmt: skip
_CAP = 2000  # persons that one search brings


class PersonSource:
    """Pages of persons: of all by an index, or of what a search found."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.text = ""
        self._found: list[str] | None = None
        self._ordered: tuple[object, Sequence[PersonLine]] | None = None

    def count(self, filters: Mapping[str, str]) -> int:
        """Return how many persons are shown; the search is done here, once."""
        self._ordered = None
        self._found = search.person_ids(self._store, self.text) if self.text.strip() else None
        return persons.count(self._store) if self._found is None else len(self._found)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        """Return a page of rows."""
        if self._found is None:
            lines: Sequence[PersonLine] = persons.page(self._store, sort, descending, offset, limit)
        elif sort in ("", "name") and not descending:
            lines = persons.lines(self._store, self._found[offset : offset + limit])
        else:
            wanted = (sort, descending)
            if self._ordered is None or self._ordered[0] != wanted:
                found = persons.lines(self._store, self._found)
                self._ordered = wanted, persons.ordered(found, sort, descending)
            lines = self._ordered[1][offset : offset + limit]
        return [
            (
                line.id,
                line.name,
                line.nik,
                line.birth_date,
                line.village,
                line.activities,
                line.phone,
                line.district,
            )
            for line in lines
        ]


class PersonsPage(QWidget):
    """The list with its search, the details beside it, and the tab of twins."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.page = Page(self.tr("Orang"))
        self.source = PersonSource(desk.store)
        self.search_edit: QLineEdit = named(QLineEdit(), "persons_search", self.tr("Cari orang"))
        self.search_edit.setPlaceholderText(self.tr("Cari nama, NIK, nomor HP, atau desa…"))
        self.search_edit.setClearButtonEnabled(True)
        self.search_edit.setMinimumWidth(320)
        self.count_label = label("", "muted")
        self.table = Table(
            "persons_table",
            self.tr("Daftar orang"),
            self.source,
            [
                TableColumn("name", self.tr("Nama"), 196),
                TableColumn("nik", "NIK", 136),
                TableColumn("birth_date", self.tr("Tgl lahir"), 88, show=short_date),
                TableColumn("village", self.tr("Desa/Kelurahan"), 120),
                TableColumn("activities", self.tr("Kegiatan"), 76, align_right=True),
                TableColumn("phone", self.tr("Nomor HP"), 118, show=_phone),
                TableColumn("district", self.tr("Kecamatan"), 120),
            ],
            filters=False,
        )
        self.details = PersonPanel(desk)
        self.twins = TwinsPanel(desk)
        self.tabs: QTabWidget = named(QTabWidget(), "persons_tabs", self.tr("Orang"))
        self._typing = QTimer(self, singleShot=True, interval=80)
        self._build()
        # Signals of this page, in one place.
        self.search_edit.textEdited.connect(self._on_text_edited)
        self.search_edit.returnPressed.connect(self._on_search_done)
        self._typing.timeout.connect(self.look)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.row_activated.connect(self._on_row_activated)
        self.details.closed.connect(self._on_details_closed)
        self.twins.person_requested.connect(self.show_person)

    def open(self, id: str = "", text: str = "") -> None:
        """Show one person, or what a search finds."""
        self.tabs.setCurrentIndex(0)
        if id:
            self.show_person(id)
            self._look_for("")
            self.table.go_to(id)
        else:
            self._look_for(text)
            self.search_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew when persons or what belongs to them changed."""
        if kinds is not None and not kinds & _SHOWN:
            return
        self._look_for(self.search_edit.text())
        self.details.reload()
        self.twins.reload(kinds)

    def look(self) -> None:
        """Search for what is typed, now."""
        self._typing.stop()
        self._look_for(self.search_edit.text())

    def show_person(self, person_id: str) -> None:
        """Show everything known of one person."""
        self.tabs.setCurrentIndex(0)
        self.details.show_person(person_id)

    def _build(self) -> None:
        self.empty = EmptyState(
            self.tr("Belum ada orang"),
            self.tr(
                "Setiap orang tercatat satu kali menurut NIK-nya, begitu ia menjadi peserta suatu "
                "kegiatan. Mulailah dari kegiatan: impor daftar atau tambah peserta."
            ),
            button(
                "persons_to_activities", self.tr("Ke daftar kegiatan"),
                lambda: self._desk.go("activities"), icon="folder-kanban",
            ),
        )  # fmt: skip
        self.nothing = EmptyState(
            self.tr("Tidak ada yang cocok"),
            self.tr("Periksa ejaannya, atau ketik sebagian saja: satu kata nama, akhir NIK."),
        )
        self.body = QStackedWidget()
        for one in (self.table, self.empty, self.nothing):
            self.body.addWidget(one)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        named(splitter, "persons_splitter")
        splitter.addWidget(self.body)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(2 * SPACE)
        splitter.setSizes([740, 380])
        everybody = QWidget()
        layout = column(row(self.search_edit, self.count_label, 1))
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        layout.addWidget(splitter, 1)
        everybody.setLayout(layout)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(everybody, self.tr("Semua orang"))
        self.tabs.addTab(self.twins, self.tr("Kembar"))
        self.page.body.addWidget(self.tabs, 1)
        self.setLayout(column(self.page))

    def _look_for(self, text: str) -> None:
        if self.search_edit.text() != text:
            self.search_edit.setText(text)
        self.source.text = text
        self.table.reload()
        found = self.table.table_model.rowCount()
        if found:
            self.body.setCurrentWidget(self.table)
        else:
            self.body.setCurrentWidget(self.nothing if text.strip() else self.empty)
        words = self.tr("{count} orang").format(count=number(found))
        if text.strip() and found >= _CAP:
            words = self.tr("{count} orang atau lebih; ketik lagi").format(count=number(found))
        self.count_label.setText(words)

    def _on_text_edited(self, _text: str) -> None:
        self._typing.start()

    def _on_search_done(self) -> None:
        self.look()
        if self.table.table_model.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.selectRow(0)

    def _on_selection_changed(self) -> None:
        chosen = self.table.selected_keys()
        if len(chosen) == 1:
            self.details.show_person(chosen[0])

    def _on_row_activated(self, person_id: str) -> None:
        self.details.show_person(person_id)
        self.details.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_details_closed(self) -> None:
        self.table.clearSelection()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _phone(e164: str) -> str:
    return phones.show(e164) if e164 else ""
