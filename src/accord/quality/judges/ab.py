"""Is B better than A? A test that may be looked at after every answer, and how many answers it will take."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize, special

from accord.quality._bootstrap import check_confidence
from accord.quality.arrays import FloatArray
from accord.quality.columns import number_column
from accord.quality.results import Basis, Estimate, Interval

SMALL = 0.2  # of a standard deviation: the effect that the test is sharpest for, where none is named (Cohen's "small")


@dataclass(frozen=True, slots=True)
class ABTest:
    """B against A so far.

    Attributes:
        difference: mean of b less mean of a, with an interval that holds at every look.
        likelihood_ratio: the mixture's evidence for a difference; p = min(1, 1/it), never above an earlier look's.
        p: always valid. p_fixed: what a test at a sample size fixed beforehand would say; **not** for peeking.
        decided: "a" or "b" where the interval leaves 0 out, else None.
    """

    difference: Estimate
    likelihood_ratio: float
    p: float
    p_fixed: float
    decided: str | None
    n_a: int
    n_b: int


def ab_test(
    a: Sequence[float],
    b: Sequence[float],
    *,
    effect: float | None = None,
    earlier: ABTest | None = None,
    confidence: float = 0.95,
) -> ABTest:
    """Compare two arms of numbers (0/1, ratings), as often as you like.

    Args:
        a, b: what each arm got so far; they need not be equally many.
        effect: the difference worth finding (tau of the mixture), fixed **before** the data: the test is sharpest there. By
            default a fifth of the pooled standard deviation.
        earlier: the result of the last look: p never rises again, and the interval never widens.

    The mixture sequential probability ratio test with the variances as estimated: needs some tens of answers an arm.

    Source: Robbins 1970; Johari, Koomen, Pekelis & Walsh 2022, "Always valid inference", Operations Research 70, eq. 11.

    >>> import numpy as np
    >>> one, other = np.repeat([1, 0], [500, 500]), np.repeat([1, 0], [550, 450])
    >>> found = ab_test(one, other, effect=0.1)
    >>> round(found.p_fixed, 3), round(found.p, 2), found.decided
    (0.025, 0.42, None)
    """
    check_confidence(confidence)
    one, other = number_column(a, "a"), number_column(b, "b")
    basis = Basis("difference of means", confidence, n_items=len(one) + len(other), n_labels=len(one) + len(other))
    if min(len(one), len(other)) < 2:
        why = "each arm needs two answers at least"
        return ABTest(basis.undefined(why), 1.0, earlier.p if earlier else 1.0, 1.0, None, len(one), len(other))
    spread = math.sqrt((float(one.var()) * len(one) + float(other.var()) * len(other)) / (len(one) + len(other)))
    if effect is not None and not (effect > 0 and math.isfinite(effect)):
        raise ValueError(f"effect is the difference worth finding, above 0, not {effect!r}")
    gap = float(other.mean() - one.mean())
    variance = float(one.var(ddof=1)) / len(one) + float(other.var(ddof=1)) / len(other)
    if not variance:
        why = "no answer differs within the arms, so that chance cannot be told"
        return ABTest(basis.undefined(why), 1.0, earlier.p if earlier else 1.0, 1.0, None, len(one), len(other))
    tau = effect if effect is not None else SMALL * spread
    ratio, half = msprt(gap, variance, tau**2, confidence=confidence)
    low, high = gap - half, gap + half
    p, note = min(1.0, 1 / ratio if ratio else 1.0), None
    if earlier is not None:
        p = min(p, earlier.p)
        low, high = max(low, _or(earlier.difference.low, low)), min(high, _or(earlier.difference.high, high))
        if low > gap or gap > high:
            note = "earlier looks leave the present difference out: the arms drift"
    if low > high:
        return ABTest(
            basis.plain(gap).noting("no interval: the looks contradict each other; the arms drift"),
            ratio,
            p,
            _fixed(gap, variance),
            None,
            len(one),
            len(other),
        )
    decided = "b" if low > 0 else "a" if high < 0 else None
    found = basis.sure(gap, Interval(low, high, math.sqrt(variance), "mixture SPRT, always valid", note))
    return ABTest(found, ratio, p, _fixed(gap, variance), decided, len(one), len(other))


def msprt(difference: float, variance: float, tau2: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """The mixture's likelihood ratio against no difference, and the half-width of the always-valid interval.

    Lambda = sqrt(V/(V + tau2)) exp(d^2 tau2/(2 V (V + tau2))), V the variance of the difference d (2 sigma^2/n for two arms
    of n); the half-width is where Lambda reaches 1/alpha.

    Source: Johari et al. 2022, eq. 11.

    >>> ratio, half = msprt(0.05, 2 * 0.25 / 1000, 0.01)
    >>> round(ratio, 6), round(1 / ratio, 6), round(half, 6)
    (2.36007, 0.423716, 0.068876)
    """
    check_confidence(confidence)
    if not (variance > 0 and tau2 > 0 and math.isfinite(variance + tau2)):
        raise ValueError(f"variance and tau2 must be above 0, not {variance!r} and {tau2!r}")
    whole = variance + tau2
    power = difference**2 * tau2 / (2 * variance * whole)
    ratio = math.sqrt(variance / whole) * math.exp(min(power, 700))
    half = math.sqrt(2 * variance * whole / tau2 * (math.log(1 / (1 - confidence)) + 0.5 * math.log(whole / variance)))
    return ratio, half


@dataclass(frozen=True, slots=True)
class SampleSize:
    """How many answers an A/B test takes; an arm, or in all where each answer compares both.

    Attributes:
        fixed: for a test at a size fixed beforehand, looked at once.
        always_valid: by when the always-valid test has decided with the wanted power.
        expected: when it stops on average, should the effect be as assumed (by simulation, looked at after every answer,
            and given up at ``always_valid``).
        power: the wanted power.
    """

    fixed: int
    always_valid: int
    expected: int
    power: float


def ab_sample_size(
    rate_a: float,
    rate_b: float,
    *,
    power: float = 0.8,
    confidence: float = 0.95,
    effect: float | None = None,
    seed: int = 0,
) -> SampleSize:
    """Answers **an arm** to tell two rates apart, once beforehand and with looking all the time.

    Args:
        effect: tau of the mixture; by default the true difference, where the test is sharpest.

    Source: fixed: (z_{1-alpha/2} + z_power)^2 (p_a q_a + p_b q_b)/d^2 (Fleiss, Levin & Paik 2003, without continuity
    correction); always valid: Johari et al. 2022's boundary under a normal law.

    >>> found = ab_sample_size(0.5, 0.55)
    >>> found.fixed, found.always_valid > found.fixed, found.expected < found.always_valid
    (1562, True, True)
    """
    for rate in (rate_a, rate_b):
        if not 0 < rate < 1:
            raise ValueError(f"a rate lies between 0 and 1, not {rate!r}")
    variance = rate_a * (1 - rate_a) + rate_b * (1 - rate_b)
    return _size(rate_b - rate_a, variance, power, confidence, effect, seed)


def win_rate_sample_size(
    win_rate: float,
    *,
    ties: float = 0.0,
    power: float = 0.8,
    confidence: float = 0.95,
    effect: float | None = None,
    seed: int = 0,
) -> SampleSize:
    """Comparisons **in all** to tell a win rate (ties half each) from one half.

    Args:
        win_rate: share of points of the better one, ties as halves. ties: share of ties, which make it easier.

    >>> win_rate_sample_size(0.55).fixed, win_rate_sample_size(0.55, ties=0.4).fixed
    (778, 464)
    """
    if not 0 < win_rate < 1 or not 0 <= ties < 1:
        raise ValueError(f"win_rate lies between 0 and 1 and ties from 0 to below 1, not {win_rate!r} and {ties!r}")
    wins = win_rate - ties / 2
    if not 0 <= wins <= 1 - ties:
        raise ValueError(f"with {ties:g} ties a win rate of {win_rate:g} cannot be")
    variance = wins + ties / 4 - win_rate**2
    return _size(win_rate - 0.5, variance, power, confidence, effect, seed)


def _size(
    difference: float, variance: float, power: float, confidence: float, effect: float | None, seed: int
) -> SampleSize:
    check_confidence(confidence)
    if not 0.5 <= power < 1:
        raise ValueError(f"power is a share from .5 to below 1, not {power!r}")
    d = abs(difference)
    if not d or not variance > 0:
        raise ValueError("there is no difference to find (or no chance in it): say what difference matters")
    if effect is not None and not (effect > 0 and math.isfinite(effect)):
        raise ValueError(f"effect is the difference worth finding, above 0, not {effect!r}")
    tau2 = (effect or d) ** 2
    z, wanted = float(special.ndtri((1 + confidence) / 2)), float(special.ndtri(power))
    fixed = math.ceil((z + wanted) ** 2 * variance / d**2)

    def half(n: Any) -> Any:
        v = variance / n
        return np.sqrt(2 * v * (v + tau2) / tau2 * (math.log(1 / (1 - confidence)) + 0.5 * np.log1p(tau2 / v)))

    look, stops = _simulated(d, variance, half, fixed, seed)
    reached = np.quantile(stops, power, method="higher")
    if not np.isfinite(reached):  # the simulated horizon was too short: the boundary at one look bounds it from above
        surely = lambda n: d - float(half(n)) - wanted * math.sqrt(variance / n)  # noqa: E731
        reached = optimize.brentq(surely, 1, look[-1] * 1e6)
    last = math.ceil(float(reached))
    return SampleSize(fixed, last, math.ceil(float(np.minimum(stops, last).mean())), power)


def _simulated(
    d: float, variance: float, half: Callable[[Any], Any], fixed: int, seed: int, runs: int = 4000, looks: int = 1000
) -> tuple[FloatArray, FloatArray]:
    """Where random walks with this drift leave the boundary: the looks, and each run's stop (infinite if none)."""
    rng = np.random.default_rng(seed)
    look = np.unique(np.ceil(np.geomspace(max(fixed / 100, 2), fixed * 6, looks))).astype(np.float64)
    steps = np.diff(look, prepend=0)
    bound = half(look)
    stops = np.full(runs, np.inf)
    walk = np.zeros(runs)
    for n, step, wide in zip(look, steps, bound, strict=True):
        walk += d * step + rng.standard_normal(runs) * math.sqrt(variance * step)
        fresh = (np.abs(walk / n) > wide) & np.isinf(stops)
        stops[fresh] = n
    return look, stops


def _fixed(gap: float, variance: float) -> float:
    return float(2 * special.ndtr(-abs(gap) / math.sqrt(variance)))


def _or(value: float | None, other: float) -> float:
    return other if value is None else value
