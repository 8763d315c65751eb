"""How results of the assessment look: the list's columns and counts, the words of the import."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from sertidesk.domain.assessment import APPEALS, DECISIONS, Decision
from sertidesk.domain.formatting import short_date
from sertidesk.services.assessment import Entry
from sertidesk.services.person_import import Line
from sertidesk.ui.import_report import ReportWords
from sertidesk.ui.kit.list_screen import Chip
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.steps.assessment_appeal import TONES as APPEAL_TONES

UNDECIDED = "open"
_TONES = {Decision.COMPETENT: "good", Decision.NOT_COMPETENT: "bad", Decision.ABSENT: "warn"}


def report_words(parent: QWidget) -> ReportWords:
    """Return what the report on an LSP's workbook says of results."""

    def told(line: Line) -> str:
        decision = line.values.get("decision") or line.row.values.get("decision")
        return DECISIONS[Decision(str(decision))] if decision else ""

    return ReportWords(
        title=parent.tr("Impor hasil asesmen dari LSP"),
        told_title=parent.tr("Hasil"),
        told=told,
        save=parent.tr("Simpan {count} hasil"),
        missing=parent.tr("{count} peserta tanpa hasil tidak ada di berkas ini: {names}."),
        told_width=120,
    )


def chips(parent: QWidget) -> list[Chip[Entry]]:
    """Return the counts that filter the list."""

    def holds(decision: Decision | None) -> Any:
        return lambda one: one.decision is decision

    return [
        Chip(UNDECIDED, parent.tr("Belum diputus"), "plain", holds(None)),
        *(Chip(str(key), DECISIONS[key], tone, holds(key)) for key, tone in _TONES.items()),
        Chip(
            "appeal", parent.tr("Banding"), "accent", lambda one: one.appeal is not None,
            always=False,
        ),
        Chip("check", parent.tr("Periksa"), "warn", lambda one: bool(one.warnings), always=False),
    ]  # fmt: skip


def columns(parent: QWidget) -> list[TableColumn]:
    """Return the list's columns."""
    decided = {str(key): (DECISIONS[key], tone) for key, tone in _TONES.items()}
    appeals = {str(key): (APPEALS[key], tone) for key, tone in APPEAL_TONES.items()}
    check = {"check": (parent.tr("Periksa"), "warn")}
    return [
        TableColumn("name", parent.tr("Nama"), 190),
        TableColumn(
            "decision", parent.tr("Keputusan"), 118,
            badges=decided | {UNDECIDED: (parent.tr("Belum diputus"), "plain")},
        ),
        TableColumn("check", parent.tr("Periksa"), 84, badges=check),
        TableColumn("recommendation", parent.tr("Rekomendasi"), 118, badges=decided),
        TableColumn("attendance", parent.tr("Kehadiran"), 116),
        TableColumn("assessor", parent.tr("Asesor"), 150),
        TableColumn("assessed_on", parent.tr("Tanggal"), 88, show=short_date),
        TableColumn("session", parent.tr("Sesi"), 170),
        TableColumn("occupation", parent.tr("Jabatan kerja"), 170),
        TableColumn("level", parent.tr("Jenjang"), 66, align_right=True),
        TableColumn("score", parent.tr("Nilai"), 70, align_right=True),
        TableColumn("appeal", parent.tr("Banding"), 96, badges=appeals),
        TableColumn("note", parent.tr("Catatan"), 180),
        TableColumn("village", parent.tr("Desa/kelurahan"), 130),
        TableColumn("nik", parent.tr("NIK"), 140),
    ]  # fmt: skip
