"""Tests and intervals that may be looked at after every answer: printed values, levels held, refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.quality import (
    ab_sample_size,
    ab_test,
    bernstein_interval,
    beta_binomial,
    betting_interval,
    mixture_radius,
    mixture_rho,
    msprt,
    stitched_radius,
    win_rate_sample_size,
)

FAST = settings(max_examples=25, deadline=None)
COINS = [int(c) for c in "1101110111"]


@pytest.mark.parametrize(
    ("n", "wide", "best"), [(100, 0.155077, 0.151756), (1000, 0.053766, 0.051329), (10_000, 0.018589, None)]
)
def test_the_two_sided_normal_mixture(n, wide, best):
    """Robbins 1970; Howard, Ramdas, McAuliffe & Sekhon 2021."""
    assert mixture_radius(n, 0.5) == pytest.approx(wide, abs=1.01e-6)
    if best:
        assert mixture_radius(n, 0.5, rho=mixture_rho(25)) == pytest.approx(best, abs=1.01e-6)


def test_the_rho_of_the_mixture_is_where_it_is_narrowest():
    assert mixture_rho(25) == pytest.approx(3.04434, abs=1e-5)
    at_best = mixture_radius(100, 0.5, rho=mixture_rho(25))
    assert all(mixture_radius(100, 0.5, rho=mixture_rho(25) * f) > at_best for f in (0.9, 1.1))


@pytest.mark.parametrize(("n", "radius"), [(100, 0.199531), (1000, 0.065131)])
def test_polynomial_stitching(n, radius):
    """Howard et al. 2021, eq. 2."""
    assert stitched_radius(n, 0.5) == pytest.approx(radius, abs=1.01e-6)


def test_the_mixture_sprt_of_two_arms_of_a_thousand():
    """Johari, Koomen, Pekelis & Walsh 2022: difference .05, sigma^2 .25, tau^2 .01."""
    ratio, half = msprt(0.05, 2 * 0.25 / 1000, 0.01)
    assert (ratio, 1 / ratio, half) == (
        pytest.approx(2.360070, abs=1e-6),
        pytest.approx(0.423716, abs=1e-6),
        pytest.approx(0.068876, abs=1e-6),
    )
    fixed = 1.959964 * math.sqrt(2 * 0.25 / 1000)
    assert fixed == pytest.approx(0.043827, abs=1e-6) and fixed < half


@pytest.mark.parametrize(
    ("wins", "losses", "e", "low", "high"),
    [
        (60, 40, 0.5961, 0.4343, 0.7514),
        (14, 6, 0.9120, 0.3610, 0.9297),
        (600, 400, 1.4e7, 0.5427, 0.6555),
    ],
)
def test_the_beta_binomial_mixture(wins, losses, e, low, high):
    """Prior (1/2, 1/2), against 1/2."""
    found = beta_binomial(wins, losses)
    assert found.e == pytest.approx(e, rel=0.05 if e > 10 else 1e-4)
    assert (found.estimate.low, found.estimate.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.mark.parametrize(
    ("n", "low", "high"), [(10, 0.361, 1), (20, 0.497, 0.983), (50, 0.615, 0.934), (100, 0.668, 0.906)]
)
def test_betting_on_the_printed_sequence(n, low, high):
    """Waudby-Smith & Ramdas 2024, hedged capital; ours ends one step of the grid further out."""
    found = betting_interval((COINS * 10)[:n])
    assert (found.low, found.high) == (pytest.approx(low, abs=1.5e-3), pytest.approx(high, abs=1.5e-3))
    assert found.low <= low and found.high >= high


def test_the_first_bets_are_the_printed_ones():
    from accord.quality.judges.anytime import _bets

    assert _bets(np.array([1.0, 1, 0]), 0.05)[:3] == pytest.approx([6.52498, 4.63570, 3.95473], abs=1e-5)


def test_the_predictable_empirical_bernstein_bound():
    """The same paper, theorem 2."""
    found = bernstein_interval(COINS * 10)
    assert (found.low, found.high) == (pytest.approx(0.657, abs=5e-4), pytest.approx(0.938, abs=5e-4))


def test_peeking_a_thousand_times_misses_no_more_often_than_promised():
    """Rate .75, a look after each of 200 values: the share of runs that ever leave the truth out; at most .05 + 3 SE."""
    rng = np.random.default_rng(0)
    runs, n, truth = 400, 200, 0.75
    allowed = 0.05 + 3 * math.sqrt(0.05 * 0.95 / runs)
    missed = {"betting": 0, "mixture": 0, "beta-binomial": 0}
    t = np.arange(1, n + 1)
    radius = np.array([mixture_radius(k, 0.5) for k in t])
    for _ in range(runs):
        x = (rng.random(n) < truth).astype(float)
        found = betting_interval(x, grid=200)  # a running intersection: its last look holds all earlier ones
        missed["betting"] += found.low is None or not found.low <= truth <= found.high
        mean = np.cumsum(x) / t
        missed["mixture"] += bool((np.abs(mean - truth) > radius).any())
        wins = np.cumsum(x)
        from scipy.special import betaln

        log_e = (
            betaln(0.5 + wins, 0.5 + t - wins)
            - betaln(0.5, 0.5)
            - wins * np.log(truth)
            - (t - wins) * np.log(1 - truth)
        )
        missed["beta-binomial"] += bool((log_e > math.log(20)).any())
    assert all(count / runs <= allowed for count in missed.values()), missed


def test_an_ab_test_that_looks_after_every_twenty_answers_keeps_its_level_where_the_fixed_one_does_not():
    rng = np.random.default_rng(1)
    runs, always, fixed = 300, 0, 0
    for _ in range(runs):
        a, b = (rng.random(400) < 0.5).astype(float), (rng.random(400) < 0.5).astype(float)
        looks = [ab_test(a[:n], b[:n], effect=0.1) for n in range(20, 401, 20)]
        always += any(look.decided for look in looks)
        fixed += any(look.p_fixed < 0.05 for look in looks)
    assert always / runs <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / runs)
    assert fixed / runs > 0.2


def test_a_later_look_never_takes_back_what_an_earlier_one_showed():
    rng = np.random.default_rng(2)
    a, b = rng.random(800) < 0.5, rng.random(800) < 0.62
    before = None
    for n in range(50, 801, 50):
        now = ab_test(a[:n], b[:n], earlier=before)
        if before is not None:
            assert now.p <= before.p
            assert now.difference.high - now.difference.low <= before.difference.high - before.difference.low + 1e-12
        before = now
    assert before.decided == "b"
    assert ab_test(b, a).decided == "a"


def test_sample_sizes_of_the_textbook_and_by_simulation():
    found = ab_sample_size(0.5, 0.55)
    assert found.fixed == 1562  # (1.96 + .8416)^2 x (.25 + .2475)/.0025
    assert win_rate_sample_size(0.55).fixed == 778
    rng = np.random.default_rng(3)
    n, stops, runs = np.arange(1, found.always_valid + 1), [], 200
    for _ in range(runs):  # answers themselves, looked at one by one, not the normal law that the function uses
        p, q = ((np.cumsum(rng.random(len(n)) < rate) / n)[30:] for rate in (0.5, 0.55))
        v = (p * (1 - p) + q * (1 - q)) / n[30:]
        evidence = np.sqrt(v / (v + 0.05**2)) * np.exp((q - p) ** 2 * 0.05**2 / (2 * v * (v + 0.05**2)))
        out = np.flatnonzero(evidence > 20)
        stops.append(out[0] + 31 if len(out) else np.inf)
    decided = np.isfinite(stops).sum()
    assert decided / runs == pytest.approx(0.8, abs=0.1)
    assert np.minimum(stops, found.always_valid).mean() == pytest.approx(found.expected, rel=0.1)


@FAST
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_always_valid_intervals_hold_their_estimate_or_say_why_not(x):
    for method in (betting_interval, bernstein_interval):
        found = method(x)
        assert found.estimate == pytest.approx(np.mean(x))
        if found.low is None:
            assert found.note
        else:
            assert 0 <= found.low <= found.high <= 1
            assert found.low <= found.estimate + 1e-9 <= found.high + 2e-9 or found.note
    mirrored = betting_interval([1 - v for v in x])
    found = betting_interval(x)
    if found.low is not None and mirrored.low is not None:
        assert found.low == pytest.approx(1 - mirrored.high, abs=2.1e-3)


@FAST
@given(st.integers(0, 300), st.integers(0, 300))
def test_a_rate_and_its_mirror_image(wins, losses):
    one, other = beta_binomial(wins, losses), beta_binomial(losses, wins)
    assert one.e == pytest.approx(other.e) and 0 < one.p <= 1
    if one.estimate.estimate is not None:
        assert one.estimate.low == pytest.approx(1 - other.estimate.high, abs=1e-9)
        assert one.estimate.low <= one.estimate.estimate <= one.estimate.high


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: mixture_radius(0, 0.5), "n must be above 0"),
        (lambda: betting_interval([]), "no value"),
        (lambda: betting_interval([0.5, 3]), "rows 1 lie outside"),
        (lambda: beta_binomial(-1, 2), "whole counts"),
        (lambda: beta_binomial(1, 2, null=1), "null"),
        (lambda: ab_test([1, 0], [1, float("nan")]), "b: rows 1"),
        (lambda: ab_test([1, 0], [1, 1], effect=0), "effect"),
        (lambda: ab_sample_size(0.5, 0.5), "no difference"),
        (lambda: ab_sample_size(0, 0.5), "rate"),
        (lambda: win_rate_sample_size(0.9, ties=0.5), "cannot be"),
    ],
)
def test_bad_input_is_refused_with_its_rows_and_a_remedy(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_what_is_not_yet_known_is_none_with_the_reason():
    assert ab_test([1], [0, 1]).difference.why
    assert ab_test([1, 1], [0, 0]).decided is None
    assert beta_binomial(0, 0).estimate.why
