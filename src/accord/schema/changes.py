"""What differs between two versions of a project, in the order of the newer one: for the list of versions, and before one is applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import segment
from accord.schema.spec import Spec

NAMED = ("fields", "questions")  # mappings whose entries are compared parameter by parameter


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `what` is added, removed, changed or moved; `before` and `after` are canonical JSON, None where there is none."""

    pointer: str
    what: str
    before: Any = None
    after: Any = None

    def json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {"pointer": self.pointer, "what": self.what, "before": self.before, "after": self.after}


def changes(old: Spec, new: Spec) -> list[Change]:
    """What the new version says otherwise.

    >>> from accord.schema import parse
    >>> text = "name: x\\nfields: {a: {type: text}}\\nquestions: {q: {type: label, options: [yes, no]}}\\n"
    >>> [(c.pointer, c.what, c.after) for c in changes(parse(text), parse(text.replace("no]", "no, maybe]")))]
    [('/questions/q/options', 'changed', [{'value': 'yes'}, {'value': 'no'}, {'value': 'maybe'}])]
    """
    before, after = old.json(), new.json()
    out: list[Change] = []
    for key in {**after, **before}:
        if key in NAMED:
            out += _named(segment(key), before.get(key, {}), after.get(key, {}))
        elif key == "stages":
            out += _named("/stages", *({one["name"]: one for one in spec["stages"]} for spec in (before, after)))
        elif before.get(key) != after.get(key):
            out.append(_change(segment(key), before.get(key), after.get(key)))
    return out


def _named(at: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name in {**after, **before}:
        here = at + segment(name)
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            yield _change(here, old, new)
        elif old.get("type") != new.get("type"):
            yield Change(here, "changed", old, new)
        else:
            for key in {**new, **old}:
                if old.get(key) != new.get(key):
                    yield _change(here + segment(key), old.get(key), new.get(key))
    kept = [name for name in before if name in after]
    if kept != [name for name in after if name in before]:
        yield Change(at, "moved", kept, [name for name in after if name in before])


def _change(pointer: str, before: Any, after: Any) -> Change:
    return Change(pointer, "added" if before is None else "removed" if after is None else "changed", before, after)
