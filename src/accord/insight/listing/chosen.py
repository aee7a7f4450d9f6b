"""What a list of records is asked for, and the cursors that go on where a page ended. Pure: values in, values out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from accord.ground.errors import Invalid
from accord.schema import Fault

State = Literal["open", "done", "withdrawn"]
Sort = Literal["oldest", "newest", "disagreement"]
END = "end"  # as `before`: the last page
_CURSOR = re.compile(r"(?:(?P<far>[01](?:\.[0-9]{1,20})?(?:e-[0-9]{1,3})?)~)?(?P<record>[0-9]{1,18})\Z")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filters of a list; what is empty asks for nothing.

    `stage` asks for records that are or were in the stage; with a state, for those that stand so in it.
    `disagree` names a question, "*" stands for any. `answered` asks for records that so many people have answered in one stage.
    """

    words: str = ""
    state: State | None = None
    stage: str = ""
    person: int | None = None
    gold: bool | None = None
    disagree: str = ""
    answered: int = 0
    meta: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: behind (or before) this record; `far` where the list is sorted by disagreement.

    >>> Cursor.read("/after", "0.25~17"), str(Cursor(17, 0.25)), str(Cursor(3))
    (Cursor(record=17, far=0.25), '0.25~17', '3')
    """

    record: int
    far: float | None = None

    def __str__(self) -> str:
        return f"{self.record}" if self.far is None else f"{self.far!r}~{self.record}"

    @classmethod
    def read(cls, where: str, text: str) -> Cursor:
        """Out of its text.

        Raises:
            Invalid: it is none.
        """
        found = _CURSOR.match(text)
        if found is None:
            fault = Fault(where, "no-cursor", "go on with `next` or `previous` of a page, or with before=end")
            raise Invalid("There is no such place in the list", faults=[fault])
        return cls(int(found["record"]), None if found["far"] is None else float(found["far"]))


def read_meta(given: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """`language:ar` as key and value; the first colon parts them.

    >>> read_meta(["language:ar", "source:https://x"])
    (('language', 'ar'), ('source', 'https://x'))

    Raises:
        Invalid: a pair without a colon.
    """
    pairs: list[tuple[str, str]] = []
    for number, one in enumerate(given):
        key, colon, value = one.partition(":")
        if not (key and colon):
            fault = Fault(f"/meta/{number}", "no-pair", f"write KEY:VALUE, not {one[:80]!r}")
            raise Invalid("There is no such filter", faults=[fault])
        pairs.append((key, value))
    return tuple(pairs)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page: ids in the list's order, how far apart people are on them where the list is sorted so, and where to go on."""

    ids: list[int]
    far: dict[int, float]
    next: Cursor | None
    previous: Cursor | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many records match: exactly, or (`more`) at least so many of those that were looked at."""

    n: int
    more: bool

    def json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {"n": self.n, "more": self.more}
