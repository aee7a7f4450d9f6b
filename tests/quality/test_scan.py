"""The same numbers from arrays, from Parquet through DuckDB, and from local Spark where Java and pyspark are there."""

from __future__ import annotations

import json
import os

import duckdb
import ibis
import numpy as np
import pytest

from accord.quality import (
    Labels,
    brennan_prediger,
    by_annotator,
    by_category,
    by_pair,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    fleiss_test,
    gwet_ac,
    icc,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
    severity,
)
from accord.quality.scan.labels import Scan
from tests.quality.published import k12
from tests.quality.spark import session

QUIET = pytest.mark.filterwarnings(
    "ignore:PySpark does not yet fully support pandas",
    "ignore:.*deprecated:DeprecationWarning",
    "ignore:.*deprecated::ibis",
    "ignore:.*deprecated::pyspark",
)
pytestmark = QUIET
SOURCES = ["duckdb", "relation", pytest.param("spark", marks=pytest.mark.slow)]


def rows_of(labels):
    names = (labels.items, labels.annotators, labels.categories)
    columns = (labels.item, labels.annotator, labels.value)
    return list(zip(*([n[c] for c in column] for n, column in zip(names, columns, strict=True)), strict=True))


def parquet(path, rows, kinds):
    """A Parquet file in two parts of the given rows."""
    with duckdb.connect() as engine:
        engine.execute(f"CREATE TABLE t (unit {kinds[0]}, who {kinds[1]}, said {kinds[2]})")
        engine.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
        path.mkdir()
        for part in (0, 1):
            engine.execute(
                f"COPY (SELECT * FROM t WHERE hash(unit) % 2 = {part}) TO '{path}/{part}.parquet' (FORMAT parquet)"
            )
    return str(path / "*.parquet")


def scanned(kind, pattern, **options):
    """The files as Labels that stay there, by DuckDB, as a table of Ibis, or by Spark."""
    names = {"item": "unit", "annotator": "who", "value": "said"}
    if kind == "duckdb":
        return Labels.scan(pattern, **names, **options)
    if kind == "relation":
        return Labels.scan(ibis.duckdb.connect().read_parquet(pattern), **names, **options)
    return Labels.scan(session().read.parquet(os.path.dirname(pattern)), **names, **options)


