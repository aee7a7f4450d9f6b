"""Opening a file: gzip seen through with a bound on what it may become, the first bytes looked at without losing them."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

Source = str | Path | BinaryIO

HEAD = 64 * 1024
LARGEST = 16 * 1024**3  # bytes that a compressed file may become
UTF16 = (b"\xff\xfe", b"\xfe\xff")
ZIP = b"PK\x03\x04"
ARCHIVES = ("eval",)  # endings of zips that a format reads
KNOWN = {
    ZIP: "a zip archive or a spreadsheet; unpack it, or save the sheet as CSV (UTF-8)",
    b"%PDF": "a PDF; export its data as CSV or JSON Lines",
    b"SQLite format 3": "an SQLite database; export its rows as CSV or JSON Lines",
    b"\x28\xb5\x2f\xfd": "compressed with zstd; unpack it first (gzip is read as it is)",
    b"\x42\x5a\x68": "compressed with bzip2; unpack it first (gzip is read as it is)",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet; save it as CSV (UTF-8)",
}


class Unreadable(ValueError):
    """A file as a whole cannot be read. The message says what, where and what to do."""


class opened:
    """An open source: `.name` for messages, `.ending` ("jsonl"), `.binary` to read from, `.path` when it is a plain file.

    `.seen` is how many of its bytes were read so far.

    Raises:
        Unreadable: it is not there, no file, or something known that holds no rows.
    """

    def __init__(self, source: Source, largest: int = LARGEST) -> None:
        self.largest = largest
        self._given = source
        self.path: Path | None = None
        if isinstance(source, str | Path):
            self.path = Path(source)
            self.name = str(source)
        else:
            self.name = str(getattr(source, "name", "the upload"))
        endings = [part.lstrip(".").lower() for part in Path(self.name).suffixes]
        self.ending = next((part for part in reversed(endings) if part != "gz"), "")

    def __enter__(self) -> Self:
        if self.path is not None:
            try:
                raw: BinaryIO = self.path.open("rb")
            except IsADirectoryError:
                raise Unreadable(f"{self.name} is a folder. Name the files in it.") from None
            except OSError as error:
                raise Unreadable(f"{self.name} cannot be opened: {error.strerror}.") from None
        else:
            raw = self._given  # type: ignore[assignment]
        self._raw = raw
        try:
            self._look(raw)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def _look(self, raw: BinaryIO) -> None:
        self._counted = _Raw(raw)
        plain = io.BufferedReader(self._counted, HEAD)
        if plain.peek(2)[:2] == b"\x1f\x8b":
            self.path = None  # whoever needs the file itself must read the stream
            plain = io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=plain), self.name, self.largest), HEAD)
        self.binary = plain
        head = self.peek()
        for magic, what in KNOWN.items():
            if head.startswith(magic) and not (magic == ZIP and self.ending in ARCHIVES):
                raise Unreadable(f"{self.name} is {what}.")
        if head.startswith(UTF16):
            raise Unreadable(f"{self.name} is UTF-16. Save it as UTF-8.")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._raw is not self._given:
            self._raw.close()

    @property
    def seen(self) -> int:
        """Bytes read so far, as they lie in the file; 0 where a format reads the file by its path."""
        return self._counted.seen

    def peek(self) -> bytes:
        """The first bytes, which stay to be read."""
        return self.binary.peek(HEAD)


class _Raw(io.RawIOBase):
    """Any binary stream as a raw one, so that it can be buffered with a peek; closing it leaves the stream open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seen = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.seen += len(data)
        return len(data)


class _Bounded(io.RawIOBase):
    """What comes out of gzip, up to a bound: a small file must not become an endless one."""

    def __init__(self, stream: gzip.GzipFile, name: str, largest: int) -> None:
        self._stream, self._name, self._left = stream, name, largest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise Unreadable(
                f"{self._name} is cut off or broken inside its gzip: {error}. Compress it again."
            ) from None
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(f"{self._name} unpacks to more than is read at once. Unpack it and import it in parts.")
        buffer[: len(data)] = data
        return len(data)
