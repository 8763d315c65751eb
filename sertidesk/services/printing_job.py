"""What every paper of an activity needs: the office's letterhead, who signs, place and date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sertidesk.domain import nip, signing
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import long_date
from sertidesk.domain.procedure import Office
from sertidesk.domain.work import IsCancelled, Report
from sertidesk.export.pdf.parts import Letterhead, Signer
from sertidesk.export.pdf.sheet import Sheet
from sertidesk.services import letterheads, officials, page_setup, settings
from sertidesk.services.activity import Activity
from sertidesk.services.officials import Official
from sertidesk.services.store import Store


@dataclass(frozen=True, slots=True)
class Job:
    """One printing: what a kind's printer is handed, with what every paper needs."""

    store: Store
    activity: Activity
    out: Path
    paper: Sheet
    report: Report
    is_cancelled: IsCancelled
    kind: str = ""

    @property
    def title(self) -> str:
        """Return the activity's name with its year."""
        return f"{self.activity.name} ({self.activity.year})"

    @property
    def footer(self) -> str:
        """Return what stands in the footer of lists."""
        return f"{self.activity.code} · {self.title}"


def job(
    store: Store,
    activity: Activity,
    kind: str,
    out: Path,
    report: Report,
    is_cancelled: IsCancelled,
    paper: str | None = None,
) -> Job:
    """Return the printing of one kind on the sheet the office has set for it."""
    sheet = page_setup.sheet(store, kind, paper, activity.code)
    return Job(store, activity, out, sheet, report, is_cancelled, kind)


def nothing(sentence: str) -> UserError:
    return UserError("nothing_to_print", sentence)


def letterhead(job: Job) -> Letterhead:
    """Return the letterhead of this kind of paper."""
    return office_letterhead(job.store, job.activity.procedure.office, job.kind)


def office_letterhead(store: Store, sop: Office | None = None, kind: str = "") -> Letterhead:
    """Return the letterhead a kind of paper carries.

    What it has not of its own is the office's; what the office has not set, an SOP's document's.
    """
    wanted = page_setup.of_kind(store, kind).letterhead
    own = letterheads.chosen(store, wanted)
    chosen = {key: str(value or "") for key, value in settings.get_all(store).items()}
    office = sop or Office("")

    def of(key: str, setting: str) -> str:
        return (str(getattr(own, key)) if own else "") or chosen[f"office_{setting}"]

    contact = (("Telepon", "phone"), ("Pos-el", "email"), ("Laman", "website"))
    return Letterhead(
        of("government", "government") or office.government,
        of("office", "name") or office.name,
        " ".join(of("address", "address").split())
        or " ".join(filter(None, (office.address, office.postcode))),
        " · ".join(f"{word} {said}" for word, key in contact if (said := of(key, key))),
        store.attachments.path_of(own.emblem) if own and own.emblem else None,
        preprinted=wanted == page_setup.PREPRINTED,
    )


def dated(job: Job, *, day: bool = True) -> str:
    """Return place and date of a signature; without ``day`` the day is left to be written."""
    return _dated(job.store, day=day)


def dated_on(job: Job, day: date | None) -> str:
    """Return place and date of a letter; one that has no date yet leaves the day to be written."""
    if day is None:
        return dated(job, day=False)
    place = str(settings.get(job.store, "office_place") or "") or "." * 16
    return f"{place}, {long_date(day)}"


def head_of_office(job: Job) -> Signer:
    """Return who signs for the office: its head among the officials, else a line to write on."""
    return office_head(job.store, job.kind)


def office_head(store: Store, kind: str = "") -> Signer:
    """Return who signs a kind of paper for the office: whom it has chosen, else its head."""
    known = officials.listing(store)
    head = next((one for one in known if one.is_head), None)
    chosen = page_setup.of_kind(store, kind)
    signer = next((one for one in known if one.id == chosen.signer), head)
    knower = next((one for one in known if one.id == chosen.knower), None)
    beside = None if knower is None else _signing(knower, "Mengetahui,", f"{knower.position},")
    if signer is None:
        return Signer(_dated(store), "Kepala Dinas,", beside=beside)
    deputy = next((one.position for one in known if "sekretaris" in one.position.casefold()), None)
    position = signing.position(
        chosen.signs_as if signer is not head else signing.OWN,
        signer.position,
        head.position if head else "Kepala Dinas",
        deputy or "Sekretaris",
    )
    return _signing(signer, _dated(store), position, beside)


def _signing(one: Official, lead: str, position: str, beside: Signer | None = None) -> Signer:
    return Signer(lead, position, one.name, one.rank, nip.show(one.nip), beside)


def _dated(store: Store, *, day: bool = True) -> str:
    place = str(settings.get(store, "office_place") or "") or "." * 16
    today = store.today()
    told = long_date(today) if day else f"........ {long_date(today).split(' ', 1)[1]}"
    return f"{place}, {told}"
