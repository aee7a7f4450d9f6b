"""Every page in both themes: no violation of WCAG 2.2 AA that axe-core can find, no script error."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURED = ["color-contrast", "link-in-text-block"]  # what another theme alone can break
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
    "/p/side-by-side/stages",
    "/p/side-by-side/people",
    "/p/side-by-side/access",
    "/p/side-by-side/groups",
    "/p/side-by-side/audit",
    "/p/side-by-side/keeping",
    "/archived",
    "/p/side-by-side/rules",
    "/p/side-by-side/export",
    "/p/side-by-side/import",
    "/p/side-by-side/corpus",
    "/p/side-by-side/project",
    "/new",
    "/you",
]
PRESSES = {
    "quality": "11", "records": "12", "stages": "13",
    "results": "21", "disagreements": "22", "groups": "23", "rules": "24",
    "people": "31", "access": "32", "pay": "33",
    "project": "41", "corpus": "42", "export": "43", "audit": "44", "keeping": "45",
    "annotate": "5",
}  # fmt: skip


# the place that the title names is the current one, and leads to where one is
SAID = """place => {
    const current = document.querySelector('.project-places a[aria-current=page]');
    return current?.pathname.endsWith('/' + place) && document.title === `${current.innerText} · Side by side · Accord`;
}"""


def violations(page, rules=TAGS):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, { runOnly: rules })", rules)["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]


def settled(page):
    page.locator("h1, [class*=desk], [class*=record]").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.locator(".skeleton").first.wait_for(state="detached")


def test_every_page_of_a_lead_is_accessible_in_light_and_in_dark(demo, sign_in):
    page = sign_in("lead", color_scheme="light")
    found = {}
    for address in LEAD:
        page.goto(demo.address + address)
        settled(page)
        for scheme, rules in (("light", TAGS), ("dark", COLOURED)):
            page.emulate_media(color_scheme=scheme)
            page.locator(f":root[data-mantine-color-scheme={scheme}]").wait_for()
            if problems := violations(page, rules):
                found[address, scheme] = problems
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


def test_each_page_of_a_project_is_two_key_presses_from_any_other_and_says_where_it_is(demo, sign_in):
    page = sign_in("lead")
    page.goto(f"{demo.address}/p/side-by-side/quality")
    for place, presses in PRESSES.items():
        page.locator(".project-places").wait_for()
        if len(presses) == 2:
            page.keyboard.press(presses[0])
            page.locator(".project-places a kbd", has_text=presses[1]).wait_for()
            page.wait_for_function("() => document.activeElement.closest('.project-places') !== null")
        page.keyboard.press(presses[-1])
        page.wait_for_url(f"**/p/side-by-side/{place}*")
        if place != "annotate":
            page.wait_for_function(SAID, arg=place)
    page.go_back()
    page.locator(".project-places").wait_for()
    page.keyboard.press("2")
    page.keyboard.press("Escape")
    page.locator(".project-places a kbd").first.wait_for(state="detached")
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/disagreements")
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_role("heading", name="Go to").wait_for()
    page.keyboard.press("Escape")


def test_an_annotator_finds_the_own_work_and_no_page_of_a_lead(demo, sign_in):
    page = sign_in("annotator-3")
    page.goto(f"{demo.address}/p/side-by-side/rules")
    page.get_by_role("navigation").get_by_role("link", name="Your work").click()
    page.wait_for_url("**/people/annotator-3")
    page.get_by_role("heading", name="annotator-3").wait_for()
    names = page.get_by_role("navigation").get_by_role("link").all_inner_texts()
    assert names == ["Side by side", "Annotate", "Your work", "Rules"]
