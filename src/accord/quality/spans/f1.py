"""F1 between people on spans: familiar and symmetric, but not corrected for chance."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from scipy import optimize

from accord.quality.spans.document import Document, Span

MATCHES = ("strict", "exact", "partial", "type", "iou", "soft", "characters", "characters-any")


def span_f1(document: Document, match: str = "strict", *, iou: float = 0.5) -> float | None:
    """Mean over pairs of people of 2 x credit / (spans of one + spans of the other).

    Args:
        match: what earns credit, best one-to-one matching:
            "strict" same ends and label; "exact" same ends; "partial" 1 for the same ends, 1/2 for an overlap (MUC);
            "type" overlap and same label; "iou" same label and intersection over union >= ``iou``; "soft" that ratio
            itself, same label; "characters" characters under the same label; "characters-any" under any label.

    Returns:
        0..1; two people who both marked nothing agree (1); None for fewer than two people.

    Ends are half-open; tools with inclusive ends differ by one character.

    >>> document = Document(100, {"ann": [(10, 20, "a")], "bob": [(10, 22, "a")]})
    >>> span_f1(document, "strict"), span_f1(document, "partial")
    (0.0, 0.5)
    """
    if match not in MATCHES:
        raise ValueError(f"unknown match {match!r}: one of {', '.join(MATCHES)}")
    scores = [_pair(list(a), list(b), match, iou) for a, b in combinations(document.spans.values(), 2)]
    return float(np.mean(scores)) if scores else None


def _pair(a: list[Span], b: list[Span], match: str, iou: float) -> float:
    if not a and not b:
        return 1.0
    if match.startswith("characters"):
        same = match == "characters"
        size = _length(a, same) + _length(b, same)
        return 2 * (size - _length(a + b, same)) / size
    if not a or not b:
        return 0.0
    credit = np.array([[_credit(x, y, match, iou) for y in b] for x in a])
    rows, columns = optimize.linear_sum_assignment(-credit)
    return float(2 * credit[rows, columns].sum() / (len(a) + len(b)))


def _credit(a: Span, b: Span, match: str, iou: float) -> float:
    both = min(a.end, b.end) - max(a.start, b.start)
    same, ends = a.label == b.label, a[:2] == b[:2]
    if both <= 0:
        return 0.0
    share = both / (max(a.end, b.end) - min(a.start, b.start))
    table = {
        "strict": float(ends and same),
        "exact": float(ends),
        "partial": 1.0 if ends else 0.5,
        "type": float(same),
        "iou": float(same and share >= iou),
        "soft": share if same else 0.0,
    }
    return table[match]


def _length(spans: list[Span], by_label: bool) -> float:
    """Characters covered, each once (under each label once)."""
    total, reach = 0.0, dict[Any, float]()
    for start, end, label in sorted(spans, key=lambda s: (s[0], s[1])):
        key = label if by_label else None
        at = max(start, reach.get(key, float("-inf")))
        if end > at:
            total += end - at
            reach[key] = end
    return total
