"""The Python SDK: talks HTTP to a server, imports nothing of it."""

from accord.client.client import Client
from accord.client.errors import JobEnded, ProblemError
from accord.client.project import Project

__all__ = ["Client", "JobEnded", "ProblemError", "Project"]
