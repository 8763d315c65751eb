"""A project for the set-up to work on, and the set-up's modules."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

INSTALLER = Path(__file__).resolve().parents[2] / "installer"


@pytest.fixture(scope="module")
def installer() -> Iterator[dict[str, ModuleType]]:
    """Return the set-up's modules, which import each other as scripts in one folder do."""
    names = ("words", "machine", "environment", "commands")
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(INSTALLER)
    yield {name: __import__(name) for name in names}
    patch.undo()
    for name in names:
        sys.modules.pop(name)


@pytest.fixture(scope="module")
def environment(installer: dict[str, ModuleType]) -> ModuleType:
    return installer["environment"]


@pytest.fixture(scope="module")
def commands(installer: dict[str, ModuleType]) -> ModuleType:
    return installer["commands"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project in a folder with a blank and an accent, whose locks ask for nothing."""
    root = tmp_path / "Seksi Jasa Konstruksi é"
    (root / "installer").mkdir(parents=True)
    (root / "sertidesk").mkdir()
    (root / "sertidesk" / "__init__.py").write_text("")
    (root / "sertidesk" / "__main__.py").write_text(
        "import os, sys\nprint(os.getcwd(), sys.argv[1:])\nsys.exit(len(sys.argv) - 1)\n"
    )
    for name in ("requirements.lock", "requirements-test.lock"):
        (root / "installer" / name).write_text("# nothing\n")
    return root
