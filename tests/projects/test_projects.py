"""A project is seen by its people only, and changes by versions only."""

import pytest

API = "/api/v1"
YAML = "name: tone\nfields: {reply: {type: text}}\nquestions:\n  tone: {type: label, options: [friendly, curt]}\n"


@pytest.fixture
def lead(sign):
    http = sign("lee", "lead")
    assert http.post(f"{API}/projects", json={"yaml": YAML, "guidelines": "Be kind."}).status_code == 201
    return http


def test_its_maker_leads_it(lead):
    shown = lead.get(f"{API}/projects/tone").json()
    assert (shown["role"], shown["version"], shown["guidelines"], shown["source"]) == ("lead", 1, "Be kind.", YAML)
    assert shown["spec"]["questions"]["tone"]["type"] == "label"


def test_others_cannot_tell_it_from_one_that_is_not_there(lead, sign):
    other = sign("otto", "lead")
    one, none = other.get(f"{API}/projects/tone"), other.get(f"{API}/projects/none")
    assert one.status_code == none.status_code == 404
    assert one.json()["title"].replace("tone", "X") == none.json()["title"].replace("none", "X")


def test_a_member_sees_it_with_their_role(lead, sign):
    ann = sign("ann")
    assert lead.put(f"{API}/projects/tone/members/ann", json={"role": "annotator"}).status_code == 204
    assert ann.get(f"{API}/projects/tone").json()["role"] == "annotator"
    assert ann.put(f"{API}/projects/tone", json={"yaml": YAML}).status_code == 403
    assert ann.get(f"{API}/projects/tone/members").status_code == 403
    assert lead.get(f"{API}/projects/tone/members").json()["members"] == [
        {"name": "ann", "role": "annotator"},
        {"name": "lee", "role": "lead"},
    ]
    assert lead.delete(f"{API}/projects/tone/members/ann").status_code == 204
    assert ann.get(f"{API}/projects/tone").status_code == 404


def test_an_admin_leads_everything(lead, sign):
    assert sign("root", "admin").get(f"{API}/projects/tone").json()["role"] == "lead"


def test_annotators_make_no_projects(sign):
    assert sign("ann").post(f"{API}/projects", json={"yaml": YAML}).status_code == 403


def test_a_name_is_taken_once(lead):
    assert lead.post(f"{API}/projects", json={"yaml": YAML}).status_code == 409
    assert lead.post(f"{API}/projects", json={"yaml": YAML, "name": "tone-2"}).status_code == 201


def test_a_change_is_a_new_version_and_keeps_the_guidelines(lead):
    changed = YAML.replace("curt]", "curt, rude]")
    shown = lead.put(f"{API}/projects/tone", json={"yaml": changed}).json()
    assert (shown["version"], shown["guidelines"]) == (2, "Be kind.")


def test_a_version_cannot_rename(lead):
    assert lead.put(f"{API}/projects/tone", json={"yaml": YAML.replace("name: tone", "name: other")}).status_code == 422


def test_faults_come_with_their_lines(lead):
    faulty = YAML.replace("label", "lable")
    refused = lead.post(f"{API}/projects", json={"yaml": faulty, "name": "x"})
    assert refused.status_code == 422
    expected = {"pointer": "/questions/tone/type", "nearest": "label", "line": 4}
    assert expected.items() <= refused.json()["errors"][0].items()
    assert expected.items() <= lead.post(f"{API}/projects/validate", json={"yaml": faulty}).json()["faults"][0].items()
