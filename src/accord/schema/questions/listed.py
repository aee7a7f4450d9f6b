"""What answers that are lists share: parts that a person draws, writes or ties, each with an id and what `ask` asks of it.

`marks`, `items` and `links` inherit it; they say what a part is, when two are about the same, and how several become one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.schema import matching
from accord.schema.faults import Fault, nearest, segment
from accord.schema.matching import Part
from accord.schema.nested import (
    Ask,
    agreed_ask,
    bound_ask,
    check_ask,
    distance_ask,
    dump_ask,
    fits_ask,
    grade_ask,
    read_ask,
    stored_ask,
)
from accord.schema.parameters import Parameters
from accord.schema.plain import is_text
from accord.schema.questions.base import Base
from accord.schema.questions.kind import Agreed, Context
from accord.schema.questions.options import Options, check_choice, dump_options, read_options
from accord.schema.questions.voting import vote

MOST = 1000
_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every such question can say: how many parts, and what is asked of each."""

    min: int = 0
    max: int | None = None
    ask: Ask = field(default_factory=dict)


class Listed(Base):
    """A question type whose answer is a list of parts. A subclass's spec holds a `frame` and gives its `ask`."""

    letter = "p"
    keys: tuple[str, ...] = ()

    def check_part(self, spec: Any, part: Part, context: Context) -> Iterator[Fault]:
        """Misfits of one part but for its id and answers."""
        raise NotImplementedError

    def fits_part(self, spec: Any, context: Context) -> Callable[[Part], int]:
        """A quick yes to what `check_part` checks: how many of the part's keys it knows, 0 for a no. Nothing quick where it is left out."""
        return lambda part: 0

    def check_together(self, spec: Any, value: list[Part]) -> Iterator[Fault]:
        """Misfits between parts that are each valid."""
        return iter(())

    def same(self, spec: Any, a: Part, b: Part) -> float:
        """How surely two parts are about the same thing, 0 to 1, whatever is said of it."""
        raise NotImplementedError

    def alike(self, spec: Any, a: Part, b: Part) -> float:
        """As `same`, less by what is said of it differently."""
        same, ask = self.same(spec, a, b), spec.frame.ask
        return same * (1.0 - distance_ask(ask, a.get("answers", {}), b.get("answers", {}))) if same and ask else same

    def merge(self, spec: Any, parts: Sequence[Part], weights: Sequence[float]) -> Part:
        """Several people's parts about the same thing as one, but for id and answers."""
        raise NotImplementedError

    def own(self, spec: Any, part: Part) -> dict[str, Any]:
        """What conditions see of a part beside its answers."""
        raise NotImplementedError

    def placed(self, spec: Any, part: Part, context: Context) -> Part:
        """A valid part with its places each in their one form (`schema/naming.py`)."""
        return part

    def validate(self, spec: Any, value: Any, context: Context) -> Iterator[Fault]:
        """A list of valid parts, neither too few nor too many, with ids of their own."""
        if not isinstance(value, list):
            yield Fault("", "not-a-list", "the answer is a list")
            return
        frame: Frame = spec.frame
        if len(value) < frame.min and not context.partial:
            yield Fault("", "too-few", f"at least {frame.min}")
        if len(value) > (most := MOST if frame.max is None else frame.max):
            yield Fault("", "too-many", f"at most {most}")
            return
        seen: set[str] = set()
        found = False
        fit = self._fit(spec, context) if value else None
        for index, part in enumerate(value):
            if fit is not None and fit(part) and part["id"] not in seen:
                seen.add(part["id"])
                continue
            for fault in self._check(spec, part, context, seen):
                found = True
                yield fault.under(f"/{index}")
        if not found and len(value) > 1:
            yield from self.check_together(spec, [self.placed(spec, part, context) for part in value])

    def fits(self, spec: Any, context: Context) -> Callable[[Any], bool]:
        """Parts that each fit, with ids of their own; what is asked within them is looked up once for all."""
        frame: Frame = spec.frame
        least, most = 0 if context.partial else frame.min, MOST if frame.max is None else frame.max
        fit_part, together = self._fit(spec, context), self.check_together

        def fit(value: Any) -> bool:
            if type(value) is not list or not least <= len(value) <= most or not all(map(fit_part, value)):
                return False
            if len(value) < 2:
                return True
            return len({part["id"] for part in value}) == len(value) and not any(True for _ in together(spec, value))

        return fit

    def _fit(self, spec: Any, context: Context) -> Callable[[Any], bool]:
        """Of one part, with its id and answers."""
        fit_part, own = self.fits_part(spec, context), self.own
        fit_ask = fits_ask(spec.frame.ask, context) if spec.frame.ask else None

        def fit(part: Any) -> bool:
            if type(part) is not dict or not (known := fit_part(part)):
                return False
            name = part.get("id")
            if not name or not is_text(name) or "/" in name or len(name) > 200:
                return False
            if fit_ask is not None:
                given = part.get("answers")
                known += given is not None
                if not fit_ask(lambda: own(spec, part), {} if given is None else given):
                    return False
            return len(part) == known + 1

        return fit

    def _check(self, spec: Any, part: Any, context: Context, seen: set[str]) -> Iterator[Fault]:
        if not isinstance(part, dict):
            yield Fault("", "not-an-object", f"a part is an object with {', '.join(('id', *self.keys))}")
            return
        known = ("id", *self.keys, *(("answers",) if spec.frame.ask else ()))
        for key in part:
            if key not in known:
                yield Fault(segment(key), "unknown-key", f"{str(key)[:80]!r} is not known here", nearest(str(key)[:80], known))  # fmt: skip
        own = part.get("id")
        if not isinstance(own, str) or not own or "/" in own or len(own) > 200:
            yield Fault("/id", "bad-id", "an id is text of at most 200 characters without slashes")
        elif own in seen:
            yield Fault("/id", "duplicate", f"two parts have the id {own!r}")
        else:
            seen.add(own)
        found = list(self.check_part(spec, part, context))
        yield from found
        if not found and spec.frame.ask:
            given = part.get("answers", {})
            inner = check_ask(spec.frame.ask, self.own(spec, part), given, context)
            yield from (fault.under("/answers") for fault in inner)

    def settle(self, spec: Any, value: Any, context: Context) -> Any:
        """Places and answers in their one form; the order is the person's."""
        ask = spec.frame.ask
        parts = [self.placed(spec, part, context) for part in value]
        return [
            {**one, "answers": stored_ask(ask, one["answers"], context)} if "answers" in one else one for one in parts
        ]

    def code(self, spec: Any, value: Any) -> str:
        """The parts in an order of their own, without ids."""
        return "\n".join(sorted(map(_bare, value)))

    def distance(self, spec: Any, a: Any, b: Any) -> float:
        """1 less the soft F1 of the best matching of parts."""
        return matching.distance(a, b, lambda one, other: self.alike(spec, one, other))

    def grade(self, spec: Any, value: Any, gold: Any) -> float:
        """The soft F1 of the best matching: a part that covers at least half of the same is in its place. Of what is asked within,
        only what gold answers counts, and no free words: they are never put alike."""

        def right(one: Part, known: Part) -> float:
            alike = self.alike(spec, _place_and_name(one), _place_and_name(known))
            same = self.same(spec, one, known)
            named = alike / same if same >= matching.SAME else alike
            return named * grade_ask(spec.frame.ask, one.get("answers", {}), known.get("answers", {}))

        return 1.0 - matching.distance(value, gold, right)

    def consensus(self, spec: Any, values: Sequence[Any], weights: Sequence[float] | None = None) -> Agreed | None:
        """The parts that more than half of the weight has, each merged of its makers'; exactly half is a tie (left out).

        Confidence is that of the least sure decision, to have a part or not.
        """
        if not values:
            return None
        weight = list(weights) if weights is not None else [1.0] * len(values)
        total = sum(weight) or 1.0
        groups = matching.clusters(values, weight, lambda a, b: self.same(spec, a, b), _bare)
        shares = [round(sum(w for _, _, w in group) / total, 12) for group in groups]
        merged = [
            self._merge(spec, [part for _, part, _ in group], [w for _, _, w in group])
            for group, share in zip(groups, shares, strict=True)
            if share > 0.5
        ]
        merged.sort(key=self.place)
        agreed = [{"id": f"{self.letter}{at}", **part} for at, part in enumerate(merged, 1)]
        sure = min((max(share, 1 - share) for share in shares), default=1.0)
        return Agreed(agreed, sure, len(values), 0.5 in shares)

    def place(self, part: Part) -> Any:
        """Where a merged part stands in the list."""
        return _bare(part)

    def _merge(self, spec: Any, parts: Sequence[Part], weights: Sequence[float]) -> Part:
        ordered = sorted(zip(parts, weights, strict=True), key=lambda one: (_bare(one[0]), one[1]))
        parts, weights = [part for part, _ in ordered], [weight for _, weight in ordered]
        whole = self.merge(spec, parts, weights)
        answers = agreed_ask(spec.frame.ask, [part.get("answers", {}) for part in parts], weights)
        return {**whole, "answers": answers} if answers else whole

    def elements(self, spec: Any, value: Any) -> Iterator[Mapping[str, Any]]:
        """The parts, each with its answers by name."""
        for index, part in enumerate(value):
            yield {"id": part["id"], "index": index, **self._bound(spec, part)}

    def binding(self, spec: Any, value: Any) -> Any:
        """A list: `claims.exists(c, c.verdict == 'refuted')`."""
        return [{"id": part["id"], **self._bound(spec, part)} for part in value]

    def _bound(self, spec: Any, part: Part) -> dict[str, Any]:
        return {**self.own(spec, part), **bound_ask(spec.frame.ask, part.get("answers", {}))}

    def columns(self, spec: Any, value: Any) -> dict[str, str | float | int | bool | None]:
        """How many, and all of it as JSON."""
        return {"": len(value), ".json": json.dumps(value, ensure_ascii=False)}


