"""Errors at the command line: what, where, what to do; never a traceback for what the person can mend."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import typer

from accord.cli.output import say

DONE, FAILED, BAD_INPUT = 0, 1, 2


class BadInput(typer.TyperException):
    """What was given does not fit; exit code 2."""

    exit_code = BAD_INPUT


class Failed(typer.TyperException):
    """It could not be done; exit code 1."""

    exit_code = FAILED


def fault_lines(faults: Iterable[Any], file: str = "") -> str:
    """Faults one a line: `project.yaml:12 /questions/tone/type: ...`."""
    lines = []
    for fault in faults:
        at = f"{file}:{fault.line} " if file and fault.line else (f"{file} " if file else "")
        near = f"; did you mean {fault.nearest!r}?" if fault.nearest else ""
        lines.append(f"  {at}{fault.pointer or '/'}: {fault.message}{near}")
    return "\n".join(lines)


def guard(app: Callable[..., Any]) -> int:
    """Run the command tree; the exit code."""
    try:
        code = app(standalone_mode=False)
        return int(code) if isinstance(code, int) else DONE
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        say("Stopped.")
        return 130
    except typer.TyperException as error:
        # usage errors of the command tree show the usage line themselves
        show = getattr(error, "show", None)
        show() if show else say(f"Error: {error.format_message()}")
        return error.exit_code
    except OSError as error:
        say(f"Error: {error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
        return FAILED
    except Exception as error:
        refused = _refused(error)
        if refused is None:
            raise
        return refused


def _refused(error: Exception) -> int | None:
    """Say what the server or a domain refused, if it did; their modules, a second to load, are looked at only now."""
    from accord.client.errors import ProblemError
    from accord.ground.errors import AccordError

    if isinstance(error, ProblemError):
        say(f"Error: {error}")
    elif isinstance(error, AccordError):
        say(f"Error: {error.title}")
        if error.faults:
            say(fault_lines(error.faults))
    else:
        return None
    return BAD_INPUT if error.status in (400, 404, 409, 413, 422) else FAILED
