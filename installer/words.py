"""What the set-up says: for the office, who types `run`, in Indonesian; for the maintainer, who
types `test`, in English.
"""

from __future__ import annotations

WORDS = {
    "preparing": (
        "Menyiapkan SertiDesk di {venv} (sekali saja, beberapa menit)",
        "Setting up {venv} (once, a few minutes)",
    ),
    "rebuilding": (
        "Penyiapan yang ada tidak selesai, rusak, atau dari Python lain, jadi diulang dari awal",
        "What is there is unfinished, broken or another Python's: starting afresh",
    ),
    "ready": ("Siap.", "Ready."),
    "system": (
        "Memasang pustaka sistem: {packages}",
        "Installing system packages: {packages}",
    ),
    "no_venv": (
        "Python ini tidak dapat membuat lingkungan virtual (modul venv/ensurepip tidak ada). "
        "Ketik: {hint} lalu ulangi perintah tadi.",
        "This Python cannot make virtual environments (venv/ensurepip is missing). "
        "Type: {hint} and repeat the command.",
    ),
    "no_network": (
        "Pustaka tidak dapat diunduh karena tidak ada sambungan ke sumber paket. Sambungkan "
        "komputer ini ke internet (cukup sekali), lalu ulangi perintah tadi.",
        "The packages cannot be fetched: no connection to the package index. "
        "Connect this machine once and repeat the command.",
    ),
    "no_wheel": (
        "Ada pustaka yang tidak tersedia untuk komputer ini. SertiDesk memerlukan Windows 10/11 "
        "atau Linux 64-bit yang baru (glibc 2.34 ke atas). Rincian: {log}",
        "A package is not to be had for this machine: Windows 10/11 or a 64-bit Linux with "
        "glibc 2.34 or newer is needed. Details: {log}",
    ),
    "disk_full": (
        "Diska penuh. Sediakan ruang kosong 1 GB, lalu ulangi perintah tadi.",
        "The disk is full. Free 1 GB and repeat the command.",
    ),
    "pip_failed": (
        "Pemasangan pustaka gagal. Rincian ada di {log}; bagian akhirnya:\n{tail}",
        "Installing the packages failed. See {log}; it ends with:\n{tail}",
    ),
    "folder": (
        "Folder {venv} tidak dapat ditulis ({reason}). Tutup SertiDesk yang masih terbuka dan "
        "pastikan folder program boleh ditulis, lalu ulangi perintah tadi.",
        "The folder {venv} cannot be written ({reason}). Close what uses it and repeat.",
    ),
    "qt_apt": (
        "Pustaka sistem untuk jendela belum ada. Ketik sekali: sudo apt-get install {packages}",
        "Qt's system libraries are missing. Type once: sudo apt-get install {packages}",
    ),
    "qt_other": (
        "Pustaka sistem untuk jendela belum ada: {libraries}. Pasang dengan pengelola paket "
        "sistem ini, lalu ulangi perintah tadi.",
        "Qt's system libraries are missing: {libraries}. Install them with the system's "
        "package manager.",
    ),
    "demo": (
        "Tidak ada layar: SertiDesk membuat contoh lengkap di {folder}",
        "No display: writing the demo to {folder}",
    ),
    "demo_done": ("Berkas contoh ada di {folder}", "The demo's files are in {folder}"),
    "stopped": ("Dihentikan.", "Stopped."),
}


class SetupError(Exception):
    """A reason to stop that the person at the keyboard can act on; `key` is one of WORDS."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def sentence(command: str, key: str, **values: object) -> str:
    """Return a sentence of WORDS: Indonesian for `run`, English for `test`."""
    return WORDS[key][command == "test"].format(**values)


def say(command: str, key: str, **values: object) -> None:
    """Print a sentence of WORDS."""
    print(sentence(command, key, **values), flush=True)
