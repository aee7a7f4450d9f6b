"""`Labels`: who said what of which item, as three columns of codes. Every statistic of this package starts here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray, IntArray
from accord.quality.coding import code, frozen, missing_mask, one_dimensional
from accord.quality.columns import code_values, column_of, refuse_silent, refuse_unequal
from accord.quality.faults import BadRows, some

LARGEST = 1e150  # numbers beyond have no square


@dataclass(frozen=True, eq=False)
class Labels:
    """A long table of labels, coded: one row a label.

    Attributes:
        item, annotator, value: int arrays of shape (n,), codes into the three lists below.
        items, annotators, categories: the names behind the codes.
        ordered: whether the order of ``categories`` means something (numbers, or a list that the caller gave).
        missing: rows that had no label; they are left out of the columns.
        rows: where each label stood in the columns that came in, for messages; None where nothing was left out.

    Make one with `from_arrays`, `from_table`, `from_matrix` or `from_codes`.

    >>> labels = Labels.from_arrays(["q1", "q1", "q2"], ["ann", "bob", "ann"], ["yes", "no", "yes"])
    >>> labels.n_items, labels.annotators, labels.categories
    (2, ['ann', 'bob'], ['no', 'yes'])
    """

    item: IntArray
    annotator: IntArray
    value: IntArray
    items: Sequence[Any]
    annotators: Sequence[Any]
    categories: Sequence[Any]
    ordered: bool = False
    missing: int = 0
    rows: IntArray | None = None

    @classmethod
    def from_arrays(
        cls,
        item: Any,
        annotator: Any,
        value: Any,
        categories: Sequence[Any] | None = None,
        *,
        duplicates: str = "error",
    ) -> Labels:
        """Labels from three equally long columns of any hashable values (sets, lists and dicts are frozen).

        Args:
            item, annotator, value: columns of length n. None, NaN or NA in ``value`` is a missing label.
            categories: every category in its order; this makes the labels ordered. Default: those that occur.
            duplicates: "error", or "keep" where one person may label an item twice (Dawid-Skene takes it).

        Raises:
            ValueError: empty or unequal columns, a row without item or annotator, text mixed with numbers, a value
                outside ``categories``, somebody without any label, the same (item, annotator) twice; says which rows.

        >>> Labels.from_arrays([1, 1], ["a", "a"], ["x", "y"])
        Traceback (most recent call last):
        accord.quality.faults.BadRows: rows 0 and 1 are both a's label of item 1: ...
        """
        columns = {"item": item, "annotator": annotator, "value": value}
        item, annotator, value = (one_dimensional(column, name) for name, column in columns.items())
        refuse_unequal(item, annotator, value)
        for name, column in (("item", item), ("annotator", annotator)):
            if (gaps := missing_mask(column)).any():
                raise BadRows("", np.flatnonzero(gaps), f"have no {name}: fill it in or drop the rows")
        people, annotators = code(annotator)
        units, items = code(item)
        kept = ~missing_mask(value)
        rows = None if kept.all() else np.flatnonzero(kept)
        if rows is not None:
            refuse_silent(people, annotators, rows)
            value = value[rows] if isinstance(value, np.ndarray) else [value[r] for r in rows]
            people, units = people[rows], units[rows]
        codes, names, ordered = code_values(value, categories, rows)
        labels = cls(units, people, codes, items, annotators, names, ordered, len(kept) - len(codes), rows)
        if duplicates == "error":
            labels.refuse_duplicates()
        return labels

    @classmethod
    def from_codes(
        cls,
        item: Any,
        annotator: Any,
        value: Any,
        *,
        items: Sequence[Any] | None = None,
        annotators: Sequence[Any] | None = None,
        categories: Sequence[Any] | None = None,
        ordered: bool = False,
        duplicates: str = "error",
    ) -> Labels:
        """Labels from columns that are codes already (0, 1, 2, ...): nothing is sorted or hashed.

        ``duplicates="trust"`` skips the check for repeated (item, annotator) rows, the only costly step for millions
        of rows. Without names, the codes are the names.

        >>> Labels.from_codes([0, 0, 1], [0, 1, 0], [1, 1, 0]).n_items
        2
        """
        columns = {"item": np.asarray(item), "annotator": np.asarray(annotator), "value": np.asarray(value)}
        refuse_unequal(*columns.values())
        given = {"item": items, "annotator": annotators, "value": categories}
        names: dict[str, Sequence[Any]] = {}
        for name, column in columns.items():
            if column.dtype.kind not in "iu":
                raise ValueError(f"{name} must hold codes 0, 1, 2, ...; use Labels.from_arrays for other values")
            if column.min() < 0:
                raise BadRows("", np.flatnonzero(column < 0), f"have a code below 0 as their {name}: drop them")
            top, listed = int(column.max()) + 1, given[name]
            if listed is not None and top > len(listed):
                raise ValueError(f"{name} has code {top - 1}, but only {len(listed)} names were given for it")
            names[name] = range(top) if listed is None else listed
        labels = cls(
            columns["item"],
            columns["annotator"],
            columns["value"],
            names["item"],
            names["annotator"],
            names["value"],
            ordered or categories is None,
        )
        if duplicates == "error":
            labels.refuse_duplicates()
        return labels

    @classmethod
    def from_matrix(
        cls,
        rows: Any,
        *,
        missing: Any = None,
        annotators: Sequence[Any] | None = None,
        items: Sequence[Any] | None = None,
        categories: Sequence[Any] | None = None,
    ) -> Labels:
        """Labels from a matrix, **one row a person, one column an item**; a string row is one value a character.

        >>> Labels.from_matrix([[1, 2, None], [1, 3, 3]]).n_labels
        5
        """
        table = [list(row) for row in rows]
        if not table or any(len(row) != len(table[0]) for row in table):
            raise ValueError("a matrix of labels needs one row a person, all equally long")
        people = list(annotators) if annotators is not None else list(range(len(table)))
        units = list(items) if items is not None else list(range(len(table[0])))
        if len(people) != len(table) or len(units) != len(table[0]):
            raise ValueError(
                f"{len(people)} annotators and {len(units)} items for a {len(table)} x {len(table[0])} matrix"
            )
        long = [(u, p, v) for p, row in zip(people, table, strict=True) for u, v in zip(units, row, strict=True)]
        values = [None if v == missing else v for *_, v in long]
        return cls.from_arrays([u for u, *_ in long], [p for _, p, _ in long], values, categories)

    @classmethod
    def from_contingency(cls, table: Any, categories: Sequence[Any] | None = None) -> Labels:
        """Labels of two people from their table of counts: cell (i, j) items were i to the first, j to the second.

        >>> Labels.from_contingency([[20, 5], [10, 15]]).n_items
        50
        """
        counts = np.asarray(table)
        if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or (counts < 0).any() or (counts % 1).any():
            raise ValueError("a contingency table is square and holds whole counts from 0 up")
        first, second = (np.repeat(index.ravel(), counts.ravel().astype(int)) for index in np.indices(counts.shape))
        n = len(first)
        units, people = np.tile(np.arange(n), 2), np.repeat([0, 1], n)
        names = list(categories) if categories is not None else list(range(len(counts)))
        return cls.from_codes(units, people, np.concatenate([first, second]), categories=names, ordered=True)

    @classmethod
    def from_counts(cls, counts: Any, categories: Sequence[Any] | None = None) -> Labels:
        """Labels from an items x categories table of counts, where who said what is not known.

        People are numbered by position, so measures that need to know who is who (Cohen, Conger) mean nothing on it.

        >>> Labels.from_counts([[2, 0], [1, 1]]).n_labels
        4
        """
        table = np.asarray(counts)
        if table.ndim != 2 or (table < 0).any() or (table % 1).any():
            raise ValueError("counts are an items x categories matrix of whole numbers from 0 up")
        unit, value = (np.repeat(index.ravel(), table.ravel().astype(int)) for index in np.indices(table.shape))
        start = np.concatenate([[0], np.cumsum(table.sum(1))])[:-1].astype(int)
        names = list(categories) if categories is not None else list(range(table.shape[1]))
        return cls.from_codes(
            unit, np.arange(len(unit)) - start[unit], value, items=range(len(table)), categories=names, ordered=True
        )

    @classmethod
    def from_table(
        cls,
        table: Any,
        item: str = "item",
        annotator: str = "annotator",
        value: str = "label",
        categories: Sequence[Any] | None = None,
        *,
        duplicates: str = "error",
    ) -> Labels:
        """Labels from a Polars or pandas frame, an Arrow table, a dict of columns or a list of dicts.

        >>> Labels.from_table({"item": [1, 1], "annotator": ["a", "b"], "label": ["x", "x"]}).n_labels
        2
        """
        units, people, said = (column_of(table, name) for name in (item, annotator, value))
        return cls.from_arrays(units, people, said, categories, duplicates=duplicates)

    @classmethod
    def scan(cls, source: Any, *names: str, **options: Any) -> Labels:
        """Labels that stay where they are (Parquet, a database, Spark): see `accord.quality.scan.labels.scan`."""
        from accord.quality.scan.labels import scan

        return scan(source, *names, **options)

    @property
    def n_items(self) -> int:
        """How many items, those without a label included."""
        return len(self.items)

    @property
    def n_labelled(self) -> int:
        """How many items have a label."""
        return int((np.bincount(self.item, minlength=self.n_items) > 0).sum())

    @property
    def resident(self) -> bool:
        """Whether the labels are in memory, or may be loaded; else only queries can look at them (see `scan`)."""
        return True

    @property
    def n_annotators(self) -> int:
        """How many people."""
        return len(self.annotators)

    @property
    def n_categories(self) -> int:
        """How many categories, those that nobody used included."""
        return len(self.categories)

    @property
    def n_labels(self) -> int:
        """How many labels."""
        return len(self.value)

    def __len__(self) -> int:
        return len(self.value)

    @property
    def dense(self) -> bool:
        """Whether an items x categories table fits in memory (2^28 cells)."""
        return self.n_items * self.n_categories <= 2**28

    @cached_property
    def sparse_counts(self) -> Any:
        """`counts` as a scipy CSR array of floats, for free text or real numbers with very many distinct values."""
        from scipy import sparse

        shape = (self.n_items, self.n_categories)
        ones = np.ones(self.n_labels)
        return sparse.coo_array((ones, (self.item, self.value)), shape=shape).tocsr()

    @cached_property
    def counts(self) -> IntArray:
        """Items x categories: how many people gave the item the category (one bincount; int64).

        Raises:
            ValueError: more than 2^28 cells: this many distinct values are not a set of categories.
        """
        cells = self.n_items * self.n_categories
        if not self.dense:
            raise ValueError(
                f"{self.n_categories} distinct values over {self.n_items} items are not a set of categories: bin the "
                "numbers, or use krippendorff_alpha with level='interval' or a distance"
            )
        kind: Any = np.int32 if cells < 2**31 else np.int64
        fused = self.item.astype(kind, copy=False) * kind(self.n_categories)
        fused += self.value.astype(kind, copy=False)
        return np.bincount(fused, minlength=cells).reshape(self.n_items, self.n_categories)

    @cached_property
    def like_counts(self) -> tuple[FloatArray, IntArray]:
        """Distinct rows of `counts`, shape (groups, n_categories), and how many items have each, shape (groups,)."""
        from accord.quality._bootstrap import like_rows

        return like_rows(self.counts)

    @cached_property
    def volume(self) -> IntArray:
        """Labels an annotator, shape (n_annotators,)."""
        return np.bincount(self.annotator, minlength=self.n_annotators)

    def contingency(self, first: int, second: int) -> IntArray:
        """Counts of (first person's category, second person's) over the items both labelled, shape (q, q); by codes."""
        said = np.full((2, self.n_items), -1, dtype=np.int64)
        for row, person in enumerate((first, second)):
            own = self.annotator == person
            said[row, self.item[own]] = self.value[own]
        both = (said >= 0).all(0)
        q = self.n_categories
        return np.bincount(said[0, both] * q + said[1, both], minlength=q * q).reshape(q, q)

    @property
    def values(self) -> list[Any]:
        """The labels themselves, in row order."""
        return [self.categories[v] for v in self.value]

    def numbers(self) -> FloatArray:
        """Each category as a number, shape (n_categories,); ValueError when one is not a number."""
        bad = [at for at, c in enumerate(self.categories) if not isinstance(c, (bool, int, float, np.number))]
        if bad:
            named = some(repr(self.categories[at]) for at in bad)
            raise self.fault(bad, "this needs numbers: ", f"hold {named}: use level='nominal' or a distance")
        found = np.asarray(self.categories, dtype=np.float64)
        wild = np.flatnonzero(~(np.abs(found) < LARGEST)).tolist()
        if wild:
            named = some(repr(self.categories[at]) for at in wild)
            raise self.fault(wild, "this needs finite numbers: ", f"hold {named}: correct or drop them")
        return found

    def fault(self, categories: Sequence[int], before: str, after: str) -> BadRows:
        """An error that names the rows whose label is one of these categories (codes)."""
        at = np.flatnonzero(np.isin(self.value, list(categories)))
        return BadRows(before, at if self.rows is None else self.rows[at], after)

    def take(self, rows: Any) -> Labels:
        """The same names with only the given rows (indices or mask)."""
        return Labels(
            self.item[rows],
            self.annotator[rows],
            self.value[rows],
            self.items,
            self.annotators,
            self.categories,
            self.ordered,
            rows=np.arange(self.n_labels)[rows] if self.rows is None else self.rows[rows],
        )

    def recoded(self, rule: Callable[[Any], Any]) -> Labels:
        """Labels with each category replaced by ``rule(category)``, e.g. merged classes or "is it spam?"."""
        changed = [frozen(rule(c)) for c in self.categories]
        codes, names = code(changed)
        ordered = all(isinstance(n, (bool, int, float)) for n in names)
        return Labels(self.item, self.annotator, codes[self.value], self.items, self.annotators, names, ordered)

    def only(self, category: int) -> Labels:
        """Labels that say whether a label is this category, by its code."""
        said = (self.value == category).astype(np.int64)
        return Labels(self.item, self.annotator, said, self.items, self.annotators, [False, True], True)

    def unordered(self) -> Labels:
        """The same labels whose categories stand in no order."""
        return Labels(self.item, self.annotator, self.value, self.items, self.annotators, self.categories)

    def refuse_duplicates(self) -> None:
        """ValueError naming two rows of one (item, annotator), by their place in the table that came in."""
        key = self.item.astype(np.int64) * max(self.n_annotators, 1) + self.annotator
        if len(key) < 2 or bool((key[1:] > key[:-1]).all()):
            return
        order = np.argsort(key, kind="stable")
        again = np.flatnonzero(np.diff(key[order]) == 0)
        if len(again):
            first, second = order[again[0]], order[again[0] + 1]
            who, what = self.annotators[self.annotator[first]], self.items[self.item[first]]
            pair = (first, second) if self.rows is None else (self.rows[first], self.rows[second])
            more = f" ({len(again)} such repeats in all)" if len(again) > 1 else ""
            raise BadRows(
                "",
                pair,
                f"are both {who}'s label of item {what}{more}: keep one of them, "
                "or pass duplicates='keep' to an aggregation that allows repeats",
            )
