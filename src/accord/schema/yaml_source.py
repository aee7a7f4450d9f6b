"""YAML 1.2 with its lines kept, so that a fault can say where in the file it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from accord.schema.faults import Fault

LONGEST = 250_000  # characters; a project is a page or two
DEEPEST = 50
MANY = 400  # brackets; with fewer, however deep, the reader needs no second
MOST = 50_000  # values, what aliases repeat counted as often: nine lines of aliases can stand for a milliard


class Source:
    """A YAML text: `value` in plain Python, `locate` for the line of a pointer.

    >>> source = Source("name: x\\nquestions:\\n  tone: {type: lable}\\n")
    >>> source.locate(Fault("/questions/tone/type", "unknown-type", "")).line
    3

    Raises:
        accord.schema.SpecError: it is no YAML; the fault carries the line.
    """

    def __init__(self, text: str) -> None:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        from accord.schema.spec import SpecError

        if len(text) > LONGEST:
            raise SpecError([Fault("", "too-long", f"a project has at most {LONGEST} characters")])
        reader = YAML(typ="rt")
        reader.version = (1, 2)
        try:
            if text.count("[") + text.count("{") > MANY:
                _check_depth(YAML(typ="rt"), text)
            self._tree = reader.load(text)
            self.value = _plain(self._tree, 0, [MOST])
        except (YAMLError, ValueError, RecursionError, TypeError) as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or str(error).splitlines()[0]
            raise SpecError(
                [Fault("", "not-yaml", f"not YAML: {problem}", line=mark.line + 1 if mark else None)]
            ) from None

    def locate(self, fault: Fault) -> Fault:
        """The fault with the line of the deepest part of its pointer that the file has."""
        node, line = self._tree, 1
        for part in fault.pointer.split("/")[1:]:
            key: Any = part.replace("~1", "/").replace("~0", "~")
            marks = getattr(node, "lc", None)
            if marks is None:
                break
            try:
                if isinstance(node, list):
                    key = int(key)
                    line, node = marks.item(key)[0] + 1, node[key]
                else:
                    key = key if key in node else next(k for k in node if str(k) == key)
                    line, node = marks.key(key)[0] + 1, node[key]
            except (KeyError, IndexError, ValueError, StopIteration, TypeError):
                break
        return replace(fault, line=line)


def _check_depth(reader: Any, text: str) -> None:
    """Brackets within brackets cost the reader the square of their number: where there may be many, they are counted before."""
    depth = 0
    for event in reader.parse(text):
        kind = type(event).__name__
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if depth > DEEPEST + 2:  # the stream and the document are two
            raise ValueError(f"nested deeper than {DEEPEST}")


def _plain(node: Any, depth: int, left: list[int]) -> Any:
    """ruamel's tree as plain Python; dates stay text as JSON has none. `left`: how many values more may come."""
    if depth > DEEPEST:
        raise ValueError(f"nested deeper than {DEEPEST}")
    left[0] -= 1
    if left[0] < 0:
        raise ValueError(f"more than {MOST} values, counting those that aliases repeat")
    if isinstance(node, dict):
        return {_key(key): _plain(value, depth + 1, left) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value, depth + 1, left) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (str, int, float):
        if isinstance(node, kind):
            return kind(node)
    return str(node)


def _key(key: Any) -> str:
    return str(key).lower() if isinstance(key, bool) else "" if key is None else str(key)
