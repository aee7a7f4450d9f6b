"""Dawid & Skene: each person has a confusion matrix, found together with the truth; with priors that hold it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import digamma

from accord.quality.aggregation._sums import Known, Model, Sums
from accord.quality.aggregation._table import sums_of
from accord.quality.aggregation.consensus import Consensus
from accord.quality.aggregation.majority import finished
from accord.quality.aggregation.sparsity import Sparsity
from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels

FLOOR = 1e-10  # least probability of a label, so that one impossible label does not decide an item alone


@dataclass(frozen=True, slots=True)
class Priors:
    """What is believed before a label is seen, in pseudo-counts.

    Attributes:
        rows: pseudo-labels in each row of a confusion matrix; 0 is maximum likelihood.
        diagonal: share of them that are right; the rest is spread over the wrong categories.
        classes: pseudo-items in each category.
        anchor: how much the vote shares weigh beside the estimated class shares: 0 not at all, 1 as much as all items
            together, infinity leaves the classes at the vote shares.
        votes: weight of the vote shares in each posterior, from 0 up to below 1.
    """

    rows: float = 1.0
    diagonal: float = 0.8
    classes: float = 1.0
    anchor: float = 0.0
    votes: float = 0.0

    def __post_init__(self) -> None:
        for name in ("rows", "classes", "anchor"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"{name} counts pseudo-labels from 0 up, not {getattr(self, name)!r}")
        if not 0 <= self.votes < 1:
            raise ValueError(f"votes is a share from 0 up to below 1, not {self.votes!r}")
        if not 0 < self.diagonal < 1:
            raise ValueError(f"diagonal is a share between 0 and 1, such as .8; not {self.diagonal!r}")

    @classmethod
    def suited(cls, sparsity: Sparsity) -> Priors:
        """Priors that grow as less is known of each person."""
        doubt = 1 - sparsity.trust
        return cls(rows=1 + doubt, anchor=4 * doubt, votes=0.5 * doubt)

    def said(self, q: int) -> FloatArray:
        """Pseudo-counts (said, true) of one person."""
        wrong = (1 - self.diagonal) / max(q - 1, 1)
        return self.rows * np.where(np.eye(q) > 0, self.diagonal if q > 1 else 1.0, wrong)

    def shares(self, posterior: Any, table: Known) -> FloatArray:
        """Pseudo-counts of the classes: the items', the prior's and the votes'."""
        if np.isinf(self.anchor):
            return np.asarray(table.classes * table.known)
        return np.asarray(table.items(posterior) + self.classes + self.anchor * table.known * table.classes)


MAXIMUM_LIKELIHOOD = Priors(rows=0, classes=0)


