"""Elo ratings, for reference only: they depend on the order of the battles, which a leaderboard should not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray, IntArray
from accord.quality.preference.battles import BOTH_BAD, TIE, A, Battles
from accord.quality.results import Basis, Estimate, Interval

FEWEST = 20  # orders that make an interval


@dataclass(frozen=True, slots=True)
class EloRating:
    """One model: its rating after the last battle, with the interval **of order** alone (not of chance)."""

    model: Any
    rating: Estimate
    battles: int


def elo(
    battles: Battles,
    *,
    k: float = 4.0,
    start: float = 1000.0,
    scale: float = 400.0,
    orders: int = 200,
    confidence: float = 0.95,
    seed: int = 0,
) -> list[EloRating]:
    """Elo's ratings after all battles in the given order, highest first; ties are half wins, both_bad is passed over.

    Args:
        k: points at stake in a battle. 4 is usual for models, 32 for people.
        orders: how many random orders the interval comes from: how far the rating would move if the same battles had
            been listed otherwise. It says nothing of how many battles there were: use `bradley_terry` for that. Fewer
            orders, or none, where battles are very many.

    Weights are refused: Elo has no place for them.

    Source: Elo 1978, "The rating of chessplayers, past and present"; the trap of order: Boubdir et al. 2023, "Elo
    uncovered".

    >>> five = Battles.from_counts([("x", "y", 5, 5)])
    >>> [(row.model, round(row.rating.estimate, 1)) for row in elo(five, k=32)]
    [('y', 1025.1), ('x', 974.9)]
    """
    if battles.weight is not None:
        raise ValueError("Elo has no place for weights: use bradley_terry, or leave the weights out")
    if not (k > 0 and scale > 0):
        raise ValueError(f"k and scale are above 0, not {k!r} and {scale!r}")
    kept = battles.winner != BOTH_BAD
    one, other, said = battles.model_a[kept], battles.model_b[kept], battles.winner[kept]
    points = np.where(said == A, 1.0, np.where(said == TIE, 0.5, 0.0))
    ratings = _played(one, other, points, battles.n_models, k, start, scale)
    tries = min(orders, int(5e6 / max(len(one), 1)))
    spread = _orders(one, other, points, battles.n_models, k, start, scale, tries, seed)
    seen = np.bincount(one, minlength=battles.n_models) + np.bincount(other, minlength=battles.n_models)
    found = []
    for code, model in enumerate(battles.models):
        basis = Basis(f"Elo, k {k:g}", confidence, n_items=int(seen[code]), n_labels=int(seen[code]))
        found.append(EloRating(model, _estimate(basis, float(ratings[code]), spread[:, code]), int(seen[code])))
    return sorted(found, key=lambda row: -(row.rating.estimate or -np.inf))


def _estimate(basis: Basis, rating: float, draws: FloatArray) -> Estimate:
    if not basis.n_items:
        return basis.undefined("has no battle that was decided or tied")
    if len(draws) < FEWEST:
        return basis.plain(rating).noting("depends on the order of the battles; too many battles to try other orders")
    tail = (1 - basis.level) / 2
    low, high = (float(v) for v in np.quantile(draws, [tail, 1 - tail]))
    words = f"of order: {len(draws)} random orders of the same battles"
    return basis.sure(rating, Interval(min(low, rating), max(high, rating), float(draws.std(ddof=1)), words))


def _played(
    one: IntArray, other: IntArray, points: FloatArray, m: int, k: float, start: float, scale: float
) -> FloatArray:
    """Plain Python numbers: a battle at a time is what Elo is."""
    ratings = [start] * m
    for a, b, got in zip(one.tolist(), other.tolist(), points.tolist(), strict=True):
        # far apart the expectation is 0 or 1; the bound keeps the power within floats
        gap = max(min((ratings[b] - ratings[a]) / scale, 300.0), -300.0)
        move = k * (got - 1 / (1 + 10.0**gap))
        ratings[a] += move
        ratings[b] -= move
    return np.array(ratings)


def _orders(
    one: IntArray,
    other: IntArray,
    points: FloatArray,
    m: int,
    k: float,
    start: float,
    scale: float,
    tries: int,
    seed: int,
) -> FloatArray:
    """Ratings after each of ``tries`` random orders, all played at once: (tries, m)."""
    if tries < FEWEST or not len(one):
        return np.zeros((0, m))
    rng = np.random.default_rng(seed)
    order = np.stack([rng.permutation(len(one)) for _ in range(tries)], 1)
    ratings, row = np.full((tries, m), start), np.arange(tries)
    for now in order:
        a, b = one[now], other[now]
        gap = np.clip((ratings[row, b] - ratings[row, a]) / scale, -300, 300)
        move = k * (points[now] - 1 / (1 + 10.0**gap))
        ratings[row, a] += move
        ratings[row, b] -= move
    return ratings
