"""Which column holds what: dozens of names, misleading names, no names at all."""

from __future__ import annotations

import pytest

from sertidesk.domain.fields import BY_KEY
from sertidesk.intake import columns, headers
from sertidesk.intake.sheet import Cell
from tests.builders import lists

NAMES: tuple[tuple[str, str], ...] = (
    (
        "nik",
        "NIK|NO KTP|No. Induk Kependudukan|NIK (sesuai KTP)|Nomor KTP/NIK|NIK/No.KTP|N.I.K"
        "|No. NIK|NIK *|Nomor Induk Kependudukan (NIK)|No. e-KTP|NIK KTP (16 digit)"
        "|NIK sesuai KTP|No Identitas (KTP)|nik_peserta|NOMOR_KTP|NIK Peserta (wajib diisi)"
        "|No. KTP Peserta",
    ),
    (
        "name",
        "Nama|NAMA LENGKAP|Nama Peserta|Nama sesuai KTP|NAMA_LGKP|Nama Lengkap (tanpa gelar)"
        "|Nama Calon Peserta|NAMA ASESI|Nama Lengkap dan Gelar|Nama Lengkap (sesuai KTP)"
        "|NAMA TUKANG|nama lengkap *|Nama Peserta Pelatihan|NamaLengkap"
        "|Nama Lengkap Sesuai KTP / Ijazah",
    ),
    (
        "family_card",
        "No KK|NO. KARTU KELUARGA|Nomor KK|Nomor Kartu Keluarga (KK)|NO_KK",
    ),
    (
        "birth_place",
        "Tempat Lahir|TMPT_LHR|Tmp. Lahir|Kota Kelahiran",
    ),
    (
        "birth_date",
        "Tanggal Lahir|Tgl Lahir|TGL_LHR|Tgl. Lahir (dd/mm/yyyy)|Tanggal Lahir (hh-bb-tttt)"
        "|TANGGAL LAHIR (tgl/bln/thn)",
    ),
    (
        headers.BIRTH,
        "Tempat, Tanggal Lahir|TTL|Tempat/Tgl Lahir|TEMPAT TGL. LAHIR|Tempat & Tanggal Lahir"
        "|Tempat dan Tgl Lahir (sesuai KTP)",
    ),
    (
        "sex",
        "Jenis Kelamin|JENIS_KLMIN|L/P|JK|Jenis Kelamin (L/P)|Jns Kelamin|Gender|P/L|Lk/Pr",
    ),
    (
        "address",
        "Alamat|Alamat Lengkap|Alamat sesuai KTP|ALAMAT DOMISILI|Tempat Tinggal"
        "|Alamat Rumah (Jalan, RT/RW)",
    ),
    (
        headers.RT_RW,
        "RT/RW|RT / RW|RT. RW",
    ),
    (
        "rt",
        "RT|NO_RT|No. RT",
    ),
    (
        "rw",
        "RW|NO_RW",
    ),
    (
        "village",
        "Desa|Kelurahan|Desa/Kelurahan|KEL_NAME|Kel./Desa|Nama Desa|DESA / KEL|Asal Desa",
    ),
    (
        "district",
        "Kecamatan|Kec.|KEC_NAME",
    ),
    (
        "regency",
        "Kabupaten/Kota|KAB_NAME|Kab/Kota|Kabupaten",
    ),
    (
        "province",
        "Provinsi|PROP_NAME",
    ),
    (
        "phone",
        "No HP|No. HP/WA|Nomor Telepon|No. Telp./HP|Whatsapp|Nomor WA Aktif|HP|No.Handphone"
        "|Kontak|NO TELP/HP (WA)|Nomor HP (aktif WA)",
    ),
    (
        "email",
        "Email|E-mail|Alamat Email|Surel|Alamat E-Mail Aktif",
    ),
    (
        "npwp",
        "NPWP|No. NPWP",
    ),
    (
        "education_level",
        "Pendidikan|Pendidikan Terakhir|Ijazah Terakhir|Pend. Terakhir"
        "|PENDIDIKAN TERAKHIR (IJAZAH)",
    ),
    (
        "study",
        "Jurusan|Program Studi|Jurusan/Program Studi",
    ),
    (
        "school",
        "Asal Sekolah|Nama Sekolah/Perguruan Tinggi|Nama Universitas",
    ),
    (
        "graduation_year",
        "Tahun Lulus|Thn. Lulus",
    ),
    (
        "diploma_number",
        "No. Ijazah|Nomor Ijazah",
    ),
    (
        "occupation",
        "Jabatan Kerja|Jabatan Kerja yang Diajukan|Keahlian|Bidang Keahlian|Skema Sertifikasi"
        "|Jabatan Kerja SKK yang diikuti",
    ),
    (
        "level",
        "Jenjang|Jenjang KKNI",
    ),
    (
        "qualification",
        "Kualifikasi",
    ),
    (
        "classification",
        "Klasifikasi",
    ),
    (
        "subclassification",
        "Sub Klasifikasi|Subklasifikasi",
    ),
    (
        "experience_years",
        "Pengalaman Kerja (Tahun)|Lama Bekerja|Lama Pengalaman Kerja (thn)|Masa Kerja",
    ),
    (
        "association",
        "Asosiasi|Nama Asosiasi",
    ),
    (
        "association_card",
        "No. KTA|KTA",
    ),
    (
        "notes",
        "Keterangan|Ket.|Catatan",
    ),
    (
        "postcode",
        "Kode Pos",
    ),
    (
        "nationality",
        "Kewarganegaraan|Kewarganegaraan (WNI/WNA)",
    ),
    (
        headers.NUMBER,
        "No|No.|No. Urut|NOMOR",
    ),
    (
        headers.IGNORE,
        "Tanda Tangan|Umur|TTD",
    ),
)


