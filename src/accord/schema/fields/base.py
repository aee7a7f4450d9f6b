"""What most field types share. A type inherits it and says what is its own; nothing here names a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault, nearest, segment
from accord.schema.fields.kind import JsonValue


@dataclass(frozen=True, slots=True)
class Bare:
    """The spec of a type without parameters."""


class Base:
    """Defaults of a field type: nothing to address, nothing hidden, an order of its own."""

    draws: tuple[str, ...] = ()
    element_draws: tuple[str, ...] = ()

    def validate(self, spec: Any, value: JsonValue) -> Iterator[Fault]:
        """Every misfit; a subclass must bring it."""
        raise NotImplementedError

    def fits(self, spec: Any, value: JsonValue) -> bool:
        """Not known at once."""
        return False

    def rewritable(self, spec: Any, value: JsonValue) -> JsonValue:
        """What an edit starts from: the value."""
        return value

    def check_rewrite(self, spec: Any, value: JsonValue, new: JsonValue) -> Iterator[Fault]:
        """What may stand in the value's place fits the field as the value does."""
        return self.validate(spec, new)

    def normalise(self, spec: Any, value: JsonValue) -> JsonValue:
        """As it came: model output is never touched."""
        return value

    def elements(self, spec: Any, value: JsonValue) -> Iterator[Mapping[str, Any]]:
        """None."""
        return iter(())

    def parts(self, spec: Any) -> tuple[str, ...]:
        """What a condition may name of an element."""
        return ("id", "index", "text")

    def present(self, spec: Any, value: JsonValue, order: list[str] | None) -> JsonValue:
        """Nothing is hidden."""
        return value

    def side_by_side(self, spec: Any, values: Mapping[str, JsonValue]) -> JsonValue:
        """Nothing is compared."""
        return None

    def corpus(self, spec: Any) -> bool:
        """What is in the value is all there is."""
        return False

    def shuffled(self, spec: Any) -> bool:
        """The order is the record's."""
        return False


def check_id(one: Mapping[str, Any]) -> Iterator[Fault]:
    """An element's id, where the data gives one: text that can stand in a reference."""
    own = one.get("id", "0")
    if not isinstance(own, str) or not own or "/" in own or len(own) > 200:
        yield Fault("/id", "bad-id", "an id is text of at most 200 characters without slashes")


def check_unique(elements: list[Any]) -> Iterator[Fault]:
    """Two elements never answer to one id, nor does a position that stands in for an id."""
    seen: set[str] = set()
    for index, one in enumerate(elements):
        own = one.get("id", str(index)) if isinstance(one, dict) else str(index)
        if isinstance(own, str) and own in seen:
            yield Fault(f"/{index}/id", "duplicate", f"two elements have the id {own!r}")
        if isinstance(own, str):
            seen.add(own)


def check_keys(one: Mapping[str, Any], known: tuple[str, ...], what: str) -> Iterator[Fault]:
    """Keys that nobody reads are refused: a typo would hide what it meant to say."""
    for key in one:
        if key not in known:
            message = f"{str(key)[:80]!r} is no part of a {what}; put it under meta"
            yield Fault(segment(key), "unknown-key", message, nearest(str(key)[:80], known))


def with_ids(elements: list[Any]) -> list[Any]:
    """Every element with its id: its own, or its position."""
    return [{"id": str(index), **one} for index, one in enumerate(elements)]
