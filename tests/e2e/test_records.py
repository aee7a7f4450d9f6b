"""The lead's list of records at a size that cannot be loaded at once: scrolled, walked by keys, filtered, steered and undone."""

import json

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

COUNT = 3000
YAML = "name: many\nfields: {said: {type: text}}\nquestions: {fair: {type: label, options: [fair, unfair]}}\n"


@pytest.fixture(scope="module")
def many(demo, chromium):
    """The project with its records, made by the lead over HTTP."""
    context = chromium.new_context(base_url=demo.address, extra_http_headers={"X-Accord": "1"})
    send = context.request.post
    assert send("/api/v1/session", data={"name": "lead", "password": demo.accounts["lead"]}).ok
    assert send("/api/v1/projects", data={"yaml": YAML}).ok
    rows = "\n".join(json.dumps({"id": f"r{n:04}", "values": {"said": f"Sentence {n}"}}) for n in range(COUNT))
    added = send("/api/v1/projects/many/records", data=rows, headers={"Content-Type": "application/x-ndjson"})
    assert added.json()["inserted"] == COUNT
    context.close()


@pytest.fixture
def page(demo, sign_in, many):
    page = sign_in("lead")
    page.loaded = []
    page.on("requestfinished", lambda sent: page.loaded.append(sent) if "/many/records?" in sent.url else None)
    page.goto(f"{demo.address}/p/many/records")
    page.locator("[data-row=r0000]").wait_for()
    return page


def rows_loaded(page):
    return sum(len(sent.response().json()["records"]) for sent in page.loaded)


def test_from_one_end_to_the_other_by_keys_and_by_scrolling_few_rows_are_loaded(page):
    page.get_by_text("3,000 records").wait_for()
    page.keyboard.press("End")
    page.locator("[data-row=r2999]").wait_for()
    page.keyboard.press("k")
    page.locator("[data-row=r2998]:focus").wait_for()
    page.keyboard.press("Home")
    page.locator("[data-row=r0000]").wait_for()
    for row in (90, 180, 270):
        # as far as rows have come: the list grows while it is scrolled
        page.wait_for_function(
            """row => {
              document.querySelector('[data-virtuoso-scroller]').scrollTop = row * 38;
              return document.querySelector(`[data-row="r${String(row).padStart(4, '0')}"]`);
            }""",
            arg=row,
        )
    assert page.locator(".record-row").count() < 60
    assert page.evaluate("() => document.querySelectorAll('*').length") < 700
    assert rows_loaded(page) <= 900, "of three thousand"
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/r0*")


def test_filters_stand_in_the_address_and_the_keyboard_finds(page):
    page.keyboard.press("/")
    page.keyboard.type("sentence 12")
    page.get_by_text("111 records").wait_for()
    assert "q=sentence+12" in page.url
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.locator("[data-row=r0120]:focus").wait_for()
    page.reload()
    page.get_by_text("111 records").wait_for()
    page.get_by_label("State").select_option("withdrawn")
    page.get_by_text("No record matches these filters.").wait_for()
    page.get_by_role("button", name="Clear the filters").click()
    page.get_by_text("3,000 records").wait_for()


def test_many_records_are_withdrawn_with_an_exact_count_and_put_back(page):
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.get_by_text("1 selected").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("Sentence 7")
    page.get_by_text("111 records").wait_for()
    page.get_by_label("Select r0007").check()
    page.get_by_role("button", name="Select all that match").click()
    page.get_by_text("111 selected").wait_for()
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_text("111 records withdrawn.").wait_for()
    gone = "/api/v1/projects/many/records?state=withdrawn&limit=1"
    assert page.request.get(gone).json()["count"] == {"n": 111, "more": False}
    page.locator("[data-state=withdrawn] [data-row=r0007]").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("111 records put back.").wait_for()
    assert page.request.get(gone).json()["count"]["n"] == 0


def keep(page, words, name, whose):
    page.get_by_label("Find in ids and titles").fill(words)
    page.get_by_text("111 records").wait_for()
    page.get_by_role("button", name="Keep this list").click()
    page.keyboard.type(name)
    page.locator("select[name=for]").select_option(whose)
    with page.expect_response(lambda one: "/many/views/" in one.url and one.ok):
        page.get_by_label("Name of the list").press("Enter")
    page.locator("a.view:focus", has_text=name).wait_for()


def test_a_list_is_kept_by_name_for_all_or_for_oneself_and_is_there_in_another_browser(demo, sign_in, page):
    page.goto(f"{demo.address}/p/many/quality")
    page.get_by_role("link", name="answers still wanted").click()
    page.wait_for_url("**/records?state=open")
    page.get_by_text("3,000 records", exact=True).wait_for()  # the address is there before the page
    keep(page, "sentence 12", "Twelves, تجربة", "me")
    keep(page, "sentence 13", "Open thirteens", "all")
    other = sign_in("lead")
    other.goto(f"{demo.address}/p/many/records")
    other.get_by_role("link", name="Twelves, تجربة").click()
    other.get_by_text("111 records").wait_for()
    assert "state=open" in other.url and "q=sentence+12" in other.url
    other.get_by_role("button", name="Forget").click()
    other.get_by_role("button", name="Keep this list").wait_for()
    expect(other.locator("a.view")).to_have_text(["All", "Open thirteens"])
