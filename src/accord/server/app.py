"""Assembles the application: every domain's routes below /api/v1, the web app beside them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib import import_module
from importlib.util import find_spec

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from accord import __version__
from accord.calibration import service as calibration
from accord.control.service import catch_up
from accord.control.watching import Watch
from accord.deleting.finishing import Finishing
from accord.ground.database import Database
from accord.ground.errors import AccordError, BadRequest, Invalid
from accord.ground.http import problem
from accord.ground.opening import open_database
from accord.ground.settings import Settings
from accord.imports import service as imports
from accord.imports.uploads import Uploads
from accord.jobs import service as jobs
from accord.notices import service as notices
from accord.notices import webhook
from accord.people import attributes
from accord.schema.faults import Fault, segment
from accord.server import plugins
from accord.server.edge import Edge
from accord.server.front import Front
from accord.server.limits import BodyLimit
from accord.server.openapi import described
from accord.server.pages import pages
from accord.work import routes as work
from accord.work.listening import listen
from accord.work.overdue import sweep

log = logging.getLogger("accord.server")
API = "/api/v1"
SWEEP_SECONDS = 60
DELIVER_SECONDS = 5
DOMAINS = (
    "work",
    "people",
    "notices",
    "projects",
    "jobs",
    "records",
    "corpus",
    "imports",
    "insight",
    "datasets",
    "exams",
    "control",
    "calibration",
    "deleting",
)  # addresses are looked for in this order
MORE = (
    "people.skill_routes",
    "people.wellbeing_routes",
    "work.guideline_routes",
    "projects.invitation_routes",
    "people.attribute_routes",
)  # routes of a domain that would not fit its one file


class Health(BaseModel):
    """The server answers."""

    status: str
    version: str


def create_app(settings: Settings, db: Database | None = None) -> FastAPI:
    """The application on these settings; without `db` it opens (and at the end closes) its own."""
    own = db is None
    database = open_database(settings) if db is None else db

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        finishing = app.state.finishing
        sweeping = [
            asyncio.create_task(_sweep(database, finishing, imports.uploads(settings))),
            asyncio.create_task(_deliver(database, settings)),
        ]
        watch = Watch(database)
        reveals = calibration.Reveals()
        endings = [listen(watch), listen(reveals)]
        yield
        for end_listening in endings:
            end_listening()
        await run_in_threadpool(jobs.close, database)
        await run_in_threadpool(finishing.close)
        await run_in_threadpool(watch.close)
        await run_in_threadpool(reveals.close)
        for task in sweeping:
            task.cancel()
        if own:
            database.close()

    app = FastAPI(
        title="Accord",
        version=__version__,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,  # its page loads scripts from elsewhere; ours does not
        redoc_url=None,
        lifespan=life,
        generate_unique_id_function=_operation,
    )
    app.openapi = partial(described, app)  # type: ignore[method-assign]
    app.state.db, app.state.settings = database, settings
    app.state.finishing = Finishing(database, settings.home)
    attributes.use(settings)
    most = settings.max_body_mb * 1024 * 1024
    app.add_middleware(BodyLimit, most=most)
    app.add_middleware(Front, db=database, prefix=API, routes=_all_day())
    app.add_middleware(Edge)
    app.add_exception_handler(Exception, _unexpected)
    app.add_exception_handler(AccordError, _accord_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)

    @app.get(f"{API}/health", response_model=Health, tags=["server"])
    def health() -> Health:
        """Whether the server answers, and its version."""
        return Health(status="ok", version=__version__)

    for domain in filter(_has_routes, DOMAINS):
        app.include_router(import_module(f"accord.{domain}.routes").router, prefix=API)
    for module in MORE:
        app.include_router(import_module(f"accord.{module}").router, prefix=API)
    app.include_router(plugins.router, prefix=API)
    app.include_router(plugins.files())
    app.include_router(pages())
    return app


async def _sweep(db: Database, finishing: Finishing, uploads: Uploads) -> None:
    """What time brings, also where nobody claims: leases end, overdue records move on, owners are reminded; deletions go on."""
    with suppress(AccordError, SQLAlchemyError):
        await run_in_threadpool(finishing.look)
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        try:
            await run_in_threadpool(finishing.look)
            await run_in_threadpool(sweep, db)
            await run_in_threadpool(catch_up, db)
            await run_in_threadpool(calibration.catch_up, db)
            await run_in_threadpool(notices.sweep, db)
            await run_in_threadpool(uploads.sweep)
        except (AccordError, SQLAlchemyError):
            log.exception("what is overdue could not be moved on; the next try is in a minute")


async def _deliver(db: Database, settings: Settings) -> None:
    """Notices to the site's webhook, where it has one."""
    while settings.webhook_url:
        await asyncio.sleep(DELIVER_SECONDS)
        try:
            await run_in_threadpool(webhook.deliver, db, settings)
        except (AccordError, SQLAlchemyError):
            log.exception("the webhook could not be told; the next try is soon")


def _all_day() -> list[APIRoute]:
    """What everybody who answers calls again and again."""
    return [one for one in work.router.routes if isinstance(one, APIRoute) and hasattr(one.endpoint, "in_turns")]


def _has_routes(domain: str) -> bool:
    return find_spec(f"accord.{domain}") is not None and find_spec(f"accord.{domain}.routes") is not None


def _operation(route: APIRoute) -> str:
    return route.name


async def _unexpected(request: Request, error: Exception) -> Response:
    """A mistake of ours: the log has it whole, the answer says nothing of the inside."""
    log.error("%s %r failed", request.method, request.url.path, exc_info=error)
    return problem(AccordError("Something went wrong here; nothing was stored. The server's log says more"))


async def _accord_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AccordError)
    return problem(error)


async def _validation_error(request: Request, error: Exception) -> Response:
    """FastAPI's list of misfits in our words; what is not JSON at all is a 400."""
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return problem(BadRequest("The body is not JSON"))
    faults = [
        Fault("".join(map(segment, one["loc"][1:])), one["type"].replace("_", "-"), f"{one['loc'][0]}: {one['msg']}")
        for one in found
    ]
    return problem(Invalid("The request does not fit", faults=faults))


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = AccordError(str(error.detail))
    known.status, known.slug = (
        error.status_code,
        {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "refused"),
    )
    response = problem(known)
    response.headers.update(error.headers or {})
    return response
