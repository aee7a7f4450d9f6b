"""How long long records take to open and how smoothly they scroll, in a real browser: 2,000 steps of a run, 50,000 words of text.

`ACCORD_HOME=... python bench/opening.py ADDRESS NAME PASSWORD`: makes projects on a running server as that lead and opens each record
five times with a warm cache, from the reload to the painted text; then scrolls through it, a screen at a time. Targets: open in
under a second; no frame above 50 ms of the page's main thread. By the clock and by processor time, for the clock is others' too.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any

from chromium import PAINTED, browser, main_thread, settled, yardstick

STEPS, WORDS, ROUNDS, SCREENS = 2_000, 50_000, 5, 60
KINDS = ("thought", "tool_call", "observation", "message")
QUESTION = "questions: {issues: {type: marks, of: it, labels: [a1, b2], required: false}, good: {type: rating}}"
SEEN = """(selector) => new Promise((done) => {
  const look = () => {
    const found = document.querySelector(selector);
    if (!found || !found.textContent.trim()) return requestAnimationFrame(look);
    setTimeout(() => done(performance.now()));
  };
  look();
})"""
SCROLLER = """(selector) => {
  let at = document.querySelector(selector);
  while (at && !(at.scrollHeight > at.clientHeight + 50 && /auto|scroll/.test(getComputedStyle(at).overflowY))) at = at.parentElement;
  window.scroller = at ?? document.documentElement;
  return window.scroller.scrollHeight;
}"""
SCROLL = "() => { window.scroller.scrollTop += 600; }"


def run_of(count: int) -> dict[str, Any]:
    """Steps of a hundred words, tool calls with arguments, each the child of the one before."""
    steps = []
    for at in range(count):
        kind = KINDS[at % len(KINDS)]
        called = {"tool": "search", "args": {"query": f"word{at}", "limit": 10}} if kind == "tool_call" else {}
        content = " ".join(f"word{at}-{n}" for n in range(100))
        steps.append(
            {"id": f"s{at}", "kind": kind, "content": content, **called, **({"parent": f"s{at - 1}"} if at else {})}
        )
    return {"steps": steps}


def text_of(count: int) -> str:
    """Paragraphs of a hundred words."""
    return "\n\n".join(" ".join(f"word{at + n}" for n in range(100)) for at in range(0, count, 100))


def measure(context: Any, address: str, project: str, selector: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/p/{project}/annotate")  # the cache, and the claim
    page.evaluate(SEEN, selector)
    opened, worked, rested = [], [], []
    for _ in range(ROUNDS):
        settled(page)
        begin = main_thread()
        page.reload(wait_until="commit")
        opened.append(page.evaluate(SEEN, selector))
        worked.append(main_thread() - begin)
        settled(page)
        rested.append(main_thread() - begin)
    nodes = page.evaluate("() => document.querySelectorAll('*').length")
    heap = page.evaluate("() => performance.memory.usedJSHeapSize") / 2**20
    print(f"  painted after {statistics.median(opened):.0f} ms by the clock, at best {min(opened):.0f}")
    print(
        f"  the main thread had then worked {statistics.median(worked):.0f} ms, and {statistics.median(rested):.0f} when all was at rest"
    )
    print(f"  {nodes} elements, a heap of {heap:.0f} MB")
    height = page.evaluate(SCROLLER, selector)
    frames, most = [], 0
    for _ in range(SCREENS):
        begin = main_thread()
        page.evaluate(SCROLL)
        page.evaluate(PAINTED)
        frames.append(main_thread() - begin)
        most = max(most, page.evaluate("() => document.querySelectorAll('*').length"))
    frames.sort()
    print(
        f"  a screen further: median {statistics.median(frames):.1f} ms of the main thread, nine of ten within "
        f"{frames[len(frames) * 9 // 10]:.1f}, slowest {frames[-1]:.1f}; at most {most} elements of {height:,} pixels"
    )
    begin = main_thread()
    page.evaluate("() => { window.scroller.scrollTop = window.scroller.scrollHeight; }")
    page.evaluate(PAINTED)
    print(f"  to the end: {main_thread() - begin:.1f} ms of the main thread")
    page.close()


def main(address: str, name: str, password: str) -> None:
    with browser(address, name, password) as context:
        send = context.request.post
        for label, field, value, selector in (
            (f"{STEPS:,} steps", "trajectory", run_of(STEPS), ".run .step"),
            (f"{WORDS:,} words", "text", text_of(WORDS), "[data-at='it'] [data-from]"),
        ):
            project = f"bench-opening-{field}-{int(time.time())}"
            source = f"name: {project}\nfields: {{it: {{type: {field}}}}}\n{QUESTION}"
            assert send(f"{address}/api/v1/projects", data={"yaml": source}).ok
            record = json.dumps({"id": "1", "values": {"it": value}})
            headers = {"Content-Type": "application/x-ndjson"}
            assert send(f"{address}/api/v1/projects/{project}/records", data=record, headers=headers).ok
            print(f"{label} ({len(record) / 1e6:.1f} MB)")
            measure(context, address, project, selector)
        page = context.new_page()
        print(f"for comparison, plain JavaScript: {yardstick(page):.1f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:4])
