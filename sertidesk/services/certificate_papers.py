"""What is written of certificates: the register and what runs out as Excel, the receipt list."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from sertidesk.domain import certificates as rules
from sertidesk.domain import handover as handover_rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import short_date
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.certificates import EXPIRING, REGISTER
from sertidesk.export.pdf.certificates import CertificateReceipt, write_certificate_receipts
from sertidesk.export.pdf.lists import ListHead
from sertidesk.export.pdf.page import Printed
from sertidesk.export.workbook import Written, write
from sertidesk.services import certificates, expiring, handover
from sertidesk.services.activity import Activity
from sertidesk.services.printing_job import Job, head_of_office, letterhead, nothing
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
    """Write the register of an activity, with who took each certificate and who has none yet."""
    entries = certificates.listing(store, activity)
    if not entries:
        raise no_participants()
    handed = {one.certificate_id: one for one in handover.listing(store, activity)}
    rows = []
    for one in entries:
        row = asdict(one) | {"state": rules.STATES[one.state]}
        taken = handed.get(one.certificate_id)
        if taken is not None and taken.received_on is not None:
            row["state"] = handover_rules.STATES[taken.state]
            row |= {"received_on": taken.received_on, "receiver": taken.proxy or taken.name}
        rows.append(row)
    return write(
        REGISTER,
        rows,
        path,
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )


def write_expiring_workbook(
    store: Store,
    months: int,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write what runs out within so many months, over all activities."""
    found = expiring.listing(store, months)
    if not found:
        raise UserError(
            "nothing_to_export",
            "Tidak ada sertifikat yang berakhir dalam {months} bulan ini. Pilih jangka yang lebih "
            "panjang.",
            months=months,
        )
    return write(
        EXPIRING,
        [asdict(one) for one in found],
        path,
        title_values=titles(store),
        report=report,
        is_cancelled=is_cancelled,
    )


def print_receipts(job: Job) -> Printed:
    """Print the list on which the certificates' owners sign; the day is there where it is noted."""
    entries = [one for one in handover.listing(job.store, job.activity) if one.number]
    if not entries:
        raise nothing(
            "Belum ada sertifikat bernomor di kegiatan ini. Catat atau impor dahulu di layar "
            "Sertifikat."
        )
    return write_certificate_receipts(
        job.out,
        ListHead(letterhead(job), ("Daftar tanda terima sertifikat", job.title), footer=job.footer),
        [
            CertificateReceipt(
                one.name,
                one.nik,
                one.trade,
                one.number,
                short_date(one.received_on) if one.received_on else "",
                one.proxy,
            )
            for one in entries
        ],
        head_of_office(job),
        paper=job.paper,
        report=job.report,
        is_cancelled=job.is_cancelled,
    )
