"""The keys a layout may name: a participant's fields and what the services compute for a sheet.

A service that cannot supply a computed key leaves it out of the row; the cell stays blank.
"""

from __future__ import annotations

from sertidesk.domain.fields import FIELDS, Kind

COMPUTED: dict[str, tuple[str, Kind]] = {
    # the person
    "full_name": ("Nama dengan gelar", Kind.TEXT),
    "birth_place_date": ("Tempat, tanggal lahir", Kind.TEXT),
    "age": ("Usia", Kind.NUMBER),
    "full_address": ("Alamat lengkap", Kind.LONG_TEXT),
    "country": ("Negara", Kind.TEXT),
    "province_code": ("Kode provinsi alamat (2 angka)", Kind.DIGITS),
    "regency_code": ("Kode kabupaten/kota alamat (4 angka)", Kind.DIGITS),
    "district_code": ("Kode kecamatan alamat", Kind.DIGITS),
    "village_code": ("Kode desa/kelurahan alamat", Kind.DIGITS),
    "nik_province": ("Provinsi menurut NIK", Kind.TEXT),
    "nik_regency": ("Kabupaten/kota menurut NIK", Kind.TEXT),
    "religion": ("Agama", Kind.TEXT),
    "marital_status": ("Status nikah", Kind.TEXT),
    # the activity and its state
    "activity": ("Kegiatan", Kind.TEXT),
    "activity_year": ("Tahun kegiatan", Kind.YEAR),
    "participant_code": ("Kode peserta", Kind.TEXT),
    "document_state": ("Kelengkapan berkas", Kind.TEXT),
    "clarification_state": ("Hasil klarifikasi", Kind.TEXT),
    "clarification_note": ("Keterangan klarifikasi", Kind.LONG_TEXT),
    # what the portal asks
    "lsp": ("LSP", Kind.TEXT),
    "test_centre": ("TUK", Kind.TEXT),
    "subclassification_code": ("Kode subklasifikasi", Kind.TEXT),
    "education_address": ("Alamat sekolah", Kind.LONG_TEXT),
    "education_country": ("Negara sekolah", Kind.TEXT),
    "education_province_code": ("Kode provinsi sekolah", Kind.DIGITS),
    "education_regency_code": ("Kode kabupaten/kota sekolah", Kind.DIGITS),
    "project_kind": ("Jenis pengalaman", Kind.TEXT),
    "project_name": ("Nama proyek", Kind.TEXT),
    "project_place": ("Lokasi proyek", Kind.TEXT),
    "project_start": ("Tanggal awal proyek", Kind.DATE),
    "project_end": ("Tanggal akhir proyek", Kind.DATE),
    "project_position": ("Jabatan di proyek", Kind.TEXT),
    "project_value": ("Nilai proyek", Kind.NUMBER),
    "project_employer": ("Pemberi kerja", Kind.TEXT),
    "training_name": ("Nama pelatihan", Kind.TEXT),
    "training_organiser": ("Penyelenggara pelatihan", Kind.TEXT),
    "training_start": ("Tanggal awal pelatihan", Kind.DATE),
    "training_end": ("Tanggal akhir pelatihan", Kind.DATE),
    "training_hours": ("Jumlah JP", Kind.NUMBER),
    "training_days": ("Jumlah hari pelatihan", Kind.NUMBER),
    "training_year": ("Tahun bimtek", Kind.YEAR),
    "other_certificate": ("Nama sertifikat/surat keterangan", Kind.TEXT),
    "other_certificate_issuer": ("Penerbit sertifikat/surat keterangan", Kind.TEXT),
    "other_certificate_start": ("Tanggal mulai sertifikat/surat keterangan", Kind.DATE),
    "other_certificate_end": ("Tanggal selesai sertifikat/surat keterangan", Kind.DATE),
    # the file names of the attachments, for uploading
    "file_ktp": ("Berkas KTP", Kind.TEXT),
    "file_statement": ("Berkas pernyataan kebenaran data", Kind.TEXT),
    "file_npwp": ("Berkas NPWP", Kind.TEXT),
    "file_photo": ("Berkas pas foto", Kind.TEXT),
    "file_diploma": ("Berkas ijazah", Kind.TEXT),
    "file_school_statement": ("Berkas surat keterangan sekolah", Kind.TEXT),
    "file_reference": ("Berkas surat referensi proyek", Kind.TEXT),
    "file_training": ("Berkas sertifikat pelatihan", Kind.TEXT),
    "file_other_certificate": ("Berkas sertifikat/surat keterangan", Kind.TEXT),
    "file_application": ("Berkas surat permohonan", Kind.TEXT),
    "file_self_assessment": ("Berkas asesmen mandiri (APL)", Kind.TEXT),
    "file_association_letter": ("Berkas surat pengantar asosiasi", Kind.TEXT),
    "file_validation_record": ("Berkas berita acara verifikasi dan validasi", Kind.TEXT),
    # the assessment and its certificate
    "education_code": ("Kode pendidikan", Kind.DIGITS),
    "job_code": ("Kode pekerjaan", Kind.DIGITS),
    "schedule_code": ("Kode jadwal", Kind.DIGITS),
    "test_date": ("Tanggal uji", Kind.DATE),
    "assessor_registration": ("Nomor registrasi asesor", Kind.TEXT),
    "budget_code": ("Kode sumber anggaran", Kind.DIGITS),
    "ministry_code": ("Kode kementerian", Kind.DIGITS),
    "result_k_bk": ("Hasil uji (K/BK)", Kind.TEXT),
    "certificate_name": ("Sertifikat", Kind.TEXT),
    "certificate_number": ("Nomor sertifikat", Kind.TEXT),
    "registration_number": ("Nomor registrasi", Kind.TEXT),
    "certificate_count": ("Jumlah sertifikat", Kind.NUMBER),
    "issued_on": ("Tanggal terbit", Kind.DATE),
    "valid_until": ("Berlaku sampai", Kind.DATE),
    "certificate_state": ("Status sertifikat", Kind.TEXT),
    "file_certificate": ("Berkas sertifikat SKK", Kind.TEXT),
    "decision_letter": ("Surat keputusan", Kind.TEXT),
}

LABELS: dict[str, str] = {
    **{field.key: field.label for field in FIELDS},
    **{key: label for key, (label, _) in COMPUTED.items()},
}
KINDS: dict[str, Kind] = {
    **{field.key: field.kind for field in FIELDS},
    **{key: kind for key, (_, kind) in COMPUTED.items()},
}
