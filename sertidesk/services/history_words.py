"""The words in which a change is told: what was changed, which field of it, the value.

A state has its word from the rules that set it; nothing here reads or writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from sertidesk.domain import (
    assessment,
    attendance,
    clarification,
    complaints,
    documents,
    fees,
    interest,
    letters,
    meetings,
    official_record,
    readiness,
    recruitment,
    selection,
    tracker,
    workdays,
)
from sertidesk.domain.fields import BY_KEY
from sertidesk.domain.formatting import moment, short_date
from sertidesk.services import organizations

TABLES = {
    "setting": "Pengaturan", "official": "Pejabat", "organization": "Mitra",
    "letterhead": "Kop surat",
    "holiday": "Hari libur", "area": "Wilayah", "occupation": "Jabatan kerja",
    "layout": "Tata letak rekap", "office_procedure": "SOP kantor",
    "form": "Formulir LSP", "column_mapping": "Pemetaan kolom",
    "status_word": "Kata jawaban", "activity": "Kegiatan", "activity_step": "Langkah",
    "person": "Orang", "education": "Pendidikan", "experience": "Pengalaman",
    "training": "Pelatihan", "duplicate_decision": "Keputusan kembar",
    "certificate": "Sertifikat", "import_batch": "Impor", "participant": "Peserta",
    "warning_reason": "Alasan peringatan", "document_check": "Pemeriksaan berkas",
    "attachment": "Lampiran", "clarification_round": "Putaran klarifikasi",
    "clarification_item": "Klarifikasi", "transfer": "Pengiriman data",
    "submission": "Pengiriman ke LSP", "submission_item": "Peserta terkirim",
    "application": "Nomor permohonan", "application_event": "Keadaan permohonan",
    "letter": "Surat", "letter_series": "Pola nomor surat",
    "letter_gap": "Nomor surat tidak dipakai",
    "portal_entry": "Input portal",
    "recruitment": "Surat rekrutmen", "interest": "Minat", "assessor": "Asesor",
    "meeting": "Rapat", "meeting_point": "Acara rapat", "meeting_guest": "Peserta rapat",
    "follow_up": "Tindak lanjut",
    "official_record": "Berita acara", "record_review": "Pemeriksaan berita acara",
    "record_filing": "Arsip berita acara",
    "decision_letter": "SK penetapan", "decision_participant": "Peserta dalam SK",
    "evaluation_item": "Evaluasi",
    "selection_plan": "Aturan seleksi", "selection": "Seleksi",
    "complaint": "Pengaduan", "fee": "Biaya",
    "facility_template": "Daftar sarana baku", "facility": "Sarana",
    "confirmation": "Konfirmasi asesor", "reminder": "Pengingat peserta",
    "handover": "Serah terima", "certificate_copy": "Salinan sertifikat",
    "report_text": "Teks laporan", "evidence": "Bukti",
    "session": "Sesi", "session_participant": "Peserta sesi",
    "attendance": "Kehadiran", "attendance_scan": "Pindaian", "team_member": "Tim pelaksana",
    "assessment": "Asesmen", "appeal": "Banding",
}  # fmt: skip
"""What the rows of each table are."""

SETTINGS = {
    "office_name": "Nama kantor", "office_government": "Pemerintah daerah",
    "office_address": "Alamat", "office_phone": "Telepon", "office_email": "Surel",
    "office_website": "Laman", "office_place": "Tempat surat", "office_regency": "Kode wilayah",
    "civil_registry": "Disdukcapil", "time_zone": "Zona waktu", "six_day_week": "Enam hari kerja",
    "joint_leave_is_off": "Cuti bersama libur", "start_day_counts": "Hari mulai dihitung",
    "unstated_days_are": "Hari tanpa keterangan", "shrink_images": "Kecilkan gambar",
    "scan_sound": "Suara pindaian",
    "theme": "Tampilan", "bnsp_education_codes": "Kode pendidikan BNSP",
    "bnsp_job_code": "Kode pekerjaan BNSP", "bnsp_budget_code": "Kode sumber anggaran BNSP",
    "bnsp_ministry_code": "Kode kementerian BNSP", "paper": "Kertas cetakan",
    "paper_size": "Ukuran kertas lain", "shift_right": "Geser ke kanan",
    "shift_down": "Geser ke bawah", "duplex_margins": "Margin bolak-balik",
    "paper_kinds": "Kertas menurut jenis dokumen",
    "portal_file_pattern": "Nama berkas portal", "portal_file_limit": "Batas berkas portal",
    "letter_codes": "Kode klasifikasi surat",
}  # fmt: skip
"""What each setting is."""

UNTOLD = frozenset((
    "id", "name_key", "activity_id", "participant_id", "round_id", "submission_id", "subject_id",
    "meeting_id", "official_record_id", "decision_letter_id", "session_id",
    "import_batch_id", "change_set_id", "first_id", "second_id",
    "certificate_id", "attachment_id", "assessment_id", "owner_id", "topic",
    "number_key", "letter_series_id", "answers_id",
))  # fmt: skip
"""Fields that are derived, or told by the row they belong to."""

_FIELDS = {
    "deleted_at": "Dihapus", "documents_complete": "Berkas lengkap", "clarification": "Klarifikasi",
    "withdrawn_reason": "Alasan mundur", "area_code": "Kode wilayah", "photo_sha256": "Pasfoto",
    "government": "Pemerintah daerah", "office": "Instansi", "website": "Laman",
    "emblem_sha256": "Lambang",
    "state": "Status", "note": "Catatan", "checked_by": "Diperiksa oleh",
    "checked_at": "Diperiksa pada", "value": "Nilai", "file_name": "Nama berkas",
    "started_on": "Mulai", "done_on": "Selesai", "done_by": "Dikerjakan oleh",
    "evidence": "Bukti", "inputs": "Kelengkapan", "outputs": "Output",
    "skip_reason": "Alasan dilewati", "override_reason": "Alasan diteruskan", "due_on": "Tenggat",
    "position": "Urutan/jabatan", "status": "Status", "remark": "Keterangan",
    "lsp": "LSP", "test_centre": "TUK", "funding_source": "Sumber dana", "year": "Tahun",
    "planned_start": "Rencana mulai", "planned_participants": "Rencana peserta",
    "closed_on": "Ditutup", "kind": "Jenis", "reason": "Alasan", "number": "Nomor",
    "mapping": "Pemetaan", "extra": "Kolom lain",
    "letter_number": "Nomor surat", "letter_date": "Tanggal surat", "sent_on": "Dikirim",
    "direction": "Arah", "sequence": "Nomor urut", "moved_on": "Diterima/dikirim",
    "correspondent": "Dari/kepada", "subject": "Hal", "nature": "Sifat",
    "enclosed": "Lampiran surat", "body": "Isi surat", "copies": "Tembusan", "step": "Langkah",
    "disposed_by": "Disposisi dari", "disposed_to": "Disposisi kepada",
    "instruction": "Instruksi", "cancel_reason": "Alasan dibatalkan",
    "pattern": "Pola", "unit": "Unit", "kinds": "Jenis surat", "last_year": "Tahun",
    "first_number": "Dari nomor", "last_number": "Sampai nomor",
    "way": "Cara kirim", "received_by": "Diterima oleh", "answered_on": "Dijawab",
    "promised": "Calon dijanjikan", "channel": "Lewat", "noted_on": "Tanggal minat",
    "noted_by": "Dicatat oleh", "drop_reason": "Alasan batal",
    "code": "Kode", "sop_code": "SOP", "procedure": "SOP kegiatan",
    "target_occupations": "Jabatan kerja sasaran", "fingerprint": "Sidik isi",
    "sha256": "Isi berkas", "date": "Tanggal", "removed": "Dicoret", "toml": "Isi tata letak",
    "decree": "Keputusan", "rank": "Pangkat", "nip": "NIP", "licence": "Lisensi",
    "contact": "Narahubung", "capacity": "Kapasitas", "key": "Pengaturan", "word": "Kata",
    "person_id": "Data orang", "issued_on": "Terbit", "expires_on": "Berlaku s.d.",
    "opened_at": "Dibuka", "recipient": "Penerima", "fields": "Kolom dikirim",
    "answered_at": "Dijawab", "answer_file": "Berkas jawaban", "answer_report": "Isi jawaban",
    "decision": "Keputusan", "project": "Proyek", "place": "Lokasi", "ended_on": "Selesai",
    "employer": "Pemberi kerja", "at": "Pada", "accepted": "Diterima", "rejected": "Ditolak",
    "layout": "Tata letak", "title": "Judul", "organiser": "Penyelenggara", "hours": "JP",
    "days": "Hari", "purpose": "Keperluan", "persons": "Jumlah orang",
    "requirement": "Persyaratan", "media_type": "Jenis berkas", "size": "Ukuran",
    "added_at": "Dilampirkan", "sent": "Data terkirim", "result": "Hasil", "row": "Baris",
    "theirs": "Data Disdukcapil", "kept": "Dipertahankan",
    "list_order": "Urutan",
    "registration": "Nomor registrasi", "schemes": "Skema", "valid_until": "Berlaku s.d.",
    "starts": "Mulai", "ends": "Selesai", "room": "Ruang", "scheme": "Skema",
    "assessor_id": "Asesor", "test_centre_id": "TUK",
    "presence": "Kehadiran", "arrived": "Jam datang", "walk_in": "Datang tanpa jadwal",
    "substitute_for_id": "Menggantikan", "recorded_way": "Cara mencatat", "visitor": "Nama tamu",
    "actor": "Petugas", "team_member_id": "Anggota tim", "role": "Peran",
    "text": "Teks pindaian", "outcome": "Hasil pindaian",
    "assessor": "Asesor", "assessed_on": "Tanggal asesmen", "method": "Metode",
    "recommendation": "Rekomendasi", "decided_on": "Tanggal keputusan", "score": "Nilai",
    "filed_on": "Diajukan pada", "reviewed_on": "Ditinjau pada",
    "came_from": "Sebelumnya", "reached_on": "Sejak", "recorded_by": "Dicatat oleh",
    "recorded_at": "Dicatat pada", "skk_number": "Nomor SKK (BNSP)",
    "registration_number": "Nomor registrasi (BNSP)",
    "record_number": "Nomor pencatatan (LPJK)",
    "lsp_registration": "Nomor registrasi LSP", "lpjk_number": "Nomor pencatatan LPJK",
    "blank_number": "Nomor blanko",
    "archived_on": "Diarsipkan pada", "archived_by": "Diarsipkan oleh",
    "qr_link": "Tautan QR", "received_on": "Diterima pada",
    "handed_by": "Diserahkan oleh", "proxy": "Diwakilkan kepada",
    "proxy_identity": "Identitas wakil", "proxy_letter": "Surat kuasa",
    "caption": "Keterangan gambar", "chair": "Pimpinan rapat", "note_taker": "Notulis",
    "conclusions": "Kesimpulan", "discussion": "Pembahasan", "attendance": "Kehadiran",
    "obstacle": "Kendala", "cause": "Penyebab", "proposal": "Usulan",
    "considering": "Menimbang", "basis": "Mengingat", "decides": "Memutuskan",
    "signer": "Penandatangan", "set_on": "Ditetapkan pada",
    "covers": "Cakupan", "standard": "SKKNI/standar", "closing": "Penutup",
    "witness": "Penandatangan kedua", "witness_position": "Jabatan penandatangan",
    "paper": "Berkas",
    "what": "Uraian", "who": "Penanggung jawab",
    "for_each": "Per peserta", "quantity": "Jumlah", "needed": "Kebutuhan",
    "available": "Tersedia", "condition": "Kondisi", "prepared_by": "Disiapkan oleh",
    "prepared_on": "Disiapkan", "asked_on": "Ditanya", "asked_by": "Ditanya oleh",
    "answer": "Jawaban", "called_by": "Dihubungi oleh", "reach": "Hasil dihubungi",
    "total": "Kuota", "reserves": "Cadangan", "verified_only": "Hanya yang diverifikasi",
    "rules": "Aturan", "villages": "Kuota desa", "verified_on": "Diverifikasi",
    "verified_by": "Diverifikasi oleh",
    "decided_by": "Diputuskan oleh", "by_hand": "Diputuskan sendiri",
    "replacement_id": "Pengganti",
    "chapter": "Bab laporan",
    "portal": "Portal", "entry_state": "Status input", "entered_on": "Diinput pada",
    "entered_by": "Diinput oleh", "portal_number": "Nomor portal",
    "amount": "Jumlah", "payer": "Pembayar", "payee": "Penerima", "paid_on": "Dibayar",
    "proof_number": "Nomor bukti", "answered_by": "Dijawab oleh",
    "ours": "data kita", "by": "oleh", "no": "nomor", "*": "seluruh baris",
}  # fmt: skip
_VALUES: Mapping[str, Mapping[str, str]] = {
    "clarification": clarification.LABELS,
    "status": clarification.LABELS,
    "state": {
        **complaints.STATES,
        **interest.STATES,
        **{str(k): word for k, word in documents.WORDS.items()},
        **tracker.STATES,
        **{str(k): word for k, word in assessment.APPEALS.items()},
        **{str(k): word for k, word in selection.STATES.items()},
        **official_record.REVIEW_STATES,
    },
    "rules": {str(k): word for k, word in selection.RULES.items()},
    "condition": {str(k): word for k, word in readiness.CONDITIONS.items()},
    "answer": {str(k): word for k, word in readiness.ANSWERS.items()},
    "reach": {str(k): word for k, word in readiness.REACHES.items()},
    "recommendation": {str(k): word for k, word in assessment.DECISIONS.items()},
    "method": {str(k): word for k, word in assessment.METHODS.items()},
    "presence": {str(k): word for k, word in attendance.STATES.items()},
    "recorded_way": {str(k): word for k, word in attendance.WAYS.items()},
    "outcome": {str(k): word for k, word in attendance.OUTCOMES.items()},
    "role": {str(k): word for k, word in attendance.ROLES.items()},
    "payer": fees.PAYERS,
    "payee": fees.PAYEES,
    "came_from": tracker.STATES,
    "kind": {
        **letters.KINDS,
        **recruitment.KINDS,
        **meetings.KINDS,
        **{str(k): word for k, word in workdays.HOLIDAY_LABELS.items()},
        **organizations.KIND_WORDS,
    },
    "attendance": meetings.ATTENDANCE,
    "paper": official_record.PAPERS,
    "way": {**{str(k): word for k, word in readiness.WAYS.items()}, **letters.WAYS},
    "direction": letters.DIRECTIONS,
    "channel": interest.CHANNELS,
    "decision": {
        "same": "orang yang sama",
        "different": "orang berbeda",
        **{str(k): word for k, word in assessment.DECISIONS.items()},
    },
    "value": {"light": "terang", "dark": "gelap", "f4": "F4", "a4": "A4"},
}
_YES_OR_NO = frozenset(
    ("documents_complete", "removed", "walk_in", "by_hand", "verified_only", "for_each")
)
_INNER = frozenset((
    "answer_report", "mapping", "toml", "procedure", "person_id", "fields", "assessor_id",
    "test_centre_id", "replacement_id", "substitute_for_id", "team_member_id",
))  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(rf"{_DAY.pattern}T\d\d:\d\d.*")


def field(name: str | None) -> str:
    """Return what a field is called; nothing for a row that was added."""
    if name is None:
        return ""
    return BY_KEY[name].label if name in BY_KEY else _FIELDS.get(name, name)


def value(name: str | None, of: object) -> str:
    """Return what the field ``name`` says; nothing where it says nothing."""
    if of is None or of == "":
        return ""
    if name in _INNER:
        return "(ada)"
    if isinstance(of, bool) or name in _YES_OR_NO:
        return "ya" if of else "tidak"
    if isinstance(of, list):
        return ", ".join(_part(name, one) for one in of)
    if isinstance(of, dict):
        return "; ".join(_entry(key, one) for key, one in of.items())
    text = str(of)
    word = _VALUES.get(name or "", {}).get(text)
    if word is not None:
        return word
    if _DAY.fullmatch(text):
        return short_date(date.fromisoformat(text))
    if _MOMENT.fullmatch(text):
        return moment(datetime.fromisoformat(text))
    return f"{text[:12]}…" if name and name.endswith(("sha256", "fingerprint")) else text


def _part(name: str | None, one: object) -> str:
    """Return an element of a list; of a target its occupation and how many are wanted."""
    if not isinstance(one, dict):
        return _VALUES.get(name or "", {}).get(str(one)) or value(None, one)
    quota = one.get("quota")
    return f"{one.get('occupation') or ''} ({quota})" if quota else str(one.get("occupation") or "")


def _entry(key: str, one: object) -> str:
    """Return an entry of a mapping; of a decision on a field only the field is told."""
    return field(key) if isinstance(one, dict) else f"{field(key)}: {value(key, one)}"
