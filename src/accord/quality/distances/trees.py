"""Taxonomies: calling a dog a cat is nearer than calling it a car."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Taxonomy:
    """A tree of categories, given as child -> parent.

    Raises:
        ValueError: a cycle, or more than one root.

    >>> tree = Taxonomy({"dog": "animal", "cat": "animal", "car": "vehicle", "animal": "root", "vehicle": "root"})
    >>> tree.path_distance("dog", "cat"), tree.path_distance("dog", "car")
    (0.5, 1.0)
    """

    def __init__(self, parents: Mapping[Any, Any]) -> None:
        self._parents = dict(parents)
        self._lines = {name: self._line(name) for name in {*parents, *parents.values()}}
        roots = {line[-1] for line in self._lines.values()}
        if len(roots) != 1:
            raise ValueError(f"a taxonomy has one root, not {sorted(map(str, roots))}: hang them under one")
        self._longest = self._diameter()

    def _line(self, name: Any) -> list[Any]:
        line = [name]
        while line[-1] in self._parents:
            above = self._parents[line[-1]]
            if above in line:
                raise ValueError(f"the taxonomy goes in a circle at {above!r}")
            line.append(above)
        return line

    def _diameter(self) -> int:
        """Edges on the longest path: at each node, the two deepest branches below it."""
        deepest: dict[Any, list[int]] = {}
        for line in self._lines.values():
            for height, node in enumerate(line[1:], start=1):
                below = deepest.setdefault((node, line[height - 1]), [0])
                below[0] = max(below[0], height)
        branches: dict[Any, list[int]] = {}
        for (node, _), (height,) in deepest.items():
            branches.setdefault(node, []).append(height)
        return max((sum(sorted(heights)[-2:]) for heights in branches.values()), default=1)

    def _meet(self, a: Any, b: Any) -> tuple[int, int, int]:
        """Steps from a and from b up to their lowest common ancestor, and how deep that is (root: 1)."""
        for name in (a, b):
            if name not in self._lines:
                raise ValueError(f"{name!r} is not in the taxonomy")
        up, other = self._lines[a], self._lines[b]
        places = {name: i for i, name in enumerate(other)}
        step = next(i for i, name in enumerate(up) if name in places)
        return step, places[up[step]], len(up) - step

    def path_distance(self, a: Any, b: Any) -> float:
        """Edges between a and b over the longest path in the tree: 0 same, 1 at opposite ends."""
        left, right, _ = self._meet(a, b)
        return (left + right) / self._longest

    def wu_palmer_distance(self, a: Any, b: Any) -> float:
        """1 - 2 depth(common ancestor)/(depth a + depth b), **the root at depth 1** (others put it at 0).

        Source: Wu & Palmer 1994, "Verb semantics and lexical selection", ACL.

        >>> tree = Taxonomy({"dog": "animal", "cat": "animal", "car": "vehicle", "animal": "root", "vehicle": "root"})
        >>> round(1 - tree.wu_palmer_distance("dog", "car"), 4)
        0.3333
        """
        left, right, depth = self._meet(a, b)
        return 1 - 2 * depth / (2 * depth + left + right)
