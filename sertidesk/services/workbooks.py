"""What every workbook has: the words above its tables; the refusal where nobody is in it."""

from __future__ import annotations

from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import long_date
from sertidesk.services import settings
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store


def titles(store: Store, activity: Activity | None = None, **more: str) -> dict[str, str]:
    """Return what a layout's head lines name: the office, an activity with its year, today.

    An office that has not set its name has the one of the activity's SOP; ``more`` adds words of
    a layout's own.
    """
    return {
        "office": settings.office_name(store, activity.procedure.office if activity else None),
        "activity": f"{activity.name} ({activity.year})" if activity else "",
        "date": long_date(store.today()),
        **more,
    }


def no_participants() -> UserError:
    """Return the refusal to write a list of participants where there are none."""
    return UserError(
        "nothing_to_export",
        "Belum ada peserta dalam kegiatan ini. Tambahkan atau impor peserta lebih dahulu.",
    )
