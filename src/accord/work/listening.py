"""Who wants to know that a person worked: rooms above this one, told after the answer is safe. Nobody is waited for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from accord.ground.database import Database
from accord.projects.service import ProjectRow


class Listener(Protocol):
    """Is told; does its own work elsewhere, at once back, and never raises."""

    def __call__(self, db: Database, project: ProjectRow, user_id: int) -> None:
        """This person answered or passed on a record."""


_LISTENERS: list[Listener] = []


def listen(listener: Listener) -> Callable[[], None]:
    """Be told from now on; the function that ends it."""
    _LISTENERS.append(listener)
    return lambda: _LISTENERS.remove(listener)


def tell(db: Database, project: ProjectRow, user_id: int) -> None:
    """A person worked."""
    for listener in tuple(_LISTENERS):
        listener(db, project, user_id)
