"""Calling every candidate: number in sight, outcome with one key, on to the next by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain import phones
from sertidesk.domain.formatting import moment, short_date
from sertidesk.domain.readiness import AGAIN, REACHES, WAYS, Reach, Way
from sertidesk.services import exports
from sertidesk.services import readiness_calls as calls
from sertidesk.services.readiness_calls import Candidate
from sertidesk.ui.kit.list_screen import Chip, ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.save_workbook import save_workbook
from sertidesk.ui.steps.readiness_call_panel import CallPanel

if TYPE_CHECKING:
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_TONES = {
    Reach.NOT_CALLED: "plain",
    Reach.COMING: "good",
    Reach.NOT_COMING: "bad",
    Reach.SENT: "accent",
    Reach.NO_ANSWER: "warn",
    Reach.WRONG_NUMBER: "bad",
}


class CallsPart(ListScreen[Candidate]):
    """Candidates by the day they come at the left, the one to call at the right."""

    shown_kinds = frozenset((
        "reminder", "participant", "person", "session", "session_participant", "organization",
        "selection", "setting",
    ))  # fmt: skip

    def __init__(self, desk: Desk, activity: Activity) -> None:
        super().__init__(
            desk, activity, "calls", self.tr("Pengingat peserta"), self.tr("Calon peserta"),
            _columns(self), _chips(self),
        )  # fmt: skip
        self.panel = CallPanel()
        self.export_button = button(
            "calls_export", self.tr("Daftar telepon…"), self.export, icon="file-spreadsheet"
        )
        empty = EmptyState(
            self.tr("Belum ada peserta"),
            self.tr(
                "Tambahkan peserta dan susun jadwalnya; di sini mereka dihubungi satu demi satu."
            ),
        )
        self.lay_out(self.panel, empty, buttons=(self.export_button,))
        # Connected signals
        self.panel.copy_requested.connect(self.copy_message)
        self.panel.left.connect(self.go_to_list)
        self.panel.reach_given.connect(self.record)
        self.panel.take_back_requested.connect(self.take_back)
        self.table.row_activated.connect(lambda _key: self.panel.begin())
        self.table.selection_changed.connect(self._on_selection_changed)
        self.add_keys({
            "D": lambda: self.record(Reach.COMING), "T": lambda: self.record(Reach.NOT_COMING),
            "J": lambda: self.record(Reach.NO_ANSWER),
            "N": lambda: self.record(Reach.WRONG_NUMBER),
            "K": lambda: self.record(Reach.SENT), "S": self.copy_message,
            "Del": self.take_back,
        })  # fmt: skip
        self.reload(None)

    @override
    def listing(self) -> Sequence[Candidate]:
        return calls.listing(self.desk.store, self.activity)

    @override
    def cells(self, one: Candidate) -> tuple[Any, ...]:
        return (
            one.participant_id, one.name, str(one.reach), one.phone or None, one.day,
            one.schedule, one.at, WAYS[one.way] if one.way else None, one.attempts or None,
            one.note, one.called_by, one.village, one.occupation,
        )  # fmt: skip

    @override
    def subject(self, one: Candidate) -> str:
        return one.participant_id

    @override
    def total(self) -> str:
        done, everything = self.progress()
        return self.tr("{done} dari {all} pasti").format(done=done, all=everything)

    def progress(self) -> tuple[int, int]:
        """Return of how many it is certain whether they come, and how many there are."""
        return sum(one.is_reached for one in self.entries.values()), len(self.entries)

    def record(self, reach: Reach) -> None:
        """Note what came of calling those chosen, and go on to the next who must be called."""
        chosen = self.selected()
        if not chosen:
            return
        after = self._next_after(chosen[-1].participant_id) if len(chosen) == 1 else None
        ids = [one.participant_id for one in chosen]
        for key in ids:
            self.hold(key)
        changes = self.desk.do(
            calls.record, ids, reach, way=self.panel.way(reach), note=self.panel.note()
        )
        if changes is None:
            return
        self.panel.clear_note()
        who = chosen[0].name if len(chosen) == 1 else self.tr("{n} calon").format(n=len(chosen))
        self.tell(changes, f"{who}: {REACHES[reach].casefold()}.")
        if after is not None:
            self.table.go_to(after)
        self.go_to_list()

    def take_back(self) -> None:
        """Take the last attempt of those chosen away."""
        ids = [one.participant_id for one in self.selected() if one.attempts]
        if ids:
            changes = self.desk.do(calls.take_back, ids)
            words = self.tr("Catatan terakhir {count} calon dihapus.")
            self.tell(changes, words.format(count=len(ids)))

    def copy_message(self) -> None:
        """Copy the message for the one chosen; what was changed in it by hand is copied too."""
        if len(self.selected()) != 1:
            self.desk.say(self.tr("Pilih satu calon untuk menyalin pesannya."), "warn")
            return
        QGuiApplication.clipboard().setText(self.panel.message_edit.toPlainText())
        self.panel.choose_way(Way.WHATSAPP)
        self.desk.say(self.tr("Pesan disalin. Setelah dikirim, tekan K."))

    def export(self) -> None:
        """Write the phone list as a workbook."""
        save_workbook(
            self.desk, self.tr("Daftar telepon"), f"Daftar telepon {self.activity.name}",
            exports.write, self.activity, "phone-list", told=self.tr("{file} ditulis."),
        )  # fmt: skip

    def _next_after(self, key: str) -> str | None:
        """Return the next below this one who must still be called."""
        shown = self.table.table_model
        keys = [str(found[0]) for n in range(shown.rowCount()) if (found := shown.row(n))]
        place = keys.index(key) if key in keys else -1
        waiting = (Reach.NOT_CALLED, *AGAIN)
        ahead = [one for one in keys[place + 1 :] if self.entries[one].reach in waiting]
        return ahead[0] if ahead else None

    def _on_selection_changed(self) -> None:
        chosen = self.selected()
        one = chosen[0] if len(chosen) == 1 else None
        text = calls.message(self.desk.store, self.activity, one) if one is not None else ""
        history = calls.attempts(self.desk.store, one.participant_id) if one is not None else []
        self.panel.show_candidates(chosen, text, history)


def _chips(parent: QWidget) -> list[Chip[Candidate]]:
    tones = {reach: tone for reach, tone in _TONES.items() if reach not in AGAIN}
    always = (Reach.NOT_CALLED, Reach.COMING)
    found: list[Chip[Candidate]] = state_chips(
        tones, REACHES, lambda one: one.reach, maybe=[one for one in tones if one not in always]
    )
    again, no_phone = parent.tr("Hubungi lagi"), parent.tr("Tanpa nomor")
    found += [
        Chip("again", again, "warn", lambda one: one.reach in AGAIN),
        Chip("no_phone", no_phone, "bad", lambda one: not one.phone, always=False),
    ]
    return found


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {str(reach): (REACHES[reach], tone) for reach, tone in _TONES.items()}
    return [
        TableColumn("name", parent.tr("Nama"), 180),
        TableColumn("reach", parent.tr("Status"), 132, badges=badges),
        TableColumn("phone", parent.tr("Nomor HP"), 118, show=phones.local),
        TableColumn("day", parent.tr("Tanggal uji"), 92, show=short_date),
        TableColumn("schedule", parent.tr("Jadwal"), 240),
        TableColumn("at", parent.tr("Dihubungi"), 140, show=moment),
        TableColumn("way", parent.tr("Lewat"), 88),
        TableColumn("attempts", parent.tr("Kali"), 48, align_right=True),
        TableColumn("note", parent.tr("Catatan"), 180),
        TableColumn("called_by", parent.tr("Oleh"), 120),
        TableColumn("village", parent.tr("Desa/kelurahan"), 120),
        TableColumn("occupation", parent.tr("Jabatan kerja"), 170),
    ]
