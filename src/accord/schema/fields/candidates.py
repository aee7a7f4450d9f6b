"""`candidates`: two or more answers to compare; blind hides who made them, shuffle draws their order per person.

```yaml
replies: {type: candidates, blind: true, shuffle: true, max: 2}
runs: {type: candidates, of: {type: trajectory}}
```

With `blind`, ids still reach people's browsers, as answers name them: take `a`, `b`. An id that holds the name under `model` is
refused. An answer is a text or messages; with `of` it is a `value` of another field type: a run, a table, a page.

A value in a record:

```json
[
  {"id": "a", "text": "In 1924.", "model": "model-1"},
  {"id": "b", "text": "In 1925.", "model": "model-2"}
]
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault, nearest
from accord.schema.fields.base import Base
from accord.schema.fields.chat import KIND as CHAT
from accord.schema.fields.chat import Spec as ChatSpec
from accord.schema.fields.kind import Kind
from accord.schema.fields.text import FORMATS
from accord.schema.parameters import Parameters

KEYS = ("id", "text", "messages", "value", "model", "meta")
TEXTS = frozenset(KEYS) - {"messages", "value"}  # parts of a text
MOST = 1000  # answers side by side that a project may ask for
RESERVED = ("tie", "both_bad")  # what a preference may say instead of an id
NO_IDS = frozenset(("", *RESERVED))


@dataclass(frozen=True, slots=True)
class Of:
    """The field type that each answer is a value of."""

    kind: Kind
    spec: Any


@dataclass(frozen=True, slots=True)
class Spec:
    """Whether makers are hidden, the order drawn per person, how the texts are written, how many there are, and what else they are."""

    blind: bool = True
    shuffle: bool = True
    format: str = "markdown"
    min: int = 2
    max: int | None = None
    of: Of | None = None


class Candidates(Base):
    """The field type `candidates`."""

    name = "candidates"
    element_draws = ("span",)

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is shown.

        Parameters:
            blind: people do not see who made which
            shuffle: the order is drawn for each person
            format: how texts are shown
            min: the least number of candidates
            max: the largest number of candidates; no limit where it is left out
            of: another field type with its parameters, where candidates are no texts or messages
        """
        p = Parameters(raw)
        looks = p.flag("blind", True), p.flag("shuffle", True), p.one_of("format", FORMATS, "markdown")
        least, most = p.whole("min", 2, 2, MOST) or 2, p.whole("max", None, 2, MOST)
        if most is not None and most < least:
            p.fault("max", "out-of-range", f"max {most} is below min {least}")
        return Spec(*looks, least, most, _read_of(p)), p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """How they are shown, always: a reader should not have to know the defaults; how many and of what, where it is said."""
        counts = ({"min": spec.min} if spec.min > 2 else {}) | ({"max": spec.max} if spec.max else {})
        of = {"of": {"type": spec.of.kind.name, **spec.of.kind.dump(spec.of.spec)}} if spec.of else {}
        return {"blind": spec.blind, "shuffle": spec.shuffle, "format": spec.format, **counts, **of}

    def validate(self, spec: Spec, value: Any) -> Iterator[Fault]:
        """Two or as many as the project says, each a text, messages or a value, with unique ids."""
        if not isinstance(value, list) or len(value) < spec.min:
            yield Fault("", "too-few", f"candidates is a list of at least {spec.min} answers")
            return
        if spec.max is not None and len(value) > spec.max:
            yield Fault("", "too-many", f"there are {len(value)} answers, and at most {spec.max} here")
        seen: set[str] = set()
        for index, one in enumerate(value):
            if not _is_text(spec, one):
                yield from (fault.under(f"/{index}") for fault in _check_candidate(spec, one))
            own = str(one.get("id", index)) if isinstance(one, dict) else str(index)
            if spec.blind and _tells(own, one):
                yield Fault(
                    f"/{index}/id",
                    "telling-id",
                    f"the id {own!r} names the model, and the field is blind; call it a, b, c",
                )
            if own in seen:
                yield Fault(f"/{index}/id", "duplicate", f"two candidates have the id {own!r}")
            seen.add(own)

    def fits(self, spec: Spec, value: Any) -> bool:
        """Texts with ids of their own, as many as the project asks for."""
        if type(value) is not list or not spec.min <= len(value) <= (spec.max or MOST):
            return False
        seen = set()
        for one in value:
            if not _is_text(spec, one) or next(iter(one)) != "id" or (own := one["id"]) in seen:
                return False
            if spec.blind and _tells(own, one):
                return False
            seen.add(own)
        return True

    def rewritable(self, spec: Spec, value: Any) -> Any:
        """Nothing: an answer better than all of them is written anew."""
        return None

    def check_rewrite(self, spec: Spec, value: Any, new: Any) -> Iterator[Fault]:
        """A better answer than those given: a text, or messages or a value where they are that."""
        if spec.of is not None:
            yield from spec.of.kind.validate(spec.of.spec, new)
        elif isinstance(value[0], dict) and "messages" in value[0]:
            yield from CHAT.validate(ChatSpec(), new)
        elif not isinstance(new, str):
            yield Fault("", "not-text", "write the answer as text")

    def normalise(self, spec: Spec, value: Any) -> Any:
        """Objects with ids; a bare string is its text."""
        out = []
        for index, one in enumerate(value):
            whole = {"text": one} if isinstance(one, str) else dict(one)
            if "messages" in whole:
                whole["messages"] = CHAT.normalise(ChatSpec(), whole["messages"])
            if "value" in whole and spec.of is not None:
                whole["value"] = spec.of.kind.normalise(spec.of.spec, whole["value"])
            out.append({"id": str(index), **whole})
        return out

    def side_by_side(self, spec: Spec, values: Mapping[str, Any]) -> Any:
        """The candidates that these values are, by id: versions of another field."""
        key = "value" if spec.of is not None else "text"
        return [
            {"id": own, ("messages" if key == "text" and isinstance(value, list) else key): value}
            for own, value in values.items()
        ]

    def elements(self, spec: Spec, value: Any) -> Iterator[Mapping[str, Any]]:
        """The candidates, with their text."""
        for index, one in enumerate(value):
            yield {"id": str(one["id"]), "text": _text(spec, one), "index": index}

    def parts(self, spec: Spec) -> tuple[str, ...]:
        """What a condition may name of an element."""
        return ("id", "index", "text")

    def plain_text(self, spec: Spec, value: Any) -> str:
        """All their texts."""
        return "\n\n".join(_text(spec, one) for one in value)

    def present(self, spec: Spec, value: Any, order: list[str] | None) -> Any:
        """In the order drawn, without who made them when blind."""
        place = {own: at for at, own in enumerate(order or [])}
        listed = sorted(value, key=lambda one: place.get(one["id"], len(place)))
        if not spec.blind:
            return listed
        shown = []
        for one in listed:
            seen = {key: part for key, part in one.items() if key not in ("model", "meta")}
            if "messages" in seen:
                seen["messages"] = CHAT.present(ChatSpec(), seen["messages"], None)
            if "value" in seen and spec.of is not None:
                seen["value"] = spec.of.kind.present(spec.of.spec, seen["value"], None)
            shown.append(seen)
        return shown

    def shuffled(self, spec: Spec) -> bool:
        """As the project says."""
        return spec.shuffle


