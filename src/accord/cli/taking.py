"""The files that a command is given: those of a folder, those of a zip archive, what is piped in."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from accord.cli.errors import BadInput
from accord.formats import Unreadable
from accord.formats.archive import is_archive, unpacked
from accord.formats.gathering import File


def files_of(path: Path) -> list[Path]:
    """The file, or those in a folder, by name; what is hidden is passed over.

    Raises:
        BadInput: nothing is there.
    """
    if str(path) != "-" and not path.exists():
        raise BadInput(f"{path}: there is no such file")
    if not path.is_dir():
        return [path]
    found = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
    if not found:
        raise BadInput(f"{path} is a folder without files")
    return found


@contextmanager
def taken(paths: Sequence[Path]) -> Iterator[list[File]]:
    """All files of these paths, archives as what they hold.

    Raises:
        BadInput: nothing is there, or an archive cannot be unpacked.
    """
    with ExitStack() as stack:
        files = [
            File(str(path), path if path.is_file() else stack.enter_context(as_file(path)))
            for given in paths
            for path in files_of(given)
        ]
        if any(map(is_archive, files)):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="accord-")))
            try:
                files = unpacked(files, folder)
            except Unreadable as error:
                raise BadInput(str(error)) from None
        yield files


@contextmanager
def as_file(path: Path) -> Iterator[Path]:
    """The file itself; what is piped in becomes one, as formats look at a beginning before they read."""
    if path.is_file():
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="accord-") as kept:
        with sys.stdin.buffer if str(path) == "-" else path.open("rb") as piped:
            shutil.copyfileobj(piped, kept)
        kept.flush()
        yield Path(kept.name)
