"""The line of every value in a TOML text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.intake.toml_source import KeyPath, read, show
from sertidesk.paths import resource

TRICKY = '''\
# a comment with [brackets] and "quotes"
plain = 1
"quoted key" = 'lit[eral]'   # [not] = here
a.b.c = true
text = """first
second = "not a key"
[not.a.table]
"""
escaped = "a \\" quote ] and = more"
raw = \'\'\'it's = [fine]\'\'\'
ends = """two quotes"""""
date = 2026-11-21T07:32:00
list = [
    1, # one
    [2, 3],
    { deep = { er = "x" } },
]

[ table . "with blanks" ]
key = { a = 1, b = [
    10,
] }

[[array]]
n = 1
[array.sub]
m = 1
[[array.inner]]
p = 1
[[array.inner]]
p = 2

[[array]]
n = 2
[[array.inner]]
p = 3
'''

LINES: dict[KeyPath, int] = {
    ("plain",): 2,
    ("quoted key",): 3,
    ("a", "b", "c"): 4,
    ("text",): 5,
    ("escaped",): 9,
    ("raw",): 10,
    ("ends",): 11,
    ("date",): 12,
    ("list",): 13,
    ("list", 0): 14,
    ("list", 1, 1): 15,
    ("list", 2, "deep", "er"): 16,
    ("table", "with blanks"): 19,
    ("table", "with blanks", "key", "b", 0): 21,
    ("array", 0): 24,
    ("array", 0, "n"): 25,
    ("array", 0, "sub", "m"): 27,
    ("array", 0, "inner", 1, "p"): 31,
    ("array", 1): 33,
    ("array", 1, "inner", 0, "p"): 36,
}


@pytest.mark.parametrize(("path", "line"), LINES.items())
def test_every_value_is_found_on_its_line(path: KeyPath, line: int) -> None:
    assert read(TRICKY, "x.toml").line_of(path) == line
    assert read(TRICKY.replace("\n", "\r\n"), "x.toml").line_of(path) == line


def leaves(value: Any, path: KeyPath = ()) -> list[KeyPath]:
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in leaves(item, (*path, key))]
    if isinstance(value, list):
        return [leaf for n, item in enumerate(value) for leaf in leaves(item, (*path, n))]
    return [path]


def test_no_value_is_without_a_line() -> None:
    names = sorted(resource("sop").glob("*.toml")) + sorted(resource("layouts").glob("*.toml"))
    assert len(names) > 5
    for text in (TRICKY, *(path.read_text(encoding="utf-8") for path in names)):
        source = read(text, "x.toml")
        assert [path for path in leaves(source.values) if path not in source.lines] == []


def test_a_missing_key_is_placed_at_its_table() -> None:
    source = read(TRICKY, "x.toml")
    assert source.line_of(("array", 1, "missing")) == 33
    assert source.line_of(("missing",)) == 1


def test_a_path_is_shown_counted_from_one() -> None:
    assert show(("steps", 2, "time", "unit")) == "steps[3].time.unit"


quoted = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="'"))


@given(st.lists(quoted, min_size=1))
def test_texts_of_any_kind_do_not_lead_the_scanner_astray(texts: list[str]) -> None:
    lines = [f"k{n} = '{text}'" for n, text in enumerate(texts)]
    source = read("\n".join(lines), "x.toml")
    assert [source.line_of((f"k{n}",)) for n in range(len(texts))] == [
        n + 1 for n in range(len(texts))
    ]
