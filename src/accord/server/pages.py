"""The web app: built files as they are, and its one page for every other address."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from accord.ground.errors import NotFound

STATIC = Path(__file__).parent / "static"
# no script, style, image or frame from anywhere else; styles may be inline because the component library writes them at run time
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; frame-src 'self'; style-src 'self' 'unsafe-inline'; "
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
        if path.startswith("api/"):
            raise NotFound("There is no such address")
        file = (STATIC / path).resolve()
        if path and file.is_relative_to(STATIC) and file.is_file() and file.name != "index.html":
            lasting = FOREVER if path.startswith("assets/") else "no-cache"
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return FileResponse(file, media_type=kind, headers={**HEADERS, "Cache-Control": lasting})
        index = STATIC / "index.html"
        if not index.is_file():
            return HTMLResponse(UNBUILT, 200, headers=HEADERS)
        return FileResponse(index, media_type="text/html", headers={**HEADERS, "Cache-Control": "no-cache"})

    return router
