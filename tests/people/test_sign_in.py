"""Nobody gets in with less than a password, a key or a fresh link; nobody learns which part was wrong."""

import threading
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from accord.ground import clock
from accord.ground.errors import TooMany, Unauthenticated
from accord.people import service

API = "/api/v1"
PASSWORD = "correct horse"


@pytest.fixture
def admin(db):
    return service.local_admin(db)


@pytest.fixture
def http(app):
    return TestClient(app, base_url="http://accord.test")


@pytest.fixture
def ann(db, admin):
    service.create_user(db, admin, "ann", "annotator", PASSWORD)


def sign_in(http, name="ann", password=PASSWORD):
    return http.post(f"{API}/session", json={"name": name, "password": password})


def test_a_right_password_opens_a_session_until_it_is_closed(http, ann):
    response = sign_in(http)
    assert response.json() == {"user": {"name": "ann", "role": "annotator"}}
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert http.get(f"{API}/session").status_code == 200
    assert http.delete(f"{API}/session", headers={"X-Accord": "1"}).status_code == 204
    assert http.get(f"{API}/session").status_code == 401


def test_a_wrong_name_and_a_wrong_password_look_alike(http, ann):
    one, other = sign_in(http, "nobody"), sign_in(http, password="wrong horse")
    assert one.status_code == other.status_code == 401
    assert one.json() == other.json()


def test_guessing_is_stopped_even_for_the_right_password_and_later_goes_on(http, ann, at):
    for _ in range(service.FAILURES):
        assert sign_in(http, password="guess").status_code == 401
    stopped = sign_in(http)
    assert stopped.status_code == 429
    assert int(stopped.headers["retry-after"]) > 0
    later = clock.now() + timedelta(minutes=16)
    at(later)
    assert sign_in(http).status_code == 200


def test_a_thousand_guesses_at_once_are_no_more_than_ten(http, ann, db):
    """Each counts before its password is looked at."""
    looked = []

    def guess():
        try:
            service.sign_in(db, "ann", "guess", "10.0.0.1", 1)
        except Unauthenticated:
            looked.append(1)
        except TooMany:
            pass

    threads = [threading.Thread(target=guess) for _ in range(service.FAILURES + 15)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked) <= service.FAILURES


def test_the_right_password_forgets_the_wrong_ones_before_it(http, ann):
    for _ in range(service.FAILURES - 1):
        sign_in(http, password="guess")
    assert sign_in(http).status_code == 200
    assert sign_in(http, password="guess").status_code == 401


def test_guessing_many_names_from_one_address_is_stopped(db, monkeypatch):
    monkeypatch.setattr(service, "FAILURES_FROM", 3)
    for number in range(3):
        with pytest.raises(Unauthenticated):
            service.sign_in(db, f"p{number}", "guess", "10.0.0.1", 1)
    with pytest.raises(TooMany):
        service.sign_in(db, "p4", "guess", "10.0.0.1", 1)
    with pytest.raises(Unauthenticated):
        service.sign_in(db, "p4", "guess", "10.0.0.2", 1)


def test_a_session_ends_by_itself(http, ann, at):
    sign_in(http)
    later = clock.now() + timedelta(days=15)
    at(later)
    assert http.get(f"{API}/session").status_code == 401


def test_another_sites_page_cannot_act_with_the_cookie(http, ann):
    sign_in(http)
    body = {"password": "another horse"}
    address = f"{API}/users/ann/password"
    assert http.put(address, json=body).status_code == 403
    assert http.put(address, json=body, headers={"Origin": "http://evil.test"}).status_code == 403
    assert http.put(address, json=body, headers={"Origin": "http://accord.test"}).status_code == 204


def test_a_new_password_ends_the_old_sessions(http, ann, db, admin):
    sign_in(http)
    service.set_password(db, admin, "ann", "another horse")
    assert http.get(f"{API}/session").status_code == 401
    assert sign_in(http, password="another horse").status_code == 200


def test_a_link_works_once(http, ann, db, admin):
    token = service.create_link(db, admin, "ann")
    assert http.post(f"{API}/session/link", json={"token": token}).status_code == 200
    assert http.post(f"{API}/session/link", json={"token": token}).status_code == 401


def test_a_lead_invites_newcomers_and_cannot_become_anybody_else(sign):
    lead = sign("lee", "lead")
    assert lead.post(f"{API}/users", json={"name": "new"}).status_code == 201
    link = lead.post(f"{API}/users/new/link").json()["link"]
    token = link.partition("#token=")[2]
    assert lead.post(f"{API}/session/link", json={"token": token}).json()["user"]["name"] == "new"
    lead = sign("lee")
    assert lead.post(f"{API}/users/new/link").status_code == 403
    sign("otto", "lead")
    assert lead.post(f"{API}/users/otto/link").status_code == 403
    assert sign("root", "admin").post(f"{API}/users/new/link").status_code == 201


def test_a_key_does_what_its_maker_may_until_it_is_revoked(http, ann, db):
    sign_in(http)
    made = http.post(f"{API}/keys", json={"name": "notebook"}, headers={"X-Accord": "1"}).json()
    bearer = {"Authorization": f"Bearer {made['key']}"}
    http.cookies.clear()
    assert http.get(f"{API}/session", headers=bearer).json()["user"]["name"] == "ann"
    assert made["key"] not in http.get(f"{API}/keys", headers=bearer).text
    assert http.delete(f"{API}/keys/{made['id']}", headers=bearer).status_code == 204
    assert http.get(f"{API}/session", headers=bearer).status_code == 401


def test_a_wrong_key_is_not_saved_by_a_right_cookie(http, ann):
    sign_in(http)
    assert http.get(f"{API}/session", headers={"Authorization": "Bearer acc_x"}).status_code == 401


def test_a_removed_person_is_out_at_once_and_keeps_their_number(http, ann, db, admin):
    sign_in(http)
    service.remove_user(db, admin, "ann")
    assert http.get(f"{API}/session").status_code == 401
    assert sign_in(http).status_code == 401


def test_the_last_admin_stays(sign):
    root = sign("root", "admin")
    assert root.delete(f"{API}/users/local-admin").status_code == 204
    refused = root.delete(f"{API}/users/root")
    assert refused.status_code == 409


@pytest.mark.parametrize(
    ("role", "adds", "status"),
    [("annotator", "annotator", 403), ("reviewer", "annotator", 403), ("lead", "reviewer", 201), ("lead", "lead", 403), ("admin", "admin", 201)],
)  # fmt: skip
def test_who_may_add_whom(sign, role, adds, status):
    http = sign("someone", role)
    assert http.post(f"{API}/users", json={"name": "new", "role": adds}).status_code == status


@pytest.mark.parametrize(
    "body",
    [
        {"name": "a b"},
        {"name": "x", "role": "king"},
        {"name": "x", "password": "short"},
        {"name": ""},
        {"name": "x", "colour": 1},
    ],
)
def test_what_is_no_person_is_refused_with_a_path(sign, body):
    response = sign("root", "admin").post(f"{API}/users", json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"][0]["pointer"].startswith("/")
