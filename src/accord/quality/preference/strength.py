"""Bradley-Terry, Davidson, Rao-Kupper: strengths of models from battles, with sandwich or bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accord.quality.preference._fit import fitted
from accord.quality.preference._ties import MODELS
from accord.quality.preference.battles import Battles
from accord.quality.preference.leaderboard import Leaderboard


def bradley_terry(
    battles: Battles,
    *,
    covariates: Sequence[str] | None = None,
    position: bool = False,
    prior: float = 0.0,
    reference: Any = None,
    interval: str | None = "auto",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Leaderboard:
    """Strengths so that P(a beats b) = 1/(1 + exp(s_b - s_a)); a tie counts as half a win for each.

    Half wins are a convention: strengths come out right where pairs meet about equally often, but chances of a tie are
    not foreseen; use `davidson` or `rao_kupper` where ties are many. "Both bad" is no tie and is kept out.

    Args:
        covariates: which of the battles' covariates to hold level (default: all); strengths are then those of models
            alike in them, as with style control.
        position: also estimate how much it helps to be a (shown first).
        prior: 0, or how many made-up draws of every model against an average one (strength 0): makes strengths finite
            for models that won or lost everything, and pulls all a little together.
        reference: a model whose strength is 0; otherwise the mean of all is 0.
        interval: "sandwich" (robust where the model is only nearly right; by cluster where the battles have clusters;
            the default without a prior), "observed" (from the curvature; the default with a prior), "bootstrap"
            (battles, or clusters, drawn anew: one multinomial over cells, so that a million battles cost no more than a
            thousand), None.
        resamples, seed: of the bootstrap.

    Models outside the connected core have no strength, and the leaderboard says why (`connectivity`).

    Raises:
        ValueError: unknown names; a negative prior; a covariate that the models themselves determine, or that tells
            every winner.

    Source: Bradley & Terry 1952, Biometrika 39; sandwich: Huber 1967, White 1982.

    >>> board = bradley_terry(Battles.from_counts([("x", "y", 7, 3), ("y", "z", 6, 4), ("x", "z", 8, 2)]))
    >>> [(s.model, round(s.strength.estimate, 3)) for s in board.standings]
    [('x', 0.741), ('y', -0.149), ('z', -0.591)]
    """
    asked = (covariates, position, prior, reference, interval, confidence, resamples, seed)
    return fitted(battles, MODELS["bradley-terry"], *asked)


def davidson(
    battles: Battles,
    *,
    covariates: Sequence[str] | None = None,
    position: bool = False,
    prior: float = 0.0,
    reference: Any = None,
    interval: str | None = "auto",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Leaderboard:
    """Strengths with ties as a third outcome: pi_i : pi_j : nu sqrt(pi_i pi_j). Ties are likeliest between equals.

    Arguments as for `bradley_terry`; strengths are log pi, ``tie`` is nu (0: never; 2 at equal strength: half the time).

    Source: Davidson 1970, "On extending the Bradley-Terry model to accommodate ties", JASA 65, eq. 2.2; with order
    effects Davidson & Beaver 1977, Biometrics 33.

    >>> board = davidson(Battles.from_counts([("x", "y", 20, 10, 10)]))
    >>> round(board.tie.estimate, 3), round(board.chances("x", "y").tie.estimate, 3)
    (0.707, 0.25)
    """
    asked = (covariates, position, prior, reference, interval, confidence, resamples, seed)
    return fitted(battles, MODELS["davidson"], *asked)


def rao_kupper(
    battles: Battles,
    *,
    covariates: Sequence[str] | None = None,
    position: bool = False,
    prior: float = 0.0,
    reference: Any = None,
    interval: str | None = "auto",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Leaderboard:
    """Strengths with a threshold below which people see no winner: P(i) = pi_i/(pi_i + theta pi_j).

    Arguments as for `bradley_terry`; ``tie`` is theta (1: never a tie). It seldom differs from `davidson`; take the one
    with the higher ``log_likelihood``.

    Source: Rao & Kupper 1967, "Ties in paired-comparison experiments", JASA 62.

    >>> board = rao_kupper(Battles.from_counts([("x", "y", 20, 10, 10)]))
    >>> round(board.tie.estimate, 3), round(board.chances("x", "y").tie.estimate, 3)
    (1.732, 0.25)
    """
    asked = (covariates, position, prior, reference, interval, confidence, resamples, seed)
    return fitted(battles, MODELS["rao-kupper"], *asked)
