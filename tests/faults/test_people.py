"""What people and their networks do: two tabs, cut uploads, clocks that jump, old versions. Nothing is lost, nothing doubled."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from accord.ground import clock
from accord.ground.database import connect
from accord.ground.errors import Gone
from accord.people import service as people
from accord.records.tables import records
from tests.faults.server import Person, Server
from tests.work.floor import Floor


@pytest.mark.parametrize("keys", [("one", "two"), ("same", "same")])
def test_two_tabs_that_submit_one_assignment_at_once_are_one_answer(db, keys):
    floor = Floor(db, overlap=2, records=1)
    ann = floor.people[0]
    (one,) = floor.claim(ann)["assignments"]
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(floor.submit, ann, one["id"], key=key) for key in keys]
        revisions = sorted(each.result()["revision"] for each in sent)
    assert revisions == ([1, 1] if keys[0] == keys[1] else [1, 2])
    assert floor.count_responses() == len(set(revisions))
    assert floor.broken_promises() == []


def test_a_clock_that_goes_back_takes_no_lease_away_and_gives_none_twice(db, at):
    floor = Floor(db, overlap=1, records=2)
    ann, bob = floor.people[:2]
    start = clock.now()
    (one,) = floor.claim(ann)["assignments"]
    at(start - timedelta(days=1))
    (other,) = floor.claim(bob)["assignments"]
    assert other["record"]["id"] != one["record"]["id"]
    assert floor.claim(bob)["assignments"][0]["id"] == other["id"]
    assert floor.submit(ann, one["id"])["revision"] == 1
    assert floor.broken_promises() == []


def test_a_clock_that_jumps_on_ends_leases_and_loses_no_answer(db, at):
    floor = Floor(db, overlap=1, records=1)
    ann, bob = floor.people[:2]
    start = clock.now()
    (one,) = floor.claim(ann)["assignments"]
    at(start + timedelta(days=30))
    (taken,) = floor.claim(bob)["assignments"]
    at(start + timedelta(minutes=1))  # and back: the place stays bob's, what ann did is kept beside it
    with pytest.raises(Gone, match="kept") as late:
        floor.submit(ann, one["id"])
    assert late.value.extra["response"]
    assert floor.submit(bob, taken["id"])["revision"] == 1
    assert floor.count_responses() == 2
    assert floor.broken_promises() == []


def test_an_upload_that_is_cut_off_stores_nothing(db_url, tmp_path):
    db = connect(db_url)
    floor = Floor(db, records=0, persons=0)
    people.create_user(db, floor.admin, "lee", "admin")
    with db.read() as c:
        key = floor.key(people.Caller(people.user_id(c, "lee"), "lee", "admin"))
    db.close()
    rows = b"".join(json.dumps({"id": f"r{n}", "values": {"reply": "x" * 500}}).encode() + b"\n" for n in range(5000))
    with Server(tmp_path, db_url) as server:
        host, port = server.address.split(":")
        with socket.create_connection((host, int(port))) as line:
            head = f"POST /api/v1/projects/flat/records HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n"
            head += f"Content-Type: application/x-ndjson\r\nContent-Length: {len(rows)}\r\n\r\n"
            line.sendall(head.encode() + rows[: len(rows) // 2])
        lee = Person(server, key)
        assert lee.ask("GET", "/projects/flat/records").body["count"]["n"] == 0
        whole = lee.ask("POST", "/projects/flat/records", rows, **{"Content-Type": "application/x-ndjson"})
        assert whole.body["inserted"] == 5000
    db = connect(db_url)
    with db.read() as c:
        assert c.execute(select(func.count()).select_from(records)).scalar() == 5000
    db.close()
