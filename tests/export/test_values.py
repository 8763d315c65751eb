"""Values in a layout's spelling."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sertidesk.export.values import renderer

DAY = date(1990, 5, 2)


@pytest.mark.parametrize(
    ("key", "format", "text", "value", "cell"),
    [
        ("birth_date", "dd/mm/yyyy", False, DAY, DAY),
        ("birth_date", "dd/mm/yyyy", True, DAY, "02/05/1990"),
        ("birth_date", "yyyy-mm-dd", True, DAY, "1990-05-02"),
        ("birth_date", "d mmmm yyyy", True, DAY, "2 Mei 1990"),
        ("birth_date", "text", False, DAY, "02-05-1990"),
        ("birth_date", "", False, datetime(1990, 5, 2, 8, tzinfo=UTC), DAY),
        ("birth_date", "", False, date(1899, 12, 31), "31-12-1899"),
        ("sex", "L/P", False, "P", "P"),
        ("sex", "Pria/Wanita", False, "P", "Wanita"),
        ("sex", "LAKI-LAKI/PEREMPUAN", False, "L", "LAKI-LAKI"),
        ("sex", "L/P", False, "?", "?"),
        ("phone", "", False, "+6281250001234", "081250001234"),
        ("phone", "+62", False, "+6281250001234", "+6281250001234"),
        ("phone", "62", False, "+6281250001234", "6281250001234"),
        ("phone", "", False, "+6591234567", "+6591234567"),
        ("phone", "", False, "0532-21034", "0532-21034"),
        ("name", "upper", False, "Budi", "BUDI"),
        ("name", "", False, "", None),
        ("name", "", False, "Bu\x00di\r\nSantoso\x1b", "Budi\nSantoso"),
        ("name", "", False, "\x01", None),
        ("nik", "", False, 6201021205900001, "6201021205900001"),
        ("postcode", "", False, 74111.0, "74111"),
        ("level", "", False, 2, 2),
        ("level", "text", False, 2, "2"),
        ("level", "", False, True, "Ya"),
        ("project_value", "", False, Decimal("1500000.5"), 1500000.5),
        ("project_value", "", False, float("nan"), None),
        ("project_value", "", False, float("inf"), None),
        ("notes", "", False, None, None),
        ("notes", "", False, "x" * 40_000, "x" * 32_767),
    ],
)
def test_a_value_becomes_the_cell_the_layout_asks_for(
    key: str, format: str, text: bool, value: object, cell: object
) -> None:
    rendered = renderer(key, format, text=text)(value)
    assert rendered == cell and type(rendered) is type(cell)
