"""Conditions: `where`, `visible_if`, `required` and `when` in CEL, with one meaning in Python and in the browser.

The two CEL libraries differ on whole numbers, so every bound number is a double and whole literals are read as doubles too
(an index stays whole: `steps[0]`). A name that is not declared is refused when the condition is made; whatever goes wrong
later, on data, makes the condition false.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import cel

from accord.schema.faults import nearest

# strings, names (with digits in them), numbers, index brackets: only whole numbers of their own are rewritten
_TOKENS = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<name>[A-Za-z_]\w*)|(?P<double>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)"""
    r"""|(?P<index>(?<=[\w\])])\[\s*\d+\s*\])|(?P<whole>\d+)(?!\w)""",
    re.VERBOSE,
)
# the names that list macros bring themselves: `claims.exists(c, c.verdict == 'refuted')` declares c
_BOUND = re.compile(r"\.(?:all|exists|exists_one|map|filter)\(\s*([A-Za-z_]\w*)\s*,")
LONGEST = 2000


class ConditionError(ValueError):
    """The condition cannot be read, or names what is not there; `nearest` is what was probably meant."""

    def __init__(self, message: str, near: str | None = None) -> None:
        super().__init__(message)
        self.nearest = near


class Condition:
    """A compiled condition.

    >>> late = Condition("tone == 'curt' && score >= 3", ["tone", "score"])
    >>> late.evaluate({"tone": "curt", "score": 4}), late.evaluate({"tone": "curt"})
    (True, False)

    Raises:
        ConditionError: it does not parse, or names something outside `names`.
    """

    __slots__ = ("_program", "names", "source")

    def __init__(self, source: str, names: Iterable[str]) -> None:
        if len(source) > LONGEST:
            raise ConditionError(f"longer than {LONGEST} characters")
        self.source = source
        try:
            self._program = cel.compile(doubled(source))
        except Exception as error:  # noqa: BLE001 - the library raises several kinds, all mean: not CEL
            raise ConditionError(_readable(error)) from None
        known = set(names)
        self.names = frozenset(self._program.variables()) - set(_BOUND.findall(source))
        for name in sorted(self.names - known):
            near = nearest(name, known)
            raise ConditionError(f"{name!r} is no question here, nor another name that a condition may use", near)

    def evaluate(self, bindings: Mapping[str, Any]) -> bool:
        """True only when the condition holds; anything unanswered or of another kind makes it false."""
        bound = {name: _double(bindings.get(name)) for name in self.names}
        try:
            return self._program.execute(bound) is True
        except Exception:  # noqa: BLE001 - by definition: an error on data is "does not hold"
            return False


def doubled(source: str) -> str:
    """The source with whole-number literals as doubles, except in an index.

    >>> doubled("score + 1 > 4 && steps[0].kind == 'a1' && q2 in [1, 2]")
    "score + 1.0 > 4.0 && steps[0].kind == 'a1' && q2 in [1.0, 2.0]"
    """
    return _TOKENS.sub(lambda match: f"{match.group()}.0" if match.lastgroup == "whole" else match.group(), source)


def _double(value: Any) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, str | float):
        return value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, Mapping):
        return {str(key): _double(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_double(part) for part in value]
    return value


def _readable(error: Exception) -> str:
    first = str(error).strip().splitlines()
    return f"not a condition: {first[0] if first else type(error).__name__}"
