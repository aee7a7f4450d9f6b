"""Counterfactual pairs: two records alike but for the group term. Does the judgment change?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scipy import stats

from accord.quality.coding import missing_mask, one_dimensional
from accord.quality.faults import BadRows
from accord.quality.proportions import proportion, share_difference
from accord.quality.results import Estimate, Test


@dataclass(frozen=True, slots=True)
class FlipRate:
    """Share of pairs judged differently, its excess over re-annotation noise, and in which direction they flip.

    ``toward`` counts flips in favour of the second record of a pair, ``away`` against it; ``direction`` is the exact
    McNemar test that both are alike (for two-valued or ordered judgments, else None with the reason).
    """

    rate: Estimate
    excess: Estimate | None
    toward: int
    away: int
    direction: Test


def flip_rate(
    first: Sequence[Any],
    second: Sequence[Any],
    *,
    baseline: tuple[int, int] | None = None,
    order: Sequence[Any] | None = None,
    confidence: float = 0.95,
) -> FlipRate:
    """How often the judgment differs between a record and its counterfactual twin.

    Args:
        first, second: judgments of the two records of each pair, equally long.
        baseline: (flips, pairs) of *identical* records judged twice by the same process: people flip without any cause
            too, and only what goes beyond is due to the group term.
        order: categories from worst to best, for the direction; numbers and booleans have theirs.

    Source: Garg et al. 2019, "Counterfactual fairness in text classification"; McNemar 1947 (exact binomial form).

    >>> found = flip_rate([1] * 9 + [0] * 2 + [1] * 9, [0] * 9 + [1] * 2 + [1] * 9)
    >>> found.rate.estimate, found.toward, found.away, round(found.direction.p, 6)
    (0.55, 2, 9, 0.06543)
    """
    one, other = one_dimensional(first, "first"), one_dimensional(second, "second")
    if len(one) != len(other) or not len(one):
        raise ValueError(f"both sides of the pairs must be equally long and not empty, not {len(one)} and {len(other)}")
    gaps = [i for i, lost in enumerate(missing_mask(one) | missing_mask(other)) if lost]
    if gaps:
        raise BadRows("", gaps, "lack a judgment on one side: drop these pairs")
    flips = sum(a != b for a, b in zip(one, other, strict=True))
    rate = proportion(flips, len(one), confidence=confidence)
    excess = share_difference(flips, len(one), *baseline, confidence) if baseline else None
    place = {c: i for i, c in enumerate(order)} if order is not None else None
    if place is None and not all(isinstance(v, (bool, int, float)) or hasattr(v, "dtype") for v in (*one, *other)):
        why = "the judgments have no order: pass order=[worst, ..., best]"
        return FlipRate(rate, excess, 0, 0, Test(None, None, n=flips, method="exact McNemar", why=why))
    pairs = [(place[a], place[b]) if place else (a, b) for a, b in zip(one, other, strict=True)]
    toward, away = sum(b > a for a, b in pairs), sum(b < a for a, b in pairs)
    return FlipRate(rate, excess, toward, away, _direction(toward, away))


def _direction(toward: int, away: int) -> Test:
    n = toward + away
    if not n:
        return Test(None, None, method="exact McNemar", why="no pair flips")
    p = float(stats.binomtest(toward, n, 0.5).pvalue)
    return Test(float(toward - away), p, n=n, method="exact McNemar")
