"""The candidate beside the list: rank and its reason, what was found, what was decided, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from sertidesk.domain import selection as rules
from sertidesk.domain.formatting import short_date
from sertidesk.domain.phones import local
from sertidesk.domain.selection import STATES, State
from sertidesk.services.selection import Entry
from sertidesk.ui.kit.form import scrolled
from sertidesk.ui.kit.parts import badge, button, column, label, named, row, set_badge
from sertidesk.ui.kit.theme import SPACE

_WIDTH = 308
TONES = {
    State.UNVERIFIED: "warn",
    State.ELIGIBLE: "accent",
    State.SELECTED: "good",
    State.RESERVE: "accent",
    State.INELIGIBLE: "bad",
    State.NOT_SELECTED: "plain",
    State.REPLACED: "plain",
    State.WITHDRAWN: "plain",
}
_GONE = (State.REPLACED, State.WITHDRAWN)


class SelectionPanel(QFrame):
    """What is known of those selected in the list; the buttons are what the keys do."""

    back_requested = Signal()
    fails_requested = Signal()
    leave_out_requested = Signal()
    meets_requested = Signal()
    replace_requested = Signal()
    reserve_requested = Signal()
    select_requested = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        named(self, "selection_panel", self.tr("Calon yang dipilih di daftar"))
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self._today = today
        self.heading = label("", "heading", wrap=True)
        self.state_badge = badge("")
        self.about = label("", "muted", wrap=True)
        self.lines: dict[str, tuple[QLabel, QLabel]] = {
            key: (label(title, "label"), named(label("", wrap=True), f"selection_{key}"))
            for key, title in (
                ("rank", self.tr("Peringkat")),
                ("why", self.tr("Alasan")),
                ("verified", self.tr("Verifikasi")),
                ("decided", self.tr("Keputusan")),
                ("replaces", self.tr("Menggantikan")),
            )
        }
        self.meets_button = button(
            "selection_meets", self.tr("Memenuhi"), self.meets_requested.emit, icon="check",
            tip=self.tr("Persyaratan dipenuhi (M)"),
        )  # fmt: skip
        self.fails_button = button(
            "selection_fails", self.tr("Tidak…"), self.fails_requested.emit, icon="x",
            tip=self.tr("Persyaratan tidak dipenuhi, dengan catatan (T)"),
        )  # fmt: skip
        self.select_button = button(
            "selection_select", self.tr("Pilih"), self.select_requested.emit, icon="user-check",
            tip=self.tr("Ikut kegiatan (P)"),
        )  # fmt: skip
        self.reserve_button = button(
            "selection_reserve", self.tr("Cadangan"), self.reserve_requested.emit,
            icon="hourglass", tip=self.tr("Masuk daftar tunggu (C)"),
        )  # fmt: skip
        self.out_button = button(
            "selection_out", self.tr("Tidak dipilih…"), self.leave_out_requested.emit, icon="ban",
            tip=self.tr("Tidak terpilih, dengan alasan (X)"),
        )  # fmt: skip
        self.replace_button = button(
            "selection_replace", self.tr("Ganti…"), self.replace_requested.emit,
            icon="arrow-up-down", tip=self.tr("Mundur dan digantikan (G)"),
        )  # fmt: skip
        self.back_button = button(
            "selection_back", self.tr("Batalkan keputusan"), self.back_requested.emit,
            icon="rotate-ccw", tip=self.tr("Kembali ke sebelum diputuskan (Del)"),
        )  # fmt: skip
        self._build()
        self.show_entries(())

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show one candidate, or how many are selected."""
        one = entries[0] if len(entries) == 1 else None
        words = self.tr("Pilih calon di daftar")
        if one is not None:
            words = one.name
        elif entries:
            words = self.tr("{count} calon dipilih").format(count=len(entries))
        self.heading.setText(words)
        told = _told(self, one, self._today) if one is not None else {}
        self.state_badge.setVisible(one is not None)
        if one is not None:
            set_badge(self.state_badge, STATES[one.state], TONES[one.state])
        self.about.setText(told.get("about", ""))
        self.about.setVisible(bool(told.get("about")))
        for key, (title, line) in self.lines.items():
            line.setText(told.get(key, ""))
            title.setVisible(bool(line.text()))
            line.setVisible(bool(line.text()))
        here = [entry for entry in entries if entry.state not in _GONE]
        for made in (
            self.meets_button, self.fails_button, self.select_button, self.reserve_button,
            self.out_button,
        ):  # fmt: skip
            made.setEnabled(bool(here))
        self.replace_button.setEnabled(one is not None and one.state is not State.REPLACED)
        decided = [entry for entry in entries if entry.state is not State.UNVERIFIED]
        self.back_button.setEnabled(bool(decided))

    def _build(self) -> None:
        inner: list[QWidget] = []
        for title, line in self.lines.values():
            pair = QWidget()
            pair.setLayout(column(title, line, spacing=2))
            inner.append(pair)
        grid = QGridLayout()
        grid.setSpacing(SPACE)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, made in enumerate(
            (
                self.meets_button, self.fails_button, self.select_button, self.reserve_button,
                self.out_button, self.replace_button,
            )
        ):  # fmt: skip
            grid.addWidget(made, place // 2, place % 2)
        grid.addWidget(self.back_button, 3, 0, 1, 2)
        buttons = QWidget()
        buttons.setLayout(grid)
        layout = column(self.heading, row(self.state_badge, 1), spacing=SPACE)
        layout.addWidget(scrolled(self.about, buttons, *inner), 1)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        self.heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


def _told(panel: QWidget, one: Entry, today: date) -> dict[str, str]:
    level = panel.tr("jenjang {level}").format(level=one.level) if one.level else ""
    years = rules.age(one.born, today) if one.born else None
    told = {
        "about": " · ".join(
            filter(
                None,
                (
                    f"{one.occupation} {level}".strip(), one.village, one.sex,
                    panel.tr("{years} tahun").format(years=years) if years is not None else "",
                    local(one.phone) if one.phone else "",
                ),
            )
        ),
        "why": "" if one.state in rules.OPEN or _is_the_rank(one) else one.why,
        "replaces": one.replaces,
    }  # fmt: skip
    if one.rank is not None:
        words = panel.tr("{rank} dari {of} untuk jabatan ini: {reason}")
        told["rank"] = words.format(rank=one.rank.rank, of=one.rank.of, reason=one.rank.reason)
    if one.verified_on:
        told["verified"] = _by(panel, one.verified_on, one.verified_by)
        if one.note:
            told["verified"] += f": {one.note}"
    if one.decided_on:
        told["decided"] = _by(panel, one.decided_on, one.decided_by)
        how = panel.tr("diputuskan sendiri") if one.by_hand else panel.tr("menurut usulan")
        told["decided"] += f" ({how})"
    return told


def _is_the_rank(one: Entry) -> bool:
    """Tell whether the reason says no more than the rank does."""
    return one.rank is not None and one.why.endswith(one.rank.reason)


def _by(panel: QWidget, day: date, who: str) -> str:
    words = panel.tr("{day} oleh {who}")
    return words.format(day=short_date(day), who=who) if who else short_date(day)
