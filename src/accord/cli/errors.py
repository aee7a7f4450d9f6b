"""Errors at the command line: what, where, what to do; never a traceback for what the person can mend.

Exit codes: 0 done, 1 it could not be done, 2 bad input, 130 stopped by ctrl+c.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import typer

from accord.cli.output import say

DONE, FAILED, BAD_INPUT, STOPPED = 0, 1, 2, 130
MENDED_BY_INPUT = (400, 404, 409, 410, 413, 422)  # what the caller sent is at fault; the rest is the place's
REMEDY = {
    401: "Give a key by --key or ACCORD_KEY; `accord key create NAME` on the server makes one.",
    403: "The key's person may not do this: ask a lead of the project, or an admin.",
}


class BadInput(typer.TyperException):
    """What was given does not fit; exit code 2."""

    exit_code = BAD_INPUT


class Failed(typer.TyperException):
    """It could not be done; exit code 1."""

    exit_code = FAILED


def fault_lines(faults: Iterable[Mapping[str, Any]], file: str = "") -> str:
    """Faults as their JSON, one a line.

    >>> print(fault_lines([{"pointer": "/questions/tone/type", "line": 3, "message": "no such type", "nearest": "label"}], "p.yaml"))
      p.yaml:3 /questions/tone/type: no such type; did you mean 'label'?
    """
    lines = []
    for fault in faults:
        where = [f"{file}:{fault['line']}" if file and fault.get("line") else file, fault.get("pointer") or ""]
        near = f"; did you mean {fault['nearest']!r}?" if fault.get("nearest") else ""
        at = " ".join(part for part in where if part)
        lines.append(f"  {at}{': ' if at else ''}{fault['message']}{near}")
        lines += [f"      {line}" for line in (fault.get("picture") or "").splitlines()]
    return "\n".join(lines)


def guard(app: Callable[..., Any]) -> int:
    """Run the command tree; the exit code."""
    try:
        code = app(standalone_mode=False, prog_name="accord")
        return int(code) if isinstance(code, int) else DONE
    except typer.Exit as stop:
        return stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        say("Stopped.")
        return STOPPED
    except typer.TyperException as error:
        # usage errors of the command tree show the usage line themselves
        show = getattr(error, "show", None)
        show() if show else say(f"Error: {error.format_message()}")
        return error.exit_code
    except BrokenPipeError:  # `| head` has seen enough; Python would complain once more while it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        say(f"Error: {error.filename + ': ' if error.filename else ''}{error.strerror or error}")
        return FAILED
    except Exception as error:
        refused = _refused(error)
        if refused is None:
            raise
        return refused


def _refused(error: Exception) -> int | None:
    """Say what the server or a domain refused, if it did; their modules, a second to load, are looked at only now."""
    import httpx2

    from accord.client.errors import JobEnded, ProblemError
    from accord.ground.errors import AccordError

    if isinstance(error, httpx2.TransportError):
        say(f"Error: {_away(error)}")
        return FAILED
    if isinstance(error, JobEnded):
        say(f"Error: {error}")
        return FAILED
    if isinstance(error, ProblemError):
        detail, faults = str(error.document.get("detail") or ""), error.faults
    elif isinstance(error, AccordError):
        detail, faults = "", [fault.json() for fault in error.faults]
    else:
        return None
    say(f"Error: {error.title}")
    for line in filter(None, (detail, fault_lines(faults), REMEDY.get(error.status))):
        say(line)
    return BAD_INPUT if error.status in MENDED_BY_INPUT else FAILED


def _away(error: Any) -> str:
    """In words, what a failed connection is."""
    try:
        where = f"{error.request.url.scheme}://{error.request.url.netloc.decode()}"
    except RuntimeError:  # it failed before there was a request
        where = "the server"
    return f"{where} does not answer ({error}). Is it running (`accord serve`), and is the address right?"
