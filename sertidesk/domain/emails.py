"""E-mail addresses: whether what is typed can be one; whether it exists nobody can tell here."""

from __future__ import annotations

import re

from sertidesk.domain.errors import UserError

_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


def is_address(text: str) -> bool:
    """Tell whether a text can be an e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


def checked(text: str) -> str:
    """Return an address without blanks around it, or nothing for nothing; refuse the rest."""
    address = text.strip()
    if address and not is_address(address):
        raise UserError(
            "email_incomplete", "Alamat surel belum lengkap. Contoh: kantor@contoh.go.id."
        )
    return address
