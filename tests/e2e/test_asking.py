"""Every question type by keys: what real records cost, that drafts outlive a reload, that a refusal is shown at its place."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.waiting import hears_keys

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
RUN = """
fields: {run: {type: chat}}
questions:
  step: {type: label, each: run, options: [ok, no progress, wrong], suggestions: prefill}
  outcome: {type: label, options: [achieved, failed]}
  first_error: {type: label, options: {from: run}, visible_if: "outcome == 'failed'"}
"""
MEND = """
fields: {question: {type: text}, answer: {type: text}, knowledge: {type: text, segments: sentence}}
questions:
  rules: {type: rubric, of: answer, scale: checklist, criteria: [answers the question, holds by the text, is brief]}
  fix: {type: rewrite, of: answer, must_change: true}
"""
ARC = """
fields: {knowledge: {type: text, segments: sentence}, question: {type: text}, answer: {type: text}}
questions: {use: {type: rating, each: knowledge, min: 1, max: 5, style: curve}}
"""
HIDDEN = """
fields: {question: {type: text}, answer: {type: text}, knowledge: {type: text, segments: sentence}}
questions:
  holds: {type: label, of: answer, options: [by the text, against it, open], suggestions: hidden}
  brief: {type: label, of: answer, options: [brief, wordy], suggestions: hidden}
"""
PULL = [
    {"question": name, "value": value, "agent": "judge-x"} for name, value in (("holds", "open"), ("brief", "wordy"))
]
ROWS = "fields: {orders: {type: table}}\nquestions: {tidy: {type: label, options: [tidy, untidy]}}"
ORDERS = json.dumps({"id": "many", "values": {"orders": [{"item": f"lamp {at}", "price": at} for at in range(5000)]}})
INTENT = f"fields: {{said: {{type: text}}}}\nquestions: {{intent: {{type: label, options: {json.dumps(INTENTS)}}}}}"


def runs():
    """The agent runs as conversations, each message proposed as ok."""
    for line in (RECORDS / "runs.jsonl").read_text().splitlines():
        record = json.loads(line)
        steps = record["values"]["run"]["steps"]
        said = [{"id": s["id"], "role": "assistant", "name": s["agent"], "content": s["content"]} for s in steps]
        yield json.dumps({**record, "values": {"run": said}})


def bare(name):
    """Records without suggestions."""
    for line in (RECORDS / name).read_text().splitlines():
        yield json.dumps({key: part for key, part in json.loads(line).items() if key != "suggestions"})


PROJECTS = {
    "asking-claims": (CLAIMS, (RECORDS / "claims.jsonl").read_text()),
    "asking-run": (RUN, "\n".join(runs())),
    "asking-mend": (MEND, "\n".join(bare("claims.jsonl"))),
    "asking-arc": (ARC, "\n".join(bare("claims.jsonl"))),
    "asking-hidden": (
        HIDDEN,
        "\n".join(json.dumps({**json.loads(one), "suggestions": PULL}) for one in bare("claims.jsonl")),
    ),
    "asking-rows": (ROWS, ORDERS),
    "asking-intent": (INTENT, (RECORDS / "intents.jsonl").read_text()),
}


@pytest.fixture(scope="module")
def projects(demo, chromium):
    """One project a kind of question, made by the lead over HTTP."""
    context = chromium.new_context(base_url=demo.address, extra_http_headers={"X-Accord": "1"})
    send = context.request.post
    assert send("/api/v1/session", data={"name": "lead", "password": demo.accounts["lead"]}).ok
    for name, (body, rows) in PROJECTS.items():
        made = send("/api/v1/projects", data={"yaml": f"name: {name}\n{body}\n"})
        assert made.ok, made.text()
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


def test_an_agent_run_with_one_wrong_step_costs_three_keys_its_moves_and_one(at):
    page = at("asking-run")
    moves = 2
    # two steps further, wrong, the run failed, by that very step, sent
    pressed = press(page, "j j 3 2 3 Enter")
    assert pressed <= 3 + moves + 1
    answers = sent(page, "asking-run")
    said = [one["value"] for one in answers["step"].values()]
    assert said[:3] == ["ok", "ok", "wrong"] and set(said[3:]) == {"ok"}
    assert answers["outcome"] == {"value": "failed"}
    assert answers["first_error"] == {"value": "s2"}


def test_a_checklist_and_a_correction_by_keys_outlive_a_reload(at):
    page = at("asking-mend")
    press(page, "1 3 1")
    page.get_by_role("textbox", name="Fix").fill("Milhouse was named after President Richard Nixon.")
    page.get_by_text("3 added, 3 removed").wait_for()
    expect(page.locator(".changes ins").first).to_be_visible()
    expect(page.locator(".changes del").first).to_be_visible()
    page.get_by_text("saved").wait_for()
    page.reload()
    page.get_by_text("3 added, 3 removed").wait_for()
    press(page, "Control+Enter")
    answers = sent(page, "asking-mend")
    assert [one["score"] for one in answers["rules"]["value"].values()] == ["met", "not_met", "met"]
    assert answers["fix"] == {"value": "Milhouse was named after President Richard Nixon."}


def test_a_curve_is_given_by_digits_and_nudged(at):
    page = at("asking-arc")
    press(page, "1 2 4 5")
    # back to the second part, one higher
    page.keyboard.press("k")
    page.get_by_role("slider").nth(1).focus()
    press(page, "ArrowUp Enter")
    assert [one["value"] for one in sent(page, "asking-arc")["use"].values()] == [1, 3, 4, 5]


def test_an_intent_among_150_costs_four_presses_and_a_taxonomy_can_be_walked(at):
    page = at("asking-intent")
    assert press(page, "f r Enter Enter") == 4
    assert sent(page, "asking-intent")["intent"] == {"value": "banking/freeze account"}
    press(page, "2 5 Enter")
    page.get_by_text("2 today").wait_for()
    [last] = page.request.get("/api/v1/projects/asking-intent/mine?limit=1").json()["assignments"]
    assert last["answers"]["intent"] == {"value": "credit cards/report lost card"}


def test_a_hidden_suggestion_is_opened_and_taken_by_one_key_and_that_is_kept_with_the_answer(at):
    page = at("asking-hidden")
    assert page.get_by_text("judge-x").count() == 0
    page.keyboard.press("t")
    page.get_by_text("judge-x").wait_for()
    page.get_by_text("saved").wait_for()
    page.reload()  # what was opened stays so
    page.get_by_text("judge-x").wait_for()
    press(page, "t 1 Enter")  # taken over; the other is answered without a look
    assert sent(page, "asking-hidden") == {"holds": {"value": "open"}, "brief": {"value": "brief"}}
    [line] = page.request.get("/api/v1/projects/asking-hidden/responses").text().splitlines()
    done = json.loads(line)["presentation"]["@suggestions"]
    assert [(one["did"], one["question"], one.get("agent")) for one in done] == [
        ("opened", "holds", None),
        ("taken", "holds", "judge-x"),
    ]
    page.goto(page.url.replace("/annotate", f"/records/{json.loads(line)['record']}"))
    page.get_by_text("Took over what judge-x suggested for holds").wait_for()


def test_a_table_of_5_000_rows_holds_those_in_view_and_scrolls_to_its_end(at):
    page = at("asking-rows")
    page.get_by_text("lamp 0", exact=True).wait_for()
    assert page.locator("tr").count() < 200
    page.get_by_role("region", name="Table").focus()
    page.keyboard.press("End")
    page.get_by_text("lamp 4999", exact=True).wait_for()
    assert page.locator("tr").count() < 200
