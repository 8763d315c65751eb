"""The register of certificates, and those that run out, as workbooks."""

from __future__ import annotations

from sertidesk.export.layouts import Column, Fill, Layout, Sheet

_DATE = "dd-mm-yyyy"
REGISTER = Layout(
    name="daftar-sertifikat",
    title="Daftar sertifikat",
    kind="other",
    sheets=(
        Sheet(
            "Sertifikat",
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("NAMA", field="name", width=28),
                Column("NIK", field="nik", width=19, text=True),
                Column("DESA/KELURAHAN", field="village", width=20),
                Column("JABATAN KERJA", field="occupation", width=28),
                Column("JENJANG", field="level", width=9),
                Column("KUALIFIKASI", field="qualification", width=15),
                Column("NOMOR SERTIFIKAT", field="number", width=28, text=True),
                Column("NOMOR REGISTRASI LSP", field="lsp_registration", width=24, text=True),
                Column("NOMOR PENCATATAN LPJK", field="lpjk_number", width=32, text=True),
                Column("NOMOR BLANKO", field="blank_number", width=16, text=True),
                Column("TANGGAL TERBIT", field="issued_on", format=_DATE, width=13),
                Column("BERLAKU S.D.", field="expires_on", format=_DATE, width=13),
                Column("LSP", field="lsp", width=24),
                Column("DISERAHKAN", field="received_on", format=_DATE, width=13),
                Column("DITERIMA OLEH", field="receiver", width=24),
                Column("STATUS", field="state", width=15),
            ),
            head=("{office}", "DAFTAR SERTIFIKAT", "{activity}", "{date}"),
            totals=("count",),
        ),
    ),
    freeze_columns=2,
)
EXPIRING = Layout(
    name="sertifikat-berakhir",
    title="Sertifikat yang akan berakhir",
    kind="other",
    sheets=(
        Sheet(
            "Akan berakhir",
            (
                Column("NO", Fill.NUMBER, width=5),
                Column("NAMA", field="name", width=28),
                Column("NIK", field="nik", width=19, text=True),
                Column("NOMOR HP", field="phone", width=15),
                Column("DESA/KELURAHAN", field="village", width=20),
                Column("JABATAN KERJA", field="occupation", width=28),
                Column("JENJANG", field="level", width=9),
                Column("NOMOR SERTIFIKAT", field="number", width=28, text=True),
                Column("BERLAKU S.D.", field="expires_on", format=_DATE, width=13),
                Column("LSP", field="lsp", width=24),
            ),
            head=("{office}", "SERTIFIKAT YANG AKAN BERAKHIR", "{date}"),
            totals=("count",),
        ),
    ),
    freeze_columns=2,
)
