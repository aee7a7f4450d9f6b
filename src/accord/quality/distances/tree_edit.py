"""Ordered trees (parses, outlines, nested answers): how many nodes to insert, delete or rename."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

Tree: TypeAlias = "tuple[Any, list[Any]] | tuple[Any, tuple[Any, ...]]"


def tree_edit_distance(a: Tree, b: Tree) -> int:
    """Cheapest number of insertions, deletions and renamings that turn one ordered tree into the other.

    Args:
        a, b: ``(label, [children])``, children trees of the same shape; order among siblings counts.

    Cost: nodes of a x nodes of b x the product of their depths. Source: Zhang & Shasha 1989, SIAM J. Computing 18.

    >>> leaf = lambda name: (name, [])
    >>> one = ("f", [("d", [leaf("a"), ("c", [leaf("b")])]), leaf("e")])
    >>> other = ("f", [("c", [("d", [leaf("a"), leaf("b")])]), leaf("e")])
    >>> tree_edit_distance(one, other)
    2
    """
    names, firsts, roots = _postorder(a)
    others, other_firsts, other_roots = _postorder(b)
    whole = np.zeros((len(names), len(others)), dtype=np.int64)
    for i in roots:
        for j in other_roots:
            _forest(i, j, names, others, firsts, other_firsts, whole)
    return int(whole[-1, -1])


def _postorder(tree: Tree) -> tuple[list[Any], list[int], list[int]]:
    """Labels children first; leftmost leaf below each node; the nodes that start a forest of their own."""
    names: list[Any] = []
    firsts: list[int] = []

    def visit(node: Any) -> int:
        name, children = node
        first = -1
        for child in children:
            leaf = visit(child)
            first = leaf if first < 0 else first
        names.append(name)
        firsts.append(first if first >= 0 else len(names) - 1)
        return firsts[-1]

    visit(tree)
    last = {first: i for i, first in enumerate(firsts)}
    return names, firsts, sorted(last.values())


def _forest(
    i: int, j: int, names: list[Any], others: list[Any], firsts: list[int], other_firsts: list[int], whole: Any
) -> None:
    """Fill in the distances of all subtrees under i and j that start at the same leaf as they do."""
    left, right = firsts[i], other_firsts[j]
    cost = np.zeros((i - left + 2, j - right + 2), dtype=np.int64)
    cost[:, 0], cost[0, :] = np.arange(cost.shape[0]), np.arange(cost.shape[1])
    for x in range(left, i + 1):
        for y in range(right, j + 1):
            p, q = x - left + 1, y - right + 1
            cheapest = min(cost[p - 1, q], cost[p, q - 1]) + 1
            if firsts[x] == left and other_firsts[y] == right:
                cost[p, q] = min(cheapest, cost[p - 1, q - 1] + (names[x] != others[y]))
                whole[x, y] = cost[p, q]
            else:
                cost[p, q] = min(cheapest, cost[firsts[x] - left, other_firsts[y] - right] + whole[x, y])
