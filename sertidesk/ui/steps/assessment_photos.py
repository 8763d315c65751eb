"""Photos and papers that document the assessment: of the activity as a whole, or of a session."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.services import evidence
from sertidesk.services.activity import Activity
from sertidesk.ui.desk import Desk
from sertidesk.ui.evidence_list import EvidenceList
from sertidesk.ui.kit.combo import QuietCombo
from sertidesk.ui.kit.parts import button, column, label, named, row

TOPIC = "assessment"


class PhotosPage(QWidget):
    """Stands in the place of the list while it is open; Esc goes back."""

    closed = Signal()

    def __init__(self, desk: Desk, activity: Activity) -> None:
        super().__init__()
        named(self, "assessment_photos_page", self.tr("Dokumentasi asesmen"))
        self._desk, self._activity = desk, activity
        self._sessions: dict[str, str] = {}
        self.back_button = button(
            "assessment_photos_back", self.tr("Kembali"), self.closed.emit, icon="arrow-left"
        )
        self.session_box = named(
            QuietCombo(self.tr("Dokumentasi sesi")), "assessment_photos_session"
        )
        self.session_box.setMinimumWidth(280)
        self.files = EvidenceList(desk, "assessment_photos_files", self.tr("Berkas"))
        about = label(
            self.tr("Foto pelaksanaan, lembar hasil, dan bukti lain. Seret berkas ke sini."),
            "muted",
        )
        layout = column(
            row(self.back_button, label(self.tr("Dokumentasi asesmen"), "heading"), 1),
            row(self.session_box, about, 1),
            self.files,
        )
        layout.setStretch(2, 1)
        self.setLayout(layout)
        # Connected signals
        self.session_box.currentIndexChanged.connect(self._on_session_chosen)
        self.files.changed.connect(self._show_sessions)

    def open(self, sessions: Mapping[str, str], chosen: str = "") -> None:
        """Show the files of a session, or of the whole activity; ``sessions`` has their words."""
        self._sessions = dict(sessions)
        self._show_sessions(chosen)
        self._on_session_chosen()
        self.files.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Show the files anew."""
        self._show_sessions()
        self.files.reload()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show_sessions(self, chosen: str | None = None) -> None:
        key = self.session_box.currentData() if chosen is None else chosen
        with self._desk.store.read() as connection:
            counts = evidence.counts(connection, self._activity.id)
        self.session_box.blockSignals(True)
        self.session_box.clear()
        for session, words in {"": self.tr("Seluruh kegiatan"), **self._sessions}.items():
            count = sum(
                number
                for (topic, owner), number in counts.items()
                if topic == TOPIC and (not session or owner == session)
            )
            self.session_box.addItem(f"{words}  ({count})" if count else words, session)
        self.session_box.setCurrentIndex(max(0, self.session_box.findData(key or "")))
        self.session_box.setVisible(bool(self._sessions))
        self.session_box.blockSignals(False)

    def _on_session_chosen(self, _index: int = 0) -> None:
        session = self.session_box.currentData() or None
        self.files.show_owner(self._activity.id, TOPIC, session)
