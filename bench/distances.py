"""How long agreement by distance takes where answers are lists: spans and claims, three people a record.

`python bench/distances.py [records]`: seconds, alpha with its interval, and seconds per 10,000 distances, for each type.
"""

from __future__ import annotations

import random
import sys
import time
from typing import Any

from accord.quality import sampled_alpha
from accord.schema import parse

SPEC = """
name: x
fields: {reply: {type: text}}
questions:
  spans: {type: marks, of: reply, labels: [a, b, c], ask: {severity: {type: rating, min: 1, max: 4}}}
  claims: {type: items, of: reply, ask: {verdict: {type: label, options: [supported, refuted, unclear]}}}
"""
TEXT = " ".join(f"word{number}" for number in range(400))


def anchor(start: int, size: int) -> dict[str, Any]:
    return {"at": "reply", "start": start, "end": start + size, "quote": TEXT[start : start + size]}


def spans(rng: random.Random, places: list[int]) -> list[dict[str, Any]]:
    """What one person marks: most of the places, each a little off."""
    kept = [place for place in places if rng.random() < 0.8]
    return [
        {"id": f"m{at}", "anchor": anchor(max(0, place + rng.randint(-3, 3)), rng.randint(10, 25)),
         "label": rng.choice("aaabc"), "answers": {"severity": {"value": rng.randint(1, 4)}}}
        for at, place in enumerate(kept)
    ]  # fmt: skip


def claims(rng: random.Random, places: list[int]) -> list[dict[str, Any]]:
    """The claims that one person lists, in words that differ a little."""
    kept = [place for place in places if rng.random() < 0.8]
    verdicts = ["supported", "supported", "refuted", "unclear"]
    return [
        {"id": f"i{at}", "text": f"{TEXT[place : place + 40]} {rng.choice(['', 'indeed', 'so'])}",
         "anchor": anchor(place, 40), "answers": {"verdict": {"value": rng.choice(verdicts)}}}
        for at, place in enumerate(kept)
    ]  # fmt: skip


def main(records: int) -> None:
    spec = parse(SPEC)
    print(f"{records} records, three people each")
    for name, make in (("spans", spans), ("claims", claims)):
        rng = random.Random(1)
        item, value = [], []
        for record in range(records):
            places = sorted(rng.sample(range(0, 2400, 60), rng.randint(2, 6)))
            for _ in range(3):
                item.append(record)
                value.append(make(rng, places))
        question = spec.questions[name]
        distances = 0

        def told(done: int, total: int, name: str = name) -> None:
            nonlocal distances
            distances = done
            print(f"\r{name}: {done / total:4.0%}", end="", file=sys.stderr)

        begin, used = time.perf_counter(), time.process_time()
        kind, own = question.kind, question.spec
        alpha = sampled_alpha(item, value, lambda a, b, k=kind, s=own: k.distance(s, a, b), progress=told)
        wall, cpu = time.perf_counter() - begin, time.process_time() - used
        print("", file=sys.stderr)
        print(
            f"{name}: {wall:.1f} s ({cpu:.1f} s of processor), alpha {alpha.estimate:.3f} [{alpha.low:.3f}, {alpha.high:.3f}], "
            f"{distances} distances, {wall / distances * 10_000:.2f} s per 10,000"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
