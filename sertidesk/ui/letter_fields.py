"""The fields of a letter, in two columns; what a direction does not have is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from sertidesk.domain import letters as rules
from sertidesk.domain.formatting import short_date
from sertidesk.domain.letters import Direction
from sertidesk.services import activity, letter_lists, letters
from sertidesk.services.letter_lists import Query
from sertidesk.services.letters import DATES, Letter
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.combo import QuietCombo
from sertidesk.ui.kit.form import DateField, FormField, complete, text_field
from sertidesk.ui.kit.parts import named
from sertidesk.ui.kit.theme import SPACE

OF_ONE = frozenset(("number", "subject", "answers_id"))
"""Fields that are not set for several letters at once."""
OUT_ONLY = frozenset(("number", "letter_date", "moved_on", "way", "kind", "correspondent"))
"""Fields of a recruitment letter that are kept in its own list."""
_DISPOSITION = frozenset(("disposed_by", "disposed_to", "instruction", "due_on", "done_on"))
_MOST_ANSWERED = 60
_TITLES: Mapping[tuple[Direction, str], str] = {
    (Direction.IN, "correspondent"): "Dari",
    (Direction.OUT, "correspondent"): "Kepada",
    (Direction.IN, "moved_on"): "Diterima",
    (Direction.OUT, "moved_on"): "Dikirim",
}


class LetterFields(QWidget):
    """The fields, and how values go into them and come out."""

    def __init__(self, desk: Desk, *, with_activity: bool) -> None:
        super().__init__()
        named(self, "letter_fields", self.tr("Isian surat"))
        self.setProperty("clear", True)
        self._desk = desk
        today = desk.store.today()
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                _choice("kind", self.tr("Jenis"), list(rules.KINDS.items())),
                _choice("activity_id", self.tr("Kegiatan"), [("", "–")]),
                text_field("subject", self.tr("Hal")),
                text_field("correspondent", self.tr("Kepada")),
                text_field("number", self.tr("Nomor surat")),
                DateField("letter_date", self.tr("Tanggal surat"), today),
                DateField("moved_on", self.tr("Dikirim"), today),
                _choice("way", self.tr("Cara"), [("", "–"), *rules.WAYS.items()]),
                text_field("code", self.tr("Kode klasifikasi")),
                text_field("enclosed", self.tr("Lampiran"), self.tr("misalnya 1 (satu) berkas")),
                _choice("nature", self.tr("Sifat"), [("", "–"), *((n, n) for n in rules.NATURES)]),
                _choice("answers_id", self.tr("Menjawab surat"), [("", "–")]),
                text_field("disposed_by", self.tr("Disposisi dari")),
                text_field("disposed_to", self.tr("Diteruskan kepada")),
                text_field("instruction", self.tr("Instruksi disposisi")),
                DateField("due_on", self.tr("Paling lambat"), today),
                DateField("done_on", self.tr("Selesai"), today),
                text_field("note", self.tr("Catatan")),
            )
        }
        self._lines: tuple[tuple[str, ...], ...] = (
            ("kind", "activity_id") if with_activity else ("kind",),
            ("subject",), ("correspondent",), ("number",), ("letter_date", "moved_on"),
            ("instruction",), ("disposed_by", "disposed_to"), ("due_on", "done_on"),
            ("code", "way"), ("nature", "enclosed"), ("answers_id",), ("note",),
        )  # fmt: skip
        self.fields["activity_id"].setVisible(with_activity)
        self._with_activity = with_activity
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Offer the activities and codes there are now."""
        if self._with_activity:
            self._refill(
                "activity_id",
                [("", "–"), *((one.id, one.name) for one in activity.listing(self._desk.store))],
            )
        complete(self.fields["code"], letter_lists.codes(self._desk.store))
        complete(self.fields["correspondent"], letter_lists.correspondents(self._desk.store))

    def show_parts(self, direction: Direction | None) -> None:
        """Show what a letter of this direction has (None: of several kinds)."""
        for key in _DISPOSITION:
            self.fields[key].setVisible(direction is not Direction.OUT)
        for key in ("code", "way"):
            self.fields[key].setVisible(direction is not Direction.IN)
        usual = direction or Direction.OUT
        for (of, key), title in _TITLES.items():
            if of is usual:
                self.fields[key].label.setText(self.tr(title))
                self.fields[key].editor.setAccessibleName(self.tr(title))

    def offer_answers(self, direction: Direction, activity_id: str, chosen: str) -> None:
        """Offer what a letter may answer: those of the other direction, and the one ``chosen``."""
        other = Direction.OUT if direction is Direction.IN else Direction.IN
        store = self._desk.store
        query = Query(direction=other, activity_id=activity_id)
        found = [line.letter for line in letter_lists.page(store, query, limit=_MOST_ANSWERED)]
        if chosen and all(one.id != chosen for one in found):
            found += letters.several(store, [chosen])
        self._refill("answers_id", [("", "–"), *((one.id, _told(one)) for one in found)])

    def show_value(self, key: str, values: set[Any]) -> None:
        """Show one value, or that several letters differ in it."""
        field = self.fields[key]
        value = next(iter(values)) if len(values) == 1 else None
        field.say("")
        if isinstance(field, DateField):
            field.set_value(value or None)
        else:
            field.set_text("" if value is None else str(value))
        if isinstance(field.editor, QLineEdit):
            usual = "tgl-bln-tahun" if key in DATES else ""
            usual = self.tr("misalnya 1 (satu) berkas") if key == "enclosed" else usual
            field.editor.setPlaceholderText(self.tr("beragam") if len(values) > 1 else usual)
            field.editor.setCursorPosition(0)

    def check(self, key: str) -> bool:
        """Tell whether a field can be read; it says so itself where it cannot."""
        field = self.fields[key]
        return not (isinstance(field, DateField) and field.text() and field.value() is None)

    def value_of(self, key: str) -> dict[str, Any] | None:
        """Return a field's value under its key; None where it cannot be read."""
        field = self.fields[key]
        if not self.check(key):
            return None
        return {key: field.value() if isinstance(field, DateField) else field.text()}

    def values(self) -> dict[str, Any] | None:
        """Return what is filled in; None (with the cursor there) where a field cannot be read."""
        found: dict[str, Any] = {}
        for key, field in self.fields.items():
            if field.isHidden():
                continue
            value = self.value_of(key)
            if value is None:
                field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return None
            if value[key]:
                found |= value
        return found

    def tab_order(self) -> list[QWidget]:
        """Return the editors, line by line."""
        return [self.fields[key].editor for line in self._lines for key in line]

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        for place, line in enumerate(self._lines):
            for side, key in enumerate(line):
                width = 2 if len(line) == 1 else 1
                grid.addWidget(self.fields[key], place, side, 1, width, Qt.AlignmentFlag.AlignTop)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        self.setLayout(grid)

    def _refill(self, key: str, offered: list[tuple[str, str]]) -> None:
        box: QComboBox = self.fields[key].editor
        kept = str(box.currentData() or "")
        box.clear()
        for value, words in offered:
            box.addItem(words, value)
        self.fields[key].set_text(kept)


def _choice(key: str, title: str, choices: list[tuple[str, str]]) -> FormField:
    box = QuietCombo(title)
    for value, words in choices:
        box.addItem(words, str(value))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    box.setCurrentIndex(-1)
    return FormField(key, title, box)


def _told(letter: Letter) -> str:
    day = letter.letter_date or letter.moved_on
    parts = (letter.number, short_date(day) if day else "", letter.subject)
    return " · ".join(filter(None, parts))
