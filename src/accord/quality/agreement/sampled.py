"""Alpha where nearly every answer is another (spans, claims, texts): observed disagreement exact, chance from drawn pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from accord.quality._bootstrap import check_confidence, few_items
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.results import Estimate

Progress = Callable[[int, int], None]
STEPS = 1000  # distances between two words of progress


def sampled_alpha(
    item: Sequence[int],
    value: Sequence[Any],
    distance: Callable[[Any, Any], float],
    *,
    pairs: int = 20_000,
    resamples: int = 1000,
    confidence: float = 0.95,
    seed: int = 0,
    progress: Progress | None = None,
) -> Estimate:
    """Krippendorff's alpha by a distance, for any number of different answers.

    The table of distances between all answers grows with the square of their number, so what chance would do is estimated
    from `pairs` answers drawn at random, with a seed; the interval resamples items and drawn pairs alike.

    Args:
        item, value: one label each.
        distance: 0 for equal answers, at most 1, symmetric.
        progress: called with how many distances are worked out, and of how many.

    Cost: one distance for each two answers to an item, and `pairs` more.

    >>> marked = [{1, 2}, {1, 2}, {5}, {5, 6}, {9}, {9}]
    >>> apart = lambda a, b: 1 - len(a & b) / len(a | b)
    >>> round(sampled_alpha([0, 0, 1, 1, 2, 2], marked, apart).estimate, 2)
    0.8
    """
    check_confidence(confidence)
    groups = _groups(np.asarray(item, dtype=np.int64))
    used = np.concatenate(groups) if groups else np.zeros(0, dtype=np.int64)
    method = f"Krippendorff's alpha by distance, chance from {pairs} drawn pairs"

    def said(why: str) -> Estimate:
        return Estimate(None, method=method, why=why, level=confidence, n_dropped=len(value) - len(used))

    if len(groups) < 2:
        return said("fewer than two items have two answers")
    rng = np.random.default_rng(seed)
    total = sum(len(one) * (len(one) - 1) // 2 for one in groups) + pairs
    count = _Counter(progress, total)
    within = np.zeros(len(groups))
    for at, one in enumerate(groups):
        apart = [count(distance(value[a], value[b])) for i, a in enumerate(one) for b in one[i + 1 :]]
        within[at] = 2.0 * sum(apart) / (len(one) - 1)
    first = rng.integers(0, len(used), pairs)
    second = (first + rng.integers(1, len(used), pairs)) % len(used)
    chance = np.array([count(distance(value[used[a]], value[used[b]])) for a, b in zip(first, second, strict=True)])
    if not chance.any():
        return said("all answers are one and the same")
    size = np.array([len(one) for one in groups], dtype=np.float64)
    estimate = 1.0 - within.sum() / size.sum() / chance.mean()
    low, high, se = _interval(within, size, chance, confidence, resamples, rng)
    return Estimate(
        float(estimate),
        low,
        high,
        se,
        confidence,
        method,
        n_items=len(groups),
        n_labels=len(used),
        n_dropped=len(value) - len(used),
        note=few_items(len(groups)),
    )


class _Counter:
    """Passes distances through and tells how many there were."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress, self.total, self.done = progress, total, 0

    def __call__(self, far: float) -> float:
        self.done += 1
        if self.progress is not None and (self.done % STEPS == 0 or self.done == self.total):
            self.progress(self.done, self.total)
        return far


def _groups(item: IntArray) -> list[IntArray]:
    """The labels of each item that has at least two."""
    order = np.argsort(item, kind="stable")
    cuts = np.flatnonzero(np.diff(item[order])) + 1
    return [one for one in np.split(order, cuts) if len(one) > 1]


def _interval(
    within: FloatArray,
    size: FloatArray,
    chance: FloatArray,
    confidence: float,
    resamples: int,
    rng: np.random.Generator,
) -> tuple[float | None, float | None, float | None]:
    draws = np.empty(resamples)
    spread = chance.std() / np.sqrt(len(chance))
    for at in range(resamples):
        chosen = rng.integers(0, len(within), len(within))
        drawn = max(chance.mean() + spread * rng.standard_normal(), 1e-9)
        draws[at] = 1.0 - within[chosen].sum() / size[chosen].sum() / drawn
    tail = (1.0 - confidence) / 2
    low, high = np.quantile(draws, [tail, 1.0 - tail])
    return float(low), float(high), float(draws.std(ddof=1))
