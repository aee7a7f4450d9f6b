"""`Scan`: `Labels` that stay where they are. Measures that rest on counts run as GROUP BY; the others load three columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from accord.quality.arrays import FloatArray, IntArray
from accord.quality.coding import code, frozen
from accord.quality.faults import BadRows
from accord.quality.labels import Labels
from accord.quality.scan import statistics
from accord.quality.scan.source import table_of

WIDE = 256  # categories up to which an item's counts are columns of a query
MOST = 1_000_000  # distinct labels that are still categories
LOADED = 50_000_000  # labels that may be loaded, unless the caller says otherwise: a gigabyte and a half


def scan(
    source: Any,
    item: str = "item",
    annotator: str = "annotator",
    value: str = "label",
    categories: Sequence[Any] | None = None,
    *,
    duplicates: str = "error",
    connection: Any = None,
    load: int = LOADED,
) -> Scan:
    """Labels of Parquet files, of a database, or of Spark, which are never loaded as long as counts suffice.

    Args:
        source: a path, a glob, an address (`s3://bucket/*.parquet`), a list of them, an Ibis table of any backend, or a
            Spark data frame; see `accord.quality.scan.source.table_of`.
        item, annotator, value: names of the columns. The value is text, a number or a truth value; null and NaN are
            missing labels.
        categories: every category in its order; this makes the labels ordered. Default: those that occur.
        duplicates: "error" (one GROUP BY more), "keep" where one person may label an item twice, or "trust".
        connection: the Ibis backend that reads paths; default an embedded DuckDB.
        load: how many labels may be loaded where counts do not suffice; 0 leaves all where they are.

    Returns:
        Scan, which goes wherever `Labels` goes. Alpha, percent agreement, Fleiss, Gwet, Brennan-Prediger, Cohen and
        Scott run where the data is; so do Dawid-Skene and `aggregate`, pass by pass, beyond ``load`` labels. What needs
        every label (Conger, ICC, Kendall's W, pairs of a crowd, leaving people out) loads three columns of codes, 24
        bytes a label, up to ``load`` labels.

    Raises:
        ValueError: as `Labels.from_arrays`, naming items and people where a table without row numbers has no rows.
        ImportError: Ibis is not installed (`pip install 'accord[scan]'`).
    """
    table = table_of(source, {"item": item, "annotator": annotator, "value": value}, connection)
    return Scan(table, categories, duplicates, load)


class Scan(Labels):
    """Labels that stay where they are: every attribute of `Labels`, found by a query when it is asked for."""

    table: Any  # an Ibis table with the columns item, annotator, value

    def __init__(
        self, table: Any, categories: Sequence[Any] | None = None, duplicates: str = "error", load: int = LOADED
    ) -> None:
        facts = statistics.facts(table)
        facts.refuse()
        labelled = table.filter(table["value"].notnull())
        if duplicates == "error":
            statistics.refuse_duplicates(labelled)
        found = statistics.values(labelled, MOST)
        names, ordered = _categories(found, categories)
        # frozen like every Labels; the columns are cached properties below
        self.__dict__.update(
            table=labelled,
            whole=table,
            facts=facts,
            categories=names,
            ordered=ordered,
            missing=facts.missing,
            load=load,
        )

    @property
    def n_items(self) -> int:
        """How many items, those without a label included."""
        return int(self.__dict__["facts"].items)

    @property
    def n_annotators(self) -> int:
        """How many people."""
        return int(self.__dict__["facts"].annotators)

    @property
    def n_labels(self) -> int:
        """How many labels."""
        facts = self.__dict__["facts"]
        return int(facts.rows - facts.missing)

    def __len__(self) -> int:
        return self.n_labels

    @property
    def n_labelled(self) -> int:
        """How many items have a label."""
        return int(self.__dict__["facts"].labelled)

    @property
    def resident(self) -> bool:
        """Whether there are few enough to load."""
        return self.n_labels <= int(self.__dict__["load"])

    @property
    def dense(self) -> bool:
        """Whether counts of each category an item are columns of a query."""
        return self.n_categories <= WIDE or super().dense

    @cached_property
    def like_counts(self) -> tuple[FloatArray, IntArray]:
        """Distinct rows of counts and how many items have each, by two GROUP BYs."""
        if self.n_categories > WIDE:
            return self.loaded.like_counts
        return statistics.like_counts(self.table, self.categories, self.n_items)

    @cached_property
    def volume(self) -> IntArray:
        """Labels an annotator, in the order of ``annotators``."""
        return statistics.volume(self.table, self.annotators)

    def backend_table(self, columns: Mapping[str, Any]) -> Any:
        """A small table beside the labels, to join with them."""
        from accord.quality.scan.source import ibis

        small = ibis().memtable({name: list(column) for name, column in columns.items()})
        # asked for once, or Spark does not know it where an expression with it is cached
        self.table.get_backend().to_pyarrow(small.limit(0))
        return small

    def contingency(self, first: int, second: int) -> IntArray:
        """Counts of (first person's category, second person's category), by a join of the two on items."""
        people = self.annotators[first], self.annotators[second]
        return statistics.contingency(self.table, self.categories, *people)

    def only(self, category: int) -> Labels:
        """Labels that say whether a label is this category."""
        said = self.table.mutate(value=self.table["value"] == self.categories[category])
        return self._with(said, [False, True], True)

    def recoded(self, rule: Callable[[Any], Any]) -> Labels:
        """Labels with each category replaced by ``rule(category)``, within the query."""
        changed = [frozen(rule(c)) for c in self.categories]
        _, names = code(changed)
        ordered = all(isinstance(n, (bool, int, float)) for n in names)
        return self._with(statistics.replaced(self.table, self.categories, changed), names, ordered)

    def fault(self, categories: Sequence[int], before: str, after: str) -> BadRows:
        """An error without row numbers: a query has none."""
        return BadRows(before, [], after)

    def unordered(self) -> Labels:
        """The same labels whose categories stand in no order."""
        return self._with(self.table, self.categories, False)

    def _with(self, table: Any, categories: Sequence[Any], ordered: bool) -> Scan:
        made = object.__new__(Scan)
        made.__dict__.update(self.__dict__)
        for name in ("like_counts", "volume", "loaded", "item", "annotator", "value"):
            made.__dict__.pop(name, None)
        made.__dict__.update(table=table, categories=list(categories), ordered=ordered)
        return made

    @cached_property
    def items(self) -> Sequence[Any]:
        """The names of the items, sorted."""
        return statistics.names(self.__dict__["whole"], "item")

    @cached_property
    def annotators(self) -> Sequence[Any]:
        """The names of the people, sorted."""
        return statistics.names(self.__dict__["whole"], "annotator")

    @cached_property
    def loaded(self) -> Labels:
        """All labels in memory, as codes.

        Raises:
            ValueError: more than ``load``: a measure that needs each of them wants a sample of the items.
        """
        if not self.resident:
            raise ValueError(
                f"this needs each of the {self.n_labels:,} labels in memory: raise load=, scan a sample of the items, or "
                "take what needs only counts (krippendorff_alpha, fleiss_kappa, gwet_ac, ...; dawid_skene)"
            )
        item, annotator, value = statistics.codes(self.table, self.items, self.annotators, self.categories)
        return Labels(item, annotator, value, self.items, self.annotators, self.categories, self.ordered, self.missing)

    @cached_property
    def item(self) -> IntArray:
        """Codes of the items, loaded."""
        return self.loaded.item

    @cached_property
    def annotator(self) -> IntArray:
        """Codes of the people, loaded."""
        return self.loaded.annotator

    @cached_property
    def value(self) -> IntArray:
        """Codes of the labels, loaded."""
        return self.loaded.value


def _categories(found: list[Any], given: Sequence[Any] | None) -> tuple[list[Any], bool]:
    if given is None:
        _, names = code(found)
        return names, all(isinstance(n, (bool, int, float)) for n in names)
    names = [frozen(c) for c in given]
    if len(set(names)) != len(names):
        raise ValueError(f"categories holds the same category twice: {names}")
    unknown = [v for v in found if v not in set(names)]
    if unknown:
        raise ValueError(f"labels that are not among categories: {unknown[:5]}: add or correct them")
    return names, True
