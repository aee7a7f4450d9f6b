"""Shares with honest intervals: k of n, and a difference or a ratio of two shares."""

from __future__ import annotations

import math

from scipy import special  # not scipy.stats, which takes half a second to load

from accord.quality._bootstrap import check_confidence
from accord.quality.results import Basis, Estimate, Interval

METHODS = ("wilson", "wilson-continuity", "clopper-pearson", "jeffreys")


def proportion(k: int, n: int, method: str = "wilson", confidence: float = 0.95) -> Estimate:
    """k successes of n, with an interval that stays inside 0..1 (the Wald interval does not, and is not offered).

    Args:
        method: "wilson" (Wilson 1927; the default, near its level for all n), "wilson-continuity" (Newcombe 1998),
            "clopper-pearson" (never below its level, wide), "jeffreys" (Beta(1/2, 1/2); at k = 0 the lower end is set
            to 0 and at k = n the upper to 1: Brown, Cai & DasGupta 2001).

    >>> found = proportion(18, 20)
    >>> found.estimate, round(found.low, 4), round(found.high, 4)
    (0.9, 0.699, 0.9721)
    """
    check_confidence(confidence)
    if not 0 <= k <= n:
        raise ValueError(f"a share needs 0 <= successes <= trials, not {k} of {n}")
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}: one of {', '.join(METHODS)}")
    basis = Basis("share", confidence, n_items=n, n_labels=n)
    if n == 0:
        return basis.undefined("there is nothing to take a share of")
    low, high = _ends(k, n, method, confidence)
    share = k / n
    span = Interval(min(max(low, 0), share), max(min(high, 1), share), math.sqrt(share * (1 - share) / n), method)
    return basis.sure(share, span)


def wilson_ends(share: float, n: float, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's interval of a share; ``n`` may be an effective sample size (Wilson 1927; Korn & Graubard 1998 for the latter).

    >>> [round(end, 4) for end in wilson_ends(0.9, 20)]
    [0.699, 0.9721]
    """
    z = float(special.ndtri((1 + confidence) / 2))
    below = 2 * (n + z * z)
    half = z * math.sqrt(z * z + 4 * n * share * (1 - share))
    return (2 * n * share + z * z - half) / below, (2 * n * share + z * z + half) / below


def _ends(k: int, n: int, method: str, confidence: float) -> tuple[float, float]:
    tail = (1 - confidence) / 2
    if method == "clopper-pearson":
        return (
            float(special.betaincinv(k, n - k + 1, tail)) if k else 0.0,
            float(special.betaincinv(k + 1, n - k, 1 - tail)) if k < n else 1.0,
        )
    if method == "jeffreys":
        low, high = (float(v) for v in special.betaincinv(k + 0.5, n - k + 0.5, [tail, 1 - tail]))
        return low if k else 0.0, high if k < n else 1.0
    if method == "wilson":
        return wilson_ends(k / n, n, confidence)
    z = float(special.ndtri(1 - tail))
    p, below = k / n, 2 * (n + z * z)
    low = z * math.sqrt(max(z * z - 2 - 1 / n + 4 * p * (n * (1 - p) + 1), 0))
    high = z * math.sqrt(max(z * z + 2 - 1 / n + 4 * p * (n * (1 - p) - 1), 0))
    lower = (2 * n * p + z * z - 1 - low) / below if k else 0.0
    return lower, (2 * n * p + z * z + 1 + high) / below if k < n else 1.0


def share_difference(k1: int, n1: int, k2: int, n2: int, confidence: float = 0.95) -> Estimate:
    """k1/n1 - k2/n2 with Newcombe's interval from the two Wilson intervals (Newcombe 1998, method 10).

    >>> found = share_difference(48, 80, 12, 40)
    >>> round(found.estimate, 3), round(found.low, 6), round(found.high, 6)
    (0.3, 0.110768, 0.455876)
    """
    one, other = proportion(k1, n1, confidence=confidence), proportion(k2, n2, confidence=confidence)
    basis = Basis("difference of shares", confidence, n_items=n1 + n2, n_labels=n1 + n2)
    if one.estimate is None or other.estimate is None:
        return basis.undefined("one of the two groups is empty")
    p, q = one.estimate, other.estimate
    assert one.low is not None and one.high is not None and other.low is not None and other.high is not None
    down = math.hypot(p - one.low, other.high - q)
    up = math.hypot(one.high - p, q - other.low)
    error = math.sqrt(p * (1 - p) / n1 + q * (1 - q) / n2)
    return basis.sure(p - q, Interval(p - q - down, p - q + up, error, "Newcombe 1998"))


def share_ratio(k1: int, n1: int, k2: int, n2: int, confidence: float = 0.95) -> Estimate:
    """(k1/n1)/(k2/n2) with the interval on the log scale (Katz, Baptista, Azen & Pike 1978).

    >>> found = share_ratio(12, 40, 48, 80)
    >>> found.estimate, round(found.low, 4), round(found.high, 4)
    (0.5, 0.3014, 0.8294)
    """
    check_confidence(confidence)
    basis = Basis("ratio of shares", confidence, n_items=n1 + n2, n_labels=n1 + n2)
    if not n1 or not n2:
        return basis.undefined("one of the two groups is empty")
    if not k2:
        return basis.undefined("the group to compare with has no success, so that the ratio has no bound")
    ratio = (k1 / n1) / (k2 / n2)
    if not k1:
        return basis.plain(0.0).noting("no interval: the first group has no success")
    error = math.sqrt(max(1 / k1 - 1 / n1 + 1 / k2 - 1 / n2, 0))
    z = float(special.ndtri((1 + confidence) / 2))
    span = Interval(ratio * math.exp(-z * error), ratio * math.exp(z * error), ratio * error, "log (Katz 1978)")
    return basis.sure(ratio, span)
