"""Places that were stored before each had one form (`naming`), and those of suggestions, which no check has brought to it.

Answers are never rewritten: who compares them reads them through `Renaming`. Only words in a segment of a text lie apart under their two
names, so only fields that are cut out of one text are looked for, first in the answer's JSON as it is stored: where no such name stands
in it, nothing is read and no record is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic_core import from_json

from accord.schema.contexts import context
from accord.schema.spec import FieldDef, QuestionDef, Spec

PROBE = "One. Two.\n\nThree.\n\n* * *\n\nFour."  # of several sentences, paragraphs and scenes
ODD = (AttributeError, KeyError, IndexError, TypeError, ValueError)  # given under a definition that is no more


class Renaming:
    """Brings answers to the one form of their places, for one spec.

    >>> from accord.schema import parse
    >>> spec = parse("name: x\\nfields: {story: {type: text, segments: sentence}}\\nquestions: {q: {type: marks, of: story}}\\n")
    >>> old = '{"q":{"value":[{"id":"m1","anchor":{"at":"story/1","start":0,"end":2,"quote":"He"}}]}}'
    >>> Renaming(spec).text(old, lambda: {"values": {"story": "Rain. He left."}})
    '{"q":{"value":[{"id":"m1","anchor":{"at":"story","start":6,"end":8,"quote":"He"}}]}}'
    """

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._cut = tuple(f"{name}/" for name, field in spec.fields.items() if _is_cut(field))
        self._marks = tuple(f'"{name}' for name in self._cut)

    def text(self, said: str, record: Callable[[], Mapping[str, Any]]) -> str:
        """Answers as JSON; the very same text where there is nothing to rename. `record` is called only where there may be."""
        if not any(mark in said for mark in self._marks):
            return said
        answers = from_json(said)
        renamed = self.answers(answers, record)
        return said if renamed is answers else json.dumps(renamed, ensure_ascii=False, separators=(",", ":"))

    def answers(self, answers: Mapping[str, Any], record: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        """Answers; the same object where there is nothing to rename."""
        out: dict[str, Any] = {}
        for name, given in answers.items():
            question = self._spec.questions.get(name)
            if question is None or not self._cut or not self._old(given, question.each):
                continue
            parts = {e: self._envelope(question, e, one, answers, record()) for e, one in _parts(question, given)}
            out[name] = parts if question.each else parts[""]
        return {**answers, **out} if out else answers

    def _envelope(
        self, question: QuestionDef, element: str, envelope: Any, answers: Mapping[str, Any], record: Mapping[str, Any]
    ) -> Any:
        if not isinstance(envelope, Mapping) or "value" not in envelope:
            return envelope
        return {**envelope, "value": settled(self._spec, record, question, element, envelope["value"], answers)}

    def _old(self, given: Any, each: str) -> bool:
        """Whether words are named from a segment; those of a question that is asked of each are named so for good."""
        if isinstance(given, Mapping):
            at = given.get("at")
            if isinstance(at, str) and ("start" in given or "ranges" in given):
                return at.startswith(self._cut) and at.partition("/")[0] != each
            return any(self._old(one, each) for one in given.values())
        return isinstance(given, list) and any(self._old(one, each) for one in given)


def settled(
    spec: Spec,
    record: Mapping[str, Any],
    question: QuestionDef,
    element: str,
    value: Any,
    answers: Mapping[str, Any] | None = None,
) -> Any:
    """A value with its places in their one form; one that does not fit the question stays as it is.

    Args:
        element: what it is about where the question is asked of each, else "".
    """
    try:
        known = context(spec, record, answers or {}, question, element, partial=True)
        return question.kind.settle(question.spec, value, known)
    except ODD:
        return value


def has_places(value: Any) -> bool:
    """Whether something in a value is a place.

    >>> has_places([{"id": "m1", "anchor": {"at": "story"}}]), has_places({"winner": "a"})
    (True, False)
    """
    if isinstance(value, Mapping):
        return isinstance(value.get("at"), str) or any(map(has_places, value.values()))
    return isinstance(value, list) and any(map(has_places, value))


def _is_cut(field: FieldDef) -> bool:
    """Whether the field's value is one text, and its elements are stretches of it."""
    try:
        if any(True for _ in field.kind.validate(field.spec, PROBE)):
            return False
        return any(isinstance(one.get("start"), int) for one in field.kind.elements(field.spec, PROBE))
    except ODD:
        return False


def _parts(question: QuestionDef, given: Any) -> Iterator[tuple[str, Any]]:
    if not question.each:
        yield "", given
    elif isinstance(given, Mapping):
        yield from given.items()
