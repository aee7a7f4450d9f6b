"""An exam gives a skill to who reaches its mark, tells nothing before the answer, and lets nobody try more often than it says."""

import threading
from datetime import timedelta

import pytest

from accord.ground import clock

API = "/api/v1"
YAML = """name: tone-exam
fields: {reply: {type: text}}
questions: {tone: {type: label, options: [friendly, curt, rude]}}
stages: [{name: exam}]
exam: {skill: tone, level: 2, pass: 0.75, records: 4, feedback: after, tries: 2, wait_hours: 1, valid_days: 30}
"""
WHY = "There is no greeting."


@pytest.fixture
def lee(sign):
    return sign("lee", "lead")


def project(lee, people=("ann",), yaml=YAML, name="tone-exam", count=6, gold="curt"):
    lee.post(f"{API}/projects", json={"yaml": yaml}).raise_for_status()
    rows = [
        {"id": f"r{n}", "values": {"reply": f"No. {n}"}, "gold": {"tone": {"value": gold, "why": WHY}}}
        for n in range(count)
    ]
    rows.append({"id": "no-gold", "values": {"reply": "Hm."}})
    lee.post(f"{API}/projects/{name}/records", json=rows).raise_for_status()
    for person in people:
        lee.put(f"{API}/projects/{name}/members/{person}", json={"role": "annotator"}).raise_for_status()


def exam(http, move="", name="tone-exam"):
    return http.request("POST" if move else "GET", f"{API}/projects/{name}/exam{move and '/' + move}")


def claim(http, count=10, name="tone-exam"):
    told = http.post(f"{API}/projects/{name}/claim", json={"count": count}).json()
    return told["assignments"], (told["nothing"] or {}).get("why")


def answer(http, assignment, value):
    body = {"answers": {"tone": {"value": value}}}
    return http.post(f"{API}/assignments/{assignment['id']}/submit", json=body)


def test_from_the_first_look_to_the_skill_by_a_second_try(sign, lee, at):
    ann = sign("ann")
    project(lee)
    told = exam(ann).json()
    assert (told["asked"], told["may"], told["left"], told["attempts"]) == (4, True, 2, [])
    assert claim(ann) == ([], "exam")
    assert exam(ann, "finish").status_code == 409
    exam(ann, "start").raise_for_status()
    given, _ = claim(ann)
    assert len(given) == 4
    whole = ann.post(f"{API}/projects/tone-exam/claim", json={"count": 10}).text + exam(ann).text
    assert WHY not in whole and '"gold"' not in whole
    for one, value in zip(given, ("curt", "curt", "rude", None), strict=True):
        if value:
            answer(ann, one, value).raise_for_status()
    assert ann.get(f"{API}/assignments/{given[0]['id']}/feedback").status_code == 409  # it comes after
    assert exam(ann).json()["attempts"][0]["answered"] == 3
    told = exam(ann, "finish").json()
    [tried] = told["attempts"]
    assert (tried["state"], tried["score"], told["held"], told["may"]) == ("failed", 0.5, None, False)
    seen = {one["record"]: one["parts"][0] for one in tried["graded"]}
    first = seen[given[0]["record"]["id"]]
    assert (first["verdict"], first["why"], first["right"]["value"]) == ("right", WHY, "curt")
    assert [seen[one["record"]["id"]]["verdict"] for one in given[1:]] == ["right", "wrong", "wrong"]
    assert claim(ann) == ([], "exam")  # what was not answered is no longer leased
    refused = exam(ann, "start")
    assert refused.status_code == 409 and refused.json()["until"]
    later = clock.now() + timedelta(hours=2)
    at(later)
    exam(ann, "start").raise_for_status()
    for one in claim(ann)[0]:
        answer(ann, one, "curt").raise_for_status()
    told = exam(ann, "finish").json()
    assert (told["attempts"][0]["state"], told["held"], told["may"]) == ("passed", 2, False)
    [skill] = ann.get(f"{API}/users/ann/skills").json()["skills"]
    assert (skill["skill"], skill["level"], skill["by"]) == ("tone", 2, "exam tone-exam")
    attempts = lee.get(f"{API}/projects/tone-exam/exam/attempts").json()
    assert [(one["person"], one["state"]) for one in attempts["attempts"]] == [("ann", "passed"), ("ann", "failed")]
    assert attempts["records"][0]["mean"] <= attempts["records"][-1]["mean"] == 1.0
    assert ann.get(f"{API}/projects/tone-exam/exam/attempts").status_code == 403
    done = lee.get(f"{API}/projects/tone-exam/audit", params={"action": "exam"}).json()["entries"]
    assert [one["action"] for one in done] == ["exam.pass", "exam.fail"]


