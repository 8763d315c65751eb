"""Tampilan: the light or the dark look, for this office's program."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from sertidesk.services import settings
from sertidesk.ui.desk import Desk
from sertidesk.ui.kit import theme
from sertidesk.ui.kit.parts import card, label, named


class Section(QWidget):
    """The choice of look; it is worn at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.light_radio = named(QRadioButton(self.tr("Terang")), "theme_light")
        self.dark_radio = named(QRadioButton(self.tr("Gelap")), "theme_dark")
        self._group = QButtonGroup(self)
        self._group.addButton(self.light_radio)
        self._group.addButton(self.dark_radio)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            card(
                label(self.tr("Warna jendela"), "heading"),
                self.light_radio,
                self.dark_radio,
                label(
                    self.tr("Warna gelap lebih nyaman di ruangan yang redup. Cetakan tetap putih."),
                    "muted",
                    wrap=True,
                ),
            )
        )
        layout.addStretch(1)
        # Signals of this section, in one place.
        self._group.buttonClicked.connect(self._on_theme_chosen)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show which look is worn."""
        if kinds is None or "setting" in kinds:
            dark = settings.get(self._desk.store, "theme") == "dark"
            (self.dark_radio if dark else self.light_radio).setChecked(True)

    def _on_theme_chosen(self) -> None:
        chosen = "dark" if self.dark_radio.isChecked() else "light"
        if self._desk.do(settings.put, {"theme": chosen}) is None:
            return
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application, chosen)
