"""What must hold for any table: names and order do not matter, nothing is NaN, every interval holds its estimate."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from accord.quality import (
    Labels,
    agreement_graph,
    brennan_prediger,
    by_annotator,
    by_category,
    cohen_kappa,
    cohesion,
    conger_kappa,
    fleiss_kappa,
    gwet_ac,
    icc,
    kendall_w,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
    severity,
    skill,
    unitised_alpha,
)
from accord.quality.spans.document import Document

NOMINAL = [percent_agreement, krippendorff_alpha, fleiss_kappa, conger_kappa, gwet_ac, brennan_prediger]
FAST = settings(max_examples=40, deadline=None)


@st.composite
def tables(draw, people=4, items=8, kinds=4):
    """A matrix of people by items with gaps, at least one label by each person."""
    p, n = draw(st.integers(1, people)), draw(st.integers(1, items))
    cell = st.one_of(st.none(), st.integers(1, kinds))
    rows = draw(st.lists(st.lists(cell, min_size=n, max_size=n), min_size=p, max_size=p))
    assume(all(any(v is not None for v in row) for row in rows))
    return rows


def value(measure, labels):
    return measure(labels, interval=None).estimate


def same(a, b):
    return (a is None and b is None) or a == pytest.approx(b, abs=1e-9)


@FAST
@given(tables())
def test_nothing_is_nan_and_nothing_is_silent(rows):
    labels = Labels.from_matrix(rows)
    found = [measure(labels) for measure in (*NOMINAL, icc, kendall_w)]
    found += [krippendorff_alpha(labels, level) for level in ("ordinal", "interval", "ratio")]
    found += [krippendorff_alpha(labels, interval=i) for i in ("jackknife", "analytic", "bca")]
    found += by_category(labels).values()
    for one in found:
        if one.estimate is None:
            assert one.why and one.low is None
            continue
        assert math.isfinite(one.estimate) and one.estimate <= 1 + 1e-9
        if one.low is None:
            continue
        assert one.low <= one.estimate + 1e-12 and one.estimate <= one.high + 1e-12


@FAST
@given(tables(), st.permutations(range(4)), st.randoms())
def test_names_and_order_do_not_matter(rows, renamed, random):
    labels = Labels.from_matrix(rows)
    names = ["pear", "apple", "zebra", "fig"]
    shuffled = [[None if v is None else names[renamed[v - 1]] for v in row] for row in rows]
    columns = list(zip(*shuffled, strict=True))
    random.shuffle(columns)
    people = [list(row) for row in zip(*columns, strict=True)]
    random.shuffle(people)
    other = Labels.from_matrix(people)
    for measure in NOMINAL:
        assert same(value(measure, labels), value(measure, other)), measure.__name__


@FAST
@given(tables(), st.randoms())
def test_rows_may_come_in_any_order(rows, random):
    labels = Labels.from_matrix(rows)
    order = list(range(labels.n_labels))
    random.shuffle(order)
    for level in ("nominal", "ordinal", "interval", "ratio"):
        one, other = (krippendorff_alpha(part, level, interval=None).estimate for part in (labels, labels.take(order)))
        assert same(one, other)


@FAST
@given(tables())
def test_a_distance_that_says_the_level_gives_the_level(rows):
    labels = Labels.from_matrix(rows)
    for level, distance in (
        ("nominal", lambda a, b: float(a != b)),
        ("interval", lambda a, b: float((a - b) ** 2)),
        ("ratio", lambda a, b: ((a - b) / (a + b)) ** 2),
    ):
        direct = krippendorff_alpha(labels, level, interval=None).estimate
        assert same(direct, krippendorff_alpha(labels, distance=distance, interval=None).estimate)


@FAST
@given(tables(people=3))
def test_twins_never_push_agreement_above_one(rows):
    twice = Labels.from_matrix([*rows, *rows])
    for measure in NOMINAL:
        found = value(measure, twice)
        assert found is None or found <= 1 + 1e-12


@FAST
@given(tables(people=1))
def test_one_person_alone_agrees_with_nobody(rows):
    labels = Labels.from_matrix(rows)
    if labels.n_annotators == 1:
        for measure in (*NOMINAL, icc, kendall_w):
            assert measure(labels).why


@FAST
@given(st.integers(1, 4), st.integers(1, 6))
def test_one_label_is_perfect_agreement_but_no_evidence(people, items):
    labels = Labels.from_matrix([["x"] * items] * people)
    for measure in NOMINAL[1:]:
        assert measure(labels).estimate is None and measure(labels).why
    assert percent_agreement(labels).estimate == (1.0 if people > 1 else None)


@FAST
@given(tables(people=2))
def test_people_who_share_no_item_have_no_agreement(rows):
    apart = [[v if i % len(rows) == p else None for i, v in enumerate(row)] for p, row in enumerate(rows)]
    assume(all(any(v is not None for v in row) for row in apart))
    labels = Labels.from_matrix(apart)
    for measure in (*NOMINAL, icc, kendall_w, *((cohen_kappa, scott_pi) if len(rows) == 2 else ())):
        assert measure(labels).estimate is None


@FAST
@given(tables())
def test_what_is_said_of_people_covers_all_of_them(rows):
    labels = Labels.from_matrix(rows)
    people = set(labels.annotators)
    assert {p.annotator for p in by_annotator(labels)} == people
    assert {s.annotator for s in severity(labels)} == people
    for person in skill(labels):
        assert person.accuracy.low <= person.accuracy.estimate <= person.accuracy.high and 0 <= person.above <= 1
    for pair in agreement_graph(labels, least=1).pairs:
        assert 0 <= pair.p <= pair.adjusted <= 1


@FAST
@given(tables(people=4, items=5))
def test_groups_never_answer_nan(rows):
    labels = Labels.from_matrix(rows)
    assume(labels.n_annotators > 1)
    for found in cohesion(labels, {a: a % 2 for a in labels.annotators}):
        for figure in (found.irr, found.xrr, found.gai, found.gap, found.voting, found.cross_negentropy, found.p):
            assert figure is None or math.isfinite(figure)


@FAST
@given(st.lists(st.tuples(st.integers(0, 18), st.integers(1, 5), st.sampled_from("ab")), max_size=4), st.integers(0, 9))
def test_spans_never_answer_nan(raw, shift):
    at, spans = 0, []
    for gap, size, label in raw:
        spans.append((at + gap, at + gap + size, label))
        at += gap + size
    moved = [(s + shift, e + shift, label) for s, e, label in spans]
    for kind in ("u", "|u", "cu"):
        found = unitised_alpha(Document(120, {"a": spans, "b": moved}), kind)
        assert found.why if found.estimate is None else math.isfinite(found.estimate)
    whole = unitised_alpha(Document(120, {"a": spans, "b": spans}))
    assert whole.estimate is None or whole.estimate == pytest.approx(1)


def test_random_labels_have_no_agreement():
    rng = np.random.default_rng(0)
    for seed in range(5):
        labels = Labels.from_matrix(rng.integers(0, 3, (4, 400)))
        found = krippendorff_alpha(labels, seed=seed, resamples=200)
        assert abs(found.estimate) <= 3 * found.se


def test_the_interval_covers_as_often_as_it_says():
    rng = np.random.default_rng(0)
    truth = 1 - (1 - 0.8**2) / 1  # two people right with .8 each, else uniform over two: alpha .64
    hits = 0
    for _ in range(150):
        z = rng.integers(0, 2, 120)
        rows = [np.where(rng.random(120) < 0.8, z, rng.integers(0, 2, 120)) for _ in range(2)]
        found = krippendorff_alpha(Labels.from_matrix(rows), resamples=300)
        hits += found.low <= truth <= found.high
    assert hits / 150 >= 0.89


def test_very_many_distinct_values_need_no_table():
    rng = np.random.default_rng(0)
    n = 10_000
    level = np.repeat(rng.normal(size=n), 3)
    given_ = level + rng.normal(size=3 * n) * 0.3
    labels = Labels.from_arrays(np.repeat(np.arange(n), 3), np.tile(np.arange(3), n), given_)
    assert not labels.dense
    interval = krippendorff_alpha(labels, "interval")
    assert interval.estimate == pytest.approx(1 / 1.09, abs=0.01) and interval.low < interval.estimate < interval.high
    assert krippendorff_alpha(labels, "ordinal").estimate == pytest.approx(0.91, abs=0.02)
    assert percent_agreement(labels).estimate == 0
    for measure in (fleiss_kappa, lambda part: krippendorff_alpha(part, distance=lambda a, b: abs(a - b))):
        with pytest.raises(ValueError, match="distinct values"):
            measure(labels)
