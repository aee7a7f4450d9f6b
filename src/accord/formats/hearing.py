"""What people and machines said of rows in another place, as suggestions and responses of a project whose questions it fits.

A question is found by its name. What does not fit stays in the record's `meta`, where nobody who judges sees it, and is counted with
the reason.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from accord.formats.rows import Row, Said
from accord.schema import Spec, asked, check_answers, check_record, wrap
from accord.schema.faults import nearest

IN_MEMORY = 4 * 1024 * 1024


class Hearing:
    """Takes what was said out of rows. `responses` gives those that fit once all records are in; `kept` says what did not, and why."""

    def __init__(self, spec: Spec) -> None:
        self._spec, self._stage = spec, spec.stages[0].name
        self._waiting = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - it lives as long as the import
        self._kept: Counter[tuple[str, str, str]] = Counter()
        self.heard = 0

    def record(self, number: int, record: dict[str, Any], said: Said) -> dict[str, Any]:
        """The record with the suggestions that fit it; the rest of what was said stays in its meta."""
        shape, faults = check_record(self._spec, record)
        if faults:  # it will be refused
            return record
        meta = {key: part for key, part in record.get("meta", {}).items() if key not in said.kept_as}
        suggestions, left = [], dict[str, Any]()
        own = self._own(shape)
        for one in said.suggestions:
            value = own(one["question"], one["value"])
            if why := self._misfits(shape, {one["question"]: value}).get(one["question"]):
                left[one["question"]] = {key: part for key, part in one.items() if key != "question"}
                self._kept["suggestions", one["question"], why] += 1
            else:
                suggestions.append({**one, "value": value})
        if left:
            meta[said.kept_as[0]] = left
        if unfit := self._responses(number, shape, said):
            meta[said.kept_as[1]] = unfit
        made = {key: part for key, part in record.items() if key != "meta"} | ({"meta": meta} if meta else {})
        return made | ({"suggestions": suggestions} if suggestions else {})

    def responses(self) -> Iterator[Row]:
        """As `accord import --responses` takes them, each with the number of its record's row."""
        self._waiting.seek(0)
        for line in self._waiting:
            number, response = json.loads(line)
            yield Row(number, response)

    def kept(self) -> list[dict[str, Any]]:
        """What stayed in meta: suggestions or responses, to which question, how many, and why."""
        return [{"what": w, "question": q, "why": why, "count": n} for (w, q, why), n in self._kept.items()]

    def _responses(self, number: int, shape: Mapping[str, Any], said: Said) -> dict[str, list[Any]]:
        unfit: dict[str, list[Any]] = {}
        own = self._own(shape)
        for person, answers, never in said.responses:
            values = {name: own(name, value) for name, value in answers.items()}
            misfits = self._misfits(shape, values)
            why = {name: never or misfits.get(name, "") for name in values}
            fit = {name: value for name, value in values.items() if not why[name]}
            _, faults = check_answers(self._spec, self._stage, shape, wrap(self._spec, fit))
            if faults:
                why |= dict.fromkeys(fit, f"the response is not whole: {faults[0].message}")
            elif fit:
                response = {"record": shape["id"], "person": person, "answers": fit, "stage": self._stage}
                self._waiting.write(json.dumps([number, response]).encode() + b"\n")
                self.heard += 1
            for name, reason in why.items():
                if reason:
                    unfit.setdefault(name, []).append({"value": answers[name], "person": person})
                    self._kept["responses", name, reason] += 1
        return unfit

    def _own(self, shape: Mapping[str, Any]) -> Callable[[str, Any], Any]:
        """Turns another tool's value into one of ours: spans, ranks; each question's type knows how they are written."""
        asks = {one.question.name: one for one in asked(self._spec, self._stage, shape, {}) if not one.question.each}

        def own(name: str, value: Any) -> Any:
            one = asks.get(name)
            return one.question.kind.heard(one.question.spec, value, one.context) if one else value

        return own

    def _misfits(self, shape: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, str]:
        """Which of these answer no question of the project, and why: together, for some are asked only after others."""
        why: dict[str, str] = {}
        for name in values:
            if name not in self._spec.questions:
                near = nearest(name, self._spec.questions)
                why[name] = "the project has no question of that name" + (f"; did you mean {near!r}?" if near else "")
        known = {name: value for name, value in values.items() if name not in why}
        stored, faults = check_answers(self._spec, self._stage, shape, wrap(self._spec, known), partial=True)
        for fault in faults:
            why.setdefault(fault.pointer.split("/")[1] if "/" in fault.pointer else "", fault.message)
        if not faults:
            why |= {name: "it is not asked of this record" for name in known if name not in stored}
        return why
