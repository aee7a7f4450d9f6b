"""The coincidence matrix: every pair of labels that two people gave one item, which is all that alpha looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels
from accord.quality.levels import Distance, disagreement


@dataclass(frozen=True, eq=False)
class Coincidences:
    """Pairs of labels within items.

    Attributes:
        categories: names of the rows and columns.
        matrix: shape (q, q), symmetric; each item with m labels adds its m(m - 1) ordered pairs, over (m - 1).
        costs: shape (q, q), how far apart two categories are.
    """

    categories: Sequence[Any]
    matrix: FloatArray
    costs: FloatArray

    @property
    def margins(self) -> FloatArray:
        """Labels of each category that can be paired, shape (q,)."""
        return np.asarray(self.matrix.sum(1))

    @property
    def n(self) -> float:
        """Labels that can be paired."""
        return float(self.matrix.sum())

    @property
    def observed(self) -> float | None:
        """Mean disagreement within items, D_o; None without a pair."""
        return float((self.matrix * self.costs).sum() / self.n) if self.n else None

    @property
    def expected(self) -> float | None:
        """Mean disagreement of two labels drawn from all without putting the first back, D_e; None without a pair."""
        n, margins = self.n, self.margins
        return float(margins @ self.costs @ margins / (n * (n - 1))) if n > 1 else None


def coincidences(labels: Labels, level: str = "nominal", distance: Distance | None = None) -> Coincidences:
    """The pairs behind `krippendorff_alpha`, which is 1 - observed / expected: where do people differ from each other?

    Args:
        labels: items with one label add nothing. Of a `Labels.scan` only counts are fetched.
        level, distance: as for `krippendorff_alpha`; they make ``costs``.

    Source: Krippendorff 2011, "Computing Krippendorff's alpha-reliability", step C.

    >>> found = coincidences(Labels.from_matrix(["aab", "abb"]))
    >>> found.matrix.tolist(), round(1 - found.observed / found.expected, 3)
    ([[2.0, 1.0], [1.0, 2.0]], 0.444)
    """
    rows, times = labels.like_counts
    size = rows.sum(1)
    kept = size > 1
    rows, scale = rows[kept], times[kept] / (size[kept] - 1)
    matrix = rows.T @ (rows * scale[:, None])
    matrix[np.diag_indices_from(matrix)] -= scale @ rows
    return Coincidences(labels.categories, matrix, disagreement(labels, level, distance))
