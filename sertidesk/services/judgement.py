"""What the rules say of a participant as a whole: identity, conditions of the SOP, level, limits.

Rules warn, damage blocks. Judging a value as it is typed stands in `typed`; nothing is written
here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sertidesk.domain import names, nik, npwp, people, phones, skk
from sertidesk.domain.education import EDUCATION_LEVELS, EducationTable
from sertidesk.domain.fields import BY_KEY
from sertidesk.domain.finding import Finding, Severity
from sertidesk.domain.occupations import LEVELS, QUALIFICATIONS, Catalogue
from sertidesk.domain.procedure import Conditions
from sertidesk.intake import cells, trades
from sertidesk.services import occupations, settings
from sertidesk.services.activity import Activity
from sertidesk.services.areas import OfficeAreas, office_areas
from sertidesk.services.store import Store

_OLDEST = 100  # years; beyond it a birth date is more likely a slip than an age
_RENEWAL = "perpanjang"

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Rulebook:
    """Everything a judgement leans on, read once for a list or a form."""

    areas: OfficeAreas
    catalogue: Catalogue
    education: EducationTable
    conditions: Conditions
    office_regency: str | None
    today: date
    ages_on: date  # the day on which the SOP's age must be reached
    cells: cells.Rules


def rulebook(store: Store, activity: Activity | None = None) -> Rulebook:
    """Return the rules of this office, with the conditions of an activity's SOP."""
    areas, catalogue = office_areas(store), occupations.catalogue(store)
    regency = str(settings.get(store, "office_regency") or "") or None
    today = store.today()
    planned = activity.planned_start if activity else None
    return Rulebook(
        areas=areas,
        catalogue=catalogue,
        education=occupations.education_table(),
        conditions=activity.procedure.conditions if activity else Conditions(),
        office_regency=regency,
        today=today,
        ages_on=max(planned, today) if planned else today,
        cells=cells.Rules(areas, today, regency, catalogue),
    )


def typed(rules: Rulebook, key: str, text: str) -> tuple[Any, tuple[Finding, ...]]:
    """Read what was typed into a field: its value (None where it holds none) and the findings."""
    if key == "nik":
        reading = nik.read(text)
        return reading.digits, reading.findings
    if key == "name":
        return names.tidy(text) or None, ()
    value, findings = cells.read(key, text, rules.cells)
    return value, findings


def occupation(rules: Rulebook, values: Values) -> Mapping[str, Any]:
    """Return the fields that follow from an occupation's name, code and level, if it is clear."""
    name, code = values.get("occupation"), values.get("occupation_code")
    return trades.look_up(rules.catalogue, name, code, values.get("level")).values


def judge(
    rules: Rulebook, values: Values, certificates: Iterable[Mapping[str, Any]] = ()
) -> tuple[Finding, ...]:
    """Return everything the rules remark on a participant; ``certificates`` are the person's."""
    return (
        *_identity(rules, values),
        *_contact(values),
        *_conditions(rules, values),
        *_level(rules, values),
        *_limits(rules, values, certificates),
    )


def open_warnings(findings: Iterable[Finding], taken: Iterable[str]) -> int:
    """Return how many errors and warnings nobody has taken with a reason yet."""
    known = set(taken)
    return sum(
        finding.severity is not Severity.INFO and finding.code not in known for finding in findings
    )


def _identity(rules: Rulebook, values: Values) -> Sequence[Finding]:
    found: list[Finding] = []
    digits, name = str(values.get("nik") or ""), str(values.get("name") or "")
    born: date | None = values.get("birth_date")
    sex = values.get("sex")
    if digits:
        found += nik.check(
            digits,
            areas=rules.areas,
            today=rules.today,
            birth_date=born,
            sex=sex,
            office_regency=rules.office_regency,
        )
    else:
        found.append(_warning("nik_missing", "nik", "NIK belum diisi. Isi 16 angka dari KTP-el."))
    if not name:
        message = "Nama kosong. Isi nama sesuai KTP-el."
        found.append(Finding("name_missing", "name", Severity.ERROR, message))
    else:
        found += names.check(name)
    if born is not None:
        age = skk.age_on(born, rules.today)
        if born > rules.today:
            message = "Tanggal lahir ada di masa depan. Periksa KTP-el."
            found.append(_warning("birth_future", "birth_date", message))
        elif age > _OLDEST:
            message = f"Usia {age} tahun. Periksa tahun lahir di KTP-el."
            found.append(_warning("birth_old", "birth_date", message))
    return found


