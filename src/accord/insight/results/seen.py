"""One record as the parts of the result page see it: its values, and who answered what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accord.insight.results.leaves import answered, leaves
from accord.schema import Spec

UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")  # Thai, kana, Chinese characters


@dataclass
class Seen:
    """A record with the latest answers of each person in the stage that asks first; `rows`: all responses, in the order they came."""

    spec: Spec
    body: Mapping[str, Any]
    answers: Sequence[tuple[int, Mapping[str, Any]]]
    rows: Sequence[Any] = ()

    def group(self, key: str) -> str:
        """The group that a part of meta puts it in; "" without one."""
        value = self.body.get("meta", {}).get(key) if key else ""
        return "" if value is None else str(value) if not isinstance(value, bool) else str(value).lower()

    def given(self, question: str) -> Iterator[tuple[int, str, Any]]:
        """(person, element, value) of everybody's answer to a question."""
        each = bool(self.spec.questions[question].each)
        for person, answers in self.answers:
            for element, value in answered(answers.get(question), each):
                yield person, element, value

    def found(self, path: Sequence[str]) -> Iterator[tuple[int, str, Any]]:
        """(person, name, plain value) of all that the path reaches."""
        for person, _, value in self.given(path[0]):
            for name, leaf in leaves(value, path[1:]):
                yield person, name, leaf

    def readers(self, question: str) -> int:
        """How many answered the record and did not say that this question cannot be answered: who marks nothing found nothing."""
        return sum(1 for _, answers in self.answers if "na" not in (answers.get(question) or {}))

    def words(self, field: str) -> int:
        """Words of a field, by the white space between them; each character of scripts that have none counts as one."""
        return self._words.setdefault(field, _count(self._text(field)))

    def places(self, field: str) -> list[str]:
        """Ids of a field's elements, in their order."""
        one = self.spec.fields.get(field)
        value = self.body.get("values", {}).get(field)
        return [] if one is None or value is None else [str(e["id"]) for e in one.kind.elements(one.spec, value)]

    @cached_property
    def _words(self) -> dict[str, int]:
        return {}

    def _text(self, field: str) -> str:
        one = self.spec.fields[field]
        value = self.body.get("values", {}).get(field)
        return "" if value is None else one.kind.plain_text(one.spec, value)


def _count(text: str) -> int:
    return len(UNSPACED.findall(text)) + len(UNSPACED.sub(" ", text).split())