def read_frame(p: Parameters, own: Sequence[str]) -> Frame:
    """min, max and ask; conditions within `ask` may name the part's `own` parts."""
    frame = Frame(p.whole("min", 0, 0, MOST) or 0, p.whole("max", None, 1, MOST), read_ask(p, own))
    if frame.max is not None and frame.max < frame.min:
        p.fault("max", "out-of-range", f"max {frame.max} is below min {frame.min}")
    return frame


def dump_frame(frame: Frame) -> dict[str, Any]:
    """Without what is default."""
    bounds = {"min": frame.min} if frame.min else {}
    return {**bounds, **({"max": frame.max} if frame.max is not None else {}), **dump_ask(frame.ask)}


def read_names(p: Parameters, key: str, given: bool) -> Options | None:
    """Labels or types: options under another key, or none at all."""
    if given:
        return read_options(p, key)
    from accord.schema.questions.options import SHAPE

    p.value(key, shape=SHAPE)
    p.flag("inner")
    return None


def dump_names(names: Options | None, key: str) -> dict[str, Any]:
    """As `read_names` reads it."""
    if names is None:
        return {}
    dumped = dump_options(names)
    return {key: dumped.pop("options"), **dumped}


def check_name(names: Options | None, key: str, part: Part, context: Context) -> Iterator[Fault]:
    """A part has one of the names where there are any."""
    if names is None:
        if key in part:
            yield Fault(segment(key), "not-asked", f"no {key} is asked here")
        return
    if key not in part and context.partial:
        return
    paths = names.paths({"options": context.choices.get(f"{key}s", ())})
    yield from (fault.under(segment(key)) for fault in check_choice(part.get(key), paths))


