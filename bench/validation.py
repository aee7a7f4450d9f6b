"""How long the server takes to check an answer of 500 claims with verdict and evidence: `python bench/validation.py [CLAIMS]`.

Prints the processor time of fifty checks, median and slowest: with evidence in one source, spread over fifty, and with one claim that
does not fit. Target: under 5 ms. Beside it, what `json.loads`, pydantic-core's `from_json` and plain pydantic models (which check types,
not quotes, options or conditions) take for the same answer in the same run, so that a reader can convert to their machine.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any, Literal

import pydantic_core
from pydantic import BaseModel, TypeAdapter

from accord.schema import check_answers, check_record, parse

YAML = """
name: claims
fields: {answer: {type: text}, sources: {type: sources}}
questions:
  claims:
    type: items
    of: answer
    ask:
      verdict: {type: label, options: [supported, refuted, not enough evidence]}
      evidence:
        type: marks
        of: sources
        labels: [supports, contradicts]
        visible_if: "verdict != 'not enough evidence'"
        required: "verdict == 'refuted'"
"""
ROUNDS = 50
SOURCES = 50


def answer(claims: int, text: str, spread: bool) -> dict[str, Any]:
    """Claims of forty characters, each with a passage of evidence."""
    items = []
    for at in range(claims):
        start = at * 40
        source = f"sources/s{at % SOURCES if spread else 0}"
        mark = {
            "at": source,
            "start": start % 9000,
            "end": start % 9000 + 30,
            "quote": text[start % 9000 : start % 9000 + 30],
        }
        anchor = {"at": "answer", "start": start, "end": start + 38, "quote": text[start : start + 38]}
        verdict = ("supported", "refuted")[at % 2]
        evidence = [{"id": "m1", "label": "supports", "anchor": mark}]
        answers = {"verdict": {"value": verdict}, "evidence": {"value": evidence}}
        items.append({"id": f"c{at}", "text": f"claim {at}", "anchor": anchor, "answers": answers})
    return {"claims": {"value": items}}


class Anchor(BaseModel):
    at: str
    start: int
    end: int
    quote: str


class Mark(BaseModel):
    id: str
    label: Literal["supports", "contradicts"]
    anchor: Anchor


class Item(BaseModel):
    id: str
    text: str
    anchor: Anchor
    answers: dict[Literal["verdict", "evidence"], dict[str, Literal["supported", "refuted"] | list[Mark]]]


PLAIN = TypeAdapter(dict[str, dict[str, list[Item]]])


def timed(name: str, call: Callable[[], Any]) -> None:
    took = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        call()
        took.append(1000 * (time.process_time() - begin))
    print(f"{name}: median {statistics.median(took):.1f} ms, slowest {max(took):.1f} ms")


def main(claims: int = 500) -> None:
    spec = parse(YAML)
    text = " ".join(f"word{number}" for number in range(12_000))
    values = {"answer": text, "sources": [{"id": f"s{at}", "text": text[:10_000]} for at in range(SOURCES)]}
    record, faults = check_record(spec, {"id": "r1", "values": values})
    assert not faults
    for name, spread in (("one source", False), (f"{SOURCES} sources", True)):
        given = answer(claims, text, spread)
        stored, found = check_answers(spec, "annotate", record, given)
        assert stored == given and not found, found[:3]
        timed(
            f"{claims} claims, evidence in {name}", lambda given=given: check_answers(spec, "annotate", record, given)
        )
    wrong = answer(claims, text, True)
    wrong["claims"]["value"][-1]["anchor"]["quote"] += "!"
    assert [one.code for one in check_answers(spec, "annotate", record, wrong)[1]] == ["quote-differs"]
    timed("one of them quoting what is not there", lambda: check_answers(spec, "annotate", record, wrong))
    body = json.dumps(given)
    timed(f"for comparison, json.loads of its {len(body) // 1000} kB", lambda: json.loads(body))
    timed("for comparison, pydantic-core's from_json", lambda: pydantic_core.from_json(body))
    timed("for comparison, plain pydantic models of the same", lambda: PLAIN.validate_python(given))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
