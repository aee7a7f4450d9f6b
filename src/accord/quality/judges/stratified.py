"""Samples drawn stratum by stratum: what the whole looks like, and how to share out the next labels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from accord.quality._bootstrap import around, check_confidence
from accord.quality.coding import code, missing_mask, one_dimensional
from accord.quality.faults import BadRows, some
from accord.quality.judges._columns import numbers
from accord.quality.results import Basis, Estimate


def stratified_mean(
    values: Sequence[float], strata: Sequence[Any], sizes: Mapping[Any, float], *, confidence: float = 0.95
) -> Estimate:
    """Mean over everything, from a sample that took its own number from each stratum.

    Args:
        values: numbers (0/1 for a rate), one a sampled record.
        strata: each record's stratum.
        sizes: how large each stratum is in the whole: counts or shares.

    Each stratum's mean counts by its size, whatever was sampled of it; SE^2 = sum of share^2 s^2/n with s^2 over n - 1.
    The plain mean of all labels would be that of the sample, not of the whole.

    Raises:
        ValueError: a stratum without a size, or without a label though it has a size.

    Source: Cochran 1977, "Sampling techniques", eq. 5.1 and 5.7 (without the finite population correction).

    >>> values = [1] * 45 + [0] * 5 + [1] * 25 + [0] * 25
    >>> found = stratified_mean(values, ["easy"] * 50 + ["hard"] * 50, {"easy": 0.7, "hard": 0.3})
    >>> round(found.estimate, 3), round(found.se, 6), round(found.low, 4), round(found.high, 4)
    (0.78, 0.036867, 0.7077, 0.8523)
    """
    check_confidence(confidence)
    column, group = numbers(values, "values"), one_dimensional(strata, "strata")
    if len(column) != len(group) or not len(column):
        raise ValueError(f"values and strata must be equally long and not empty, not {len(column)} and {len(group)}")
    if (gaps := np.flatnonzero(missing_mask(group))).size:
        raise BadRows("", gaps, "have no stratum: fill it in or drop them")
    codes, names = code(group)
    share = _shares(sizes)
    if unknown := [name for name in names if name not in share]:
        raise ValueError(f"sizes does not say how large {some(map(repr, unknown))} is: add it")
    if empty := [name for name, part in share.items() if part > 0 and name not in names]:
        raise ValueError(f"no label comes from {some(map(repr, empty))}: sample it, or leave it out of the question")
    counts = np.bincount(codes)
    weight = np.array([share[name] for name in names])
    mean = np.bincount(codes, column) / counts
    basis = Basis("stratified mean", confidence, n_items=len(column), n_labels=len(column))
    value = float(weight @ mean)
    lone = [name for name, n, w in zip(names, counts, weight, strict=True) if n < 2 and w > 0]
    if lone:
        return basis.plain(value).noting(f"no interval: {some(map(repr, lone))} has a single label")
    inner = np.bincount(codes, (column - mean[codes]) ** 2) / np.maximum(counts - 1, 1)
    error = math.sqrt(float((weight**2 * inner / counts).sum()))
    return basis.sure(value, around(value, error, confidence, f"normal, {len(names)} strata"))


def stratified_share(
    counts: Mapping[Any, tuple[int, int]], sizes: Mapping[Any, float], *, confidence: float = 0.95
) -> Estimate:
    """The same from counts: stratum -> (k, n), k of n.

    >>> round(stratified_share({"easy": (45, 50), "hard": (25, 50)}, {"easy": 7000, "hard": 3000}).estimate, 3)
    0.78
    """
    values: list[float] = []
    strata: list[Any] = []
    for name, (k, n) in counts.items():
        if not 0 <= k <= n or k != int(k) or n != int(n):
            raise ValueError(f"stratum {name!r}: a share needs whole 0 <= k <= n, not {k} of {n}")
        values += [1.0] * int(k) + [0.0] * int(n - k)
        strata += [name] * int(n)
    return stratified_mean(values, strata, sizes, confidence=confidence)


def allocate(labels: int, sizes: Mapping[Any, float], spread: Mapping[Any, float] | None = None) -> dict[Any, int]:
    """How many of the next labels each stratum should get, at least 2 each, so that the interval is narrowest.

    Args:
        sizes: counts or shares. spread: expected standard deviation in each (for a rate p, sqrt(p(1 - p))); by default all
            alike, which shares out by size.

    Source: Neyman 1934; Cochran 1977, eq. 5.26: n in proportion to size x spread.

    >>> allocate(100, {"easy": 0.7, "hard": 0.3}, {"easy": 0.3, "hard": 0.5})
    {'easy': 58, 'hard': 42}
    """
    share = {name: part for name, part in _shares(sizes).items() if part > 0}
    if labels < 2 * len(share):
        raise ValueError(f"{labels} labels are too few for {len(share)} strata: 2 each at least")
    deviation = dict.fromkeys(share, 1.0) if spread is None else {name: float(spread.get(name, -1.0)) for name in share}
    if bad := [name for name, value in deviation.items() if not value >= 0]:
        raise ValueError(f"spread needs a number from 0 up for {some(map(repr, bad))}")
    need = {name: part * deviation[name] for name, part in share.items()}
    if not sum(need.values()):
        need = share
    found = dict.fromkeys(share, 2)
    for _ in range(labels - 2 * len(share)):  # each label where it takes the most off the variance
        best = max(share, key=lambda name: need[name] ** 2 * (1 / found[name] - 1 / (found[name] + 1)))
        found[best] += 1
    return found


def _shares(sizes: Mapping[Any, float]) -> dict[Any, float]:
    total = math.fsum(sizes.values()) if sizes else 0.0
    if not total > 0 or any(not part >= 0 or math.isinf(part) for part in sizes.values()):
        raise ValueError("sizes holds each stratum's size in the whole, from 0 up, and one above 0")
    return {name: part / total for name, part in sizes.items()}
