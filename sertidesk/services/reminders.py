"""Reminders per village: who lacks which paper, as texts to send and as a workbook to print."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sertidesk.domain import documents as rules
from sertidesk.domain import names, phones
from sertidesk.domain.documents import CheckState, Lack, Reminded, ReminderTerms
from sertidesk.domain.errors import UserError
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.documents import Reminder, VillageReminders, write_reminders
from sertidesk.export.workbook import Written
from sertidesk.services import documents, procedure, settings
from sertidesk.services.activity import Activity
from sertidesk.services.participant_lists import ParticipantQuery, records
from sertidesk.services.store import Store
from sertidesk.services.workbooks import titles

NO_VILLAGE = "Tanpa desa/kelurahan"


@dataclass(frozen=True, slots=True)
class VillageReminder:
    """Those of one village who lack something; spellings of one village are taken together."""

    village: str
    district: str
    people: tuple[Reminded, ...]


def listing(store: Store, activity: Activity) -> list[VillageReminder]:
    """Return per village who lacks what, by the village's name; who lacks nothing is left out."""
    about = {row["id"]: row for row in records(store, ParticipantQuery(activity.id))}
    groups: dict[str, list[tuple[str, str, Reminded]]] = defaultdict(list)
    for row in documents.rows(store, activity):
        checks = {key: (cell.state, cell.note) for key, cell in row.cells.items()}
        lacks = rules.lacks_of(activity.procedure.requirements, checks)
        if not lacks:
            continue
        record = about[row.participant_id]
        phone = phones.local(str(record["phone"])) if record["phone"] else ""
        person = Reminded(row.participant_id, row.number, row.name, phone, row.nik, lacks)
        key = names.fold(row.village)
        groups[key].append((row.village, str(record["district"] or ""), person))
    return [
        VillageReminder(
            group[0][0] or NO_VILLAGE,
            next((district for _, district, _ in group if district), ""),
            tuple(person for _, _, person in group),
        )
        # Who has no village comes last.
        for _, group in sorted(groups.items(), key=lambda item: (not item[0], item[0]))
    ]


def terms(
    store: Store, activity: Activity, deadline: date | None = None, contact: str | None = None
) -> ReminderTerms:
    """Return what the reminders of an activity say besides who lacks what."""
    chosen = settings.get_all(store)
    return ReminderTerms(
        activity=activity.name,
        office=str(chosen["office_name"]) or activity.procedure.office.name,
        deadline=deadline,
        contact=_contact(chosen) if contact is None else contact.strip(),
    )


def deadline(store: Store, activity: Activity) -> date | None:
    """Return when the papers are due: the last due date, still ahead, of a step about them."""
    today = store.today()
    return max(
        (
            view.due
            for view in procedure.steps(store, activity)
            if "documents" in view.step.screens and view.due is not None and view.due >= today
        ),
        default=None,
    )


def texts(
    store: Store, activity: Activity, deadline: date | None = None, contact: str | None = None
) -> dict[str, str]:
    """Return a text to paste into WhatsApp for each village where anybody lacks something."""
    what = terms(store, activity, deadline, contact)
    return {reminder.village: text_for(reminder, what) for reminder in listing(store, activity)}


def text_for(reminder: VillageReminder, what: ReminderTerms) -> str:
    """Return the text for one village."""
    village = "" if reminder.village == NO_VILLAGE else reminder.village
    return rules.reminder_text(village, reminder.people, what)


def write_workbook(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the reminder list: a summary and one sheet for each village."""
    villages = listing(store, activity)
    if not villages:
        raise UserError(
            "nothing_to_export",
            "Tidak ada peserta yang kurang berkasnya di kegiatan ini, jadi daftar pengingat tidak "
            "dibuat.",
        )
    requirements = tuple(rules.short_title(item) for item in activity.procedure.requirements)
    return write_reminders(
        path,
        requirements,
        tuple(
            VillageReminders(
                reminder.village,
                reminder.district,
                tuple(
                    Reminder(
                        person.name,
                        person.nik,
                        person.phone,
                        {lack.title: _cell(lack) for lack in person.lacks},
                    )
                    for person in reminder.people
                ),
            )
            for reminder in villages
        ),
        title_values=titles(store, activity),
        report=report,
        is_cancelled=is_cancelled,
    )


def _cell(lack: Lack) -> str:
    if lack.state is CheckState.NEEDS_FIX:
        return f"Perbaiki: {lack.note}" if lack.note else "Perbaiki"
    return "Belum ada"


def _contact(chosen: dict[str, object]) -> str:
    name, phone = str(chosen["office_name"]), str(chosen["office_phone"])
    return f"{name} {phone}".strip() if phone else ""
