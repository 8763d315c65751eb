"""What "Cadangan" shows below its list: a backup beside the present, and what a check found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from sertidesk.domain import formatting
from sertidesk.services.checkup import CheckReport, Outcome
from sertidesk.services.restoring import Present
from sertidesk.services.safekeeping import BackupInfo
from sertidesk.ui.kit.parts import badge, button, label, row
from sertidesk.ui.kit.theme import SPACE

_TONES = {
    Outcome.GOOD: ("baik", "good"),
    Outcome.MENDED: ("dibetulkan", "accent"),
    Outcome.NOTE: ("catatan", "warn"),
    Outcome.BAD: ("rusak", "bad"),
}


class _Card(QFrame):
    """A framed surface with a grid that is filled anew each time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("card", True)
        self.heading = label("", "heading")
        self.head = row(self.heading, 1)
        self._grid_holder = QWidget()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self._layout.setSpacing(2 * SPACE)
        self._layout.addLayout(self.head)
        self._layout.addWidget(self._grid_holder)

    def fresh_grid(self) -> QGridLayout:
        """Return an empty grid in the place of the former one."""
        old = self._grid_holder
        self._grid_holder = QWidget()
        grid = QGridLayout(self._grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6 * SPACE)
        grid.setVerticalSpacing(SPACE)
        self._layout.replaceWidget(old, self._grid_holder)
        old.hide()
        old.deleteLater()
        return grid


class RestoreCard(_Card):
    """What is inside a backup, side by side with what is there now."""

    def __init__(self, restore: Callable[[BackupInfo], None], close: Callable[[], None]) -> None:
        super().__init__("restore_card")
        self._restore = restore
        self._info: BackupInfo | None = None
        self.cancel_button = button("restore_cancel", self.tr("Batal"), close)
        self.go_button = button(
            "restore_go", self.tr("Pulihkan cadangan ini"), self._on_clicked, icon="archive-restore"
        )
        self.head.addWidget(self.cancel_button)
        self.head.addWidget(self.go_button)

    def show_inside(self, now: Present, info: BackupInfo) -> None:
        """Show the present and the backup in two columns."""
        self._info = info
        self.heading.setText(self.tr("Isi cadangan dibandingkan dengan sekarang"))
        grid = self.fresh_grid()
        number = formatting.number
        lines = [
            ("", self.tr("Sekarang"), self.tr("Cadangan")),
            (
                self.tr("Keadaan pada"),
                formatting.moment(now.changed) if now.changed else "–",
                formatting.moment(info.created),
            ),
            (
                self.tr("Dibuat oleh"),
                "–",
                f"{info.actor} ({info.reason})",
            ),
            (self.tr("Kegiatan"), number(now.activities), number(info.activities)),
            (self.tr("Orang"), number(now.persons), number(info.persons)),
            (self.tr("Peserta"), number(now.participants), number(info.participants)),
            (self.tr("Berkas lampiran"), number(now.attachments), number(info.attachments)),
        ]
        for place, (what, present, inside) in enumerate(lines):
            grid.addWidget(label(what, "muted"), place, 0)
            for column, words in ((1, present), (2, inside)):
                made = label(words, "heading" if place == 0 else "")
                made.setObjectName(f"restore_{place}_{column}")
                grid.addWidget(made, place, column)
        grid.setColumnStretch(3, 1)
        if info.missing:
            grid.addWidget(self._warning(info), len(lines), 0, 1, 4)
        self.show()
        self.go_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _warning(self, info: BackupInfo) -> QLabel:
        return label(
            self.tr("{count} lampiran sudah hilang ketika cadangan ini dibuat.").format(
                count=formatting.number(info.missing)
            ),
            wrap=True,
        )

    def _on_clicked(self) -> None:
        if self._info is not None:
            self._restore(self._info)


class CheckCard(_Card):
    """What an examination of the data found, line by line."""

    def __init__(self, close: Callable[[], None]) -> None:
        super().__init__("check_card")
        self.head.addWidget(button("check_close", self.tr("Tutup"), close))

    def show_report(self, report: CheckReport) -> None:
        """Show every line with its badge."""
        self.heading.setText(
            self.tr("Data dalam keadaan baik")
            if report.ok
            else self.tr("Ada kerusakan yang perlu ditangani")
        )
        grid = self.fresh_grid()
        for place, line in enumerate(report.lines):
            words, tone = _TONES[line.outcome]
            grid.addWidget(badge(words, tone), place, 0)
            grid.addWidget(label(line.topic, "muted"), place, 1)
            text = label(line.text, wrap=True)
            text.setObjectName(f"check_line_{place}")
            grid.addWidget(text, place, 2)
        grid.setColumnStretch(2, 1)
        self.show()
