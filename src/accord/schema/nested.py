"""Questions within an answer: what `ask` puts to every mark, item or turn. The types that nest know no other type; they know this.

A spec that nests keeps its questions in an attribute `ask`; that is how the parser finds them to check what they refer to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from accord.schema.envelopes import Asked, check_envelope, fits_envelope, stored_envelope
from accord.schema.faults import Fault, nearest, segment
from accord.schema.parameters import Parameters
from accord.schema.questions.kind import Context
from accord.schema.questions.voting import vote
from accord.schema.spec import QuestionDef

Ask = Mapping[str, QuestionDef]
SHAPE = {"type": "object", "additionalProperties": {"$ref": "#/$defs/question"}}


def read_ask(p: Parameters, own: Sequence[str]) -> dict[str, QuestionDef]:
    """The questions under `ask`; conditions may name `own` parts and earlier siblings."""
    from accord.schema.question_reader import read_questions

    raw = p.value("ask", {}, SHAPE)
    if not isinstance(raw, Mapping):
        p.fault("ask", "not-a-mapping", "ask is a mapping of questions")
        return {}
    faults: list[Fault] = []
    asked = read_questions(raw, None, faults, "/ask", own)
    for name, one in asked.items():
        if one.each:
            faults.append(Fault(f"/ask/{name}/each", "not-here", "a question within an answer is asked once"))
        if name in own or name == "id":
            faults.append(
                Fault(f"/ask/{name}", "bad-name", f"{name!r} is a part of the answer itself; use another name")
            )
    p.add(faults)
    return asked


def dump_ask(ask: Ask) -> dict[str, Any]:
    """As canonical JSON; nothing when nothing is asked."""
    return {"ask": {name: one.json() for name, one in ask.items()}} if ask else {}


def check_ask(ask: Ask, own: Mapping[str, Any], given: Any, context: Context) -> Iterator[Fault]:
    """Misfits of the answers within one mark or item, pointers relative to them. `own` is what conditions see of it."""
    if not isinstance(given, Mapping):
        yield Fault("", "not-an-object", "answers is an object: question to answer")
        return
    bindings = {"meta": context.record.get("meta", {}), **dict.fromkeys(ask), **own}
    for name, question in ask.items():
        envelope = given.get(name)
        if question.visible_if and not question.visible_if.evaluate(bindings):
            if envelope is not None:
                yield Fault(segment(name), "not-asked", f"{name} is not asked here: its condition does not hold")
            continue
        if envelope is None:
            needed = question.required if isinstance(question.required, bool) else question.required.evaluate(bindings)
            if needed and not context.partial:
                yield Fault(segment(name), "missing", f"{question.title or name} is not answered")
            continue
        found = list(_check(question, envelope, context))
        yield from (fault.under(segment(name)) for fault in found)
        if not found and "value" in envelope:
            bindings[name] = question.kind.binding(question.spec, envelope["value"])
    for name in given:
        if name not in ask:
            message = f"there is no question {str(name)[:80]!r} here"
            yield Fault(segment(name), "unknown-question", message, nearest(str(name)[:80], ask))


def fits_ask(ask: Ask, context: Context) -> Callable[[Callable[[], Mapping[str, Any]], Any], bool]:
    """A quick yes to what `check_ask` checks: the questions' own quick checks, made once for all the parts of an answer.

    What conditions see of a part is only put together where one of them is asked.
    """
    inner = context.inner or (lambda definition: Context(partial=context.partial))
    rows = [(name, one, fits_envelope(one, inner(one)), one.visible_if, one.required) for name, one in ask.items()]
    bare = {"meta": context.record.get("meta", {}), **dict.fromkeys(ask)}
    read = _read(ask)
    partial = context.partial

    def fit(own: Callable[[], Mapping[str, Any]], given: Any) -> bool:
        if type(given) is not dict:
            return False
        left = len(given)
        bindings = {**bare, **own()} if read is not None else bare
        for name, question, fits, visible, needed in rows:
            envelope = given.get(name)
            if visible is not None and not visible.evaluate(bindings):
                if envelope is not None:
                    return False
            elif envelope is None:
                if not partial and (needed if isinstance(needed, bool) else needed.evaluate(bindings)):
                    return False
            else:
                if not fits(envelope):
                    return False
                left -= 1
                if read is not None and name in read and "value" in envelope:
                    bindings[name] = question.kind.binding(question.spec, envelope["value"])
        return left == 0

    return fit


def _read(ask: Ask) -> frozenset[str] | None:
    """What the conditions within read; None where there are none."""
    conditions = [one for q in ask.values() for one in (q.visible_if, q.required) if one and not isinstance(one, bool)]
    return frozenset().union(*(one.names for one in conditions)) if conditions else None


def stored_ask(ask: Ask, given: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Valid answers in their one form, in the order of the questions."""
    inner = context.inner or (lambda _: Context(partial=context.partial))
    return {name: stored_envelope(one, given[name], inner(one)) for name, one in ask.items() if given.get(name)}


