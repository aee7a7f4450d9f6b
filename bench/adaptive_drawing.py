"""Draws the figures of `bench/adaptive.py --out FIGURES` as SVG: `python bench/adaptive_drawing.py FIGURES SVG`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

COLOURS = {"rte": "#1b6ca8", "temp": "#c2571a", "dog": "#3f8f4f", "bluebirds": "#7a4fa3"}
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 320, 60, 46, 34, 20


def draw(found: list[dict[str, Any]], out: Path) -> None:
    """Accuracy against answers a record as SVG: both projects of each set with their intervals, joined by a line."""
    ends = [one["accuracy"][name][end] for one in found for name in ("fixed", "adaptive") for end in ("low", "high")]
    low, high = np.floor(min(ends) * 50) / 50, np.ceil(max(ends) * 50) / 50

    def x(answers: float) -> float:
        return LEFT + (answers - 2) / 3.5 * (WIDTH - LEFT - RIGHT)

    def y(share: float) -> float:
        return HEIGHT - BOTTOM - (share - low) / (high - low) * (HEIGHT - BOTTOM - TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="18" font-size="14">Two to five people (filled) and five people (open) a record</text>',
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 8}" text-anchor="middle">answers a record, those to known records included</text>',
        f'<text transform="rotate(-90 14 {HEIGHT / 2})" x="14" y="{HEIGHT / 2}" text-anchor="middle">records right</text>',
    ]
    for share in np.arange(low, high + 0.001, 0.04):
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(share):.1f}" y2="{y(share):.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y(share) + 4:.1f}" text-anchor="end">{share:.0%}</text>')
    for answers in (3, 4, 5):
        parts.append(f'<text x="{x(answers):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{answers}</text>')
    for at, one in enumerate(found):
        colour, points = COLOURS.get(one["set"], "#7a4fa3"), []
        for name in ("adaptive", "fixed"):
            share, place = one["accuracy"][name], x(one["answers"][name] + (at - 1) * 0.06)
            top, bottom, middle = y(share["high"]), y(share["low"]), y(share["estimate"])
            fill = colour if name == "adaptive" else "#fff"
            parts.append(
                f'<line x1="{place:.1f}" x2="{place:.1f}" y1="{top:.1f}" y2="{bottom:.1f}" stroke="{colour}"/>'
            )
            parts.append(
                f'<circle cx="{place:.1f}" cy="{middle:.1f}" r="5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'
            )
            points.append(f"{place:.1f},{middle:.1f}")
        line = f'<polyline points="{" ".join(points)}" stroke="{colour}" stroke-dasharray="4 4" fill="none"/>'
        parts.insert(5, line)
        place, top = float(points[0].split(",")[0]), y(one["accuracy"]["adaptive"]["high"])
        aside, anchor = ((-8, "end"), (8, "start"))[at % 2]  # neighbours on either side: they may be close
        parts.append(
            f'<text x="{place + aside:.1f}" y="{top + 4:.1f}" text-anchor="{anchor}" fill="{colour}">{one["set"]}</text>'
        )
    out.write_text("\n".join([*parts, "</svg>\n"]))


def main() -> None:
    """Reads figures, writes their drawing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", type=Path)
    parser.add_argument("svg", type=Path)
    asked = parser.parse_args()
    draw(json.loads(asked.figures.read_text()), asked.svg)


if __name__ == "__main__":
    main()
