"""`inspect`: logs of Inspect, `.eval` (a zip with Zstandard inside) and JSON; a record a sample and epoch.

The story comes from a sample's messages. Scores are what a checker says, so they go to `meta`, which people do not see.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from accord.formats.deep import elements
from accord.formats.format import Format
from accord.formats.opening import Unreadable, opened
from accord.formats.rows import Refused, Row
from accord.formats.steps import Run, add_chat

ZSTD = 93  # zip's number for Zstandard, which Python's zipfile reads from 3.14 on
LARGEST = 1024**3  # bytes that one sample may become
ZIP = b"PK\x03\x04"


def read(source: opened) -> Iterator[Row | Refused]:
    """A record a sample."""
    if not source.peek().startswith(ZIP):
        yield from _log(source)
        return
    if source.path is None:
        raise Unreadable(f"{source.name} is an Inspect log, which is read from a file, not from a stream.")
    yield from _archive(source.path)


def _archive(path: Path) -> Iterator[Row | Refused]:
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            names = sorted(
                name for name in archive.namelist() if name.startswith("samples/") and name.endswith(".json")
            )
            if not names:
                raise Unreadable(f"{path} holds no samples: the run has not ended, or it is no Inspect log.")
            for number, name in enumerate(names, 1):
                try:
                    sample = json.loads(_member(file, archive.getinfo(name)))
                except (ValueError, OSError, zipfile.BadZipFile) as error:
                    yield Refused(number, "not-a-sample", f"{name} cannot be read: {error}")
                    continue
                yield _sample(number, sample, "")
    except zipfile.BadZipFile as error:
        raise Unreadable(f"{path} is cut off or no zip: {error}. Copy it again.") from None


def _member(file: BinaryIO, info: zipfile.ZipInfo) -> bytes:
    """A member's bytes. Its name is never used as a path."""
    if info.file_size > LARGEST:
        raise ValueError(f"it unpacks to more than {LARGEST // 1024**2} MiB")
    file.seek(info.header_offset)
    header = file.read(30)
    if len(header) < 30 or not header.startswith(ZIP):
        raise zipfile.BadZipFile("its header is broken")
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    raw = file.read(info.compress_size)
    if info.compress_type == ZSTD:
        return _unpacked(raw, info.file_size or LARGEST)
    if info.compress_type == zipfile.ZIP_STORED:
        return raw
    import zlib

    return zlib.decompress(raw, -15)


def _unpacked(raw: bytes, most: int) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    unpacking = zstd.ZstdDecompressor()
    try:
        made = unpacking.decompress(raw, most + 1)
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from None
    if len(made) > most:
        raise ValueError("it unpacks to more than it says")
    if not unpacking.eof:
        raise ValueError("it is cut off")
    return made


def _log(source: opened) -> Iterator[Row | Refused]:
    """A JSON log is one object, whose samples are read one by one."""
    number = 0
    for document, beside, sample in elements(source, ("samples",)):
        if isinstance(sample, Refused):
            yield sample
        elif sample is None:
            why = "the log holds no samples: the run failed or was written without them"
            if "eval" not in beside and "status" not in beside:
                why = "no Inspect log, which has an eval and samples"
            yield Refused(document, "no-samples", why)
        else:
            about, number = beside.get("eval"), number + 1
            yield _sample(number, sample, str(about.get("task") or "") if isinstance(about, Mapping) else "")


def _sample(number: int, sample: Any, task: str) -> Row | Refused:
    if not isinstance(sample, Mapping) or not isinstance(sample.get("messages"), list):
        return Refused(number, "no-messages", "the sample holds no messages", None, "/messages")
    source_id, epoch = str(sample.get("id", number)), sample.get("epoch", 1)
    run = Run()
    try:
        add_chat(run, [_message(one) for one in sample["messages"]])
    except ValueError as error:
        return Refused(number, "not-messages", str(error), source_id, "/messages")
    scores = sample.get("scores") if isinstance(sample.get("scores"), Mapping) else {}
    meta: dict[str, Any] = {
        "sample": source_id,
        "epoch": epoch,
        "task": task or None,
        "scores": {str(name): one.get("value") if isinstance(one, Mapping) else one for name, one in scores.items()} or None,
        "target": sample.get("target"),
        "mended": run.mended or None,
    }  # fmt: skip
    safe = source_id.replace("/", "%2F")
    steps = run.ended()
    if not steps:
        return Refused(number, "no-messages", "the sample holds no messages", source_id, "/messages")
    record = {"id": f"{safe}-{epoch}", "parts": {"run": {"steps": steps}}, "group": safe}
    return Row(number, {**record, "meta": {key: value for key, value in meta.items() if value is not None}})


def _message(one: Any) -> dict[str, Any]:
    """Inspect's message in the chat-completions form: arguments are objects, reasoning is a part of the content."""
    if not isinstance(one, Mapping):
        return {}
    content, thoughts = one.get("content"), list[str]()
    if isinstance(content, list):
        thoughts = [
            str(part.get("summary") or "" if part.get("redacted") else part.get("reasoning") or "")
            for part in content
            if isinstance(part, Mapping) and part.get("type") == "reasoning"
        ]
        rest = [part for part in content if not (isinstance(part, Mapping) and part.get("type") == "reasoning")]
        texts = [part.get("text") for part in rest if isinstance(part, Mapping) and part.get("type") == "text"]
        content = "\n".join(map(str, texts)) if len(texts) == len(rest) else rest
    calls = [
        {"id": call.get("id"), "function": {"name": call.get("function"), "arguments": call.get("arguments")}}
        for call in one.get("tool_calls") or []
        if isinstance(call, Mapping)
    ]
    out = {
        "role": one.get("role"),
        "content": content,
        "tool_call_id": one.get("tool_call_id"),
        "name": one.get("function"),
    }
    return {**out, "reasoning": "\n".join(filter(None, thoughts)), **({"tool_calls": calls} if calls else {})}


def looks(head: bytes) -> bool:
    """A zip with Inspect's members, or a JSON log with its parts."""
    if head.startswith(ZIP):
        return any(name in head for name in (b"_journal/", b"samples/", b"header.json"))
    return head.lstrip().startswith(b"{") and b'"version"' in head and b'"eval"' in head and b'"task"' in head


FORMAT = Format(
    "inspect",
    "Inspect log (.eval, JSON)",
    ("eval", "json"),
    looks,
    read,
    particular=True,
    signs="has an Inspect log's eval and samples",
)