def bound_ask(ask: Ask, given: Mapping[str, Any]) -> dict[str, Any]:
    """What conditions see: every question's value, None where there is none."""
    return {
        name: one.kind.binding(one.spec, given[name]["value"]) if "value" in (given.get(name) or {}) else None
        for name, one in ask.items()
    }


def distance_ask(ask: Ask, a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    """The mean distance over the questions that either answers; one answer beside none is 1."""
    apart, count = 0.0, 0
    for name, one in ask.items():
        first, second = a.get(name), b.get(name)
        if first or second:
            apart += 0.0 if first == second else _apart(one, first, second)
            count += 1
    return apart / count if count else 0.0


def grade_ask(ask: Ask, given: Mapping[str, Any], gold: Mapping[str, Any]) -> float:
    """The mean grade over the questions that gold answers, free words aside; what it leaves open is not graded."""
    scores = [
        _graded(ask[name], given.get(name) or {}, one)
        for name, one in gold.items()
        if one and name in ask and not ask[name].kind.worded
    ]
    return sum(scores) / len(scores) if scores else 1.0


def agreed_ask(ask: Ask, given: Sequence[Mapping[str, Any]], weights: Sequence[float]) -> dict[str, Any]:
    """Each question's consensus, as envelopes; "not applicable" when more weight said so than gave a value."""
    out: dict[str, Any] = {}
    for name, one in ask.items():
        answered = [(g[name], w) for g, w in zip(given, weights, strict=True) if g.get(name)]
        valued = [(g["value"], w) for g, w in answered if "value" in g]
        absent = [(str(g["na"]), w) for g, w in answered if "na" in g]
        if sum(w for _, w in absent) > sum(w for _, w in valued):
            word, _, _ = vote([g for g, _ in absent], [w for _, w in absent], ("not_applicable", "cannot_assess"))
            out[name] = {"na": word}
        elif valued:
            agreed = one.kind.consensus(one.spec, [v for v, _ in valued], [w for _, w in valued])
            if agreed is not None:
                out[name] = {"value": agreed.value}
    return out


def example_ask(ask: Ask, own: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """An example for every question that is asked and required."""
    out: dict[str, Any] = {}
    bindings = {"meta": context.record.get("meta", {}), **dict.fromkeys(ask), **own}
    for name, one in ask.items():
        shown = one.visible_if is None or one.visible_if.evaluate(bindings)
        needed = one.required if isinstance(one.required, bool) else one.required.evaluate(bindings)
        if shown and needed:
            value = one.kind.example(one.spec, context)
            out[name] = {"value": value, **({"why": "because"} if one.justification == "required" else {})}
            bindings[name] = one.kind.binding(one.spec, value)
    return out


def _graded(question: QuestionDef, given: Mapping[str, Any], gold: Mapping[str, Any]) -> float:
    if "value" in given and "value" in gold:
        return question.kind.grade(question.spec, given["value"], gold["value"])
    return float("na" in gold and given.get("na") == gold["na"])


def _check(question: QuestionDef, envelope: Any, context: Context) -> Iterator[Fault]:
    if context.validate is not None:
        return context.validate(question, envelope)
    return check_envelope(Asked(question, "", False, Context(partial=context.partial)), envelope)


def _apart(question: QuestionDef, a: Any, b: Any) -> float:
    if a is None or b is None or ("value" in a) != ("value" in b):
        return 1.0
    if "value" in a:
        return question.kind.distance(question.spec, a["value"], b["value"])
    return 0.0 if a["na"] == b["na"] else 1.0
