"""Answers: what is asked of a record now, and whether what came fits. The server's word; the browser uses the same rules to be kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault, nearest, segment
from accord.schema.plain import check_plain
from accord.schema.questions.kind import Context
from accord.schema.records import elements
from accord.schema.spec import QuestionDef, Spec

NA = ("not_applicable", "cannot_assess")
LONGEST_WHY = 20_000
WHOLE = ""  # the element of a question that is asked of the whole record


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of one element (`element` is "" for the whole record), asked now, with the elements it judges."""

    question: QuestionDef
    element: str
    required: bool
    context: Context

    @property
    def pointer(self) -> str:
        """Where its envelope is in the answers."""
        return segment(self.question.name) + (segment(self.element) if self.question.each else "")


def check_answers(
    spec: Spec, stage: str, record: Mapping[str, Any], answers: Any, *, partial: bool = False
) -> tuple[dict[str, Any], list[Fault]]:
    """The answers in stored form, and every misfit with its pointer from the answers' root ("/answers" is the caller's prefix).

    `partial` asks for nothing that is missing (drafts, gold). With faults, nothing is to be stored.
    """
    if not isinstance(answers, Mapping):
        return {}, [Fault("", "not-an-object", "answers is an object: question to answer")]
    if odd := list(check_plain(answers)):
        return {}, odd
    stored: dict[str, Any] = {}
    faults: list[Fault] = []
    expected: dict[str, list[str]] = {}
    for one in asked(spec, stage, record, answers):
        expected.setdefault(one.question.name, []).append(one.element)
        given = _given(one, answers)
        if given is None:
            if one.required and not partial:
                faults.append(
                    Fault(one.pointer, "missing", f"{one.question.title or one.question.name} is not answered")
                )
            continue
        found = list(check_envelope(one, given))
        faults += [fault.under(one.pointer) for fault in found]
        if not found:
            _keep(stored, one, given)
    faults += _unasked(spec, stage, answers, expected)
    return stored, faults


def asked(spec: Spec, stage: str, record: Mapping[str, Any], answers: Mapping[str, Any]) -> Iterator[Asked]:
    """What is asked now, in order: conditions see the answers to earlier questions that are themselves asked.

    Cost: one evaluation for each condition and element.
    """
    bindings: dict[str, Any] = dict.fromkeys(spec.questions)
    bindings["meta"] = record.get("meta", {})
    for question in spec.asked_in(stage):
        parts = _elements(spec, record, answers, question)
        seen: dict[str, Any] = {}
        for part in parts:
            local = _local(spec, bindings, question, part)
            if question.where and not question.where.evaluate(local):
                continue
            if question.visible_if and not question.visible_if.evaluate(local):
                continue
            required = question.required
            needed = required if isinstance(required, bool) else required.evaluate(local)
            one = Asked(
                question,
                str(part.get("id", WHOLE)) if question.each else WHOLE,
                needed,
                _context(spec, record, answers, question),
            )
            yield one
            seen[one.element] = _bound(one, _given(one, answers))
        bindings[question.name] = seen if question.each else seen.get(WHOLE)


def check_envelope(one: Asked, given: Any) -> Iterator[Fault]:
    """Misfits of one envelope, pointers relative to it."""
    question = one.question
    if not isinstance(given, Mapping):
        yield Fault("", "not-an-envelope", 'an answer is an object: {"value": ...} or {"na": ...}')
        return
    for key in given:
        if key not in ("value", "na", "why"):
            yield Fault(
                segment(key),
                "unknown-key",
                f"{str(key)[:80]!r} is no part of an answer",
                nearest(str(key), ("value", "na", "why")),
            )
    if ("value" in given) == ("na" in given):
        yield Fault("", "not-an-envelope", "an answer has either value or na")
    elif "na" in given:
        allowed = [word for word, may in zip(NA, (question.allow_na, question.allow_cannot_assess), strict=True) if may]
        if given["na"] not in allowed:
            yield Fault("/na", "not-allowed", f"na is {' or '.join(allowed) if allowed else 'not allowed here'}")
    else:
        yield from (
            fault.under("/value") for fault in question.kind.validate(question.spec, given["value"], one.context)
        )
    why = given.get("why")
    if why is not None and (not isinstance(why, str) or len(why) > LONGEST_WHY):
        yield Fault("/why", "not-text", f"why is text of at most {LONGEST_WHY} characters")
    elif question.justification == "required" and "value" in given and not (why and why.strip()):
        yield Fault("/why", "missing", "say why")
    elif question.justification == "none" and why and "value" in given:
        yield Fault("/why", "not-asked", "no reason is asked here")


