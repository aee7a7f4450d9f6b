"""What stands before a record, in a real browser by keys: changed guidelines, sensitive content, one's own settings."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.test_pages import violations

pytestmark = pytest.mark.browser

YAML = """name: gated
fields: {reply: {type: text, sensitive: true}}
questions: {tone: {type: label, options: [friendly, curt]}}
stages: [{name: annotate, overlap: 3}]
"""
EXAM = """name: tone-exam
title: Tone of a reply
fields: {reply: {type: text}}
questions: {tone: {type: label, options: [friendly, curt]}}
stages: [{name: exam}]
exam: {skill: tone, pass: 0.5, tries: 2}
"""
PRACTICE = EXAM.replace("tone-exam", "tone-practice").replace("{name: exam}", "{name: try, training: true, overlap: 9}")
PRACTICE = PRACTICE.partition("exam:")[0]
WHY = "There is neither greeting nor thanks."
OLD = "# Tone\n\nA reply is **curt** when it has no greeting.\n\nEverything else is friendly.\n"
NEW = "# Tone\n\nA reply is **curt** when it has neither greeting nor thanks.\n\nEverything else is friendly.\n"
WORDS = "No. I looked at your account and there is nothing that I can do."


@pytest.fixture(scope="module")
def gated(demo, chromium):
    """A project with sensitive records, whose guidelines changed after the annotator's first answer."""
    context = chromium.new_context(base_url=demo.address, extra_http_headers={"X-Accord": "1"})
    send = context.request

    def done(response):
        assert response.ok, response.text()
        return response

    done(send.post("/api/v1/session", data={"name": "lead", "password": demo.accounts["lead"]}))
    done(send.post("/api/v1/projects", data={"yaml": YAML, "guidelines": OLD}))
    records = [{"id": f"g{n}", "values": {"reply": f"{WORDS} ({n})"}} for n in range(8)]
    done(send.post("/api/v1/projects/gated/records", data=records))
    golden = [{**one, "gold": {"tone": {"value": "curt", "why": WHY}}} for one in records[:2]]
    for name, yaml in (("tone-exam", EXAM), ("tone-practice", PRACTICE)):
        done(send.post("/api/v1/projects", data={"yaml": yaml}))
        done(send.post(f"/api/v1/projects/{name}/records", data=golden))
    for name in ("gated", "tone-exam", "tone-practice"):
        done(send.put(f"/api/v1/projects/{name}/members/annotator-1", data={"role": "annotator"}))
    yield lambda body: done(send.put("/api/v1/projects/gated", data={"yaml": YAML, **body}))
    context.close()


def look(page, name):
    """A picture for a person's eye, where ACCORD_PICTURES names a folder."""
    if folder := os.environ.get("ACCORD_PICTURES"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=str(Path(folder) / f"{name}-{scheme}.png"))
        page.set_viewport_size({"width": 400, "height": 800})
        page.screenshot(path=str(Path(folder) / f"{name}-narrow.png"))
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(color_scheme="light")


def test_sensitive_content_is_agreed_to_covered_and_guidelines_are_read_before_going_on(demo, sign_in, gated):
    page = sign_in("annotator-1")
    page.goto(f"{demo.address}/p/gated/annotate")
    page.get_by_role("heading", name="Some of this may be hard to look at").wait_for()
    look(page, "sensitive")
    assert violations(page) == []
    page.get_by_label("At most so many records a day").fill("20")
    page.keyboard.press("Enter")
    show = page.get_by_role("button", name="Show it")
    show.wait_for()
    if page.get_by_role("button", name="Close").count():  # the guidelines, at the first visit
        page.keyboard.press("g")
    look(page, "veil")
    assert violations(page) == []
    assert WORDS not in page.content()
    show.focus()
    page.keyboard.press("Enter")
    page.get_by_text(WORDS).first.wait_for()
    page.keyboard.press("1")
    gated({"guidelines": NEW, "changes": "Thanks make a reply friendly, too."})
    changed = page.get_by_role("heading", name="The guidelines changed")
    for _ in range(3):  # what is in hand already may be answered
        page.locator("[data-question]").first.or_(changed).wait_for()
        if changed.count():
            break
        page.keyboard.press("1")
        page.keyboard.press("Enter")
    changed.wait_for()
    page.get_by_text("Thanks make a reply friendly, too.").wait_for()
    expect(page.locator("ins").first).to_be_visible()
    look(page, "acknowledge")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.locator("[data-question]").first.wait_for()
    assert page.request.get("/api/v1/projects/gated/guidelines").json()["must"] is False


