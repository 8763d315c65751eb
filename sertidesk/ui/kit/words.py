"""The words that Qt itself puts on the screen, in Indonesian: menus of fields and boxes."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from sertidesk.ui.kit.marks import override

# As Qt's own sources have them; Windows brings its own words in its file dialog.
_WORDS = {
    "&Undo": "&Urungkan",
    "&Redo": "U&langi",
    "Cu&t": "Po&tong",
    "&Copy": "&Salin",
    "&Paste": "Tem&pel",
    "Delete": "Hapus",
    "&Delete": "&Hapus",
    "Select All": "Pilih semua",
    "OK": "Oke",
    "&OK": "&Oke",
    "Cancel": "Batal",
    "&Cancel": "&Batal",
    "Close": "Tutup",
    "&Yes": "&Ya",
    "&No": "&Tidak",
    "Show Details...": "Lihat rincian…",
    "Hide Details...": "Tutup rincian…",
    "&Look in:": "&Lihat di:",
    "Directory:": "Folder:",
    "File &name:": "&Nama berkas:",
    "Files of &type:": "&Jenis berkas:",
    "&Open": "&Buka",
    "&Save": "&Simpan",
    "&Choose": "&Pilih",
    "&Rename": "Ubah &nama",
    "New Folder": "Folder baru",
    "&New Folder": "Folder &baru",
    "Create New Folder": "Buat folder baru",
    "Create a New Folder": "Buat folder baru",
    "Back": "Kembali",
    "Go back": "Kembali",
    "Forward": "Maju",
    "Go forward": "Maju",
    "Parent Directory": "Folder induk",
    "Go to the parent directory": "Ke folder induk",
    "List View": "Daftar",
    "Detail View": "Rincian",
    "Change to list view mode": "Tampilkan sebagai daftar",
    "Change to detail view mode": "Tampilkan rincian",
    "Show &hidden files": "Tampilkan berkas &tersembunyi",
    "My Computer": "Komputer ini",
    "Computer": "Komputer ini",
    "Name": "Nama",
    "Size": "Ukuran",
    "Type": "Jenis",
    "Kind": "Jenis",
    "Date Modified": "Diubah",
    "%1 already exists.\nDo you want to replace it?": "%1 sudah ada.\nGanti dengan yang baru?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": (
        "%1\nBerkas tidak ditemukan. Periksa nama berkasnya."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "%1\nFolder tidak ditemukan. Periksa nama foldernya."
    ),
}


class QtWords(QTranslator):
    """Answers for Qt's own texts; the program's texts are Indonesian in the source already."""

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return _WORDS.get(source) if context.startswith("Q") else None
