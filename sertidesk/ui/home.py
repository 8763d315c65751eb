"""Beranda: what runs, what is late, what is due next, whether there is a backup; the way in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from sertidesk.domain import plan
from sertidesk.domain.formatting import day_and_date, due_date
from sertidesk.services import activity, overview
from sertidesk.services.overview import RunningActivity
from sertidesk.ui import step_words
from sertidesk.ui.desk import Desk
from sertidesk.ui.funnel import FunnelChart
from sertidesk.ui.home_side import HomeSide
from sertidesk.ui.kit.form import scrolled
from sertidesk.ui.kit.parts import (
    EmptyState,
    Page,
    badge,
    button,
    card,
    column,
    label,
    row,
    swap,
)
from sertidesk.ui.kit.theme import SPACE

_KINDS_APART = frozenset(("official", "layout", "form", "column_mapping", "status_word", "area"))
_MOST_LATE = 3  # late steps named on a card; the others are counted
_LEAST = 96  # pixels that a long name keeps in a narrow window


class HomePage(Page):
    """The first page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.title_label.setText(self.tr("Beranda"))
        self._desk = desk
        self.new_button = button(
            "home_new_activity",
            self.tr("Kegiatan baru"),
            self._on_new_clicked,
            icon="plus",
            primary=True,
        )
        self.action_row.addWidget(self.new_button)
        self.side = HomeSide(desk)
        self._cards = column()
        self._content: QWidget | None = None
        self._shown_all = False
        body = row(self._cards, self.side, spacing=4 * SPACE)
        body.setStretch(0, 1)
        self.body.addLayout(body, 1)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the running activities and the last backup anew."""
        if kinds is not None and not kinds - _KINDS_APART:
            return
        running = overview.running(self._desk.store, everything=self._shown_all)
        self.new_button.setVisible(bool(running))
        today = day_and_date(self._desk.store.today())
        self.subtitle_label.setText(today)
        self.subtitle_label.show()
        shown = self._list(running) if running else self._welcome()
        self._content = swap(self._cards, self._content, shown)
        self.side.reload()

    def _list(self, running: Sequence[RunningActivity]) -> QWidget:
        """Return a card for each activity; of many only the most urgent until more are wanted."""
        first = running if self._shown_all else running[: overview.DETAILED]
        cards: list[QWidget] = [self._card(one) for one in first]
        if len(running) > len(first):
            words = self.tr("Tampilkan {count} kegiatan lain").format(
                count=len(running) - len(first)
            )
            cards.append(button("home_more", words, self._on_more_clicked, link=True))
        return scrolled(*cards)

    def _welcome(self) -> EmptyState:
        first = button(
            "home_first_activity",
            self.tr("Buat kegiatan"),
            self._on_new_clicked,
            icon="plus",
            primary=True,
        )
        buttons = [first]
        if activity.listing(self._desk.store):  # all of them closed
            words = self.tr("Lihat semua kegiatan")
            buttons.append(
                button("home_all_activities", words, lambda: self._desk.go("activities"))
            )
        return EmptyState(
            self.tr("Selamat datang di SertiDesk"),
            self.tr(
                "Belum ada kegiatan yang berjalan. Buat kegiatan, lalu impor daftar peserta dari "
                "desa. Program memandu langkah demi langkah menurut SOP, mengingatkan tenggat, "
                "dan menyiapkan rekap untuk Disdukcapil dan LSP."
            ),
            *buttons,
        )

    def _card(self, one: RunningActivity) -> QFrame:
        title = button(
            f"open_{one.code}",
            one.name,
            partial(self._desk.go, "activity", code=one.code),
            link=True,
        )
        about = label(f"{one.code} · {one.office}", "muted")
        for text in (title, about):  # a long name gives way, the card never scrolls sideways
            _let_shrink(text, one.name if text is title else about.text())
        about.setMinimumWidth(1)  # 0 would stand for what its words need
        head = row(title, 1)
        done = self.tr("{done} dari {all} langkah selesai").format(
            done=one.closed_steps, all=one.all_steps
        )
        head.addWidget(label(done, "muted"))
        opens = partial(self._open_figure, one.code)
        funnel = FunnelChart(f"figures_{one.code}", one.funnel, opens)
        lines = column(spacing=SPACE)
        for view in one.late[:_MOST_LATE]:
            lines.addLayout(self._step_line(one, view))
        if len(one.late) > _MOST_LATE:
            more = self.tr("… dan {count} langkah lain terlambat.")
            lines.addWidget(label(more.format(count=len(one.late) - _MOST_LATE), "muted"))
        if one.current is None:
            lines.addWidget(
                label(self.tr("Semua langkah selesai. Kegiatan dapat ditutup."), "muted")
            )
        elif one.current not in one.late:
            lines.addLayout(self._step_line(one, one.current))
        return card(column(head, row(about, 1), spacing=0), lines, funnel, name=f"card_{one.code}")

    def _step_line(self, one: RunningActivity, view: plan.StepView) -> QVBoxLayout:
        number = view.step.number
        link = button(
            f"step_{one.code}_{number}",
            self.tr("Langkah {number}  {title}").format(number=number, title=view.step.title),
            partial(self._desk.go, "activity", code=one.code, step=number),
            link=True,
        )
        _let_shrink(link, view.step.title)
        state = badge(plan.STATE_LABELS[view.state], step_words.TONES[view.state])
        said = []
        if view.due is not None:
            said.append(
                self.tr("tenggat {day}, {left}").format(
                    day=due_date(view.due), left=step_words.left(view)
                )
            )
        who = ", ".join(one.actors.get(number, ()))
        if who:
            said.append(self.tr("menunggu {who}").format(who=who))
        about = label(" · ".join(said), "muted", wrap=True)
        return column(row(state, link, 1), about, spacing=2)

    def _open_figure(self, code: str, screen: str, subjects: tuple[str, ...]) -> None:
        self._desk.go("activity", code=code, screen=screen, subjects=subjects)

    def _on_more_clicked(self) -> None:
        self._shown_all = True
        self.reload(None)

    def _on_new_clicked(self) -> None:
        self._desk.go("activities", new=True)


def _let_shrink(text: QWidget, whole: str) -> None:
    text.setMinimumWidth(_LEAST)
    text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    text.setToolTip(whole)
