"""What calamine prints when it panics over a damaged file: kept off the terminal.

The library's own message goes straight to the process's error stream, past Python; whoever typed a
command shall read one sentence there.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_STREAM = 2  # the error stream, as the system numbers it
_one_at_a_time = threading.Lock()


def is_panic(error: BaseException) -> bool:
    """Tell a panic inside calamine: a BaseException of a module that cannot be imported."""
    return type(error).__name__ == "PanicException"


@contextmanager
def unprinted() -> Iterator[None]:
    """Hold back what is printed on the error stream; after a panic it is dropped."""
    with _one_at_a_time:
        try:
            stream = os.dup(_STREAM)
        except OSError:  # a windowed program without a console prints nowhere
            yield
            return
        with tempfile.TemporaryFile() as held:
            dropped = False
            os.dup2(held.fileno(), _STREAM)
            try:
                yield
            except BaseException as error:
                dropped = is_panic(error)
                raise
            finally:
                os.dup2(stream, _STREAM)
                os.close(stream)
                if not dropped:
                    held.seek(0)
                    os.write(_STREAM, held.read())
