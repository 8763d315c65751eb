"""The command line: the same services as the window.

Exit status: 0 done, 1 refused (one sentence on stderr), 2 wrong usage. What may be typed is in
`cli_parser`, the commands that concern no activity are in `cli_office`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sertidesk import cli_office
from sertidesk.domain.errors import UserError

if TYPE_CHECKING:  # each command imports what it needs: the window must start at once
    from argparse import Namespace

    from sertidesk.services.activity import Activity
    from sertidesk.services.person_import import Imported, Preview
    from sertidesk.services.store import Store

_SHOWN = 20  # rejected rows told on the screen; the report has them all


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command, or open the window; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may speak another code page
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = sys.argv[1:] if argv is None else list(argv)
    if not words or (words[0] == "--data" and len(words) == 2 and words[1][:1] != "-"):
        return _carry_out(_open_window, words[-1] if words else None)
    from sertidesk import cli_parser

    arguments = cli_parser.build(_COMMANDS).parse_args(words)
    return _carry_out(_run_command, arguments, is_traced=arguments.trace)


def _carry_out(work: Callable[[Any], int], what: object, *, is_traced: bool = False) -> int:
    """Do the work; whatever goes wrong becomes one sentence and the exit status."""
    try:
        status = work(what)
        if sys.stdout is not None:  # None in a windowed program on Windows
            sys.stdout.flush()
        return status
    except UserError as error:
        return _refused(str(error))
    except KeyboardInterrupt:
        return _refused("Dibatalkan.")
    except BrokenPipeError:  # the reader (head, more) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # a bug: one sentence, its kind, no personal data
        if is_traced:
            raise
        return _refused(
            f"Terjadi kesalahan pada program ({type(error).__name__}). Data yang sudah disimpan "
            "tetap aman. Laporkan perintah yang diketik kepada pengembang."
        )


def _open_window(data: str | None) -> int:
    from sertidesk.app import run_window

    return run_window(data)


def _run_command(arguments: Namespace) -> int:
    from sertidesk import app, cli_parser

    if arguments.self_test:
        return app.self_test()
    if arguments.command is None:
        return _open_window(arguments.data)
    if arguments.command in ("export", "print"):
        if arguments.list:
            return _print_kinds(arguments.command)
        cli_parser.refuse_unfinished(arguments)
    if arguments.command == "demo":
        return _demo(arguments)
    if arguments.command == "restore":  # must work where the data can no longer be opened
        return _restore(app.data_folder(arguments.data), Path(arguments.file))
    store = app.open_data(arguments.data)
    try:
        status: int = arguments.run(store, arguments)
    finally:
        store.close()
    return status


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _demo(arguments: Namespace) -> int:
    from sertidesk.services import demo

    for made in demo.run(Path(arguments.out), arguments.sop):
        print(f"{made.path}  {made.what}", flush=True)
    return 0


def _activity(store: Store, arguments: Namespace) -> Activity:
    from sertidesk.services import activity

    return activity.by_code(store, arguments.activity)


def _activity_new(store: Store, arguments: Namespace) -> int:
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


def _activity_list(store: Store, arguments: Namespace) -> int:
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
        return 0
    for line in lines:
        print(f"{line.code}  {line.name}  {line.sop_code}  {line.participants} peserta")
    if not lines:
        print("Belum ada kegiatan. Mulai dengan “sertidesk activity new”.")
    return 0


def _import(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import intake

    activity = _activity(store, arguments)
    sheets = [arguments.sheet] if arguments.sheet is not None else None
    listed = intake.read(store, activity, Path(arguments.file), sheets=sheets)
    outcome, refusal = None, None
    with _report(arguments.report) as write:
        if not arguments.dry_run:
            try:
                outcome = intake.commit(store, activity, listed)
            except UserError as error:  # the report tells why, so it is written all the same
                refusal = error
        answer = intake.report_json(listed, outcome.batch if outcome else None)
        write(answer)
    will = "akan " if arguments.dry_run else ""
    print(f"{answer['accepted']} baris {will}diterima, {answer['rejected']} ditolak.")
    _tell_rejected(answer["rows"])
    if refusal is not None:
        raise refusal
    if outcome is not None:
        print(f"Batch: {outcome.batch}")
    return 0


def _tell_rejected(rows: Sequence[dict[str, Any]]) -> None:
    rejected = [row for row in rows if row["status"] == "rejected"]
    for row in rejected[:_SHOWN]:
        why = " ".join(issue["message"] for issue in row["issues"])
        print(f"  {row['sheet']} baris {row['row']}, {row['name'] or 'tanpa nama'}: {why}")
    if len(rejected) > _SHOWN:
        print(f"  … dan {len(rejected) - _SHOWN} baris lagi; semuanya ada di laporan (--report).")


def _undo_import(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import intake

    print(f"{intake.undo(store, arguments.batch)} peserta dikeluarkan lagi.")
    return 0


def _participants(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import participant_lists

    rows = participant_lists.for_command_line(store, _activity(store, arguments).id)
    if arguments.json:
        _print_json(rows)
        return 0
    for row in rows:
        print(f"{row['nik'] or '-':16}  {row['name'] or '-'}  {row['village'] or ''}".rstrip())
    return 0


def _export(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import exports

    _refuse_unknown_kind(arguments)
    written = exports.write(
        store,
        _activity(store, arguments),
        arguments.kind,
        Path(arguments.out),
        layout=arguments.layout,
    )
    print(f"{written.path}: {written.rows} baris.")
    for note in written.notes:
        print(note)
    return 0


def _print(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import printing

    _refuse_unknown_kind(arguments)
    printed = printing.write(
        store,
        _activity(store, arguments),
        arguments.kind,
        Path(arguments.out),
        paper=arguments.paper,
    )
    print(f"{printed.path}: {printed.pages} halaman." if printed.pages else printed.path)
    return 0


def _kinds(command: str) -> Mapping[str, Any]:
    if command == "export":
        from sertidesk.services import exports

        return exports.KINDS
    from sertidesk.services import printing

    return printing.KINDS


def _print_kinds(command: str) -> int:
    for name, kind in _kinds(command).items():
        also = "; juga untuk Word" if getattr(kind, "in_word", False) else ""
        print(f"{name:22} {kind.title}{also}")
    return 0


def _refuse_unknown_kind(arguments: Namespace) -> None:
    kinds = _kinds(arguments.command)
    if arguments.kind not in kinds:
        arguments.parser.error(
            f"Jenis “{arguments.kind}” tidak dikenal. Yang ada: {', '.join(kinds)}."
        )


def _answer(store: Store, arguments: Namespace) -> int:
    from sertidesk.domain.clarification import counted
    from sertidesk.services import clarification

    activity = _activity(store, arguments)
    with _report(arguments.report) as write:
        report = clarification.read_answer(
            store, activity, Path(arguments.file), accept=arguments.accept
        )
        answer = clarification.report_json(report)
        write(answer)
    counts = counted(answer["counts"])
    print(f"Putaran {answer['round']}: {counts or 'tidak ada peserta yang dijawab'}.")
    if answer["unmatched"]:
        print(f"{len(answer['unmatched'])} baris tidak cocok dengan peserta mana pun.")
    if answer["unanswered"]:
        print(f"{len(answer['unanswered'])} peserta belum dijawab.")
    return 0


def _results(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import assessment_import

    return _import_workbook(
        store, arguments, assessment_import.preview, assessment_import.apply, "hasil"
    )


def _certificates(store: Store, arguments: Namespace) -> int:
    from sertidesk.services import certificate_import

    path = Path(arguments.file)
    if path.is_dir() or path.suffix.lower() == ".pdf":
        return _file_certificates(store, arguments, path)
    return _import_workbook(
        store, arguments, certificate_import.preview, certificate_import.apply, "sertifikat"
    )


def _import_workbook(
    store: Store,
    arguments: Namespace,
    preview: Callable[..., Preview],
    apply: Callable[..., Imported],
    what: str,
) -> int:
    from sertidesk.services import person_import

    activity = _activity(store, arguments)
    with _report(arguments.report) as write:
        looked_at = preview(store, activity, Path(arguments.file))
        done = None
        if looked_at.written and not arguments.dry_run:
            done = apply(store, activity, looked_at)
        write(person_import.report_json(looked_at, done))
    told = ", ".join(
        f"{word.lower()} {looked_at.counts[status]}"
        for status, word in person_import.STATUSES.items()
        if looked_at.counts[status]
    )
    saved = "tidak disimpan" if done is None else f"{looked_at.written} disimpan"
    print(f"{len(looked_at.lines)} baris: {told}; {saved}.")
    for line in looked_at.to_look_at[:_SHOWN]:
        print(f"  {line.row.sheet} baris {line.row.row}, {line.row.name or '-'}: {line.remark}")
    if looked_at.missing:
        print(f"{len(looked_at.missing)} peserta tanpa {what} tidak ada di berkas ini.")
    return 0


def _file_certificates(store: Store, arguments: Namespace, path: Path) -> int:
    from sertidesk.services import certificate_files

    activity = _activity(store, arguments)
    with _report(arguments.report) as write:
        found = certificate_files.look(store, activity, [path])
        sure = certificate_files.sure(found)
        filed = None
        if sure and not arguments.dry_run:
            filed = certificate_files.file(store, activity, sure)
        write(certificate_files.report_json(store, activity, found, filed))
    saved = "tidak dilampirkan" if filed is None else f"{filed.filed} dilampirkan"
    print(f"{len(found)} berkas, {len(sure)} dikenali; {saved}.")
    known = {one.path for one in sure}
    for one in [one for one in found if one.path not in known][:_SHOWN]:
        print(f"  {one.path.name}: {one.fault or 'tidak jelas milik siapa'}")
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


def _print_json(value: object) -> None:
    print(_as_json(value))


def _as_json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)


@contextmanager
def _report(target: str | None) -> Iterator[Callable[[object], None]]:
    """Give a way to write the report; a place that cannot be written refuses before the work."""
    if target is None:
        yield lambda value: None
        return
    from sertidesk.export.files import replacing

    with replacing(Path(target)) as half:

        def write(value: object) -> None:
            half.write_text(_as_json(value) + "\n", "utf-8")

        yield write


_COMMANDS: dict[str, Callable[[Store, Namespace], int]] = {
    "activity new": _activity_new,
    "activity list": _activity_list,
    "import": _import,
    "undo-import": _undo_import,
    "participants": _participants,
    "export": _export,
    "answer": _answer,
    "results": _results,
    "certificates": _certificates,
    "print": _print,
    **cli_office.COMMANDS,
}
