"""Several people's answers as one, question by question; how each type aggregates is the type's own business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accord.schema.questions.kind import Agreed
from accord.schema.spec import QuestionDef, Spec

TIES = ("drop", "keep", "first")


def agree(question: QuestionDef, envelopes: Sequence[Mapping[str, Any]]) -> Agreed | None:
    """One question's answers about one thing as one envelope, by majority.

    "Cannot assess" is no vote. When most say "not applicable", that is the consensus; as many as have answered is a tie.
    None when nobody answered, or the answers were given under a definition that the question no longer has.
    """
    values = [given["value"] for given in envelopes if "value" in given]
    aside = sum(given.get("na") == "not_applicable" for given in envelopes)
    if aside > len(values):
        return Agreed({"na": "not_applicable"}, aside / (aside + len(values)), aside + len(values))
    try:
        agreed = question.kind.consensus(question.spec, values)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    if agreed is None:
        return None
    share = len(values) / (len(values) + aside)
    tied = agreed.tied or (aside > 0 and aside == len(values))
    return Agreed({"value": agreed.value}, agreed.confidence * share, len(values) + aside, tied)


def split(question: QuestionDef, agreed: Agreed) -> bool:
    """Whether people stand evenly against each other: a tied vote between names. A median, a set and a ranking
    have a middle; their ties are said, but nobody's side is taken."""
    return agreed.tied and question.kind.level(question.spec) == "nominal"


def divided(spec: Spec, answers: Sequence[Mapping[str, Any]]) -> bool:
    """Whether people stand evenly against each other on some question of a record: what `consensus` would drop."""
    for question in spec.questions.values():
        if question.kind.level(question.spec) == "nominal":  # the others have a middle
            given = [one[question.name] for one in answers if question.name in one]
            if any((agreed := agree(question, part)) and agreed.tied for _, part in _parts(question, given)):
                return True
    return False


def consensus(spec: Spec, answers: Sequence[Mapping[str, Any]], ties: str = "drop") -> dict[str, Any]:
    """The answers of several people about one record as one: `{"answers", "confidence", "n", "tied", "dropped"}`.

    Args:
        ties: what becomes of an even split. "drop" leaves the question out and names it in `dropped`; "keep" keeps the
            first by the spec's order and says so in `tied`; "first" is "keep" for those who want to use it as decided.

    Cost: linear in the answers for most types.
    """
    out: dict[str, Any] = {"answers": {}, "confidence": {}, "n": {}, "tied": {}, "dropped": []}
    for question in spec.questions.values():
        given = [one[question.name] for one in answers if question.name in one]
        found = {element: agreed for element, part in _parts(question, given) if (agreed := agree(question, part))}
        kept = {e: a for e, a in found.items() if ties != "drop" or not split(question, a)}
        if len(kept) < len(found):
            out["dropped"].append(question.name)
        if kept:
            whole = not question.each
            for name, part in (
                ("answers", {e: a.value for e, a in kept.items()}),
                ("confidence", {e: round(a.confidence, 6) for e, a in kept.items()}),
                ("n", {e: a.n for e, a in kept.items()}),
                ("tied", {e: a.tied for e, a in kept.items()}),
            ):
                out[name][question.name] = part[""] if whole else part
    return out


def _parts(question: QuestionDef, given: Sequence[Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """The envelopes by what they are about: the whole record (""), or each element in order of appearance."""
    if not question.each:
        yield "", [one for one in given if isinstance(one, Mapping)]
        return
    for element in dict.fromkeys(key for one in given if isinstance(one, Mapping) for key in one):
        yield element, [one[element] for one in given if isinstance(one, Mapping) and element in one]
