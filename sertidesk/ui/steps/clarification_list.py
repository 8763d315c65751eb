"""The list of participants with what Disdukcapil said of each, and the chips that filter it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from sertidesk.domain.clarification import LABELS, OPEN, SENT, Status, labels_of
from sertidesk.services import clarification
from sertidesk.services.activity import Activity
from sertidesk.services.clarification import Overview
from sertidesk.services.clarification_lists import UNSETTLED
from sertidesk.services.store import Store
from sertidesk.ui.kit.flow import FlowLayout
from sertidesk.ui.kit.parts import named
from sertidesk.ui.kit.table import TableColumn

TONES: dict[str, str] = {
    OPEN: "plain",
    SENT: "accent",
    Status.MATCHED: "good",
    Status.DIFFERENT: "warn",
    Status.UNCLEAR: "warn",
    Status.NOT_RECORDED: "warn",
    Status.MOVED: "warn",
    Status.INACTIVE: "bad",
    Status.DUPLICATE: "bad",
    Status.NOT_FOUND: "bad",
    Status.DECEASED: "bad",
}
_ORDER: tuple[str, ...] = (OPEN, SENT, Status.MATCHED, *reversed(Status))
EXCUSED = "excused"


def _tr(text: str) -> str:
    return QCoreApplication.translate("clarification", text)


def badges() -> dict[Any, tuple[str, str]]:
    """Return word and tone of every state, as the table draws them."""
    words: dict[Any, tuple[str, str]] = {
        str(state): (_tr(LABELS[state]), tone) for state, tone in TONES.items()
    }
    words[EXCUSED] = (_tr("Diikutkan"), "plain")
    return words


def columns() -> list[TableColumn]:
    """Return the columns of the list."""
    return [
        TableColumn("number", _tr("No"), 42, align_right=True),
        TableColumn("name", _tr("Nama"), 172),
        TableColumn("state", _tr("Hasil"), 118, badges=badges()),
        TableColumn("differing", _tr("Yang beda"), 104, show=labels_of),
        TableColumn("nik", _tr("NIK"), 134),
        TableColumn("said", _tr("Jawaban"), 70),
    ]


class ParticipantSource:
    """Reads the list page by page; the chip's state and the subjects narrow it further."""

    def __init__(self, store: Store, activity: Activity) -> None:
        self._store, self._activity = store, activity
        self.state = ""
        self.subjects: tuple[str, ...] | None = None

    def count(self, filters: Mapping[str, str]) -> int:
        """Return how many participants are found."""
        return clarification.count(
            self._store, self._activity, self._filters(filters), self.subjects
        )

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        """Return a page of rows, keyed by participant."""
        return [
            (
                line.participant_id,
                line.number,
                line.name,
                EXCUSED if line.excused and line.state != Status.MATCHED else line.state,
                line.differing,
                line.nik,
                line.said,
            )
            for line in clarification.lines(
                self._store,
                self._activity,
                self._filters(filters),
                self.subjects,
                sort=sort or "number",
                descending=descending,
                offset=offset,
                limit=limit,
            )
        ]

    def _filters(self, typed: Mapping[str, str]) -> dict[str, str]:
        found = {key: text for key, text in typed.items() if key != "state"}
        if self.state:
            found["state"] = self.state
        wanted = typed.get("state", "").strip().casefold()
        if wanted and not self.state:
            found["state"] = next(
                (state for state, word in LABELS.items() if wanted in word.casefold()), wanted
            )
        return found


class Chips(QWidget):
    """The counts over the list: one chip for each state somebody is in; a click filters."""

    chosen = Signal(str)  # a state, UNSETTLED, or "" for all

    def __init__(self) -> None:
        super().__init__()
        named(self, "clarification_chips", self.tr("Saring menurut hasil"))
        self._row = FlowLayout()
        self.setLayout(self._row)
        self._chips: dict[str, QPushButton] = {}
        self.state = ""

    def show_counts(self, overview: Overview) -> None:
        """Show the counts; a filter that finds nobody any more is let go."""
        matched = overview.states.get(Status.MATCHED, 0)
        wanted: list[tuple[str, str, str]] = [
            ("", self.tr("{count} peserta").format(count=overview.persons), "plain")
        ]
        for state in dict.fromkeys(map(str, _ORDER)):
            count = overview.states.get(state, 0)
            if count:
                word = _tr(LABELS[state]).lower()
                wanted.append((state, f"{count} {word}", TONES[state]))
        if 0 < matched < overview.persons:
            wanted.append((UNSETTLED, self.tr("Belum selesai"), "plain"))
        keys = [key for key, _, _ in wanted]
        if self.state not in keys:
            self.state = ""
            self.chosen.emit("")
        for key in [key for key in self._chips if key not in keys]:
            gone = self._chips.pop(key)
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for key, text, tone in wanted:
            chip = self._chips.get(key) or self._make(key, tone)
            chip.setText(text)
            chip.setAccessibleName(self.tr("Saring: {what}").format(what=text))
            chip.setChecked(key == self.state)
            self._row.removeWidget(chip)
            self._row.addWidget(chip)

    def choose(self, state: str) -> None:
        """Filter by a state as if its chip had been clicked."""
        self.state = state if state in self._chips else ""
        for key, chip in self._chips.items():
            chip.setChecked(key == self.state)
        self.chosen.emit(self.state)

    def _make(self, key: str, tone: str) -> QPushButton:
        chip = QPushButton()
        chip.setObjectName(f"chip_{key or 'all'}")
        chip.setProperty("chip", tone)
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.clicked.connect(lambda _checked=False: self.choose(key))
        self._chips[key] = chip
        return chip
