"""Beranda: what runs, what is due next, and the way in."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from sertidesk.domain import plan
from sertidesk.services import overview
from sertidesk.services.overview import RunningActivity
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import scrolled
from sertidesk.ui.kit.parts import EmptyState, Page, badge, button, card, column, label, row, swap


class HomePage(Page):
    """The first page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.title_label.setText(self.tr("Beranda"))
        self._desk = desk
        self.new_button = button(
            "home_new_activity",
            self.tr("Kegiatan baru"),
            lambda: desk.go("activities", new=True),
            icon="plus",
            primary=True,
        )
        self.action_row.addWidget(self.new_button)
        self._content: QWidget | None = None

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the running activities anew."""
        running = overview.running(self._desk.store)
        content: QWidget
        if running:
            content = scrolled(*(self._card(one) for one in running))
        else:
            content = EmptyState(
                self.tr("Selamat datang di SertiDesk"),
                self.tr(
                    "Belum ada kegiatan yang berjalan. Buat kegiatan, lalu impor daftar peserta "
                    "dari desa. Program memandu langkah demi langkah menurut SOP."
                ),
                button(
                    "home_first_activity",
                    self.tr("Buat kegiatan pertama"),
                    lambda: self._desk.go("activities", new=True),
                    icon="plus",
                ),
            )
        self._content = swap(self.body, self._content, content)

    def _card(self, one: RunningActivity) -> QFrame:
        tone = "bad" if one.state is plan.State.OVERDUE else "accent"
        title = button(
            f"open_{one.code}",
            f"{one.name}",
            partial(self._desk.go, "activity", code=one.code),
            link=True,
        )
        current = self.tr("Langkah {number} dari {all}: {title}").format(
            number=one.step_number, all=one.all_steps, title=one.step_title
        )
        head = row(title, label(f"{one.code} · {one.office}", "muted"), 1)
        head.addWidget(badge(self._due_words(one), tone))
        funnel = row(
            *(
                self._figure(one, words, count, number)
                for words, count, number in (
                    (self.tr("terdaftar"), one.registered, one.registered),
                    (self.tr("berkas lengkap"), one.complete, one.registered),
                    (self.tr("NIK sesuai"), one.matched, one.registered),
                    (self.tr("terkirim ke LSP"), one.sent, one.registered),
                )
            ),
            1,
        )
        inner = QWidget()
        layout = column(label(current, wrap=True))
        layout.insertLayout(0, head)
        layout.addLayout(funnel)
        inner.setLayout(layout)
        return card(inner, name=f"card_{one.code}")

    def _figure(self, one: RunningActivity, words: str, count: int, total: int) -> QWidget:
        return button(
            f"figure_{one.code}_{words.split()[0]}",
            f"{count}/{total} {words}" if count != total or not total else f"{count} {words}",
            partial(self._desk.go, "activity", code=one.code),
        )

    def _due_words(self, one: RunningActivity) -> str:
        if one.days_left is None:
            return self.tr("tanpa tenggat")
        if one.days_left < 0:
            return self.tr("terlambat {days} hari").format(days=-one.days_left)
        return self.tr("{days} hari lagi").format(days=one.days_left)
