"""Who was in a submission, with the values as they were sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sertidesk.domain.formatting import moment
from sertidesk.domain.submission import shown
from sertidesk.services.submission import KIND_WORDS, SentPerson, SubmissionLine
from sertidesk.ui.kit.parts import button, label, row
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.kit.theme import SPACE

_SHOWN = ("birth_place", "birth_date", "phone", "village", "occupation")


class _People:
    """The persons of one submission as a table source."""

    def __init__(self) -> None:
        self.people: Sequence[SentPerson] = ()
        self._found: list[tuple[Any, ...]] = []

    def count(self, filters: Mapping[str, str]) -> int:
        self._found = [
            cells
            for cells in map(_cells, self.people)
            if all(
                wanted.strip().lower() in str(cells[_PLACES[key]]).lower()
                for key, wanted in filters.items()
            )
        ]
        return len(self._found)

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        found = self._found
        if sort:
            found = sorted(found, key=lambda cells: cells[_PLACES[sort]], reverse=descending)
        return found[offset : offset + limit]


_PLACES = {"number": 1, "name": 2, "nik": 3} | {key: 4 + n for n, key in enumerate(_SHOWN)}


def _cells(person: SentPerson) -> tuple[Any, ...]:
    sent = (str(person.sent.get(key) or "") for key in _SHOWN)
    values = (shown(key, text) if text else "" for key, text in zip(_SHOWN, sent, strict=True))
    return (person.participant_id, person.number, person.name, person.nik, *values)


class PastPage(QWidget):
    """A page with the persons of one submission."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("submission_past_page")
        self._source = _People()
        self.title_label = label("", "heading")
        self.about_label = label("", "muted", wrap=True)
        self.table = Table(
            "submission_past_table",
            self.tr("Peserta dalam pengiriman ini"),
            self._source,
            [
                TableColumn("number", self.tr("No"), 48, align_right=True),
                TableColumn("name", self.tr("Nama"), 220),
                TableColumn("nik", "NIK", 150),
                TableColumn("birth_place", self.tr("Tempat lahir"), 130),
                TableColumn("birth_date", self.tr("Tanggal lahir"), 110),
                TableColumn("phone", self.tr("Nomor HP"), 120),
                TableColumn("village", self.tr("Desa/Kelurahan"), 130),
                TableColumn("occupation", self.tr("Jabatan kerja"), 180),
            ],
        )
        self.back_button = button(
            "submission_past_back", self.tr("Kembali"), self.left.emit, icon="arrow-left"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(row(self.back_button, self.title_label, 1))
        layout.addWidget(self.about_label)
        layout.addWidget(self.table, 1)

    def show_submission(self, line: SubmissionLine, people: Sequence[SentPerson]) -> None:
        """Show who was in a submission."""
        self._source.people = people
        self.title_label.setText(
            self.tr("{kind} nomor {number}, {count} peserta").format(
                kind=KIND_WORDS[line.kind], number=line.number, count=line.persons
            )
        )
        told = (
            self.tr("Kepada {recipient}").format(recipient=line.recipient),
            moment(datetime.fromisoformat(line.at)),
            line.file_name,
            self.tr("sidik SHA-256 {digest}…").format(digest=line.sha256[:12]),
        )
        self.about_label.setText(" · ".join(told))
        self.about_label.setToolTip(line.sha256)
        self.table.reload()
