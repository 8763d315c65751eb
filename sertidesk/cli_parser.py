"""The words of the command line: commands, options, and what is told of wrong usage.

What the commands do is in `cli`.
"""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import Any, NoReturn

from sertidesk import __version__

_PAPERS = ("a4", "f4", "custom")  # custom: the size that the office has set

# What argparse says of wrong usage, in the words of our readers.
_SAID = (
    (r"argument (?P<what>[^:]+): expected one argument", "{what} harus diikuti satu nilai."),
    (r"argument PERINTAH: invalid choice: '(?P<value>.*)' \(.*",
     "Perintah “{value}” tidak dikenal."),
    (r"argument (?P<what>[^:]+): invalid choice: '(?P<value>.*)' \(choose from (?P<known>.*)\)",
     "Nilai “{value}” tidak dikenal untuk {what}. Pilihannya: {known}."),
    (r"argument (?P<what>[^:]+): ignored explicit argument '(?P<value>.*)'",
     "{what} tidak memakai nilai “{value}”."),
    (r"argument (?P<what>[^:]+): (?P<why>.*)", "{what}: {why}"),
    (r"the following arguments are required: (?P<what>.*)", "Masih kurang: {what}."),
    (r"unrecognized arguments: (?P<what>.*)", "Tidak dikenal: {what}."),
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """A parser that speaks Indonesian and takes no abbreviated option."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **options)
        self._positionals.title = "yang disebut"
        self._optionals.title = "pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the command as typed, and leave with status 2."""
        self.exit(2, f"{self.format_usage()}{in_indonesian(message)}\n")


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:
        super().add_usage(usage, actions, groups, "pemakaian: " if prefix is None else prefix)


def in_indonesian(message: str) -> str:
    """Return argparse's message in Indonesian; one we do not know stays as it is."""
    for pattern, sentence in _SAID:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return sentence.format(**found.groupdict())
    return message


def build(commands: dict[str, Any]) -> Parser:
    """Return the parser; ``commands`` gives what carries out each command, by its words."""
    parser = Parser(
        prog="sertidesk",
        description="SertiDesk: fasilitasi sertifikasi tenaga kerja konstruksi. Tanpa perintah, "
        "jendela program dibuka.",
    )
    parser.add_argument("--data", metavar="DIR", help="folder data (bawaan: folder data pengguna)")
    parser.add_argument(
        "--version",
        action="version",
        version=f"sertidesk {__version__}",
        help="tampilkan versi program",
    )
    parser.add_argument("--self-test", action="store_true", help="periksa program ini sendiri")
    parser.add_argument("--trace", action="store_true", help=argparse.SUPPRESS)
    top = parser.add_subparsers(dest="command", metavar="PERINTAH", title="perintah")

    def command(words: str, text: str, group: Any = top) -> Any:
        made = group.add_parser(words.split()[-1], help=text, description=text)
        made.set_defaults(run=commands.get(words), parser=made)
        return made

    def group(words: str, text: str) -> Any:
        return command(words, text).add_subparsers(
            dest="action", metavar="PERINTAH", title="perintah", required=True
        )

    demo = command("demo", "buat kegiatan contoh dengan semua keluarannya")
    demo.add_argument("--out", required=True, metavar="DIR", help="folder keluaran")
    demo.add_argument(
        "--sop", default="kotawaringin-barat", metavar="KODE", help="bawaan: %(default)s"
    )
    _add_activity(group("activity", "kegiatan: baru, daftar"), command)
    _add_sops(group("sop", "SOP: daftar, salin, impor, ekspor"), command)
    _add_lists(command)
    _add_output(command("export", "tulis rekap Excel"), "FILE.xlsx").add_argument(
        "--layout", metavar="NAMA", help="tata letak atau formulir LSP (bawaan: milik jenisnya)"
    )
    learn = command(
        "layout learn",
        "kenali formulir Excel milik LSP: baris judul dan kolomnya",
        group("layout", "tata letak rekap"),
    )
    learn.add_argument("form", metavar="FORM.xlsx")
    learn.add_argument("--name", required=True, metavar="NAMA", help="nama untuk --layout")
    learn.add_argument("--sheet", metavar="NAMA", help="lembar yang dipakai (bawaan: dicari)")
    _add_answer(command("answer", "baca jawaban Disdukcapil"))
    _add_results(command("results", "baca hasil asesmen dari LSP"))
    _add_results(command("certificates", "baca nomor sertifikat, atau lampirkan satu folder PDF"))
    _add_output(
        command("print", "cetak dokumen ke PDF, atau ke Word (.docx)"), "FILE.pdf"
    ).add_argument(
        "--paper",
        choices=("a4", "f4", "custom"),
        help="ukuran kertas (bawaan: pilihan kantor, semula f4)",
    )
    letters = command("letters", "tulis buku surat kantor ke Excel")
    letters.add_argument("--year", type=int, metavar="TAHUN", help="bawaan: semua tahun")
    letters.add_argument("--out", required=True, metavar="FILE.xlsx", help="berkas yang ditulis")
    expiring = command("expiring", "tulis daftar sertifikat yang akan berakhir ke Excel")
    expiring.add_argument(
        "--months", type=int, default=12, choices=(3, 6, 12), help="bawaan: %(default)s"
    )
    expiring.add_argument("--out", required=True, metavar="FILE.xlsx", help="berkas yang ditulis")
    person = command("person", "cetak semua data satu orang ke PDF")
    person.add_argument("nik", metavar="NIK")
    person.add_argument("--out", required=True, metavar="FILE.pdf", help="berkas yang ditulis")
    person.add_argument(
        "--paper",
        choices=("a4", "f4", "custom"),
        help="ukuran kertas (bawaan: pilihan kantor, semula f4)",
    )
    backup = command("backup", "buat cadangan yang terverifikasi, cetak berkasnya")
    backup.add_argument("--to", metavar="DIR", help="folder lain, misalnya USB")
    command("restore", "pulihkan cadangan").add_argument("file", metavar="FILE")
    command("check", "periksa keutuhan data")
    return parser


def _add_activity(group: Any, command: Any) -> None:
    new = command("activity new", "mulai kegiatan, cetak kodenya", group)
    new.add_argument("--sop", required=True, metavar="KODE", help="SOP yang diikuti")
    new.add_argument("--name", required=True, metavar="NAMA", help="nama kegiatan")
    new.add_argument("--start", type=iso_date, metavar="YYYY-MM-DD", help="rencana mulai")
    listing = command("activity list", "daftar kegiatan", group)
    listing.add_argument("--json", action="store_true", help="cetak sebagai JSON")


def _add_sops(group: Any, command: Any) -> None:
    command("sop list", "daftar SOP: bawaan dan milik kantor", group)
    copy = command("sop copy", "salin SOP untuk diubah, cetak kode salinannya", group)
    copy.add_argument("code", metavar="KODE")
    take = command("sop import", "ambil SOP dari berkas TOML, cetak kodenya", group)
    take.add_argument("file", metavar="FILE.toml")
    give = command("sop export", "tulis SOP sebagai berkas TOML, atau cetak ke PDF", group)
    give.add_argument("code", metavar="KODE")
    give.add_argument("--out", required=True, metavar="FILE.toml|FILE.pdf", help="yang ditulis")


def _add_lists(command: Any) -> None:
    take = command("import", "baca daftar peserta dari desa")
    take.add_argument("file", metavar="FILE")
    take.add_argument("--activity", required=True, metavar="KODE", help="kode kegiatan")
    take.add_argument("--sheet", metavar="NAMA", help="hanya lembar ini (bawaan: semua)")
    take.add_argument("--dry-run", action="store_true", help="hanya periksa, tidak menyimpan")
    take.add_argument("--report", metavar="FILE.json", help="tulis laporan setiap baris")
    undo = command("undo-import", "batalkan satu impor seluruhnya")
    undo.add_argument("batch", metavar="BATCH")
    people = command("participants", "daftar peserta")
    people.add_argument("--activity", required=True, metavar="KODE", help="kode kegiatan")
    people.add_argument("--json", action="store_true", help="cetak sebagai JSON")


def _add_answer(answer: Any) -> None:
    answer.add_argument("file", metavar="FILE")
    answer.add_argument("--activity", required=True, metavar="KODE", help="kode kegiatan")
    answer.add_argument(
        "--accept",
        default="none",
        type=accepted,
        metavar="all|none|KOLOM,…",
        help="data Disdukcapil yang diterima (bawaan: %(default)s, hanya dicatat)",
    )
    answer.add_argument("--report", metavar="FILE.json", help="tulis laporan setiap baris")


def _add_results(results: Any) -> None:
    results.add_argument("file", metavar="FILE")
    results.add_argument("--activity", required=True, metavar="KODE", help="kode kegiatan")
    results.add_argument("--dry-run", action="store_true", help="hanya periksa, tidak menyimpan")
    results.add_argument("--report", metavar="FILE.json", help="tulis laporan setiap baris")


def _add_output(parser: Any, target: str) -> Any:
    """Add what a file is written from and to; with `--list` nothing of it is owed."""
    parser.add_argument("kind", metavar="JENIS", nargs="?")
    parser.add_argument("--list", action="store_true", help="tampilkan jenis yang ada")
    parser.add_argument("--activity", metavar="KODE", help="kode kegiatan")
    parser.add_argument("--out", metavar=target, help="berkas yang ditulis")
    return parser


def refuse_unfinished(arguments: argparse.Namespace) -> None:
    """Leave with status 2 when a kind of output is asked for without saying all of it."""
    owed = {
        "JENIS": arguments.kind,
        "--activity": arguments.activity,
        "--out": arguments.out,
    }
    missing = ", ".join(name for name, value in owed.items() if not value)
    if missing:
        arguments.parser.error(f"the following arguments are required: {missing}")


def iso_date(text: str) -> date:
    """Return the date of an ISO text, as argparse wants it."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(
        f"“{text}” bukan tanggal. Tulis tahun-bulan-tanggal, misalnya 2026-03-02."
    )


def accepted(text: str) -> str | tuple[str, ...]:
    """Return what of an answer is accepted: all, none, or the keys of these fields."""
    if text in ("all", "none"):
        return text
    keys = tuple(key.strip() for key in text.split(",") if key.strip())
    if not keys:
        raise argparse.ArgumentTypeError("tulis all, none, atau nama kolom yang diterima.")
    return keys
