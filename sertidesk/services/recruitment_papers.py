"""What goes out with the recruitment letters: the announcement to paste, the list as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from sertidesk.domain import documents, phones
from sertidesk.domain import recruitment as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.recruitment import Announcement
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.recruitment import LAYOUT
from sertidesk.export.workbook import Written, write
from sertidesk.services import procedure, settings
from sertidesk.services.activity import Activity
from sertidesk.services.recruitment import Letter
from sertidesk.services.store import Store
from sertidesk.services.workbooks import titles


def announcement(
    store: Store, activity: Activity, deadline: date | None = None, contact: str | None = None
) -> Announcement:
    """Return what the announcement of an activity says to everyone."""
    sop = activity.procedure
    office = settings.office_name(store, sop.office)
    targets = [str(target.get("occupation") or "") for target in activity.target_occupations]
    return Announcement(
        activity=activity.name,
        office=office,
        fee=sop.fee,
        occupations=tuple(dict.fromkeys(filter(None, targets))),
        participants=activity.planned_participants,
        requirements=tuple(documents.short_title(item) for item in sop.requirements),
        deadline=deadline,
        contact=_contact(store, activity) if contact is None else contact.strip(),
    )


def deadline(store: Store, activity: Activity) -> date | None:
    """Return until when candidates may tell of their interest: a due date still ahead."""
    today = store.today()
    return max(
        (
            view.due
            for view in procedure.steps(store, activity)
            if {"interest", "recruitment"} & set(view.step.screens)
            and view.due is not None
            and view.due >= today
        ),
        default=None,
    )


def text_for(letter: Letter, what: Announcement) -> str:
    """Return the announcement for one recipient."""
    return rules.announcement_text(
        letter.kind, letter.name, what, letter.letter_number, letter.letter_date
    )


def write_workbook(
    store: Store,
    activity: Activity,
    letters: Sequence[Letter],
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write these letters, in this order."""
    if not letters:
        raise UserError(
            "nothing_to_export",
            "Belum ada penerima surat rekrutmen di kegiatan ini. Tambahkan penerimanya dahulu.",
        )
    return write(
        LAYOUT,
        [
            asdict(letter)
            | {
                "way": rules.WAYS.get(letter.way, letter.way),
                "state": rules.STATES[letter.state],
            }
            for letter in letters
        ],
        path,
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )


def _contact(store: Store, activity: Activity) -> str:
    """Return the office's name and telephone, else the SOP's."""
    chosen, sop = settings.get_all(store), activity.procedure.office
    number = str(chosen["office_phone"]) or next(iter(sop.phones), "")
    read = phones.read(number).e164 if number else None
    shown = phones.show(read) if read else number
    return f"{chosen['office_name'] or sop.name} {shown}".strip() if shown else ""
