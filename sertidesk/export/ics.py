"""Events as an iCalendar file (RFC 5545), which telephones and calendars open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sertidesk.export.files import write_bytes

_LINE = 75  # octets, without the line end


@dataclass(frozen=True, slots=True)
class Event:
    """One event; its times know their offset and are written in UTC."""

    uid: str
    starts: datetime
    ends: datetime
    summary: str
    location: str = ""
    description: str = ""


def write_events(path: Path, events: Iterable[Event], *, name: str, at: datetime) -> str:
    """Write the events as one calendar called ``name`` and return the file's SHA-256."""
    return write_bytes(path, calendar(events, name=name, at=at))


def calendar(events: Iterable[Event], *, name: str, at: datetime) -> bytes:
    """Return the file's bytes; ``at`` is when it was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SertiDesk//Jadwal uji//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(event.uid)}",
            f"DTSTAMP:{_utc(at)}",
            f"DTSTART:{_utc(event.starts)}",
            f"DTEND:{_utc(event.ends)}",
            f"SUMMARY:{_text(event.summary)}",
        ]
        if event.location:
            lines.append(f"LOCATION:{_text(event.location)}")
        if event.description:
            lines.append(f"DESCRIPTION:{_text(event.description)}")
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """Return a value with what the format takes for itself escaped (RFC 5545, 3.3.11)."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        value = value.replace(plain, escaped)
    lines = (_printable(line) for line in value.splitlines())
    return "\\n".join(lines)


def _printable(line: str) -> str:
    return "".join(letter for letter in line if letter >= " " and letter != "\x7f")


def _folded(line: str) -> bytes:
    """Return a line in pieces of at most 75 octets, no letter cut (RFC 5545, 3.1)."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        octets = letter.encode("utf-8")
        room = _LINE if not pieces else _LINE - 1  # the blank that goes on is one of them
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece = b""
        piece += octets
    pieces.append(piece)
    return b"\r\n ".join(pieces) + b"\r\n"