def fits_name(names: Options | None, key: str, context: Context) -> Callable[[Part], int]:
    """As `check_name`: 1 where the part's name is one of them, 0 where none is asked and none is there, -1 else."""
    if names is None:
        return lambda part: -1 if key in part else 0
    paths = frozenset(names.paths({"options": context.choices.get(f"{key}s", ())}))

    def fit(part: Part) -> int:
        name = part.get(key)
        return 1 if type(name) is str and name in paths else -1

    return fit


def name_nearness(names: Options | None, key: str, a: Part, b: Part) -> float:
    """1 for the same name, between along a taxonomy's branch."""
    if names is None or a.get(key) == b.get(key):
        return 1.0
    return 1.0 - names.distance(a[key], b[key]) if key in a and key in b else 0.0


def agreed_name(names: Options | None, key: str, parts: Sequence[Part], weights: Sequence[float]) -> dict[str, Any]:
    """The name with most weight."""
    given = [(part[key], weight) for part, weight in zip(parts, weights, strict=True) if key in part]
    if names is None or not given:
        return {}
    return {key: vote([one for one, _ in given], [weight for _, weight in given], names.paths({}))[0]}


def _place_and_name(part: Part) -> Part:
    return {key: one for key, one in part.items() if key != "answers"}


def _bare(part: Part) -> str:
    return _WRITER.encode({key: one for key, one in part.items() if key != "id"})
