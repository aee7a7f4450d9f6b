"""A calibration round in a real browser: a lead begins it, two people vote by keys, see each other's answers, talk and vote again."""

import re

import pytest

from tests.e2e.test_gates import look
from tests.e2e.test_pages import violations

pytestmark = pytest.mark.browser

YAML = """name: alike
title: Tone of replies
fields: {reply: {type: text}}
questions: {tone: {type: label, options: [friendly, curt, rude]}}
stages: [{name: annotate, overlap: 2}]
"""
WORDS = ("No.", "I looked at your account, and there is nothing that I can do.", "Thank you for asking! Gladly.")
PEOPLE = ("annotator-1", "annotator-2")


@pytest.fixture(scope="module")
def alike(demo, chromium):
    context = chromium.new_context(base_url=demo.address, extra_http_headers={"X-Accord": "1"})
    send = context.request
    send.post("/api/v1/session", data={"name": "lead", "password": demo.accounts["lead"]})
    assert send.post("/api/v1/projects", data={"yaml": YAML}).ok
    rows = [{"id": f"c{n}", "values": {"reply": words}} for n, words in enumerate(WORDS)]
    assert send.post("/api/v1/projects/alike/records", data=rows).ok
    for name in PEOPLE:
        assert send.put(f"/api/v1/projects/alike/members/{name}", data={"role": "annotator"}).ok
    context.close()


def vote(page, demo, keys):
    """One option's key for each record, in the order they came."""
    page.goto(f"{demo.address}/p/alike-calibration-1/annotate")
    for words, key in zip(WORDS, keys, strict=True):
        page.get_by_text(words, exact=True).wait_for()
        page.keyboard.press(key)
        page.keyboard.press("Enter")
    page.get_by_role("link", name="See the round").wait_for()


def test_two_people_vote_see_each_other_and_vote_again(demo, sign_in, alike):
    lead = sign_in("lead")
    lead.goto(f"{demo.address}/p/alike/calibrations")
    lead.get_by_text("No round yet.").wait_for()
    look(lead, "calibrations")
    assert violations(lead) == []
    lead.get_by_label("How many").fill("3")
    lead.get_by_role("button", name="Begin").click()
    lead.get_by_role("heading", name="Round 1").wait_for()
    ann, bo = (sign_in(name) for name in PEOPLE)
    ann.goto(f"{demo.address}/")
    ann.get_by_role("link", name=re.compile(r"^Notices \d+")).click()  # other tests leave some too
    ann.get_by_role("link", name="A calibration round began: vote").wait_for()
    assert violations(ann) == []
    look(ann, "notices")
    ann.keyboard.press("Shift+X")  # all read
    ann.get_by_role("button", name="Mark as read").first.wait_for(state="detached")
    vote(ann, demo, "221")
    look(ann, "calibration-voted")
    ann.get_by_role("link", name="See the round").click()
    ann.get_by_text("Nobody sees anybody's answers before the reveal.").wait_for()
    assert ann.get_by_role("heading", name="Answers").count() == 0
    look(ann, "calibration-waiting")
    vote(bo, demo, "231")
    lead.reload()
    lead.get_by_role("row", name="annotator-2").get_by_text("3 of 3").wait_for()
    look(lead, "calibration-voting")
    lead.get_by_role("button", name="Reveal").click()
    lead.get_by_role("heading", name="Answers").wait_for()
    bo.goto(f"{demo.address}/p/alike-calibration-1/round")
    differ = bo.get_by_role("listitem").filter(has_text=WORDS[1])
    differ.get_by_text("differ").wait_for()
    bo.keyboard.press("c")  # those that people differ on come first
    bo.get_by_role("textbox").fill("It says why, but offers nothing.")
    bo.keyboard.press("Control+Enter")
    differ.get_by_text("It says why, but offers nothing.").wait_for()
    assert violations(bo) == []
    look(bo, "calibration-revealed")
    bo.get_by_role("link", name="Vote again").click()
    bo.get_by_text("What was said before").wait_for()
    bo.get_by_text(WORDS[0], exact=True).wait_for()
    bo.keyboard.press("Enter")  # what one said oneself is chosen already
    bo.get_by_text(WORDS[1], exact=True).wait_for()
    bo.get_by_text("It says why, but offers nothing.").wait_for()
    look(bo, "calibration-again")
    bo.keyboard.press("2")
    bo.keyboard.press("Enter")
    bo.get_by_text(WORDS[2], exact=True).wait_for()
    lead.reload()
    lead.locator("ins", has_text="curt").wait_for()
    lead.keyboard.press("g")
    lead.get_by_text("gold", exact=True).wait_for()
    look(lead, "calibration-lead")
    assert violations(lead) == []
    lead.get_by_role("button", name="Close the round").click()
    lead.get_by_text("Nobody votes any more.").wait_for()
