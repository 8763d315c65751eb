"""Who would like to take part: noted in one line, looked after, made a participant with one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from sertidesk.domain import interest as rules
from sertidesk.domain import phones
from sertidesk.domain.formatting import short_date
from sertidesk.domain.interest import Entry, PastedLine, State
from sertidesk.services import (
    interest,
    interest_enrolment,
    interest_hints,
    occupations,
    villages,
)
from sertidesk.services.interest import Interest
from sertidesk.ui.kit.list_screen import Chip, ListScreen, state_chips
from sertidesk.ui.kit.parts import EmptyState, button, tool
from sertidesk.ui.kit.rows import RowList
from sertidesk.ui.kit.table import Table, TableColumn
from sertidesk.ui.steps.interest_line import InterestLine
from sertidesk.ui.steps.interest_paste import PastePage

if TYPE_CHECKING:
    from sertidesk.domain.procedure import Step
    from sertidesk.services.activity import Activity
    from sertidesk.ui.desk import Desk

_TONES = {
    State.NEW: "accent", State.CONTACTED: "warn", State.ENROLLED: "good", State.DROPPED: "plain",
}  # fmt: skip
_BY_VILLAGE_WIDTH = 316


class Screen(ListScreen[Interest]):
    """The line on top, the list below; per village what came, at the right when asked for."""

    shown_kinds = frozenset({"interest", "participant", "person", "activity"})

    def __init__(self, desk: Desk, activity: Activity, step: Step) -> None:
        super().__init__(
            desk, activity, "interest", self.tr("Minat"), self.tr("Daftar minat"),
            _columns(self), _chips(),
        )  # fmt: skip
        self._among = interest_hints.Others((), (), {})
        self._told: dict[str, str] = {}  # what to look at, by interest
        village_columns = _village_columns(self)
        self.village_source = RowList(village_columns)
        self.village_table = Table(
            "interest_villages", self.tr("Minat per desa/kelurahan"), self.village_source,
            village_columns, filters=False,
        )  # fmt: skip
        self.line = InterestLine(desk.store.today(), desk.store.actor, self._hint_for)
        self.paste_page = PastePage(self._hints_for)
        self._build()
        self._offer()
        # Connected signals
        self.line.kept.connect(self._on_kept)
        self.line.changed_one.connect(self._on_changed_one)
        self.line.closed.connect(self.go_to_list)
        self.line.paste_requested.connect(self.open_paste)
        self.table.row_activated.connect(self._on_row_activated)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.village_table.row_activated.connect(self._on_village_activated)
        self.paste_page.closed.connect(self.show_list)
        self.paste_page.add_requested.connect(self._on_lines_pasted)
        self.add_keys(
            {
                "Ins": self.line.focus_name,
                "P": self.enrol,
                "H": self.mark_contacted,
                "B": self.drop,
                "Del": self.remove,
                "Ctrl+C": self.copy,
            }
        )
        self.reload(None)

    @override
    def listing(self) -> Sequence[Interest]:
        store = self.desk.store
        listed = interest.listing(store, self.activity.id)
        self._among = interest_hints.others(store, self.activity, listed)
        waiting = [interest_hints.entry_of(one) for one in listed if one.is_open]
        self._told = interest_hints.hints(store, waiting, self._among)
        return listed

    @override
    def cells(self, one: Interest) -> tuple[Any, ...]:
        hint = one.drop_reason if one.state is State.DROPPED else self._told.get(one.id, "")
        return (
            one.id, one.name, one.state, one.phone, one.village, hint, one.nik, one.occupation,
            one.channel, one.noted_on, one.noted_by, one.note,
        )  # fmt: skip

    @override
    def total(self) -> str:
        counted = interest.counts(self.entries.values())
        return self.tr("{all} minat · {open} belum").format(all=counted.all, open=counted.open)

    @override
    def show_counts(self) -> None:
        super().show_counts()
        states = ((one.village, one.state) for one in self.entries.values())
        self.village_source.rows_held = [
            (one.village, one.village or self.tr("(tanpa desa)"), one.all, one.enrolled, one.open)
            for one in rules.by_village(states)
        ]
        self.village_table.reload()

    def enrol(self) -> None:
        """Make participants of the selected interests."""
        chosen = self._chosen()
        if not chosen:
            return
        made = self.desk.do(interest_enrolment.enrol, self.activity, chosen)
        if made is None:
            return
        told = [self.tr("{count} peminat menjadi peserta.").format(count=len(made.new))]
        if made.known:
            words = self.tr("{count} sudah terdaftar sebagai peserta dan ditautkan.")
            told.append(words.format(count=len(made.known)))
        bare = sum(not self.entries[key].nik for key in chosen)
        if bare:
            told.append(self.tr("{count} belum ber-NIK; lengkapi di layar Peserta.").format(
                count=bare
            ))  # fmt: skip
        self.desk.say(" ".join(told), "good", made.changes)

    def mark_contacted(self) -> None:
        """Note the selected interests as called or written to."""
        chosen = self._chosen()
        if chosen:
            changes = self.desk.do(interest.mark_contacted, chosen)
            self.tell(
                changes, self.tr("{count} peminat ditandai dihubungi.").format(count=len(chosen))
            )

    def drop(self) -> None:
        """Drop the selected interests with a reason; dropped ones alone are taken up again."""
        chosen = self._chosen()
        if not chosen:
            return
        if all(one.state is State.DROPPED for one in self.selected()):
            changes = self.desk.do(interest.take_up_again, chosen)
            self.tell(changes, self.tr("{count} minat dibuka lagi.").format(count=len(chosen)))
            return
        reason = self.desk.prompts.ask_reason(
            self.tr("Minat batal"), self.tr("Alasan {count} orang ini batal:").format(
                count=len(chosen)
            ),
        )  # fmt: skip
        if reason is not None:
            changes = self.desk.do(interest.drop, chosen, reason)
            self.tell(changes, self.tr("{count} minat batal.").format(count=len(chosen)))

    def remove(self) -> None:
        """Take the selected interests off the list."""
        chosen = self._chosen()
        if chosen:
            changes = self.desk.do(interest.remove, chosen)
            self.tell(changes, self.tr("{count} minat dihapus.").format(count=len(chosen)))

    def open_paste(self) -> None:
        """Open the page where many lines are pasted."""
        self.paste_page.open(self.line.fields["channel"].text())
        self.stack.setCurrentWidget(self.paste_page)

    def _build(self) -> None:
        self.enrol_button = button(
            "interest_enrol", self.tr("Jadikan peserta"), self.enrol, icon="user-check",
            tip=self.tr("Jadikan yang terpilih peserta (P)"),
        )  # fmt: skip
        self.contacted_button = button(
            "interest_contact", self.tr("Dihubungi"), self.mark_contacted, icon="phone",
            tip=self.tr("Tandai yang terpilih sudah dihubungi (H)"),
        )  # fmt: skip
        self.drop_button = button(
            "interest_drop", self.tr("Batal…"), self.drop, icon="ban",
            tip=self.tr("Batalkan yang terpilih dengan alasan, atau buka lagi (B)"),
        )  # fmt: skip
        self.remove_button = tool(
            "interest_remove", self.tr("Hapus yang terpilih (Del)"), self.remove, icon="trash-2"
        )
        self.copy_button = tool(
            "interest_copy", self.tr("Salin daftar (Ctrl+C)"), self.copy, icon="copy"
        )
        self.villages_button = tool(
            "interest_by_village", self.tr("Jumlah minat per desa/kelurahan"),
            self._on_villages_clicked, icon="map-pin",
        )  # fmt: skip
        self.villages_button.setCheckable(True)
        empty = EmptyState(
            self.tr("Belum ada yang menyatakan minat"),
            self.tr(
                "Ketik nama orangnya di baris atas lalu tekan Enter; isian lain boleh menyusul. "
                "Daftar dari WhatsApp atau Excel dapat ditempel sekaligus."
            ),
            button(
                "interest_paste_first", self.tr("Tempel daftar…"), self.open_paste,
                icon="clipboard-paste",
            ),
        )  # fmt: skip
        self.village_table.setFixedWidth(_BY_VILLAGE_WIDTH)
        self.village_table.hide()
        buttons = (
            self.enrol_button, self.contacted_button, self.drop_button, self.remove_button,
            self.copy_button, self.villages_button,
        )  # fmt: skip
        self.lay_out(
            self.village_table, empty, buttons=buttons, top=self.line, pages=[self.paste_page]
        )

    def _offer(self) -> None:
        book = villages.book(self.desk.store, self.activity)
        wanted = [str(one.get("occupation") or "") for one in self.activity.target_occupations]
        catalogue = occupations.catalogue(self.desk.store)
        known = sorted({job.name for job in catalogue.occupations if job.current})
        jobs = list(dict.fromkeys([*filter(None, wanted), *known]))
        self.line.offer([village.label for village in book.villages], jobs)

    def _hint_for(self, entry: Entry) -> str:
        return self._hints_for([entry]).get(entry.key, "")

    def _hints_for(self, entries: Sequence[Entry]) -> dict[str, str]:
        return interest_hints.hints(self.desk.store, entries, self._among)

    def _chosen(self) -> list[str]:
        chosen = [one.id for one in self.selected()]
        if not chosen:
            self.desk.say(self.tr("Pilih dahulu orangnya di daftar."), "warn")
        return chosen

    def _on_kept(self, values: dict[str, Any]) -> None:
        changes = self.desk.do(interest.add, self.activity, values)
        if changes is not None:
            self.line.begin_new()
            self.line.focus_name()
            words = self.tr("Minat {name} dicatat.").format(name=values["name"])
            self.desk.say(words, "good", changes)

    def _on_changed_one(self, key: str, values: dict[str, Any]) -> None:
        if self.desk.do(interest.save, self.activity, key, values) is not None:
            self.line.begin_new()
            self.table.go_to(key)
            self.go_to_list()

    def _on_row_activated(self, key: str) -> None:
        self.line.begin_edit(self.entries[key])

    def _on_selection_changed(self) -> None:
        chosen = self.selected()
        self.enrol_button.setEnabled(any(one.is_open for one in chosen))
        self.contacted_button.setEnabled(any(one.state is State.NEW for one in chosen))
        self.drop_button.setEnabled(any(one.state is not State.ENROLLED for one in chosen))
        self.remove_button.setEnabled(bool(chosen))
        again = bool(chosen) and all(one.state is State.DROPPED for one in chosen)
        self.drop_button.setText(self.tr("Buka lagi") if again else self.tr("Batal…"))
        self.drop_button.setAccessibleName(self.drop_button.text())

    def _on_villages_clicked(self) -> None:
        self.village_table.setVisible(self.villages_button.isChecked())

    def _on_village_activated(self, village: str) -> None:
        self.table.set_filter("village", village)
        self.go_to_list()

    def _on_lines_pasted(self, lines: list[PastedLine], channel: str) -> None:
        changes = self.desk.do(interest.add_lines, self.activity, lines, {"channel": channel})
        if changes is not None:
            self.show_list()
            count = sum(not line.problem for line in lines)
            self.desk.say(
                self.tr("{count} minat ditambahkan.").format(count=count), "good", changes
            )


def _chips() -> list[Chip[Interest]]:
    return state_chips(_TONES, rules.STATES, lambda one: one.state, maybe=list(State))


def _columns(parent: QWidget) -> list[TableColumn]:
    badges = {state: (rules.STATES[state], tone) for state, tone in _TONES.items()}
    return [
        TableColumn("name", parent.tr("Nama"), 176),
        TableColumn("state", parent.tr("Status"), 104, badges=badges),
        TableColumn("phone", parent.tr("Nomor HP"), 112, show=phones.local),
        TableColumn("village", parent.tr("Desa/Kelurahan"), 128),
        TableColumn("hint", parent.tr("Perhatian"), 220),
        TableColumn("nik", "NIK", 138),
        TableColumn("occupation", parent.tr("Jabatan diminati"), 160),
        TableColumn(
            "channel", parent.tr("Lewat"), 116, show=lambda key: rules.CHANNELS.get(key, key)
        ),
        TableColumn("noted_on", parent.tr("Tanggal"), 92, show=short_date),
        TableColumn("noted_by", parent.tr("Dicatat oleh"), 116),
        TableColumn("note", parent.tr("Catatan"), 200),
    ]


def _village_columns(parent: QWidget) -> list[TableColumn]:
    return [
        TableColumn("village", parent.tr("Desa/Kelurahan"), 126),
        TableColumn("all", parent.tr("Minat"), 54, align_right=True),
        TableColumn("enrolled", parent.tr("Peserta"), 64, align_right=True),
        TableColumn("open", parent.tr("Belum"), 56, align_right=True),
    ]
