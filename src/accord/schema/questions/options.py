"""Options: what `label` and `labels` choose from; they may nest (a taxonomy) or come from the record (`{from: run}`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.schema.faults import Fault, nearest
from accord.schema.parameters import BEGINS, Parameters

DEEPEST = 6
FROM = {
    "type": "object",
    "title": "taken from the record",
    "required": ["from"],
    "properties": {
        "from": {
            "type": "string",
            BEGINS: ["fields", "earlier", "meta."],
            "description": "a field, an earlier question, or a part of meta, like meta.tags",
        }
    },
    "additionalProperties": False,
}
SHAPE = {
    "description": "a list of names or of {value, title, help, options}; a mapping nests them; {from: X} takes them from the record",
    "anyOf": [
        {"type": "array", "items": {"anyOf": [{"type": ["string", "number"], "title": "a name"}, {"$ref": "#/$defs/option"}]}, "minItems": 1},
        FROM,
        {"type": "object", "minProperties": 1},
    ],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; `value` is one path segment."""

    value: str
    title: str = ""
    help: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of a question: a tree, or the name of what holds them in each record. `inner`: a parent may be chosen."""

    tree: tuple[Option, ...] = ()
    source: str = ""
    inner: bool = False
    everything: tuple[str, ...] = field(
        init=False, compare=False, repr=False
    )  # walked once: all answers are held to it

    def __post_init__(self) -> None:
        object.__setattr__(self, "everything", tuple(_paths(self.tree, "", self.inner)))

    def paths(self, choices: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Everything that may be chosen, in order; `choices["options"]` when they come from the record."""
        if self.source:
            return choices.get("options", ())
        return self.everything

    def distance(self, a: str, b: str) -> float:
        """0 for the same, 1 for different branches, between along a shared branch: 2 shared / (length a + length b), turned round."""
        if a == b:
            return 0.0
        if self.source or ("/" not in a and "/" not in b):
            return 1.0
        first, second = a.split("/"), b.split("/")
        shared = 0
        for one, other in zip(first, second, strict=False):
            if one != other:
                break
            shared += 1
        return 1.0 - 2.0 * shared / (len(first) + len(second))


def read_options(p: Parameters, key: str = "options") -> Options:
    """The options of a question: a list of names or of `{value, title, help, options}`, a mapping to nested lists, or `{from: X}`."""
    raw = p.value(key, shape=SHAPE)
    inner = p.flag("inner", False)
    if isinstance(raw, Mapping) and set(raw) == {"from"} and isinstance(raw["from"], str):
        return Options(source=raw["from"], inner=inner)
    tree = tuple(_read(p, key, raw, 0)) if raw is not None else ()
    if not tree:
        p.fault(key, "no-options", "give a list of options, like [good, bad]")
    return Options(tree=tree, inner=inner)


def dump_options(options: Options) -> dict[str, Any]:
    """As canonical JSON."""
    out: dict[str, Any] = {"options": {"from": options.source} if options.source else [_dump(o) for o in options.tree]}
    if options.inner:
        out["inner"] = True
    return out


def check_choice(value: Any, paths: Sequence[str]) -> Iterator[Fault]:
    """Whether this is one of the options."""
    if not isinstance(value, str):
        yield Fault("", "not-an-option", "the answer is the name of an option")
    elif value not in paths:
        yield Fault("", "unknown-option", f"{value[:80]!r} is not an option", nearest(value[:80], paths))


def _read(p: Parameters, key: str, raw: Any, depth: int) -> Iterator[Option]:
    if depth > DEEPEST:
        p.fault(key, "too-deep", f"options nest deeper than {DEEPEST}")
        return
    if isinstance(raw, Mapping):
        raw = [{"value": name, "options": below} if below else {"value": name} for name, below in raw.items()]
    if not isinstance(raw, list):
        p.fault(key, "not-options", "options are a list of names, or names with options below them")
        return
    seen: set[str] = set()
    for item in raw:
        whole = item if isinstance(item, Mapping) else {"value": item}
        value = whole.get("value")
        if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value):
            p.fault(key, "not-an-option", f"{value!r} is no name for an option; put it in quotes")
            continue
        name = str(value)
        if "/" in name:
            p.fault(key, "bad-option", f"{name!r}: a slash stands between levels; nest the options instead")
        if name in seen:
            p.fault(key, "duplicate", f"the option {name!r} is there twice")
        seen.add(name)
        for unknown in set(whole) - {"value", "title", "help", "options"}:
            p.fault(
                key,
                "unknown-key",
                f"{unknown!r} is no part of an option",
                nearest(str(unknown), ("title", "help", "options")),
            )
        below = tuple(_read(p, key, whole["options"], depth + 1)) if whole.get("options") else ()
        yield Option(name, str(whole.get("title") or ""), str(whole.get("help") or ""), below)


def _dump(option: Option) -> dict[str, Any]:
    out: dict[str, Any] = {"value": option.value}
    if option.title:
        out["title"] = option.title
    if option.help:
        out["help"] = option.help
    if option.options:
        out["options"] = [_dump(below) for below in option.options]
    return out


def _paths(tree: Sequence[Option], prefix: str, inner: bool) -> Iterator[str]:
    for option in tree:
        path = prefix + option.value
        if inner or not option.options:
            yield path
        yield from _paths(option.options, path + "/", inner)


def path_of(value: Any) -> Any:
    """An option that is given as the path to it, as it is named here; anything else as it came.

    >>> path_of(["billing", "refund"]), path_of("refund")
    ('billing/refund', 'refund')
    """
    return "/".join(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value
