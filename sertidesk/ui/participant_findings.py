"""The side of the participant's form: photo, where else the person takes part, open findings.

Each finding stands there once, with what can be done about it: take the proposal, confirm it
from the card, or write why it is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sertidesk.domain.fields import BY_KEY
from sertidesk.domain.finding import Finding, Severity
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import badge, button, column, label, named, restyle, row, set_badge
from sertidesk.ui.kit.theme import SPACE

WIDTH = 268
CONFIRMED = "Sesuai KTP-el"
_PHOTO = (72, 96)
_WORDS = {
    Severity.ERROR: ("Harus diperbaiki", "bad"),
    Severity.WARNING: ("Periksa", "warn"),
    Severity.INFO: ("Catatan", "accent"),
}


class FindingCard(QFrame):
    """One finding; kept while it lasts, so that a reason being typed is not disturbed."""

    reason_changed = Signal()
    proposal_taken = Signal(str, str)  # field, value
    field_requested = Signal(str)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setObjectName(f"finding_{finding.code}")
        self.state_badge = badge("")
        self.field_button = button(
            f"finding_{finding.code}_field", "", self._on_field_clicked, link=True
        )
        self.text_label = label("", wrap=True)
        self.proposal_button = button(
            f"finding_{finding.code}_proposal", "", self._on_proposal_clicked, icon="check"
        )
        self.confirm_box: QCheckBox = named(
            QCheckBox(self.tr("sesuai KTP-el")),
            f"finding_{finding.code}_confirm",
            self.tr("Sesuai KTP-el"),
        )
        self.reason_edit: QLineEdit = named(
            QLineEdit(), f"finding_{finding.code}_reason", self.tr("Alasan")
        )
        self.reason_edit.setPlaceholderText(self.tr("alasan bila tetap dipakai"))
        layout = column(
            row(self.state_badge, self.field_button, 1),
            self.text_label,
            self.proposal_button,
            self.confirm_box,
            self.reason_edit,
            spacing=SPACE,
        )
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        self.confirm_box.toggled.connect(self._on_reason_changed)
        self.reason_edit.textEdited.connect(self._on_reason_changed)
        self.show_finding(finding)

    def show_finding(self, finding: Finding) -> None:
        """Show the finding as it is now."""
        self.finding = finding
        field = BY_KEY.get(finding.field)
        self.field_button.setText(field.label if field else "")
        self.field_button.setAccessibleName(field.label if field else finding.field)
        self.text_label.setText(finding.message)
        self.proposal_button.setVisible(finding.proposal is not None)
        self.proposal_button.setText(self.tr("Pakai {value}").format(value=finding.proposal or ""))
        self.confirm_box.setVisible(finding.severity is Severity.ERROR and finding.overridable)
        self.reason_edit.setVisible(finding.severity is Severity.WARNING)
        self._mark()

    def reason(self) -> str:
        """Return why the finding is taken; empty while it is not."""
        if self.finding.severity is Severity.ERROR:
            return CONFIRMED if self.finding.overridable and self.confirm_box.isChecked() else ""
        return self.reason_edit.text().strip()

    def set_reason(self, reason: str) -> None:
        """Show a reason that was kept."""
        self.reason_edit.setText("" if reason == CONFIRMED else reason)
        self.confirm_box.blockSignals(True)
        self.confirm_box.setChecked(bool(reason))
        self.confirm_box.blockSignals(False)
        self._mark()

    def _mark(self) -> None:
        word, tone = _WORDS[self.finding.severity]
        if self.reason():
            word, tone = self.tr("Diambil"), "plain"
        set_badge(self.state_badge, word, tone)

    def _on_reason_changed(self, *_: object) -> None:
        self._mark()
        self.reason_changed.emit()

    def _on_proposal_clicked(self) -> None:
        self.proposal_taken.emit(self.finding.field, self.finding.proposal or "")

    def _on_field_clicked(self) -> None:
        self.field_requested.emit(self.finding.field)


class FindingsPanel(QWidget):
    """The whole side, from the photo down."""

    reason_changed = Signal()
    proposal_taken = Signal(str, str)
    field_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        named(self, "findings_panel", self.tr("Yang perlu diperiksa"))
        self.setProperty("clear", True)
        self._cards: dict[str, FindingCard] = {}
        self.photo_label = QLabel()
        named(self.photo_label, "photo", self.tr("Pasfoto"))
        self.photo_label.setFixedSize(*_PHOTO)
        self.photo_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.photo_label.setWordWrap(True)
        self.about_label = label("", "muted", wrap=True)
        self.about_label.setObjectName("person_history")
        self.about_label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.heading = label("", "heading")
        self._list = QVBoxLayout()
        self._list.setSpacing(2 * SPACE)
        head = row(self.photo_label)
        head.addWidget(self.about_label, 1)
        layout = column(head, self.heading, spacing=2 * SPACE)
        layout.addLayout(self._list)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_photo(self, content: bytes | None) -> None:
        """Show the portrait, or the place where it will be."""
        picture = QPixmap()
        if content is not None and picture.loadFromData(content):
            ratio = self.devicePixelRatioF()
            scaled = picture.scaled(
                round(_PHOTO[0] * ratio),
                round(_PHOTO[1] * ratio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            scaled.setDevicePixelRatio(ratio)
            self.photo_label.setPixmap(scaled)
        else:
            self.photo_label.setText(self.tr("belum ada pasfoto"))
        self.photo_label.setStyleSheet(
            f"background: {theme.colours.sunken}; color: {theme.colours.muted}; border-radius: 4px;"
        )

    def show_about(self, lines: Sequence[str]) -> None:
        """Show what is known of the person beside the fields."""
        self.about_label.setText("\n".join(lines))

    def show_findings(self, findings: Sequence[Finding], reasons: Mapping[str, str]) -> None:
        """Show these findings, the gravest first; ``reasons`` are those kept for new cards.

        Cards that stay keep what is typed in them.
        """
        order = list(Severity)
        wanted = {
            finding.code: finding
            for finding in sorted(findings, key=lambda finding: order.index(finding.severity))
        }
        for code in self._cards.keys() - wanted.keys():
            card = self._cards.pop(code)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, (code, finding) in enumerate(wanted.items()):
            kept = self._cards.get(code)
            if kept is None:
                kept = self._cards[code] = self._make(finding)
                kept.set_reason(reasons.get(code, ""))
            elif kept.finding != finding:
                kept.show_finding(finding)
            if self._list.indexOf(kept) != place:
                self._list.insertWidget(place, kept)
        open_ones = sum(
            card.finding.severity is not Severity.INFO and not card.reason()
            for card in self._cards.values()
        )
        words = self.tr("Perlu diperiksa: {count}").format(count=open_ones)
        self.heading.setText(words if open_ones else self.tr("Tidak ada yang perlu diperiksa"))

    def reasons(self) -> dict[str, str]:
        """Return why findings are taken: code → reason."""
        return {code: reason for code, card in self._cards.items() if (reason := card.reason())}

    def codes(self) -> set[str]:
        """Return the codes of the findings shown."""
        return set(self._cards)

    def forget_reasons(self, codes: Iterable[str]) -> None:
        """Take reasons back: what they were given for is no longer so."""
        for code in codes:
            if code in self._cards:
                self._cards[code].set_reason("")

    def clear(self) -> None:
        """Forget findings and reasons."""
        self.show_findings((), {})

    def _make(self, finding: Finding) -> FindingCard:
        card = FindingCard(finding)
        card.reason_changed.connect(self.reason_changed)
        card.proposal_taken.connect(self.proposal_taken)
        card.field_requested.connect(self.field_requested)
        restyle(card, "card", True)
        return card
