"""Lists that several people built of the same thing: which parts mean the same, how far the lists are apart, what most hold.

Marks, items and links share it; what makes two parts alike is theirs to say, as a number from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

Part = dict[str, Any]
Similar = Callable[[Part, Part], float]
SAME = 0.5  # parts at least this much alike are about the same thing


def distance(a: Sequence[Part], b: Sequence[Part], similar: Similar) -> float:
    """1 less the soft F1: twice the likeness of the best one-to-one matching, over the number of parts in both.

    Cost: one comparison a pair, and an assignment cubic in the longer list.
    """
    if not a and not b:
        return 0.0
    if not a or not b:
        return 1.0
    likeness = [[similar(one, other) for other in b] for one in a]
    return max(0.0, 1.0 - 2.0 * _best(likeness) / (len(a) + len(b)))


def clusters(
    lists: Sequence[Sequence[Part]], weights: Sequence[float], similar: Similar, order: Callable[[Part], str]
) -> list[list[tuple[int, Part, float]]]:
    """Parts of different people that are about the same thing: (person, part, weight). At most one of each person in a cluster.

    Pairs join from the most alike downwards (average linkage), so that nobody's order matters.
    """
    every = [(who, part, weights[who]) for who, parts in enumerate(lists) for part in parts]
    every.sort(key=lambda one: (order(one[1]), one[2]))
    alike = {
        (x, y): similar(every[x][1], every[y][1])
        for x in range(len(every))
        for y in range(x + 1, len(every))
        if every[x][0] != every[y][0]
    }
    joined: list[list[int]] = []
    for groups in _touching(len(every), [pair for pair, value in alike.items() if value >= SAME]):
        while (pair := _closest(groups, every, alike)) is not None:
            one, other = pair
            groups[one] += groups.pop(other)
        joined += groups
    return [[every[at] for at in sorted(group)] for group in sorted(joined, key=min)]


def _touching(count: int, pairs: Sequence[tuple[int, int]]) -> list[list[list[int]]]:
    """Singletons, by what could ever come together: a mean of `SAME` needs one pair that is as much alike."""
    head = list(range(count))
    for x, y in pairs:
        one, other = head[x], head[y]
        if one != other:
            head = [one if at == other else at for at in head]
    return [[[at] for at in range(count) if head[at] == first] for first in dict.fromkeys(head)]


def medoid(parts: Sequence[Part], weights: Sequence[float], similar: Similar, order: Callable[[Part], str]) -> Part:
    """The part most like all the others; of equals the first by `order`."""
    listed = sorted(zip(parts, weights, strict=True), key=lambda one: order(one[0]))
    return max(listed, key=lambda one: round(sum(w * similar(one[0], part) for part, w in listed), 9))[0]


def _closest(
    groups: list[list[int]], every: Sequence[tuple[int, Part, float]], alike: dict[tuple[int, int], float]
) -> tuple[int, int] | None:
    best, found = SAME, None
    for one in range(len(groups)):
        people = {every[at][0] for at in groups[one]}
        for other in range(one + 1, len(groups)):
            if any(every[at][0] in people for at in groups[other]):
                continue
            pairs = [alike[min(x, y), max(x, y)] for x in groups[one] for y in groups[other]]
            mean = round(sum(pairs) / len(pairs), 9)
            if mean > best or (found is None and mean == best):
                best, found = mean, (one, other)
    return found


def _best(likeness: list[list[float]]) -> float:
    """The largest total of a one-to-one matching."""
    if len(likeness) == 1 or len(likeness[0]) == 1:
        return max(max(row) for row in likeness)
    taken: set[int] = set()
    total = 0.0
    for row in likeness:  # where nothing is like two others, as marks mostly are, there is nothing to choose
        for column, value in enumerate(row):
            if value:
                if column in taken:
                    return _assigned()(likeness)
                taken.add(column)
                total += value
        if sum(map(bool, row)) > 1:
            return _assigned()(likeness)
    return total


@cache
def _assigned() -> Callable[[list[list[float]]], float]:
    """The best matching where parts compete; loaded when it is first needed, not looked up each time."""
    from scipy.optimize import linear_sum_assignment

    def total(likeness: list[list[float]]) -> float:
        rows, columns = linear_sum_assignment(likeness, maximize=True)
        return float(sum(likeness[row][column] for row, column in zip(rows, columns, strict=True)))

    return total
