"""`fields.text(...)`, `questions.label(...)`: one builder for every registered type, third parties' included."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any


class Part(dict[str, Any]):
    """A field or question as the project language writes it: a mapping with its `type`."""


class Builders:
    """Attribute access by type name; a wrong name says which is nearest."""

    def __init__(self, what: str, names: Callable[[], Iterable[str]]) -> None:
        self._what = what
        self._names = names

    def __getattr__(self, name: str) -> Callable[..., Part]:
        from accord.schema.faults import nearest

        if name.startswith("__"):
            raise AttributeError(name)
        known = list(self._names())
        if name not in known:
            near = nearest(name, known)
            raise AttributeError(
                f"there is no {self._what} type {name!r}" + (f"; did you mean {near!r}?" if near else "")
            )

        def build(**parameters: Any) -> Part:
            return Part(type=name, **parameters)

        described = self._described(name)
        wanted = [
            inspect.Parameter(one, inspect.Parameter.KEYWORD_ONLY, default=shape.get("default"))
            for one, shape in described["properties"].items()
        ]
        told = (
            f"    {one}: {shape.get('description', '')}".rstrip(": ") for one, shape in described["properties"].items()
        )
        build.__name__ = build.__qualname__ = name
        build.__signature__ = inspect.Signature(wanted, return_annotation=Part)  # type: ignore[attr-defined]
        build.__doc__ = f"{described['description']}\n\nArgs:\n" + "\n".join(told)
        return build

    def _described(self, name: str) -> dict[str, Any]:
        """What the type takes, as the language's JSON Schema says it, without its own name."""
        from accord.schema.describe import part

        described = part(self._what, name)
        return {
            **described,
            "properties": {one: shape for one, shape in described["properties"].items() if one != "type"},
        }

    def __dir__(self) -> list[str]:
        return sorted(self._names())


def _fields() -> Iterable[str]:
    from accord.schema.fields import registry

    return registry()


def _questions() -> Iterable[str]:
    from accord.schema.questions import registry

    return registry()


fields = Builders("field", _fields)
questions = Builders("question", _questions)
