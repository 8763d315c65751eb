"""Whose file is it, and which paper: file and folder names matched to participants.

Nothing here opens a file; what the names say is a proposal that a person reviews.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import PurePath

from sertidesk.domain import likeness, names
from sertidesk.domain.procedure import Requirement

# Words in file names that speak of a paper, and words by which a requirement is known.
_PAPERS: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset({"ktp", "ektp", "ktpel", "ktpelektronik"}), frozenset({"ktp", "ektp"})),
    (
        frozenset({"ijazah", "ijasah", "ijaza", "ijzh", "diploma", "skl", "sttb"}),
        frozenset({"ijazah"}),
    ),
    (
        frozenset({"pasfoto", "pasphoto", "pfoto", "3x4", "foto3x4", "potret", "profil"}),
        frozenset({"pas", "pasfoto"}),
    ),
    (
        frozenset({"permohonan", "apl01", "apl", "lamaran"}),
        frozenset({"permohonan"}),
    ),
    (
        frozenset({"pengalaman", "pengalamankerja", "referensi", "portofolio", "cv"}),
        frozenset({"pengalaman"}),
    ),
    (
        frozenset({"pernyataan", "kebenaran", "meterai", "materai", "bermeterai", "bermaterai"}),
        frozenset({"pernyataan", "kebenaran"}),
    ),
    (frozenset({"npwp"}), frozenset({"npwp"})),
    (frozenset({"kk", "kartukeluarga"}), frozenset({"kk", "keluarga"})),
    (frozenset({"sehat", "kesehatan"}), frozenset({"sehat", "kesehatan"})),
)
_PHOTO_WORDS = frozenset({"foto", "photo", "poto", "potrait", "portrait"})
# Words that say how a picture was made, not of what or of whom.
_NOISE = frozenset({
    "scan", "scanned", "img", "image", "dsc", "dcim", "pxl", "wa", "whatsapp", "camscanner", "doc",
    "dokumen", "document", "berkas", "file", "copy", "salinan", "fotokopi", "fotocopy",
    "photocopy", "fc", "asli", "berwarna", "warna", "form", "formulir", "surat", "terakhir",
    "final", "revisi", "rev", "baru", "new", "at", "am", "pm", "hal", "halaman", "page", "depan",
    "belakang", "sma", "smk", "smp", "sd", "dan", "kerja", "data", "formal", "pas", "x", "3", "4",
    "jpg", "jpeg", "png", "pdf", "screenshot", "nik", "nama", "an", "edit", "compressed",
})  # fmt: skip
_SURE = 0.86  # half of a name, whole words of it (see likeness)
_MARGIN = 0.06  # what the best must be ahead of the second
_ALIKE = 0.72


class Match(StrEnum):
    """How sure it is whose file this is."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A participant whose files may be in the folder."""

    participant_id: str
    nik: str
    name: str


@dataclass(frozen=True, slots=True)
class FileMatch:
    """What the name of one file says: whose it is and which paper (empty: not told).

    ``candidates`` are those it may belong to, the likeliest first; ``why`` says by what.
    """

    path: PurePath
    match: Match
    participant_id: str
    candidates: tuple[str, ...]
    requirement: str
    why: str = ""


def match_files(
    paths: Sequence[PurePath],
    people: Sequence[Candidate],
    requirements: Sequence[Requirement],
) -> tuple[FileMatch, ...]:
    """Match each path, relative to the folder chosen, by its name and then its subfolders.

    A NIK decides; without one the name must be clearly ahead of every other.
    """
    matcher = _Matcher(people, requirements)
    return tuple(matcher.match(path) for path in paths)


def guess_requirement(path: PurePath, requirements: Sequence[Requirement]) -> str:
    """Return the key of the paper that the names speak of; the file's own name comes first."""
    for part in (path.stem, *reversed(path.parent.parts)):
        found = _paper_of(_words(part), requirements)
        if found:
            return found
    return ""


def portrait_requirement(requirements: Sequence[Requirement]) -> str:
    """Return the key of the requirement that asks for a portrait; empty where none does."""
    return _paper_of(("pasfoto",), requirements)


