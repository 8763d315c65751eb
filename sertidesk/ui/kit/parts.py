"""Small parts of a page: labels by role, badges, banners, buttons, cards, empty lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6 import QtCore  # QtCore.Qt is looked up when needed: making it takes 10 ms
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sertidesk.ui.kit import theme
from sertidesk.ui.kit.marks import override
from sertidesk.ui.kit.theme import SPACE


def named(widget: Any, name: str, accessible: str = "") -> Any:
    """Give a widget its object name and what a screen reader says of it; return the widget."""
    widget.setObjectName(name)
    if accessible:
        widget.setAccessibleName(accessible)
    return widget


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and have it looked at again."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def show_cut(
    shown: QLabel, words: str, room: int, cut: QtCore.Qt.TextElideMode | None = None
) -> None:
    """Show words on a label, cut to ``room`` pixels (at the right); the tip has them whole."""
    cut = cut or QtCore.Qt.TextElideMode.ElideRight
    shown.setText(shown.fontMetrics().elidedText(words, cut, room))
    shown.setToolTip(words)


def label(text: str, role: str = "", wrap: bool = False) -> QLabel:
    """Make a text; ``role``: title, heading, muted, label or none."""
    made = QLabel(text)
    made.setTextFormat(QtCore.Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def badge(text: str, tone: str = "plain") -> QLabel:
    """Make a state's badge: a word and a colour (good, warn, bad, accent, plain)."""
    made = label(text)
    made.setProperty("badge", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def set_badge(widget: QLabel, text: str, tone: str) -> None:
    """Change a badge's word and colour."""
    widget.setText(text)
    restyle(widget, "badge", tone)


class Button(QPushButton):
    """A button that Enter presses as Space does, and whose keys outlive a change of its words."""

    @override
    def setText(self, text: str) -> None:
        keys = self.shortcut()
        super().setText(text)  # Qt forgets the shortcut here
        if not keys.isEmpty():
            self.setShortcut(keys)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
        held = event.modifiers() & ~QtCore.Qt.KeyboardModifier.KeypadModifier
        if enter and not held and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    name: str,
    text: str,
    act: Callable[[], object],
    *,
    icon: str = "",
    primary: bool = False,
    link: bool = False,
    shortcut: str = "",
    tip: str = "",
) -> QPushButton:
    """Make a button; ``name`` is its object name, one primary button a page."""
    made = Button(text)
    named(made, name, text.replace("&", ""))
    if icon:
        colour = theme.colours.accent_text if primary else None
        made.setIcon(theme.icon(icon, colour))
    made.setProperty("primary", primary)
    made.setProperty("link", link)
    made.setAutoDefault(False)
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
        tip = f"{tip} ({shortcut})".strip()
    made.setToolTip(tip)
    made.clicked.connect(lambda _checked=False: act())
    return made


def tool(name: str, tip: str, act: Callable[[], object], *, icon: str) -> QPushButton:
    """Make a small button that is an icon alone; ``tip`` says what it does."""
    made = button(name, "", act, icon=icon, tip=tip)
    made.setAccessibleName(tip)
    made.setProperty("tool", True)
    return made


def set_primary(made: QPushButton, primary: bool, icon: str) -> None:
    """Make a button the page's one primary button, or let it step back."""
    if made.property("primary") != primary:
        made.setIcon(theme.icon(icon, theme.colours.accent_text if primary else None))
        restyle(made, "primary", primary)


def row(*widgets: QWidget | QBoxLayout | int, spacing: int = 2 * SPACE) -> QHBoxLayout:
    """Lay widgets side by side; a number is a stretch of that weight."""
    return _laid(QHBoxLayout(), widgets, spacing)


def column(*widgets: QWidget | QBoxLayout | int, spacing: int = 2 * SPACE) -> QVBoxLayout:
    """Lay widgets one below the other; a number is a stretch of that weight."""
    return _laid(QVBoxLayout(), widgets, spacing)


def _laid(layout: Any, widgets: tuple[QWidget | QBoxLayout | int, ...], spacing: int) -> Any:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if isinstance(widget, int):
            layout.addStretch(widget)
        elif isinstance(widget, QBoxLayout):
            layout.addLayout(widget)
        else:
            layout.addWidget(widget)
    return layout


def card(*contents: QWidget | QBoxLayout | int, name: str = "") -> QFrame:
    """Make a framed surface with things one below the other."""
    made = QFrame()
    made.setProperty("card", True)
    if name:
        made.setObjectName(name)
    layout = column(*contents)
    layout.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
    made.setLayout(layout)
    return made


def swap(layout: QBoxLayout, old: QWidget | None, new: QWidget) -> QWidget:
    """Put ``new`` where ``old`` was; the old one is gone from sight at once."""
    if old is not None:
        old.hide()
        layout.removeWidget(old)
        old.deleteLater()
    layout.addWidget(new, 1)
    return new


def lead_focus(before: QWidget, content: QWidget) -> None:
    """Let Tab go from ``before`` through the fields of ``content``, which was made later."""
    for one in content.findChildren(QWidget):
        if one.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(before, one)
            before = one


class Banner(QFrame):
    """A message in the page, with at most one thing to do about it; hidden until it speaks."""

    def __init__(self, name: str = "banner", *, snug: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.text_label = label("", wrap=True)
        self.text_label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action_button = Button()
        named(self.action_button, f"{name}_action")
        self.close_button = button(
            f"{name}_close", "", self.hide, icon="x", tip=self.tr("Tutup pesan")
        )
        self.close_button.setAccessibleName(self.tr("Tutup pesan"))
        layout = row(self.text_label, self.action_button, self.close_button)
        above = 1 if snug else SPACE
        layout.setContentsMargins(3 * SPACE, above, 2 * SPACE, above)
        self.setLayout(layout)
        self._act: Callable[[], object] | None = None
        self.action_button.clicked.connect(self._on_action_clicked)
        self.hide()

    def say(
        self,
        text: str,
        tone: str = "accent",
        action: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        """Show a message; ``act`` is called by the button that says ``action``."""
        self.text_label.setText(text)
        self.setAccessibleName(text)
        self._act = act
        self.action_button.setVisible(bool(action))
        self.action_button.setText(action)
        self.action_button.setAccessibleName(action)
        restyle(self, "banner", tone)
        self.show()

    def _on_action_clicked(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()


class EmptyState(QWidget):
    """What an empty list says: what will be here and what to do first."""

    def __init__(self, title: str, text: str, *buttons: QWidget) -> None:
        super().__init__()
        heading = label(title, "heading")
        heading.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)
        words = label(text, "muted", wrap=True)
        words.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)
        words.setMinimumWidth(360)
        inner = QWidget()
        inner.setLayout(column(heading, words, row(1, *buttons, 1), spacing=3 * SPACE))
        inner.setMaximumWidth(640)  # a line of text that the eye can follow
        middle = row(1, inner, 1)
        middle.setStretch(1, 4)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)


class Page(QWidget):
    """A page: title, what it is about, its actions at the right, a banner, and the body."""

    def __init__(self, title: str, subtitle: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
        self.title_label = label(title, "title")
        self.subtitle_label = label(subtitle, "muted", wrap=True)
        self.subtitle_label.setVisible(bool(subtitle))
        self.action_row = row()
        head = row(column(self.title_label, self.subtitle_label, spacing=SPACE))
        head.setStretch(0, 1)
        head.addLayout(self.action_row)
        self.banner = Banner()
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * SPACE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(head)
        layout.addWidget(self.banner)
        layout.addLayout(self.body, 1)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Show the data anew; ``kinds`` are the tables that changed (None: all may have)."""
