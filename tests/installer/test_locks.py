"""The locks are whole: all that is needed on Linux and Windows, Python 3.11 to 3.13, exactly."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
MACHINES = [
    {
        **default_environment(),
        "sys_platform": sys_platform,
        "platform_system": system,
        "os_name": os_name,
        "python_version": version,
        "python_full_version": f"{version}.1",
    }
    for sys_platform, system, os_name in (("linux", "Linux", "posix"), ("win32", "Windows", "nt"))
    for version in ("3.11", "3.12", "3.13")
]
machines = pytest.mark.parametrize(
    "machine", MACHINES, ids=lambda m: f"{m['sys_platform']}-{m['python_version']}"
)


def _lock(*names: str) -> list[Requirement]:
    lines = [
        line.strip()
        for name in names
        for line in (ROOT / "installer" / name).read_text(encoding="utf-8").splitlines()
    ]
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


RUN = _lock("requirements.lock")
ALL = _lock("requirements.lock", "requirements-test.lock")


def _project(part: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"]
    if part == "test":
        lines = lines + project["optional-dependencies"]["test"]
    return [Requirement(line) for line in lines]


def _applies(requirement: Requirement, machine: dict[str, str], extras: Iterable[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(
        marker.evaluate({**machine, "extra": extra}) for extra in ("", *extras)
    )


def _needed(roots: list[Requirement], machine: dict[str, str]) -> dict[str, list[Requirement]]:
    """Return by name what the roots need, directly or not, as the installed packages tell it."""
    needed: dict[str, list[Requirement]] = {}
    todo = list(roots)
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        known = needed.setdefault(name, [])
        if requirement in known:
            continue
        known.append(requirement)
        try:
            lines = requires(name) or []
        except PackageNotFoundError:  # not on this machine; that it is locked is checked below
            continue
        children = [Requirement(line) for line in lines]
        todo += [child for child in children if _applies(child, machine, requirement.extras)]
    return needed


@pytest.mark.parametrize(("part", "locked"), [("run", RUN), ("test", ALL)])
def test_every_line_is_one_exact_version_and_the_projects_own(
    part: str, locked: list[Requirement]
) -> None:
    versions = {canonicalize_name(r.name): str(r.specifier) for r in locked}
    assert len(versions) == len(locked), "a package is locked twice"
    assert all(v.startswith("==") and "*" not in v for v in versions.values())
    for requirement in _project(part):
        assert versions[canonicalize_name(requirement.name)] == str(requirement.specifier)


@machines
@pytest.mark.parametrize(("part", "locked"), [("run", RUN), ("test", ALL)])
def test_the_lock_holds_all_that_is_needed_and_nothing_else(
    part: str, locked: list[Requirement], machine: dict[str, str]
) -> None:
    here = {canonicalize_name(r.name): r for r in locked if _applies(r, machine, ())}
    needed = _needed(_project(part), machine)
    assert set(here) == set(needed)
    for name, askers in needed.items():
        version = str(here[name].specifier).removeprefix("==")
        for asker in askers:
            assert asker.specifier.contains(version, prereleases=True), f"{asker} is not met"


def test_no_lock_names_an_index_or_a_file() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / "installer" / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert not any(line.startswith("-") for line in text.splitlines())
