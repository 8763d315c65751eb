"""An address from its parts, in the one line that lists and letters show."""

from __future__ import annotations

from collections.abc import Mapping


def full(record: Mapping[str, object]) -> str:
    """Return street, RT/RW, village, district, regency, province; what is not known is left out."""

    def said(key: str) -> str:
        return str(record.get(key) or "").strip()

    rt, rw = said("rt"), said("rw")
    units = f"RT {rt or '-'}/RW {rw or '-'}" if rt or rw else ""
    street = " ".join(filter(None, (said("address"), units)))
    district = f"Kec. {said('district')}" if said("district") else ""
    parts = (street, said("village"), district, said("regency"), said("province"))
    return ", ".join(filter(None, parts))
