"""The browser's part of types that other packages bring: ES modules out of those packages, served as they are, and their list.

A type says `web = "web/day.js"`: a file beside the module that its entry point names. The folder that the file stands in is served
below /plugins/PACKAGE/VERSION/, nothing else of the package; the pages load the module when a project has such a type.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel

from accord.ground.errors import NotFound
from accord.ground.http import problems
from accord.people.routes import CurrentCaller

GROUPS = {"accord.fields": "field", "accord.questions": "question"}
SERVED = (".js", ".mjs", ".css", ".json", ".svg", ".png", ".webp", ".woff2", ".map")
HEADERS = {"Cache-Control": "public, max-age=3600", "Content-Security-Policy": "default-src 'none'"}

router = APIRouter(tags=["server"])


@dataclass(frozen=True, slots=True)
class Web:
    """The browser's part of one type: its address, and the file."""

    what: str
    name: str
    module: str
    file: Path


class PluginOut(BaseModel):
    """A type that a package brings: `module` is the address of its ES module."""

    what: str
    name: str
    module: str


class PluginsOut(BaseModel):
    """All of them."""

    plugins: list[PluginOut]


@cache
def installed() -> tuple[Web, ...]:
    """What the packages that are installed bring for the browser.

    Raises:
        ValueError: a type names a file that its package does not have, or that is no script.
    """
    found = []
    for group, what in GROUPS.items():
        for point in entry_points(group=group):
            kind = point.load()
            given = getattr(kind, "web", "")
            if not given:
                continue
            file = (_folder(point.module) / given).resolve()
            if not file.is_file() or file.suffix not in (".js", ".mjs"):
                raise ValueError(
                    f"the {group} entry point {point.value} names {given!r}, which is no script of its package"
                )
            package, version = (point.dist.name, point.dist.version) if point.dist else (point.module, "0")
            found.append(Web(what, kind.name, f"/plugins/{package}/{version}/{file.name}", file))
    return tuple(found)


@router.get("/plugins", response_model=PluginsOut, responses=problems())
def list_plugins(caller: CurrentCaller) -> Any:
    """The types that other packages bring, with the address of each one's ES module for the browser."""
    return {"plugins": [{"what": one.what, "name": one.name, "module": one.module} for one in installed()]}


def files() -> APIRouter:
    """The route of the files; like the pages' own scripts they are no secret."""
    files_router = APIRouter(include_in_schema=False)

    @files_router.get("/plugins/{package}/{version}/{path:path}")
    def plugin_file(package: str, version: str, path: str) -> Response:
        """A file that stands beside a type's module."""
        base = f"/plugins/{package}/{version}/"
        for one in installed():
            folder = one.file.parent
            file = (folder / path).resolve()
            if one.module.startswith(base) and file.is_relative_to(folder) and file.suffix in SERVED and file.is_file():
                kind = "text/javascript" if file.suffix in (".js", ".mjs") else mimetypes.guess_type(file.name)[0]
                return FileResponse(file, media_type=kind or "application/octet-stream", headers=HEADERS)
        raise NotFound("No installed package has such a file")

    return files_router


def _folder(module: str) -> Path:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ValueError(f"{module} is no module with a file")
    return Path(spec.origin).parent
