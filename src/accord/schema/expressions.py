"""CEL as both libraries read it alike: tokens, whole numbers made doubles, list macros taken out and evaluated by CEL's own rule.

The two CEL libraries differ where a project would not expect it, so the source is brought to their common ground first:

- every number is a double (`score + 1 > 4` is an error for one library otherwise); only an index stays whole, `steps[0]`;
- `size` counts code points and elements and is a double too;
- in `exists`, `all` and `exists_one` an element that cannot be judged does not hide one that can (CEL specification, "macros").
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from accord.schema.faults import nearest
from accord.schema.quick import quick

# The library warns of every error on data; here that is an everyday "does not hold", for each record anew.
logging.getLogger("cel").setLevel(logging.CRITICAL)

MACROS = ("exists", "all", "exists_one")
BINDERS = (*MACROS, "filter", "map")
FUNCTIONS = (
    *("size", "has", "contains", "startsWith", "endsWith", "matches", "timestamp", "duration", "int", "double"),
    *("getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getHours", "getMinutes"),
    *("getSeconds", *BINDERS),
)
WORDS = ("true", "false", "null", "in")
DEEPEST = 30
# What keeps a condition short that a submit waits for: lists within lists and texts put together grow by powers.
WITHIN = 2  # lists gone through, one within the other
MAPS, SUMS = 2, 20  # `map` and + in one condition
JUDGED = 100_000  # elements that one evaluation looks at
SLOW = (
    5  # elements that one counts for which is no plain comparison (`quick`): the library takes ten times as long for it
)
_LEFT = "0left"  # in the bindings, under what is no name: how many more it may
_SIZE = "size_"  # neither library lets a built-in function be replaced
_TOKEN = re.compile(
    r"""(?P<space>\s+)|(?P<string>r?"(?:\\.|[^"\\\n])*"|r?'(?:\\.|[^'\\\n])*')|(?P<name>[A-Za-z_]\w*)"""
    r"""|(?P<double>\d+\.\d+(?:[eE][+-]?\d+)?(?!\w)|\d+[eE][+-]?\d+(?!\w))|(?P<whole>\d+(?![\w]))"""
    r"""|(?P<op>&&|\|\||[=!<>]=|[-+*/<>!?:.,()\[\]{}])""",
    re.VERBOSE | re.ASCII,
)


class ConditionError(ValueError):
    """The condition cannot be read, or names what is not there; `nearest` is what was probably meant."""

    def __init__(self, message: str, near: str | None = None) -> None:
        super().__init__(message)
        self.nearest = near


class TooMuch(Exception):
    """The evaluation looks at more than it may; the condition does not hold."""


class Token(NamedTuple):
    """A piece of source; `kind` is string, name, double, whole or op."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Macro:
    """`receiver.word(variable, body)`, standing in the program as the variable `place`."""

    word: str
    place: str
    receiver: Piece
    variable: str
    body: Piece

    def value(self, bindings: Mapping[str, Any]) -> bool | None:
        """What it says; None (which no operator takes for a truth) when that cannot be known."""
        try:
            elements = self.receiver.value(bindings)
        except TooMuch:
            raise
        except Exception:  # noqa: BLE001 - whatever CEL raises on data, the list is not known
            return None
        if not isinstance(elements, list | dict):
            return None
        _spend(bindings, len(elements))
        said = [self._one(bindings, element) for element in elements]
        if self.word == "exists":
            return True if True in said else None if None in said else False
        if self.word == "all":
            return False if False in said else None if None in said else True
        return None if None in said else said.count(True) == 1

    def _one(self, bindings: Mapping[str, Any], element: Any) -> bool | None:
        try:
            found = self.body.value({**bindings, self.variable: element})
        except TooMuch:
            raise
        except Exception:  # noqa: BLE001 - an element that cannot be judged
            return None
        return found if isinstance(found, bool) else None


@dataclass(frozen=True, slots=True)
class Piece:
    """A compiled expression: the library's program, the macros in it, and the names that it leaves free."""

    program: Any
    macros: tuple[Macro, ...]
    names: frozenset[str]
    sizes: bool
    plain: Callable[[Mapping[str, Any]], Any] | None = None

    def bounded(self, bindings: dict[str, Any]) -> Any:
        """The value, of an evaluation that ends soon.

        Raises:
            TooMuch: it looks at more than `JUDGED` elements.
        """
        return self.value({**bindings, _LEFT: [JUDGED]} if self.macros else bindings)

    def value(self, bindings: Mapping[str, Any]) -> Any:
        """The value; raises whatever the library raises on data that does not fit."""
        bound = {name: bindings.get(name) for name in self.names}
        for macro in self.macros:
            bound[macro.place] = macro.value(bindings)
        if self.plain is not None and (said := self.plain(bound)) is not None:
            return said
        _spend(bindings, SLOW - 1)
        if self.sizes:
            import cel

            return self.program.execute(cel.Context(variables=bound, functions={_SIZE: _size}))
        return self.program.execute(bound)


