"""Files on their way in, on disk: written part by part, kept until they are brought in, or for a day.

The bytes of all files come as one stream, in the order in which they were announced; each lies under a number, so that no name that
somebody gave is ever a path.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import IO, Any

from accord.formats import Unreadable
from accord.formats.archive import safe, unpacked
from accord.formats.gathering import File
from accord.ground.disk import full
from accord.ground.errors import Conflict, Invalid, NotFound, TooLarge
from accord.schema.faults import Fault

KEPT = 24 * 3600  # seconds without a word, after which nobody wants it any more
PENDING = 20  # of a project; the oldest goes
PIECE = 1024 * 1024
ABOUT = "about.json"
UNWRITTEN = "the files were not taken"

_UNPACKING = Lock()


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that is to come."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Upload:
    """Files of a project, and how many of their bytes are there."""

    id: str
    project: int
    files: tuple[Announced, ...]
    got: int

    @property
    def size(self) -> int:
        """All bytes."""
        return sum(one.size for one in self.files)

    def json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {"id": self.id, "files": [asdict(one) for one in self.files], "size": self.size, "got": self.got}


class Uploads:
    """Those of a data folder."""

    def __init__(self, home: Path, largest: int = 0) -> None:
        self._folder, self._largest = home / "imports", largest

    def create(self, project: int, files: Sequence[Announced]) -> Upload:
        """Announce files; their bytes follow.

        Raises:
            TooLarge: more than is taken at once. StorageFull: there is no room for them.
        """
        size = sum(one.size for one in files)
        if size > self._largest:
            raise TooLarge(
                f"These files are {_mb(size)} MB, and at most {_mb(self._largest)} MB are taken at once; bring them in parts,"
                " by `accord import`, or with a larger ACCORD_MAX_UPLOAD_MB"
            )
        self.sweep()
        mine = sorted(self._of(project), key=lambda one: one.stat().st_mtime)
        for old in mine[: max(0, len(mine) - PENDING + 1)]:
            shutil.rmtree(old, ignore_errors=True)
        name = secrets.token_hex(16)
        with full(UNWRITTEN):
            folder = self._folder / name
            folder.mkdir(parents=True)
            if size > shutil.disk_usage(folder).free:
                shutil.rmtree(folder, ignore_errors=True)
                raise OSError(28, "no room")
            for number, one in enumerate(files):
                _path(folder, number, one).parent.mkdir()
                _path(folder, number, one).touch()
            self._note(folder, {"project": project, "files": [asdict(one) for one in files]})
        return self.get(project, name)

    def get(self, project: int, name: str) -> Upload:
        """One of a project's.

        Raises:
            NotFound: there is none, or it is another project's.
        """
        folder, about = self._about(project, name)
        files = tuple(Announced(**one) for one in about["files"])
        got = sum(_there(_path(folder, number, one)) for number, one in enumerate(files))
        return Upload(name, project, files, got)

    def write(self, project: int, name: str, offset: int, stream: IO[bytes]) -> Upload:
        """The next bytes of the stream; a part that was sent before may be sent again.

        Raises:
            NotFound: as `get`. Conflict: what comes before is missing. TooLarge: more than was announced. StorageFull: no room.
        """
        folder, _ = self._about(project, name)
        upload = self.get(project, name)
        if offset > upload.got:
            raise Conflict(f"The next byte is {upload.got}, not {offset}", got=upload.got)
        at, begins = offset, 0
        with full(UNWRITTEN):
            for number, one in enumerate(upload.files):
                if begins <= at < begins + one.size:
                    with _path(folder, number, one).open("r+b") as file:
                        file.seek(at - begins)
                        at += _copied(stream, file, begins + one.size - at)
                    if at < begins + one.size:
                        break
                begins += one.size
        if stream.read(1):
            raise TooLarge("There are more bytes than were announced")
        os.utime(folder)
        return self.get(project, name)

    def files(self, project: int, name: str) -> list[File]:
        """All files, archives as what they hold.

        Raises:
            NotFound: as `get`. Conflict: bytes are missing. Invalid: an archive cannot be unpacked. StorageFull: there is no room.
        """
        folder, about = self._about(project, name)
        upload = self.get(project, name)
        if upload.got < upload.size:
            raise Conflict(f"{upload.size - upload.got} bytes are missing still", got=upload.got)
        os.utime(folder)
        with _UNPACKING:
            if "unpacked" not in about:
                given = [File(one.name, _path(folder, number, one)) for number, one in enumerate(upload.files)]
                about["unpacked"] = [[one.name, os.fspath(one.path)] for one in self._unpacked(given, folder)]
                self._note(folder, about)
        return [File(one, Path(path)) for one, path in about["unpacked"]]

    def remove(self, project: int, name: str) -> None:
        """Its bytes are not needed any more.

        Raises:
            NotFound: as `get`.
        """
        folder, _ = self._about(project, name)
        shutil.rmtree(folder, ignore_errors=True)

    def forget(self, project: int) -> None:
        """The project is deleted."""
        for folder in self._of(project):
            shutil.rmtree(folder, ignore_errors=True)

    def sweep(self) -> None:
        """What nobody has spoken of for a day goes."""
        for folder in self._folder.glob("*"):
            try:
                if folder.stat().st_mtime < time.time() - KEPT:
                    shutil.rmtree(folder, ignore_errors=True)
            except FileNotFoundError:  # another one was first
                continue

    def _unpacked(self, given: Sequence[File], folder: Path) -> list[File]:
        into = folder / "unpacked"
        shutil.rmtree(into, ignore_errors=True)
        try:
            with full("the archive was not unpacked"):
                return unpacked(given, into, self._largest)
        except Unreadable as error:
            shutil.rmtree(into, ignore_errors=True)
            raise Invalid("The archive cannot be unpacked", faults=[Fault("", "unreadable", str(error))]) from None
        except BaseException:
            shutil.rmtree(into, ignore_errors=True)
            raise

    def _about(self, project: int, name: str) -> tuple[Path, dict[str, Any]]:
        folder = self._folder / name
        try:
            if not (name.isascii() and name.isalnum()):
                raise FileNotFoundError
            about = json.loads((folder / ABOUT).read_bytes())
        except FileNotFoundError:
            about = {}
        if about.get("project") != project:
            raise NotFound("These files are not here, or not any more: choose them again")
        return folder, about

    def _of(self, project: int) -> list[Path]:
        found = []
        for path in self._folder.glob(f"*/{ABOUT}"):
            try:
                if json.loads(path.read_bytes())["project"] == project:
                    found.append(path.parent)
            except FileNotFoundError:
                continue
        return found

    @staticmethod
    def _note(folder: Path, about: dict[str, Any]) -> None:
        beside = folder / f".{ABOUT}"
        beside.write_text(json.dumps(about), encoding="utf-8")
        os.replace(beside, folder / ABOUT)


def _path(folder: Path, number: int, one: Announced) -> Path:
    return folder / str(number) / safe(one.name)


def _there(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _copied(stream: IO[bytes], file: IO[bytes], most: int) -> int:
    """So many bytes at most; how many there were."""
    left = most
    while left and (piece := stream.read(min(PIECE, left))):
        file.write(piece)
        left -= len(piece)
    return most - left


def _mb(size: int) -> str:
    return f"{-(-size // 1024**2):,}"
