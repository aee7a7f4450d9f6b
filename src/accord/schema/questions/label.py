"""`label`: one of the options. Options may nest; the value is then the path, `billing/refund`.

```yaml
tone: {type: label, options: [friendly, neutral, too curt]}
intent: {type: label, options: {billing: [refund, invoice], other: }}
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from accord.schema.faults import Fault
from accord.schema.parameters import Parameters
from accord.schema.questions.base import Base
from accord.schema.questions.kind import Agreed, Context
from accord.schema.questions.options import Options, check_choice, dump_options, path_of, read_options
from accord.schema.questions.voting import vote


class Label(Base):
    """The question type `label`."""

    name = "label"
    judges = "optional"

    def parse(self, raw: Mapping[str, Any]) -> tuple[Options, list[Fault]]:
        """How it is asked.

        Parameters:
            options: what may be chosen
            inner: a parent of nested options may be chosen too, not only its leaves
        """
        p = Parameters(raw)
        return read_options(p), p.faults()

    def dump(self, spec: Options) -> dict[str, Any]:
        """The options in full."""
        return dump_options(spec)

    def validate(self, spec: Options, value: Any, context: Context) -> Iterator[Fault]:
        """One of the options."""
        yield from check_choice(value, spec.paths(context.choices))

    def fits(self, spec: Options, context: Context) -> Callable[[Any], bool]:
        """One of the options."""
        paths = frozenset(spec.paths(context.choices))
        return lambda value: type(value) is str and value in paths

    def normalise(self, spec: Options, value: Any) -> Any:
        """As it is."""
        return value

    def heard(self, spec: Options, value: Any, context: Context) -> Any:
        """The only one of a list, as other tools write it; a path of groups as one word."""
        return path_of(value[0]) if isinstance(value, list) and len(value) == 1 else value

    def level(self, spec: Options) -> str:
        """Nominal; a taxonomy's answers can be near each other."""
        return "distance" if any(option.options for option in spec.tree) else "nominal"

    def code(self, spec: Options, value: Any) -> str:
        """The path."""
        return str(value)

    def distance(self, spec: Options, a: Any, b: Any) -> float:
        """Along the tree."""
        return spec.distance(str(a), str(b))

    def consensus(self, spec: Options, values: Sequence[Any], weights: Sequence[float] | None = None) -> Agreed | None:
        """The option with most weight."""
        if not values:
            return None
        winner, share, tied = vote([str(v) for v in values], weights, spec.paths({}))
        return Agreed(winner, share, len(values), tied)

    def grade(self, spec: Options, value: Any, gold: Any) -> float:
        """1 for the same, part of it for the same branch."""
        return 1.0 - self.distance(spec, value, gold)

    def columns(self, spec: Options, value: Any) -> dict[str, str | float | int | bool | None]:
        """One column."""
        return {"": value}

    def binding(self, spec: Options, value: Any) -> Any:
        """The path."""
        return value

    def example(self, spec: Options, context: Context) -> Any:
        """The first option."""
        return next(iter(spec.paths(context.choices)), None)


KIND = Label()
