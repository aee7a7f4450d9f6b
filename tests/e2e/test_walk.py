"""What a person meets on a walk through the pages: closed doors, pages that hold still, 400% of zoom, a slip taken back."""

import pytest
from playwright.sync_api import expect

from tests.e2e.test_pages import violations
from tests.e2e.waiting import shown

pytestmark = pytest.mark.browser

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
BOXES = "() => [...document.querySelectorAll('.candidates article, .prompt')].map((one) => JSON.stringify(one.getBoundingClientRect()))"
COVERED = """() => {
    const strip = document.querySelector('.work-strip').getBoundingClientRect();
    const record = document.querySelector('.work-record').getBoundingClientRect();
    return Math.max(0, Math.min(strip.bottom, record.bottom) - Math.max(strip.top, record.top));
}"""


def test_a_page_that_is_not_ones_own_says_why_and_shows_nothing_else(demo, sign_in):
    page = sign_in("annotator-1")
    page.goto(f"{demo.address}/p/side-by-side/quality")
    page.get_by_role("heading", name="Only a reviewer may open this page").wait_for()
    assert page.get_by_role("heading").count() == 1
    page.goto(f"{demo.address}/p/nowhere/quality")
    page.get_by_role("heading", name="There is no project called nowhere").wait_for()
    assert page.get_by_role("link", name="Annotate").count() == 0
    assert page.get_by_role("button", name="Try again").count() == 0, "asking again changes nothing"
    page.goto(f"{demo.address}/people")
    page.get_by_role("heading", name="Only a person with the role lead").wait_for()
    assert page.get_by_role("button", name="Add a person").count() == 0
    page.get_by_role("link", name="Go to your projects").click()
    page.get_by_role("heading", name="Projects", exact=True).wait_for()


def test_what_is_compared_stays_where_it_is_when_more_is_asked(demo, sign_in):
    page = sign_in("lead")
    page.goto(f"{demo.address}/p/side-by-side/annotate")
    close = page.get_by_role("button", name="Close")
    page.locator("[data-question]").first.wait_for()
    if close.count():
        close.click()
        close.wait_for(state="detached")
    shown(page)
    before = page.evaluate(BOXES)
    assert len(before) == 3
    page.keyboard.press("1")
    page.get_by_text("What made the difference?").wait_for()
    assert page.evaluate(BOXES) == before


def test_at_400_percent_nothing_runs_sideways_and_no_bar_covers_the_record(demo, sign_in):
    page = sign_in("lead")
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400%
    for place in ("", "p/side-by-side/quality", "p/side-by-side/disagreements", "p/side-by-side/people", "you"):
        page.goto(f"{demo.address}/{place}")
        page.get_by_role("heading").first.wait_for()
        page.locator(".skeleton").first.wait_for(state="detached")
        assert page.evaluate(SIDEWAYS) <= 0, place
    page.goto(f"{demo.address}/p/side-by-side/annotate")
    page.locator(".work-strip").wait_for()
    assert page.evaluate(COVERED) == 0
    assert page.evaluate(SIDEWAYS) <= 0


def test_a_member_gets_another_role_and_who_was_removed_by_a_slip_is_put_back(demo, sign_in):
    page = sign_in("lead")
    page.goto(f"{demo.address}/p/response-review/people")
    role = page.get_by_label("Role of annotator-3")
    role.wait_for()
    with page.expect_response("**/members/annotator-3"):
        role.select_option("reviewer")
    page.get_by_role("button", name="Remove annotator-3").click()
    page.get_by_role("status").get_by_text("annotator-3 is no member any more").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Put back").click()
    expect(role, "with the role that they had").to_have_value("reviewer")
    with page.expect_response("**/members/annotator-3"):
        role.select_option("annotator")


def coming(page, held):
    """The next request that is held, once it is there."""
    while not held:
        page.evaluate("() => new Promise(requestAnimationFrame)")
    return held.pop()


def test_what_is_pressed_is_seen_before_the_server_has_answered_and_taken_back_where_it_refuses(demo, sign_in):
    page, held = sign_in("lead"), []
    page.goto(f"{demo.address}/p/response-review/people")
    role = page.get_by_label("Role of annotator-3")
    expect(role).to_have_value("annotator")
    page.route("**/members/annotator-3", lambda route: held.append(route))
    role.select_option("reviewer")
    role.select_option("lead")
    expect(role).to_have_value("lead")
    first = coming(page, held)
    assert (first.request.post_data_json, held) == ({"role": "reviewer"}, []), "the second goes after the first"
    first.continue_()
    second = coming(page, held)
    expect(role).to_have_value("lead")
    refusal = {"title": "Somebody else is asked first", "status": 403}
    second.fulfill(status=403, content_type="application/problem+json", json=refusal)
    page.get_by_role("alert").get_by_text("Somebody else is asked first").wait_for()
    expect(role).to_have_value("reviewer")
    page.unroute("**/members/annotator-3")
    with page.expect_response("**/members/annotator-3"):
        role.select_option("annotator")
