"""Groups: the printed values of xRR, GRASP, disparity and permutation tests, and the mission's doctors."""

from __future__ import annotations

import numpy as np
import pytest

from accord.quality import (
    Labels,
    cohesion,
    cross_replication,
    disparity,
    disparity_of,
    effective_size,
    flip_rate,
    permutation_test,
    proportion,
    rating_differences,
    rebalance_weights,
    rebalanced_subset,
    share_difference,
    share_ratio,
    stratified_share,
)
from accord.quality.groups.cohesion import cross_group, voting_agreement


def two_groups(one, other):
    """Labels of the people of two groups from words of digits, an item a word; and person -> group."""
    rows = [[word[i] for word in side] for side in (one, other) for i in range(len(side[0]))]
    names = [f"{side}{i}" for side, words in (("X", one), ("Y", other)) for i in range(len(words[0]))]
    numbers = [[int(v) for v in row] for row in rows]
    return Labels.from_matrix(numbers, annotators=names), {n: n[0] for n in names}


def test_xrr_of_the_authors_own_library():
    x = np.array([[0, 2], [0, 3], [2, 0], [3, 0], [1, 1]])
    y = np.array([[0, 2], [1, 1], [1, 1], [1, 1], [2, 0]])
    assert cross_group(x, y, 1 - np.eye(2)) == pytest.approx(0.181818, abs=1e-6)


def replicas(x, y):
    """Two annotations of the same items, an item a word of labels; people are places in the word."""
    return tuple(
        Labels.from_arrays(
            *zip(*((i, p, v) for i, word in enumerate(side.split()) for p, v in enumerate(word)), strict=True)
        )
        for side in (x, y)
    )


def test_cross_replication_of_wong_paritosh_and_aroyo_2021():
    found = cross_replication(*replicas("BB BBB AA AAA AB", "BB AB AB AB AA"))
    assert (found.xrr, found.observed, found.expected) == tuple(
        pytest.approx(v, abs=1e-6) for v in (0.181818, 0.409091, 0.5)
    )
    assert (found.one, found.other) == (pytest.approx(0.694444, abs=1e-6), pytest.approx(-0.08))
    assert found.normalised is None and found.items == 5  # one group agrees less than by chance


def test_noise_within_is_taken_out_of_agreement_across():
    x, y = replicas("aa aa bb bb ab", "aa ab bb bb aa")
    found = cross_replication(x, y)
    assert found.normalised == pytest.approx(found.xrr / np.sqrt(found.one * found.other))
    swapped = cross_replication(y, x)
    assert (swapped.xrr, swapped.normalised) == (pytest.approx(found.xrr), pytest.approx(found.normalised))
    with pytest.raises(ValueError, match="share no item"):
        cross_replication(x, Labels.from_arrays(["other"], ["p"], ["a"]))
    assert cross_replication(*replicas("aa aa", "aa aa")).xrr is None


def test_grasp_on_the_public_example():
    labels, groups = two_groups(["200", "002", "111", "011", "000"], ["200", "202", "111", "120", "000"])
    found = {c.group: c for c in cohesion(labels, groups)}
    y, z = found["X"], found["Y"]
    assert (y.irr, z.irr) == (pytest.approx(0.363636, abs=1e-6), pytest.approx(0.319444, abs=1e-6))
    assert (y.plurality, y.negentropy) == (pytest.approx(0.8), pytest.approx(0.716704, abs=1e-6))
    assert y.xrr == z.xrr == pytest.approx(0.468085, abs=1e-6)
    assert y.cross_negentropy == pytest.approx(0.578074, abs=1e-6)


def test_a_tied_majority_is_left_out_and_not_given_to_the_smallest_label():
    labels, groups = two_groups(["200", "002", "111", "011", "000"], ["200", "202", "111", "120", "000"])
    dropped = cohesion(labels, groups)[0].voting
    as_smallest, groups = two_groups(["200", "002", "111", "011", "000"], ["200", "202", "111", "000", "000"])
    guessed = cohesion(as_smallest, groups)[0].voting
    assert guessed == pytest.approx(0.333333, abs=1e-6)
    assert dropped != pytest.approx(guessed)


