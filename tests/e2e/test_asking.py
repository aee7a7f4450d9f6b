"""Every question type by keys: what real records cost, that drafts outlive a reload, that a refusal is shown at its place."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

RECORDS = Path(__file__).parent / "records"
INTENTS = json.loads((RECORDS / "intents.json").read_text())
CLAIMS = """
fields: {question: {type: text}, answer: {type: text}, knowledge: {type: text, segments: sentence}}
questions:
  claims:
    type: items
    of: answer
    anchor: none
    suggestions: prefill
    ask:
      verdict: {type: label, options: [supported, refuted, not enough evidence]}
      evidence:
        type: items
        of: knowledge
        text: none
        anchor: required
        min: 1
        required: "verdict != 'not enough evidence'"
        visible_if: "verdict != 'not enough evidence'"
        ask: {stance: {type: label, options: [supports, contradicts]}}
"""
PROJECTS = {"asking-claims": (CLAIMS, "claims.jsonl")}


def lines(name):
    return (RECORDS / name).read_text()


@pytest.fixture(scope="module")
def projects(demo, chromium):
    """One project a kind of question, made by the lead over HTTP."""
    context = chromium.new_context(base_url=demo.address, extra_http_headers={"X-Accord": "1"})
    send = context.request.post
    assert send("/api/v1/session", data={"name": "lead", "password": demo.accounts["lead"]}).ok
    for name, (body, records) in PROJECTS.items():
        made = send("/api/v1/projects", data={"yaml": f"name: {name}\n{body}\n"})
        assert made.ok, made.text()
        rows = lines(records) if records.endswith(".jsonl") else records
        added = send(f"/api/v1/projects/{name}/records", data=rows, headers={"Content-Type": "application/x-ndjson"})
        assert added.ok, added.text()
    context.close()


@pytest.fixture
def at(demo, sign_in, projects):
    """`at(project)`: the lead's annotate page, ready for keys."""

    def open_page(project):
        page = sign_in("lead")
        page.goto(f"{demo.address}/p/{project}/annotate")
        page.locator("[data-question]").first.wait_for()
        return page

    return open_page


def press(page, keys):
    """Presses keys, written apart by blanks, and counts them."""
    for key in keys.split():
        page.keyboard.press(key)
    return len(keys.split())


def sent(page, project):
    """The answers last sent, once there are any."""
    page.get_by_text("1 today").wait_for()
    [answered] = page.request.get(f"/api/v1/projects/{project}/mine?limit=1").json()["assignments"]
    return answered["answers"]


def test_a_claim_with_verdict_and_evidence_costs_four_keys_at_most(at):
    page = at("asking-claims")
    claims = 2
    # refuted, by the fourth sentence, which contradicts; supported, by the same, which supports
    pressed = press(page, "2 4 2 1 4 1 Enter")
    assert pressed <= 4 * claims + 1
    first, second = sent(page, "asking-claims")["claims"]["value"]
    assert first["answers"]["verdict"] == {"value": "refuted"}
    [passage] = first["answers"]["evidence"]["value"]
    assert passage["anchor"] == {"at": "knowledge/3"}
    assert passage["answers"] == {"stance": {"value": "contradicts"}}
    assert second["answers"]["verdict"] == {"value": "supported"}
