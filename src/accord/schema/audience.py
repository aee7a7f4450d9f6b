"""Reads who a stage is for (`who`): what a person must have, whom it leaves out, how much one person may take.

```yaml
who:
  role: annotator                     # the least role in the project; `expert` is whoever holds the skill expert
  skills: {support-en: 2}             # each of them, at this level or above; a list asks for level 1
  languages: [en, de]                 # one of them; `expertise` and `teams` likewise
  people: [ann, bob]                  # nobody else
  except: [cy]                        # not these
  not_in: [draft]                     # not who answered the record in that stage
  same_person: draft                  # only who answered it there; `group`: one person has all records of a group
  most: {total: 500, per_day: 80, share: 0.2, at_once: 10}
```

Languages, expertise and teams are skills whose name says so: `language-de`, `expertise-law`, `team-night`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.schema.faults import Fault, nearest, segment
from accord.schema.parameters import NAMES, Parameters, recorded

SKILL = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")  # as people hold them
ROLES = ("annotator", "reviewer", "expert", "lead")
ORDERS = {
    "oldest": "as the records came",
    "priority": "the highest `meta.priority` first",
    "deadline": "the earliest `meta.deadline` first",
    "uncertainty": "where the answers so far, or the suggestions, are least sure",
    "random": "drawn, the same for everybody",
    "batch": "one `group` of records after the other",
}
TOLD = {
    "role": "the least role in the project; an expert is whoever holds the skill expert",
    "skills": "each of these skills, at this level or above",
    "languages": "one of these languages",
    "expertise": "one of these subjects",
    "teams": "one of these teams",
    "people": "nobody but these",
    "except": "not these",
    "not_in": "not who answered the record in these stages",
    "same_person": "only who answered the record in this stage; group: one person has all records of a group",
    "most": "how much one person may have",
}
ANY_OF = {"languages": "language", "expertise": "expertise", "teams": "team"}
GROUP = "group"
MOST_LEVEL = 10
AT_ONCE = 50
MANY = 10_000_000


@dataclass(frozen=True, slots=True)
class Most:
    """How much of a stage one person may have: in all, on one day (UTC), as a share of its answers, at one time. 0: no bound."""

    total: int = 0
    per_day: int = 0
    share: float = 0.0
    at_once: int = 0

    def json(self) -> dict[str, Any]:
        """Without what is not bounded."""
        whole = {"total": self.total, "per_day": self.per_day, "share": self.share, "at_once": self.at_once}
        return {key: value for key, value in whole.items() if value}


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may work in a stage."""

    role: str = ""
    skills: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    expertise: Mapping[str, int] = field(default_factory=dict)
    teams: Mapping[str, int] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # `except`, which is a word of Python's
    not_in: tuple[str, ...] = ()
    same_person: str = ""
    most: Most = field(default_factory=Most)

    def json(self) -> dict[str, Any]:
        """Canonical, without what is not asked."""
        whole = {
            "role": self.role,
            "skills": dict(self.skills),
            **{name: dict(getattr(self, name)) for name in ANY_OF},
            "people": list(self.people),
            "except": list(self.without),
            "not_in": list(self.not_in),
            "same_person": self.same_person,
            "most": self.most.json(),
        }
        return {key: value for key, value in whole.items() if value}

    def lacks(self, name: str, role: str, held: Mapping[str, int], *, leads: bool = True) -> Iterator[tuple[str, str]]:
        """What keeps a person out: the condition, and what of it they do not meet. Nothing: they may work in the stage.

        `role` is theirs in the project, `held` the skills they have now, by level. A lead lacks no role and no skill, so that
        nothing is ever stuck for want of people; but who is left out by name is out. Without `leads` they are asked like others.

        >>> list(Audience(skills={"law": 2}, without=("cy",)).lacks("cy", "annotator", {"law": 1}))
        [('except', 'cy'), ('skills', 'law at level 2')]
        """
        if self.people and name not in self.people:
            yield "people", ", ".join(self.people)
        if name in self.without:
            yield "except", name
        if role == "lead" and leads:
            return
        if self.role == "expert":
            if not held.get("expert"):
                yield "role", "expert"
        elif self.role and ROLES.index(role) < ROLES.index(self.role):
            yield "role", self.role
        for skill, level in self.skills.items():
            if held.get(skill, 0) < level:
                yield "skills", skill if level <= 1 else f"{skill} at level {level}"
        for key, kind in ANY_OF.items():
            wanted: Mapping[str, int] = getattr(self, key)
            if wanted and not any(held.get(f"{kind}-{one.lower()}", 0) >= level for one, level in wanted.items()):
                yield (
                    key,
                    " or ".join(one if level <= 1 else f"{one} at level {level}" for one, level in wanted.items()),
                )


@dataclass(frozen=True, slots=True)
class Groups:
    """A quota of a record's people: `least` different groups of what they say of themselves (`of`)."""

    of: str
    least: int = 2

    def json(self) -> dict[str, Any]:
        """Both."""
        return {"of": self.of, "least": self.least}


