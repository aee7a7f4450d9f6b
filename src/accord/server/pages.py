"""The web app: built files as they are, and its one page for every other address."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from accord.ground.errors import NotFound

STATIC = (Path(__file__).parent / "static").resolve()
# no script, style, image or frame from anywhere else, and nothing inline; a `data:` sheet carries the styles of a page that is
# judged into its sandboxed frame, which inherits this policy (web/src/fields/html/frame.ts)
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; frame-src 'self'; style-src 'self' data:; "
    "script-src 'self'; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
}
FOREVER = "public, max-age=31536000, immutable"
UNBUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Accord</title><body>
<h1>The pages are not built</h1><p>The server and its API run. To build the pages: <code>make web</code> in the checkout,
or install a released package, which carries them.</p></body></html>"""


def pages() -> APIRouter:
    """The route that serves them; it comes last, and leaves /api alone."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/{path:path}", methods=["GET", "HEAD"])
    def page(path: str, request: Request) -> Response:
        """A built file, or the page."""
        if path.startswith(("api/", "plugins/")):
            raise NotFound("There is no such address")
        file = (STATIC / path).resolve()
        if path and file.is_relative_to(STATIC) and file.is_file() and file.name != "index.html":
            return _file(file, path.startswith("assets/"), request)
        if path.startswith("assets/"):
            # an old page asks for files of its build: the new page in their place would be taken for a script
            raise NotFound("There is no such file; reload the page")
        index = STATIC / "index.html"
        if not index.is_file():
            return HTMLResponse(UNBUILT, 200, headers=HEADERS)
        return FileResponse(index, media_type="text/html", headers={**HEADERS, "Cache-Control": "no-cache"})

    return router


def _file(file: Path, lasting: bool, request: Request) -> Response:
    """The file, or its packed twin that the build left beside it."""
    headers = {**HEADERS, "Cache-Control": FOREVER if lasting else "no-cache"}
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    packed = file.with_name(file.name + ".gz")
    if packed.is_file():
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in request.headers.get("accept-encoding", ""):
            return FileResponse(packed, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
    return FileResponse(file, media_type=kind, headers=headers)
