"""What every chapter of the demo is handed: the activity, where its files go, who, and when."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import Step
from sertidesk.export.files import write_text
from sertidesk.services import exports, printing
from sertidesk.services.activity import Activity
from sertidesk.services.demo_people import Person
from sertidesk.services.participant_lists import ParticipantQuery, records
from sertidesk.services.store import Store

_SATURDAY = 5
_NOTHING = frozenset(("nothing_to_print", "nothing_to_export"))


class Clock:
    """A clock that goes from one working morning to the next, and by seconds within one."""

    def __init__(self, start: date, today: date) -> None:
        self._now = self._morning(start)
        self._today = today

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def working_day(self, ahead: int) -> date:
        """Return the working day so many ahead, whether the story comes to it or not."""
        day = self._now.date()
        for _ in range(ahead):
            day += timedelta(days=1)
            while day.weekday() >= _SATURDAY:
                day += timedelta(days=1)
        return day

    def sleep(self) -> None:
        """Go on to the next working morning, but not beyond today."""
        self.sleep_until(self.working_day(1))

    def sleep_until(self, day: date, hour: int = 8, minute: int = 0) -> None:
        """Go on to a day and time, but never back, and not beyond today."""
        if day <= self._today:
            self._now = max(self._now, self._morning(day, hour, minute))

    def sleep_until_today(self) -> None:
        """Go on to today, be it a working day or not."""
        self.sleep_until(self._today)

    @staticmethod
    def _morning(day: date, hour: int = 8, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute)).astimezone()


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the demo, with one line on what it is."""

    path: Path
    what: str


@dataclass
class Story:
    """What every chapter is handed: the activity, where its files go, who is made up."""

    store: Store
    activity: Activity
    out: Path
    groups: Sequence[Sequence[Person]]  # of a list each, then the template's, then the interested
    clock: Clock

    @property
    def people(self) -> list[Person]:
        """Return everyone who is made up."""
        return [one for group in self.groups for one in group]

    @property
    def today(self) -> date:
        """Return the day the story has come to."""
        return self.store.today()

    def records(self) -> Sequence[dict[str, Any]]:
        """Return the participants as their list has them."""
        return records(self.store, ParticipantQuery(self.activity.id))

    def folder(self, step: Step, title: str) -> Path:
        """Return the folder of a step's files, made where it is missing."""
        return self.place(f"langkah {step.number.zfill(2)} {title}")

    def place(self, name: str) -> Path:
        """Return a folder of the demo, made where it is missing."""
        made = self.out / name
        made.mkdir(parents=True, exist_ok=True)
        return made

    def export(self, kind: str, target: Path, what: str) -> Made:
        """Write one kind of workbook."""
        exports.write(self.store, self.activity, kind, target)
        return Made(target, what)

    def print(self, kind: str, target: Path, what: str, paper: str | None = None) -> Made:
        """Print one kind of paper."""
        printing.write(self.store, self.activity, kind, target, paper=paper)
        return Made(target, what)

    def if_any(self, make: Callable[[], Made]) -> Iterator[Made]:
        """Yield a file unless the activity has nothing for it."""
        try:
            yield make()
        except UserError as error:
            if error.code not in _NOTHING:
                raise


Chapter = Callable[[Story, Step], Iterator[Made]]


def json_of(path: Path, what: str, value: object, told: str) -> Made:
    """Write a report beside the file that it is about."""
    target = path.with_name(f"{path.stem}, {what}.json")
    write_text(target, json.dumps(value, ensure_ascii=False, indent=2) + "\n")
    return Made(target, told)
