"""`Battles`: two models, who won, as columns of codes. Every statistic of this room starts here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray, IntArray
from accord.quality.coding import code, one_dimensional
from accord.quality.columns import column_of
from accord.quality.faults import BadRows
from accord.quality.preference._reading import (
    BOTH_BAD,
    OUTCOMES,
    TIE,
    A,
    B,
    code_clusters,
    code_models,
    code_winners,
    numbers,
    refuse_unequal,
    style_difference,
)

__all__ = ["BOTH_BAD", "OUTCOMES", "TIE", "A", "B", "Battles", "style_difference"]


@dataclass(frozen=True, eq=False)
class Battles:
    """A long table of comparisons, coded: one row a battle. Make one with `from_arrays`, `from_table` or `from_counts`.

    Attributes:
        model_a, model_b: int arrays of shape (n,), codes into ``models``.
        winner: int array of shape (n,), codes into `OUTCOMES`: a, b, tie, both_bad.
        models: the names behind the codes, those without a battle included.
        weight: how much each battle counts, shape (n,); None where all count alike.
        covariates: name -> numbers of shape (n,) that are **a's less b's**, so that swapping a and b changes the sign.
        cluster: codes of shape (n,) of what makes battles depend on each other (the prompt, the person), or None.
        missing: rows that had no winner; they are left out of the columns.

    >>> battles = Battles.from_arrays(["x", "y", "x"], ["y", "z", "z"], ["a", "tie", "both_bad"])
    >>> battles.models, len(battles), battles.decided
    (['x', 'y', 'z'], 3, 2)
    """

    model_a: IntArray
    model_b: IntArray
    winner: IntArray
    models: Sequence[Any]
    weight: FloatArray | None = None
    covariates: Mapping[str, FloatArray] = field(default_factory=dict)
    cluster: IntArray | None = None
    missing: int = 0

    @classmethod
    def from_arrays(
        cls,
        model_a: Any,
        model_b: Any,
        winner: Any,
        *,
        weight: Any = None,
        covariates: Mapping[str, Any] | None = None,
        cluster: Any = None,
        models: Sequence[Any] | None = None,
        winners: Mapping[Any, str] | None = None,
    ) -> Battles:
        """Battles from equally long columns.

        Args:
            model_a, model_b: names of what stood on either side (any hashable).
            winner: "a", "b", "tie" or "both_bad"; None, NaN or NA is a battle without a verdict and left out.
            weight: numbers from 0 up.
            covariates: name -> a's value less b's, e.g. `style_difference(length_a, length_b)`.
            cluster: which battles belong together: one prompt judged by five people is not five prompts.
            models: every model, where some may have had no battle.
            winners: other words for the four, e.g. ``{"left": "a", "right": "b"}``.

        Raises:
            ValueError: empty or unequal columns, a row without a model, a model against itself, an unknown winner, a
                weight below 0, a covariate that is no number; says which rows and what to do.

        >>> Battles.from_arrays(["x"], ["y"], ["left"])
        Traceback (most recent call last):
        accord.quality.faults.BadRows: rows 0 have winner 'left': use a, b, tie or both_bad, or say what is what: winners={'left': 'a', ...}
        """
        columns = {"model_a": model_a, "model_b": model_b, "winner": winner}
        extra = dict(covariates or {})
        columns |= {name: column for name, column in (("weight", weight), ("cluster", cluster)) if column is not None}
        columns = {name: one_dimensional(column, name) for name, column in (columns | extra).items()}
        refuse_unequal(columns)
        first, second, names = code_models(columns["model_a"], columns["model_b"], models)
        verdict = code_winners(columns["winner"], winners)
        kept = verdict >= 0
        values = {name: numbers(columns[name], name, kept) for name in ("weight", *extra) if name in columns}
        if (below := np.flatnonzero(values.get("weight", np.zeros(0)) < 0)).size:
            raise BadRows("", below, "have a weight below 0: weights are 0 or more")
        groups = None if cluster is None else code_clusters(columns["cluster"], kept)
        if (itself := np.flatnonzero((first == second) & kept)).size:
            raise BadRows("", itself, f"set {names[first[itself[0]]]!r} against itself: drop them")
        if not kept.any():
            raise ValueError("no battle has a winner: there is nothing to rank")
        values = {name: column[kept] for name, column in values.items()}
        return cls(
            first[kept],
            second[kept],
            verdict[kept],
            names,
            values.pop("weight", None),
            values,
            None if groups is None else groups[kept],
            int(len(kept) - kept.sum()),
        )

    @classmethod
    def from_table(
        cls,
        table: Any,
        model_a: str = "model_a",
        model_b: str = "model_b",
        winner: str = "winner",
        *,
        weight: str | None = None,
        covariates: Mapping[str, str | tuple[str, str]] | None = None,
        cluster: str | None = None,
        winners: Mapping[Any, str] | None = None,
    ) -> Battles:
        """Battles from a Polars or pandas frame, an Arrow table, a dict of columns or a list of dicts.

        Args:
            covariates: name -> a column that is a's less b's already, or a pair of columns (a's, b's), which enters as
                their `style_difference`.

        >>> table = {"model_a": ["x"], "model_b": ["y"], "winner": ["a"], "len_a": [30], "len_b": [10]}
        >>> Battles.from_table(table, covariates={"length": ("len_a", "len_b")}).covariates["length"]
        array([0.5])
        """
        first, second, said = (column_of(table, name) for name in (model_a, model_b, winner))
        extra = {
            name: column_of(table, where)
            if isinstance(where, str)
            else style_difference(*(column_of(table, part) for part in where))
            for name, where in (covariates or {}).items()
        }
        others = {name: column_of(table, at) for name, at in (("weight", weight), ("cluster", cluster)) if at}
        return cls.from_arrays(first, second, said, covariates=extra, winners=winners, **others)

    @classmethod
    def from_counts(cls, rows: Any, models: Sequence[Any] | None = None) -> Battles:
        """Battles from rows (model_a, model_b, wins of a, wins of b[, ties[, both bad]]), as papers print them.

        >>> Battles.from_counts([("x", "y", 7, 3), ("y", "z", 6, 4, 1)]).decided
        21
        """
        first: list[Any] = []
        second: list[Any] = []
        said: list[str] = []
        for at, (one, other, *counts) in enumerate(rows):
            if not 2 <= len(counts) <= len(OUTCOMES) or any(c < 0 or c != int(c) for c in counts):
                raise ValueError(f"row {at}: two names, then whole counts: wins of a, wins of b[, ties[, both bad]]")
            for outcome, count in zip(OUTCOMES, counts, strict=False):
                first += [one] * int(count)
                second += [other] * int(count)
                said += [outcome] * int(count)
        return cls.from_arrays(first, second, said, models=models)

    @classmethod
    def from_codes(
        cls,
        model_a: Any,
        model_b: Any,
        winner: Any,
        *,
        models: Sequence[Any] | None = None,
        weight: Any = None,
        covariates: Mapping[str, Any] | None = None,
        cluster: Any = None,
    ) -> Battles:
        """Battles from columns that are codes already: models 0, 1, 2, ...; winner 0 a, 1 b, 2 tie, 3 both bad.

        >>> Battles.from_codes([0, 1], [1, 0], [0, 2]).models
        range(0, 2)
        """
        first, second, said = (np.asarray(c) for c in (model_a, model_b, winner))
        columns: dict[str, Any] = {"model_a": first, "model_b": second, "winner": said}
        values = {name: np.asarray(c, dtype=np.float64) for name, c in (covariates or {}).items()}
        if weight is not None:
            values["weight"] = np.asarray(weight, dtype=np.float64)
        groups = None if cluster is None else code(one_dimensional(cluster, "cluster"))[0]
        refuse_unequal(columns | values | ({} if groups is None else {"cluster": groups}))
        for name, column in columns.items():
            if column.dtype.kind not in "iu" or column.min() < 0:
                raise ValueError(f"{name} must hold codes 0, 1, 2, ...; use Battles.from_arrays for names")
        top = int(max(first.max(), second.max())) + 1
        names: Sequence[Any] = range(top) if models is None else models
        if top > len(names):
            raise ValueError(f"there is a model {top - 1}, but only {len(names)} names were given")
        if said.max() > BOTH_BAD:
            raise BadRows("", np.flatnonzero(said > BOTH_BAD), "have a winner beyond 3 (both bad): correct them")
        if (itself := np.flatnonzero(first == second)).size:
            raise BadRows("", itself, "set a model against itself: drop them")
        for name, column in values.items():
            if (bad := np.flatnonzero(~np.isfinite(column) | ((column < 0) & (name == "weight")))).size:
                raise BadRows("", bad, f"have no usable {name}: fill it in or drop the rows")
        return cls(first, second, said, names, values.pop("weight", None), values, groups)

    @classmethod
    def scan(cls, source: Any, *names: str, **options: Any) -> Battles:
        """Battles that stay where they are (Parquet, a database, Spark): see `accord.quality.scan.battles.scan_battles`."""
        from accord.quality.scan.battles import scan_battles

        return scan_battles(source, *names, **options)

    def __len__(self) -> int:
        return len(self.winner)

    @property
    def n_models(self) -> int:
        """How many models, those without a battle included."""
        return len(self.models)

    @property
    def outcomes(self) -> IntArray:
        """How many battles ended how, shape (4,), in the order of `OUTCOMES`; weights do not count here."""
        return np.bincount(self.winner, minlength=len(OUTCOMES))

    @property
    def decided(self) -> int:
        """How many battles say something of strength: all but those where both are bad."""
        return len(self) - int(self.outcomes[BOTH_BAD])

    @cached_property
    def counts(self) -> FloatArray:
        """Sums of weights, shape (models, models, 4): a in row, b in column, outcome; one bincount."""
        m = self.n_models
        if m > 8000:
            raise ValueError(f"{m} models have {m * m} pairs: rank those with the most battles first")
        key = (self.model_a.astype(np.int64) * m + self.model_b) * len(OUTCOMES) + self.winner
        sums = np.bincount(key, self.weight, minlength=m * m * len(OUTCOMES))
        return sums.reshape(m, m, len(OUTCOMES)).astype(np.float64)

    @cached_property
    def wins(self) -> FloatArray:
        """Wins of the row's model over the column's, either side, shape (models, models)."""
        return np.asarray(self.counts[..., A] + self.counts[..., B].T)

    @cached_property
    def ties(self) -> FloatArray:
        """Ties between two models, shape (models, models), symmetric."""
        return np.asarray(self.counts[..., TIE] + self.counts[..., TIE].T)

    def take(self, rows: Any) -> Battles:
        """The same models with only the given rows (indices or mask)."""
        return replace(
            self,
            model_a=self.model_a[rows],
            model_b=self.model_b[rows],
            winner=self.winner[rows],
            weight=None if self.weight is None else self.weight[rows],
            covariates={name: column[rows] for name, column in self.covariates.items()},
            cluster=None if self.cluster is None else self.cluster[rows],
        )

    def with_covariates(self, **covariates: Any) -> Battles:
        """The same battles with more covariates (a's less b's), by name."""
        added = {name: numbers(one_dimensional(c, name), name, np.ones(len(c), bool)) for name, c in covariates.items()}
        refuse_unequal({"winner": self.winner, **added})
        return replace(self, covariates={**self.covariates, **added})
