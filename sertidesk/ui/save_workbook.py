"""Saving what a screen lists as a workbook: where to, in the background, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sertidesk.export.files import safe_file_name
from sertidesk.ui.kit.prompts import WORKBOOK

if TYPE_CHECKING:
    from sertidesk.ui.desk import Desk


def save_workbook(
    desk: Desk,
    title: str,
    name: str,
    write: Callable[..., Any],
    *args: Any,
    doing: str = "",
    told: str,
    **options: Any,
) -> None:
    """Ask where to, and have ``write(store, *args, path, **options)`` write it.

    ``name`` is proposed, without its ending; ``doing`` stands beside the progress (default: the
    title); ``told`` is said in the end and may name {count} rows and the {file}.
    """
    path = desk.prompts.save_file(title, f"{safe_file_name(name)}.xlsx", WORKBOOK)
    if path is None:
        return

    def tell(written: Any) -> None:
        desk.say(told.format(count=written.rows, file=written.path.name))

    desk.run(doing or title, write, *args, path, done=tell, **options)