def test_feedback_after_each_answer_and_the_first_answer_counts(sign, lee):
    ann = sign("ann")
    project(lee, yaml=YAML.replace("feedback: after", "feedback: each"))
    exam(ann, "start").raise_for_status()
    given, _ = claim(ann)
    address = f"{API}/assignments/{given[0]['id']}/feedback"
    assert ann.get(address).status_code == 409
    for one in given:
        answer(ann, one, "rude").raise_for_status()
    told = ann.get(address).json()
    assert (told["score"], told["parts"][0]["verdict"], told["parts"][0]["why"]) == (0.0, "wrong", WHY)
    answer(ann, given[0], "curt").raise_for_status()  # now they know
    assert exam(ann, "finish").json()["attempts"][0]["score"] == 0.0


def test_an_exam_may_tell_nothing_but_whether_it_was_passed(sign, lee):
    ann = sign("ann")
    project(lee, yaml=YAML.replace("feedback: after", "feedback: none"))
    exam(ann, "start").raise_for_status()
    assert WHY not in exam(ann, "finish").text


def test_many_take_it_at_once_and_twice_at_once_is_one_attempt(sign, lee, db):
    people = [f"p{n}" for n in range(4)]
    clients = [sign(name) for name in people for _ in range(2)]
    project(lee, people)
    told = []
    threads = [
        threading.Thread(target=lambda http=http: told.append(exam(http, "start").status_code)) for http in clients
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [200] * 8
    assert [len(claim(http)[0]) for http in clients[::2]] == [4] * 4
    assert len(lee.get(f"{API}/projects/tone-exam/exam/attempts").json()["attempts"]) == 4


def test_an_attempt_that_was_left_for_days_goes_on(sign, lee, at):
    ann = sign("ann")
    project(lee)
    exam(ann, "start").raise_for_status()
    given, _ = claim(ann, 1)
    answer(ann, given[0], "curt").raise_for_status()
    later = clock.now() + timedelta(days=3)
    at(later)
    assert claim(ann) == ([], "exam")
    exam(ann, "start").raise_for_status()
    rest, _ = claim(ann)
    assert len(rest) == 3 and given[0]["record"]["id"] not in {one["record"]["id"] for one in rest}


def test_training_gives_feedback_at_once_and_counts_nowhere(sign, lee):
    ann = sign("ann")
    stages = "stages: [{name: practice, training: true, overlap: 9, next: [{to: work}]}, {name: work}]\n"
    project(
        lee,
        yaml=YAML.replace("stages: [{name: exam}]\n", stages).partition("exam: {")[0].replace("tone-exam", "tone"),
        name="tone",
    )
    given, _ = claim(ann, 2, "tone")
    answer(ann, given[0], "rude").raise_for_status()
    told = ann.get(f"{API}/assignments/{given[0]['id']}/feedback").json()
    assert [(part["verdict"], part["why"]) for part in told["parts"]] == [("wrong", WHY)]
    assert lee.get(f"{API}/projects/tone/quality").json()["questions"][0]["responses"] == 0
    made = lee.post(f"{API}/projects/tone/datasets", json={}).json()
    assert made["counts"]["responses"] == 0


def test_an_exam_is_made_of_a_projects_gold(sign, lee):
    ann, ben = sign("ann"), sign("ben")
    project(lee, yaml=YAML.partition("exam: {")[0].replace("tone-exam", "tone"), name="tone")
    body = {"name": "tone-check", "exam": {"skill": "tone"}}
    assert lee.post(f"{API}/projects/tone/exam", json={**body, "exam": {"skill": "No"}}).status_code == 422
    assert lee.post(f"{API}/projects/tone/exam", json=body).json() == {"name": "tone-check", "records": 6, "refused": 0}
    assert exam(lee, name="tone-check").json()["asked"] == 6
    lee.put(f"{API}/projects/tone-check/members/ben", json={"role": "annotator"})
    [alone] = ben.get(f"{API}/projects").json()["projects"]
    assert (alone["name"], alone["part_of"]) == ("tone-check", None), "its project is not ben's"
    listed = {one["name"]: one["part_of"] for one in lee.get(f"{API}/projects").json()["projects"]}
    assert listed == {"tone": None, "tone-check": "tone"}
    assert lee.put(f"{API}/users/ben/skills/tone", json={"level": 1}).is_success
    assert ben.get(f"{API}/projects").json()["projects"] == [], "who has the skill has no exam to take"
    assert exam(ann, name="tone-check").status_code == 404
    assert exam(lee, name="tone").status_code == 404
