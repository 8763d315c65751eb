"""Files around an import: reading the list, the blank one for villages, the rows that failed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from sertidesk.domain import education
from sertidesk.domain.work import IsCancelled, Report
from sertidesk.export import intake as failed_rows
from sertidesk.export import template
from sertidesk.export.intake import FailedRow, FailedSheet
from sertidesk.export.workbook import Written
from sertidesk.intake.report import ListReport, Mappings
from sertidesk.intake.rows import RowReport, Status
from sertidesk.intake.sheet import Sheet, show
from sertidesk.services import intake, occupations
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store
from sertidesk.services.workbooks import titles


def read_file(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report,
    is_cancelled: IsCancelled,
) -> tuple[Sequence[Sheet], ListReport]:
    """Read a file and check its rows; the sheets come along for a change of the mapping."""
    sheets = intake.open_file(path, is_cancelled)
    listed = intake.read(
        store, activity, sheets, name=path.name, report=report, is_cancelled=is_cancelled
    )
    return sheets, listed


def check_sheets(
    store: Store,
    activity: Activity,
    sheets: Sequence[Sheet],
    name: str,
    chosen: Collection[str] | None,
    mapping: Mappings | None,
    *,
    report: Report,
    is_cancelled: IsCancelled,
) -> tuple[Sequence[Sheet], ListReport]:
    """Check the rows of sheets that were read before, with another choice or mapping."""
    listed = intake.read(
        store,
        activity,
        sheets,
        name=name,
        sheets=chosen,
        mapping=mapping,
        report=report,
        is_cancelled=is_cancelled,
    )
    return sheets, listed


def write_template(store: Store, activity: Activity, path: Path) -> Written:
    """Write the blank list to hand out, with the catalogue's occupations to choose from."""
    return template.write_template(
        path,
        choices={
            "education_level": education.EDUCATION_LEVELS,
            "occupation": sorted({one.name for one in occupations.catalogue(store).occupations}),
        },
        title_values=titles(store, activity),
    )


def write_failed_rows(_store: Store, listed: ListReport, path: Path) -> Written:
    """Write the rejected rows with the reasons, to be corrected and imported again."""
    sheets = []
    for sheet in listed.sheets:
        rows = [
            row for row in listed.rows if row.sheet == sheet.name and row.status is Status.REJECTED
        ]
        if rows:
            sheets.append(FailedSheet(sheet.name, tuple(sheet.headers), tuple(map(_failed, rows))))
    return failed_rows.write_failed_rows(path, sheets)


def _failed(row: RowReport) -> FailedRow:
    reasons = tuple(finding.message for finding in row.findings if finding.severity == "error")
    return FailedRow(row.row, tuple(show(cell) for cell in row.cells), reasons)