def _spend(bindings: Mapping[str, Any], count: int) -> None:
    """Take so many from what the evaluation may still look at."""
    left = bindings.get(_LEFT)
    if left is not None:
        left[0] -= count
        if left[0] < 0:
            raise TooMuch


def compile_source(source: str) -> Piece:
    """The program of a condition.

    Raises:
        ConditionError: it is not CEL, or not of the part that both libraries read alike.
    """
    tokens = lex(source)
    _check(tokens)
    return _compile(tokens)


def lex(source: str) -> list[Token]:
    """The tokens, without spaces.

    >>> [token.text for token in lex("a.b >= 10 && c == 'x y'")]
    ['a', '.', 'b', '>=', '10', '&&', 'c', '==', "'x y'"]
    """
    tokens: list[Token] = []
    at = depth = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise ConditionError(f"not a condition: {source[at : at + 12]!r} at character {at + 1}")
        at = match.end()
        if match.lastgroup and match.lastgroup != "space":
            tokens.append(Token(match.lastgroup, match.group()))
            depth += (match.group() in "([{!-?") - (match.group() in ")]}")
            if depth > DEEPEST:
                raise ConditionError(f"nested deeper than {DEEPEST}")
    return tokens


@lru_cache(4096)  # asked of the same conditions with every record that is shown
def keys_of(source: str, name: str) -> frozenset[str] | None:
    """Which parts of a mapping a condition reads; None when it takes the mapping as a whole.

    >>> sorted(keys_of("meta.region == 'uk' && has(meta['tier']) && x.meta", "meta")), keys_of("'a' in meta", "meta")
    (['region', 'tier'], None)
    """
    tokens = lex(source)
    keys: set[str] = set()
    for at, token in enumerate(tokens):
        if token != ("name", name) or (at and tokens[at - 1].text == "."):
            continue
        after = _text(tokens, at + 1)
        if after == "." and at + 2 < len(tokens):
            keys.add(tokens[at + 2].text)
        elif after == "[" and at + 2 < len(tokens) and tokens[at + 2].kind == "string":
            keys.add(tokens[at + 2].text.lstrip("r")[1:-1])
        else:
            return None
    return frozenset(keys)


def rewritten(tokens: Sequence[Token]) -> str:
    """Source for the library: whole numbers as doubles except in an index, `size` as ours.

    >>> rewritten(lex("score + 1 > size(names) && steps[0].kind in ['a1', 2]"))
    "score + 1.0 > size_ ( names ) && steps [ 0 ] . kind in [ 'a1' , 2.0 ]"
    """
    out = []
    for at, token in enumerate(tokens):
        if token.kind == "whole" and not _is_index(tokens, at):
            out.append(f"{token.text}.0")
        elif token.text == "size" and _text(tokens, at + 1) == "(":
            out.append(_SIZE)
        else:
            out.append(token.text)
    return " ".join(out)


def _check(tokens: Sequence[Token]) -> None:
    _check_growth(tokens)
    for at, token in enumerate(tokens):
        if token.kind == "name" and _text(tokens, at + 1) == "(" and token.text not in FUNCTIONS:
            raise ConditionError(
                f"there is no function {token.text!r}; there are {', '.join(FUNCTIONS)}",
                nearest(token.text, FUNCTIONS),
            )
        if token.text == "matches" and re.search(r"\(\?(?!:)", _text(tokens, at + 2)):
            raise ConditionError("a pattern cannot have flags or look around: (?...) is read in several ways")


