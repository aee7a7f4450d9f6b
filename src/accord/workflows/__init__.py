"""Built-in workflows: ready-made projects with guidelines and real sample records, one folder each.

>>> [found.name for found in list_()][0]
'side-by-side'
>>> load("side-by-side").files()[0][0]
'project.yaml'
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

__all__ = ["Workflow", "list_", "load"]

FIRST = ("side-by-side", "preference-ranking", "response-review")  # the rest by name
FILES = ("project.yaml", "guidelines.md", "sample.jsonl", "votes.jsonl", "README.md")


@dataclass(frozen=True)
class Workflow:
    """One workflow. `source` is its project.yaml as written, comments and all."""

    name: str
    title: str
    summary: str
    source: str
    guidelines: str
    folder: Traversable

    def files(self) -> list[tuple[str, bytes]]:
        """The files that `accord init` writes: name and content."""
        return [
            (name, self.folder.joinpath(name).read_bytes()) for name in FILES if self.folder.joinpath(name).is_file()
        ]

    @property
    def time(self) -> str:
        """How long a record takes, as its README says."""
        return _said(self._readme(), "Time")

    @property
    def agreement(self) -> str:
        """The agreement to expect and where that figure is from, as its README says."""
        return _said(self._readme(), "Agreement to expect")

    def _readme(self) -> str:
        return self.folder.joinpath("README.md").read_text(encoding="utf-8")

    def sample(self) -> Iterator[dict[str, Any]]:
        """Real records, some with gold."""
        return self._lines("sample.jsonl")

    def votes(self) -> Iterator[dict[str, Any]]:
        """Real people's responses to some of the sample: `{"record", "person", "answers"}`; none where none are known."""
        return self._lines("votes.jsonl")

    def _lines(self, name: str) -> Iterator[dict[str, Any]]:
        path = self.folder.joinpath(name)
        if not path.is_file():
            return
        with path.open("rb") as file:
            for line in file:
                yield json.loads(line)


def list_() -> list[Workflow]:
    """All built-in workflows: the most asked-for first, then by name."""
    names = [one.name for one in files(__name__).iterdir() if one.joinpath("project.yaml").is_file()]
    return [load(name) for name in sorted(names, key=lambda n: (FIRST.index(n) if n in FIRST else len(FIRST), n))]


def load(name: str) -> Workflow:
    """The workflow of that name.

    Raises:
        KeyError: there is none; the message lists what there is.
    """
    folder = files(__name__).joinpath(name)
    if "/" in name or name.startswith(".") or not folder.joinpath("project.yaml").is_file():
        raise KeyError(f"there is no workflow {name!r}; there are: {', '.join(one.name for one in list_())}")
    source = folder.joinpath("project.yaml").read_text(encoding="utf-8")
    guidelines = folder.joinpath("guidelines.md").read_text(encoding="utf-8")
    return Workflow(name, _line(source, "title"), _line(source, "description"), source, guidelines, folder)


def _said(readme: str, word: str) -> str:
    """What stands behind a bold word, to the next one or the end of the paragraph, in one line."""
    _, _, after = readme.partition(f"**{word}**")
    words = after.lstrip(": ").partition("\n\n")[0].partition("**")[0]
    return " ".join(words.replace("`", "").split()).removeprefix(":").strip()


def _line(source: str, key: str) -> str:
    """A top-level word of the YAML, without parsing the whole: listing workflows must not load the language."""
    found = next((line for line in source.splitlines() if line.startswith(f"{key}:")), f"{key}:")
    return found.partition(":")[2].strip().strip('"')
