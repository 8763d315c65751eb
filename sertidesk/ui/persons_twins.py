"""The tab of twins: pairs that may be one person, side by side, and what is decided of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.duplicates import REASON_TEXTS, NearPair
from sertidesk.domain.errors import UserError
from sertidesk.domain.fields import BY_KEY
from sertidesk.domain.formatting import percent, short_date
from sertidesk.services import duplicates, merging, persons
from sertidesk.services.duplicates import Twins
from sertidesk.services.persons import PersonDetails
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.form import scrolled
from sertidesk.ui.kit.parts import EmptyState, button, card, column, label, named, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.persons_details import SEX, education

_COMPARED = (
    "nik", "name", "title_before", "title_after", "birth_place", "birth_date", "sex", "address",
    "village", "district", "regency", "phone", "email", "npwp",
)  # fmt: skip
_PAIR = int(Qt.ItemDataRole.UserRole)


class TwinsPanel(QWidget):
    """A list of pairs at the left, the pair looked at in the middle, the decision below it."""

    person_requested = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        named(self, "twins_panel", self.tr("Kembar"))
        self._desk = desk
        self._pairs: list[NearPair] | None = None  # None: not looked for yet
        self._found: list[NearPair] = []  # by the last search, decided since or not
        self._twins: Twins | None = None
        self._choices: dict[str, QButtonGroup] = {}
        self.find_button = button(
            "twins_find", self.tr("Cari kembar"), self.look, icon="users-round", primary=True
        )
        self.again_button = button(
            "twins_again", self.tr("Cari lagi"), self.look, icon="refresh-cw"
        )
        self.count_label = label("", "muted")
        self.list: QListWidget = named(QListWidget(), "twins_list", self.tr("Pasangan"))
        self.list.setMinimumWidth(220)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(2)
        self.pair_area = QStackedWidget()
        self.same_button = button(
            "twins_same", self.tr("Orang yang sama – gabungkan"), self.merge, icon="merge"
        )
        self.different_button = button(
            "twins_different", self.tr("Orang berbeda"), self.tell_apart, icon="users"
        )
        self.reason_edit: QLineEdit = named(
            QLineEdit(), "twins_reason", self.tr("Alasan (boleh kosong)")
        )
        self.reason_edit.setPlaceholderText(self.tr("alasan, boleh kosong"))
        self._build()
        self.list.currentItemChanged.connect(self._on_pair_chosen)

    def look(self) -> None:
        """Look through all persons; the strip below shows how far it is."""
        self.find_button.setEnabled(False)
        self.again_button.setEnabled(False)
        self._desk.run(
            self.tr("Mencari data kembar"),
            duplicates.find,
            done=self._on_found,
            stopped=self._on_stopped,
        )

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the pair looked at anew; a new search is asked for, as it takes a while."""
        if self._pairs is not None and (kinds is None or kinds & {"person", "duplicate_decision"}):
            self._sift()

    def merge(self) -> None:
        """Make one person of the pair, with the values chosen."""
        if self._twins is None:
            return
        keep, gone = self._twins.first, self._twins.second
        if len(gone.activities) > len(keep.activities):
            keep, gone = gone, keep
        chosen = {
            key: self._side(group.checkedId()).values.get(key)
            for key, group in self._choices.items()
        }
        if "village" in self._choices:  # the code belongs to the village
            side = self._side(self._choices["village"].checkedId())
            chosen["area_code"] = side.values.get("area_code")
        name = str(chosen.get("name", keep.values.get("name")))
        if not self._desk.prompts.confirm(
            self.tr("Gabungkan dua data"),
            self.tr(
                "Data {name} menjadi satu. Kegiatan, berkas, dan riwayat dari keduanya pindah ke "
                "satu data. Ini dapat diurungkan."
            ).format(name=name),
            self.tr("Gabungkan"),
        ):
            return
        changes = self._desk.do(merging.merge, keep.id, gone.id, chosen, self.reason_edit.text())
        if changes is not None:
            self._sift()
            words = self.tr("Dua data {name} digabung menjadi satu.").format(name=name)
            self._desk.say(words, "good", changes)

    def tell_apart(self) -> None:
        """Keep that the two are not one."""
        if self._twins is None:
            return
        first, second = self._twins.first.id, self._twins.second.id
        changes = self._desk.do(duplicates.tell_apart, first, second, self.reason_edit.text())
        if changes is not None:
            self._sift()
            self._desk.say(self.tr("Ditandai sebagai dua orang berbeda."), "good", changes)

    def _build(self) -> None:
        self.intro = EmptyState(
            self.tr("Cari orang yang tercatat dua kali"),
            self.tr(
                "Program membandingkan semua orang: tanggal lahir sama dan nama mirip, atau NIK "
                "berbeda satu angka. Anda yang memutuskan; keputusan disimpan dan tidak "
                "ditanyakan lagi."
            ),
            self.find_button,
        )
        self.none = EmptyState(
            self.tr("Tidak ada kembar"),
            self.tr("Tidak ada pasangan yang perlu diputuskan."),
            button("twins_once_more", self.tr("Cari lagi"), self.look, icon="refresh-cw"),
        )
        left = QWidget()
        left.setLayout(column(row(self.count_label, 1, self.again_button), self.list))
        right = QWidget()
        decision = row(self.reason_edit, self.different_button, self.same_button)
        decision.setStretch(0, 1)
        right.setLayout(column(self.pair_area, decision))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        named(splitter, "twins_splitter")
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(2 * SPACE)
        splitter.setSizes([260, 850])
        self.splitter = splitter
        self.body = QStackedWidget()
        for one in (self.intro, splitter, self.none):
            self.body.addWidget(one)
        layout = column(self.body)
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        self.setLayout(layout)

    def _on_found(self, found: tuple[NearPair, ...]) -> None:
        self._on_stopped()
        self._found = list(found)
        self._pairs = list(found)
        self._list()

    def _on_stopped(self) -> None:
        self.find_button.setEnabled(True)
        self.again_button.setEnabled(True)

    def _list(self) -> None:
        assert self._pairs is not None
        place = max(self.list.currentRow(), 0)
        ids = list({key for pair in self._pairs for key in (pair.first, pair.second)})
        names = {line.id: line.name for line in persons.lines(self._desk.store, ids)}
        self.list.blockSignals(True)
        self.list.clear()
        for pair in self._pairs:
            reasons = ", ".join(REASON_TEXTS[reason] for reason in pair.reasons)
            likeness = percent(round(pair.score * 100), 100)
            first, second = names.get(pair.first, "–"), names.get(pair.second, "–")
            item = QListWidgetItem(f"{first}\n{second}\n{likeness} · {reasons}")
            item.setToolTip(item.text())
            item.setData(_PAIR, pair)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.count_label.setText(self.tr("{count} pasangan").format(count=len(self._pairs)))
        self.body.setCurrentWidget(self.splitter if self._pairs else self.none)
        self.list.setCurrentRow(min(place, len(self._pairs) - 1))
        self._show_current()

    def _show_current(self) -> None:
        item = self.list.currentItem()
        if item is None:
            self._twins = None
            return
        pair = item.data(_PAIR)
        try:
            self._twins = duplicates.side_by_side(self._desk.store, pair)
        except UserError:  # somebody of the pair went meanwhile: it is no pair any more
            self._found.remove(pair)
            self._sift()
            return
        self.reason_edit.clear()
        self._put(self._side_by_side(self._twins))

    def _put(self, shown: QWidget) -> None:
        while self.pair_area.count():
            old: Any = self.pair_area.widget(0)
            self.pair_area.removeWidget(old)
            old.deleteLater()
        self.pair_area.addWidget(shown)

    def _side_by_side(self, twins: Twins) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._choices = {}
        for side, person in enumerate((twins.first, twins.second)):
            name = str(person.values.get("name") or self.tr("Tanpa nama"))
            link = button(f"twins_open_{side}", name, self._opener(person.id), link=True)
            link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            link.setToolTip(name)
            grid.addWidget(link, 0, side + 1)
        line = 1
        for key in _COMPARED:
            values = [person.values.get(key) for person in (twins.first, twins.second)]
            if not any(values):
                continue
            grid.addWidget(label(BY_KEY[key].label, "label"), line, 0)
            differs = key in twins.differing
            for side, value in enumerate(values):
                grid.addWidget(self._cell(key, side, value, differs), line, side + 1)
            if differs:
                group = self._choices[key]
                group.button(0 if values[0] else 1).setChecked(True)
            line += 1
        for title, words in (
            (self.tr("Pendidikan"), lambda one: education(one.values)),
            (self.tr("Kegiatan"), _activities),
            (self.tr("Lampiran"), lambda one: str(one.attachments or "")),
        ):
            grid.addWidget(label(title, "label"), line, 0, Qt.AlignmentFlag.AlignTop)
            for side, person in enumerate((twins.first, twins.second)):
                grid.addWidget(label(words(person) or "–", wrap=True), line, side + 1)
            line += 1
        why = label(_sentence(" · ".join(twins.reasons)), "heading")
        hint = label(
            self.tr("Yang berbeda disorot. Pilih isian yang benar sebelum menggabungkan."),
            "muted",
            wrap=True,
        )
        return scrolled(card(why, hint, grid_box(grid), name="twins_pair"))

    def _cell(self, key: str, side: int, value: Any, differs: bool) -> QWidget:
        text = _words(key, value)
        if not differs:
            return label(text, wrap=True)
        choice = _Choice(f"twins_{key}_{side}", BY_KEY[key].label, text)
        choice.radio.setEnabled(bool(value))
        self._choices.setdefault(key, QButtonGroup(self)).addButton(choice.radio, side)
        return choice

    def _side(self, number: int) -> PersonDetails:
        assert self._twins is not None
        return self._twins.second if number == 1 else self._twins.first

    def _opener(self, person_id: str) -> Callable[[], None]:
        return lambda: self.person_requested.emit(person_id)

    def _sift(self) -> None:
        """Show what waits for a decision now: a decision takes pairs away, its undo back."""
        waiting = duplicates.still_open(self._desk.store, self._found)
        if waiting == self._pairs:
            self._show_current()
        else:
            self._pairs = waiting
            self._list()

    def _on_pair_chosen(self, *_: object) -> None:
        self._show_current()


