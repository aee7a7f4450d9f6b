"""Committee: Dawid-Skene and MACE share one posterior, so that each keeps the other from its own kind of error.

Dawid-Skene sees that people err in one direction but, with few labels a person, drifts away with its own error; MACE
sees only knowing and habit, which a handful of labels can carry. Here both read the same posterior, each gives its own,
and the weighted mean of the two (and of the votes) is the posterior of the next pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.aggregation._sums import Model, Sums
from accord.quality.aggregation._table import sums_of
from accord.quality.aggregation.consensus import Consensus
from accord.quality.aggregation.dawid_skene import FLOOR, Priors, logs, right_share
from accord.quality.aggregation.mace import Habits, knowing, updated
from accord.quality.aggregation.majority import finished
from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels


@dataclass(frozen=True, slots=True)
class Balance:
    """Who speaks how loudly in a committee, and what holds the classes.

    Attributes:
        dawid_skene, mace, even_mace, votes: weights from 0 up of Dawid-Skene, of MACE with the shared classes, of MACE
            with equal classes, and of the vote shares; only their ratios matter.
        anchor: weight of the vote shares beside the estimated class shares, in items a item: 0 none, 1 as much as all.
        even: the same for equal shares.
        rows, diagonal: Dawid-Skene's pseudo-labels a row and the share of them that is right.
        said: believe of an item only what somebody said of it. A category that hardly anybody says would otherwise be
            free to become a second kind of item, of which all people say something else.
    """

    dawid_skene: float = 4.0
    mace: float = 1.0
    even_mace: float = 0.0
    votes: float = 0.0
    anchor: float = 0.0
    even: float = 0.0
    rows: float = 1.0
    diagonal: float = 0.8
    said: bool = True

    def __post_init__(self) -> None:
        weights = (self.dawid_skene, self.mace, self.even_mace, self.votes, self.anchor, self.even)
        if not all(w >= 0 for w in weights) or not self.dawid_skene + self.mace + self.even_mace > 0:
            raise ValueError(f"weights are 0 or more, and one model must have some: {self}")


def committee(
    labels: Labels, balance: Balance | None = None, *, iterations: int = 50, tolerance: float = 1e-4
) -> Consensus:
    """EM in which Dawid-Skene and MACE work on one shared posterior.

    Args:
        labels: any labels, repeats included.
        balance: default ``Balance()``, for people whose habits are well known; `aggregate` with method="auto" sets it
            by how sparse the labels are.
        iterations: most passes; ``tolerance``: stop when no posterior moves by more.

    Returns:
        Consensus with ``confusion`` (Dawid-Skene's, under the shared posterior) and ``extra["knows"]``, MACE's
        competence. There is no one likelihood, so ``log_likelihood`` is None.

    How it was chosen and what it gains is told in docs/quality/aggregation.md.

    >>> labels = Labels.from_matrix(["xxyyxy", "xxyyxy", "xyxyxx"], annotators=["ann", "bob", "cy"])
    >>> committee(labels).labels
    ['x', 'x', 'y', 'y', 'x', 'y']
    """
    if iterations < 1:
        raise ValueError(f"iterations must be 1 or more, not {iterations}")
    table, balance = sums_of(labels), balance or Balance()
    people, q = table.shape
    prior = Priors(balance.rows, balance.diagonal).said(q)
    given = table.given
    knows, strategy = np.full((people, 2), (0.3, 0.7)), np.full((people, q), 1 / q)
    posterior, counts, steps, moved = table.shares, table.count(table.shares), 0, np.inf
    while steps < iterations and moved >= tolerance:
        steps += 1
        said, classes = counts + prior, _classes(table, posterior, balance)
        right = np.einsum("pcc->pc", counts)
        knew = knowing(right, given, knows, strategy)
        knows, strategy = updated(*knew, Habits(), True)
        models = _models(said, classes, knows, strategy, balance)
        sweep = table.sweep(models, posterior, _share(balance, "votes"), balance.said)
        posterior, counts, moved = sweep.posterior, sweep.counts, sweep.change
    pairs = knew[0] + 0.5
    whole, size = table.resident(posterior, models, _share(balance, "votes"))
    return finished(
        labels,
        whole,
        classes / classes.sum(),
        size,
        f"committee of Dawid-Skene and MACE, {balance.dawid_skene:g} : {balance.mace + balance.even_mace:g}",
        skill=right_share(counts, labels.volume),
        confusion=np.ascontiguousarray((said / said.sum(1, keepdims=True)).transpose(0, 2, 1)),
        extra={"knows": pairs[:, 1] / pairs.sum(1)},
        iterations=steps,
        converged=moved < tolerance,
    )


def _share(balance: Balance, name: str) -> float:
    whole = balance.dawid_skene + balance.mace + balance.even_mace + balance.votes
    return float(getattr(balance, name) / whole)


def _classes(table: Sums, posterior: Any, balance: Balance) -> FloatArray:
    """Pseudo-counts of the classes: one each, the items', the votes' and equal shares."""
    n, q = table.known, table.shape[1]
    return np.asarray(table.items(posterior) + 1 + balance.anchor * n * table.classes + balance.even * n / q)


def _models(
    said: FloatArray, classes: FloatArray, knows: FloatArray, strategy: FloatArray, balance: Balance
) -> list[Model]:
    q = len(classes)
    shared, equal = np.log(classes / classes.sum()), np.full(q, -np.log(q))
    spam = np.maximum(knows[:, :1] * strategy, FLOOR)
    habit = np.log(spam)[:, :, None] * np.ones(q)
    at = np.arange(q)
    habit[:, at, at] = np.log(spam + knows[:, 1:])
    found = [
        Model(logs(said, classes, False)[0], shared, _share(balance, "dawid_skene")),
        Model(habit, shared, _share(balance, "mace")),
        Model(habit, equal, _share(balance, "even_mace")),
    ]
    return [model for model in found if model.weight > 0]
