"""What was tried against a running server and got through: each way stays shut."""

import pytest

from accord.people import service as people

API = "/api/v1"
YAML = "name: tone\nfields: {reply: {type: text}}\nquestions:\n  tone: {type: label, options: [friendly, curt]}\n"


@pytest.fixture
def root(sign):
    return sign("root", "admin")


def status(response):
    return response.status_code


def test_a_lead_does_not_become_a_removed_person_to_see_what_they_had_a_part_in(root, sign):
    lee = sign("lee", "lead")
    vip = sign("vip", "lead")
    assert status(vip.post(f"{API}/projects", json={"yaml": YAML})) == 201
    assert status(root.delete(f"{API}/users/vip")) == 204
    again = {"name": "vip", "role": "annotator", "password": "not the old one"}
    assert status(lee.post(f"{API}/users", json=again)) == 403
    assert status(root.post(f"{API}/users", json=again)) == 201


def test_a_new_password_ends_the_links_that_lie_about(root, sign, db):
    ann = sign("ann")
    token = people.create_link(db, people.local_admin(db), "ann")
    assert status(ann.put(f"{API}/users/ann/password", json={"password": "a new one of mine"})) == 204
    assert status(ann.post(f"{API}/session/link", json={"token": token})) == 401
