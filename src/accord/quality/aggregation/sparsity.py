"""How much a table of labels can say about its people: what every careful default goes by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from accord.quality.arrays import IntArray
from accord.quality.labels import Labels

KNOWN = 15.0  # evidence at which people count as half known


@dataclass(frozen=True, slots=True)
class Sparsity:
    """Attributes:
    depth: labels that the author of the median *label* gave (a few busy people count by their labels).
    overlap: labels an item that has any.
    n_categories: categories, those that nobody used included.

    >>> Sparsity.of(Labels.from_matrix(["xxyy", "xy.."], missing="."))
    Sparsity(depth=4.0, overlap=1.5, n_categories=2)
    """

    depth: float
    overlap: float
    n_categories: int

    @classmethod
    def of(cls, labels: Labels) -> Sparsity:
        """Measure a table of labels."""
        overlap = labels.n_labels / max(labels.n_labelled, 1)
        return cls(_by_label(labels.volume), overlap, labels.n_categories)

    @property
    def per_category(self) -> float:
        """Labels a person has for each row of a confusion matrix."""
        return self.depth / max(self.n_categories, 1)

    @property
    def trust(self) -> float:
        """From 0, nothing is known of single people, to 1, everybody's habits are: a person's comparisons with others
        for each category, over themselves plus `KNOWN`."""
        evidence = self.per_category * max(self.overlap - 1, 0.0)
        return evidence / (evidence + KNOWN)

    def __str__(self) -> str:
        return (
            f"{self.overlap:.3g} labels an item, {self.depth:.0f} by the author of the median label, "
            f"{self.n_categories} categories"
        )


def _by_label(volume: IntArray) -> float:
    """Median over labels of how many labels their author gave."""
    sizes = np.sort(volume)
    reached = np.cumsum(sizes)
    n = int(reached[-1]) if len(reached) else 0
    if not n:
        return 0.0
    middle = np.searchsorted(reached, [(n - 1) // 2, n // 2], side="right")
    return float(sizes[middle].mean())
