"""Consensus side by side with crowd-kit: accuracy on public sets, seconds and memory on many labels, labels that stopping saves.

    pip install -r bench/requirements-quality.txt      # the peer; never installed with Accord
    python bench/aggregation.py accuracy FOLDER        # one folder a set: answer.csv (or label.csv) and truth.csv, or Snow's .tsv
    python bench/aggregation.py speed [labels]         # with crowd-kit at a million labels beside it, whatever the number
    python bench/aggregation.py linear                 # 10k to 10M labels, --record docs/quality/cost-aggregation.json
    python bench/aggregation.py overlap FOLDER         # adaptive against fixed overlap, --record docs/quality/overlap.json

Accuracy counts a tie by its share, for us; crowd-kit's majority gives it to the label that sorts first.

Machines differ: on the one that the targets come from crowd-kit takes 8.8 s for a million labels, and ours shall take .44 s for them
and 8 s for ten million. `speed` prints each as a ratio to crowd-kit in the same run, beside the ratio that the target is.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from accord.quality import Labels, aggregate, dawid_skene, replay_overlap

PEER = 1_000_000  # labels at which crowd-kit is the yardstick: 8.8 s where the targets were set
TARGETS = {1_000_000: 1 / 20, 10_000_000: 8 / 8.8}  # of its seconds, by labels
SETS = ("bluebirds", "rte", "temp", "dog", "d_product", "sp")


def read(folder: Path, name: str) -> tuple[Labels, dict[str, str]]:
    """Labels and truth of one set: two CSV files in a folder of its name, or a tab-separated table of Snow et al. 2008."""
    table = folder / "snow2008" / f"{name}.standardized.tsv"
    if table.exists():
        rows = list(csv.reader(table.open(), delimiter="\t"))[1:]
        told = [(item, person, value) for _, person, item, value, _ in rows]
        truth = {row[2]: row[4] for row in rows}
    else:
        said = next(file for file in (folder / name / "answer.csv", folder / name / "label.csv") if file.exists())
        told = [tuple(row[:3]) for row in list(csv.reader(said.open()))[1:]]
        truth = dict(row[:2] for row in list(csv.reader((folder / name / "truth.csv").open()))[1:])
    columns = list(zip(*told, strict=True))
    return Labels.from_arrays(*columns, duplicates="keep"), truth


def peers(labels: Labels, truth: dict[str, str]) -> dict[str, float | None]:
    """crowd-kit's majority, Dawid-Skene and MACE with their defaults (100 iterations; seed 0)."""
    import pandas
    from crowdkit.aggregation import MACE, DawidSkene, MajorityVote

    columns = {"task": labels.item, "worker": labels.annotator, "label": labels.value}
    frame = pandas.DataFrame({name: np.asarray(column) for name, column in columns.items()})
    place = {c: i for i, c in enumerate(labels.categories)}
    known = [i for i, item in enumerate(labels.items) if item in truth]
    right = np.array([place.get(truth[labels.items[i]], -1) for i in known])
    made = {"majority": MajorityVote(), "dawid-skene": DawidSkene(n_iter=100), "mace": MACE(random_state=0)}
    return {
        name: 100 * float((model.fit_predict(frame).reindex(known).to_numpy() == right).mean())
        for name, model in made.items()
    }


def accuracy(folder: Path, names: list[str]) -> None:
    """auto and three of ours beside three of crowd-kit's, and how far auto is from the best of theirs."""
    ours = ("auto", "majority", "dawid-skene", "mace")
    theirs = ("majority", "dawid-skene", "mace")
    print(
        f"{'':14}"
        + "".join(f"{n:>12}" for n in ours)
        + " |"
        + "".join(f"{'ck ' + n:>15}" for n in theirs)
        + "  auto - best"
    )
    whole = []
    for name in names:
        labels, truth = read(folder, name)
        row = [100 * (aggregate(labels, method).accuracy(truth) or 0) for method in ours]
        other = peers(labels, truth)
        row += [other[n] for n in theirs]
        whole.append(row)
        told = "".join(f"{v:12.2f}" for v in row[:4]) + " |" + "".join(f"{v:15.2f}" for v in row[4:])
        print(f"{name:14}{told}  {row[0] - max(row[4:]):+.2f}", flush=True)
    mean = np.mean(whole, 0)
    told = "".join(f"{v:12.2f}" for v in mean[:4]) + " |" + "".join(f"{v:15.2f}" for v in mean[4:])
    print(f"{'mean':14}{told}  {mean[0] - max(mean[4:]):+.2f}")


