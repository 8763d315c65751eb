"""SKK rules: education and experience, age, and how many certificates one person may hold.

All of them only warn, with a reason: schemes decide, exceptions exist, and the wording leaves
questions open (PP 14/2021 by way of SE LPJK 16/2021). What it leaves open is told, not decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sertidesk.domain.education import (
    EDUCATION_LEVELS,
    EducationTable,
    read_education,
)
from sertidesk.domain.finding import Finding, Severity
from sertidesk.domain.occupations import EXPERT, OPERATOR, QUALIFICATIONS, TECHNICIAN, fold

__all__ = [
    "EDUCATION_LEVELS",
    "Certificate",
    "age_findings",
    "age_on",
    "education_findings",
    "limit_findings",
    "read_education",
]

MOST_CERTIFICATES = 5
MOST_SUBCLASSIFICATIONS = 5
MOST_CLASSIFICATIONS = {OPERATOR: 3, TECHNICIAN: 2, EXPERT: 2}
MANAGEMENT = "Manajemen Pelaksanaan"
MOST_EXPERT_SUBCLASSIFICATIONS = {True: 2, False: 3}  # within Manajemen Pelaksanaan or not


def education_findings(
    level: int,
    education_level: str | None,
    years: int | float | None,
    *,
    table: EducationTable,
) -> tuple[Finding, ...]:
    """Compare education and years of experience with what a level asks for.

    `education_level` is one of `EDUCATION_LEVELS`; what is not known yet is only mentioned.
    """
    if education_level is None:
        return (
            _info(
                "education_missing",
                "education_level",
                "Pendidikan terakhir belum diisi; syarat jenjang belum dapat diperiksa.",
            ),
        )
    needed = table.least_years(level, education_level)
    note = f" {table.note(level)}" if table.note(level) else ""
    if needed is None:
        return (
            _warning(
                "education_low",
                "education_level",
                f"Pendidikan {education_level} di bawah syarat jenjang {level} (paling rendah "
                f"{table.lowest(level)}). Periksa skema LSP atau beri alasan.",
            ),
        )
    if years is not None and years >= max(needed):
        return ()
    if max(needed) == 0:
        return ()
    asked = f"jenjang {level} dengan pendidikan {education_level}"
    if len(needed) > 1:
        numbers = ", ".join(map(str, needed))
        return (
            _info(
                "experience_disputed",
                "experience_years",
                f"Untuk {asked} sumber berbeda-beda: {numbers} tahun pengalaman. LSP yang "
                f"menentukan.{note}",
            ),
        )
    if years is None:
        return (
            _info(
                "experience_missing",
                "experience_years",
                f"Pengalaman kerja belum diisi; {asked} memerlukan {needed[0]} tahun.{note}",
            ),
        )
    return (
        _warning(
            "experience_short",
            "experience_years",
            f"Pengalaman {years:g} tahun kurang: {asked} memerlukan {needed[0]} tahun.{note} "
            "Periksa skema LSP atau beri alasan.",
        ),
    )


def age_on(birth_date: date, on: date) -> int:
    """Return the completed years; who was born on 29 February completes one on 1 March."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def age_findings(birth_date: date | None, on: date, minimum: int = 18) -> tuple[Finding, ...]:
    """Warn below the age, and at exactly it: "over 18" read literally excludes the 18th year."""
    if birth_date is None:
        return ()
    age = age_on(birth_date, on)
    if age < minimum:
        return (
            _warning(
                "age_below",
                "birth_date",
                f"Usia {age} tahun; syaratnya di atas {minimum} tahun. Periksa tanggal lahir "
                "atau beri alasan.",
            ),
        )
    if age == minimum:
        return (
            _warning(
                "age_exact",
                "birth_date",
                f"Usia tepat {minimum} tahun; syaratnya tertulis “di atas {minimum} tahun”. "
                "Pastikan dengan LSP atau beri alasan.",
            ),
        )
    return ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """One SKK that a person holds or applies for; without an expiry day it counts as valid."""

    qualification: str
    classification: str
    subclassification: str
    valid_until: date | None = None
    revoked: bool = False


