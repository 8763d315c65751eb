"""What follows in the form from a field that was filled: areas, occupations, titles of a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from sertidesk.domain import names, phones
from sertidesk.domain.occupations import LEVELS, qualification_of
from sertidesk.services import area_paths, judgement
from sertidesk.ui import participant_fields as fields

if TYPE_CHECKING:
    from sertidesk.ui.participant_form import ParticipantForm

_AREAS = frozenset(area_paths.KEYS)


class FieldFiller(QObject):
    """Stands beside one form."""

    def __init__(self, form: ParticipantForm) -> None:
        super().__init__(form)
        self._form = form

    def propose_area(self, key: str, text: str) -> fields.Proposals:
        """Return what the area book proposes for one field, within what stands above it."""
        form = self._form
        known = {level: form.fields[level].text() for level in area_paths.KEYS}
        rules = form.rules
        return [
            (one.label, one.values[key], one.values)
            for one in area_paths.propose(rules.areas, key, text, known, rules.office_regency)
        ]

    def on_proposal_chosen(self, key: str, values: Mapping[str, Any]) -> None:
        """Fill what follows from a choice; what lies within another area is emptied."""
        form = self._form
        form.seen |= {key, *values}
        if key in _AREAS:
            narrower = area_paths.KEYS[area_paths.KEYS.index(key) + 1 :]
            values = {**dict.fromkeys(narrower, ""), **values}
        form.nik.forget_notes(values)
        form.fill(values)
        form.judge()

    def complete_occupation(self) -> None:
        """Fill what follows from a name, code and level, where the catalogue knows one alone."""
        form = self._form
        known = {
            key: fields.read(form.fields[key], form.rules)[0]
            for key in ("occupation", "occupation_code", "level")
        }
        told = dict(judgement.occupation(form.rules, known))
        if known["level"] in LEVELS:
            told.setdefault("qualification", qualification_of(known["level"]))
        form.fill(told)
        form.seen |= told.keys()

    def tidy_name(self) -> None:
        """Cut titles off the KTP name into their own fields, where these are free."""
        form = self._form
        parts = names.split_titles(form.fields["name"].text())
        taken = form.fields["title_before"].text() or form.fields["title_after"].text()
        if parts.name and not taken:
            form.fill({"name": parts.name})
            note = self.tr("dari nama")
            if parts.title_before:
                form.fill({"title_before": parts.title_before}, note)
            if parts.title_after:
                form.fill({"title_after": parts.title_after}, note)

    def tidy_phone(self) -> None:
        """Show a number that was read without doubt as it is dialled and will be stored."""
        field = self._form.fields["phone"]
        reading = phones.read(field.text())
        if reading.e164 and not reading.others:
            field.set_text(phones.local(reading.e164))