G = ["111", "111", "000", "000", "110", "001", "111", "000"]
H = ["111", "101", "000", "010", "110", "000", "110", "001"]


def test_grasp_of_eight_items_and_its_exact_permutation():
    labels, groups = two_groups(G, H)
    g, h = cohesion(labels, groups)
    assert (g.group, h.group) == ("X", "Y")
    figures = [(c.irr, c.plurality, c.negentropy, c.gai) for c in (g, h)]
    assert figures[0] == tuple(pytest.approx(v, abs=1e-6) for v in (0.680556, 0.916667, 0.534019, 1.441176))
    assert figures[1] == tuple(pytest.approx(v, abs=1e-6) for v in (0.195804, 0.791667, 0.295326, 0.414644))
    assert (g.xrr, g.voting) == (pytest.approx(0.472222, abs=1e-6), 1.0)
    assert g.exact and g.p == pytest.approx(0.35)
    assert g.gap == pytest.approx(0.680556 - 0.472222, abs=1e-6)


def test_an_index_near_nothing_comes_with_its_difference_and_below_nothing_not_at_all():
    labels, groups = two_groups(
        ["111", "110", "000", "111", "001", "111", "000", "111"],
        ["001", "101", "000", "010", "100", "110", "010", "001"],
    )
    found = {c.group: c for c in cohesion(labels, groups)}
    assert (found["X"].irr, found["Y"].irr) == (pytest.approx(0.659259, abs=1e-6), pytest.approx(-0.192593, abs=1e-6))
    assert found["X"].xrr == pytest.approx(0.163399, abs=1e-6)
    assert (found["X"].gai, found["Y"].gai) == (pytest.approx(4.03, abs=0.01), pytest.approx(-1.18, abs=0.01))
    opposed, groups = two_groups(["111", "000", "111", "000"], ["000", "111", "000", "111"])
    worst = cohesion(opposed, groups)[0]
    assert worst.gai is None and worst.gap > 1 and worst.p is not None


def test_groups_that_differ_are_found_and_random_ones_are_not():
    rng = np.random.default_rng(0)
    left, right = rng.integers(0, 2, 120), rng.integers(0, 2, 120)
    rows = [np.where(rng.random(120) < 0.85, left if i < 5 else right, rng.integers(0, 2, 120)) for i in range(10)]
    labels = Labels.from_matrix(rows)
    real = cohesion(labels, {i: i < 5 for i in range(10)})
    mixed = cohesion(labels, {i: i % 2 for i in range(10)})
    assert real[0].adjusted < 0.02 and real[0].exact
    assert min(c.adjusted for c in mixed) > 0.05


