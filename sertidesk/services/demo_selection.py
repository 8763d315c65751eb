"""The demo's chapters of who takes part: selected by quota, and what the LSP asks for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from sertidesk.domain.fees import Payee, Payer
from sertidesk.domain.procedure import Step
from sertidesk.domain.selection import State
from sertidesk.services import fees, selection, selection_decisions
from sertidesk.services.demo_story import Made, Story

_RESERVES = 8
_AMOUNT = 350_000
_PAID = 30  # participants whose fee is paid while the story lasts


def select(story: Story, step: Step) -> Iterator[Made]:
    """Verify the candidates, fill the places by the rules, replace one who withdraws."""
    store, one = story.store, story.activity
    plan = dataclasses.replace(selection.load(store, one).plan, reserves=_RESERVES)
    selection.save_plan(store, one, plan)
    everyone = [entry.participant_id for entry in selection.load(store, one).entries]
    unfit, fit = everyone[20:22], everyone[:20] + everyone[22:]
    selection_decisions.verify(store, one, fit, meets=True)
    note = "Belum berpengalaman kerja di bidang konstruksi"
    selection_decisions.verify(store, one, unfit, meets=False, note=note)
    steps = [step for _, step in selection_decisions.proposal(store, one)]
    selection_decisions.apply(store, one, steps)
    left = _in_state(story, State.ELIGIBLE)
    if left:
        told = "Kuota jabatan kerjanya sudah penuh"
        selection_decisions.decide(store, one, left, State.NOT_SELECTED, told)
    story.clock.sleep()
    gone, waiting = _in_state(story, State.SELECTED)[6:7], _in_state(story, State.RESERVE)[:1]
    selection_decisions.withdraw(store, one, gone, "Mendapat pekerjaan di luar daerah")
    if waiting:
        selection_decisions.replace(store, one, gone[0], waiting[0])
    folder = story.folder(step, "seleksi")
    told = "calon dengan peringkat, alasan, dan kuotanya"
    yield story.export("selection", folder / "seleksi.xlsx", told)
    told = "daftar peserta terpilih dan cadangan untuk diumumkan"
    yield story.print("selection", folder / "peserta terpilih.pdf", told)


def _in_state(story: Story, state: State) -> list[str]:
    entries = selection.load(story.store, story.activity).entries
    return [entry.participant_id for entry in entries if entry.state is state]


def note_fees(story: Story, step: Step) -> Iterator[Made]:
    """Note what the LSP asks for each participant and who pays it; some are paid."""
    store, one = story.store, story.activity
    payer = Payer.REGIONAL_BUDGET if fees.summary(store, one).is_free else Payer.APPLICANT
    values = {"amount": _AMOUNT, "payer": payer, "payee": Payee.LSP}
    fees.add(store, one, values, fees.without_fee(store, one))
    keys = [fee.id for fee in fees.listing(store, one)]
    fees.mark_paid(store, keys[:_PAID], story.today)
    folder = story.folder(step, "biaya")
    yield story.export("fees", folder / "biaya.xlsx", "biaya LSP, siapa yang membayar, lunas belum")
