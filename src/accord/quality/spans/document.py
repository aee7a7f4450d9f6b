"""`Document`: one text (or recording) and the spans that each person marked in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple


class Span(NamedTuple):
    """[start, end) in characters, seconds, ... with a label."""

    start: float
    end: float
    label: Any = None


@dataclass(frozen=True)
class Document:
    """A continuum of some length and each person's spans; a person who marked nothing has an empty list.

    Raises:
        ValueError: a span that is empty or outside [0, length), naming whose.

    >>> Document(100, {"ann": [(10, 20, "a")], "bob": []}).people
    ['ann', 'bob']
    """

    length: float
    spans: Mapping[Any, Sequence[Span]]

    def __post_init__(self) -> None:
        if not self.length > 0 or self.length == float("inf"):
            raise ValueError(f"a document has a length above 0, not {self.length!r}")
        tidy = {}
        for person, spans in self.spans.items():
            tidy[person] = sorted((Span(*s) for s in spans), key=lambda s: (s.start, s.end))
            for start, end, _ in tidy[person]:
                if not 0 <= start < end <= self.length:
                    raise ValueError(
                        f"{person}'s span [{start}, {end}) is empty or outside [0, {self.length}): spans are half-open"
                    )
        object.__setattr__(self, "spans", tidy)

    @property
    def people(self) -> list[Any]:
        """Who read it."""
        return list(self.spans)

    def refuse_overlaps(self) -> None:
        """ValueError where one person's spans overlap: split by label, or use gamma."""
        for person, spans in self.spans.items():
            for one, other in pairwise(spans):
                if other.start < one.end:
                    raise ValueError(
                        f"{person}'s spans [{one.start}, {one.end}) and [{other.start}, {other.end}) overlap: "
                        "measure one label at a time, or use gamma"
                    )


def documents(given: Document | Iterable[Document]) -> list[Document]:
    """A list of documents; ValueError for none."""
    found = [given] if isinstance(given, Document) else list(given)
    if not found:
        raise ValueError("there is no document to measure")
    return found
