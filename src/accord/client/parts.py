"""`fields.text(...)`, `questions.label(...)`: one builder for every registered type, third parties' included."""

from __future__ import annotations

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

        build.__name__ = name
        build.__doc__ = f"The {self._what} type `{name}`; parameters as in the project language."
        return build

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
