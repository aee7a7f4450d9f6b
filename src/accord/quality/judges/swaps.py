"""A judge that is shown the same pair in both orders: does it stay with its verdict, and whom does the order favour?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scipy import stats

from accord.quality.coding import missing_mask, one_dimensional
from accord.quality.faults import BadRows
from accord.quality.proportions import proportion
from accord.quality.results import Estimate, Test

PLACES = {"a": 1, "tie": 0, "both_bad": 0, "b": -1}


@dataclass(frozen=True, slots=True)
class OrderConsistency:
    """Verdicts on the same pairs with a shown first, and with b shown first.

    Attributes:
        consistent: share of pairs with the same verdict both times.
        toward_first, toward_second: pairs whose verdict moved to the side of what was shown first, or second.
        direction: exact McNemar test that both are alike.
        kept: the verdicts to believe: the common one, or "tie" where the two contradict each other.
    """

    consistent: Estimate
    toward_first: int
    toward_second: int
    direction: Test
    kept: list[str]


def order_consistency(a_first: Sequence[Any], b_first: Sequence[Any], *, confidence: float = 0.95) -> OrderConsistency:
    """Does the order of showing change the verdict?

    Args:
        a_first, b_first: verdicts on the same pairs, row by row, in the two orders: "a", "b", "tie" or "both_bad", where
            a and b are **the answers, not the places**.

    Source: Zheng et al. 2023, "Judging LLM-as-a-judge", section 3.4 (the conservative rule: what contradicts itself is a
    tie); Wang et al. 2024, "Large language models are not fair evaluators".

    >>> found = order_consistency(["a", "a", "a", "b", "tie"], ["a", "b", "b", "b", "b"])
    >>> found.consistent.estimate, found.toward_first, found.toward_second, found.kept
    (0.4, 3, 0, ['a', 'tie', 'tie', 'b', 'tie'])
    """
    one, other = one_dimensional(a_first, "a_first"), one_dimensional(b_first, "b_first")
    if len(one) != len(other) or not len(one):
        raise ValueError(f"both orders must be equally long and not empty, not {len(one)} and {len(other)}")
    gaps = [at for at, lost in enumerate(missing_mask(one) | missing_mask(other)) if lost]
    if gaps:
        raise BadRows("", gaps, "lack a verdict in one order: drop these pairs")
    strange = [at for at, pair in enumerate(zip(one, other, strict=True)) if any(v not in PLACES for v in pair)]
    if strange:
        raise BadRows("", strange, f"hold something else than {', '.join(PLACES)}: correct them")
    moves = [PLACES[x] - PLACES[y] for x, y in zip(one, other, strict=True)]
    first, second = sum(m > 0 for m in moves), sum(m < 0 for m in moves)
    same = sum(x == y for x, y in zip(one, other, strict=True))
    direction = Test(None, None, method="exact McNemar", why="no verdict moves with the order")
    if first + second:
        p = float(stats.binomtest(first, first + second, 0.5).pvalue)
        direction = Test(float(first - second), p, n=first + second, method="exact McNemar")
    kept = [str(x) if x == y else "tie" for x, y in zip(one, other, strict=True)]
    return OrderConsistency(proportion(same, len(one), confidence=confidence), first, second, direction, kept)
