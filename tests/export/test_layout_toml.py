"""Layouts: the shipped ones are sound, files round-trip, errors name file and key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain.errors import UserError
from sertidesk.export import layout_toml
from sertidesk.export.keys import KINDS as KEYS
from sertidesk.export.layouts import (
    KINDS,
    SOURCES,
    Column,
    Fill,
    Layout,
    Orientation,
    Paper,
    Sheet,
    disclosing,
    missing_required,
)
from sertidesk.export.values import FORMATS
from sertidesk.paths import resource

SMALL = """\
name = "uji"
title = "Uji"
kind = "lsp"
[[sheets]]
name = "Peserta"
[[sheets.columns]]
header = "NIK"
field = "nik"
"""

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
widths = st.integers(4, 200).map(float)


@st.composite
def columns(draw: st.DrawFn) -> Column:
    fill = draw(st.sampled_from(list(Fill)))
    return Column(
        header=draw(texts),
        fill=fill,
        field=draw(st.sampled_from(sorted(KEYS))) if fill is Fill.FIELD else "",
        constant=draw(texts) if fill is Fill.CONSTANT else "",
        format=draw(st.sampled_from(["", *FORMATS])),
        width=draw(widths),
        text=draw(st.booleans()),
        choices=tuple(draw(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))),
        required=draw(st.booleans()),
    )


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    names = draw(st.lists(st.from_regex(r"[A-Za-z][A-Za-z0-9 ]{0,20}[A-Za-z0-9]", fullmatch=True),
                          min_size=1, max_size=3, unique_by=str.casefold))  # fmt: skip
    return Layout(
        name=draw(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,2}", fullmatch=True)),
        title=draw(texts),
        kind=draw(st.sampled_from(KINDS)),
        sheets=tuple(
            Sheet(
                name=name,
                columns=tuple(draw(st.lists(columns(), min_size=1, max_size=4))),
                head=tuple(draw(st.lists(texts, max_size=3))),
                rows=draw(st.sampled_from(SOURCES)),
                totals=draw(st.sampled_from([(), ("count",)])),
            )
            for name in names
        ),
        paper=draw(st.sampled_from(list(Paper))),
        orientation=draw(st.sampled_from(list(Orientation))),
        freeze_header=draw(st.booleans()),
        freeze_columns=draw(st.integers(0, 20)),
        note=draw(st.sampled_from(["", 'Catatan "penting" \\ \t\x7f\n'])),
    )


@given(layouts())
def test_what_is_written_reads_back_equal(layout: Layout) -> None:
    assert layout_toml.parse(layout_toml.to_toml(layout), "uji.toml") == layout


def test_every_shipped_layout_is_named_after_its_file() -> None:
    files = {path.stem for path in resource("layouts").glob("*.toml")}
    shipped = layout_toml.shipped()
    assert {layout.name for layout in shipped} == files
    assert {layout.kind for layout in shipped} >= {"disdukcapil", "lsp", "bnsp", "siki", "sipjaki"}
    for layout in shipped:
        assert layout.fields, layout.name


def test_load_reads_a_file_with_the_mark_that_windows_editors_write(tmp_path: Path) -> None:
    layout = layout_toml.find(layout_toml.shipped(), "disdukcapil")
    path = tmp_path / "disdukcapil.toml"
    path.write_text(layout_toml.to_toml(layout), encoding="utf-8-sig")
    assert layout_toml.load(path) == layout


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "uji"', 'name = "Uji Coba"', "name"),
        ('kind = "lsp"', 'kind = "entah"', "kind"),
        ('title = "Uji"', 'title = ""', "title"),
        ('title = "Uji"', 'titel = "Uji"', "mungkin maksudnya title"),
        ('name = "Peserta"', 'name = "Peserta/2026"', "sheets[1].name"),
        ('name = "Peserta"', f'name = "{"x" * 32}"', "sheets[1].name"),
        ('name = "Peserta"', 'name = "P"\nrows = "entah"', "sheets[1].rows"),
        ('name = "Peserta"', 'name = "P"\ntotals = ["entah"]', "sheets[1].totals"),
        ('name = "Peserta"', 'name = "P"\ntotals = ["sex"]', "perlu kolom sex"),
        ('name = "Peserta"', 'name = "P"\nhead = "satu"', "sheets[1].head"),
        ('field = "nik"', 'field = "nika"', "mungkin maksudnya nik"),
        ('field = "nik"', 'field = "nik"\nblank = true', "tepat satu"),
        ('field = "nik"', "number = false", "sheets[1].columns[1].number"),
        ('field = "nik"', 'field = "nik"\nformat = "mm/dd/yyyy"', "sheets[1].columns[1].format"),
        ('field = "nik"', 'field = "nik"\nwidth = 0', "sheets[1].columns[1].width"),
        ('field = "nik"', 'field = "nik"\ntext = "ya"', "sheets[1].columns[1].text"),
        ('field = "nik"', 'field = "nik"\nchoices = [1]', "sheets[1].columns[1].choices"),
        ('header = "NIK"\n', "", "sheets[1].columns[1].header"),
        ('kind = "lsp"', 'kind = "lsp"\npaper = "a3"', "f4, a4"),
        ('kind = "lsp"', 'kind = "lsp"\nfreeze_columns = true', "freeze_columns"),
        ('title = "Uji"', "title = Uji", "baris 2, kolom"),
    ],
)
def test_an_error_names_the_file_and_the_key(old: str, new: str, told: str) -> None:
    assert old in SMALL
    with pytest.raises(UserError) as refused:
        layout_toml.parse(SMALL.replace(old, new), "punya-kami.toml")
    assert refused.value.code == "layout_invalid"
    assert "punya-kami.toml" in str(refused.value)
    assert told in str(refused.value)


def test_two_sheets_of_one_name_and_none_at_all_are_refused() -> None:
    second = SMALL[SMALL.index("[[sheets]]") :].replace("Peserta", "PESERTA")
    with pytest.raises(UserError, match="nama yang sama"):
        layout_toml.parse(SMALL + second, "x.toml")
    with pytest.raises(UserError, match="paling sedikit satu"):
        layout_toml.parse(SMALL[: SMALL.index("[[sheets]]")], "x.toml")


def test_an_unreadable_file_and_an_unknown_name_are_told(tmp_path: Path) -> None:
    path = tmp_path / "rusak.toml"
    path.write_bytes(b"\xff\xfe\x00")
    for bad in (path, tmp_path / "tiada.toml"):
        with pytest.raises(UserError) as refused:
            layout_toml.load(bad)
        assert refused.value.code == "layout_unreadable"
    with pytest.raises(UserError, match="bnsp-asesmen"):
        layout_toml.find(layout_toml.shipped(), "tiada")


def test_only_disclosed_fields_leave_the_office() -> None:
    layout = layout_toml.find(layout_toml.shipped(), "disdukcapil")
    less = disclosing(layout, ["name"])
    assert [column.header for column in less.sheets[0].columns] == [
        "NO", "NIK", "NAMA LENGKAP", "HASIL", "KETERANGAN",
    ]  # fmt: skip
    assert less.fields == ("nik", "name")
    lsp = layout_toml.find(layout_toml.shipped(), "lsp-sertidesk")
    assert lsp.sheets[0].totals == ("count", "sex")
    assert disclosing(lsp, ["name"]).sheets[0].totals == ("count",)
    assert disclosing(lsp, ["sex"]).sheets[0].totals == ("count", "sex")


def test_missing_required_values_are_told_by_header() -> None:
    sheet = layout_toml.find(layout_toml.shipped(), "disdukcapil").sheets[0]
    assert missing_required(sheet, {"nik": "6201021205900001", "name": ""}) == ("NAMA LENGKAP",)
    assert missing_required(sheet, {"nik": "6201021205900001", "name": "BUDI"}) == ()
