"""The plain record of a step: by whom, notes, evidence, inputs and outputs ticked, due date."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sertidesk.domain import plan
from sertidesk.services import procedure as steps
from sertidesk.services.activity import Activity
from sertidesk.services.procedure import StepDraft
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import DateField, long_field, scrolled, text_field
from sertidesk.ui.kit.parts import column, label, named
from sertidesk.ui.kit.theme import SPACE


class StepRecordPanel(QWidget):
    """Kept as soon as a field is left or a box is ticked; there is no button to forget."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._activity: Activity | None = None
        self._view: plan.StepView | None = None
        self.done_by = text_field("done_by", self.tr("Dikerjakan oleh"))
        self.due = DateField(
            "due_on", self.tr("Tenggat yang ditetapkan sendiri"), desk.store.today()
        )
        self.note = long_field("note", self.tr("Catatan"), 3)
        self.evidence = long_field("evidence", self.tr("Bukti (nomor surat, tempat simpan)"), 2)
        self._boxes: dict[str, list[QCheckBox]] = {"inputs": [], "outputs": []}
        self._inputs, self._input_frame = self._ticks("inputs", self.tr("Kelengkapan"))
        self._outputs, self._output_frame = self._ticks("outputs", self.tr("Output"))
        self.printed_label = label("", "muted", wrap=True)
        self.notes_label = label("", "muted", wrap=True)
        ticks = QWidget()
        tick_layout = QHBoxLayout(ticks)
        tick_layout.setContentsMargins(0, 0, 0, 0)
        tick_layout.setSpacing(4 * SPACE)
        tick_layout.addWidget(self._input_frame, 1)
        tick_layout.addWidget(self._output_frame, 1)
        people = QWidget()
        people_layout = QHBoxLayout(people)
        people_layout.setContentsMargins(0, 0, 0, 0)
        people_layout.setSpacing(4 * SPACE)
        people_layout.addWidget(self.done_by, 1)
        people_layout.addWidget(self.due, 1)
        self.setLayout(
            column(
                scrolled(
                    self.printed_label, ticks, people, self.note, self.evidence, self.notes_label
                )
            )
        )
        for field in (self.done_by, self.note, self.evidence):
            field.left.connect(self._on_record_left)
        self.due.left.connect(self._on_due_left)

    def _ticks(self, name: str, title: str) -> tuple[QVBoxLayout, QFrame]:
        frame = named(QFrame(), f"{name}_frame")
        frame.setProperty("card", True)
        boxes = QVBoxLayout()
        layout = column(label(title, "heading"))
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.addLayout(boxes)
        layout.addStretch(1)
        frame.setLayout(layout)
        return boxes, frame

    def show_record(self, activity: Activity, view: plan.StepView) -> None:
        """Show a step's record; what is being typed in the same step is left alone."""
        same = (
            self._activity is not None
            and self._view is not None
            and (self._activity.id, self._view.step.number) == (activity.id, view.step.number)
        )
        if not same:
            self.save()
        self._activity, self._view = activity, view
        record, step = view.record, view.step
        for field, value in (
            (self.done_by, record.done_by),
            (self.note, record.note),
            (self.evidence, record.evidence),
        ):
            if not (same and field.editor.hasFocus()):
                field.set_text(value)
        if not (same and self.due.editor.hasFocus()):
            self.due.set_value(record.due_on)
        self._fill(self._inputs, "inputs", step.inputs, record.inputs)
        self._fill(self._outputs, "outputs", step.outputs, record.outputs)
        self._input_frame.setVisible(bool(step.inputs))
        self._output_frame.setVisible(bool(step.outputs))
        parts = [f"{part.number} {part.printed or part.title}" for part in step.parts]
        self.printed_label.setText("\n".join([step.printed, *parts]).strip())
        self.notes_label.setText("\n".join(step.notes))

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

    def _fill(
        self, boxes: QVBoxLayout, name: str, titles: tuple[str, ...], ticked: tuple[str, ...]
    ) -> None:
        present = self._boxes[name]
        if [box.text() for box in present] != list(titles):
            for old in present:
                boxes.removeWidget(old)
                old.hide()
                old.deleteLater()
            present.clear()
            for number, title in enumerate(titles):
                box = named(QCheckBox(title), f"{name}_{number}", title)
                box.clicked.connect(self._on_record_left)
                boxes.addWidget(box)
                present.append(box)
        for box in present:
            box.setChecked(box.text() in ticked)

    def _ticked(self, name: str) -> tuple[str, ...]:
        return tuple(box.text() for box in self._boxes[name] if box.isChecked())

    def _on_record_left(self, *_: object) -> None:
        self.save()

    def _on_due_left(self, _key: str) -> None:
        if self._activity is None or self._view is None:
            return
        value = self.due.value()
        if value is not None or not self.due.text():
            self._desk.do(steps.set_due, self._activity, self._view.step.number, value)
