"""Curves as sequences of points (x, y): drawn strokes, trajectories, ratings over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.spatial.distance import cdist

from accord.quality.arrays import FloatArray

Curve = Sequence[Sequence[float]]


def _gaps(a: Curve, b: Curve) -> FloatArray:
    x, y = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if x.ndim != 2 or y.ndim != 2 or x.shape[1] != y.shape[1] or not len(x) or not len(y):
        raise ValueError(f"a curve is a list of points of one dimension, not shapes {x.shape} and {y.shape}")
    return np.asarray(cdist(x, y))


def _walk(gaps: FloatArray, join: Any) -> float:
    """Cheapest monotone walk from corner to corner; ``join`` adds a step (+ for DTW, max for Frechet)."""
    n, m = gaps.shape
    best = np.full((n + 1, m + 1), np.inf)
    best[0, 0] = 0.0
    for i in range(n):
        for j in range(m):
            best[i + 1, j + 1] = join(gaps[i, j], min(best[i, j], best[i, j + 1], best[i + 1, j]))
    return float(best[n, m])


def frechet(a: Curve, b: Curve) -> float:
    """Discrete Frechet distance: the shortest leash for two walkers who never turn back (Eiter & Mannila 1994).

    >>> frechet([(0, 0), (1, 1), (2, 0)], [(0, 0), (1, 2), (2, 0)])
    1.0
    """
    return _walk(_gaps(a, b), max)


def dtw(a: Curve, b: Curve) -> float:
    """Dynamic time warping: sum of gaps along the best alignment (Sakoe & Chiba 1978); not a metric.

    >>> dtw([(0, 0), (1, 1), (2, 0)], [(0, 0), (1, 2), (2, 0)])
    1.0
    """
    return _walk(_gaps(a, b), lambda gap, before: gap + before)


def hausdorff(a: Curve, b: Curve) -> float:
    """The farthest that a point of either is from the other, whatever the order of the points.

    >>> hausdorff([(0, 0), (1, 1), (2, 0)], [(0, 0), (1, 2), (2, 0)])
    1.0
    """
    gaps = _gaps(a, b)
    return float(max(gaps.min(1).max(), gaps.min(0).max()))


def curve_rmse(a: Curve, b: Curve) -> float:
    """Root mean square difference of y at the same x; ValueError unless the x are equal.

    >>> round(curve_rmse([(0, 0), (1, 1), (2, 0)], [(0, 0), (1, 2), (2, 0)]), 6)
    0.57735
    """
    x, y = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if x.shape != y.shape or not np.array_equal(x[:, 0], y[:, 0]):
        raise ValueError("curves are compared by y only where both have the same x: use frechet or dtw")
    return float(np.sqrt(((x[:, 1] - y[:, 1]) ** 2).mean()))
