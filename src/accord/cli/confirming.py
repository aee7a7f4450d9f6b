"""Asks before what cannot be undone."""

from __future__ import annotations

import sys

import typer

from accord.cli.errors import BadInput


def confirm(name: str, what: str, without: str) -> None:
    """Returns once the name was typed.

    Raises:
        BadInput: another name was typed, or nobody is there to type one; `without` is the command that asks nobody.
    """
    if not sys.stdin.isatty():
        raise BadInput(f"nobody is there to confirm it; write {without}")
    if typer.prompt(f"Type {name} to {what}", err=True) != name:
        raise BadInput("that is another name; nothing was changed")
