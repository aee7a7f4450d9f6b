"""`json`: one list of objects, read piece by piece, or objects one after another however they are broken into lines."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any

from accord.formats.format import Format
from accord.formats.jsonl import looks as is_jsonl
from accord.formats.opening import Unreadable, opened
from accord.formats.rows import Refused, Row
from accord.formats.text import DECODER, LONGEST, NotPlain

CHUNK = 1024 * 1024
SPACE = " \t\r\n"


def read(source: opened) -> Iterator[Row | Refused]:
    """A row an element. JSON has no place to start again after a fault, so the first one ends the reading."""
    text, number = Text(source), 0
    try:
        listed = text.skip(SPACE) == "["
        if listed:
            text.take()
        while (found := text.skip(SPACE)) not in ("", "]"):
            number += 1
            value = text.value()
            yield (
                Row(number, value)
                if isinstance(value, dict)
                else Refused(number, "not-an-object", "a row is a JSON object with named columns")
            )
            if listed and text.skip(SPACE) == ",":
                text.take()
            elif listed and text.skip(SPACE) != "]":
                raise ValueError("a comma or the end of the list is missing after this row")
        if listed and found == "":
            raise ValueError("the list does not end; the file is cut off")
    except Unreadable:
        raise
    except UnicodeDecodeError as error:
        yield Refused(
            number + 1, "not-utf8", f"not UTF-8 ({error.reason}); save the file as UTF-8. Nothing after it is read"
        )
    except ValueError as error:
        yield Refused(max(number, 1), "not-json", f"{error}. Nothing after it is read")


class Text:
    """Text read in growing pieces, values taken off its front."""

    def __init__(self, source: opened) -> None:
        self._binary = source.binary
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self._ended = "", 0, False

    def _more(self, size: int) -> bool:
        if self._ended:
            return False
        raw = self._binary.read(size)
        self._ended = not raw
        self._text = self._text[self._at :] + self._decode.decode(raw, final=self._ended)
        self._at = 0
        return True

    def skip(self, over: str) -> str:
        """The next character that is none of these, left where it is; "" at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in over:
                    return self._text[self._at]
                self._at += 1
            if not self._more(CHUNK):
                return ""

    def expect(self, mark: str) -> None:
        """Past this character, which must be next.

        Raises:
            ValueError: another one is, or the file ends.
        """
        found = self.skip(SPACE)
        if found != mark:
            raise ValueError(f"{mark} is missing, " + (f"{found} stands there" if found else "the file is cut off"))
        self.take()

    def next_document(self) -> bool:
        """To the next line that begins with an object; False at the end."""
        while True:
            found = self._text.find("\n{", self._at)
            if found >= 0:
                self._at = found + 1
                return True
            self._at = max(self._at, len(self._text) - 1)
            try:
                if not self._more(CHUNK):
                    return False
            except UnicodeDecodeError:
                return False

    def take(self) -> None:
        """One character further."""
        self._at += 1

    def value(self) -> Any:
        """The next value. Each try without success doubles what is looked at, so a large row costs twice its size at most."""
        size = CHUNK
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            except NotPlain:
                raise
            except RecursionError:
                raise ValueError("nested too deep") from None
            except json.JSONDecodeError as error:
                if self._ended:
                    raise ValueError(f"not JSON: {error.msg.lower()}") from None
            if len(self._text) - self._at > LONGEST:
                raise ValueError(f"not JSON, or a row larger than {LONGEST // 1024**2} MiB")
            self._more(size)
            size *= 2


def looks(head: bytes) -> bool:
    """It begins with a list, or with an object that goes on in the next line."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return first == b"[" or (first == b"{" and not is_jsonl(head))


FORMAT = Format("json", "JSON, a list of objects", ("json",), looks, read, signs="is a list of objects, or one object")
