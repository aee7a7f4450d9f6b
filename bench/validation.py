"""How long the server takes to check an answer of 500 claims with verdict and evidence: `python bench/validation.py [CLAIMS]`.

Prints the median and the slowest of fifty checks, once with evidence in one long answer and once spread over fifty sources. Target: under
5 ms.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any

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


def main(claims: int = 500) -> None:
    spec = parse(YAML)
    text = " ".join(f"word{number}" for number in range(12_000))
    values = {"answer": text, "sources": [{"id": f"s{at}", "text": text[:10_000]} for at in range(SOURCES)]}
    record, faults = check_record(spec, {"id": "r1", "values": values})
    assert not faults
    for name, spread in (("one source", False), (f"{SOURCES} sources", True)):
        given = answer(claims, text, spread)
        took = []
        for _ in range(ROUNDS):
            begin = time.process_time()
            _, found = check_answers(spec, "annotate", record, given)
            took.append(1000 * (time.process_time() - begin))
            assert not found, found[:3]
        print(
            f"{claims} claims, evidence in {name}: median {statistics.median(took):.1f} ms, slowest {max(took):.1f} ms"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
