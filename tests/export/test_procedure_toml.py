"""A procedure written as an SOP file is read back the same."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from sertidesk.domain.procedure import Procedure, Step
from sertidesk.export.procedure_toml import to_toml
from sertidesk.intake.procedure import load_all, load_text

SHIPPED = {procedure.code: procedure for procedure in load_all()}


@pytest.mark.parametrize("code", SHIPPED)
def test_each_shipped_procedure_comes_back_the_same(code: str) -> None:
    assert load_text(to_toml(SHIPPED[code]), "salinan.toml") == SHIPPED[code]


def test_signs_of_every_kind_come_back() -> None:
    hard = 'Kutip " dan \\ garis\nbaris baru, \t tab, \x7f dan é “□”'
    one = replace(
        SHIPPED["badung"], steps=(Step("1", "Satu", printed=hard, notes=(hard, "")),),
        promise=Procedure.__dataclass_fields__["promise"].default, deadlines=(), requirements=(),
    )  # fmt: skip
    assert load_text(to_toml(one), "salinan.toml") == one


def test_what_is_not_said_is_not_written() -> None:
    values = tomllib.loads(to_toml(SHIPPED["sulawesi-barat"]))
    assert values["requirements"] == []
    assert "limits" not in values
    assert "parts" not in values["steps"][0]
