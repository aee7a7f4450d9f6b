"""Distances between labels give the printed values, and alpha over them too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from accord.quality import Labels, coincidences, krippendorff_alpha
from accord.quality.distances import (
    Taxonomy,
    box_distance,
    box_giou,
    box_iou,
    corpus_word_error_rate,
    curve_rmse,
    dtw,
    edit_distance,
    footrule,
    frechet,
    hausdorff,
    jaccard_distance,
    kendall_distance,
    levenshtein,
    masi_distance,
    ranks_of_order,
    span_distance,
    tree_edit_distance,
    word_error_rate,
)

TREE = Taxonomy(
    {"dog": "animal", "cat": "animal", "car": "vehicle", "bus": "vehicle", "animal": "root", "vehicle": "root"}
)


def by_item(rows):
    """Labels from one list of values an item."""
    return Labels.from_matrix([[row[i] if i < len(row) else None for row in rows] for i in range(max(map(len, rows)))])


def alpha(rows, distance=None):
    return krippendorff_alpha(by_item(rows), distance=distance, interval=None).estimate


@pytest.mark.parametrize(
    ("a", "b", "jaccard", "masi"),
    [
        ({1, 2}, {1, 2, 3, 4}, 0.5, 0.6667),
        ({1, 2}, {2, 3}, 0.6667, 0.8889),
        ({1}, {2}, 1, 1),
        (set(), set(), 0, 0),
    ],
)
def test_sets_passonneau_2006(a, b, jaccard, masi):
    assert jaccard_distance(a, b) == pytest.approx(jaccard, abs=1e-4)
    assert masi_distance(a, b) == pytest.approx(masi, abs=1e-4)


def test_alpha_of_sets():
    rows = [[frozenset(v) for v in unit.split()] for unit in ["12 12 1", "3 3 34", "1 2 12", "4 4 4", "123 12 23"]]
    assert alpha(rows, masi_distance) == pytest.approx(0.412196, abs=1.01e-6)
    assert alpha(rows, jaccard_distance) == pytest.approx(0.515676, abs=1.01e-6)
    assert alpha(rows) == pytest.approx(0.255319, abs=1.01e-6)


def test_taxonomy_distances_and_the_root_at_depth_one():
    pairs = [("dog", "cat"), ("dog", "car"), ("dog", "animal")]
    assert [TREE.path_distance(*p) for p in pairs] == [0.5, 1, 0.25]
    assert [1 - TREE.wu_palmer_distance(*p) for p in pairs] == [
        pytest.approx(v, abs=1e-4) for v in (0.6667, 0.3333, 0.8)
    ]


def test_alpha_over_a_taxonomy():
    rows = [u.split() for u in ["dog dog cat", "car car car", "dog cat animal", "bus car dog", "bus bus"]]
    assert alpha(rows, TREE.path_distance) == pytest.approx(0.502128, abs=1.01e-6)
    assert alpha(rows, TREE.wu_palmer_distance) == pytest.approx(0.502496, abs=1.01e-6)
    assert alpha(rows, lambda a, b: TREE.path_distance(a, b) ** 2) == pytest.approx(0.604141, abs=1.01e-6)
    assert alpha(rows) == pytest.approx(0.306667, abs=1.01e-6)


def test_a_broken_taxonomy_is_refused():
    with pytest.raises(ValueError, match="circle"):
        Taxonomy({"a": "b", "b": "a"})
    with pytest.raises(ValueError, match="one root"):
        Taxonomy({"a": "b", "c": "d"})
    with pytest.raises(ValueError, match="not in the taxonomy"):
        TREE.path_distance("dog", "tiger")


def test_zhang_and_shasha_1989():
    leaf = lambda name: (name, [])  # noqa: E731
    one = ("f", [("d", [leaf("a"), ("c", [leaf("b")])]), leaf("e")])
    other = ("f", [("c", [("d", [leaf("a"), leaf("b")])]), leaf("e")])
    assert tree_edit_distance(one, other) == tree_edit_distance(other, one) == 2
    assert tree_edit_distance(one, one) == 0
    assert tree_edit_distance(leaf("a"), one) == 5


@pytest.mark.parametrize(
    ("a", "b", "kendall", "share", "rule", "rule_share", "tau", "rho"),
    [
        ((1, 2, 3, 4), (2, 1, 4, 3), 2, 0.3333, 4, 0.5, 0.333333, 0.6),
        ((1, 2, 2, 4), (1, 2, 3, 4), 0.5, 0.0833, 1, 0.125, 0.912871, 0.948683),
        ((1, 2, 3, 4, 5), (3, 4, 1, 2, 5), 4, 0.4, 8, 0.6667, 0.2, 0.2),
        ((1, 2, 3, 4), (4, 3, 2, 1), 6, 1, 8, 1, -1, -1),
    ],
)
def test_pairs_of_rankings(a, b, kendall, share, rule, rule_share, tau, rho):
    assert kendall_distance(a, b, normalised=False) == kendall
    assert kendall_distance(a, b) == pytest.approx(share, abs=1e-4)
    assert footrule(a, b, normalised=False) == rule
    assert footrule(a, b) == pytest.approx(rule_share, abs=1e-4)
    assert stats.kendalltau(a, b).statistic == pytest.approx(tau, abs=1e-6)
    assert stats.spearmanr(a, b).statistic == pytest.approx(rho, abs=1e-6)


def test_a_tie_in_one_ranking_by_tau_c():
    assert stats.kendalltau((1, 2, 2, 4), (1, 2, 3, 4), variant="c").statistic == pytest.approx(0.9375)


@given(st.permutations(range(6)), st.permutations(range(6)))
def test_diaconis_and_graham_1977(a, b):
    distance, rule = kendall_distance(a, b, normalised=False), footrule(a, b, normalised=False)
    assert distance <= rule <= 2 * distance


def test_alpha_of_rankings():
    rows = [
        [tuple(map(int, v)) for v in u.split()] for u in ["123 123 213", "123 132 123", "321 321 312", "123 321 123"]
    ]
    assert alpha(rows, kendall_distance) == pytest.approx(0.333333, abs=1.01e-6)
    found = coincidences(by_item(rows), distance=kendall_distance)
    assert (found.observed, found.expected) == (pytest.approx(1 / 3), pytest.approx(1 / 2))


def test_an_order_is_not_a_rank_vector():
    assert ranks_of_order("cab") == (2, 3, 1)
    with pytest.raises(ValueError, match="each of"):
        ranks_of_order("caa", "abc")
    with pytest.raises(ValueError, match="equally long"):
        kendall_distance((1, 2), (1, 2, 3))


def test_texts():
    assert levenshtein("kitten", "sitting") == 3
    assert edit_distance("kitten", "sitting") == pytest.approx(0.428571, abs=1e-6)
    assert edit_distance("", "") == 0
    assert word_error_rate("the cat sat on the mat", "the cat sit on mat today") == 0.5
    assert word_error_rate("a", "a b c") == 2
    pairs = [("the cat sat on the mat", "the cat sit on mat today"), ("hello", "hallo there")]
    assert corpus_word_error_rate(pairs) == pytest.approx(0.714286, abs=1e-6)
    with pytest.raises(ValueError, match="no words"):
        word_error_rate("", "a")


@given(st.text("ab", max_size=8), st.text("ab", max_size=8), st.text("ab", max_size=8))
def test_edits_are_a_metric(a, b, c):
    assert levenshtein(a, b) == levenshtein(b, a) <= levenshtein(a, c) + levenshtein(c, b)
    assert (levenshtein(a, b) == 0) == (a == b)


def test_boxes_have_continuous_corners():
    base = (0, 0, 10, 10)
    assert box_iou(base, (5, 5, 15, 15)) == pytest.approx(0.142857, abs=1e-6)
    # the pixel at the end counted in gives another number: corners here are points of the plane
    assert box_iou((0, 0, 11, 11), (5, 5, 16, 16)) == pytest.approx(0.174757, abs=1e-6)
    assert box_giou(base, (5, 5, 15, 15)) == pytest.approx(-0.079365, abs=1e-6)
    assert box_iou(base, (2, 2, 8, 8)) == pytest.approx(0.36)
    assert (box_iou(base, (20, 0, 30, 10)), box_distance(base, (20, 0, 30, 10))) == (0, 1)
    assert box_giou(base, (20, 0, 30, 10)) == pytest.approx(-0.333333, abs=1e-6)
    with pytest.raises(ValueError, match="x0 <= x1"):
        box_iou((5, 0, 1, 1), base)


def test_curves():
    one, other = [(0, 0), (1, 1), (2, 0)], [(0, 0), (1, 2), (2, 0)]
    assert (frechet(one, other), dtw(one, other), hausdorff(one, other)) == (1, 1, 1)
    assert curve_rmse(one, other) == pytest.approx(0.577350, abs=1e-6)
    with pytest.raises(ValueError, match="same x"):
        curve_rmse(one, [(0, 0), (3, 1), (4, 0)])


def test_spans_as_one_label():
    assert span_distance([], []) == 0
    assert span_distance([(0, 4, "x")], []) == 1
    assert span_distance([(0, 10, "x")], [(5, 15, "x")]) == pytest.approx(2 / 3)
    assert span_distance([(0, 4, "x")], [(0, 4, "y")]) == 1
