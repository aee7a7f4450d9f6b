"""A population from a sample drawn within strata: each stratum counts as much as it is, not as it was sampled."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import special

from accord.quality._bootstrap import around, check_confidence
from accord.quality.coding import code, missing_mask, one_dimensional
from accord.quality.columns import number_column
from accord.quality.faults import BadRows, some
from accord.quality.results import Basis, Estimate, Interval


def stratified_share(
    counts: Mapping[Any, tuple[int, int]], weights: Mapping[Any, float], *, confidence: float = 0.95
) -> Estimate:
    """Sum over strata of weight x share; normal interval, cut to 0..1.

    Args:
        counts: stratum -> (successes, trials), two trials or more.
        weights: stratum -> its part of the population; they are scaled to sum to 1.

    Raises:
        ValueError: a stratum without a weight or with fewer than two trials, negative weights, impossible counts.

    Where every stratum is at 0 or 1 the error is 0: take `proportion` within each instead.

    Source: Cochran 1977, Sampling Techniques, section 5.4, variances with n - 1.

    >>> found = stratified_share({"short": (45, 50), "long": (25, 50)}, {"short": 0.7, "long": 0.3})
    >>> round(found.estimate, 2), round(found.se, 6)  # pooling all hundred would say .70
    (0.78, 0.036867)
    """
    check_confidence(confidence)
    if set(counts) != set(weights) or not counts:
        odd = sorted(set(counts) ^ set(weights), key=repr)
        raise ValueError(f"strata with counts and strata with weights must be the same, and {odd} are not in both")
    if any(not w >= 0 or math.isinf(w) for w in weights.values()) or not sum(weights.values()) > 0:
        raise ValueError(f"weights are 0 or more and not all 0, not {dict(weights)}")
    scale = sum(weights.values())
    share = spread = 0.0
    for name, (k, n) in counts.items():
        if not (0 <= k <= n and n > 1):
            raise ValueError(f"stratum {name!r} needs 0 <= successes <= trials and two trials, not {k} of {n}")
        part, p = weights[name] / scale, k / n
        share += part * p
        spread += part**2 * p * (1 - p) / (n - 1)
    trials = sum(n for _, n in counts.values())
    error = math.sqrt(spread)
    half = float(special.ndtri((1 + confidence) / 2)) * error
    span = Interval(max(share - half, 0.0), min(share + half, 1.0), error, "normal")
    return Basis("stratified share", confidence, n_items=trials, n_labels=trials).sure(share, span)


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
    column, group = number_column(values, "values"), one_dimensional(strata, "strata")
    if len(column) != len(group) or not len(column):
        raise ValueError(f"values and strata must be equally long and not empty, not {len(column)} and {len(group)}")
    if (gaps := np.flatnonzero(missing_mask(group))).size:
        raise BadRows("", gaps, "have no stratum: fill it in or drop them")
    codes, names = code(group)
    share = _scaled(sizes)
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


def allocate(labels: int, sizes: Mapping[Any, float], spread: Mapping[Any, float] | None = None) -> dict[Any, int]:
    """How many of the next labels each stratum should get, at least 2 each, so that the interval is narrowest.

    Args:
        sizes: counts or shares. spread: expected standard deviation in each (for a rate p, sqrt(p(1 - p))); by default all
            alike, which shares out by size.

    Source: Neyman 1934; Cochran 1977, eq. 5.26: n in proportion to size x spread.

    >>> allocate(100, {"easy": 0.7, "hard": 0.3}, {"easy": 0.3, "hard": 0.5})
    {'easy': 58, 'hard': 42}
    """
    share = {name: part for name, part in _scaled(sizes).items() if part > 0}
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


def _scaled(sizes: Mapping[Any, float]) -> dict[Any, float]:
    total = math.fsum(sizes.values()) if sizes else 0.0
    if not total > 0 or any(not part >= 0 or math.isinf(part) for part in sizes.values()):
        raise ValueError("sizes holds each stratum's size in the whole, from 0 up, and one above 0")
    return {name: part / total for name, part in sizes.items()}
