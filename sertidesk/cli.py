"""The command line: the same services as the window.

Exit status: 0 done, 1 refused (one sentence on stderr), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sertidesk import __version__
from sertidesk.domain.errors import UserError

if TYPE_CHECKING:  # each command imports what it needs: the window must start at once
    from sertidesk.services.activity import Activity
    from sertidesk.services.store import Store

Command = Callable[["Store", argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command, or open the window; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = _parser().parse_args(argv)
    if arguments.self_test:
        from sertidesk.app import self_test

        return self_test()
    if arguments.command is None:
        from sertidesk.app import run_window

        return run_window(arguments.data)
    try:
        return _carry_out(arguments)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Dibatalkan.", file=sys.stderr)
        return 1
    except Exception as error:  # a bug: one sentence, its kind, no personal data
        print(
            f"Terjadi kesalahan pada program ({type(error).__name__}). Data yang sudah disimpan "
            "tetap aman. Laporkan perintah yang diketik kepada pengembang.",
            file=sys.stderr,
        )
        if arguments.trace:
            raise
        return 1


def _carry_out(arguments: argparse.Namespace) -> int:
    from sertidesk.app import data_folder, open_data

    if arguments.command == "restore":  # must work where the data can no longer be opened
        return _restore(data_folder(arguments.data), Path(arguments.file))
    if arguments.command == "demo":
        return _demo(arguments)
    store = open_data(arguments.data)
    try:
        run: Command = arguments.run
        return run(store, arguments)
    finally:
        store.close()


def _demo(arguments: argparse.Namespace) -> int:
    from sertidesk.services import demo

    for made in demo.run(Path(arguments.out), arguments.sop):
        print(f"{made.path}  {made.what}")
    return 0


def _activity(store: Store, arguments: argparse.Namespace) -> Activity:
    from sertidesk.services import activity

    return activity.by_code(store, arguments.activity)


def _activity_new(store: Store, arguments: argparse.Namespace) -> int:
    from sertidesk.services import activity

    start = arguments.start
    draft = activity.ActivityDraft(
        sop_code=arguments.sop,
        name=arguments.name,
        year=start.year if start else store.today().year,
        planned_start=start,
    )
    print(activity.create(store, draft).subject)
    return 0


def _activity_list(store: Store, arguments: argparse.Namespace) -> int:
    from sertidesk.services import activity

    lines = activity.listing(store)
    if arguments.json:
        _print_json(
            [
                {
                    "code": line.code,
                    "name": line.name,
                    "sop": line.sop_code,
                    "year": line.year,
                    "start": line.planned_start.isoformat() if line.planned_start else None,
                    "participants": line.participants,
                }
                for line in lines
            ]
        )
    else:
        for line in lines:
            print(f"{line.code}  {line.name}  {line.sop_code}  {line.participants} peserta")
    return 0


def _import(store: Store, arguments: argparse.Namespace) -> int:
    from sertidesk.services import intake

    activity = _activity(store, arguments)
    sheets = [arguments.sheet] if arguments.sheet else None
    report = intake.read(store, activity, Path(arguments.file), sheets=sheets)
    outcome = None if arguments.dry_run else intake.commit(store, activity, report)
    batch = outcome.batch if outcome else None
    answer = intake.report_json(report, batch)
    if arguments.report:
        _write_json(Path(arguments.report), answer)
    print(
        f"{answer['accepted']} baris {'akan ' if arguments.dry_run else ''}diterima, "
        f"{answer['rejected']} ditolak."
    )
    if batch:
        print(f"Batch: {batch}")
    return 0


def _undo_import(store: Store, arguments: argparse.Namespace) -> int:
    from sertidesk.services import intake

    print(f"{intake.undo(store, arguments.batch)} peserta dikeluarkan lagi.")
    return 0


def _participants(store: Store, arguments: argparse.Namespace) -> int:
    from sertidesk.services import participant_lists

    rows = participant_lists.for_command_line(store, _activity(store, arguments).id)
    if arguments.json:
        _print_json(rows)
    else:
        for row in rows:
            print(f"{row['nik'] or '-':16}  {row['name']}  {row['village'] or ''}")
    return 0


def _export(store: Store, arguments: argparse.Namespace) -> int:
    from sertidesk.services import exports

    if arguments.list:
        return _print_kinds(exports.KINDS)
    if arguments.kind not in exports.KINDS:
        return _unknown_kind(arguments.kind, exports.KINDS)
    activity = _activity(store, arguments)
    written = exports.write(
        store, activity, arguments.kind, Path(arguments.out), layout=arguments.layout
    )
    print(f"{written.path}: {written.rows} baris.")
    return 0


def _print(store: Store, arguments: argparse.Namespace) -> int:
    from sertidesk.services import printing

    if arguments.list:
        return _print_kinds(printing.KINDS)
    if arguments.kind not in printing.KINDS:
        return _unknown_kind(arguments.kind, printing.KINDS)
    activity = _activity(store, arguments)
    printed = printing.write(
        store, activity, arguments.kind, Path(arguments.out), paper=arguments.paper
    )
    print(f"{printed.path}: {printed.pages} halaman.")
    return 0


def _print_kinds(kinds: dict[str, Any]) -> int:
    for name, kind in kinds.items():
        print(f"{name:22} {kind.title}")
    return 0


def _unknown_kind(kind: str, kinds: dict[str, Any]) -> int:
    print(f"Jenis “{kind}” tidak dikenal. Yang ada: {', '.join(kinds)}.", file=sys.stderr)
    return 2


def _layout_learn(store: Store, arguments: argparse.Namespace) -> int:
    from sertidesk.services import forms

    learnt = forms.learn(store, Path(arguments.form), arguments.name, sheet=arguments.sheet)
    print(f"Lembar {learnt.sheet}, judul kolom di baris {learnt.header_row}:")
    for column in learnt.columns:
        print(f"  {column.letter:3} {column.header}  →  {column.label}")
    return 0


def _answer(store: Store, arguments: argparse.Namespace) -> int:
    from sertidesk.services import clarification

    wanted = arguments.accept
    accept = wanted if wanted in ("all", "none") else [key.strip() for key in wanted.split(",")]
    report = clarification.read_answer(
        store, _activity(store, arguments), Path(arguments.file), accept=accept
    )
    answer = clarification.report_json(report)
    if arguments.report:
        _write_json(Path(arguments.report), answer)
    counts = ", ".join(f"{status} {count}" for status, count in answer["counts"].items() if count)
    print(f"Putaran {answer['round']}: {counts or 'tidak ada baris yang dikenal'}.")
    if answer["unmatched"]:
        print(f"{len(answer['unmatched'])} baris tidak cocok dengan peserta mana pun.")
    if answer["unanswered"]:
        print(f"{len(answer['unanswered'])} peserta belum dijawab.")
    return 0


def _backup(store: Store, arguments: argparse.Namespace) -> int:
    from sertidesk.services import safekeeping

    target = Path(arguments.to) if arguments.to else None
    print(safekeeping.back_up(store, to=target).path)
    return 0


def _restore(folder: Path, file: Path) -> int:
    from sertidesk.services import restoring
    from sertidesk.services.store import locate_store

    store = locate_store(folder)
    try:
        for sentence in restoring.sentences(restoring.restore(store, file)):
            print(sentence)
    finally:
        store.close()
    return 0


def _check(store: Store, _arguments: argparse.Namespace) -> int:
    from sertidesk.services import checkup

    report = checkup.check(store)
    for line in report.lines:
        print(line.text)
    return 0 if report.ok else 1


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _write_json(path: Path, value: object) -> None:
    from sertidesk.export.files import replacing

    with replacing(path) as half:
        half.write_text(json.dumps(value, ensure_ascii=False, indent=2), "utf-8")


def _iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” bukan tanggal YYYY-MM-DD") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sertidesk",
        description="SertiDesk: fasilitasi sertifikasi tenaga kerja konstruksi. Tanpa perintah, "
        "jendela program dibuka.",
    )
    parser.add_argument("--data", metavar="DIR", help="folder data (bawaan: folder data pengguna)")
    parser.add_argument("--version", action="version", version=f"sertidesk {__version__}")
    parser.add_argument("--self-test", action="store_true", help="periksa program ini sendiri")
    parser.add_argument("--trace", action="store_true", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="PERINTAH")

    def command(name: str, run: Command | None, text: str, group: Any = commands) -> Any:
        made = group.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made

    demo = command("demo", None, "buat kegiatan contoh dengan semua keluarannya")
    demo.add_argument("--out", required=True, metavar="DIR")
    demo.add_argument("--sop", metavar="KODE")

    groups = command("activity", None, "kegiatan: baru, daftar").add_subparsers(
        dest="action", required=True
    )
    new = command("new", _activity_new, "mulai kegiatan, cetak kodenya", groups)
    new.add_argument("--sop", required=True, metavar="KODE")
    new.add_argument("--name", required=True, metavar="NAMA")
    new.add_argument("--start", type=_iso_date, metavar="YYYY-MM-DD")
    listing = command("list", _activity_list, "daftar kegiatan", groups)
    listing.add_argument("--json", action="store_true")

    take = command("import", _import, "baca daftar peserta dari desa")
    take.add_argument("file", metavar="FILE")
    take.add_argument("--activity", required=True, metavar="KODE")
    take.add_argument("--sheet", metavar="NAMA")
    take.add_argument("--dry-run", action="store_true", help="hanya periksa")
    take.add_argument("--report", metavar="FILE.json")
    undo = command("undo-import", _undo_import, "batalkan satu impor")
    undo.add_argument("batch", metavar="BATCH")

    people = command("participants", _participants, "daftar peserta")
    people.add_argument("--activity", required=True, metavar="KODE")
    people.add_argument("--json", action="store_true")

    export = command("export", _export, "tulis rekap Excel")
    _add_output(export, "FILE.xlsx")
    export.add_argument("--layout", metavar="NAMA")

    learn = command("layout", None, "tata letak rekap").add_subparsers(dest="action", required=True)
    form = command("learn", _layout_learn, "kenali formulir Excel milik LSP", learn)
    form.add_argument("form", metavar="FORM.xlsx")
    form.add_argument("--name", required=True, metavar="NAMA")
    form.add_argument("--sheet", metavar="NAMA")

    answer = command("answer", _answer, "baca jawaban Disdukcapil")
    answer.add_argument("file", metavar="FILE")
    answer.add_argument("--activity", required=True, metavar="KODE")
    answer.add_argument("--accept", default="none", metavar="all|none|KOLOM,…")
    answer.add_argument("--report", metavar="FILE.json")

    paper = command("print", _print, "cetak dokumen ke PDF")
    _add_output(paper, "FILE.pdf")
    paper.add_argument("--paper", choices=("a4", "f4"), default="f4")

    backup = command("backup", _backup, "buat cadangan")
    backup.add_argument("--to", metavar="DIR")
    restore = command("restore", None, "pulihkan cadangan")
    restore.add_argument("file", metavar="FILE")
    command("check", _check, "periksa keutuhan data")
    return parser


class _ListKinds(argparse.Action):
    """`--list` asks for nothing else: it lifts what is otherwise required."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option: Any = None) -> None:
        namespace.list = True
        for action in parser._actions:
            action.required = False


def _add_output(parser: argparse.ArgumentParser, target: str) -> None:
    parser.add_argument("--list", action=_ListKinds, nargs=0, default=False)
    parser.add_argument("kind", metavar="JENIS")
    parser.add_argument("--activity", required=True, metavar="KODE")
    parser.add_argument("--out", required=True, metavar=target)
