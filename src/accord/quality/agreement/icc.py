"""Intraclass correlation, the six forms of Shrout & Fleiss: numbers given by several people to the same items."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from accord.quality._bootstrap import check_confidence
from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels
from accord.quality.results import Basis, Estimate, Interval

FORMS = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")


def complete_matrix(labels: Labels) -> FloatArray:
    """Items x people matrix of numbers, only the items that everybody labelled; shape (n, k)."""
    table = np.full((labels.n_items, labels.n_annotators), np.nan)
    table[labels.item, labels.annotator] = labels.numbers()[labels.value]
    return np.asarray(table[~np.isnan(table).any(1)])


def icc(labels: Labels, form: str = "2,1", *, interval: str | None = "analytic", confidence: float = 0.95) -> Estimate:
    """Share of the variance of numeric labels that belongs to the items.

    Args:
        labels: numbers; items that not everybody labelled are dropped (``n_dropped``).
        form: first the model: 1 other people for each item, 2 these people stand for all such (absolute agreement),
            3 only these people matter (consistency: a constant severity does not count against them); then "1" for
            one person's label or "k" for the mean of all. McGraw & Wong write ICC(A,1) for 2,1 and ICC(C,1) for 3,1.
        interval: "analytic" (F distribution) or None. Negative ends are right and are not clipped.

    Source: Shrout & Fleiss 1979, Psychological Bulletin 86; interval of 2,1 and 2,k McGraw & Wong 1996.

    >>> rows = [[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]]
    >>> [round(icc(Labels.from_matrix(rows), f).estimate, 4) for f in ("1,1", "2,1", "3,1")]
    [0.1657, 0.2898, 0.7148]
    """
    check_confidence(confidence)
    if form not in FORMS:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(FORMS)}")
    table = complete_matrix(labels)
    n, k = table.shape
    basis = Basis(f"ICC({form})", confidence, n, k, n * k, labels.n_labels - n * k)
    if k < 2:
        return basis.undefined("one person alone agrees with nobody")
    if n < 2:
        return basis.undefined("fewer than two items have a label from everybody")
    parts = _Squares.of(table)
    if parts.error + parts.between + parts.people <= 1e-12 * abs(table).max() ** 2:
        return basis.undefined("every label is the same number, so that there is no variance to share")
    one = parts.single(form[0])
    value = one if form[2] == "1" else _of_mean(one, k)
    if value is None:
        return basis.undefined("the mean squares leave the mean's reliability undefined")
    if interval is None:
        return basis.plain(value)
    low, high = parts.ends(form[0], one, confidence)
    if form[2] == "k":
        low, high = (_of_mean(end, k) or float("nan") for end in (low, high))
    if not np.isfinite([low, high]).all():
        return basis.plain(value).noting("no interval: the people never differ within an item")
    return basis.sure(value, Interval(min(low, value), max(high, value), None, "F distribution"))


def _of_mean(one: float, k: int) -> float | None:
    """Spearman-Brown: reliability of the mean of k labels."""
    below = 1 + (k - 1) * one
    return k * one / below if abs(below) > 1e-12 else None


@dataclass(frozen=True, slots=True)
class _Squares:
    """Mean squares: between items, within items, between people, and what is left."""

    n: int
    k: int
    between: float
    within: float
    people: float
    error: float

    @classmethod
    def of(cls, table: FloatArray) -> _Squares:
        n, k = table.shape
        between = k * float(table.mean(1).var(ddof=1))
        within = float(table.var(axis=1, ddof=1).mean())
        people = n * float(table.mean(0).var(ddof=1))
        error = max((within * n - people) / (n - 1), 0.0)
        return cls(n, k, between, within, people, error)

    def single(self, model: str) -> float:
        """Reliability of one person's label."""
        n, k = self.n, self.k
        if model == "1":
            return (self.between - self.within) / (self.between + (k - 1) * self.within)
        spread = k * (self.people - self.error) / n if model == "2" else 0.0
        return (self.between - self.error) / (self.between + (k - 1) * self.error + spread)

    def ends(self, model: str, one: float, confidence: float) -> tuple[float, float]:
        """Interval of the reliability of one label."""
        n, k, tail = self.n, self.k, (1 + confidence) / 2
        if model == "2":
            return self._absolute(one, tail)
        noise, freedom = (self.within, n * (k - 1)) if model == "1" else (self.error, (n - 1) * (k - 1))
        if noise <= 0:
            return float("nan"), float("nan")
        ratio = self.between / noise
        low = ratio / float(special.fdtri(n - 1, freedom, tail))
        high = ratio * float(special.fdtri(freedom, n - 1, tail))
        return (low - 1) / (low + k - 1), (high - 1) / (high + k - 1)

    def _absolute(self, one: float, tail: float) -> tuple[float, float]:
        """Satterthwaite's degrees of freedom for the mix of people's and left-over variance."""
        n, k = self.n, self.k
        if self.error <= 0:
            return float("nan"), float("nan")
        a = k * one / (n * (1 - one))
        b = 1 + k * one * (n - 1) / (n * (1 - one))
        freedom = (a * self.people + b * self.error) ** 2 / (
            (a * self.people) ** 2 / (k - 1) + (b * self.error) ** 2 / ((n - 1) * (k - 1))
        )
        down, up = float(special.fdtri(n - 1, freedom, tail)), float(special.fdtri(freedom, n - 1, tail))
        mixed = k * self.people + (k * n - k - n) * self.error
        low = n * (self.between - down * self.error) / (down * mixed + n * self.between)
        high = n * (up * self.between - self.error) / (mixed + n * up * self.between)
        return low, high
