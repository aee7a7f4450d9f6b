"""Elements of a list deep in one JSON document, one by one: a log or a trace is often a single object of any size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accord.formats.json_ import SPACE, Text
from accord.formats.opening import Unreadable, opened
from accord.formats.rows import Refused


def elements(source: opened, path: Sequence[str | tuple[str, ...]]) -> Iterator[tuple[int, Mapping[str, Any], Any]]:
    """`(number, beside, element)` of each element of the list at `path`, whose parts may have several spellings.

    `number` counts the documents, which may stand one after another; `beside` is what was read of the outermost object so
    far. Lists on the way are gone through; an object without the list gives one `None`. What cannot be read is a `Refused`
    in the place of an element; the reading goes on where a line begins with the next document, if there is one.
    """
    text, number = Text(source), 0
    spellings = [part if isinstance(part, tuple) else (part,) for part in path]
    while True:
        beside: dict[str, Any] = {}
        found = False
        try:
            if not text.skip(SPACE):
                return
            number += 1
            for element in _object(text, spellings, beside):
                found = True
                yield number, beside, element
        except Unreadable:
            raise
        except UnicodeDecodeError as error:
            why = f"not UTF-8 ({error.reason}); save the file as UTF-8. Nothing after it is read"
            yield number, beside, Refused(max(number, 1), "not-utf8", why)
            return
        except ValueError as error:
            ends = not text.next_document()
            why = f"{error}. " + ("Nothing after it is read" if ends else "The next is read from its line on")
            yield number, beside, Refused(max(number, 1), "not-json", why)
            if ends:
                return
            continue
        if not found:
            yield number, beside, None


def _object(text: Text, path: Sequence[tuple[str, ...]], beside: dict[str, Any]) -> Iterator[Any]:
    text.expect("{")
    while (found := text.skip(SPACE)) != "}":
        if found != '"':
            raise ValueError("the name of a part is missing, or the file is cut off")
        name = text.value()
        text.expect(":")
        begins = text.skip(SPACE)
        if name not in path[0]:
            beside[name] = text.value()
        elif begins != "[":
            if text.value() is not None:
                raise ValueError(f"{name} is no list")
        else:
            for _ in _list(text):
                if len(path) == 1:
                    yield text.value()
                else:
                    yield from _object(text, path[1:], {})
        if text.skip(SPACE) == ",":
            text.take()
        elif text.skip(SPACE) != "}":
            raise ValueError("a comma or the end of an object is missing, or the file is cut off")
    text.take()


def _list(text: Text) -> Iterator[None]:
    """Once before each element, which the caller then takes."""
    text.expect("[")
    while text.skip(SPACE) != "]":
        yield
        if text.skip(SPACE) == ",":
            text.take()
        elif text.skip(SPACE) != "]":
            raise ValueError("a comma or the end of a list is missing, or the file is cut off")
    text.take()
