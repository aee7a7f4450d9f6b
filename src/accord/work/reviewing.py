"""What several reviewers of one record come to: the stage waits for all that it asks for, then the majority counts. Pure.

To approve and to fix are one side: the record is right, as it was or as it is now. A tie between sides is no decision: one more
reviewer is asked where the stage's overlap allows it, else moves see the verdict `tie`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

TIE = "tie"
SIDES = {"approve": "right", "fix": "right", "reject": "reject", "return": "return"}


@dataclass(frozen=True, slots=True)
class Said:
    """One reviewer's verdict; `wrong`: the responses that go back to their authors."""

    action: str
    reason: str = ""
    comment: str = ""
    wrong: tuple[int, ...] = ()


def decided(said: Sequence[Said]) -> dict[str, Any]:
    """The verdict of all of them together, as moves see it and note it.

    >>> decided([Said("approve"), Said("return", "careless", wrong=(3,)), Said("return", "careless", "No.", (4,))])
    {'action': 'return', 'reason': 'careless', 'comment': 'No.', 'wrong': [3, 4]}
    >>> decided([Said("approve"), Said("reject", "not clear")])["action"], decided([Said("approve"), Said("fix")])["action"]
    ('tie', 'fix')
    """
    sides = Counter(SIDES[one.action] for one in said).most_common(2)
    if len(sides) > 1 and sides[0][1] == sides[1][1]:
        return {"action": TIE, "reason": "", "comment": _joined(said), "wrong": []}
    side = [one for one in said if SIDES[one.action] == sides[0][0]]
    action = "fix" if any(one.action == "fix" for one in side) else side[0].action
    reasons = Counter(one.reason for one in side if one.reason).most_common(1)
    wrong = sorted({number for one in side for number in one.wrong})
    return {"action": action, "reason": reasons[0][0] if reasons else "", "comment": _joined(side), "wrong": wrong}


def _joined(said: Sequence[Said]) -> str:
    return "\n".join(dict.fromkeys(one.comment for one in said if one.comment))
