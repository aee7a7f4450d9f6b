"""`document`: a text or Markdown file is one row with its name as `id` and its words as `text`; a folder is all of its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from accord.formats.format import Format
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row

ENDINGS = ("md", "markdown")
OTHERWISE = ("txt", "text")  # these may hold lines of JSON or columns just as well
LONGEST = 10 * 1024**2


def read(source: opened) -> Iterator[Row | Refused]:
    """The one row."""
    raw = source.binary.read(LONGEST + 1)
    name = Path(source.name).stem
    if len(raw) > LONGEST:
        yield Refused(1, "too-large", f"the document is longer than {LONGEST // 1024**2} MiB", name)
        return
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Refused(1, "not-utf8", f"not UTF-8 at byte {error.start + 1}; save the file as UTF-8", name)
        return
    if not text.strip():
        yield Refused(1, "empty", "the document is empty", name)
        return
    yield Row(1, {"id": name, "text": text})


FORMAT = Format(
    "document",
    "text or Markdown, a record a file",
    ENDINGS,
    lambda head: True,
    read,
    otherwise=OTHERWISE,
    signs="is text with no other shape",
)