@pytest.mark.parametrize(("role", "texts"), NAMES)
def test_names_of_columns(role: str, texts: str) -> None:
    wrong = {}
    for text in texts.split("|"):
        found = headers.recognise(text)
        if found is None or found[0] != role:
            wrong[text] = found
    assert not wrong


@pytest.mark.parametrize(
    "text",
    [
        "Nama Ibu Kandung", "Nama Ayah", "NIK Suami", "Nama Perusahaan", "No HP Darurat",
        "Nama Kepala Keluarga", "Alamat Perusahaan", "Nama Proyek", "Agama", "Ukuran Baju",
        "Status Perkawinan", "Golongan Darah", "No. Rekening", "Nama Bank", "",
        "Isi kolom NIK dengan enam belas angka sesuai kartu tanda penduduk elektronik yang berlaku",
    ],
)  # fmt: skip
def test_names_of_other_things(text: str) -> None:
    assert headers.recognise(text) is None


@pytest.mark.parametrize(
    ("header", "role"),
    [
        (("TEMPAT, TANGGAL LAHIR", "TEMPAT"), "birth_place"),
        (("TEMPAT, TANGGAL LAHIR", "TGL"), "birth_date"),
        (("TTL", ""), headers.BIRTH),
        (("JENIS KELAMIN", "L"), headers.SEX_MALE),
        (("JENIS KELAMIN", "P"), headers.SEX_FEMALE),
        (("ALAMAT", "RT"), "rt"),
        (("ALAMAT", "DESA/KEL"), "village"),
        (("ALAMAT", "JALAN"), "address"),
        (("PENDIDIKAN", "JENJANG"), "education_level"),
        (("PENDIDIKAN", "TAHUN LULUS"), "graduation_year"),
        (("PENDIDIKAN TERAKHIR", "NAMA SEKOLAH"), "school"),
        (("NOMOR", "KTP"), "nik"),
        (("NOMOR", "HP"), "phone"),
        (("DATA DIRI", "NIK"), "nik"),
    ],
)
def test_headers_of_two_rows(header: tuple[str, ...], role: str) -> None:
    found = columns.recognise_header(header)
    assert found is not None
    assert found[0] == role


