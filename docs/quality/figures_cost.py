"""Draws what the statistics cost, as it was measured before:

python bench/agreement.py --record docs/quality/cost.json
python bench/aggregation.py linear --record docs/quality/cost-aggregation.json

python docs/quality/figures_cost.py
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
COLOURS = ("#1b6ca8", "#c2571a", "#3f8f4f", "#7a4fa3")
WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 300, 60, 46, 34


def powers(name: str, title: str, across: str, up: str, lines: dict[str, tuple[list[float], list[float]]]) -> None:
    """A line chart whose axes are powers of ten, with a dashed line of cost in proportion through the first line's end."""
    right = 200
    xs, ys = (np.log10([v for line in lines.values() for v in line[side]]) for side in (0, 1))
    low_x, high_x, low_y, high_y = np.floor(xs.min()), np.ceil(xs.max()), np.floor(ys.min()), np.ceil(ys.max())
    place_x = lambda x: LEFT + (np.log10(x) - low_x) / (high_x - low_x) * (WIDTH - LEFT - right)  # noqa: E731
    place_y = lambda y: HEIGHT - BOTTOM - (np.log10(y) - low_y) / (high_y - low_y) * (HEIGHT - BOTTOM - TOP)  # noqa: E731
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/><text x="{LEFT}" y="18" font-size="14">{title}</text>',
        f'<text x="{(LEFT + WIDTH - right) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{across}</text>',
        f'<text transform="rotate(-90 14 {HEIGHT / 2})" x="14" y="{HEIGHT / 2}" text-anchor="middle">{up}</text>',
    ]
    for power in np.arange(low_y, high_y + 1):
        y = place_y(10.0**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - right}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for power in np.arange(low_x, high_x + 1):
        at = place_x(10.0**power)
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{int(10**power):,}</text>')
    x, y = next(iter(lines.values()))
    start = max(10.0**low_y * 1.001, y[-1] * x[0] / x[-1])
    ends = [(place_x(start * x[-1] / y[-1]), place_y(start)), (place_x(x[-1]), place_y(y[-1]))]
    drawn = " ".join(f"{a:.1f},{b:.1f}" for a, b in ends)
    parts.append(f'<polyline points="{drawn}" fill="none" stroke="#999" stroke-dasharray="5 4"/>')
    for colour, (label, (x, y)) in zip(COLOURS, lines.items(), strict=False):
        points = " ".join(f"{place_x(a):.1f},{place_y(b):.1f}" for a, b in zip(x, y, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{place_x(a):.1f}" cy="{place_y(b):.1f}" r="2.5" fill="{colour}"/>'
            for a, b in zip(x, y, strict=True)
        ]
        beside = place_y(y[-1]) + 4
        parts.append(f'<text x="{place_x(x[-1]) + 8:.1f}" y="{beside:.1f}" fill="{colour}">{label}</text>')
    (HERE / f"{name}.svg").write_text("\n".join([*parts, "</svg>\n"]))


def cost() -> None:
    """What alpha costs from ten thousand labels to ten million, as the bench recorded it."""
    kept = json.loads((HERE / "cost.json").read_text())
    named = {"accord, no interval": "accord", "krippendorff, no interval": "krippendorff 0.9.0"}
    lines = {label: (kept["labels"], kept["seconds"][name]) for name, label in named.items() if name in kept["seconds"]}
    powers("cost", "Nominal alpha; dashed: in proportion to the labels", "labels", "seconds of the processor", lines)


def cost_of_aggregation() -> None:
    """What twenty passes of Dawid-Skene cost, likewise."""
    kept = json.loads((HERE / "cost-aggregation.json").read_text())
    lines = {name: (kept["labels"], seconds) for name, seconds in kept["seconds"].items()}
    title = "Dawid-Skene, 20 passes; dashed: in proportion to the labels"
    powers("cost-aggregation", title, "labels", "seconds of the processor", lines)


if __name__ == "__main__":
    cost()
    cost_of_aggregation()
