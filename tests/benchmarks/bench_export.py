"""Measure an export of 10,000 rows × 30 columns against bare XlsxWriter in the same run.

Run: python -m tests.benchmarks.bench_export
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from sertidesk.domain.fields import FIELDS, Kind
from sertidesk.export.layouts import Column, Fill, Layout, Sheet
from sertidesk.export.workbook import write

ROWS, COLUMNS, RUNS = 10_000, 30, 3


def rows() -> list[dict[str, object]]:
    """Return made-up rows with a value for every field."""
    born = date(1960, 1, 1)

    def value(key: str, kind: Kind, number: int) -> object:
        if kind is Kind.DATE:
            return born + timedelta(days=number % 15_000)
        if kind in (Kind.NUMBER, Kind.YEAR):
            return number % 60
        if key == "sex":
            return "LP"[number % 2]
        if key == "phone":
            return f"+62812{number:08}"
        if kind is Kind.DIGITS:
            return f"62010{number:011}"
        return f"{key} {number % 500}"

    return [{f.key: value(f.key, f.kind, n) for f in FIELDS} for n in range(ROWS)]


def layout() -> Layout:
    """Return a layout of 30 columns as our own recap has them."""
    fields = [field for field in FIELDS if field.key != "family_card"][: COLUMNS - 1]
    columns = tuple(Column(field.label, field=field.key) for field in fields)
    return Layout("uji", "Uji", "lsp", (Sheet("Uji", (Column("NO", Fill.NUMBER), *columns)),))


def bare(data: list[dict[str, object]], path: Path) -> None:
    """Write the same values with nothing but the library: one format for text, one for dates."""
    keys = [column.field for column in layout().sheets[0].columns]
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    sheet = book.add_worksheet()
    text, day = book.add_format({"border": 1}), book.add_format({"num_format": "dd-mm-yyyy"})
    for number, row in enumerate(data, 1):
        sheet.write_number(number, 0, number, text)
        for place, key in enumerate(keys[1:], 1):
            value = row[key]
            if isinstance(value, str):
                sheet.write_string(number, place, value, text)
            elif isinstance(value, date):
                sheet.write_datetime(number, place, value, day)
            else:
                sheet.write_number(number, place, value, text)
    book.close()


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of the work."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print both times and their ratio."""
    data = rows()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "uji.xlsx"
        base = seconds(lambda: bare(data, path))
        ours = seconds(lambda: write(layout(), data, path))
        size = path.stat().st_size / 1e6
    print(f"{ROWS} rows × {COLUMNS} columns, {size:.1f} MB, median of {RUNS}")
    print(f"bare XlsxWriter {base:.2f} s · export {ours:.2f} s · ratio {ours / base:.2f}")


if __name__ == "__main__":
    main()
