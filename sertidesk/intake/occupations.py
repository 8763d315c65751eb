"""The catalogue files of `resources/catalogue`, read and checked: occupations, classes, education.

An error names file, line and key. The office's own occupations are not here but in the database.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from sertidesk.domain.education import BASIC, EDUCATION_LEVELS, EducationTable, LevelRule
from sertidesk.domain.errors import UserError
from sertidesk.domain.occupations import (
    LEVELS,
    QUALIFICATIONS,
    Catalogue,
    Classification,
    Occupation,
    Subclassification,
    fold,
    qualification_of,
)
from sertidesk.intake.schema import Flag, Keys, Many, Text, Whole, check, refuse
from sertidesk.intake.toml_source import KeyPath, TomlSource, read
from sertidesk.paths import resource

_FILLED = Text(filled=True)
_CLASSES = Keys(
    {
        "classification": Many(
            Keys(
                {
                    "letter": _FILLED,
                    "name": _FILLED,
                    "code": _FILLED,
                    "code_attested": Flag(),
                    "subclassifications": Many(
                        Keys(
                            {"name": _FILLED, "number": _FILLED, "attested": Flag()},
                            frozenset({"name"}),
                        ),
                        least=1,
                    ),
                },
                frozenset({"letter", "name", "code", "code_attested", "subclassifications"}),
            ),
            least=1,
        )
    },
    frozenset({"classification"}),
)
_OCCUPATIONS = Keys(
    {
        "decree": _FILLED,
        "current": Flag(),
        "occupation": Many(
            Keys(
                {
                    "code": _FILLED,
                    "name": _FILLED,
                    "level": Whole(least=1),
                    "qualification": Text(choices=QUALIFICATIONS),
                    "subclassification": _FILLED,
                    "standard": _FILLED,
                    "aliases": Many(_FILLED),
                    "successors": Many(_FILLED),
                    "inferred": Flag(),
                    "note": _FILLED,
                },
                frozenset({"name", "level", "subclassification"}),
            ),
            least=1,
        ),
    },
    frozenset({"decree", "current", "occupation"}),
)
_EDUCATION = Keys(
    {
        "level": Many(
            Keys(
                {
                    "level": Whole(least=1),
                    "note": _FILLED,
                    "years": Many(
                        Keys(
                            {
                                "education": Text(choices=(*EDUCATION_LEVELS, BASIC)),
                                "least": Many(Whole(), least=1),
                            },
                            frozenset({"education", "least"}),
                        ),
                        least=1,
                    ),
                },
                frozenset({"level", "years"}),
            ),
            least=1,
        )
    },
    frozenset({"level"}),
)


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the program's own catalogue, current occupations before those of old decrees."""
    return load_catalogue(resource("catalogue"))


@lru_cache(maxsize=1)
def education_table() -> EducationTable:
    """Return the program's own table of least education and experience."""
    return load_education(resource("catalogue", "education.toml"))


def load_catalogue(folder: Path) -> Catalogue:
    """Return the catalogue of a folder: its classifications.toml and every occupations-*.toml."""
    classifications = _classifications(_read(folder / "classifications.toml"))
    sources = [_read(path) for path in sorted(folder.glob("occupations-*.toml"), reverse=True)]
    read_all = [entry for source in sources for entry in _occupations(source, classifications)]
    read_all.sort(key=lambda occupation: not occupation.current)
    _check_successors(sources, {occupation.code for occupation in read_all})
    return Catalogue(tuple(read_all), classifications)


def load_education(path: Path) -> EducationTable:
    """Return the table of a file."""
    source = _read(path)
    check(source, _EDUCATION)
    rules: dict[int, LevelRule] = {}
    for place, entry in enumerate(source.values["level"]):
        level = _level(source, entry, ("level", place))
        if level in rules:
            raise refuse(
                source,
                ("level", place, "level"),
                "catalogue_twice",
                "jenjang {level} sudah ada di atas. Gabungkan keduanya.",
                level=level,
            )
        years = {row["education"]: tuple(sorted(row["least"])) for row in entry["years"]}
        rules[level] = LevelRule(level, years, entry.get("note"))
    return EducationTable(rules)


def _classifications(source: TomlSource) -> tuple[Classification, ...]:
    check(source, _CLASSES)
    return tuple(
        Classification(
            letter=entry["letter"],
            name=entry["name"],
            code=entry["code"],
            code_attested=entry["code_attested"],
            subclassifications=tuple(
                Subclassification(part["name"], part.get("number"), part.get("attested", False))
                for part in entry["subclassifications"]
            ),
        )
        for entry in source.values["classification"]
    )


def _occupations(
    source: TomlSource, classifications: tuple[Classification, ...]
) -> list[Occupation]:
    check(source, _OCCUPATIONS)
    owners = {
        part.name: entry.name for entry in classifications for part in entry.subclassifications
    }
    seen: set[tuple[str | None, str, int]] = set()
    result = []
    for place, entry in enumerate(source.values["occupation"]):
        path: KeyPath = ("occupation", place)
        level = _level(source, entry, path)
        part = entry["subclassification"]
        if part not in owners:
            raise refuse(
                source,
                (*path, "subclassification"),
                "catalogue_subclassification",
                "subklasifikasi “{part}” tidak ada di classifications.toml. Perbaiki namanya.",
                part=part,
            )
        identity = (entry.get("code"), fold(entry["name"]), level)
        if identity in seen:
            raise refuse(
                source,
                (*path, "name"),
                "catalogue_twice",
                "jabatan kerja “{name}” jenjang {level} tertulis dua kali. Hapus salah satu.",
                name=entry["name"],
                level=level,
            )
        seen.add(identity)
        result.append(
            Occupation(
                code=entry.get("code"),
                name=entry["name"],
                level=level,
                qualification=entry.get("qualification", qualification_of(level)),
                classification=owners[part],
                subclassification=part,
                decree=source.values["decree"],
                standard=entry.get("standard"),
                current=source.values["current"],
                inferred=entry.get("inferred", False),
                note=entry.get("note"),
                aliases=tuple(entry.get("aliases", ())),
                successors=tuple(entry.get("successors", ())),
            )
        )
    return result


def _check_successors(sources: list[TomlSource], codes: set[str | None]) -> None:
    for source in sources:
        for place, entry in enumerate(source.values["occupation"]):
            for at, code in enumerate(entry.get("successors", ())):
                if code not in codes:
                    raise refuse(
                        source,
                        ("occupation", place, "successors", at),
                        "catalogue_successor",
                        "kode “{value}” tidak ada di katalog. Perbaiki kodenya.",
                        value=code,
                    )


def _level(source: TomlSource, entry: dict[str, Any], path: KeyPath) -> int:
    level: int = entry["level"]
    if level not in LEVELS:
        raise refuse(
            source,
            (*path, "level"),
            "catalogue_level",
            "jenjang harus 1 sampai 9, yang tertulis {level}. Perbaiki jenjangnya.",
            level=level,
        )
    return level


def _read(path: Path) -> TomlSource:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            "catalogue_unreadable",
            "Berkas katalog {file} tidak dapat dibaca. Pastikan berkasnya ada dan tersimpan "
            "sebagai teks UTF-8.",
            file=path.name,
        ) from error
    return read(text, path.name)
