"""What other rooms may call: dispatch, answers in and out, progress. Each function is one transaction."""

from accord.records.beside import Lines
from accord.work import retiming  # noqa: F401 - follows new versions of projects
from accord.work.claiming import claim, claiming
from accord.work.commenting import add_comment, resolve_comment
from accord.work.foreseeing import foresee
from accord.work.importing import import_responses
from accord.work.intake import add_records
from accord.work.leases import drafting, release, save_draft, skip
from accord.work.overdue import sweep
from accord.work.progress import list_projects, progress
from accord.work.reading import get_assignment, mine, record, stream_responses
from accord.work.steering import escalations, reopen, send, steer, withdraw
from accord.work.submitting import submit, submitting
from accord.work.timeline import timeline

__all__ = [
    "Lines",
    "add_comment",
    "add_records",
    "claim",
    "claiming",
    "drafting",
    "escalations",
    "foresee",
    "get_assignment",
    "import_responses",
    "list_projects",
    "mine",
    "progress",
    "record",
    "release",
    "reopen",
    "resolve_comment",
    "save_draft",
    "send",
    "skip",
    "steer",
    "stream_responses",
    "submit",
    "submitting",
    "sweep",
    "timeline",
    "withdraw",
]
