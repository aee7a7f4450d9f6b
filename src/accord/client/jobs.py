"""Jobs: what the server takes long for, watched until it is done, stopped by ctrl+c."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from accord.client.errors import JobEnded
from accord.client.transport import Transport

LOOKS = 0.3  # seconds between two looks at how far it is
ACCEPTED = 202


class Job:
    """One job of a project; `now` is what was last known of it."""

    def __init__(self, transport: Transport, now: dict[str, Any]) -> None:
        self._transport = transport
        self.now = now

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.now["id"])

    def refresh(self) -> dict[str, Any]:
        """Ask the server how far it is."""
        self.now = dict(self._transport.json("GET", f"/jobs/{self.id}"))
        return self.now

    def stop(self) -> dict[str, Any]:
        """Stop it."""
        self.now = dict(self._transport.json("POST", f"/jobs/{self.id}/stop"))
        return self.now

    def again(self) -> Job:
        """Begin it once more; the new one."""
        return Job(self._transport, self._transport.json("POST", f"/jobs/{self.id}/again")["job"])

    def wait(self, progress: bool = False) -> Any:
        """Until it has ended; its result. `progress` draws a bar in a terminal. Ctrl+c stops the job on the server too.

        Raises:
            JobEnded: it was stopped, or it failed.
        """
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
        console = Console(stderr=True)
        with Progress(*columns, console=console, disable=not (progress and console.is_terminal), transient=True) as bar:
            task = bar.add_task(self.now["kind"], total=None)
            try:
                while self.now["state"] == "running":
                    bar.update(task, completed=self.now["done"], total=self.now["total"] or None)
                    time.sleep(LOOKS)
                    self.refresh()
            except KeyboardInterrupt:
                self.stop()
                raise
        if self.now["state"] != "done":
            raise JobEnded(self.now)
        return self.now["result"]


def waited(transport: Transport, ask: Callable[[], tuple[int, Any]], progress: bool) -> tuple[Any, Any]:
    """What is asked for, and (where a job had to make it first) what the job gave; one that ended is begun again."""
    status, answer = ask()
    if status != ACCEPTED:
        return answer, None
    job = Job(transport, answer["job"])
    if job.now["state"] in ("stopped", "failed"):
        job = job.again()
    return None, job.wait(progress)
