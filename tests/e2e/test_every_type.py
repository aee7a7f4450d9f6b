"""Every question type is answered by keys alone, and by the mouse alone, on one page of real records: what is stored is the same."""

import json
import runpy
from pathlib import Path

import pytest

from accord.schema.fields import registry as field_types
from accord.schema.questions import registry as question_types
from tests.e2e.test_marking import click, drag
from tests.e2e.waiting import still

pytestmark = pytest.mark.browser

PROJECT = """
name: every-type
fields:
  answer: {type: text}
  story: {type: text, segments: paragraph}
  run: {type: trajectory}
  talk: {type: chat}
  call: {type: json}
  flights: {type: table}
  rules: {type: persona}
  page: {type: html, height: 120}
  sources: {type: sources}
  replies: {type: candidates, shuffle: false}
questions:
  steps: {type: label, each: run, where: "agent == 'assistant'", options: [ok, wrong]}
  heard: {type: label, each: talk, where: "role == 'assistant'", options: [clear, unclear]}
  agreed: {type: label, each: call, where: "id == 'payment_id'", options: [agreed, not agreed]}
  offer: {type: label, each: flights, where: "cells.basic_economy < 60", options: [offer, leave]}
  kept: {type: label, each: rules, where: "text.contains('passengers')", options: [kept, broken]}
  fit: {type: label, of: page, options: [fits, does not]}
  tone: {type: label, options: [kind, curt]}
  problems: {type: labels, options: [vague, rude, wrong]}
  helpful: {type: rating, min: 1, max: 5}
  tension: {type: rating, each: story, min: 1, max: 7, style: curve}
  reason: {type: text, lines: 1}
  better: {type: rewrite, of: answer, must_change: true}
  pick: {type: preference, of: replies, scale: 3}
  order: {type: ranking, of: replies, ties: true}
  quality: {type: rubric, criteria: [clear, short], min: 0, max: 2}
  spans: {type: marks, of: answer, labels: [invented, wrong]}
  claims: {type: items, of: answer, anchor: optional, ask: {verdict: {type: label, options: [supported, refuted]}}}
  grounds: {type: links, types: [contradicted by, should cite]}
"""
# who wrote them and under which licence stands with each: docs/pictures/records.jsonl
REAL = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "pictures" / "scenes.py"))["records"]()
GOVERNOR, TALK, CALL = (REAL[one]["values"] for one in ("qa-feedback-abia", "tau-policy", "tau-upgrade"))
SAID = TALK["conversation"]
VALUES = {
    "answer": GOVERNOR["answer"],
    "story": REAL["garak-4"]["values"]["answer"],
    "run": {
        "steps": [
            {"id": f"s{at}", "kind": "message", "agent": one["role"], "content": one["content"]}
            for at, one in enumerate(SAID, 1)
        ]
    },
    "talk": SAID,
    "call": CALL["call"],
    "flights": REAL["tau-flights"]["values"]["flights"],
    "rules": {**TALK["policy"], "rules": TALK["policy"]["rules"][3:5]},
    "sources": GOVERNOR["sources"][:1],
    "replies": REAL["miqyas-p7"]["values"]["replies"],
}
# a page whose script asks another site, and one that would load styles and scripts from three
PAGES = {"keys": REAL["halueval-44"]["values"]["page"], "mouse": REAL["halueval-17"]["values"]["page"]}
ASKED = []
CLAIM = "Dr Okezie Ikpeazu is the fourth governor."
NEW = "Dr Okezie Ikpeazu is the governor of Abia State."
WRONG, SHOWN = "current", "handed"


