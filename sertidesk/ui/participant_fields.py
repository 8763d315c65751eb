"""The fields of the participant's form: which there are, how a value is shown and read.

Fields that complete themselves from the area book or the catalogue are made here too; what
follows from a choice is the form's affair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.education import EDUCATION_LEVELS
from sertidesk.domain.fields import BY_KEY, Kind
from sertidesk.domain.finding import Finding, Severity
from sertidesk.domain.occupations import LEVELS, QUALIFICATIONS, Catalogue
from sertidesk.services import judgement
from sertidesk.services.judgement import Rulebook
from sertidesk.ui.kit.form import DateField, FormField, choice_field, long_field, text_field
from sertidesk.ui.kit.parts import named

APPLICATION_KINDS = ("Permohonan baru", "Perpanjangan", "Perubahan")
_EXACT = (Kind.DATE, Kind.YEAR, Kind.NUMBER)  # what cannot be read cannot be stored either
_VALUES = int(Qt.ItemDataRole.UserRole)
_TEXT = _VALUES + 1

Proposals = Sequence[tuple[str, str, Mapping[str, Any]]]
"""Lines of a completer: what it says, what the field then holds, which fields it fills."""


def tr(text: str) -> str:
    """Translate a text of the form."""
    return QCoreApplication.translate("participant_form", text)


class ProposalField(FormField):
    """A line that proposes while one types; a choice may fill other fields too."""

    chosen = Signal(str, object)  # the field's key, the values that follow

    def __init__(
        self, key: str, title: str, propose: Callable[[str], Proposals], hint: str = ""
    ) -> None:
        super().__init__(key, title, QLineEdit(), hint)
        self._propose = propose
        self._model = QStandardItemModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(_TEXT)
        popup: Any = completer.popup()
        named(popup, f"{key}_proposals", title).setMinimumWidth(420)
        self.editor.setCompleter(completer)
        self.editor.textEdited.connect(self._on_text_edited)
        chosen: Any = completer.activated
        chosen[QModelIndex].connect(self._on_proposal_activated)

    def _on_text_edited(self, text: str) -> None:
        self._model.clear()
        for words, short, values in self._propose(text) if text.strip() else ():
            item = QStandardItem(words)
            item.setData(short, _TEXT)
            item.setData(dict(values), _VALUES)
            self._model.appendRow(item)
        if self._model.rowCount():
            self.editor.completer().complete()
        else:
            self.editor.completer().popup().hide()

    def _on_proposal_activated(self, index: QModelIndex) -> None:
        values = index.data(_VALUES)
        self.set_text(str(index.data(_TEXT)))
        self.edited.emit(self.key)
        self.chosen.emit(self.key, values)


class WheelGuard(QObject):
    """Leaves the wheel to the page: scrolling over a combo box must not change it."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def make(
    rules: Rulebook,
    today: date,
    areas: Callable[[str, str], Proposals],
    kinds: Sequence[str] = (),
) -> dict[str, FormField]:
    """Make all fields in the order of the tab key; ``areas`` proposes for an area field."""
    own = {
        "birth_date": lambda key, title: DateField(key, title, today),
        "sex": _choice([("L", tr("Laki-laki")), ("P", tr("Perempuan"))]),
        "nationality": _choice([("WNI", "WNI"), ("WNA", "WNA")]),
        "education_level": _choice([(level, level) for level in EDUCATION_LEVELS]),
        "level": _choice([(str(level), str(level)) for level in LEVELS]),
        "qualification": _choice([(word, word) for word in QUALIFICATIONS]),
        "application_kind": _choice([(word, word) for word in kinds or APPLICATION_KINDS]),
        "address": lambda key, title: long_field(key, title, 2),
        "notes": lambda key, title: long_field(key, title, 3),
        "occupation": lambda key, title: ProposalField(
            key, title, lambda text: occupations(rules.catalogue, text), tr("nama atau kode")
        ),
    }
    for key in ("village", "district", "regency", "province"):
        own[key] = _area(areas)
    choices = {
        "classification": [one.name for one in rules.catalogue.classifications],
        "subclassification": [
            part.name for one in rules.catalogue.classifications for part in one.subclassifications
        ],
    }
    hints = {"nik": tr("16 angka dari KTP-el"), "phone": "08…", "npwp": tr("15 atau 16 angka")}
    made: dict[str, FormField] = {}
    for key in ORDER:
        title = BY_KEY[key].label
        field = (
            own[key](key, title)
            if key in own
            else text_field(key, title, hints.get(key, ""), choices.get(key, ()))
        )
        if isinstance(field.editor, QComboBox):
            field.editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.editor.installEventFilter(WheelGuard(field))
        made[key] = field
    return made


SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Identitas",
        ("nik", "name", "title_before", "title_after", "birth_place", "birth_date", "sex",
         "nationality"),
    ),
    (
        "Alamat dan kontak",
        ("address", "rt", "rw", "village", "district", "regency", "province", "postcode",
         "phone", "email", "npwp"),
    ),
    (
        "Jabatan kerja",
        ("occupation", "occupation_code", "level", "qualification", "classification",
         "subclassification", "application_kind", "experience_years"),
    ),
    (
        "Pendidikan terakhir",
        ("education_level", "school", "study", "diploma_number", "graduation_year"),
    ),
    ("Asosiasi dan catatan", ("association", "association_card", "notes")),
)  # fmt: skip
PAIRS = {
    "title_before": "title_after",
    "sex": "nationality",
    "rt": "rw",
    "postcode": "phone",
    "level": "qualification",
    "application_kind": "experience_years",
    "diploma_number": "graduation_year",
}
"""Narrow fields that share a cell."""
ORDER = tuple(key for _, keys in SECTIONS for key in keys)


def occupations(catalogue: Catalogue, text: str) -> Proposals:
    """Return what the catalogue proposes: by the words of a name, a code, or a former name."""
    found = list(catalogue.suggest(text, 10))
    if not found:
        found = list(catalogue.by_code(text)) or list(catalogue.by_name(text))
    return [
        (
            f"{one.label} · {one.code}" if one.code else one.label,
            one.name,
            {
                "occupation_code": one.code or "",
                "level": one.level,
                "qualification": one.qualification,
                "classification": one.classification,
                "subclassification": one.subclassification,
            },
        )
        for one in found[:10]
    ]


def show(field: FormField, value: Any) -> None:
    """Show a stored value in its field."""
    if isinstance(field, DateField):
        field.set_value(value)
        return
    text = "" if value is None else str(value)
    if field.key == "phone" and text:
        text = phones.local(text)
    if isinstance(field.editor, QComboBox) and text and field.editor.findData(text) < 0:
        field.editor.addItem(text, text)  # a value of another time must survive a save
    field.set_text(text)


def read(field: FormField, rules: Rulebook) -> tuple[Any, tuple[Finding, ...]]:
    """Return what a field holds as it is stored, and what was noticed while reading.

    What cannot be read stays as it was typed where a text is stored, else it is an error.
    """
    text = field.text()
    if not text:
        return None, ()
    if isinstance(field, DateField):
        value = field.value()
        return value, () if value else (_unreadable(field),)
    if isinstance(field.editor, QComboBox):
        return (int(text) if field.key == "level" and text.isdecimal() else text), ()
    value, findings = judgement.typed(rules, field.key, text)
    if value is not None or field.key == "nik":
        return value, findings
    if BY_KEY[field.key].kind in _EXACT:
        return None, (_unreadable(field),)
    return text, findings


def _unreadable(field: FormField) -> Finding:
    words = tr("{label} “{text}” tidak terbaca. Perbaiki atau kosongkan.")
    return Finding(
        f"{field.key}_unreadable",
        field.key,
        Severity.ERROR,
        words.format(label=field.title, text=field.text()),
    )


def _choice(choices: Sequence[tuple[str, str]]) -> Callable[[str, str], FormField]:
    return lambda key, title: choice_field(key, title, [("", ""), *choices])


def _area(areas: Callable[[str, str], Proposals]) -> Callable[[str, str], FormField]:
    return lambda key, title: ProposalField(key, title, lambda text: areas(key, text))
