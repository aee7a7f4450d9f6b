"""Boxes (x0, y0, x1, y1) with continuous corners: width is x1 - x0, no pixel is added."""

from __future__ import annotations

from collections.abc import Sequence


def _area(box: Sequence[float]) -> float:
    x0, y0, x1, y1 = box
    if x1 < x0 or y1 < y0:
        raise ValueError(f"a box is (x0, y0, x1, y1) with x0 <= x1 and y0 <= y1, not {tuple(box)}")
    return (x1 - x0) * (y1 - y0)


def _shared(a: Sequence[float], b: Sequence[float]) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def box_iou(a: Sequence[float], b: Sequence[float]) -> float:
    """Area of the intersection over area of the union; equal empty boxes are 1.

    >>> round(box_iou((0, 0, 10, 10), (5, 5, 15, 15)), 6)
    0.142857
    """
    both = _shared(a, b)
    either = _area(a) + _area(b) - both
    return both / either if either > 0 else float(tuple(a) == tuple(b))


def box_distance(a: Sequence[float], b: Sequence[float]) -> float:
    """1 - IoU: 0 same, 1 disjoint.

    >>> box_distance((0, 0, 1, 1), (2, 2, 3, 3))
    1.0
    """
    return 1 - box_iou(a, b)


def box_giou(a: Sequence[float], b: Sequence[float]) -> float:
    """IoU less the share of the enclosing box that neither covers; -1 far apart to 1 same (Rezatofighi et al. 2019).

    >>> round(box_giou((0, 0, 10, 10), (20, 0, 30, 10)), 6)
    -0.333333
    """
    hull = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
    whole = _area(hull)
    either = _area(a) + _area(b) - _shared(a, b)
    return box_iou(a, b) - ((whole - either) / whole if whole > 0 else 0.0)
