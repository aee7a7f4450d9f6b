"""`links`: typed relations between two places, across fields and kinds of media: this claim rests on that sentence.

```yaml
fields: {reply: {type: text}, policy: {type: sources}}
questions:
  support: {type: links, types: [supported by, contradicted by], draw: [span, element]}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.schema import anchors
from accord.schema.faults import Fault
from accord.schema.matching import Part, medoid
from accord.schema.naming import named
from accord.schema.nested import Ask, example_ask
from accord.schema.parameters import Parameters
from accord.schema.questions.kind import Context
from accord.schema.questions.listed import (
    Frame,
    Listed,
    agreed_name,
    check_name,
    dump_frame,
    dump_names,
    name_nearness,
    read_frame,
    read_names,
)
from accord.schema.questions.marks import frozen, place, read_draw
from accord.schema.questions.options import Options

OWN = ("type", "from_text", "to_text")


@dataclass(frozen=True, slots=True)
class Spec:
    """The types (None: links without), whether the direction says something, and what the ends may be."""

    frame: Frame = field(default_factory=Frame)
    types: Options | None = None
    directed: bool = True
    draw: tuple[str, ...] = ()

    @property
    def ask(self) -> Ask:
        """The questions within."""
        return self.frame.ask


class Links(Listed):
    """The question type `links`."""

    name = "links"
    letter = "l"
    keys = ("from", "to", "type")

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is asked.

        Parameters:
            types: the kinds of link; none where links are of one kind
            inner: a parent of nested options may be chosen too, not only its leaves
            directed: whether from and to differ in meaning
            draw: what an end may be (span, element, box, ...); anything where it is left out
            min: the least number of links
            max: the largest number of links; no limit where it is left out
            ask: questions put to every link, by name
        """
        p = Parameters(raw)
        types = read_names(p, "types", raw.get("types") is not None)
        return Spec(read_frame(p, OWN), types, p.flag("directed", True), read_draw(p)), p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """Without what is default."""
        out = {**dump_names(spec.types, "types"), **({} if spec.directed else {"directed": False})}
        return {**out, **({"draw": list(spec.draw)} if spec.draw else {}), **dump_frame(spec.frame)}

    def check_part(self, spec: Spec, part: Part, context: Context) -> Iterator[Fault]:
        """Two ends that hold and differ, and a type where there are any."""
        hold = True
        for end in ("from", "to"):
            for fault in anchors.check_anchor(part.get(end), context, spec.draw or anchors.DRAWS):
                hold = False
                yield fault.under(f"/{end}")
        if hold and (placed := self.placed(spec, part, context))["from"] == placed["to"]:
            yield Fault("/to", "duplicate", "a link has two different ends")
        yield from check_name(spec.types, "type", part, context)

    def check_together(self, spec: Spec, value: list[Part]) -> Iterator[Fault]:
        """The same link is there once, without direction either way round."""
        first: dict[Any, int] = {}
        for index, part in enumerate(value):
            ends = (frozen(part["from"]), frozen(part["to"]))
            key = (part.get("type"), ends if spec.directed else frozenset(ends))
            other = first.setdefault(key, index)
            if other != index:
                yield Fault(f"/{index}", "duplicate", f"the same as {value[other]['id']!r}")

    def same(self, spec: Spec, a: Part, b: Part) -> float:
        """How much both ends cover the same; without direction either way round."""
        straight = _both(a["from"], b["from"], a["to"], b["to"])
        return straight if spec.directed else max(straight, _both(a["from"], b["to"], a["to"], b["from"]))

    def alike(self, spec: Spec, a: Part, b: Part) -> float:
        """As much, and of the same type."""
        shared = self.same(spec, a, b)
        return shared and name_nearness(spec.types, "type", a, b) * super().alike(spec, a, b)

    def merge(self, spec: Spec, parts: Sequence[Part], weights: Sequence[float]) -> Part:
        """The ends most like all others, the type with most weight."""
        middle = medoid(parts, weights, lambda a, b: self.same(spec, a, b), lambda one: str((one["from"], one["to"])))
        return {"from": middle["from"], "to": middle["to"], **agreed_name(spec.types, "type", parts, weights)}

    def place(self, part: Part) -> Any:
        """In reading order of where they begin."""
        return place(part["from"]), place(part["to"])

    def placed(self, spec: Spec, part: Part, context: Context) -> Part:
        """Both ends in their one form."""
        ends = {end: named(part[end], context) for end in ("from", "to")}
        return {**part, **ends}

    def own(self, spec: Spec, part: Part) -> dict[str, Any]:
        """The type and what its ends quote."""
        ends = {"from_text": part["from"].get("quote"), "to_text": part["to"].get("quote")}
        return {"type": part.get("type"), **ends}

    def parts(self, spec: Spec) -> tuple[str, ...]:
        """The type, what the ends quote, and the questions asked of each link."""
        return ("id", "index", *OWN, *spec.ask)

    def example(self, spec: Spec, context: Context) -> Any:
        """One link from the first words to the rest, where there are any."""
        start = anchors.example(context, spec.draw or anchors.DRAWS)
        if start is None or anchors.shape(start) == "element":
            return []
        types = spec.types.paths({"options": context.choices.get("types", ())}) if spec.types else ()
        part: Part = {"id": "l1", "from": start, "to": {"at": start["at"]}, **({"type": types[0]} if types else {})}
        if spec.draw and "element" not in spec.draw:
            return []
        answers = example_ask(spec.ask, self.own(spec, part), context)
        return [{**part, "answers": answers} if answers else part]


def _both(a: Mapping[str, Any], b: Mapping[str, Any], c: Mapping[str, Any], d: Mapping[str, Any]) -> float:
    first = anchors.similarity(a, b)
    return first and first * anchors.similarity(c, d)


KIND = Links()
