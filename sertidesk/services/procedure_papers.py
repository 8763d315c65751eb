"""An SOP on paper: that of an activity, or one of the library."""

from __future__ import annotations

from pathlib import Path

from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.pdf.page import Printed
from sertidesk.export.pdf.procedure import write_procedure
from sertidesk.services import page_setup, procedure_library
from sertidesk.services.printing_job import Job
from sertidesk.services.store import Store


def print_procedure(job: Job) -> Printed:
    """Print the copy of the SOP that an activity began with."""
    return write_procedure(
        job.out, job.activity.procedure,
        paper=job.paper, report=job.report, is_cancelled=job.is_cancelled,
    )  # fmt: skip


def print_from_library(
    store: Store,
    code: str,
    path: Path,
    *,
    paper: str | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Print an SOP of the library on the office's paper."""
    return write_procedure(
        path, procedure_library.get(store, code),
        paper=page_setup.sheet(store, "sop", paper, about=code), report=report,
        is_cancelled=is_cancelled,
    )  # fmt: skip
