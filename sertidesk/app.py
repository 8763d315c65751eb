"""The one place that builds and joins the parts: data folder, store, desk, window."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sertidesk.domain.errors import UserError

if TYPE_CHECKING:
    from sertidesk.services.store import Store
    from sertidesk.ui.desk import Desk
    from sertidesk.ui.kit.prompts import Prompts
    from sertidesk.ui.main_window import MainWindow


def data_folder(chosen: str | None) -> Path:
    """Return the data folder: the one chosen, or the platform's folder for user data."""
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("SertiDesk", appauthor=False)


def open_data(chosen: str | None) -> Store:
    """Open the data folder for the command line."""
    from sertidesk.services.store import open_store

    return open_store(data_folder(chosen))


def self_test() -> int:
    """Try the program's own parts in a folder of its own; return 0 when all work, else 1."""
    import tempfile

    from sertidesk.services import self_test as tests

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        tried = [*tests.run(Path(folder)), tests.attempt("jendela", _try_window)]
    failed = [test for test in tried if not test.ok]
    for test in failed:
        sys.stderr.write(f"{test.name}: {test.fault}\n")
    sys.stdout.write("Semua bagian bekerja.\n" if not failed else "Ada bagian yang gagal.\n")
    return 1 if failed else 0


def _try_window() -> None:
    """Build the shell where nobody sees it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from sertidesk.ui.kit import theme
    from sertidesk.ui.main_window import MainWindow

    application = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(application, QApplication):
        theme.apply(application)
    if MainWindow().grab().isNull():
        raise RuntimeError("grab")


def run_window(chosen: str | None) -> int:
    """Open the window and stay until it closes; return the exit status."""
    _refuse_without_screen()
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    from sertidesk.ui.kit import theme
    from sertidesk.ui.kit.words import QtWords
    from sertidesk.ui.main_window import MainWindow

    application = QApplication(sys.argv[:1])
    application.setApplicationName("SertiDesk")
    words = QtWords(application)
    application.installTranslator(words)
    QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
    theme.apply(application)
    window = MainWindow()
    # Storage is imported after the first paint: it takes longer than everything before.
    window.painted.connect(lambda: _join(window, chosen))
    window.show()
    return application.exec()


def _refuse_without_screen() -> None:
    """Say what to do where Qt would end the process: a Linux without a screen."""
    if sys.platform != "linux" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        return
    raise UserError(
        "no_screen",
        "Tidak ada layar untuk membuka jendela. Jalankan dari desktop, atau pakai perintah, "
        "misalnya “sertidesk demo --out keluaran”.",
    )


def _join(window: MainWindow, chosen: str | None) -> None:
    from PySide6.QtWidgets import QApplication

    from sertidesk.ui.caretaker import Caretaker
    from sertidesk.ui.desk import Desk
    from sertidesk.ui.kit.prompts import WindowPrompts
    from sertidesk.ui.warm_up import WarmUp

    prompts = WindowPrompts(window)
    try:
        store = _open_or_rescue(prompts, chosen)
    except UserError as error:
        prompts.show_error(str(error))
        QApplication.exit(1)
        return
    _wear_theme(store)
    desk = Desk(store, prompts)
    desk.setParent(window)
    _catch_bugs(desk)
    caretaker = Caretaker(desk)
    window.may_close = caretaker.may_close
    caretaker.may_close_now.connect(window.close)
    window.closing.connect(store.close)
    caretaker.begin()
    window.attach(desk)
    WarmUp(window)


def _open_or_rescue(prompts: Prompts, chosen: str | None) -> Store:
    """Open the data; where it is lost or damaged, offer the newest backup first."""
    from sertidesk.services.store import locate_store
    from sertidesk.ui.caretaker import offer_rescue

    try:
        return open_data(chosen)
    except UserError as error:
        store = locate_store(data_folder(chosen))
        try:
            if not offer_rescue(store, prompts, error):
                raise
        finally:
            store.close()
    return open_data(chosen)


def _wear_theme(store: Store) -> None:
    """Put on the dark look where the office chose it; the light one is worn already."""
    from PySide6.QtWidgets import QApplication

    from sertidesk.services import settings
    from sertidesk.ui.kit import theme

    application = QApplication.instance()
    if settings.get(store, "theme") == "dark" and isinstance(application, QApplication):
        theme.apply(application, "dark")


def _catch_bugs(desk: Desk) -> None:
    """Show what slips out of a slot in the one dialog for it, instead of a silent traceback."""

    def told(kind: type[BaseException], error: BaseException, trace: object) -> None:
        logging.getLogger(__name__).error("unexpected %s", kind.__name__)
        if isinstance(error, Exception):
            desk.tell(error)

    sys.excepthook = told
