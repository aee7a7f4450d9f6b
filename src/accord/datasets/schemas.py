"""What datasets look like over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from accord.ground.http import Body


class NewDataset(Body):
    """How the consensus is made and what becomes of even splits."""

    consensus: Literal["majority"] = "majority"
    ties: Literal["drop", "keep", "first"] = Field(
        "drop", description="An even split: left out, kept and said, or decided."
    )


class DatasetOut(BaseModel):
    """A snapshot; its hash is that of its content."""

    id: int
    project: str
    version: int
    hash: str
    counts: dict[str, int]
    recipe: dict[str, Any]
    created_at: datetime


class DatasetsOut(BaseModel):
    """A project's datasets, newest first."""

    datasets: list[DatasetOut]


class PreviewFile(BaseModel):
    """The first rows of one file."""

    name: str
    rows: list[dict[str, Any]]


class ReportOut(BaseModel):
    """What was written and what was not: counts by reason, and the first records of each."""

    files: list[str]
    rows: int
    left_out: dict[str, int]
    listed: dict[str, list[str]]
    notes: list[str]
    loses: list[str]


class PreviewOut(BaseModel):
    """What an export would write; the report is about the first `records` records."""

    format: str
    files: list[PreviewFile]
    report: ReportOut
    records: int


class ReadyOut(BaseModel):
    """An export can be downloaded at once."""

    job: None = None


class FormatOut(BaseModel):
    """A format that a dataset can be written in."""

    name: str
    title: str


class FormatsOut(BaseModel):
    """The formats."""

    formats: list[FormatOut]
