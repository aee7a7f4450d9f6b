"""An export as files in a folder, with what it left out and why."""

from __future__ import annotations

import itertools
import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accord.client.transport import Transport


@dataclass(frozen=True)
class Exported:
    """What was written. `left_out` counts by reason, `notes` say how the format's rules were applied, `loses` what it cannot carry."""

    files: tuple[Path, ...]
    rows: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Path]:
        """The files."""
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def write(transport: Transport, path: str, folder: Path) -> Exported:
    """Download an export below `folder` (made when it is missing); a file is there whole or not at all.

    Raises:
        ProblemError: the server refused; nothing was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    report: dict[str, Any] = {}
    for (name, said), group in itertools.groupby(transport.download(path), key=_file):
        report = json.loads(said)
        part = folder / f".{name}.part"
        with part.open("wb") as file:
            for _, _, chunk in group:
                file.write(chunk)
        written += _unpack(part, folder) if name.endswith(".zip") else [part.replace(folder / name)]
    told = {name: tuple(report.get(name, ())) for name in ("notes", "loses")}
    return Exported(tuple(written), report.get("rows", 0), report.get("left_out", {}), **told)


def _file(chunk: tuple[str, Mapping[str, str], bytes]) -> tuple[str, str]:
    return chunk[0], chunk[1].get("Accord-Report", "{}")


def _unpack(archive: Path, folder: Path) -> list[Path]:
    """The files of an export that has several, below the folder by their bare names; the archive goes."""
    written: list[Path] = []
    with zipfile.ZipFile(archive) as packed:
        for member in packed.infolist():
            name = member.filename.replace("\\", "/").rsplit("/", 1)[-1]
            if name in ("", ".", ".."):
                continue
            with packed.open(member) as source, (folder / name).open("wb") as target:
                shutil.copyfileobj(source, target)
            written.append(folder / name)
    archive.unlink()
    return written
