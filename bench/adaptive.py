"""What asking only as many people as a record needs saves: `python bench/adaptive.py FOLDER [--seeds N] [--out FILE]`.

Real labels are replayed as people through the services that people use (claim, submit, skip, rules, estimates), on a database of its
own for each run: nothing of dispatch is written again here. Two projects get the same records:

- fixed: five people a record;
- adaptive: from two people on, until the posterior of the label passes .9, five at most; one in twenty of what a person is given is a
  known answer; a rule stops who fails those, another who agrees with nobody, and sets their work aside.

A person who has no label for a record has passed on it before the start. Labels of both are then aggregated alike. Intervals: 95%, by
resampling runs and records, the same records for all runs. FOLDER holds snow2008/, dog/ and bluebirds/ as they are published (see their
READMEs); `adaptive_drawing.py` draws the figures.

Fixed beforehand: .9, the rules and their bounds were chosen on 150 records of rte, temp and dog at the seeds 0 to 4, and stay as they
are. What is reported is whole sets at the seeds from 100 on: other people come first, other records are known ones; records that no
draw of then held are told apart ("never looked at"), and of bluebirds nothing had been looked at.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import insert, select

from accord.control import estimating
from accord.control import service as control
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.opening import open_database
from accord.ground.settings import Settings
from accord.people import service as people
from accord.projects import service as projects
from accord.quality import Labels, aggregate, majority_vote
from accord.records.tables import records
from accord.work import hiding
from accord.work import service as work
from accord.work.tables import assignments, responses

OVERLAP, LEAST, SURE = 5, 2, 0.9
GOLD = 0.05  # of the records have a known answer, and so has one in twenty of what a person is given
EVERY = 5  # answers of a person between two looks at them
METHOD = "dawid-skene"
MEMORY = Path("/dev/shm")  # where there is one: how fast a disk is does not matter here
LOOKED = (5, 150)  # seeds from 0 and records drawn at each when SURE was chosen: what was seen then is told apart
PROJECT = """
name: {name}
fields: {{item: {{type: text}}}}
questions: {{label: {{type: label, options: {options}}}}}
stages: [{{name: annotate, order: random, overlap: {overlap}}}]
{quality}
"""
ADAPTIVE = f"{{min: {LEAST}, max: {OVERLAP}, until: {{label: {SURE}}}}}"
QUALITY = """quality:
  gold: {share: 0.05}
  rules:
    - {name: gold, collect: gold_accuracy, window: 10, when: "n >= 4 && value < 0.4", do: [suspend, return_work]}
    - {name: alone, collect: agreement_with_consensus, window: 20, when: "n >= 12 && value < 0.45", do: [suspend, return_work]}
