"""Many tests at once: p-values adjusted so that a long list of people or groups does not find somebody by chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

METHODS = ("benjamini-hochberg", "benjamini-yekutieli", "holm", "bonferroni")


def adjust(p_values: Sequence[float | None], method: str = "benjamini-hochberg") -> list[float | None]:
    """Adjusted p-values in the given order; None (a test without an answer) stays None and does not count.

    Args:
        method: "benjamini-hochberg" controls the share of false finds among the finds (Benjamini & Hochberg 1995);
            "benjamini-yekutieli" does under any dependence (2001); "holm" and "bonferroni" the chance of even one.

    >>> [round(p, 3) for p in adjust([0.001, 0.008, 0.039, 0.041])]
    [0.004, 0.016, 0.041, 0.041]
    """
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}: one of {', '.join(METHODS)}")
    places = [i for i, p in enumerate(p_values) if p is not None]
    raw = np.array([p_values[i] for i in places], dtype=np.float64)
    if ((raw < 0) | (raw > 1) | np.isnan(raw)).any():
        raise ValueError("p-values lie between 0 and 1")
    n = len(raw)
    order = np.argsort(raw, kind="stable")
    rank = np.arange(1, n + 1)
    found = np.empty(n)
    if method == "bonferroni":
        found = raw * n
    elif method == "holm":
        found[order] = np.maximum.accumulate(raw[order] * (n - rank + 1))
    else:
        factor = float((1 / rank).sum()) if method == "benjamini-yekutieli" else 1.0
        found[order] = np.minimum.accumulate((raw[order] * n * factor / rank)[::-1])[::-1]
    result: list[float | None] = [None] * len(p_values)
    for place, p in zip(places, np.maximum(found, raw), strict=True):  # rounding never makes a p smaller
        result[place] = float(min(p, 1.0))
    return result