@pytest.fixture(scope="module")
def page(demo, chromium):
    """The annotate page of a project with every question type, and two records to answer."""
    context = chromium.new_context(
        base_url=demo.address, extra_http_headers={"X-Accord": "1"}, viewport={"width": 1400, "height": 1000}
    )
    send = context.request.post
    assert send("/api/v1/session", data={"name": "lead", "password": demo.accounts["lead"]}).ok
    made = send("/api/v1/projects", data={"yaml": PROJECT})
    assert made.ok, made.text()
    rows = "\n".join(json.dumps({"id": one, "values": {**VALUES, "page": html}}) for one, html in PAGES.items())
    added = send("/api/v1/projects/every-type/records", data=rows, headers={"Content-Type": "application/x-ndjson"})
    assert added.ok, added.text()
    page = context.new_page()
    page.on("request", lambda one: ASKED.append(one.url))
    page.goto("/p/every-type/annotate")
    page.locator("[data-at='answer'] [data-from]").first.wait_for()
    page.locator("[data-at='sources/s1'] [data-from]").first.wait_for()
    yield page
    context.close()


def now(page, question):
    """Waits until it is a question's turn."""
    page.locator(f"[data-question^='{question}'][aria-current]").first.wait_for()


def keys(page, question, pressed, words=""):
    now(page, question)
    for key in pressed.split():
        page.keyboard.press(key)
    if words:
        page.keyboard.insert_text(words)


def block(page, question):
    return page.locator(f"[data-question^='{question}']").first


def answers(page, record, submit):
    """What is stored of a record once `submit` has sent it."""
    with page.expect_response(lambda one: one.url.endswith("/submit") and one.ok):
        submit()
    told = page.request.get("/api/v1/projects/every-type/mine").json()["assignments"]
    [one] = [one for one in told if one["record"]["id"] == record]
    return one["answers"]


def expected():
    start = VALUES["answer"].index(WRONG)
    current = {"at": "answer", "start": start, "end": start + len(WRONG), "quote": WRONG}
    return {
        "steps": {"s2": {"value": "wrong"}},
        "heard": {"1": {"value": "clear"}},
        "agreed": {"payment_id": {"value": "not agreed"}},
        "offer": {"3": {"value": "offer"}},
        "kept": {"1": {"value": "broken"}},
        "fit": {"value": "does not"},
        "tone": {"value": "curt"},
        "problems": {"value": ["vague", "wrong"]},
        "helpful": {"value": 4},
        "tension": {"0": {"value": 2}, "1": {"value": 6}},
        "reason": {"value": "Because."},
        "better": {"value": NEW},
        "pick": {"value": {"winner": "b"}},
        "order": {"value": [["b"], ["a"]]},
        "quality": {"value": {"clear": {"score": 2}, "short": {"score": 1}}},
        "spans": {"value": [{"id": "m1", "anchor": current, "label": "wrong"}]},
        "claims": {"value": [{"id": "i1", "text": CLAIM, "answers": {"verdict": {"value": "refuted"}}}]},
    }


def test_the_project_asks_every_type():
    from accord.schema import parse

    ours = {name for name, kind in question_types().items() if type(kind).__module__.startswith("accord.")}
    assert {one.kind.name for one in parse(PROJECT).questions.values()} == ours


def test_the_record_has_every_field_type():
    from accord.schema import parse

    ours = {name for name, kind in field_types().items() if type(kind).__module__.startswith("accord.")}
    assert {one.kind.name for one in parse(PROJECT).fields.values()} == ours


def test_by_keys_alone(page):
    keys(page, "steps", "2")
    keys(page, "heard", "1")
    keys(page, "agreed", "2")
    keys(page, "offer", "1")
    keys(page, "kept", "2")
    keys(page, "fit", "2")
    keys(page, "tone", "2")
    keys(page, "problems", "1 3 Tab")
    keys(page, "helpful", "4")
    keys(page, "tension", "2 6")
    keys(page, "reason", "", "Because.")
    page.keyboard.press("Enter")
    keys(page, "better", "i Control+a", NEW)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    keys(page, "pick", "3")
    keys(page, "order", "2 1")
    keys(page, "quality", "2 1")
    keys(page, "spans", "v " + "Control+ArrowRight " * 7 + "Shift+Control+ArrowRight r Tab")
    keys(page, "claims", "c", CLAIM)
    page.keyboard.press("Enter")
    keys(page, "claims", "2 Tab")
    keys(page, "grounds", "] Enter")
    page.locator(".links-begun").wait_for()
    page.keyboard.press("v")
    page.keyboard.press("PageDown")
    for key in ["Control+ArrowRight", "Shift+Control+ArrowRight", "c"]:
        page.keyboard.press(key)
    page.locator(".links-row").wait_for()
    said = answers(page, "keys", lambda: page.keyboard.press("Enter"))
    [link] = said.pop("grounds")["value"]
    assert (link["from"]["quote"], link["type"]) == (WRONG, "contradicted by")
    assert said == expected()


