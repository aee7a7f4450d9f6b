"""Every page in both themes: no violation of WCAG 2.2 AA that axe-core can find, no script error."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LEAD = [
    "/",
    "/workflows",
    "/p/side-by-side/annotate",
    "/p/preference-ranking/annotate",
    "/p/response-review/annotate",
    "/p/side-by-side/quality",
    "/p/side-by-side/disagreements",
    "/p/side-by-side/pay",
    "/p/side-by-side/people/annotator-1",
    "/p/side-by-side/results",
    "/p/side-by-side/records",
    "/p/side-by-side/people",
    "/p/side-by-side/rules",
    "/p/side-by-side/export",
    "/p/side-by-side/project",
    "/new",
]


def violations(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, { runOnly: tags })", TAGS)["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]


def settled(page):
    page.locator("h1, [class*=desk], [class*=record]").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.locator(".skeleton").first.wait_for(state="detached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_a_lead_is_accessible(demo, sign_in, scheme):
    page = sign_in("lead", color_scheme=scheme)
    found = {}
    for address in LEAD:
        page.goto(demo.address + address)
        settled(page)
        if problems := violations(page):
            found[address] = problems
    assert found == {}


def test_a_record_and_the_sign_in_are_accessible(demo, sign_in, chromium):
    page = sign_in("lead")
    page.goto(f"{demo.address}/p/side-by-side/records")
    page.locator(".record-row a").first.click()
    page.wait_for_url("**/records/*")
    settled(page)
    assert violations(page) == []
    context = chromium.new_context()
    fresh = context.new_page()
    fresh.goto(f"{demo.address}/sign-in")
    settled(fresh)
    assert violations(fresh) == []
    context.close()


def test_a_wrong_password_is_said_in_the_page(demo, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{demo.address}/sign-in")
    page.get_by_label("Name").fill("lead")
    page.get_by_label("Password").fill("not the password")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("wrong").wait_for()
    context.close()
