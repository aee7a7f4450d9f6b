"""Marks are made by keyboard alone and by mouse, in any script, and arrive exactly where they were drawn."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.test_pages import violations
from tests.e2e.waiting import hears_keys, shown

pytestmark = pytest.mark.browser

RECORDS = [
    json.loads(line) for line in (Path(__file__).parent / "records" / "marking.jsonl").read_text("utf-8").splitlines()
]
FIELDS = """
fields: {answer: {type: text, format: markdown}, talk: {type: chat}, replies: {type: candidates, shuffle: false}}
questions:
"""
ISSUES = (
    FIELDS
    + """
  issues:
    type: marks
    of: answer
    overlap: true
    labels: [invented fact, fake citation, wrong number]
    ask: {severity: {type: rating, min: 1, max: 4}}
"""
)
PLAIN = FIELDS + "  odd: {type: marks, of: answer, labels: [odd, wrong], suggestions: prefill}\n"
PLACES = FIELDS + "  of_replies: {type: marks, of: replies, labels: [good, bad]}\n  of_talk: {type: marks, of: talk}\n"
LINKS = """
fields: {answer: {type: text}, source: {type: text}}
questions:
  spans: {type: marks, of: answer, labels: [invented, wrong], required: false}
  grounds: {type: links, types: [contradicted by, should cite], draw: [span, element], required: false}
"""
TOWER = {
    "answer": "The tower 🗼 was opened in 1899 and is 450 metres high.",
    "source": "It was opened in 1889. It is 330 metres tall.",
}
SUGGESTED = [
    {"question": "odd", "value": [
        {"id": "m1", "anchor": {"at": "answer", "start": 0, "end": 4, "quote": "2012"}, "label": "odd"},
        {"id": "m2", "anchor": {"at": "answer", "start": 0, "end": 4, "quote": "1999"}, "label": "wrong"},
    ]}
]  # fmt: skip
PROJECTS = {
    "marking-keys": (ISSUES, RECORDS[:1]),
    "marking-mouse": (ISSUES, RECORDS[:1]),
    "marking-scripts": (PLAIN, RECORDS[1:]),
    "marking-moved": (PLAIN, [{**RECORDS[0], "suggestions": SUGGESTED}]),
    "marking-apart": (PLAIN, RECORDS[:1]),
    "marking-places": (PLACES, RECORDS[:1]),
    "marking-look": (ISSUES, RECORDS[:1]),
    "marking-links": (LINKS, [{"id": "1", "values": TOWER}]),
}
WHERE = """([at, words]) => {
  const runs = [...document.querySelectorAll(`[data-at="${at}"] [data-from]`)];
  const nodes = runs.flatMap((run) => [...run.childNodes].filter((one) => one.nodeType === 3));
  const from = nodes.map((one) => one.data).join("").indexOf(words);
  const box = (index) => {
    for (const node of nodes) {
      if (index < node.data.length) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + (node.data.codePointAt(index) > 0xffff ? 2 : 1));
        const rtl = /\\p{Script=Arabic}/u.test(node.data);
        const { left, right, top, height } = range.getBoundingClientRect();
        const [near, far] = [left + (right - left) / 4, right - (right - left) / 4];
        return { start: rtl ? far : near, end: rtl ? near : far, y: top + height / 2 };
      }
      index -= node.data.length;
    }
  };
  const last = [...words].at(-1).length;
  document.querySelector(`[data-at="${at}"]`).scrollIntoView({ block: "center" });
  return [box(from), box(from + words.length - last)];
}"""


@pytest.fixture(scope="module")
def projects(demo, chromium):
    """One project a way of marking, made by the lead over HTTP."""
    context = chromium.new_context(base_url=demo.address, extra_http_headers={"X-Accord": "1"})
    send = context.request.post
    assert send("/api/v1/session", data={"name": "lead", "password": demo.accounts["lead"]}).ok
    for name, (body, records) in PROJECTS.items():
        made = send("/api/v1/projects", data={"yaml": f"name: {name}\n{body}\n"})
        assert made.ok, made.text()
        rows = "\n".join(json.dumps(one) for one in records)
        added = send(f"/api/v1/projects/{name}/records", data=rows, headers={"Content-Type": "application/x-ndjson"})
        assert added.ok, added.text()
    context.close()


@pytest.fixture
def at(demo, sign_in, projects):
    """`at(project)`: the lead's annotate page, ready for keys."""

    def open_page(project, **options):
        page = sign_in("lead", **options)
        page.goto(f"{demo.address}/p/{project}/annotate")
        ready(page)
        return page

    return open_page


def ready(page):
    hears_keys(page)
    shown(page)


def press(page, keys):
    for key in keys.split():
        page.keyboard.press(key)


