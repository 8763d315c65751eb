"""SKK rules: the worked cases of the limits, ages at their edges, education by the table."""

from __future__ import annotations

from datetime import date

import pytest

from sertidesk.domain import skk
from sertidesk.domain.finding import Finding, Severity
from sertidesk.domain.skk import Certificate
from sertidesk.intake.occupations import education_table

SIPIL, MEKANIKAL, LINGKUNGAN = "Sipil", "Mekanikal", "Tata Lingkungan"
MANAJEMEN = "Manajemen Pelaksanaan"


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def held(qualification: str, *parts: tuple[str, str]) -> list[Certificate]:
    return [Certificate(qualification, whole, part) for whole, part in parts]


@pytest.mark.parametrize(
    ("certificates", "expected"),
    [
        (
            held("Operator", (SIPIL, "Gedung"), (SIPIL, "Jalan"), (MEKANIKAL, "Alat Berat")),
            [],
        ),
        (
            held(
                "Operator",
                (SIPIL, "Gedung"),
                (MEKANIKAL, "Alat Berat"),
                (LINGKUNGAN, "Teknik Air Minum"),
                (MANAJEMEN, "Keselamatan Konstruksi"),
            ),
            ["limit_classifications"],
        ),
        (
            held(
                "Teknisi/Analis",
                (SIPIL, "Gedung"),
                (MEKANIKAL, "Alat Berat"),
                (LINGKUNGAN, "Teknik Air Minum"),
            ),
            ["limit_classifications"],
        ),
        (
            held(
                "Ahli",
                (SIPIL, "Gedung"),
                (SIPIL, "Jalan"),
                (SIPIL, "Jembatan"),
                (MANAJEMEN, "Keselamatan Konstruksi"),
                (MANAJEMEN, "Estimasi Biaya Konstruksi"),
            ),
            [],
        ),
        (
            held(
                "Ahli", (SIPIL, "Gedung"), (SIPIL, "Jalan"), (SIPIL, "Jembatan"), (SIPIL, "Geodesi")
            ),
            ["limit_subclassifications"],
        ),
        (held("Ahli", (SIPIL, "Gedung"), (MEKANIKAL, "Alat Berat")), ["limit_management"]),
        (
            held(
                "Ahli",
                (MANAJEMEN, "Keselamatan Konstruksi"),
                (MANAJEMEN, "Estimasi Biaya Konstruksi"),
                (MANAJEMEN, "Hukum Kontrak Konstruksi"),
            ),
            ["limit_subclassifications"],
        ),
        (held("Operator", *[(SIPIL, "Gedung")] * 6), ["limit_count"]),
        (held("Operator", (SIPIL, "Gedung")), []),
        ([], []),
    ],
)
def test_the_worked_cases_of_the_limits(
    certificates: list[Certificate], expected: list[str]
) -> None:
    findings = skk.limit_findings(certificates)
    assert codes(findings) == expected
    assert all(finding.severity is Severity.WARNING for finding in findings)


@pytest.mark.parametrize("qualification", ["Operator", "Teknisi/Analis", "Ahli"])
def test_a_sixth_valid_certificate_of_any_qualification_breaks_the_limit(
    qualification: str,
) -> None:
    five = held(qualification, *[(SIPIL, "Gedung")] * 5)
    assert skk.limit_findings(five) == ()
    assert "limit_count" in codes(skk.limit_findings([*five, five[0]]))


def test_two_certificates_of_one_subclassification_use_one_subclassification() -> None:
    parts = [(SIPIL, "Gedung"), (SIPIL, "Gedung"), (SIPIL, "Jalan"), (SIPIL, "Jembatan")]
    assert skk.limit_findings(held("Ahli", *parts)) == ()


def test_expired_and_revoked_certificates_do_not_count_and_are_told() -> None:
    today = date(2026, 11, 21)
    five = held("Operator", *[(SIPIL, "Gedung")] * 5)
    expired = Certificate("Operator", SIPIL, "Gedung", valid_until=date(2026, 11, 20))
    last_day = Certificate("Operator", SIPIL, "Gedung", valid_until=today)
    revoked = Certificate("Operator", SIPIL, "Gedung", revoked=True)
    findings = skk.limit_findings([*five, expired, revoked], today)
    assert [(f.code, f.severity) for f in findings] == [("limit_expired", Severity.INFO)]
    assert findings[0].message.startswith("2 SKK")
    assert "limit_count" in codes(skk.limit_findings([*five, last_day], today))


def test_limits_count_per_qualification_and_the_total_is_told() -> None:
    mixed = [
        *held("Operator", *[(SIPIL, "Gedung")] * 3),
        *held("Teknisi/Analis", *[(SIPIL, "Gedung")] * 3),
    ]
    findings = skk.limit_findings(mixed)
    assert [(f.code, f.severity) for f in findings] == [("limit_total", Severity.INFO)]


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2008, 11, 22), ["age_below"]),  # eighteen tomorrow
        (date(2008, 11, 21), ["age_exact"]),
        (date(2007, 11, 22), ["age_exact"]),
        (date(2007, 11, 21), []),
        (date(1970, 1, 1), []),
        (None, []),
    ],
)
def test_age_warns_below_and_at_exactly_eighteen(born: date | None, expected: list[str]) -> None:
    findings = skk.age_findings(born, date(2026, 11, 21))
    assert codes(findings) == expected
    assert all(finding.severity is Severity.WARNING for finding in findings)


def test_a_leap_day_child_completes_its_year_on_the_first_of_march() -> None:
    assert skk.age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert skk.age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


@pytest.mark.parametrize(
    ("level", "education", "years", "expected"),
    [
        (1, "Tidak sekolah", 2, []),
        (1, "Tidak sekolah", 1, ["experience_short"]),
        (1, "SD", 0, []),
        (1, "SMA", None, []),
        (2, "SD", 2, ["experience_disputed"]),
        (2, "SMP", None, ["experience_disputed"]),
        (2, "SD", 3, []),
        (2, "Tidak sekolah", 20, ["education_low"]),
        (2, "SMA", 1, []),
        (2, "SMA", 0, ["experience_short"]),
        (2, "SMK", 0, []),
        (3, "SMP", 4, ["experience_short"]),
        (3, "SMK", 3, []),
        (4, "SMA", None, ["experience_missing"]),
        (4, "SMP", 30, ["education_low"]),
        (5, "SMK", 10, []),
        (6, "SMK", 30, ["education_low"]),
        (6, "D4", 0, []),
        (7, "D3", 30, ["education_low"]),
        (7, "S1", 0, ["experience_short"]),
        (7, "S2", 0, []),
        (8, "Profesi", 4.5, ["experience_short"]),
        (9, "S2", 4, []),
        (9, "S3", None, []),
        (3, None, 5, ["education_missing"]),
    ],
)
def test_education_and_experience_follow_the_table(
    level: int, education: str | None, years: float | None, expected: list[str]
) -> None:
    findings = skk.education_findings(level, education, years, table=education_table())
    assert codes(findings) == expected
    assert all(finding.severity is not Severity.ERROR for finding in findings)


def test_disagreeing_sources_are_info_and_told_with_their_numbers() -> None:
    (finding,) = skk.education_findings(2, "SD", 0, table=education_table())
    assert finding.severity is Severity.INFO
    assert "0, 2, 3 tahun" in finding.message


def test_a_fresh_graduate_is_told_the_way_to_level_seven() -> None:
    (finding,) = skk.education_findings(7, "S1", 0, table=education_table())
    assert "SIBIMA" in finding.message
