"""SOP files: read a TOML file of `resources/sop` (or the office's own) into a Procedure.

What may stand in one is in `procedure_schema`; `docs/sop-format.md` explains it to people. Here
are the checks that a schema cannot make: names that must exist, times that must make sense.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import Procedure, from_dict
from sertidesk.intake.procedure_schema import PART, SCHEMA, STEP
from sertidesk.intake.schema import check, refuse
from sertidesk.intake.toml_source import KeyPath, TomlSource, read
from sertidesk.paths import resource

FORMAT = 1


def load(path: Path) -> Procedure:
    """Return the procedure of a file; UserError naming file, line and key when it is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            "sop_unreadable",
            "Berkas SOP {file} tidak dapat dibaca. Pastikan berkasnya ada dan tersimpan sebagai "
            "teks UTF-8.",
            file=path.name,
        ) from error
    return load_text(text, path.name)


def load_all(folder: Path | None = None) -> tuple[Procedure, ...]:
    """Return all procedures of a folder (the program's own if none is given), by their code."""
    folder = folder or resource("sop")
    return tuple(load(path) for path in sorted(folder.glob("*.toml")))


def load_code(code: str) -> Procedure:
    """Return the program's own procedure with this code; UserError naming those there are."""
    codes = shipped_codes()
    if code not in codes:
        raise unknown(code, codes)
    return load(resource("sop", f"{code}.toml"))


def shipped_codes() -> list[str]:
    """Return the codes of the program's own procedures."""
    return sorted(path.stem for path in resource("sop").glob("*.toml"))


def unknown(code: str, codes: Iterable[str]) -> UserError:
    """Return the refusal of a code that there is not."""
    return UserError(
        "sop_unknown",
        "SOP “{sop}” tidak ada. Pilih salah satu: {codes}.",
        sop=code,
        codes=", ".join(codes),
    )


def load_text(text: str, name: str) -> Procedure:
    """Return the procedure of a TOML text; ``name`` is what its errors call the file."""
    source = read(text, name)
    check(source, SCHEMA)
    values = source.values
    if values["format"] != FORMAT:
        raise refuse(
            source,
            ("format",),
            "sop_format",
            "format {found} tidak dikenal program ini, yang membaca format {known}. "
            "Perbarui program atau tulis format = {known}.",
            found=values["format"],
            known=FORMAT,
        )
    _check_links(source)
    _check_times(source, values, ())
    return from_dict(values)


def _check_links(source: TomlSource) -> None:
    """Check that keys are unique and that what is named exists."""
    values = source.values
    actors = _unique(source, "actors", "key")
    steps = _unique(source, "steps", "number")
    requirements = _unique(source, "requirements", "key")
    for index, step in enumerate(values["steps"]):
        path: KeyPath = ("steps", index)
        _check_named(source, (*path, "actors"), step.get("actors", ()), actors)
        _check_named(source, (*path, "requirements"), step.get("requirements", ()), requirements)
        _check_named(source, (*path, "inferred"), step.get("inferred", ()), STEP.rules)
        for number, part in enumerate(step.get("parts", ())):
            here = (*path, "parts", number)
            _check_named(source, (*here, "actors"), part.get("actors", ()), actors)
            _check_named(source, (*here, "inferred"), part.get("inferred", ()), PART.rules)
    promise = values.get("promise", {})
    _check_named(source, ("promise", "steps"), promise.get("steps", ()), steps)
    taken: set[str] = set()
    for index, phase in enumerate(promise.get("phases", ())):
        path = ("promise", "phases", index, "steps")
        _check_named(source, path, phase.get("steps", ()), steps)
        for position, number in enumerate(phase.get("steps", ())):
            if number in taken:
                raise refuse(
                    source,
                    (*path, position),
                    "sop_repeated",
                    "langkah “{value}” sudah termasuk tahap lain. Sebutkan di satu tahap saja.",
                    value=number,
                )
            taken.add(number)
    for index, deadline in enumerate(values.get("deadlines", ())):
        _check_named(source, ("deadlines", index, "step"), (deadline["step"],), steps, single=True)


def _unique(source: TomlSource, table: str, key: str) -> tuple[str, ...]:
    names: list[str] = [item[key] for item in source.values.get(table, ())]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise refuse(
                source,
                (table, index, key),
                "sop_repeated",
                "“{value}” dipakai {count} kali. Beri nama yang berbeda untuk masing-masing.",
                value=name,
                count=Counter(names)[name],
            )
    return tuple(names)


def _check_named(
    source: TomlSource,
    path: KeyPath,
    named: Iterable[str],
    known: Iterable[str],
    single: bool = False,
) -> None:
    for index, name in enumerate(named):
        if name not in known:
            raise refuse(
                source,
                path if single else (*path, index),
                "sop_unknown_name",
                "“{value}” tidak ada di berkas ini. Pilihannya: {known}.",
                value=name,
                known=", ".join(known) or "(tidak ada)",
            )


def _check_times(source: TomlSource, value: Any, path: KeyPath) -> None:
    """Check every standard time in the file: numbers and unit belong together, min ≤ max."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            _check_times(source, item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "time":
                _check_time(source, item, (*path, key))
            else:
                _check_times(source, item, (*path, key))


def _check_time(source: TomlSource, time: dict[str, Any], path: KeyPath) -> None:
    given = {"min", "max", "unit"} & time.keys()
    if given and len(given) < 3:
        missing = next(key for key in ("min", "max", "unit") if key not in time)
        raise refuse(
            source,
            (*path, missing),
            "sop_time",
            "waktu harus memuat min, max, dan unit bersama-sama. Lengkapi, atau hapus ketiganya.",
        )
    if given and time["min"] > time["max"]:
        raise refuse(
            source, (*path, "max"), "sop_time", "max lebih kecil daripada min. Tukar keduanya."
        )
