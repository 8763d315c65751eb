"""The lists of facilities that ship with the program, `resources/readiness/facilities.toml`."""

from __future__ import annotations

import tomllib
from functools import cache

from sertidesk.domain.readiness import FacilityList, Wanted
from sertidesk.paths import resource


@cache
def shipped() -> tuple[FacilityList, ...]:
    """Return the lists in the order of the file; the first that serves a scheme is its list."""
    values = tomllib.loads(resource("readiness", "facilities.toml").read_text(encoding="utf-8"))
    return tuple(
        FacilityList(
            one["title"],
            tuple(one["schemes"]),
            tuple(
                Wanted(item["name"], item["quantity"], item["unit"], item.get("per") == "peserta")
                for item in one["items"]
            ),
        )
        for one in values["lists"]
    )