class _Choice(QFrame):
    """One of two values, highlighted, with a long text broken into lines."""

    def __init__(self, name: str, field: str, text: str) -> None:
        super().__init__()
        self.radio: QRadioButton = named(QRadioButton(), name, f"{field}: {text}")
        layout = row(self.radio)
        layout.addWidget(label(text, wrap=True), 1)
        layout.setContentsMargins(2 * SPACE, 2, 2 * SPACE, 2)
        self.setLayout(layout)
        self.setObjectName("twins_choice")
        colour = theme.colours.warn_soft
        self.setStyleSheet(f"#twins_choice {{ background: {colour}; border-radius: 4px; }}")

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.click()
        super().mousePressEvent(event)


def _words(key: str, value: Any) -> str:
    if not value:
        return "–"
    if key == "birth_date":
        return short_date(value)
    if key == "phone":
        return phones.show(str(value))
    return SEX.get(value, str(value)) if key == "sex" else str(value)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def grid_box(grid: QGridLayout) -> QFrame:
    """Put a grid layout into a widget of its own."""
    box = QFrame()
    grid.setContentsMargins(0, SPACE, 0, 0)
    box.setLayout(grid)
    return box


def _activities(person: PersonDetails) -> str:
    return "\n".join(f"{one.activity_code} {one.activity_name}" for one in person.activities)
