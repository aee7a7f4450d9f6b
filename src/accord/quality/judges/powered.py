"""Few labels by people, many by a judge: rates and win rates that are right even where the judge is not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality._bootstrap import around, check_confidence
from accord.quality.arrays import FloatArray
from accord.quality.coding import one_dimensional
from accord.quality.columns import number_column
from accord.quality.faults import BadRows
from accord.quality.results import Basis, Estimate

FEW = 30  # human labels below which tuning on them is optimistic
POINTS = {"a": 1.0, "tie": 0.5, "both_bad": 0.5, "b": 0.0}


@dataclass(frozen=True, slots=True)
class Powered:
    """A mean from people's labels with a judge's help.

    Attributes:
        estimate: the mean, with its interval (which may reach beyond what a rate can be: clip it only to show it).
        human_only: the mean of people's labels alone, with the classical interval.
        judge_only: the judge's own mean over everything: biased by as much as the judge is.
        bias: judge less people on the rows that both labelled, with its interval.
        lam: how far the judge is trusted, 0 (not at all) to 1.
        worth: how many human labels alone would give an interval as narrow.
    """

    estimate: Estimate
    human_only: Estimate
    judge_only: float
    bias: Estimate
    lam: float
    worth: float


def powered_mean(
    human: Sequence[float],
    judge: Sequence[float],
    judge_more: Sequence[float],
    *,
    lam: float | None = None,
    folds: int = 0,
    confidence: float = 0.95,
) -> Powered:
    """The mean of people's labels over all rows, from n rows that both labelled and N more that only the judge did.

    theta = lam mean(F) + mean(Y - lam f) with SE^2 = lam^2 var(F)/N + var(Y - lam f)/n, variances divided by n.

    Args:
        human, judge: labels of the same n rows (0/1, or any number). They must be a random sample of all rows.
        judge_more: the judge's labels of the N other rows.
        lam: 0 is people alone, 1 plain prediction-powered inference; by default the value with the least variance,
            cov(Y, f)/((1 + n/N) var f), held to 0..1, with var f over all n + N rows, both divided by their counts.
        folds: 0 tunes lam on all n rows; 2 or more on the other folds each time (cross-fitting), which takes the optimism
            out where n is small.

    Conventions: ppi-python 0.2.3 divides the pooled variance by n + N - 1, which moves lam by one part in n + N.

    Source: Angelopoulos, Bates, Fannjiang, Jordan & Zrnic 2023, Science 382; Angelopoulos, Duchi & Zrnic 2023, "PPI++",
    section 6 (power tuning); cross-fitting: Zrnic & Candes 2024.

    >>> more = [1] * 150 + [0] * 50
    >>> found = powered_mean([1, 0, 1, 1, 0, 1, 0, 1, 1, 1], [1, 0, 1, 0, 0, 1, 1, 1, 1, 1], more)
    >>> round(found.estimate.estimate, 6), round(found.lam, 6)
    (0.727761, 0.555222)
    """
    check_confidence(confidence)
    y, f, more = (
        number_column(column, name) for column, name in ((human, "human"), (judge, "judge"), (judge_more, "judge_more"))
    )
    if len(y) != len(f):
        raise ValueError(f"human and judge label the same rows, and so are equally long, not {len(y)} and {len(f)}")
    if len(y) < 2 or not len(more):
        raise ValueError(
            f"two rows with a human label at least, and one with the judge's alone; not {len(y)} and {len(more)}"
        )
    if lam is not None and not 0 <= lam <= 1:
        raise ValueError(f"lam is from 0 (people alone) to 1, not {lam!r}")
    if folds and not 2 <= folds <= len(y):
        raise ValueError(f"folds is 0, or from 2 to the number of human labels, not {folds}")
    n, big = len(y), len(more)
    trust = np.full(n, _tuned(y, f, more) if lam is None else lam)
    if folds and lam is None:
        fold = np.arange(n) % folds
        trust = np.array([_tuned(y[fold != k], f[fold != k], more) for k in range(folds)])[fold]
    mean_trust = float(trust.mean())
    rest = y - trust * f
    value = mean_trust * float(more.mean()) + float(rest.mean())
    error = math.sqrt(mean_trust**2 * float(more.var()) / big + float(rest.var()) / n)
    basis = Basis("prediction-powered mean", confidence, n + big, 2, 2 * n + big)
    words = "normal" if lam is not None else f"normal, lam tuned{f' on {folds} folds' if folds else ''}"
    few = f"only {n} human labels: lam tuned on the same rows makes the interval optimistic, see folds"
    note = few if n < FEW and lam is None and not folds else None
    alone_error = math.sqrt(float(y.var()) / n)
    alone = Basis("mean of human labels", confidence, n, 1, n)
    gap = Basis("judge less people", confidence, n, 2, 2 * n)
    return Powered(
        basis.sure(value, around(value, error, confidence, words)).noting(note),
        alone.sure(float(y.mean()), around(float(y.mean()), alone_error, confidence, "normal")),
        float(np.concatenate([f, more]).mean()),
        gap.sure(
            float((f - y).mean()),
            around(float((f - y).mean()), float((f - y).std()) / math.sqrt(n), confidence, "normal"),
        ),
        mean_trust,
        float(y.var()) / error**2 if error else float(n + big),
    )


def powered_win_rate(
    human: Sequence[Any],
    judge: Sequence[Any],
    judge_more: Sequence[Any],
    *,
    lam: float | None = None,
    folds: int = 0,
    confidence: float = 0.95,
) -> Powered:
    """The share of points of a against b: a win is 1, a tie 1/2, both bad 1/2 (nobody wins), a loss 0; see `powered_mean`.

    "Both bad" cannot be left out here, as it is in a leaderboard: rows would then be chosen by what people said of them.

    >>> found = powered_win_rate(["a", "b", "a", "tie"] * 10, ["a", "b", "a", "a"] * 10, ["a", "a", "b", "a"] * 100)
    >>> round(found.human_only.estimate, 3), round(found.bias.estimate, 3), round(found.estimate.estimate, 3)
    (0.625, 0.125, 0.625)
    """
    columns = [_points(c, n) for c, n in ((human, "human"), (judge, "judge"), (judge_more, "judge_more"))]
    return powered_mean(*columns, lam=lam, folds=folds, confidence=confidence)


def _tuned(y: FloatArray, f: FloatArray, more: FloatArray) -> float:
    pooled = float(np.concatenate([f, more]).var())
    if not pooled:
        return 0.0
    covariance = float(((y - y.mean()) * (f - f.mean())).mean())
    return min(max(covariance / ((1 + len(y) / len(more)) * pooled), 0.0), 1.0)


def _points(column: Any, name: str) -> list[float]:
    values = list(one_dimensional(column, name))
    bad = [at for at, v in enumerate(values) if v not in POINTS]
    if bad:
        raise BadRows(f"{name}: ", bad, f"hold something else than {', '.join(POINTS)}: correct or drop them")
    return [POINTS[v] for v in values]
