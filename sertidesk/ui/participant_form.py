"""The form of one participant, in the place of the grid: typed, judged field by field, saved.

What is typed stays until it is saved or given up knowingly; a refused save loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from typing_extensions import override

from sertidesk.domain.errors import UserError
from sertidesk.domain.finding import Finding, Severity
from sertidesk.services import area_paths, dossiers, duplicates, judgement, unsaved
from sertidesk.services.activity import Activity
from sertidesk.services.dossiers import Dossier, Draft, Known
from sertidesk.services.judgement import Rulebook
from sertidesk.services.unsaved import UnsavedForm
from sertidesk.ui import participant_fields as fields
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit.form import DateField
from sertidesk.ui.participant_filler import FieldFiller
from sertidesk.ui.participant_nik import NikHelper
from sertidesk.ui.participant_view import FormView

_KEPT_AFTER = 2000  # milliseconds from the last key to the file that keeps what is typed
_GRAVITY = list(Severity)


class ParticipantForm(FormView):
    """Adds or changes one participant of an activity."""

    closed = Signal()
    saved = Signal(str)  # the participant's key
    opened = Signal(str)

    def __init__(self, desk: Desk, activity: Activity) -> None:
        self.desk, self.activity = desk, activity
        self.rules: Rulebook = judgement.rulebook(desk.store, activity)
        kinds = activity.procedure.application_kinds
        super().__init__(self.rules, desk.store.today, self._propose_area, kinds)
        self.filler = FieldFiller(self)
        self.dossier: Dossier | None = None
        self.adopted: str | None = None
        self.order: Sequence[str] = ()
        self._reasons: dict[str, str] = {}
        self.seen: set[str] = set()
        self._twins: tuple[Finding, ...] = ()
        self._known_state: object = None
        self._is_kept = False  # what is typed lies in the file of unsaved forms
        self._keeping = QTimer(self, singleShot=True, interval=_KEPT_AFTER)
        self.nik = NikHelper(self)
        self._connect()

    def open_new(self) -> None:
        """Show an empty form."""
        self._fill(None)
        self.title_label.setText(self.tr("Peserta baru"))
        self.place_label.setText("")
        self.panel.show_about([self.tr("Mulai dari NIK: tanggal lahir, jenis kelamin, dan "
                                       "wilayah diusulkan dari sana.")])  # fmt: skip
        self._focus_first()

    def open_one(self, participant_id: str, order: Sequence[str] = ()) -> bool:
        """Show a participant; ``order`` are the keys that next and previous walk along."""
        dossier = self.desk.do(dossiers.open_one, participant_id)
        if dossier is None:
            return False
        self.order = order or self.order
        self._fill(dossier)
        self.panel.show_about(self.nik.history_lines())
        self._focus_first()
        self.opened.emit(participant_id)
        return True

    def values(self) -> dict[str, Any]:
        """Return what the fields hold, as it is stored; unreadable ones are None."""
        found = {key: fields.read(field, self.rules)[0] for key, field in self.fields.items()}
        found["area_code"] = area_paths.resolve(self.rules.areas, found)
        return found

    def is_changed(self) -> bool:
        """Tell whether anything differs from what was loaded or saved last."""
        return self._state() != self._known_state

    def save(self) -> bool:
        """Save what is typed; when it is refused, say why and leave everything as it stands."""
        self._leave_field()
        try:
            draft = self._draft()
        except UserError as error:
            self.banner.say(str(error), "bad")
            return False
        store = self.desk.store
        try:
            if self.dossier is None:
                changes = dossiers.add(store, self.activity.id, draft)
            else:
                changes = dossiers.save(store, self.dossier.participant_id, draft)
        except UserError as error:
            self.banner.say(str(error), "bad")
            return False
        except Exception as error:  # told as a bug; what is typed stays
            self.desk.tell(error)
            return False
        self.desk.changed.emit(changes.kinds)
        name = str(draft.values.get("name"))
        if changes.kinds:
            self.desk.say(self.tr("{name} disimpan.").format(name=name), "good", changes)
        else:
            self.desk.say(self.tr("Tidak ada yang berubah."), "accent")
        self._take_stored(str(changes.subject))
        self._forget_unsaved()
        self.saved.emit(str(changes.subject))
        return True

    def refresh(self) -> None:
        """Show what is stored now, unless something typed would be lost; leave when it is gone."""
        if self.dossier is None or self.is_changed():
            return
        try:
            self._take_stored(self.dossier.participant_id)
        except UserError:  # an undo took the participant away
            self.closed.emit()

    def leave(self) -> bool:
        """Tell whether the form may be left; asks only when something would be lost."""
        return not self.is_changed() or self.desk.prompts.confirm(
            self.tr("Perubahan belum disimpan"),
            self.tr("Yang baru diketik belum disimpan dan akan hilang."),
            self.tr("Buang perubahan"),
            danger=True,
        )

    def fill(self, values: Mapping[str, Any], note: str = "") -> None:
        """Put values into fields, with a note where they came from; the clerk may overwrite."""
        for key, value in values.items():
            field = self.fields.get(key)
            if field is not None:
                fields.show(field, value)
                field.say(note, "info" if note else "")

    def judge(self) -> None:
        """Show what the rules say of everything that was filled in so far."""
        found = self.findings()
        by_field: dict[str, list[Finding]] = {}
        for finding in found:
            by_field.setdefault(finding.field, []).append(finding)
        for key, field in self.fields.items():
            mine = by_field.get(key, [])
            open_ones = [finding for finding in mine if finding.code not in self._reasons]
            if open_ones:
                worst = min(open_ones, key=lambda finding: _GRAVITY.index(finding.severity))
                field.say(worst.message, worst.severity.value)
            elif mine:
                reason = self._reasons[mine[0].code]
                field.say(self.tr("Diambil: {reason}").format(reason=reason))
            else:
                note = self.nik.note_of(key)
                field.say(note, "info" if note else "")
        self.panel.show_findings(found, self._reasons)

    def findings(self) -> list[Finding]:
        """Return the findings on fields that were left or filled in."""
        values: dict[str, Any] = {}
        found: list[Finding] = []
        for key, field in self.fields.items():
            values[key], noticed = fields.read(field, self.rules)
            found += noticed
        try:
            held = self.rows["certificates"].rows()
        except UserError:  # told when it is saved
            held = []
        known = {finding.code for finding in found}
        judged = (*self.nik.findings(), *judgement.judge(self.rules, values, held), *self._twins)
        found += [finding for finding in judged if finding.code not in known]
        if self.fields["nik"].text():  # what is wrong with it is told already
            found = [finding for finding in found if finding.code != "nik_missing"]
        return [finding for finding in found if finding.field in self.seen]

    def _connect(self) -> None:
        # Signals of this form, in one place.
        for field in self.fields.values():
            field.left.connect(self._on_field_left)
            field.edited.connect(self._on_field_edited)
            if isinstance(field, fields.ProposalField):
                field.chosen.connect(self.filler.on_proposal_chosen)
        for editor in self.rows.values():
            editor.edited.connect(self._on_edited)
        self._keeping.timeout.connect(self.keep_unsaved)
        self.rows["certificates"].edited.connect(self.judge)
        self.panel.reason_changed.connect(self._on_reason_changed)
        self.panel.proposal_taken.connect(self._on_proposal_taken)
        self.panel.field_requested.connect(self.show_field)
        self.back_button.clicked.connect(self.close_form)
        self.previous_button.clicked.connect(lambda: self.step(-1))
        self.next_button.clicked.connect(lambda: self.step(1))
        self.save_button.clicked.connect(self.save)
        self.another_button.clicked.connect(self.save_and_add)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close_form)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def close_form(self) -> None:
        """Go back to the list, asking only when something would be lost."""
        if self.leave():
            self._known_state = self._state()  # given up knowingly
            self._forget_unsaved()
            self.closed.emit()

    def resume(self, kept: UnsavedForm) -> None:
        """Go on with a form that was left unsaved."""
        if kept.participant_id is None:
            self.open_new()
        elif not self.open_one(kept.participant_id):
            self._forget_unsaved()
            return
        for key, text in kept.texts.items():
            self.fields[key].set_text(text)
        for kind, rows in kept.rows.items():
            self.rows[kind].restore(rows)
        self._reasons, self.adopted = dict(kept.reasons), kept.adopted
        self.seen |= {key for key, text in kept.texts.items() if text}
        self.panel.clear()
        self._look_for_twins()
        self.judge()

    def keep_unsaved(self) -> None:
        """Keep what is not saved, so that neither a wrong click nor a power cut takes it."""
        self._keeping.stop()
        if not self.is_changed():
            if self._is_kept:  # typed, and taken back by hand
                self._forget_unsaved()
            return
        form = UnsavedForm(
            self.dossier.participant_id if self.dossier else None,
            {key: field.text() for key, field in self.fields.items()},
            {kind: editor.snapshot() for kind, editor in self.rows.items()},
            dict(self._reasons),
            self.adopted,
        )
        unsaved.keep(self.desk.store, self.activity.id, form)
        self._is_kept = True

    def _forget_unsaved(self) -> None:
        self._is_kept = False
        unsaved.forget(self.desk.store, self.activity.id)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep_unsaved()

    def save_and_add(self) -> None:
        """Save, then show an empty form."""
        if self.save():
            self.open_new()

    def step(self, by: int) -> None:
        """Go to the next or previous participant of the list."""
        if self.dossier is None or self.dossier.participant_id not in self.order:
            return
        place = list(self.order).index(self.dossier.participant_id) + by
        if 0 <= place < len(self.order) and self.leave():
            self.open_one(self.order[place])

    def show_field(self, key: str) -> None:
        """Bring a field into sight and put the cursor in it."""
        field = self.fields.get(key)
        if field is not None:
            self.area.ensureWidgetVisible(field)
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def adopt(self, known: Known) -> None:
        """Take over what is known of a person; what is typed already stays."""
        free = {
            key: value
            for key, value in known.values.items()
            if key in self.fields
            and value not in (None, "")
            and (not self.fields[key].text() or self.nik.note_of(key))
        }
        self.nik.forget_notes()
        self.fill(free)
        for kind, editor in self.rows.items():
            if not editor.texts():
                editor.set_rows(known.rows.get(kind, ()))
        self.adopted = known.person_id
        self.seen |= free.keys()
        self.judge()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()  # what a clerk's hand expects of Enter in a form
            return
        super().keyPressEvent(event)

    def _fill(self, dossier: Dossier | None) -> None:
        self.dossier, self.adopted = dossier, None
        self.banner.hide()
        self.nik.reset()
        self._twins = ()
        values = dossier.values if dossier else {}
        place = 0
        for key, field in self.fields.items():
            fields.show(field, values.get(key))
            field.say("")
        for kind, editor in self.rows.items():
            editor.set_rows(dossier.rows.get(kind, ()) if dossier else ())
        self._reasons = dict(dossier.reasons) if dossier else {}
        self.seen = set(self.fields) if dossier else set()
        self.panel.clear()
        photo = values.get("photo_sha256")
        self.panel.show_photo(self._photo(str(photo)) if photo else None)
        if dossier is not None:
            name = str(values.get("name") or self.tr("Tanpa nama"))
            self.title_label.setText(name)
            known = dossier.participant_id in self.order
            place = list(self.order).index(dossier.participant_id) + 1 if known else 0
            self.place_label.setText(
                self.tr("{place} dari {count}").format(place=place, count=len(self.order))
                if place
                else ""
            )
            self._look_for_twins()
        self.another_button.setVisible(dossier is None)
        stepping = bool(self.place_label.text()) and dossier is not None
        for one in (self.previous_button, self.next_button):
            one.setVisible(stepping)
        self.previous_button.setEnabled(place > 1)
        self.next_button.setEnabled(0 < place < len(self.order))
        self.judge()
        self._known_state = self._state()

    def _take_stored(self, participant_id: str) -> None:
        """Stand on what is stored, with the cursor where it was."""
        cells = [(one.table, one.table.currentRow(), one.table.currentColumn())
                 for one in self.rows.values()]  # fmt: skip
        at = self.focusWidget()
        self._fill(dossiers.open_one(self.desk.store, participant_id))
        self.panel.show_about(self.nik.history_lines())
        for table, number, place in cells:
            if number >= 0 and at is table:
                table.setCurrentCell(number, place)

    def _photo(self, sha256: str) -> bytes | None:
        try:
            return self.desk.store.attachments.get(sha256)
        except UserError:  # its place says that there is none; the check of the data names it
            return None

    def _draft(self) -> Draft:
        """Return what is typed, ready to be saved; raises `UserError` for what blocks."""
        self.seen = set(self.fields)
        self.judge()
        reasons = self.panel.reasons()
        for finding in self.findings():
            confirmed = finding.overridable and finding.code in reasons
            if finding.severity is Severity.ERROR and not confirmed:
                self.show_field(finding.field)
                raise UserError("form_blocked", "Belum disimpan. {why}", why=finding.message)
        rows = {kind: editor.rows() for kind, editor in self.rows.items()}
        if any(not entry.get("title") for entry in rows["trainings"]):
            raise UserError("training_without_title", "Isi nama setiap pelatihan.")
        return Draft(self.values(), rows, reasons, self.adopted)

    def _state(self) -> object:
        texts = tuple(field.text() for field in self.fields.values())
        rows = tuple(tuple(editor.texts()) for editor in self.rows.values())
        return texts, rows, tuple(sorted(self._reasons.items()))

    def _leave_field(self) -> None:
        """Have the field with the cursor judged, as if it were left."""
        at = self.focusWidget()
        for field in self.fields.values():
            if at is not None and field.isAncestorOf(at):
                field._on_left()
        for editor in self.rows.values():
            if at is not None and editor.table.isAncestorOf(at):
                editor.table.setFocus(Qt.FocusReason.OtherFocusReason)  # an open cell is taken

    def _look_for_twins(self) -> None:
        values = {
            key: fields.read(self.fields[key], self.rules)[0]
            for key in ("nik", "name", "birth_date")
        }
        person = self.dossier.person_id if self.dossier else None
        self._twins = duplicates.near_one(self.desk.store, values, person)

    def _propose_area(self, key: str, text: str) -> fields.Proposals:
        return self.filler.propose_area(key, text)

    def _focus_first(self) -> None:
        self.area.verticalScrollBar().setValue(0)
        self.fields["nik"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        self._keeping.start()

    def _on_field_edited(self, key: str) -> None:
        self._keeping.start()
        self.nik.forget_note(key)

    def _on_field_left(self, key: str) -> None:
        self.seen.add(key)
        if key == "nik":
            about = [code for code in self._reasons if code.startswith("nik_")]
            self.panel.forget_reasons(about)  # they were given for another number
            self._reasons = {c: r for c, r in self._reasons.items() if c not in about}
            self.nik.on_left()
        if key == "name":
            self.filler.tidy_name()
        if key == "phone":
            self.filler.tidy_phone()
        if key in ("occupation", "occupation_code", "level"):
            self.filler.complete_occupation()
        if key in ("nik", "name", "birth_date"):
            self._look_for_twins()
        self.judge()

    def _on_proposal_taken(self, key: str, value: str) -> None:
        if key in self.fields:
            field = self.fields[key]
            if isinstance(field, DateField):
                field.set_text(value)
                field.set_value(field.value())
            else:
                fields.show(field, value)
            self._on_field_left(key)
            self.show_field(key)

    def _on_reason_changed(self) -> None:
        shown = self.panel.reasons()
        kept = {c: r for c, r in self._reasons.items() if c not in self.panel.codes()}
        self._reasons = kept | shown
        self.judge()