def read_audience(p: Parameters, names: Sequence[str], overlap: int) -> Audience:
    """The `who` of a stage whose parameters these are; `names` are the project's stages, `overlap` the most people a record gets."""
    raw = p.value("who", {})
    if not isinstance(raw, Mapping):
        p.fault("who", "not-a-mapping", "who is a mapping, like {role: reviewer}")
        return Audience()
    inner = Parameters(raw)
    found = _read(inner)
    _check(inner, raw, found, names, overlap)
    p.add([fault.under("/who") for fault in inner.faults()])
    return found


def read_groups(p: Parameters) -> Groups | None:
    """The quota of groups in an overlap."""
    raw = p.value("groups")
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        p.fault("groups", "not-a-mapping", "groups is a mapping, like {of: age, least: 2}")
        return None
    inner = Parameters(raw)
    of, least = inner.text("of"), inner.whole("least", 2, 2, 100) or 2
    if not of:
        inner.fault("of", "missing", "of names what people say of themselves, like age")
    p.add([fault.under("/groups") for fault in inner.faults()])
    return Groups(of, least)


def described() -> dict[str, Any]:
    """The `who` of a stage in JSON Schema."""
    with recorded() as properties:
        _read(Parameters({}))
    for key, words in TOLD.items():
        properties[key] = {**properties[key], "description": words}
    properties["not_in"][NAMES] = ["stages"]
    properties["same_person"][NAMES] = ["stages", GROUP]
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _read(p: Parameters) -> Audience:
    role = p.one_of("role", ROLES, "annotator")
    return Audience(
        role="" if role == "annotator" else role,
        skills=_levels(p, "skills"),
        people=p.texts("people"),
        without=p.texts("except"),
        not_in=p.texts("not_in"),
        same_person=p.text("same_person"),
        most=_most(p),
        **{name: _levels(p, name) for name in ANY_OF},
    )


def _check(p: Parameters, raw: Mapping[str, Any], found: Audience, names: Sequence[str], overlap: int) -> None:
    given = raw.get("not_in")
    for at, one in enumerate(given if isinstance(given, list) else ()):
        if one not in names:
            message = f"there is no stage {one!r}"
            p.add([Fault(f"/not_in/{at}", "unknown-stage", message, nearest(str(one), names))])
    if both := sorted(set(found.people) & set(found.without)):
        p.fault("except", "contradiction", f"{both[0]!r} is in people, too: nobody can be both")
    if found.same_person and found.same_person not in (*names, GROUP):
        near = nearest(found.same_person, (*names, GROUP))
        p.fault("same_person", "unknown-stage", f"{found.same_person!r} is neither a stage nor `{GROUP}`", near)
    elif found.same_person == GROUP and overlap > 1:
        p.fault(
            "same_person", "contradiction", "one person cannot have all of a group where several answer each record"
        )
    elif found.same_person and found.same_person in found.not_in:
        p.fault("same_person", "contradiction", f"who answered in {found.same_person!r} is in not_in, too")


def _levels(p: Parameters, key: str) -> Mapping[str, int]:
    level = {"type": "integer", "minimum": 1, "maximum": MOST_LEVEL}
    shape = {
        "anyOf": [
            {"type": "array", "items": {"type": "string"}, "title": "names"},
            {"type": "object", "additionalProperties": level, "title": "with the least level"},
        ]
    }
    raw = p.value(key, {}, shape)
    if isinstance(raw, list):
        raw = dict.fromkeys(raw, 1) if all(isinstance(one, str) for one in raw) else None
    if not isinstance(raw, Mapping) or not all(isinstance(name, str) and name for name in raw):
        p.fault(key, "not-a-mapping", f"{key} is a list of names, or a mapping from name to the least level")
        return {}
    for name, given in raw.items():
        if not SKILL.match(name.lower() if key in ANY_OF else name):
            message = f"{name!r} is no skill: small letters, digits and hyphens, like support-en"
            p.add([Fault(segment(key) + segment(name), "bad-name", message)])
            return {}
        if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= MOST_LEVEL:
            message = f"{given!r} is no level: a whole number from 1 to {MOST_LEVEL}"
            p.add([Fault(segment(key) + segment(name), "bad-level", message)])
            return {}
    return dict(raw)


def _most(p: Parameters) -> Most:
    shape = {
        "type": "object",
        "properties": {
            "total": {"type": "integer", "minimum": 1, "description": "records in all"},
            "per_day": {"type": "integer", "minimum": 1, "description": "records a day (UTC)"},
            "share": {"type": "number", "exclusiveMinimum": 0, "maximum": 1, "description": "of the stage's answers"},
            "at_once": {"type": "integer", "minimum": 1, "maximum": AT_ONCE, "description": "records at one time"},
        },
        "additionalProperties": False,
    }
    raw = p.value("most", {}, shape)
    if not isinstance(raw, Mapping):
        p.fault("most", "not-a-mapping", "most is a mapping, like {per_day: 80}")
        return Most()
    inner = Parameters(raw)
    total, day = inner.whole("total", None, 1, MANY), inner.whole("per_day", None, 1, MANY)
    share, once = inner.number("share", 0.0), inner.whole("at_once", None, 1, AT_ONCE)
    if raw.get("share") is not None and not 0 < share <= 1:
        inner.fault("share", "out-of-range", "share is above 0 and at most 1")
        share = 0.0
    p.add([fault.under("/most") for fault in inner.faults()])
    return Most(total or 0, day or 0, float(share), once or 0)
