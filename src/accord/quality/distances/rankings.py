"""Rankings as **rank vectors** (place of each thing, ties share a place), never as orders (things, best first)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import stats


def ranks_of_order(order: Sequence[Any], things: Sequence[Any] | None = None) -> tuple[int, ...]:
    """Rank vector of an order: the place of each of ``things`` (default: sorted) in ``order``, from 1.

    >>> ranks_of_order(["c", "a", "b"])
    (2, 3, 1)
    """
    names = list(things) if things is not None else sorted(order)
    if sorted(map(repr, names)) != sorted(map(repr, order)):
        raise ValueError(f"the order {list(order)!r} does not hold each of {names!r} once")
    return tuple(order.index(name) + 1 for name in names)


def _pair(a: Sequence[float], b: Sequence[float]) -> tuple[Any, Any]:
    x, y = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if x.shape != y.shape or x.ndim != 1:
        raise ValueError(f"two rank vectors must be equally long, not {x.shape} and {y.shape}")
    return x, y


def kendall_distance(a: Sequence[float], b: Sequence[float], *, normalised: bool = True) -> float:
    """Pairs of things that the two rankings put in opposite order; tied in one only costs 1/2 (Kemeny & Snell 1962).

    Args:
        a, b: rank vectors of n things.
        normalised: divide by n(n - 1)/2, so that the reverse order is 1.

    >>> kendall_distance((1, 2, 3, 4), (2, 1, 4, 3), normalised=False)
    2.0
    """
    x, y = _pair(a, b)
    n = len(x)
    apart = np.abs(np.sign(x[:, None] - x) - np.sign(y[:, None] - y)).sum() / 4
    return float(apart / (n * (n - 1) / 2 if normalised and n > 1 else 1))


def footrule(a: Sequence[float], b: Sequence[float], *, normalised: bool = True) -> float:
    """Spearman's footrule: how many places the things move in all; ties share the mean of their places.

    ``normalised`` divides by floor(n^2/2), the most there is. Source: Diaconis & Graham 1977, JRSS B 39 (Kendall's
    distance is at most the footrule, and this at most twice that).

    >>> footrule((1, 2, 3, 4), (2, 1, 4, 3))
    0.5
    """
    x, y = _pair(a, b)
    moved = float(np.abs(stats.rankdata(x) - stats.rankdata(y)).sum())
    return moved / (len(x) ** 2 // 2 if normalised and len(x) > 1 else 1)
