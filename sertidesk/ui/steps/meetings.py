"""The meetings of an activity, with all that is noted of the one chosen; two screens share it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain.formatting import list_date
from sertidesk.domain.meetings import FollowUpState, Kind
from sertidesk.services import meetings, meetings_edits, meetings_papers
from sertidesk.services.meetings import Meeting
from sertidesk.services.preview import Order
from sertidesk.ui.kit.list_screen import Chip
from sertidesk.ui.kit.parts import EmptyState, button
from sertidesk.ui.kit.sides import SidesScreen
from sertidesk.ui.kit.table import TableColumn
from sertidesk.ui.save_workbook import save_workbook
from sertidesk.ui.steps.meetings_course import CourseSide
from sertidesk.ui.steps.meetings_facts import FactsSide
from sertidesk.ui.steps.meetings_follow_ups import FollowUpsSide, OpenFollowUps
from sertidesk.ui.steps.meetings_guests import GuestsSide

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_LOW = 440  # pixels; in a lower window the meeting needs the room
_LINES = 2  # of what waits to be done
FACTS, GUESTS, COURSE, FOLLOW_UPS = range(4)


class MeetingsScreen(SidesScreen[Meeting]):
    """The meetings at the left, the sides of the one chosen at the right."""

    shown_kinds = frozenset({
        "meeting", "meeting_point", "meeting_guest", "follow_up", "official", "organization",
        "assessor", "activity",
    })  # fmt: skip
    new_kind: Kind = Kind.COORDINATION

    def __init__(self, desk: Desk, activity: Activity, step: Step, name: str, title: str) -> None:
        super().__init__(
            desk, activity, name, title, self.tr("Rapat kegiatan ini"), _columns(self),
            _chips(self), frozen=0,
        )  # fmt: skip
        self.open_list = OpenFollowUps()
        self.facts = FactsSide(desk, activity.id)
        self.guests = GuestsSide(desk)
        self.course = CourseSide(desk)
        self.follow_ups = FollowUpsSide(desk)
        self._build(name)
        # Connected signals
        self.open_list.opened.connect(self._on_open_chosen)
        self.add_keys({"Ins": self.add, "Del": self.remove, "Ctrl+C": self.copy})
        self.reload(None)
        if self.entries:
            self.table.go_to(self.source.found()[-1])

    @override
    def listing(self) -> Sequence[Meeting]:
        return meetings.listing(self.desk.store, self.activity)

    @override
    def reload(self, kinds: frozenset[str] | None = None) -> None:
        super().reload(kinds)
        self.facts.files.reload(kinds)

    @override
    def cells(self, one: Meeting) -> tuple[Any, ...]:
        return one.id, one.day, one.name, _state(one), one.time, one.place

    @override
    def total(self) -> str:
        words = self.tr("{count} rapat").format(count=len(self.entries))
        waiting = sum(one.open_follow_ups for one in self.entries.values())
        if waiting:
            words += self.tr(" · {count} tindak lanjut").format(count=waiting)
        return words

    @override
    def show_counts(self) -> None:
        super().show_counts()
        found = meetings.open_follow_ups(self.desk.store, self.activity.id)
        self.open_list.show_follow_ups(found)
        known = meetings.candidates(self.desk.store, self.activity)
        names = [one.guest.name for one in known]
        self.guests.offer(known)
        self.facts.offer(names, sorted({one.place for one in self.entries.values() if one.place}))
        self.follow_ups.offer(names)

    def add(self) -> None:
        """Add a meeting today, to be filled in."""
        values = {"kind": self.new_kind}
        changes = self.desk.do(meetings_edits.add, self.activity, values)
        if changes is not None:
            self.table.go_to(changes.subject)
            self.tell(changes, self.tr("Rapat ditambahkan. Isi judul, waktu, dan tempatnya."))
            self.open_side(FACTS)

    def remove(self) -> None:
        """Delete the selected meetings."""
        ids = [one.id for one in self.selected()]
        if ids:
            words = self.tr("{count} rapat dihapus.").format(count=len(ids))
            self.tell(self.desk.do(meetings_edits.remove, ids), words)

    def print_minutes(self) -> None:
        """Write the minutes of the selected meetings as a PDF."""
        self._print("minutes", self.tr("Notulen"))

    def print_attendance(self) -> None:
        """Write the lists to be signed of the selected meetings as a PDF."""
        self._print("meeting-attendance", self.tr("Daftar hadir rapat"))

    def save_workbook(self) -> None:
        """Write everything that was agreed as Excel."""
        save_workbook(
            self.desk, self.tr("Simpan tindak lanjut"),
            f"Tindak lanjut rapat {self.activity.name}",
            meetings_papers.write_workbook, self.activity, doing=self.tr("Menulis tindak lanjut"),
            told=self.tr("{count} tindak lanjut disimpan ke {file}."),
        )  # fmt: skip

    def _print(self, kind: str, title: str) -> None:
        chosen = self.selected() or list(self.entries.values())
        told = chosen[0].told if len(chosen) == 1 else self.activity.name
        args = (self.activity, kind, [one.id for one in chosen])
        made = meetings_papers.write_some
        self.desk.preview(Order(title, f"{title} {told}", made, args, in_word=kind == "minutes"))

    def _build(self, name: str) -> None:
        sides = {
            self.tr("Data rapat"): self.facts,
            self.tr("Daftar hadir"): self.guests,
            self.tr("Pembahasan"): self.course,
            self.tr("Tindak lanjut"): self.follow_ups,
        }
        self.make_tabs(f"{name}_sides", self.tr("Isi rapat"), sides)
        self.workbook_button = button(
            f"{name}_workbook", "", self.save_workbook, icon="file-spreadsheet",
            tip=self.tr("Simpan semua tindak lanjut ke Excel"),
        )  # fmt: skip
        self.workbook_button.setAccessibleName(self.workbook_button.toolTip())
        self.workbook_button.setProperty("tool", True)
        self.remove_button = button(
            f"{name}_remove", "", self.remove, icon="trash-2",
            tip=self.tr("Hapus rapat yang dipilih (Del)"),
        )  # fmt: skip
        self.remove_button.setAccessibleName(self.tr("Hapus rapat"))
        self.remove_button.setProperty("tool", True)
        self.attendance_button = button(
            f"{name}_attendance", self.tr("Daftar hadir…"), self.print_attendance,
            icon="printer", tip=self.tr("Cetak daftar hadir rapat yang dipilih"),
        )  # fmt: skip
        self.minutes_button = button(
            f"{name}_print", self.tr("Notulen…"), self.print_minutes, icon="printer",
            tip=self.tr("Cetak notulen rapat yang dipilih beserta daftar hadirnya"),
        )  # fmt: skip
        self.add_button = button(
            f"{name}_add", self.tr("Tambah rapat"), self.add, icon="plus", shortcut="Ctrl+N",
            tip=self.tr("Ins juga"),
        )  # fmt: skip
        empty = EmptyState(
            self.tr("Belum ada rapat"),
            self.tr(
                "“Tambah rapat” membuka rapat hari ini. Isi waktu, tempat, dan peserta; lalu tulis "
                "pembahasan, kesimpulan, dan tindak lanjutnya. Notulen dan daftar hadir dicetak "
                "dari sini."
            ),
        )
        self.lay_out(
            self.tabs,
            empty,
            buttons=(
                self.workbook_button, self.remove_button, self.attendance_button,
                self.minutes_button,
            ),
            always=(self.add_button,),
            above=self.open_list,
        )  # fmt: skip
        self.give_room()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.open_list.fit(_LINES if event.size().height() > _LOW else 1)

    def _on_open_chosen(self, meeting: str, follow_up: str) -> None:
        self.choose_chip(None)
        self.table.go_to(meeting)
        self.tabs.setCurrentIndex(FOLLOW_UPS)
        self.follow_ups.table.go_to(follow_up)
        self.follow_ups.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _state(one: Meeting) -> str:
    if any(follow.state is FollowUpState.OVERDUE for follow in one.follow_ups):
        return "overdue"
    if not one.conclusions:
        return "draft"
    return "open" if one.open_follow_ups else "done"


def _chips(parent: QWidget) -> list[Chip[Meeting]]:
    return [
        Chip("draft", parent.tr("Tanpa kesimpulan"), "warn", lambda one: not one.conclusions,
             always=False),
    ]  # fmt: skip


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {
        "overdue": (parent.tr("Lewat"), "bad"),
        "draft": (parent.tr("Draf"), "warn"),
        "open": (parent.tr("Terbuka"), "accent"),
        "done": (parent.tr("Selesai"), "good"),
    }
    return [
        TableColumn("day", parent.tr("Tanggal"), 84, show=list_date),
        TableColumn("name", parent.tr("Rapat"), 130),
        TableColumn("state", parent.tr("Status"), 84, badges=badges),
        TableColumn("time", parent.tr("Waktu"), 90),
        TableColumn("place", parent.tr("Tempat"), 150),
    ]
