"""`refinement`: what rounds of critique and revision leave: triples of (draft, critique, revision) and pairs of before and after.

`triples.jsonl`: `{"id", "prompt", "draft", "critique", "revision", "handled", "resolved", "meta"}`, a line a revision. `prompt` holds
the record's other fields; a critique's item has its text, its answers and the words it was about.
`preferences.jsonl`: `{"id", "prompt", "chosen", "rejected", "strength", "meta"}`, a line a revision that people compared with the version
before and found better or worse. Ties are left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from accord.formats.format import ExportReport, Format
from accord.formats.snapshot import Judged, Snapshot
from accord.formats.text import line

TRIPLES, PREFERENCES = "triples.jsonl", "preferences.jsonl"
LISTED = 100


def write(snapshot: Snapshot, folder: Path) -> ExportReport:
    """Both files, record by record.

    Raises:
        ValueError: no field of the project is revised.
    """
    field = next((one for one in snapshot.spec.fields.values() if one.revised_by), None)
    if field is None:
        raise ValueError("no field here is revised_by a question; refinement needs drafts and their revisions")
    report = _Report()
    rows = 0
    with (folder / TRIPLES).open("wb") as triples, (folder / PREFERENCES).open("wb") as pairs:
        for judged in snapshot.judged():
            made = list(_rounds(snapshot.spec, field, judged))
            if not made:
                report.leave_out("not revised", judged.record["id"])
            for one in made:
                triples.write(line(one.triple()))
                rows += 1
                for pair in one.pairs(report):
                    pairs.write(line(pair))
                    rows += 1
    files = (folder / TRIPLES, folder / PREFERENCES)
    return ExportReport(files, rows, report.counts, {reason: tuple(ids) for reason, ids in report.ids.items()})


class _Report:
    """What was left out, by reason."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.ids: dict[str, list[str]] = {}

    def leave_out(self, reason: str, record: str) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + 1
        if len(ids := self.ids.setdefault(reason, [])) < LISTED:
            ids.append(record)


class _Round:
    """One revision: what was before it, what it answers, what was said of it afterwards."""

    def __init__(
        self, spec: Any, record: Mapping[str, Any], number: int, field: Any, before: Any, row: Mapping[str, Any]
    ) -> None:
        self.spec, self.record, self.number, self.field = spec, record, number, field
        self.before, self.after, self.row = before, row["answers"][field.revised_by]["value"], row
        self.critique: list[dict[str, Any]] = []
        self.sources: list[str] = []
        self.said: list[Mapping[str, Any]] = []  # responses between this revision and the next

    @property
    def name(self) -> str:
        return f"{self.record['id']}-{self.number}"

    def prompt(self) -> dict[str, Any]:
        """What was asked for: the fields that are neither the draft nor its versions."""
        own = [one.name for one in self.spec.fields.values() if one.revised_by or one.versions_of]
        return {name: value for name, value in self.record["values"].items() if name not in own}

    def triple(self) -> dict[str, Any]:
        """The line of `triples.jsonl`."""
        items = {item["id"] for item in self.critique}
        handled, resolved = self._of_items([self.row], items), self._of_items(self.said, items)
        return {
            "id": self.name,
            "prompt": self.prompt(),
            "draft": self.before,
            "critique": self.critique,
            "revision": self.after,
            "handled": handled,
            "resolved": resolved,
            "meta": self.meta([*self.sources, self.row["response"]]),
        }

    def pairs(self, report: _Report) -> Iterator[dict[str, Any]]:
        """The lines of `preferences.jsonl`: one for each who compared the two."""
        own = f"v{self.number}"
        for row in self.said:
            for question in self.spec.questions.values():
                of = self.spec.fields.get(question.of)
                value = (
                    (row["answers"].get(question.name) or {}).get("value")
                    if of is not None and of.versions_of
                    else None
                )
                if not isinstance(value, Mapping) or "winner" not in value:
                    continue
                if value["winner"] not in (own, f"v{self.number - 1}"):
                    report.leave_out("a tie", self.record["id"])
                    continue
                better, worse = (self.after, self.before) if value["winner"] == own else (self.before, self.after)
                yield {
                    "id": self.name,
                    "prompt": self.prompt(),
                    "chosen": better,
                    "rejected": worse,
                    "strength": value.get("strength"),
                    "meta": {
                        **self.meta([self.row["response"], row["response"]]),
                        "chosen": "after" if better is self.after else "before",
                    },
                }

    def meta(self, responses: list[str]) -> dict[str, Any]:
        """Where it came from."""
        return {
            "record": self.record["id"],
            "round": self.number,
            "responses": responses,
            "guidelines": self.row["guidelines"],
        }

    def _of_items(self, rows: list[Mapping[str, Any]], items: set[str]) -> dict[str, list[str]]:
        """What was said of each item of the critique, by a question asked of each of them."""
        out: dict[str, list[str]] = {}
        for row in rows:
            for name, given in row["answers"].items():
                question = self.spec.questions.get(name)
                if question is None or not question.each or not isinstance(given, Mapping):
                    continue
                for item, envelope in given.items():
                    if item in items and isinstance(envelope.get("value"), str):
                        out.setdefault(item, []).append(envelope["value"])
        return out


def _rounds(spec: Any, field: Any, judged: Judged) -> Iterator[_Round]:
    """The revisions of a record in the order they came."""
    rows = sorted(judged.responses, key=lambda row: int(row["response"].removeprefix("re_")))
    before, critique, sources = judged.record["values"].get(field.name), [], []  # type: ignore[var-annotated]
    now: _Round | None = None
    number = 0
    for row in rows:
        found = list(_items(spec, field, row))
        if found:
            critique, sources = [*critique, *found], [*sources, row["response"]]
        if "value" in (row["answers"].get(field.revised_by) or {}):
            if now is not None:
                yield now
            number += 1
            now = _Round(spec, judged.record, number, field, before, row)
            now.critique, now.sources = critique, sources
            before, critique, sources = now.after, [], []
        elif now is not None:
            now.said.append(row)
    if now is not None:
        yield now


def _items(spec: Any, field: Any, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What a response criticises: the entries of its lists about the draft, with their inner answers."""
    for name, envelope in row["answers"].items():
        question = spec.questions.get(name)
        value = (
            envelope.get("value") if question is not None and question.of == field.name and not question.each else None
        )
        for item in value if isinstance(value, list) else []:
            if not isinstance(item, Mapping) or "id" not in item:
                continue
            inner = {key: one.get("value") for key, one in item.get("answers", {}).items()}
            quote = (item.get("anchor") or {}).get("quote")
            yield {
                "id": item["id"],
                "text": item.get("text") or item.get("label"),
                **inner,
                **({"about": quote} if quote else {}),
            }


FORMAT = Format(
    "refinement",
    "Critiques and revisions (JSONL)",
    write=write,
    loses=("scores, comments and who decided: the full JSONL has them", "gold and provenance of the records"),
)
