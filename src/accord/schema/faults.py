"""A fault: one thing that does not fit, and where. The only way validation speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One misfit. `pointer` is a JSON pointer (RFC 6901) from the root of what was checked; `code` is stable kebab-case.

    >>> Fault("/tone", "unknown-option", "'curt' is not an option", nearest="too curt").json()
    {'pointer': '/tone', 'code': 'unknown-option', 'message': "'curt' is not an option", 'nearest': 'too curt'}
    """

    pointer: str
    code: str
    message: str
    nearest: str | None = None
    line: int | None = None
    picture: str | None = None  # drawn in characters, where a picture says it better: a graph with what is wrong in it

    def under(self, prefix: str) -> Fault:
        """The same fault seen from a parent value."""
        return replace(self, pointer=prefix + self.pointer)

    def json(self) -> dict[str, Any]:
        """As it goes over the wire, without what is not known."""
        out: dict[str, Any] = {"pointer": self.pointer, "code": self.code, "message": self.message}
        if self.nearest is not None:
            out["nearest"] = self.nearest
        if self.line is not None:
            out["line"] = self.line
        if self.picture is not None:
            out["picture"] = self.picture
        return out


def segment(key: object) -> str:
    """One JSON-pointer segment, escaped.

    >>> segment("a/b~c")
    '/a~1b~0c'
    """
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant.

    >>> nearest("curt", ["too curt", "friendly"])
    'too curt'
    """
    candidates = [k for k in known if isinstance(k, str)]
    close = get_close_matches(word, candidates, n=1, cutoff=0.5)
    return close[0] if close else None
