"""What the process that does a job is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accord.ground.database import Database
from accord.people.service import Caller

Told = Callable[[int, int, str], None]  # done, of how many, and what it is at


@dataclass(frozen=True, slots=True)
class Task:
    """One job: on whose behalf, of which project; `told` says how far it is, as often as one likes."""

    db: Database
    home: Path
    caller: Caller
    project: str
    options: Mapping[str, Any]
    folder: Path  # its own, kept with the job
    told: Told


@dataclass(frozen=True, slots=True)
class Made:
    """The result, and the state of the project that it was made of."""

    result: Mapping[str, Any]
    made_of: str


# what does the work of each kind: a function from a Task to what it Made, loaded where the work is done
KINDS: Mapping[str, str] = {
    "quality": "accord.insight.long:quality",
    "results": "accord.insight.long:results",
    "dataset": "accord.datasets.long:dataset",
    "export": "accord.datasets.long:export",
    "import": "accord.imports.long:bring_in",
}


def nothing(done: int, total: int, step: str) -> None:
    """Nobody listens."""
