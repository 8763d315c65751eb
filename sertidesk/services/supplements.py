"""A supplement's remarks: where a recap has room, each row says what changed since."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from sertidesk.export.layouts import PARTICIPANTS, Column, Fill, Layout, Sheet
from sertidesk.services.recaps import Recap
from sertidesk.services.records import FileRows

KEY = "supplement_remark"
TITLE = "SUSULAN: PESERTA BARU DAN DATA YANG BERUBAH"
HEADER = "KETERANGAN SUSULAN"
_REMARKS = re.compile(r"^\s*(keterangan|ket\.?|catatan)\b", re.IGNORECASE)


def with_remarks(
    recap: Recap, rows: FileRows, remarks: Mapping[str, str]
) -> tuple[Recap, FileRows]:
    """Return the recap and rows with the remark of each participant, by participant.

    Our recap gets a column for it; another's layout only where it has a blank one of that name,
    and a form where it has one for remarks.
    """
    if recap.form is not None:
        return _in_form(recap, rows, remarks)
    assert recap.layout is not None
    layout = _with_column(recap.layout)
    people = [row | {KEY: remarks.get(row["id"])} for row in rows.participants]
    return replace(recap, layout=layout), FileRows(people, rows.more)


def _with_column(layout: Layout) -> Layout:
    column = Column(HEADER, field=KEY, width=40)

    def extended(sheet: Sheet) -> Sheet:
        if sheet.rows != PARTICIPANTS:
            return sheet
        if sheet.head:
            sheet = replace(sheet, head=(*sheet.head[:2], TITLE, *sheet.head[2:]))
        for place, present in enumerate(sheet.columns):
            if present.fill is Fill.BLANK and _REMARKS.match(present.header):
                filled = replace(present, fill=Fill.FIELD, field=KEY)
                return replace(
                    sheet, columns=(*sheet.columns[:place], filled, *sheet.columns[place + 1 :])
                )
        if layout.kind != "lsp":  # a prescribed sheet takes no column more
            return sheet
        return replace(sheet, columns=(*sheet.columns, column))

    return replace(layout, sheets=tuple(map(extended, layout.sheets)))


def _in_form(recap: Recap, rows: FileRows, remarks: Mapping[str, str]) -> tuple[Recap, FileRows]:
    """Write the remark into the form's own column for remarks, before what stands there."""
    assert recap.form is not None
    mapping = recap.form.mapping
    columns = tuple(
        replace(column, field="notes")
        if not column.field and not column.number and _REMARKS.match(column.header)
        and "notes" not in mapping.fields
        else column
        for column in mapping.columns
    )  # fmt: skip
    form = replace(recap.form, mapping=replace(mapping, columns=columns))
    people = [
        row | {"notes": "; ".join(filter(None, (remarks.get(row["id"]), row["notes"])))}
        for row in rows.participants
    ]
    return replace(recap, form=form), FileRows(people, rows.more)
