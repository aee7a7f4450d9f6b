"""Two people's spans over one text as two labels: how little of what they marked is the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def span_distance(a: Iterable[tuple[Any, ...]], b: Iterable[tuple[Any, ...]]) -> float:
    """1 - marked by both over marked by either, in characters; a character under two labels counts under each.

    Args:
        a, b: spans (start, end) or (start, end, label), half-open; order does not matter.

    For agreement on spans as such, with chance taken out, use `accord.quality.unitised_alpha` or `gamma`.

    >>> round(span_distance([(0, 10, "x")], [(5, 15, "x")]), 4)
    0.6667
    """
    first, second = _by_label(a), _by_label(b)
    both = sum(_common(first[k], second[k]) for k in first.keys() & second.keys())
    size = sum(end - start for spans in (*first.values(), *second.values()) for start, end in spans)
    return 1 - both / (size - both) if size else 0.0


def _by_label(spans: Iterable[tuple[Any, ...]]) -> dict[Any, list[tuple[float, float]]]:
    """Disjoint sorted stretches of each label."""
    found: dict[Any, list[tuple[float, float]]] = {}
    for start, end, *label in sorted(spans, key=lambda s: (s[0], s[1])):
        if end < start:
            raise ValueError(f"a span ends after it starts, unlike ({start}, {end})")
        run = found.setdefault(tuple(label), [])
        if run and start <= run[-1][1]:
            run[-1] = (run[-1][0], max(end, run[-1][1]))
        else:
            run.append((start, end))
    return found


def _common(a: list[tuple[float, float]], b: list[tuple[float, float]]) -> float:
    total, i, j = 0.0, 0, 0
    while i < len(a) and j < len(b):
        total += max(0.0, min(a[i][1], b[j][1]) - max(a[i][0], b[j][0]))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return total
