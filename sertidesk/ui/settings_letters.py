"""Nomor surat: the office's patterns of letter numbers, and its classification codes."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from sertidesk.domain import letter_numbers as numbers
from sertidesk.domain import letters as rules
from sertidesk.domain.errors import UserError
from sertidesk.services import letter_series, settings
from sertidesk.services.letter_series import Series
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import long_field, text_field
from sertidesk.ui.kit.parts import EmptyState
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.record_section import RecordSection


class Section(RecordSection):
    """The series of numbers, the fields of one, and the codes that are offered."""

    def __init__(self, desk: Desk) -> None:
        columns = [
            TableColumn("name", self.tr("Urutan nomor"), 150),
            TableColumn("pattern", self.tr("Pola"), 260),
            TableColumn("unit", self.tr("Unit"), 90),
            TableColumn("code", self.tr("Kode"), 70),
            TableColumn("next", self.tr("Nomor berikutnya"), 210),
            TableColumn("kinds", self.tr("Untuk"), 130),
        ]
        fields = [
            text_field("name", self.tr("Nama urutan"), self.tr("misalnya Surat keluar")),
            text_field("pattern", self.tr("Pola nomor"), numbers.USUAL),
            text_field("unit", self.tr("Unit"), self.tr("misalnya PUPR")),
            text_field("code", self.tr("Kode klasifikasi biasa"), self.tr("misalnya 600.1")),
            text_field(
                "kinds",
                self.tr("Hanya untuk jenis"),
                self.tr("misalnya Keputusan, Tugas"),
                tuple(rules.KINDS.values()),
            ),
            text_field(
                "last_number",
                self.tr("Nomor terakhir tahun ini"),
                self.tr("sebelum memakai SertiDesk"),
            ),
        ]
        super().__init__(
            desk,
            "letter_series",
            letter_series,
            self.tr("Nomor surat"),
            columns,
            fields,
            EmptyState(
                self.tr("Belum ada pola nomor surat"),
                self.tr(
                    "Tambahkan di bawah. Pola memuat {urut}, dan bila perlu {kode}, {unit}, "
                    "{bulan_romawi}, {bulan}, {tahun}; {urut:03} menulis 007. Nomor urut mulai "
                    "dari 1 setiap tahun."
                ),
            ),
            filters=False,
        )
        self.table.setSortingEnabled(False)  # the first row takes what no other names
        self.codes = long_field(
            "letter_codes",
            self.tr("Kode klasifikasi yang ditawarkan: satu baris, kode lalu artinya"),
        )
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.codes)
        self.codes.left.connect(self._on_codes_left)

    @override
    def reload(self, kinds: frozenset[str] | None = None) -> None:
        if kinds is not None and kinds & {"letter", "letter_gap"}:
            kinds = None  # the next number may be another
        super().reload(kinds)
        if (kinds is None or "setting" in kinds) and not self.codes.editor.hasFocus():
            self.codes.set_text("\n".join(settings.letter_codes(self.desk.store)))

    @override
    def cells(self, record: Series) -> tuple[Any, ...]:
        following = letter_series.next_told(self.desk.store, record)
        return (
            record.name, record.pattern, record.unit, record.code, following, _kinds(record)
        )  # fmt: skip

    @override
    def texts(self, record: Series) -> dict[str, str]:
        return {**super().texts(record), "kinds": _kinds(record)}

    @override
    def judge(self, key: str) -> None:
        if key not in ("pattern", "unit", "code"):
            return
        field = self.fields["pattern"]
        if not field.text():
            field.say("")
            return
        try:
            sample = numbers.parse(field.text()).write(
                7,
                self.desk.store.today(),
                self.fields["code"].text() or "600.1",
                self.fields["unit"].text() or "UNIT",
            )
        except UserError as error:
            field.say(str(error), "error")
        else:
            field.say(self.tr("Contoh: {sample}").format(sample=sample), "info")

    def _on_codes_left(self, _key: str) -> None:
        lines = [" ".join(line.split()) for line in self.codes.text().splitlines()]
        changes = self.desk.do(settings.put, {"letter_codes": list(filter(None, lines))})
        if changes is not None and changes.kinds:
            self.desk.say(self.tr("Kode klasifikasi disimpan."), "good", changes)


def _kinds(record: Series) -> str:
    return ", ".join(rules.KINDS.get(kind, kind) for kind in record.kinds)
