"""`trl-preference`: `prompt`, `chosen`, `rejected` as messages, one JSON object a line; for TRL's Reward, DPO and KTO trainers.

One pair a record, by the consensus of the first question that orders candidates. No pair comes from a tie, from "both bad",
from people who split evenly, or from a pair of equal or empty answers: each is counted and listed in the report. Where people
gave strengths, `margin` is the mean strength of all people (signed by side, ties 0) over the largest, else there is none. Of a
ranking, the best stands against one below it, drawn with the record's id; a pair that fewer than 60% of the people order so is
left out.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from accord.formats.conversation import Untrainable, completion, prompt_of
from accord.formats.format import ExportReport, Format
from accord.formats.snapshot import Judged, Snapshot
from accord.formats.text import line

FILE = "preference.jsonl"
LISTED = 100  # record ids named per reason; all are counted
MIN_SHARE = 0.6
TOKENS = (512, 1024, 2048, 4096, 8192)


def write(snapshot: Snapshot, folder: Path) -> ExportReport:
    """The pairs, streamed.

    Raises:
        ValueError: the project has no question that orders candidates.
    """
    question = _ordering(snapshot)
    keep = getattr(question.spec, "strengths", 1) > 1 and _margins_differ(snapshot, question)
    report, count = _Report(), 0
    lengths: dict[str, list[int]] = {"prompt": [], "chosen": [], "rejected": []}
    with (folder / FILE).open("wb") as file:
        for row in _rows(snapshot, question, report):
            if not keep:
                row.pop("margin", None)
                row["meta"]["margin_source"] = ""
            file.write(line(row))
            count += 1
            for name, sizes in lengths.items():
                sizes.append(sum(len(message["content"]) for message in row[name]))
    notes = tuple(_notes(question, keep, lengths))
    return ExportReport((folder / FILE,), count, report.counts, {r: tuple(ids) for r, ids in report.ids.items()}, notes)


def _margins_differ(snapshot: Snapshot, question: Any) -> bool:
    """A margin that is the same everywhere only shifts the loss."""
    margins = (row["margin"] for row in _rows(snapshot, question, _Report()))
    first = next(margins, None)
    return any(margin != first for margin in margins)


class _Report:
    """What was left out, by reason."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.ids: dict[str, list[str]] = {}

    def leave_out(self, reason: str, record: str) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + 1
        if len(ids := self.ids.setdefault(reason, [])) < LISTED:
            ids.append(record)


def _ordering(snapshot: Snapshot) -> Any:
    """The first question whose answers put a field's candidates in an order: a winner, or places."""
    for question in snapshot.spec.questions.values():
        if question.of and not question.each and question.kind.judges == "required" and places(_example(question)):
            return question
    raise ValueError("no question here orders candidates; trl-preference needs a preference or a ranking")


def _example(question: Any) -> Any:
    from accord.schema.questions.kind import Context

    return question.kind.example(question.spec, Context(of=[], of_elements=("a", "b")))


def places(value: Any) -> list[list[str]]:
    """Candidates best first, from the shapes of preference and ranking; [] when the value puts none above another.

    >>> places({"winner": "b"}), places([["a"], ["b", "c"]]), places({"winner": "tie"})
    ([['b'], []], [['a'], ['b', 'c']], [])
    """
    if isinstance(value, Mapping) and "winner" in value:
        return [] if value["winner"] in ("tie", "both_bad") else [[value["winner"]], []]
    if isinstance(value, Mapping) and {"best", "worst"} <= set(value):
        return [[value["best"]], [value["worst"]]]
    if isinstance(value, list) and len(value) > 1 and all(isinstance(place, list) for place in value):
        return value
    return []


def _rows(snapshot: Snapshot, question: Any, report: _Report) -> Iterator[dict[str, Any]]:
    for judged in snapshot.judged():
        try:
            yield _row(snapshot, question, judged)
        except Untrainable as reason:
            report.leave_out(str(reason), judged.record["id"])


def _row(snapshot: Snapshot, question: Any, judged: Judged) -> dict[str, Any]:
    name, consensus = question.name, judged.consensus
    if consensus is None or name not in consensus["answers"]:
        split = consensus is not None and name in consensus.get("dropped", ())
        raise Untrainable("people split evenly" if split else "no consensus")
    # a vote that is tied has two sides; a ranking with shared places is an answer like any other
    even = consensus["tied"][name] and question.kind.level(question.spec) == "nominal"
    if even and snapshot.info["recipe"]["ties"] != "first":
        raise Untrainable("people split evenly")
    envelope = consensus["answers"][name]
    if "value" not in envelope:
        raise Untrainable(envelope["na"].replace("_", " "))
    candidates = {one["id"]: one for one in judged.record["values"][question.of]}
    best, worse = _pair(envelope["value"], list(candidates), judged.record["id"])
    stage = consensus["stages"][name]
    counted = [r for r in judged.responses if r["response"] in consensus["responses"] and r["stage"] == stage]
    values = [r["answers"][name]["value"] for r in counted if "value" in r["answers"].get(name, {})]
    share = _share(values, best, worse)
    if isinstance(envelope["value"], list) and share < MIN_SHARE:
        raise Untrainable("people disagree about the pair")
    row = {
        "prompt": prompt_of(judged.record["values"], question.of),
        "chosen": completion(candidates[best]),
        "rejected": completion(candidates[worse]),
    }
    if row["chosen"] == row["rejected"]:
        raise Untrainable("chosen equals rejected")
    strengths = getattr(question.spec, "strengths", 1)
    if strengths > 1:
        row["margin"] = _margin(values, best, strengths)
    return {**row, "meta": _meta(snapshot, judged, name, share, counted, (candidates[best], candidates[worse]))}