"""


@dataclass(frozen=True)
class Crowd:
    """A set of labels: what each person said of each item, and what is true."""

    name: str
    said: Mapping[tuple[str, str], str]  # (item, person) -> label
    truth: Mapping[str, str]

    @property
    def options(self) -> list[str]:
        """The labels there are."""
        return sorted({*self.said.values(), *self.truth.values()})


@dataclass(frozen=True)
class Run:
    """One project worked through: answers given in all, and what each judged record came to by vote and by estimate."""

    answers: int
    given: Mapping[str, int]
    believed: Mapping[str, str]
    voted: Mapping[str, str]
    stopped: int


def snow(folder: Path, name: str) -> Crowd:
    """rte or temp of Snow et al. 2008."""
    said, truth = {}, {}
    with (folder / "snow2008" / f"{name}.standardized.tsv").open() as file:
        for row in csv.DictReader(file, delimiter="\t"):
            said[row["orig_id"], row["!amt_worker_ids"]] = row["response"]
            truth[row["orig_id"]] = row["gold"]
    return Crowd(name, said, truth)


def tabled(folder: Path, name: str) -> Crowd:
    """dog (four breeds) or bluebirds (which of two species)."""
    with (folder / name / "answer.csv").open() as file:
        said = {(row["question"], row["worker"]): row["answer"] for row in csv.DictReader(file)}
    with (folder / name / "truth.csv").open() as file:
        truth = {row["question"]: row["truth"] for row in csv.DictReader(file)}
    return Crowd(name, said, truth)


def generated(items: int = 120, persons: int = 12, seed: int = 0) -> Crowd:
    """A crowd made up: most people right nine times in ten, one who guesses; everybody labels everything."""
    rng = random.Random(seed)
    truth = {f"i{n}": rng.choice("ab") for n in range(items)}
    skill = {f"p{n}": 0.5 if n == 0 else 0.9 for n in range(persons)}
    other = {"a": "b", "b": "a"}
    said = {
        (item, person): right if rng.random() < how else other[right]
        for item, right in truth.items()
        for person, how in skill.items()
    }
    return Crowd("generated", said, truth)


class Replay:
    """One project on a database of its own, worked on by the people of a crowd."""

    def __init__(self, db: Database, crowd: Crowd, adaptive: bool, seed: int) -> None:
        self.db, self.crowd, self.adaptive = db, crowd, adaptive
        self.rng, self.name = random.Random(seed), "replay"
        self.admin = people.local_admin(db)
        items = sorted(crowd.truth)
        self.rng.shuffle(items)
        self.gold = set(items[: round(GOLD * len(items))])
        self.judged = [item for item in items if item not in self.gold]
        overlap, quality = (ADAPTIVE, QUALITY) if adaptive else (str(OVERLAP), "")
        source = PROJECT.format(name=self.name, options=json.dumps(crowd.options), overlap=overlap, quality=quality)
        self.project = projects.create(db, self.admin, source=source).id
        self._add(items)
        self.people = self._join()

    def _add(self, items: list[str]) -> None:
        """Records in the drawn order; the fixed project is spared those whose answer is known."""
        made: list[dict[str, Any]] = [{"id": item, "values": {"item": item}} for item in items]
        for one in made:
            if one["id"] in self.gold:
                one["gold"] = {"label": self.crowd.truth[one["id"]]}
        kept = [one for one in made if self.adaptive or "gold" not in one]
        assert work.add_records(self.db, self.admin, self.name, kept).inserted == len(kept)

    def _join(self) -> dict[str, people.Caller]:
        """Everybody, who has passed on every record that they have no label for."""
        callers, names = {}, sorted({person for _, person in self.crowd.said})
        for number, person in enumerate(names):
            name = f"person-{number}"
            people.create_user(self.db, self.admin, name, "annotator")
            projects.set_member(self.db, self.admin, self.name, name, "annotator")
            with self.db.read() as c:
                callers[person] = people.Caller(people.user_id(c, name), name, "annotator")
        with self.db.read() as c:
            numbers = {row.key: row.id for row in c.execute(select(records.c.id, records.c.key))}
        moment = now()
        where = {"project_id": self.project, "stage": "annotate", "cycle": 0, "state": "skipped", "spec_version": 1}
        rows = [
            {**where, "record_id": number, "user_id": caller.user_id, "presentation": {}, "claimed_at": moment}
            for person, caller in callers.items()
            for item, number in numbers.items()
            if (item, person) not in self.crowd.said
        ]
        for start in range(0, len(rows), 5000):
            self.db.write(lambda c, some=rows[start : start + 5000]: c.execute(insert(assignments), some))
        return callers

    def work(self) -> Run:
        """Everybody works in a drawn order, the busy more often, until nobody is given anything."""
        waiting = [person for _, person in self.crowd.said]
        due, count, stopped = estimating.Due(), defaultdict(int), set()
        project = projects.get(self.db, self.admin, self.name)
        idle: set[str] = set()
        while len(idle) < len(self.people):
            person = self.rng.choice(waiting)
            if person in idle:
                person = self.rng.choice([one for one in self.people if one not in idle])
            caller = self.people[person]
            given = work.claim(self.db, caller, self.name)["assignments"]
            if not given:
                idle.add(person)
                continue
            one = given[0]
            label = self.crowd.said[one["record"]["values"]["item"], person]
            work.submit(self.db, caller, one["id"], {"label": {"value": label}})
            count[person] += 1
            if self.adaptive:
                due.answered(project)
                if due.next() is not None:
                    estimating.estimate(self.db, self.project)
                    idle -= set(self.people) - stopped
                if count[person] % EVERY == 0 and control.look(self.db, self.project, caller.user_id):
                    stopped.add(person)
                    idle = set(stopped)
        return self._run(len(stopped))

    def _run(self, stopped: int) -> Run:
        with self.db.read() as c:
            answers = len(c.execute(select(responses.c.id)).all())
            mine = responses.join(assignments, assignments.c.response_id == responses.c.id).join(
                records, records.c.id == responses.c.record_id
            )
            counted = (assignments.c.hidden.is_(None), responses.c.surplus.is_(False))
            rows = c.execute(
                select(records.c.key, responses.c.user_id, responses.c.answers).select_from(mine).where(*counted)
            ).all()
        said = [row.answers["label"]["value"] for row in rows]
        labels = Labels.from_arrays([row.key for row in rows], [row.user_id for row in rows], said, self.crowd.options)
        given: dict[str, int] = defaultdict(int)
        for row in rows:
            given[row.key] += 1
        believed = {one.item: one.label for one in aggregate(labels, METHOD).believed()}
        voted = {one.item: one.label for one in majority_vote(labels).believed()}
        return Run(answers, given, believed, voted, stopped)


def replay(crowd: Crowd, adaptive: bool, seed: int) -> Run:
    """One run on a fresh database. Draws of known answers are the seed's, too."""
    kept = hiding.RNG
    hiding.RNG = random.Random(seed + 1)  # type: ignore[assignment]
    try:
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            db = open_database(Settings(home=Path(folder), database_url=""))
            try:
                return Replay(db, crowd, adaptive, seed).work()
            finally:
                db.close()
    finally:
        hiding.RNG = kept


