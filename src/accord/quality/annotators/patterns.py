"""Answers that follow the form instead of the question: straight lines, and the option that happens to stand first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from accord.quality.arrays import IntArray
from accord.quality.coding import code, missing_mask, one_dimensional
from accord.quality.faults import BadRows
from accord.quality.multiplicity import adjust
from accord.quality.proportions import proportion
from accord.quality.results import Estimate


@dataclass(frozen=True, slots=True)
class StraightLine:
    """One person's longest run of one answer, the p-value of so long a run if they had shuffled their own answers, and
    the p-value adjusted over all people."""

    annotator: Any
    answers: int
    run: int
    answer: Any
    p: float
    adjusted: float


def straight_lining(
    annotator: Sequence[Any], answer: Sequence[Any], *, resamples: int = 999, seed: int = 0
) -> list[StraightLine]:
    """Runs of one answer that are too long to be chance, worst first.

    Args:
        annotator, answer: rows **in the order in which they were answered**.

    A person who gives one answer only has no order to test (p = 1): compare their shares with the others' instead
    (`rating_differences`, `severity`). p = (b + 1)/(resamples + 1), adjusted by Benjamini-Hochberg.

    >>> found = straight_lining(["a"] * 40, ["x", "y"] * 10 + ["x"] * 20)
    >>> found[0].run, found[0].p < 0.01
    (20, True)
    """
    people, names = code(one_dimensional(annotator, "annotator"))
    answers, values = code(one_dimensional(answer, "answer"))
    if len(people) != len(answers) or not len(people):
        raise ValueError(f"annotator and answer must be equally long and not empty, not {len(people)}, {len(answers)}")
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(len(names)):
        own = answers[people == person]
        run, what = _longest(own)
        longer = (
            sum(_longest(rng.permutation(own))[0] >= run for _ in range(resamples)) if len(set(own)) > 1 else resamples
        )
        rows.append((len(own), run, values[what], (longer + 1) / (resamples + 1)))
    adjusted = adjust([p for *_, p in rows])
    found = [StraightLine(n, *row, a or 0.0) for n, row, a in zip(names, rows, adjusted, strict=True)]
    return sorted(found, key=lambda s: (s.p, -s.run))


def _longest(values: IntArray) -> tuple[int, int]:
    breaks = np.flatnonzero(np.diff(values) != 0)
    edges = np.r_[-1, breaks, len(values) - 1]
    sizes = np.diff(edges)
    best = int(sizes.argmax())
    return int(sizes[best]), int(values[edges[best] + 1])


@dataclass(frozen=True, slots=True)
class PositionBias:
    """How often one person (None: everybody) took the first of two; exact p, and adjusted over the people."""

    annotator: Any
    first: Estimate
    p: float
    adjusted: float


def position_bias(took_first: Sequence[bool], annotator: Sequence[Any] | None = None) -> list[PositionBias]:
    """Do people favour what is shown first? Everybody together, then each person, strongest first.

    Args:
        took_first: for each comparison whose order was random, whether the first shown won (leave out ties).
        annotator: who compared; without it only the overall figure.

    Exact two-sided binomial test of 1/2, Wilson interval, Benjamini-Hochberg over people.

    >>> round(position_bias([True] * 60 + [False] * 40)[0].p, 6)
    0.056888
    """
    took = one_dimensional(took_first, "took_first")
    if not len(took):
        raise ValueError("there is no comparison to look at")
    if (gaps := missing_mask(took)).any():
        raise BadRows("", np.flatnonzero(gaps), "have no answer: leave out ties and what was not compared")
    first = np.asarray(took).astype(bool)
    whole = _bias(None, int(first.sum()), len(first))
    if annotator is None:
        return [whole]
    people, names = code(one_dimensional(annotator, "annotator"))
    if len(people) != len(first):
        raise ValueError(f"took_first and annotator must be equally long, not {len(first)} and {len(people)}")
    wins, seen = np.bincount(people, first), np.bincount(people)
    each = [_bias(name, int(k), int(n)) for name, k, n in zip(names, wins, seen, strict=True)]
    adjusted = adjust([b.p for b in each])
    each = [PositionBias(b.annotator, b.first, b.p, a or 0.0) for b, a in zip(each, adjusted, strict=True)]
    return [whole, *sorted(each, key=lambda b: b.p)]


def _bias(name: Any, k: int, n: int) -> PositionBias:
    p = float(stats.binomtest(k, n, 0.5).pvalue)
    return PositionBias(name, proportion(k, n), p, p)


def option_position_bias(position: Sequence[int], options: int) -> float:
    """p-value that the chosen places 0..options-1 are uniform, when options were shuffled (chi-square).

    >>> option_position_bias([0, 1, 2, 3] * 10, 4)
    1.0
    """
    places = np.asarray(one_dimensional(position, "position"))
    if options < 2 or not len(places) or places.dtype.kind not in "iu" or places.min() < 0 or places.max() >= options:
        raise ValueError(f"places run from 0 to {options - 1}, and there must be one at least")
    return float(stats.chisquare(np.bincount(places, minlength=options)).pvalue)
