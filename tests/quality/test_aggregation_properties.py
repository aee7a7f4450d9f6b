"""What must hold for any table of labels and every method: names and order do not matter, nothing is NaN."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from accord.quality import AGGREGATIONS, Labels, aggregate, aggregate_numbers, enough
from tests.quality.test_properties import tables

FAST = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])  # KOS: two kinds
METHODS = sorted(AGGREGATIONS)


def called(method, labels):
    if method == "kos":
        assume(labels.n_categories <= 2)
    return aggregate(labels, method, **({"iterations": 2} if method == "glad" else {}))


@pytest.mark.parametrize("method", METHODS)
@FAST
@given(rows=tables())
def test_every_posterior_is_a_distribution_and_everybody_has_a_skill(method, rows):
    labels = Labels.from_matrix(rows)
    found = called(method, labels)
    assert np.isfinite(found.posterior).all() and (found.posterior >= 0).all()
    assert found.posterior.sum(1) == pytest.approx(np.ones(labels.n_items))
    assert found.classes.sum() == pytest.approx(1)
    assert np.isfinite(found.skill).all() and (found.skill >= -1e-9).all() and (found.skill <= 1 + 1e-9).all()
    if found.confusion is not None:
        assert found.confusion.sum(2) == pytest.approx(np.ones((labels.n_annotators, labels.n_categories)))
    for b in found.believed():
        assert (b.label is None) == (b.n_labels == 0)
    assert len(enough(found)) == labels.n_items


@pytest.mark.parametrize("method", METHODS)
@FAST
@given(rows=tables(), random=st.randoms())
def test_rows_people_and_items_may_come_in_any_order(method, rows, random):
    labels = Labels.from_matrix(rows)
    order = list(range(labels.n_labels))
    random.shuffle(order)
    one, other = called(method, labels), called(method, labels.take(order))
    assert other.posterior == pytest.approx(one.posterior, abs=1e-6)
    people = list(range(len(rows)))
    random.shuffle(people)
    moved = called(method, Labels.from_matrix([rows[p] for p in people], annotators=people))
    assert moved.posterior == pytest.approx(one.posterior, abs=1e-6)
    assert [moved.skill[moved.annotators.index(p)] for p in people] == pytest.approx(
        [one.skill[p] for p in people], abs=1e-6
    )


@pytest.mark.parametrize("method", METHODS)
@FAST
@given(rows=tables(), renamed=st.permutations(range(4)))
def test_names_of_categories_do_not_matter(method, rows, renamed):
    labels = Labels.from_matrix(rows, categories=[1, 2, 3, 4] if method != "kos" else None)
    names = {code: renamed[code - 1] + 10 for code in range(1, 5)}
    other = Labels.from_matrix(
        [[None if v is None else names[v] for v in row] for row in rows],
        categories=[10, 11, 12, 13] if method != "kos" else None,
    )
    one, two = called(method, labels), called(method, other)
    columns = [two.categories.index(names[c]) for c in one.categories]
    assert two.posterior[:, columns] == pytest.approx(one.posterior, abs=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_one_person_one_item_one_label_and_items_nobody_saw(method):
    for rows in (["x"], ["xyx"], ["x", "y"], ["xx", "xx"]):
        found = aggregate(Labels.from_matrix(rows), method)
        assert np.isfinite(found.posterior).all() and None not in found.labels
    gap = Labels.from_codes([0, 0, 2], [0, 1, 1], [0, 0, 1])
    found = aggregate(gap, method)
    assert found.labels[1] is None and found.confidence[1] == 0 and np.isfinite(found.posterior).all()


@pytest.mark.parametrize("method", METHODS)
@FAST
@given(rows=tables())
def test_repeats_are_taken_where_they_are_asked_for(method, rows):
    labels = Labels.from_matrix(rows)
    twice = Labels.from_codes(
        *(np.tile(c, 2) for c in (labels.item, labels.annotator, labels.value)), duplicates="keep"
    )
    found = called(method, twice)
    assert np.isfinite(found.posterior).all() and found.posterior.sum(1) == pytest.approx(np.ones(twice.n_items))


@FAST
@given(rows=tables(), shift=st.integers(-50, 50), factor=st.sampled_from([0.5, 2.0, 10.0]))
def test_numbers_have_no_unit_and_are_never_nan(rows, shift, factor):
    labels = Labels.from_matrix(rows)
    moved = Labels.from_matrix([[None if v is None else shift + factor * v for v in row] for row in rows])
    for method in ("mean", "median", "model"):
        one, two = aggregate_numbers(labels, method), aggregate_numbers(moved, method)
        told = list(one.measured())
        assert all((m.value is None) == (m.n_labels == 0) for m in told)
        known = one.size > 0
        assert two.value[known] == pytest.approx(shift + factor * one.value[known], abs=1e-4 * factor)
        assert all(np.isfinite([p.bias, p.scale, p.noise, p.skill]).all() for p in one.people())
