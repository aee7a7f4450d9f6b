"""Zip archives as the files in them. A member's name is never used as a path, and what unpacks to too much is refused."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO

from accord.formats.gathering import File
from accord.formats.opening import ARCHIVES, LARGEST, ZIP, Unreadable

MEMBERS = 20_000
PIECE = 1024 * 1024
LONGEST = 100  # letters of a name on disk
SHEETS = "[Content_Types].xml"  # in every file of an office suite, which is no archive to anybody


def is_archive(file: File) -> bool:
    """A zip that is no format's own file."""
    if file.path.suffix.lower().lstrip(".") in ARCHIVES or not file.path.is_file():
        return False
    with file.path.open("rb") as raw:
        if raw.read(4) != ZIP:
            return False
    try:
        with zipfile.ZipFile(file.path) as archive:
            return SHEETS not in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return True  # it is said when it is unpacked


def unpacked(files: Sequence[File], folder: Path, largest: int = LARGEST) -> list[File]:
    """The files, archives among them replaced by what they hold, written into a folder; `largest` bytes in all.

    Raises:
        Unreadable: an archive is broken, locked, or holds too much.
    """
    out: list[File] = []
    left = largest
    for at, file in enumerate(files):
        if not is_archive(file):
            out.append(file)
            continue
        made = list(_members(file, folder / str(at), left, largest))
        if not made:
            raise Unreadable(f"{file.name} holds no files.")
        left -= sum(one.size for one in made)
        out += made
    return out


def _members(file: File, folder: Path, left: int, largest: int) -> Iterator[File]:
    try:
        with zipfile.ZipFile(file.path) as archive:
            infos = sorted((one for one in archive.infolist() if _is_file(one)), key=lambda one: one.filename)
            if len(infos) > MEMBERS:
                raise Unreadable(f"{file.name} holds {len(infos):,} files; at most {MEMBERS:,} are taken at once.")
            for number, info in enumerate(infos):
                if info.flag_bits & 1:
                    raise Unreadable(f"{file.name} is locked with a password. Pack it without one.")
                path = folder / str(number) / safe(info.filename)
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(info) as member:
                    left -= _copied(member, path, left, f"{file.name} unpacks to more than {_size(largest)}.")
                yield File(f"{file.name}/{info.filename}", path)
    except NotImplementedError as error:
        raise Unreadable(f"{file.name} is packed in a way that is not read: {error}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"{file.name} is cut off or no zip: {error}. Copy it again.") from None


def _copied(member: IO[bytes], path: Path, most: int, why: str) -> int:
    """Bytes written; what an archive says of its sizes is not believed."""
    count = 0
    with path.open("wb") as out:
        while piece := member.read(PIECE):
            count += len(piece)
            if count > most:
                raise Unreadable(f"{why} Unpack it and import it in parts.")
            out.write(piece)
    return count


def _is_file(info: zipfile.ZipInfo) -> bool:
    """A file that people put there: no folder, no link, nothing hidden."""
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    hidden = any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)
    return bool(parts) and not info.is_dir() and not hidden and not stat.S_ISLNK(info.external_attr >> 16)


def safe(name: str) -> str:
    """The last part of a name as a file's name, whatever it was: no folder, nothing hidden, nothing that a disk refuses.

    >>> safe("../../etc/pass\\x00wd"), safe("a\\\\b.jsonl"), safe(".."), safe("ü.csv")
    ('pass_wd', 'b.jsonl', 'file', 'ü.csv')
    """
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    clean = "".join(letter if letter.isprintable() and letter not in '<>:"|?*' else "_" for letter in last)
    clean = clean.encode("utf-8", "replace").decode().lstrip(".").strip()
    if len(clean) > LONGEST:  # its ending says what it is
        stem, dot, ending = clean.rpartition(".")
        clean = f"{(stem or ending)[: LONGEST - 20]}{dot}{ending[:15]}"
    while len(clean.encode()) > 2 * LONGEST:
        clean = clean[1:]
    return clean or "file"


def _size(count: int) -> str:
    return f"{count // 1024**2:,} MB" if count >= 1024**2 else f"{count:,} bytes"
