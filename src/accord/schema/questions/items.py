"""`items`: a list that the person builds, claims, facts, beats: each with its text, where it comes from, and what `ask` asks.

```yaml
fields: {reply: {type: text}, policy: {type: sources}}
questions:
  claims:
    type: items
    of: reply
    anchor: optional
    ask:
      verdict: {type: label, options: [supported, refuted, cannot tell]}
      evidence: {type: marks, of: policy, required: "verdict != 'cannot tell'"}
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from accord.schema import anchors
from accord.schema.faults import Fault
from accord.schema.matching import Part, medoid
from accord.schema.naming import named
from accord.schema.nested import Ask, example_ask
from accord.schema.parameters import Parameters
from accord.schema.plain import is_text
from accord.schema.questions.kind import Context
from accord.schema.questions.listed import Frame, Listed, dump_frame, read_frame
from accord.schema.questions.marks import place, read_draw

OWN = ("text", "at")
NEED = ("required", "optional", "none")
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Spec:
    """Whether an item has words of its own and a place that it comes from."""

    frame: Frame = field(default_factory=Frame)
    text: str = "required"
    anchor: str = "optional"
    draw: tuple[str, ...] = ()

    @property
    def ask(self) -> Ask:
        """The questions within."""
        return self.frame.ask


class Items(Listed):
    """The question type `items`."""

    name = "items"
    letter = "i"
    keys = ("text", "anchor")

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is asked.

        Parameters:
            text: whether an item has words of its own
            anchor: whether an item says where it comes from
            draw: how places are marked (span, box, point, element, ...); as the field allows where it is left out
            min: the least number of items
            max: the largest number of items; no limit where it is left out
            ask: questions put to every item, by name
        """
        p = Parameters(raw)
        spec = Spec(
            read_frame(p, OWN), p.one_of("text", NEED, "required"), p.one_of("anchor", NEED, "optional"), read_draw(p)
        )
        if spec.text != "required" and spec.anchor != "required":
            p.fault("text", "nothing-asked", "an item has at least one of text and anchor required")
        return spec, p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """In full."""
        drawn = {"draw": list(spec.draw)} if spec.draw else {}
        return {"text": spec.text, "anchor": spec.anchor, **drawn, **dump_frame(spec.frame)}

    def check_part(self, spec: Spec, part: Part, context: Context) -> Iterator[Fault]:
        """Words and place, as the project asks."""
        for key, need in (("text", spec.text), ("anchor", spec.anchor)):
            if key in part and need == "none":
                yield Fault(f"/{key}", "not-asked", f"no {key} is asked here")
            elif key not in part and need == "required":
                yield Fault(f"/{key}", "missing", f"an item has its {key}")
        if "text" in part:
            text = part["text"]
            if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
                yield Fault("/text", "not-text", f"text of at most {LONGEST} characters, not empty")
        if "anchor" in part and spec.anchor != "none":
            found = anchors.check_anchor(part["anchor"], context, spec.draw or anchors.DRAWS)
            yield from (fault.under("/anchor") for fault in found)

    def fits_part(self, spec: Spec, context: Context) -> Callable[[Part], int]:
        """Words, and a piece of text that they come from, as the project asks."""
        holds = anchors.fits_anchor(context, spec.draw or anchors.DRAWS)
        worded, placed = spec.text, spec.anchor

        def fit(part: Part) -> int:
            known = 0
            if "text" in part:
                text = part["text"]
                if worded == "none" or not is_text(text) or len(text) > LONGEST or not text.strip():
                    return 0
                known = 1
            elif worded == "required":
                return 0
            if "anchor" in part:
                return known + 1 if placed != "none" and holds(part["anchor"]) else 0
            return known if placed != "required" else 0

        return fit

    def same(self, spec: Spec, a: Part, b: Part) -> float:
        """By where they come from or by their words, whichever is surer."""
        placed = anchors.similarity(a["anchor"], b["anchor"]) if "anchor" in a and "anchor" in b else 0.0
        if placed == 1.0:
            return placed
        return max(placed, nearness(a["text"], b["text"])) if "text" in a and "text" in b else placed

    def merge(self, spec: Spec, parts: Sequence[Part], weights: Sequence[float]) -> Part:
        """The words and place of the item most like all others."""
        middle = medoid(parts, weights, lambda a, b: self.same(spec, a, b), lambda one: str(one.get("text")))
        placed = middle.get("anchor") or next((part["anchor"] for part in parts if "anchor" in part), None)
        worded = {"text": middle["text"]} if "text" in middle else {}
        return {**worded, **({"anchor": placed} if placed else {})}

    def place(self, part: Part) -> Any:
        """As one reads: by place where there is one, else by words."""
        placed = place(part["anchor"]) if "anchor" in part else ("\U0010ffff", 0, 0, "")
        return placed, part.get("text", "")

    def placed(self, spec: Spec, part: Part, context: Context) -> Part:
        """Its place, where it has one, in its one form."""
        anchor = part.get("anchor")
        return {**part, "anchor": named(anchor, context)} if anchor is not None else part

    def own(self, spec: Spec, part: Part) -> dict[str, Any]:
        """Text (or what is quoted) and where."""
        anchor = part.get("anchor") or {}
        return {"text": part.get("text", anchor.get("quote")), "at": anchor.get("at")}

    def parts(self, spec: Spec) -> tuple[str, ...]:
        """Text, at, and the questions asked of each item."""
        return ("id", "index", *OWN, *spec.ask)

    def example(self, spec: Spec, context: Context) -> Any:
        """One item."""
        anchor = anchors.example(context, spec.draw or anchors.DRAWS) if spec.anchor == "required" else None
        if spec.anchor == "required" and anchor is None:
            return []
        part: Part = {"id": "i1"}
        part |= {"text": "Paris hosted the games in 1924."} if spec.text != "none" else {}
        part |= {"anchor": anchor} if anchor else {}
        answers = example_ask(spec.ask, self.own(spec, part), context)
        return [{**part, "answers": answers} if answers else part]


def nearness(a: str, b: str) -> float:
    """1 less the normalised edit distance, case and spacing aside."""
    return _compared()(_worded(a), _worded(b))


@cache
def _compared() -> Callable[[str, str], float]:
    """Loaded when two items are first compared; to ask for the module each time would cost as much as to compare."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity


@lru_cache(4096)
def _worded(text: str) -> str:
    """A person's item is compared with all of another's: its words are brought to one form once."""
    return " ".join(text.casefold().split())


KIND = Items()
