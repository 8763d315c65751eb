"""How alike two folded names are: by letters, by words, by old and new spelling, by initials."""

from __future__ import annotations

import re
from functools import lru_cache

_SUBSET = 0.86  # "sutrisno" beside "sutrisno hadi"
_INITIAL = 0.8  # "b" beside "budi"
_SOUNDING = 0.97  # alike only after the spelling was levelled
_GLUED = 0.98  # "nurhayati" beside "nur hayati"
_GLUED_FLOOR = 0.75
_REORDERED = 0.99

_MUHAMMADS = frozenset({
    "muhammad", "mohammad", "muhamad", "mohamad", "muhammed", "mohamed", "mohammed", "mochamad",
    "mochammad", "muchamad", "muchammad", "muh", "moh", "mohd", "muhd", "mhd", "moch", "much", "m",
})  # fmt: skip
_SOUNDS = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "s"), ("sy", "s"), ("kh", "h"), ("ch", "h"),
    ("ph", "f"), ("th", "t"), ("dh", "d"), ("bh", "b"), ("v", "f"), ("y", "i"), ("z", "j"),
    ("q", "k"), ("x", "ks"), ("w", "u"),
)  # fmt: skip


def of(one: str, other: str) -> float:
    """Return 0 (nothing alike) to 1 (equal) for two keys of `names.fold`."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    return max(_spelled(one, other), _SOUNDING * _spelled(sounds(one), sounds(other)))


@lru_cache(maxsize=65536)
def sounds(folded: str) -> str:
    """Return the name in one spelling: Soetrisno is Sutrisno, Achmad is Ahmad, Fauzy is Fauzi."""
    for old, new in _SOUNDS:
        folded = folded.replace(old, new)
    return re.sub(r"(\w)\1+", r"\1", folded)


def distance(one: str, other: str) -> int:
    """Return how many letters to add, drop, change or swap with a neighbour."""
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]


def _spelled(one: str, other: str) -> float:
    if one == other:
        return 1.0
    words, others = one.split(), other.split()
    by_words = _by_words(words, others)
    if len(words) == len(others):
        return by_words
    glued_one, glued_other = "".join(words), "".join(others)
    if glued_one == glued_other:
        return max(_GLUED, by_words)
    # Only a near miss counts here ("nurhayati", "nur hayatti"), and comparing is dear.
    floor = max(by_words, _GLUED_FLOOR)
    if _most(glued_one, glued_other) <= floor:
        return by_words
    glued = _closeness(glued_one, glued_other)
    return glued if glued > floor else by_words


def _by_words(one: list[str], other: list[str]) -> float:
    """Pair the words, best first; a pair counts by its length, a word left over counts against."""
    ranked = sorted(
        ((of_words(a, b), i, j) for i, a in enumerate(one) for j, b in enumerate(other)),
        reverse=True,
    )
    left, right = set(range(len(one))), set(range(len(other)))
    alike, weight, exact = 0.0, 0, 0
    for closeness, i, j in ranked:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            length = max(len(one[i]), len(other[j]))
            alike += closeness * length
            weight += length
            exact += closeness == 1.0
    weight += sum(len(one[i]) for i in left) + sum(len(other[j]) for j in right)
    score = alike / weight
    shorter = min(one, other, key=len)
    if exact == len(shorter) and max(map(len, shorter)) >= 4:
        score = max(score, _SUBSET)
    return min(score, _REORDERED)


@lru_cache(maxsize=262144)  # names share their words: most pairs were met before
def of_words(one: str, other: str) -> float:
    """Return how alike two words are, an initial standing for its word."""
    if one == other:
        return 1.0
    if one in _MUHAMMADS and other in _MUHAMMADS:
        return 0.95
    if (len(one) == 1 or len(other) == 1) and one[0] == other[0]:
        return _INITIAL
    return _closeness(one, other)


def _closeness(one: str, other: str) -> float:
    longest = max(len(one), len(other))
    if abs(len(one) - len(other)) * 2 > longest:
        return 0.0
    return 1.0 - distance(one, other) / longest


def _most(one: str, other: str) -> float:
    """Return what closeness can be at most, by the letters that only one of them has."""
    mine, theirs = set(one), set(other)
    changes = max(len(mine - theirs), len(theirs - mine), abs(len(one) - len(other)))
    return 1.0 - changes / max(len(one), len(other))
