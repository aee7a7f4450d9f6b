"""Is it the model or the place, the model or the length? Effects beside the strengths, each with its test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import chdtrc

from accord.quality.preference._fit import NoFiniteFit
from accord.quality.preference.battles import BOTH_BAD, TIE, A, B, Battles, style_difference
from accord.quality.preference.leaderboard import Leaderboard
from accord.quality.preference.strength import bradley_terry, davidson, rao_kupper
from accord.quality.proportions import proportion
from accord.quality.results import Estimate, Test

FITS: dict[str, Callable[..., Leaderboard]] = {
    "bradley-terry": bradley_terry,
    "davidson": davidson,
    "rao-kupper": rao_kupper,
}


@dataclass(frozen=True, slots=True)
class Bias:
    """What pulls judgments besides the models.

    Attributes:
        effect: log-odds for a, per unit of the covariate, the models' strengths held level.
        odds_ratio: exp of it: 1 is no bias.
        test: likelihood ratio against no effect (chi-square, 1 degree of freedom).
        favoured: share of decided battles won by the favoured side: a for position, the longer for length. It mixes the
            bias with the models' strength, and is what a reader can check by hand.
    """

    effect: Estimate
    odds_ratio: Estimate
    test: Test
    favoured: Estimate


def position_effect(battles: Battles, *, method: str = "bradley-terry", confidence: float = 0.95) -> Bias:
    """Does a (what is shown first, on the left) win because of its place?

    Estimated beside the strengths, so that it is right even where strong models stood first more often; the other
    covariates of the battles are held level too. `position_bias` is the plain binomial test for randomised order.

    >>> rows = [("x", "y", 30, 10), ("y", "x", 20, 20)]
    >>> found = position_effect(Battles.from_counts(rows))
    >>> round(found.odds_ratio.estimate, 2), round(found.test.p, 3), found.favoured.estimate
    (1.73, 0.02, 0.625)
    """
    fit = _fit(method)
    plain = fit(battles, interval=None)
    a, b = (int(battles.outcomes[side]) for side in (A, B))
    favoured = proportion(a, a + b, confidence=confidence)
    try:
        full = fit(battles, position=True, confidence=confidence)
    except NoFiniteFit as error:
        return _unknown(str(error), favoured)
    return _bias(plain.log_likelihood, full.log_likelihood, full.effects["position"], favoured)


def length_effect(
    battles: Battles, length_a: object, length_b: object, *, method: str = "bradley-terry", confidence: float = 0.95
) -> Bias:
    """Does the longer answer win because it is longer?

    Args:
        length_a, length_b: lengths (tokens, characters) of the two answers of each battle, from 0 up.

    The covariate is `style_difference`: one unit is an endless answer against an empty one; twice as long is 1/3. To
    hold length level in the leaderboard itself pass the same as a covariate of `Battles`.

    Source: Dubois, Galambosi, Liang & Hashimoto 2024, "Length-controlled AlpacaEval"; Li, Angelopoulos & Chiang 2024.

    >>> battles = Battles.from_counts([("x", "y", 30, 30), ("y", "x", 30, 30)])
    >>> longer = np.where(battles.winner == 0, 200, 100)  # a is longer where it wins, four times of five
    >>> longer[::5] = 300 - longer[::5]
    >>> found = length_effect(battles, longer, 300 - longer)
    >>> round(found.effect.estimate, 2), found.favoured.estimate
    (4.16, 0.8)
    """
    fit = _fit(method)
    difference = style_difference(length_a, length_b)
    if len(difference) != len(battles):
        raise ValueError(
            f"there are {len(battles)} battles and {len(difference)} lengths: give one for each battle kept"
        )
    plain = fit(battles, interval=None)
    apart = (difference != 0) & (battles.winner != TIE) & (battles.winner != BOTH_BAD)
    longer = int(((difference > 0) == (battles.winner == A))[apart].sum())
    favoured = proportion(longer, int(apart.sum()), confidence=confidence)
    try:
        full = fit(battles.with_covariates(length=difference), confidence=confidence)
    except NoFiniteFit as error:
        return _unknown(str(error), favoured)
    return _bias(plain.log_likelihood, full.log_likelihood, full.effects["length"], favoured)


def _fit(method: str) -> Callable[..., Leaderboard]:
    if method not in FITS:
        raise ValueError(f"method is one of {', '.join(FITS)}, not {method!r}")
    return FITS[method]


def _unknown(why: str, favoured: Estimate) -> Bias:
    gone = Estimate(None, n_items=favoured.n_items, why=why)
    return Bias(gone, gone, Test(None, None, n=favoured.n_items, method="likelihood ratio", why=why), favoured)


def _bias(plain: float, full: float, effect: Estimate, favoured: Estimate) -> Bias:
    if effect.estimate is None:
        return _unknown(effect.why or "no effect", favoured)
    ratio = max(2 * (full - plain), 0.0)
    test = Test(ratio, float(chdtrc(1, ratio)), n=effect.n_items, freedom=1, method="likelihood ratio")
    ends = [None if v is None else float(np.exp(v)) for v in (effect.estimate, effect.low, effect.high)]
    se = None if effect.se is None or ends[0] is None else ends[0] * effect.se
    method = effect.method.replace("effect (log-odds)", "odds ratio")
    return Bias(
        effect, replace(effect, estimate=ends[0], low=ends[1], high=ends[2], se=se, method=method), test, favoured
    )
