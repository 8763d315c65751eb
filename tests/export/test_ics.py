"""Calendars: each line as RFC 5545 wants it, times in UTC, nothing cut."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sertidesk.export import ics
from sertidesk.export.ics import Event

WITA = timezone(timedelta(hours=8))
AT = datetime(2026, 11, 21, 9, 0, tzinfo=WITA)
EVENT = Event(
    "s1@sertidesk",
    datetime(2026, 11, 23, 8, 0, tzinfo=WITA),
    datetime(2026, 11, 23, 10, 30, tzinfo=WITA),
    "Uji; satu, dua",
    "TUK\\Baru, Ruang 1",
    "Baris 1\nBaris 2",
)


def fields(data: bytes) -> list[tuple[str, str]]:
    """Read a calendar back: unfold, part names from values, take the escapes away."""
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode("utf-8")  # no letter is cut
    unfolded = data.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    parted = (line.partition(":") for line in unfolded)
    return [(name, _plain(value)) for name, _, value in parted]


def _plain(value: str) -> str:
    letters = iter(value)
    return "".join(
        {"n": "\n"}.get(following := next(letters), following) if letter == "\\" else letter
        for letter in letters
    )


def test_a_calendar_reads_back_as_it_was_meant(tmp_path: Path) -> None:
    path = tmp_path / "jadwal.ics"
    ics.write_events(path, [EVENT], name="Uji Tukang 2026", at=AT)
    read = fields(path.read_bytes())
    assert read[0] == ("BEGIN", "VCALENDAR")
    assert read[-1] == ("END", "VCALENDAR")
    assert dict(read[1:-1])["VERSION"] == "2.0"
    start = read.index(("BEGIN", "VEVENT"))
    assert dict(read[start + 1 : read.index(("END", "VEVENT"))]) == {
        "UID": "s1@sertidesk",
        "DTSTAMP": "20261121T010000Z",
        "DTSTART": "20261123T000000Z",
        "DTEND": "20261123T023000Z",
        "SUMMARY": "Uji; satu, dua",
        "LOCATION": "TUK\\Baru, Ruang 1",
        "DESCRIPTION": "Baris 1\nBaris 2",
    }


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_any_text_survives_folding_and_escaping(text: str) -> None:
    event = Event("u", AT, AT, text, description=f"x{text}")
    read = dict(fields(ics.calendar([event], name=text, at=AT.astimezone(UTC))))
    assert read["SUMMARY"] == text
    assert read["DESCRIPTION"] == f"x{text}"
