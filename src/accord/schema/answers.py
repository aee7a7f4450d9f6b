"""Answers: what is asked of a record now, and whether what came fits. The server's word; the browser uses the same rules to be kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.schema.contexts import context, elements_of
from accord.schema.envelopes import Asked, check_envelope, fits_envelope, stored_envelope
from accord.schema.faults import Fault, nearest, segment
from accord.schema.plain import check_plain
from accord.schema.spec import QuestionDef, Spec

WHOLE = ""  # the element of a question that is asked of the whole record


def check_answers(
    spec: Spec,
    stage: str,
    record: Mapping[str, Any],
    answers: Any,
    *,
    partial: bool = False,
    earlier: Mapping[str, Any] = {},
) -> tuple[dict[str, Any], list[Fault]]:
    """The answers in stored form, and every misfit with its pointer from the answers' root ("/answers" is the caller's prefix).

    `partial` asks for nothing that is missing (drafts, gold). `earlier`: what stages said that this one shows (`standing.earlier`).
    With faults, nothing is to be stored.
    """
    if not isinstance(answers, Mapping):
        return {}, [Fault("", "not-an-object", "answers is an object: question to answer")]
    stored: dict[str, Any] = {}
    faults: list[Fault] = []
    plain: bool | None = None  # not known; all of it is looked at when something does not fit at once
    expected: dict[str, list[str]] = {}
    for one in asked(spec, stage, record, answers, partial=partial, earlier=earlier):
        expected.setdefault(one.question.name, []).append(one.element)
        given = _given(one, answers)
        if given is None:
            if one.required and not partial:
                faults.append(
                    Fault(one.pointer, "missing", f"{one.question.title or one.question.name} is not answered")
                )
            continue
        if fits_envelope(one.question, one.context)(given):
            _put(stored, one, given)
            continue
        if plain is None:
            if odd := list(check_plain(answers)):
                return {}, odd
            plain = True
        found = list(check_envelope(one, given))
        faults += [fault.under(one.pointer) for fault in found]
        if not found:
            _put(stored, one, stored_envelope(one.question, given, one.context))
    if plain is None and not _all_kept(answers, stored) and (odd := list(check_plain(answers))):
        return {}, odd
    faults += _unasked(spec, stage, answers, expected)
    return stored, faults


def asked(
    spec: Spec,
    stage: str,
    record: Mapping[str, Any],
    answers: Mapping[str, Any],
    *,
    partial: bool = False,
    earlier: Mapping[str, Any] = {},
) -> Iterator[Asked]:
    """What is asked now, in order: conditions see the answers to earlier questions that are themselves asked.

    Cost: one evaluation for each condition and element.
    """
    bindings: dict[str, Any] = dict.fromkeys(spec.questions)
    bindings["meta"] = record.get("meta", {})
    questions = spec.asked_in(stage)
    if earlier:
        bindings |= _bound_earlier(spec, earlier)
        answers = _Whole({**earlier, **answers}, earlier)
    for at, question in enumerate(questions):
        parts = _elements(spec, record, answers, question)
        # a value is bound only where a later condition reads it: binding checks it again
        read = any(question.name in names for later in questions[at + 1 :] for names in _names(later))
        seen: dict[str, Any] = {}
        for part in parts:
            local = _local(spec, bindings, question, part)
            if question.where and not question.where.evaluate(local):
                continue
            if question.visible_if and not question.visible_if.evaluate(local):
                continue
            required = question.required
            needed = required if isinstance(required, bool) else required.evaluate(local)
            element = str(part.get("id", WHOLE)) if question.each else WHOLE
            one = Asked(question, element, needed, context(spec, record, answers, question, element, partial))
            yield one
            if read:
                seen[one.element] = _bound(one, _given(one, answers))
        bindings[question.name] = seen if question.each else seen.get(WHOLE)


class _Whole(dict[str, Any]):
    """Answers with those of earlier stages beside them; `checked`: the latter, against the record as it was then."""

    def __init__(self, answers: Mapping[str, Any], earlier: Mapping[str, Any]) -> None:
        super().__init__(answers)
        self.checked = frozenset(earlier)


def _bound_earlier(spec: Spec, earlier: Mapping[str, Any]) -> dict[str, Any]:
    """What conditions see of earlier stages' answers."""
    out: dict[str, Any] = {}
    for name, given in earlier.items():
        question = spec.questions[name]
        parts = given if question.each else {WHOLE: given}
        seen = {
            element: question.kind.binding(question.spec, one["value"])
            for element, one in parts.items()
            if "value" in one
        }
        out[name] = seen if question.each else seen.get(WHOLE)
    return out


def _names(question: QuestionDef) -> Iterator[frozenset[str]]:
    """What the conditions of a question read."""
    for condition in (question.where, question.visible_if, question.required):
        if condition is not None and not isinstance(condition, bool):
            yield condition.names


def wrap(spec: Spec, answers: Any) -> dict[str, Any]:
    """Bare values in envelopes, as importers and the SDK accept them; what is wrapped stays as it is.

    An object counts as an envelope when all its keys are an envelope's (`also` is one of gold's).
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
    """Questions whose stored answers may not fit the new spec: gone, or defined otherwise (titles, help and how gold is graded aside)."""
    words = ("title", "help", "hotkeys", "suggestions", "tolerance")

    def core(spec: Spec, name: str) -> Any:
        question = spec.questions.get(name)
        return {k: v for k, v in question.json().items() if k not in words} if question else None

    return {name for name in {**old.questions, **new.questions} if core(old, name) != core(new, name)}


def _wrapped(value: Any) -> Any:
    is_envelope = isinstance(value, Mapping) and value and set(value) <= {"value", "na", "why", "also"}
    return value if is_envelope else {"value": value}


def _given(one: Asked, answers: Mapping[str, Any]) -> Any:
    given = answers.get(one.question.name)
    if one.question.each:
        return given.get(one.element) if isinstance(given, Mapping) else None
    return given


def _put(stored: dict[str, Any], one: Asked, envelope: Any) -> None:
    if one.question.each:
        stored.setdefault(one.question.name, {})[one.element] = envelope
    else:
        stored[one.question.name] = envelope


def _all_kept(answers: Mapping[Any, Any], stored: Mapping[str, Any]) -> bool:
    """Whether everything that came is among what is stored as it came."""
    return all(
        name in stored and (given is stored[name] or (isinstance(given, dict) and given.keys() == stored[name].keys()))
        for name, given in answers.items()
    )


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
