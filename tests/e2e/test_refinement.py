"""One record through critique, revise and re-evaluate twice, rejected, escalated, decided by the expert and done, all by keys; its timeline is read."""

import pytest

from accord import workflows
from tests.e2e.test_pages import violations
from tests.e2e.test_workflow_keys import press
from tests.e2e.waiting import READY

pytestmark = pytest.mark.browser

DRAFT = "A post about a post. A post about a post."
TABLE = "() => document.querySelector('.review-table tr.now')"
APART = """() => {
    const bottom = (one) => Math.max(...[...document.querySelectorAll(one)].map((box) => box.getBoundingClientRect().bottom));
    return bottom('.work-record .record *') <= document.querySelector('.review-side').getBoundingClientRect().top + 1;
}"""
MEMBERS = {"annotator-1": "annotator", "annotator-2": "annotator", "expert": "reviewer", "lead": "lead"}


@pytest.fixture
def crew(demo, chromium):
    """A signed-in page a person, and a project with one draft; script errors fail the test."""
    contexts, errors, pages = [], [], {}
    for name in MEMBERS:
        size = {"width": 1280, "height": 800}
        context = chromium.new_context(base_url=demo.address, viewport=size, extra_http_headers={"X-Accord": "1"})
        contexts.append(context)
        assert context.request.post("/api/v1/session", data={"name": name, "password": demo.accounts[name]}).ok
        pages[name] = context.new_page()
        pages[name].on("pageerror", lambda error: errors.append(str(error)))
    send = pages["lead"].request
    source = workflows.load("refinement").source.replace("name: refinement\n", "name: rounds\n", 1)
    assert send.post("/api/v1/projects", data={"yaml": source, "guidelines": ""}).ok
    record = {"id": "d1", "values": {"brief": "Announce the job.", "draft": DRAFT}}
    assert send.post("/api/v1/projects/rounds/records", data=[record]).ok
    for name, role in MEMBERS.items():
        if name != "lead":
            assert send.put(f"/api/v1/projects/rounds/members/{name}", data={"role": role}).ok
    yield pages
    for context in contexts:
        context.close()
    assert errors == []


def work(page, stage, keys, done, ready=READY):
    """The person's page, in the stage that is due: what is pressed there, until it counts as done."""
    page.goto("/p/rounds/annotate")
    page.locator("header.work-top", has_text=stage).wait_for()
    page.wait_for_function(ready)
    if ready == READY:
        press(page, keys)
    else:
        for key in keys.split():
            page.wait_for_function(ready)
            page.keyboard.press(key)
    page.get_by_text(f"{done} today").wait_for()


def test_one_record_is_refined_rejected_escalated_and_decided_and_its_timeline_tells_it(crew):
    critic, reviser, reviewer, lead = (crew[name] for name in MEMBERS)
    work(critic, "critique", 'c "It_says_nothing. Escape 3 2 "Say_it_once. Escape Tab 1 Enter', 1)
    work(reviser, "revise", 'i Control+a "A_post_about_a_job. Escape Tab 1 Enter', 1)
    work(critic, "re-evaluate", "1 5 2 Enter", 2)
    work(critic, "critique", 'c "Whose_job? Escape 2 1 "Say_whose. Escape Tab 2 Enter', 3)
    reviser.goto("/p/rounds/annotate")
    reviser.get_by_text("Whose job? · completeness · blocker · Say whose.").wait_for()  # the reviser is told
    work(reviser, "revise", 'i Control+a "I_begin_as_a_nurse. Escape Tab 1 Enter', 2)
    work(critic, "re-evaluate", "1 5 3 Enter", 4)

    reviewer.goto("/p/rounds/annotate")
    reviewer.wait_for_function(TABLE)
    assert violations(reviewer) == []
    usual = reviewer.viewport_size
    reviewer.set_viewport_size({"width": 390, "height": 844})
    reviewer.wait_for_function(APART)  # on a phone the answers stand below the record, not over it
    reviewer.set_viewport_size(usual)
    work(reviewer, "approve", "x 2 Enter", 1, TABLE)
    lead.goto("/p/rounds/stages")
    lead.locator("[data-stage=expert]", has_text="1 escalated").wait_for()
    assert violations(lead) == []
    work(lead, "expert", "3 Enter 4 Enter", 1, TABLE)

    lead.goto("/p/rounds/records/d1")
    lead.locator(".life-decided").wait_for()
    moves = [words.split(" (")[0] for words in lead.locator(".life-move b").all_inner_texts()]
    again = ["critique → revise", "revise → re-evaluate"]
    assert moves == [
        *(*again, "re-evaluate → critique"),
        *(*again, "re-evaluate → approve", "approve → expert", "expert → done"),
    ]
    told = lead.locator(".life").inner_text()
    for words in (
        "annotator-1 answered in critique (round 2)",
        "because answers.score >= 3 (answers.score = 3)",
        "expert rejected it in approve (round 2)",
        "incomplete",
        "Escalated (high) to lead",
        "lead decided in expert (round 2)",
        "The escalation to lead was settled",
    ):
        assert words in told
    lead.goto("/p/rounds/results")
    lead.get_by_role("img", name="Score after each revision").wait_for()
    lead.get_by_text("revision 2").first.wait_for()
