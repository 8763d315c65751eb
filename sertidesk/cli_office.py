"""The commands that concern the office as a whole, and no activity: SOPs, registers, backups."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # each command imports what it needs: the window must start at once
    from argparse import Namespace

    from sertidesk.services.store import Store


def _person(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import person_papers

    person_id = person_papers.by_nik(store, arguments.nik)
    out = Path(arguments.out)
    printed = person_papers.print_sheet(store, person_id, out, paper=arguments.paper)
    print(f"{printed.path}: {printed.pages} halaman.")
    return 0


def _backup(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import safekeeping

    target = Path(arguments.to) if arguments.to else None
    print(safekeeping.back_up(store, to=target).path)
    return 0


def _check(store: Store, _arguments: Namespace) -> int:
    from sertidesk.services import checkup

    report = checkup.check(store)
    for line in report.lines:
        bad = line.outcome is checkup.Outcome.BAD
        print(line.text, file=sys.stderr if bad else sys.stdout)
    return 0 if report.ok else 1


def _layout_learn(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import forms

    learnt = forms.learn(store, Path(arguments.form), arguments.name, sheet=arguments.sheet)
    print(f"Lembar {learnt.sheet}, judul kolom di baris {learnt.header_row}:")
    for column in learnt.columns:
        print(f"  {column.letter:3} {column.header}  →  {column.label}")
    print(f"Diingat sebagai “{learnt.name}”; pakai dengan “export lsp --layout {learnt.name}”.")
    return 0


def _sop_list(store: Store, _arguments: Namespace) -> int:
    from sertidesk.services import procedure_library

    for one in procedure_library.listing(store):
        about = one.problem or f"{len(one.procedure.steps) if one.procedure else 0} langkah"
        print(f"{one.code:24} {one.name}  {about}{'' if one.own else '  (bawaan)'}")
    return 0


def _sop_copy(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import procedure_library

    print(procedure_library.copy(store, arguments.code).subject)
    return 0


def _sop_import(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import procedure_library

    print(procedure_library.import_file(store, Path(arguments.file)).subject)
    return 0


def _sop_export(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import procedure_library

    out = Path(arguments.out)
    if out.suffix.casefold() == ".pdf":
        from sertidesk.services import procedure_papers

        printed = procedure_papers.print_from_library(store, arguments.code, out)
        print(f"{printed.path}: {printed.pages} halaman.")
        return 0
    procedure_library.export_file(store, arguments.code, out)
    print(f"{out}: SOP {arguments.code}.")
    return 0


def _letters(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import letter_books
    from sertidesk.services.letter_lists import Query

    about = f"Tahun {arguments.year}" if arguments.year else "Semua tahun"
    written = letter_books.write_register(
        store, Query(year=arguments.year), Path(arguments.out), about=about
    )
    print(f"{written.path}: {written.rows} baris.")
    return 0


def _expiring(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import certificate_papers

    written = certificate_papers.write_expiring_workbook(
        store, arguments.months, Path(arguments.out)
    )
    print(f"{written.path}: {written.rows} baris.")
    return 0


COMMANDS: dict[str, Callable[[Store, Namespace], int]] = {
    "sop list": _sop_list,
    "sop copy": _sop_copy,
    "sop import": _sop_import,
    "sop export": _sop_export,
    "letters": _letters,
    "expiring": _expiring,
    "layout learn": _layout_learn,
    "person": _person,
    "backup": _backup,
    "check": _check,
}
