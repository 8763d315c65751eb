"""The working screens of the steps, one file for each name in an SOP's screens.

A module here has a class `Screen(QWidget)`, made as `Screen(desk, activity, step)`, with
`reload(kinds)` (None: all) and `show_subjects(ids)`, which brings the participants named by a
block into sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk


class StepScreen(Protocol):
    """What the wizard needs of a working screen (besides being a widget)."""

    def reload(self, kinds: frozenset[str] | None = None) -> None: ...

    def show_subjects(self, ids: Sequence[str]) -> None: ...


@runtime_checkable
class BlockScreen(Protocol):
    """A screen of several parts, which opens the one where a block is mended."""

    def show_block(self, code: str) -> None: ...


_TITLES = {
    "preparation": "Surat persiapan",
    "coordination": "Rapat koordinasi",
    "minutes": "Notulen",
    "recruitment": "Surat rekrutmen",
    "interest": "Minat",
    "participants": "Peserta",
    "intake": "Impor daftar",
    "documents": "Berkas",
    "selection": "Seleksi",
    "clarification": "Klarifikasi",
    "submission": "Rekap ke LSP",
    "portal_export": "Data portal",
    "portal": "Input portal",
    "fees": "Biaya",
    "record": "Berita acara",
    "decision": "SK penetapan",
    "evaluation": "Evaluasi",
    "certificates": "Sertifikat",
    "handover": "Serah terima",
    "report": "Laporan akhir",
    "tracker": "Pelacak permohonan",
    "schedule": "Jadwal",
    "assessment": "Asesmen",
    "readiness": "Kesiapan",
    "attendance": "Daftar hadir",
}


def names() -> tuple[str, ...]:
    """Return the names of the screens this program has."""
    return tuple(_TITLES)


def title_of(name: str) -> str | None:
    """Return what the tab of a screen is called; None for one this program does not have."""
    title = _TITLES.get(name)
    return None if title is None else QCoreApplication.translate("steps", title)


def make(name: str, desk: Desk, activity: Activity, step: Step) -> QWidget:
    """Make the screen of that name; it is imported here, when it is first shown."""
    module = import_module(f"{__name__}.{name}")
    return cast("QWidget", module.Screen(desk, activity, step))
