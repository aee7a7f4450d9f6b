"""Battles counted where they are rank models as battles in memory do: by DuckDB and by Spark."""

from __future__ import annotations

import csv
import os

import duckdb
import ibis
import numpy as np
import pytest

from accord.quality import Battles, bradley_terry, davidson, elo, rao_kupper, win_matrix
from tests.quality.spark import session
from tests.quality.test_scan import QUIET

pytestmark = QUIET


def played(seed=0, models=6, battles=3000):
    """Battles of models of unequal strength, a tenth undecided and a twentieth without a verdict."""
    rng = np.random.default_rng(seed)
    strength = np.linspace(-1, 1, models)
    one = rng.integers(0, models, battles)
    other = (one + rng.integers(1, models, battles)) % models
    ahead = rng.random(battles) < 1 / (1 + np.exp(strength[other] - strength[one]))
    chance = rng.random(battles)
    said = np.where(ahead, "left", "right").astype(object)
    said[chance < 0.2] = "same"
    said[chance < 0.1] = "bad"
    said[chance < 0.05] = None
    return [(f"m{a}", f"m{b}", v) for a, b, v in zip(one, other, said, strict=True)]


WINNERS = {"left": "a", "right": "b", "same": "tie", "bad": "both_bad"}
NAMES = ("one", "two", "said")


@pytest.mark.parametrize("kind", ["duckdb", "relation", pytest.param("spark", marks=pytest.mark.slow)])
def test_strengths_and_intervals_are_those_of_the_rows(kind, tmp_path):
    rows = played()
    with (tmp_path / "battles.csv").open("w", newline="") as file:
        csv.writer(file).writerows([NAMES, *((a, b, v or "") for a, b, v in rows)])
    path = tmp_path / "battles" / "part.parquet"
    path.parent.mkdir()
    with duckdb.connect() as engine:
        engine.execute(f"COPY (FROM read_csv('{tmp_path}/battles.csv', nullstr='')) TO '{path}' (FORMAT parquet)")
    source = {
        "duckdb": lambda: path,
        "relation": lambda: ibis.duckdb.connect().read_parquet(path),
        "spark": lambda: session().read.parquet(os.path.dirname(path)),
    }[kind]()
    found = Battles.scan(source, *NAMES, winners=WINNERS)
    whole = Battles.from_arrays(*zip(*rows, strict=True), winners=WINNERS)
    assert (len(found), found.decided, found.missing) == (len(whole), whole.decided, whole.missing)
    assert found.counts.tolist() == whole.counts.tolist() and found.models == whole.models
    for fit in (bradley_terry, davidson, rao_kupper):
        assert fit(found).standings == fit(whole).standings, fit.__name__
    one, other = (bradley_terry(b, interval="bootstrap", position=True, resamples=200) for b in (found, whole))
    assert one.standings == other.standings
    assert win_matrix(found).rate == pytest.approx(win_matrix(whole).rate, nan_ok=True)


def test_what_needs_an_order_or_covariates_says_so():
    table = ibis.memtable({"model_a": ["x", "y"], "model_b": ["y", "x"], "winner": ["a", "b"]})
    found = Battles.scan(table)
    with pytest.raises(ValueError, match=r"load it with Battles.from_table"):
        elo(found)
    with pytest.raises(ValueError, match="no covariate 'length'"):
        bradley_terry(found, covariates=["length"])


@pytest.mark.parametrize(
    ("row", "says"),
    [(("x", "x", "a"), "against itself"), (("x", "y", "left"), "winner 'left'"), ((None, "y", "a"), "no model")],
)
def test_bad_battles_are_refused(row, says):
    columns = dict(zip(("model_a", "model_b", "winner"), ([v] for v in row), strict=True))
    table = ibis.memtable(columns, schema=dict.fromkeys(columns, "string"))
    with pytest.raises(ValueError, match=says):
        Battles.scan(table)
