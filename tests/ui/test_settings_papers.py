"""Kertas: sizes, the printer's shift and each kind's margins are saved as fields are left."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from sertidesk.services import letterheads, officials, page_setup, settings
from sertidesk.services.page_setup import KindSetup
from sertidesk.services.store import Store
from sertidesk.ui.desk import Desk
from sertidesk.ui.settings_papers import Section


@pytest.fixture
def papers(qtbot: QtBot, desk: Desk) -> Section:
    made = Section(desk)
    qtbot.addWidget(made)
    desk.changed.connect(made.reload)
    made.reload(None)
    return made


def choose(papers: Section, key: str, value: str) -> None:
    editor = papers.fields[key].editor
    editor.setCurrentIndex(editor.findData(value))
    editor.activated.emit(editor.currentIndex())


def type_in(papers: Section, key: str, text: str) -> None:
    editor = papers.fields[key].editor
    editor.setText(text)
    editor.editingFinished.emit()


def test_the_office_chooses_its_paper(papers: Section, store: Store) -> None:
    assert papers.fields["paper"].text() == "f4"
    choose(papers, "paper", "a4")
    assert settings.get(store, "paper") == "a4"
    choose(papers, "paper", "custom")
    assert not papers.fields["paper"].finding_label.isHidden()
    assert settings.get(store, "paper") == "a4"
    type_in(papers, "paper_size", "8 x 13")
    assert settings.get(store, "paper_size") == ""
    type_in(papers, "paper_size", "216x330")
    choose(papers, "paper", "custom")
    assert settings.get(store, "paper") == "custom"
    assert page_setup.sheet(store, "attendance").width == 216


def test_each_kind_has_margins_of_its_own(papers: Section, store: Store) -> None:
    choose(papers, "paper_kind", "attendance")
    type_in(papers, "margins", "20 20 20 30")
    choose(papers, "orientation", "landscape")
    assert page_setup.of_kind(store, "attendance") == KindSetup("20 20 20 30", "landscape")
    choose(papers, "paper_kind", "cover-letter")
    assert papers.fields["margins"].text() == ""
    assert not papers.fields["orientation"].isEnabled()
    choose(papers, "paper_kind", "attendance")
    assert papers.fields["margins"].text() == "20 20 20 30"


def test_what_cannot_be_read_is_told_and_nothing_is_lost(papers: Section, store: Store) -> None:
    type_in(papers, "margins", "20 20")
    assert not papers.fields["margins"].finding_label.isHidden()
    assert papers.fields["margins"].text() == "20 20"
    assert settings.get(store, "paper_kinds") == {}
    type_in(papers, "shift_right", "1,5")
    choose(papers, "duplex_margins", "1")
    sheet = page_setup.sheet(store, "participants")
    assert sheet.shift == (1.5, 0)
    assert sheet.is_duplex


def test_a_choice_stays_when_another_field_is_saved(papers: Section, store: Store) -> None:
    key = letterheads.add(store, {"name": "Sekretariat"}).subject or ""
    who = officials.add(store, {"name": "Gede Contoh", "position": "Kepala Bidang"}).subject or ""
    papers.reload(None)
    choose(papers, "paper_kind", "participants")
    papers.show()
    for name, value in (("letterhead", key), ("signer", who), ("signs_as", "an")):
        papers.fields[name].editor.setFocus()
        choose(papers, name, value)
    type_in(papers, "margins", "20 20 20 30")
    assert page_setup.of_kind(store, "participants") == KindSetup(
        "20 20 20 30", letterhead=key, signer=who, signs_as="an"
    )
    choose(papers, "paper_kind", "attendance")
    assert not papers.fields["signer"].isEnabled()
