"""One quiet look: a palette (light and dark), three text sizes, spacing in steps of four."""

from __future__ import annotations

from string import Template
from typing import NamedTuple

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from sertidesk.paths import resource

SPACE = 4  # every distance is a multiple
ROW_HEIGHT = 28
FAMILY = "Noto Sans"


class Colours(NamedTuple):
    """The colours of one look, as CSS hex texts. (A dataclass costs the first paint 3 ms.)"""

    window: str
    surface: str
    sunken: str
    line: str
    text: str
    muted: str
    accent: str
    accent_text: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str


LIGHT = Colours(
    window="#f4f6f8",
    surface="#ffffff",
    sunken="#eaeef2",
    line="#d3dae1",
    text="#1b2733",
    muted="#5a6875",
    accent="#0b5cad",
    accent_text="#ffffff",
    accent_soft="#e1edf9",
    good="#1c6b3c",
    good_soft="#dff3e6",
    warn="#8a5300",
    warn_soft="#fdf0d5",
    bad="#a3221c",
    bad_soft="#fce4e2",
)
DARK = Colours(
    window="#171c22",
    surface="#1f262e",
    sunken="#12161b",
    line="#36414c",
    text="#e6ebf0",
    muted="#9caab7",
    accent="#5aa5ee",
    accent_text="#0c1620",
    accent_soft="#1c3550",
    good="#74d39a",
    good_soft="#1c3a29",
    warn="#eebb66",
    warn_soft="#40300f",
    bad="#f2938d",
    bad_soft="#47201e",
)

_SHEET = Template(
    """
QWidget { color: $text; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
#shell, #page { background: $window; }
#navigation, #rail { background: $surface; border: none; border-right: 1px solid $line; }
#topbar { background: $surface; border-bottom: 1px solid $line; }
QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QLabel[role="title"] { font-size: 17px; font-weight: 600; }
QLabel[role="heading"] { font-size: 14px; font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="label"] { color: $muted; }
QLabel[role="late"] { color: $bad; }
QLabel[sunken="true"] { background: $sunken; }
QLabel[badge="good"] { background: $good_soft; color: $good; }
QLabel[badge="warn"] { background: $warn_soft; color: $warn; }
QLabel[badge="bad"] { background: $bad_soft; color: $bad; }
QLabel[badge="plain"] { background: $sunken; color: $muted; }
QLabel[badge="accent"] { background: $accent_soft; color: $accent; }
QLabel[badge] { border-radius: 4px; padding: 2px 8px; font-weight: 600; }
QLabel[remark="true"] { font-weight: 400; }
QFrame[banner="good"] { background: $good_soft; border: 1px solid $good; border-radius: 6px; }
QFrame[banner="warn"] { background: $warn_soft; border: 1px solid $warn; border-radius: 6px; }
QFrame[banner="bad"] { background: $bad_soft; border: 1px solid $bad; border-radius: 6px; }
QFrame[banner="accent"] { background: $accent_soft; border: 1px solid $accent; border-radius: 6px; }
QPushButton { background: $surface; border: 1px solid $line; border-radius: 4px;
  padding: 5px 12px; min-height: 18px; }
QPushButton:hover { border-color: $accent; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton:disabled { color: $muted; background: $sunken; }
QPushButton[primary="true"] { background: $accent; color: $accent_text; border-color: $accent;
  font-weight: 600; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { background: $sunken; color: $muted; border-color: $line; }
QPushButton:checked { background: $accent_soft; color: $accent; border-color: $accent;
  font-weight: 600; }
QPushButton[chip] { border-radius: 11px; padding: 1px 10px; font-weight: 600;
  border-color: transparent; }
QPushButton[chip]:focus { padding: 0px 9px; }
QPushButton[chip]:checked { border: 1px solid $accent; }
QPushButton[chip="plain"] { background: $sunken; color: $muted; }
QPushButton[chip="accent"] { background: $accent_soft; color: $accent; }
QPushButton[chip="good"] { background: $good_soft; color: $good; }
QPushButton[chip="warn"] { background: $warn_soft; color: $warn; }
QPushButton[chip="bad"] { background: $bad_soft; color: $bad; }
QPushButton[tool="true"] { padding: 4px; }
QPushButton[tool="true"]:focus { padding: 3px; }
QPushButton[link="true"] { background: transparent; border: none; color: $accent; padding: 2px 1px;
  text-align: left; }
QPushButton[link="true"]:hover { text-decoration: underline; }
QPushButton[link="true"]:focus { border: 1px solid $accent; padding: 1px 0px; }
QPushButton[link="true"]:disabled { color: $muted; background: transparent; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit { background: $surface;
  border: 1px solid $line; border-radius: 4px; padding: 3px 6px;
  selection-background-color: $accent; selection-color: $accent_text; }
QLineEdit, QComboBox, QSpinBox, QDateEdit { min-height: 20px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus,
QDateEdit:focus { border: 2px solid $accent; padding: 2px 5px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus, QSpinBox QLineEdit, QSpinBox QLineEdit:focus {
  border: none; padding: 0; min-height: 0; background: transparent; }
QLineEdit[finding="error"] { border: 2px solid $bad; padding: 2px 5px; }
QLineEdit[finding="warning"] { border: 2px solid $warn; padding: 2px 5px; }
QLineEdit:read-only { background: $sunken; }
QSpinBox { max-height: 20px; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus { padding: 0 6px; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 20px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url($arrow); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line;
  selection-background-color: $accent_soft; selection-color: $text; }
QListView, QTreeView, QTableView { background: $surface; alternate-background-color: $window;
  border: 1px solid $line; border-radius: 4px; gridline-color: $line;
  selection-background-color: $accent_soft; selection-color: $text; outline: none; }
#navigation { padding-top: 8px; border-radius: 0; }
#settings_sections::item { padding-left: 8px; }
#rail { border-radius: 0; border-top: 1px solid $line; }
#navigation::item { padding-left: 8px; border-radius: 4px; margin: 2px 8px; }
#navigation::item:selected, #rail::item:selected { background: $accent_soft; color: $text; }
#navigation::item:hover:!selected, #rail::item:hover:!selected { background: $sunken; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section { background: $sunken; color: $muted; border: none;
  border-right: 1px solid $line; border-bottom: 1px solid $line; padding: 5px 6px;
  font-weight: 600; }
QTabBar { qproperty-drawBase: 0; }
QTableCornerButton::section { background: $sunken; border: none; }
QTabBar::tab { padding: 7px 14px; border: none; border-bottom: 2px solid transparent;
  color: $muted; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[clear="true"] { background: transparent; }
QProgressBar { background: $sunken; border: 1px solid $line; border-radius: 4px; height: 14px;
  text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 20px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $line; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px;
  border: 1px solid $muted; background: $surface; }
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($check); }
QCheckBox::indicator:indeterminate { background: $accent_soft; border-color: $accent; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
"""
)

