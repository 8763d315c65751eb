"""A page to add many interests at once: paste lines, see how each is read, add them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.interest import CHANNELS, Entry, PastedLine, read_lines
from sertidesk.ui.kit.parts import button, column, label, named, row
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn

_READ, _LEFT_OUT = "read", "left_out"


class PastePage(QWidget):
    """The text at the left, what is understood of it at the right."""

    closed = Signal()
    add_requested = Signal(list, str)  # lines, channel

    def __init__(self, hint: Callable[[Sequence[Entry]], dict[str, str]]) -> None:
        super().__init__()
        named(self, "paste_page", self.tr("Tempel daftar minat"))
        self._hint = hint
        self.lines: list[PastedLine] = []
        badges = {
            _READ: (self.tr("Ditambahkan"), "good"),
            _LEFT_OUT: (self.tr("Dilewati"), "bad"),
        }
        columns = [
            TableColumn("number", self.tr("Baris"), 52, align_right=True),
            TableColumn("state", "", 104, badges=badges),
            TableColumn("name", self.tr("Nama"), 160),
            TableColumn("phone", self.tr("Nomor HP"), 112, show=phones.local),
            TableColumn("village", self.tr("Desa/Kelurahan"), 120),
            TableColumn("remark", self.tr("Perhatian"), 260),
        ]
        self.source = RowList(columns)
        self.table = Table(
            "paste_table", self.tr("Baris yang terbaca"), self.source, columns, filters=False
        )
        self._typing = QTimer(self, singleShot=True, interval=150)
        self._build()
        # Connected signals
        self.text_edit.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self.read)

    def open(self, channel: str) -> None:
        """Begin with an empty text."""
        self.text_edit.clear()
        self.channel_combo.setCurrentIndex(max(self.channel_combo.findData(channel), 0))
        self.read()
        self.text_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Read the text and show each line."""
        self._typing.stop()
        self.lines = read_lines(self.text_edit.toPlainText())
        told = self._hint([
            Entry(str(line.number), line.name, line.phone or "", line.village, line.nik or "")
            for line in self.lines
        ])  # fmt: skip
        self.source.rows_held = [
            (
                str(line.number),
                line.number,
                _LEFT_OUT if line.problem else _READ,
                line.name or line.text,
                line.phone,
                line.village,
                "; ".join(
                    filter(None, (line.problem, line.remark, told.get(str(line.number), "")))
                ),
            )
            for line in self.lines
        ]
        self.table.reload()
        count = sum(not line.problem for line in self.lines)
        self.add_button.setText(self.tr("Tambahkan {count} minat").format(count=count))
        self.add_button.setAccessibleName(self.add_button.text())
        self.add_button.setEnabled(count > 0)

    def add(self) -> None:
        """Ask for the lines that were read to be added."""
        self.read()  # the last letters may still wait for their turn
        self.add_requested.emit(self.lines, str(self.channel_combo.currentData()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        back = button("paste_back", self.tr("Kembali"), self.closed.emit, icon="arrow-left")
        heading = label(self.tr("Tempel daftar minat"), "heading")
        self.channel_combo: QComboBox = named(QComboBox(), "paste_channel", self.tr("Lewat"))
        for key, words in CHANNELS.items():
            self.channel_combo.addItem(words, str(key))
        self.add_button = button("paste_add", "", self.add, icon="plus")
        self.text_edit: QPlainTextEdit = named(
            QPlainTextEdit(), "paste_text", self.tr("Baris: nama; HP; desa")
        )
        self.text_edit.setTabChangesFocus(True)
        self.text_edit.setPlaceholderText(
            self.tr("Satu orang per baris, misalnya:\nnama; HP; desa\nnama; HP; desa; jabatan; NIK")
        )
        self.text_edit.setFixedWidth(330)
        how = label(self.tr("Tempel dari WhatsApp atau Excel: nama; HP; desa"), "label")
        how.setBuddy(self.text_edit)
        body = row(column(how, self.text_edit), self.table)
        body.setStretch(1, 1)
        layout = column(
            row(back, heading, 1, label(self.tr("Lewat"), "label"), self.channel_combo,
                self.add_button),
        )  # fmt: skip
        layout.addLayout(body, 1)
        self.setLayout(layout)
