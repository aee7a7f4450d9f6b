"""A share in a population from a sample drawn within strata: each stratum counts as much as it is, not as it was sampled."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from scipy import special

from accord.quality._bootstrap import check_confidence
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
