"""The mark of overriding methods, for modules that are imported before the first paint.

The real one costs 4 ms of it, for a mark that only tools read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method):
        """Return the method as it is."""
        return method


__all__ = ["override"]
