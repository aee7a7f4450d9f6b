"""People by group as one tensor of counts, so that a permutation of people is a matrix product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray, IntArray
from accord.quality.coding import code
from accord.quality.faults import some
from accord.quality.labels import Labels


def groups_of(labels: Labels, groups: Mapping[Any, Any]) -> tuple[IntArray, list[Any]]:
    """Group code of each person and the groups' names; ValueError for people without one, or a single group."""
    lost = [a for a in labels.annotators if a not in groups]
    if lost:
        raise ValueError(f"no group for {some(lost)}: add them, or take their labels out")
    codes, names = code([groups[a] for a in labels.annotators])
    if len(names) < 2:
        raise ValueError(f"everybody is in group {names[0]!r}: there is nothing to compare")
    return codes, names


@dataclass(frozen=True, slots=True)
class Voices:
    """counts[p] is person p's items x categories table, flattened: shape (people, items * q)."""

    counts: Any  # float32: a third of the memory of sums that are whole numbers anyway
    items: int
    q: int

    @classmethod
    def of(cls, labels: Labels) -> Voices:
        counts = np.zeros((labels.n_annotators, labels.n_items * labels.n_categories), dtype=np.float32)
        counts[labels.annotator, labels.item.astype(np.int64) * labels.n_categories + labels.value] = 1
        return cls(counts, labels.n_items, labels.n_categories)

    def of_people(self, chosen: Any) -> FloatArray:
        """Items x categories counts of the chosen people (mask)."""
        return np.asarray(self.counts[chosen].sum(0, dtype=np.float64).reshape(self.items, self.q))


def splits(
    member: IntArray, strata: IntArray, resamples: int, seed: int, exact_up_to: int = 10_000
) -> tuple[Iterator[IntArray], bool]:
    """Ways to hand out the same group sizes again, within strata; all of them if that is few, else a seeded sample.

    Returns:
        iterator of group codes of all people, and whether it is exhaustive (the observed one is then among them).
    """
    total = 1
    for s in np.unique(strata):
        left = int((strata == s).sum())
        for g in np.unique(member[strata == s]):
            size = int((member[strata == s] == g).sum())
            total *= comb(left, size)
            left -= size
        if total > exact_up_to:
            return _sampled(member, strata, resamples, seed), False
    return _all(member, strata), True


def _sampled(member: IntArray, strata: IntArray, resamples: int, seed: int) -> Iterator[IntArray]:
    rng = np.random.default_rng(seed)
    places = [np.flatnonzero(strata == s) for s in np.unique(strata)]
    for _ in range(resamples):
        drawn = member.copy()
        for at in places:
            drawn[at] = member[rng.permutation(at)]
        yield drawn


def _all(member: IntArray, strata: IntArray) -> Iterator[IntArray]:
    places = [np.flatnonzero(strata == s) for s in np.unique(strata)]

    def fill(drawn: IntArray, index: int) -> Iterator[IntArray]:
        if index == len(places):
            yield drawn.copy()
            return
        at = places[index]
        for filled in _arrange(at, sorted(member[at].tolist()), drawn):
            yield from fill(filled, index + 1)

    yield from fill(member.copy(), 0)


def _arrange(at: IntArray, groups: Sequence[int], drawn: IntArray) -> Iterator[IntArray]:
    """Every way to give the places ``at`` these group codes."""
    if not len(at):
        yield drawn
        return
    first, size = groups[0], list(groups).count(groups[0])
    for picked in combinations(range(len(at)), size):
        filled = drawn.copy()
        filled[at[list(picked)]] = first
        yield from _arrange(np.delete(at, picked), list(groups)[size:], filled)
