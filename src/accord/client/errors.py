"""What a server refused, as it said it (RFC 9457)."""

from __future__ import annotations

from typing import Any


class ProblemError(Exception):
    """A problem document: `status`, `title`, `faults` (each with `pointer`, `code`, `message`) and the whole `document`.

    >>> error = ProblemError(422, {"title": "The answers do not fit", "errors": [{"pointer": "/answers/tone", "message": "missing"}]})
    >>> print(error)
    422 The answers do not fit
      /answers/tone: missing
    """

    def __init__(self, status: int, document: dict[str, Any]) -> None:
        self.status = status
        self.document = document
        self.title = str(document.get("title", "The server refused"))
        self.faults: list[dict[str, Any]] = list(document.get("errors", []))
        super().__init__(self.title)

    def __str__(self) -> str:
        lines = [f"{self.status} {self.title}"]
        if detail := self.document.get("detail"):
            lines.append(f"  {detail}")
        for fault in self.faults:
            near = f" (did you mean {fault['nearest']!r}?)" if fault.get("nearest") else ""
            line = f"line {fault['line']}: " if fault.get("line") else ""
            lines.append(f"  {line}{fault.get('pointer', '')}: {fault.get('message', '')}{near}")
        return "\n".join(lines)


class JobEnded(RuntimeError):
    """A job was stopped or failed, for the reason that the server gives; `job` is all that is known of it."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        super().__init__(f"The job {job['id']} ({job['kind']} of {job['project']}) has no result: {job['message']}")