def drag(page, at, words, held=()):
    """Selects words with the mouse."""
    start, end = page.evaluate(WHERE, [at, words])
    for key in held:
        page.keyboard.down(key)
    page.mouse.move(start["start"], start["y"])
    page.mouse.down()
    page.mouse.move((start["start"] + end["end"]) / 2, end["y"], steps=3)
    page.mouse.move(end["end"], end["y"])
    page.mouse.up()
    for key in held:
        page.keyboard.up(key)
    page.locator("[data-anchor-menu]").wait_for()


def click(page, at, words):
    start, _ = page.evaluate(WHERE, [at, words])
    page.mouse.click(start["start"], start["y"])


def rows(page, count):
    """The quotes in the list, once there are so many."""
    listed = page.locator(".marks-row .marks-words")
    page.wait_for_function("n => document.querySelectorAll('.marks-row').length === n", arg=count)
    return listed.all_inner_texts()


def sent(page, project, today=1):
    page.get_by_text(f"{today} today").wait_for()
    return page.request.get(f"/api/v1/projects/{project}/mine?limit=1").json()["assignments"][0]


def test_a_mark_costs_two_keys_and_its_moves(at):
    page = at("marking-keys")
    moves = "ArrowDown Control+ArrowRight Control+ArrowRight Control+ArrowRight Control+ArrowRight ArrowRight"
    press(page, f"v {moves} Shift+Control+ArrowRight Shift+Control+ArrowRight f")
    assert rows(page, 1) == ["in **Science"]
    press(page, "3 Enter")
    answers = sent(page, "marking-keys")["answers"]
    text = RECORDS[0]["values"]["answer"]
    start = text.index("in **Science")
    anchor = {"at": "answer", "start": start, "end": start + 12, "quote": "in **Science"}
    mark = {"id": "m1", "anchor": anchor, "label": "fake citation", "answers": {"severity": {"value": 3}}}
    assert answers["issues"]["value"] == [mark]


def test_the_mouse_marks_chooses_and_removes_and_every_step_is_taken_back(at):
    page = at("marking-mouse")
    drag(page, "answer", "in physics")
    page.locator("[data-anchor-menu]").get_by_text("invented fact").click()
    page.keyboard.press("2")
    drag(page, "answer", "prize in")
    press(page, "r 1")
    assert rows(page, 2) == ["prize in", "in physics"]
    click(page, "answer", "physics")
    menu = page.locator("[data-anchor-menu]")
    menu.get_by_text("wrong number").click()
    page.locator(".marks-row.now").get_by_text("wrong number").wait_for()
    click(page, "answer", "physics")
    menu.get_by_text("Remove").click()
    assert rows(page, 1) == ["prize in"]
    press(page, "Control+z")
    assert rows(page, 2) == ["prize in", "in physics"]
    press(page, "] ] Delete")
    assert rows(page, 1) == ["prize in"]
    press(page, "Control+z")
    page.reload()
    ready(page)
    assert rows(page, 2) == ["prize in", "in physics"]
    press(page, "Enter")
    marks = sent(page, "marking-mouse")["answers"]["issues"]["value"]
    assert [(one["anchor"]["quote"], one["label"]) for one in marks] == [
        ("in physics", "wrong number"),
        ("prize in", "wrong number"),
    ]


WORDS = {
    "ar": ["المؤتمر 😀 عُقد", "لا يذكر ذلك"],
    "zh": ["𠮷野家的论文", "《自然》"],
    "signs": ["👩‍👩‍👧 family saw 🇦🇶", "e\u0301clairs for 5 €"],
}


def test_every_script_arrives_in_code_points(at):
    page = at("marking-scripts")
    for done in range(3):
        page.get_by_text(f"{done} today").wait_for()
        ready(page)
        text_there = page.locator("[data-at=answer]").inner_text()
        own = next(one["id"] for one in RECORDS if one["values"]["answer"][:9] == text_there[:9])
        text = next(one["values"]["answer"] for one in RECORDS if one["id"] == own)
        for words in WORDS[own]:
            drag(page, "answer", words)
            page.keyboard.press("o")
        # the caret begins at the last mark; a sentence back and forth, in the direction of the script
        away, back = ("ArrowRight", "ArrowLeft") if own == "ar" else ("ArrowLeft", "ArrowRight")
        press(page, f"v Alt+{away} Shift+{back} Shift+{back} r")
        rows(page, 3)
        press(page, "Enter")
        mine = sent(page, "marking-scripts", done + 1)
        assert mine["record"]["id"] == own
        marks = mine["answers"]["odd"]["value"]
        assert [one["anchor"]["quote"] for one in marks[:2]] == WORDS[own]
        for one in marks:
            anchor = one["anchor"]
            assert text[anchor["start"] : anchor["end"]] == anchor["quote"]
        assert (marks[2]["anchor"]["start"], marks[2]["label"]) == (0, "wrong")


