"""Who beat whom, counted; and how often both were bad."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality._bootstrap import around
from accord.quality.arrays import FloatArray
from accord.quality.preference.battles import BOTH_BAD, Battles
from accord.quality.proportions import proportion
from accord.quality.results import Basis, Estimate, Interval


@dataclass(frozen=True, eq=False)
class WinMatrix:
    """Sums of weights, each (models, models): the row's model against the column's.

    Attributes:
        wins: of the row over the column. ties, both_bad: symmetric. battles: all but both_bad.
        rate: share of points of the row against the column, (wins + ties/2)/battles; NaN where they never met.
    """

    models: Sequence[Any]
    wins: FloatArray
    ties: FloatArray
    both_bad: FloatArray
    battles: FloatArray
    rate: FloatArray


def win_matrix(battles: Battles) -> WinMatrix:
    """Counts of every pair.

    >>> found = win_matrix(Battles.from_counts([("x", "y", 7, 2, 1, 4)]))
    >>> found.wins.tolist(), found.rate.tolist()[0], found.both_bad.tolist()[0]
    ([[0.0, 7.0], [2.0, 0.0]], [nan, 0.75], [0.0, 4.0])
    """
    wins, ties = battles.wins, battles.ties
    bad = battles.counts[..., BOTH_BAD] + battles.counts[..., BOTH_BAD].T
    met = wins + wins.T + ties
    rate = np.divide(wins + ties / 2, met, out=np.full(met.shape, np.nan), where=met > 0)
    return WinMatrix(battles.models, wins, ties, bad, met, rate)


def both_bad_rate(battles: Battles, *, confidence: float = 0.95) -> Estimate:
    """Share of battles in which both are bad, with Wilson's interval (normal, on the weights, where there are weights).

    It says how hard the prompts are, and nothing of who is stronger.

    >>> round(both_bad_rate(Battles.from_counts([("x", "y", 7, 2, 1, 10)])).estimate, 2)
    0.5
    """
    if battles.weight is None:
        return proportion(int(battles.outcomes[BOTH_BAD]), len(battles), confidence=confidence)
    bad = battles.winner == BOTH_BAD
    total = float(battles.weight.sum())
    basis = Basis("share of both bad", confidence, n_items=len(bad), n_labels=len(bad), n_dropped=battles.missing)
    if not total:
        return basis.undefined("all weights are 0")
    share = float((battles.weight * bad).sum()) / total
    error = math.sqrt(float((battles.weight**2 * (bad - share) ** 2).sum())) / total
    span = around(share, error, confidence, "normal, weighted")
    return basis.sure(share, Interval(max(span.low or 0.0, 0.0), min(span.high or 1.0, 1.0), error, span.method))
