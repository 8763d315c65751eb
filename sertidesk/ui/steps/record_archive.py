"""The archive of an official record: which papers lie in it, with the files that prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from typing_extensions import override

from sertidesk.domain.formatting import short_date
from sertidesk.domain.official_record import PAPERS
from sertidesk.services import official_record
from sertidesk.services.official_record import EVIDENCE
from sertidesk.ui.evidence_list import EvidenceList
from sertidesk.ui.kit.check_list import CheckList
from sertidesk.ui.kit.parts import row
from sertidesk.ui.kit.sides import Side
from sertidesk.ui.kit.theme import SPACE

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk


class ArchiveSide(Side):
    """Ticks on the left, files on the right."""

    def __init__(self, desk: Desk, activity_id: str) -> None:
        super().__init__(desk, "record_archive", self.tr("Arsip berita acara"))
        self._activity_id = activity_id
        self.papers = CheckList("record_papers", self.tr("Sudah diarsipkan"))
        self.files = EvidenceList(
            desk, "record_files", self.tr("Bukti: pindaian berita acara, daftar hadir, foto")
        )
        layout = row(self.papers, self.files, spacing=4 * SPACE)
        layout.setStretch(0, 1)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        self.setLayout(layout)
        # Connected signals
        self.papers.edited.connect(self._on_edited)

    @override
    def show_entry(self, meeting: Any) -> None:
        another = meeting is None or self.entry is None or meeting.id != self.entry.id
        self.entry = meeting
        filed = meeting.filed if meeting is not None else {}
        here = self.papers.list.currentRow()
        self.papers.fill(
            [
                (key, f"{word} – {short_date(filed[key])}" if key in filed else word)
                for key, word in PAPERS.items()
            ],
            list(filed),
        )
        self.papers.list.setCurrentRow(max(here, 0))
        self.papers.setEnabled(meeting is not None)
        if meeting is None:
            self.files.show_nothing()
        elif another:
            self.files.show_owner(self._activity_id, EVIDENCE, meeting.id)

    @override
    def begin(self) -> None:
        self.papers.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        if self.entry is not None:
            changes = self.desk.do(official_record.file, self.entry.id, self.papers.chosen())
            self.tell(changes, self.tr("Arsip dicatat."))
