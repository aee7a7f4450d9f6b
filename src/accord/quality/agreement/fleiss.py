"""Fleiss' kappa: chance agreement from the pooled shares of the categories, any number of people."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from accord.quality.agreement._chance import by_shares, corrected
from accord.quality.labels import Labels
from accord.quality.results import Estimate, Test


def fleiss_kappa(
    labels: Labels,
    *,
    weights: str | None = None,
    disagreement: Any = None,
    interval: str | None = "analytic",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Estimate:
    """(observed - expected)/(1 - expected) agreement, expected = sum of squared pooled category shares.

    Args:
        labels: any number of people, labels may be missing; people need not be the same from item to item.
        weights, disagreement: partial credit, see `accord.quality.weights.agreement_weights`.
        interval: "analytic" (delta method over items, t), "bootstrap" (items), "bca", "jackknife" or None.

    Source: Fleiss 1971, Psychological Bulletin 76; unequal numbers of labels as Gwet 2014. Its expected agreement
    divides by n^2; Krippendorff's alpha divides by n(n - 1) and is slightly higher.

    >>> round(fleiss_kappa(Labels.from_counts([[3, 0], [2, 1], [0, 3]])).estimate, 3)
    0.55
    """
    return corrected(labels, by_shares, "Fleiss' kappa", weights, disagreement, interval, confidence, resamples, seed)


def fleiss_test(labels: Labels) -> Test:
    """Whether Fleiss' kappa is above chance: z by the error under H0, two-sided p.

    Raises:
        ValueError: items with unequal numbers of labels, for which the error is not known.

    Source: Fleiss, Nee & Landis 1979, Psychological Bulletin 86 (the error printed in Fleiss 1971 is wrong).

    >>> round(fleiss_test(Labels.from_counts([[3, 0], [2, 1], [0, 3]])).se, 4)
    0.3333
    """
    name = "Fleiss' kappa = 0, normal (Fleiss, Nee & Landis 1979)"
    found = fleiss_kappa(labels, interval=None)
    if found.estimate is None:
        return Test(None, None, method=name, why=found.why)
    rows, times = labels.like_counts
    size = rows.sum(1)
    sizes = np.unique(size[size > 0]).astype(int)
    if len(sizes) > 1:
        raise ValueError(
            f"the test needs equally many labels an item, and they have {sizes.tolist()}: use the interval"
        )
    n, m = int(times[size > 0].sum()), int(sizes[0])
    p = times @ rows / (times @ size)
    spread = p @ (1 - p)
    skew = (p * (1 - p)) @ (1 - 2 * p)
    error = float(np.sqrt(2 * (spread**2 - skew) / (n * m * (m - 1))) / spread)
    z = found.estimate / error
    return Test(z, float(2 * special.ndtr(-abs(z))), se=error, n=n, method=name)