def _pair(value: Any, ids: list[str], record: str) -> tuple[str, str]:
    order = places(value)
    if not order:
        raise Untrainable("both bad" if isinstance(value, Mapping) and value["winner"] == "both_bad" else "tie")
    draw = random.Random(record)
    best = draw.choice(order[0])
    below = [one for place in order[1:] for one in place] or [one for one in ids if one != best]
    if best not in ids or any(one not in ids for one in below):
        raise Untrainable("the answer names a candidate that the record no longer has")
    return best, draw.choice(below)


def _share(values: list[Any], best: str, worse: str) -> float:
    """The part of the people who put the one above the other."""
    if not values:
        return 0.0
    return sum(_rank(value, best) < _rank(value, worse) for value in values) / len(values)


def _rank(value: Any, one: str) -> int:
    order = places(value)
    return next((at for at, place in enumerate(order) if one in place), len(order))


def _margin(values: list[Any], best: str, strengths: int) -> float:
    signed = [
        0 if v["winner"] in ("tie", "both_bad") else v.get("strength", 1) * (1 if v["winner"] == best else -1)
        for v in values
    ]
    margin = sum(signed) / len(signed) / strengths if signed else 0.0
    if margin <= 0:
        raise Untrainable("strength points the other way")
    return round(margin, 6)


def _meta(
    snapshot: Snapshot, judged: Judged, name: str, share: float, counted: list[dict[str, Any]], pair: tuple[Any, Any]
) -> dict[str, Any]:
    """The same keys and types in every row, so that loaders find one schema."""
    consensus, info = judged.consensus or {}, snapshot.info
    return {
        "record": judged.record["id"],
        "group": judged.record.get("group") or "",
        "question": name,
        "responses": [r["response"] for r in counted],
        "n": consensus["n"][name],
        "share": round(share, 6),
        "confidence": float(consensus["confidence"][name]),
        "margin_source": "strength",
        "spec_version": info["spec_version"],
        "guidelines": sorted({r["guidelines"] for r in counted}),
        "dataset": info["hash"],
        "models": {"chosen": str(pair[0].get("model") or ""), "rejected": str(pair[1].get("model") or "")},
    }


def _notes(question: Any, margin: bool, lengths: Mapping[str, list[int]]) -> Iterator[str]:
    yield f"pairs by the consensus of {question.name!r}; one pair a record"
    if margin:
        yield "margin is read by RewardTrainer only; DPO and KTO ignore it"
    if not lengths["prompt"]:
        return
    for name, sizes in lengths.items():
        ordered = sorted(sizes)
        late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        yield f"{name}: median {int(statistics.median(ordered))}, 95% {late}, longest {ordered[-1]} characters"
    pairs = zip(lengths["prompt"], lengths["chosen"], lengths["rejected"], strict=True)
    tokens = [(prompt + max(chosen, rejected)) // 4 for prompt, chosen, rejected in pairs]
    passed = ", ".join(f"{sum(t > bound for t in tokens)} pass {bound}" for bound in TOKENS)
    yield f"estimated tokens (characters / 4): {passed}; trainers cut or drop what passes their max_length"
    both = list(zip(lengths["chosen"], lengths["rejected"], strict=True))
    unequal = [(chosen, rejected) for chosen, rejected in both if chosen != rejected]
    longer = sum(chosen > rejected for chosen, rejected in unequal) / len(unequal) if unequal else 0.0
    warning = "; a reward model may learn length" if longer > 0.6 else ""
    yield f"the longer answer is chosen in {longer:.0%} of {len(unequal)} pairs of unequal length{warning}"


LOSES = (
    "every question but the one that orders candidates",
    "candidates beside the pair, and all that records hold beside prompt and candidates",
    "what each person said: a pair has the consensus, its share and the ids of the responses",
    "ties, both bad and even splits: counted as left out",
)

FORMAT = Format("trl-preference", "TRL preference pairs (Reward, DPO, KTO)", write=write, loses=LOSES)
