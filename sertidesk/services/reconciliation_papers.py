"""The reconciliation as a workbook: the counts, everyone's way, and who is missing where."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from sertidesk.domain.reconciliation import WORDS
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.reconciliation import StageRow, write_reconciliation
from sertidesk.export.workbook import Row, Written
from sertidesk.services import reconciliation
from sertidesk.services.activity import Activity
from sertidesk.services.reconciliation import Line, Reconciliation
from sertidesk.services.store import Store
from sertidesk.services.workbooks import no_participants, titles


def write_workbook(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the reconciliation; ``rows`` of the answer counts participants."""
    found = reconciliation.load(store, activity)
    if not found.lines:
        raise no_participants()
    return write_reconciliation(
        path,
        [(str(stage), WORDS[stage]) for stage in found.stages],
        _counts(found),
        [_way(found, line) for line in found.lines],
        _gaps(found),
        [{"remark": stray.sentence} for stray in found.strays],
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )


def _counts(found: Reconciliation) -> list[StageRow]:
    """Return for each stage how many reached it, and how many of them did not reach each later."""
    rows = []
    for place, stage in enumerate(found.stages):
        later = found.stages[place + 1 :]
        rows.append(
            StageRow(
                WORDS[stage],
                len(found.reached[stage]),
                {str(one): len(found.between(stage, one)) for one in later},
            )
        )
    return rows


def _way(found: Reconciliation, line: Line) -> Row:
    return {
        "name": line.name,
        "nik": line.nik,
        "village": line.village,
        "occupation": line.occupation,
        "furthest": WORDS[line.furthest],
        **{
            str(stage): "ya" if line.id in found.reached[stage] else "belum"
            for stage in found.stages
        },
    }


def _gaps(found: Reconciliation) -> list[Row]:
    """Return who is missing between each stage and the next."""
    lines = {line.id: line for line in found.lines}
    return [
        {
            "earlier": WORDS[earlier],
            "later": WORDS[later],
            "name": lines[key].name,
            "nik": lines[key].nik,
            "village": lines[key].village,
        }
        for earlier, later in pairwise(found.stages)
        for key in found.between(earlier, later)
    ]
