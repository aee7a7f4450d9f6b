"""Anchors: a place in what people look at. One shape each, whatever drew it; and how far two of them cover the same.

Text places are in Unicode code points, end exclusive, and carry their quote, so that they can be checked and repaired. The
quote of a place in several parts is the parts joined by " … ".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from accord.schema.faults import Fault, nearest, segment
from accord.schema.questions.kind import Context, Target

DRAWS = ("span", "box", "polygon", "point", "interval", "track", "element")
JOINT = " … "
NEAR = 20.0  # pixels: two points this far apart have nothing in common
_SAMPLES: dict[str, dict[str, Any]] = {
    "box": {"box": [0, 0, 10, 10]},
    "polygon": {"polygon": [[0, 0], [10, 0], [5, 10]]},
    "point": {"point": [5, 5]},
    "interval": {"from": 0, "to": 1},
    "track": {"from": 0, "to": 1, "frames": [[0, 0, 0, 10, 10]]},
}
_KEYS: dict[str, tuple[str, ...]] = {
    "span": ("start", "end", "ranges", "quote"),
    "box": ("box",),
    "polygon": ("polygon",),
    "point": ("point",),
    "track": ("from", "to", "frames"),
    "interval": ("from", "to"),
    "element": (),
}


def shape(anchor: Mapping[str, Any]) -> str:
    """How the place is drawn.

    >>> shape({"at": "replies/b", "start": 1, "end": 4, "quote": "ure"}), shape({"at": "run/s3"})
    ('span', 'element')
    """
    if "start" in anchor or "end" in anchor or "ranges" in anchor:
        return "span"
    for one in ("box", "polygon", "point"):
        if one in anchor:
            return one
    if "frames" in anchor:
        return "track"
    return "interval" if "from" in anchor or "to" in anchor else "element"


def check_anchor(anchor: Any, context: Context, allowed: Sequence[str], parts: bool = True) -> Iterator[Fault]:
    """Misfits of an anchor: it must lie in what the question is about, be drawn as allowed, and quote what is there."""
    if not isinstance(anchor, Mapping):
        yield Fault("", "not-an-anchor", 'an anchor is an object: {"at": "replies/b", ...}')
        return
    drawn = shape(anchor)
    known = ("at", "page", *_KEYS[drawn])
    for key in anchor:
        if key not in known:
            yield Fault(segment(key), "unknown-key", f"{str(key)[:80]!r} is no part of a {drawn}", nearest(str(key)[:80], known))  # fmt: skip
    target = _target(anchor.get("at"), context)
    if isinstance(target, Fault):
        yield target
        return
    if drawn not in allowed or (drawn != "element" and drawn not in target.draws):
        can = [one for one in allowed if one == "element" or one in target.draws]
        yield Fault("", "not-drawable", f"a {drawn} cannot be drawn here; {' or '.join(can) or 'nothing'} can")
        return
    page = anchor.get("page", 1)
    if isinstance(page, bool) or not isinstance(page, int) or page < 1:
        yield Fault("/page", "out-of-range", "pages count from 1")
    if drawn == "span" and "ranges" in anchor and not parts:
        yield Fault("/ranges", "not-drawable", "one piece of text only")
        return
    yield from _CHECKS[drawn](anchor, target.text)


def fits_anchor(context: Context, allowed: Sequence[str]) -> Callable[[Any], bool]:
    """A quick yes to an anchor that is one piece of text with its quote, as nearly all are; every text is looked up once."""
    texts: dict[str, str] = {}
    resolve, within = context.resolve, context.within
    if resolve is None or "span" not in allowed:
        return lambda anchor: False

    def text_at(at: Any) -> str | None:
        if type(at) is not str or not at or not lies_in(at, within):
            return None
        target = resolve(at)
        if target is None or target.text is None or "span" not in target.draws:
            return None
        if target.inside is not None and lies_in(target.inside[0], within):
            return None  # it will be named otherwise
        texts[at] = target.text
        return target.text

    def fit(anchor: Any) -> bool:
        if type(anchor) is not dict or len(anchor) != 4:
            return False
        try:
            at, start, end, quote = anchor["at"], anchor["start"], anchor["end"], anchor["quote"]
            text = texts.get(at) or text_at(at)
        except (KeyError, TypeError):
            return False
        if text is None or type(start) is not int or type(end) is not int or type(quote) is not str:
            return False
        return 0 <= start < end <= len(text) and end - start == len(quote) and text.startswith(quote, start)

    return fit


def lies_in(at: str, within: str) -> bool:
    """Whether a reference lies in another; everything lies in "".

    >>> lies_in("run/s3", "run"), lies_in("runs", "run")
    (True, False)
    """
    return not within or at == within or at.startswith(within + "/")


def similarity(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    """How much two anchors cover the same, 0 to 1: the overlap over the union of characters, areas or time.

    >>> similarity({"at": "t", "start": 0, "end": 4}, {"at": "t", "start": 2, "end": 6})
    0.3333333333333333
    """
    if a.get("at") != b.get("at"):
        return 0.0
    drawn = shape(a)
    if drawn != shape(b) or a.get("page", 1) != b.get("page", 1):
        return 0.0
    return _SIMILAR[drawn](a, b)


def ranges(anchor: Mapping[str, Any]) -> list[tuple[int, int]]:
    """The pieces of text, in order."""
    return [(one[0], one[1]) for one in anchor["ranges"]] if "ranges" in anchor else [(anchor["start"], anchor["end"])]


def quoted(text: str, pieces: Sequence[tuple[int, int]]) -> str:
    """What the pieces say.

    >>> quoted("not only slow but wrong", [(0, 3), (14, 17)])
    'not … but'
    """
    return JOINT.join(text[start:end] for start, end in pieces)


def example(context: Context, allowed: Sequence[str]) -> dict[str, Any] | None:
    """A valid anchor in what the question is about; None when nothing there can be drawn as allowed."""
    for reference in (context.within, *(f"{context.within}/{one}" for one in context.of_elements)):
        target = context.resolve(reference) if context.resolve is not None and reference else None
        if target is None:
            continue
        if "span" in allowed and "span" in target.draws and target.text:
            end = min(10, len(target.text))
            return {"at": reference, "start": 0, "end": end, "quote": target.text[:end]}
        for drawn, sample in _SAMPLES.items():
            if drawn in allowed and drawn in target.draws:
                return {"at": reference, **sample}
        if "element" in allowed:
            return {"at": reference}
    return None


def _target(at: Any, context: Context) -> Target | Fault:
    if not isinstance(at, str) or not at:
        return Fault("/at", "missing", "an anchor says where it lies: `at`")
    within = context.within
    if not lies_in(at, within):
        near = nearest(at[:200], [f"{within}/{one}" for one in context.of_elements])
        return Fault("/at", "elsewhere", f"{at[:80]!r} does not lie in {within}", near)
    target = context.resolve(at) if context.resolve is not None else Target(at, None, DRAWS)
    if target is None:
        near = nearest(at[:200], [f"{within}/{one}" for one in context.of_elements])
        return Fault("/at", "unknown-reference", f"{at[:80]!r} is not in this record", near)
    return target


def _check_span(anchor: Mapping[str, Any], text: str | None) -> Iterator[Fault]:
    if "ranges" in anchor:
        given = anchor["ranges"]
        if "start" in anchor or "end" in anchor:
            yield Fault("", "not-an-anchor", "either start and end, or ranges")
            return
        if (
            not isinstance(given, list)
            or not given
            or not all(isinstance(one, list) and len(one) == 2 for one in given)
        ):
            yield Fault("/ranges", "not-ranges", "ranges is a list of [start, end]")
            return
    else:
        given = [[anchor.get("start"), anchor.get("end")]]
    before = -1
    for index, (start, end) in enumerate(given):
        where = f"/ranges/{index}" if "ranges" in anchor else "/start"
        if not _is_whole(start) or not _is_whole(end) or not 0 <= start < end:
            yield Fault(where, "out-of-range", "a place in text is whole numbers with start before end")
            return
        if start <= before:
            yield Fault(where, "out-of-range", "the parts are in order and do not touch")
            return
        if text is not None and end > len(text):
            yield Fault(where, "out-of-range", f"the text has {len(text)} characters (code points)")
            return
        before = end
    quote = anchor.get("quote")
    if not isinstance(quote, str):
        yield Fault("/quote", "missing", "an anchor in text keeps its quote")
    elif text is not None and quote != (there := quoted(text, [(s, e) for s, e in given])):
        yield Fault("/quote", "quote-differs", f"{there[:60]!r} stands there, not what is quoted; offsets are Unicode code points", there)  # fmt: skip


def _check_box(anchor: Mapping[str, Any], text: str | None) -> Iterator[Fault]:
    if not _numbers(anchor["box"], 4) or anchor["box"][2] <= 0 or anchor["box"][3] <= 0:
        yield Fault("/box", "not-a-box", "a box is [x, y, width, height] in pixels")


def _check_polygon(anchor: Mapping[str, Any], text: str | None) -> Iterator[Fault]:
    points = anchor["polygon"]
    if not isinstance(points, list) or not 3 <= len(points) <= 1000 or not all(_numbers(one, 2) for one in points):
        yield Fault("/polygon", "not-a-polygon", "a polygon is at least three [x, y] in pixels")


def _check_point(anchor: Mapping[str, Any], text: str | None) -> Iterator[Fault]:
    if not _numbers(anchor["point"], 2):
        yield Fault("/point", "not-a-point", "a point is [x, y] in pixels")


def _check_interval(anchor: Mapping[str, Any], text: str | None) -> Iterator[Fault]:
    if not _numbers([anchor.get("from"), anchor.get("to")], 2) or anchor["from"] >= anchor["to"]:
        yield Fault("/from", "not-an-interval", "a time segment is from and to in seconds, from before to")


def _check_track(anchor: Mapping[str, Any], text: str | None) -> Iterator[Fault]:
    found = list(_check_interval(anchor, text))
    yield from found
    frames = anchor["frames"]
    if not isinstance(frames, list) or not frames or not all(_numbers(one, 5) and one[3] > 0 and one[4] > 0 for one in frames):  # fmt: skip
        yield Fault("/frames", "not-frames", "frames is a list of [t, x, y, width, height]")
    elif not found:
        times = [one[0] for one in frames]
        if times != sorted(set(times)) or not anchor["from"] <= times[0] <= times[-1] <= anchor["to"]:
            yield Fault("/frames", "out-of-range", "frames are in order and within from and to")


def _check_element(anchor: Mapping[str, Any], text: str | None) -> Iterator[Fault]:
    return iter(())


def _span_similarity(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    if "ranges" not in a and "ranges" not in b:  # as nearly all are
        start, end, begin, stop = a["start"], a["end"], b["start"], b["end"]
        shared = min(end, stop) - max(start, begin)
        return shared / (end - start + stop - begin - shared) if shared > 0 else 0.0
    first, second = ranges(a), ranges(b)
    shared = sum(max(0, min(e, f) - max(s, t)) for s, e in first for t, f in second)
    union = sum(e - s for s, e in first) + sum(e - s for s, e in second) - shared
    return shared / union


def _box_overlap(a: Sequence[float], b: Sequence[float]) -> float:
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    shared = max(0.0, width) * max(0.0, height)
    return shared / (a[2] * a[3] + b[2] * b[3] - shared)


def _point_similarity(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    return max(0.0, 1.0 - math.dist(a["point"], b["point"]) / NEAR)


def _interval_similarity(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    shared = max(0.0, min(a["to"], b["to"]) - max(a["from"], b["from"]))
    return float(shared / (a["to"] - a["from"] + b["to"] - b["from"] - shared))


def _polygon_similarity(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    """Intersection over union on a grid of 64 x 64 over both: exact to about a percent, whatever the shapes."""
    if a["polygon"] == b["polygon"]:
        return 1.0
    corners = [*a["polygon"], *b["polygon"]]
    (left, right), (top, bottom) = ((min(c), max(c)) for c in zip(*corners, strict=True))
    both = either = 0
    for row in range(64):
        y = top + (bottom - top) * (row + 0.5) / 64
        first, second = _crossings(a["polygon"], y), _crossings(b["polygon"], y)
        for column in range(64):
            x = left + (right - left) * (column + 0.5) / 64
            inside, also = (sum(x < c for c in line) % 2 == 1 for line in (first, second))
            both += inside and also
            either += inside or also
    return both / either if either else 0.0


def _crossings(polygon: Sequence[Sequence[float]], y: float) -> list[float]:
    out = []
    for (x1, y1), (x2, y2) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (y1 > y) != (y2 > y):
            out.append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    return out


def _track_similarity(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    """Time overlap, times the mean overlap of the boxes at the keyframes of either within both."""
    shared = _interval_similarity(a, b)
    start, end = max(a["from"], b["from"]), min(a["to"], b["to"])
    times = sorted({one[0] for one in (*a["frames"], *b["frames"]) if start <= one[0] <= end}) or [(start + end) / 2]
    boxes = [_box_overlap(_box_at(a["frames"], t), _box_at(b["frames"], t)) for t in times]
    return shared * sum(boxes) / len(boxes)


def _box_at(frames: Sequence[Sequence[float]], t: float) -> list[float]:
    """The box at a time: between two keyframes on the straight line, beyond them where they are."""
    for one, two in pairwise(frames):
        if one[0] <= t <= two[0]:
            part = (t - one[0]) / (two[0] - one[0])
            return [x + part * (y - x) for x, y in zip(one[1:], two[1:], strict=True)]
    return list((frames[0] if t < frames[0][0] else frames[-1])[1:])


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _numbers(value: Any, count: int) -> bool:
    return (
        isinstance(value, list)
        and len(value) == count
        and all(isinstance(x, int | float) and not isinstance(x, bool) and math.isfinite(x) and x >= 0 for x in value)
    )


_CHECKS: dict[str, Callable[[Mapping[str, Any], str | None], Iterator[Fault]]] = {
    "span": _check_span,
    "box": _check_box,
    "polygon": _check_polygon,
    "point": _check_point,
    "interval": _check_interval,
    "track": _check_track,
    "element": _check_element,
}
_SIMILAR: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], float]] = {
    "span": _span_similarity,
    "box": lambda a, b: _box_overlap(a["box"], b["box"]),
    "polygon": _polygon_similarity,
    "point": _point_similarity,
    "interval": _interval_similarity,
    "track": _track_similarity,
    "element": lambda a, b: 1.0,
}
