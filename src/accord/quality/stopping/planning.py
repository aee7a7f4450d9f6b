"""Before anybody is asked: how many items for an interval, how many labels for a level of being right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from accord.quality._bootstrap import check_confidence
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.proportions import proportion
from accord.quality.stopping.lookahead import outcomes
from accord.quality.stopping.posterior import confusions, shares

METHODS = ("wilson", "wald", "clopper-pearson", "jeffreys")


def items_for_interval(
    half_width: float, share: float = 0.5, *, confidence: float = 0.95, method: str = "wilson"
) -> int:
    """Fewest items whose interval for a share is expected to be no wider than +- ``half_width``.

    Args:
        half_width: half of the interval's width, in shares (.05 is five points).
        share: what the share will probably be; .5 is the widest case, the one to plan with when nothing is known.
        method: of the interval that will be reported (see `proportion`); "wald" is the textbook formula, for comparison.

    >>> items_for_interval(0.05, 0.9), items_for_interval(0.05, 0.5)
    (141, 381)
    """
    check_confidence(confidence)
    if not 0 < half_width < 0.5 or not 0 <= share <= 1:
        raise ValueError(f"half_width lies in (0, .5) and share in [0, 1], not {half_width!r} and {share!r}")
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}: one of {', '.join(METHODS)}")
    z = float(stats.norm.ppf((1 + confidence) / 2))
    if method == "wald":
        return max(1, int(np.ceil(share * (1 - share) * (z / half_width) ** 2 - 1e-9)))
    low, high = 0, 1
    while _half(high, share, method, confidence, z) > half_width:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if _half(middle, share, method, confidence, z) > half_width:
            low = middle
        else:
            high = middle
    return high


def _half(n: int, share: float, method: str, confidence: float, z: float) -> float:
    if method == "wilson":  # the formula takes any share; k = share x n need not be whole
        return float(z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)))
    found = proportion(round(share * n), n, method, confidence)
    assert found.low is not None and found.high is not None
    return (found.high - found.low) / 2


@dataclass(frozen=True, slots=True)
class Plan:
    """A rule of stopping, before it runs: labels an item it is expected to take, the share of items decided rightly,
    and the share that reaches ``most`` still unsure."""

    labels: float
    right: float
    unsure: float


def accuracy_of_overlap(overlap: int, accuracy: float = 0.8, n_categories: int = 2) -> float:
    """Share of items that ``overlap`` labels by equally good people decide rightly, ties by the toss of a coin.

    >>> round(accuracy_of_overlap(3, 0.8), 3), round(accuracy_of_overlap(2, 0.8), 3)
    (0.896, 0.8)
    """
    if overlap < 1:
        raise ValueError(f"overlap must be 1 or more, not {overlap}")
    q = n_categories
    chance, after = outcomes(shares(None, q), confusions(accuracy, 1, q)[0], overlap)
    return float(chance @ after.max(1))


def overlap_for(right: float, accuracy: float = 0.8, n_categories: int = 2, *, most: int = 99) -> int | None:
    """Fewest labels an item so that ``right`` of the items are decided rightly; None if ``most`` do not suffice.

    >>> overlap_for(0.95, 0.8), overlap_for(0.95, 0.55, most=9)
    (7, None)
    """
    if not 0 < right < 1:
        raise ValueError(f"right is a share between 0 and 1, not {right!r}")
    for overlap in range(1, most + 1):
        if accuracy_of_overlap(overlap, accuracy, n_categories) >= right:
            return overlap
    return None


def plan_stopping(
    threshold: float = 0.95, accuracy: float = 0.8, n_categories: int = 2, *, least: int = 2, most: int = 10
) -> Plan:
    """What posterior-based stopping will cost and reach with people of this accuracy, computed exactly.

    Args:
        threshold, least, most: as in `enough`.

    >>> plan = plan_stopping(0.95, 0.8, least=2, most=9)
    >>> round(plan.labels, 2), round(plan.right, 3)
    (4.64, 0.975)
    """
    if not 0 < threshold <= 1 or not 1 <= least <= most:
        raise ValueError(f"want 0 < threshold <= 1 and 1 <= least <= most, not {threshold}, {least}, {most}")
    q = n_categories
    table = confusions(accuracy, 1, q)[0]
    alive: dict[tuple[int, ...], float] = {tuple([0] * q): 1.0}
    labels = right = unsure = 0.0
    for n in range(1, most + 1):
        labels += sum(alive.values())
        ahead: dict[tuple[int, ...], float] = {}
        for counts, p in alive.items():  # true category 0: the others are alike
            for said in range(q):
                after = (*counts[:said], counts[said] + 1, *counts[said + 1 :])
                ahead[after] = ahead.get(after, 0.0) + p * float(table[0, said])
        alive = {}
        for counts, p in ahead.items():
            posterior = _posterior(np.array(counts), table)
            top = posterior >= posterior.max() - 1e-12
            sure = n >= least and posterior.max() >= threshold - 1e-12
            if sure or n == most:
                right += p * float(top[0]) / float(top.sum())
                unsure += 0.0 if sure else p
            else:
                alive[counts] = p
    return Plan(labels, right, unsure)


def _posterior(counts: IntArray, table: FloatArray) -> FloatArray:
    score = counts @ np.log(np.maximum(table, 1e-300)).T
    weight = np.exp(score - score.max())
    return np.asarray(weight / weight.sum())
