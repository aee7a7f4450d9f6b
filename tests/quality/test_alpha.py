"""Krippendorff's alpha and percent agreement give the printed values."""

from __future__ import annotations

import numpy as np
import pytest

from accord.quality import (
    Estimate,
    Labels,
    alpha_from_counts,
    coincidences,
    icc,
    krippendorff_alpha,
    percent_agreement,
)
from accord.quality.weights import agreement_weights
from tests.quality.published import ARTSTEIN_POESIO, FLEISS_1971, k12, matrix


@pytest.mark.parametrize(
    ("level", "value"),
    [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)],
)
def test_krippendorff_2011_example_c(level, value):
    found = krippendorff_alpha(k12(), level, resamples=200)
    assert found.estimate == pytest.approx(value, abs=1e-6)
    assert (found.n_items, found.n_labels, found.n_dropped) == (11, 40, 1)


def test_krippendorff_2011_examples_a_and_b():
    a = Labels.from_matrix(["0100000010", "1110010000"])
    b = Labels.from_matrix(["aabbdcccedda", "babbbccceddd"])
    assert krippendorff_alpha(a, interval=None).estimate == pytest.approx(0.095238, abs=1e-6)
    assert krippendorff_alpha(b, interval=None).estimate == pytest.approx(0.691964, abs=1e-6)


def test_a_distance_enters_as_given_and_is_not_squared():
    absolute = krippendorff_alpha(k12(), distance=lambda a, b: abs(a - b), interval=None)
    squared = krippendorff_alpha(k12(), distance=lambda a, b: (a - b) ** 2, interval=None)
    assert absolute.estimate == pytest.approx(417 / 521)  # exact, by fractions over the 40 values
    assert squared.estimate == pytest.approx(0.849107, abs=1e-6)


def test_artstein_and_poesio_2008_weighted_alpha():
    distances = [[0, 1, 0.5], [1, 0, 0.5], [0.5, 0.5, 0]]
    labels = Labels.from_contingency(ARTSTEIN_POESIO)
    found = krippendorff_alpha(labels, distance=lambda a, b: distances[a][b], interval=None)
    assert found.estimate == pytest.approx(0.815551, abs=1e-6)


def test_fleiss_1971_has_alpha_slightly_above_kappa():
    assert krippendorff_alpha(Labels.from_counts(FLEISS_1971), interval=None).estimate == pytest.approx(
        0.433410, abs=1e-6
    )


def test_two_people_who_always_disagree_are_below_chance():
    assert krippendorff_alpha(Labels.from_matrix(["12", "21"]), interval=None).estimate == pytest.approx(-0.5)


@pytest.mark.parametrize("interval", ["jackknife", "analytic", "bootstrap"])
def test_a_share_lies_between_nothing_and_all_and_so_does_its_interval(interval):
    found = percent_agreement(Labels.from_matrix(["aa", "ab"]), interval=interval)
    assert found.estimate == 0.5
    assert (found.low, found.high) == (0, 1)


def test_percent_agreement_leaves_out_the_unit_with_one_value():
    found = percent_agreement(k12())
    assert found.estimate == pytest.approx(0.818182, abs=1e-6)
    assert found.n_dropped == 1 and found.low <= found.estimate <= found.high


def test_intervals_of_krippendorff_2011_example_c():
    percentile = krippendorff_alpha(k12(), resamples=2000)
    assert (percentile.low, percentile.high) == (pytest.approx(0.416, abs=0.03), pytest.approx(1.0, abs=1e-9))
    assert "jackknife" in percentile.note
    jackknife = krippendorff_alpha(k12(), interval="jackknife")
    assert jackknife.se == pytest.approx(0.1463, abs=1e-4)
    assert (jackknife.low, jackknife.high) == (pytest.approx(0.417, abs=1e-3), pytest.approx(1.069, abs=1e-3))


def test_the_same_seed_gives_the_same_interval():
    assert krippendorff_alpha(k12(), seed=7) == krippendorff_alpha(k12(), seed=7)
    assert krippendorff_alpha(k12(), seed=7).low != krippendorff_alpha(k12(), seed=8).low


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_on_many_items_the_linearised_error_is_that_of_the_bootstrap(level):
    rng = np.random.default_rng(3)
    truth = rng.integers(1, 5, 600)
    rows = [np.where(rng.random(600) < 0.7, truth, rng.integers(1, 5, 600)) for _ in range(3)]
    labels = Labels.from_matrix(rows)
    fast, slow = (krippendorff_alpha(labels, level, interval=i) for i in ("analytic", "bootstrap"))
    assert fast.se == pytest.approx(slow.se, rel=0.12)


def test_real_numbers_need_no_table_of_all_pairs():
    rng = np.random.default_rng(0)
    truth = rng.normal(size=300)
    small = Labels.from_matrix([truth + rng.normal(size=300) / 3 for _ in range(3)])
    found = krippendorff_alpha(small, "interval")
    assert found.estimate == pytest.approx(0.9, abs=0.05) and found.low < found.estimate < found.high
    assert small.n_categories == 900


@pytest.mark.parametrize(
    ("labels", "why"),
    [
        (Labels.from_matrix(["aaa", "aaa"]), "same category"),
        (Labels.from_arrays([1, 2], ["a", "b"], ["x", "y"]), "two people"),
        (Labels.from_matrix(["ab"]), "two people"),
    ],
)
def test_what_is_undefined_is_none_with_the_reason(labels, why):
    found = krippendorff_alpha(labels)
    assert found.estimate is None and why in found.why


