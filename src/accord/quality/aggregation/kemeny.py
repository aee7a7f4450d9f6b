"""The order of least cost: dynamic programming over subsets, and local search where these are too many."""

from __future__ import annotations

import numpy as np

from accord.quality.arrays import FloatArray

LISTED = 100  # optimal orders that are listed at most
_NEAR = 1e-9


def violations(over: FloatArray, order: list[int]) -> float:
    """Preferences that an order breaks: for a before b, the weight of those who put b above a."""
    at = np.asarray(order)
    return float(np.triu(over[np.ix_(at, at)].T, 1).sum())


def best_orders(over: FloatArray) -> list[list[int]]:
    """Every order of least cost (at most `LISTED`), the first by index first; 2^n n steps and 8 x 2^n x n bytes.

    least[S] is the least cost of the pairs within S when S fills the first places; the last of S is c at the cost of
    all in S who are before c though voters put c above them.
    """
    n = len(over)
    size = 1 << n
    behind = np.zeros((n, size))  # behind[c, S]: sum over a in S of over[c, a]
    for c in range(n):
        for a in range(n):
            behind[c, 1 << a : 2 << a] = behind[c, : 1 << a] + over[c, a]
    least = np.full(size, np.inf)
    least[0] = 0
    subsets = np.arange(size)
    bits = np.zeros(size, dtype=np.int8)
    for a in range(n):
        bits[1 << a : 2 << a] = bits[: 1 << a] + 1
    for k in range(n):
        layer = subsets[bits == k]
        for c in range(n):
            free = layer[(layer >> c) & 1 == 0]
            whole = free | (1 << c)
            least[whole] = np.minimum(least[whole], least[free] + behind[c, free])
    return _traced(least, behind, n)


def _traced(least: FloatArray, behind: FloatArray, n: int) -> list[list[int]]:
    """All ways back through the table of least costs, depth first."""
    slack = _NEAR * max(1.0, float(least[-1]))
    found: list[list[int]] = []
    stack: list[tuple[int, list[int]]] = [((1 << n) - 1, [])]
    while stack and len(found) < LISTED:
        whole, tail = stack.pop()
        if not whole:
            found.append(tail)
            continue
        for c in range(n):
            if whole >> c & 1:
                rest = whole & ~(1 << c)
                if least[rest] + behind[c, rest] <= least[whole] + slack:
                    stack.append((rest, [c, *tail]))
    return sorted(found)


def improved(over: FloatArray, order: list[int]) -> list[int]:
    """Move one thing at a time to where it costs least, until no move helps."""
    now = list(order)
    gain = over.T - over  # what it costs more to have a before b than b before a
    moved = True
    while moved:
        moved = False
        for thing in list(now):
            at = now.index(thing)
            rest = now[:at] + now[at + 1 :]
            step = gain[thing, rest]  # thing before each of the rest
            cost = np.concatenate([[0.0], np.cumsum(-step)])  # places 0..n-1, against standing first
            best = int(cost.argmin())
            if cost[best] < cost[at] - _NEAR:
                now = [*rest[:best], thing, *rest[best:]]
                moved = True
    return now
