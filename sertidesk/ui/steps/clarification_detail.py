"""One participant beside the list: ours and theirs field by field, and what can be decided."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sertidesk.domain.clarification import LABELS, Status
from sertidesk.services.clarification import Detail, FieldLine
from sertidesk.ui.kit.parts import badge, button, label, named, row, set_badge
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.steps.clarification_list import TONES
from sertidesk.ui.steps.clarification_marks import EMPTY, marked, shown


class DetailPanel(QWidget):
    """Shows a `Detail`; asks the screen to accept, keep or excuse."""

    accept_requested = Signal(list)  # fields; empty: all that differ
    keep_requested = Signal(list)
    excuse_requested = Signal()
    excuse_withdrawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "clarification_detail", self.tr("Rincian jawaban"))
        self.setMinimumWidth(400)
        self.name_label = label("", "heading", wrap=True)
        self.state_badge = badge("")
        self.said_label = label("", wrap=True)
        self.hint_label = label("", "muted", wrap=True)
        self.fields_area = QScrollArea()
        self.fields_area.setWidgetResizable(True)
        self.fields_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fields_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        named(self.fields_area, "clarification_fields", self.tr("Perbandingan isian"))
        self.accept_button = button(
            "clarification_accept_row",
            self.tr("Terima semua"),
            lambda: self.accept_requested.emit([]),
            icon="check",
            tip=self.tr("Pakai semua nilai Disdukcapil (A)"),
        )
        self.keep_button = button(
            "clarification_keep_row",
            self.tr("Pertahankan…"),
            lambda: self.keep_requested.emit([]),
            tip=self.tr("Tetap memakai data kita, dengan alasan (K)"),
        )
        self.excuse_button = button(
            "clarification_excuse",
            self.tr("Ikutkan…"),
            self._on_excuse_clicked,
            tip=self.tr("Tetap ikutkan peserta ini, dengan alasan (I)"),
        )
        self._excused = False
        self._build()
        self.show_detail(None)

    def _build(self) -> None:
        head = row(self.name_label, self.state_badge)
        head.setStretch(0, 1)
        head.setAlignment(self.state_badge, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        layout.addWidget(self.said_label)
        layout.addWidget(self.fields_area, 1)
        layout.addWidget(self.hint_label)
        layout.addLayout(row(self.accept_button, self.keep_button, 1, self.excuse_button))

    def show_detail(self, detail: Detail | None) -> None:
        """Show one participant; None: nobody is chosen."""
        parts: tuple[QWidget, ...] = (
            self.state_badge,
            self.said_label,
            self.fields_area,
            self.accept_button,
            self.keep_button,
            self.excuse_button,
        )
        for part in parts:
            part.setVisible(detail is not None)
        if detail is None:
            self.name_label.setText(self.tr("Pilih peserta"))
            self.hint_label.setText(
                self.tr("Pilih peserta di daftar untuk melihat data kita dan data Disdukcapil.")
            )
            return
        self.name_label.setText(detail.name or EMPTY)
        set_badge(self.state_badge, LABELS[detail.state], TONES[detail.state])
        self._show_said(detail)
        self._show_fields(detail)
        open_fields = [line for line in detail.fields if line.differs]
        self.accept_button.setEnabled(any(line.theirs for line in open_fields))
        self.keep_button.setEnabled(
            bool(open_fields) or detail.state in (Status.DIFFERENT, Status.UNCLEAR)
        )
        self._excused = bool(detail.excuse)
        self.excuse_button.setEnabled(detail.state != Status.MATCHED or self._excused)
        text = self.tr("Cabut alasan") if self._excused else self.tr("Ikutkan…")
        self.excuse_button.setText(text)
        self.excuse_button.setAccessibleName(text)

    def _show_said(self, detail: Detail) -> None:
        said = " · ".join(filter(None, (detail.result, detail.remark)))
        if detail.round is None:
            text = self.tr("Belum pernah dikirim ke Disdukcapil.")
        elif said:
            text = self.tr("Putaran {round}: “{said}”").format(round=detail.round, said=said)
        elif detail.state == "sent":
            text = self.tr("Putaran {round}: menunggu jawaban.").format(round=detail.round)
        else:
            text = self.tr("Putaran {round}: tanpa keterangan.").format(round=detail.round)
        self.said_label.setText(text)
        self.hint_label.setText(self._hint(detail))
        self.hint_label.setVisible(bool(self.hint_label.text()))

    def _hint(self, detail: Detail) -> str:
        if detail.excuse:
            return self.tr("Diikutkan dengan alasan: {reason}").format(reason=detail.excuse)
        if any(line.differs for line in detail.fields):
            return ""
        return {
            Status.DIFFERENT: self.tr(
                "Disdukcapil tidak menuliskan nilai lain. Cocokkan dengan KTP-el, perbaiki data "
                "peserta, atau pertahankan dengan alasan."
            ),
            Status.UNCLEAR: self.tr(
                "Jawabannya belum dikenal. Artikan katanya di atas daftar, atau pertahankan data "
                "kita dengan alasan."
            ),
            Status.NOT_FOUND: self.tr(
                "Periksa NIK pada KTP-el, perbaiki data peserta, lalu kirim lagi pada putaran "
                "berikutnya."
            ),
            Status.DECEASED: self.tr(
                "Peserta tidak dihapus. Keluarkan dari kegiatan lewat Peserta bila benar."
            ),
        }.get(Status(detail.state) if detail.state in set(Status) else Status.MATCHED, "")

    def _show_fields(self, detail: Detail) -> None:
        holder = QWidget()
        holder.setProperty("clear", True)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, SPACE, SPACE, SPACE)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(SPACE)
        answered = any(line.theirs != "" or line.differs for line in detail.fields)
        heads = (self.tr("Data kita"), self.tr("Disdukcapil") if answered else "")
        for place, text in enumerate(heads, start=1):
            grid.addWidget(label(text, "label"), 0, place)
        for number, line in enumerate(detail.fields, start=1):
            self._add_line(grid, number, line)
        grid.setColumnMinimumWidth(3, 68)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(detail.fields) + 1, 1)
        self.fields_area.setWidget(holder)

    def _add_line(self, grid: QGridLayout, number: int, line: FieldLine) -> None:
        top = Qt.AlignmentFlag.AlignTop
        title = label(line.label, "label", wrap=True)
        title.setFixedWidth(84)
        grid.addWidget(title, number, 0, top)
        ours, theirs = self._values(line)
        grid.addWidget(ours, number, 1, top)
        grid.addWidget(theirs, number, 2, top)
        grid.addLayout(self._actions(line), number, 3, top)

    def _values(self, line: FieldLine) -> tuple[QLabel, QLabel]:
        if line.differs and line.theirs:
            ours, theirs = marked(line.key, line.ours, line.theirs)
            return _rich(ours or EMPTY, line, "ours"), _rich(theirs, line, "theirs")
        told = shown(line.key, line.theirs or "")
        if line.theirs is None:
            told = self.tr("tidak sesuai")
        ours_label = label(shown(line.key, line.ours) or EMPTY, wrap=True)
        theirs_label = label(told, "" if line.differs else "muted", wrap=True)
        return _named(ours_label, line, "ours"), _named(theirs_label, line, "theirs")

    def _actions(self, line: FieldLine) -> Any:
        if line.differs:
            keep = button(
                f"keep_{line.key}",
                "",
                partial(self.keep_requested.emit, [line.key]),
                icon="undo-2",
                tip=self.tr("Pertahankan {field} kita, dengan alasan").format(field=line.label),
            )
            accept = button(
                f"accept_{line.key}",
                "",
                partial(self.accept_requested.emit, [line.key]),
                icon="check",
                tip=self.tr("Terima {field} dari Disdukcapil").format(field=line.label),
            )
            for one in (accept, keep):
                one.setProperty("tool", True)
                one.setFixedWidth(32)
                one.setAccessibleName(one.toolTip())
            accept.setVisible(bool(line.theirs))
            return row(accept, keep, spacing=SPACE)
        if line.decision == "accepted":
            mark = badge(self.tr("Diterima"), "good")
            mark.setToolTip(self.tr("Sebelumnya: {value}").format(
                value=shown(line.key, line.note) if line.note != EMPTY else EMPTY))  # fmt: skip
            return row(mark)
        if line.decision == "kept":
            mark = badge(self.tr("Tetap"), "plain")
            mark.setToolTip(self.tr("Dipertahankan: {reason}").format(reason=line.note))
            return row(mark)
        return row()

    def _on_excuse_clicked(self) -> None:
        if self._excused:
            self.excuse_withdrawn.emit()
        else:
            self.excuse_requested.emit()


def _rich(text: str, line: FieldLine, side: str) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    return _named(made, line, side)


def _named(made: QLabel, line: FieldLine, side: str) -> QLabel:
    made.setObjectName(f"{side}_{line.key}")
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
