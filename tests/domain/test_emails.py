"""E-mail addresses: what can be one."""

from __future__ import annotations

import pytest

from sertidesk.domain import emails
from sertidesk.domain.errors import UserError


@pytest.mark.parametrize("text", ["a@b.id", "lsp.contoh+uji@kantor.contoh.go.id"])
def test_a_whole_address_is_taken(text: str) -> None:
    assert emails.checked(f"  {text} ") == text


@pytest.mark.parametrize(
    "text", ["dpupr", "a@b", "a b@c.id", "@c.id", "a@@c.id", "a@c..id", "a@c."]
)
def test_half_an_address_is_refused(text: str) -> None:
    assert not emails.is_address(text)
    with pytest.raises(UserError, match=r"Contoh: kantor@contoh\.go\.id"):
        emails.checked(text)


def test_none_is_no_fault() -> None:
    assert emails.checked("  ") == ""
