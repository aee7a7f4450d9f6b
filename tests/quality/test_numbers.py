"""ICC and Kendall's W give the printed values."""

from __future__ import annotations

import pytest
from scipy import stats

from accord.quality import Labels, icc, kendall_w, kendall_w_test
from accord.quality.agreement.icc import _Squares, complete_matrix
from tests.quality.published import matrix

# Shrout & Fleiss 1979, table 2: 6 targets, here as 4 judges by 6
JUDGES = "9 6 8 7 10 6|2 1 4 1 5 2|5 3 6 2 6 4|8 2 8 6 9 7"


@pytest.mark.parametrize(
    ("form", "value", "low", "high"),
    [
        ("1,1", 0.1657, -0.1329, 0.7226),
        ("2,1", 0.2898, 0.0188, 0.7611),
        ("3,1", 0.7148, 0.3425, 0.9459),
        ("1,k", 0.4428, -0.8844, 0.9124),
        ("2,k", 0.6201, 0.0711, 0.9272),
        ("3,k", 0.9093, 0.6757, 0.9859),
    ],
)
def test_shrout_and_fleiss_1979(form, value, low, high):
    found = icc(matrix(JUDGES), form)
    assert (found.estimate, found.low, found.high) == tuple(pytest.approx(v, abs=1.01e-4) for v in (value, low, high))


@pytest.mark.parametrize(
    ("rows", "corrected", "plain"),
    [
        (JUDGES, 0.887037, 0.855357),
        # Kendall, Rank Correlation Methods
        (
            "1 4.5 2 4.5 3 7.5 6 9 7.5 10|2.5 1 2.5 4.5 4.5 8 9 6.5 10 6.5|2 1 4.5 4.5 4.5 4.5 8 8 8 10",
            0.827731,
            0.795960,
        ),
        # the anxiety ratings of R's irr
        (
            "3 3 3 4 5 5 2 3 5 2 2 6 1 5 2 2 1 2 4 3|3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4|"
            "2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2",
            0.539657,
            0.501921,
        ),
    ],
)
def test_kendalls_w(rows, corrected, plain):
    labels = matrix(rows)
    assert kendall_w(labels, interval=None).estimate == pytest.approx(corrected, abs=1.01e-6)
    assert kendall_w(labels, ties=False, interval=None).estimate == pytest.approx(plain, abs=1.01e-6)


def test_the_test_of_w_is_friedmans():
    rows = "3 3 3 4 5 5 2 3 5 2 2 6 1 5 2 2 1 2 4 3|3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4|2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2"
    found = kendall_w_test(matrix(rows))
    assert (found.statistic, found.freedom, found.p) == (
        pytest.approx(30.7604, abs=1e-4),
        19,
        pytest.approx(0.0429, abs=1e-4),
    )
    columns = list(zip(*[[float(v) for v in r.split()] for r in rows.split("|")], strict=True))
    assert found.statistic == pytest.approx(stats.friedmanchisquare(*columns).statistic)


def test_items_that_not_everybody_labelled_are_dropped_and_counted():
    found = icc(matrix(JUDGES + "|. 1 2 3 4 5"), "2,1")
    assert (found.n_items, found.n_dropped) == (5, 4)


@pytest.mark.parametrize("measure", [icc, kendall_w])
@pytest.mark.parametrize(
    "labels", [matrix("1 2 3"), matrix("1|2"), matrix("2 2 2|2 2 2"), Labels.from_arrays([1, 2], ["a", "b"], [1, 2])]
)
def test_what_is_undefined_is_none_with_the_reason(measure, labels):
    found = measure(labels)
    assert found.estimate is None and found.why


def test_perfect_agreement_is_one_and_says_why_it_has_no_interval():
    found = icc(matrix("1 2 3|1 2 3"), "2,1")
    assert found.estimate == pytest.approx(1.0) and found.low is None and "no interval" in found.note


def test_text_has_no_intraclass_correlation():
    with pytest.raises(ValueError, match="needs numbers"):
        icc(Labels.from_matrix(["ab", "ba"]))


def test_mean_squares_of_shrout_and_fleiss_1979():
    found = _Squares.of(complete_matrix(matrix(JUDGES)))
    squares = (found.between, found.within, found.people, found.error)
    assert squares == tuple(pytest.approx(v, abs=1e-4) for v in (11.2417, 6.2639, 32.4861, 1.0194))


@pytest.mark.parametrize(
    ("rows", "spread", "tied"),
    [
        (JUDGES, 239.5, 30),
        (
            "1 4.5 2 4.5 3 7.5 6 9 7.5 10|2.5 1 2.5 4.5 4.5 8 9 6.5 10 6.5|2 1 4.5 4.5 4.5 4.5 8 8 8 10",
            591,
            114,
        ),
    ],
)
def test_kendalls_sum_of_squares_and_his_correction_for_ties(rows, spread, tied):
    labels = matrix(rows)
    n, m = labels.n_items, labels.n_annotators
    plain, corrected = (kendall_w(labels, ties=t, interval=None).estimate for t in (False, True))
    assert plain * m**2 * (n**3 - n) / 12 == pytest.approx(spread)
    assert (m**2 * (n**3 - n) - 12 * spread / corrected) / m == pytest.approx(tied)
