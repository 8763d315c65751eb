"""The register: typed, imported from the LSP's workbook, doubles named, what runs out told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from sertidesk.db import tables
from sertidesk.domain.certificates import State
from sertidesk.domain.errors import UserError
from sertidesk.services import (
    activity,
    certificate_import,
    certificates,
    dossiers,
    expiring,
    exports,
    handover,
    history,
    history_lists,
    participants,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.certificates import Entry
from sertidesk.services.person_import import Status
from sertidesk.services.store import Store

PEOPLE = (
    ("Wayan Contoh", "5103010203900001", date(1990, 3, 2)),
    ("Made Misal", "5103014105920002", date(1992, 5, 1)),
    ("Ketut Umpama", "5103011706880003", date(1988, 6, 17)),
)
ISSUED = date(2026, 2, 10)


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026, lsp="LSP Contoh")
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    for name, nik, born in PEOPLE:
        participants.add(
            store,
            made.id,
            {
                "name": name,
                "nik": nik,
                "birth_date": born,
                "village": "Kapal",
                "occupation": "Tukang Besi Beton",
                "level": 2,
                "qualification": "Operator",
            },
        )
    return made


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    def make(*rows: tuple[object, ...]) -> Path:
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.active.append(row)
        path = tmp_path / "SK LSP.xlsx"
        workbook.save(path)
        return path

    return make


def entry(store: Store, work: Activity, name: str) -> Entry:
    return next(one for one in certificates.listing(store, work) if one.name.startswith(name))


def key(store: Store, work: Activity, name: str) -> str:
    return entry(store, work, name).participant_id


def test_everyone_is_on_the_register_before_anything_is_known(store: Store, work: Activity) -> None:
    listed = certificates.listing(store, work)
    assert [one.name for one in listed] == [name for name, _, _ in PEOPLE]
    assert {one.state for one in listed} == {State.NONE}
    assert listed[0].occupation == "Tukang Besi Beton" and listed[0].lsp == "LSP Contoh"


def test_a_typed_number_is_tidied_and_takes_the_rest_from_the_application(
    store: Store, work: Activity
) -> None:
    certificates.save(store, work, key(store, work, "Wayan"), {"number": " 41001  7112 2 a "})
    one = entry(store, work, "Wayan")
    assert one.number == "41001 7112 2 A"
    assert (one.occupation, one.level, one.lsp) == ("Tukang Besi Beton", 2, "LSP Contoh")
    assert one.state is State.PARTIAL
    days = {"issued_on": ISSUED, "expires_on": date(2031, 2, 9)}
    changes = certificates.save(store, work, one.participant_id, days)
    assert entry(store, work, "Wayan").state is State.RECORDED
    history.undo(store, changes.change_set)
    assert entry(store, work, "Wayan").state is State.PARTIAL


def test_expiry_is_proposed_only_where_none_is_printed(store: Store, work: Activity) -> None:
    one, other = key(store, work, "Wayan"), key(store, work, "Made")
    printed = date(2031, 2, 9)
    certificates.save(store, work, one, {"number": "1", "issued_on": ISSUED})
    values = {"number": "2", "issued_on": ISSUED, "expires_on": printed}
    certificates.save(store, work, other, values)
    certificates.propose_expiry(store, work, [one, other])
    assert entry(store, work, "Wayan").expires_on == date(2031, 2, 10)
    assert entry(store, work, "Made").expires_on == printed


def test_a_number_had_twice_is_told_even_of_another_year(store: Store, work: Activity) -> None:
    before = activity.by_code(
        store,
        activity.create(store, ActivityDraft("badung", "Tahun lalu", 2025)).subject or "",
    )
    participants.add(store, before.id, {"name": "Nyoman Lama", "nik": "5103011112850009"})
    certificates.save(store, before, key(store, before, "Nyoman"), {"blank_number": "B 77 1"})
    certificates.save(store, work, key(store, work, "Wayan"), {"blank_number": "b771"})
    certificates.save(store, work, key(store, work, "Made"), {"blank_number": "B772"})
    told = [finding.message for finding in entry(store, work, "Wayan").warnings]
    assert told == ["Nomor blanko sama dengan milik Nyoman Lama."]
    assert not entry(store, work, "Made").warnings


def test_days_in_the_wrong_order_are_told(store: Store, work: Activity) -> None:
    days = {"issued_on": ISSUED, "expires_on": ISSUED - timedelta(days=1)}
    certificates.save(store, work, key(store, work, "Wayan"), {"number": "1", **days})
    assert [one.code for one in entry(store, work, "Wayan").warnings] == ["expiry_early"]


def test_more_certificates_than_allowed_are_told(store: Store, work: Activity) -> None:
    one = entry(store, work, "Wayan")
    with store.write("Dahulu") as tx:
        for part in range(5):
            tx.insert(
                tables.certificate,
                {
                    "person_id": one.person_id,
                    "number": f"lama {part}",
                    "qualification": "Operator",
                    "classification": "Sipil",
                    "subclassification": "Gedung",
                },
            )
    certificates.save(store, work, one.participant_id, {"number": "baru"})
    assert "limit_count" in [finding.code for finding in entry(store, work, "Wayan").warnings]


def test_an_impossible_level_is_refused(store: Store, work: Activity) -> None:
    with pytest.raises(UserError) as refused:
        certificates.save(store, work, key(store, work, "Wayan"), {"level": 12})
    assert refused.value.code == "certificate_level"


def test_a_file_is_kept_by_its_content_and_written_out_again(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    one = key(store, work, "Wayan")
    scan = tmp_path / "skk wayan.pdf"
    scan.write_bytes(a_pdf())
    certificates.attach(store, work, one, scan)
    kept = entry(store, work, "Wayan")
    assert kept.file_name == "skk wayan.pdf"
    certificates.save_file(store, kept.certificate_id, tmp_path / "salinan.pdf")
    assert (tmp_path / "salinan.pdf").read_bytes() == scan.read_bytes()
    certificates.remove(store, work, [one])
    assert entry(store, work, "Wayan").state is State.NONE


def a_pdf() -> bytes:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "SERTIFIKAT")
    canvas.save()
    return out.getvalue()


def test_the_participants_form_keeps_the_register_as_it_is(store: Store, work: Activity) -> None:
    one = key(store, work, "Wayan")
    certificates.save(store, work, one, {"number": "1", "lpjk_number": "F 1"})
    dossier = dossiers.open_one(store, one)
    (row,) = dossier.rows["certificates"]
    draft = dossiers.Draft(
        {"phone": "+6281234567890"},
        {"certificates": [{"id": row["id"], "number": "1", "occupation": "Tukang Cat"}]},
    )
    dossiers.save(store, one, draft)
    after = entry(store, work, "Wayan")
    assert (after.number, after.lpjk_number, after.occupation) == ("1", "F 1", "Tukang Cat")


HEADER = (
    "No", "NIK", "Nama", "Tgl Lahir", "Jabatan Kerja", "Jenjang", "No. Sertifikat",
    "No. Registrasi LSP", "No. Pencatatan LPJK", "Nomor Blanko", "Tgl Terbit", "Masa Berlaku",
)  # fmt: skip


def test_the_lsps_workbook_finds_its_persons(
    store: Store, work: Activity, book: Callable[..., Path]
) -> None:
    path = book(
        ("DAFTAR SERTIFIKAT KOMPETENSI",),
        (),
        HEADER,
        (1, PEOPLE[0][1], "I WAYAN CONTOH", None, "Tukang Besi Beton", "2", "41 7112 2 1 2026",
         "F 1 1 2026", "F 1 1 2026 7 SI 01", "B1", "10 Februari 2026", "09-02-2031"),
        (2, None, "MADE MISAL", "01/05/1992", None, "II", "41 7112 2 2 2026", None, None, "B2",
         date(2026, 2, 10), None),
        (3, "5103019999999999", "ORANG LAIN", "02-02-1980", None, 2, "41 7112 2 3 2026", None,
         None, "B3", None, None),
        ("Jumlah", None, None, None, None, None, "3", None, None, None, None, None),
    )  # fmt: skip
    looked_at = certificate_import.preview(store, work, path)
    assert [line.status for line in looked_at.lines] == [Status.NEW, Status.NEW, Status.UNMATCHED]
    assert [line.row.row for line in looked_at.lines] == [4, 5, 6]
    assert looked_at.missing == ("Ketut Umpama",)
    assert "nama dan tanggal lahir" in looked_at.lines[1].remark
    assert entry(store, work, "Wayan").state is State.NONE, "a preview writes nothing"

    done = certificate_import.apply(store, work, looked_at)
    assert (done.new, done.changed) == (2, 0)
    wayan, made = entry(store, work, "Wayan"), entry(store, work, "Made")
    assert (wayan.number, wayan.lsp_registration) == ("41 7112 2 1 2026", "F 1 1 2026")
    assert (wayan.lpjk_number, wayan.blank_number) == ("F 1 1 2026 7 SI 01", "B1")
    assert (wayan.issued_on, wayan.expires_on) == (ISSUED, date(2031, 2, 9))
    assert (made.level, made.issued_on, made.expires_on) == (2, ISSUED, None)
    again = certificate_import.preview(store, work, path)
    assert again.written == 0
    with pytest.raises(UserError, match="Tidak ada baris"):
        certificate_import.apply(store, work, again)
    history.undo(store, done.changes.change_set)
    assert {one.state for one in certificates.listing(store, work)} == {State.NONE}


def test_rows_that_disagree_about_one_person_are_left_to_people(
    store: Store, work: Activity, book: Callable[..., Path]
) -> None:
    path = book(
        ("NIK", "Nomor Sertifikat"),
        (PEOPLE[0][1], "A 1"),
        (PEOPLE[0][1], "A 2"),
        (PEOPLE[1][1], "B 1"),
        (PEOPLE[1][1], "B1"),
    )
    statuses = [line.status for line in certificate_import.preview(store, work, path).lines]
    assert statuses == [Status.DOUBLE, Status.DOUBLE, Status.NEW, Status.SAME]


def test_a_strange_name_beside_a_known_nik_is_told(
    store: Store, work: Activity, book: Callable[..., Path]
) -> None:
    path = book(("NIK", "Nama", "No SKK"), (PEOPLE[0][1], "Siti Lainnya", "A 2"))
    (line,) = certificate_import.preview(store, work, path).lines
    assert line.person == "Wayan Contoh"
    assert "namanya lain" in line.remark


def test_a_changed_number_is_an_update(
    store: Store, work: Activity, book: Callable[..., Path]
) -> None:
    certificates.save(store, work, key(store, work, "Wayan"), {"number": "A1", "qr_link": "x"})
    path = book(("NIK", "Nomor Sertifikat"), (PEOPLE[0][1], "A 2"))
    looked_at = certificate_import.preview(store, work, path)
    assert [line.status for line in looked_at.lines] == [Status.CHANGED]
    certificate_import.apply(store, work, looked_at)
    one = entry(store, work, "Wayan")
    assert (one.number, one.qr_link) == ("A 2", "x")


def test_a_workbook_without_certificates_is_refused(
    store: Store, work: Activity, book: Callable[..., Path]
) -> None:
    with pytest.raises(UserError) as refused:
        certificate_import.preview(store, work, book(("Nama", "Alamat"), ("Wayan", "Kapal")))
    assert refused.value.code == "certificates_not_found"


def test_what_runs_out_is_told_over_all_years_and_what_is_renewed_is_not(
    store: Store, work: Activity
) -> None:
    today = store.today()
    for name, days in (("Wayan", 30), ("Made", 300), ("Ketut", 800)):
        end = today + timedelta(days=days)
        certificates.save(store, work, key(store, work, name), {"number": name, "expires_on": end})
    assert [one.name for one in expiring.listing(store)] == ["Wayan Contoh", "Made Misal"]
    assert [one.name for one in expiring.listing(store, 3)] == ["Wayan Contoh"]
    with store.write("Perpanjangan") as tx:
        tx.insert(
            tables.certificate,
            {
                "person_id": entry(store, work, "Wayan").person_id,
                "occupation": "tukang besi beton",
                "expires_on": today + timedelta(days=2000),
            },
        )
    assert [one.name for one in expiring.listing(store)] == ["Made Misal"]


def test_the_register_is_written_as_a_workbook(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    out = tmp_path / "daftar.xlsx"
    number = "41001 7112 2 00000001 2026"
    certificates.save(store, work, key(store, work, "Made"), {"number": number})
    handover.hand_over(store, work, [entry(store, work, "Made").certificate_id])
    assert exports.write(store, work, "certificates", out).rows == 3
    cells = [cell for row in openpyxl.load_workbook(out).active.iter_rows() for cell in row]
    (told,) = [cell for cell in cells if cell.value == number]
    assert told.data_type == "s"
    values = [cell.value for cell in cells]
    assert PEOPLE[1][1] in values
    assert (values.count("Diserahkan"), values.count("Belum ada")) == (1, 2)


def test_the_history_tells_whose_certificate_was_changed(store: Store, work: Activity) -> None:
    changes = certificates.save(store, work, key(store, work, "Wayan"), {"number": "1"})
    certificates.save(store, work, key(store, work, "Wayan"), {"number": "2"})
    (detail,) = history_lists.details(store, changes.change_set)
    assert (detail.thing, detail.owner) == ("Sertifikat", "Wayan Contoh")
