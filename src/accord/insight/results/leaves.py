"""What a path such as `claims.verdict` finds in an answer's value; by the value's own structure, so that no type is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def leaves(value: Any, path: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """(name, plain value) of everything that the path reaches; the name is a criterion's where there are several.

    >>> list(leaves([{"text": "x", "answers": {"verdict": {"value": "supported"}}}], ["verdict"]))
    [('', 'supported')]
    >>> list(leaves({"clear": {"score": 3}, "kind": {"score": 4}}, []))
    [('clear', 3), ('kind', 4)]
    """
    if isinstance(value, list):
        for one in value:
            yield from leaves(one, path)
    elif not isinstance(value, Mapping):
        if not path and value is not None:
            yield "", value
    elif path:
        yield from _further(value, path)
    elif "score" in value:
        yield "", value["score"]
    else:
        for name, one in value.items():
            if isinstance(one, Mapping) and "score" in one:
                yield str(name), one["score"]


def _further(value: Mapping[str, Any], path: Sequence[str]) -> Iterator[tuple[str, Any]]:
    key, rest = path[0], path[1:]
    if key in value:
        found = value[key]
        if isinstance(found, Mapping) and "score" in found and not rest:
            yield key, found["score"]
        else:
            yield from leaves(found, rest)
    elif isinstance(answers := value.get("answers"), Mapping) and isinstance(envelope := answers.get(key), Mapping):
        yield from leaves(envelope.get("value"), rest)


def answered(given: Any, each: bool) -> Iterator[tuple[str, Any]]:
    """(element, value) of one question's answer; "" for the whole record, nothing for "not applicable" and the like."""
    if not isinstance(given, Mapping):
        return
    for element, envelope in given.items() if each else [("", given)]:
        if isinstance(envelope, Mapping) and "value" in envelope:
            yield element, envelope["value"]
