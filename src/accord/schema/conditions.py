"""Conditions: `where`, `visible_if`, `required` and `when` in CEL, with one meaning in Python and in the browser.

A name that is not declared is refused when the condition is made; whatever goes wrong later, on data, makes the condition
false. How the two CEL libraries are brought to say the same is in `expressions`; tests/vectors/conditions.json proves it on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from accord.schema.expressions import ConditionError, compile_source
from accord.schema.faults import nearest

__all__ = ["Condition", "ConditionError"]

LONGEST = 2000


class Condition:
    """A compiled condition.

    >>> late = Condition("tone == 'curt' && score >= 3", ["tone", "score"])
    >>> late.evaluate({"tone": "curt", "score": 4}), late.evaluate({"tone": "curt"})
    (True, False)

    Raises:
        ConditionError: it does not parse, or names something outside `names`.
    """

    __slots__ = ("_piece", "names", "source")

    def __init__(self, source: str, names: Iterable[str]) -> None:
        if len(source) > LONGEST:
            raise ConditionError(f"longer than {LONGEST} characters")
        self.source = source
        self._piece = compile_source(source)
        known = set(names)
        self.names = self._piece.names
        for name in sorted(self.names - known):
            near = nearest(name, known)
            raise ConditionError(f"{name!r} is no question here, nor another name that a condition may use", near)

    def evaluate(self, bindings: Mapping[str, Any]) -> bool:
        """True only when the condition holds; anything unanswered or of another kind makes it false."""
        bound = {name: _double(bindings.get(name)) for name in self.names}
        try:
            return self._piece.value(bound) is True
        except Exception:  # noqa: BLE001 - by definition: an error on data is "does not hold"
            return False


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
