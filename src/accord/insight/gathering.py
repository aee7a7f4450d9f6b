"""Gathers labels out of responses: one table a question (and a dimension), in compact columns.

Agreement is measured where people answered without seeing each other: in the first stage that asks the question.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.schema import QuestionDef, Spec

CYCLES = 1000  # a record's cycles are items of their own


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
    items: dict[int | tuple[int, str], int] = field(default_factory=dict)
    records: set[int] = field(default_factory=set)
    responses: int = 0
    cannot_assess: int = 0
    not_applicable: int = 0
    unread: int = 0  # answers that the question's present definition cannot read

    def add(self, record: int, element: str, person: int, value: Any) -> None:
        """One label."""
        try:
            code = self.question.kind.code(self.question.spec, value)
        except (AttributeError, KeyError, TypeError, ValueError):
            self.unread += 1
            return
        if code not in self.codes:
            self.codes[code] = len(self.codes)
            self.values.append(value)
        self.item.append(self.items.setdefault((record, element) if element else record, len(self.items)))
        self.person.append(person)
        self.code.append(self.codes[code])


class Gathering:
    """All questions of a project at once, fed record by record."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.first = first_stages(spec)
        self.tables: dict[tuple[str, str], Gathered] = {}

    def feed(self, record: int, rows: Sequence[Any]) -> None:
        """The latest responses to one record."""
        for row in rows:
            for question in self.spec.questions.values():
                if self.first.get(question.name) == row.stage and question.name in row.answers:
                    self._answer(question, record, row)

    def _answer(self, question: QuestionDef, record: int, row: Any) -> None:
        item = record * CYCLES + row.cycle
        whole = self.table(question, "")
        whole.records.add(record)
        whole.responses += 1
        for element, envelope in envelopes(question, row.answers[question.name]):
            if "value" not in envelope:
                whole.cannot_assess += envelope.get("na") == "cannot_assess"
                whole.not_applicable += envelope.get("na") == "not_applicable"
                continue
            value = envelope["value"]
            whole.add(item, element, row.user_id, value)
            for name, part in dimensions(value):
                table = self.table(question, name)
                table.records.add(record)
                table.responses += 1
                table.add(item, element, row.user_id, part)

    def table(self, question: QuestionDef, dimension: str) -> Gathered:
        """The table of a question or of one of its dimensions; empty until somebody answers."""
        return self.tables.setdefault((question.name, dimension), Gathered(question, dimension))

    def ordered(self) -> Iterator[Gathered]:
        """Every question in the spec's order, answered or not, each followed by its dimensions."""
        for question in self.spec.questions.values():
            yield self.table(question, "")
            yield from (one for (name, part), one in self.tables.items() if name == question.name and part)


def first_stages(spec: Spec) -> dict[str, str]:
    """The first stage that asks each question."""
    first: dict[str, str] = {}
    for stage in spec.stages:
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
