"""A link makes an account and a membership for so many people until a day, and never gives somebody else's account away."""

import threading
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from accord.ground import clock
from accord.people import service

API = "/api/v1"
YAML = "name: tone\ntitle: Tone\nfields: {reply: {type: text}}\nquestions:\n  tone: {type: label, options: [friendly, curt]}\n"
PASSWORD = "correct horse"


@pytest.fixture
def lee(sign):
    lead = sign("lee", "lead")
    lead.post(f"{API}/projects", json={"yaml": YAML}).raise_for_status()
    return lead


def invite(lee, **body):
    made = lee.post(f"{API}/projects/tone/invitations", json=body)
    assert made.status_code == 201, made.text
    return made.json()["link"].partition("#token=")[2]


def accept(app, token, name="new", password=PASSWORD):
    http = TestClient(app, base_url="http://accord.test", headers={"X-Accord": "1"})
    return http, http.post(f"{API}/invitations/accept", json={"token": token, "name": name, "password": password})


def test_whoever_has_the_link_joins_as_often_as_it_says(app, lee):
    token = invite(lee, role="reviewer", uses=2)
    leads = TestClient(app).post(f"{API}/invitations/look", json={"token": token}).json()
    assert (leads["title"], leads["role"]) == ("Tone", "reviewer")
    http, made = accept(app, token)
    assert made.json() == {"user": {"name": "new", "role": "annotator"}}
    assert http.get(f"{API}/projects/tone").json()["role"] == "reviewer"
    assert accept(app, token, password="short")[1].status_code == 422
    assert accept(app, token, "second")[1].status_code == 201
    assert accept(app, token, "third")[1].status_code == 401
    done = lee.get(f"{API}/projects/tone/audit").json()["entries"]
    assert [one["action"] for one in done[:3]] == ["member.join", "member.join", "invitation.add"]


def test_a_link_gives_no_account_that_is_there(app, lee, db, sign):
    admin = service.local_admin(db)
    service.create_user(db, admin, "gone", "admin", PASSWORD)
    service.remove_user(db, admin, "gone")
    token = invite(lee, uses=5)
    assert accept(app, token, "lee")[1].status_code == 409
    assert accept(app, token, "gone")[1].status_code == 409
    ann = sign("ann")
    for _ in range(2):  # twice takes one place
        assert ann.post(f"{API}/invitations/join", json={"token": token}).json() == {"project": "tone"}
    assert lee.post(f"{API}/invitations/join", json={"token": token}).status_code == 200
    assert lee.get(f"{API}/projects/tone").json()["role"] == "lead"
    [left] = lee.get(f"{API}/projects/tone/invitations").json()["invitations"]
    assert (left["uses"], left["joined"]) == (4, 1) and "token" not in left


def test_a_link_ends_by_itself_or_is_taken_back(app, lee, at):
    old, other = invite(lee, days=1), invite(lee)
    number = lee.get(f"{API}/projects/tone/invitations").json()["invitations"][1]["id"]
    assert lee.delete(f"{API}/projects/tone/invitations/{number}").status_code == 204
    assert accept(app, other)[1].status_code == 401
    later = clock.now() + timedelta(days=2)
    at(later)
    assert accept(app, old)[1].status_code == 401
    assert accept(app, "x" * 43)[1].status_code == 401


def test_many_at_once_are_no_more_than_it_says(app, lee):
    token, told = invite(lee, uses=2), []
    threads = [
        threading.Thread(target=lambda name=name: told.append(accept(app, token, name)[1].status_code))
        for name in ("a1", "a2", "a3", "a4")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [201, 201, 401, 401]
