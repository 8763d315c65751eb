"""Complaints: the ways they may come, and how long they take."""

from __future__ import annotations

from datetime import date

from sertidesk.domain.complaints import channels, days_taken


def test_the_standards_own_ways_come_first_and_none_twice() -> None:
    assert channels(["Situs web", "whatsapp", " "]) == [
        "Situs web", "whatsapp", "Datang langsung", "Telepon", "Surat",
    ]  # fmt: skip


def test_days_run_until_the_answer_or_today() -> None:
    received, today = date(2026, 3, 2), date(2026, 3, 12)
    assert days_taken(received, None, today) == 10
    assert days_taken(received, date(2026, 3, 5), today) == 3
    assert days_taken(received, date(2026, 3, 1), today) == 0