def limit_findings(
    certificates: Iterable[Certificate], on: date | None = None
) -> tuple[Finding, ...]:
    """Compare what a person holds, with what is applied for, with the limits per qualification.

    Valid ones count (all of them when no day is given); expired ones and the total over all
    qualifications are mentioned, because the source leaves open whether they count.
    """
    everything = list(certificates)
    valid = [certificate for certificate in everything if _is_valid(certificate, on)]
    findings: list[Finding] = []
    for qualification in QUALIFICATIONS:
        mine = [entry for entry in valid if entry.qualification == qualification]
        if mine:
            findings += _limits(qualification, mine)
    if len(valid) > MOST_CERTIFICATES and not any(f.code == "limit_count" for f in findings):
        findings.append(
            _info(
                "limit_total",
                "occupation",
                f"Seluruhnya {len(valid)} SKK di semua kualifikasi. Batas {MOST_CERTIFICATES} "
                "dihitung per kualifikasi; tanyakan kepada LSP bila ragu.",
            )
        )
    expired = len(everything) - len(valid)
    if expired:
        findings.append(
            _info(
                "limit_expired",
                "occupation",
                f"{expired} SKK yang sudah tidak berlaku tidak ikut dihitung.",
            )
        )
    return tuple(findings)


def _limits(qualification: str, mine: Sequence[Certificate]) -> list[Finding]:
    findings: list[Finding] = []
    if len(mine) > MOST_CERTIFICATES:
        findings.append(
            _limit(
                "limit_count",
                f"{len(mine)} SKK {qualification}; paling banyak {MOST_CERTIFICATES}.",
            )
        )
    parts: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for entry in mine:
        key = fold(entry.classification)
        labels.setdefault(key, entry.classification)
        parts.setdefault(key, set()).add(fold(entry.subclassification))
    most = MOST_CLASSIFICATIONS[qualification]
    if len(parts) > most:
        listed = ", ".join(labels.values())
        findings.append(
            _limit(
                "limit_classifications",
                f"{len(parts)} klasifikasi {qualification} ({listed}); paling banyak {most}.",
            )
        )
    if qualification == EXPERT:
        findings += _expert_limits(parts, labels)
    elif sum(map(len, parts.values())) > MOST_SUBCLASSIFICATIONS:
        findings.append(
            _limit(
                "limit_subclassifications",
                f"{sum(map(len, parts.values()))} subklasifikasi {qualification}; paling banyak "
                f"{MOST_SUBCLASSIFICATIONS}.",
            )
        )
    return findings


def _expert_limits(parts: dict[str, set[str]], labels: dict[str, str]) -> list[Finding]:
    management = fold(MANAGEMENT)
    findings = []
    if len(parts) > 1 and management not in parts:
        findings.append(
            _limit(
                "limit_management",
                f"Dua klasifikasi Ahli ({', '.join(labels.values())}) tanpa {MANAGEMENT}; salah "
                f"satunya harus {MANAGEMENT}.",
            )
        )
    for key, subclassifications in parts.items():
        most = MOST_EXPERT_SUBCLASSIFICATIONS[key == management]
        if len(subclassifications) > most:
            findings.append(
                _limit(
                    "limit_subclassifications",
                    f"{len(subclassifications)} subklasifikasi Ahli dalam {labels[key]}; paling "
                    f"banyak {most}.",
                )
            )
    return findings


def _is_valid(certificate: Certificate, on: date | None) -> bool:
    until = certificate.valid_until
    expired = on is not None and until is not None and until < on
    return not certificate.revoked and not expired


def _limit(code: str, sentence: str) -> Finding:
    return _warning(code, "occupation", f"{sentence} Beri alasan bila tetap diajukan.")


def _warning(code: str, field: str, message: str) -> Finding:
    return Finding(code, field, Severity.WARNING, message)


def _info(code: str, field: str, message: str) -> Finding:
    return Finding(code, field, Severity.INFO, message)
