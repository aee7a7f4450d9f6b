"""The `accord` command: one module a command group; each registers itself on `app`."""

from __future__ import annotations

import sys

from accord.cli.app import app


def main() -> None:
    """Entry point of the `accord` command. Exit codes: 0 done, 1 failed, 2 bad input."""
    from accord.cli import errors

    sys.exit(errors.guard(app))
