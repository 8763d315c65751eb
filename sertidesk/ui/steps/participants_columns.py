"""The columns of the participants' grid, where their rows come from, and rows as pasteable text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from sertidesk.domain import clarification, documents, phones
from sertidesk.domain.fields import BY_KEY
from sertidesk.domain.formatting import short_date
from sertidesk.domain.procedure import Procedure
from sertidesk.services.judgement import Rulebook
from sertidesk.services.participant_grid import WARNINGS, Grid
from sertidesk.services.participant_lists import DOCUMENT_WORDS, ParticipantQuery
from sertidesk.services.store import Store
from sertidesk.ui.kit.table import TableColumn

_TONES = {
    clarification.OPEN: "plain",
    clarification.SENT: "accent",
    clarification.Status.MATCHED: "good",
    clarification.Status.DIFFERENT: "warn",
    clarification.Status.UNCLEAR: "warn",
}
CLARIFICATION_BADGES = {
    state: (word, _TONES.get(state, "bad")) for state, word in clarification.LABELS.items()
}
DOCUMENT_BADGES = {1: (DOCUMENT_WORDS[1], "good"), 0: (DOCUMENT_WORDS[0], "plain")}


def tr(text: str) -> str:
    """Translate a text of the grid."""
    return QCoreApplication.translate("participants_columns", text)


def columns() -> tuple[TableColumn, ...]:
    """Return all columns there are, the frozen one first."""

    def field(key: str, width: int, title: str = "") -> TableColumn:
        return TableColumn(key, title or BY_KEY[key].label, width)

    return (
        field("name", 182, tr("Nama")),
        field("nik", 138),
        TableColumn("birth_date", tr("Tgl lahir"), 86, show=short_date),
        field("sex", 46, "L/P"),
        field("village", 116, tr("Desa/Kel.")),
        field("occupation", 152),
        TableColumn("level", tr("Jenjang"), 64, align_right=True),
        TableColumn("clarification", tr("Klarifikasi"), 116, badges=CLARIFICATION_BADGES),
        TableColumn("documents_complete", tr("Berkas"), 76, badges=DOCUMENT_BADGES),
        TableColumn(WARNINGS, tr("Periksa"), 66, badges=_Warnings()),
        field("birth_place", 130),
        field("district", 130),
        TableColumn("phone", BY_KEY["phone"].label, 124, show=phones.show),
        field("education_level", 104, tr("Pendidikan")),
        TableColumn("number", tr("Nomor"), 64, align_right=True),
        field("regency", 170),
        field("address", 200),
        field("qualification", 110),
        field("classification", 110),
        field("subclassification", 120),
        field("application_kind", 130),
        TableColumn("experience_years", tr("Pengalaman"), 92, align_right=True),
        field("association", 120),
        field("email", 150),
        field("notes", 180),
    )


DEFAULT = (
    "name", "nik", "birth_date", "sex", "village", "occupation", "level", "clarification",
    "documents_complete", WARNINGS,
)  # fmt: skip


def needless(procedure: Procedure) -> frozenset[str]:
    """Return the columns that would say the same of everybody, as this SOP never asks for it."""
    never = set() if documents.are_asked(procedure) else {"documents_complete"}
    if not any("clarification" in step.screens for step in procedure.steps):
        never.add("clarification")
    return frozenset(never)


class _Warnings(dict[Any, tuple[str, str]]):
    """A badge for any count of open findings; none for nothing."""

    def __contains__(self, count: object) -> bool:
        return isinstance(count, int) and count > 0

    def __missing__(self, count: int) -> tuple[str, str]:
        return str(count), "warn"


class ParticipantSource:
    """Pages of an activity's participants for the table."""

    def __init__(self, store: Store, activity_id: str, rules: Rulebook) -> None:
        self.grid = Grid(store, rules)
        self.subjects: tuple[str, ...] | None = None  # only these, when a block named them
        self._activity_id = activity_id
        self._keys = [column.key for column in columns()]

    def query(
        self, filters: Mapping[str, str], sort: str = "", descending: bool = False
    ) -> ParticipantQuery:
        """Return what the table asks for as a query."""
        return ParticipantQuery(
            self._activity_id, dict(filters), sort or "number", descending, self.subjects
        )

    def count(self, filters: Mapping[str, str]) -> int:
        """Return how many rows there are."""
        self.grid.forget()
        return self.grid.count(self.query(filters))

    def rows(
        self, filters: Mapping[str, str], sort: str, descending: bool, offset: int, limit: int
    ) -> Sequence[tuple[Any, ...]]:
        """Return a page of rows: the key, then a value for each column."""
        found = self.grid.page(self.query(filters, sort, descending), offset, limit)
        return [(record["id"], *(record[key] for key in self._keys)) for record in found]
