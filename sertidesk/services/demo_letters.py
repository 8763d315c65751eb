"""The demo's chapters of letters and meetings: what comes in, what goes out, what was agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from sertidesk.domain import meetings as meeting_rules
from sertidesk.domain.letters import Direction
from sertidesk.domain.letters import Kind as LetterKind
from sertidesk.domain.meetings import Attendance, Guest, Kind
from sertidesk.domain.procedure import Step
from sertidesk.services import letter_papers, letters, meetings, meetings_edits, preparation
from sertidesk.services.demo_story import Made, Story

_GUESTS = (
    Guest("Drs. Surya Contoh, M.T.", "Kepala Bidang Bina Konstruksi", "081200002001"),
    Guest("Ni Wayan Contoh, S.T.", "Kepala Seksi Jasa Konstruksi", "081200002002"),
    Guest("Ir. Bagas Contoh", "LSP Contoh Konstruksi", "081200002003"),
    Guest("Rina Contoh, S.Kom.", "Staf administrasi", "081200002004"),
    Guest("Yusuf Contoh", "Kepala TUK Contoh", "081200002005"),
)
_TALKED: Mapping[Kind, tuple[tuple[str, str], ...]] = {
    Kind.COORDINATION: (
        ("Jumlah dan jabatan kerja peserta", "LSP sanggup menguji 64 orang dalam delapan jabatan."),
        ("Tempat dan waktu uji", "TUK Contoh siap dengan dua ruang, pagi dan siang."),
        ("Pembiayaan", "Biaya uji ditanggung APBD; peserta tidak dipungut biaya."),
    ),
    Kind.PLENARY: (
        ("Rekap nilai hasil uji", "Rekomendasi asesor dibacakan per jabatan kerja."),
        ("Peserta belum kompeten", "Disarankan mengikuti pelatihan sebelum uji ulang."),
    ),
}
_AGREED: Mapping[Kind, tuple[tuple[str, str, int], ...]] = {
    Kind.COORDINATION: (
        ("Kirim daftar kosong ke semua desa", _GUESTS[3].name, 1),
        ("Pastikan dua ruang dan peralatan di TUK", _GUESTS[4].name, 5),
        ("Sampaikan daftar asesor beserta nomor registrasinya", _GUESTS[2].name, 2),
    ),
    Kind.PLENARY: (
        ("Sampaikan hasil kepada semua peserta", _GUESTS[3].name, 1),
        ("Ajukan penerbitan sertifikat yang kompeten", _GUESTS[2].name, 7),
    ),
}
"""What is to be done, by whom, in so many days."""
_CONCLUSIONS = {
    Kind.COORDINATION: "1. Uji dilaksanakan di TUK Contoh.\n2. Desa mengirim daftar peserta dalam "
    "satu minggu.\n3. Berkas diperiksa dinas sebelum dikirim ke LSP.",
    Kind.PLENARY: "1. Hasil uji disetujui sesuai rekomendasi asesor.\n2. Peserta belum kompeten "
    "diberi tahu haknya untuk banding.",
}


def prepare(story: Story, step: Step) -> Iterator[Made]:
    """Enter the disposition; write, number, print and send the letters that the step asks for."""
    store, one = story.store, story.activity
    folder = story.folder(step, "surat")
    came = letters.register(
        store,
        Direction.IN,
        {
            "kind": LetterKind.DISPOSITION, "step": step.number, "number": "600/017/CONTOH",
            "letter_date": story.today, "correspondent": "Sekretaris Daerah (contoh)",
            "subject": "Peningkatan kompetensi tenaga kerja konstruksi",
            "disposed_by": "Kepala Dinas", "disposed_to": "Bidang Bina Konstruksi",
            "instruction": "Siapkan kegiatan sertifikasi, laporkan rencananya.",
            "due_on": story.clock.working_day(3),
        },
        activity_id=one.id,
    ).subject  # fmt: skip
    for item in preparation.items(step, letters.of_activity(store, one.id)):
        if item.direction is Direction.IN or not item.is_asked:
            continue
        letter = preparation.draft(store, one, item.kind, step.number).subject or ""
        letters.take_number(store, letter)
        target = folder / f"{item.named.lower()}.pdf"
        letter_papers.print_letter(store, one, letter, target)
        yield Made(target, f"{item.named}, bernomor dari buku surat")
        letters.mark_moved(store, [letter], "email")
    if came:
        letters.mark_done(store, [came])
    yield story.export("letters", folder / "buku surat.xlsx", "buku surat kegiatan")


def coordinate(story: Story, step: Step) -> Iterator[Made]:
    """Call a meeting: who is invited, what is on the agenda, a list to be signed."""
    meeting = _called(story, Kind.COORDINATION)
    folder = story.folder(step, "rapat")
    told = "daftar hadir rapat untuk ditandatangani"
    yield story.print("meeting-attendance", folder / "daftar hadir rapat.pdf", told)
    if "minutes" not in step.screens:
        yield from _held(story, step, meeting, Kind.COORDINATION)


def take_minutes(story: Story, step: Step) -> Iterator[Made]:
    """Write what the meeting came to; where none was called, it is the one on the results."""
    found = [one for one in meetings.listing(story.store, story.activity) if not one.conclusions]
    if found:
        yield from _held(story, step, found[-1].id, Kind.COORDINATION)
    else:
        yield from _held(story, step, _called(story, Kind.PLENARY), Kind.PLENARY)


def _called(story: Story, kind: Kind) -> str:
    """Call a meeting for tomorrow; return its key."""
    store = story.store
    values = {
        "kind": kind, "date": story.clock.working_day(1), "starts": "09:00", "ends": "11:30",
        "place": "Ruang rapat dinas", "chair": _GUESTS[0].name, "note_taker": _GUESTS[3].name,
        "title": f"{meeting_rules.KINDS[kind]} sertifikasi tenaga kerja konstruksi",
    }  # fmt: skip
    meeting = meetings_edits.add(store, story.activity, values).subject or ""
    meetings_edits.add_points(store, meeting, [title for title, _ in _TALKED[kind]])
    meetings_edits.invite(store, meeting, _GUESTS)
    return meeting


def _held(story: Story, step: Step, key: str, kind: Kind) -> Iterator[Made]:
    """Note who came, what was said and concluded, and what is to be done by whom."""
    store = story.store
    story.clock.sleep()
    meeting = next(one for one in meetings.listing(store, story.activity) if one.id == key)
    came = [guest.id for guest in meeting.guests[:-1]]
    meetings_edits.edit_guests(store, came, {"attendance": Attendance.PRESENT})
    last = [meeting.guests[-1].id]
    meetings_edits.edit_guests(store, last, {"attendance": Attendance.ABSENT})
    for point, (_, said) in zip(meeting.points, _TALKED[kind], strict=True):
        meetings_edits.edit_point(store, point.id, {"discussion": said})
    meetings_edits.edit(store, key, {"conclusions": _CONCLUSIONS[kind]})
    keys = []
    for what, who, days in _AGREED[kind]:
        values = {"what": what, "who": who, "due_on": story.today + timedelta(days=days)}
        keys.append(meetings_edits.agree(store, key, values).subject or "")
    meetings_edits.set_done(store, keys[:1], story.today)
    folder = story.folder(step, "rapat")
    yield story.print("minutes", folder / "notulen.pdf", "notulen rapat dengan daftar hadirnya")
    told = "apa yang disepakati, oleh siapa, kapan; satu sudah selesai"
    yield story.export("follow-ups", folder / "tindak lanjut.xlsx", told)
