"""The names that columns have in lists: which field a header text means, and how surely.

Exact names first (folded: case, points, brackets and filler words do not count), then patterns
from the most particular to the most general.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Roles beyond the keys of `domain.fields`.
BIRTH = "birth"  # place and date in one cell
RT_RW = "rt_rw"
SEX_MALE = "sex_male"  # a column of ticks
SEX_FEMALE = "sex_female"
BIRTH_DAY, BIRTH_MONTH, BIRTH_YEAR = "birth_day", "birth_month", "birth_year"
NUMBER = "number"  # running number: not kept
IGNORE = "ignore"
EXTRA = "extra"  # kept as a note, under the column's own name

SURE, LIKELY, MAYBE = 3, 2, 1

_EXACT: dict[str, str] = {
    "nik": "nik|no nik|nomor nik|nik ktp|no ktp|nomor ktp|ktp|no ktp nik|nik no ktp"
    "|nik nomor ktp|no induk kependudukan|nomor induk kependudukan"
    "|nomor induk kependudukan nik|no id|id ktp|no induk penduduk|nomor induk penduduk"
    "|nomor kartu tanda penduduk|no kartu tanda penduduk|no identitas|nomor identitas"
    "|identitas|nik e ktp|nomor e ktp|no e ktp|no e ktp nik|n i k|no identitas ktp"
    "|nomor identitas ktp|no pengenal|no nik ktp|nikktp|no ktp el|no kependudukan"
    "|nik 16 digit|nik 16 angka|nomor identitas kependudukan|no nik e ktp|nik peserta"
    "|nik asesi",
    "name": "nama|nama lengkap|nama peserta|nama sesuai ktp|nama ktp|nama lgkp|nama asesi"
    "|nama calon peserta|nama tenaga kerja|nama pekerja|nama tukang|nama warga|nama orang"
    "|nama lengkap peserta|nama lengkap sesuai ktp|nama lengkap dan gelar|nama penduduk"
    "|nama tkk|nama pemohon|nama peserta pelatihan|nama dan gelar|nm lengkap|nm peserta"
    "|nama pendaftar|nama lengkap asesi|peserta|calon peserta|full name|name"
    "|nama calon asesi|nama pelamar|nama anggota|nama peserta uji"
    "|nama tenaga kerja konstruksi|nama lengkap tanpa gelar|nm|namalengkap|nama lkp"
    "|nama pkerja|nama kandidat|nama calon",
    "title_before": "gelar depan|gelar di depan|gelar awal|gelar depan nama",
    "title_after": "gelar belakang|gelar di belakang|gelar akhir|gelar|gelar belakang nama",
    "birth_place": "tempat lahir|tmpt lahir|tmp lahir|tpt lahir|tmpt lhr|tempat kelahiran|tmp lhr"
    "|kota lahir|tempat lhr|kab lahir|kota kelahiran|t lahir|tempatlahir|birth place"
    "|kota tempat lahir|place of birth",
    "birth_date":
    "tanggal lahir|tgl lahir|tgl lhr|tanggal kelahiran|tgl kelahiran|tanggal lhr|tgllahir"
    "|tanggallahir|tgl lair|birth date|date of birth|tg lahir|tangal lahir|tggl lahir",
    BIRTH: "tempat tanggal lahir|tempat tgl lahir|ttl|tempat dan tanggal lahir|t t l"
    "|tmp tgl lahir|tmpt tgl lahir|tpt tgl lahir|tempat tgl lhr|tempat dan tgl lahir"
    "|tempat tanggal lhr|tempat tanggal kelahiran|tmpt tgl lhr|tempat lahir tanggal lahir"
    "|tempat lahir tgl lahir|kelahiran|lahir|tempat lahir dan tanggal lahir"
    "|tempat tggl lahir|tempat tanggal lahir ttl",
    "sex": "jenis kelamin|jk|j k|l p|lp|kelamin|jns kelamin|jenis kelamin l p|jenis klmin|sex"
    "|jenis klm|gender|l p l|jk l p|jns klm|p l|pria wanita|jeniskelamin|jenkel|jen kel"
    "|jnskel|laki laki perempuan|kel amin|jenis kel|jns kel|lk pr",
    SEX_MALE: "l|lk|laki laki|pria|laki|jenis kelamin l|jenis kelamin laki laki|jk l",
    SEX_FEMALE: "p|pr|perempuan|wanita|jenis kelamin p|jenis kelamin perempuan|jk p",
    "address": "alamat|alamat lengkap|alamat ktp|alamat sesuai ktp|alamat rumah|alamat domisili"
    "|tempat tinggal|alamat tempat tinggal|domisili|jalan|almt|alamat asal|alamat jalan"
    "|dusun|alamat tinggal|kampung|alamat peserta|alamat lengkap sesuai ktp"
    "|tempat tinggal alamat|address|alamat dusun|dukuh|banjar|lingkungan|nama jalan"
    "|alamat sekarang|dsn",
    RT_RW: "rt rw|rtrw|rt dan rw|alamat rt rw|no rt rw|rt rw dusun",
    "rt": "rt|no rt|alamat rt|nomor rt|rukun tetangga",
    "rw": "rw|no rw|alamat rw|nomor rw|rukun warga",
    "village": "desa|kelurahan|desa kelurahan|kelurahan desa|kel desa|desa kel|kel name|nama desa"
    "|nama kelurahan|ds kel|kel|nagari|gampong|asal desa|alamat desa|alamat kelurahan"
    "|nama kel|asal kelurahan|alamat desa kelurahan|alamat kel desa|utusan desa|desa asal"
    "|nama desa kelurahan|kel ds|alamat kelurahan desa|ds",
    "district": "kecamatan|kec|kec name|nama kecamatan|kcamatan|asal kecamatan|alamat kecamatan"
    "|distrik|nama kec|alamat kec",
    "regency": "kabupaten|kota|kabupaten kota|kab kota|kab|kab name|kota kabupaten|kota kab"
    "|nama kabupaten|alamat kabupaten|kabkota|alamat kabupaten kota|asal kabupaten kota"
    "|asal kota|asal kabupaten|alamat kab kota",
    "province": "provinsi|propinsi|prov|prop name|nama provinsi|alamat provinsi|prop|asal provinsi",
    "postcode": "kode pos|kodepos|pos|alamat kode pos|zip|postal code",
    "phone": "no hp|hp|telp|no telp|telepon|no telepon|nomor hp|nomor telepon|no wa|wa|whatsapp"
    "|no whatsapp|nomor wa|nomor whatsapp|no hp wa|hp wa|no telp hp|no hp telp|telp hp"
    "|handphone|no handphone|nomor handphone|kontak|no kontak|nomor kontak|no hp aktif"
    "|nomor hp aktif|nomor telp|tlp|no tlp|contact|contact person|nomor telephone"
    "|no telpon|telpon|phone|mobile|no hp whatsapp|nomor hp wa|nomor telepon hp"
    "|no telepon hp|no seluler|nohp|no wa aktif|hp aktif|nomor hp whatsapp|nomor wa aktif"
    "|nomor whatsapp aktif|nomor ponsel|ponsel|no ponsel|phone number",
    "email": "email|e mail|surel|alamat email|alamat e mail|email aktif|alamat surel|gmail"
    "|e mail aktif|email address",
    "npwp": "npwp|no npwp|nomor npwp|nomor pokok wajib pajak|no pokok wajib pajak",
    "nationality": "kewarganegaraan|warga negara|wn|wni wna|kebangsaan|nationality|wni",
    "education_level":
    "pendidikan|pendidikan terakhir|pend|pendidikan akhir|ijazah|jenjang pendidikan"
    "|ijazah terakhir|tingkat pendidikan|pend terakhir|pendidikan formal|edukasi|lulusan"
    "|pddk|strata pendidikan|pendidikan tertinggi|pddk akh|pddk terakhir"
    "|jenjang pendidikan terakhir",
    "school": "sekolah|nama sekolah|asal sekolah|perguruan tinggi|nama sekolah perguruan tinggi"
    "|sekolah perguruan tinggi|universitas|kampus|nama perguruan tinggi"
    "|nama institusi pendidikan|institusi pendidikan|sekolah universitas"
    "|nama sekolah universitas|almamater|tempat sekolah",
    "study": "jurusan|program studi|prodi|bidang studi|jurusan program studi|jurusan prodi"
    "|jurusan pendidikan|program studi jurusan|program keahlian|kompetensi keahlian",
    "diploma_number": "no ijazah|nomor ijazah|no seri ijazah|nomor seri ijazah"
    "|no ijasah|nomor ijasah",
    "graduation_year":
    "tahun lulus|thn lulus|lulus tahun|th lulus|tahun ijazah|tahun kelulusan|tahun tamat"
    "|thn ijazah|tgl lulus tahun|tamat tahun",
    "occupation":
    "jabatan kerja|jabker|jabatan|jabatan kerja yang diajukan|keahlian|bidang keahlian"
    "|jabatan kerja dipilih|jabatan kerja yang dipilih|jabatan kerja skk|keterampilan"
    "|skill|jenis keterampilan|bidang keterampilan|posisi|profesi|okupasi|skema"
    "|skema sertifikasi|jenis keahlian|kejuruan|jabatan yang dimohon"
    "|jabatan kerja diajukan|skema uji|kompetensi|bidang pekerjaan|jenis tukang"
    "|keahlian tukang|jabatan kerja yang diikuti|sertifikasi",
    "occupation_code": "kode jabatan kerja|kode jabatan|kode jabker|kode skk",
    "level": "jenjang|jenjang kkni|level|jenjang skk|jenjang jabatan|level kkni"
    "|jenjang jabatan kerja|jenjang kualifikasi",
    "qualification": "kualifikasi|kualifikasi skk|kualifikasi jabatan",
    "classification": "klasifikasi|klasifikasi skk",
    "subclassification": "subklasifikasi|sub klasifikasi|subklas",
    "application_kind": "jenis permohonan|permohonan|baru perpanjangan|jenis pengajuan"
    "|jenis permohonan skk",
    "experience_years":
    "pengalaman kerja|pengalaman|lama bekerja|lama kerja|pengalaman kerja tahun"
    "|masa kerja|lama pengalaman|tahun pengalaman|lama pengalaman kerja|pengalaman tahun"
    "|jumlah tahun pengalaman|pengalaman kerja thn",
    "association": "asosiasi|asosiasi profesi|nama asosiasi",
    "association_card": "kta|no kta|nomor kta|no kta asosiasi|nomor kta asosiasi"
    "|no anggota asosiasi",
    "notes": "keterangan|ket|catatan|remark|remarks|keterangan lain|note|notes|keterangan tambahan",
    "family_card": "kk|no kk|nomor kk|no kartu keluarga|nomor kartu keluarga|kartu keluarga"
    "|nomor kartu keluarga kk|nokk|no kk kartu keluarga|nkk|no k k",
    NUMBER: "no|nomor|no urut|nomor urut|nmr|num|urut|no absen|nr|s no|no urt",
    IGNORE: "no prop|no kab|no kec|no kel|tanda tangan|ttd|paraf|ttd peserta|tandatangan|foto"
    "|pas foto|pas photo|umur|usia|umur tahun|usia tahun|umur th|timestamp|cap waktu"
    "|alasan|baris asal",
}  # fmt: skip
EXACT: dict[str, str] = {name: role for role, names in _EXACT.items() for name in names.split("|")}

# What names a person other than the participant, or an organisation: never the participant's.
_OTHERS = (
    r"ibu|ayah|bapak|ortu|orang tua|suami|istri|isteri|pasangan|kepala keluarga|wali|panggilan"
    r"|alias|perusahaan|instansi|proyek|darurat|ahli waris|penanggung|pelatihan|kegiatan|paket"
    r"|bank|rekening|kepala desa|lurah|pejabat|pendamping|penyelenggara|kantor|atasan"
)
_FOREIGN = re.compile(rf"\b(?:{_OTHERS})\b")
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), role)
    for pattern, role in (
        (r"^nama (?:lengkap|peserta|lgkp)\b(?!.*\b(?:sekolah|kampus|universitas)\b)", "name"),
        (r"\b(?:no|nomor|nik)? ?(?:kk|kartu keluarga)\b(?!.*\bnik\b)", "family_card"),
        (r"\bnpwp\b", "npwp"),
        (r"\b(?:tempat|tmpt?|tpt)\b.*\b(?:tanggal|tgl|tggl)\b.*\b(?:lahir|lhr)\b", BIRTH),
        (r"\b(?:tanggal|tgl|tggl)\b.*\b(?:lahir|lhr)\b", "birth_date"),
        (r"\b(?:tempat|tmpt?|tpt|kota|kab)\b.*\b(?:lahir|lhr)\b", "birth_place"),
        (r"\bttl\b", BIRTH),
        (r"\bnik\b|\binduk kependudukan\b|\b(?:no|nomor)\b.*\bktp\b|\bidentitas\b", "nik"),
        (r"\b(?:e ?mail|surel)\b", "email"),
        (r"\b(?:hp|wa|whatsapp|telp|telepon|telpon|tlp|handphone|ponsel|kontak)\b", "phone"),
        (r"\bkode pos\b", "postcode"),
        (r"\bjenis kelamin\b|\bkelamin\b|\bl p\b", "sex"),
        (r"\brt\b.*\brw\b", RT_RW),
        (r"\b(?:no|nomor|seri)\b.*\bi?jaz?s?ah\b", "diploma_number"),
        (r"\b(?:tahun|thn|th)\b.*\b(?:lulus|kelulusan|tamat|ijazah)\b", "graduation_year"),
        (r"\bjurusan\b|\bprogram studi\b|\bprodi\b", "study"),
        (r"\b(?:nama|asal)\b.*\b(?:sekolah|universitas|perguruan tinggi|kampus)\b", "school"),
        (r"\bpendidikan\b|\bi[jz]a[zs]ah\b", "education_level"),
        (r"\bkode\b.*\bjab(?:atan|ker)\b", "occupation_code"),
        (r"\bsub ?klasifikasi\b", "subclassification"),
        (r"\bklasifikasi\b", "classification"),
        (r"\bkualifikasi\b", "qualification"),
        (r"\bjenjang\b|\blevel\b", "level"),
        (r"\b(?:jabatan|jabker|keahlian|keterampilan|skema|okupasi)\b", "occupation"),
        (r"\b(?:lama|tahun|thn|masa)\b.*\b(?:kerja|bekerja|pengalaman)\b", "experience_years"),
        (r"\bpengalaman\b.*\b(?:kerja|tahun|thn|th)\b", "experience_years"),
        (r"\b(?:no|nomor|kartu)\b.*\b(?:kta|anggota)\b", "association_card"),
        (r"\basosiasi\b", "association"),
        (r"\b(?:desa|kelurahan)\b", "village"),
        (r"\bkecamatan\b", "district"),
        (r"\b(?:kabupaten|kab)\b", "regency"),
        (r"\bprovinsi\b", "province"),
        (r"\balamat\b|\btempat tinggal\b|\bdomisili\b", "address"),
        (r"\bgelar\b.*\bdepan\b", "title_before"),
        (r"\bgelar\b.*\bbelakang\b", "title_after"),
        (r"\bkewarganegaraan\b", "nationality"),
        (r"^nama\b|\bnama (?:lengkap|peserta)\b", "name"),
        (r"^(?:keterangan|catatan)\b", "notes"),
        (r"\b(?:tanda tangan|ttd|paraf)\b", IGNORE),
    )
)
_FILLERS = re.compile(
    r"\b(?:sesuai|berdasarkan|ktp|e ktp|ktp el|wajib|diisi|harap|mohon|isi|lengkap|peserta|calon"
    r"|asesi|dengan|dgn|pada|di|yang|yg|huruf|kapital|besar|contoh|opsional|format|dd mm yyyy"
    r"|hh bb tttt|tgl bln thn|digit|16|angka|anda|aktif|tenaga kerja|saat ini)\b"
)
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_BRACKETS = re.compile(r"[(\[{].*?(?:[)\]}]|$)")
_SPACED = re.compile(r"n o|[a-z](?: [a-z]){2,}")  # "N A M A"
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
LONGEST = 90
"""A longer text is a sentence, never the name of a column."""


def fold(text: str) -> str:
    """Return a header for comparing: lower case, words parted by one blank, nothing else."""
    folded = _NOT_WORD.sub(" ", _CAMEL.sub(" ", text).casefold()).strip()
    folded = folded.replace("whats app", "whatsapp")
    return folded.replace(" ", "") if _SPACED.fullmatch(folded) else folded


@lru_cache(maxsize=4096)
def recognise(text: str) -> tuple[str, int] | None:
    """Return the role that a header text names and how surely; None when it names none."""
    if not text or len(text) > LONGEST:
        return None
    folded = fold(text)
    role = EXACT.get(folded)
    if role:
        return role, SURE
    bare = fold(_BRACKETS.sub(" ", text))
    role = EXACT.get(bare)
    if role:
        return role, SURE
    if not bare or _FOREIGN.search(bare) or len(bare.split()) > 9:
        return None
    stripped = " ".join(_FILLERS.sub(" ", bare).split())
    role = EXACT.get(stripped)
    if role and role not in (SEX_MALE, SEX_FEMALE, NUMBER):
        return role, LIKELY
    for pattern, role in _PATTERNS:
        if pattern.search(bare):
            return role, MAYBE
    return None


def is_foreign(text: str) -> bool:
    """Tell whether a header names another person's or an organisation's data."""
    return bool(_FOREIGN.search(fold(text)))