colours: Colours = LIGHT


def apply(application: QApplication, name: str = "light") -> None:
    """Give the application its look, ``name`` is "light" or "dark", and renew what is dressed."""
    global colours
    colours = DARK if name == "dark" else LIGHT
    application.setStyle("Fusion")
    if FAMILY not in QFontDatabase.families():
        for file in sorted(resource("fonts").glob("NotoSans-*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
    font = QFont(FAMILY)
    font.setPixelSize(13)
    application.setFont(font)
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, colours.window),
        (QPalette.ColorRole.WindowText, colours.text),
        (QPalette.ColorRole.Base, colours.surface),
        (QPalette.ColorRole.AlternateBase, colours.window),
        (QPalette.ColorRole.Text, colours.text),
        (QPalette.ColorRole.Button, colours.surface),
        (QPalette.ColorRole.ButtonText, colours.text),
        (QPalette.ColorRole.Highlight, colours.accent),
        (QPalette.ColorRole.HighlightedText, colours.accent_text),
        (QPalette.ColorRole.PlaceholderText, colours.muted),
        (QPalette.ColorRole.ToolTipBase, colours.surface),
        (QPalette.ColorRole.ToolTipText, colours.text),
        (QPalette.ColorRole.Link, colours.accent),
    ):
        palette.setColor(role, QColor(colour))
    application.setPalette(palette)
    _icons.clear()
    for window in application.topLevelWidgets():
        if window.styleSheet():
            dress(window)


def dress(window: QWidget) -> None:
    """Put the style sheet on a window, for all that is and will be in it; `apply` renews it.

    Worn by the application, every widget would be dressed anew at each layout it is built into,
    which is most of the time that opening a screen takes.
    """
    window.setStyleSheet(
        _SHEET.substitute(
            colours._asdict(),
            arrow=resource("theme", "combo-arrow.svg").as_posix(),
            check=resource("theme", "check.svg").as_posix(),
        )
    )


_icons: dict[tuple[str, str], QIcon] = {}


def icon(name: str, colour: str | None = None) -> QIcon:
    """Return an icon of the set in resources/icons, drawn in ``colour`` (default: muted text)."""
    key = (name, colour or colours.muted)
    if key not in _icons:
        made = QIcon(_drawn(*key))
        if key[1] == colours.accent_text:  # which is lost on a primary button that is off
            made.addPixmap(_drawn(name, colours.muted), QIcon.Mode.Disabled)
        _icons[key] = made
    return _icons[key]


def _drawn(name: str, colour: str) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # imported when the first icon is shown

    drawing = resource("icons", f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    pixmap = QPixmap(48, 48)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap
