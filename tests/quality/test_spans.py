"""Unitised alpha, gamma and F1 on the shared example S100 give the values recomputed for it."""

from __future__ import annotations

import pytest

from accord.quality import (
    Costs,
    Document,
    Labels,
    align,
    coverage,
    gamma,
    gamma_cat,
    krippendorff_alpha,
    span_f1,
    unitised_alpha,
)
from accord.quality.spans.gamma import _label_disorder
from accord.quality.spans.unitised import _Lengths

A = [(10, 20, "a"), (30, 40, "b"), (60, 75, "a")]
B = [(10, 22, "a"), (31, 40, "b"), (60, 70, "b")]
C = [(12, 20, "a"), (30, 38, "b"), (50, 55, "b")]
TWO = Document(100, {"A": A, "B": B})
THREE = Document(100, {"A": A, "B": B, "C": C})


@pytest.mark.parametrize(
    ("document", "values"),
    [
        (TWO, (0.645010, 0.823085, 0.424877, 0.428571, 0.420918)),
        (THREE, (0.535725, 0.568315, 0.732017, 0.731601, 0.732461)),
    ],
)
def test_krippendorff_mathet_bouvry_and_widloecher_2016(document, values):
    kinds = [("u", None), ("|u", None), ("cu", None), ("ku", "a"), ("ku", "b")]
    assert [unitised_alpha(document, k, label).estimate for k, label in kinds] == [
        pytest.approx(v, abs=1.01e-6) for v in values
    ]


def test_coverage_of_a_label():
    found = [coverage(d, label) for d in (TWO, THREE) for label in "ab"]
    assert found == [pytest.approx(v, abs=1e-4) for v in (0.8108, 0.9655, 0.6889, 0.6905)]


@pytest.mark.parametrize(
    ("costs", "disorder", "value", "labels"),
    [
        (Costs(1, 1), 0.350345, (0.653, 0.659), (0.50, 0.51)),
        (Costs(3, 1), 0.384368, (0.711, 0.717), (0.586, 0.593)),
        (Costs(1, 2), 0.670345, (0.462, 0.476), (0.31, 0.32)),
    ],
)
def test_gamma_of_mathet_widloecher_and_metivier_2015(costs, disorder, value, labels):
    assert align(TWO, costs).disorder == pytest.approx(disorder, abs=1.01e-6)
    found = gamma(TWO, costs, samples=300)
    assert value[0] - 0.03 <= found.estimate <= value[1] + 0.03
    cat = gamma_cat(TWO, costs, samples=600)
    assert labels[0] - 0.03 <= cat.estimate <= labels[1] + 0.03


def test_gamma_cat_of_pygamma_where_labels_cost_twice_takes_what_never_met_for_orderly():
    # .187 with 4,000 random annotations of ours; pygamma-agreement, whose annotations are drawn otherwise, has .21 to .24
    one, none = (gamma_cat(TWO, Costs(1, 2), samples=500, unmet=unmet).estimate for unmet in (1, 0))
    assert 0.187 - 0.05 <= none <= 0.24 and none < one


def test_what_each_aligned_pair_costs():
    first, second, third = (Costs().between(a, b) for a, b in align(TWO, Costs()).groups)
    assert sorted((first, second, third)) == [
        pytest.approx(0.002770, abs=1e-6),
        pytest.approx(0.008264, abs=1e-6),
        pytest.approx(1.04),
    ]
    (apart,) = (pair for pair in align(TWO, Costs()).groups if pair[0].label != pair[1].label)
    assert Costs(1, 2).between(*apart) == pytest.approx(2.04)  # dearer than two spans alone


def test_the_third_pair_splits_where_labels_cost_twice():
    assert [None in g for g in align(TWO, Costs(1, 1)).groups] == [False] * 3
    assert sum(None in g for g in align(TWO, Costs(1, 2)).groups) == 2


def test_three_people_align_as_cheaply_as_can_be():
    alignment = align(THREE)
    assert sum(s is not None for g in alignment.groups for s in g) == 9
    twice = align(Document(100, {"A": A, "B": A, "C": A}))
    assert twice.disorder == 0 and len(twice.groups) == 3


def test_gamma_is_the_same_for_the_same_seed():
    assert gamma(TWO, samples=20, seed=4) == gamma(TWO, samples=20, seed=4)


@pytest.mark.parametrize(
    ("match", "value"),
    [
        ("strict", 0),
        ("exact", 0),
        ("partial", 0.5),
        ("type", 0.6667),
        ("iou", 0.6667),
        ("soft", 0.577778),
        ("characters", 0.575758),
        ("characters-any", 0.878788),
    ],
)
def test_f1_between_people(match, value):
    assert span_f1(TWO, match) == pytest.approx(value, abs=1e-4)


def test_two_empty_annotations_agree_for_f1_and_are_no_evidence_for_alpha_and_gamma():
    empty = Document(100, {"A": [], "B": []})
    assert span_f1(empty) == 1
    for found in (unitised_alpha(empty), gamma(empty)):
        assert found.estimate is None and "nobody marked a span" in found.why


def test_several_documents_have_an_interval():
    found = unitised_alpha([TWO, THREE, Document(100, {"A": A, "C": C})])
    assert found.low <= found.estimate <= found.high
    assert "two documents" in unitised_alpha(TWO).note


def test_bad_spans_are_refused_with_whose_they_are():
    with pytest.raises(ValueError, match=r"A's span \[5, 5\)"):
        Document(10, {"A": [(5, 5, "x")]})
    with pytest.raises(ValueError, match="outside"):
        Document(10, {"A": [(5, 15, "x")]})
    with pytest.raises(ValueError, match=r"A's spans .* overlap: .* gamma"):
        unitised_alpha(Document(10, {"A": [(0, 5, "x"), (4, 8, "y")], "B": []}))


def test_lengths_behind_the_unitised_alphas_of_two_people():
    found = _Lengths.of([TWO])
    assert found.names == ["a", "b"]
    assert found.met[0].tolist() == [[126, 7, 1], [7, 20, 10], [1, 10, 18]]
    assert found.own[0].tolist() == [134, 469, 281]
    assert found.own_met[0].tolist() == [300, 262]


@pytest.mark.parametrize(
    ("document", "characters", "unitised"), [(TWO, 0.638802, 0.645010), (THREE, 0.531463, 0.535725)]
)
def test_alpha_over_characters_is_another_number(document, characters, unitised):
    rows = [
        [next((s.label for s in spans if s.start <= at < s.end), "") for at in range(100)]
        for spans in document.spans.values()
    ]
    assert krippendorff_alpha(Labels.from_matrix(rows), interval=None).estimate == pytest.approx(characters, abs=1e-6)
    assert unitised_alpha(document).estimate == pytest.approx(unitised, abs=1.01e-6)


def test_in_gamma_cat_a_group_of_three_counts_as_much_as_its_spans_and_a_lone_span_as_one():
    marked = {"A": [(0, 10, "x"), (20, 30, "y")], "B": [(0, 10, "x")], "C": [(0, 10, "z")]}
    found = align(Document(40, marked))
    assert sorted(sum(s is not None for s in group) for group in found.groups) == [1, 3]
    # three pairs of weight 1/2, two of them apart, and the lone span: (1 + 1) / (3/2 + 1)
    assert _label_disorder(found, Costs()) == pytest.approx(2 / 2.5)
