"""`rewrite`: an edited version of a field, of an element, or of a whole agent run; the edit script is computed, never sent.

```yaml
fields: {replies: {type: candidates}}
questions:
  better: {type: rewrite, of: replies, each: replies, required: false, must_change: true}
```
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault
from accord.schema.parameters import Parameters
from accord.schema.questions.base import Base
from accord.schema.questions.kind import Context

LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Spec:
    """How long the new text may be, and whether it must differ from the old."""

    max_length: int = LONGEST
    must_change: bool = False


class Rewrite(Base):
    """The question type `rewrite`."""

    name = "rewrite"
    worded = True
    judges = "required"

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is asked.

        Parameters:
            max_length: the largest number of characters
            must_change: the same text again is no answer
        """
        p = Parameters(raw)
        return Spec(p.whole("max_length", LONGEST, 1, LONGEST) or LONGEST, p.flag("must_change")), p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """Without what is default."""
        out: dict[str, Any] = {} if spec.max_length == LONGEST else {"max_length": spec.max_length}
        return {**out, "must_change": True} if spec.must_change else out

    def validate(self, spec: Spec, value: Any, context: Context) -> Iterator[Fault]:
        """Of the shape of what is rewritten: a text, messages, or steps; not empty."""
        if not isinstance(value, str | list | dict) or not value or (isinstance(value, str) and not value.strip()):
            yield Fault("", "empty", "write the new version")
            return
        if len(self.code(spec, value)) > spec.max_length:
            yield Fault("", "too-long", f"at most {spec.max_length} characters")
        if spec.must_change and value == context.of:
            yield Fault("", "unchanged", "nothing was changed")
        if context.check_rewrite is not None:
            yield from context.check_rewrite(value)
        elif not isinstance(value, str) and context.of is None:
            yield Fault("", "not-text", "the rewritten text")

    def code(self, spec: Spec, value: Any) -> str:
        """The text, or the parts as canonical JSON."""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def distance(self, spec: Spec, a: Any, b: Any) -> float:
        """Edit distance over the longer length: in characters of a text, in parts of a list (a changed part counts by its own edits)."""
        from rapidfuzz.distance import Levenshtein

        if isinstance(a, list) and isinstance(b, list):
            return _sequence_distance([self.code(spec, one) for one in a], [self.code(spec, one) for one in b])
        return float(Levenshtein.normalized_distance(self.code(spec, a), self.code(spec, b)))

    def columns(self, spec: Spec, value: Any) -> dict[str, str | float | int | bool | None]:
        """The text, or the parts as JSON."""
        return {"": self.code(spec, value)}

    def example(self, spec: Spec, context: Context) -> Any:
        """What is there, with one word more; or a text."""
        check = context.check_rewrite
        if isinstance(context.of, list | dict) and check is not None and not list(check(context.of)):
            return context.of
        return f"{context.of if isinstance(context.of, str) else 'Rewritten'} better."[-spec.max_length :]


def _sequence_distance(a: list[str], b: list[str]) -> float:
    """Levenshtein over parts; replacing one costs how far the two are apart."""
    from rapidfuzz.distance import Levenshtein

    before = [float(at) for at in range(len(b) + 1)]
    for row, one in enumerate(a, 1):
        now = [float(row)]
        for column, other in enumerate(b, 1):
            change = 0.0 if one == other else Levenshtein.normalized_distance(one, other)
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + change))
        before = now
    return before[-1] / max(len(a), len(b), 1)


KIND = Rewrite()
