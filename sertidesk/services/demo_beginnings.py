"""The demo's first chapters: letters to the villages, and people who tell of their interest."""

from __future__ import annotations

from collections.abc import Iterator

from sertidesk.domain import interest as interest_rules
from sertidesk.domain.procedure import Step
from sertidesk.domain.recruitment import Way
from sertidesk.export.files import write_text
from sertidesk.services import (
    interest,
    interest_enrolment,
    letter_recruitment,
    recruitment,
    recruitment_papers,
    villages,
)
from sertidesk.services.demo_story import Made, Story


def recruit(story: Story, step: Step) -> Iterator[Made]:
    """Write to the villages of the first lists, and note who answered."""
    store, one = story.store, story.activity
    folder = story.folder(step, "rekrutmen")
    wanted = {group[0].village.code for group in story.groups}
    places = [place for place in villages.book(store, one).villages if place.code in wanted]
    recruitment.add_villages(store, one, places)
    letters = recruitment.listing(store, one.id)
    letter_recruitment.take_numbers(store, one.id, [letter.id for letter in letters])
    target = folder / "surat rekrutmen.pdf"
    yield story.print("recruitment-letters", target, "surat rekrutmen ke setiap desa, bernomor")
    letters = recruitment.listing(store, one.id)
    what = recruitment_papers.announcement(store, one, recruitment_papers.deadline(store, one))
    texts = folder / "pengumuman WhatsApp.txt"
    told = [recruitment_papers.text_for(letter, what) for letter in letters]
    write_text(texts, "\n\n———\n\n".join(told) + "\n")
    yield Made(texts, f"pengumuman untuk ditempel di WhatsApp, {len(told)} desa")
    recruitment.mark_sent(store, [letter.id for letter in letters], Way.WHATSAPP)
    story.clock.sleep()
    recruitment.mark_answered(store, [letter.id for letter in letters[:-2]])
    listing = folder / "surat rekrutmen.xlsx"
    recruitment_papers.write_workbook(store, one, recruitment.listing(store, one.id), listing)
    yield Made(listing, "kepada siapa surat rekrutmen dikirim, dan siapa yang menjawab")


def note_interest(story: Story, step: Step) -> Iterator[Made]:
    """Note who asked by WhatsApp; one changes their mind, the others become participants."""
    store, one = story.store, story.activity
    folder = story.folder(step, "daftar peserta")
    people = story.groups[-1]
    text = "\n".join(
        f"{person.name}; {person.phone}; {person.village.name}; {person.nik}" for person in people
    )
    pasted = folder / "0 minat melalui WhatsApp.txt"
    write_text(pasted, text + "\n")
    channel = interest_rules.Channel.WHATSAPP
    lines = interest_rules.read_lines(text)
    interest.add_lines(store, one, lines, {"channel": channel, "noted_on": store.today()})
    yield Made(pasted, "calon yang menghubungi kantor sendiri, ditempel ke catatan minat")
    waiting = [noted.id for noted in interest.listing(store, one.id)]
    interest.drop(store, waiting[-1:], "Sudah bekerja di luar daerah")
    interest_enrolment.enrol(store, one, waiting[:-1])
