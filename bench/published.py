"""Published votes, imported as responses, give the agreement that was computed from the raw files: `python bench/published.py FOLDER`.

FOLDER holds what is there of crows_pairs_anonymized.csv (CC BY-SA 4.0, github nyu-mll/crows-pairs), mturk_validations_finalval.csv (CC BY
4.0, github nyu-mll/BBQ), user_study.csv (MIT, github dig-team/hanna-benchmark-asg) and annotations.csv (no licence stated, github
McGill-NLP/agent-reward-bench), anywhere below it. Each goes through the services of a fresh database: project, records, responses, quality.
"""

from __future__ import annotations

import ast
import csv
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from accord.ground.opening import open_database
from accord.ground.settings import Settings
from accord.insight import service as insight
from accord.people import service as people
from accord.projects import service as projects
from accord.work import service as work

Votes = Iterable[tuple[str, str, dict[str, Any]]]  # record, person, answers
HANNA = ("guidelines", "syntax", "superfluous", "incorrectness", "unsubstantiated", "incoherence")
AGENTS = ("success", "side_effect", "optimality", "looping")


def hanna(file: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Three people, unnamed, on each of 100 explanations: six questions of yes and no."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    numbers: dict[tuple[str, str], int] = {}
    for row in _rows(file):
        key = (row["Input.story_id"], row["Input.explanation"])
        number = numbers.setdefault(key, len(numbers))
        seen[key] += 1
        votes = {name: row[f"Answer.a-{at}-{name}.1"] for at, name in enumerate(HANNA, 1)}
        yield f"e{number}", f"p{seen[key]}", {name: "yes" if float(vote) else "no" for name, vote in votes.items()}


def crows(file: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Five validators on each pair: the kinds of bias that they see, none or one."""
    for row in _rows(file):
        people_, kinds = ast.literal_eval(row["anon_annotators"]), ast.literal_eval(row["annotations"])
        for person, kind in zip(people_, kinds, strict=True):
            yield f"pair-{row['']}", person, {"kinds": kind}


def bbq(file: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Five of fifteen people on each of 350 questions, five a form."""
    for row in _rows(file):
        for at in range(1, 6):
            question = f"{row[f'q{at}_cat']}-{row[f'q{at}_ex_id']}-{row[f'q{at}_uid']}"
            yield question, f"p{row['anon_id']}", {"answer": row[f"Answer.q{at}"]}


def agents(file: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Judgments of web agents' runs; those that two people judged count for agreement."""
    numbers: dict[tuple[str, ...], int] = {}
    for row in _rows(file):
        run = tuple(row[key] for key in ("benchmark", "task_id", "model_name", "exp_name"))
        yield (
            f"run-{numbers.setdefault(run, len(numbers))}",
            row["annotator_name"].strip(),
            {name: row[f"trajectory_{name}"] for name in AGENTS},
        )


SETS: dict[str, tuple[str, Callable[[Path], Votes], str, dict[str, tuple[float, float | None]]]] = {
    "HANNA's user study": (
        "user_study.csv", hanna, "label",
        {"guidelines": (0.23, None), "unsubstantiated": (0.25, None), "superfluous": (0.09, None)},
    ),
    "CrowS-Pairs": ("crows_pairs_anonymized.csv", crows, "labels", {"kinds": (0.634, 0.694)}),
    "BBQ's validations": ("mturk_validations_finalval.csv", bbq, "label", {"answer": (0.869, 0.913)}),
    "AgentRewardBench": (
        "annotations.csv", agents, "label",
        {"success": (0.742, 0.877), "side_effect": (0.648, 0.962), "optimality": (0.463, 0.604), "looping": (0.771, 0.896)},
    ),
}  # fmt: skip


def measured(votes: Votes, kind: str) -> dict[str, dict[str, Any]]:
    """The quality of each question, after everything went through the services of a fresh database."""
    rows = list(votes)
    options: dict[str, dict[str, None]] = {}
    count: dict[str, int] = defaultdict(int)
    for record, _, answers in rows:
        count[record] += 1
        for name, value in answers.items():
            options.setdefault(name, {}).update(dict.fromkeys(value if kind == "labels" else [value]))
    questions = {name: {"type": kind, "options": list(chosen)} for name, chosen in options.items()}
    stages = [{"name": "annotate", "overlap": max(count.values())}]
    spec = {"name": "votes", "fields": {"what": {"type": "text"}}, "questions": questions, "stages": stages}
    with tempfile.TemporaryDirectory() as home:
        db = open_database(Settings(home=Path(home), database_url=""))
        try:
            admin = people.local_admin(db)
            projects.create(db, admin, spec=spec)
            report = work.add_records(db, admin, "votes", ({"id": one, "values": {"what": one}} for one in count))
            assert not report.refused, report.refused[:3]
            given = ({"record": record, "person": person, "answers": said} for record, person, said in rows)
            report = work.import_responses(db, admin, "votes", given)
            assert report.inserted == len(rows), (report.inserted, len(rows), report.refused[:3])
            told = insight.quality(db, admin, "votes")
        finally:
            db.close()
    return {one["question"]: one for one in told["questions"]}


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def main(folder: Path) -> None:
    """Print each figure beside the one computed from the raw file."""
    for title, (name, read, kind, expected) in SETS.items():
        files = sorted(folder.rglob(name))
        if not files:
            print(f"{title}: no {name} below {folder}")
            continue
        found = measured(read(files[0]), kind)
        for question, (alpha, percent) in expected.items():
            got, agree = found[question]["alpha"], found[question]["percent"]
            raw = f"alpha {alpha}" + ("" if percent is None else f", percent {percent}")
            told = f"alpha {got['estimate']:.4f} [{got['low']:.3f}, {got['high']:.3f}], percent {agree['estimate']:.4f}"
            print(f"{title}, {question}: {told} (from the raw file: {raw})")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
