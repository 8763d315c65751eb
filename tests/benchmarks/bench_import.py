"""Measure an import of 10,000 persons: file to report against bare calamine, writing, memory.

The whole way through the services, on a data folder of its own; the reading alone is measured by
`bench_intake`, whose list this uses. The memory is that of five readings and one import.

Run: python -m tests.benchmarks.bench_import [rows]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.bench_intake import bare, write_list

ROOT = Path(__file__).resolve().parents[2]
READING, MEMORY = 4, 300  # targets: times of bare calamine, MB


def import_list(file: Path, folder: Path) -> None:
    """Import the list and print what each part took."""
    from sertidesk.services import activity, intake
    from sertidesk.services.store import open_store

    store = open_store(folder)
    code = activity.create(store, activity.ActivityDraft("kotawaringin-barat", "Uji", 2026)).subject
    one = activity.by_code(store, code or "")
    pairs = []
    for _ in range(5):
        plain = bare(file)
        begin = time.perf_counter()
        listed = intake.read(store, one, file)
        pairs.append((time.perf_counter() - begin, plain))
    seconds, plain = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    begin = time.perf_counter()
    outcome = intake.commit(store, one, listed)
    written = time.perf_counter()
    intake.undo(store, outcome.batch)
    undone = time.perf_counter()
    print(
        f"calamine {plain:.2f} s · file to report {seconds:.2f} s = {ratio:.1f} × "
        f"(target {READING} ×) · written with backup and history "
        f"{written - begin:.2f} s · undone {undone - written:.2f} s · {outcome.accepted} accepted, "
        f"{outcome.rejected} rejected"
    )
    store.close()


def main() -> None:
    """Import in a process of its own, and print its peak memory."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "daftar.xlsx"
        write_list(file, rows)
        print(f"{rows} rows, {file.stat().st_size // 1024} kB")
        code = (
            "import sys; from pathlib import Path;"
            "from tests.benchmarks.bench_import import import_list;"
            "import_list(Path(sys.argv[1]), Path(sys.argv[2]))"
        )
        subprocess.run(
            [sys.executable, "-c", code, str(file), str(Path(folder) / "data")],
            cwd=ROOT,
            check=True,
        )
        if sys.platform != "win32":
            import resource

            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            print(f"peak memory {peak // (1024 * (1024 if sys.platform == 'darwin' else 1))} MB "
                  f"(target {MEMORY} MB for the report)")  # fmt: skip


if __name__ == "__main__":
    main()
