"""One name for each place: what can be said of a place in several ways is stored in one, so that equal places are equal JSON.

- Words in a segment of a text are named from the text that the segment is cut from, unless the question is asked of that segment alone.
- One piece of text is `start` and `end`, never `ranges`; the first page is not said; numbers without a fraction are whole.
- A polygon begins at its first corner from the left (of those the upper), goes on to the smaller of its neighbours, and is not closed twice.

A whole message, step or segment is not the same as all of its words: the one says "this step", the other what stands in it.
The browser's `anchors/naming.ts` says the same of texts; one file of vectors (tests/vectors/places.json) proves it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accord.schema.anchors import lies_in, ranges, shape
from accord.schema.questions.kind import Context, Target


def named(anchor: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """A valid anchor in its one form.

    >>> where = {"story/1": Target("story/1", "He left.", ("span",), ("story", 10))}
    >>> named({"at": "story/1", "ranges": [[0, 2]], "quote": "He"}, Context(resolve=where.get))
    {'at': 'story', 'start': 10, 'end': 12, 'quote': 'He'}
    """
    drawn = shape(anchor)
    if drawn == "span":
        target = context.resolve(anchor["at"]) if context.resolve is not None else None
        at, shift = around(target, context) or (anchor["at"], 0)
        return _span(at, anchor, [(start + shift, end + shift) for start, end in ranges(anchor)], anchor["quote"])
    parts = {key: _whole(one) for key, one in anchor.items() if key not in ("at", "page")}
    if drawn == "polygon":
        parts["polygon"] = _turned(parts["polygon"])
    return {"at": anchor["at"], **_page(anchor), **parts}


def around(target: Target | None, context: Context) -> tuple[str, int] | None:
    """The text that a place is named from instead, and where in it the target begins; None where it has its own name."""
    inside = target.inside if target is not None else None
    return inside if inside is not None and lies_in(inside[0], context.within) else None


def _span(at: str, anchor: Mapping[str, Any], pieces: Sequence[tuple[int, int]], quote: str) -> dict[str, Any]:
    one = {"start": pieces[0][0], "end": pieces[0][1]}
    return {
        "at": at,
        **_page(anchor),
        **(one if len(pieces) == 1 else {"ranges": [list(p) for p in pieces]}),
        "quote": quote,
    }


def _page(anchor: Mapping[str, Any]) -> dict[str, int]:
    return {"page": anchor["page"]} if anchor.get("page", 1) != 1 else {}


def _whole(value: Any) -> Any:
    """Numbers without a fraction as whole numbers, wherever they stand."""
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _turned(corners: list[Any]) -> list[Any]:
    """The same polygon from its first corner on, towards the smaller of its neighbours."""
    if len(corners) > 3 and corners[0] == corners[-1]:
        corners = corners[:-1]
    both = [
        way[at:] + way[:at] for way in (corners, corners[::-1]) for at in range(len(way)) if way[at] == min(corners)
    ]
    return min(both)