def dawid_skene(
    labels: Labels,
    priors: Priors | None = None,
    *,
    variational: bool = False,
    iterations: int = 100,
    tolerance: float = 1e-6,
) -> Consensus:
    """EM for the truth and everybody's confusion matrix, starting from the vote shares.

    Args:
        labels: any labels; a person may label an item more than once (``duplicates="keep"``): repeats multiply.
        priors: default ``Priors.suited``, by how much is known of each person. With people of few labels, maximum
            likelihood (``MAXIMUM_LIKELIHOOD``, what Dawid & Skene 1979 printed) lets classes and people feed on each
            other's error and ends up to 20 points below majority; see docs/quality/aggregation.md.
        variational: average over the uncertainty of every confusion matrix (digamma, as in Bayesian classifier
            combination) instead of taking its most probable value; gentler to people of few labels.
        iterations: most passes; ``tolerance``: stop when no posterior moves by more.

    Returns:
        Consensus with ``confusion`` P(said | true), shape (people, true, said), and the log-likelihood of the labels at
        these values (without the prior).

    Raises:
        ValueError: confusion matrices that do not fit in memory, iterations below 1.

    The start matters: the likelihood has other maxima, some higher and with the classes swapped (the anaesthetists'
    published -190.73 against -189.41). Vote shares are the basin people mean; random restarts are not offered.

    Source: Dawid & Skene 1979, Applied Statistics 28, 20-28; priors as Dirichlet counts; the variational form is Kim &
    Ghahramani 2012, "Bayesian classifier combination", AISTATS.

    >>> labels = Labels.from_matrix(["xxyyxy", "xxyyxy", "xyxyxx"], annotators=["ann", "bob", "cy"])
    >>> found = dawid_skene(labels)
    >>> found.labels, [round(p.skill, 1) for p in found.people()]
    (['x', 'x', 'y', 'y', 'x', 'y'], [0.9, 0.9, 0.6])
    """
    if iterations < 1:
        raise ValueError(f"iterations must be 1 or more, not {iterations}")
    table, priors = sums_of(labels), priors or Priors.suited(Sparsity.of(labels))
    fit = fitted(table, priors, variational=variational, iterations=iterations, tolerance=tolerance)
    posterior, size = table.resident(fit.posterior, fit.models, priors.votes)
    kind = "variational Dawid-Skene" if variational else "Dawid-Skene"
    return finished(
        labels,
        posterior,
        fit.classes,
        size,
        f"{kind}, {_told(priors)}",
        skill=right_share(fit.counts, labels.volume),
        confusion=np.ascontiguousarray(fit.said.transpose(0, 2, 1)),
        iterations=fit.iterations,
        converged=fit.converged,
        log_likelihood=fit.log_likelihood,
        note=None if fit.converged else f"still moving after {fit.iterations} iterations: more may change some items",
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """Where EM ended: posterior, classes (q,), P(said | true) as (people, said, true), expected labels (people, said,
    true) under the posterior, the model of the last E step, and how it got there."""

    posterior: Any
    classes: FloatArray
    said: FloatArray
    counts: FloatArray
    models: list[Model]
    log_likelihood: float
    iterations: int
    converged: bool


def fitted(
    table: Sums,
    priors: Priors,
    *,
    variational: bool = False,
    iterations: int = 100,
    tolerance: float = 1e-6,
    start: Any = None,
) -> Fit:
    """EM from ``start`` (default: the vote shares)."""
    prior = priors.said(table.shape[1])
    posterior = table.shares if start is None else start
    counts = table.count(posterior)
    steps, moved = 0, np.inf
    sweep: Any = None
    models: list[Model] = []
    while steps < iterations and moved >= tolerance:
        steps += 1
        said, classes = counts + prior, priors.shares(posterior, table)
        models = [Model(*logs(said, classes, variational), 1 - priors.votes)]
        sweep = table.sweep(models, posterior, priors.votes)
        posterior, counts, moved = sweep.posterior, sweep.counts, sweep.change
    said, classes = _shares(said, 1), _shares(classes, 0)
    if variational:  # the likelihood at the posterior means; the posterior stays the variational one
        sweep = table.sweep([Model(*logs(said, classes, False))], posterior)
    return Fit(posterior, classes, said, counts, models, sweep.log_likelihood, steps, moved < tolerance)


def right_share(counts: FloatArray, volume: Any) -> FloatArray:
    """Share of each person's labels that are expected to be right, from expected labels (people, said, true)."""
    return np.asarray(np.einsum("pcc->p", counts) / np.maximum(volume, 1))


def _shares(counts: FloatArray, axis: int) -> FloatArray:
    """Counts over their sum along an axis; a row that nothing speaks of is uniform."""
    total = counts.sum(axis, keepdims=True)
    found = np.full_like(counts, 1 / counts.shape[axis])
    np.divide(counts, total, out=found, where=total > 0)
    return found


def logs(said: FloatArray, classes: FloatArray, variational: bool) -> tuple[FloatArray, FloatArray]:
    """(Expected) log-probabilities of what is said (people, said, true) and of the classes."""
    if variational:
        said, classes = np.maximum(said, FLOOR), np.maximum(classes, FLOOR)
        return digamma(said) - digamma(said.sum(1, keepdims=True)), digamma(classes) - digamma(classes.sum())
    return np.log(np.maximum(_shares(said, 1), FLOOR)), np.log(np.maximum(_shares(classes, 0), FLOOR))


def _told(priors: Priors) -> str:
    if priors == MAXIMUM_LIKELIHOOD:
        return "maximum likelihood"
    parts = [f"{priors.rows:.3g} pseudo-labels a row ({priors.diagonal:g} right)", f"{priors.classes:g} a class"]
    if priors.anchor:
        parts.append("classes at the vote shares" if np.isinf(priors.anchor) else f"vote shares x {priors.anchor:.3g}")
    if priors.votes:
        parts.append(f"votes {priors.votes:.0%}")
    return ", ".join(parts)