def test_a_second_row_under_another_person_is_that_persons() -> None:
    assert columns.recognise_header(("ORANG TUA", "NAMA")) is None


def test_every_role_is_a_field_or_offered_as_a_choice() -> None:
    offered = {key for key, _ in columns.CHOICES}
    assert set(headers.EXACT.values()) <= offered
    assert set(BY_KEY) <= offered


def roles(header: list[str], rows: list[list[Cell]]) -> dict[int, str]:
    return columns.recognise([(text,) for text in header], rows)


def test_a_family_card_is_never_taken_for_a_nik() -> None:
    people = lists.people(9)
    rows: list[list[Cell]] = [
        ["6201020101100001" if n < 5 else "6201020101100002", p.nik, p.name]
        for n, p in enumerate(people)
    ]
    assert roles(["NO KK", "NIK", "NAMA"], rows) == {0: "family_card", 1: "nik", 2: "name"}
    assert roles(["", "", "NAMA"], rows) == {0: "family_card", 1: "nik", 2: "name"}
    assert roles(["NO KK", "ANGKA", "NAMA"], rows)[1] == "nik"
    assert "nik" not in roles(["NO KK", "NAMA"], [[row[0], row[2]] for row in rows]).values()


def test_a_nik_column_that_holds_something_else_gives_way() -> None:
    rows: list[list[Cell]] = [[n, p.nik, p.name] for n, p in enumerate(lists.people(5), 1)]
    found = roles(["NIK", "", "NAMA"], rows)  # the header slipped by one column
    assert found[1] == "nik"
    assert found[0] == headers.EXTRA


def test_of_two_columns_of_one_name_the_better_is_taken() -> None:
    found = roles(["ALAMAT", "NAMA", "NIK", "ALAMAT KTP", "NO HP", "NO WA"], [])
    assert [role for _, role in sorted(found.items())] == [
        headers.EXTRA, "name", "nik", "address", "phone", headers.EXTRA,
    ]  # fmt: skip


def test_ticks_need_both_columns() -> None:
    assert roles(["NIK", "NAMA", "L", "P"], [])[2] == headers.SEX_MALE
    assert roles(["NIK", "NAMA", "P"], [])[2] == headers.EXTRA


def test_a_fingerprint_forgets_case_and_marks_but_not_order() -> None:
    one = columns.fingerprint(["No.", "NIK", "Nama Lengkap"])
    assert one == columns.fingerprint(["NO", "nik", "NAMA LENGKAP"])
    assert one != columns.fingerprint(["NIK", "No.", "Nama Lengkap"])


def test_our_own_labels_are_read_as_what_they_say() -> None:
    read = {key: headers.recognise(field.label) for key, field in BY_KEY.items()}
    assert {key: found[0] if found else None for key, found in read.items()} == {
        key: key for key in BY_KEY
    }


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("TEMPAT, TANGGAL LAHIR TEMPAT", "birth_place"),
        ("TEMPAT, TANGGAL LAHIR TANGGAL", "birth_date"),
        ("TEMPAT, TANGGAL LAHIR", headers.BIRTH),
        ("JENIS KELAMIN P", headers.SEX_FEMALE),
        ("Jenis Kelamin (L/P)", "sex"),
        ("Pendidikan Terakhir Tahun", "graduation_year"),
    ],
)
def test_a_header_of_two_rows_given_back_in_one_cell_means_the_same(text: str, role: str) -> None:
    found = columns.recognise_header((text,))
    assert found is not None and found[0] == role


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Nomor WhatsApp Aktif", "phone"),
        ("No. WhatsApp", "phone"),
        ("WhatsApp", "phone"),
        ("Phone Number", "phone"),
        ("Email Address", "email"),
        ("Place of Birth", "birth_place"),
    ],
)
def test_names_as_online_forms_write_them(name: str, role: str) -> None:
    found = headers.recognise(name)
    assert found
    assert found[0] == role
