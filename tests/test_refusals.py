"""Every refusal is whole sentences, and says what to do next."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent / "sertidesk"
STEPS = re.compile(
    r"\b(Tulis|Isi|Pilih|Tambahkan|Tandai|Catat|Ketik|Periksa|Buka|Ulangi|Hapus|Ubah|Gunakan|Simpan|"
    r"Perbaiki|Beri|Tutup|Coba|Muat|Ambil|Tempel|dahulu|harus)\b"
)
TOLD_BY = re.compile(r"\{(why|problem|reason)\}")  # the rest of it is a refusal itself
GOOD_NEWS = "jadi daftar pengingat tidak dibuat."  # nobody lacks anything: nothing to do


def refusals() -> Iterator[tuple[str, str, str]]:
    """Yield place, code and sentence of every refusal that is written out."""
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "UserError"
                and all(isinstance(given, ast.Constant) for given in node.args[:2])
            ):
                code, sentence = (ast.literal_eval(given) for given in node.args[:2])
                yield f"{path.name}:{node.lineno}", code, sentence


def test_every_refusal_is_whole_sentences() -> None:
    assert not [
        found
        for found in refusals()
        if not (found[2].endswith((".", "?")) or TOLD_BY.search(found[2]))
    ]


def test_every_refusal_says_what_to_do_next() -> None:
    def goes_on(sentence: str) -> bool:
        return len(re.findall(r"[.?](?=\s|$)", sentence)) > 1 or bool(STEPS.search(sentence))

    assert not [
        found
        for found in refusals()
        if not (goes_on(found[2]) or TOLD_BY.search(found[2]) or found[2].endswith(GOOD_NEWS))
    ]


def test_there_are_refusals_to_look_at() -> None:
    assert len(list(refusals())) > 200
