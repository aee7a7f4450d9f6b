"""Files of any size in little memory: `python bench/streaming.py [--rows N] [--import] [FORMAT ...]`.

Writes a file of N agent runs (or rows) in each format, single huge JSON documents among them, reads it in a process of its own
and prints rows, megabytes, rows a second and peak memory; with --import it runs `accord import` into a project. The target is
100,000 runs, or 1 GB, below 300 MB.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

WORDS = (
    "The reservation was found, the fare rules were read, and the change that was asked for is not covered by them. "
)
YAML = "name: bulk\nfields: {run: {type: trajectory}}\nquestions: {ended: {type: label, options: [well, badly]}}\n"
CHATS = "name: bulk\nfields: {messages: {type: chat}}\nquestions: {ended: {type: label, options: [well, badly]}}\n"
TEXTS = "name: bulk\nfields: {prompt: {type: text}, answer: {type: text}}\nquestions: {fair: {type: label, options: [yes, no]}}\n"


def messages(number: int) -> list[dict]:
    """A run of eight messages, about six kilobytes."""
    call = {"id": f"c{number}", "type": "function", "function": {"name": "find", "arguments": '{"id": "EUJUY6"}'}}
    said = {"role": "assistant", "content": WORDS * 6}
    return [
        {"role": "user", "content": f"Change booking {number}. " + WORDS * 5},
        {"role": "assistant", "content": "", "tool_calls": [call]},
        {"role": "tool", "tool_call_id": f"c{number}", "content": WORDS * 12},
        *([said, {"role": "user", "content": WORDS * 4}] * 2),
        said,
    ]


def listed(path: Path, parts: Iterable[object], before: str = "[", after: str = "]") -> None:
    """One JSON document, written piece by piece."""
    with path.open("w", encoding="utf-8") as file:
        file.write(before)
        for at, part in enumerate(parts):
            file.write(("," if at else "") + json.dumps(part))
        file.write(after)


def chats(path: Path, rows: int) -> None:
    """JSON Lines of OpenAI's chats."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(rows):
            file.write(json.dumps({"id": number, "messages": messages(number)}) + "\n")


def swe(path: Path, rows: int) -> None:
    """A folder of SWE-agent runs, a file each."""
    path.mkdir()
    step = {"observation": WORDS * 12, "response": WORDS * 6, "thought": WORDS * 3, "state": {}}
    for number in range(rows):
        run = {"environment": "swe_main", "trajectory": [{"action": f"find {number}", **step}] * 3}
        (path / f"{number}.traj").write_text(json.dumps(run), encoding="utf-8")


def tau(path: Path, rows: int) -> None:
    """One list of tau-bench runs."""
    listed(path, ({"task_id": n, "trial": 0, "reward": 1.0, "info": {"task": {"instruction": "Change it."}}, "traj": messages(n)} for n in range(rows)))  # fmt: skip


def span(number: int, call: int) -> dict:
    """One model call as a span, two a trace, the later first."""
    text = lambda role, words: {"role": role, "parts": [{"type": "text", "content": words}]}  # noqa: E731
    turns = [text("user", WORDS * 8), text("assistant", WORDS * 6), text("user", WORDS * 4)][: 1 + 2 * call]
    held = {"gen_ai.operation.name": "chat", "gen_ai.input.messages": json.dumps(turns)}
    held["gen_ai.output.messages"] = json.dumps([text("assistant", WORDS * (6 + call))])
    attributes = [{"key": key, "value": {"stringValue": value}} for key, value in held.items()]
    times = {"startTimeUnixNano": str(10**18 + call * 10**9), "endTimeUnixNano": str(10**18 + call * 10**9 + 10**8)}
    return {"traceId": f"{number:032x}", "spanId": f"{2 * number + call:016x}", "name": "chat", "attributes": attributes, **times}  # fmt: skip


def spans(rows: int) -> Iterator[dict]:
    """Traces whose spans stand far apart: all last calls, then all first ones."""
    yield from (span(number, 1) for number in range(rows))
    yield from (span(number, 0) for number in range(rows))


def otlp(path: Path, rows: int) -> None:
    """One object with all spans."""
    listed(path, spans(rows), '{"resourceSpans": [{"resource": {}, "scopeSpans": [{"scope": {}, "spans": [', "]}]}]}")


def otlp_lines(path: Path, rows: int) -> None:
    """An export a line."""
    with path.open("w", encoding="utf-8") as file:
        for one in spans(rows):
            file.write(json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [one]}]}]}) + "\n")


def sample(number: int) -> dict:
    """A sample of an Inspect log."""
    calls = lambda one: {**one, "tool_calls": [{"id": c["id"], "function": c["function"]["name"], "arguments": {}} for c in one.get("tool_calls", [])]}  # noqa: E731  # fmt: skip
    return {"id": number, "epoch": 1, "target": "", "messages": [calls(one) for one in messages(number)]}


def inspect_json(path: Path, rows: int) -> None:
    """One object."""
    listed(
        path, map(sample, range(rows)), '{"version": 2, "status": "success", "eval": {"task": "t"}, "samples": [', "]}"
    )


def inspect_eval(path: Path, rows: int) -> None:
    """A zip with a member a sample."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("header.json", json.dumps({"version": 2, "eval": {"task": "t"}}))
        for number in range(rows):
            archive.writestr(f"samples/{number}_epoch_1.json", json.dumps(sample(number)))


def flat(path: Path, rows: int) -> None:
    """CSV of prompts and answers."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "prompt", "answer"])
        for number in range(rows):
            writer.writerow([number, f"Question {number}? " + WORDS * 20, WORDS * 36])