def crowd(seed=0, people=6, items=80, kinds=4):
    """Labels of a crowd in which many are missing."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(1, kinds + 1, items)
    said = np.where(rng.random((people, items)) < 0.6, truth, rng.integers(1, kinds + 1, (people, items)))
    there = rng.random((people, items)) < 0.5
    return [(f"i{i}", f"p{p}", int(said[p, i]) if there[p, i] else None) for p in range(people) for i in range(items)]


@pytest.mark.parametrize("kind", SOURCES)
def test_krippendorff_2011_example_c(kind, tmp_path):
    rows = [(i, "ABCD"[p], v) for i, p, v in rows_of(k12())]
    found = scanned(kind, parquet(tmp_path / "k12", rows, ("INTEGER", "VARCHAR", "DOUBLE")))
    for level, value in (("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)):
        assert krippendorff_alpha(found, level, interval=None).estimate == pytest.approx(value, abs=1e-6)
    assert gwet_ac(found).estimate == pytest.approx(0.775444, abs=1e-6)
    assert conger_kappa(found).estimate == pytest.approx(0.762067, abs=1e-6)


@pytest.mark.parametrize("kind", SOURCES)
def test_every_measure_is_that_of_the_arrays_interval_and_all(kind, tmp_path):
    rows = crowd()
    whole = Labels.from_arrays(*zip(*rows, strict=True))
    found = scanned(kind, parquet(tmp_path / "crowd", rows, ("VARCHAR", "VARCHAR", "BIGINT")))
    assert isinstance(found, Scan)
    assert (found.n_items, found.n_annotators, found.n_labels, found.missing) == (80, 6, whole.n_labels, whole.missing)
    assert (found.items, found.annotators, found.categories) == (whole.items, whole.annotators, whole.categories)
    measures = (percent_agreement, krippendorff_alpha, fleiss_kappa, gwet_ac, brennan_prediger)
    for measure in measures:
        assert measure(found) == measure(whole), measure.__name__
    for level in ("ordinal", "interval", "ratio"):
        assert krippendorff_alpha(found, level, seed=3) == krippendorff_alpha(whole, level, seed=3)
    for pair in (("p0", "p3"), ("p5", "p1")):
        assert cohen_kappa(found, pair=pair, weights="quadratic") == cohen_kappa(whole, pair=pair, weights="quadratic")
        assert scott_pi(found, pair=pair) == scott_pi(whole, pair=pair)
    assert by_category(found) == by_category(whole)
    assert "loaded" not in found.__dict__  # up to here nothing but counts has come back
    assert krippendorff_alpha(found.recoded(lambda c: c > 2)) == krippendorff_alpha(whole.recoded(lambda c: c > 2))
    assert "loaded" not in found.__dict__


def test_what_needs_every_label_loads_codes(tmp_path):
    rows = crowd(seed=1)
    whole = Labels.from_arrays(*zip(*rows, strict=True))
    found = scanned("duckdb", parquet(tmp_path / "crowd", rows, ("VARCHAR", "VARCHAR", "BIGINT")))
    assert conger_kappa(found) == conger_kappa(whole)
    assert icc(found) == icc(whole)
    assert by_pair(found) == by_pair(whole)
    assert by_annotator(found) == by_annotator(whole)
    for one, other in zip(severity(found), severity(whole), strict=True):
        assert one.annotator == other.annotator
        assert one.leniency.estimate == pytest.approx(other.leniency.estimate)
    assert sorted(rows_of(found)) == sorted(rows_of(whole))


def test_the_test_of_fleiss_from_equal_numbers_of_labels(tmp_path):
    rows = [(i, p, v) for i, said in enumerate(("aab", "bbb", "abc", "aaa")) for p, v in enumerate(said)]
    whole = Labels.from_arrays(*zip(*rows, strict=True))
    found = scanned("duckdb", parquet(tmp_path / "f", rows, ("INTEGER", "INTEGER", "VARCHAR")))
    assert fleiss_test(found) == fleiss_test(whole)
    with pytest.raises(ValueError, match="no order"):
        krippendorff_alpha(found, "ordinal")
    ordered = scanned("duckdb", str(tmp_path / "f" / "*.parquet"), categories=["c", "a", "b"])
    listed = Labels.from_arrays(*zip(*rows, strict=True), categories=["c", "a", "b"])
    assert krippendorff_alpha(ordered, "ordinal") == krippendorff_alpha(listed, "ordinal")
    assert krippendorff_alpha(ordered.unordered(), interval=None) == krippendorff_alpha(whole, interval=None)


def test_csv_and_json_lines_are_scanned_too(tmp_path):
    rows = [("q1", "ann", "x"), ("q1", "bob", "y"), ("q2", "ann", "x"), ("q2", "bob", "x")]
    text, lines = tmp_path / "t.csv", tmp_path / "t.jsonl"
    text.write_text("item,annotator,label\n" + "".join(",".join(row) + "\n" for row in rows))
    lines.write_text(
        "".join(json.dumps(dict(zip(("item", "annotator", "label"), r, strict=True))) + "\n" for r in rows)
    )
    expected = krippendorff_alpha(Labels.from_arrays(*zip(*rows, strict=True)))
    for path in (text, lines):
        assert krippendorff_alpha(Labels.scan(path)) == expected


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("q", "ann", "x"), ("q", "ann", "y")], "ann labelled item q 2 times: keep one"),
        ([("q", "ann", "x"), (None, "bob", "y")], "1 rows have no item"),
        ([("q", "ann", "x"), ("q", "bob", None)], "1 annotators have no label at all"),
        ([("q", "ann", None)], "every label is missing"),
        ([], "the table is empty"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(tmp_path, rows, says):
    table = ibis.memtable(
        {name: [row[at] for row in rows] for at, name in enumerate(("item", "annotator", "label"))},
        schema={"item": "string", "annotator": "string", "label": "string"},
    )
    with pytest.raises(ValueError, match=says):
        Labels.scan(table)


def test_what_is_no_source_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"none/\*.parquet cannot be read"):
        Labels.scan(str(tmp_path / "none" / "*.parquet"))
    with pytest.raises(ValueError, match="no column 'label'; the table has item, who"):
        Labels.scan(ibis.memtable({"item": [1], "who": [2]}), annotator="who")
    with pytest.raises(ValueError, match="not int"):
        Labels.scan(3)
    with pytest.raises(ValueError, match="among categories"):
        Labels.scan(ibis.memtable({"item": [1], "annotator": [2], "label": ["x"]}), categories=["y"])
    with pytest.raises(ValueError, match="no categories in a query"):
        Labels.scan(ibis.memtable({"item": [1], "annotator": [2], "label": [["x"]]}))


def test_nan_is_missing_and_free_numbers_load(tmp_path):
    rng = np.random.default_rng(0)
    truth = np.repeat(rng.normal(size=200), 2)
    said = truth + rng.normal(size=400) / 3
    said[0] = np.nan
    columns = np.repeat(np.arange(200), 2), np.tile([0, 1], 200), said
    table = ibis.memtable(dict(zip(("item", "annotator", "label"), columns, strict=True)))
    found = Labels.scan(table)
    assert found.missing == 1
    assert krippendorff_alpha(found, "interval") == krippendorff_alpha(Labels.from_arrays(*columns), "interval")