def test_permutation_stays_within_strata():
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 2, 60)
    labels = Labels.from_matrix([np.where(rng.random(60) < 0.8, truth, 1 - truth) for _ in range(8)])
    found = cohesion(labels, {i: i % 2 for i in range(8)}, strata={i: i // 4 for i in range(8)})
    assert found[0].p * 36 == pytest.approx(round(found[0].p * 36))  # C(4, 2) ways in each of two strata


def test_voting_agreement_needs_a_clear_majority():
    tied = np.array([[1, 1], [2, 2]])
    assert voting_agreement(tied, tied, 1 - np.eye(2)) is None


def test_people_without_a_group_are_named():
    labels, groups = two_groups(G, H)
    del groups["X1"]
    with pytest.raises(ValueError, match="no group for X1"):
        cohesion(labels, groups)
    with pytest.raises(ValueError, match="nothing to compare"):
        cohesion(labels, dict.fromkeys(labels.annotators, "all"))


def test_exact_permutation_is_fisher_here():
    found = permutation_test([1, 1, 1, 0, 1, 1], [0, 1, 0, 0, 1, 0])
    assert found.p == pytest.approx(224 / 924) and found.statistic == pytest.approx(0.5) and "exact" in found.method


def test_a_sampled_permutation_p_is_never_zero():
    found = permutation_test(np.arange(30) + 100, np.arange(30), resamples=199)
    assert found.p == pytest.approx(1 / 200)


def test_rating_differences_move_people_and_not_labels():
    rng = np.random.default_rng(0)
    rows = [rng.normal(0, 1, 40) + shift for shift in (3, 0, 0, 0, 0, 0, 0, 0)]
    one_stubborn = rating_differences(Labels.from_matrix(rows), {i: i < 4 for i in range(8)})
    assert one_stubborn[0].p > 0.05
    rows = [rng.normal(0, 1, 40) + (1 if i < 4 else 0) for i in range(8)]
    found = rating_differences(Labels.from_matrix(rows), {i: i < 4 for i in range(8)})
    assert found[0].adjusted < 0.05 and abs(found[0].difference) == pytest.approx(1, abs=0.3)


def test_disparity_of_three_groups():
    found = disparity({"A": (48, 80), "B": (12, 40), "C": (30, 60)})
    assert [found.rates[g].estimate for g in "ABC"] == [0.6, 0.3, 0.5]
    assert (found.difference.estimate, found.ratio.estimate) == (pytest.approx(0.3), 0.5)
    assert found.below_four_fifths
    assert (found.test.statistic, found.test.freedom) == (pytest.approx(9.6), 2)
    assert found.test.p == pytest.approx(0.008230, abs=1e-6)
    pair = next(p for p in found.pairs if (p.higher, p.lower) == ("A", "B"))
    assert (pair.difference.low, pair.difference.high) == (
        pytest.approx(0.110768, abs=1e-6),
        pytest.approx(0.455876, abs=1e-6),
    )
    assert (pair.ratio.low, pair.ratio.high) == (pytest.approx(0.3014, abs=1e-4), pytest.approx(0.8294, abs=1e-4))
    assert (pair.odds_ratio, pair.p) == (pytest.approx(3.5), pytest.approx(0.003409, abs=1e-6))
    assert found.summary.endswith("below .8 in the sample, [0.30, 0.83]")


def test_disparity_without_any_outcome_says_why():
    found = disparity({"A": (0, 10), "B": (0, 10)})
    assert found.ratio.estimate is None and found.test.why and found.difference.estimate == 0
    with pytest.raises(ValueError, match="two groups"):
        disparity({"A": (1, 2)})


def test_counterfactual_flips_are_set_against_noise():
    first, second = [1] * 9 + [0] * 2 + [1] * 89, [0] * 9 + [1] * 2 + [1] * 89
    found = flip_rate(first, second, baseline=(5, 100))
    assert (found.toward, found.away, found.direction.p) == (2, 9, pytest.approx(0.065430, abs=1e-6))
    assert found.excess.estimate == pytest.approx(0.06) and found.excess.low < 0
    assert flip_rate(["a"], ["b"]).direction.why and flip_rate([1], [1]).direction.why == "no pair flips"
    with pytest.raises(ValueError, match="rows 0 lack a judgment"):
        flip_rate([None], [1])


def test_doctors_recommended_as_male_are_found_sized_and_evened_out():
    rng = np.random.default_rng(0)
    job = rng.choice(["doctor", "nurse", "teacher"], 3000)
    male = rng.random(3000) < np.select([job == "doctor", job == "nurse"], [0.8, 0.15], 0.5)
    found = disparity_of(job == "doctor", np.where(male, "male", "female"))
    assert found.below_four_fifths and found.test.p < 1e-6
    gender = np.where(male, "male", "female")
    weights = rebalance_weights(gender, job)
    assert weights.mean() == pytest.approx(1) and weights.min() > 0
    overall = male.mean()
    for name in ("doctor", "nurse", "teacher"):
        own = job == name
        assert np.average(male[own], weights=weights[own]) == pytest.approx(overall)
    assert effective_size(weights) < 3000
    kept = rebalanced_subset(gender, job)
    for name in ("doctor", "nurse", "teacher"):
        own = kept[job[kept] == name]
        assert male[own].mean() == 0.5
    after = disparity_of(job[kept] == "doctor", gender[kept])
    assert after.difference.estimate == 0


def test_what_cannot_be_evened_out_is_refused():
    with pytest.raises(ValueError, match=r"no record of \('doctor', 'f'\)"):
        rebalance_weights(["m", "f"], ["doctor", "nurse"], {"m": 0.5, "f": 0.5})
    with pytest.raises(ValueError, match="together 1"):
        rebalance_weights(["m", "f"], ["a", "a"], {"m": 0.9, "f": 0.5})
    with pytest.raises(ValueError, match="rows 1 have negative weights"):
        effective_size([1, -1])


@pytest.mark.parametrize(
    ("k", "n", "wilson", "exact", "jeffreys"),
    [
        (18, 20, (0.6990, 0.9721), (0.6830, 0.9877), (0.7161, 0.9786)),
        (0, 10, (0, 0.2775), (0, 0.3085), (0, 0.2172)),
        (10, 10, (0.7225, 1), (0.6915, 1), (0.7828, 1)),
        (1, 20, (0.0089, 0.2361), (0.0013, 0.2487), (0.0054, 0.2108)),
        (45, 50, (0.7864, 0.9565), (0.7819, 0.9667), (0.7946, 0.9608)),
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676), (0.2545, 0.3656)),
    ],
)
def test_intervals_of_one_share(k, n, wilson, exact, jeffreys):
    for method, wanted in (("wilson", wilson), ("clopper-pearson", exact), ("jeffreys", jeffreys)):
        found = proportion(k, n, method)
        assert (found.low, found.high) == tuple(pytest.approx(v, abs=1.01e-4) for v in wanted)


