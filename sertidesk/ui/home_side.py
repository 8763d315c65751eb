"""The right side of Beranda: what has a day soon, certificates that run out, the last backup."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from sertidesk.domain.certificates import WINDOWS
from sertidesk.domain.formatting import due_date, moment
from sertidesk.services import agenda, expiring, safekeeping
from sertidesk.services.agenda import Task
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.bars import Bar, BarChart
from sertidesk.ui.kit.form import scrolled
from sertidesk.ui.kit.parts import badge, button, card, column, label, row, set_badge, swap
from sertidesk.ui.kit.theme import SPACE

WIDTH = 330
_ROOM = WIDTH - 60  # pixels for a line, beside the card's edges and a scroll bar
_MOST = 8  # tasks that are shown; the rest are counted
_TONES = {0: "bad", 3: "warn", 6: "accent", 12: "plain"}


class HomeSide(QWidget):
    """Cards one below the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("home_side")
        self.setFixedWidth(WIDTH)
        self._desk = desk
        self._tasks_holder = column()
        self._tasks: QWidget | None = None
        self.expiring_chart = BarChart("home_expiring", self.tr("Sertifikat yang akan habis"))
        self.expiring_card = card(
            label(self.tr("Sertifikat yang akan habis"), "heading"), self.expiring_chart,
            name="home_expiring_card",
        )  # fmt: skip
        self.backup_badge = badge("")
        self.backup_label: QLabel = label("", wrap=True)
        self.backup_button = button(
            "home_backup", self.tr("Buka Cadangan"), self._on_backup_clicked, link=True
        )
        backup = card(
            row(self.backup_badge, 1, self.backup_button),
            self.backup_label,
            name="home_backup_card",
        )
        inside: QVBoxLayout = column(spacing=3 * SPACE)
        inside.addLayout(self._tasks_holder)
        inside.addWidget(self.expiring_card)
        inside.addWidget(backup)
        inside.addStretch(1)
        content = QWidget()
        content.setProperty("clear", True)
        content.setLayout(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))
        # Connected signals
        self.expiring_chart.chosen.connect(self._on_window_chosen)

    def reload(self) -> None:
        """Show everything anew."""
        self._tasks = swap(self._tasks_holder, self._tasks, self._tasks_card())
        self._show_expiring()
        self._show_backup()

    def _tasks_card(self) -> QFrame:
        found = agenda.tasks(self._desk.store)
        lines = [self._line(one) for one in found[:_MOST]]
        if len(found) > _MOST:
            more = self.tr("… dan {count} lainnya.").format(count=len(found) - _MOST)
            lines.append(_holding(label(more, "muted")))
        if not found:
            words = self.tr("Tidak ada yang jatuh tempo dalam sepekan.")
            lines.append(_holding(label(words, "muted", wrap=True)))
        heading = label(self.tr("Hari ini dan sepekan ini"), "heading")
        return card(heading, *lines, name="home_tasks")

    def _line(self, one: Task) -> QWidget:
        day = badge(_day(one), _tone(one))
        link = button(
            f"task_{one.key}", self._elided(one.text, _ROOM),
            partial(self._desk.go, one.page, **one.what), link=True, tip=one.text,
        )  # fmt: skip
        link.setAccessibleName(f"{one.text}, {_day(one)}")
        about = label(self._elided(one.about, _ROOM - day.sizeHint().width()), "muted")
        about.setToolTip(one.about)
        made = QWidget()
        made.setProperty("clear", True)
        made.setLayout(column(row(link, 1), row(day, about, 1), spacing=0))
        return made

    def _elided(self, text: str, room: int) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _show_expiring(self) -> None:
        found = expiring.listing(self._desk.store)
        self.expiring_card.setVisible(bool(found))
        counts = {
            window: sum(one.window <= window for one in found if one.window or not window)
            for window in (0, *sorted(WINDOWS))
        }
        bars = [
            Bar(
                str(window),
                self.tr("kedaluwarsa") if not window else f"{window} bulan",
                counts[window],
                len(found),
                _TONES.get(window, "plain"),
            )
            for window in counts
            if window or counts[window]
        ]
        self.expiring_chart.show_bars(bars)

    def _show_backup(self) -> None:
        newest = safekeeping.newest_backup(self._desk.store)
        if newest is None:
            set_badge(self.backup_badge, self.tr("Belum ada cadangan"), "warn")
            self.backup_label.setText(
                self.tr("Program membuatnya saat ditutup; salin pula ke USB dari Pengaturan.")
            )
        else:
            set_badge(self.backup_badge, self.tr("Cadangan"), "good")
            self.backup_label.setText(
                self.tr("Terakhir {when} ({why}).").format(
                    when=moment(newest.created), why=newest.reason
                )
            )

    def _on_window_chosen(self, window: str) -> None:
        self._desk.go("expiring", months=int(window) or sorted(WINDOWS)[0])

    def _on_backup_clicked(self) -> None:
        self._desk.go("settings", section="backup")


def _holding(made: QLabel) -> QWidget:
    holder = QWidget()
    holder.setProperty("clear", True)
    holder.setLayout(column(made))
    return holder


def _day(one: Task) -> str:
    if one.days < 0:
        return f"lewat {-one.days} hari"
    if one.days == 0:
        return "hari ini"
    return "besok" if one.days == 1 else due_date(one.day)


def _tone(one: Task) -> str:
    if one.days < 0:
        return "bad"
    return "warn" if one.days <= 1 else "plain"