def _contact(values: Values) -> Sequence[Finding]:
    found: list[Finding] = []
    if values.get("phone"):
        found += phones.read(str(values["phone"])).findings
    if values.get("npwp"):
        found += npwp.read(str(values["npwp"])).findings
    return found


def _conditions(rules: Rulebook, values: Values) -> Sequence[Finding]:
    """Judge the conditions that the SOP itself sets (Badung: citizen, over 18, skilled)."""
    found: list[Finding] = []
    asked = rules.conditions
    if asked.age_over is not None:
        found += skk.age_findings(values.get("birth_date"), rules.ages_on, asked.age_over)
    nationality = values.get("nationality")
    ours = people.read_nationality(asked.nationality) or asked.nationality
    if asked.nationality and nationality and nationality != ours:
        message = f"SOP mensyaratkan {asked.nationality}. Periksa KTP-el atau beri alasan."
        found.append(_warning("condition_nationality", "nationality", message))
    skilled = values.get("occupation") or values.get("experience_years")
    if asked.skill and not skilled:
        message = (
            f"SOP mensyaratkan keterampilan {asked.skill}. Isi jabatan kerja atau pengalaman, "
            "atau beri alasan."
        )
        found.append(_warning("condition_skill", "occupation", message))
    return found


def _level(rules: Rulebook, values: Values) -> Sequence[Finding]:
    found: list[Finding] = []
    name, code, level = values.get("occupation"), values.get("occupation_code"), values.get("level")
    if name or code:
        settled = {"occupation_read", "occupation_ambiguous"} if level else {"occupation_read"}
        told = trades.look_up(rules.catalogue, name, code, level).findings
        found += [finding for finding in told if finding.code not in settled]
    if not isinstance(level, int) or level not in LEVELS:
        return found
    education = values.get("education_level")
    years = values.get("experience_years")
    if education is not None and education not in EDUCATION_LEVELS:
        message = (
            f"{BY_KEY['education_level'].label} “{education}” tidak dikenal; syarat jenjang belum "
            "dapat diperiksa. Pilih dari daftar."
        )
        found.append(_warning("education_unknown", "education_level", message))
    else:
        found += skk.education_findings(level, education, years, table=rules.education)
    return found


def _limits(
    rules: Rulebook, values: Values, certificates: Iterable[Mapping[str, Any]]
) -> Sequence[Finding]:
    rows = list(certificates)
    held = [
        skk.Certificate(
            str(row["qualification"]),
            str(row.get("classification") or ""),
            str(row.get("subclassification") or ""),
            row.get("expires_on"),
        )
        for row in rows
        if row.get("qualification") in QUALIFICATIONS
    ]
    if not held:
        return ()
    renewal = str(values.get("application_kind") or "").casefold().startswith(_RENEWAL)
    adds = not renewal and not _issued(values, rows)
    if values.get("qualification") in QUALIFICATIONS and adds:
        held.append(
            skk.Certificate(
                str(values["qualification"]),
                str(values.get("classification") or ""),
                str(values.get("subclassification") or ""),
            )
        )
    return skk.limit_findings(held, rules.today)


def _issued(values: Values, certificates: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether what is applied for is among the certificates: it has come meanwhile."""
    occupation = str(values.get("occupation") or "").casefold()
    return bool(occupation) and any(
        str(row.get("occupation") or "").casefold() == occupation
        and row.get("level") == values.get("level")
        for row in certificates
    )


def _warning(code: str, field: str, message: str) -> Finding:
    return Finding(code, field, Severity.WARNING, message)
