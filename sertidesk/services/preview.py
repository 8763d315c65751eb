"""Papers that are looked at before they are printed or saved: made once, into a working copy.

The working copy lies in the data folder, is dropped when the preview is left, and is swept when
the data is next opened, should the program have been killed. The window draws what stands here.
"""

from __future__ import annotations

import inspect
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sertidesk.db.safekeeping import WORKING_COPY
from sertidesk.domain.work import FirstPages, IsCancelled, Report, never, silent
from sertidesk.export.files import replacing, safe_file_name
from sertidesk.intake import pdf_pages
from sertidesk.intake.scans import Picture
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

if TYPE_CHECKING:
    from sertidesk.services.printing import Printed


@dataclass(frozen=True, slots=True)
class Order:
    """A paper to be looked at: its title, the name it is saved under, and who makes it.

    ``make`` is called as ``make(store, *args, path, report=, is_cancelled=)``, with ``paper=``
    too where it takes one.
    """

    title: str
    name: str  # without suffix, whatever characters it holds
    make: Callable[..., Printed]
    args: tuple[Any, ...] = ()
    in_word: bool = False  # people edit it before they sign

    @property
    def file_name(self) -> str:
        """Return the name to be offered when it is saved."""
        return f"{safe_file_name(self.name)}.pdf"

    @property
    def takes_paper(self) -> bool:
        """Tell whether it can be made on another paper than the office's."""
        return "paper" in inspect.signature(self.make).parameters


def of_kind(activity: Activity, kind: str, title: str = "") -> Order:
    """Return the order of one kind of paper of an activity."""
    from sertidesk.services import printing  # the PDF library is slow to import

    made = printing.KINDS[kind]
    told = title or made.title
    return Order(told, f"{told} {activity.name}", _kind, (activity, kind), made.in_word)


def write_word(
    store: Store,
    order: Order,
    target: Path,
    paper: str | None = None,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Printed:
    """Write the paper for Word, to be edited further; its suffix is always ``.docx``."""
    chosen = {"paper": paper} if paper and order.takes_paper else {}
    name = target.name.removesuffix(".docx").removesuffix(".pdf")
    return order.make(
        store, *order.args, target.with_name(f"{name}.docx"),
        report=report, is_cancelled=is_cancelled, **chosen,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A working copy of a paper: where, and the size of each page in millimetres."""

    path: Path
    sizes: tuple[tuple[float, float], ...]
    whole: bool = True


def make(
    store: Store,
    order: Order,
    paper: str | None = None,
    *,
    first: Callable[[Made], None] | None = None,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Made:
    """Make the paper's working copy; ``first`` gets its first pages while the rest is made."""
    path, beginning = _working_copy(store), _working_copy(store)

    def show(part: Path) -> None:
        if first is not None:
            first(Made(part, tuple(pdf_pages.sizes(part)), whole=False))

    chosen: dict[str, Any] = {"paper": paper} if order.takes_paper else {}
    told = report if first is None else FirstPages(report, beginning, show)
    try:
        order.make(store, *order.args, path, report=told, is_cancelled=is_cancelled, **chosen)
        return Made(path, tuple(pdf_pages.sizes(path)))
    except BaseException:
        for left in (path, beginning):
            drop(left)
        raise


def draw(
    store: Store,
    made: Made,
    page: int,
    scale: float,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Picture:
    """Return a page (from 0) as a picture with ``scale`` pixels to a point."""
    return pdf_pages.draw(made.path, page, scale)


def save(store: Store, made: Made, target: Path) -> int:
    """Write the paper as a file of its own and return how many pages it has."""
    with replacing(target) as temporary:
        shutil.copyfile(made.path, temporary)
    return len(made.sizes)


def drop(path: Path) -> None:
    """Remove a working copy; one that is still held is swept when the data is next opened."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _working_copy(store: Store) -> Path:
    return store.folder / f"{WORKING_COPY}{secrets.token_hex(6)}.pdf"


def _kind(
    store: Store,
    activity: Activity,
    kind: str,
    path: Path,
    *,
    paper: str | None,
    report: Report,
    is_cancelled: IsCancelled,
) -> Printed:
    from sertidesk.services import printing

    return printing.write(
        store, activity, kind, path, paper=paper, report=report, is_cancelled=is_cancelled
    )
