"""Reads the moves of a stage (`next`): where a record goes, when, back to whom, and who has to answer for it.

```yaml
next:
  - {when: "answers.harm == 'yes'", to: expert, escalate: {severity: high, owner: lead, hours: 24, remind: 12}}
  - {when: "hours > 72", to: anyone}                 # nobody answered for three days
  - {when: "verdict == 'return'", to: annotate, return: {hours: 24}}
  - {to: done}
```

The first move that holds is taken. One whose stage has had the record as often as its `cycles` allows is passed over; where none
is left, the record is done.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from accord.schema.conditions import Condition, ConditionError
from accord.schema.expressions import Token, lex
from accord.schema.faults import nearest
from accord.schema.parameters import Parameters
from accord.schema.spec import Escalation, Move

ENDS = ("done", "rejected", "returned")
SEEN = ("agreement", "confidence", "consensus", "answers", "cycle", "hours", "meta", "verdict", "reason")
SEVERITIES = ("low", "medium", "high", "critical")
KEPT_HOURS = 24.0
MOST_HOURS = 24.0 * 366
ABOVE, BELOW = (">", ">="), ("<", "<=")


def read_moves(p: Parameters, names: Sequence[str]) -> tuple[Move, ...]:
    """`next` of a stage; what it names has to be there."""
    raw = p.value("next", [{"to": "done"}])
    if not isinstance(raw, list) or not raw or not all(isinstance(one, Mapping) for one in raw):
        p.fault("next", "not-moves", "next is a list of {when, to}")
        return (Move("done"),)
    return tuple(_move(p, f"/next/{at}", one, names) for at, one in enumerate(raw))


def _move(p: Parameters, at: str, raw: Mapping[str, Any], names: Sequence[str]) -> Move:
    inner = Parameters(raw)
    to, source = inner.text("to", "done"), inner.text("when")
    if to not in (*names, *ENDS):
        inner.fault("to", "unknown-stage", f"there is no stage {to!r}", nearest(to, (*names, *ENDS)))
    when = None
    if source:
        try:
            when = Condition(source, SEEN)
            if "hours" in when.names and not times(when):
                inner.fault("when", "bad-hours", "hours is compared with a number, like hours > 48")
        except ConditionError as error:
            inner.fault("when", "bad-condition", str(error), error.nearest)
    kept, escalate = _kept(inner, to), _escalation(inner, to)
    p.add([fault.under(at) for fault in inner.faults()])
    return Move(to, when, kept, escalate)


def _kept(inner: Parameters, to: str) -> float:
    raw = inner.value("return", False)
    if raw is False:
        return 0.0
    if to in ENDS:
        inner.fault("return", "no-author", f"return goes to a stage, whose author has it first; {to} is an end")
    if raw is True:
        return KEPT_HOURS
    if isinstance(raw, Mapping):
        more = Parameters(raw)
        hours = _hours(more, "hours", KEPT_HOURS)
        inner.add([fault.under("/return") for fault in more.faults()])
        return hours
    inner.fault("return", "bad-return", "return is true, or {hours: 24}: for so long only its author gets it")
    return 0.0


def _escalation(inner: Parameters, to: str) -> Escalation | None:
    raw = inner.value("escalate")
    if raw is None:
        return None
    if to in ENDS:
        inner.fault("escalate", "no-stage", f"what is escalated goes to a stage where it is decided; {to} is an end")
    if not isinstance(raw, Mapping):
        inner.fault("escalate", "bad-escalation", "escalate is {severity, owner, hours, remind}")
        return None
    p = Parameters(raw)
    hours = _hours(p, "hours", 24.0)
    remind = _hours(p, "remind", hours / 2)
    if remind > hours:
        p.fault(
            "remind", "out-of-range", f"a reminder after {remind:g} hours comes too late: the deadline is {hours:g}"
        )
    made = Escalation(p.one_of("severity", SEVERITIES, "medium"), p.text("owner", "lead"), hours, remind)
    inner.add([fault.under("/escalate") for fault in p.faults()])
    return made


def _hours(p: Parameters, key: str, default: float) -> float:
    found = p.number(key, default)
    if not 0 < found <= MOST_HOURS or not math.isfinite(found):
        p.fault(key, "out-of-range", f"{key} is above 0 and at most {MOST_HOURS:g}")
        return default
    return float(found)


def condition(source: str) -> Condition:
    """A condition of ours, in the names that a move sees."""
    return Condition(source, SEEN)


def times(when: Condition) -> tuple[float, ...]:
    """The numbers that a condition compares `hours` with: when they pass, it has to be looked at again.

    >>> times(condition("hours > 48 && cycle < 3")), times(condition("cycle < 3"))
    ((48.0,), ())
    """
    return tuple(number for name, _, number in _compared(lex(when.source)) if name == "hours")


def bounded(move: Move) -> bool:
    """Whether the move's own condition ends some time: it demands, whatever else, that `cycle` is below a number.

    >>> bounded(Move("a", condition("answers.ok == 'no' && cycle < 3"))), bounded(Move("a", condition("cycle < 3 || true")))
    (True, False)
    """
    if move.when is None:
        return False
    tokens = lex(move.when.source)
    if any(token.text in ("||", "?") for token in tokens):
        return False
    return any(len(part) == 3 and _below(part) for part in _conjuncts(tokens))


def _below(part: Sequence[Token]) -> bool:
    return any(name == "cycle" and sign in BELOW for name, sign, _ in _compared(part))


def _conjuncts(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.text in "([{") - (token.text in ")]}")
        if token.text == "&&" and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _compared(tokens: Sequence[Token]) -> list[tuple[str, str, float]]:
    """Comparisons of a name with a number: (name, sign, number), the name on the left."""
    turned = dict(zip((*ABOVE, *BELOW), (*BELOW, *ABOVE), strict=True))
    out = []
    for at in range(1, len(tokens) - 1):
        left, sign, right = tokens[at - 1], tokens[at].text, tokens[at + 1]
        if sign not in turned or (at > 1 and tokens[at - 2].text == "."):
            continue
        if left.kind == "name" and right.kind in ("whole", "double"):
            out.append((left.text, sign, float(right.text)))
        elif right.kind == "name" and left.kind in ("whole", "double"):
            out.append((right.text, turned[sign], float(left.text)))
    return out
