"""Pace: who answers too fast to have read, and which single answers took out of all proportion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.arrays import BoolArray, FloatArray
from accord.quality.coding import code, one_dimensional
from accord.quality.faults import BadRows


@dataclass(frozen=True, slots=True)
class Pace:
    """One person's pace.

    Attributes:
        seconds: median time of an answer.
        ratio: median of (time / the median of all people on the same item), 1 as fast as the others.
        hurried: share of answers under ``fast`` of the item's median.
        speeder: whether more than ``share`` of at least ``least`` answers were hurried.
    """

    annotator: Any
    answers: int
    seconds: float
    ratio: float
    hurried: float
    speeder: bool


def _columns(item: Any, annotator: Any, seconds: Any) -> tuple[Any, Any, FloatArray]:
    time = np.asarray(one_dimensional(seconds, "seconds"), dtype=np.float64)
    bad = np.flatnonzero(~((time > 0) & np.isfinite(time)))
    if len(bad):
        raise BadRows("", bad, "have no time above 0 seconds: drop them")
    if not len(time) == len(item) == len(annotator):
        raise ValueError(f"the columns must be equally long, not {len(item)}, {len(annotator)}, {len(time)}")
    if not len(time):
        raise ValueError("the table is empty: there is no time to look at")
    return code(item)[0], annotator, time


def _relative(units: Any, time: FloatArray) -> FloatArray:
    """log(time / median of the item): the item's length and difficulty taken out."""
    log = np.log(time)
    order = np.lexsort((log, units))
    start = np.flatnonzero(np.r_[True, np.diff(units[order]) > 0])
    size = np.diff(np.r_[start, len(order)])
    middle = (log[order][start + (size - 1) // 2] + log[order][start + size // 2]) / 2
    return np.asarray(log - np.repeat(middle, size)[np.argsort(order)])


def pace(
    item: Sequence[Any],
    annotator: Sequence[Any],
    seconds: Sequence[float],
    *,
    fast: float = 1 / 3,
    share: float = 0.3,
    least: int = 10,
) -> list[Pace]:
    """Each person's pace against the others on the same items, fastest first.

    Args:
        item, annotator, seconds: one row an answer, active seconds.
        fast: an answer under this part of the item's median time is hurried (a third: Greszki, Meyer & Schoen 2015 use
            30 to 50% below the median; we take the strict end and items instead of questionnaires).
        share, least: a speeder hurried over more than this share of at least so many answers.

    >>> pace([1, 1, 1] * 10, ["a", "b", "c"] * 10, [30, 33, 3] * 10)[0].speeder
    True
    """
    units, annotator, time = _columns(item, annotator, seconds)
    relative = _relative(units, time)
    people, names = code(annotator)
    found = []
    for person, name in enumerate(names):
        own = people == person
        hurried = float((relative[own] < np.log(fast)).mean())
        n = int(own.sum())
        ratio = float(np.exp(np.median(relative[own])))
        found.append(Pace(name, n, float(np.median(time[own])), ratio, hurried, n >= least and hurried > share))
    return sorted(found, key=lambda p: p.ratio)


def time_outliers(
    item: Sequence[Any], annotator: Sequence[Any], seconds: Sequence[float], *, cut: float = 3.5
) -> BoolArray:
    """Answers whose time fits neither the item nor the person, shape (n,).

    Robust z = .6745 (x - median)/MAD of log time, the item's and then the person's median taken out; |z| > ``cut``
    (Iglewicz & Hoaglin 1993). Long pauses show as well as clicks in passing.

    >>> time_outliers([1, 2, 3, 4, 5, 6], ["a"] * 6, [20, 22, 19, 21, 20, 4000]).tolist()
    [False, False, False, False, False, True]
    """
    units, annotator, time = _columns(item, annotator, seconds)
    shared = np.bincount(units)[units] > 1
    relative = np.where(shared, _relative(units, time), np.log(time))
    middle = shared & (relative == 0)  # who is the item's median says nothing of the spread
    people = code(annotator)[0]
    centred = _relative(people * 2 + shared, np.exp(relative))
    away = np.abs(centred)[~middle]
    spread = float(np.median(away)) if len(away) else 0.0
    spread = spread or float(np.abs(centred).mean())
    if spread == 0:
        return np.zeros(len(time), dtype=bool)
    return np.asarray(np.abs(0.6745 * centred / spread) > cut)