def drawn(crowd: Crowd, size: int | None, seed: int) -> Crowd:
    """So many of the records, with those who labelled them."""
    if size is None or size >= len(crowd.truth):
        return crowd
    kept = set(random.Random(f"{crowd.name} {seed}").sample(sorted(crowd.truth), size))
    said = {pair: label for pair, label in crowd.said.items() if pair[0] in kept}
    return Crowd(crowd.name, said, {item: label for item, label in crowd.truth.items() if item in kept})


@dataclass(frozen=True)
class Pair:
    """Both projects at one seed: the records judged, and of each whether it came out right and how many were asked."""

    judged: list[str]
    right: dict[str, list[bool]]
    asked: dict[str, list[int]]
    answers: dict[str, int]
    stopped: int


def pair(crowd: Crowd, seed: int, size: int | None) -> Pair:
    """One seed, on records drawn anew where ``size`` says how many."""
    start, part = time.perf_counter(), drawn(crowd, size, seed)
    fixed, adaptive = replay(part, False, seed), replay(part, True, seed)
    judged = sorted(fixed.believed)
    believed = {"fixed": fixed.believed, "adaptive": adaptive.believed, "fixed by vote": fixed.voted}
    runs = {"fixed": fixed, "adaptive": adaptive}
    found = Pair(
        judged,
        {name: [said.get(item) == part.truth[item] for item in judged] for name, said in believed.items()},
        {name: [run.given.get(item, 0) for item in judged] for name, run in runs.items()},
        {name: run.answers for name, run in runs.items()},
        adaptive.stopped,
    )
    told = ", ".join(
        f"{name} {np.mean(found.right[name]):.2%} with {found.answers[name] / len(judged):.2f} answers a record"
        for name in runs
    )
    took = time.perf_counter() - start
    print(f"{crowd.name} seed {seed}: {told}, {adaptive.stopped} stopped ({took:.0f} s)", file=sys.stderr, flush=True)
    return found


def compare(crowd: Crowd, seeds: int, size: int | None = None, resamples: int = 1000) -> dict[str, Any]:
    """Both projects at each seed; accuracy, answers a record, what is saved and lost, with intervals."""
    return told(crowd, [pair(crowd, seed, size) for seed in range(seeds)], resamples)


