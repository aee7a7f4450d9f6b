"""The question types: one module each; `registry()` finds them and those of other packages."""

from __future__ import annotations

from functools import cache

from accord.schema.plugins import discover
from accord.schema.questions.kind import Kind

__all__ = ["Kind", "registry"]


@cache
def registry() -> dict[str, Kind]:
    """Every question type by its name in YAML."""
    return discover("accord.schema.questions", "accord.questions")
