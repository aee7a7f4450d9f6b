"""Labels for models with one number a person (and label): sums over items and over people, memory linear in the labels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from accord.quality.aggregation._table import normalise, vote_shares
from accord.quality.arrays import FloatArray, IntArray, summed
from accord.quality.labels import Labels


@dataclass(frozen=True, eq=False)
class Votes:
    """``cell`` is item * categories + said, ``pair`` is person * categories + said, one of each a label."""

    item: IntArray
    person: IntArray
    value: IntArray
    cell: IntArray
    pair: IntArray
    size: IntArray
    volume: IntArray
    shares: FloatArray
    classes: FloatArray

    @classmethod
    def of(cls, labels: Labels) -> Votes:
        """Fuse the codes; ValueError where items x categories does not fit in memory."""
        size, shares, classes = vote_shares(labels)
        people, q = labels.n_annotators, labels.n_categories
        item, person, value = labels.item, labels.annotator, labels.value
        cell = item.astype(np.int64) * q + value
        pair = person.astype(np.int64) * q + value
        volume = np.bincount(person, minlength=people)
        return cls(item, person, value, cell, pair, size, volume, shares, classes)

    @property
    def people(self) -> int:
        """How many people."""
        return int(self.volume.shape[0])

    @property
    def q(self) -> int:
        """How many categories."""
        return int(self.shares.shape[1])

    @property
    def known(self) -> float:
        """How many items have a label."""
        return float((self.size > 0).sum())

    def items(self, posterior: FloatArray) -> FloatArray:
        """A posterior summed over the items with a label, (q,)."""
        return np.asarray(posterior[self.size > 0].sum(0))

    def tallied(self, weight: FloatArray) -> FloatArray:
        """Sum of a weight by label (n_labels,) on each item's category, (n_items, q)."""
        return summed(self.cell, weight, self.shares.size).reshape(self.shares.shape)

    def right(self, posterior: FloatArray) -> FloatArray:
        """Expected right labels by person and said, (people, q)."""
        said = posterior.ravel()[self.cell]
        return summed(self.pair, said, self.people * self.q).reshape(self.people, self.q)

    def expected(
        self, gain: FloatArray, log_classes: FloatArray, floor: FloatArray | None = None
    ) -> tuple[FloatArray, float]:
        """Posterior (n_items, q) and log-likelihood.

        Args:
            gain: log P(said | true = said) - log P(said | true = another), by (person, said) or by person.
            floor: log P(said | true = another), in the same shape; without it the likelihood lacks a constant.
        """
        score = self.tallied(self._each(gain))
        likelihood = normalise(score, log_classes, self.size)
        return score, likelihood + (float(self._each(floor).sum()) if floor is not None else 0.0)

    def _each(self, table: FloatArray) -> FloatArray:
        return table[self.person] if table.ndim == 1 else table.ravel()[self.pair]