def test_a_nominal_question_cannot_be_called_ordinal():
    with pytest.raises(ValueError, match="no order: pass categories="):
        krippendorff_alpha(Labels.from_matrix(["ab", "ba"]), "ordinal")
    with pytest.raises(ValueError, match="needs numbers"):
        krippendorff_alpha(Labels.from_matrix(["ab", "ba"]), "interval")
    with pytest.raises(ValueError, match="true zero"):
        krippendorff_alpha(matrix("-1 2|1 2"), "ratio")
    with pytest.raises(ValueError, match="unknown level"):
        krippendorff_alpha(k12(), "interva")


def test_a_bad_distance_is_refused_by_its_values():
    with pytest.raises(ValueError, match="to itself is not 0"):
        krippendorff_alpha(k12(), distance=lambda a, b: 1.0)
    with pytest.raises(ValueError, match=r"between 1.0 and 2.0 is -1"):
        krippendorff_alpha(k12(), distance=lambda a, b: 0.0 if a == b else -1.0)


def test_an_estimate_never_holds_nan_nor_silence():
    with pytest.raises(ValueError, match="never holds NaN"):
        Estimate(float("nan"))
    with pytest.raises(ValueError, match="needs its reason"):
        Estimate(None)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_counts_brought_back_by_a_group_by_give_the_same_numbers(level):
    labels = k12()
    rows, times = np.unique(labels.counts, axis=0, return_counts=True)
    found = alpha_from_counts(rows, times, labels.categories, level, interval="jackknife")
    whole = krippendorff_alpha(labels, level, interval="jackknife")
    assert (found.estimate, found.se) == (pytest.approx(whole.estimate), pytest.approx(whole.se))
    assert (found.n_items, found.n_labels, found.n_dropped) == (whole.n_items, whole.n_labels, whole.n_dropped)
    with pytest.raises(ValueError, match="one number a group"):
        alpha_from_counts(rows, times[:-1])


@pytest.mark.parametrize("unit", [1e-9, 1e9])
def test_the_unit_of_the_numbers_does_not_matter(unit):
    rows = np.array([[1, 2, 3, 4], [1, 2, 4, 4], [2, 2, 3, 5]])
    plain, scaled = Labels.from_matrix(rows), Labels.from_matrix(rows * unit)
    for measure in (
        lambda part: krippendorff_alpha(part, "interval"),
        lambda part: krippendorff_alpha(part, distance=lambda a, b: abs(a - b)),
        icc,
    ):
        assert measure(scaled).estimate == pytest.approx(measure(plain).estimate)


def test_numbers_far_from_zero_keep_their_digits():
    near, far = (Labels.from_matrix(np.array([[1, 2, 3, 4], [1, 2, 4, 4]]) + shift) for shift in (0, 1e9))
    one, other = (krippendorff_alpha(part, "interval", interval=None).estimate for part in (near, far))
    assert one == pytest.approx(other, abs=1e-9)


def test_coincidences_of_krippendorff_2011_example_c():
    found = coincidences(k12())
    assert found.margins == pytest.approx([9, 13, 10, 5, 3]) and found.n == pytest.approx(40)
    apart = {(0, 1): 4 / 3, (1, 2): 4 / 3, (0, 2): 1 / 3, (0, 3): 1 / 3, (1, 3): 1 / 3, (2, 3): 1 / 3}
    for (c, k), pairs in apart.items():
        assert found.matrix[c, k] == found.matrix[k, c] == pytest.approx(pairs)
    assert np.triu(found.matrix, 1).sum() == pytest.approx(sum(apart.values()))
    for level, value in (("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)):
        one = coincidences(k12(), level)
        assert 1 - one.observed / one.expected == pytest.approx(value, abs=1e-6)


def test_gwets_ordinal_weights_in_alpha_are_not_krippendorffs_metric():
    weights = agreement_weights(k12(), "gwet-ordinal")
    place = {category: at for at, category in enumerate(k12().categories)}
    found = krippendorff_alpha(k12(), distance=lambda a, b: 1 - weights[place[a], place[b]], interval=None)
    assert found.estimate == pytest.approx(0.83364, abs=1e-5)  # what irrCAC calls ordinal
    assert krippendorff_alpha(k12(), "ordinal", interval=None).estimate == pytest.approx(0.815388, abs=1e-6)


def test_artstein_and_poesio_2008_observed_and_expected_disagreement():
    distances = [[0, 1, 0.5], [1, 0, 0.5], [0.5, 0.5, 0]]
    found = coincidences(Labels.from_contingency(ARTSTEIN_POESIO), distance=lambda a, b: distances[a][b])
    assert (found.observed, found.expected) == (pytest.approx(0.09), pytest.approx(0.48794, abs=1e-5))
    nothing = coincidences(Labels.from_arrays([1, 2], ["a", "b"], ["x", "y"]))
    assert nothing.observed is None and nothing.expected is None and nothing.n == 0


@pytest.mark.parametrize("level", ["interval", "ratio"])
def test_numbers_without_end_are_refused_by_row(level):
    labels = Labels.from_arrays([1, 1, 2, 2, 3], ["a", "b", "a", "b", "a"], [None, 2.0, 3.0, float("inf"), 4.0])
    with pytest.raises(ValueError, match="finite numbers: rows 3 hold inf"):
        krippendorff_alpha(labels, level)
    text = Labels.from_arrays([1, 1, 2, 2], ["a", "b", "a", "b"], [None, "x", "y", "y"])
    with pytest.raises(ValueError, match="needs numbers: rows 1, 2, 3 hold 'x', 'y'"):
        krippendorff_alpha(text, level)


def test_too_few_resamples_are_refused():
    for measure in (krippendorff_alpha, percent_agreement):
        with pytest.raises(ValueError, match="2 or more"):
            measure(k12(), resamples=1)
    with pytest.raises(ValueError, match="whole numbers"):
        alpha_from_counts([[1, 2.5]])
