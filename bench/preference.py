"""A leaderboard of many battles, side by side with `evalica` and `arena-rank` in one run.

    pip install -r bench/requirements-quality.txt
    python bench/preference.py [battles]

Every side starts from names, in plain lists or in a pandas frame, whichever the peer takes faster, and ends with ratings of
all models; the seconds, on the clock and of the processors, are the least of three runs after a warm one on a small table,
and the largest difference between the ratings is printed, so that speed is not bought with another answer. Ours is also
timed from columns that are codes already, and with 1,000 bootstrap fits.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality import Battles, bradley_terry, davidson, rao_kupper

MODELS, RUNS = 50, 3
LISTS, FRAME = "accord, lists, sandwich intervals, ranks", "accord, frame, sandwich intervals, ranks"
RUST, SANDWICH = "evalica, lists, no intervals", "arena-rank, frame, sandwich intervals"
BOOTSTRAP = "accord, 1,000 bootstrap fits"
# where the targets come from evalica takes .5 s and arena-rank 5.2 s; 1,000 bootstrap fits shall take 2 s there
RATIOS = ((LISTS, RUST, 1.0), (FRAME, SANDWICH, 1.0), (BOOTSTRAP, SANDWICH, 2 / 5.2))
Ratings = dict[Any, float]  # in points, centred


def simulated(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Codes of model_a, model_b and winner: strengths from a normal law, a tenth of the battles tied."""
    rng = np.random.default_rng(0)
    strength = rng.normal(size=MODELS)
    a = rng.integers(0, MODELS, n)
    b = (a + rng.integers(1, MODELS, n)) % MODELS
    won = rng.random(n) < 1 / (1 + np.exp(strength[b] - strength[a]))
    return a, b, np.where(rng.random(n) < 0.1, 2, np.where(won, 0, 1))


@dataclass(frozen=True)
class Named:
    """The same battles by names: a frame, its columns as lists, and the winners as evalica wants them."""

    frame: Any
    lists: list[list[str]]
    sides: list[Any]


def named(n: int) -> Named:
    """The battles by names; what is made here is not timed."""
    import evalica
    import pandas

    a, b, won = simulated(n)
    models = np.array([f"model-{code:02}" for code in range(MODELS)])
    columns = {"model_a": models[a], "model_b": models[b], "winner": np.array(["model_a", "model_b", "tie"])[won]}
    sides = [evalica.Winner.X, evalica.Winner.Y, evalica.Winner.Draw]
    lists = [column.tolist() for column in columns.values()]
    return Named(pandas.DataFrame(columns), lists, [sides[code] for code in won.tolist()])


def ours_of_frame(table: Named) -> Ratings:
    """From a frame, with sandwich intervals and ranks."""
    return ratings_of(Battles.from_table(table.frame, winners={"model_a": "a", "model_b": "b"}))


def ours(table: Named) -> Ratings:
    """From lists, with sandwich intervals and ranks."""
    return ratings_of(Battles.from_arrays(*table.lists, winners={"model_a": "a", "model_b": "b"}))


def ratings_of(battles: Battles) -> Ratings:
    """Of all models."""
    return {s.model: s.rating.estimate or 0.0 for s in bradley_terry(battles).standings}


def of_codes(codes: tuple[np.ndarray, np.ndarray, np.ndarray], fit: Any = bradley_terry, **options: Any) -> Ratings:
    """From codes."""
    return {s.model: s.rating.estimate or 0.0 for s in fit(Battles.from_codes(*codes), **options).standings}


def evalica_(table: Named) -> Ratings:
    """Its Rust solver; no intervals. Its winners are members of an enumeration, made beforehand as its users do."""
    import evalica

    found = evalica.bradley_terry(*table.lists[:2], table.sides)
    names, scores = zip(*found.scores.items(), strict=True)
    return points(names, np.log(np.array(scores)) * 400 / np.log(10))


def arena_rank(table: Named) -> Ratings:
    """With its sandwich intervals."""
    from arena_rank.models.bradley_terry import BradleyTerry
    from arena_rank.utils.data_utils import PairDataset

    pairs = PairDataset.from_pandas(table.frame)
    found = BradleyTerry(n_competitors=len(pairs.competitors)).compute_ratings_and_cis(pairs)
    return points(found["competitors"], np.asarray(found["ratings"]))


def points(names: Any, ratings: np.ndarray) -> Ratings:
    """Centred at 1000."""
    return dict(zip(names, (ratings - ratings.mean() + 1000).tolist(), strict=True))


def least(call: Callable[[], Any]) -> tuple[float, str, Any]:
    """Least seconds of the runs, these in words, and what they gave."""
    clock, worked, answer = [], [], None
    for _ in range(RUNS):
        start, busy = time.perf_counter(), time.process_time()
        answer = call()
        clock.append(time.perf_counter() - start)
        worked.append(time.process_time() - busy)
    return min(clock), f"{min(clock):8.3f} s, {min(worked):7.3f} s of the processors", answer


def main() -> None:
    """All sides on the given number of battles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("battles", nargs="?", type=int, default=1_000_000)
    n = parser.parse_args().battles
    codes, few = simulated(n), simulated(5000)
    print(f"Bradley-Terry, {n:,} battles of {MODELS} models, a tenth of them ties\nfrom coded columns")
    lines: list[tuple[str, Callable[[Any], Any]]] = [
        ("accord, sandwich intervals and ranks", lambda c: of_codes(c)),
        ("accord, position effect as well", lambda c: of_codes(c, position=True)),
        ("accord, Davidson", lambda c: of_codes(c, davidson)),
        ("accord, Rao-Kupper", lambda c: of_codes(c, rao_kupper)),
        (BOOTSTRAP, lambda c: of_codes(c, interval="bootstrap", resamples=1000)),
    ]
    seconds: dict[str, float] = {}
    for name, side in lines:
        side(few)
        seconds[name], took, _ = least(lambda side=side: side(codes))
        print(f"  {name:40} {took}", flush=True)
    try:
        table, small = named(n), named(5000)
    except ModuleNotFoundError:
        print("no peers: pip install -r bench/requirements-quality.txt")
        return
    print("from names")
    mine: Ratings = {}
    for name, side in (
        (LISTS, ours),
        (RUST, evalica_),
        (FRAME, ours_of_frame),
        (SANDWICH, arena_rank),
    ):
        try:
            side(small)
        except ModuleNotFoundError:
            print(f"  {name:40} not installed")
            continue
        seconds[name], took, ratings = least(lambda side=side: side(table))
        mine = mine or ratings
        apart = max(abs(ratings[m] - mine[m]) for m in mine)
        print(f"  {name:40} {took}   largest difference {apart:.4f} points", flush=True)
    for ours_, theirs, target in RATIOS:
        if ours_ in seconds and theirs in seconds:
            print(f"{ours_} to {theirs}: {seconds[ours_] / seconds[theirs]:.3f}, target {target:.2f}")


if __name__ == "__main__":
    main()
