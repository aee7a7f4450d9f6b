"""`marks`: places that a person draws, spans of text, boxes, polygons, points, time segments, each with a label and what `ask` asks.

```yaml
fields: {replies: {type: candidates}}
questions:
  issues:
    type: marks
    of: replies
    labels: [invented fact, fake citation]
    overlap: true
    ask:
      severity: {type: rating, min: 1, max: 4}
      fix: {type: text, required: false, visible_if: "label == 'invented fact'"}
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    fits_name,
    name_nearness,
    read_frame,
    read_names,
)
from accord.schema.questions.options import Options

OWN = ("label", "text", "at")
IN_LINE = ("span", "interval")


@dataclass(frozen=True, slots=True)
class Spec:
    """The labels (None: marks without), whether marks may overlap, how they are drawn (): as the field allows, whether in parts."""

    frame: Frame = field(default_factory=Frame)
    labels: Options | None = None
    overlap: bool = False
    draw: tuple[str, ...] = ()
    in_parts: bool = True

    @property
    def ask(self) -> Ask:
        """The questions within."""
        return self.frame.ask


class Marks(Listed):
    """The question type `marks`."""

    name = "marks"
    judges = "required"
    letter = "m"
    keys = ("anchor", "label")

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is asked.

        Parameters:
            labels: what a mark may be called; marks have no label where it is left out
            inner: a parent of nested options may be chosen too, not only its leaves
            overlap: whether marks may cover the same words or seconds
            draw: how places are marked (span, box, point, element, ...); as the field allows where it is left out
            in_parts: whether a mark may be made of several pieces
            min: the least number of marks
            max: the largest number of marks; no limit where it is left out
            ask: questions put to every mark, by name
        """
        p = Parameters(raw)
        labels = read_names(p, "labels", raw.get("labels") is not None)
        spec = Spec(read_frame(p, OWN), labels, p.flag("overlap"), read_draw(p), p.flag("in_parts", True))
        return spec, p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """Without what is default."""
        out = {**dump_names(spec.labels, "labels"), **({"overlap": True} if spec.overlap else {})}
        out |= {"draw": list(spec.draw)} if spec.draw else {}
        return {**out, **({} if spec.in_parts else {"in_parts": False}), **dump_frame(spec.frame)}

    def heard(self, spec: Spec, value: Any, context: Context) -> Any:
        """Places as most tools write them, in what is judged: `[{start, end, label}]` of a text (with `text`, the words themselves),
        `{box}` or `{from, to}`; and `answers`, what was said of each."""
        target = context.resolve(context.within) if context.resolve and context.within else None
        if target is None or not isinstance(value, list):
            return value
        parts = [one for one in value if isinstance(one, Mapping) and "anchor" not in one]
        places = [_place_of(one, target.text) for one in parts]
        if len(parts) < len(value) or not all(places):
            return value
        return [
            {
                "id": f"{self.letter}{number}",
                "anchor": {"at": context.within, **(place or {})},
                **({"label": self._label(spec, one["label"])} if one.get("label") is not None else {}),
                **self._asked(spec, one.get("answers"), context),
            }
            for number, (one, place) in enumerate(zip(parts, places, strict=True), 1)
        ]

    def _label(self, spec: Spec, label: Any) -> Any:
        """A label of a group, named without it, by its path, where there is only one of that name."""
        if spec.labels is None or label in spec.labels.everything:
            return label
        found = [one for one in spec.labels.everything if one.rpartition("/")[2] == label]
        return found[0] if len(found) == 1 else label

    def _asked(self, spec: Spec, answers: Any, context: Context) -> dict[str, Any]:
        if not isinstance(answers, Mapping) or not answers:
            return {}
        heard = {
            name: ask.kind.heard(ask.spec, answers[name], context) for name, ask in spec.ask.items() if name in answers
        }
        return {"answers": {name: {"value": heard.get(name, value)} for name, value in answers.items()}}

    def check_part(self, spec: Spec, part: Part, context: Context) -> Iterator[Fault]:
        """An anchor that holds, and a label where there are any."""
        allowed = spec.draw or anchors.DRAWS
        found = anchors.check_anchor(part.get("anchor"), context, allowed, spec.in_parts)
        yield from (fault.under("/anchor") for fault in found)
        yield from check_name(spec.labels, "label", part, context)

    def fits_part(self, spec: Spec, context: Context) -> Callable[[Part], int]:
        """One piece of text with its quote, and a label where there are any."""
        holds = anchors.fits_anchor(context, spec.draw or anchors.DRAWS)
        named = fits_name(spec.labels, "label", context)

        def fit(part: Part) -> int:
            return named(part) + 1 if holds(part.get("anchor")) else 0

        return fit

    def check_together(self, spec: Spec, value: list[Part]) -> Iterator[Fault]:
        """The same mark is there once; without `overlap`, marks lie apart.

        Cost: that of sorting them.
        """
        first: dict[Any, int] = {}
        for index, part in enumerate(value):
            other = first.setdefault(frozen((part["anchor"], part.get("label"))), index)
            if other != index:
                yield Fault(f"/{index}", "duplicate", f"the same as {value[other]['id']!r}")
        if not spec.overlap:
            for index, other in _overlapping([part["anchor"] for part in value]):
                yield Fault(f"/{index}/anchor", "overlap", f"overlaps {value[other]['id']!r}; marks are apart here")

    def same(self, spec: Spec, a: Part, b: Part) -> float:
        """How much they cover the same."""
        return anchors.similarity(a["anchor"], b["anchor"])

    def alike(self, spec: Spec, a: Part, b: Part) -> float:
        """As much, and under the same label, with the same answers."""
        shared = self.same(spec, a, b)
        return shared and name_nearness(spec.labels, "label", a, b) * super().alike(spec, a, b)

    def merge(self, spec: Spec, parts: Sequence[Part], weights: Sequence[float]) -> Part:
        """The place most like all others, the label with most weight."""
        middle = medoid(parts, weights, lambda a, b: self.same(spec, a, b), lambda one: str(one["anchor"]))
        return {"anchor": middle["anchor"], **agreed_name(spec.labels, "label", parts, weights)}

    def place(self, part: Part) -> Any:
        """In reading order."""
        return place(part["anchor"]), str(part.get("label"))

    def placed(self, spec: Spec, part: Part, context: Context) -> Part:
        """Its place in its one form."""
        return {**part, "anchor": named(part["anchor"], context)}

    def own(self, spec: Spec, part: Part) -> dict[str, Any]:
        """Label, text (the quote) and where."""
        anchor = part["anchor"]
        return {"label": part.get("label"), "text": anchor.get("quote"), "at": anchor["at"]}

    def parts(self, spec: Spec) -> tuple[str, ...]:
        """Label, text, at, and the questions asked of each mark."""
        return ("id", "index", *OWN, *spec.ask)

    def columns(self, spec: Spec, value: Any) -> dict[str, str | float | int | bool | None]:
        """How many, how many under each label, and all as JSON."""
        out = super().columns(spec, value)
        for path in spec.labels.paths({}) if spec.labels else ():
            out[f".{path}"] = sum(part.get("label") == path for part in value)
        return out

    def example(self, spec: Spec, context: Context) -> Any:
        """One mark over the first words there are."""
        anchor = anchors.example(context, spec.draw or anchors.DRAWS)
        if anchor is None:
            return []
        labels = spec.labels.paths({"options": context.choices.get("labels", ())}) if spec.labels else ()
        part: Part = {"id": "m1", "anchor": anchor, **({"label": labels[0]} if labels else {})}
        answers = example_ask(spec.ask, self.own(spec, part), context)
        return [{**part, "answers": answers} if answers else part]


