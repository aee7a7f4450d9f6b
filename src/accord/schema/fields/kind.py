"""What a field type is: what people look at. Nothing else names a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from accord.schema.faults import Fault

JsonValue = Any


class Kind(Protocol):
    """A field type. A module in `schema/fields/` (or an `accord.fields` entry point) exposes `KIND`, one of these."""

    name: str
    draws: tuple[str, ...]
    """How parts of the whole value are marked: span, box, polygon, point, interval, track."""
    element_draws: tuple[str, ...]
    """How parts of an element are marked."""

    def parse(self, raw: Mapping[str, Any]) -> tuple[Any, list[Fault]]:
        """The type's parameters (a frozen dataclass) out of the field's YAML mapping, and what is wrong with them."""

    def dump(self, spec: Any) -> dict[str, Any]:
        """The parameters as canonical JSON; `parse(dump(spec))` is `spec`."""

    def validate(self, spec: Any, value: JsonValue) -> Iterator[Fault]:
        """Every misfit of a record's value; pointers relative to the value. Never raises on any JSON."""

    def fits(self, spec: Any, value: JsonValue) -> bool:
        """A quick yes: True only of a value that `validate` has nothing against and that `normalise` would leave as it is."""

    def rewritable(self, spec: Any, value: JsonValue) -> JsonValue:
        """What a person who rewrites the value starts from; None when from nothing."""

    def check_rewrite(self, spec: Any, value: JsonValue, new: JsonValue) -> Iterator[Fault]:
        """Every reason why `new` may not stand in the place of `value` when a person edits it."""

    def parts(self, spec: Any) -> tuple[str, ...]:
        """What a condition may name of an element."""

    def normalise(self, spec: Any, value: JsonValue) -> JsonValue:
        """A valid value as stored: every element has its id ("0", "1" where the data gave none)."""

    def elements(self, spec: Any, value: JsonValue) -> Iterator[Mapping[str, Any]]:
        """The addressable parts, in order, each with its `id` and its own parts (`role`, `text`, `kind`, ...) for conditions."""

    def plain_text(self, spec: Any, value: JsonValue) -> str:
        """The text in it, for lists, search and length reports."""

    def present(self, spec: Any, value: JsonValue, order: list[str] | None) -> JsonValue:
        """As a person may see it before submitting: hidden parts (model names when blind) removed, elements in `order`."""

    def side_by_side(self, spec: Any, values: Mapping[str, JsonValue]) -> JsonValue:
        """A value that holds these values of another field by id, to be compared; None where the type compares nothing."""

    def corpus(self, spec: Any) -> bool:
        """Whether the project's corpus stands beside the value: anchors may lie in `field/corpus:DOCUMENT`."""

    def shuffled(self, spec: Any) -> bool:
        """Whether the order of elements is drawn per person and stored in the presentation."""
