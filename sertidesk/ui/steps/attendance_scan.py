"""The line a scanner types into, and its answer at once: a word, a colour, so many beeps."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QSizePolicy, QWidget

from sertidesk.domain.attendance import Outcome
from sertidesk.ui.kit.parts import button, label, named, restyle, row
from sertidesk.ui.kit.theme import SPACE

TONES = {
    Outcome.RECORDED: "good",
    Outcome.DOUBLE: "accent",
    Outcome.OTHER_SESSION: "warn",
    Outcome.OTHER_DAY: "warn",
    Outcome.UNSCHEDULED: "warn",
    Outcome.NOT_SELECTED: "warn",
    Outcome.OTHER_ACTIVITY: "bad",
    Outcome.WITHDRAWN: "bad",
    Outcome.UNKNOWN: "bad",
}
BEEPS = {"good": 1, "accent": 2, "warn": 3, "bad": 4}
_BETWEEN = 150  # milliseconds from beep to beep
_HEIGHT = 46  # two lines of words


class ScanBar(QWidget):
    """Asks for every scan and shows what it came to until the next one."""

    scanned = Signal(str)
    action_requested = Signal()
    sound_changed = Signal(bool)

    def __init__(self, more: QWidget | None = None, *, sound: bool) -> None:
        """Build it with what else belongs into the line, at the right."""
        super().__init__()
        self.setObjectName("scan_bar")
        self.edit: QLineEdit = named(QLineEdit(), "scan_edit", self.tr("Pindai kartu peserta"))
        self.edit.setPlaceholderText(self.tr("Pindai kartu atau ketik nomor"))
        self.edit.setToolTip(self.tr("F2 membawa kursor ke sini"))
        self.edit.setMinimumHeight(28)
        self.edit.setMaximumWidth(290)
        self.answer_label = label("", "heading", wrap=True)
        self.answer_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.action_button = button("scan_action", "", self.action_requested.emit, shortcut="F4")
        self.answer: QFrame = named(QFrame(), "scan_answer", self.tr("Hasil pindaian"))
        self.sound_button = button(
            "scan_sound", self.tr("Suara"), self._on_sound_clicked,
            tip=self.tr("Bunyi setelah tiap pindaian; warna tetap tampil bila dimatikan"),
        )  # fmt: skip
        self.sound_button.setCheckable(True)
        self.sound_button.setChecked(sound)
        inner = row(self.answer_label, self.action_button)
        inner.setStretch(0, 1)
        inner.setContentsMargins(3 * SPACE, 2, SPACE, 2)
        self.answer.setLayout(inner)
        self.answer.setFixedHeight(_HEIGHT)
        layout = row(self.edit, self.answer, *([more] if more else []), self.sound_button)
        layout.setStretch(0, 2)
        layout.setStretch(1, 5)
        self.setLayout(layout)
        self.wait()
        # Connected signals
        self.edit.returnPressed.connect(self._on_return_pressed)

    def begin(self, text: str = "") -> None:
        """Put the cursor into the line; ``text`` was typed elsewhere and belongs here."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text:
            self.edit.insert(text)

    def wait(self) -> None:
        """Show that nothing was scanned yet."""
        self._show(self.tr("Siap memindai. Belum ada pindaian di sini."), "", "")

    def show_answer(self, text: str, tone: str, action: str = "") -> None:
        """Answer a scan in words, colour and sound, at once; ``action`` is what F4 does next."""
        self._show(text, tone, action)
        self.answer.repaint()  # before the lists behind it are read anew
        if self.sound_button.isChecked():
            self.beep(BEEPS[tone])

    def show_done(self, text: str) -> None:
        """Tell what the action did, without a sound."""
        self._show(text, "good", "")

    def beep(self, times: int) -> None:
        """Beep so many times: 1 recorded, 2 double, 3 not expected here, 4 nobody we know."""
        for place in range(times):
            QTimer.singleShot(place * _BETWEEN, QApplication.beep)

    def _show(self, text: str, tone: str, action: str) -> None:
        self.answer_label.setText(text)
        self.answer_label.setToolTip(text)
        self.answer.setAccessibleName(text)
        restyle(self.answer, "banner", tone or "plain")
        restyle(self.answer_label, "role", "heading" if tone else "muted")
        self.action_button.setText(f"{action} (F4)" if action else "")
        self.action_button.setAccessibleName(action)
        self.action_button.setVisible(bool(action))

    def _on_return_pressed(self) -> None:
        text = self.edit.text()
        self.edit.clear()
        if text.strip():
            self.scanned.emit(text)

    def _on_sound_clicked(self) -> None:
        self.sound_changed.emit(self.sound_button.isChecked())
        self.begin()
