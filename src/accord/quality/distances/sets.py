"""Sets of labels: how much of what two people ticked is the same."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any


def jaccard_distance(a: Collection[Any], b: Collection[Any]) -> float:
    """1 - |both| / |either|; two empty sets are the same (distance 0).

    >>> jaccard_distance({1, 2}, {1, 2, 3, 4})
    0.5
    """
    a, b = frozenset(a), frozenset(b)
    return 1 - len(a & b) / len(a | b) if a | b else 0.0


def masi_distance(a: Collection[Any], b: Collection[Any]) -> float:
    """1 - Jaccard similarity x monotonicity: a subset is a lesser quarrel than an overlap.

    Monotonicity is 1 for equal sets, 2/3 where one holds the other, 1/3 for an overlap, 0 for disjoint sets (exact
    thirds; older libraries round to .67 and .33). Two empty sets are the same, where some libraries divide by zero.

    Source: Passonneau 2006, "Measuring Agreement on Set-valued Items (MASI)", LREC.

    >>> round(masi_distance({1, 2}, {1, 2, 3, 4}), 4)
    0.6667
    """
    a, b = frozenset(a), frozenset(b)
    if a == b:
        return 0.0
    monotone = 2 / 3 if a <= b or b <= a else 1 / 3 if a & b else 0.0
    return 1 - (1 - jaccard_distance(a, b)) * monotone
