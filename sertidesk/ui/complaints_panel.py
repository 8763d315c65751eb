"""One complaint beside the register: who, how, about what, and what was answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from typing_extensions import override

from sertidesk.domain.complaints import State
from sertidesk.domain.formatting import count
from sertidesk.services.complaints import Complaint
from sertidesk.ui.kit.entry_panel import EntryPanel
from sertidesk.ui.kit.form import DateField, choice_field, complete, long_field, text_field
from sertidesk.ui.kit.parts import button, row, tool

_WIDTH = 400
_OWN = frozenset(("name", "contact", "what", "participant", "answer"))
Choices = Sequence[tuple[str, str]]  # key, words


class ComplaintPanel(EntryPanel):
    """Saves each field as soon as it is left."""

    def __init__(
        self,
        today: date,
        people_of: Callable[[str], Choices],
        *,
        pursue: Callable[[], None],
        resolve: Callable[[], None],
        remove: Callable[[], None],
    ) -> None:
        super().__init__("complaint_panel", self.tr("Pengaduan yang dipilih"), _WIDTH)
        self._people_of = people_of
        self._people: dict[str, str] = {}  # words → key
        self._people_for = ""  # the activity whose participants are offered
        self.pursue_button = button(
            "complaint_pursue", self.tr("Tindak lanjuti"), pursue, icon="play",
            tip=self.tr("Sedang ditangani; yang selesai dibuka lagi (T)"),
        )  # fmt: skip
        self.resolve_button = button(
            "complaint_resolve", self.tr("Selesai"), resolve, icon="check",
            tip=self.tr("Sudah dijawab dan selesai (S)"),
        )  # fmt: skip
        self.remove_button = tool(
            "complaint_remove", self.tr("Hapus pengaduan yang dipilih (Del)"), remove,
            icon="trash-2",
        )  # fmt: skip
        self.lay_out(
            (
                DateField("received_on", self.tr("Diterima"), today),
                text_field("channel", self.tr("Lewat")),
                text_field("name", self.tr("Pengadu"), self.tr("boleh kosong")),
                text_field("contact", self.tr("Kontak")),
                long_field("what", self.tr("Isi pengaduan"), 3),
                choice_field("activity_id", self.tr("Kegiatan"), [("", "–")]),
                text_field("participant", self.tr("Tentang peserta"), self.tr("bila ada")),
                long_field("answer", self.tr("Jawaban"), 3),
                text_field("answered_by", self.tr("Dijawab oleh")),
                DateField("answered_on", self.tr("Dijawab pada"), today),
            ),
            (
                ("received_on", "channel"), ("name", "contact"), ("what",),
                ("activity_id", "participant"), ("answer",), ("answered_by", "answered_on"),
            ),
            acts=row(self.pursue_button, self.resolve_button, 1, self.remove_button),
        )  # fmt: skip

    def offer(self, channels: Sequence[str], activities: Choices, names: Sequence[str]) -> None:
        """Offer these while typing; an activity is chosen from the list."""
        complete(self.fields["channel"], channels)
        complete(self.fields["answered_by"], names)
        box = self.fields["activity_id"].editor
        kept = self.fields["activity_id"].text()
        box.clear()
        for key, words in (("", "–"), *activities):
            box.addItem(words, key)
        box.setCurrentIndex(box.findData(kept))

    def show_complaints(self, shown: Sequence[Complaint]) -> None:
        """Show one complaint, or what several have in common."""
        one = shown[0] if len(shown) == 1 else None
        words, about = self.tr("Pilih pengaduan di daftar"), ""
        if one is not None:
            words = self.tr("Pengaduan {label}").format(label=one.label)
            days = count(one.days, self.tr("hari"))
            about = self.tr("Menunggu {days}").format(days=days)
            if one.answered_on is not None:
                about = self.tr("Dijawab dalam {days}").format(days=days)
            if not one.days:
                waits = one.answered_on is None
                about = self.tr("Diterima hari ini") if waits else self.tr("Dijawab hari itu juga")
        elif shown:
            words = self.tr("{count} pengaduan dipilih").format(count=len(shown))
        activity = one.activity_id if one is not None else ""
        if activity != self._people_for:
            self._people_for = activity
            people = self._people_of(activity) if activity else ()
            self._people = {words: key for key, words in people}
            complete(self.fields["participant"], list(self._people))
        self.show_entries(shown, words, about)
        self.fields["participant"].setEnabled(bool(activity))
        self.pursue_button.setEnabled(any(each.state is not State.PURSUED for each in shown))
        self.resolve_button.setEnabled(any(each.state is not State.RESOLVED for each in shown))
        self.remove_button.setEnabled(bool(shown))

    @override
    def own(self, key: str) -> bool:
        return key in _OWN

    @override
    def read(self, key: str, text: str) -> Any:
        if key == "participant" and text:
            wanted = text.casefold()
            found = [k for words, k in self._people.items() if words.casefold() == wanted]
            if not found:
                found = [k for words, k in self._people.items() if wanted in words.casefold()]
            if len(found) != 1:
                raise ValueError(self.tr("Pilih satu nama dari daftar peserta kegiatan ini."))
            return found[0]
        return text or None