def test_by_the_mouse_alone(page):
    pressed = {
        "steps": "wrong",
        "heard": "clear",
        "agreed": "not agreed",
        "offer": "offer",
        "kept": "broken",
        "fit": "does not",
    }
    for question, name in pressed.items():
        block(page, question).get_by_role("radio", name=name, exact=True).click()
    block(page, "tone").get_by_role("radio", name="curt").click()
    for name in ("vague", "wrong"):
        block(page, "problems").get_by_role("checkbox", name=name).click()
    block(page, "helpful").get_by_role("radio", name="4").click()
    now(page, "tension")
    block(page, "tension").locator(".curve-plot").scroll_into_view_if_needed()
    still(page)
    heights = page.locator(".curve-line").evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    begin, end = (page.locator(".curve-plot circle").nth(at).bounding_box() for at in (0, 1))
    page.mouse.move(begin["x"] + 4, heights[1])
    page.mouse.down()
    # a stroke holds for a part as long as it is nearer to it than to the next
    page.mouse.move(0.4 * begin["x"] + 0.6 * end["x"], heights[1], steps=4)
    page.mouse.move(end["x"] + 4, heights[5], steps=4)
    page.mouse.up()
    # the words of a text are typed, whatever is clicked
    block(page, "reason").get_by_role("textbox").click()
    page.keyboard.insert_text("Because.")
    block(page, "better").get_by_role("textbox").fill(NEW)
    block(page, "pick").get_by_role("radio", name="B").last.click()
    rows = block(page, "order").locator(".rank-grip")
    rows.nth(1).scroll_into_view_if_needed()
    still(page)
    first, second = rows.nth(0).bounding_box(), rows.nth(1).bounding_box()
    page.mouse.move(second["x"] + 60, second["y"] + second["height"] / 2)
    page.mouse.down()
    page.mouse.move(first["x"] + 60, first["y"] + 2, steps=6)
    page.mouse.up()
    quality = block(page, "quality").get_by_role("radiogroup")
    quality.nth(0).get_by_role("radio", name="2").click()
    quality.nth(1).get_by_role("radio", name="1").click()
    block(page, "spans").locator(".q-title").click()
    drag(page, "answer", WRONG)
    page.locator("[data-anchor-menu]").get_by_text("wrong").click()
    block(page, "claims").locator(".q-title").click()
    block(page, "claims").get_by_role("button", name="Add one").click()
    page.keyboard.insert_text(CLAIM)
    block(page, "claims").locator(".item-number").click()
    block(page, "claims").get_by_role("radio", name="refuted").click()
    block(page, "grounds").locator(".q-title").click()
    click(page, "answer", WRONG)
    page.locator("[data-anchor-menu]").get_by_text("From here").click()
    drag(page, "sources/s1", SHOWN)
    page.locator("[data-anchor-menu]").get_by_text("contradicted by").click()
    page.locator(".links-row").wait_for()
    said = answers(page, "mouse", page.get_by_role("button", name="Submit").click)
    [link] = said.pop("grounds")["value"]
    assert (link["from"]["quote"], link["type"], link["to"]["quote"]) == (WRONG, "contradicted by", SHOWN)
    assert said == expected()


def test_nothing_was_fetched_from_elsewhere(page, demo):
    assert ASKED
    assert [url for url in ASKED if not url.startswith((demo.address, "data:", "blob:"))] == []