def test_a_suggestion_whose_text_moved_is_put_right_and_what_is_lost_is_said(at):
    page = at("marking-moved")
    assert sorted(rows(page, 2)) == ["1999", "2012"]
    page.get_by_text("text moved", exact=True).wait_for()
    page.get_by_text("text not found", exact=True).wait_for()
    press(page, "Enter")
    page.get_by_text("“odd” is not").wait_for()
    page.get_by_role("button", name="Put it where the text is").click()
    page.get_by_role("button", name="Take away what is lost").click()
    assert rows(page, 1) == ["2012"]
    press(page, "Enter")
    [mark] = sent(page, "marking-moved")["answers"]["odd"]["value"]
    assert mark["anchor"]["start"] == RECORDS[0]["values"]["answer"].index("2012")


def test_a_mark_in_parts_and_one_that_would_overlap(at):
    page = at("marking-apart")
    drag(page, "answer", "neither")
    drag(page, "answer", "nor", ["Control"])
    press(page, "o")
    assert rows(page, 1) == ["neither … nor"]
    drag(page, "answer", "neither quick")
    press(page, "r")
    page.locator("[data-anchor-menu]").get_by_text("Marks may not overlap here").wait_for()
    press(page, "Escape")
    page.locator("[data-anchor-menu]").wait_for(state="detached")
    press(page, "Enter")
    [mark] = sent(page, "marking-apart")["answers"]["odd"]["value"]
    text = RECORDS[0]["values"]["answer"]
    at_first, at_second = text.index("neither"), text.index("nor")
    assert mark["anchor"]["ranges"] == [[at_first, at_first + 7], [at_second, at_second + 3]]


def test_answers_and_messages_are_marked_and_as_a_whole(at):
    page = at("marking-places")
    drag(page, "replies/b", "Science")
    press(page, "o")
    rows(page, 1)
    drag(page, "talk/1", "I believe")
    page.locator("[data-anchor-menu]").get_by_text("Mark it").click()
    drag(page, "replies/a", "Nature")
    page.locator("[data-anchor-menu]").get_by_text("Take all of it").click()
    page.locator('[data-at="replies/a"][data-picked]').wait_for()
    press(page, "b")
    page.locator('[data-at="replies/a"][data-marked]').wait_for()
    press(page, "Enter")
    answers = sent(page, "marking-places")["answers"]
    assert [(one["anchor"], one["label"]) for one in answers["of_replies"]["value"]] == [
        ({"at": "replies/b", "start": 21, "end": 28, "quote": "Science"}, "good"),
        ({"at": "replies/a"}, "bad"),
    ]
    assert answers["of_talk"]["value"][0]["anchor"] == {"at": "talk/1", "start": 9, "end": 18, "quote": "I believe"}


def test_links_tie_marks_and_passages_by_keys_and_by_mouse(at):
    page = at("marking-links")
    drag(page, "answer", "1899")
    press(page, "i")
    drag(page, "answer", "450 metres")
    press(page, "r Tab")
    # by keys: the first mark, then a passage
    page.locator("[data-question=grounds][aria-current]").wait_for()
    press(page, "] Enter")
    page.locator(".links-begun").get_by_text("1899").wait_for()
    press(page, "v PageDown Control+ArrowRight Control+ArrowRight Control+ArrowRight Control+ArrowRight ArrowRight")
    press(page, "Shift+Control+ArrowRight c")
    rows_of = page.locator(".links-row")
    rows_of.filter(has_text="1889").wait_for()
    # by mouse: the second mark, then a passage
    click(page, "answer", "450 metres")
    page.locator("[data-anchor-menu]").get_by_text("From here").click()
    drag(page, "source", "330 metres")
    page.locator("[data-anchor-menu]").get_by_text("should cite").click()
    rows_of.filter(has_text="330 metres").wait_for()
    expect(page.locator(".links-badge")).to_have_count(4)
    press(page, "h z Control+z")
    assert violations(page) == []
    press(page, "Enter")
    links = sent(page, "marking-links")["answers"]["grounds"]["value"]
    assert [(one["from"]["quote"], one["type"], one["to"]["quote"]) for one in links] == [
        ("1899", "contradicted by", "1889"),
        ("450 metres", "should cite", "330 metres"),
    ]
    assert links[0]["from"] == {"at": "answer", "start": 26, "end": 30, "quote": "1899"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_caret_and_menu_are_accessible(at, scheme):
    page = at("marking-look", color_scheme=scheme)
    assert violations(page) == []
    press(page, "v Shift+Control+ArrowRight")
    assert violations(page) == []
    press(page, "f")
    rows(page, 1)
    assert violations(page) == []
    drag(page, "answer", "in physics")
    assert violations(page) == []