def _check_growth(tokens: Sequence[Token]) -> None:
    texts = [token.text for token in tokens]
    if texts.count("map") > MAPS or texts.count("+") > SUMS:
        raise ConditionError(f"a condition has at most {MAPS} map and {SUMS} +")
    open_: list[bool] = []
    for at, token in enumerate(tokens):
        if token.text == "(":
            open_.append(at > 1 and texts[at - 1] in BINDERS and texts[at - 2] == ".")
            if sum(open_) > WITHIN:
                raise ConditionError(f"lists are gone through at most {WITHIN} deep, one within the other")
        elif token.text == ")" and open_:
            open_.pop()


def _compile(tokens: Sequence[Token]) -> Piece:
    macros: list[Macro] = []
    rest = list(tokens)
    while (at := _first_macro(rest)) is not None:
        start, end = _receiver_start(rest, at - 1), _closing(rest, at + 1)
        if end < at + 5 or rest[at + 2].kind != "name" or rest[at + 3].text != ",":
            raise ConditionError(f"{rest[at].text} is written list.{rest[at].text}(x, a condition on x)")
        place = f"m{len(macros)}_"
        macros.append(
            Macro(rest[at].text, place, _compile(rest[start : at - 1]), rest[at + 2].text, _compile(rest[at + 4 : end]))
        )
        rest[start : end + 1] = [Token("name", place)]
    source = rewritten(rest)
    import cel  # its console comes with it, a tenth of what a server takes to start: loaded with the first condition

    try:
        program = cel.compile(source)
    except Exception as error:  # noqa: BLE001 - the library raises several kinds, all mean: not CEL
        raise ConditionError(_readable(error)) from None
    bound = {rest[at + 2].text for at, one in enumerate(rest[:-2]) if one.text in BINDERS and rest[at + 1].text == "("}
    names = set(program.variables()) - bound - {macro.place for macro in macros}
    for macro in macros:
        names |= macro.receiver.names | (macro.body.names - {macro.variable})
    return Piece(program, tuple(macros), frozenset(names), _SIZE in source, quick(rest))


def _first_macro(tokens: Sequence[Token]) -> int | None:
    """Where the leftmost macro's word is that stands outside of `filter` and `map`, whose variables are the library's."""
    inside: list[bool] = []
    for at, token in enumerate(tokens):
        if token.text == "(":
            inside.append(at > 0 and tokens[at - 1].text in ("filter", "map"))
        elif token.text == ")" and inside:
            inside.pop()
        elif token.text in MACROS and at and tokens[at - 1].text == "." and _text(tokens, at + 1) == "(":
            if any(inside):
                continue
            return at
    return None


def _receiver_start(tokens: Sequence[Token], dot: int) -> int:
    """Where the expression before this dot begins: names, indexes and calls joined by dots."""
    at = dot - 1
    while at >= 0:
        if tokens[at].text in (")", "]"):
            at = _opening(tokens, at)
            if at > 0 and _ends_operand(tokens[at - 1]):
                at -= 1
                continue
        if at > 1 and tokens[at - 1].text == ".":
            at -= 2
            continue
        return at
    return 0


def _ends_operand(token: Token) -> bool:
    """Whether a bracket after this token is an index or a call of it, and not the start of a list or group."""
    return (token.kind == "name" and token.text not in WORDS) or token.text in (")", "]")


def _closing(tokens: Sequence[Token], opening: int) -> int:
    depth = 0
    for at in range(opening, len(tokens)):
        depth += (tokens[at].text in "([{") - (tokens[at].text in ")]}")
        if depth == 0:
            return at
    raise ConditionError("a bracket is not closed")


def _opening(tokens: Sequence[Token], closing: int) -> int:
    depth = 0
    for at in range(closing, -1, -1):
        depth += (tokens[at].text in ")]}") - (tokens[at].text in "([{")
        if depth == 0:
            return at
    raise ConditionError("a bracket is not opened")


def _is_index(tokens: Sequence[Token], at: int) -> bool:
    if _text(tokens, at + 1) != "]" or at < 2 or tokens[at - 1].text != "[":
        return False
    return _ends_operand(tokens[at - 2])


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _size(value: Any) -> float:
    return float(len(value))


def _readable(error: Exception) -> str:
    first = str(error).strip().splitlines()
    return f"not a condition: {first[0] if first else type(error).__name__}"
