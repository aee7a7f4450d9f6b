"""`text`: free words.

```yaml
reason: {type: text, min_length: 10, max_length: 2000, lines: 4}
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault
from accord.schema.parameters import Parameters
from accord.schema.plain import is_text
from accord.schema.questions.base import Base
from accord.schema.questions.kind import Agreed, Context

LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Spec:
    """Bounds in characters, the height of the field in lines, and what stands in it while empty."""

    min_length: int = 0
    max_length: int = 20_000
    lines: int = 3
    placeholder: str = ""


class Text(Base):
    """The question type `text`."""

    name = "text"
    judges = "optional"
    worded = True

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is asked.

        Parameters:
            min_length: the least number of characters
            max_length: the largest number of characters
            lines: how high the box is at first
            placeholder: shown in the empty box
        """
        p = Parameters(raw)
        least, most = p.whole("min_length", 0, 0, LONGEST) or 0, p.whole("max_length", 20_000, 1, LONGEST) or 20_000
        if most < least:
            p.fault("max_length", "out-of-range", f"max_length {most} is below min_length {least}")
        return Spec(least, most, p.whole("lines", 3, 1, 100) or 3, p.text("placeholder")), p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """In full."""
        out = {"min_length": spec.min_length, "max_length": spec.max_length, "lines": spec.lines}
        return {**out, "placeholder": spec.placeholder} if spec.placeholder else out

    def validate(self, spec: Spec, value: Any, context: Context) -> Iterator[Fault]:
        """A string within the bounds, not only blanks."""
        if not isinstance(value, str):
            yield Fault("", "not-text", "the answer is text")
        elif not value.strip():
            yield Fault("", "empty", "the answer is empty")
        elif len(value) < spec.min_length:
            yield Fault("", "too-short", f"at least {spec.min_length} characters; it has {len(value)}")
        elif len(value) > spec.max_length:
            yield Fault("", "too-long", f"at most {spec.max_length} characters; it has {len(value)}")

    def fits(self, spec: Spec, context: Context) -> Callable[[Any], bool]:
        """Text within the bounds."""
        least, most = spec.min_length, spec.max_length
        return lambda value: is_text(value) and least <= len(value) <= most and bool(value.strip())

    def normalise(self, spec: Spec, value: Any) -> Any:
        """As it was written."""
        return value

    def heard(self, spec: Spec, value: Any, context: Context) -> Any:
        """Several texts, as other tools keep them, line by line."""
        return "\n".join(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value

    def level(self, spec: Spec) -> str:
        """Texts are near each other or far."""
        return "distance"

    def code(self, spec: Spec, value: Any) -> str:
        """The words, whatever their case and spacing."""
        return " ".join(str(value).casefold().split())

    def distance(self, spec: Spec, a: Any, b: Any) -> float:
        """Levenshtein distance over the longer length, case and spacing aside."""
        from rapidfuzz.distance import Levenshtein

        return float(Levenshtein.normalized_distance(self.code(spec, a), self.code(spec, b)))

    def consensus(self, spec: Spec, values: Sequence[Any], weights: Sequence[float] | None = None) -> Agreed | None:
        """The medoid: the text nearest to all others; confidence is its mean nearness."""
        if not values:
            return None
        weight = list(weights) if weights is not None else [1.0] * len(values)
        total = sum(weight) or 1.0
        far = [
            sum(w * self.distance(spec, one, v) for v, w in zip(values, weight, strict=True)) / total for one in values
        ]
        least = min(far)
        nearest = sorted(
            (str(v) for v, d in zip(values, far, strict=True) if d == least), key=lambda v: (self.code(spec, v), v)
        )
        return Agreed(nearest[0], 1.0 - least, len(values), len({self.code(spec, v) for v in nearest}) > 1)

    def grade(self, spec: Spec, value: Any, gold: Any) -> float:
        """1 for the same words, less by the edits between."""
        return 1.0 - self.distance(spec, value, gold)

    def columns(self, spec: Spec, value: Any) -> dict[str, str | float | int | bool | None]:
        """One column."""
        return {"": value}

    def binding(self, spec: Spec, value: Any) -> Any:
        """The text."""
        return value

    def example(self, spec: Spec, context: Context) -> Any:
        """Words of the least length."""
        return "because it answers the question".ljust(spec.min_length, ".")[: spec.max_length]


KIND = Text()
