"""Texts: how many edits from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


def levenshtein(a: Sequence[Any], b: Sequence[Any]) -> int:
    """Fewest insertions, deletions and substitutions from a to b (Levenshtein 1966); strings or lists of tokens.

    >>> levenshtein("kitten", "sitting")
    3
    """
    if len(a) < len(b):
        a, b = b, a
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        corner, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (x != y))
    return row[-1]


def edit_distance(a: Sequence[Any], b: Sequence[Any]) -> float:
    """Levenshtein over the longer length: 0 same, 1 nothing in common; fit for alpha.

    >>> round(edit_distance("kitten", "sitting"), 6)
    0.428571
    """
    return levenshtein(a, b) / max(len(a), len(b)) if a or b else 0.0


def word_error_rate(reference: str, said: str) -> float:
    """Word edits over the words of the reference. **Not a distance**: one-sided and without upper bound.

    Raises:
        ValueError: a reference without words.

    >>> word_error_rate("the cat sat on the mat", "the cat sit on mat today")
    0.5
    """
    return corpus_word_error_rate([(reference, said)])


def corpus_word_error_rate(pairs: Iterable[tuple[str, str]]) -> float:
    """All edits over all reference words: not the mean of the rates, which short texts would rule.

    >>> round(corpus_word_error_rate([("the cat sat", "the cat"), ("a", "a b c")]), 3)
    0.75
    """
    edits = words = 0
    for reference, said in pairs:
        truth = reference.split()
        edits += levenshtein(truth, said.split())
        words += len(truth)
    if not words:
        raise ValueError("the reference has no words, so that there is no rate")
    return edits / words
