"""The demo: a made-up activity, worked through its SOP by the services that screens use.

Every step is done and closed; what it puts out lies in a folder of its step. The story's own
things are in `demo_story`, its chapters, persons, lists, papers and answers in modules of their
own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from sertidesk.db.presence import Presence
from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import Step
from sertidesk.export.files import write_text
from sertidesk.services import (
    activity,
    demo_beginnings,
    demo_certificates,
    demo_chapters,
    demo_days,
    demo_endings,
    demo_letters,
    demo_lists,
    demo_people,
    demo_results,
    demo_selection,
    demo_tracker,
    letter_series,
    officials,
    procedure,
    settings,
)
from sertidesk.services.areas import office_areas
from sertidesk.services.demo_people import Person
from sertidesk.services.demo_story import Chapter, Clock, Made, Story
from sertidesk.services.store import Store, open_store

__all__ = ["Made", "run"]

NOTE = "BACA DAHULU.txt"
_FIRST_LINE = "Hasil demo SertiDesk. Folder ini diganti seluruhnya bila demo dijalankan lagi."
_DATA = "data"
_LONGER = 20  # working days that the story takes besides one for each step; it ends today
_WEEK = 5
_TARGETS = tuple({"occupation": trade, "quota": 8} for trade in demo_people.TRADES)
_HEAD = {
    "name": "Ir. Satria Contoh, M.T.", "position": "Kepala Dinas", "rank": "Pembina Utama Muda",
}  # fmt: skip
_NUMBERS = {
    "name": "Surat dinas", "pattern": "{kode}/{urut}/{unit}/{bulan_romawi}/{tahun}",
    "code": "600", "unit": "CONTOH",
}  # fmt: skip
_LEFT_OVER = "Contoh: sisanya menyusul"

# The regency whose areas the persons come from; an SOP without one takes the first.
_REGENCIES = {
    "kotawaringin-barat": "6201",
    "badung": "5103",
    "tangerang": "3671",
    "sulawesi-barat": "7602",
}

# What is told of each work screen, and of which it is told again in every step that has it.
CHAPTERS: Mapping[str, Chapter] = {
    "preparation": demo_letters.prepare,
    "coordination": demo_letters.coordinate,
    "minutes": demo_letters.take_minutes,
    "recruitment": demo_beginnings.recruit,
    "interest": demo_beginnings.note_interest,
    "participants": demo_chapters.hand_out,
    "intake": demo_chapters.lists_in,
    "documents": demo_chapters.papers,
    "selection": demo_selection.select,
    "fees": demo_selection.note_fees,
    "clarification": demo_chapters.clarify,
    "submission": demo_chapters.submit,
    "portal_export": demo_chapters.portals,
    "portal": demo_certificates.enter,
    "schedule": demo_days.plan_days,
    "readiness": demo_days.make_ready,
    "attendance": demo_days.attend,
    "tracker": demo_tracker.follow,
    "assessment": demo_results.assess,
    "record": demo_results.record,
    "decision": demo_results.decide,
    "evaluation": demo_results.evaluate,
    "certificates": demo_certificates.receive,
    "handover": demo_certificates.hand_over,
    "report": demo_endings.report_at_the_end,
}
_AGAIN = frozenset(
    ("documents", "portal", "readiness", "tracker", "assessment", "record", "certificates")
)


def run(out: Path, sop: str = "kotawaringin-barat", today: date | None = None) -> Iterator[Made]:
    """Tell the whole story, yielding each file as it is written.

    Raises `UserError` when the SOP is unknown or ``out`` holds what is no earlier demo.
    """
    from sertidesk.intake import procedure as procedure_files

    rules = procedure_files.load_code(sop)
    _make_room(out)
    write_text(out / NOTE, f"{_FIRST_LINE}\n")  # so that a demo that was broken off is replaced
    today = today or datetime.now().astimezone().date()
    days = len(rules.steps) + _LONGER
    clock = Clock(today - timedelta(weeks=-(-days // _WEEK)), today)
    store = open_store(out / _DATA, actor="Petugas Contoh", clock=clock)
    try:
        settings.put(store, _office(rules.office.government, rules.office.name, sop))
        officials.add(store, _HEAD)
        letter_series.add(store, _NUMBERS)
        draft = activity.ActivityDraft(
            sop_code=sop,
            name="Fasilitasi Sertifikasi Tukang (contoh)",
            year=today.year,
            funding_source="APBD",
            lsp="LSP Contoh Konstruksi",
            test_centre="TUK Contoh",
            planned_start=clock().date(),
            planned_participants=64,
            target_occupations=_TARGETS,
        )
        code = activity.create(store, draft).subject or ""
        people = _people(store, sop, today)
        story = Story(store, activity.by_code(store, code), out, people, clock)
        yield from _through_the_steps(story)
        clock.sleep_until_today()
        yield from demo_endings.everything(story)
        yield from demo_endings.keep_safe(story)
    finally:
        store.close()
    write_text(out / NOTE, _note(story))
    yield Made(out / NOTE, "apa yang ada di folder ini, dan cara membukanya di jendela")


def _through_the_steps(story: Story) -> Iterator[Made]:
    """Work the steps in their order, each screen as its chapter tells."""
    told: set[str] = set()
    for step in story.activity.procedure.steps:
        story.clock.sleep()
        procedure.start(story.store, story.activity, step.number)
        for screen in step.screens:
            if screen not in told or screen in _AGAIN:
                told.add(screen)
                yield from CHAPTERS[screen](story, step)
        demo_tracker.keep_up(story, step)
        if "attendance" in step.screens:
            demo_endings.complain(story)
        _close(story, step)


def _close(story: Story, step: Step) -> None:
    """Tick what the step asks for and close it; the reason counts where something blocks it."""
    draft = procedure.StepDraft(
        done_by=story.store.actor,
        note="Dikerjakan dalam demo.",
        inputs=step.inputs,
        outputs=step.outputs,
    )
    procedure.save(story.store, story.activity, step.number, draft)
    procedure.finish(story.store, story.activity, step.number, _LEFT_OVER)


def _office(government: str, name: str, sop: str) -> dict[str, object]:
    regency = _regency(sop)
    return {
        "office_government": government,
        "office_name": name,
        "office_phone": "081200000000",
        "office_place": "Kota Contoh",
        "office_regency": f"{regency[:2]}.{regency[2:]}",
    }


def _people(store: Store, sop: str, today: date) -> list[tuple[Person, ...]]:
    """Return the made-up persons: of every list, of the template, and who tell by themselves."""
    sizes = (*demo_lists.SIZES, 6, 4)
    places = demo_people.villages(office_areas(store), _regency(sop), len(sizes))
    return demo_people.groups(places, sizes, today)


def _regency(sop: str) -> str:
    return _REGENCIES.get(sop, "6201")


def _make_room(out: Path) -> None:
    """Make the folder ready: new, empty, or that of an earlier demo, which goes."""
    if out.exists() and not out.is_dir():
        raise UserError(
            "demo_no_folder", "{out} bukan folder. Beri nama folder yang lain.", out=out
        )
    if not out.exists() or not any(out.iterdir()):
        _make_folder(out)
        return
    note = out / NOTE
    if not note.is_file() or not note.read_text("utf-8", "replace").startswith(_FIRST_LINE):
        raise UserError(
            "demo_folder_in_use",
            "Folder {out} sudah berisi. Pilih folder yang baru atau kosong untuk demo.",
            out=out,
        )
    _refuse_open(out)
    try:
        for part in out.iterdir():
            if part.is_dir():
                shutil.rmtree(part)
            elif part != note:
                part.unlink()
    except OSError as error:
        raise UserError(
            "demo_file_open",
            "Hasil demo yang lama di {out} tidak dapat diganti karena masih dibuka program lain. "
            "Tutup berkasnya, lalu ulangi; atau pilih folder lain.",
            out=out,
        ) from error


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            "demo_no_folder",
            "Folder {out} tidak dapat dibuat ({why}). Pilih tempat lain.",
            out=out,
            why=error.strerror or type(error).__name__,
        ) from error


def _refuse_open(out: Path) -> None:
    """Raise where a window still has the earlier demo's data open."""
    if not (out / _DATA).is_dir():
        return
    presence = Presence(out / _DATA)
    try:
        if not presence.be_alone():
            raise UserError(
                "demo_open",
                "Data demo di {out} masih dibuka di jendela SertiDesk. Tutup jendelanya, lalu "
                "ulangi.",
                out=out,
            )
    finally:
        presence.leave()


def _note(story: Story) -> str:
    one = story.activity
    return (
        f"{_FIRST_LINE}\n\n"
        f"Kegiatan {one.code}, {one.name}, menurut SOP {one.procedure.name}.\n"
        "Semua nama dan NIK di dalamnya karangan.\n\n"
        "Folder bernomor berisi keluaran setiap langkah SOP. Untuk membuka datanya di jendela:\n\n"
        f'  sertidesk --data "{story.out / _DATA}"\n'
    )