def told(crowd: Crowd, pairs: list[Pair], resamples: int = 1000) -> dict[str, Any]:
    """Figures of the runs on one set. Intervals: runs and records are drawn, the same records for all runs, since runs on the
    same records are no new records."""
    items = sorted({item for one in pairs for item in one.judged})
    place = {item: at for at, item in enumerate(items)}
    shape = (len(pairs), len(items))
    right = {name: np.full(shape, np.nan) for name in pairs[0].right}
    asked = {name: np.full(shape, np.nan) for name in pairs[0].asked}
    beside = {name: np.zeros(len(pairs)) for name in asked}  # answers to known records, and those set aside
    for row, one in enumerate(pairs):
        at = [place[item] for item in one.judged]
        for name, values in one.right.items():
            right[name][row, at] = values
        for name, counts in one.asked.items():
            asked[name][row, at] = counts
            beside[name][row] = one.answers[name] - sum(counts)
    seen = {item for seed in range(LOOKED[0]) for item in drawn(crowd, LOOKED[1], seed).truth}
    new = np.array([item not in seen for item in items])

    def accuracy(name: str, runs: Any, at: Any) -> float:
        return float(np.nanmean(right[name][np.ix_(runs, at)]))

    def difference(runs: Any, at: Any) -> float:
        return accuracy("adaptive", runs, at) - accuracy("fixed", runs, at)

    def answers(name: str, runs: Any, at: Any) -> float:
        share = len(at) / len(items)
        return float(np.nansum(asked[name][np.ix_(runs, at)]) + share * beside[name][runs].sum())

    def saved(runs: Any, at: Any) -> float:
        return 1 - answers("adaptive", runs, at) / answers("fixed", runs, at)

    def interval(figure: Any, among: Any) -> dict[str, float]:
        rng, places = np.random.default_rng(0), np.flatnonzero(among)
        runs = np.arange(len(pairs))
        found = [figure(rng.choice(runs, len(runs)), rng.choice(places, len(places))) for _ in range(resamples)]
        low, high = np.percentile(found, [2.5, 97.5])
        whole = figure(runs, places)
        return {"estimate": round(float(whole), 4), "low": round(float(low), 4), "high": round(float(high), 4)}

    every, judged = np.ones(len(items), bool), sum(len(one.judged) for one in pairs)
    figures = {
        "set": crowd.name,
        "records": len(items),
        "seeds": len(pairs),
        "accuracy": {name: interval(partial(accuracy, name), every) for name in right},
        "difference": interval(difference, every),
        "answers": {name: round(sum(one.answers[name] for one in pairs) / judged, 3) for name in asked},
        "saved": interval(saved, every),
        "stopped": float(np.mean([one.stopped for one in pairs])),
    }
    if new.any() and not new.all():
        figures["never looked at"] = {"records": int(new.sum()), "difference": interval(difference, new)}
    return figures


def worked(
    crowds: list[Crowd], seeds: list[int], size: int | None, jobs: int, kept: Path | None
) -> list[dict[str, Any]]:
    """Every set at every seed, so many at a time; what is kept from before is not run again."""
    tasks = [
        (crowd, seed, kept / f"{crowd.name}-{size or 'all'}-{seed}.json" if kept else None)
        for seed in seeds
        for crowd in crowds
    ]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = {
            at: pool.submit(pair, crowd, seed, size)
            for at, (crowd, seed, file) in enumerate(tasks)
            if file is None or not file.exists()
        }
        of = {future: at for at, future in waiting.items()}
        for future in as_completed(of):
            file = tasks[of[future]][2]
            if file is not None:
                file.write_text(json.dumps(asdict(future.result())))
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for at, (crowd, _, file) in enumerate(tasks):
        pairs[crowd.name].append(waiting[at].result() if at in waiting else Pair(**json.loads(file.read_text())))
    return [told(crowd, pairs[crowd.name]) for crowd in crowds]


def main() -> None:
    """Every set in the folder; the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=100, help="the first seed")
    parser.add_argument("--records", type=int, help="drawn from a set for each run; by default all")
    parser.add_argument("--sets", nargs="*", default=["rte", "temp", "dog", "bluebirds"])
    parser.add_argument("--jobs", type=int, default=1, help="runs at a time")
    parser.add_argument("--kept", type=Path, help="folder where each run is kept, so that an interrupted bench goes on")
    parser.add_argument("--out", type=Path, help="where the figures go")
    asked = parser.parse_args()
    crowds = [generated()]
    if asked.folder is not None:
        crowds = [(snow if name in ("rte", "temp") else tabled)(asked.folder, name) for name in asked.sets]
    if asked.kept is not None:
        asked.kept.mkdir(parents=True, exist_ok=True)
    seeds = list(range(asked.first, asked.first + asked.seeds))
    found = worked(crowds, seeds, asked.records, asked.jobs, asked.kept)
    text = json.dumps(found, indent=2)
    print(text)
    if asked.out is not None:
        asked.out.write_text(text + "\n")


if __name__ == "__main__":
    main()
