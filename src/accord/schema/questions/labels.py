"""`labels`: some of the options.

```yaml
problems: {type: labels, options: [vague, rude, wrong], min: 0, max: 3}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault
from accord.schema.parameters import Parameters
from accord.schema.questions.base import Base
from accord.schema.questions.kind import Agreed, Context
from accord.schema.questions.options import Options, check_choice, dump_options, path_of, read_options


@dataclass(frozen=True, slots=True)
class Spec:
    """The options and how many of them; `max` None: all."""

    options: Options
    min: int = 0
    max: int | None = None


class Labels(Base):
    """The question type `labels`."""

    name = "labels"
    judges = "optional"

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is asked.

        Parameters:
            options: what may be chosen
            inner: a parent of nested options may be chosen too, not only its leaves
            min: the least number of options
            max: the largest number of options; all where it is left out
        """
        p = Parameters(raw)
        spec = Spec(read_options(p), p.whole("min", 0) or 0, p.whole("max", None, 1))
        if spec.max is not None and spec.max < spec.min:
            p.fault("max", "out-of-range", f"max {spec.max} is below min {spec.min}")
        return spec, p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """The options in full, bounds where given."""
        bounds = {"min": spec.min} if spec.min else {}
        return {**dump_options(spec.options), **bounds, **({"max": spec.max} if spec.max is not None else {})}

    def validate(self, spec: Spec, value: Any, context: Context) -> Iterator[Fault]:
        """A list of different options, neither too few nor too many."""
        if not isinstance(value, list):
            yield Fault("", "not-a-list", "the answer is a list of options")
            return
        paths = spec.options.paths(context.choices)
        if len(value) > len(paths):
            yield Fault("", "too-many", f"{len(value)} of {len(paths)} options")
            return
        for index, one in enumerate(value):
            yield from (fault.under(f"/{index}") for fault in check_choice(one, paths))
            if one in value[:index]:
                yield Fault(f"/{index}", "duplicate", "chosen twice")
        if len(value) < spec.min:
            yield Fault("", "too-few", f"choose at least {spec.min}")
        if spec.max is not None and len(value) > spec.max:
            yield Fault("", "too-many", f"choose at most {spec.max}")

    def normalise(self, spec: Spec, value: Any) -> Any:
        """A set, in the spec's order."""
        place = {path: at for at, path in enumerate(spec.options.paths({}))}
        return sorted(value, key=lambda one: (place.get(one, len(place)), one))

    def heard(self, spec: Spec, value: Any, context: Context) -> Any:
        """Paths of groups as one word each."""
        return [path_of(one) for one in value] if isinstance(value, list) else value

    def level(self, spec: Spec) -> str:
        """Sets are near each other or far."""
        return "distance"

    def code(self, spec: Spec, value: Any) -> str:
        """The set as text."""
        return "|".join(self.normalise(spec, value))

    def distance(self, spec: Spec, a: Any, b: Any) -> float:
        """MASI (Passonneau 2006): 1 - Jaccard x monotonicity (1 same, 2/3 subset, 1/3 overlap, 0 disjoint)."""
        first, second = set(a), set(b)
        if first == second:
            return 0.0
        shared = first & second
        if not shared:
            return 1.0
        monotone = 2 / 3 if first <= second or second <= first else 1 / 3
        return 1.0 - len(shared) / len(first | second) * monotone

    def consensus(self, spec: Spec, values: Sequence[Any], weights: Sequence[float] | None = None) -> Agreed | None:
        """Every option that more than half of the weight chose; confidence is the least sure decision, half is a tie (left out)."""
        if not values:
            return None
        weight = list(weights) if weights is not None else [1.0] * len(values)
        total = sum(weight) or 1.0
        chosen = dict.fromkeys(one for value in values for one in value)
        share = {o: sum(w for w, v in zip(weight, values, strict=True) if o in v) / total for o in chosen}
        agreed = self.normalise(spec, [option for option, part in share.items() if part > 0.5])
        confidence = min((max(part, 1 - part) for part in share.values()), default=1.0)
        return Agreed(agreed, confidence, len(values), any(part == 0.5 for part in share.values()))

    def grade(self, spec: Spec, value: Any, gold: Any) -> float:
        """1 - MASI."""
        return 1.0 - self.distance(spec, value, gold)

    def columns(self, spec: Spec, value: Any) -> dict[str, str | float | int | bool | None]:
        """The set in one column, and one true/false column an option."""
        paths = {f".{path}": path in value for path in spec.options.paths({})}
        return {"": "|".join(value), **paths}

    def binding(self, spec: Spec, value: Any) -> Any:
        """The list: `'rude' in problems`."""
        return value

    def example(self, spec: Spec, context: Context) -> Any:
        """As few as allowed, at least one."""
        return list(spec.options.paths(context.choices))[: max(spec.min, 1)]


KIND = Labels()
