"""Handing over: several at once, by proxy, taken back; who has not come; the list to be signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from sertidesk.domain import cards
from sertidesk.domain.assessment import Decision
from sertidesk.domain.errors import UserError
from sertidesk.domain.gates import Facts
from sertidesk.domain.handover import State
from sertidesk.services import (
    activity,
    assessment_edits,
    certificates,
    handover,
    history,
    history_lists,
    participants,
    printing,
    procedure,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.handover import Entry
from sertidesk.services.store import Store

PEOPLE = (
    ("Wayan Contoh", "5103010203900001", "Kapal"),
    ("Made Misal", "5103014105920002", "KAPAL"),
    ("Ketut Umpama", "5103011706880003", None),
)


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for name, nik, village in PEOPLE:
        values = {"name": name, "nik": nik, "village": village, "occupation": "Tukang Batu"}
        participants.add(store, made.id, {**values, "level": 2})
    for place, one in enumerate(certificates.listing(store, made)):
        certificates.save(store, made, one.participant_id, {"number": f"41001 {place}"})
    return made


def by_name(store: Store, work: Activity) -> dict[str, Entry]:
    return {one.name.split()[0]: one for one in handover.listing(store, work)}


def keys(store: Store, work: Activity, *names: str) -> list[str]:
    found = by_name(store, work)
    return [found[name].certificate_id for name in names]


def test_several_are_handed_over_in_one_go_and_one_undo_takes_it_back(
    store: Store, work: Activity
) -> None:
    changes = handover.hand_over(store, work, keys(store, work, "Wayan", "Made"))
    found = by_name(store, work)
    assert [found[name].state for name in ("Wayan", "Made", "Ketut")] == [
        State.HANDED, State.HANDED, State.WAITING,
    ]  # fmt: skip
    assert (found["Wayan"].received_on, found["Wayan"].handed_by) == (store.today(), "Penguji")
    history.undo(store, changes.change_set)
    assert {one.state for one in handover.listing(store, work)} == {State.WAITING}


def test_what_was_handed_over_before_keeps_its_note(store: Store, work: Activity) -> None:
    day = date(2026, 2, 1)
    handover.hand_over(store, work, keys(store, work, "Wayan"), {"received_on": day})
    handover.hand_over(store, work, keys(store, work, "Wayan", "Made"))
    found = by_name(store, work)
    assert (found["Wayan"].received_on, found["Made"].received_on) == (day, store.today())


def test_a_proxy_is_noted_with_letter_and_identity(store: Store, work: Activity) -> None:
    proxy = {"proxy": "Nyoman Wakil", "proxy_letter": "3/2026", "proxy_identity": "5103"}
    handover.hand_over(store, work, keys(store, work, "Made"), proxy)
    one = by_name(store, work)["Made"]
    assert one.state is State.PROXY
    assert (one.proxy, one.proxy_letter, one.proxy_identity) == ("Nyoman Wakil", "3/2026", "5103")
    handover.edit(store, work, [one.certificate_id], {"proxy": ""})
    assert by_name(store, work)["Made"].state is State.HANDED


def test_a_certificate_without_number_is_not_handed_over(store: Store, work: Activity) -> None:
    one = by_name(store, work)["Made"]
    certificates.save(store, work, one.participant_id, {"number": ""})
    assert by_name(store, work)["Made"].state is State.ABSENT
    with pytest.raises(UserError) as refused:
        handover.hand_over(store, work, keys(store, work, "Wayan", "Made"))
    assert refused.value.code == "certificate_without_number"
    assert by_name(store, work)["Wayan"].state is State.WAITING, "all or nothing"


def test_a_handover_has_a_day(store: Store, work: Activity) -> None:
    handover.hand_over(store, work, keys(store, work, "Made"))
    with pytest.raises(UserError) as refused:
        handover.edit(store, work, keys(store, work, "Made"), {"received_on": None})
    assert refused.value.code == "handover_without_day"


def test_a_certificate_that_is_handed_over_stays_on_the_register(
    store: Store, work: Activity
) -> None:
    one = by_name(store, work)["Made"]
    handover.hand_over(store, work, [one.certificate_id])
    with pytest.raises(UserError) as refused:
        certificates.remove(store, work, [one.participant_id])
    assert refused.value.code == "certificate_handed_over"
    handover.take_back(store, work, [one.certificate_id])
    certificates.remove(store, work, [one.participant_id])
    assert "Made" not in by_name(store, work)


def test_who_has_not_come_is_told_per_village_however_it_is_spelt(
    store: Store, work: Activity
) -> None:
    groups = handover.waiting(handover.listing(store, work))
    assert [(group.village, len(group.entries)) for group in groups] == [
        ("Kapal", 2), (handover.NO_VILLAGE, 1),
    ]  # fmt: skip
    handover.hand_over(store, work, keys(store, work, "Wayan"))
    first = handover.waiting(handover.listing(store, work))[0]
    text = handover.text_for(first, handover.terms(store, work, date(2026, 3, 31)))
    assert "1. Made Misal – Tukang Batu / jenjang 2" in text
    assert "Wayan" not in text
    assert "31 Maret 2026" in text and "surat kuasa" in text
    assert "Uji Tukang" in text


def test_the_list_to_be_signed_has_everyone_and_the_proxy(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    proxy = {"proxy": "Nyoman Wakil", "received_on": date(2026, 2, 20)}
    handover.hand_over(store, work, keys(store, work, "Made"), proxy)
    out = tmp_path / "tanda terima.pdf"
    printed = printing.write(store, work, "certificate-receipts", out, paper="f4")
    document = pypdfium2.PdfDocument(out)
    page = document[0]
    text = page.get_textpage().get_text_bounded()
    assert (printed.pages, page.get_width() > page.get_height()) == (1, True)
    for told in ("TANDA TANGAN", "NO. SERTIFIKAT", "41001 1", "20-02-2026", "Nyoman Wakil"):
        assert told in text
    document.close()


def test_nothing_is_printed_before_there_is_a_certificate(store: Store, tmp_path: Path) -> None:
    draft = ActivityDraft("badung", "Kosong", 2026)
    empty = activity.by_code(store, activity.create(store, draft).subject or "")
    with pytest.raises(UserError) as refused:
        printing.write(store, empty, "certificate-receipts", tmp_path / "x.pdf", paper="f4")
    assert refused.value.code == "nothing_to_print"


def test_the_history_tells_whose_certificate_was_handed_over(store: Store, work: Activity) -> None:
    changes = handover.hand_over(store, work, keys(store, work, "Ketut"))
    (detail,) = history_lists.details(store, changes.change_set)
    assert (detail.thing, detail.owner) == ("Serah terima", "Ketut Umpama")


def test_copies_are_filed_and_taken_back_in_bulk(store: Store, work: Activity) -> None:
    handover.hand_over(store, work, keys(store, work, "Wayan", "Made"))
    assert [one.lacks_copy for one in by_name(store, work).values()] == [True, True, False]
    changes = handover.file_copies(store, work, keys(store, work, "Wayan", "Made", "Ketut"))
    assert {one.copied_on for one in by_name(store, work).values()} == {store.today()}
    assert not handover.file_copies(store, work, keys(store, work, "Wayan")).kinds
    handover.file_copies(store, work, keys(store, work, "Made"), filed=False)
    assert by_name(store, work)["Made"].lacks_copy
    history.undo(store, changes.change_set)
    assert by_name(store, work)["Wayan"].lacks_copy


def test_a_scan_finds_by_card_nik_number_and_link(store: Store, work: Activity) -> None:
    found = by_name(store, work)
    made = found["Made"]
    link = "https://siki.pu.go.id/cek/9"
    values = {"qr_link": link, "blank_number": "B-778899"}
    certificates.save(store, work, made.participant_id, values)
    entries = handover.listing(store, work)
    for text in (link, "B-778899", made.nik, "41001 1", cards.card_text(work.code, made.place)):
        assert handover.find(text, work, entries).key == made.certificate_id, text


def test_the_gates_name_who_waits_for_a_number_or_for_the_certificate(
    store: Store, work: Activity
) -> None:
    ketut = by_name(store, work)["Ketut"].participant_id
    certificates.save(store, work, ketut, {"number": ""})
    handover.hand_over(store, work, keys(store, work, "Wayan"))

    def facts() -> Facts:
        with store.read() as connection:
            return procedure.facts(connection, work)

    assert facts().uncertified == (ketut,)
    assert facts().unhanded == (by_name(store, work)["Made"].participant_id,)
    made = by_name(store, work)["Made"].participant_id
    assessment_edits.decide(store, work, [made], Decision.COMPETENT)
    assert facts().uncertified == ()  # Ketut is not competent, as far as it is known
    assessment_edits.decide(store, work, [ketut], Decision.COMPETENT)
    assert facts().uncertified == (ketut,)
