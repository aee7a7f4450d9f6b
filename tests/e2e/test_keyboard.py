"""What a usual record costs in key presses, and that nothing typed is lost on a reload or without a connection."""

import json
import re

import pytest

from tests.e2e.waiting import hears_keys

pytestmark = pytest.mark.browser

REPLIES = "replies: {type: candidates, blind: true, shuffle: true}"
INTENTS = ", ".join(f"intent {place:03}" for place in range(149))
PROJECTS = {
    "keys-label": "fields: {said: {type: text}}\nquestions: {fair: {type: label, options: [fair, unfair]}}",
    "keys-pair": f"fields: {{{REPLIES}}}\n"
    "questions: {better: {type: preference, of: replies, scale: 7, both_bad: true, dimensions: [helpful, right, clear]}}",
    "keys-rank": f"fields: {{{REPLIES}}}\nquestions: {{order: {{type: ranking, of: replies}}}}",
    "keys-rate": f"fields: {{{REPLIES}}}\nquestions: {{good: {{type: rating, each: replies, min: 1, max: 5}}}}",
    # what was sent there does not count in the others
    "keys-again": "fields: {said: {type: text}}\nquestions: {fair: {type: label, options: [fair, unfair]}}",
    "keys-offline": f"fields: {{{REPLIES}}}\nquestions: {{good: {{type: rating, each: replies, min: 1, max: 5}}}}",
    "keys-intent": "fields: {said: {type: text}}\n"
    f"questions: {{intent: {{type: label, options: [{INTENTS}, zebra crossing]}}}}",
}
RECORDS = 6


def record(number, candidates):
    letters = "abcd"[:candidates]
    values = {"replies": [{"id": one, "text": f"Answer {one} to {number}"} for one in letters]} if candidates else {}
    return {"id": f"r{number}", "values": values or {"said": f"Sentence {number}"}}


@pytest.fixture(scope="module")
def projects(demo, chromium):
    """One project a kind of question, made by the lead over HTTP."""
    context = chromium.new_context(base_url=demo.address, extra_http_headers={"X-Accord": "1"})
    send = context.request.post
    assert send("/api/v1/session", data={"name": "lead", "password": demo.accounts["lead"]}).ok
    for name, body in PROJECTS.items():
        made = send("/api/v1/projects", data={"yaml": f"name: {name}\n{body}\n"})
        assert made.ok, made.text()
        candidates = 2 if name == "keys-pair" else 4 if "replies" in body else 0
        rows = "\n".join(json.dumps(record(number, candidates)) for number in range(RECORDS))
        added = send(f"/api/v1/projects/{name}/records", data=rows, headers={"Content-Type": "application/x-ndjson"})
        assert added.ok, added.text()
    context.close()


@pytest.fixture
def at(demo, sign_in, projects):
    """`at(project)`: the lead's annotate page, ready for keys."""

    def open_page(project):
        page = sign_in("lead")
        page.goto(f"{demo.address}/p/{project}/annotate")
        hears_keys(page)
        return page

    return open_page


def today(page, count):
    page.get_by_text(f"{count} today").wait_for()


@pytest.mark.parametrize(
    ("project", "keys"),
    [
        ("keys-label", ["2", "Enter"]),
        ("keys-pair", ["2", "1", "4", "7", "Enter"]),
        ("keys-rank", ["3", "1", "1", "2", "Enter"]),
        ("keys-rate", ["3", "1", "5", "2", "Enter"]),
        ("keys-intent", ["z", "e", "Enter", "Enter"]),
    ],
)
def test_a_usual_record_costs_these_keys_and_no_more(at, project, keys):
    page = at(project)
    today(page, 0)
    for key in keys:
        page.keyboard.press(key)
    today(page, 1)
    [answered] = page.request.get(f"/api/v1/projects/{project}/mine").json()["assignments"]
    given = json.dumps(answered["answers"])
    shown = answered["presentation"].get("replies", [])
    expected = {
        "keys-label": '"unfair"',
        "keys-pair": f'"winner": "{shown[0] if shown else ""}", "strength": 2',
        "keys-rank": f'[["{sorted(shown[1:3])[0] if shown else ""}"',
        "keys-rate": f'"{shown[0] if shown else ""}": {{"value": 3}}',
        "keys-intent": '"zebra crossing"',
    }
    assert expected[project] in given


def test_a_choice_survives_a_reload(at):
    page = at("keys-again")
    page.keyboard.press("1")
    page.reload()
    page.get_by_role("radio", name=re.compile("^fair"), checked=True).wait_for()


def test_answers_without_a_connection_are_kept_and_go_when_it_is_back(at):
    page = at("keys-offline")
    today(page, 0)
    page.context.set_offline(True)
    for key in ["3", "1", "5", "2", "Enter"]:
        page.keyboard.press(key)
    page.get_by_text("offline, 1 answer kept here").wait_for()
    page.context.set_offline(False)
    today(page, 1)


def test_back_opens_what_was_sent_and_sends_it_again(at):
    page = at("keys-again")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    page.get_by_text("You are changing an answer").wait_for()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.get_by_text("You are changing an answer").wait_for(state="detached")
    page.wait_for_function(
        "async () => (await (await fetch('/api/v1/projects/keys-again/mine?limit=1')).json()).assignments[0]?.revision === 2"
    )
