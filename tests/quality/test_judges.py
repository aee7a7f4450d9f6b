"""Judges beside people, prediction-powered means, strata: printed values, levels held, refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.quality import (
    Labels,
    allocate,
    alternative_test,
    judge_alignment,
    order_consistency,
    powered_mean,
    powered_win_rate,
    stratified_mean,
    stratified_share,
)

FAST = settings(max_examples=12, deadline=None)
HUMAN = [1, 0, 1, 1, 0, 1, 0, 1, 1, 1]
JUDGE = [1, 0, 1, 0, 0, 1, 1, 1, 1, 1]
MORE = [1] * 150 + [0] * 50


# --- prediction-powered


@pytest.mark.parametrize(
    ("lam", "estimate", "low", "high"),
    [(0, 0.7, 0.4160, 0.9840), (1, 0.75, 0.4664, 1.0336), (0.552579, 0.727629, 0.483287, 0.971971)],
)
def test_prediction_powered_as_ppi_python_has_it(lam, estimate, low, high):
    """ppi-python 0.2.3 with lam=0, lam=1 and its own tuned lam."""
    found = powered_mean(HUMAN, JUDGE, MORE, lam=lam).estimate
    assert found.estimate == pytest.approx(estimate, abs=1.01e-6)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_power_tuning_on_the_ten_and_its_warning():
    found = powered_mean(HUMAN, JUDGE, MORE)
    assert found.lam == pytest.approx(0.555222, abs=1e-6)
    assert found.estimate.estimate == pytest.approx(0.727761, abs=1e-6)
    assert (found.estimate.low, found.estimate.high) == (
        pytest.approx(0.4834, abs=1e-4),
        pytest.approx(0.9722, abs=1e-4),
    )
    assert "10 human labels" in found.estimate.note
    assert powered_mean(HUMAN, JUDGE, MORE, folds=5).estimate.note is None


def test_people_alone_are_the_classical_interval():
    found = powered_mean(HUMAN, JUDGE, MORE)
    alone = powered_mean(HUMAN, JUDGE, MORE, lam=0).estimate
    assert (found.human_only.estimate, found.human_only.low, found.human_only.high) == pytest.approx(
        (alone.estimate, alone.low, alone.high)
    )


@pytest.mark.parametrize("folds", [0, 5])
def test_the_interval_covers_with_a_biased_judge_and_is_narrower_than_people_alone(folds):
    rng = np.random.default_rng(4)
    covered, narrower, runs = 0, 0, 300
    for _ in range(runs):
        y = rng.random(1100) < 0.6
        f = np.where(rng.random(1100) < 0.85, y, True)  # says yes too often
        found = powered_mean(y[:100], f[:100], f[100:], folds=folds)
        covered += found.estimate.low <= 0.6 <= found.estimate.high
        narrower += found.estimate.se < found.human_only.se
        assert found.judge_only > 0.6
    assert covered / runs >= 0.95 - 3 * math.sqrt(0.05 * 0.95 / runs)
    assert narrower / runs > 0.95


def test_a_useless_judge_costs_nothing_and_a_perfect_one_is_believed():
    rng = np.random.default_rng(5)
    y = (rng.random(200) < 0.5).astype(float)
    noise = powered_mean(y, 1 - y, [1, 0] * 500)  # always wrong: the best weight would be below 0, and is held at 0
    assert noise.lam == 0 and noise.worth == pytest.approx(200)
    perfect = powered_mean(y, y, (rng.random(4000) < 0.5).astype(float))
    assert perfect.lam > 0.9 and perfect.worth > 2000
    constant = powered_mean(y, np.ones(200), np.ones(10))
    assert constant.lam == 0


def test_a_win_rate_counts_ties_and_both_bad_as_halves():
    found = powered_win_rate(["a", "tie", "both_bad", "b"] * 10, ["a", "a", "b", "b"] * 10, ["a"] * 30 + ["b"] * 30)
    assert found.human_only.estimate == 0.5
    assert found.estimate.estimate == pytest.approx(0.5)


# --- judges beside people


def simulated(judge_right, people=3, items=400, right=0.8, kinds=3, seed=0):
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, kinds, items)

    def voice(share):
        wrong = (truth + rng.integers(1, kinds, items)) % kinds
        return np.where(rng.random(items) < share, truth, wrong)

    rows = [voice(right) for _ in range(people)] + [voice(judge_right)]
    return Labels.from_matrix(rows, annotators=[*"abcdefgh"[:people], "gpt"])


def test_a_judge_as_good_as_people_differs_from_none_of_them():
    found = judge_alignment(simulated(0.8), "gpt")
    assert found.difference.low < 0 < found.difference.high
    assert found.with_people.estimate == pytest.approx(0.8 * 0.8 + 0.2 * 0.2 / 2, abs=0.04)
    assert found.corrected_with.estimate == pytest.approx((found.with_people.estimate - 1 / 3) * 1.5, abs=0.02)


@pytest.mark.parametrize(("right", "sign"), [(0.97, 1), (0.5, -1)])
def test_a_better_judge_is_nearer_to_people_than_they_are_and_a_worse_one_farther(right, sign):
    found = judge_alignment(simulated(right), "gpt")
    assert sign * found.difference.estimate > 0 and (found.difference.low > 0 or found.difference.high < 0)
    test = alternative_test(simulated(right), "gpt")
    assert test.passes is (sign > 0)
    assert test.winning_rate == (1.0 if sign > 0 else 0.0)


def test_alignment_by_hand():
    """Items 1 and 2 have two people and the judge; 3 has one person, 4 no judge."""
    people = {"ann": "xxy.", "bob": "xy.x", "gpt": "xyy."}
    labels = Labels.from_matrix(list(people.values()), annotators=list(people), missing=".")
    found = judge_alignment(labels, "gpt")
    assert found.with_people.estimate == pytest.approx((1 + 0.5) / 2)
    assert found.among_people.estimate == pytest.approx((1 + 0) / 2)
    assert (found.difference.n_items, found.difference.n_dropped) == (2, 3)
    # shares: people x 3/4, y 1/4; judge x 1/2, y 1/2: disagreement by chance 1/2, among people 3/8
    assert found.corrected_with.estimate == pytest.approx(1 - 0.25 / 0.5)
    assert found.corrected_among.estimate == pytest.approx(1 - 0.5 / 0.375)


def test_numbers_are_judged_by_distance_and_shares_are_not_claimed_for_them():
    rows = [[1, 2, 3, 4, 5, 4], [1, 2, 4, 4, 5, 3], [2, 3, 4, 5, 5, 5]]
    found = judge_alignment(Labels.from_matrix(rows, annotators=["ann", "bob", "gpt"]), "gpt", level="interval")
    assert found.with_people.estimate is None and "nominal" in found.with_people.why
    assert found.corrected_with.low <= found.corrected_with.estimate <= found.corrected_with.high


def test_several_runs_of_a_judge_are_one_judge():
    labels = simulated(0.9)
    doubled = Labels.from_arrays(
        [*labels.item, *labels.item[labels.annotator == 3]],
        [*(labels.annotators[p] for p in labels.annotator), *["gpt-2"] * 400],
        [*labels.values, *np.array(labels.values)[labels.annotator == 3]],
    )
    one, two = judge_alignment(labels, "gpt"), judge_alignment(doubled, ["gpt", "gpt-2"])
    assert two.difference.estimate == pytest.approx(one.difference.estimate)
    assert two.difference.low == pytest.approx(one.difference.low)


def test_the_alternative_test_asks_for_thirty_items_and_says_so():
    found = alternative_test(simulated(0.9, items=20), "gpt")
    assert found.passes is None and "30 items" in found.advantage.why
    assert all(s.p is None and 0 <= s.advantage <= 1 for s in found.people)


def test_the_order_in_which_a_pair_is_shown():
    found = order_consistency(["a"] * 30 + ["b"] * 20, ["a"] * 18 + ["b"] * 32)
    assert found.consistent.estimate == pytest.approx(38 / 50)
    assert (found.toward_first, found.toward_second) == (12, 0)
    assert found.direction.p == pytest.approx(2 * 0.5**12)
    assert found.kept.count("tie") == 12
    assert order_consistency(["a"], ["a"]).direction.why


# --- strata


def test_strata_count_by_their_size_and_not_by_their_sample():
    found = stratified_share({"easy": (45, 50), "hard": (25, 50)}, {"easy": 0.7, "hard": 0.3})
    assert (found.estimate, found.se) == (pytest.approx(0.78), pytest.approx(0.036867, abs=1e-6))
    assert (found.low, found.high) == (pytest.approx(0.7077, abs=1e-4), pytest.approx(0.8523, abs=1e-4))
    one = stratified_mean([1, 2, 4], ["x"] * 3, {"x": 10})
    assert (one.estimate, one.se) == (pytest.approx(7 / 3), pytest.approx(np.std([1, 2, 4], ddof=1) / 3**0.5))
    lone = stratified_mean([1, 0, 1], ["x", "x", "y"], {"x": 1, "y": 1})
    assert lone.estimate == 0.75 and lone.low is None and "'y'" in lone.note


def test_labels_go_where_they_narrow_the_interval_most():
    sizes, spread = {"a": 0.5, "b": 0.3, "c": 0.2}, {"a": 0.1, "b": 0.5, "c": 0.4}
    found = allocate(60, sizes, spread)
    assert sum(found.values()) == 60

    def variance(counts):
        return sum((sizes[s] * spread[s]) ** 2 / counts[s] for s in sizes)

    best = variance(found)
    for one in sizes:
        for other in sizes:
            if one != other and found[one] > 2:
                assert variance({**found, one: found[one] - 1, other: found[other] + 1}) >= best - 1e-15
    assert allocate(10, {"a": 3, "b": 1}) == {"a": 7, "b": 3}


# --- properties and refusals


@FAST
@given(st.permutations(range(4)), st.randoms(), st.permutations(range(3)))
def test_alignment_does_not_look_at_names_or_order(order, random, renamed):
    labels = simulated(0.7, items=30)
    rows = list(range(labels.n_labels))
    random.shuffle(rows)
    names = [f"p{n}" for n in order]
    other = Labels.from_arrays(
        [labels.item[r] for r in rows],
        [names[labels.annotator[r]] for r in rows],
        [f"c{renamed[labels.values[r]]}" for r in rows],
    )
    one, two = judge_alignment(labels, "gpt", resamples=50), judge_alignment(other, names[3], resamples=50)
    for part in ("with_people", "among_people", "corrected_with", "corrected_among"):
        assert getattr(one, part).estimate == pytest.approx(getattr(two, part).estimate)
    first, second = alternative_test(labels, "gpt"), alternative_test(other, names[3])
    assert first.advantage.estimate == pytest.approx(second.advantage.estimate)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: judge_alignment(simulated(0.8, items=5), "claude"), "no annotator 'claude'"),
        (lambda: judge_alignment(simulated(0.8, items=5), ["a", "b", "c", "gpt"]), "everybody is the judge"),
        (lambda: alternative_test(simulated(0.8, items=5), "gpt", epsilon=2), "epsilon"),
        (lambda: order_consistency(["a"], []), "equally long"),
        (lambda: order_consistency(["a", None], ["a", "b"]), "rows 1 lack"),
        (lambda: order_consistency(["a", "x"], ["a", "b"]), "rows 1 hold something else"),
        (lambda: powered_mean([1], [1], [1]), "two rows"),
        (lambda: powered_mean([1, 0], [1], [1]), "same rows"),
        (lambda: powered_mean([1, None], [1, 0], [1]), "human: rows 1"),
        (lambda: powered_mean([1, 0], [1, 0], [1], lam=2), "lam"),
        (lambda: powered_mean([1, 0], [1, 0], [1], folds=3), "folds"),
        (lambda: powered_win_rate(["a", "win"], ["a", "b"], ["a"]), "human: rows 1"),
        (lambda: stratified_mean([1], ["x"], {"y": 1}), "how large 'x'"),
        (lambda: stratified_mean([1], ["x"], {"x": 1, "y": 1}), "no label comes from 'y'"),
        (lambda: stratified_mean([], [], {"x": 1}), "not empty"),
        (lambda: stratified_share({"x": (3, 2)}, {"x": 1}), "stratum 'x' needs"),
        (lambda: allocate(3, {"x": 1, "y": 1}), "too few"),
    ],
)
def test_bad_input_is_refused_with_its_rows_and_a_remedy(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_what_is_not_yet_known_is_none_with_the_reason():
    labels = Labels.from_matrix(["xy", "yx"], annotators=["ann", "gpt"])
    found = judge_alignment(labels, "gpt")
    assert found.difference.estimate is None and "two people" in found.difference.why
    same = judge_alignment(Labels.from_matrix(["xx", "xx", "xx"], annotators=["a", "b", "gpt"]), "gpt")
    assert same.with_people.estimate == 1 and "one category" in same.corrected_with.why
