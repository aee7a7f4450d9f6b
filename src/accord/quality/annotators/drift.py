"""Change over time: a person who gets worse, drifts, or tires."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from accord.quality.arrays import FloatArray
from accord.quality.coding import one_dimensional


@dataclass(frozen=True, slots=True)
class Cusum:
    """The path of the sum and the index of the first alarm, None if there is none."""

    path: FloatArray
    alarm: int | None


def cusum(right: Sequence[float], target: float = 0.8, slack: float = 0.1, limit: float = 2.0) -> Cusum:
    """Watch an accuracy answer by answer: S = max(0, S + target - slack - x), alarm where S > limit or equal.

    Args:
        right: 1 for a right answer, 0 for a wrong one, in order of time (or any score where more is better).
        target, slack: the accuracy to hold, and how much less does not matter.
        limit: a lower limit warns sooner and wrongly more often; 2 to 4 suit single answers.

    Source: Page 1954, "Continuous inspection schemes", Biometrika 41.

    >>> cusum([1, 1, 1, 0, 0, 0, 0]).alarm
    5
    """
    x = _series(right)
    path = np.empty(len(x))
    level = 0.0
    for i, value in enumerate(x):
        level = max(0.0, level + target - slack - value)
        path[i] = level
    over = np.flatnonzero(path >= limit - 1e-9)
    return Cusum(path, int(over[0]) if len(over) else None)


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """Best split of a series: index of the first value after it, both means, p-value by shuffling; None: too short."""

    at: int | None
    before: float | None
    after: float | None
    p: float | None
    why: str | None = None


def change_point(values: Sequence[float], *, least: int = 5, resamples: int = 999, seed: int = 0) -> ChangePoint:
    """Where a mean changed, if anywhere: the split with the largest standardised difference, tested by shuffling.

    Args:
        values: right/wrong, ratings less item means, log seconds, ... in order of time.
        least: values that each side must have.

    Source: Worsley 1979, JASA 74 (likelihood ratio for a shift in mean); p = (b + 1)/(resamples + 1).

    >>> found = change_point([1] * 20 + [0] * 20)
    >>> found.at, found.p
    (20, 0.001)
    """
    x = _series(values)
    if len(x) < 2 * least:
        return ChangePoint(None, None, None, None, f"{len(x)} values are too few to split: want {2 * least}")
    if np.ptp(x) == 0:
        return ChangePoint(None, None, None, None, "every value is the same, so that nothing can have changed")
    best, at = _split(x[None, :], least)
    rng = np.random.default_rng(seed)
    shuffled = rng.permuted(np.tile(x, (resamples, 1)), axis=1)
    p = (int((_split(shuffled, least)[0] >= best[0] - 1e-12).sum()) + 1) / (resamples + 1)
    k = int(at[0])
    return ChangePoint(k, float(x[:k].mean()), float(x[k:].mean()), p)


def _split(rows: FloatArray, least: int) -> tuple[FloatArray, FloatArray]:
    """Largest between-part sum of squares of each row and the length of its first part."""
    n = rows.shape[1]
    centred = rows - rows.mean(1, keepdims=True)
    total = np.cumsum(centred, 1)[:, least - 1 : n - least]
    k = np.arange(least, n - least + 1)
    gain = total**2 * n / (k * (n - k))
    best = gain.argmax(1)
    return gain[np.arange(len(rows)), best], best + least


@dataclass(frozen=True, slots=True)
class Trend:
    """Change of the mean from the first answer to the last by a straight line, and its p-value by shuffling."""

    change: float | None
    p: float | None
    why: str | None = None


def fatigue(values: Sequence[float], *, resamples: int = 999, seed: int = 0) -> Trend:
    """A steady slide within a session: least-squares line over the order of the answers, tested by shuffling.

    >>> fatigue([1, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0]).change < -0.9
    True
    """
    x = _series(values)
    if len(x) < 5:
        return Trend(None, None, f"{len(x)} answers are too few for a trend: want 5")
    if np.ptp(x) == 0:
        return Trend(None, None, "every value is the same, so that there is no trend")
    time = np.linspace(-0.5, 0.5, len(x))
    scale = time / (time @ time)
    change = float(scale @ x)
    drawn = np.random.default_rng(seed).permuted(np.tile(x, (resamples, 1)), axis=1) @ scale
    return Trend(change, (int((np.abs(drawn) >= abs(change) - 1e-12).sum()) + 1) / (resamples + 1))


def _series(values: Sequence[float]) -> FloatArray:
    x = np.asarray(one_dimensional(values, "values"), dtype=np.float64)
    if not len(x) or not np.isfinite(x).all():
        raise ValueError("a series over time holds numbers, one at least, and none missing")
    return x
