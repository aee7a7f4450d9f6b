"""Always-valid intervals of a mean: look as often as you like, stop when you like, and the level still holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize, special

from accord.quality._bootstrap import blocks, check_confidence
from accord.quality.arrays import BoolArray, FloatArray
from accord.quality.columns import number_column
from accord.quality.faults import BadRows
from accord.quality.results import Basis, Estimate, Interval

SHARE = 0.5  # of the capital on either side, and of the largest bet that is allowed (Waudby-Smith & Ramdas's c)


def mixture_radius(n: float, sigma: float, *, rho: float = 1.0, confidence: float = 0.95) -> float:
    """Half-width, valid at every n at once, of the mean of n draws that are sub-Gaussian with ``sigma``.

    sqrt((v + rho) log((v + rho)/(rho alpha^2)))/n with v = n sigma^2; for values in 0..1 sigma = 1/2 always holds.

    Args:
        rho: where it is narrowest; `mixture_rho` gives it for a chosen v.

    Source: Robbins 1970; Howard, Ramdas, McAuliffe & Sekhon 2021, Annals of Statistics 49, eq. 14.

    >>> round(mixture_radius(100, 0.5), 6), round(mixture_radius(1000, 0.5), 6)
    (0.155077, 0.053766)
    """
    check_confidence(confidence)
    _above_0(n=n, sigma=sigma, rho=rho)
    v, a = n * sigma**2, 1 - confidence
    return math.sqrt((v + rho) * math.log((v + rho) / (rho * a * a))) / n


def mixture_rho(v: float, *, confidence: float = 0.95) -> float:
    """The rho with which the mixture is narrowest at the intrinsic time v = n sigma^2: v/(-W_-1(-alpha^2/e) - 1).

    Source: Howard et al. 2021, eq. 26 (exact; some libraries take its approximation).

    >>> round(mixture_rho(25), 5)
    3.04434
    """
    check_confidence(confidence)
    _above_0(v=v)
    return float(v / (-special.lambertw(-((1 - confidence) ** 2) / math.e, -1).real - 1))


def stitched_radius(n: float, sigma: float, *, confidence: float = 0.95) -> float:
    """Half-width by polynomial stitching: wider early, but of the order sqrt(log log n/n) that no method can beat.

    sigma 1.7 sqrt((log log 2n + .72 log(10.4/alpha))/n): alpha/2 on either side.

    Source: Howard et al. 2021, eq. 2 (with printed constants).

    >>> round(stitched_radius(100, 0.5), 6), round(stitched_radius(1000, 0.5), 6)
    (0.199531, 0.065131)
    """
    check_confidence(confidence)
    _above_0(n=n, sigma=sigma)
    if n < 1:
        raise ValueError(f"n starts at 1, not {n!r}")
    inner = math.log(math.log(2 * max(n, math.e / 2))) + 0.72 * math.log(5.2 / ((1 - confidence) / 2))
    return sigma * 1.7 * math.sqrt(inner / n)


@dataclass(frozen=True, slots=True)
class Evidence:
    """An e-value against a hypothesis and the always-valid interval that goes with it.

    Attributes:
        e: the evidence: over 20 rejects at .05, whenever one looks. p = min(1, 1/e).
        estimate: the share or mean with its always-valid interval.
    """

    e: float
    p: float
    estimate: Estimate


def beta_binomial(
    wins: int, losses: int, *, null: float = 0.5, prior: tuple[float, float] = (0.5, 0.5), confidence: float = 0.95
) -> Evidence:
    """A rate (a win rate, ties left out) looked at whenever one likes.

    The e-value against rate p is B(a + wins, b + losses)/B(a, b)/(p^wins (1 - p)^losses); the interval holds all p with
    e < 1/alpha.

    Source: Ville 1939; Robbins 1970; for A/B tests Lindon & Malek 2022.

    >>> found = beta_binomial(60, 40)
    >>> round(found.e, 4), round(found.estimate.low, 4), round(found.estimate.high, 4)
    (0.5961, 0.4343, 0.7514)
    """
    check_confidence(confidence)
    _above_0(a=prior[0], b=prior[1])
    if not 0 < null < 1:
        raise ValueError(f"null is a rate between 0 and 1, not {null!r}")
    if wins < 0 or losses < 0 or wins != int(wins) or losses != int(losses):
        raise ValueError(f"wins and losses are whole counts, not {wins} and {losses}")
    base = float(special.betaln(prior[0] + wins, prior[1] + losses) - special.betaln(*prior))

    def log_e(p: float) -> float:
        return base - float(special.xlogy(wins, p) + special.xlog1py(losses, -p))

    basis = Basis("rate", confidence, n_items=wins + losses, n_labels=wins + losses)
    e = math.exp(min(log_e(null), 700))
    if not wins + losses:
        return Evidence(1.0, 1.0, basis.undefined("nothing was decided yet"))
    share, limit = wins / (wins + losses), -math.log(1 - confidence)
    low = optimize.brentq(lambda p: log_e(p) - limit, 1e-15, share) if wins and log_e(1e-15) > limit else 0.0
    high = optimize.brentq(lambda p: log_e(p) - limit, share, 1 - 1e-15) if losses and log_e(1 - 1e-15) > limit else 1.0
    span = Interval(min(float(low), share), max(float(high), share), None, "beta-binomial mixture, always valid")
    return Evidence(e, min(1.0, 1 / e), basis.sure(share, span))


def betting_interval(x: Sequence[float], *, confidence: float = 0.95, grid: int = 1000) -> Estimate:
    """The mean of values in 0..1, by betting against every mean: the narrowest always-valid interval here.

    Args:
        x: values in 0..1 **in the order in which they came** (wins 1, ties .5, losses 0; rates; scaled ratings).
        grid: means tried; ends are one step outward of what is kept.

    Hedged capital with predictable plug-in bets, half on either side, truncated at half of what could be lost, and the
    running intersection over time.

    Source: Waudby-Smith & Ramdas 2024, "Estimating means of bounded random variables by betting", JRSS B 86, section 4.4.

    >>> found = betting_interval([1, 1, 0, 1, 1, 1, 0, 1, 1, 1] * 10)
    >>> found.estimate, round(found.low, 3), round(found.high, 3)
    (0.8, 0.667, 0.907)
    """
    check_confidence(confidence)
    values = _bounded(x)
    basis = Basis("mean", confidence, n_items=len(values), n_labels=len(values))
    bets = _bets(values, 1 - confidence)
    means = np.linspace(0, 1, grid + 1)
    kept, up, down = np.ones(len(means), bool), np.zeros(len(means)), np.zeros(len(means))
    for part in blocks(len(values), max(1, 2_000_000 // len(means))):
        kept, up, down = _bet(values[part], bets[part], means, kept, up, down, math.log(1 / (1 - confidence)))
    inside = np.flatnonzero(kept)
    value = float(values.mean())
    if not len(inside):
        return basis.plain(value).noting("no interval: no single mean fits all of the values; they drift")
    low = 0.0 if inside[0] == 0 else float(means[inside[0] - 1])
    high = 1.0 if inside[-1] == grid else float(means[inside[-1] + 1])
    note = None if low <= value <= high else "the running interval has left the mean of all values behind: they drift"
    return basis.sure(value, Interval(low, high, None, "betting, always valid", note))


def _bets(values: FloatArray, alpha: float) -> FloatArray:
    """lambda_t = sqrt(2 log(2/alpha)/(s2_{t-1} t log(t + 1))), from what came before t alone."""
    t = np.arange(1, len(values) + 1)
    mean = (0.5 + np.cumsum(values)) / (t + 1)
    variance = (0.25 + np.cumsum((values - mean) ** 2)) / (t + 1)
    before = np.r_[0.25, variance[:-1]]
    return np.asarray(np.sqrt(2 * math.log(2 / alpha) / (before * t * np.log(t + 1))))


def _bet(
    values: FloatArray,
    bets: FloatArray,
    means: FloatArray,
    kept: BoolArray,
    up: FloatArray,
    down: FloatArray,
    limit: float,
) -> tuple[BoolArray, FloatArray, FloatArray]:
    """Which means survive these values, and the log capital that either side then has."""
    with np.errstate(divide="ignore"):
        most_up, most_down = SHARE / means, SHARE / (1 - means)
        gap = values[:, None] - means
        rise = up + np.cumsum(np.log1p(np.minimum(bets[:, None], most_up) * gap), 0)
        fall = down + np.cumsum(np.log1p(-np.minimum(bets[:, None], most_down) * gap), 0)
    capital = math.log(SHARE) + np.maximum(rise, fall)
    return kept & (capital < limit).all(0), rise[-1], fall[-1]


def bernstein_interval(x: Sequence[float], *, confidence: float = 0.95) -> Estimate:
    """The mean of values in 0..1 by the predictable empirical Bernstein bound: a formula, no grid; a little wider.

    Source: Waudby-Smith & Ramdas 2024, theorem 2, with the running intersection.

    >>> found = bernstein_interval([1, 1, 0, 1, 1, 1, 0, 1, 1, 1] * 10)
    >>> round(found.low, 3), round(found.high, 3)
    (0.657, 0.938)
    """
    check_confidence(confidence)
    values = _bounded(x)
    alpha = 1 - confidence
    t = np.arange(1, len(values) + 1)
    bets = np.minimum(_bets(values, alpha), SHARE)
    mean = (0.5 + np.cumsum(values)) / (t + 1)
    before = np.r_[0.5, mean[:-1]]
    cost = 4 * (values - before) ** 2 * (-np.log1p(-bets) - bets) / 4
    total = np.cumsum(bets)
    centre = np.cumsum(bets * values) / total
    half = (math.log(2 / alpha) + np.cumsum(cost)) / total
    low, high = max(0.0, float((centre - half).max())), min(1.0, float((centre + half).min()))
    basis = Basis("mean", confidence, n_items=len(values), n_labels=len(values))
    value = float(values.mean())
    if low > high:
        return basis.plain(value).noting("no interval: no single mean fits all of the values; they drift")
    note = None if low <= value <= high else "the running interval has left the mean of all values behind: they drift"
    return basis.sure(value, Interval(low, high, None, "empirical Bernstein, always valid", note))


def _bounded(x: Any) -> FloatArray:
    values = number_column(x, "x")
    if not len(values):
        raise ValueError("there is no value yet")
    if (bad := np.flatnonzero((values < 0) | (values > 1))).size:
        raise BadRows("x: ", bad, "lie outside 0..1: scale the values by what they can be at most")
    return values


def _above_0(**given: float) -> None:
    for name, value in given.items():
        if not (value > 0 and math.isfinite(value)):
            raise ValueError(f"{name} must be above 0, not {value!r}")