def check_gold(spec: Spec, record: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Known answers: wrapped, and checked like a person's, except that nothing need be there."""
    stored: dict[str, Any] = {}
    faults: list[Fault] = []
    wrapped = wrap(spec, record["gold"])
    for stage in spec.stages:
        names = {question.name for question in spec.asked_in(stage.name)}
        part = {name: value for name, value in wrapped.items() if name in names and name not in stored}
        kept, found = check_answers(spec, stage.name, record, part, partial=True)
        stored |= kept
        faults += found
    faults += [
        Fault(segment(name), "unknown-question", f"there is no question {name!r}", nearest(str(name), spec.questions))
        for name in wrapped
        if name not in spec.questions
    ]
    return stored, faults


def wrap(spec: Spec, answers: Any) -> dict[str, Any]:
    """Bare values in envelopes, as importers and the SDK accept them; what is wrapped stays as it is.

    An object counts as an envelope when all its keys are an envelope's.
    """
    if not isinstance(answers, Mapping):
        return {}
    out: dict[str, Any] = {}
    for name, value in answers.items():
        question = spec.questions.get(name)
        if question is not None and question.each and isinstance(value, Mapping):
            out[name] = {element: _wrapped(one) for element, one in value.items()}
        else:
            out[name] = _wrapped(value)
    return out


def changed_questions(old: Spec, new: Spec) -> set[str]:
    """Questions whose stored answers may not fit the new spec: gone, or defined otherwise (titles and help aside)."""
    words = ("title", "help", "hotkeys", "suggestions")

    def core(spec: Spec, name: str) -> Any:
        question = spec.questions.get(name)
        return {k: v for k, v in question.json().items() if k not in words} if question else None

    return {name for name in {**old.questions, **new.questions} if core(old, name) != core(new, name)}


def _wrapped(value: Any) -> Any:
    is_envelope = isinstance(value, Mapping) and value and set(value) <= {"value", "na", "why"}
    return value if is_envelope else {"value": value}


def _given(one: Asked, answers: Mapping[str, Any]) -> Any:
    given = answers.get(one.question.name)
    if one.question.each:
        return given.get(one.element) if isinstance(given, Mapping) else None
    return given


def _keep(stored: dict[str, Any], one: Asked, given: Mapping[str, Any]) -> None:
    envelope = {key: given[key] for key in ("value", "na", "why") if key in given and given[key] != ""}
    if "value" in given:
        envelope["value"] = one.question.kind.normalise(one.question.spec, given["value"])
    if one.question.each:
        stored.setdefault(one.question.name, {})[one.element] = envelope
    else:
        stored[one.question.name] = envelope


def _bound(one: Asked, given: Any) -> Any:
    """What later conditions see; a value that does not fit is as good as none."""
    if not isinstance(given, Mapping) or "value" not in given:
        return None
    if any(True for _ in one.question.kind.validate(one.question.spec, given["value"], one.context)):
        return None
    return one.question.kind.binding(one.question.spec, given["value"])


def _unasked(spec: Spec, stage: str, answers: Mapping[str, Any], expected: Mapping[str, list[str]]) -> Iterator[Fault]:
    names = [question.name for question in spec.asked_in(stage)]
    for name, given in answers.items():
        if name not in names:
            yield Fault(
                segment(name), "unknown-question", f"there is no question {name!r} in {stage}", nearest(name, names)
            )
        elif name not in expected:
            yield Fault(segment(name), "not-asked", f"{name} is not asked here: its condition does not hold")
        elif spec.questions[name].each:
            if not isinstance(given, Mapping):
                yield Fault(
                    segment(name), "not-an-object", f"{name} is asked of each element: an object from element to answer"
                )
                continue
            for element in given:
                if element not in expected[name]:
                    yield Fault(
                        segment(name) + segment(element),
                        "unknown-element",
                        f"{name} is not asked of {str(element)[:80]!r}",
                        nearest(str(element), expected[name]),
                    )


def _elements(
    spec: Spec, record: Mapping[str, Any], answers: Mapping[str, Any], question: QuestionDef
) -> list[Mapping[str, Any]]:
    """What the question is asked of: elements of a field, of another question's answer, or one empty part for the whole."""
    if not question.each:
        return [{}]
    return elements_of(spec, record, answers, question.each)


def elements_of(
    spec: Spec, record: Mapping[str, Any], answers: Mapping[str, Any], name: str
) -> list[Mapping[str, Any]]:
    """The elements that a field's value has, or that a question's answer made."""
    if name in spec.fields:
        return elements(spec, record, name)
    given = answers.get(name)
    value = given.get("value") if isinstance(given, Mapping) else None
    if not isinstance(value, list):
        return []
    return [one for one in value if isinstance(one, Mapping) and isinstance(one.get("id"), str)]


def _local(spec: Spec, bindings: Mapping[str, Any], question: QuestionDef, part: Mapping[str, Any]) -> dict[str, Any]:
    """Bindings as seen from one element: its own parts, and what was said of it by questions asked of the same elements."""
    if not question.each:
        return dict(bindings)
    siblings = {
        name: bound.get(str(part["id"]))
        for name, bound in bindings.items()
        if name in spec.questions and spec.questions[name].each == question.each and isinstance(bound, Mapping)
    }
    return {**part, **bindings, **siblings}


def _context(spec: Spec, record: Mapping[str, Any], answers: Mapping[str, Any], question: QuestionDef) -> Context:
    ids: tuple[str, ...] = ()
    value = None
    if question.of:
        ids = tuple(str(one["id"]) for one in elements_of(spec, record, answers, question.of))
        value = record["values"].get(question.of)
    return Context(record=record, of=value, of_elements=ids, choices=_choices(spec, record, answers, question))


def _choices(
    spec: Spec, record: Mapping[str, Any], answers: Mapping[str, Any], question: QuestionDef
) -> dict[str, tuple[str, ...]]:
    """Lists given as `{from: X}`: a field's elements, a question's answer, or a part of meta."""
    out: dict[str, tuple[str, ...]] = {}
    for key, parameter in question.kind.dump(question.spec).items():
        if isinstance(parameter, Mapping) and set(parameter) == {"from"}:
            out[key] = _listed(spec, record, answers, str(parameter["from"]))
    return out


def _listed(spec: Spec, record: Mapping[str, Any], answers: Mapping[str, Any], source: str) -> tuple[str, ...]:
    if source.startswith("meta."):
        found = record.get("meta", {}).get(source[5:])
        return tuple(str(one) for one in found) if isinstance(found, list) else ()
    given = answers.get(source)
    value = given.get("value") if isinstance(given, Mapping) else None
    if source in spec.questions and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    return tuple(str(one["id"]) for one in elements_of(spec, record, answers, source))
