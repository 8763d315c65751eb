"""What the office has set for its papers: the sheet of each kind."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sertidesk.db.history import Changes
from sertidesk.domain import page_setup as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import moment
from sertidesk.domain.page_identity import document_key
from sertidesk.export.pdf.sheet import Margins, Sheet, Stamp
from sertidesk.services import settings
from sertidesk.services.store import Store

LETTERS, PERSON = "letter", "person"  # papers that are no kind of the menu
# The grid of cards and the halves of a receipt's sheet leave nothing to choose.
FIXED = frozenset({"cards", "document-receipts"})
# Lists, whose columns share whatever width there is.
TURNABLE = frozenset(
    {
        "participants", "selection", "attendance", "assessor-attendance", "meeting-attendance",
        "results", "certificate-receipts", "schedule", "complaints", "evaluation", "readiness",
    }
)  # fmt: skip
# Papers that the head of the office signs unless another official is chosen.
SIGNED = frozenset(
    {
        "final-report", "participants", "selection", "results", "certificate-receipts", "schedule",
        "complaints", "evaluation", "cover-letter", "clarification-letter", "application-letter",
        "recruitment-letters", LETTERS, PERSON,
    }
)  # fmt: skip
PREPRINTED = "preprinted"  # the paper carries a letterhead already
LYING, STANDING = "landscape", "portrait"


@dataclass(frozen=True, slots=True)
class KindSetup:
    """What is chosen for one kind of paper; empty parts leave it as it is made."""

    margins: str = ""
    orientation: str = ""
    letterhead: str = ""  # its key, or `PREPRINTED`
    signer: str = ""  # an official's key; the head of the office else
    signs_as: str = ""  # in whose name (domain/signing.py)
    knower: str = ""  # the official who signs at the left under "Mengetahui,"


def sheet(store: Store, kind: str, paper: str | None = None, about: str = "") -> Sheet:
    """Return the sheet a kind is printed on; ``paper`` stands in for the office's choice.

    ``about`` is the code of the activity it speaks of, or of an SOP.
    """
    chosen = settings.get_all(store)
    width, height = _size(str(paper or chosen["paper"]), str(chosen["paper_size"]))
    right, down = (rules.read_shift(str(chosen[key])) for key in ("shift_right", "shift_down"))
    printed = f"Dicetak oleh {store.actor}, {moment(store.clock())}"
    document = document_key(kind, about, store.actor, store.clock().isoformat())
    made = Sheet(
        width,
        height,
        shift=(right, down),
        is_duplex=bool(chosen["duplex_margins"]),
        stamp=Stamp(kind, about, document, printed),
    )
    if kind in FIXED:
        return made
    own = _of_kind(chosen, kind)
    sides = rules.read_margins(own.margins)
    lies = {LYING: True, STANDING: False}.get(own.orientation) if kind in TURNABLE else None
    return replace(made, margins=Margins(*sides) if sides else None, is_landscape=lies)


def of_kind(store: Store, kind: str) -> KindSetup:
    """Return what is chosen for one kind of paper."""
    return _of_kind(settings.get_all(store), kind)


def set_kind(store: Store, kind: str, chosen: KindSetup) -> Changes:
    """Remember what is chosen for one kind of paper."""
    sides = rules.read_margins(chosen.margins)
    kept = replace(chosen, margins=rules.shown(*sides) if sides else "")
    values = {
        key: value
        for key in KindSetup.__dataclass_fields__
        if (value := getattr(kept, key))
    }  # fmt: skip
    known = settings.get(store, "paper_kinds")
    others = dict(known) if isinstance(known, dict) else {}
    others.pop(kind, None)
    return settings.put(store, {"paper_kinds": others | ({kind: values} if values else {})})


def put(store: Store, key: str, text: str) -> Changes:
    """Save one setting of paper and printer as it was typed; what cannot be read is refused."""
    value = text
    if key == "paper_size":
        value = rules.shown(*rules.read_size(text)).replace(" ", " × ") if text.strip() else ""
    elif key in ("shift_right", "shift_down"):
        value = rules.shown(rules.read_shift(text)) if text.strip() else ""
    elif key == "paper" and text == rules.CUSTOM and not settings.get(store, "paper_size"):
        raise UserError(
            "paper_size_missing",
            "Isi dahulu ukuran kertas lain, misalnya 216 × 330, lalu pilih lagi.",
        )
    return settings.put(store, {key: value})


def _size(paper: str, custom: str) -> tuple[float, float]:
    if paper in rules.NAMED:
        return rules.NAMED[paper]
    return rules.read_size(custom) if custom else rules.NAMED["f4"]


def _of_kind(chosen: dict[str, object], kind: str) -> KindSetup:
    kinds = chosen["paper_kinds"]
    found = kinds.get(kind, {}) if isinstance(kinds, dict) else {}
    names = KindSetup.__dataclass_fields__
    return KindSetup(**{key: str(value) for key, value in found.items() if key in names})
