"""Files to a server as they are: it says what it takes them for, and brings them in by a job."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from accord.client.jobs import Job
from accord.client.transport import Transport

PART = 4 << 20  # bytes a request

Files = str | Path | Iterable[str | Path]


class Upload:
    """Files that a server has; they stay there until they are brought in, or for a day."""

    def __init__(self, transport: Transport, project: str, files: Files) -> None:
        self._transport = transport
        named = list(_named(files))
        given = [{"name": name, "size": path.stat().st_size} for name, path in named]
        self.now: dict[str, Any] = transport.json("POST", f"{project}/uploads", {"files": given})
        self._path = f"{project}/uploads/{self.now['id']}"
        for part in _parts([path for _, path in named]):
            self.now = transport.send_bytes(f"{self._path}/content", part, offset=self.now["got"])

    def look(self, *, format: str = "auto", mapping: Mapping[str, str] | None = None) -> dict[str, Any]:
        """What bringing them in would do: which format and why, columns with a guess, first records, what would be refused.

        Args:
            format: auto, or a format's name.
            mapping: target to column, like `{"replies.a": "response_a"}`; None: the project's own, and a guess.
        """
        given = None if mapping is None else dict(mapping)
        return dict(self._transport.json("POST", f"{self._path}/look", {"format": format, "mapping": given}))

    def bring(self, *, format: str = "auto", mapping: Mapping[str, str] | None = None, responses: bool = False) -> Job:
        """Begin to bring them in; the job's result has the counts. Without a `mapping`, as `look` said.

        Raises:
            ProblemError: 409 where another import of the project runs.
        """
        if mapping is None:
            mapping = {} if responses else self.look(format=format)["mapping"]
        body = {"format": format, "mapping": dict(mapping), "what": "responses" if responses else "records"}
        return Job(self._transport, self._transport.json("POST", f"{self._path}/import", body)["job"])


def _named(files: Files) -> Iterator[tuple[str, Path]]:
    """Every file with the name that it is told by; those of a folder by name, but what is hidden."""
    for path in map(Path, [files] if isinstance(files, str | Path) else files):
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
            yield from ((one.relative_to(path.parent).as_posix(), one) for one in inside)
        else:
            yield path.name, path


def _parts(paths: Iterable[Path]) -> Iterator[bytes]:
    """The bytes of all files, one after the other, in parts."""
    waiting = bytearray()
    for path in paths:
        with path.open("rb") as file:
            while piece := file.read(PART - len(waiting)):
                waiting += piece
                if len(waiting) >= PART:
                    yield bytes(waiting)
                    waiting.clear()
    if waiting:
        yield bytes(waiting)
