"""What a question type is: one object that knows everything about its answers. Nothing else names a type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from accord.schema.faults import Fault

JsonValue = Any  # str | float | int | bool | None | list | dict, finite numbers only


@dataclass(frozen=True, slots=True)
class Target:
    """What an anchor can lie in: a field's value, an element of it, or another question's answer.

    `draws` says how parts of it are marked (span, box, polygon, point, interval, track); the whole can always be. A segment is
    cut out of a text: `inside` names that text and where the segment begins in it.
    """

    reference: str
    text: str | None = None
    draws: tuple[str, ...] = ()
    inside: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a type may know while it checks an answer.

    `record` is the record's shape (values with element ids), `of` the value the question judges (or None), `of_elements` the ids
    of its elements, `within` the reference that anchors must lie in ("" for anywhere), `resolve` finds what a reference names,
    `check_rewrite` whether a value may stand in the place of `of`, `validate` checks a nested question's envelope by its
    definition, so that no type knows another, and `inner` is the context that it does so in. `partial`: nothing that is missing is a fault (drafts, gold).
    """

    record: Mapping[str, Any] = field(default_factory=dict)
    of: JsonValue = None
    of_elements: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # resolved `{from: ...}` lists by parameter name
    within: str = ""
    resolve: Callable[[str], Target | None] | None = None
    check_rewrite: Callable[[JsonValue], Iterator[Fault]] | None = None
    validate: Callable[[Any, JsonValue], Iterator[Fault]] | None = None
    inner: Callable[[Any], Context] | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Agreed:
    """An aggregated answer: the value, the share of weight behind it, how many people, and whether it was a tie."""

    value: JsonValue
    confidence: float
    n: int
    tied: bool = False


class Kind(Protocol):
    """A question type. A module in `schema/questions/` (or an `accord.questions` entry point) exposes `KIND`, one of these."""

    name: str
    """As written in YAML: `type: label`."""

    judges: str
    """'nothing', 'optional' or 'required': whether the question needs `of`."""

    worded: bool
    """Whether its answers are free words, which two people never put alike: within marks and items they are not graded."""

    def parse(self, raw: Mapping[str, Any]) -> tuple[Any, list[Fault]]:
        """The type's own parameters (a frozen dataclass) out of the question's YAML mapping, and what is wrong with them."""

    def dump(self, spec: Any) -> dict[str, Any]:
        """The parameters as canonical JSON; `parse(dump(spec))` is `spec`."""

    def validate(self, spec: Any, value: JsonValue, context: Context) -> Iterator[Fault]:
        """Every misfit of one bare value; pointers are relative to the value. Never raises on any JSON."""

    def fits(self, spec: Any, context: Context) -> Callable[[JsonValue], bool]:
        """A quick yes, made once for the many values that are held to it: True only of a value that `validate` has nothing
        against, that is plain JSON and in its stored form already. False says nothing: then `validate` is asked why."""

    def normalise(self, spec: Any, value: JsonValue) -> JsonValue:
        """A valid value in its stored form (sets in the spec's order)."""

    def settle(self, spec: Any, value: JsonValue, context: Context) -> JsonValue:
        """As `normalise`, for what has one form only by the record: places that can be named in several ways (`schema/naming.py`)."""

    def heard(self, spec: Any, value: JsonValue, context: Context) -> JsonValue:
        """The value as this type says it, of how other tools write the same; as it came where it is not known."""

    def level(self, spec: Any) -> str:
        """'nominal', 'ordinal', 'interval' or 'distance': how agreement treats it."""

    def ends(self, spec: Any) -> tuple[float, float] | None:
        """The ends of the scale that its numbers lie on, for charts; None where there is no scale."""

    def code(self, spec: Any, value: JsonValue) -> str | float:
        """A hashable stand-in for the value: equal answers have equal codes; a number where the level is ordinal or interval."""

    def distance(self, spec: Any, a: JsonValue, b: JsonValue) -> float:
        """0 for equal, at most 1, symmetric."""

    def consensus(
        self, spec: Any, values: Sequence[JsonValue], weights: Sequence[float] | None = None
    ) -> Agreed | None:
        """The aggregated answer of several people; ties are said, broken by the spec's order, never by the input's."""

    def grade(self, spec: Any, value: JsonValue, gold: JsonValue) -> float:
        """1 right, 0 wrong, between for partly right."""

    def columns(self, spec: Any, value: JsonValue) -> dict[str, str | float | int | bool | None]:
        """Flat columns by suffix; "" is the question's own column. `{"": "b", ".strength": 2}`."""

    def binding(self, spec: Any, value: JsonValue) -> JsonValue:
        """What a condition sees under the question's name (None when unanswered)."""

    def example(self, spec: Any, context: Context) -> JsonValue:
        """A valid value, for previews and tests."""

    def elements(self, spec: Any, value: JsonValue) -> Iterator[Mapping[str, Any]]:
        """The parts of the answer that other questions can be asked `each` of, each with its `id`."""

    def parts(self, spec: Any) -> tuple[str, ...]:
        """What a condition may name of such an element."""
