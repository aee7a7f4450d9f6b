"""What other rooms may call: dispatch, answers in and out, progress. Each function is one transaction."""

from accord.work.claiming import claim
from accord.work.importing import import_responses
from accord.work.intake import add_records
from accord.work.leases import release, save_draft, skip, sweep
from accord.work.progress import list_projects, progress
from accord.work.reading import get_assignment, mine, page, record, stream_responses
from accord.work.steering import reopen, withdraw
from accord.work.submitting import submit

__all__ = [
    "add_records",
    "claim",
    "get_assignment",
    "import_responses",
    "list_projects",
    "mine",
    "page",
    "progress",
    "record",
    "release",
    "reopen",
    "save_draft",
    "skip",
    "stream_responses",
    "submit",
    "sweep",
    "withdraw",
]
