"""Envelopes: `{"value": ...}` or `{"na": ...}`, with a `why` where one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault, nearest, segment
from accord.schema.plain import is_plain
from accord.schema.questions.kind import Context
from accord.schema.spec import QuestionDef

NA = ("not_applicable", "cannot_assess")
LONGEST_WHY = 20_000


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


def check_envelope(one: Asked, given: Any) -> Iterator[Fault]:
    """Misfits of one envelope, pointers relative to it."""
    question = one.question
    if not isinstance(given, Mapping):
        yield Fault("", "not-an-envelope", 'an answer is an object: {"value": ...} or {"na": ...}')
        return
    if len(given) == 1 and "value" in given and question.justification != "required":  # nearly all are
        found = question.kind.validate(question.spec, given["value"], one.context)
        yield from (fault.under("/value") for fault in found)
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


def fits_envelope(question: QuestionDef, context: Context) -> Callable[[Any], bool]:
    """A quick yes to an envelope, as the type gives it to its value: valid, plain JSON, and as it is stored."""
    fits, bare = question.kind.fits(question.spec, context), question.justification != "required"

    def fit(envelope: Any) -> bool:
        if type(envelope) is not dict:
            return False
        if len(envelope) == 1 and bare and "value" in envelope:
            return fits(envelope["value"])
        if not is_plain(envelope) or any(True for _ in check_envelope(Asked(question, "", False, context), envelope)):
            return False
        return (
            None not in envelope.values()
            and envelope.get("why") != ""
            and ("na" in envelope or fits(envelope["value"]))
        )

    return fit


def stored_envelope(question: QuestionDef, given: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """A valid envelope as it is kept: the value in its one form, no empty reason."""
    envelope = {key: given[key] for key in ("value", "na", "why") if key in given and given[key] not in ("", None)}
    if "value" in given:
        envelope["value"] = question.kind.settle(question.spec, given["value"], context)
    return envelope
