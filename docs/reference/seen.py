"""What the reference shows of the pictures of types: on the page of a type, and all of them on one page."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1]
PICTURES = runpy.run_path(str(DOCS / "pictures" / "scenes.py"))
SCENES = PICTURES["scenes"]()


def first(name: str) -> list[str]:
    """The picture of a type, as people see it."""
    shown = next(PICTURES["pictures"](name, _scene(name)))
    room, _, kind = name.partition("/")
    return [f"![The annotate page with a {room[:-1]} of type {kind}]({_picture(shown)})", ""]


def others(name: str) -> list[str]:
    """The other pictures of a type, and where the record in them is from."""
    scene = _scene(name)
    workflow, _, record = str(scene.get("sample", "")).partition("/")
    source = f"The record is `{record}` of the sample of [{workflow}](../workflows/{workflow}.md)"
    lines = ["", "## As people see it", "", f"{source if workflow else 'The record was written for Accord'}, answered in part by keys."]  # fmt: skip
    for one in list(PICTURES["pictures"](name, scene))[1:]:
        lines += ["", f"### {one.words}", "", f"![{name.partition('/')[2]}: {one.words.lower()}]({_picture(one)})"]
    return lines


def page() -> str:
    """Every type in a picture, then the same pages in the dark, on a phone, and in scripts that are not Latin."""
    lines = ["# What people see", ""]
    lines += [
        "The page that people answer in, once for each type: a real record, answered in part by keys. Where each record",
        "is from stands [at the end](#where-the-records-are-from).",
        "",
    ]
    looks: dict[str, list[str]] = {}
    for name, scene in SCENES.items():
        kind = name.partition("/")[2]
        lines += [f"## {name.partition('/')[0][:-1].capitalize()} of type {kind}", ""]
        for one in PICTURES["pictures"](name, scene):
            picture = f"[![{kind}: {one.words.lower() or 'in the light'}]({_picture(one)[3:]})]({name}.md)"
            if one.words:
                looks.setdefault(one.words, []).append(picture)
            else:
                lines += [picture, ""]
    for words, pictures in looks.items():
        lines += [f"## {words}", "", *(part for picture in pictures for part in (picture, ""))]
    lines += ["## Where the records are from", "", "| shown | from |", "|---|---|", *origins()]
    return "\n".join(lines)


def origins() -> Iterator[str]:
    """A row for each record that is shown: in which picture, where it is from, and its licence."""
    for name, scene in SCENES.items():
        for language in ["en", *(one for one in PICTURES["LANGUAGES"] if one in scene)]:
            words = "" if language == "en" else f", {PICTURES['LANGUAGES'][language]}"
            yield f"| {name.partition('/')[2]}{words} | {PICTURES['origin'](scene, language)} |"


def _scene(name: str) -> dict[str, Any]:
    if name not in SCENES:
        raise ValueError(f"docs/pictures/scenes.yaml has nothing to show for {name}")
    return dict(SCENES[name])


def _picture(one: Any) -> str:
    return f"../../pictures/{one.path.relative_to(DOCS / 'pictures').as_posix()}"