def _overlapping(places: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Places in text or time that overlap an earlier one of the list, each with one of those."""
    pieces: dict[Any, list[tuple[float, float, int]]] = {}
    for index, anchor in enumerate(places):
        drawn = anchors.shape(anchor)
        if drawn in IN_LINE:
            own = anchors.ranges(anchor) if drawn == "span" else [(anchor["from"], anchor["to"])]
            within = pieces.setdefault((anchor["at"], anchor.get("page", 1), drawn), [])
            within += [(start, end, index) for start, end in own]
    found: dict[int, int] = {}
    for one in pieces.values():
        reach, holder = -1.0, -1
        for start, end, index in sorted(one):
            if start < reach and index != holder:
                found.setdefault(max(index, holder), min(index, holder))
            if end > reach:
                reach, holder = end, index
    return sorted(found.items())


def frozen(value: Any) -> Any:
    """JSON as something that can be in a set; equal values are equal."""
    if isinstance(value, Mapping):
        return frozenset((key, frozen(part)) for key, part in value.items())
    return tuple(map(frozen, value)) if isinstance(value, list | tuple) else value


def read_draw(p: Parameters) -> tuple[str, ...]:
    """The ways of drawing, narrowed; () for as the field allows."""
    drawn = p.texts("draw")
    for one in drawn:
        if one not in anchors.DRAWS:
            p.fault("draw", "unknown-option", f"{one!r} is not one of {', '.join(anchors.DRAWS)}")
    return drawn


def place(anchor: Mapping[str, Any]) -> tuple[Any, ...]:
    """A key that sorts anchors as one reads or hears them."""
    start = anchors.ranges(anchor)[0][0] if anchors.shape(anchor) == "span" else anchor.get("from", 0)
    return str(anchor["at"]), anchor.get("page", 1), start, str(anchor)


KIND = Marks()


def _place_of(one: Mapping[str, Any], text: str | None) -> dict[str, Any] | None:
    """The place without what it lies in; None where nothing that is known says where. Code points, or UTF-16 where only that has the words."""
    if isinstance(one.get("box"), list):
        return {"box": one["box"]}
    if "from" in one and "to" in one:
        return {"from": one["from"], "to": one["to"]}
    start, end = one.get("start"), one.get("end")
    if text is None or type(start) is not int or type(end) is not int:
        return None
    if isinstance(one.get("text"), str) and text[start:end] != one["text"]:
        units = text.encode("utf-16-le")
        before = units[: 2 * start].decode("utf-16-le", "ignore")
        within = units[2 * start : 2 * end].decode("utf-16-le", "ignore")
        if within == one["text"]:
            start, end = len(before), len(before) + len(within)
    return {"start": start, "end": end, "quote": text[start:end]}
