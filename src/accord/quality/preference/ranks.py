"""Ranks that the data allow: a model's place is a set, not a number, while differences lie within noise."""

from __future__ import annotations

import numpy as np

from accord.quality._bootstrap import check_confidence
from accord.quality.arrays import FloatArray, IntArray

DRAWS = 2000


def rank_sets(
    strength: FloatArray,
    covariance: FloatArray,
    draws: FloatArray | None = None,
    confidence: float = 0.95,
    *,
    seed: int = 0,
) -> tuple[IntArray, IntArray]:
    """Best and worst place of each model, shape (m,) both; 1 is the strongest.

    For each model: an interval for its difference to every other one, wide enough to hold for all of them at once (the
    quantile of the largest |difference|/SE). Its best place is one more than the number of models surely stronger, its
    worst is m less those surely weaker. Each model's set holds its true place with the given confidence.

    Args:
        strength, covariance: estimates, shape (m,) and (m, m).
        draws: bootstrap draws of the strengths, shape (resamples, m); otherwise normal ones from ``covariance``.

    Source: Mogstad, Romano, Shaikh & Wilhelm 2024, "Inference for ranks", Review of Economic Studies 91, section 3.
    Overlap of the single intervals, as boards often show, is no test of a difference.

    >>> best, worst = rank_sets(np.array([2.0, 0.1, 0.0]), np.eye(3) * 0.04)
    >>> best.tolist(), worst.tolist()
    ([1, 2, 2], [1, 3, 3])
    """
    check_confidence(confidence)
    m = len(strength)
    variance = np.diag(covariance)
    if draws is None:
        values, vectors = np.linalg.eigh(covariance)
        root = vectors * np.sqrt(np.maximum(values, 0))
        count = max(500, min(DRAWS, int(4e8 / max(m * m, 1))))
        noise = np.random.default_rng(seed).standard_normal((count, m)) @ root.T
    else:
        noise = draws - strength
    best, worst = np.ones(m, np.int64), np.full(m, m, np.int64)
    for at in range(m):
        spread = np.sqrt(np.maximum(variance[at] + variance - 2 * covariance[at], 0))
        apart = spread > 1e-12 * max(float(variance.max()), 1e-300) ** 0.5
        apart[at] = False
        if not apart.any():
            continue
        gap = np.abs(noise[:, apart] - noise[:, [at]]) / spread[apart]
        wide = float(np.quantile(gap.max(1), confidence))
        difference = strength[apart] - strength[at]
        best[at] += int((difference > wide * spread[apart]).sum())
        worst[at] -= int((difference < -wide * spread[apart]).sum())
    return best, worst
