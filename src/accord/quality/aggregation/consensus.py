"""`Consensus`: what an aggregation believes of each item and of each person, how surely, and how it came to that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from accord.quality.arrays import BoolArray, FloatArray, IntArray

TIE = 1e-9  # probabilities nearer than this are a tie


@dataclass(frozen=True, slots=True)
class Believed:
    """One item: the label to believe (None without any label), its probability, whether others tie with it, and the
    probability of each category."""

    item: Any
    label: Any
    confidence: float
    tied: bool
    n_labels: int
    posterior: FloatArray


@dataclass(frozen=True, slots=True)
class Person:
    """One person: how many labels, the expected share of right ones, and P(said | true) by row where the method has it."""

    annotator: Any
    n_labels: int
    skill: float
    confusion: FloatArray | None


@dataclass(frozen=True, eq=False)
class Consensus:
    """The result of every aggregation of classes.

    Attributes:
        items, annotators, categories: names, in the order of the rows below.
        posterior: shape (n_items, n_categories), probability of each category; each row sums to 1. An item without a
            label has the shares of ``classes``.
        classes: shape (n_categories,), share of each category as the method estimates it.
        skill: shape (n_annotators,), the share of a person's labels that the method expects to be right.
        confusion: shape (n_annotators, true, said), P(said | true), or None where the method does not model it.
        size: shape (n_items,), labels an item.
        volume: shape (n_annotators,), labels a person.
        method: which method, with its settings, in words a report can print.
        why: why this method (from `aggregate` with method="auto"), else empty.
        iterations, converged: of methods that iterate; 0 and True for the others.
        log_likelihood: of the labels under the fitted model, where there is one.
        note: a warning that belongs beside the result.
        extra: arrays that only this method has (GLAD: ability, difficulty), by name.
    """

    items: Sequence[Any]
    annotators: Sequence[Any]
    categories: Sequence[Any]
    posterior: FloatArray
    classes: FloatArray
    skill: FloatArray
    confusion: FloatArray | None
    size: IntArray
    volume: IntArray
    method: str
    why: str = ""
    iterations: int = 0
    converged: bool = True
    log_likelihood: float | None = None
    note: str | None = None
    extra: dict[str, FloatArray] | None = None

    @cached_property
    def code(self) -> IntArray:
        """Index of the category to believe, shape (n_items,); -1 for an item without a label.

        A tie goes to the category that is commoner overall (``classes``), then to the name that sorts first; the order
        of the rows that came in never matters.
        """
        best = self.posterior.argmax(1)
        rows = np.flatnonzero(self.tied)
        if len(rows):
            names = sorted(range(len(self.categories)), key=lambda c: _sort_key(self.categories[c]))
            place = np.empty(len(names), dtype=np.int64)
            place[names] = np.arange(len(names))
            common = np.round(self.classes / TIE) * TIE
            order = np.lexsort((place, -common))
            level = self.posterior[rows].max(1, keepdims=True)
            among = self.posterior[rows][:, order] >= level - TIE
            best[rows] = order[among.argmax(1)]
        return np.where(self.size > 0, best, -1)

    @cached_property
    def tied(self) -> BoolArray:
        """Items where another category is as probable as the first; shape (n_items,)."""
        if self.posterior.shape[1] < 2:
            return np.zeros(len(self.posterior), dtype=bool)
        second, first = np.partition(self.posterior, -2, axis=1)[:, -2:].T
        return np.asarray((first - second <= TIE) & (self.size > 0))

    @property
    def labels(self) -> list[Any]:
        """The category to believe for each item, in the order of ``items``; None for an item without a label."""
        return [self.categories[c] if c >= 0 else None for c in self.code]

    @property
    def confidence(self) -> FloatArray:
        """Probability of the category to believe, shape (n_items,); 0 for an item without a label."""
        code = self.code
        return np.where(code >= 0, self.posterior[np.arange(len(code)), code], 0.0)

    def believed(self) -> Iterator[Believed]:
        """One `Believed` an item, in order."""
        told = zip(self.items, self.labels, self.confidence, self.tied, self.size, self.posterior, strict=True)
        for item, label, p, tied, n, row in told:
            yield Believed(item, label, float(p), bool(tied), int(n), row)

    def people(self) -> Iterator[Person]:
        """One `Person` an annotator, in order."""
        for code, name in enumerate(self.annotators):
            table = None if self.confusion is None else self.confusion[code]
            yield Person(name, int(self.volume[code]), float(self.skill[code]), table)

    def accuracy(self, truth: dict[Any, Any]) -> float | None:
        """Share of the items in ``truth`` that are believed rightly, a tie counting its share; None where none is there.

        >>> from accord.quality import Labels, aggregate
        >>> found = aggregate(Labels.from_matrix(["xxy", "xyy"], items=[1, 2, 3]), method="majority")
        >>> found.accuracy({1: "x", 2: "x"})
        0.75
        """
        place = {c: i for i, c in enumerate(self.categories)}
        right = []
        for row, item in enumerate(self.items):
            if item not in truth or not self.size[row]:
                continue
            top = self.posterior[row] >= self.posterior[row].max() - TIE
            code = place.get(truth[item])
            right.append(float(top[code]) / float(top.sum()) if code is not None else 0.0)
        return float(np.mean(right)) if right else None

    def json(self) -> dict[str, Any]:
        """Plain dict for JSON: the items with their beliefs, the people with their skill, and how it was found."""
        return {
            "method": self.method,
            "why": self.why,
            "note": self.note,
            "iterations": self.iterations,
            "converged": self.converged,
            "log_likelihood": self.log_likelihood,
            "classes": dict(zip(map(str, self.categories), self.classes.tolist(), strict=True)),
            "items": [
                {"item": b.item, "label": b.label, "confidence": b.confidence, "tied": b.tied, "n_labels": b.n_labels}
                for b in self.believed()
            ],
            "annotators": [{"annotator": p.annotator, "n_labels": p.n_labels, "skill": p.skill} for p in self.people()],
        }


def _sort_key(name: Any) -> tuple[int, Any]:
    number = isinstance(name, (bool, int, float))
    return (0, name) if number else (1, str(name))
