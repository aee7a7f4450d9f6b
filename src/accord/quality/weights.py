"""Agreement weights between categories, by name: how nearly right "one step off" is."""

from __future__ import annotations

from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels
from accord.quality.levels import refuse_too_many, require_order

NAMES = ("linear", "quadratic", "gwet-ordinal")


def agreement_weights(labels: Labels, weights: str | None = None, disagreement: Any = None) -> FloatArray:
    """Weights of agreement, shape (q, q), 1 on the diagonal, at most 1 elsewhere.

    Args:
        weights: None (1 for equal, else 0); "linear" 1 - |a - b|/range; "quadratic" 1 - (a - b)^2/range^2;
            "gwet-ordinal" 1 - C(|a - b| + 1, 2)/max over places (Gwet 2014; **not** Krippendorff's ordinal metric).
            Numbers count as numbers, so that a scale whose 4 nobody used keeps its gap; ordered text by its place.
        disagreement: a q x q table of disagreements, 0 on the diagonal (Cohen 1968's v), divided by its largest cell.
            **Disagreements, not agreements**: the two are often mixed up, and a non-zero diagonal is refused.

    Raises:
        ValueError: unordered categories for a named scale, both or a malformed table.

    >>> agreement_weights(Labels.from_matrix([[1, 2, 4], [1, 2, 4]]), "linear")[0].round(3).tolist()
    [1.0, 0.667, 0.0]
    """
    q = labels.n_categories
    refuse_too_many(q)
    if disagreement is not None:
        if weights is not None:
            raise ValueError("give weights= or disagreement=, not both")
        return _from_disagreement(disagreement, q)
    if weights is None:
        return np.eye(q)
    if weights not in NAMES:
        raise ValueError(f"unknown weights {weights!r}: one of {', '.join(NAMES)}, or pass disagreement=")
    require_order(labels)
    number = all(isinstance(c, (bool, int, float)) for c in labels.categories)
    points = labels.numbers() if number and weights != "gwet-ordinal" else np.arange(q, dtype=np.float64)
    gap = np.abs(points[:, None] - points[None, :])
    cost = {"linear": gap, "quadratic": gap**2, "gwet-ordinal": gap * (gap + 1) / 2}[weights]
    return np.asarray(1 - cost / (cost.max() or 1))


def _from_disagreement(table: Any, q: int) -> FloatArray:
    cost = np.asarray(table, dtype=np.float64)
    if cost.shape != (q, q):
        raise ValueError(f"disagreement must be {q} x {q}, a row and a column a category, not {cost.shape}")
    if np.diag(cost).any() or (cost < 0).any() or not np.isfinite(cost).all() or not cost.any():
        raise ValueError(
            "disagreement holds 0 on the diagonal and 0 or more elsewhere (it is not a table of agreements)"
        )
    return np.asarray(1 - cost / cost.max())