def simulated(n: int, per_item: int = 5, q: int = 4) -> Labels:
    """n labels in random order: one person per thousand labels, right 7 times in 10, else any label."""
    rng = np.random.default_rng(0)
    items = n // per_item
    truth = rng.integers(0, q, items, dtype=np.int32)
    item = np.repeat(np.arange(items, dtype=np.int32), per_item)
    value = np.where(rng.random(len(item)) < 0.7, truth[item], rng.integers(0, q, len(item), dtype=np.int32))
    person = rng.integers(0, max(n // 1000, 10), len(item), dtype=np.int32)
    order = rng.permutation(len(item))
    return Labels.from_codes(item[order], person[order], value[order], duplicates="trust")


def compiled(labels: Labels) -> float:
    """Dawid-Skene, 20 passes, with numba."""
    return dawid_skene(labels, iterations=20, tolerance=0).log_likelihood or 0.0


def plain(labels: Labels) -> float:
    """Dawid-Skene, 20 passes, numpy and scipy alone."""
    from accord.quality.aggregation import _table

    _table.COMPILE = 1 << 60
    return compiled(labels)


def chosen(labels: Labels) -> float:
    """aggregate(method="auto")."""
    return float(aggregate(labels).confidence.mean())


def crowdkit(labels: Labels) -> float:
    """crowd-kit's Dawid-Skene, 20 passes."""
    import pandas
    from crowdkit.aggregation import DawidSkene

    frame = pandas.DataFrame({"task": labels.item, "worker": labels.annotator, "label": labels.value})
    start = time.perf_counter()
    DawidSkene(n_iter=20, tol=0).fit(frame)
    return start


def measured(side: Callable[[Labels], float], n: int) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and peak MiB of the process, the data included."""
    small = simulated(400_000)
    if side is not crowdkit:
        side(small)  # compile or load what is compiled: not what is measured
    labels = simulated(n)
    start, busy = time.perf_counter(), time.process_time()
    side(labels)
    took, worked = time.perf_counter() - start, time.process_time() - busy
    return took, worked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(side: Callable[[Labels], float], n: int) -> tuple[float, float, float]:
    """`measured` in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, side, n).result()


def speed(n: int, with_peer: bool = True) -> None:
    """Three of ours, and the peer at a million labels."""
    print(f"Dawid-Skene, 20 passes, {n:,} labels in random order, 4 classes, {n // 1000:,} people")
    base = busy = 0.0
    if with_peer:
        base, busy, memory = alone(crowdkit, PEER)
        told = f"{base:8.2f} s  processor {busy:8.2f} s  peak {memory:6.0f} MiB"
        print(f"  crowd-kit 1.4.2    {told}  at {PEER:,} labels (8.8 s where the targets were set)", flush=True)
    for name, side in {"accord, numba": compiled, "accord, scipy": plain, "accord, auto": chosen}.items():
        took, worked, memory = alone(side, n)
        ratio = f"  {took / base:.3f} of crowd-kit's million ({worked / busy:.3f} of its processor)" if base else ""
        if base and side is compiled and n in TARGETS:
            ratio += f", target {TARGETS[n]:.3f}"
        print(f"  {name:18} {took:8.2f} s  processor {worked:8.2f} s  peak {memory:6.0f} MiB{ratio}", flush=True)


def linear(record: Path | None) -> None:
    """Seconds of the processor by number of labels."""
    sizes = (10_000, 100_000, 1_000_000, 3_000_000, 10_000_000)
    kept: dict[str, list[float]] = {}
    for name, side in {"numba": compiled, "scipy alone": plain}.items():
        for n in sizes:
            took, worked, _ = alone(side, n)
            kept.setdefault(name, []).append(worked)
            each = worked / n * 1e9
            print(
                f"  {name:12} {n:>12,} labels {took:8.3f} s  processor {worked:8.3f} s {each:8.0f} ns a label",
                flush=True,
            )
    if record:
        record.write_text(json.dumps({"labels": list(sizes), "seconds": kept}, indent=1) + "\n")


def overlap(folder: Path, names: list[str], orders: int, record: Path | None) -> None:
    """Labels saved by stopping where the posterior is sure, at the accuracy of each fixed overlap."""
    kept: dict[str, dict[str, list[list[float | None]]]] = {}
    for name in names:
        labels, truth = read(folder, name)
        found = replay_overlap(labels, truth, orders=orders)
        print(f"{name}: fixed overlap")
        for point in found.fixed:
            print(f"  {point.labels:5.2f} labels an item  accuracy {100 * point.accuracy:.2f}")
        print("  stopping")
        for point in found.adaptive:
            told = f"  threshold {point.threshold:.3f}  {point.labels:5.2f} labels an item"
            print(f"{told}  accuracy {100 * point.accuracy:.2f}")
        for saved in found.saved:
            print(f"  as right as {saved.overlap} labels an item: saves {saved.share}", flush=True)
        kept[name] = {
            "fixed": [[p.labels, p.accuracy] for p in found.fixed],
            "stopping": [[p.labels, p.accuracy] for p in found.adaptive],
            "saved": [[s.overlap, s.share.estimate, s.share.low, s.share.high] for s in found.saved],
        }
    if record:
        record.write_text(json.dumps({"orders": orders, "sets": kept}, indent=1) + "\n")


def main() -> None:
    """Run one part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["accuracy", "speed", "linear", "overlap"])
    parser.add_argument("given", nargs="?", help="folder of sets, or number of labels")
    parser.add_argument("--sets", nargs="+")
    parser.add_argument("--orders", type=int, default=20)
    parser.add_argument("--alone", action="store_true", help="`speed` without crowd-kit")
    parser.add_argument(
        "--record", type=Path, help="keep the figures of `linear` or `overlap`, for docs/quality/figures_*.py"
    )
    asked = parser.parse_args()
    if asked.part == "accuracy":
        accuracy(Path(asked.given), asked.sets or list(SETS))
    elif asked.part == "overlap":
        overlap(Path(asked.given), asked.sets or ["bluebirds", "rte", "dog"], asked.orders, asked.record)
    elif asked.part == "linear":
        linear(asked.record)
    else:
        n = int(asked.given or 1_000_000)
        speed(n, not asked.alone)


if __name__ == "__main__":
    main()
