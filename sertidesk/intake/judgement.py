"""What concerns several fields of a row: a NIK against date, sex and family card; what lacks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sertidesk.domain import dates, nik
from sertidesk.domain.fields import BY_KEY
from sertidesk.domain.finding import Finding, Severity
from sertidesk.intake import cards
from sertidesk.intake.cells import Rules, Value

Column = list[Value | None]
Found = dict[int, list[Finding]]

_NAME_MISSING = Finding(
    "name_missing", "name", Severity.ERROR, "Nama kosong. Isi nama sesuai KTP-el."
)
_NIK_MISSING = Finding(
    "nik_missing", "nik", Severity.ERROR, "NIK kosong. Isi 16 angka dari KTP-el."
)


def judge(columns: Mapping[str, Column], found: Found, rules: Rules) -> None:
    """Add what the rules say of each row to ``found`` (by the row's place)."""
    niks = columns["nik"]
    none: Column = [None] * len(niks)
    born, sexes = columns.get("birth_date", none), columns.get("sex", none)
    cards = columns.get("family_card", none)
    told: dict[str, tuple[Finding, ...]] = {}
    for place, (digits, name, day, sex, card) in enumerate(
        zip(niks, columns["name"], born, sexes, cards, strict=True)
    ):
        if name is None:
            found.setdefault(place, []).append(_NAME_MISSING)
        if digits is None:
            if not any(_blocks_nik(finding) for finding in found.get(place, ())):
                found.setdefault(place, []).append(_NIK_MISSING)
            continue
        text = str(digits)
        # A NIK that agrees with the row's date and sex only leaves its area to be judged, and
        # areas repeat: one answer serves every NIK of one district.
        agrees = (
            isinstance(day, date)
            and sex is not None
            and text[6:12] == _birth_code(day, sex)
            and text[12:] != "0000"
            and card != digits
        )
        findings = told.get(text[:6]) if agrees else None
        if findings is None:
            findings = nik.check(
                text,
                areas=rules.areas,
                today=rules.today,
                birth_date=day if isinstance(day, date) else None,
                sex=str(sex) if sex else None,
                family_card=str(card) if card else None,
                office_regency=rules.office_regency,
            )
            if agrees:
                told[text[:6]] = findings
        if card and isinstance(day, date) and _is_exchanged(text, str(card), day):
            findings = (*findings, _exchanged(str(card)))
        if findings:
            found.setdefault(place, []).extend(findings)
        if day is None or sex is None:
            _propose(place, text, day, sex, found, rules)


def _is_exchanged(digits: str, card: str, day: date) -> bool:
    """Tell whether the birth date stands in the family card's number and not in the NIK."""
    return cards.told(digits) != cards.short(day) == cards.told(card)


def _exchanged(card: str) -> Finding:
    return Finding(
        "nik_family_card_exchanged",
        "nik",
        Severity.ERROR,
        "NIK dan Nomor KK tampaknya tertukar: tanggal lahir ada di dalam Nomor KK, tidak di dalam "
        "NIK. Periksa KTP-el.",
        proposal=card,
        overridable=True,
    )


def _blocks_nik(finding: Finding) -> bool:
    """Tell whether a finding already says why there is no NIK; a warning would let it through."""
    return finding.field == "nik" and finding.severity is Severity.ERROR


def _birth_code(day: date, sex: Value) -> str:
    number = day.day + 40 if sex == "P" else day.day
    return f"{number:02d}{day.month:02d}{day.year % 100:02d}"


def _propose(
    place: int,
    digits: str,
    day: Value | None,
    sex: Value | None,
    found: Found,
    rules: Rules,
) -> None:
    """Offer the birth date and sex that the NIK tells where the row says nothing of them."""
    told = nik.facts(digits, today=rules.today)
    if told is None or told.birth_date is None:
        return
    known = {finding.field for finding in found.get(place, ())}
    for key, value, proposal in (
        ("birth_date", day, dates.show(told.birth_date)),
        ("sex", sex, told.sex),
    ):
        if value is None and key not in known:
            message = f"{BY_KEY[key].label} tidak tertulis; menurut NIK {proposal}."
            found.setdefault(place, []).append(
                Finding(f"{key}_missing", key, Severity.INFO, message, proposal)
            )
