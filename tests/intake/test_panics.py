"""What a panicking library prints stays off the terminal; everything else still comes through."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sertidesk.domain.errors import UserError
from sertidesk.intake import panics, reader, workbooks
from tests.builders import lists


class PanicException(BaseException):
    """Named as the one that calamine raises."""


def test_the_print_of_a_panic_is_dropped(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PanicException), panics.unprinted():
        os.write(2, b"thread panicked at src/lib.rs")
        raise PanicException
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("error", [None, ValueError])
def test_what_else_is_printed_comes_through(
    error: type[Exception] | None, capfd: pytest.CaptureFixture[str]
) -> None:
    try:
        with panics.unprinted():
            os.write(2, b"a warning")
            if error:
                raise error
    except ValueError:
        pass
    os.write(2, b", and more")
    assert capfd.readouterr().err == "a warning, and more"


def test_a_panic_over_a_workbook_is_one_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def panic(source: object) -> None:
        os.write(2, b"thread panicked")
        raise PanicException

    monkeypatch.setattr(workbooks, "load_workbook", panic)
    path = lists.plain(tmp_path / "a.xlsx")
    with pytest.raises(UserError) as caught:
        reader.read_workbook(path)
    assert caught.value.code == "file_broken"
    assert capfd.readouterr().err == ""
