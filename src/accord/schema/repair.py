"""An anchor whose text is no longer where it was: found again, or lost.

The same as the browser's `anchors/repair.ts`; one file of vectors (tests/vectors/anchors.json) proves it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from accord.schema.anchors import JOINT, quoted, ranges, shape

REACH = 500
"""So many code points around the old place are looked at where the quote stands more than once."""

_BLANK = "[\t\n\v\f\r \u00a0\u2028\u2029\u3000]"


def repair(anchor: Mapping[str, Any], text: str) -> tuple[str, dict[str, Any]]:
    """The anchor as it holds in a text: "whole" (untouched), "moved" to where its quote stands now, or "lost" (as it was).

    The quote is searched, letter for letter, then with any blanks for blanks. Of several places the nearest to the old one
    is taken if it is within reach and clearly nearer than the next; a guess would be worse than a loss.

    Cost: one search of the text for each piece.

    >>> repair({"at": "reply", "start": 0, "end": 4, "quote": "2019"}, "Published in 2019.")
    ('moved', {'at': 'reply', 'start': 13, 'end': 17, 'quote': '2019'})
    """
    whole = dict(anchor)
    if shape(anchor) != "span":
        return "whole", whole
    pieces = ranges(anchor)
    quote = str(anchor.get("quote", ""))
    if all(end <= len(text) for _, end in pieces) and quoted(text, pieces) == quote:
        return "whole", whole
    quotes = [quote] if len(pieces) == 1 else quote.split(JOINT)
    if len(quotes) != len(pieces) or not all(one.strip() for one in quotes):
        return "lost", whole
    found: list[tuple[int, int]] = []
    shift = 0
    for (start, _), one in zip(pieces, quotes, strict=True):
        place = _nearest(text, one, start + shift, found[-1][1] if found else -1)
        if place is None:
            return "lost", whole
        shift += place[0] - (start + shift)
        found.append(place)
    placed: dict[str, Any] = {"start": found[0][0], "end": found[0][1]}
    if len(found) > 1:
        placed = {"ranges": [list(one) for one in found]}
    kept = {key: part for key, part in whole.items() if key not in ("start", "end", "ranges", "quote")}
    return "moved", {**kept, **placed, "quote": quoted(text, found)}


def _nearest(text: str, quote: str, wanted: int, after: int) -> tuple[int, int] | None:
    every = _places(text, re.escape(quote), after) or _places(text, _loose(quote), after)
    if len(every) < 2:
        return every[0] if every else None
    first, second = sorted(every, key=lambda one: (abs(one[0] - wanted), one[0]))[:2]
    far = abs(first[0] - wanted)
    return first if far <= REACH and (far == 0 or far * 2 < abs(second[0] - wanted)) else None


def _places(text: str, pattern: str, after: int) -> Sequence[tuple[int, int]]:
    """Where a pattern stands, overlapping places too; the pieces of one anchor lie apart."""
    every = re.finditer(f"(?=({pattern}))", text)
    return [(one.start(1), one.end(1)) for one in every if one.start(1) > after]


def _loose(quote: str) -> str:
    words = [word for word in re.split(f"{_BLANK}+", quote) if word]
    return f"{_BLANK}+".join(map(re.escape, words))
