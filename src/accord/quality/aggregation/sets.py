"""Sets of tags: which tags to believe, tag by tag, with every person's way of ticking taken into account."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.aggregation.consensus import Consensus, Person
from accord.quality.arrays import FloatArray
from accord.quality.faults import some
from accord.quality.labels import Labels


@dataclass(frozen=True, slots=True)
class TagSet:
    """One item: the tags to believe, P(tag) of every tag that anybody gave it, and the probability of the whole set if
    tags were independent."""

    item: Any
    tags: frozenset[Any]
    probability: dict[Any, float]
    confidence: float
    n_labels: int


@dataclass(frozen=True, eq=False)
class SetConsensus:
    """``posterior`` (n_items, n_tags) is P(tag); ``votes`` the consensus over (item, tag) questions behind it."""

    items: Sequence[Any]
    tags: tuple[Any, ...]
    posterior: FloatArray
    size: Any
    threshold: float
    votes: Consensus

    @property
    def sets(self) -> list[frozenset[Any]]:
        """The tags to believe for each item, in order."""
        return [b.tags for b in self.believed()]

    def believed(self) -> Iterator[TagSet]:
        """One `TagSet` an item, in order."""
        for item, row, n in zip(self.items, self.posterior, self.size, strict=True):
            kept = row > self.threshold
            probability = {t: float(p) for t, p in zip(self.tags, row, strict=True) if p > 0}
            sure = float(np.prod(np.where(kept, row, 1 - row)))
            yield TagSet(
                item, frozenset(t for t, k in zip(self.tags, kept, strict=True) if k), probability, sure, int(n)
            )

    def people(self) -> Iterator[Person]:
        """One `Person` an annotator: share of ticked and unticked tags expected to be right; rows of ``confusion`` are
        not there, there; columns not ticked, ticked."""
        return self.votes.people()


def aggregate_sets(
    labels: Labels, method: str = "auto", *, tags: Collection[Any] | None = None, threshold: float = 0.5, **options: Any
) -> SetConsensus:
    """What tags an item has, from the sets that people ticked.

    Args:
        labels: every label a set (or list) of tags, the empty set included.
        method, options: as in `aggregate`, over the questions "does item i have tag t?" of all tags together, so that a
            person who ticks everything is known from all tags at once. "majority" keeps what more than half ticked.
        tags: every tag that could be ticked; default: those that occur.
        threshold: P(tag) above which it is kept.

    Raises:
        ValueError: labels that are not sets, or a tag outside ``tags``.

    >>> labels = Labels.from_matrix([[{"a"}, {"b"}], [{"a", "c"}, {"b"}], [{"a"}, set()]])
    >>> aggregate_sets(labels, "majority").sets == [{"a"}, {"b"}]
    True
    """
    from accord.quality.aggregation.choosing import aggregate

    if not 0 <= threshold < 1:
        raise ValueError(f"threshold is a probability from 0 up to below 1, not {threshold!r}")
    odd = [c for c in labels.categories if not isinstance(c, (frozenset, tuple))]
    if odd:
        raise ValueError(f"labels {some(map(repr, odd))} are not sets: use aggregate for single categories")
    given = [frozenset(c) for c in labels.categories]
    found = sorted(
        {t for c in given for t in c}, key=lambda t: (str(type(t)), t if isinstance(t, (int, float)) else str(t))
    )
    names = tuple(tags) if tags is not None else tuple(found)
    strange = [t for t in found if t not in set(names)]
    if strange:
        raise ValueError(f"people ticked {some(map(repr, strange))}, which are not among tags: add or correct them")
    n_tags = len(names)
    size = np.bincount(labels.item, minlength=labels.n_items)
    if not n_tags:
        raise ValueError("nobody ticked any tag: pass tags= to say what could have been ticked")
    has = np.array([[t in c for t in names] for c in given], dtype=np.int64)
    questions = Labels.from_codes(
        (labels.item[:, None] * n_tags + np.arange(n_tags)).ravel(),
        np.repeat(labels.annotator, n_tags),
        has[labels.value].ravel(),
        items=range(labels.n_items * n_tags),
        annotators=labels.annotators,
        categories=[False, True],
        duplicates="trust",
    )
    votes = aggregate(questions, method, **options)
    posterior = votes.posterior[:, 1].reshape(labels.n_items, n_tags)
    return SetConsensus(labels.items, names, posterior, size, threshold, votes)
