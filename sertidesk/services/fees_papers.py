"""The fees of an activity as a workbook."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from sertidesk.domain import fees as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.fees import LAYOUT
from sertidesk.export.workbook import Written, write
from sertidesk.services import fees
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store
from sertidesk.services.workbooks import titles


def write_workbook(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write every fee of an activity below what its SOP says of fees."""
    found = fees.listing(store, activity)
    if not found:
        raise UserError(
            "nothing_to_export",
            "Belum ada biaya yang dicatat di kegiatan ini. Catat dahulu di layar Biaya.",
        )
    told = rules.told(activity.procedure.fee)
    return write(
        LAYOUT,
        [
            asdict(one)
            | {
                "name": one.name or "Seluruh kegiatan",
                "payer": rules.PAYERS[one.payer],
                "payee": rules.PAYEES[one.payee],
                "state": rules.STATES[one.state],
            }
            for one in found
        ],
        path,
        title_values=titles(store, activity, published=f"Biaya layanan menurut SOP: {told}"),
        report=report,
        is_cancelled=is_cancelled,
    )
