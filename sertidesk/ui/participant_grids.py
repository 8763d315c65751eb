"""Which rows of work and schooling the participant's form has, and their columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sertidesk.domain.education import EDUCATION_LEVELS
from sertidesk.domain.occupations import QUALIFICATIONS, Catalogue
from sertidesk.ui.participant_fields import tr
from sertidesk.ui.participant_rows import GridColumn, RowsEditor

PROJECT_KINDS = ("Gedung", "Jalan", "Jembatan", "Irigasi", "Air minum", "Lainnya")


def make(catalogue: Catalogue, today: Callable[[], date]) -> dict[str, RowsEditor]:
    """Make the grids by the kind of row, in the order of the form."""
    classes = tuple(one.name for one in catalogue.classifications)
    parts = tuple(part.name for one in catalogue.classifications for part in one.subclassifications)
    grids: dict[str, tuple[str, list[GridColumn]]] = {
        "educations": (
            tr("Pendidikan sebelumnya"),
            [
                GridColumn("education_level", tr("Jenjang"), 90,
                           choices=EDUCATION_LEVELS),
                GridColumn("school", tr("Sekolah"), 190),
                GridColumn("study", tr("Jurusan"), 130),
                GridColumn("diploma_number", tr("Nomor ijazah"), 130),
                GridColumn("graduation_year", tr("Lulus"), 60, "number"),
            ],
        ),
        "experiences": (
            tr("Pengalaman kerja dan proyek"),
            [
                GridColumn("kind", tr("Jenis"), 74,
                           choices=PROJECT_KINDS),
                GridColumn("project", tr("Proyek"), 146),
                GridColumn("place", tr("Lokasi"), 92),
                GridColumn("started_on", tr("Mulai"), 82, "date"),
                GridColumn("ended_on", tr("Selesai"), 82, "date"),
                GridColumn("position", tr("Jabatan"), 92),
                GridColumn("value", tr("Nilai (Rp)"), 92, "money"),
                GridColumn("employer", tr("Pemberi kerja"), 110),
            ],
        ),
        "trainings": (
            tr("Pelatihan"),
            [
                GridColumn("title", tr("Pelatihan"), 200),
                GridColumn("organiser", tr("Penyelenggara"), 150),
                GridColumn("started_on", tr("Mulai"), 88, "date"),
                GridColumn("ended_on", tr("Selesai"), 88, "date"),
                GridColumn("hours", tr("JP"), 50, "number"),
                GridColumn("days", tr("Hari"), 50, "number"),
            ],
        ),
        "certificates": (
            tr("SKK yang dimiliki"),
            [
                GridColumn("number", tr("Nomor"), 100),
                GridColumn("occupation", tr("Jabatan kerja"), 130),
                GridColumn("level", tr("Jenjang"), 60, "number"),
                GridColumn("qualification", tr("Kualifikasi"), 92,
                           choices=QUALIFICATIONS),
                GridColumn("classification", tr("Klasifikasi"), 92, choices=classes),
                GridColumn("subclassification", tr("Subklasifikasi"), 110, choices=parts),
                GridColumn("issued_on", tr("Terbit"), 82, "date"),
                GridColumn("expires_on", tr("Berlaku s.d."), 82, "date"),
            ],
        ),
    }  # fmt: skip
    return {
        kind: RowsEditor(kind, title, columns, today) for kind, (title, columns) in grids.items()
    }
