"""The promised time of an SOP: the total, and the phases it is made of."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sertidesk.domain import procedure_edit
from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import Duration, Phase, Procedure, Promise
from sertidesk.ui.kit.form import section, text_field
from sertidesk.ui.kit.parts import label, named
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.procedure_grids import RecordGrid
from sertidesk.ui.procedure_words import set_fields_read_only


class PhasesTab(QWidget):
    """The promised total and its phases."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "procedure_phases", self.tr("Jangka waktu"))
        self.fields = {
            field.key: field
            for field in (
                text_field("promise_time", self.tr("Waktu yang dijanjikan"), "mis. 30 hari"),
                text_field("promise_steps", self.tr("Mencakup langkah (kosong: semua)"), "3, 4, 5"),
                text_field("promise_remark", self.tr("Keterangan, mis. sejak kapan dihitung")),
            )
        }
        self.grid = RecordGrid(
            "procedure_phase_grid",
            self.tr("Tahap dalam waktu yang dijanjikan"),
            [
                (self.tr("Tahap"), 360), (self.tr("Waktu"), 120), (self.tr("Langkah"), 120),
                (self.tr("Catatan"), 220),
            ],
        )  # fmt: skip
        told = label(
            self.tr("Langkah tanpa waktu baku mendapat tenggat dari tahapnya."), "muted", wrap=True
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * SPACE, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(section(self.tr("Janji"), list(self.fields.values()), columns=3))
        layout.addWidget(told)
        layout.addWidget(self.grid, 1)
        # Connected signals
        self.grid.edited.connect(self.edited)
        for field in self.fields.values():
            field.edited.connect(lambda _key: self.edited.emit())

    def show_procedure(self, procedure: Procedure) -> None:
        """Show the promise and its phases."""
        promise = procedure.promise
        self.fields["promise_time"].set_text(promise.time.text)
        self.fields["promise_steps"].set_text(", ".join(promise.steps))
        self.fields["promise_remark"].set_text(promise.remark)
        self.grid.fill(
            [
                (str(place), (one.title, one.time.text, ", ".join(one.steps), one.note))
                for place, one in enumerate(promise.phases)
            ]
        )

    def taken_over(self, procedure: Procedure) -> Procedure:
        """Return the procedure with what is promised here; a `UserError` names an unread time."""
        promise = procedure.promise
        said = {key: field.text() for key, field in self.fields.items()}
        phases = []
        for key, (title, time, steps, note) in self.grid.rows():
            former = promise.phases[int(key)] if key else Phase("")
            phases.append(
                replace(
                    former, title=str(title), time=_read(str(time), former.time),
                    steps=_numbers(str(steps)), note=str(note),
                )
            )  # fmt: skip
        changed: Promise = replace(
            promise,
            time=_read(said["promise_time"], promise.time),
            steps=_numbers(said["promise_steps"]),
            remark=said["promise_remark"],
            phases=tuple(phases),
        )
        return replace(procedure, promise=changed)

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read and nothing be changed."""
        set_fields_read_only(self.fields.values(), read_only)
        self.grid.set_read_only(read_only)


def _read(text: str, former: Duration) -> Duration:
    if text == former.text:
        return former
    read = procedure_edit.read_time(text)
    if read is None:
        raise UserError(
            "sop_time_unread",
            "Waktu “{text}” tidak terbaca. Tulis seperti “7 hari kerja” atau “30 hari”, atau "
            "kosongkan.",
            text=text,
        )
    return read


def _numbers(text: str) -> tuple[str, ...]:
    """Return the step numbers in a text such as "3, 4, 5" or "3-5"."""
    found: list[str] = []
    for part in text.replace(";", ",").split(","):
        first, dash, last = (word.strip() for word in part.partition("-"))
        if dash and first.isdecimal() and last.isdecimal():
            found += [str(number) for number in range(int(first), int(last) + 1)]
        elif part.strip():
            found.append(part.strip())
    return tuple(dict.fromkeys(found))
