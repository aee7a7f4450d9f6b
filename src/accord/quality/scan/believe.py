"""Consensus of more items than fit in memory: what is believed of each stays a table beside the labels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from accord.quality.aggregation.dawid_skene import Priors, fitted, right_share
from accord.quality.aggregation.sparsity import Sparsity
from accord.quality.arrays import FloatArray
from accord.quality.scan.expectation import Queried
from accord.quality.scan.labels import Scan
from accord.quality.scan.source import ibis


@dataclass(frozen=True, eq=False)
class Beliefs:
    """Dawid-Skene's answer for labels that stay where they are.

    Attributes:
        table: Ibis table of item, label, confidence, p0, p1, ... (the probability of each of ``categories``), one row an
            item with a label; a tie goes to the category that comes first.
        classes: shares of the categories, (q,).
        skill: share of each person's labels that is expected to be right, in the order of ``annotators``.
        confusion: P(said | true), (people, true, said).
    """

    table: Any
    categories: list[Any]
    annotators: list[Any]
    classes: FloatArray
    skill: FloatArray
    confusion: FloatArray
    log_likelihood: float
    iterations: int
    converged: bool

    def to_parquet(self, path: str | Path) -> None:
        """Write the table; the backend does it, row by row."""
        self.table.to_parquet(path)


def believe(
    labels: Scan,
    priors: Priors | None = None,
    *,
    variational: bool = False,
    iterations: int = 100,
    tolerance: float = 1e-6,
) -> Beliefs:
    """Dawid-Skene by GROUP BY: two joins and two groupings a pass, in which only counts by person come back.

    Arguments as for `accord.quality.dawid_skene`, whose numbers these are.
    """
    table = Queried.of(labels)
    chosen = priors or Priors.suited(Sparsity.of(labels))
    fit = fitted(table, chosen, variational=variational, iterations=iterations, tolerance=tolerance)
    q = labels.n_categories
    shares = [fit.posterior[f"p{k}"] for k in range(q)]
    top = ibis().greatest(*shares)
    first = ibis().cases(*((share == top, name) for share, name in zip(shares, labels.categories, strict=True)))
    told = fit.posterior.select("item", label=first, confidence=top, **{f"p{k}": shares[k] for k in range(q)})
    return Beliefs(
        told,
        list(labels.categories),
        list(labels.annotators),
        fit.classes,
        right_share(fit.counts, labels.volume),
        np.ascontiguousarray(fit.said.transpose(0, 2, 1)),
        fit.log_likelihood,
        fit.iterations,
        fit.converged,
    )
