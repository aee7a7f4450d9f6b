"""What is said of a person is measured, tested and adjusted for how many people there are."""

from __future__ import annotations

import numpy as np
import pytest

from accord.quality import (
    Labels,
    adjust,
    agreement_graph,
    beta_accuracy,
    change_point,
    cusum,
    fatigue,
    gold_accuracy,
    option_position_bias,
    pace,
    position_bias,
    severity,
    skill,
    straight_lining,
    time_outliers,
)


@pytest.mark.parametrize(
    ("prior", "mean", "low", "high", "above"),
    [
        ((1, 1), 0.8636, 0.6962, 0.9695, 0.8213),
        ((0.5, 0.5), 0.8810, 0.7161, 0.9786, 0.8730),
        ((4, 1), 0.8800, 0.7300, 0.9734, 0.8855),
    ],
)
def test_gold_accuracy_of_18_of_20(prior, mean, low, high, above):
    found, passing = beta_accuracy(18, 2, prior)
    assert (found.estimate, found.low, found.high, passing) == tuple(
        pytest.approx(v, abs=1.01e-4) for v in (mean, low, high, above)
    )


def test_gold_accuracy_per_person_and_what_it_refuses():
    labels = Labels.from_matrix(["xxyy", "xyyy", "yyxx"], annotators=["ann", "bob", "cy"], items=[1, 2, 3, 4])
    found = {s.annotator: s for s in gold_accuracy(labels, {1: "x", 2: "x", 3: "y"})}
    assert [(found[n].right, found[n].judged) for n in ("ann", "bob", "cy")] == [(3, 3), (2, 3), (0, 3)]
    with pytest.raises(ValueError, match="nobody could give: 'z'"):
        gold_accuracy(labels, {1: "z"})
    with pytest.raises(ValueError, match="name items alike"):
        gold_accuracy(labels, {"1": "x"})


def test_skill_by_posterior_and_by_peers_find_the_same_weakest():
    rng = np.random.default_rng(2)
    truth = rng.integers(0, 3, 300)
    rows = [np.where(rng.random(300) < p, truth, rng.integers(0, 3, 300)) for p in (0.9, 0.8, 0.2, 0.9)]
    labels = Labels.from_matrix(rows, annotators="abcd")
    for found in (skill(labels), skill(labels, np.eye(3)[truth])):
        assert found[0].annotator == "c"
        assert all(s.accuracy.low <= s.accuracy.estimate <= s.accuracy.high for s in found)
    with pytest.raises(ValueError, match="items x categories"):
        skill(labels, np.ones((2, 2)))


def test_a_person_without_shared_items_has_only_the_prior_and_says_so():
    labels = Labels.from_arrays([1, 1, 2], ["a", "b", "c"], ["x", "x", "x"])
    alone = next(s for s in skill(labels) if s.annotator == "c")
    assert alone.judged == 0 and "prior alone" in alone.accuracy.note


def test_speeders_are_measured_against_others_on_the_same_items():
    rng = np.random.default_rng(0)
    items = np.repeat(np.arange(40), 4)
    people = np.tile(np.array(["a", "b", "c", "fast"]), 40)
    length = np.repeat(rng.uniform(5, 200, 40), 4)
    seconds = length * rng.lognormal(0, 0.2, 160) * np.where(people == "fast", 0.15, 1)
    found = pace(items, people, seconds)
    assert [p.annotator for p in found if p.speeder] == ["fast"]
    assert found[0].ratio == pytest.approx(0.15, rel=0.3)
    with pytest.raises(ValueError, match="rows 1 have no time above 0"):
        pace([1, 1], ["a", "b"], [3, 0])


def test_a_lunch_break_is_an_outlier_and_a_long_item_is_not():
    rng = np.random.default_rng(1)
    items, people = np.repeat(np.arange(30), 3), np.tile([0, 1, 2], 30)
    seconds = np.repeat(rng.uniform(5, 500, 30), 3) * rng.lognormal(0, 0.1, 90)
    seconds[10] *= 60
    assert np.flatnonzero(time_outliers(items, people, seconds)).tolist() == [10]
    assert not time_outliers([1, 2], ["a", "b"], [5, 5]).any()


def test_straight_lining_is_a_run_too_long_for_the_persons_own_mix():
    rng = np.random.default_rng(1)
    honest = rng.choice(["x", "y"], 60).tolist()
    lazy = ["x", "y", "y", "x"] * 8 + ["x"] * 28
    found = straight_lining(["honest"] * 60 + ["lazy"] * 60, honest + lazy)
    assert found[0].annotator == "lazy" and found[0].adjusted < 0.01 and found[0].run >= 28
    assert found[1].p > 0.05
    assert straight_lining(["a"] * 5, ["x"] * 5)[0].p == 1


@pytest.mark.parametrize(("first", "p"), [(60, 0.056888), (57, 0.193347)])
def test_position_bias_is_the_exact_binomial_test(first, p):
    found = position_bias([True] * first + [False] * (100 - first))[0]
    assert found.p == pytest.approx(p, abs=1.01e-6)


