"""Gathers labels out of responses: one table a question (and a dimension), in compact columns.

Agreement is measured where people answered without seeing each other: in the first stage that asks the question.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from pydantic_core import from_json

from accord.ground.repeated import once
from accord.schema import QuestionDef, Spec

LONG = 100  # characters of a code that is kept as it is


@dataclass
class Gathered:
    """The labels of one question; `dimension` names a part that a preference asks beside the whole."""

    question: QuestionDef
    dimension: str = ""
    item: array[int] = field(default_factory=lambda: array("q"))
    person: array[int] = field(default_factory=lambda: array("q"))
    code: array[int] = field(default_factory=lambda: array("q"))
    codes: dict[Any, int] = field(default_factory=dict)
    values: list[Any] = field(default_factory=list)  # one value for each code
    items: int = 0
    records: int = 0
    responses: int = 0
    cannot_assess: int = 0
    not_applicable: int = 0
    unread: int = 0  # answers that the question's present definition cannot read
    _record: int = -1  # the one that is being read
    _places: dict[tuple[int, str], int] = field(default_factory=dict)  # its items, by cycle and element

    def read(self, value: Any) -> int | None:
        """The code of a value; None where the question's present definition cannot read it."""
        try:
            code = self.question.kind.code(self.question.spec, value)
        except (AttributeError, KeyError, TypeError, ValueError):
            return None
        if type(code) is str and len(code) > LONG:  # lists of marks and texts: told apart by a hash, not kept twice
            code = blake2b(code.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
        if code not in self.codes:
            self.codes[code] = len(self.codes)
            self.values.append(value)
        return self.codes[code]

    def add(self, record: int, cycle: int, person: int, labels: Sequence[tuple[str, int]]) -> None:
        """What one person said about one record: an element ("" for the whole) and a code each."""
        if record != self._record:
            self._record = record
            self._places.clear()
            self.records += 1
        self.responses += 1
        for element, code in labels:
            place = self._places.get((cycle, element))
            if place is None:
                place = self._places[cycle, element] = self.items
                self.items += 1
            self.item.append(place)
            self.person.append(person)
            self.code.append(code)


@dataclass
class _Part:
    """What one answer says for one table; the same for all who answered in the same words."""

    table: Gathered
    labels: list[tuple[str, int]] = field(default_factory=list)
    cannot_assess: int = 0
    not_applicable: int = 0
    unread: int = 0

    def put(self, element: str, value: Any) -> None:
        """One label more, if it can be read."""
        code = self.table.read(value)
        if code is None:
            self.unread += 1
        else:
            self.labels.append((element, code))


class Gathering:
    """All questions of a project at once, fed record by record."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.first = first_stages(spec)
        self.tables: dict[tuple[str, str], Gathered] = {}
        self._parts = once(self._parted)

    def feed(self, record: int, rows: Iterable[Any]) -> None:
        """The latest responses to one record: rows of `stage`, `cycle`, `user_id` and what was `said` (JSON)."""
        for row in rows:
            for part in self._parts((row.stage, row.said)):
                table = part.table
                table.add(record, row.cycle, row.user_id, part.labels)
                table.cannot_assess += part.cannot_assess
                table.not_applicable += part.not_applicable
                table.unread += part.unread

    def _parted(self, given: tuple[str, ...]) -> list[_Part]:
        stage, said = given
        answers = from_json(said)
        out: list[_Part] = []
        for question in self.spec.questions.values():
            if self.first.get(question.name) == stage and question.name in answers:
                out += self._of(question, answers[question.name])
        return out

    def _of(self, question: QuestionDef, answer: Any) -> Iterable[_Part]:
        whole = _Part(self.table(question, ""))
        parts = {"": whole}
        for element, envelope in envelopes(question, answer):
            if "value" not in envelope:
                whole.cannot_assess += envelope.get("na") == "cannot_assess"
                whole.not_applicable += envelope.get("na") == "not_applicable"
                continue
            whole.put(element, envelope["value"])
            for name, value in dimensions(envelope["value"]):
                if name not in parts:
                    parts[name] = _Part(self.table(question, name))
                parts[name].put(element, value)
        return parts.values()

    def table(self, question: QuestionDef, dimension: str) -> Gathered:
        """The table of a question or of one of its dimensions; empty until somebody answers."""
        return self.tables.setdefault((question.name, dimension), Gathered(question, dimension))

    def ordered(self) -> Iterator[Gathered]:
        """Every question in the spec's order, answered or not, each followed by its dimensions."""
        for question in self.spec.questions.values():
            yield self.table(question, "")
            yield from (one for (name, part), one in self.tables.items() if name == question.name and part)


def first_stages(spec: Spec) -> dict[str, str]:
    """The first stage that asks each question; what people say in training counts nowhere."""
    first: dict[str, str] = {}
    for stage in spec.stages:
        if stage.training:
            continue
        for question in spec.asked_in(stage.name):
            first.setdefault(question.name, stage.name)
    return first


def envelopes(question: QuestionDef, given: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(element, envelope) of one answer; "" for the whole record."""
    if not isinstance(given, Mapping):
        return
    if not question.each:
        yield "", given
        return
    for element, envelope in given.items():
        if isinstance(envelope, Mapping):
            yield element, envelope


def dimensions(value: Any) -> Iterator[tuple[str, Any]]:
    """The parts that a value is asked by beside the whole: `{"dimensions": {"accurate": {...}}}`."""
    parts = value.get("dimensions") if isinstance(value, Mapping) else None
    if isinstance(parts, Mapping):
        yield from parts.items()
