"""Alpha on many labels, side by side with `krippendorff`, and its cost from ten thousand labels to ten million.

    pip install -r bench/requirements-quality.txt   # the peer, which is GPL: never a dependency of Accord
    python bench/agreement.py [labels] [--record docs/quality/cost.json]

Prints the best of three runs in seconds passed and in seconds of the processor (which other work on the machine disturbs
less), the most memory that each side took on top of the data, and the number, which must be the same; then the processor's
seconds from ten thousand labels to ten million, and the exponent of their growth (1 is linear). `--record` keeps these for
the picture that docs/quality/figures_cost.py draws.
"""

from __future__ import annotations

import argparse
import json
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np

from accord.quality import Labels, krippendorff_alpha

CATEGORIES, PER_ITEM = 4, 5


def simulated(n: int) -> Labels:
    """n labels in random order: 5 an item, 4 classes, one person per thousand labels, right 7 times in 10."""
    rng = np.random.default_rng(0)
    items = n // PER_ITEM
    truth = rng.integers(0, CATEGORIES, items, dtype=np.int32)
    item = np.repeat(np.arange(items, dtype=np.int32), PER_ITEM)
    wrong = rng.integers(0, CATEGORIES, len(item), dtype=np.int32)
    value = np.where(rng.random(len(item)) < 0.7, truth[item], wrong)
    person = rng.integers(0, max(n // 1000, 10), len(item), dtype=np.int32)
    order = rng.permutation(len(item))
    return Labels.from_codes(item[order], person[order], value[order], duplicates="trust")


def ours(labels: Labels) -> float:
    """From coded columns, counting included, with the interval."""
    return krippendorff_alpha(labels).estimate or 0.0


def plain(labels: Labels) -> float:
    """The same without the interval."""
    return krippendorff_alpha(labels, interval=None).estimate or 0.0


def peer(labels: Labels) -> float:
    """From the counts of values an item, its fastest way in; counting included, no interval."""
    import krippendorff

    counts = np.zeros((labels.n_items, labels.n_categories), dtype=np.int64)
    cells = np.bincount(labels.item * labels.n_categories + labels.value, minlength=counts.size)
    return float(krippendorff.alpha(value_counts=cells.reshape(counts.shape), level_of_measurement="nominal"))


SIDES = {"accord, with 1,000 resamples": ours, "accord, no interval": plain, "krippendorff, no interval": peer}
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
RUNS = 3
TARGET = 0.6 / 2.1  # ten million labels on the machine that the target comes from, where krippendorff takes 2.1 s


class Cost(NamedTuple):
    """Seconds passed and seconds of the processor (best of the runs), MiB on top of the data, the answer."""

    passed: float
    processor: float
    memory: float
    answer: float


def measured(side: Callable[[Labels], float], n: int) -> Cost:
    """The cost in a process of its own."""
    side(simulated(1000))  # imports and first calls are not what is measured
    passed, processor = [], []
    for _ in range(RUNS):
        labels = simulated(n)  # nothing cached from the run before
        start, busy = time.perf_counter(), time.process_time()
        answer = side(labels)
        passed.append(time.perf_counter() - start)
        processor.append(time.process_time() - busy)
    labels = simulated(n)
    tracemalloc.start()
    side(labels)
    return Cost(min(passed), min(processor), tracemalloc.get_traced_memory()[1] / 2**20, answer)


def alone(side: Callable[[Labels], float], n: int) -> Cost:
    """`measured` in a fresh process, so that memory is this side's own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, side, n).result()


def growth(sizes: list[int], seconds: list[float]) -> float:
    """Exponent of the cost by least squares on logarithms, over the sizes where the labels and not the call cost.

    A little over 1 is the memory: from some million items on their counts no longer fit into the processor's caches.
    """
    large = [(s, t) for s, t in zip(sizes, seconds, strict=True) if s >= 100_000]
    return float(np.polyfit(np.log([s for s, _ in large]), np.log([t for _, t in large]), 1)[0])


def main() -> None:
    """All sides on the given number of labels, then each side's cost over the sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", nargs="?", type=int, default=10_000_000)
    parser.add_argument("--record", type=Path)
    options = parser.parse_args()
    print(f"alpha, nominal, {options.labels:,} labels in random order")
    there, costs_of = {}, {}
    for name, side in SIDES.items():
        try:
            cost = alone(side, options.labels)
        except ModuleNotFoundError:
            print(f"  {name:32} not installed: pip install -r bench/requirements-quality.txt")
            continue
        there[name], costs_of[side] = side, cost
        print(
            f"  {name:32} {cost.passed:7.3f} s ({cost.processor:.3f} s of the processor)  +{cost.memory:4.0f} MiB  "
            f"alpha {cost.answer:.6f}"
        )
    if peer in costs_of:
        told = [
            f"{getattr(costs_of[plain], part) / getattr(costs_of[peer], part):.3f}" for part in ("passed", "processor")
        ]
        print(
            f"  without interval {told[0]} of krippendorff's seconds ({told[1]} of its processor's), target {TARGET:.3f}"
        )
    sizes = [size for size in SIZES if size <= options.labels]
    costs: dict[str, list[float]] = {}
    for name, side in there.items():
        print(f"cost by size: {name}")
        costs[name] = []
        for size in sizes:
            cost = alone(side, size)
            costs[name].append(cost.processor)
            each = cost.processor / size * 1e9
            print(f"  {size:>12,} labels {cost.processor:8.4f} s  {each:7.1f} ns a label  +{cost.memory:6.0f} MiB")
        if sizes[-1] > 100_000:
            print(f"  grows as labels to the power {growth(sizes, costs[name]):.2f} from a hundred thousand on")
    if options.record:
        options.record.write_text(json.dumps({"labels": sizes, "seconds": costs}, indent=1) + "\n")


if __name__ == "__main__":
    main()
