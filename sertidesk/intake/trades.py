"""What a list says of an occupation, held against the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field

from sertidesk.domain.finding import Finding, Severity
from sertidesk.domain.occupations import Catalogue, Occupation
from sertidesk.intake.cells import Value


@dataclass(frozen=True, slots=True)
class Trade:
    """The fields that follow from a name, a code and a level, and what was noticed."""

    values: dict[str, Value] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def look_up(
    catalogue: Catalogue, name: Value | None, code: Value | None, level: Value | None
) -> Trade:
    """Return what the catalogue knows; the list's own words stay where it does not tell."""
    if name is None and code is None:
        return Trade()
    wanted = level if isinstance(level, int) else None
    found = [
        occupation
        for occupation in (catalogue.by_code(str(code)) if code is not None else ())
        if wanted in (None, occupation.level)
    ]
    if not found and name is not None:
        found = list(catalogue.by_name(str(name), wanted))
    if not found:
        return _unknown(catalogue, name, code, wanted)
    if len({(occupation.code, occupation.level, occupation.name) for occupation in found}) == 1:
        return Trade(_values(found[0]), _renamed(name, found[0]))
    return Trade(
        {},
        (
            _finding(
                "occupation_ambiguous",
                Severity.INFO,
                f"Jabatan kerja “{name or code}” ada di beberapa jenjang. Pilih jenjangnya.",
            ),
        ),
    )


def _unknown(
    catalogue: Catalogue, name: Value | None, code: Value | None, level: int | None
) -> Trade:
    text = f"{name or code}"
    if level is not None and name is not None and catalogue.by_name(str(name)):
        message = f"Jabatan kerja “{text}” tidak ada pada jenjang {level} di katalog. Periksa."
        return Trade({}, (_finding("occupation_level", Severity.WARNING, message),))
    message = f"Jabatan kerja “{text}” tidak ada di katalog. Pilih yang sesuai."
    return Trade({}, (_finding("occupation_unknown", Severity.WARNING, message),))


def _values(occupation: Occupation) -> dict[str, Value]:
    values: dict[str, Value] = {
        "occupation": occupation.name,
        "level": occupation.level,
        "qualification": occupation.qualification,
        "classification": occupation.classification,
        "subclassification": occupation.subclassification,
    }
    if occupation.code:
        values["occupation_code"] = occupation.code
    return values


def _renamed(name: Value | None, occupation: Occupation) -> tuple[Finding, ...]:
    if name is None or str(name).casefold() == occupation.name.casefold():
        return ()
    message = f"Jabatan kerja “{name}” dibaca sebagai {occupation.label}."
    return (_finding("occupation_read", Severity.INFO, message),)


def _finding(code: str, severity: Severity, message: str) -> Finding:
    return Finding(code, "occupation", severity, message)