def test_position_bias_per_person_is_adjusted():
    people = ["a"] * 40 + ["b"] * 40
    took = [True] * 36 + [False] * 4 + [True, False] * 20
    whole, worst, other = position_bias(took, people)
    assert whole.annotator is None and worst.annotator == "a" and worst.adjusted < 0.001 and other.adjusted == 1
    assert option_position_bias([0] * 30 + [1, 2], 3) < 1e-6


def test_cusum_of_a_falling_accuracy():
    found = cusum([int(c) for c in "1111111101001000"], target=0.8, slack=0.1, limit=2)
    assert found.path[:8].tolist() == [0] * 8
    assert found.path[8:] == pytest.approx([0.7, 0.4, 1.1, 1.8, 1.5, 2.2, 2.9, 3.6])
    assert found.alarm == 13  # the 14th answer


def test_a_change_is_found_where_it_happened_and_not_where_it_did_not():
    rng = np.random.default_rng(0)
    worse = np.r_[rng.random(80) < 0.95, rng.random(60) < 0.5].astype(float)
    found = change_point(worse)
    assert abs(found.at - 80) <= 8 and found.p == 0.001 and found.before > found.after
    assert change_point((rng.random(100) < 0.8).astype(float)).p > 0.05
    assert "too few" in change_point([1, 0, 1]).why
    assert "same" in change_point([1] * 20).why


def test_fatigue_is_a_slide():
    rng = np.random.default_rng(3)
    found = fatigue((rng.random(200) < np.linspace(0.95, 0.5, 200)).astype(float))
    assert found.change == pytest.approx(-0.45, abs=0.2) and found.p < 0.01
    assert fatigue([1, 1]).why and fatigue([1] * 9).why


def _crowd(rng, n=150, q=4):
    truth = rng.integers(0, q, n)
    return [np.where(rng.random(n) < p, truth, rng.integers(0, q, n)) for p in (0.9, 0.8, 0.7, 0.8, 0.6, 0.75)]


def test_colluding_people_are_found_and_honest_ones_are_left_alone():
    rings = []
    for seed in range(8):
        rng = np.random.default_rng(seed)
        rows = _crowd(rng)
        copy = np.where(rng.random(150) < 0.85, rows[4], rng.integers(0, 4, 150))
        rings.append(agreement_graph(Labels.from_matrix([*rows, copy])).rings)
        assert agreement_graph(Labels.from_matrix(rows)).rings == []
    assert rings == [[[4, 6]]] * 8


def test_a_ring_of_three_is_one_ring():
    rng = np.random.default_rng(5)
    rows = _crowd(rng)
    copies = [np.where(rng.random(150) < 0.95, rows[4], 0) for _ in range(2)]
    assert agreement_graph(Labels.from_matrix([*rows, *copies])).rings == [[4, 6, 7]]


def test_severity_finds_who_is_strict_and_who_hides_in_the_middle():
    rng = np.random.default_rng(0)
    quality = rng.normal(0, 2, 200)
    strict, lenient, plain = (quality + b + rng.normal(0, 0.5, 200) for b in (-1, 1, 0))
    middle = 0.2 * quality + rng.normal(0, 0.2, 200)
    found = severity(Labels.from_matrix([strict, lenient, plain, middle], annotators=["s", "l", "p", "m"]))
    assert found[0].annotator == "s" and found[-1].annotator == "l"
    assert found[-1].leniency.estimate - found[0].leniency.estimate == pytest.approx(2, abs=0.3)
    by = {s.annotator: s for s in found}
    assert by["m"].spread < 0.5 < by["p"].spread


def test_severity_takes_gaps_and_names_who_cannot_be_compared():
    labels = Labels.from_arrays([1, 1, 2, 2, 3, 3, 9], ["a", "b", "b", "c", "a", "c", "far"], [1, 3, 3, 2, 1, 2, 5])
    found = {s.annotator: s.leniency for s in severity(labels)}
    assert found["far"].estimate is None and "shares no rated item" in found["far"].why
    assert [found[n].estimate for n in "abc"] == [pytest.approx(v, abs=1e-6) for v in (-1, 1, 0)]


def test_benjamini_hochberg_1995_fifteen_p_values():
    given = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.324,
        0.4262,
        0.5719,
        0.6528,
        0.759,
        1,
    ]
    found = adjust(given)
    wanted = [0.0015, 0.003, 0.0095, 0.03562, 0.0603, 0.06386, 0.06386, 0.0645, 0.0765, 0.486]
    assert found[:10] == [pytest.approx(v, abs=1.01e-5) for v in wanted]
    assert sum(p <= 0.05 for p in found) == 4
    assert [sum(p <= 0.05 for p in adjust(given, m)) for m in ("holm", "bonferroni")] == [3, 3]


def test_adjusted_p_values_of_ten():
    given = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
    wanted = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.105714, 0.216, 0.216, 0.216]
    assert adjust(given) == [pytest.approx(v, abs=1e-6) for v in wanted]
    assert adjust(given, "holm")[:3] == [pytest.approx(v) for v in (0.01, 0.072, 0.312)]
    assert adjust(given, "benjamini-yekutieli")[:3] == [pytest.approx(v, abs=1e-4) for v in (0.0293, 0.1172, 0.246)]
    assert adjust([None, 0.01]) == [None, 0.01]
