"""The two sums of every model of classes, over people and over items, as GROUP BYs: EM on labels that are never loaded.

It answers as `accord.quality.aggregation._table.Table` does, so that the same Dawid-Skene and the same committee run on
either; posteriors stay with the labels, as tables of (item, p0, p1, ...), and only counts by person come back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from accord.quality.aggregation._sums import CELLS, Model, Sweep
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.coding import code_into
from accord.quality.scan.labels import Scan
from accord.quality.scan.source import ibis


@dataclass(frozen=True, eq=False)
class Queried:
    """Labels as an Ibis table (item, cell), cell = person * n_categories + said, kept by the backend while EM runs."""

    labels: Scan
    coded: Any
    shares: Any  # (item, p0, ...): each item's vote shares
    classes: FloatArray
    known: float  # items with a label

    @classmethod
    def of(cls, labels: Scan) -> Queried:
        """Number people and categories; ValueError where confusion matrices would not fit in memory."""
        people, q = labels.n_annotators, labels.n_categories
        if people * q * q > CELLS:
            raise ValueError(f"{people} confusion matrices of {q} x {q} do not fit in memory: merge categories")
        who = labels.backend_table({"annotator": list(labels.annotators), "person": list(range(people))})
        what = labels.backend_table({"value": list(labels.categories), "said": list(range(q))})
        joined = labels.table.join(who, "annotator").join(what, "value")
        coded = joined.select("item", cell=joined["person"] * q + joined["said"]).cache()
        votes = {f"p{k}": (coded["cell"] % q == k).ifelse(1, 0).cast("float64").mean() for k in range(q)}
        shares = coded.group_by("item").aggregate(**votes).cache()
        found = shares.aggregate(n=shares.count(), **{f"p{k}": shares[f"p{k}"].mean() for k in range(q)})
        row = found.to_pyarrow().to_pylist()[0]
        return cls(labels, coded, shares, np.array([row[f"p{k}"] for k in range(q)]), float(row["n"]))

    @property
    def shape(self) -> tuple[int, int]:
        """People, categories."""
        return self.labels.n_annotators, self.labels.n_categories

    @property
    def volume(self) -> IntArray:
        """Labels a person."""
        return self.labels.volume

    @cached_property
    def given(self) -> FloatArray:
        """How often each person said each category, shape (people, q)."""
        people, q = self.shape
        found = self.coded.group_by("cell").aggregate(n=self.coded.count()).to_pyarrow()
        sums = np.zeros(people * q)
        sums[found["cell"].to_numpy()] = found["n"].to_numpy()
        return sums.reshape(people, q)

    def count(self, posterior: Any) -> FloatArray:
        """M step: expected labels (people, said, true) under a posterior."""
        people, q = self.shape
        met = self.coded.join(posterior, "item")
        found = met.group_by("cell").aggregate(**{f"p{k}": met[f"p{k}"].sum() for k in range(q)}).to_pyarrow()
        sums = np.zeros((people * q, q))
        sums[found["cell"].to_numpy()] = np.column_stack([found[f"p{k}"].to_numpy() for k in range(q)])
        return sums.reshape(people, q, q)

    def items(self, posterior: Any) -> FloatArray:
        """A posterior summed over the items with a label, shape (q,)."""
        q = self.shape[1]
        row = posterior.aggregate(**{f"p{k}": posterior[f"p{k}"].sum() for k in range(q)}).to_pyarrow().to_pylist()[0]
        return np.array([row[f"p{k}"] for k in range(q)])

    def sweep(self, models: Sequence[Model], before: Any, votes: float = 0.0, said: bool = False) -> Sweep:
        """E step under each model (with ``said`` only over what somebody said of the item), their weighted mean (and the
        votes'), then the counts of the M step."""
        people, q = self.shape
        columns = {
            f"l{m}_{k}": model.log_said.reshape(people * q, q)[:, k] for m, model in enumerate(models) for k in range(q)
        }
        beliefs = self.labels.backend_table({"cell": np.arange(people * q), **columns})
        met = self.coded.join(beliefs, "cell")
        scored = met.group_by("item").aggregate(**{name: met[name].sum() for name in columns})
        if said:
            scored = _only_said(scored, self.shares, len(models), q)
        found = _normalised(scored, models, q)
        if votes:
            found = _mixed(found, self.shares, votes, q)
        posterior = found.cache()
        moved = posterior.join(before, "item", rname="{name}_before")
        gaps = [(moved[f"p{k}"] - moved[f"p{k}_before"]).abs() for k in range(q)]
        facts = moved.aggregate(likelihood=moved["likelihood"].sum(), change=ibis().greatest(*gaps).max())
        row = facts.to_pyarrow().to_pylist()[0]
        return Sweep(posterior, self.count(posterior), float(row["likelihood"]), float(row["change"]))

    def resident(self, posterior: Any, models: Sequence[Model], votes: float) -> tuple[FloatArray, IntArray]:
        """The posterior and the labels an item in memory, in the order of the items; without a label, what is believed
        of any item.

        Raises:
            ValueError: more than 2^28 probabilities: write them where they are, `accord.quality.scan.believe`.
        """
        n, q = self.labels.n_items, self.shape[1]
        if n * q > 2**28:
            raise ValueError(
                f"the probabilities of {n:,} items do not fit in memory: use accord.quality.scan.believe.believe, which "
                "leaves them where the labels are"
            )
        sized = self.coded.group_by("item").aggregate(size=self.coded.count())
        found = posterior.join(sized, "item").to_pyarrow()
        rows = code_into(found["item"].to_pylist(), self.labels.items)
        whole = np.tile(of_any(models, votes), (n, 1))
        whole[rows] = np.column_stack([found[f"p{k}"].to_numpy() for k in range(q)])
        size = np.zeros(n, dtype=np.int64)
        size[rows] = found["size"].to_numpy()
        return whole, size


def of_any(models: Sequence[Model], votes: float) -> FloatArray:
    """What is believed of an item without a label, (q,): the classes, and the votes' even share."""
    found = np.full(len(models[0].log_classes), votes / len(models[0].log_classes))
    for model in models:
        raised = np.exp(model.log_classes - model.log_classes.max())
        found += model.weight * raised / raised.sum()
    return found


def _only_said(scored: Any, shares: Any, models: int, q: int) -> Any:
    """Log-probabilities so low that they vanish where nobody said the category."""
    met = scored.join(shares, "item", rname="{name}_votes")
    never = _number(-1e300)
    kept = {f"l{m}_{k}": (met[f"p{k}"] > 0).ifelse(met[f"l{m}_{k}"], never) for m in range(models) for k in range(q)}
    return met.select("item", **kept)


def _normalised(scored: Any, models: Sequence[Model], q: int) -> Any:
    """Posterior (item, p0, ..., likelihood of the first model) from summed log-probabilities."""
    library = ibis()
    shifted = scored.mutate(
        **{
            f"l{m}_{k}": scored[f"l{m}_{k}"] + _number(model.log_classes[k])
            for m, model in enumerate(models)
            for k in range(q)
        }
    )
    tops = {f"top{m}": library.greatest(*(shifted[f"l{m}_{k}"] for k in range(q))) for m in range(len(models))}
    topped = shifted.mutate(**tops)
    raised = topped.mutate(
        **{f"e{m}_{k}": (topped[f"l{m}_{k}"] - topped[f"top{m}"]).exp() for m in range(len(models)) for k in range(q)}
    )
    massed = raised.mutate(**{f"mass{m}": _added([raised[f"e{m}_{k}"] for k in range(q)]) for m in range(len(models))})
    shares = {
        f"p{k}": _added(
            [massed[f"e{m}_{k}"] / massed[f"mass{m}"] * weight for m, weight in enumerate(_weights(models))]
        )
        for k in range(q)
    }
    return massed.select("item", likelihood=massed["mass0"].ln() + massed["top0"], **shares)


def _mixed(found: Any, shares: Any, votes: float, q: int) -> Any:
    met = found.join(shares, "item", rname="{name}_votes")
    mixed = {f"p{k}": met[f"p{k}"] + met[f"p{k}_votes"] * _number(votes) for k in range(q)}
    return met.select("item", "likelihood", **mixed)


def _weights(models: Sequence[Model]) -> list[Any]:
    return [_number(model.weight) for model in models]


def _number(value: float) -> Any:
    """A literal that is a float everywhere; Spark would take 0.5 for a decimal."""
    return ibis().literal(float(value), "float64")


def _added(parts: list[Any]) -> Any:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total
