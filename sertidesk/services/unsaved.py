"""A participant's form that was typed and not saved: kept in a file, so that nothing ends it.

One form for each activity, in the folder `isian` beside the database. It is no data of the
office: whoever opens the activity again is asked whether to go on with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sertidesk.domain.errors import UserError
from sertidesk.export.files import clear_leftovers, write_text
from sertidesk.services.store import Store

_FOLDER = "isian"


@dataclass(frozen=True)
class UnsavedForm:
    """One form as it stood; ``participant_id`` None: a new participant.

    ``rows`` are by kind: the key of the stored row (or None) and what its cells say.
    """

    participant_id: str | None
    texts: Mapping[str, str]
    rows: Mapping[str, Sequence[tuple[object, Sequence[str]]]]
    reasons: Mapping[str, str]
    adopted: str | None

    @property
    def name(self) -> str:
        """Return whose form it is, as far as it was typed."""
        return self.texts.get("name") or self.texts.get("nik") or ""


def keep(store: Store, activity_id: str, form: UnsavedForm) -> None:
    """Keep a form; where that fails the form itself is still on the screen, and a save tells."""
    path = _path(store, activity_id)
    try:
        path.parent.mkdir(exist_ok=True)
        write_text(path, json.dumps(asdict(form), ensure_ascii=False))
    except (OSError, UserError):
        return


def of(store: Store, activity_id: str) -> UnsavedForm | None:
    """Return the form that was left in this activity, if there is one that can be read."""
    path = _path(store, activity_id)
    if not path.is_file():
        return None
    clear_leftovers(path.parent)
    try:
        return UnsavedForm(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):  # of another version, or damaged: no loss of data
        return None


def forget(store: Store, activity_id: str) -> None:
    """Keep nothing any more: saved, or given up knowingly."""
    _path(store, activity_id).unlink(missing_ok=True)


def _path(store: Store, activity_id: str) -> Path:
    return store.folder / _FOLDER / f"{activity_id}.json"
