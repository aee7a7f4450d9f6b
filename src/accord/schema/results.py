"""Reads `results`: what a project's result page shows, made of a few general parts.

```yaml
results:
  - {show: share, of: claims.verdict, is: [supported], by: meta.model, title: Claims that hold}
  - {show: rate, of: spans.label, per: answer, title: Marks per 1,000 words}
  - {show: curve, of: emotion}
```

`of` is a path into answers: a question, then parts of its value (`label` of marks, a nested question of items, a criterion of a
rubric, `winner` of a preference). `by` compares groups of records by a part of `meta`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accord.schema.faults import Fault, nearest
from accord.schema.parameters import BEGINS, NAMES, Parameters

PARTS = {
    "share": "how often each value is given, or those in `is`",
    "rate": "how many per 1,000 words of the field `per`",
    "score": "100 less the points of `weights` per hundred words of the field `per`",
    "mean": "the mean of numbers, each criterion for itself",
    "curve": "numbers over the elements of a field, with the spread between people",
    "change": "the same numbers before (`of`) and after (`to`)",
    "cycles": "numbers after each revision, or how much each revision changed; with the difference to the round before",
    "confusion": "which values two people give to the same record",
    "funnel": "at which part of a run the element that was chosen stands",
}
MOST = 20


@dataclass(frozen=True, slots=True)
class Result:
    """One part of the result page."""

    show: str
    of: tuple[str, ...]
    title: str = ""
    among: tuple[str, ...] = ()
    by: str = ""
    per: str = ""
    to: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """Canonical, without what is default."""
        out: dict[str, Any] = {
            "title": self.title,
            "is": list(self.among),
            "by": self.by and f"meta.{self.by}",
            "per": self.per,
        }
        out |= {"to": ".".join(self.to), "weights": dict(self.weights)}
        return {"show": self.show, "of": ".".join(self.of), **{key: value for key, value in out.items() if value}}


def read_results(
    raw: Any, questions: Mapping[str, Any], fields: Mapping[str, Any], faults: list[Fault]
) -> tuple[Result, ...]:
    """The parts; what they name has to be there."""
    if raw is None:
        return ()
    if not isinstance(raw, list) or len(raw) > MOST or not all(isinstance(one, Mapping) for one in raw):
        faults.append(Fault("/results", "not-results", f"results is a list of up to {MOST} mappings, each with `show`"))
        return ()
    return tuple(_read(one, f"/results/{at}", questions, fields, faults) for at, one in enumerate(raw))


def described() -> dict[str, Any]:
    """The parts in JSON Schema.

    >>> described()["items"]["properties"]["by"]["pattern"]
    '^meta[.]'
    """
    text = {"type": "string"}
    path = {**text, BEGINS: ["questions"]}
    words = "a question, then parts of its value: claims.verdict"
    properties = {
        "show": {
            "oneOf": [{"const": name, "description": words} for name, words in PARTS.items()],
            "description": "what is computed",
        },
        "of": {**path, "description": words},
        "title": {**text, "description": "its heading"},
        "is": {"type": "array", "items": text, "description": "of a share: these values, together"},
        "by": {
            **text,
            "pattern": "^meta[.]",
            BEGINS: ["meta."],
            "description": "compare groups of records by a part of meta",
        },
        "per": {**text, NAMES: ["fields"], "description": "of a rate or score: the field whose words are counted"},
        "to": {**path, "description": f"of a change, afterwards: {words}"},
        "weights": {
            "type": "object",
            "additionalProperties": {"type": "number"},
            "description": "of a score: points for each value",
        },
    }
    part = {"type": "object", "required": ["show", "of"], "additionalProperties": False, "properties": properties}
    return {"type": "array", "items": part, "description": "what the result page shows, part by part"}


def _read(
    raw: Mapping[str, Any], at: str, questions: Mapping[str, Any], fields: Mapping[str, Any], faults: list[Fault]
) -> Result:
    p = Parameters(raw)
    show = p.one_of("show", tuple(PARTS), "share")
    of, to = _path(p, "of", questions), _path(p, "to", questions) if show == "change" else ()
    per = p.text("per") if show in ("rate", "score") else ""
    if show in ("rate", "score") and per not in fields:
        p.fault("per", "unknown-field", f"{show} needs `per`, a field whose words are counted", nearest(per, fields))
    by = p.text("by")
    if by and not by.startswith("meta."):
        p.fault("by", "not-meta", "by is a part of meta, like meta.model")
    weights = p.value("weights", {}) if show == "score" else {}
    if not isinstance(weights, Mapping) or not all(map(_finite, weights.values())) or (show == "score" and not weights):
        p.fault("weights", "not-weights", "weights is a mapping from value to points, like {minor: 1, major: 5}")
        weights = {}
    among = p.texts("is") if show == "share" else ()
    points = {str(key): float(value) for key, value in weights.items()}
    one = Result(show, of, p.text("title"), among, by.removeprefix("meta."), per, to, points)
    faults += [fault.under(at) for fault in p.faults()]
    return one


def _path(p: Parameters, key: str, questions: Mapping[str, Any]) -> tuple[str, ...]:
    parts = tuple(p.text(key).split("."))
    if parts[0] not in questions:
        p.fault(
            key,
            "unknown-question",
            f"{key} begins with a question; there is no {parts[0]!r}",
            nearest(parts[0], questions),
        )
    return parts


def _finite(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
