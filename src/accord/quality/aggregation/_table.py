"""Labels sorted by item once, and the two sums every model of classes repeats: over people, and over items.

One sparse matrix of items x (person, said) counts the labels. A model's log-probabilities are a dense matrix of
(person, said) x true; their product is the E step, the transposed product with the posterior is the M step. Both run
through the labels once without a temporary of their size; with numba installed one fused, parallel pass does both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from accord.quality._bootstrap import blocks
from accord.quality.aggregation._sums import CELLS, Model, Sums, Sweep
from accord.quality.arrays import FloatArray, IntArray, summed
from accord.quality.labels import Labels

if TYPE_CHECKING:
    from accord.quality.scan.labels import Scan

BLOCK = 1 << 14  # rows that stay in the cache while they are normalised
COMPILE = 300_000  # labels from which loading numba (a second) pays


@dataclass(frozen=True, eq=False)
class Table:
    """Labels as counts: ``matrix`` (n_items, n_annotators * n_categories) CSR, column person * n_categories + said."""

    matrix: Any
    size: IntArray
    volume: IntArray
    shares: FloatArray  # (n_items, n_categories) of each item's labels; uniform without one
    classes: FloatArray  # mean of the shares over items with a label: what the votes say

    @classmethod
    def of(cls, labels: Labels) -> Table:
        """Sort the labels (one counting sort); ValueError where confusion matrices would not fit in memory."""
        from scipy import sparse

        people, q = labels.n_annotators, labels.n_categories
        if people * q * q > CELLS:
            raise ValueError(
                f"{people} confusion matrices of {q} x {q} do not fit in memory: use one-coin, MACE, Wawa or majority, "
                "which keep one number a person, or merge categories"
            )
        size, shares, classes = vote_shares(labels)
        kind: Any = np.int32 if people * q < 2**31 else np.int64
        column = labels.annotator.astype(kind) * kind(q) + labels.value.astype(kind)
        start, column = by_item(labels.item, column, size)
        matrix = sparse.csr_array((np.ones(len(column)), column, start), shape=(labels.n_items, people * q))
        volume = np.bincount(labels.annotator, minlength=people)
        return cls(matrix, size, volume, shares, classes)

    @property
    def shape(self) -> tuple[int, int]:
        """People, categories."""
        return len(self.volume), self.shares.shape[1]

    @property
    def known(self) -> float:
        """How many items have a label."""
        return float((self.size > 0).sum())

    @property
    def given(self) -> FloatArray:
        """How often each person said each category, (people, said)."""
        people, q = self.shape
        return np.bincount(self.matrix.indices, minlength=people * q).reshape(people, q).astype(np.float64)

    def items(self, posterior: FloatArray) -> FloatArray:
        """A posterior summed over the items with a label, (q,)."""
        known = self.size > 0
        return np.asarray(posterior.sum(0) if known.all() else posterior[known].sum(0))

    def resident(self, posterior: FloatArray, models: Sequence[Model], votes: float) -> tuple[FloatArray, IntArray]:
        """The posterior and the labels an item in the order of the items, in memory; they are there already."""
        return posterior, self.size

    def count(self, posterior: FloatArray) -> FloatArray:
        """M step: expected labels (people, said, true) under a posterior (n_items, n_categories)."""
        people, q = self.shape
        return np.asarray(self.matrix.T @ posterior).reshape(people, q, q)

    def sweep(self, models: Sequence[Model], before: FloatArray, votes: float = 0.0, said: bool = False) -> Sweep:
        """E step under each model, their weighted mean, then the counts of the M step under this mean.

        Args:
            models: log P(said | true) (people, said, true), log class shares (q,), weight; weights and ``votes`` sum to 1.
            before: posterior of the last pass, to tell how far it moved.
            said: believe of an item only what somebody said of it.
            votes: weight of the vote shares in the mean.
        """
        people, q = self.shape
        again = [m > 0 and model.log_said is models[m - 1].log_said for m, model in enumerate(models)]
        kernel = compiled(self.matrix.nnz, len(models) * people * q * q)
        if kernel is not None:
            stacked = np.stack([m.log_said.reshape(people * q, q) for m in models])
            classes, weight = np.stack([m.log_classes for m in models]), np.array([m.weight for m in models])
            index = (self.matrix.indptr, self.matrix.indices)
            found = kernel.sweep(*index, stacked, classes, np.array(again), weight, before, self.shares, votes, said)
            return Sweep(found[0], found[1].reshape(people, q, q), *found[2:])
        total = self._summed(models[0], said)
        posterior = total.copy() if any(again) else total
        likelihood = normalise(posterior, models[0].log_classes, self.size)
        if len(models) > 1 or votes:
            posterior *= models[0].weight
            for model, same in zip(models[1:], again[1:], strict=True):
                total = total if same else self._summed(model, said)
                own = total.copy() if any(again) else total
                normalise(own, model.log_classes, self.size)
                posterior += model.weight * own
            if votes:
                posterior += votes * self.shares
        change = (float(np.abs(posterior[b] - before[b]).max()) for b in blocks(len(posterior), BLOCK))
        return Sweep(posterior, self.count(posterior), likelihood, max(change, default=0.0))

    def _summed(self, model: Model, said: bool) -> FloatArray:
        """Log-probabilities of all labels of an item, (n_items, q)."""
        people, q = self.shape
        total = np.asarray(self.matrix @ model.log_said.reshape(people * q, q))
        if said:
            total[self.shares == 0] = -np.inf
        return total


def sums_of(labels: Labels) -> Sums:
    """A table in memory, or queries where the labels may not be loaded."""
    if labels.resident:
        return Table.of(labels)
    from accord.quality.scan.expectation import Queried

    return Queried.of(cast("Scan", labels))


def compiled(labels: int, cells: int) -> Any:
    """The numba kernels, where numba is installed and there are labels enough to pay for loading it; else None."""
    if labels < COMPILE or cells > 1 << 22:
        return None
    try:
        from accord.quality.aggregation import _kernels
    except ImportError:
        return None
    return _kernels


def by_item(item: IntArray, column: IntArray, size: IntArray) -> tuple[IntArray, IntArray]:
    """Where each item's rows start, and ``column`` in order of items: a counting sort, no comparison (n + items)."""
    from scipy import sparse

    if not bool((item[1:] < item[:-1]).any()):
        start = np.zeros(len(size) + 1, dtype=column.dtype)
        np.cumsum(size, out=start[1:])
        return start, column
    rows = np.arange(len(item) + 1, dtype=column.dtype)
    sorted_ = sparse.csr_array((column, item.astype(column.dtype), rows), shape=(len(item), len(size))).tocsc()
    return sorted_.indptr, sorted_.data


