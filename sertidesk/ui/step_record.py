"""The plain record of a step: by whom, notes, evidence, inputs and outputs ticked, due date."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from sertidesk.domain import plan
from sertidesk.domain.digest import inferred_words
from sertidesk.services import procedure as steps
from sertidesk.services.activity import Activity
from sertidesk.services.procedure import StepDraft
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import DateField, long_field, scrolled, text_field
from sertidesk.ui.kit.parts import card, column, label, named, row
from sertidesk.ui.kit.theme import SPACE


class StepRecordPanel(QWidget):
    """Kept as soon as a field is left or a box is ticked; there is no button to forget."""

    ticked = Signal(int, int)  # so many of so many inputs and outputs

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("step_record")
        self._desk = desk
        self._activity: Activity | None = None
        self._view: plan.StepView | None = None
        self.done_by = text_field("done_by", self.tr("Dikerjakan oleh"))
        self.due = DateField(
            "due_on", self.tr("Tenggat sendiri (kosong: menurut SOP)"), desk.store.today()
        )
        self.note = long_field("note", self.tr("Catatan"), 3)
        self.evidence = long_field("evidence", self.tr("Bukti (nomor surat, tempat simpan)"), 3)
        self._texts = {"done_by": self.done_by, "note": self.note, "evidence": self.evidence}
        self._ticks: dict[str, list[_Tick]] = {"inputs": [], "outputs": []}
        self._inputs, self._input_frame = _tick_card("inputs", self.tr("Kelengkapan"))
        self._outputs, self._output_frame = _tick_card("outputs", self.tr("Output"))
        self.sop_label = label("", wrap=True)
        self.sop_frame = card(label(self.tr("Menurut SOP"), "heading"), self.sop_label)
        ticks = _side_by_side(self._input_frame, self._output_frame)
        writing = card(
            _side_by_side(self.done_by, self.due), _side_by_side(self.note, self.evidence)
        )
        self.area = scrolled(ticks, writing, self.sop_frame)
        self.setLayout(column(self.area))
        for field in self._texts.values():
            field.left.connect(self._on_record_left)
        self.due.left.connect(self._on_due_left)

    def show_record(self, activity: Activity, view: plan.StepView) -> None:
        """Show a step's record; what is being typed in the same step is left alone."""
        same = self._is_shown(activity, view)
        self._activity, self._view = activity, view
        record, step = view.record, view.step
        for key, field in self._texts.items():
            kept = str(getattr(record, key))
            if not (same and (field.editor.hasFocus() or field.text() == kept)):
                field.set_text(kept)
        if not (same and self.due.editor.hasFocus()):
            self.due.set_value(record.due_on)
        self._fill(self._inputs, "inputs", step.inputs, record.inputs)
        self._fill(self._outputs, "outputs", step.outputs, record.outputs)
        self._input_frame.setVisible(bool(step.inputs))
        self._output_frame.setVisible(bool(step.outputs))
        if not same:
            said = sop_words(activity, view)
            self.sop_label.setText(said)
            self.sop_frame.setVisible(bool(said))
            self.area.verticalScrollBar().setValue(0)
        everything = len(step.inputs) + len(step.outputs)
        self.ticked.emit(len(self._ticked("inputs")) + len(self._ticked("outputs")), everything)

    def save(self) -> None:
        """Keep what is typed, when it differs from what is kept."""
        if self._activity is None or self._view is None:
            return
        draft = StepDraft(
            done_by=self.done_by.text(),
            note=self.note.text(),
            evidence=self.evidence.text(),
            inputs=self._ticked("inputs"),
            outputs=self._ticked("outputs"),
        )
        record = self._view.record
        kept = StepDraft(
            record.done_by, record.note, record.evidence, record.inputs, record.outputs
        )
        if draft != kept:
            self._desk.do(steps.save, self._activity, self._view.step.number, draft)

    def _is_shown(self, activity: Activity, view: plan.StepView) -> bool:
        if self._activity is None or self._view is None:
            return False
        shown = (self._activity.id, self._view.step.number)
        return shown == (activity.id, view.step.number)

    def _fill(
        self, place: QVBoxLayout, name: str, titles: tuple[str, ...], ticked: tuple[str, ...]
    ) -> None:
        present = self._ticks[name]
        if [tick.title for tick in present] != list(titles):
            for old in present:
                place.removeWidget(old)
                old.hide()
                old.deleteLater()
            present[:] = [_Tick(f"{name}_{n}", title) for n, title in enumerate(titles)]
            for tick in present:
                tick.box.clicked.connect(self._on_record_left)
                place.addWidget(tick)
        for tick in present:
            tick.box.setChecked(tick.title in ticked)

    def _ticked(self, name: str) -> tuple[str, ...]:
        return tuple(tick.title for tick in self._ticks[name] if tick.box.isChecked())

    def _on_record_left(self, *_: object) -> None:
        self.save()

    def _on_due_left(self, _key: str) -> None:
        if self._activity is None or self._view is None:
            return
        value = self.due.value()
        if value is not None or not self.due.text():
            self._desk.do(steps.set_due, self._activity, self._view.step.number, value)


def sop_words(activity: Activity, view: plan.StepView) -> str:
    """Return what the SOP says of a step beyond its head: its own words, parts and notes."""
    rules, step = activity.procedure, view.step
    lines = [step.printed] if step.printed else []
    for part in step.parts:
        actors = ", ".join(rules.actor_titles(part))
        guessed = " (disimpulkan)" if "actors" in part.inferred else ""
        lines.append(f"{part.number}  {part.printed or part.title}")
        lines.append(f"        Pelaksana: {actors}{guessed}" if actors else "")
        lines.extend(f"        {note}" for note in part.notes)
    if step.state_after:
        lines.append(f"Keadaan sesudahnya: {step.state_after}")
    if step.remark:
        lines.append(f"Keterangan: {step.remark}")
    lines.extend(step.notes)
    if step.inferred:
        lines.append(f"Disimpulkan, tidak dicetak: {inferred_words(step.inferred)}.")
    return "\n".join(line for line in lines if line)


class _Tick(QWidget):
    """A box and its words, which a long title needs on several lines; a click on them ticks."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.title = title
        self.box: QCheckBox = named(QCheckBox(), name, title)
        layout = row(self.box, label(title, wrap=True))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.box.click()


def _tick_card(name: str, title: str) -> tuple[QVBoxLayout, QFrame]:
    place = QVBoxLayout()
    place.setSpacing(SPACE)
    return place, card(label(title, "heading"), place, 1, name=f"{name}_frame")


def _side_by_side(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    layout = row(*widgets, spacing=4 * SPACE)
    for place in range(len(widgets)):
        layout.setStretch(place, 1)
    holder.setLayout(layout)
    return holder
