"""Rankings: one order out of many, by points (Borda) or by the fewest broken preferences (Kemeny)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from accord.quality.aggregation.kemeny import best_orders, improved, violations
from accord.quality.arrays import FloatArray
from accord.quality.faults import some

EXACT = 16  # things up to which the best order is found for certain (2^n n steps)


@dataclass(frozen=True, slots=True)
class RankingConsensus:
    """One order of things.

    Attributes:
        order: the things, best first.
        ranks: place of each thing, in the order of ``things``; equal scores share the mean of their places.
        scores: Borda points a thing (more is better).
        cost: preferences of voters that ``order`` breaks; a tie of a voter costs 1/2 whatever the order.
        best: every order of this least cost (Kemeny; at most 100 are listed), ``order`` first.
        exact: False where the order is only the best that local search found.
        agreement: 1 - cost over the cost of the worst order possible (all preferences broken); each voter's share of
            preferences kept is in ``skill``.
        n_rankings: voters.
    """

    things: tuple[Any, ...]
    order: tuple[Any, ...]
    ranks: tuple[float, ...]
    scores: tuple[float, ...]
    cost: float
    best: tuple[tuple[Any, ...], ...]
    exact: bool
    agreement: float
    skill: tuple[float, ...]
    n_rankings: int
    method: str
    note: str | None = None


def borda(
    rankings: Sequence[Sequence[float]], things: Sequence[Any] | None = None, weights: Sequence[float] | None = None
) -> RankingConsensus:
    """Each ranking gives a thing a point for every thing it puts below (half for a tie); most points first.

    Args:
        rankings: **rank vectors** (the place of each thing, ties share a place), one a voter; `ranks_of_order` in
            `accord.quality.distances` turns an order into one.
        things: their names; default 0, 1, 2, ... Equal points: the name that stands first here comes first, and the
            ranks are shared.
        weights: how much each ranking counts, from 0 up.

    Quick and steady, but a thing that beats every other one to one can come second, and adding a hopeless thing can
    change the winner: see `kemeny`.

    Source: Borda 1781; Young 1988, "Condorcet's theory of voting", American Political Science Review 82.

    >>> found = borda([(1, 2, 3), (1, 2, 3), (1, 2, 3), (3, 1, 2), (3, 1, 2)], things="ABC")
    >>> found.order, found.scores
    (('B', 'A', 'C'), (6.0, 7.0, 2.0))
    """
    ballots, names, weight = checked(rankings, things, weights)
    over = preferred(ballots, weight)
    points = over.sum(1)
    places = np.lexsort((np.arange(len(names)), -np.round(points, 9)))
    return _told(ballots, names, weight, over, [list(places)], points, "Borda", True)


def kemeny(
    rankings: Sequence[Sequence[float]],
    things: Sequence[Any] | None = None,
    weights: Sequence[float] | None = None,
    *,
    exact_up_to: int = EXACT,
) -> RankingConsensus:
    """The order that breaks the fewest preferences of the voters: the median under Kendall's distance.

    Args:
        rankings, things, weights: as in `borda`.
        exact_up_to: things up to which dynamic programming over subsets finds the best order for certain (2^n n steps:
            a second at 16); above, Borda's order is improved by moving one thing at a time and marked ``exact=False``.

    All orders of least cost are in ``best``: where there are several, the voters do not decide.

    Source: Kemeny 1959, "Mathematics without numbers"; it is the maximum likelihood order under Condorcet's model
    (Young 1988). Dynamic programming: Davenport & Kalagnanam 2004 and others.

    >>> kemeny([(1, 2, 3)] * 3 + [(3, 1, 2)] * 2, things="ABC").order
    ('A', 'B', 'C')
    """
    ballots, names, weight = checked(rankings, things, weights)
    over = preferred(ballots, weight)
    points = over.sum(1)
    n = len(names)
    if n <= min(exact_up_to, 20):
        orders, exact = best_orders(over), True
    else:
        orders, exact = [improved(over, list(np.lexsort((np.arange(n), -points))))], False
    return _told(ballots, names, weight, over, orders, points, "Kemeny", exact)


def checked(
    rankings: Sequence[Sequence[float]], things: Sequence[Any] | None, weights: Sequence[float] | None
) -> tuple[FloatArray, tuple[Any, ...], FloatArray]:
    """Rank vectors as (voters, things), the names, the weights; ValueError for what is no ranking."""
    rows = [list(r) for r in rankings]
    if not rows or not rows[0]:
        raise ValueError("there is no ranking to aggregate")
    odd = [i for i, row in enumerate(rows) if len(row) != len(rows[0])]
    if odd:
        raise ValueError(f"rankings {some(odd)} do not rank {len(rows[0])} things as the first does: drop or complete")
    try:
        ballots = np.array(rows, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(
            "a ranking is a vector of places such as (2, 1, 3); use ranks_of_order for an order of names"
        ) from None
    holes = np.flatnonzero(~np.isfinite(ballots).all(1))
    if len(holes):
        raise ValueError(
            f"rankings {some(holes)} leave a place empty: a thing that was not ranked shares the last place"
        )
    names = tuple(range(ballots.shape[1])) if things is None else tuple(things)
    if len(names) != ballots.shape[1] or len(set(names)) != len(names):
        raise ValueError(f"{len(names)} names, each once, are needed for {ballots.shape[1]} things: {some(names)}")
    weight = np.ones(len(rows)) if weights is None else np.asarray(weights, dtype=np.float64)
    if weight.shape != (len(rows),) or not (np.isfinite(weight) & (weight >= 0)).all():
        raise ValueError(f"weights are {len(rows)} numbers from 0 up, one a ranking")
    return ballots, names, weight


def preferred(ballots: FloatArray, weight: FloatArray) -> FloatArray:
    """Weight of the voters who put a above b, a tie counting half; shape (things, things), 0 on the diagonal."""
    n = ballots.shape[1]
    over = np.zeros((n, n))
    for a in range(n):
        gap = ballots - ballots[:, a : a + 1]
        over[a] = weight @ ((gap > 0) + 0.5 * (gap == 0))
    np.fill_diagonal(over, 0)
    return over


def _told(
    ballots: FloatArray,
    names: tuple[Any, ...],
    weight: FloatArray,
    over: FloatArray,
    orders: list[list[int]],
    points: FloatArray,
    method: str,
    exact: bool,
) -> RankingConsensus:
    cost = violations(over, orders[0])
    total = float(over.sum()) / 1.0
    place = np.empty(len(names))
    place[orders[0]] = np.arange(len(names))
    ranks = stats.rankdata(-np.round(points, 9)) if method == "Borda" else place + 1
    kept = tuple(
        1 - violations(preferred(b[None], np.ones(1)), orders[0]) / max(_pairs(len(names)), 1) for b in ballots
    )
    note = None
    if not exact:
        note = f"{len(names)} things are too many to try every order: this is the best that local search found"
    elif len(orders) > 1:
        note = (
            f"{'at least ' if len(orders) >= 100 else ''}{len(orders)} orders cost the same: the voters do not decide"
        )
    return RankingConsensus(
        names,
        tuple(names[i] for i in orders[0]),
        tuple(float(r) for r in ranks),
        tuple(float(p) for p in points),
        cost,
        tuple(tuple(names[i] for i in order) for order in orders) if method == "Kemeny" else (),
        exact,
        1 - cost / total if total else 1.0,
        kept,
        len(ballots),
        method,
        note,
    )


def _pairs(n: int) -> int:
    return n * (n - 1) // 2
