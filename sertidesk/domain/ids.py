"""Keys: time-ordered UUIDs (RFC 9562, version 7), so that rows of several PCs can be merged."""

from __future__ import annotations

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Return a new UUIDv7 as 36 characters; within one process each is greater than the last."""
    global _last
    with _lock:
        # 48 bits of milliseconds and 12 of a counter that only grows.
        _last = max(_last + 1, (time.time_ns() // 1_000_000) << 12)
        stamp = _last
    random = int.from_bytes(os.urandom(8)) & ((1 << 62) - 1)
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | random
    return str(uuid.UUID(int=value))
