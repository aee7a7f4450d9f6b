"""The field types: one module each; `registry()` finds them and those of other packages."""

from __future__ import annotations

from functools import cache

from accord.schema.fields.kind import Kind
from accord.schema.plugins import discover

__all__ = ["Kind", "registry"]


@cache
def registry() -> dict[str, Kind]:
    """Every field type by its name in YAML."""
    return discover("accord.schema.fields", "accord.fields")
