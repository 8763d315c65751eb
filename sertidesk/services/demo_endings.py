"""The demo's last chapters: complaints, the final report, every paper and workbook, the backup."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sertidesk.domain.procedure import Step
from sertidesk.domain.report import Chapter as ReportChapter
from sertidesk.export.files import write_text
from sertidesk.services import (
    checkup,
    complaints,
    exports,
    printing,
    report,
    safekeeping,
)
from sertidesk.services.demo_story import Made, Story

_IN_STEPS = frozenset(("disdukcapil", "lsp"))  # a round and a shipment each: not once more
_SUFFIXES = {"portal-bundle": ".zip"}
_OBSTACLES = (
    "1. Beberapa pindaian KTP dari desa kurang jelas dan harus diulang.\n"
    "2. Jawaban klarifikasi NIK tiga hari lebih lama daripada yang direncanakan.\n\n"
    "Usul: desa diberi contoh pindaian yang baik bersama daftar kosongnya."
)


def report_at_the_end(story: Story, step: Step) -> Iterator[Made]:
    """Write the obstacles into the report that the program assembled, and print it."""
    report.set_text(story.store, story.activity, ReportChapter.OBSTACLES, _OBSTACLES)
    folder = story.folder(step, "laporan akhir")
    yield story.print("final-report", folder / "laporan akhir.pdf", "laporan akhir")
    yield story.export(
        "reconciliation", folder / "rekonsiliasi.xlsx", "siapa sampai tahap mana, dan mengapa"
    )


def complain(story: Story) -> None:
    """Enter two complaints: one is answered, the other is looked into."""
    store, one = story.store, story.activity
    channels = complaints.channels(store, one.id)
    people = story.records()
    first = complaints.add(
        store,
        {
            "activity_id": one.id, "participant_id": people[4]["id"], "channel": channels[0],
            "name": people[4]["name"], "contact": people[4]["phone"] or "",
            "what": "Ada yang meminta uang pendaftaran Rp50.000 atas nama dinas.",
        },
    ).subject  # fmt: skip
    second = complaints.add(
        store,
        {
            "activity_id": one.id, "participant_id": people[9]["id"], "channel": channels[-1],
            "name": people[9]["name"], "what": "Jadwal uji baru diterima sehari sebelumnya.",
        },
    ).subject  # fmt: skip
    story.clock.sleep()
    answer = (
        "Layanan ini tidak dipungut biaya. Uang sudah dikembalikan; semua desa sudah diberi tahu."
    )
    if first and second:
        complaints.edit(store, [first], {"answer": answer})
        complaints.resolve(store, [first])
        complaints.pursue(store, [second])


def everything(story: Story) -> Iterator[Made]:
    """Print and export every kind that the activity has something for; the first on A4 too."""
    folder = story.place("cetak")
    for place, (name, paper) in enumerate(printing.KINDS.items()):
        for size in ("f4", "a4")[: 2 if not place else 1]:
            told = f"{paper.title}, kertas {size.upper()}"
            make = partial(story.print, name, folder / f"{name} {size}.pdf", told, size)
            yield from story.if_any(make)
    folder = story.place("ekspor")
    for name, workbook in exports.KINDS.items():
        if name not in _IN_STEPS:
            target = folder / f"{name}{_SUFFIXES.get(name, '.xlsx')}"
            yield from story.if_any(partial(story.export, name, target, workbook.title))


def keep_safe(story: Story) -> Iterator[Made]:
    """Back the data up, to a second place too, and examine it."""
    safekeeping.back_up(story.store)
    backup = safekeeping.back_up(story.store, to=story.place("cadangan"))
    yield Made(backup.path, "cadangan lengkap dengan lampirannya, sudah diuji")
    report = checkup.check(story.store)
    target = story.out / "cadangan" / "pemeriksaan.txt"
    write_text(target, "".join(f"{line.text}\n" for line in report.lines))
    yield Made(target, "hasil pemeriksaan keutuhan data")
