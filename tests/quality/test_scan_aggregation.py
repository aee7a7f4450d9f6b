"""Dawid-Skene and the committee of `aggregate`, pass by pass with GROUP BY: the numbers of the arrays, by DuckDB and Spark."""

from __future__ import annotations

import duckdb
import numpy as np
import pytest

from accord.quality import MAXIMUM_LIKELIHOOD, Labels, Priors, aggregate, dawid_skene, majority_vote
from accord.quality.aggregation.sparsity import Sparsity
from accord.quality.scan.believe import believe
from tests.quality.published import anaesthetists
from tests.quality.test_scan import QUIET, crowd, parquet, rows_of, scanned

pytestmark = QUIET
SOURCES = ["duckdb", pytest.param("spark", marks=pytest.mark.slow)]


def same(one, other):
    """Two consensuses agree in every number, up to the order of summation."""
    assert (one.items, one.annotators, one.categories) == (other.items, other.annotators, other.categories)
    assert (one.method, one.iterations, one.converged) == (other.method, other.iterations, other.converged)
    for part in ("posterior", "classes", "skill", "confusion"):
        assert getattr(one, part) == pytest.approx(getattr(other, part), abs=1e-9), part
    for part in ("size", "volume"):
        assert getattr(one, part).tolist() == getattr(other, part).tolist()
    assert one.labels == other.labels
    assert (one.log_likelihood is None) == (other.log_likelihood is None)
    assert one.log_likelihood is None or one.log_likelihood == pytest.approx(other.log_likelihood, abs=1e-6)


@pytest.mark.parametrize("kind", SOURCES)
def test_dawid_and_skene_1979_by_queries(kind, tmp_path):
    whole = anaesthetists()
    pattern = parquet(tmp_path / "a", rows_of(whole), ("INTEGER", "INTEGER", "INTEGER"))
    found = scanned(kind, pattern, duplicates="keep", load=0)
    # the likelihood after two passes, quality-values of Dawid & Skene 1979
    consensus = dawid_skene(found, MAXIMUM_LIKELIHOOD, iterations=2, tolerance=0)
    assert consensus.log_likelihood == pytest.approx(-192.3981, abs=1e-4)
    same(consensus, dawid_skene(whole, MAXIMUM_LIKELIHOOD, iterations=2, tolerance=0))
    assert "loaded" not in found.__dict__


def test_dawid_and_skene_1979_to_the_end(tmp_path):
    pattern = parquet(tmp_path / "a", rows_of(anaesthetists()), ("INTEGER", "INTEGER", "INTEGER"))
    found = dawid_skene(scanned("duckdb", pattern, duplicates="keep", load=0), MAXIMUM_LIKELIHOOD, tolerance=1e-9)
    assert found.log_likelihood == pytest.approx(-190.7310, abs=1e-4)
    assert found.classes == pytest.approx([0.4000, 0.4216, 0.1118, 0.0667], abs=1e-4)


@pytest.mark.parametrize("kind", SOURCES)
def test_priors_votes_items_without_labels_and_the_committee(kind, tmp_path):
    rows = [*crowd(people=7, items=30), ("silent", "p0", None)]
    whole = Labels.from_arrays(*zip(*rows, strict=True))
    found = scanned(kind, parquet(tmp_path / "c", rows, ("VARCHAR", "VARCHAR", "BIGINT")), load=0)
    priors = Priors(rows=2, anchor=1, votes=0.2)
    steps = {"iterations": 2}
    same(dawid_skene(found, priors, **steps), dawid_skene(whole, priors, **steps))
    if kind == "duckdb":
        same(dawid_skene(found), dawid_skene(whole))
        same(
            dawid_skene(found, priors, variational=True, iterations=4),
            dawid_skene(whole, priors, variational=True, iterations=4),
        )
        same(aggregate(found), aggregate(whole))
        assert Sparsity.of(found) == Sparsity.of(whole)
    assert "loaded" not in found.__dict__


def test_labels_that_may_be_loaded_are_and_give_the_same(tmp_path):
    rows = crowd(seed=2)
    pattern = parquet(tmp_path / "c", rows, ("VARCHAR", "VARCHAR", "BIGINT"))
    loaded = scanned("duckdb", pattern)
    same(dawid_skene(loaded), dawid_skene(scanned("duckdb", pattern, load=0)))
    assert "loaded" in loaded.__dict__
    with pytest.raises(ValueError, match=r"needs each of the .* labels in memory"):
        majority_vote(scanned("duckdb", pattern, load=0))


def test_beliefs_stay_a_table_and_are_written_where_they_are(tmp_path):
    rows = crowd(seed=3)
    found = scanned("duckdb", parquet(tmp_path / "c", rows, ("VARCHAR", "VARCHAR", "BIGINT")), load=0)
    beliefs = believe(found)
    consensus = dawid_skene(Labels.from_arrays(*zip(*rows, strict=True)))
    beliefs.to_parquet(tmp_path / "believed.parquet")
    with duckdb.connect() as engine:
        read = engine.execute(f"SELECT item, label, confidence FROM '{tmp_path}/believed.parquet'").fetchall()
    told = {item: (label, confidence) for item, label, confidence in read}
    assert len(told) == (consensus.size > 0).sum() == len(read)
    for one in (one for one in consensus.believed() if one.n_labels):
        assert told[one.item][1] == pytest.approx(one.confidence)
        assert one.tied or told[one.item][0] == one.label
    assert beliefs.skill == pytest.approx(consensus.skill)
    assert beliefs.confusion == pytest.approx(consensus.confusion)


def test_median_of_the_authors_volume_counts_labels_and_not_people():
    rng = np.random.default_rng(0)
    for _ in range(20):
        people = np.sort(rng.integers(0, 5, rng.integers(1, 30)))
        labels = Labels.from_arrays(np.arange(len(people)), people, people % 2)
        volume = np.bincount(labels.annotator)
        assert Sparsity.of(labels).depth == np.median(volume[labels.annotator])
