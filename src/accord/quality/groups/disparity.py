"""Disparity of outcomes: is one group of records chosen, praised or recommended more often than another?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from scipy import stats

from accord.quality.coding import code, one_dimensional
from accord.quality.multiplicity import adjust
from accord.quality.proportions import proportion, share_difference, share_ratio
from accord.quality.results import Estimate, Test


@dataclass(frozen=True, slots=True)
class GroupPair:
    """Two groups, the higher rate first: difference and ratio (lower / higher) with intervals, Fisher's exact p."""

    higher: Any
    lower: Any
    difference: Estimate
    ratio: Estimate
    odds_ratio: float | None
    p: float
    adjusted: float


@dataclass(frozen=True, slots=True)
class Disparity:
    """All groups against the **highest rate** (not the largest group).

    Attributes:
        rates: rate of each group with its Wilson interval.
        difference: highest less lowest rate (demographic parity difference).
        ratio: lowest over highest rate (demographic parity ratio).
        below_four_fifths: whether that ratio is under .8 *in the sample* (US EEOC, 29 CFR 1607.4 D); read it with the
            interval of ``ratio``, it is no verdict.
        test: chi-square of equal rates.
        pairs: every two groups, p-values adjusted by Benjamini-Hochberg.
        summary: one sentence for a report.
    """

    rates: dict[Any, Estimate]
    difference: Estimate
    ratio: Estimate
    below_four_fifths: bool | None
    test: Test
    pairs: list[GroupPair]
    summary: str


def disparity(counts: Mapping[Any, tuple[int, int]], confidence: float = 0.95) -> Disparity:
    """Rates of an outcome by group and how far apart they are.

    Args:
        counts: group -> (records with the outcome, records).

    Raises:
        ValueError: fewer than two groups, an empty group, more outcomes than records.

    Source: demographic parity: Dwork et al. 2012; intervals Newcombe 1998 and Katz 1978; Fisher 1935.

    >>> found = disparity({"A": (48, 80), "B": (12, 40), "C": (30, 60)})
    >>> round(found.difference.estimate, 2), found.ratio.estimate, round(found.test.p, 6)
    (0.3, 0.5, 0.00823)
    """
    empty = [g for g, (_, n) in counts.items() if n <= 0]
    if len(counts) < 2 or empty:
        raise ValueError(f"disparity compares two groups or more, each with records; {empty or list(counts)} do not do")
    rates = {g: proportion(k, n, confidence=confidence) for g, (k, n) in counts.items()}
    ranked = sorted(counts, key=lambda g: -(counts[g][0] / counts[g][1]))
    top, bottom = ranked[0], ranked[-1]
    difference = share_difference(*counts[top], *counts[bottom], confidence)
    ratio = share_ratio(*counts[bottom], *counts[top], confidence)
    pairs = [_pair(a, b, counts, confidence) for a, b in combinations(ranked, 2)]
    adjusted = adjust([p.p for p in pairs])
    pairs = [
        GroupPair(p.higher, p.lower, p.difference, p.ratio, p.odds_ratio, p.p, a or 0.0)
        for p, a in zip(pairs, adjusted, strict=True)
    ]
    below = None if ratio.estimate is None else ratio.estimate < 0.8
    return Disparity(rates, difference, ratio, below, _chi_square(counts), pairs, _sentence(bottom, top, ratio, below))


def disparity_of(outcome: Sequence[bool], group: Sequence[Any], confidence: float = 0.95) -> Disparity:
    """`disparity` from one row a record.

    >>> disparity_of([True, True, False, True], ["m", "m", "f", "f"]).rates["f"].estimate
    0.5
    """
    codes, names = code(one_dimensional(group, "group"))
    hit = np.asarray(one_dimensional(outcome, "outcome")).astype(bool)
    if len(hit) != len(codes):
        raise ValueError(f"outcome and group must be equally long, not {len(hit)} and {len(codes)}")
    wins, size = np.bincount(codes, hit, len(names)), np.bincount(codes, minlength=len(names))
    return disparity({g: (int(k), int(n)) for g, k, n in zip(names, wins, size, strict=True)}, confidence)


def _pair(a: Any, b: Any, counts: Mapping[Any, tuple[int, int]], confidence: float) -> GroupPair:
    (k1, n1), (k2, n2) = counts[a], counts[b]
    table = [[k1, n1 - k1], [k2, n2 - k2]]
    found = stats.fisher_exact(table)
    odds = float(found[0])
    difference = share_difference(k1, n1, k2, n2, confidence)
    ratio = share_ratio(k2, n2, k1, n1, confidence)
    return GroupPair(a, b, difference, ratio, odds if np.isfinite(odds) else None, float(found[1]), float(found[1]))


def _chi_square(counts: Mapping[Any, tuple[int, int]]) -> Test:
    table = np.array([[k, n - k] for k, n in counts.values()])
    if not table.sum(0).all():
        return Test(None, None, n=int(table.sum()), method="chi-square", why="the outcome never or always occurs")
    found = stats.chi2_contingency(table, correction=False)
    small = " (some expected counts are below 5: trust Fisher's p)" if (found.expected_freq < 5).any() else ""
    freedom = int(found.dof)
    return Test(
        float(found.statistic), float(found.pvalue), n=int(table.sum()), freedom=freedom, method="chi-square" + small
    )


def _sentence(bottom: Any, top: Any, ratio: Estimate, below: bool | None) -> str:
    if ratio.estimate is None or ratio.low is None:
        return f"{bottom} against {top}: no ratio with an interval, {ratio.why or ratio.note}"
    side = "below" if below else "not below"
    return f"{bottom} has {ratio.estimate:.2f} of the rate of {top}: {side} .8 in the sample, [{ratio.low:.2f}, {ratio.high:.2f}]"
