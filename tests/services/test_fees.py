"""Fees of an activity: for everyone at once, of the activity, paid, checked, written as Excel."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sertidesk.domain.errors import UserError
from sertidesk.domain.fees import Payee, Payer, State
from sertidesk.services import activity, exports, fees, history, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for number in range(1, 4):
        participants.add(
            store, made.id, {"name": f"Contoh {number}", "nik": f"510301020390000{number}"}
        )
    return made


def everyone(store: Store, work: Activity) -> None:
    values = {"amount": 350_000, "payer": Payer.APPLICANT}
    fees.add(store, work, values, fees.without_fee(store, work))


def test_everyone_without_a_fee_gets_one_and_the_activity_its_own(
    store: Store, work: Activity
) -> None:
    everyone(store, work)
    fees.add(store, work, {"amount": "2.500.000", "payer": "regional_budget", "what": "Sewa TUK"})
    found = fees.listing(store, work)
    assert [one.name for one in found] == ["", "Contoh 1", "Contoh 2", "Contoh 3"]
    assert (found[0].amount, found[0].what) == (2_500_000, "Sewa TUK")
    assert {one.payee for one in found} == {Payee.LSP}
    assert fees.without_fee(store, work) == []
    with pytest.raises(UserError, match="sudah dicatat"):
        everyone(store, work)


def test_what_is_paid_is_summed_up_and_one_undo_takes_it_back(store: Store, work: Activity) -> None:
    everyone(store, work)
    ids = [one.id for one in fees.listing(store, work)]
    changes = fees.mark_paid(store, ids[:2], store.today())
    summary = fees.summary(store, work)
    assert (summary.total.charged, summary.total.paid) == (1_050_000, 700_000)
    assert summary.is_free and summary.published == "Tidak dipungut biaya"
    history.undo(store, changes.change_set)
    assert fees.summary(store, work).total.paid == 0


def test_money_for_the_office_is_named_until_it_is_mended(store: Store, work: Activity) -> None:
    everyone(store, work)
    first = fees.listing(store, work)[0].id
    fees.edit(store, [first], {"payee": "office", "paid_on": date(2026, 3, 1)})
    (wrong,) = fees.summary(store, work).to_check
    assert (wrong.name, wrong.state) == ("Contoh 1", State.CHECK)
    fees.edit(store, [first], {"payee": "lsp"})
    assert fees.summary(store, work).to_check == ()


def test_what_cannot_be_kept_is_refused(store: Store, work: Activity) -> None:
    for values in (
        {"payer": "applicant"}, {"amount": 1}, {"amount": "banyak", "payer": "applicant"},
        {"amount": 1, "payer": "raja"}, {"amount": 1, "payer": "applicant", "what": " "},
    ):  # fmt: skip
        with pytest.raises(UserError):
            fees.add(store, work, values)
    assert fees.listing(store, work) == []


def test_the_list_is_written_with_the_published_fee_above(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    everyone(store, work)
    fees.add(store, work, {"amount": 5, "payer": "programme"})
    written = exports.write(store, work, "fees", tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(written.path).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {350_000, "Seluruh kegiatan", "Program LSP", "Pemohon sendiri"} <= set(cells)
    assert "Biaya layanan menurut SOP: Tidak dipungut biaya" in cells
