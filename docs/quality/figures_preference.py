"""Draws the pictures of preference.md and judges.md from the library itself: python docs/quality/figures_preference.py."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from figures import COLOURS, chart

from accord.quality import Battles, ab_test, bradley_terry, davidson, powered_mean, rao_kupper
from accord.quality.preference.leaderboard import Leaderboard

HERE = Path(__file__).parent
WIDTH, LEFT, RIGHT, ROW, TOP = 640, 120, 150, 30, 40


def whiskers(name: str, title: str, board: Leaderboard) -> None:
    """A leaderboard: each rating as a dot with its interval, and the places that it may hold."""
    rows = board.standings
    ends = [(s.rating.low or 0.0, s.rating.high or 0.0) for s in rows]
    low, high = min(e[0] for e in ends), max(e[1] for e in ends)
    place = lambda x: LEFT + (x - low) / (high - low) * (WIDTH - LEFT - RIGHT)  # noqa: E731
    height = TOP + ROW * len(rows) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/><text x="{LEFT}" y="18" font-size="14">{title}</text>',
        f'<text x="{WIDTH - RIGHT + 20}" y="{TOP - 4}" fill="#555">places it may hold</text>',
    ]
    for tick in range(int(low // 100 + 1) * 100, int(high) + 1, 100):
        x = place(tick)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{height - 28}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{height - 12}" text-anchor="middle">{tick}</text>')
    for at, (s, (start, end)) in enumerate(zip(rows, ends, strict=True)):
        y = TOP + ROW * at + ROW / 2
        parts.append(f'<text x="{LEFT - 10}" y="{y + 4}" text-anchor="end">{s.model}</text>')
        parts.append(
            f'<line x1="{place(start):.1f}" x2="{place(end):.1f}" y1="{y}" y2="{y}" stroke="{COLOURS[0]}" stroke-width="3"/>'
        )
        parts.append(f'<circle cx="{place(s.rating.estimate or 0.0):.1f}" cy="{y}" r="5" fill="{COLOURS[0]}"/>')
        places = s.best_rank if s.best_rank == s.worst_rank else f"{s.best_rank} to {s.worst_rank}"
        parts.append(f'<text x="{WIDTH - RIGHT + 20}" y="{y + 4}">{places}</text>')
    (HERE / f"{name}.svg").write_text("\n".join([*parts, "</svg>\n"]))


def board() -> None:
    """Seven teams of 1987 after 273 games (Agresti): only the last place is clear."""
    teams = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"]
    wins = [
        [0, 7, 9, 7, 7, 9, 11],
        [6, 0, 7, 5, 11, 9, 9],
        [4, 6, 0, 7, 7, 8, 12],
        [6, 8, 6, 0, 6, 7, 10],
        [6, 2, 6, 7, 0, 7, 12],
        [4, 4, 5, 6, 6, 0, 6],
        [2, 4, 1, 3, 1, 7, 0],
    ]
    rows = [(teams[i], teams[j], wins[i][j], wins[j][i]) for i in range(7) for j in range(i)]
    whiskers("leaderboard", "Bradley-Terry ratings, 273 games of 7 teams", bradley_terry(Battles.from_counts(rows)))


def ties() -> None:
    """Both tie models fitted to the same battles of equals: how the chance of a tie falls off."""
    battles = Battles.from_counts([("x", "y", 37, 37, 26)])
    gaps = np.linspace(0, 600, 61)
    lines = {}
    for name, fit in (("Davidson", davidson), ("Rao-Kupper", rao_kupper)):
        tie = fit(battles, interval=None).tie.estimate or 0.0
        d = gaps * np.log(10) / 400
        if name == "Davidson":
            share = tie / (np.exp(d / 2) + np.exp(-d / 2) + tie)
        else:
            share = 1 - 1 / (1 + tie * np.exp(-d)) - 1 / (1 + tie * np.exp(d))
        lines[name] = (gaps.tolist(), share.tolist())
    chart(
        "ties",
        "26% of ties between equals: how many between unequals",
        "rating points apart",
        "chance of a tie",
        lines,
        0.3,
    )


def peeking() -> None:
    """No difference at all: how often a test that is looked at again and again finds one."""
    rng = np.random.default_rng(0)
    looks, runs = list(range(20, 1001, 20)), 400
    fixed, always = np.zeros(len(looks)), np.zeros(len(looks))
    for _ in range(runs):
        a, b = (rng.random(1000) < 0.5).astype(float), (rng.random(1000) < 0.5).astype(float)
        found = [ab_test(a[:n], b[:n], effect=0.1) for n in looks]
        fixed += np.maximum.accumulate([f.p_fixed < 0.05 for f in found])
        always += np.maximum.accumulate([f.decided is not None for f in found])
    lines = {
        "fixed-size test": (looks, (fixed / runs).tolist()),
        "always valid": (looks, (always / runs).tolist()),
    }
    title = "Two equal arms, a look after every 20 answers an arm"
    chart("peeking", title, "answers an arm so far", "false alarms", lines, 0.5)


def worth() -> None:
    """A hundred human labels and a judge of some quality: how many human labels alone would be as good."""
    rng = np.random.default_rng(1)
    sizes = [100, 200, 400, 800, 1600, 3200]
    lines = {}
    for right in (0.95, 0.85, 0.7):
        values = []
        for more in sizes:
            gains = []
            for _ in range(60):
                y = rng.random(100 + more) < 0.6
                f = np.where(rng.random(len(y)) < right, y, ~y)
                gains.append(powered_mean(y[:100], f[:100], f[100:]).worth)
            values.append(float(np.mean(gains)))
        lines[f"judge right {right:.0%}"] = ([float(s) for s in sizes], values)
    title = "100 human labels and a judge's: worth as many human labels"
    chart("worth", title, "labels by the judge alone", "human labels", lines, 600)


if __name__ == "__main__":
    board()
    ties()
    peeking()
    worth()