def _paper_of(words: Sequence[str], requirements: Sequence[Requirement]) -> str:
    said = set(words) | {a + b for a, b in pairwise(words)}
    known = {item.key: set(_words(f"{item.key} {item.title}")) for item in requirements}
    best, best_score = "", 0
    for item in requirements:
        score = sum(
            2 * len(said & spoken) for spoken, asked in _PAPERS if asked & known[item.key]
        ) + len(said & (known[item.key] - _NOISE - _PHOTO_WORDS))
        if score > best_score:
            best, best_score = item.key, score
    if not best and said & _PHOTO_WORDS:  # a bare "foto" is the portrait
        best = next((key for key, words_of in known.items() if "pas" in words_of), "")
    return best


class _Matcher:
    def __init__(self, people: Sequence[Candidate], requirements: Sequence[Requirement]) -> None:
        self._requirements = requirements
        self._by_nik = {person.nik: person.participant_id for person in people if person.nik}
        self._folded = {person.participant_id: names.fold(person.name) for person in people}
        self._by_word: Mapping[str, set[str]] = defaultdict(set)
        for key, folded in self._folded.items():
            for word in (*folded.split(), folded.replace(" ", "")):
                self._by_word[likeness.sounds(word)].add(key)

    def match(self, path: PurePath) -> FileMatch:
        requirement = guess_requirement(path, self._requirements)
        parts = (path.stem, *reversed(path.parent.parts))
        for part in parts:
            holders = self._holders_of_niks(part)
            if len(holders) == 1:
                return FileMatch(
                    path, Match.MATCHED, holders[0], tuple(holders), requirement, "NIK"
                )
            if holders:
                return FileMatch(path, Match.AMBIGUOUS, "", tuple(holders), requirement, "NIK")
        for part in parts:
            ranked = self._ranked(part)
            if not ranked:
                continue
            keys = tuple(key for _score, key in ranked[:8])
            lead = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)
            if ranked[0][0] >= _SURE and lead >= _MARGIN:
                return FileMatch(path, Match.MATCHED, keys[0], keys, requirement, "nama")
            return FileMatch(path, Match.AMBIGUOUS, "", keys, requirement, "nama")
        return FileMatch(path, Match.UNMATCHED, "", (), requirement)

    def _holders_of_niks(self, part: str) -> list[str]:
        found: dict[str, None] = {}
        for run in re.findall(r"\d(?:[ .\-]?\d)*", part):
            # Parted digits ("6201 0101…") are put together, whole groups only: 16 of a longer row
            # are no NIK, while a page number behind ("…0001-2") belongs to none.
            groups = re.findall(r"\d+", run)
            for start in range(len(groups)):
                digits = ""
                for group in groups[start:]:
                    digits += group
                    if digits in self._by_nik:
                        found[self._by_nik[digits]] = None
        return list(found)

    def _ranked(self, part: str) -> list[tuple[float, str]]:
        """Return those whose name shares a word with the part, the likeliest first."""
        words = [word for word in _words(part) if not _is_about_paper(word)]
        said = " ".join(words)
        near: set[str] = set()
        for word in words:
            if len(word) > 1:
                near |= self._by_word.get(likeness.sounds(word), set())
        scored = (
            (max(likeness.of(self._folded[key], said), self._contained(key, words)), key)
            for key in near
        )
        return sorted(
            ((s, k) for s, k in scored if s >= _ALIKE), key=lambda pair: (-pair[0], pair[1])
        )

    def _contained(self, key: str, words: Sequence[str]) -> float:
        """Return 1.0 for a whole name, word for word and in order, among other words."""
        name = self._folded[key].split()
        if len(name) < 2:
            return 0.0
        starts = range(len(words) - len(name) + 1)
        return 1.0 if any(list(words[s : s + len(name)]) == name for s in starts) else 0.0


def _is_about_paper(word: str) -> bool:
    return (
        word in _NOISE
        or word in _PHOTO_WORDS
        or any(word in spoken for spoken, _asked in _PAPERS)
        or word.isdigit()
    )


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a name: parted at blanks, marks, and where digits or capitals begin."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    decomposed = unicodedata.normalize("NFKD", parted.replace("×", "x"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return tuple(re.findall(r"\d+x\d+|\d+|[^\W\d_]+", re.sub("['’`]", "", plain)))
