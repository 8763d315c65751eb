"""The chapters of the demo: what is done in a step's working screen, and what it puts out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sertidesk.domain import documents as document_rules
from sertidesk.domain.clarification import counted
from sertidesk.domain.documents import CheckState
from sertidesk.domain.procedure import Step
from sertidesk.export.files import safe_file_name, write_text
from sertidesk.intake.reader import read_pasted
from sertidesk.services import (
    attachments,
    clarification,
    demo_answers,
    demo_lists,
    demo_papers,
    documents,
    exports,
    forms,
    intake,
    intake_files,
    participants,
    printing,
    recaps,
    reminders,
    submission,
)
from sertidesk.services.areas import office_areas
from sertidesk.services.attachments import Filing
from sertidesk.services.demo_story import Made, Story, json_of

_BLANK = "8 templat kosong.xlsx"
_FORM = "LSP Contoh"
_SECOND = {
    "deceased": ("MENINGGAL", "Akta kematian sudah terbit"),
    "not_found": ("TIDAK DITEMUKAN", "Peserta agar datang ke loket"),
}
"""What the second answer says again of those of whom the first one said so."""

_WITH_SCANS = 12  # participants whose papers were photographed


def hand_out(story: Story, step: Step) -> Iterator[Made]:
    """Hand out a blank list to the villages."""
    blank = story.folder(step, "daftar peserta") / _BLANK
    yield story.export("template", blank, "templat kosong untuk dibagikan ke desa")


def lists_in(story: Story, step: Step) -> Iterator[Made]:
    """Take in what the villages send, correct and complete it."""
    folder = story.folder(step, "daftar peserta")
    story.clock.sleep()
    for sent in demo_lists.write_all(folder, story.groups[:-2]):
        yield Made(sent.path, f"daftar masuk: {sent.what}")
        yield from _import(story, sent.path, pasted=sent.pasted)
    filled = folder / "8 templat diisi desa.xlsx"
    filled.write_bytes((folder / _BLANK).read_bytes())
    demo_lists.fill_template(filled, story.groups[-2])
    yield Made(filled, "templat yang sama, diisi dan dikembalikan desa")
    yield from _import(story, filled)
    _complete(story)
    listing = folder / "daftar peserta.xlsx"
    exports.write(story.store, story.activity, "participants", listing)
    yield Made(listing, "daftar peserta kegiatan, setelah semua daftar masuk")


def _import(story: Story, path: Path, *, pasted: bool = False) -> Iterator[Made]:
    """Take one list in, give the rejected rows back, and take them in corrected."""
    source = read_pasted(path.read_text("utf-8")) if pasted else path
    listed = intake.read(story.store, story.activity, source, name=path.name)
    outcome = intake.commit(story.store, story.activity, listed)
    told = f"{outcome.accepted} baris diterima, {outcome.rejected} ditolak"
    yield json_of(path, "laporan", intake.report_json(listed, outcome.batch), told)
    if not outcome.rejected:
        return
    failed = path.with_name(f"{path.stem}, baris ditolak.xlsx")
    intake_files.write_failed_rows(story.store, listed, failed)
    yield Made(failed, "baris yang ditolak dengan alasannya, untuk diperbaiki desa")
    corrected = path.with_name(f"{path.stem}, diperbaiki.xlsx")
    enrolled = {record["nik"] for record in story.records()}
    if not demo_lists.correct(failed, corrected, story.people, enrolled.__contains__):
        corrected.unlink()  # only doubles: nobody is missing
        return
    yield Made(corrected, "baris yang sama, diperbaiki menurut KTP")
    again = intake.read(story.store, story.activity, corrected)
    taken = intake.commit(story.store, story.activity, again)
    told = f"impor ulang: {taken.accepted} baris diterima, {taken.rejected} ditolak"
    yield json_of(corrected, "laporan", intake.report_json(again, taken.batch), told)


def _complete(story: Story) -> None:
    """Fill in from the application forms what the lists left out."""
    by_nik = {one.nik: one for one in story.people}
    areas = office_areas(story.store)
    for record in story.records():
        one = by_nik[record["nik"]]
        known = {
            "birth_place": one.place, "birth_date": one.born, "sex": one.sex,
            "address": one.address, "rt": one.rt, "rw": one.rw,
            "village": one.village.name, "district": one.village.district,
            "regency": areas.regency(one.nik[:4]), "province": areas.province(one.nik[:2]),
            "postcode": areas.postcode(one.village.code),
            "education_level": one.school, "occupation": one.trade, "level": 2,
            "experience_years": one.years, "nationality": "WNI",
            "application_kind": "Permohonan Baru",
        }  # fmt: skip
        values = {key: value for key, value in known.items() if value and not record.get(key)}
        if values:
            participants.save(story.store, record["id"], values)


def papers(story: Story, step: Step) -> Iterator[Made]:
    """File a folder of scans, tick the checklist, remind who lacks something, close the rest."""
    procedure = story.activity.procedure
    asked = document_rules.mandatory_documents(procedure)
    if not asked:
        return
    rows = documents.rows(story.store, story.activity)
    if any(cell.state is CheckState.VALID for row in rows for cell in row.cells.values()):
        every = [(row.participant_id, key) for row in rows for key in asked]
        documents.set_state(story.store, story.activity, every, CheckState.VALID)
        return  # what was late has come
    folder = story.folder(step, "berkas")
    enrolled = {record["nik"] for record in story.records()}
    shown = [one for one in story.people if one.nik in enrolled][:_WITH_SCANS]
    scans = demo_papers.write_scans(folder / "pindaian", shown)
    yield Made(folder / "pindaian", f"{len(scans)} pindaian dari ponsel, dicocokkan menurut nama")
    _file_scans(story, folder / "pindaian")
    cells = [(row.participant_id, key) for row in rows for key in asked]
    lacking = [cell for place, cell in enumerate(cells) if place % 11 == 4]
    spoilt = [cell for place, cell in enumerate(cells) if place % 29 == 7]
    fine = [cell for cell in cells if cell not in set(lacking) | set(spoilt)]
    mark = documents.set_state
    mark(story.store, story.activity, fine, CheckState.VALID)
    mark(story.store, story.activity, spoilt, CheckState.NEEDS_FIX, "Kurang jelas, pindai ulang")
    reminder = folder / "pengingat kekurangan berkas.xlsx"
    exports.write(story.store, story.activity, "reminders", reminder)
    yield Made(reminder, "siapa kurang berkas apa, satu lembar per desa")
    texts = reminders.texts(story.store, story.activity)
    messages = folder / "pengingat WhatsApp.txt"
    write_text(messages, "\n\n———\n\n".join(texts.values()) + "\n")
    yield Made(messages, f"pengingat untuk ditempel di WhatsApp, {len(texts)} desa")
    story.clock.sleep()
    # The papers come in; three participants still lack one, as it goes.
    late = {row.participant_id for row in rows[-3:]}
    mended = [cell for cell in (*lacking, *spoilt) if cell[0] not in late]
    mark(story.store, story.activity, mended, CheckState.VALID)


def _file_scans(story: Story, folder: Path) -> None:
    """Attach what is matched by its name, and cut a portrait out of the first photo."""
    found = attachments.match_paths(story.store, story.activity, [folder])
    filings = [
        Filing(Path(one.path), one.participant_id, one.requirement)
        for one in found
        if one.participant_id and one.requirement
    ]
    if not filings:  # an SOP without papers of that kind
        return
    attachments.add(story.store, story.activity, filings)
    for filing in filings:
        if "pas foto" in filing.path.name:
            [photo] = attachments.of_participant(
                story.store, filing.participant_id, filing.requirement
            )
            box = (0.1, 0.1, 0.8, 0.8)
            attachments.crop_portrait(story.store, story.activity, photo, box)
            return


def clarify(story: Story, step: Step) -> Iterator[Made]:
    """Ask Disdukcapil twice: the first answer in its own layout, the second in ours."""
    folder = story.folder(step, "klarifikasi NIK")
    recap, letter = folder / "rekap putaran 1.xlsx", folder / "surat pengantar putaran 1.pdf"
    exports.write(story.store, story.activity, "disdukcapil", recap)
    yield Made(recap, "rekap ke Disdukcapil, putaran 1")
    printing.write(story.store, story.activity, "clarification-letter", letter)
    yield Made(letter, "surat pengantar rekap putaran 1")
    story.clock.sleep()
    answer = folder / "jawaban putaran 1.xlsx"
    demo_answers.write_first(recap, answer)
    yield Made(answer, "jawaban Disdukcapil dengan susunan kolomnya sendiri")
    read = clarification.read_answer
    report = clarification.report_json(read(story.store, story.activity, answer))
    yield json_of(answer, "laporan", report, f"hanya dicatat: {counted(report['counts'])}")
    for word in clarification.unknown_words(story.store, story.activity):
        clarification.remember_word(story.store, word.word, "inactive")
    accepted = read(story.store, story.activity, answer, accept=("name", "birth_date"))
    report = clarification.report_json(accepted)
    told = "dibaca lagi, nama dan tanggal lahir dari Disdukcapil diterima"
    yield json_of(answer, "laporan setelah diterima", report, told)
    for row in clarification.nobodys_rows(story.store, story.activity):
        clarification.dismiss(story.store, story.activity, row.round_id, row.key)
    story.clock.sleep()
    again = folder / "rekap putaran 2.xlsx"
    exports.write(story.store, story.activity, "disdukcapil", again)
    yield Made(again, "rekap putaran 2: hanya yang belum sesuai")
    second = folder / "jawaban putaran 2.xlsx"
    others = {row.nik: _SECOND[row.status] for row in accepted.rows if row.status in _SECOND}
    demo_answers.write_second(again, second, others)
    yield Made(second, "jawaban putaran 2, diisi di rekap kita")
    answered = read(story.store, story.activity, second, accept="all")
    report = clarification.report_json(answered)
    yield json_of(second, "laporan", report, counted(report["counts"]))
    unknown = [row.participant_id for row in answered.rows if row.status == "not_found"]
    clarification.excuse(story.store, unknown, "Surat perekaman ditunjukkan, KTP-el menyusul")


def submit(story: Story, step: Step) -> Iterator[Made]:
    """Send the recap in every layout and in the LSP's own form, then a supplement."""
    folder = story.folder(step, "rekap ke LSP")
    form = folder / "formulir LSP (kosong).xlsx"
    demo_papers.write_lsp_form(form, 40)
    yield Made(form, "formulir milik LSP, seperti yang diterima dinas")
    forms.learn(story.store, form, _FORM)
    for recap in recaps.choices(story.store, "lsp"):
        target = folder / f"rekap {safe_file_name(recap.name)}{recap.suffix}"
        submission.send(story.store, story.activity, target, recap.name)
        yield Made(target, f"rekap ke LSP: {recap.title}")
    letter = folder / "surat pengantar rekap.pdf"
    printing.write(story.store, story.activity, "cover-letter", letter)
    yield Made(letter, "surat pengantar rekap ke LSP")
    story.clock.sleep()
    changed = story.records()[0]
    participants.save(story.store, changed["id"], {"phone": "+6281200009999"})
    supplement = folder / "susulan.xlsx"
    submission.send(story.store, story.activity, supplement, supplement=True)
    yield Made(supplement, "susulan: hanya peserta yang datanya berubah sesudah dikirim")


def portals(story: Story, step: Step) -> Iterator[Made]:
    """Write what is entered in SIKI and SIPJAKI, and the BNSP sheet, in every layout."""
    folder = story.folder(step, "portal")
    for kind in ("siki", "sipjaki", "bnsp"):
        for recap in recaps.choices(story.store, kind):
            target = folder / f"{safe_file_name(recap.name)}.xlsx"
            exports.write(story.store, story.activity, kind, target, layout=recap.name)
            yield Made(target, recap.title)
