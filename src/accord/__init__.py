"""Accord: human judgment for generative and agentic AI.

>>> from accord import Client, Project, fields, questions
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Client", "Project", "__version__", "fields", "questions"]

if TYPE_CHECKING:
    from accord.client import Client, Project
    from accord.client.parts import fields, questions

_HOMES = {
    "Client": "accord.client",
    "Project": "accord.client",
    "fields": "accord.client.parts",
    "questions": "accord.client.parts",
}


def __getattr__(name: str) -> Any:
    """The SDK's four names, loaded when first used: the server starts without them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'accord' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
