"""Two people side by side: the table of what one said against what the other said."""

from __future__ import annotations

from typing import Any

from accord.quality.arrays import IntArray
from accord.quality.labels import Labels


def two_people(labels: Labels, pair: tuple[Any, Any] | None = None) -> tuple[int, int]:
    """Codes of the two people to compare; ValueError unless ``pair`` names two or there are exactly two."""
    if pair is None:
        if labels.n_annotators != 2:
            raise ValueError(
                f"this compares two people, and the labels are by {labels.n_annotators}: "
                "pass pair=(one, other), use by_pair(...), or a measure for many (fleiss_kappa, krippendorff_alpha)"
            )
        return 0, 1
    unknown = [p for p in pair if p not in labels.annotators]
    if unknown or len(pair) != 2 or pair[0] == pair[1]:
        raise ValueError(f"pair must name two different people of {list(labels.annotators)[:12]}, not {pair!r}")
    names = list(labels.annotators)
    return names.index(pair[0]), names.index(pair[1])


def contingency(labels: Labels, pair: tuple[Any, Any] | None = None) -> IntArray:
    """Counts of (first person's category, second person's category) over the items both labelled, shape (q, q).

    >>> contingency(Labels.from_matrix(["aabb", "abbb"]))
    array([[1, 1],
           [0, 2]])
    """
    return labels.contingency(*two_people(labels, pair))
