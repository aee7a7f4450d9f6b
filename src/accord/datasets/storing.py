"""Snapshots on disk: written beside their place, hashed, made durable, then moved there in one step."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from accord.formats.snapshot import INFO
from accord.formats.text import line
from accord.ground.disk import full

UNWRITTEN = "the dataset was not written"
STALE = 24 * 3600  # seconds after which a half-written folder belongs to nobody


class Files:
    """The files of one snapshot while they are written; `finish` gives the hash and puts them in their place."""

    def __init__(self, folder: Path, names: tuple[str, ...]) -> None:
        self.folder = folder
        self.counts = dict.fromkeys(names, 0)
        self._open = {name: (folder / name).open("wb") for name in names}
        self._hash = {name: hashlib.sha256() for name in names}

    def write(self, name: str, row: Mapping[str, Any]) -> None:
        """One line more."""
        raw = line(row)
        self._open[name].write(raw)
        self._hash[name].update(raw)
        self.counts[name] += 1

    def finish(self, info: dict[str, Any], home: Path) -> str:
        """Write `dataset.json` and move the folder to its hash; the same content is there only once. Returns the hash."""
        info = {**info, "files": {name: found.hexdigest() for name, found in self._hash.items()}}
        content = hashlib.sha256(json.dumps(info, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        with (self.folder / INFO).open("wb") as file:
            file.write(line({**info, "hash": f"sha256:{content}"}))
            _durable(file)
        for open_file in self._open.values():
            _durable(open_file)
            open_file.close()
        _sync_folder(self.folder)
        place = home / content
        try:
            os.replace(self.folder, place)
        except OSError:
            if not place.is_dir():  # else the same content is there already: it stays, and this copy goes
                raise
        _sync_folder(home)
        return content

    def close(self) -> None:
        """Leave the files as they are."""
        for file in self._open.values():
            file.close()


@contextmanager
def writing(home: Path, names: tuple[str, ...]) -> Iterator[Files]:
    """A folder to write a snapshot into; whatever goes wrong, nothing half done stays.

    Raises:
        StorageFull: there is no room.
    """
    with room(home) as folder:
        files = Files(folder, names)
        try:
            yield files
        finally:
            files.close()


@contextmanager
def room(home: Path) -> Iterator[Path]:
    """A folder of one's own below `home`, gone afterwards (or moved away by then).

    Raises:
        StorageFull: there is no room.
    """
    with full(UNWRITTEN):
        home.mkdir(parents=True, exist_ok=True)
        _sweep(home)
        folder = Path(tempfile.mkdtemp(prefix=".part-", dir=home))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(home: Path) -> None:
    """What a process that was killed left behind."""
    for folder in home.glob(".part-*"):
        if folder.stat().st_mtime < time.time() - STALE:
            shutil.rmtree(folder, ignore_errors=True)


def _durable(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