def parquet(path: Path, rows: int) -> None:
    """The same as Parquet."""
    import duckdb

    made = f"SELECT i AS id, 'Question ' || i || repeat($1, 20) AS prompt, hash(i) || repeat($1, 36) AS answer FROM range({rows}) t(i)"
    with duckdb.connect(config={"threads": 1, "memory_limit": "200MB"}) as engine:
        engine.execute(
            f"COPY ({made}) TO '{path}' (FORMAT parquet, COMPRESSION uncompressed, ROW_GROUP_SIZE 8192)".replace(
                "$1", f"'{WORDS}'"
            )
        )


def parquet_wide(path: Path, rows: int) -> None:
    """Chats in nested columns, all in one row group; pages of a megabyte, as most writers make them."""
    import pyarrow
    from pyarrow.parquet import write_table

    said = pyarrow.struct({"role": pyarrow.string(), "content": pyarrow.string()})
    shape = pyarrow.schema({"id": pyarrow.int64(), "messages": pyarrow.list_(said)})

    def some(first: int) -> pyarrow.Table:
        numbers = range(first, min(first + 1000, rows))
        talks = [[one for one in messages(n) if one["role"] != "tool" and one["content"]] for n in numbers]
        return pyarrow.table({"id": numbers, "messages": talks}, schema=shape)

    write_table(pyarrow.concat_tables(map(some, range(0, rows, 1000))), path, row_group_size=rows, compression="none")


def label_studio(path: Path, rows: int) -> None:
    """One list of tasks."""
    listed(path, ({"id": n, "data": {"prompt": f"Question {n}?" + WORDS * 20, "answer": WORDS * 36}, "annotations": []} for n in range(rows)))  # fmt: skip


def datadog(path: Path, rows: int) -> None:
    """A span a line."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(rows):
            held = {"span.kind": "llm", "input": {"messages": [{"role": "user", "content": WORDS * 20}]}}
            held["output"] = {"messages": [{"role": "assistant", "content": WORDS * 36}]}
            file.write(json.dumps({"trace_id": str(number), "span_id": "1", "name": "call", "meta": held}) + "\n")


FILES: dict[str, tuple[str, Callable[[Path, int], None], str]] = {
    "jsonl": ("chats.jsonl", chats, CHATS),
    "swe-agent": ("runs", swe, YAML),
    "tau-bench": ("runs.json", tau, YAML),
    "otlp": ("traces.json", otlp, YAML),
    "otlp-lines": ("traces.jsonl", otlp_lines, YAML),
    "inspect": ("log.eval", inspect_eval, YAML),
    "inspect-json": ("log.json", inspect_json, YAML),
    "datadog": ("spans.jsonl", datadog, YAML),
    "csv": ("table.csv", flat, TEXTS),
    "parquet": ("table.parquet", parquet, TEXTS),
    "parquet-wide": ("wide.parquet", parquet_wide, CHATS),
    "label-studio": ("tasks.json", label_studio, TEXTS),
}


def peak() -> float:
    """The most memory that this program had, in MB; ru_maxrss also knows that of the one that started it."""
    status = Path("/proc/self/status")
    if status.is_file():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def read(path: Path) -> None:
    """Read a file to its end and say so; runs in the child."""
    from accord.formats import Refused, open_rows

    start, count = time.perf_counter(), 0
    for row in chain.from_iterable(map(open_rows, sorted(path.iterdir()) if path.is_dir() else [path])):
        assert not isinstance(row, Refused), row
        count += 1
    took = time.perf_counter() - start
    memory = peak()
    print(f"{count:>9,} rows {count / took:>10,.0f}/s {memory:>8,.0f} MB at most")


def bring_in(folder: Path, path: Path, yaml: str) -> None:
    """`accord import` into a project of its own, and the most memory that it and the processes it started had together."""
    from import_ import measured  # beside this file: tests take the samples above from elsewhere

    (folder / "project.yaml").write_text(yaml, encoding="utf-8")
    accord = [sys.executable, "-m", "accord.cli"]
    measured([*accord, "project", "create", str(folder / "project.yaml"), "--json"], folder)
    report, took, used, memory = measured([*accord, "import", "bulk", str(path), "--json"], folder)
    count = report["inserted"]
    each = f"{used / count * 1e6:>6,.0f} us of processor each" if count else f"{report['refused'][:1]}"
    print(f"{count:>9,} rows {count / took:>8,.0f}/s {each} {memory:>6,.0f} MB at most", flush=True)


def main() -> None:
    """Write, read, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--import", dest="whole", action="store_true")
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=", ".join(FILES))
    asked = parser.parse_args()
    for name in asked.formats or FILES:
        file, write, yaml = FILES[name]
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as tmp:
            path = Path(tmp) / file
            write(path, asked.rows)
            size = sum(one.stat().st_size for one in (path.rglob("*") if path.is_dir() else [path]))
            print(f"{name:<13} {size / 1e6:>7,.0f} MB ", end="", flush=True)
            if asked.whole:
                bring_in(Path(tmp), path, yaml)
            else:
                child = subprocess.run([sys.executable, __file__, "--child", str(path)], capture_output=True, text=True)
                print(child.stdout.rstrip() or child.stderr[-400:])


if __name__ == "__main__":
    read(Path(sys.argv[2])) if sys.argv[1:2] == ["--child"] else main()
