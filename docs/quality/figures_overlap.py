"""Draws what stopping saves, as `python bench/aggregation.py overlap FOLDER --record docs/quality/overlap.json` found it.

python docs/quality/figures_overlap.py
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent
COLOURS = ("#1b6ca8", "#c2571a", "#3f8f4f")
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 320, 60, 46, 34, 100
LOW, HIGH = -0.4, 0.7


def savings() -> None:
    """Share of labels saved at the accuracy of each fixed overlap, a line with intervals for each set."""
    sets = json.loads((HERE / "overlap.json").read_text())["sets"]
    shown = {name: [row for row in one["saved"] if row[0] >= 3 and row[1] is not None] for name, one in sets.items()}
    most = max(row[0] for rows in shown.values() for row in rows)

    def across(overlap: float) -> float:
        return LEFT + (overlap - 3 + 0.3) / (most - 3 + 0.6) * (WIDTH - LEFT - RIGHT)

    def up(share: float) -> float:
        return HEIGHT - BOTTOM - (share - LOW) / (HIGH - LOW) * (HEIGHT - BOTTOM - TOP)

    title = "Labels saved by stopping, at the accuracy of a fixed overlap (95% intervals)"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/><text x="{LEFT}" y="18" font-size="14">{title}</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">fixed overlap, labels an item</text>',
    ]
    for tenth in range(-4, 8, 2):
        y, colour = up(tenth / 10), "#888" if tenth == 0 else "#ddd"
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tenth * 10}%</text>')
    for overlap in range(3, most + 1):
        parts.append(
            f'<text x="{across(overlap):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{overlap}</text>'
        )
    for beside, (colour, (name, rows)) in enumerate(zip(COLOURS, shown.items(), strict=False)):
        shift = (beside - 1) * 0.12  # intervals stand beside one another
        points = " ".join(f"{across(n + shift):.1f},{up(share):.1f}" for n, share, _, _ in rows)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for n, share, low, high in rows:
            x = across(n + shift)
            ends = f'y1="{up(max(low, LOW)):.1f}" y2="{up(min(high, HIGH)):.1f}"'
            parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" {ends} stroke="{colour}" stroke-opacity=".55"/>')
            parts.append(f'<circle cx="{x:.1f}" cy="{up(share):.1f}" r="3" fill="{colour}"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 8}" y="{TOP + 20 + 18 * beside}" fill="{colour}">{name}</text>')
    (HERE / "overlap.svg").write_text("\n".join([*parts, "</svg>\n"]))


if __name__ == "__main__":
    savings()
