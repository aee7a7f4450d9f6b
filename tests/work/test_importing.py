"""Answers given elsewhere count like those given here, come in once, and never push a record over its overlap unasked."""

import pytest

from accord.work import service as work
from tests.work.floor import Floor


@pytest.fixture
def floor(db):
    return Floor(db, overlap=2, records=3)


def bring(floor, *votes, **more):
    items = [{"record": key, "person": name, "answers": {"tone": tone}} for key, name, tone in votes]
    report = work.import_responses(floor.db, floor.admin, floor.name, items, **more)
    return report.inserted, report.updated, report.unchanged, [one.code for one in report.refused]


def test_votes_come_in_once_and_a_changed_one_is_a_revision(floor):
    assert bring(floor, ("r0", "crowd-1", "kind"), ("r1", "crowd-1", "curt")) == (2, 0, 0, [])
    assert bring(floor, ("r0", "crowd-1", "kind"), ("r1", "crowd-1", "kind")) == (0, 1, 1, [])
    given = work.record(floor.db, floor.admin, floor.name, "r1")["responses"]
    assert [(one["revision"], one["latest"], one["person"]) for one in given] == [
        (1, False, "crowd-1"),
        (2, True, "crowd-1"),
    ]
    assert floor.broken_promises() == []


def test_a_full_record_refuses_one_more_unless_its_overlap_may_grow(floor):
    votes = [("r0", f"crowd-{n}", "kind") for n in range(4)]
    assert bring(floor, *votes) == (2, 0, 0, ["full", "full"])
    assert bring(floor, *votes, extend=True) == (2, 0, 2, [])
    place = work.record(floor.db, floor.admin, floor.name, "r0")["places"][0]
    assert (place["overlap"], place["answered"], place["state"]) == (4, 4, "done")
    assert floor.broken_promises() == []


def test_what_was_said_when_is_kept(floor):
    item = {"record": "r0", "person": "crowd", "answers": {"tone": "kind"}, "submitted_at": "2024-05-01T10:00:00+02:00", "active_seconds": 4.5}  # fmt: skip
    work.import_responses(floor.db, floor.admin, floor.name, [item])
    (one,) = work.stream_responses(floor.db, floor.admin, floor.name)
    assert (one["submitted_at"], one["active_seconds"]) == ("2024-05-01T08:00:00Z", 4.5)
    assert one["person"].startswith("an-")


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"record": "zz"}, "unknown-record", "/record"),
        ({"record": 7}, "unknown-record", "/record"),
        ({"person": "two words"}, "bad-name", "/person"),
        ({"stage": "review"}, "unknown-stage", "/stage"),
        ({"answers": "kind"}, "not-an-object", "/answers"),
        ({"answers": {"tone": "rude"}}, "unknown-option", "/answers/tone/value"),
        ({"answers": {}}, "missing", "/answers/tone"),
        ({"submitted_at": "yesterday"}, "not-a-time", "/submitted_at"),
        ({"active_seconds": -1}, "not-a-number", "/active_seconds"),
        ({"extra": 1}, "not-a-response", ""),
    ],
)
def test_what_does_not_fit_is_refused_with_its_row_and_place(floor, change, code, pointer):
    good = {"record": "r1", "person": "crowd", "answers": {"tone": "kind"}}
    report = work.import_responses(
        floor.db, floor.admin, floor.name, [good, {**good, **change}, {**good, "record": "r2"}]
    )
    assert report.inserted == 2
    assert [(one.row, one.code, one.pointer) for one in report.refused] == [(2, code, pointer)]
