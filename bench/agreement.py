"""Alpha on many labels, side by side with `krippendorff`, and its cost from ten thousand labels to ten million.

    pip install -r bench/requirements-quality.txt   # the peer, which is GPL: never a dependency of Accord
    python bench/agreement.py [labels]

Prints the seconds, the most memory that each side took on top of the data, and the number, which must be the same.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

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


def peer(labels: Labels) -> float:
    """From the counts of values an item, its fastest way in; counting included, no interval."""
    import krippendorff

    counts = np.zeros((labels.n_items, labels.n_categories), dtype=np.int64)
    cells = np.bincount(labels.item * labels.n_categories + labels.value, minlength=counts.size)
    return float(krippendorff.alpha(value_counts=cells.reshape(counts.shape), level_of_measurement="nominal"))


def measured(side: Callable[[Labels], float], n: int) -> tuple[float, float, float]:
    """Seconds, MiB on top of the data, and the answer, in a process of its own."""
    labels = simulated(n)
    krippendorff_alpha(simulated(1000))  # imports and first calls are not what is measured
    start = time.perf_counter()
    answer = side(labels)
    took = time.perf_counter() - start
    labels = simulated(n)  # nothing cached from the run that was timed
    tracemalloc.start()
    side(labels)
    return took, tracemalloc.get_traced_memory()[1] / 2**20, answer


def alone(side: Callable[[Labels], float], n: int) -> tuple[float, float, float]:
    """`measured` in a fresh process, so that memory is this side's own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, side, n).result()


def main() -> None:
    """Both sides on the given number of labels, then our cost over four sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", nargs="?", type=int, default=10_000_000)
    n = parser.parse_args().labels
    print(f"alpha, nominal, {n:,} labels in random order")
    for name, side in (("accord, with 1,000 resamples", ours), ("krippendorff, no interval", peer)):
        try:
            took, memory, answer = alone(side, n)
        except ModuleNotFoundError:
            print(f"  {name:32} not installed: pip install -r bench/requirements-quality.txt")
            continue
        print(f"  {name:32} {took:7.3f} s  +{memory:6.0f} MiB  alpha {answer:.6f}")
    print("cost by size (accord)")
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        took, memory, _ = alone(ours, size)
        print(f"  {size:>12,} labels {took:8.4f} s  {took / size * 1e9:7.1f} ns a label  +{memory:6.0f} MiB")


if __name__ == "__main__":
    main()
