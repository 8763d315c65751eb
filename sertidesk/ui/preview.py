"""Pratinjau: a paper as it will be printed, to be looked at, printed, saved or left again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QSplitter, QWidget

from sertidesk.export.pdf.page import Printed
from sertidesk.services import preview, settings
from sertidesk.services.preview import Made, Order
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.parts import button, column, label, named, row, tool
from sertidesk.ui.kit.prompts import PDF, WORD
from sertidesk.ui.kit.theme import SPACE
from sertidesk.ui.kit.work import Work
from sertidesk.ui.preview_print import print_pages
from sertidesk.ui.preview_sheet import SheetArea
from sertidesk.ui.preview_thumbnails import Thumbnails
from sertidesk.ui.print_menu import open_saved, tell_printed

_PAPERS = (("f4", "F4"), ("a4", "A4"))


class PreviewPage(QWidget):
    """The page: what can be done above, thumbnails at the left, the sheet."""

    closed = Signal()  # whoever shows the page goes back to where it was asked for
    first_pages_made = Signal(object, object)  # for which making, Made: from its thread

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("preview_page")
        self._desk = desk
        self._order: Order | None = None
        self._work: Work | None = None
        self._asked: object | None = None  # the making whose paper is awaited
        self._made: Made | None = None
        self.subject = ""
        self.thumbnails = Thumbnails(desk)
        self.sheet = SheetArea(desk)
        self._build()
        # Connected signals
        self.back_key.activated.connect(self.leave)
        self.first_pages_made.connect(self._on_first_pages_made)
        self.number_box.valueChanged.connect(lambda number: self.show_page(number - 1))
        self.paper_box.activated.connect(lambda _place: self._make())
        self.sheet.turned.connect(self._on_turned)
        self.sheet.zoomed.connect(self._tell_zoom)
        self.thumbnails.chosen.connect(self.show_page)

    def open(self, order: Order) -> None:
        """Make the paper and show it; what cannot be made is told, and the page left again."""
        self._order = order
        self.subject = order.title
        self.title_label.setText(order.title)
        chosen = str(settings.get(self._desk.store, "paper"))
        custom = str(settings.get(self._desk.store, "paper_size"))
        self.paper_box.clear()
        for key, told in (*_PAPERS, *([("custom", f"{custom} mm")] if custom else [])):
            self.paper_box.addItem(told, key)
        self.paper_box.setCurrentIndex(max(self.paper_box.findData(chosen), 0))
        self.paper_box.setVisible(order.takes_paper)
        self.word_button.setVisible(order.in_word)
        self._make()
        self.print_button.setFocus()

    def reload(self, _kinds: frozenset[str] | None) -> None:
        """A paper stays as it was made."""

    def show_page(self, page: int) -> None:
        """Show a page, counted from 0."""
        if self._made is not None and 0 <= page < len(self._made.sizes):
            self.sheet.show_page(page)

    def print_out(self) -> None:
        """Ask for a printer, and print each page in its own size."""
        if not self._is_whole() or self._made is None or self._order is None:
            return
        width, height = self._made.sizes[0]
        printer = self._desk.prompts.choose_printer(
            self._order.title, width, height, len(self._made.sizes)
        )
        if printer is not None:
            self._desk.run(
                self.tr("Mencetak: {title}").format(title=self._order.title),
                print_pages, printer, self._made, done=self._on_printed,
            )  # fmt: skip

    def save(self) -> None:
        """Ask where to, and write the paper as a PDF."""
        if not self._is_whole() or self._made is None or self._order is None:
            return
        target = self._desk.prompts.save_file(
            self.tr("Simpan PDF: {title}").format(title=self._order.title),
            self._order.file_name, PDF,
        )  # fmt: skip
        if target is None:
            return
        pages = self._desk.do(preview.save, self._made, target)
        if pages is not None:
            tell_printed(self._desk, Printed(target, pages))

    def open_in_word(self) -> None:
        """Ask where to, write the paper for Word and open it there."""
        if self._order is None:
            return
        title = self._order.title
        target = self._desk.prompts.save_file(
            self.tr("Simpan untuk Word: {title}").format(title=title),
            str(Path(self._order.file_name).with_suffix(".docx")), WORD,
        )  # fmt: skip
        if target is not None:
            self._desk.run(
                self.tr("Menulis: {title}").format(title=title), preview.write_word,
                self._order, target, self.paper_box.currentData(), done=self._on_word_written,
            )  # fmt: skip

    def leave(self) -> None:
        """Stop what is being made and go back to where the paper was asked for."""
        self.let_go()
        self.closed.emit()

    def let_go(self) -> None:
        """Stop what is being made, and drop what was."""
        if self._work is not None:
            self._work.cancel()
        self._forget()

    def _build(self) -> None:
        self.back_button = button(
            "preview_back", self.tr("Kembali"), self.leave, icon="arrow-left", tip="Esc"
        )
        self.back_key = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self.back_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.title_label: QLabel = named(label("", "heading"), "preview_title")
        self.title_label.setMinimumWidth(80)
        self.paper_box: QComboBox = named(QComboBox(), "preview_paper", self.tr("Kertas"))
        self.save_button = button(
            "preview_save", self.tr("Simpan PDF…"), self.save, icon="save", shortcut="Ctrl+S"
        )
        self.word_button = button(
            "preview_word", self.tr("Buka di Word…"), self.open_in_word, icon="file-text",
            tip=self.tr("Untuk disunting sebelum ditandatangani"),
        )  # fmt: skip
        self.print_button = button(
            "preview_print", self.tr("Cetak…"), self.print_out, icon="printer", primary=True,
            shortcut="Ctrl+P",
        )  # fmt: skip
        self.number_box: QSpinBox = named(QSpinBox(), "preview_number", self.tr("Halaman"))
        self.number_box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number_box.setKeyboardTracking(False)
        self.number_box.setFixedWidth(64)
        self.count_label: QLabel = named(label("", "muted"), "preview_count")
        self.previous_button = tool(
            "preview_previous", self.tr("Halaman sebelumnya (Page Up)"),
            lambda: self.sheet.step(-1), icon="chevron-left",
        )  # fmt: skip
        self.next_button = tool(
            "preview_next", self.tr("Halaman berikutnya (Page Down)"),
            lambda: self.sheet.step(1), icon="chevron-right",
        )  # fmt: skip
        self.out_button = tool(
            "preview_zoom_out", self.tr("Perkecil (Ctrl+-)"),
            lambda: self.sheet.zoom(-1), icon="zoom-out",
        )  # fmt: skip
        self.in_button = tool(
            "preview_zoom_in", self.tr("Perbesar (Ctrl++)"),
            lambda: self.sheet.zoom(1), icon="zoom-in",
        )  # fmt: skip
        self.zoom_label: QLabel = named(label("", "muted"), "preview_zoom")
        self.zoom_label.setMinimumWidth(44)
        self.width_button = button(
            "preview_fit_width", self.tr("Selebar layar"), self.sheet.fit_width,
            tip=self.tr("Ctrl+0"),
        )  # fmt: skip
        self.whole_button = button(
            "preview_fit_page", self.tr("Satu halaman"), self.sheet.fit_page,
            tip=self.tr("Ctrl+9"),
        )  # fmt: skip
        top = row(
            self.back_button, self.title_label, self.paper_box, self.word_button,
            self.save_button, self.print_button,
        )  # fmt: skip
        top.setStretch(1, 1)
        tools = row(
            self.previous_button, self.number_box, self.count_label, self.next_button, 1,
            self.out_button, self.zoom_label, self.in_button, self.width_button,
            self.whole_button, spacing=SPACE,
        )  # fmt: skip
        for keys, act in (
            ("PgUp", lambda: self.sheet.step(-1)), ("PgDown", lambda: self.sheet.step(1)),
            ("Home", lambda: self.show_page(0)), ("End", self._show_last),
            ("Ctrl++", lambda: self.sheet.zoom(1)), ("Ctrl+=", lambda: self.sheet.zoom(1)),
            ("Ctrl+-", lambda: self.sheet.zoom(-1)),
            ("Ctrl+0", self.sheet.fit_width), ("Ctrl+9", self.sheet.fit_page),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        split: Any = named(QSplitter(), "preview_split")
        split.addWidget(self.thumbnails)
        split.addWidget(self.sheet)
        split.setStretchFactor(1, 1)
        split.setSizes([150, 900])
        split.setChildrenCollapsible(False)
        page = column(top, tools, split)
        page.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 2 * SPACE)
        page.setStretch(2, 1)
        self.setLayout(page)

    def _make(self) -> None:
        if self._order is None:
            return
        self.let_go()
        self._show_state()
        order, asked = self._order, object()
        self._asked = asked
        work = self._desk.run(
            self.tr("Menyiapkan: {title}").format(title=order.title),
            preview.make, order, self.paper_box.currentData(),
            first=lambda made: self.first_pages_made.emit(asked, made),
            done=lambda made: self._on_made(asked, made),
            stopped=lambda: self._on_stopped(asked),
        )  # fmt: skip
        self._work = work if self._asked is asked else None

    def _forget(self) -> None:
        made, self._made = self._made, None
        self._work = self._asked = None
        self.sheet.forget()
        self.thumbnails.forget()
        if made is not None:
            preview.drop(made.path)

    def _show(self, made: Made) -> None:
        """Show what was made; the page and the place looked at stay."""
        before, page = self._made, self.sheet.page
        self._made = made
        last = len(made.sizes) - 1
        self.sheet.show_made(made, min(page, last))
        self.thumbnails.show_pages(made, self.sheet.page)
        if before is not None:
            preview.drop(before.path)
        self._show_state()

    def _show_state(self) -> None:
        made = self._made
        pages = len(made.sizes) if made is not None else 0
        whole = self._is_whole()
        for widget in (self.save_button, self.print_button):
            widget.setEnabled(whole)
        self.number_box.blockSignals(True)
        self.number_box.setRange(min(1, pages), pages)
        self.number_box.setValue(self.sheet.page + 1)
        self.number_box.blockSignals(False)
        words = self.tr("dari {count}") if whole else self.tr("dari … (masih disiapkan)")
        self.count_label.setText(words.format(count=pages))
        self.previous_button.setEnabled(self.sheet.page > 0)
        self.next_button.setEnabled(self.sheet.page < pages - 1)

    def _is_whole(self) -> bool:
        return self._made is not None and self._made.whole

    def _show_last(self) -> None:
        if self._made is not None:
            self.show_page(len(self._made.sizes) - 1)

    def _on_turned(self, page: int) -> None:
        self.thumbnails.mark(page)
        self._show_state()

    def _tell_zoom(self, percent: int) -> None:
        self.zoom_label.setText(f"{percent}%")

    def _on_first_pages_made(self, asked: object, made: Made) -> None:
        if asked is self._asked:
            self._show(made)
        else:  # left meanwhile, or the whole was there sooner
            preview.drop(made.path)

    def _on_made(self, asked: object, made: Made) -> None:
        if asked is not self._asked:
            preview.drop(made.path)
            return
        self._work = self._asked = None
        self._show(made)
        self.print_button.setFocus()

    def _on_stopped(self, asked: object) -> None:
        if asked is self._asked:
            self._forget()
            self.closed.emit()

    def _on_word_written(self, printed: Printed) -> None:
        tell_printed(self._desk, printed)
        open_saved(self._desk, printed.path)

    def _on_printed(self, pages: int) -> None:
        self._desk.say(self.tr("{pages} halaman dikirim ke pencetak.").format(pages=pages))
