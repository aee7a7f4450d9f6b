"""Draws the pictures of these pages from the library itself: python docs/quality/figures.py."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from accord.quality import (
    MAXIMUM_LIKELIHOOD,
    Labels,
    accuracy_of_overlap,
    aggregate,
    cusum,
    dawid_skene,
    gwet_ac,
    krippendorff_alpha,
    majority_vote,
    percent_agreement,
    plan_stopping,
)

HERE = Path(__file__).parent
COLOURS = ("#1b6ca8", "#c2571a", "#3f8f4f", "#7a4fa3")
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 300, 60, 46, 34, 130


def chart(
    name: str, title: str, across: str, up: str, lines: dict[str, tuple[list[float], list[float]]], top: float
) -> None:
    """One line chart as SVG: a title, two named axes, a labelled line for each entry."""
    xs = [x for line in lines.values() for x in line[0]]
    low, high = 0.0, top
    place_x = lambda x: LEFT + (x - min(xs)) / (max(xs) - min(xs)) * (WIDTH - LEFT - RIGHT)  # noqa: E731
    place_y = lambda y: HEIGHT - BOTTOM - (y - low) / (high - low) * (HEIGHT - BOTTOM - TOP)  # noqa: E731
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/><text x="{LEFT}" y="18" font-size="14">{title}</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{across}</text>',
        f'<text transform="rotate(-90 14 {HEIGHT / 2})" x="14" y="{HEIGHT / 2}" text-anchor="middle">{up}</text>',
    ]
    for tick in np.linspace(low, high, 6):
        y = place_y(tick)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:.3g}</text>')
    for tick in np.linspace(min(xs), max(xs), 6):
        parts.append(f'<text x="{place_x(tick):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{tick:.4g}</text>')
    named: list[float] = []
    for colour, (label, (x, y)) in zip(COLOURS, lines.items(), strict=False):
        points = " ".join(f"{place_x(a):.1f},{place_y(b):.1f}" for a, b in zip(x, y, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        beside = place_y(y[-1]) + 4
        while any(abs(beside - other) < 14 for other in named):
            beside += 2
        named.append(beside)
        parts.append(f'<text x="{place_x(x[-1]) + 6:.1f}" y="{beside:.1f}" fill="{colour}">{label}</text>')
    (HERE / f"{name}.svg").write_text("\n".join([*parts, "</svg>\n"]))


def prevalence() -> None:
    """Two people, each right with .95, as one class becomes rare."""
    shares = np.linspace(0.5, 0.98, 25)
    rng = np.random.default_rng(0)
    rows: dict[str, list[float]] = {"percent": [], "alpha": [], "Gwet AC1": []}
    for share in shares:
        truth = (rng.random(20_000) > share).astype(int)
        labels = Labels.from_matrix([np.where(rng.random(20_000) < 0.95, truth, 1 - truth) for _ in range(2)])
        for name, measure in zip(rows, (percent_agreement, krippendorff_alpha, gwet_ac), strict=True):
            rows[name].append(measure(labels, interval=None).estimate or 0.0)
    lines = {name: (shares.tolist(), values) for name, values in rows.items()}
    title = "The same two people, each right 95% of the time"
    chart("prevalence", title, "share of the commoner class", "agreement", lines, 1.0)


def falling() -> None:
    """CUSUM of a person who falls from .9 to .5 after a hundred answers."""
    rng = np.random.default_rng(4)
    right = np.r_[rng.random(100) < 0.9, rng.random(60) < 0.5].astype(float)
    found = cusum(right, target=0.85, slack=0.1, limit=4)
    x = list(range(1, len(right) + 1))
    limit = ([1.0, float(len(right))], [4.0, 4.0])
    title = f"Right 90% of the time, then 50% from answer 101: alarm at answer {(found.alarm or 0) + 1}"
    chart("cusum", title, "answers in order", "sum", {"CUSUM": (x, found.path.tolist()), "limit": limit}, 25.0)


def sparse() -> None:
    """Accuracy by labels a person: simulated one-coin people, three labels an item, two classes, one at 70%."""
    depths = [2, 3, 5, 10, 20, 40, 100]
    rows: dict[str, list[float]] = {"majority": [], "maximum likelihood": [], "auto": []}
    for depth in depths:
        right = dict.fromkeys(rows, 0.0)
        for seed in range(4):
            rng = np.random.default_rng(seed)
            truth = (rng.random(600) < 0.7).astype(int)
            people = 1800 // depth
            skill = rng.uniform(0.55, 0.95, people)
            item, person = np.repeat(np.arange(600), 3), rng.integers(0, people, 1800)
            said = np.where(rng.random(1800) < skill[person], truth[item], 1 - truth[item])
            labels = Labels.from_arrays(item, person, said, duplicates="keep")
            gold = dict(enumerate(truth.tolist()))
            found = (majority_vote(labels), dawid_skene(labels, MAXIMUM_LIKELIHOOD), aggregate(labels))
            for name, consensus in zip(rows, found, strict=True):
                right[name] += (consensus.accuracy(gold) or 0.0) / 4
        for name, share in right.items():
            rows[name].append(share)
    across = np.log10(depths).tolist()
    lines = {name: (across, values) for name, values in rows.items()}
    chart("sparse", "Three labels an item", "labels a person (log10)", "accuracy", lines, 1.0)


def plan() -> None:
    """Share right by labels an item: fixed overlap, and stopping at .95 at most so many."""
    fixed = ([float(n) for n in range(1, 12)], [accuracy_of_overlap(n, 0.8) for n in range(1, 12)])
    plans = [plan_stopping(0.95, 0.8, least=2, most=most) for most in range(2, 12)]
    stops = ([p.labels for p in plans], [p.right for p in plans])
    title = "People right 8 times in 10: stopping at .95 against a fixed overlap"
    chart("plan", title, "labels an item", "share right", {"fixed overlap": fixed, "stopping": stops}, 1.0)


if __name__ == "__main__":
    sparse()
    plan()
    prevalence()
    falling()
