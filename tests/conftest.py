"""What every test stands on: no screen, no one's real data folder, one day. Keep it light."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from sertidesk.services.store import Store

# Before the application is made: a window on someone's screen would take the keyboard from them.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("SERTIDESK_TEST_PLATFORM", "offscreen")

# A busy machine is no defect of the code under test.
settings.register_profile("sertidesk", deadline=None)
settings.load_profile("sertidesk")

A_MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=7), "WIB"))


@pytest.fixture(scope="session", autouse=True)
def _nobodys_data_folder() -> Iterator[None]:
    """Send a test that forgets to name its data folder to an empty one."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        patch = pytest.MonkeyPatch()
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(Path(folder, name)))
        patch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(Path(folder, "Local")))
        yield
        patch.undo()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an empty data folder, at nine on a Monday morning that does not pass."""
    from sertidesk.services.store import open_store  # most tests need no storage

    opened = open_store(tmp_path / "data kantor", actor="Penguji", clock=lambda: A_MONDAY)
    yield opened
    opened.close()
