"""Values of a format under the names that a project gives its fields: a run goes to the only field that holds runs.

Formats call what they read by plain names (`run`, `policy`, `conversation`); a project may call its fields otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def placed(values: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values, each whose name is no field renamed to the one field of its kind that nothing else fills; the rest as it is.

    A value that no field of the project can take is left out where the project has none of its kind: agent runs bring their
    rules along, and a project need not show them.
    """
    out = {name: value for name, value in values.items() if name in fields}
    for name, value in values.items():
        if name in fields:
            continue
        kind = _kind(value)
        fit = [own for own, field in fields.items() if field.kind.name == kind and own not in out]
        if len(fit) == 1:
            out[fit[0]] = value
        elif fit or kind is None or any(field.kind.name == kind for field in fields.values()):
            out[name] = value  # refused where records are checked, with the name
        elif kind != "sources":
            out[name] = value
    return out


def _kind(value: Any) -> str | None:
    """The field type whose shape a value has."""
    if isinstance(value, Mapping) and isinstance(value.get("steps"), list):
        return "trajectory"
    if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
        if all("role" in one for one in value):
            return "chat"
        if all("text" in one and "title" in one for one in value):
            return "sources"
    return None
