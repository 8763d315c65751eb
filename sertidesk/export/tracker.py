"""The tracker as a workbook: each applicant's state, its days, who has to act, days left."""

from __future__ import annotations

from collections.abc import Sequence

from sertidesk.export.layouts import Column, Fill, Layout, Orientation, Sheet

_DATE = "dd-mm-yyyy"


def layout(days: Sequence[tuple[str, str]]) -> Layout:
    """Make the layout; ``days`` are key and title of the states whose days are listed."""
    return Layout(
        name="pelacak-permohonan",
        title="Pelacak permohonan SKK",
        kind="other",
        sheets=(
            Sheet(
                "Permohonan",
                (
                    Column("NO", Fill.NUMBER, width=5),
                    Column("NAMA", field="name", width=28),
                    Column("NIK", field="nik", width=19, text=True),
                    Column("DESA/KELURAHAN", field="village", width=18),
                    Column("JABATAN KERJA", field="occupation", width=24),
                    Column("STATUS", field="state", width=15),
                    Column("SEJAK", field="since", format=_DATE, width=12),
                    Column("MENUNGGU", field="party", width=13),
                    Column("UNTUK", field="act", width=28),
                    Column("BATAS BAYAR", field="due", format=_DATE, width=12),
                    Column("SISA HARI KERJA", field="days_left", width=9),
                    Column("CATATAN", field="note", width=30),
                    Column("NOMOR SKK", field="skk_number", width=22, text=True),
                    Column("NOMOR REGISTRASI", field="registration_number", width=22, text=True),
                    Column("NOMOR PENCATATAN", field="record_number", width=22, text=True),
                    *(
                        Column(title.upper(), field=key, format=_DATE, width=12)
                        for key, title in days
                    ),
                ),
                head=("{office}", "PELACAK PERMOHONAN SKK", "{activity}", "{date}"),
                totals=("count",),
            ),
        ),
        orientation=Orientation.LANDSCAPE,
        freeze_columns=2,
    )
