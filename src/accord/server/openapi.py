"""What /api/v1/openapi.json says beyond what FastAPI finds by itself: problem documents, and how to say who one is."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from accord.ground.http import Problem
from accord.people.asking import COOKIE

DESCRIPTION = """Everything that the pages and the `accord` command do, they do through these operations.

Send an API key as `Authorization: Bearer acc_...`, or the cookie that signing in sets (then changing requests need an
`Origin` of this site, or the header `X-Accord: 1`). What goes wrong is answered by a problem document (RFC 9457) whose
`errors` point at what does not fit."""
SCHEMES = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key, made by `accord key create` or on the page of keys."},
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "Set by signing in."},
}  # fmt: skip
OPEN = ("health", "sign_in", "sign_in_by_link")  # operations for those whom nobody knows yet


def described(app: FastAPI) -> dict[str, Any]:
    """The application's OpenAPI document, made once."""
    if app.openapi_schema is None:
        app.openapi_schema = _document(app)
    return app.openapi_schema


def _document(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components = made.setdefault("components", {})
    components.setdefault("schemas", {}).update({**problem.pop("$defs"), "Problem": problem})
    components["securitySchemes"] = SCHEMES
    made["security"] = [{name: []} for name in SCHEMES]
    for path in made["paths"].values():
        for operation in path.values():
            if operation["operationId"] in OPEN:
                operation["security"] = []
    return made
