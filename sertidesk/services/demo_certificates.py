"""The demo's chapters of certificates: received, their files matched, entered, handed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sertidesk.domain.certificates import proposed_expiry
from sertidesk.domain.handover import State
from sertidesk.domain.portal import State as EntryState
from sertidesk.domain.portal import target_of
from sertidesk.domain.procedure import Step
from sertidesk.export.files import write_text
from sertidesk.export.qr import qr_picture
from sertidesk.services import (
    certificate_files,
    certificate_import,
    certificate_letters,
    certificates,
    handover,
    letters,
    portal,
    portal_pages,
)
from sertidesk.services.certificates import Entry
from sertidesk.services.demo_story import Made, Story, json_of
from sertidesk.services.person_import import report_json

_FILES = 4  # e-certificates in the folder
_LEFT = 2  # certificates nobody has come for
_REGISTER = (
    "NO", "NAMA", "NIK", "NOMOR SERTIFIKAT", "NO. REGISTRASI LSP", "NO. PENCATATAN LPJK",
    "NO. BLANKO", "TANGGAL TERBIT", "BERLAKU SAMPAI",
)  # fmt: skip
_WATERMARK = "CONTOH – BUKAN SERTIFIKAT"


def receive(story: Story, step: Step) -> Iterator[Made]:
    """Take over the LSP's register and a folder of e-certificates, note the covering letter."""
    store, one = story.store, story.activity
    lacking = set(_lacking(story))
    if not lacking:  # received in an earlier step
        return
    folder = story.folder(step, "sertifikat")
    letter = certificate_letters.add(store, one, step.number).subject
    if letter:
        letters.edit(store, [letter], {"number": "041/LSP/CONTOH", "letter_date": story.today})
    people = [
        entry for entry in certificates.listing(store, one) if entry.participant_id in lacking
    ]
    book = folder / "daftar sertifikat dari LSP.xlsx"
    _write_register(story, book, people)
    yield Made(book, "daftar sertifikat, seperti yang dikirim LSP")
    looked_at = certificate_import.preview(store, one, book)
    done = certificate_import.apply(store, one, looked_at)
    told = f"{done.new} sertifikat diimpor"
    yield json_of(book, "laporan", report_json(looked_at, done), told)
    scans = folder / "e-sertifikat"
    _write_certificates(scans, people[:_FILES])
    yield Made(scans, f"{_FILES} e-sertifikat dengan kode QR, dicocokkan menurut nama dan NIK")
    found = certificate_files.look(store, one, [scans])
    filed = certificate_files.file(store, one, certificate_files.sure(found))
    report = certificate_files.report_json(store, one, found, filed)
    yield json_of(scans, "laporan", report, f"{filed.filed} e-sertifikat dilampirkan")
    told = "daftar sertifikat kegiatan"
    yield story.export("certificates", folder / "daftar sertifikat.xlsx", told)


def _lacking(story: Story) -> Sequence[str]:
    with story.store.read() as connection:
        return certificates.lacking_ids(connection, story.activity.id)


def _write_register(story: Story, path: Path, people: Sequence[Entry]) -> None:
    import xlsxwriter

    issued = story.today
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Sertifikat")
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        page.write_row(0, 0, _REGISTER)
        for row, one in enumerate(people, 1):
            number = f"41001 7121 2 {one.place:07} {issued.year}"
            page.write_row(row, 0, (row, one.name, one.nik, number))
            page.write_string(row, 4, f"F.410.{one.place:05}.{issued.year}")
            page.write_string(row, 5, f"LPJK-{issued.year}-{one.place:06}")
            page.write_string(row, 6, f"{7_000_000 + one.place}")
            page.write_datetime(row, 7, issued, day)
            page.write_datetime(row, 8, proposed_expiry(issued), day)


def _write_certificates(folder: Path, people: Sequence[Entry]) -> None:
    """Write sheets with a QR code, named by the person's name or NIK."""
    from PIL import Image, ImageDraw, ImageFont

    from sertidesk.paths import resource

    folder.mkdir(exist_ok=True)
    font = ImageFont.truetype(str(resource("fonts", "NotoSans-Regular.ttf")), 28)
    for place, one in enumerate(people):
        sheet = Image.new("RGB", (1120, 790), "white")
        pen = ImageDraw.Draw(sheet)
        pen.rectangle((24, 24, 1095, 765), outline=(150, 168, 186), width=4)
        for line, text in enumerate((_WATERMARK, "Sertifikat Kompetensi Kerja", one.name, one.nik)):
            pen.text((90, 90 + line * 60), text, fill=(38, 50, 64), font=font)
        link = f"https://contoh.invalid/skk/{one.place:06}"
        sheet.paste(qr_picture(link, pixels=8), (760, 420))
        sheet.save(folder / f"SKK {one.nik if place % 2 else one.name.title()}.pdf")


def hand_over(story: Story, step: Step) -> Iterator[Made]:
    """Hand most over, some to a proxy; remind the villages of the rest, file the copies."""
    store, one = story.store, story.activity
    folder = story.folder(step, "serah terima")
    told = "daftar tanda terima sertifikat untuk ditandatangani"
    yield story.print("certificate-receipts", folder / "tanda terima.pdf", told)
    waiting = [
        entry.certificate_id
        for entry in handover.listing(store, one)
        if entry.state is State.WAITING
    ]
    if not waiting:
        return
    first, later = waiting[: -6 - _LEFT], waiting[-6 - _LEFT : -_LEFT]
    handover.hand_over(store, one, first)
    proxy = {
        "proxy": "Made Contoh (istri)", "proxy_identity": "5103014101809001",
        "proxy_letter": "Surat kuasa bermeterai",
    }  # fmt: skip
    terms = handover.terms(store, one, story.clock.working_day(5))
    groups = handover.waiting(handover.listing(store, one))
    messages = folder / "pengingat WhatsApp.txt"
    texts = [handover.text_for(group, terms) for group in groups]
    write_text(messages, "\n\n———\n\n".join(texts) + "\n")
    yield Made(messages, "pengingat bagi yang belum mengambil, per desa")
    story.clock.sleep()
    handover.hand_over(store, one, later[:1], proxy)
    handover.hand_over(store, one, later[1:])
    handover.file_copies(store, one, [*first, *later])


def enter(story: Story, step: Step) -> Iterator[Made]:
    """Enter everyone who should be in the portal; what lacks is listed, files are bundled."""
    store, one = story.store, story.activity
    target = target_of(step)
    ids = [row["id"] for row in story.records()]
    with store.read() as connection:
        due = set(portal.waiting_ids(connection, one, ids))
    entries = portal_pages.listing(store, one, target, portal_pages.recap_of(store, target))
    keys = [entry.participant_id for entry in entries if entry.participant_id in due]
    if not step.outputs or not keys:
        return
    folder = story.folder(step, "portal")
    told = "isian portal yang masih kurang, per peserta"
    yield story.export("portal-missing", folder / "kekurangan isian.xlsx", told)
    told = "berkas setiap peserta, siap diunggah"
    bundle = folder / "bundel unggahan.zip"
    yield from story.if_any(lambda: story.export("portal-bundle", bundle, told))
    portal.edit(store, one, target, keys[:1], {"portal_number": "CONTOH-000123"})
    portal.mark(store, one, target, keys, EntryState.ENTERED)
