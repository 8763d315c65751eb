"""SOP files: the five that ship say what their documents say, and a wrong one is told where."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import CalendarKind, Procedure, Unit, from_dict, to_dict
from sertidesk.domain.promise import promise_conflict
from sertidesk.intake.procedure import load, load_all, load_code, load_text
from sertidesk.intake.procedure_schema import SCHEMA
from sertidesk.intake.schema import Keys, Many, Rule
from sertidesk.paths import resource

PROCEDURES = {procedure.code: procedure for procedure in load_all()}
COUNTS = {
    "badung": (10, 2),
    "kotawaringin-barat": (10, 6),
    "lpjk-se16-2021": (22, 12),
    "sulawesi-barat": (8, 0),
    "tangerang": (8, 0),
}


@pytest.mark.parametrize(("code", "counts"), COUNTS.items())
def test_each_file_has_its_steps_and_requirements(code: str, counts: tuple[int, int]) -> None:
    procedure = load_code(code)
    assert (len(procedure.steps), len(procedure.requirements)) == counts
    assert [step.number for step in procedure.steps] == [str(n + 1) for n in range(counts[0])]
    assert all(step.title and step.screens for step in procedure.steps)
    raw = tomllib.loads(resource("sop", f"{code}.toml").read_text(encoding="utf-8"))
    assert isinstance(raw["steps"], list)
    assert isinstance(raw["requirements"], list)
    assert raw["code"] == code


def test_the_five_are_all_there_are() -> None:
    assert PROCEDURES.keys() == COUNTS.keys()


@pytest.mark.parametrize("code", COUNTS)
def test_an_activity_can_keep_its_copy(code: str) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(PROCEDURES[code])))) == PROCEDURES[code]


@pytest.mark.parametrize("code", COUNTS)
def test_a_time_says_what_is_printed(code: str) -> None:
    for step in PROCEDURES[code].steps:
        printed = step.time.text.casefold()
        if not step.time.is_stated:
            assert printed in ("", "-")
            continue
        assert step.time.unit is not None
        assert step.time.unit in printed
        assert str(step.time.max) in printed


def step_times(code: str) -> list[str]:
    return [step.time.text for step in PROCEDURES[code].steps]


def test_badung_as_printed() -> None:
    procedure = PROCEDURES["badung"]
    assert procedure.number == ""
    assert step_times("badung") == [
        *("1-3 hari", "1 jam", "2-3 Hari", "", "3 hari"),
        *("1 Minggu", "1 hari", "1-2 hari", "1 jam", "1 minggu"),
    ]
    marks = {  # the columns of the document that carry □, per step
        "1": "kabid kasi staf",
        "2": "kasi staf lpjk",
        "3": "kasi staf",
        "4": "kasi staf lpjk",
        "5": "kabid kasi staf lpjk",
        "6": "kabid lpjk",
        "7": "kadis",
        "8": "kadis kabid kasi staf",
        "9": "kabid kasi staf peserta",
        "10": "kadis",
    }
    assert {step.number: " ".join(step.actors) for step in procedure.steps} == marks
    assert not any(step.inferred for step in procedure.steps)
    assert procedure.promise.time.calendar is CalendarKind.WORKING
    assert (procedure.conditions.nationality, procedure.conditions.age_over) == ("WNI", 18)
    assert len(procedure.overview) == 5


def test_badung_cannot_keep_its_promise() -> None:
    conflict = promise_conflict(PROCEDURES["badung"])
    assert conflict is not None
    assert [str(total) for total in conflict.totals] == ["8–12 hari", "2 jam", "2 minggu"]
    assert conflict.needed_days == 18
    assert conflict.without_time == ("4",)
    assert conflict.covered == ("3", "4", "5")
    assert conflict.covered_fits
    assert "7 Hari kerja" in conflict.sentence


@pytest.mark.parametrize("code", sorted(COUNTS.keys() - {"badung"}))
def test_the_others_have_no_such_conflict(code: str) -> None:
    assert promise_conflict(PROCEDURES[code]) is None


def test_kotawaringin_barat_as_printed() -> None:
    procedure = PROCEDURES["kotawaringin-barat"]
    assert procedure.number == "600.1/66/PUPR.I"
    phases = procedure.promise.phases
    assert [phase.time.max for phase in phases] == [3, 1, 2, 14, 5, 5]
    assert sum(phase.time.max or 0 for phase in phases) == procedure.promise.time.max == 30
    assert procedure.promise.time.calendar is CalendarKind.UNSTATED
    assert [phase.steps for phase in phases] == [
        ("1", "2"),
        ("5", "6", "7"),
        ("8",),
        (),
        ("9",),
        ("10",),
    ]
    assert all("actors" in step.inferred for step in procedure.steps)
    assert [item.owner for item in procedure.requirements] == ["LSP"] * 3 + [""] * 3
    assert [item.copies for item in procedure.requirements] == [None, None, None, 1, 1, None]
    assert all(item.mandatory for item in procedure.requirements)
    whatsapp = next(item for item in procedure.complaints if item.channel == "WhatsApp")
    assert whatsapp.contact == ""


def test_the_screens_of_this_district_lead_to_step_eight() -> None:
    screens = [step.screens for step in PROCEDURES["kotawaringin-barat"].steps]
    assert "clarification" in screens[5]
    assert "submission" in screens[6]
    assert "portal_export" in screens[7]


def test_tangerang_as_printed() -> None:
    procedure = PROCEDURES["tangerang"]
    assert procedure.number == "PSM/DISNAKER-10"
    assert [item.printed for item in procedure.dates] == ["14 Pebruari 2017", "-", "20 Maret 2017"]
    assert [str(item.day) for item in procedure.dates] == ["2017-02-14", "None", "2017-03-20"]
    assert procedure.approver.nip == "19620910 198603 1 013"
    assert len(procedure.legal_basis) == 6
    assert len(procedure.terms) == 6
    assert procedure.warnings == ("",)
    assert step_times("tangerang") == [
        *("15 menit", "1 hari", "1 hari", "15 menit", "1 hari", "", "4 jam", "4 jam")
    ]
    parts = {step.number: [part.number for part in step.parts] for step in procedure.steps}
    assert parts == {
        **{number: [] for number in ("1", "3", "4")},
        "2": ["2.1", "2.2"],
        "5": ["5.1", "5.2", "5.3"],
        "6": ["6.1", "6.2"],
        "7": ["7.1", "7.2", "7.3", "7.4"],
        "8": ["8.1", "8.2"],
    }
    every = [*procedure.steps, *(part for step in procedure.steps for part in step.parts)]
    assert all("actors" in item.inferred for item in every)


def test_sulawesi_barat_as_printed() -> None:
    procedure = PROCEDURES["sulawesi-barat"]
    assert procedure.number == "002.00.01/45/2023"
    assert step_times("sulawesi-barat") == [
        *("-", "5 Hari", "10 Hari", "5 Hari", "3 Hari", "1 Hari", "1 Hari", "5 Hari")
    ]
    assert procedure.approver.rank == "Pembina Utama Madya/(IV/d)"
    assert procedure.approver.nip == "19690610 199503 1 012"
    revised = procedure.dates[1]
    assert (revised.printed, revised.day) == ("", None)
    assert procedure.inferred == ("scope",)
    assert len(procedure.legal_basis) == 5


def test_the_circular_as_printed() -> None:
    procedure = PROCEDURES["lpjk-se16-2021"]
    assert procedure.number == "16/SE/LPJK/2021"
    assert len(procedure.legal_basis) == 12
    assert any("Nomor 6 Tahun 2021" in line for line in procedure.preamble)
    limits = [
        (limit.qualification, limit.certificates, limit.classifications, limit.subclassifications)
        for limit in procedure.limits
    ]
    assert limits == [("Operator", 5, 3, 5), ("Teknisi/Analis", 5, 2, 5), ("Ahli", 5, 2, 3)]
    expert = procedure.limits[2]
    assert expert.required_classification == "Manajemen Pelaksanaan"
    assert expert.required_subclassifications == 2
    (deadline,) = procedure.deadlines
    assert (deadline.step, deadline.time.max, deadline.time.unit, deadline.time.calendar) == (
        *("11", 7, Unit.DAY, CalendarKind.WORKING),
    )
    assert procedure.covered_application_kinds == ("Permohonan baru",)


def test_the_portal_has_seven_pages_with_their_required_fields() -> None:
    pages = PROCEDURES["lpjk-se16-2021"].portal_pages
    assert [len(page.fields) for page in pages] == [17, 11, 8, 7, 5, 5, 12]
    assert [page.repeatable for page in pages] == [False, True, True, True, True, True, False]
    required = [[item.label for item in page.fields if item.required] for page in pages]
    assert [len(labels) for labels in required] == [10, 7, 1, 0, 0, 0, 7]
    assert "NIK" not in required[0]
    assert [item.label for page in pages for item in page.fields if item.unclear] == [
        "Negara",
        "Asosiasi",
    ]


WORDS_OF_STAGES = {  # a word of each stage of Bab III that no other of them could stand for
    "1": "membuka halaman",
    "2": "melakukan registrasi",
    "3": "mengirimkan verifikasi akun",
    "4": "melakukan verifikasi user",
    "5": "termasuk LSP yang dipilih",
    "6": "APL-01 dan APL-02 (form",
    "7": "SIKI (realtime)",
    "8": "proses verifikasi kelengkapan",
    "9": "rekomendasi diterima",
    "10": "rekomendasi tidak diterima",
    "11": "paling lama 7 hari kerja",
    "12": "mengklik Proses Sertifikasi",
    "13": "jadwal rencana pelaksanaan asesmen",
    "14": "sudah direkomendasikan (diterima) kepada asesor",
    "15": "laporan dan rekomendasi asesor",
    "16": "Belum Kompeten",
    "17": "banding",
    "18": "ke BNSP untuk mendapatkan nomor SKK",
    "19": "nomor pencatatan dan QR Code",
    "20": "generate e-sertifikat",
    "21": "mengunduh e-sertifikat sesuai notifikasi",
    "22": "dinyatakan selesai setelah pemohon mengunduh",
}


@pytest.mark.parametrize(("number", "words"), WORDS_OF_STAGES.items())
def test_each_stage_of_the_circular_is_its_own(number: str, words: str) -> None:
    steps = PROCEDURES["lpjk-se16-2021"].steps
    assert [step.number for step in steps if words in step.printed] == [number]


def keys_by_record(rule: Rule, hint: Any) -> list[tuple[set[str], set[str]]]:
    """Pair the schema's keys with the record's fields, all the way down."""
    if isinstance(rule, Many):
        return keys_by_record(rule.of, get_args(hint)[0])
    if not isinstance(rule, Keys):
        return []
    assert is_dataclass(hint)
    hints = get_type_hints(hint)
    pairs = [(set(rule.rules), {field.name for field in fields(hint)})]
    for key, part in rule.rules.items():
        pairs += keys_by_record(part, hints[key])
    return pairs


def test_schema_and_records_have_the_same_keys() -> None:
    pairs = keys_by_record(SCHEMA, Procedure)
    assert len(pairs) > 12
    for in_schema, in_record in pairs:
        assert in_schema == in_record


# A wrong file: its error names the file, the line and the key.

GOOD = """\
format = 1
code = "uji"
name = "Uji"
title = "SOP uji"
requirements = [
    { key = "ktp", title = "KTP", owner = "", note = "", mandatory = true },
]

