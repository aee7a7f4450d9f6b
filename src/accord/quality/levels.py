"""How far apart two categories are: the four levels of measurement, weights by name, and any function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray
from accord.quality.faults import some
from accord.quality.labels import Labels

Distance = Callable[[Any, Any], float]
LEVELS = ("nominal", "ordinal", "interval", "ratio")


def positions(labels: Labels, level: str, margins: FloatArray) -> FloatArray:
    """Where each category stands on a line so that the squared difference is Krippendorff's metric, shape (q,).

    Interval: the numbers. Ordinal: mid-ranks by the margins, because his sum of margins from c to k less half of both
    ends is the difference of their mid-ranks (Krippendorff 2011, "Computing Krippendorff's alpha-reliability").
    """
    if level == "interval":
        return labels.numbers()
    require_order(labels)
    return np.asarray(np.cumsum(margins, -1) - margins / 2)


def require_order(labels: Labels) -> None:
    """ValueError where the categories stand in no order."""
    if not labels.ordered:
        raise ValueError(
            f"the categories {some(map(repr, labels.categories))} have no order: pass categories=[lowest, ..., highest]"
        )


def squared_differences(points: FloatArray) -> FloatArray:
    """All pairwise squared differences, shape (q, q)."""
    return np.asarray((points[:, None] - points[None, :]) ** 2)


def disagreement(labels: Labels, level: str = "nominal", distance: Distance | None = None) -> FloatArray:
    """Matrix of disagreements between categories, shape (q, q), zero on the diagonal.

    ``ratio`` is ((c - k)/(c + k))^2 and wants a true zero; a ``distance`` enters as given, it is not squared.
    ``ordinal`` takes the labels' own margins over items with two labels or more.
    """
    if distance is not None:
        return distance_matrix(labels.categories, distance)
    if level == "nominal":
        return np.asarray(1 - np.eye(labels.n_categories))
    if level in ("ordinal", "interval"):
        rows, times = labels.like_counts
        return squared_differences(positions(labels, level, np.asarray((times * (rows.sum(1) > 1)) @ rows)))
    if level != "ratio":
        raise ValueError(f"unknown level {level!r}: one of {', '.join(LEVELS)}, or pass distance=")
    points = labels.numbers()
    refuse_too_many(len(points))
    if (points < 0).any():
        raise ValueError(f"ratio needs a true zero, and {some(points[points < 0])} are below it: use level='interval'")
    total = points[:, None] + points[None, :]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total > 0, ((points[:, None] - points[None, :]) / total) ** 2, 0.0)


def refuse_too_many(q: int, limit: int = 8000) -> None:
    """ValueError where a distance for every pair of distinct values would take hours and gigabytes."""
    if q > limit:
        raise ValueError(f"{q} distinct values have {q * (q - 1) // 2} distances: pass a sample of the items instead")


def distance_matrix(categories: Any, distance: Distance) -> FloatArray:
    """``distance`` between all distinct values, shape (q, q): each pair is asked once, and the function is symmetric.

    Raises:
        ValueError: a distance that is negative, NaN, infinite, or not 0 between a value and itself.

    >>> distance_matrix([1, 4], lambda a, b: abs(a - b))
    array([[0., 3.],
           [3., 0.]])
    """
    q = len(categories)
    refuse_too_many(q)
    matrix = np.zeros((q, q))
    for i in range(q):
        if distance(categories[i], categories[i]) != 0:
            raise ValueError(f"the distance of {categories[i]!r} to itself is not 0")
        for j in range(i):
            matrix[i, j] = matrix[j, i] = distance(categories[i], categories[j])
    if not np.isfinite(matrix).all() or (matrix < 0).any():
        i, j = np.argwhere(~np.isfinite(matrix) | (matrix < 0))[0]
        raise ValueError(
            f"the distance between {categories[i]!r} and {categories[j]!r} is {matrix[i, j]}: want 0 or more"
        )
    return matrix
