"""A weighted vote: the consensus that most types share."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def vote(votes: Sequence[T], weights: Sequence[float] | None, order: Sequence[T]) -> tuple[T, float, bool]:
    """The choice with most weight, its share of all weight, and whether another has as much; ties go to the first in `order`.

    >>> vote(["b", "a", "b", "b"], None, ["a", "b"])
    ('b', 0.75, False)
    >>> vote(["b", "a"], None, ["a", "b"])
    ('a', 0.5, True)
    """
    sums: dict[T, float] = {}
    for index, choice in enumerate(votes):
        sums[choice] = sums.get(choice, 0.0) + (weights[index] if weights is not None else 1.0)
    most = max(sums.values())
    place = {choice: at for at, choice in enumerate(order)}
    first = sorted(
        (c for c, weight in sums.items() if weight == most), key=lambda c: (place.get(c, len(place)), str(c))
    )
    total = sum(sums.values())
    return first[0], most / total if total else 0.0, len(first) > 1