[office]
name = "Dinas PUPR"

[[actors]]
key = "kasi"
title = "Kasi"

[[steps]]
number = "1"
title = "Awal"
actors = ["kasi"]
time = { text = "1-3 hari", min = 1, max = 3, unit = "hari" }
screens = ["participants"]

[[steps]]
number = "2"
title = "Akhir"

[promise]
time = { text = "7 hari", min = 7, max = 7, unit = "hari" }

[[promise.phases]]
title = "Tahap"
time = { text = "" }
steps = ["1"]
"""


def test_the_good_file_is_good() -> None:
    procedure = load_text(GOOD, "uji.toml")
    assert procedure.steps[0].time.max == 3
    assert load_text(GOOD.replace("\n", "\r\n"), "uji.toml") == procedure


BROKEN = [  # (what is replaced, by what, line, key, code)
    ('title = "SOP uji"', "title = ", 4, "title", "toml_syntax"),
    ('title = "SOP uji"', 'title = "SOP uji', 4, "title", "toml_syntax"),
    ('name = "Uji"', 'code = "lagi"', 3, "code", "toml_syntax"),
    ('steps = ["1"]\n', 'steps = ["1"', 33, "steps", "toml_syntax"),
    ("format = 1", 'format = "1"', 1, "format", "toml_type"),
    ("format = 1", "format = true", 1, "format", "toml_type"),
    ("format = 1", "format = 9", 1, "format", "sop_format"),
    ('code = "uji"\n', "", 1, "code", "toml_missing_key"),
    ('name = "Uji"', 'name = " "', 3, "name", "toml_type"),
    ('name = "Uji"', "name = 5", 3, "name", "toml_type"),
    ('title = "SOP uji"', 'tittle = "SOP uji"', 4, "tittle", "toml_unknown_key"),
    ('owner = "", ', "", 6, "requirements[1].owner", "toml_missing_key"),
    ("mandatory = true", 'mandatory = "ya"', 6, "requirements[1].mandatory", "toml_type"),
    ("mandatory = true", "mandatory = true, x = 1", 6, "requirements[1].x", "toml_unknown_key"),
    ("[office]", "[kantor]", 9, "kantor", "toml_unknown_key"),
    ('name = "Dinas PUPR"', "", 9, "office.name", "toml_missing_key"),
    ('title = "Kasi"', 'titel = "Kasi"', 14, "actors[1].titel", "toml_unknown_key"),
    ('actors = ["kasi"]', 'actors = ["kabid"]', 19, "steps[1].actors[1]", "sop_unknown_name"),
    ('actors = ["kasi"]', 'actors = "kasi"', 19, "steps[1].actors", "toml_type"),
    ("max = 3", "max = 0", 20, "steps[1].time.max", "sop_time"),
    ("min = 1, ", "", 20, "steps[1].time.min", "sop_time"),
    ("min = 1", "min = -1", 20, "steps[1].time.min", "toml_type"),
    ('3, unit = "hari"', '3, unit = "haru"', 20, "steps[1].time.unit", "toml_choice"),
    ('["participants"]', '["participant"]', 21, "steps[1].screens[1]", "toml_choice"),
    ('number = "2"', 'number = "1"', 24, "steps[2].number", "sop_repeated"),
    ('number = "2"', "number = 2", 24, "steps[2].number", "toml_type"),
    ('title = "Akhir"', "", 23, "steps[2].title", "toml_missing_key"),
    ('title = "Akhir"', 'title = "Akhir"\nparts = [7]', 26, "steps[2].parts[1]", "toml_type"),
    ('title = "Akhir"', 'title = "A"\ninferred = ["x"]', 26, "steps[2].inferred[1]", None),
    ('title = "Akhir"', 'title = "A"\nrequirements = ["x"]', 26, "steps[2].requirements[1]", None),
    ('steps = ["1"]', 'steps = ["9"]', 33, "promise.phases[1].steps[1]", "sop_unknown_name"),
    ('steps = ["1"]', 'steps = ["1", "1"]', 33, "promise.phases[1].steps[2]", "sop_repeated"),
]


@pytest.mark.parametrize(("found", "put", "line", "key", "code"), BROKEN)
def test_a_wrong_file_is_told_with_file_line_and_key(
    found: str, put: str, line: int, key: str, code: str | None
) -> None:
    assert found in GOOD
    with pytest.raises(UserError) as refusal:
        load_text(GOOD.replace(found, put, 1), "uji.toml")
    error = refusal.value
    assert (error.values["file"], error.values["line"], error.values["key"]) == (
        *("uji.toml", line, key),
    )
    assert str(error).startswith(f"uji.toml, baris {line}, kunci “{key}”: ")
    assert error.code == (code or "sop_unknown_name")


def test_an_error_offers_what_was_probably_meant() -> None:
    with pytest.raises(UserError, match="mungkin maksudnya “title”"):
        load_text(GOOD.replace('title = "SOP uji"', 'tittle = "x"'), "uji.toml")
    with pytest.raises(UserError, match="mungkin maksudnya “hari”"):
        load_text(GOOD.replace('3, unit = "hari"', '3, unit = "haru"'), "uji.toml")


def test_a_file_without_steps_is_refused() -> None:
    text = GOOD[: GOOD.index("[[steps]]")] + "\n"
    with pytest.raises(UserError) as refusal:
        load_text(text, "uji.toml")
    assert refusal.value.values["key"] == "steps"
    empty = text.replace("requirements = [", "steps = []\nrequirements = [")
    with pytest.raises(UserError) as refusal:
        load_text(empty, "uji.toml")
    assert (refusal.value.values["key"], refusal.value.values["line"]) == ("steps", 5)


def test_a_deadline_must_name_a_step() -> None:
    wrong = GOOD + '\n[[deadlines]]\ntitle = "Bayar"\nstep = "7"\ntime = { text = "" }\n'
    with pytest.raises(UserError) as refusal:
        load_text(wrong, "uji.toml")
    assert refusal.value.values["key"] == "deadlines[1].step"


def test_a_file_that_cannot_be_read_is_told_by_name(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'title = "caf\xe9"')
    for path in (latin, tmp_path / "tidak-ada.toml"):
        with pytest.raises(UserError, match=path.name):
            load(path)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "uji.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load(path).code == "uji"


def test_an_unknown_code_names_those_there_are() -> None:
    with pytest.raises(UserError, match="kotawaringin-barat"):
        load_code("kobar")
    with pytest.raises(UserError):
        load_code("../sop/badung")
