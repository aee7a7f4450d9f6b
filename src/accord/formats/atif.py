"""`atif`: the Agent Trajectory Interchange Format, versions 1.0 to 1.8. One of its steps becomes several of ours.

`meta.atif_step` keeps where a step came from, so that judgments can be written back; copied context is marked, because it was
judged before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.formats.format import Format
from accord.formats.objects import objects
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row
from accord.formats.steps import Run, plain


def read(source: opened) -> Iterator[Row | Refused]:
    """A record a trajectory."""
    for row in objects(source):
        yield row if isinstance(row, Refused) else _record(row)


def _record(row: Row) -> Row | Refused:
    data = row.data
    steps = data.get("steps")
    name = str(data.get("trajectory_id") or data.get("session_id") or f"run-{row.number}").replace("/", "%2F")
    if not isinstance(steps, list) or not steps:
        return Refused(row.number, "no-steps", "steps holds nothing", name, "/steps")
    run = Run()
    for index, step in enumerate(steps):
        if not isinstance(step, Mapping):
            return Refused(row.number, "not-a-step", f"step {index} is no object", name, f"/steps/{index}")
        _step(run, step, index)
    agent = data.get("agent") if isinstance(data.get("agent"), Mapping) else {}
    meta = {"agent": agent.get("name"), "model": agent.get("model_name"), "final_metrics": data.get("final_metrics")}
    meta |= {"mended": run.mended} if run.mended else {}
    record = {"id": name, "parts": {"run": {"steps": run.ended()}}}
    return Row(row.number, {**record, "meta": {key: value for key, value in meta.items() if value is not None}})


def _step(run: Run, step: Mapping[str, Any], index: int) -> None:
    agent = str(step.get("source") or "agent")
    meta: dict[str, Any] = {"atif_step": step.get("step_id", index + 1)}
    if step.get("is_copied_context"):
        meta["copied"] = True
    time = {"started_at": step["timestamp"]} if isinstance(step.get("timestamp"), str) else {}
    spent = _spent(step.get("metrics"))
    parent = None
    if thought := step.get("reasoning_content"):
        parent = run.say(agent, thought, kind="thought", meta=dict(meta), **time)
    if (said := plain(step.get("message"))) not in (None, "", []):
        parent = run.say(agent, said, parent=None, meta=dict(meta), **time, **spent)
        spent = {}
    calls = [one for one in step.get("tool_calls") or [] if isinstance(one, Mapping)]
    for one in calls:
        run.call(
            agent, str(one.get("function_name") or ""), one.get("arguments"), one.get("tool_call_id"),
            parent=parent, batch=f"b{index}" if len(calls) > 1 else "", meta=dict(meta), **time, **spent,
        )  # fmt: skip
        spent = {}
    observed = step.get("observation")
    for result in observed.get("results") or [] if isinstance(observed, Mapping) else ():
        if isinstance(result, Mapping):
            _result(run, result, meta)


def _result(run: Run, result: Mapping[str, Any], meta: Mapping[str, Any]) -> None:
    content = plain(result.get("content"))
    if result.get("source_call_id"):
        run.result(str(result["source_call_id"]), content, meta=dict(meta))
    else:
        run.say("environment", content, kind="observation", meta=dict(meta))


def _spent(metrics: Any) -> dict[str, Any]:
    if not isinstance(metrics, Mapping):
        return {}
    tokens = {ours: metrics[theirs] for ours, theirs in (("in", "prompt_tokens"), ("out", "completion_tokens")) if isinstance(metrics.get(theirs), int)}  # fmt: skip
    cost = metrics.get("cost_usd")
    return {**({"tokens": tokens} if tokens else {}), **({"cost": cost} if isinstance(cost, int | float) else {})}


def looks(head: bytes) -> bool:
    """It says its version."""
    return b'"schema_version"' in head and b'"ATIF-v' in head


FORMAT = Format(
    "atif", "ATIF trajectory", ("json", "jsonl"), looks, read, particular=True, signs="says its schema_version, ATIF"
)
