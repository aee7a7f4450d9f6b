"""How right a person is: against gold, against given posteriors, or against the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from accord.quality._bootstrap import check_confidence
from accord.quality.arrays import FloatArray
from accord.quality.coding import frozen
from accord.quality.faults import some
from accord.quality.labels import Labels
from accord.quality.results import Basis, Estimate, Interval


@dataclass(frozen=True, slots=True)
class Skill:
    """One person: expected ``right`` answers of ``judged``, the accuracy with its interval, P(accuracy > bar)."""

    annotator: Any
    right: float
    judged: int
    accuracy: Estimate
    above: float


def beta_accuracy(
    right: float, wrong: float, prior: tuple[float, float] = (1.0, 1.0), bar: float = 0.8, confidence: float = 0.95
) -> tuple[Estimate, float]:
    """Posterior mean and equal-tailed interval of an accuracy under a Beta prior, and P(accuracy > bar).

    >>> accuracy, above = beta_accuracy(18, 2)
    >>> round(accuracy.estimate, 4), round(above, 4)
    (0.8636, 0.8213)
    """
    check_confidence(confidence)
    if min(prior) <= 0 or right < 0 or wrong < 0:
        raise ValueError("a Beta prior has two positive counts, and answers are counted from 0 up")
    a, b = prior[0] + right, prior[1] + wrong
    tail = (1 - confidence) / 2
    low, high = (float(v) for v in stats.beta.ppf([tail, 1 - tail], a, b))
    mean = a / (a + b)
    span = Interval(
        min(low, mean), max(high, mean), float(stats.beta.std(a, b)), f"Beta({prior[0]:g}, {prior[1]:g}) prior"
    )
    judged = round(right + wrong)
    basis = Basis("accuracy", confidence, judged, 1, judged)
    return basis.sure(mean, span), float(stats.beta.sf(bar, a, b))


def gold_accuracy(
    labels: Labels,
    gold: Mapping[Any, Any],
    *,
    prior: tuple[float, float] = (1.0, 1.0),
    bar: float = 0.8,
    confidence: float = 0.95,
) -> list[Skill]:
    """Accuracy of each person on items whose answer is known, least able first (by the upper end).

    Args:
        gold: item -> right category; items that are not in it do not count.
        prior: Beta pseudo-counts (right, wrong); (1, 1) is flat, (4, 1) says that people are mostly right.
        bar: accuracy that is good enough; ``above`` is the probability of passing it.

    Raises:
        ValueError: gold for no item that was labelled, or a gold category that the labels do not have.

    >>> labels = Labels.from_matrix(["xy", "xx"], annotators=["ann", "bob"], items=["q1", "q2"])
    >>> [(s.annotator, s.right) for s in gold_accuracy(labels, {"q1": "x", "q2": "y"})]
    [('bob', 1.0), ('ann', 2.0)]
    """
    truth = np.full(labels.n_items, -1, dtype=np.int64)
    place = {frozen(c): i for i, c in enumerate(labels.categories)}
    unknown = [c for c in gold.values() if frozen(c) not in place]
    if unknown:
        raise ValueError(f"gold has categories that nobody could give: {some(map(repr, unknown))}; pass categories=")
    for code, item in enumerate(labels.items):
        if item in gold:
            truth[code] = place[frozen(gold[item])]
    if (truth[labels.item] < 0).all():
        raise ValueError("no labelled item is in gold: check that both name items alike")
    known = truth[labels.item] >= 0
    right = (truth[labels.item] == labels.value).astype(np.float64)
    return _ranked(labels, right, known, prior, bar, confidence)


def skill(
    labels: Labels,
    posterior: FloatArray | None = None,
    *,
    prior: tuple[float, float] = (1.0, 1.0),
    bar: float = 0.8,
    confidence: float = 0.95,
) -> list[Skill]:
    """Accuracy of each person without gold, least able first.

    Args:
        posterior: items x categories probabilities of the truth (from `accord.quality.aggregate`): each label counts
            as right with the probability of its category. Note that the person's own label shaped it.
        Default: the share of the *other* people who gave the item the same label, so that nobody agrees with themself;
            it is agreement, and lies below accuracy.

    >>> labels = Labels.from_matrix(["aabb", "aabb", "bbaa"], annotators=["ann", "bob", "odd"])
    >>> skill(labels)[0].annotator
    'odd'
    """
    if posterior is not None:
        table = np.asarray(posterior, dtype=np.float64)
        if table.shape != (labels.n_items, labels.n_categories):
            raise ValueError(
                f"posterior must be items x categories {(labels.n_items, labels.n_categories)}, not {table.shape}"
            )
        right, known = table[labels.item, labels.value], np.ones(labels.n_labels, dtype=bool)
    else:
        others = labels.counts.sum(1)[labels.item] - 1
        known = others > 0
        right = (labels.counts[labels.item, labels.value] - 1) / np.maximum(others, 1)
    return _ranked(labels, right, known, prior, bar, confidence)


def _ranked(
    labels: Labels, right: FloatArray, known: Any, prior: tuple[float, float], bar: float, confidence: float
) -> list[Skill]:
    size = labels.n_annotators
    judged = np.bincount(labels.annotator[known], minlength=size)
    hits = np.bincount(labels.annotator[known], right[known], minlength=size)
    found = []
    for name, k, n in zip(labels.annotators, hits, judged, strict=True):
        accuracy, above = beta_accuracy(float(k), float(n - k), prior, bar, confidence)
        note = None if n else "nothing to judge this person by: this is the prior alone"
        found.append(Skill(name, float(k), int(n), accuracy.noting(note), above))
    return sorted(found, key=lambda s: (s.accuracy.high or 0.0, s.above))
