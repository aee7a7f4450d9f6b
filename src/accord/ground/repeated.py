"""Work that is the same for the same answers is done once: most answers of a large project are written alike.

People choose among few options, so that of 300,000 stored answers a few hundred differ. What rests on an answer's text alone is
worked out for the first and remembered for the rest. Long texts are worked out each time: they do not repeat, and would fill memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MOST = 20_000  # results kept; then all are forgotten, which costs less than to know the oldest
LONGEST = 2_000  # characters of a key that is remembered


def once(work: Callable[[tuple[str, ...]], T]) -> Callable[[tuple[str, ...]], T]:
    """The same function of some texts, with its results remembered. Results are shared: callers change nothing in them.

    >>> calls = []
    >>> size = once(lambda texts: calls.append(texts) or sum(map(len, texts)))
    >>> size(("a", "bc")), size(("a", "bc")), len(calls)
    (3, 3, 1)
    """
    known: dict[tuple[str, ...], T] = {}

    def remembered(texts: tuple[str, ...]) -> T:
        try:
            return known[texts]
        except KeyError:
            result = work(texts)
        if sum(map(len, texts)) <= LONGEST:
            if len(known) >= MOST:
                known.clear()
            known[texts] = result
        return result

    return remembered
