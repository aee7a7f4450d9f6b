"""Sufficient statistics of labels as Ibis expressions: what comes back is counts, whatever the size of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray, IntArray
from accord.quality.coding import code
from accord.quality.scan.source import ibis


@dataclass(frozen=True, slots=True)
class Facts:
    """How much there is of everything."""

    rows: int
    items: int
    annotators: int
    missing: int
    no_item: int
    no_annotator: int
    speaking: int
    labelled: int

    def refuse(self) -> None:
        """ValueError for an empty table, gaps, or people without any label."""
        if not self.rows:
            raise ValueError("the table is empty: there is no label to measure")
        for name, gaps in (("item", self.no_item), ("annotator", self.no_annotator)):
            if gaps:
                raise ValueError(f"{gaps:,} rows have no {name}: fill it in or drop the rows")
        if self.missing == self.rows:
            raise ValueError("every label is missing: there is nothing to measure")
        if self.speaking < self.annotators:
            raise ValueError(
                f"{self.annotators - self.speaking:,} annotators have no label at all: check the export, or drop their rows"
            )


def facts(table: Any) -> Facts:
    """Counts of rows, items, people and gaps, in one pass."""
    there = table["value"].notnull()
    found = table.aggregate(
        rows=table.count(),
        items=table["item"].nunique(),
        annotators=table["annotator"].nunique(),
        missing=_count(table["value"].isnull()),
        no_item=_count(table["item"].isnull()),
        no_annotator=_count(table["annotator"].isnull()),
        speaking=table["annotator"].nunique(where=there),
        labelled=table["item"].nunique(where=there),
    )
    row = found.to_pyarrow().to_pylist()[0]
    return Facts(**{name: int(number or 0) for name, number in row.items()})


def refuse_duplicates(table: Any) -> None:
    """ValueError naming a person who labelled an item twice."""
    pairs = table.group_by("item", "annotator").aggregate(times=table.count())
    again = pairs.filter(pairs["times"] > 1)
    rows = again.limit(1).to_pyarrow().to_pylist()
    if rows:
        number = int(again.count().to_pyarrow().as_py())
        more = f" ({number:,} such repeats in all)" if number > 1 else ""
        raise ValueError(
            f"{rows[0]['annotator']} labelled item {rows[0]['item']} {rows[0]['times']} times{more}: keep one of them, "
            "or pass duplicates='keep' to an aggregation that allows repeats"
        )


def values(table: Any, most: int) -> list[Any]:
    """Every label that occurs; ValueError for more than ``most`` or for kinds that are no categories."""
    kind = table["value"].type()
    if not (kind.is_string() or kind.is_numeric() or kind.is_boolean()):
        raise ValueError(f"labels of type {kind} stay no categories in a query: load them with Labels.from_table")
    found: list[Any] = table.select("value").distinct().limit(most + 1).to_pyarrow()["value"].to_pylist()
    if len(found) > most:
        raise ValueError(f"more than {most:,} distinct labels are not a set of categories: bin the numbers")
    return found


def names(table: Any, column: str) -> list[Any]:
    """The names of a column, sorted as `Labels` sorts them."""
    _, found = code(table.select(column).distinct().to_pyarrow()[column].to_pylist())
    return found


def per_item(table: Any, categories: Sequence[Any]) -> Any:
    """Expression: one row an item, with how many people gave it each category (c0, c1, ...)."""
    return table.group_by("item").aggregate(
        **{f"c{place}": _count(table["value"] == category) for place, category in enumerate(categories)}
    )


def like_counts(table: Any, categories: Sequence[Any], items: int) -> tuple[FloatArray, IntArray]:
    """Distinct rows of counts (groups, q) and how many items have each (groups,); items without a label are zeros."""
    each = per_item(table, categories)
    columns = [f"c{place}" for place in range(len(categories))]
    found = each.group_by(*columns).aggregate(times=each.count()).to_pyarrow()
    rows = np.column_stack([found[name].to_numpy() for name in columns]).astype(np.float64)
    times = found["times"].to_numpy().astype(np.int64)
    order = np.lexsort(rows.T[::-1])  # as like_rows orders them: the same seed draws the same resamples
    rows, times = rows[order], times[order]
    if silent := items - int(times.sum()):
        rows, times = np.vstack([np.zeros(len(columns)), rows]), np.concatenate([[silent], times])
    return rows, times


def volume(table: Any, annotators: Sequence[Any]) -> IntArray:
    """Labels a person."""
    found = table.group_by("annotator").aggregate(times=table.count()).to_pyarrow()
    counted = dict(zip(found["annotator"].to_pylist(), found["times"].to_pylist(), strict=True))
    return np.array([counted.get(name, 0) for name in annotators], dtype=np.int64)


def contingency(table: Any, categories: Sequence[Any], one: Any, other: Any) -> IntArray:
    """Counts of (one's category, the other's) over the items both labelled, shape (q, q)."""
    mine = table.filter(table["annotator"] == one).select("item", said="value")
    theirs = table.filter(table["annotator"] == other).select("item", heard="value")
    both = mine.join(theirs, "item")
    found = both.group_by("said", "heard").aggregate(times=both.count()).to_pyarrow().to_pylist()
    place = {category: at for at, category in enumerate(categories)}
    counts = np.zeros((len(categories), len(categories)), dtype=np.int64)
    for row in found:
        counts[place[row["said"]], place[row["heard"]]] = row["times"]
    return counts


def replaced(table: Any, categories: Sequence[Any], by: Sequence[Any]) -> Any:
    """The table with each category replaced by another."""
    return table.mutate(value=ibis().cases(*((table["value"] == a, b) for a, b in zip(categories, by, strict=True))))


def codes(
    table: Any, items: Sequence[Any], annotators: Sequence[Any], categories: Sequence[Any]
) -> tuple[IntArray, IntArray, IntArray]:
    """The three columns as codes into the names."""
    found = table.select("item", "annotator", "value").to_pyarrow()
    listed = (("item", items), ("annotator", annotators), ("value", categories))
    one, two, three = (_coded(found[name], known) for name, known in listed)
    return one, two, three


def _coded(column: Any, known: Sequence[Any]) -> IntArray:
    """Codes of a column into its names: each distinct value, and not each row, is looked up."""
    whole = column.combine_chunks()
    if str(whole.type).startswith("int"):  # counted, not hashed
        found, distinct = code(whole.to_numpy())
    else:
        encoded = whole.dictionary_encode()
        found, distinct = encoded.indices.to_numpy(), encoded.dictionary.to_pylist()
    place = {name: at for at, name in enumerate(known)}
    return np.asarray(np.array([place[name] for name in distinct], dtype=np.int64)[found])


def _count(condition: Any) -> Any:
    """How many rows fulfil a condition."""
    return condition.ifelse(1, 0).sum()
