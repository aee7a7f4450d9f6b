"""Finds the types: every module of a package with a `KIND`, and those that other packages declare as entry points."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any


def discover(package: str, group: str) -> dict[str, Any]:
    """Kinds by name, ours first: a plug-in cannot replace a built-in type.

    Raises:
        ValueError: two plug-ins bring the same name.
    """
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(import_module(package).__path__):
        kind = getattr(import_module(f"{package}.{module.name}"), "KIND", None)
        if kind is not None:
            found[kind.name] = kind
    for point in entry_points(group=group):
        kind = point.load()
        if kind.name in found:
            raise ValueError(f"the {group} entry point {point.value} brings {kind.name!r}, which is taken")
        found[kind.name] = kind
    return found
