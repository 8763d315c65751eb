"""The steps of an SOP: their order at the left, the chosen one's fields at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget
from typing_extensions import override

from sertidesk.domain import procedure_edit
from sertidesk.domain.procedure import CalendarKind, Duration, Part, Procedure, Step
from sertidesk.ui import steps as screens
from sertidesk.ui.kit.check_list import CheckList
from sertidesk.ui.kit.flow import FlowLayout
from sertidesk.ui.kit.form import (
    FormField,
    choice_field,
    long_field,
    scrolled,
    section,
    text_field,
)
from sertidesk.ui.kit.parts import button, column, named, row
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.procedure_words import lines_of, set_fields_read_only

_LIST_WIDTH, _LEAST = 300, 176


class StepsTab(QWidget):
    """Steps are added, moved and removed; numbers and all that names them follow."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "procedure_steps", self.tr("Langkah SOP"))
        self._procedure: Procedure | None = None
        self._number = ""  # of the step in the form
        self.list = named(QListWidget(), "procedure_step_list", self.tr("Urutan langkah"))
        self.list.setMaximumWidth(_LIST_WIDTH)
        self.list.setMinimumWidth(_LEAST)
        self.list.setWordWrap(True)
        self.fields: dict[str, FormField] = {
            field.key: field
            for field in (
                text_field("step_title", self.tr("Judul singkat")),
                text_field("step_time", self.tr("Waktu seperti tercetak"), "mis. 2-3 hari kerja"),
                choice_field("step_calendar", self.tr("Hari yang dihitung"), _calendars(self)),
                text_field("step_remark", self.tr("Keterangan")),
                long_field("step_printed", self.tr("Kalimat lengkap"), 2),
                long_field("step_parts", self.tr("Bagian, mis. 2.1 …"), 2),
                long_field("step_inputs", self.tr("Kelengkapan per baris"), 3),
                long_field("step_outputs", self.tr("Output per baris"), 3),
            )
        }
        self.actors = CheckList("step_actors", self.tr("Pelaksana"))
        self.screens = CheckList("step_screens", self.tr("Layar kerja"), ranked=True)
        self.requirements = CheckList(
            "step_requirements", self.tr("Persyaratan yang diurus (kosong: semua)")
        )
        self._build()
        # Connected signals
        self.list.currentRowChanged.connect(self._on_row_changed)
        for field in self.fields.values():
            field.edited.connect(self._on_edited)
            field.left.connect(self._on_left)
        for checks in (self.actors, self.screens, self.requirements):
            checks.edited.connect(self._on_edited)

    def show_procedure(self, procedure: Procedure) -> None:
        """Show the steps, the one that was in the form again if it is still there."""
        self._procedure = procedure
        numbers = [step.number for step in procedure.steps]
        self._fill(numbers.index(self._number) if self._number in numbers else 0)

    def taken_over(self, procedure: Procedure) -> Procedure:
        """Return the procedure with the steps as they stand here."""
        self._keep()
        assert self._procedure is not None
        return replace(
            procedure,
            steps=self._procedure.steps,
            promise=self._procedure.promise,
            deadlines=self._procedure.deadlines,
        )

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read and nothing be changed."""
        set_fields_read_only(self.fields.values(), read_only)
        for checks in (self.actors, self.screens, self.requirements):
            checks.set_read_only(read_only)
        for one in self._buttons:
            one.setVisible(not read_only)

    def add(self) -> None:
        """Add a step below the chosen one, and type its title."""
        self._keep()
        assert self._procedure is not None
        place = self.list.currentRow() + 1
        title = self.tr("Langkah baru")
        self._procedure = procedure_edit.insert_step(self._procedure, place, Step("", title))
        self._fill(place)
        self._on_edited()
        self.fields["step_title"].editor.setFocus()
        self.fields["step_title"].editor.selectAll()

    def remove(self) -> None:
        """Remove the chosen step; an SOP keeps at least one."""
        assert self._procedure is not None
        place = self.list.currentRow()
        if place < 0 or len(self._procedure.steps) < 2:
            return
        self._procedure = procedure_edit.remove_step(self._procedure, self._number)
        self._fill(min(place, len(self._procedure.steps) - 1))
        self._on_edited()
        self.list.setFocus()

    def move_step(self, by: int) -> None:
        """Move the chosen step up or down."""
        self._keep()
        assert self._procedure is not None
        place = self.list.currentRow()
        target = place + by
        if place < 0 or not 0 <= target < len(self._procedure.steps):
            return
        self._procedure = procedure_edit.move_step(self._procedure, self._number, target)
        self._fill(target)
        self._on_edited()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.list.setFocus()

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._buttons = (
            button("step_add", self.tr("Tambah"), self.add, icon="plus", shortcut="Ctrl+N"),
            button("step_remove", self.tr("Hapus"), self.remove, icon="trash-2"),
            button("step_up", "", partial(self.move_step, -1), icon="chevron-up", shortcut="Alt+Up",
                   tip=self.tr("Naikkan langkah")),
            button("step_down", "", partial(self.move_step, 1), icon="chevron-down",
                   shortcut="Alt+Down", tip=self.tr("Turunkan langkah")),
        )  # fmt: skip
        for one, words in zip(
            self._buttons[2:], (self.tr("Naikkan"), self.tr("Turunkan")), strict=True
        ):
            one.setAccessibleName(words)
            one.setProperty("tool", True)  # narrow, so that all stand in one line
        flow = FlowLayout()
        for one in self._buttons:
            flow.addWidget(one)
        actions = QWidget()
        actions.setLayout(flow)
        left = column(self.list, actions)
        left.setStretch(0, 1)
        checks = row(self.actors, self.screens, self.requirements, spacing=3 * SPACE)
        form = scrolled(section(self.tr("Langkah"), list(self.fields.values())), _holding(checks))
        body = row(left, form, spacing=3 * SPACE)
        body.setStretch(0, 2)
        body.setStretch(1, 5)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 2 * SPACE, 0, 0)
        outer.addLayout(body)

    def _fill(self, place: int) -> None:
        """Show the list anew with the step at ``place`` in the form."""
        assert self._procedure is not None
        self.list.blockSignals(True)
        self.list.clear()
        for step in self._procedure.steps:
            self.list.addItem(f"{step.number}  {step.title}")
        self.list.setCurrentRow(place)
        self.list.blockSignals(False)
        self._show_step(self._procedure.steps[place])

    def _show_step(self, step: Step) -> None:
        assert self._procedure is not None
        self._number = step.number
        for key, text in (
            ("step_title", step.title),
            ("step_time", step.time.text),
            ("step_calendar", step.time.calendar.value),
            ("step_remark", step.remark),
            ("step_printed", step.printed),
            ("step_parts", "\n".join(_part_lines(step.parts))),
            ("step_inputs", "\n".join(step.inputs)),
            ("step_outputs", "\n".join(step.outputs)),
        ):
            self.fields[key].set_text(text)
            self.fields[key].say("")
        self._tell_time()
        actors = [(actor.key, actor.title) for actor in self._procedure.actors]
        self.actors.fill(actors, step.actors)
        known = [(name, screens.title_of(name) or name) for name in screens.names()]
        others = [(name, name) for name in step.screens if name not in screens.names()]
        self.screens.fill([*known, *others], step.screens)
        asked = [(one.key, one.title) for one in self._procedure.requirements]
        self.requirements.fill(asked, step.requirements)

    def _keep(self) -> None:
        """Take the form over into the step it shows."""
        if self._procedure is None or not self._number:
            return
        step = self._procedure.step(self._number)
        said = {key: field.text() for key, field in self.fields.items()}
        changed = replace(
            step,
            title=said["step_title"] or step.title,
            printed=said["step_printed"],
            remark=said["step_remark"],
            time=self._time(step),
            inputs=lines_of(said["step_inputs"], step.inputs),
            outputs=lines_of(said["step_outputs"], step.outputs),
            parts=_parts(said["step_parts"], step),
            actors=self.actors.chosen(),
            screens=self.screens.chosen(),
            requirements=self.requirements.chosen(),
        )
        if changed != step:
            self._procedure = procedure_edit.put_step(self._procedure, step.number, changed)

    def _time(self, step: Step) -> Duration:
        """Return the time as typed; the calendar's choice counts where the text does not say."""
        text = self.fields["step_time"].text()
        read = step.time if text == step.time.text else procedure_edit.read_time(text)
        if read is None:
            return Duration(text)
        chosen = CalendarKind(self.fields["step_calendar"].text() or CalendarKind.UNSTATED)
        told = procedure_edit.read_time(text)
        if told is not None and told.calendar is not CalendarKind.UNSTATED:
            chosen = told.calendar
        return replace(read, calendar=chosen)

    def _tell_time(self) -> None:
        field = self.fields["step_time"]
        read = procedure_edit.read_time(field.text())
        if read is None:
            words = self.tr(
                "Tidak terbaca, jadi tanpa tenggat. Tulis seperti “15 menit”, “1-3 hari”, "
                "“7 hari kerja”, “1 minggu”."
            )
            field.say(words, "warning")
        else:
            field.say("")
            if read.calendar is not CalendarKind.UNSTATED:
                self.fields["step_calendar"].set_text(read.calendar.value)

    def _on_row_changed(self, place: int) -> None:
        self._keep()
        if self._procedure is not None and place >= 0:
            self._show_step(self._procedure.steps[place])

    def _on_left(self, key: str) -> None:
        if key == "step_time":
            self._tell_time()
        if key == "step_title" and self.list.currentItem() is not None:
            title = self.fields["step_title"].text()
            self.list.currentItem().setText(f"{self._number}  {title}")

    def _on_edited(self, *_: object) -> None:
        self.edited.emit()


def _calendars(parent: QWidget) -> list[tuple[str, str]]:
    return [
        (CalendarKind.UNSTATED.value, parent.tr("tidak disebut")),
        (CalendarKind.WORKING.value, parent.tr("hari kerja")),
        (CalendarKind.CALENDAR.value, parent.tr("hari kalender")),
    ]


def _holding(layout: QHBoxLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made


def _part_lines(parts: Sequence[Part]) -> list[str]:
    return [f"{part.number} {part.title}" for part in parts]


def _parts(text: str, step: Step) -> tuple[Part, ...]:
    """Return the parts as typed, one a line; one whose number stays keeps all else it has."""
    if text == "\n".join(_part_lines(step.parts)):
        return step.parts
    known = {part.number: part for part in step.parts}
    found = []
    for place, line in enumerate(lines_of(text), start=1):
        number, _, title = line.partition(" ")
        if not (title.strip() and number.replace(".", "").isalnum() and number[0].isdigit()):
            number, title = f"{step.number}.{place}", line
        part = known.get(number, Part(number, title))
        found.append(replace(part, title=title.strip()))
    return tuple(found)
