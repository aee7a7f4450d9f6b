"""Published comparisons that several tests share, each with its source."""

from __future__ import annotations

import re

from accord.quality import Battles

TEAMS = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"]
# American League 1987: home team in row, away team in column, home wins : away wins
_SEASON = """
- 4:3 4:2 4:3 6:1 4:2 6:0
3:3 - 4:2 4:3 6:0 6:1 4:3
2:5 4:3 - 2:4 4:3 4:2 6:0
3:3 5:1 2:5 - 4:3 4:2 6:1
5:1 2:5 3:3 4:2 - 5:2 6:0
2:5 3:3 3:4 4:3 4:2 - 2:4
2:5 1:5 1:6 2:4 1:6 3:4 -
"""


def baseball() -> Battles:
    """Agresti, Categorical Data Analysis, section on the Bradley-Terry model: 273 games; a is the home team."""
    rows = []
    for home, line in zip(TEAMS, _SEASON.strip().splitlines(), strict=True):
        for away, cell in zip(TEAMS, line.split(), strict=True):
            if cell != "-":
                rows.append((home, away, *map(int, cell.split(":"))))
    return Battles.from_counts(rows)


# Davidson 1970, chocolate puddings: pair, wins of the first, wins of the second, ties; 745 comparisons, 202 ties
PUDDINGS = """
1 2 19 22 16 | 1 3 16 19 12 | 2 3 19 19 10 | 1 4 18 23 13 | 2 4 23 19 9 | 3 4 19 20 15 | 1 5 13 19 18 | 2 5 16 20 12
3 5 16 15 17 | 4 5 17 14 16 | 1 6 18 21 12 | 2 6 22 20 12 | 3 6 13 18 10 | 4 6 14 19 18 | 5 6 11 21 12
"""


def puddings() -> Battles:
    """Davidson 1970, "On extending the Bradley-Terry model to accommodate ties in paired comparison experiments"."""
    return Battles.from_counts([tuple(map(int, row.split())) for row in re.split(r"[|\n]", PUDDINGS.strip())])


# the examples of evalica 0.4.2 (Apache-2.0): left > right, left < right, or a tie
SIMPLE = """
0=1 0<2 0=2 0=4 1>0 1=2 1=2 1=3 2=4 3>0 3>1 3>2 3=4 3=4 4>0 4>3
"""
SIMPLE_WORTHS = {
    "4": 0.34947527489923,
    "3": 0.33688868041573855,
    "2": 0.13168568070110523,
    "1": 0.1311506914535368,
    "0": 0.050799672530389396,
}
SIMPLE_ELO = {
    "4": 1004.0562423948679,
    "3": 1003.8861974411536,
    "2": 999.9773072285024,
    "1": 999.9771705955386,
    "0": 992.1030823399375,
}

FOOD = """
Pizza>Sushi Burger<Pasta Tacos>Pizza Sushi<Tacos Burger>Pizza Pasta<Sushi Tacos>Burger Pizza=Pasta
Sushi<Burger Pasta>Tacos Burger<Sushi Tacos>Pizza Sushi=Pasta Burger>Tacos Pizza<Burger Pasta<Tacos
Burger<Sushi Tacos>Pasta Pizza<Tacos Sushi>Burger Pasta<Pizza Burger<Sushi Tacos>Pasta Pizza>Sushi
Sushi<Burger Pasta<Tacos Tacos>Pizza Burger<Pasta Sushi>Tacos Pizza<Burger
"""
FOOD_WORTHS = {
    "Tacos": 0.43428982771223773,
    "Sushi": 0.19060028489839073,
    "Burger": 0.14797665121689418,
    "Pasta": 0.1281534106031957,
    "Pizza": 0.09897982556928168,
}
FOOD_ELO = {
    "Tacos": 1013.3587771887543,
    "Sushi": 1002.0980590208538,
    "Burger": 998.0260933346951,
    "Pasta": 994.1913058814378,
    "Pizza": 992.325764574259,
}


def written(text: str) -> Battles:
    """Battles from words such as x>y, x<y, x=y."""
    rows = [re.fullmatch(r"(.+)([<=>])(.+)", word).groups() for word in text.split()]
    first, sign, second = zip(*rows, strict=True)
    return Battles.from_arrays(first, second, sign, winners={">": "a", "<": "b", "=": "tie"})


# wins 0:1 7-3, 1:2 6-4, 0:2 8-2, in this order
THREE = [(0, 1, 7, 3), (1, 2, 6, 4), (0, 2, 8, 2)]