def test_a_persons_own_page_holds_their_settings(demo, sign_in, gated):
    page = sign_in("annotator-1")
    page.goto(f"{demo.address}/you")
    cap = page.get_by_label("At most so many records a day")
    cap.wait_for()
    look(page, "you")
    assert violations(page) == []
    cap.fill("")
    page.get_by_label("Propose a break after so many minutes").fill("30")
    page.keyboard.press("Enter")
    page.get_by_text("Saved").wait_for()
    kept = page.request.get("/api/v1/session/wellbeing").json()
    assert (kept["daily_cap"], kept["break_minutes"]) == (None, 30)


def test_an_exam_by_keys_from_the_first_look_to_the_skill(demo, sign_in, gated):
    page = sign_in("annotator-1")
    page.goto(f"{demo.address}/p/tone-exam/annotate")
    page.get_by_role("button", name="Begin").wait_for()
    look(page, "exam-before")
    assert violations(page) == []
    page.keyboard.press("Enter")
    for option in ("2", "1"):  # right, wrong
        page.locator("[data-question]").first.wait_for()
        page.keyboard.press(option)
        page.keyboard.press("Enter")
    page.get_by_role("heading", name="All is answered").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Passed").wait_for()
    page.get_by_text(WHY).first.wait_for()
    look(page, "exam-after")
    assert violations(page) == []
    [skill] = page.request.get("/api/v1/users/annotator-1/skills").json()["skills"]
    assert skill["skill"] == "tone"
    lead = sign_in("lead")
    lead.goto(f"{demo.address}/p/tone-exam/exam")
    lead.get_by_role("heading", name="What people get wrong").wait_for()
    look(lead, "exam-lead")
    assert violations(lead) == []


def test_training_tells_after_each_answer_how_it_was(demo, sign_in, gated):
    page = sign_in("annotator-1")
    page.goto(f"{demo.address}/p/tone-practice/annotate")
    page.locator("[data-question]").first.wait_for()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.get_by_text(WHY).wait_for()
    look(page, "feedback")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.locator("[data-question]").first.wait_for()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.locator(".known.right").wait_for()


def test_a_lead_invites_grants_and_looks_and_the_invited_joins(demo, sign_in, gated, chromium):
    lead = sign_in("lead")
    lead.goto(f"{demo.address}/p/gated/access")
    lead.get_by_role("button", name="Make a link").click()
    link = lead.locator("code.one-time").inner_text()
    lead.get_by_label("Whose skills").select_option("annotator-1")
    lead.get_by_label("Skill, like support-en").fill("support-en")
    lead.keyboard.press("Enter")
    lead.get_by_role("cell", name="support-en", exact=True).wait_for()
    look(lead, "access")
    assert violations(lead) == []
    for address, heading in (("groups", "Groups of people"), ("audit", "Audit log")):
        lead.goto(f"{demo.address}/p/gated/{address}")
        lead.get_by_role("heading", name=heading).wait_for()
        lead.locator(".skeleton").first.wait_for(state="detached")
        look(lead, address)
        assert violations(lead) == []
    context = chromium.new_context(base_url=demo.address)
    page = context.new_page()
    page.goto(link.replace(link.partition("/invitation")[0], demo.address))
    page.get_by_label("Choose a name").fill("newcomer")
    look(page, "invitation")
    assert violations(page) == []
    page.get_by_label("Choose a password").fill("correct horse")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/gated/annotate")
    page.goto(f"{demo.address}/you")
    page.locator("select[name=age]").select_option("35-44")
    page.get_by_label("I agree to this use").check()
    page.get_by_role("button", name="Save").last.click()
    page.get_by_role("button", name="Erase it all").wait_for()
    look(page, "about")
    assert violations(page) == []
    page.get_by_role("button", name="Erase it all").click()
    page.get_by_role("button", name="Erase it all").wait_for(state="detached")
    assert page.request.get("/api/v1/session/attributes").json()["said"] == {}
    context.close()