def normalise(score: FloatArray, log_classes: FloatArray, size: IntArray) -> float:
    """Turn summed log-probabilities into posteriors in place; the log-likelihood of the items with labels."""
    total, q = 0.0, score.shape[1]
    ones = np.ones(q)
    for part in blocks(len(score), BLOCK):
        block = score[part]
        block += log_classes
        top = block[:, 0].copy()
        for c in range(1, q):
            np.maximum(top, block[:, c], out=top)
        block -= top[:, None]
        np.exp(block, out=block)
        mass = block @ ones
        block /= mass[:, None]
        total += float((np.log(mass) + top) @ (size[part] > 0))
    return total


def vote_shares(labels: Labels, weight: FloatArray | None = None) -> tuple[IntArray, FloatArray, FloatArray]:
    """Labels an item, each item's shares (uniform without one), and their mean over items with labels."""
    size = np.bincount(labels.item, minlength=labels.n_items)
    cells = labels.n_items * labels.n_categories
    if weight is None:
        votes = labels.counts.astype(np.float64)
    else:
        if not labels.dense:
            labels.counts  # noqa: B018  (raises, and says what to do)
        fused = labels.item.astype(np.int64) * labels.n_categories + labels.value
        votes = summed(fused, weight, cells).reshape(labels.n_items, labels.n_categories)
    mass = votes.sum(1, keepdims=True)
    shares = np.full_like(votes, 1 / labels.n_categories)
    np.divide(votes, mass, out=shares, where=mass > 0)
    known = mass[:, 0] > 0
    classes = shares[known].mean(0) if known.any() else np.full(labels.n_categories, 1 / labels.n_categories)
    return size, shares, classes
