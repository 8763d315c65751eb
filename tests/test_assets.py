"""The fonts and icons the program ships: they load, they suit, their licences lie beside them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QRawFont
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))
ICONS = sorted((RESOURCES / "icons").glob("*.svg"))


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.stem)
def test_a_font_has_digits_of_one_width_and_the_letters_of_our_names(
    qapp: QApplication, file: Path
) -> None:
    font = QRawFont(str(file), 100)
    assert font.isValid()
    digits = font.advancesForGlyphIndexes(font.glyphIndexesForString("0123456789"))
    assert len({round(advance.x(), 2) for advance in digits}) == 1
    assert 0 not in font.glyphIndexesForString("AZazéÉñ’“”–…·°×")


def test_window_and_paper_have_the_weights_they_use() -> None:
    names = {file.stem for file in FONTS}
    assert {f"NotoSans-{weight}" for weight in ("Regular", "Medium", "SemiBold", "Bold")} <= names
    assert {
        f"LiberationSans-{style}" for style in ("Regular", "Bold", "Italic", "BoldItalic")
    } <= names


def test_each_family_has_its_licence_and_the_notice_names_it() -> None:
    notice = (RESOURCES.parent / "NOTICE").read_text(encoding="utf-8")
    for family in {file.stem.split("-")[0] for file in FONTS}:
        licence = f"resources/fonts/OFL-{family}.txt"
        assert "SIL OPEN FONT LICENSE" in (RESOURCES.parent / licence).read_text(encoding="utf-8")
        assert licence in notice
    assert "ISC License" in (RESOURCES / "icons" / "LICENSE-lucide.txt").read_text(encoding="utf-8")


def test_the_fonts_stay_small() -> None:
    assert sum(file.stat().st_size for file in FONTS) < 4_000_000


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_an_icon_is_drawn_and_takes_the_colour_of_its_place(qapp: QApplication, file: Path) -> None:
    source = file.read_bytes()
    assert QSvgRenderer(QByteArray(source)).isValid()
    assert b"currentColor" in source or file.stem == "sertidesk"


def test_the_windows_face_has_every_sign_of_our_sentences(qapp: QApplication) -> None:
    """A fresh machine has no other font to borrow a sign from: arrows and ticks are icons."""
    font = QRawFont(str(RESOURCES / "fonts" / "NotoSans-Regular.ttf"), 16)
    strange = []
    for file in sorted((RESOURCES.parent / "sertidesk").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if not is_text or id(node) in docstrings or " " not in node.value.strip():
                continue
            signs = {sign for sign in node.value if ord(sign) > 0x7E}
            lacking = sorted(sign for sign in signs if 0 in font.glyphIndexesForString(sign))
            if lacking:
                strange.append(f"{file.name}:{node.lineno} {lacking}")
    assert not strange, "\n" + "\n".join(strange)
