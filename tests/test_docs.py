"""The documentation names what there is: every table, screen and gate, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from sertidesk.db.tables import metadata
from sertidesk.domain.gates import GATES
from sertidesk.ui.steps import _TITLES

ROOT = Path(__file__).resolve().parent.parent
RUNGS = ROOT / "sertidesk" / "db" / "migrations"


def words(text: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", text))


def part(page: str, begins: str, ends: str) -> str:
    """Return what stands in a page of the docs between two texts."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return text.split(begins, 1)[1].split(ends, 1)[0]


def test_the_page_of_the_database_names_every_table() -> None:
    rows = part("database.md", "## Tables by column", "`transfer` is the log").splitlines()
    named = [word for row in rows if row.count("|") > 2 for word in words(row.split("|")[2])]
    assert sorted(named) == sorted(metadata.tables)


def test_each_version_of_the_storage_is_told_with_the_tables_it_brought() -> None:
    rows = part("database.md", "## Schema versions", "## Settings").splitlines()
    told = {row.split("|")[1].strip(): words(row) for row in rows if row.startswith("| ")}
    for rung in sorted(RUNGS.glob("*.sql"))[1:]:
        made = set(re.findall(r"CREATE TABLE (\w+)", rung.read_text(encoding="utf-8")))
        assert told[str(int(rung.name[:4]))] == made


def test_the_page_of_sop_files_names_every_screen() -> None:
    assert words(part("sop-format.md", "**Screens**:", "Some bring a gate")) == set(_TITLES)


def test_the_page_of_sop_files_tells_every_gate() -> None:
    rows = part("sop-format.md", "| Screen | The step", "## Requirements").splitlines()
    named = [word for row in rows if row.startswith("| `") for word in words(row.split("|")[1])]
    assert sorted(named) == sorted(GATES)