def _read_of(p: Parameters) -> Of | None:
    from accord.schema.fields import registry  # it finds this module, so not before

    raw = p.value("of", None, {"$ref": "#/$defs/type_of_field"})
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        p.fault("of", "not-a-mapping", "of is a field type with its parameters: {type: trajectory}")
        return None
    name = raw.get("type")
    kinds = {one: kind for one, kind in registry().items() if one != Candidates.name}
    if not isinstance(name, str) or name not in kinds:
        near = nearest(name[:80], kinds) if isinstance(name, str) else None
        p.add([Fault("/of/type", "unknown-option", f"{str(name)[:80]!r} is no field type to compare", near)])
        return None
    kind = kinds[name]
    rest = {key: one for key, one in raw.items() if key != "type"}
    spec, faults = kind.parse(rest)
    p.add([fault.under("/of") for fault in faults])
    return Of(kind, spec)


def _text(spec: Spec, one: Mapping[str, Any]) -> str:
    if spec.of is not None:
        return spec.of.kind.plain_text(spec.of.spec, one["value"])
    return str(one["text"]) if "text" in one else CHAT.plain_text(ChatSpec(), one["messages"])


def _is_text(spec: Spec, one: Any) -> bool:
    """Whether it is what nearly all are: an object with a text and an id, rightly. The long way says what is wrong."""
    return (
        type(one) is dict
        and spec.of is None
        and TEXTS.issuperset(one)
        and type(one.get("text")) is str
        and type(own := one.get("id", "0")) is str
        and own not in NO_IDS
        and "/" not in own
        and type(one.get("model", "")) is str
    )


def _tells(own: str, one: Any) -> bool:
    """Whether an id says who made the answer."""
    model = one.get("model") if isinstance(one, dict) else None
    return isinstance(model, str) and len(model) > 2 and model.casefold() in own.casefold()


def _check_candidate(spec: Spec, one: Any) -> Iterator[Fault]:
    if isinstance(one, str) and spec.of is None:
        return
    if not isinstance(one, dict):
        yield Fault("", "not-a-candidate", "a candidate is a text, or an object with text or messages")
        return
    yield from _check_content(spec, one)
    own = one.get("id", "0")
    if not isinstance(own, str) or not own or "/" in own or own in RESERVED:
        yield Fault("/id", "bad-id", f"an id is text without slashes, and none of {', '.join(RESERVED)}")
    if not isinstance(one.get("model", ""), str):
        yield Fault("/model", "not-text", "model is a name")
    for key in one:
        if key not in KEYS:
            yield Fault(
                f"/{key}",
                "unknown-key",
                f"{key!r} is no part of a candidate; put it under meta",
                nearest(str(key), KEYS),
            )


def _check_content(spec: Spec, one: Mapping[str, Any]) -> Iterator[Fault]:
    if spec.of is not None:
        if "value" not in one or "text" in one or "messages" in one:
            yield Fault("", "no-content", f"a candidate has a value, which is a {spec.of.kind.name}")
        else:
            yield from (fault.under("/value") for fault in spec.of.kind.validate(spec.of.spec, one["value"]))
        return
    if ("text" in one) == ("messages" in one) or "value" in one:
        yield Fault("", "no-content", "a candidate has either text or messages (a value where the field says `of`)")
    if "text" in one and not isinstance(one["text"], str):
        yield Fault("/text", "not-text", f"{type(one['text']).__name__} is no text")
    if "messages" in one:
        yield from (fault.under("/messages") for fault in CHAT.validate(ChatSpec(), one["messages"]))


KIND = Candidates()
