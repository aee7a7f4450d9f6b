"""Gold: known answers with their explanation and what else would be right; how far a person's answers reach them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from accord.schema.answers import WHOLE, check_answers, wrap
from accord.schema.faults import Fault, nearest, segment
from accord.schema.spec import QuestionDef, Spec

MOST_ALSO = 50


@dataclass(frozen=True, slots=True)
class Graded:
    """One known answer beside a person's: `score` from 0 to 1, None where neither gave a value to compare."""

    question: str
    element: str
    score: float | None
    why: str


def check_gold(spec: Spec, record: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Known answers: wrapped, and checked like a person's, except that nothing need be there.

    An envelope may explain itself with `why`, whether or not people are asked for a reason, and list in `also` the values
    that are as right: `{"value": "fully", "also": ["partly"], "why": "..."}`.
    """
    stored: dict[str, Any] = {}
    faults: list[Fault] = []
    wrapped = wrap(spec, record["gold"])
    seen: set[str] = set()
    for stage in spec.stages:
        questions = [one for one in spec.asked_in(stage.name) if one.name in wrapped and one.name not in seen]
        seen |= {one.name for one in questions}
        plain = {one.name: _plain(one, wrapped[one.name]) for one in questions}
        kept, found = check_answers(spec, stage.name, record, plain, partial=True)
        faults += found
        for question in questions if not found else ():
            stored[question.name], odd = _explained(spec, stage.name, record, plain, question, wrapped, kept)
            faults += odd
    faults += [
        Fault(segment(name), "unknown-question", f"there is no question {name!r}", nearest(str(name), spec.questions))
        for name in wrapped
        if name not in spec.questions
    ]
    return stored, faults


def grade_gold(spec: Spec, gold: Mapping[str, Any], answers: Mapping[str, Any]) -> Iterator[Graded]:
    """Each known answer with its score: the best over the value and what is as right; 0 for an answer that is missing.

    "Not applicable" counts as an answer: right only where gold says the same.
    """
    for name, known in gold.items():
        question = spec.questions.get(name)
        if question is None:
            continue
        given = answers.get(name) or {}
        for element, envelope in _envelopes(question, known):
            own = given.get(element, {}) if question.each else given
            yield Graded(name, element, _score(question, envelope, own), envelope.get("why", ""))


def _score(question: QuestionDef, known: Mapping[str, Any], given: Mapping[str, Any]) -> float | None:
    if "na" in known or "na" in given:
        if given.get("na") == "cannot_assess" != known.get("na"):
            return None  # no vote is no error
        return float(known.get("na") == given.get("na"))
    if "value" not in given:
        return 0.0
    right = [known["value"], *known.get("also", ())]
    return max(question.kind.grade(question.spec, given["value"], one) for one in right)


def _envelopes(question: QuestionDef, known: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if question.each and isinstance(known, Mapping):
        yield from ((str(element), one) for element, one in known.items() if isinstance(one, Mapping))
    elif isinstance(known, Mapping):
        yield WHOLE, known


def _plain(question: QuestionDef, known: Any) -> Any:
    """As a person would have said it."""

    def bare(one: Any) -> Any:
        if not isinstance(one, Mapping):
            return one
        drop = {"also"} if question.justification != "none" else {"also", "why"}
        return {key: part for key, part in one.items() if key not in drop}

    if question.each and isinstance(known, Mapping):
        return {element: bare(one) for element, one in known.items()}
    return bare(known)


def _explained(
    spec: Spec,
    stage: str,
    record: Mapping[str, Any],
    plain: Mapping[str, Any],
    question: QuestionDef,
    wrapped: Mapping[str, Any],
    kept: Mapping[str, Any],
) -> tuple[Any, list[Fault]]:
    """The stored answer with its explanation and what else is right, the latter checked in its place."""
    name, faults = question.name, list[Fault]()
    out = kept.get(name, {})
    for element, known in _envelopes(question, wrapped[name]):
        own = dict(out[element] if question.each else out)
        at = segment(name) + (segment(element) if question.each else "")
        if "why" in known and not isinstance(known["why"], str):
            faults.append(Fault(f"{at}/why", "not-text", "why is text"))
        elif known.get("why"):
            own["why"] = known["why"]
        also = known.get("also", [])
        if not isinstance(also, list) or len(also) > MOST_ALSO or ("value" not in known and also):
            faults.append(Fault(f"{at}/also", "not-a-list", f"also lists up to {MOST_ALSO} values beside `value`"))
            continue
        for index, value in enumerate(also):
            checked, odd = check_answers(spec, stage, record, _instead(plain, question, element, value), partial=True)
            faults += [_moved(fault, f"{at}/value", f"{at}/also/{index}") for fault in odd]
            if not odd:
                found = checked[name][element] if question.each else checked[name]
                own.setdefault("also", []).append(found["value"])
        out = {**out, element: own} if question.each else own
    return out, faults


def _instead(plain: Mapping[str, Any], question: QuestionDef, element: str, value: Any) -> dict[str, Any]:
    """The answers with another value in one place."""
    old = plain[question.name]
    new = {**old, element: {**old[element], "value": value}} if question.each else {**old, "value": value}
    return {**plain, question.name: new}


def _moved(fault: Fault, old: str, new: str) -> Fault:
    """The same misfit, said of the place that it was copied from."""
    return replace(fault, pointer=new + fault.pointer.removeprefix(old)) if fault.pointer.startswith(old) else fault
