"""Majority vote, plain or weighted: the floor that every other method has to beat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from accord.quality.aggregation._table import vote_shares
from accord.quality.aggregation.consensus import Consensus
from accord.quality.arrays import FloatArray
from accord.quality.coding import frozen
from accord.quality.faults import some
from accord.quality.labels import Labels


def majority_vote(labels: Labels, weights: Mapping[Any, float] | Any = None) -> Consensus:
    """The share of each category among an item's labels.

    Args:
        labels: any labels; repeats count as often as they stand there.
        weights: annotator -> weight from 0 up (who is not in it weighs 1), or one number a row, shape (n_labels,).

    Returns:
        Consensus whose posterior is the (weighted) share: a description of the votes, not a probability of being right.
        A tie stays a tie in ``posterior`` and ``tied``; the label then goes to the category that is commoner overall,
        then to the name that sorts first, whatever the order of the rows. ``skill`` is the share of a person's labels
        that the other labels of the item are expected to agree with, the own label included.

    Raises:
        ValueError: a weight that is negative or not a number, weights for nobody, or a wrong number of rows.

    >>> found = majority_vote(Labels.from_matrix(["xyx", "xyy", "yyy"]))
    >>> found.labels, found.confidence.round(2).tolist()
    (['x', 'y', 'y'], [0.67, 1.0, 0.67])
    """
    weight = None if weights is None else row_weights(labels, weights)
    size, posterior, classes = vote_shares(labels, weight)
    named = "majority vote" if weight is None else "weighted majority vote"
    return finished(labels, posterior, classes, size, named)


def row_weights(labels: Labels, weights: Any) -> FloatArray:
    """One weight a row, from a mapping by annotator or a column; ValueError for what is not a weight."""
    if isinstance(weights, Mapping):
        known = {frozen(name): float(w) for name, w in weights.items()}
        strange = [name for name in known if name not in set(labels.annotators)]
        if strange:
            raise ValueError(f"weights for {some(strange)}, who gave no label: name people as the labels do")
        person = np.array([known.get(name, 1.0) for name in labels.annotators])
        bad = [name for name, w in zip(labels.annotators, person, strict=True) if not (np.isfinite(w) and w >= 0)]
        if bad:
            raise ValueError(f"the weights of {some(bad)} are negative or not numbers: a weight is 0 or more")
        return np.asarray(person[labels.annotator], dtype=np.float64)
    column = np.asarray(weights, dtype=np.float64)
    if column.shape != (labels.n_labels,):
        raise ValueError(f"weights must be a mapping by annotator or {labels.n_labels} numbers, not {column.shape}")
    bad_rows = np.flatnonzero(~(np.isfinite(column) & (column >= 0)))
    if len(bad_rows):
        raise ValueError(f"rows {some(bad_rows)} have a weight that is negative or not a number: want 0 or more")
    return column


def finished(
    labels: Labels, posterior: FloatArray, classes: FloatArray, size: Any, method: str, **more: Any
) -> Consensus:
    """A `Consensus` whose ``skill`` is the posterior of what each person said, unless ``more`` brings one."""
    volume = labels.volume
    if "skill" not in more:
        right = np.bincount(labels.annotator, posterior[labels.item, labels.value], minlength=labels.n_annotators)
        more["skill"] = right / np.maximum(volume, 1)
    return Consensus(
        labels.items,
        labels.annotators,
        labels.categories,
        posterior,
        classes,
        size=size,
        volume=volume,
        method=method,
        confusion=more.pop("confusion", None),
        **more,
    )