@pytest.mark.parametrize(
    ("k", "n", "plain", "corrected"),
    [(81, 263, (0.2553, 0.3662), (0.2535, 0.3682)), (15, 148, (0.0624, 0.1605), (0.0598, 0.1644))],
)
def test_newcombe_1998(k, n, plain, corrected):
    for method, wanted in (("wilson", plain), ("wilson-continuity", corrected)):
        found = proportion(k, n, method)
        assert (found.low, found.high) == tuple(pytest.approx(v, abs=1.01e-4) for v in wanted)


def test_a_share_of_nothing_is_none_with_the_reason():
    assert proportion(0, 0).why and share_difference(0, 0, 1, 2).why and share_ratio(1, 2, 0, 3).why
    with pytest.raises(ValueError, match="3 of 2"):
        proportion(3, 2)


def test_a_stratified_share_is_not_the_pooled_one():
    found = stratified_share({"A": (45, 50), "B": (25, 50)}, {"A": 0.7, "B": 0.3})
    assert (found.estimate, found.se) == (pytest.approx(0.78), pytest.approx(0.036867, abs=1e-6))
    assert (found.low, found.high) == (pytest.approx(0.7077, abs=1e-4), pytest.approx(0.8523, abs=1e-4))
    assert stratified_share({"A": (45, 50), "B": (25, 50)}, {"A": 7, "B": 3}).estimate == pytest.approx(0.78)
    for counts, weights, says in (
        ({"A": (1, 2)}, {"B": 1}, "not in both"),
        ({"A": (1, 2)}, {"A": -1}, "0 or more"),
        ({"A": (1, 1)}, {"A": 1}, "two trials"),
    ):
        with pytest.raises(ValueError, match=says):
            stratified_share(counts, weights)
