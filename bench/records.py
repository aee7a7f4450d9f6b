"""A list of 100,000 records: `python bench/records.py [RECORDS]`. The real server as a process on SQLite, and a headless Chromium.

Prints what a page of each kind of list takes over HTTP, then goes through the whole list in the browser: that every row came in
its order, how many elements and how much memory the page holds at its beginning, on the way and at its end.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import httpx2
from claims import serving

from accord import workflows
from accord.ground.opening import open_database
from accord.ground.settings import Settings
from accord.people import service as people
from accord.projects import service as projects
from accord.work import service as work

LISTS: dict[str, dict[str, Any]] = {
    "as they came": {},
    "from the end": {"before": "end"},
    "open": {"state": "open"},
    "done": {"state": "done"},
    "one person's": {"person": "p1"},
    "words that many have": {"q": "the"},
    "words that none has": {"q": "xyzzy"},
    "meta": {"meta": "batch:7"},
    "most disputed first": {"sort": "disagreement"},
    "disputed and open": {"disagree": "*", "state": "open"},
}
PASSWORD = "correct horse"


def prepare(home: Path, count: int) -> tuple[str, str]:
    """Real samples over and over, one of fifty answered by three; the project and the lead's key."""
    db = open_database(Settings(home=home, database_url=""))
    admin = people.local_admin(db)
    one = workflows.load("side-by-side")
    name = projects.create(db, admin, source=one.source, guidelines=one.guidelines).name
    sample = list(one.sample())
    start = time.perf_counter()

    def rows() -> Iterator[dict[str, Any]]:
        for n in range(count):
            yield {**sample[n % len(sample)], "id": f"r{n:06}", "gold": None, "meta": {"batch": n % 100}}

    work.add_records(db, admin, name, ({k: v for k, v in row.items() if v is not None} for row in rows()))
    print(f"{count:,} records in {time.perf_counter() - start:.1f} s")
    question = next(iter(projects.get(db, admin, name).spec.questions))
    answered = sorted(random.Random(7).sample(range(count), count // 50))
    given = (
        {"record": f"r{n:06}", "person": f"p{p}", "answers": {question: {"winner": "ab"[(n * (p + 1)) % 7 % 2]}}}
        for n in answered
        for p in range(3)
    )
    report = work.import_responses(db, admin, name, given, extend=True)
    print(f"{report.inserted:,} answers, {len(report.refused)} refused; {time.perf_counter() - start:.1f} s")
    people.create_user(db, admin, "lee", "lead")
    people.set_password(db, admin, "lee", PASSWORD)
    projects.set_member(db, admin, name, "lee", "lead")
    with db.read() as c:
        caller = people.Caller(people.user_id(c, "lee"), "lee", "lead")
    key = people.create_key(db, caller, "bench")["key"]
    db.close()
    return name, key


def over_http(address: str, name: str, key: str) -> None:
    """Each kind of list: its first page with the count, and the pages after it."""
    http = httpx2.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=120)

    def ask(**query: Any) -> tuple[dict[str, Any], float]:
        start = time.perf_counter()
        response = http.get(f"/api/v1/projects/{name}/records", params={"limit": 100, **query})
        response.raise_for_status()
        return response.json(), (time.perf_counter() - start) * 1000

    for what, query in LISTS.items():
        first, took = ask(**query)
        page, times = first, []
        for _ in range(20):
            forward = "before" not in query
            on = page["next" if forward else "previous"]
            if on is None:
                break
            page, again = ask(**{**query, "after" if forward else "before": on})
            times.append(again)
        count = first["count"]
        said = f"{'more than ' if count['more'] else ''}{count['n']:,}"
        after = f"{median(times):6.1f} ms" if times else "     –   "
        print(f"{what:<24} first page and count {took:7.1f} ms   page after page p50 {after}   {said} records")


# One window's height a step, and on only when every row of the window is drawn and has come: what is measured is whether the page
# shows every row to somebody who goes through all of them, not how many a jump of several windows leaves out.
SCROLL = """async ({ turns }) => {
  const box = document.querySelector('[data-virtuoso-scroller]');
  const frame = () => new Promise(requestAnimationFrame);
  const shown = () => {
    const { top, bottom } = box.getBoundingClientRect();
    const rows = [...box.querySelectorAll('.record-row')].map((row) => [row, row.getBoundingClientRect()])
      .filter(([, at]) => at.bottom > top && at.top < bottom);
    const covers = rows.length > 0 && rows[0][1].top <= top && rows.at(-1)[1].bottom >= bottom - 1;
    const links = rows.map(([row]) => row.querySelector('[data-row]'));
    return covers && links.every(Boolean) ? links.map((link) => link.dataset.row) : null;
  };
  for (let turn = 0; turn < turns; turn += 1) {
    let rows;
    while (!(rows = shown())) await frame();
    for (const row of rows) seen.push(row);
    const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
    if (atEnd && document.querySelector('[data-whole="true"]')) return true;
    if (!atEnd) box.scrollTop += box.clientHeight;
    await frame();
  }
  return false;
}"""


def in_the_browser(address: str, name: str, count: int) -> None:
    """From the first row to the last by scrolling, then by key to the first and the last."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from playwright.sync_api import sync_playwright

    from tests.e2e.browser import find

    if (path := find()) is None:
        print("no Chromium or Chrome: nothing was measured in a browser")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--js-flags=--expose-gc"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{address}/sign-in")
        page.get_by_label("Name").fill("lee")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
        start = time.perf_counter()
        page.goto(f"{address}/p/{name}/records")
        page.locator("[data-row]").first.wait_for()
        print(f"first rows painted after {(time.perf_counter() - start) * 1000:.0f} ms")
        page.evaluate("() => { window.seen = []; window.gc(); }")
        devtools = page.context.new_cdp_session(page)

        def say(where: str) -> None:
            page.evaluate("() => window.gc()")
            heap = devtools.send("Runtime.getHeapUsage")["usedSize"] / 1e6
            nodes = page.evaluate("() => document.querySelectorAll('*').length")
            rows = page.evaluate("() => document.querySelectorAll('.record-row').length")
            print(f"{where:<28} {nodes} elements, {rows} rows in the page, {heap:.1f} MB of heap")

        say("at the beginning")
        start = time.perf_counter()
        while not page.evaluate(SCROLL, {"turns": 1000}):
            say(f"after {page.evaluate('() => new Set(seen).size'):,} rows")
        took = time.perf_counter() - start
        say("at the end")
        seen = list(dict.fromkeys(page.evaluate("() => seen")))  # in the order in which they came into sight
        right = seen == [f"r{n:06}" for n in range(count)]
        print(f"scrolled through {len(seen):,} of {count:,} rows in {took:.0f} s; every row, in its order: {right}")
        for key, wanted in (("Home", 0), ("End", count - 1), ("Home", 0)):
            start = time.perf_counter()
            page.keyboard.press(key)
            page.locator(f"[data-row='r{wanted:06}']").wait_for()
            print(f"{key}: row {wanted:,} after {(time.perf_counter() - start) * 1000:.0f} ms")
        browser.close()


def main() -> None:
    """Prepare, serve, ask, look."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        name, key = prepare(Path(folder), count)
        with serving(Path(folder)) as (address, _):
            over_http(address, name, key)
            in_the_browser(address, name, count)


if __name__ == "__main__":
    main()
